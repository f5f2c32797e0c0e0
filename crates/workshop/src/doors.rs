//! Doors: every code that opens the workshop, and what lies behind it: the workshop, a group, or somebody's own seat.
//!
//! Whoever serves keeps a way from a code's hash to the workshop and asks [`Workshop::door_of`] only with a code that was
//! found there: comparing here takes as long as it takes.

use std::collections::BTreeSet;

use board::id::ParticipantId;

use crate::code;
use crate::people::{JoinError, Participant, clean_name};
use crate::workshop::{Invalid, Limits, Random, Workshop};

/// What a code opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Door {
    /// The workshop, in the group one chooses or in the smallest. The invite of the join link is one of these too.
    Workshop,
    /// The workshop, in this group.
    Group(String),
    /// The workshop, as this person: expected and coming for the first time, or in it already and coming back.
    Person(ParticipantId),
}

/// Somebody at a door.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrival<'a> {
    /// The name others are to see. Who is expected may leave it out and keeps the pseudonym of the list.
    pub name: Option<&'a str>,
    /// The group they choose, at a door that is open to all groups.
    pub group: Option<&'a str>,
    /// Whose entry of the list they take: see [`Workshop::waiting_at`].
    pub entry: Option<&'a ParticipantId>,
}

impl Workshop {
    /// Makes the codes that are missing: one for each group, and one for each person who was not removed. Records from
    /// before there were such codes get them here. `true` when some were made.
    pub fn ensure_codes(&mut self, random: Random<'_>) -> bool {
        let mut known: BTreeSet<String> = self.doors().map(|(code, _)| code.to_owned()).collect();
        let before = known.len();
        for group in &self.groups {
            if !self.roster.group_codes.contains_key(group) {
                self.roster.group_codes.insert(group.clone(), fresh(&mut known, random));
            }
        }
        for person in self.participants.iter_mut().filter(|person| !person.removed && person.code.is_none()) {
            person.code = Some(fresh(&mut known, random));
        }
        known.len() > before
    }

    /// Every code that opens the workshop, normalised, with what it opens: what the server registers. Before and after a
    /// change, the difference is what to register and what to forget.
    pub fn doors(&self) -> impl Iterator<Item = (&str, Door)> {
        let own = [self.code.as_str(), self.invite.as_str()].into_iter().map(|code| (code, Door::Workshop));
        let groups = self.roster.group_codes.iter();
        let groups = groups.map(|(group, code)| (code.as_str(), Door::Group(group.clone())));
        let people = self.participants.iter().filter(|person| !person.removed);
        let people =
            people.filter_map(|person| Some((person.code.as_deref()?, Door::Person(person.id.clone()))));
        own.chain(groups).chain(people)
    }

    /// What a code opens, as it was typed.
    pub fn door_of(&self, typed: &str) -> Option<Door> {
        let wanted = code::normalise(typed);
        self.doors().find(|(code, _)| *code == wanted).map(|(_, door)| door)
    }

    /// Makes a person's code anew; the old one opens nothing. Who is in stays in.
    ///
    /// # Errors
    /// There is nobody of that id.
    pub fn renew_code(&mut self, id: &ParticipantId, random: Random<'_>) -> Result<(), Invalid> {
        let mut known: BTreeSet<String> = self.doors().map(|(code, _)| code.to_owned()).collect();
        self.taking_part(id)?.code = Some(fresh(&mut known, random));
        Ok(())
    }

    /// Those that are there; the missing ones are for [`Workshop::ensure_codes`].
    pub(crate) fn renew_group_codes(&mut self, random: Random<'_>) {
        let mut known: BTreeSet<String> = self.doors().map(|(code, _)| code.to_owned()).collect();
        for code in self.roster.group_codes.values_mut() {
            *code = fresh(&mut known, random);
        }
    }

    /// The expected people who may be taken for oneself at a door: nobody unless who facilitates shows the list there
    /// ([`crate::Roster::list_at_door`]), and at a group's door those of the group. Their names are pseudonyms or what
    /// who facilitates wrote; nothing else of them may leave.
    pub fn waiting_at<'a>(&'a self, door: &'a Door) -> impl Iterator<Item = &'a Participant> {
        let expected = self.participants.iter().filter(|person| person.imported && !person.removed);
        expected.filter(move |person| match door {
            Door::Person(id) => person.id == *id,
            Door::Group(group) => self.roster.list_at_door && person.group.as_ref() == Some(group),
            Door::Workshop => self.roster.list_at_door,
        })
    }

    /// Lets somebody in. At their own door, or taking their entry of the list, an expected person becomes the one who
    /// was expected: id, group, attributes and what was imported under their pseudonym are theirs. Everybody else is new:
    /// in the group of the door, else in the one they choose, else in the smallest.
    ///
    /// # Errors
    /// [`JoinError`]. Who is in already comes back also when joining is closed.
    pub fn arrive(
        &mut self,
        door: &Door,
        arrival: &Arrival<'_>,
        limits: &Limits,
        random: Random<'_>,
    ) -> Result<Participant, JoinError> {
        let entry = match door {
            Door::Person(id) => Some(id),
            _ => arrival.entry,
        };
        let Some(entry) = entry else {
            let group = match door {
                Door::Group(group) => Some(group.as_str()),
                _ => arrival.group,
            };
            return self.join(arrival.name.unwrap_or_default(), group, limits, random);
        };
        if let Door::Person(id) = door
            && let Some(person) = self.participant(id).filter(|person| !person.imported && !person.removed)
        {
            return Ok(person.clone());
        }
        if !self.join_open {
            return Err(JoinError::Closed);
        }
        if !self.waiting_at(door).any(|person| person.id == *entry) {
            return Err(JoinError::Taken);
        }
        let name = match arrival.name.filter(|name| !name.trim().is_empty()) {
            Some(name) => Some(clean_name(name).ok_or(JoinError::Name)?),
            None => None,
        };
        let smallest = self.smallest_group();
        // A code of one's own is somebody's word that one is expected; a name on a list is not.
        let waits = self.waiting_room && !matches!(door, Door::Person(_));
        let person = self.taking_part(entry).map_err(|_| JoinError::Taken)?;
        person.imported = false;
        person.waiting = waits;
        if let Some(name) = name {
            person.name = name;
        }
        if person.group.is_none() {
            person.group = smallest;
        }
        let person = person.clone();
        self.follow(&person.id);
        Ok(person)
    }
}

/// A code that opens nothing yet. 40 random bits meet another of a thousand once in a billion workshops; the bound is
/// for a source that repeats itself.
fn fresh(known: &mut BTreeSet<String>, random: Random<'_>) -> String {
    let mut code = code::spell(random(), code::CODE_SYMBOLS);
    for _ in 0..64 {
        if known.insert(code.clone()) {
            break;
        }
        code = code::spell(random(), code::CODE_SYMBOLS);
    }
    code
}
