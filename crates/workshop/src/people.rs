//! Who takes part, and in which group. Names and e-mail addresses live here and nowhere else; documents hold ids.

use board::id::ParticipantId;
use board::role::Role;
use board::words::Text;
use serde::{Deserialize, Serialize};

use crate::roles::given;
use crate::words;
use crate::workshop::{Invalid, Limits, Random, Workshop};

/// Longest name of a person, in characters.
pub const NAME_CHARS_MAX: usize = 60;

/// Longest sector, organisation or territory of a person, in characters.
pub const ATTRIBUTE_CHARS_MAX: usize = 60;

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
    /// Administration, school, association…: what groups are mixed by. One line, at most [`ATTRIBUTE_CHARS_MAX`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Whom they work for. One line, at most [`ATTRIBUTE_CHARS_MAX`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Where they work. One line, at most [`ATTRIBUTE_CHARS_MAX`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub territory: Option<String>,
    /// Opens the workshop as this person, the first time and again: 8 symbols without dash.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Is expected: was entered by who facilitates or came through an import, and has not joined.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub imported: bool,
    /// Stands in the waiting room: opens nothing yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waiting: bool,
    /// What was said that they are on the boards they may write on; else they are what their group is, see [`crate::roles`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Was sent away: opens nothing any more. The name stays, for what they wrote.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
}

impl Participant {
    /// Somebody of whom nothing is known but a name.
    pub(crate) fn named(id: ParticipantId, name: String) -> Self {
        Self {
            id,
            name,
            group: None,
            email: None,
            sector: None,
            organisation: None,
            territory: None,
            code: None,
            imported: false,
            waiting: false,
            role: None,
            removed: false,
        }
    }

    /// Helps who facilitates, everywhere.
    pub fn helps(&self) -> bool {
        self.role >= Some(Role::Cofacilitator)
    }
}

/// What is to be changed about a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonChange {
    /// The name others see.
    pub name: Option<String>,
    /// The group.
    pub group: Option<String>,
    /// Viewer to cofacilitator; `null` makes them what their group is.
    #[serde(default, deserialize_with = "given")]
    pub role: Option<Option<Role>>,
    /// `false` lets somebody in who waits, `true` sends them back to the waiting room.
    pub waiting: Option<bool>,
    /// The address; `null` takes it away. Nobody else's in the workshop, whatever its capitals.
    #[serde(default, deserialize_with = "given")]
    pub email: Option<Option<String>>,
    /// The sector; `null` takes it away, as does an empty one.
    #[serde(default, deserialize_with = "given")]
    pub sector: Option<Option<String>>,
    /// The organisation; likewise.
    #[serde(default, deserialize_with = "given")]
    pub organisation: Option<Option<String>>,
    /// The territory; likewise.
    #[serde(default, deserialize_with = "given")]
    pub territory: Option<Option<String>>,
}

/// Why somebody could not join. The message is for the person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub enum JoinError {
    /// Joining is closed.
    Closed,
    /// The name is empty or too long.
    Name,
    /// There is no such group.
    Group,
    /// The workshop is full.
    Full,
    /// Nobody of the list is waiting under that entry, or the list is not shown at the door.
    Taken,
}

impl JoinError {
    /// What is said to the person: part of a sentence.
    pub fn text(&self) -> Text {
        match self {
            JoinError::Closed => (&words::JOINING_CLOSED).into(),
            JoinError::Name => words::PERSON_NAME.with("most", NAME_CHARS_MAX),
            JoinError::Group => (&words::NO_GROUP).into(),
            JoinError::Full => (&words::WORKSHOP_FULL).into(),
            JoinError::Taken => (&words::ENTRY_TAKEN).into(),
        }
    }
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
        let person = Participant { group, waiting: self.waiting_room, ..Participant::named(id, name) };
        self.participants.push(person.clone());
        self.follow(&person.id);
        Ok(person)
    }

    /// Changes a person who takes part.
    pub fn change_person(&mut self, id: &ParticipantId, change: &PersonChange) -> Result<(), Invalid> {
        let name = match &change.name {
            Some(name) => Some(clean_name(name).ok_or_else(|| Invalid(JoinError::Name.text()))?),
            None => None,
        };
        if change.group.as_ref().is_some_and(|group| !self.groups.contains(group)) {
            return Err(Invalid(JoinError::Group.text()));
        }
        if change.role == Some(Some(Role::Facilitator)) {
            return Err(Invalid((&words::FACILITATOR_LINK).into()));
        }
        let facts = self.facts_of(id, change)?;
        let person = self.taking_part(id)?;
        facts.write(person);
        if let Some(name) = name {
            person.name = name;
        }
        if change.group.is_some() {
            person.group.clone_from(&change.group);
        }
        if let Some(role) = change.role {
            person.role = role;
        }
        if let Some(waiting) = change.waiting {
            person.waiting = waiting;
        }
        if change.group.is_some() {
            self.follow(id);
        }
        Ok(())
    }

    /// Lets everybody in who waits.
    pub fn admit_all(&mut self) {
        for person in &mut self.participants {
            person.waiting = false;
        }
    }

    /// Sends a person away. What they wrote stays, and for that their name; what else is known of them goes.
    pub fn remove_person(&mut self, id: &ParticipantId) -> Result<(), Invalid> {
        let person = self.taking_part(id)?;
        let gone = Participant::named(person.id.clone(), std::mem::take(&mut person.name));
        *person = Participant { group: person.group.take(), role: person.role, removed: true, ..gone };
        Ok(())
    }

    pub(crate) fn taking_part(&mut self, id: &ParticipantId) -> Result<&mut Participant, Invalid> {
        let person = self.participants.iter_mut().find(|person| person.id == *id && !person.removed);
        person.ok_or_else(|| Invalid((&words::NOBODY).into()))
    }

    /// The person of that id.
    pub fn participant(&self, id: &ParticipantId) -> Option<&Participant> {
        self.participants.iter().find(|person| &person.id == id)
    }

    /// How many people have joined a group.
    pub fn people_in(&self, group: &str) -> usize {
        self.participants
            .iter()
            .filter(|p| !p.imported && !p.removed && p.group.as_deref() == Some(group))
            .count()
    }

    pub(crate) fn smallest_group(&self) -> Option<String> {
        self.groups.iter().min_by_key(|group| self.people_in(group)).cloned()
    }
}

/// A name as it is kept: trimmed, single spaces, no control characters; `None` if nothing or too much is left.
pub(crate) fn clean_name(name: &str) -> Option<String> {
    let name = one_line(name);
    (1..=NAME_CHARS_MAX).contains(&name.chars().count()).then_some(name)
}

/// On one line: single spaces, none around, no control characters. May be empty.
pub(crate) fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
