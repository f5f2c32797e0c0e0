//! BigBlueButton's groups: the parameter `groups` of its create call, an array of `{id, name?, roster: [userId]}`.
//!
//! Whoever calls BigBlueButton gives each person their participant id as `userID` of the join call; then the rooms are
//! filled when the meeting begins. Source: BigBlueButton, docs/docs/data/create.tsx (`groups`).

use std::collections::BTreeMap;

use board::id::ParticipantId;
use serde::{Deserialize, Deserializer, Serialize};

use super::{Intake, NAMED_MAX, group_of, put_in_force, reasons};
use crate::address::clip;
use crate::people::Participant;
use crate::seats::Seats;
use crate::words;
use crate::workshop::{Invalid, Limits, Random, Workshop};

/// A group as BigBlueButton knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BbbGroup {
    /// Names it within the call; some programs write a number.
    #[serde(deserialize_with = "text")]
    pub id: String,
    /// What people see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Who is in it.
    #[serde(default, deserialize_with = "texts")]
    pub roster: Vec<String>,
}

/// Text, or a number as text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(u64),
}

impl From<Id> for String {
    fn from(id: Id) -> String {
        match id {
            Id::Text(text) => text,
            Id::Number(number) => number.to_string(),
        }
    }
}

fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Id::deserialize(deserializer).map(String::from)
}

fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Ok(Vec::<Id>::deserialize(deserializer)?.into_iter().map(String::from).collect())
}

/// The groups of a session, all of them in order, numbered from 1; people by their participant id in the order in which
/// they came. Neither names nor addresses of people are in it.
///
/// # Errors
/// No such session.
pub fn write(workshop: &Workshop, session: u32) -> Result<Vec<BbbGroup>, Invalid> {
    if !workshop.sessions.iter().any(|known| known.number == session) {
        return Err(Invalid(words::NO_SESSION.with("number", session)));
    }
    let roster = |group: &str| {
        let there = workshop.participants.iter().filter(|person| !person.removed);
        let there = there.filter(|person| workshop.group_in(person, session) == Some(group));
        there.map(|person| person.id.to_string()).collect()
    };
    let groups = workshop.groups.iter().enumerate().map(|(at, group)| BbbGroup {
        id: (at + 1).to_string(),
        name: Some(group.clone()),
        roster: roster(group),
    });
    Ok(groups.collect())
}

/// Takes groups in for a session: named by their name, else by their id, missing ones are made. People are known by their
/// participant id, else by their address, else by a name that only one person has, those who are expected first; others
/// are reported and left out. The rooms become the grouping `BigBlueButton` of that session, in force at once.
///
/// # Errors
/// A group without a usable name, one too many, somebody in two rooms, no such session.
pub fn read(
    workshop: &Workshop,
    groups: &[BbbGroup],
    session: u32,
    limits: &Limits,
    random: Random<'_>,
) -> Result<Intake, Invalid> {
    let mut after = workshop.clone();
    let mut seats = Seats::default();
    let mut unknown = Vec::new();
    let people = Directory::of(workshop);
    for group in groups {
        let name = group.name.as_deref().filter(|name| !name.trim().is_empty()).unwrap_or(&group.id);
        let name = group_of(&mut after, name, limits, random)?;
        for user in &group.roster {
            let Some(person) = people.find(user.trim()) else {
                if unknown.len() < NAMED_MAX {
                    unknown.push(clip(user.trim()));
                }
                continue;
            };
            match seats.group(&person.id).filter(|seat| *seat != name) {
                Some(seat) => {
                    let twice = reasons::TWO_ROOMS.with("name", person.name.as_str());
                    return Err(Invalid(twice.with("first", seat).with("second", name)));
                }
                None => seats.seat(person.id.clone(), Some(name.clone())),
            }
        }
    }
    let mut intake =
        put_in_force(workshop, after, format!("BigBlueButton {session}"), seats, session, random)?;
    intake.report.unknown_people = unknown;
    Ok(intake)
}

/// People of a workshop by what others may call them.
struct Directory<'a> {
    ids: BTreeMap<&'a ParticipantId, &'a Participant>,
    addresses: BTreeMap<String, &'a Participant>,
    /// `None` where two people have the name.
    expected: BTreeMap<String, Option<&'a Participant>>,
    joined: BTreeMap<String, Option<&'a Participant>>,
}

impl<'a> Directory<'a> {
    fn of(workshop: &'a Workshop) -> Self {
        let mut directory = Self {
            ids: BTreeMap::new(),
            addresses: BTreeMap::new(),
            expected: BTreeMap::new(),
            joined: BTreeMap::new(),
        };
        for person in workshop.participants.iter().filter(|person| !person.removed) {
            directory.ids.insert(&person.id, person);
            if let Some(address) = &person.email {
                directory.addresses.entry(address.to_lowercase()).or_insert(person);
            }
            let names = if person.imported { &mut directory.expected } else { &mut directory.joined };
            names.entry(person.name.to_lowercase()).and_modify(|known| *known = None).or_insert(Some(person));
        }
        directory
    }

    fn find(&self, user: &str) -> Option<&'a Participant> {
        let id = user.parse::<ParticipantId>().ok();
        let by_id = id.and_then(|id| self.ids.get(&id).copied());
        let key = user.to_lowercase();
        by_id.or_else(|| self.addresses.get(&key).copied()).or_else(|| match self.expected.get(&key) {
            Some(person) => *person,
            None => self.joined.get(&key).copied().flatten(),
        })
    }
}
