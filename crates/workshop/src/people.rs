//! Who takes part, and in which group. Names and e-mail addresses live here and nowhere else; documents hold ids.

use board::id::ParticipantId;
use serde::{Deserialize, Serialize};

use crate::workshop::{Limits, Random, Workshop};

/// Longest name of a person, in characters.
pub const NAME_CHARS_MAX: usize = 60;

/// A person in a workshop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// Opaque; the only thing documents know of a person.
    pub id: ParticipantId,
    /// What others see.
    pub name: String,
    /// Their group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// For pre-assigned rooms; never leaves the facilitator's side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Came through an import and has not joined.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub imported: bool,
}

/// Why somebody could not join. The message is for the person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JoinError {
    /// Joining is closed.
    #[error("this workshop is not taking new people at the moment: ask who facilitates")]
    Closed,
    /// The name is empty or too long.
    #[error("write a name of 1 to {NAME_CHARS_MAX} characters")]
    Name,
    /// There is no such group.
    #[error("there is no group of that name")]
    Group,
    /// The workshop is full.
    #[error("this workshop is full: ask who facilitates")]
    Full,
}

impl Workshop {
    /// Adds a person. Without a group of their choice they land in the one with the fewest people; two people may
    /// have the same name.
    pub fn join(
        &mut self,
        name: &str,
        group: Option<&str>,
        limits: &Limits,
        random: Random<'_>,
    ) -> Result<Participant, JoinError> {
        if !self.join_open {
            return Err(JoinError::Closed);
        }
        let name = clean_name(name).ok_or(JoinError::Name)?;
        let group = match group {
            Some(group) => Some(self.groups.iter().find(|g| *g == group).ok_or(JoinError::Group)?.clone()),
            None => self.smallest_group(),
        };
        if self.participants.len() >= limits.participants_max {
            return Err(JoinError::Full);
        }
        let id = ParticipantId::from_random(random());
        let person = Participant { id, name, group, email: None, imported: false };
        self.participants.push(person.clone());
        Ok(person)
    }

    /// The person of that id.
    pub fn participant(&self, id: &ParticipantId) -> Option<&Participant> {
        self.participants.iter().find(|person| &person.id == id)
    }

    /// How many people have joined a group.
    pub fn people_in(&self, group: &str) -> usize {
        self.participants.iter().filter(|p| !p.imported && p.group.as_deref() == Some(group)).count()
    }

    fn smallest_group(&self) -> Option<String> {
        self.groups.iter().min_by_key(|group| self.people_in(group)).cloned()
    }
}

/// A name as it is kept: trimmed, single spaces, no control characters; `None` if nothing or too much is left.
fn clean_name(name: &str) -> Option<String> {
    let words: Vec<&str> =
        name.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let name = words.join(" ");
    (1..=NAME_CHARS_MAX).contains(&name.chars().count()).then_some(name)
}
