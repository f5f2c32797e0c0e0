//! Groupings: prepared sets of groups. A workshop has several; one of them comes into force in a session when who
//! facilitates says so. How a new one is made is in [`crate::proposal`].

use board::id::ParticipantId;
use serde::{Deserialize, Serialize};

use crate::code;
use crate::seats::{Move, Seating, Seats};
use crate::words;
use crate::workshop::{Invalid, Random, TITLE_CHARS_MAX, Workshop, title};

/// Most groupings of a workshop: one per session that it may have.
pub const GROUPINGS_MAX: usize = 50;

/// A prepared set of groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grouping {
    /// Names it within the workshop: 8 symbols, no secret.
    pub id: String,
    /// What who facilitates calls it, 1 to 120 characters; no two of a workshop are called alike.
    pub name: String,
    /// Who sits where. People without a seat stay where they are when it comes into force.
    pub seats: Seats,
}

impl Workshop {
    /// The grouping of that id.
    pub fn grouping(&self, id: &str) -> Option<&Grouping> {
        self.roster.groupings.iter().find(|grouping| grouping.id == id)
    }

    /// Gives a grouping another name.
    ///
    /// # Errors
    /// No such grouping; a name that is none or taken.
    pub fn rename_grouping(&mut self, id: &str, name: &str) -> Result<(), Invalid> {
        let name = self.grouping_name(name, Some(id))?;
        self.grouping_mut(id)?.name = name;
        Ok(())
    }

    /// Removes a grouping. Where it was in force people stay as they sit, and it stays known who met whom.
    ///
    /// # Errors
    /// No such grouping.
    pub fn remove_grouping(&mut self, id: &str) -> Result<(), Invalid> {
        self.grouping_mut(id)?;
        self.roster.groupings.retain(|grouping| grouping.id != id);
        Ok(())
    }

    /// Gives one person a seat in a grouping, or takes it away. Where the grouping is in force it has to be put in force
    /// again for that; to move somebody at once, change their group.
    ///
    /// # Errors
    /// No such grouping, person or group.
    pub fn seat(&mut self, id: &str, person: &ParticipantId, group: Option<&str>) -> Result<(), Invalid> {
        self.taking_part(person)?;
        if group.is_some_and(|group| !self.groups.iter().any(|known| known == group)) {
            return Err(Invalid((&words::NO_GROUP).into()));
        }
        self.grouping_mut(id)?.seats.seat(person.clone(), group.map(str::to_owned));
        Ok(())
    }

    /// Puts a grouping in force in a session: people sit there as it says, at once if it is the present one, and who has
    /// no seat in it stays where they are. Answers exactly whose group in that session changes, in the order in which
    /// people came.
    ///
    /// # Errors
    /// No such grouping or session.
    pub fn apply_grouping(&mut self, id: &str, session: u32) -> Result<Vec<Move>, Invalid> {
        if !self.sessions.iter().any(|known| known.number == session) {
            return Err(Invalid(words::NO_SESSION.with("number", session)));
        }
        let wanted = self.grouping_mut(id)?.seats.clone();
        let mut moves = Vec::new();
        let mut seats = Seats::default();
        for person in self.participants.iter().filter(|person| !person.removed) {
            let from = self.group_in(person, session);
            let is_there = |group: &&str| self.groups.iter().any(|known| known == group);
            let to = wanted.group(&person.id).filter(is_there).or(from);
            if from != to {
                moves.push(Move {
                    participant: person.id.clone(),
                    session,
                    from: from.map(str::to_owned),
                    to: to.map(str::to_owned),
                });
            }
            seats.seat(person.id.clone(), to.map(str::to_owned));
        }
        if session == self.session_now {
            for person in self.participants.iter_mut().filter(|person| !person.removed) {
                person.group = seats.group(&person.id).map(str::to_owned);
            }
        }
        self.roster.seatings.insert(session, Seating { grouping: Some(id.to_owned()), seats });
        Ok(moves)
    }

    pub(crate) fn grouping_mut(&mut self, id: &str) -> Result<&mut Grouping, Invalid> {
        let known = self.roster.groupings.iter_mut().find(|grouping| grouping.id == id);
        known.ok_or_else(|| Invalid((&words::NO_GROUPING).into()))
    }

    /// A name for a grouping that none has, but for the one of `id`.
    pub(crate) fn grouping_name(&self, name: &str, id: Option<&str>) -> Result<String, Invalid> {
        let name = title(name).ok_or_else(|| Invalid(words::GROUPING_NAME.with("most", TITLE_CHARS_MAX)))?;
        let is_taken = |grouping: &Grouping| grouping.name == name && id.is_none_or(|own| grouping.id != own);
        if self.roster.groupings.iter().any(is_taken) {
            return Err(Invalid(words::GROUPING_TWICE.with("name", name)));
        }
        Ok(name)
    }

    /// Adds a grouping under a name that was checked.
    pub(crate) fn add_grouping(
        &mut self,
        name: String,
        seats: Seats,
        random: Random<'_>,
    ) -> Result<String, Invalid> {
        if self.roster.groupings.len() >= GROUPINGS_MAX {
            return Err(Invalid(words::GROUPINGS_MOST.with("most", GROUPINGS_MAX)));
        }
        let mut id = code::spell(random(), code::CODE_SYMBOLS);
        while self.grouping(&id).is_some() {
            id = code::spell(random(), code::CODE_SYMBOLS);
        }
        self.roster.groupings.push(Grouping { id: id.clone(), name, seats });
        Ok(id)
    }
}
