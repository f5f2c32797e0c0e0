//! The roster: what is known of people before and besides their joining, and what is prepared with them.

use std::collections::BTreeMap;

use board::id::ParticipantId;
use board::words::{Text, Words};
use serde::{Deserialize, Serialize};

use crate::address;
use crate::grouping::Grouping;
use crate::people::{ATTRIBUTE_CHARS_MAX, JoinError, Participant, PersonChange, clean_name, one_line};
use crate::seats::Seating;
use crate::words;
use crate::workshop::{Invalid, Limits, Random, Workshop};

/// What a workshop keeps for its roster. Part of its record; empty in records from before there was one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// Group → its join code, 8 symbols without dash. See [`Workshop::ensure_codes`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub group_codes: BTreeMap<String, String>,
    /// May people take their entry of the list at the workshop's and the groups' doors? Then everybody with such a code
    /// reads the names of those who are still expected.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub list_at_door: bool,
    /// Prepared sets of groups, in the order they were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groupings: Vec<Grouping>,
    /// Session → how people sit, sat or are to sit there.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub seatings: BTreeMap<u32, Seating>,
}

impl Roster {
    /// Is there nothing to keep?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What groups are mixed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Attribute {
    /// Administration, school, association…
    Sector,
    /// Whom they work for.
    Organisation,
    /// Where they work.
    Territory,
}

impl Attribute {
    /// All of them.
    pub const ALL: [Attribute; 3] = [Attribute::Sector, Attribute::Organisation, Attribute::Territory];

    /// Its name in JSON and as a column of a table.
    pub const fn name(self) -> &'static str {
        match self {
            Attribute::Sector => "sector",
            Attribute::Organisation => "organisation",
            Attribute::Territory => "territory",
        }
    }
}

impl Participant {
    /// What is known of them.
    pub fn attribute(&self, attribute: Attribute) -> Option<&str> {
        match attribute {
            Attribute::Sector => self.sector.as_deref(),
            Attribute::Organisation => self.organisation.as_deref(),
            Attribute::Territory => self.territory.as_deref(),
        }
    }

    pub(crate) fn attribute_mut(&mut self, attribute: Attribute) -> &mut Option<String> {
        match attribute {
            Attribute::Sector => &mut self.sector,
            Attribute::Organisation => &mut self.organisation,
            Attribute::Territory => &mut self.territory,
        }
    }
}

/// Somebody who is to come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Expected {
    /// The name others are to see; without one a pseudonym: `P01`, `P02`…
    pub name: Option<String>,
    /// Their group; without one they land in the smallest when they come.
    pub group: Option<String>,
    /// Their address.
    pub email: Option<String>,
    /// Their sector.
    pub sector: Option<String>,
    /// Their organisation.
    pub organisation: Option<String>,
    /// Their territory.
    pub territory: Option<String>,
}

/// Address and attributes of a person, checked: the outer `None` leaves them as they are.
pub(crate) struct Facts {
    email: Option<Option<String>>,
    attributes: [Option<Option<String>>; 3],
}

impl Facts {
    pub(crate) fn write(self, person: &mut Participant) {
        if let Some(email) = self.email {
            person.email = email;
        }
        for (attribute, value) in Attribute::ALL.into_iter().zip(self.attributes) {
            if let Some(value) = value {
                *person.attribute_mut(attribute) = value;
            }
        }
    }
}

impl Workshop {
    /// Enters somebody before they join. Their personal code comes with the next [`Workshop::ensure_codes`].
    ///
    /// # Errors
    /// A name or an attribute that is too long, no such group, an address that is none or somebody's already, a full
    /// workshop.
    pub fn expect(
        &mut self,
        who: &Expected,
        limits: &Limits,
        random: Random<'_>,
    ) -> Result<ParticipantId, Invalid> {
        let name = match &who.name {
            Some(name) => clean_name(name).ok_or_else(|| Invalid(JoinError::Name.text()))?,
            None => self.pseudonym(),
        };
        if who.group.as_ref().is_some_and(|group| !self.groups.contains(group)) {
            return Err(Invalid(JoinError::Group.text()));
        }
        let id = ParticipantId::from_random(random());
        let change = PersonChange {
            email: Some(who.email.clone()),
            sector: Some(who.sector.clone()),
            organisation: Some(who.organisation.clone()),
            territory: Some(who.territory.clone()),
            ..PersonChange::default()
        };
        let facts = self.facts_of(&id, &change)?;
        if self.participants.len() >= limits.participants_max {
            return Err(Invalid(words::PEOPLE_MOST.with("most", limits.participants_max)));
        }
        let mut person =
            Participant { group: who.group.clone(), imported: true, ..Participant::named(id.clone(), name) };
        facts.write(&mut person);
        self.participants.push(person);
        self.follow(&id);
        Ok(id)
    }

    /// Whose address this is, whatever its capitals; of people who were removed nobody's.
    pub fn with_address(&self, email: &str) -> Option<&Participant> {
        let has = |person: &&Participant| {
            person.email.as_deref().is_some_and(|theirs| address::is_same(theirs, email))
        };
        self.participants.iter().filter(|person| !person.removed).find(has)
    }

    /// The first of `P01`, `P02`… that nobody is called.
    pub(crate) fn pseudonym(&self) -> String {
        let is_free = |name: &String| self.participants.iter().all(|person| person.name != *name);
        (self.participants.len() + 1..)
            .map(|number| format!("P{number:02}"))
            .find(is_free)
            .unwrap_or_default()
    }

    /// Address and attributes of a change to the person of that id, who need not be there yet.
    pub(crate) fn facts_of(&self, id: &ParticipantId, change: &PersonChange) -> Result<Facts, Invalid> {
        let email = match change.email.as_ref().map(|email| email.as_deref().unwrap_or_default().trim()) {
            None => None,
            Some("") => Some(None),
            Some(email) if !address::is_address(email) => {
                return Err(Invalid(words::NO_ADDRESS.with("text", address::clip(email))));
            }
            Some(email) if self.with_address(email).is_some_and(|person| person.id != *id) => {
                return Err(Invalid(words::ADDRESS_TAKEN.with("text", email)));
            }
            Some(email) => Some(Some(email.to_owned())),
        };
        let attributes = [
            attribute_of(Attribute::Sector, change.sector.as_ref())?,
            attribute_of(Attribute::Organisation, change.organisation.as_ref())?,
            attribute_of(Attribute::Territory, change.territory.as_ref())?,
        ];
        Ok(Facts { email, attributes })
    }
}

/// An attribute as it is kept; nothing but blanks is none.
fn attribute_of(
    attribute: Attribute,
    wish: Option<&Option<String>>,
) -> Result<Option<Option<String>>, Invalid> {
    let Some(wish) = wish else { return Ok(None) };
    let text = one_line(wish.as_deref().unwrap_or_default());
    attribute_fits(attribute, &text).map_err(Invalid)?;
    Ok(Some((!text.is_empty()).then_some(text)))
}

/// Is the text short enough for an attribute?
pub(crate) fn attribute_fits(attribute: Attribute, text: &str) -> Result<(), Text> {
    let length = text.chars().count();
    if length <= ATTRIBUTE_CHARS_MAX {
        return Ok(());
    }
    let name: &'static Words = match attribute {
        Attribute::Sector => &words::SECTOR,
        Attribute::Organisation => &words::ORGANISATION,
        Attribute::Territory => &words::TERRITORY,
    };
    Err(words::CELL_LONG.with("column", name).with("length", length).with("most", ATTRIBUTE_CHARS_MAX))
}
