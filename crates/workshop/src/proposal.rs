//! Proposals: how a grouping is made. By hand, mixed so that groups are alike, so that people meet anew, or as last time.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::grouping::Grouping;
use crate::meetings::{self, Meetings};
use crate::mixing::{Crowd, Trait, mix};
use crate::people::Participant;
use crate::roster::Attribute;
use crate::seats::Seats;
use crate::words;
use crate::workshop::{Invalid, Random, Workshop};

/// Heaviest weight.
pub const WEIGHT_MAX: u32 = 1_000;
/// Seeds are below this: a number that JavaScript reads exactly.
pub const SEED_END: u64 = 1 << 53;

/// How a grouping is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// With nobody in it.
    Empty,
    /// As people sit now.
    Present,
    /// Groups of equal size with as much of every sector, organisation and territory in each as can be.
    Mix,
    /// Likewise, but above all so that people meet whom they have not met at earlier sessions.
    Rotate,
    /// As at the last session before; who was not there lands in the smallest group.
    Same,
}

/// What counts how much in a mixing, 0 to [`WEIGHT_MAX`]: a pair that is alike and sits together costs its weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Two of one sector.
    #[serde(default)]
    pub sector: u32,
    /// Two of one organisation.
    #[serde(default)]
    pub organisation: u32,
    /// Two of one territory.
    #[serde(default)]
    pub territory: u32,
    /// Two who were in one group at an earlier session; a quarter of it more for each time but the first.
    #[serde(default)]
    pub meetings: u32,
}

impl Weights {
    /// Of [`How::Mix`]: the sector before organisation and territory, and no looking back.
    pub const MIX: Weights = Weights { sector: 4, organisation: 2, territory: 1, meetings: 0 };
    /// Of [`How::Rotate`]: meeting anew before everything else.
    pub const ROTATE: Weights = Weights { sector: 4, organisation: 2, territory: 1, meetings: 20 };

    fn of(&self, attribute: Attribute) -> u32 {
        match attribute {
            Attribute::Sector => self.sector,
            Attribute::Organisation => self.organisation,
            Attribute::Territory => self.territory,
        }
    }
}

/// The grouping that is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupingWish {
    /// What it is called; without a name `Groups 1`, `Groups 2`… in the workshop's language.
    #[serde(default)]
    pub name: Option<String>,
    /// How it is made.
    pub how: How,
    /// For which session; without one for the present. Sessions before it are the earlier ones.
    #[serde(default)]
    pub session: Option<u32>,
    /// Which groups people are mixed into; none means all of the workshop.
    #[serde(default)]
    pub groups: Vec<String>,
    /// Instead of [`Weights::MIX`] or [`Weights::ROTATE`].
    #[serde(default)]
    pub weights: Option<Weights>,
    /// Mix only who has joined, not those who are still expected.
    #[serde(default)]
    pub joined_only: bool,
    /// The same seed, people and groups make the same grouping; below [`SEED_END`]. Without one it is drawn.
    #[serde(default)]
    pub seed: Option<u64>,
}

impl GroupingWish {
    /// A grouping made like this, and everything else as it is without being said.
    pub fn like(how: How) -> Self {
        Self {
            name: None,
            how,
            session: None,
            groups: Vec::new(),
            weights: None,
            joined_only: false,
            seed: None,
        }
    }
}

/// A grouping that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Made {
    /// Its id.
    pub id: String,
    /// With what it can be made again, where something was drawn.
    pub seed: Option<u64>,
    /// What it is like.
    pub report: Report,
}

/// What a grouping is like.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// All groups of the workshop in order, with how many people sit in each.
    pub groups: Vec<GroupSize>,
    /// Pairs of people who sit together.
    pub pairs: u64,
    /// Those of them who were in one group at an earlier session.
    pub again: u64,
    /// With how many of that it cannot be avoided, judged by each earlier session alone: the truth lies between the two.
    pub least_again: u64,
    /// Attributes that somebody has, and how evenly they are spread.
    pub alike: Vec<Alike>,
}

/// How many people are in a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupSize {
    /// Its name.
    pub group: String,
    /// How many.
    pub people: usize,
}

/// How evenly an attribute is spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Alike {
    /// Which.
    pub attribute: Attribute,
    /// Pairs who sit together and are alike in it.
    pub pairs: u64,
    /// With how many of that it cannot be avoided, if nothing else mattered.
    pub least: u64,
}

impl Workshop {
    /// Makes a grouping. Cofacilitators, who help everywhere, are not mixed. Nobody moves before it comes into force.
    ///
    /// # Errors
    /// A name that is none or taken, a group or session that is not there, no groups to mix into, a weight or a seed that
    /// is too large, one grouping too many.
    pub fn make_grouping(&mut self, wish: &GroupingWish, random: Random<'_>) -> Result<Made, Invalid> {
        let name = match &wish.name {
            Some(name) => self.grouping_name(name, None)?,
            None => self.next_grouping_name(),
        };
        let session = self.session_of(wish)?;
        let (seats, seed) = self.propose(wish, session, random)?;
        let id = self.add_grouping(name, seats, random)?;
        let report = self.grouping_report(&id, session).unwrap_or_default();
        Ok(Made { id, seed, report })
    }

    /// Makes a grouping anew under its id and name, unless the wish has another: one more draw.
    ///
    /// # Errors
    /// Those of [`Workshop::make_grouping`], and no such grouping.
    pub fn remake_grouping(
        &mut self,
        id: &str,
        wish: &GroupingWish,
        random: Random<'_>,
    ) -> Result<Made, Invalid> {
        self.grouping_mut(id)?;
        let name = wish.name.as_deref().map(|name| self.grouping_name(name, Some(id))).transpose()?;
        let session = self.session_of(wish)?;
        let (seats, seed) = self.propose(wish, session, random)?;
        let grouping = self.grouping_mut(id)?;
        grouping.seats = seats;
        if let Some(name) = name {
            grouping.name = name;
        }
        let report = self.grouping_report(id, session).unwrap_or_default();
        Ok(Made { id: id.to_owned(), seed, report })
    }

    /// What a grouping is like for a session.
    pub fn grouping_report(&self, id: &str, session: u32) -> Option<Report> {
        let grouping = self.grouping(id)?;
        let seated: Vec<(&Participant, usize)> = self
            .participants
            .iter()
            .filter(|person| !person.removed)
            .filter_map(|person| {
                let group = grouping.seats.group(&person.id)?;
                Some((person, self.groups.iter().position(|known| known == group)?))
            })
            .collect();
        let (people, seats): (Vec<&Participant>, Vec<usize>) = seated.into_iter().unzip();
        let mut sizes = vec![0_usize; self.groups.len()];
        for &group in &seats {
            sizes[group] += 1;
        }
        let used = sizes.iter().filter(|size| **size > 0).count();
        let met = self.met_before(&people, session);
        let alike = Attribute::ALL.into_iter().filter_map(|attribute| {
            let one = trait_of(people.iter().map(|person| person.attribute(attribute)), 1);
            let is_known = one.values.iter().any(Option::is_some);
            let (pairs, least) = (one.together(&seats), one.least(used));
            is_known.then_some(Alike { attribute, pairs, least })
        });
        Some(Report {
            pairs: sizes.iter().map(|&size| size as u64 * (size as u64).saturating_sub(1) / 2).sum(),
            again: meetings::again(&met, &seats),
            least_again: met.iter().map(|one| one.least(used)).max().unwrap_or(0),
            alike: alike.collect(),
            groups: self
                .groups
                .iter()
                .zip(sizes)
                .map(|(group, people)| GroupSize { group: group.clone(), people })
                .collect(),
        })
    }

    fn session_of(&self, wish: &GroupingWish) -> Result<u32, Invalid> {
        let session = wish.session.unwrap_or(self.session_now);
        let is_there = self.sessions.iter().any(|known| known.number == session);
        is_there.then_some(session).ok_or_else(|| Invalid(words::NO_SESSION.with("number", session)))
    }

    fn propose(
        &self,
        wish: &GroupingWish,
        session: u32,
        random: Random<'_>,
    ) -> Result<(Seats, Option<u64>), Invalid> {
        let weights = match (wish.how, wish.weights) {
            (How::Empty, _) => return Ok((Seats::default(), None)),
            (How::Present, _) => return Ok((self.seats_in(self.session_now).unwrap_or_default(), None)),
            (How::Same, _) => return Ok((self.same_as_before(session), None)),
            (_, Some(weights)) => weights,
            (How::Mix, None) => Weights::MIX,
            (How::Rotate, None) => Weights::ROTATE,
        };
        let each = [weights.sector, weights.organisation, weights.territory, weights.meetings];
        if each.iter().any(|weight| *weight > WEIGHT_MAX) {
            return Err(Invalid(words::WEIGHT.with("most", WEIGHT_MAX)));
        }
        let seed = match wish.seed {
            Some(seed) if seed >= SEED_END => return Err(Invalid((&words::SEED).into())),
            Some(seed) => seed,
            None => (random() % u128::from(SEED_END)) as u64,
        };
        let mut groups: Vec<&String> = Vec::new();
        for group in if wish.groups.is_empty() { &self.groups } else { &wish.groups } {
            let known = self.groups.iter().find(|known| *known == group);
            let known = known.ok_or_else(|| Invalid((&words::NO_GROUP).into()))?;
            if !groups.contains(&known) {
                groups.push(known);
            }
        }
        if groups.is_empty() {
            return Err(Invalid((&words::NO_GROUPS).into()));
        }
        let people: Vec<&Participant> = self
            .participants
            .iter()
            .filter(|person| !person.removed && !person.helps())
            .filter(|person| !(wish.joined_only && person.imported))
            .collect();
        let mut traits = Attribute::ALL
            .map(|attribute| {
                trait_of(people.iter().map(|person| person.attribute(attribute)), weights.of(attribute))
            })
            .to_vec();
        let mut met = None;
        if weights.meetings > 0 {
            let earlier = self.met_before(&people, session);
            if people.len() <= meetings::PEOPLE_MAX {
                met = Some(Meetings::of(people.len(), &earlier));
            } else {
                // Two meet again exactly when they are alike in the group they had; each time counts in full then.
                traits.extend(earlier.into_iter().map(|one| Trait { weight: weights.meetings, ..one }));
            }
        }
        let meetings = met.as_ref().map(|met| (met, weights.meetings));
        let crowd = Crowd { people: people.len(), traits: &traits, meetings };
        let seats = mix(&crowd, groups.len(), seed);
        let seats =
            people.iter().zip(seats).map(|(person, group)| (person.id.clone(), groups[group].clone()));
        Ok((seats.collect(), Some(seed)))
    }

    /// One trait per earlier session of which it is known how people sat: the group they were in.
    fn met_before(&self, people: &[&Participant], session: u32) -> Vec<Trait> {
        let earlier = self.sessions.iter().map(|known| known.number).filter(|number| *number < session);
        let seats = earlier.filter_map(|number| self.seats_in(number));
        seats.map(|seats| trait_of(people.iter().map(|person| seats.group(&person.id)), 1)).collect()
    }

    /// As at the last session before of which it is known; newcomers one by one into the smallest group.
    fn same_as_before(&self, session: u32) -> Seats {
        let earlier = self.sessions.iter().rev().map(|known| known.number).filter(|number| *number < session);
        let mut seats = earlier.filter_map(|number| self.seats_in(number)).next().unwrap_or_default();
        let mut sizes: Vec<usize> = vec![0; self.groups.len()];
        for (_, group) in seats.iter() {
            if let Some(at) = self.groups.iter().position(|known| known == group) {
                sizes[at] += 1;
            }
        }
        for person in &self.participants {
            let helps = person.helps();
            if person.removed || helps || seats.group(&person.id).is_some() {
                continue;
            }
            let Some(at) = (0..sizes.len()).min_by_key(|at| sizes[*at]) else { break };
            sizes[at] += 1;
            seats.seat(person.id.clone(), Some(self.groups[at].clone()));
        }
        seats
    }

    fn next_grouping_name(&self) -> String {
        let number = |number: usize| words::GROUPING.with("number", number.to_string()).say(self.language());
        let is_free =
            |name: &String| self.roster.groupings.iter().all(|known: &Grouping| known.name != *name);
        (1..).map(number).find(is_free).unwrap_or_default()
    }
}

/// Equal texts, whatever their capitals, are one value.
fn trait_of<'a>(texts: impl Iterator<Item = Option<&'a str>>, weight: u32) -> Trait {
    let mut kinds: BTreeMap<String, u32> = BTreeMap::new();
    let values = texts.map(|text| {
        let next = kinds.len() as u32;
        text.map(|text| *kinds.entry(text.to_lowercase()).or_insert(next))
    });
    Trait { weight, values: values.collect() }
}
