//! Who is asking, and what they may do. Tokens are stored as hashes only; no cookie carries authority.

mod throttle;

use std::sync::Arc;

use board::id::{BoardId, ParticipantId, WorkshopId};
use board::role::Role;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use store::{Put, Store};
use workshop::Workshop;

use crate::secret::{Token, TokenHash};

pub use throttle::Throttle;

/// Who holds a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    /// Of the server: makes and lists workshops, has no seat on any board.
    Administrator,
    /// Runs one workshop.
    Facilitator(Person),
    /// Takes part in one workshop.
    Participant(Person),
}

/// A person of a workshop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their workshop.
    pub workshop: WorkshopId,
    /// What documents and other people's screens know them by.
    pub id: ParticipantId,
}

impl Principal {
    /// The workshop this token belongs to, and its person.
    pub fn person(&self) -> Option<&Person> {
        match self {
            Principal::Administrator => None,
            Principal::Facilitator(person) | Principal::Participant(person) => Some(person),
        }
    }

    /// The role on a board of `workshop`, which must be the board's; `None` is no right at all.
    pub fn role(&self, workshop: &Workshop, board: &BoardId) -> Option<Role> {
        let person = self.person().filter(|person| person.workshop == workshop.id)?;
        workshop.board_or_sheet(board)?;
        match self {
            Principal::Administrator => None,
            // What somebody writes privately is for nobody else to see.
            Principal::Facilitator(_) => workshop.board(board).map(|_| Role::Facilitator),
            Principal::Participant(_) => workshop.role_of(&person.id, board),
        }
    }

    /// Runs this workshop?
    pub fn facilitates(&self, workshop: &WorkshopId) -> bool {
        matches!(self, Principal::Facilitator(person) if &person.workshop == workshop)
    }

    /// May say where this workshop is in its programme?
    pub fn conducts(&self, workshop: &Workshop) -> bool {
        let helps = |person: &Person| {
            let helper = workshop.participant(&person.id).filter(|helper| !helper.removed);
            person.workshop == workshop.id && helper.is_some_and(workshop::Participant::helps)
        };
        match self {
            Principal::Administrator => false,
            Principal::Facilitator(person) => person.workshop == workshop.id,
            Principal::Participant(person) => helps(person),
        }
    }

    /// The word in JSON.
    pub fn kind(&self) -> &'static str {
        match self {
            Principal::Administrator => "administrator",
            Principal::Facilitator(_) => "facilitator",
            Principal::Participant(_) => "participant",
        }
    }
}

/// What is stored under a token's hash.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Record {
    Facilitator { workshop: WorkshopId, id: ParticipantId },
    Participant { workshop: WorkshopId, id: ParticipantId },
}

fn key(hash: &TokenHash) -> String {
    format!("token/{}", hash.hex())
}

/// Gives a person a fresh token: the token itself, for them alone, and the write that makes it valid.
pub fn issue(principal: &Principal) -> Option<(Token, Put)> {
    let token = Token::fresh();
    allow(principal, &token).map(|put| (token, put))
}

/// The write that makes this token a person's.
pub fn allow(principal: &Principal, token: &Token) -> Option<Put> {
    let Person { workshop, id } = principal.person()?.clone();
    let record = match principal {
        Principal::Facilitator(_) => Record::Facilitator { workshop, id },
        _ => Record::Participant { workshop, id },
    };
    let json = serde_json::to_vec(&record).ok()?;
    Some(Put::set(key(&token.hash()), json))
}

/// Tells who holds a token.
#[derive(Clone, Debug)]
pub struct Gate {
    store: Arc<dyn Store>,
    administrator: TokenHash,
}

impl Gate {
    /// `administrator` is the hash of the server's own token.
    pub fn new(store: Arc<dyn Store>, administrator: TokenHash) -> Gate {
        Gate { store, administrator }
    }

    /// Who holds this token; `None` for one that was never valid or is not any more.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn principal(&self, token: &Token) -> store::Result<Option<Principal>> {
        let hash = token.hash();
        if hash.matches(&self.administrator) {
            return Ok(Some(Principal::Administrator));
        }
        let Some(entry) = self.store.get(&key(&hash)).await? else { return Ok(None) };
        Ok(read(&entry.value))
    }
}

fn read(json: &Bytes) -> Option<Principal> {
    match serde_json::from_slice(json) {
        Ok(Record::Facilitator { workshop, id }) => Some(Principal::Facilitator(Person { workshop, id })),
        Ok(Record::Participant { workshop, id }) => Some(Principal::Participant(Person { workshop, id })),
        Err(error) => {
            tracing::error!(error = %error, "a token's record cannot be read; it opens nothing");
            None
        }
    }
}
