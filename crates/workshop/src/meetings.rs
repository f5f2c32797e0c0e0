//! Who has met whom: how often two people sat in one group.

use crate::mixing::Trait;

/// Times that are counted; more are as good as this.
const TIMES_MAX: u8 = 60;

/// For every two of some people, how often they have met. One byte for each: 9 MB for 3,000 people.
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

    /// Pairs who sit together and have met before. `seats` is person → group.
    pub fn again(&self, seats: &[usize]) -> u64 {
        let pairs = (0..seats.len().min(self.people)).map(|one| {
            let others = seats[..one].iter().zip(self.with(one));
            others.filter(|(seat, times)| **seat == seats[one] && **times > 0).count() as u64
        });
        pairs.sum()
    }
}
