//! Who has met whom: how often two people sat in one group.

use std::collections::BTreeMap;

use crate::mixing::Trait;

/// Most people of whom it is kept for every two: 25 MB while they are mixed.
pub const PEOPLE_MAX: usize = 5_000;

/// Times that are counted; more are as good as this.
const TIMES_MAX: u8 = 60;

/// For every two of some people, how often they have met. One byte for each two, so for [`PEOPLE_MAX`] people at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meetings {
    people: usize,
    times: Vec<u8>,
}

impl Meetings {
    /// Those of `people` people in some sessions. Each session is a [`Trait`]: person → the group they were in; its
    /// weight does not matter.
    pub fn of(people: usize, sessions: &[Trait]) -> Self {
        let mut times = vec![0; people * people];
        for session in sessions {
            let mut groups: Vec<Vec<usize>> = Vec::new();
            for (person, group) in session.values.iter().take(people).enumerate() {
                if let Some(group) = group {
                    let group = *group as usize;
                    groups.resize_with(groups.len().max(group + 1), Vec::new);
                    groups[group].push(person);
                }
            }
            for group in &groups {
                for &one in group {
                    for &other in group.iter().filter(|other| **other != one) {
                        let times: &mut u8 = &mut times[one * people + other];
                        *times = (*times + 1).min(TIMES_MAX);
                    }
                }
            }
        }
        Self { people, times }
    }

    /// How often two have met.
    pub fn times(&self, one: usize, other: usize) -> u8 {
        self.times[one * self.people + other]
    }

    /// How often everybody has met one person.
    pub(crate) fn with(&self, one: usize) -> &[u8] {
        &self.times[one * self.people..(one + 1) * self.people]
    }

    /// How many people there are.
    pub fn people(&self) -> usize {
        self.people
    }
}

/// Pairs who sit together and have met at one of some sessions before. `seats` is person → group.
pub fn again(sessions: &[Trait], seats: &[usize]) -> u64 {
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (person, group) in seats.iter().enumerate() {
        groups.entry(*group).or_default().push(person);
    }
    let have_met = |one: usize, other: usize| {
        sessions
            .iter()
            .any(|one_of| one_of.values[one].is_some() && one_of.values[one] == one_of.values[other])
    };
    let pairs = groups.values().map(|people| {
        let met =
            |(at, one): (usize, &usize)| people[..at].iter().filter(|other| have_met(*one, **other)).count();
        people.iter().enumerate().map(met).sum::<usize>() as u64
    });
    pairs.sum()
}
