//! Mixing: people into groups of equal size, so that those who are alike in something are spread as evenly as possible,
//! and those who have met before sit apart.
//!
//! What is made small is the weighted number of pairs who sit together and are alike ([`Trait`]) or have met
//! ([`Meetings`]). Each person gets the seat that costs least in a shuffled order; then pairs change seats as long as that
//! makes it cheaper, with a few random changes between one descent and the next. What a change costs is known from
//! counts, whatever the size of the groups.
//!
//! The work is bounded by [`TRIALS_MAX`], not by time: the same seed gives the same groups on every machine. Measured in
//! release on a busy machine of two cores (docs/benchmarks.md): after five sessions 24 people in 4 groups took 9 ms, 1,000
//! in 40 took 126 ms, 3,000 in 100 took 170 ms, of which some are who met whom.

use crate::meetings::Meetings;

/// Most changes of seats that are tried in one mixing; for few people [`TRIALS_PER_PERSON`] of each.
pub const TRIALS_MAX: usize = 4_000_000;
/// Changes of seats tried per person, up to [`TRIALS_MAX`] in all.
pub const TRIALS_PER_PERSON: usize = 20_000;
/// With how many others one person is tried in one round of a descent.
const OTHERS_MAX: usize = 256;
/// What costs more than the least is counted in quarters: a pair that meets again, and one more for each further time.
const FIRST: i64 = 4;
/// Of nobody else's: alike with nobody.
const NONE: u32 = u32::MAX;

/// Something in which people are alike or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trait {
    /// How much one alike pair in a group counts.
    pub weight: u32,
    /// Person → value; people without a value are alike with nobody.
    pub values: Vec<Option<u32>>,
}

impl Trait {
    /// How many people have each value.
    fn sizes(&self) -> Vec<u64> {
        let kinds = self.values.iter().flatten().max().map_or(0, |top| *top as usize + 1);
        let mut sizes = vec![0; kinds];
        for value in self.values.iter().flatten() {
            sizes[*value as usize] += 1;
        }
        sizes
    }

    /// How many pairs are alike and sit together. `seats` is person → group.
    pub fn together(&self, seats: &[usize]) -> u64 {
        let mut cells = std::collections::BTreeMap::<(u32, usize), u64>::new();
        for (value, group) in self.values.iter().zip(seats) {
            if let Some(value) = value {
                *cells.entry((*value, *group)).or_default() += 1;
            }
        }
        cells.values().map(|&size| pairs(size)).sum()
    }

    /// With how many pairs it cannot be avoided, whatever the others want: each value spread over all groups.
    pub fn least(&self, groups: usize) -> u64 {
        self.sizes().into_iter().map(|size| spread(size, groups as u64)).sum()
    }
}

fn pairs(size: u64) -> u64 {
    size * size.saturating_sub(1) / 2
}

/// Pairs that are left when `size` people are spread over `groups`.
fn spread(size: u64, groups: u64) -> u64 {
    if groups == 0 {
        return 0;
    }
    let (each, over) = (size / groups, size % groups);
    over * pairs(each + 1) + (groups - over) * pairs(each)
}

/// Who is to be mixed.
#[derive(Clone, Copy, Debug)]
pub struct Crowd<'a> {
    /// How many people.
    pub people: usize,
    /// In what they are alike; with a value, or none, for every person.
    pub traits: &'a [Trait],
    /// Who has met whom, of the same people, and how much a pair that meets again counts; a quarter of it more for each
    /// time but the first.
    pub meetings: Option<(&'a Meetings, u32)>,
}

/// Seats a crowd in `groups` groups whose sizes differ by at most one: person → group. Without groups nobody has a seat.
pub fn mix(crowd: &Crowd<'_>, groups: usize, seed: u64) -> Vec<usize> {
    let people = crowd.people;
    if people == 0 || groups == 0 {
        return Vec::new();
    }
    let traits: Vec<&Trait> = crowd.traits.iter().filter(|one| one.weight > 0).collect();
    let meetings = crowd.meetings.filter(|(met, weight)| *weight > 0 && met.people() == people);
    let least: i64 = traits.iter().map(|one| FIRST * i64::from(one.weight) * one.least(groups) as i64).sum();
    let mut dice = Dice(seed);
    let mut hall = Hall::new(people, groups, &traits, meetings);
    hall.fill(&mut dice);
    let mut trials = (people * TRIALS_PER_PERSON).min(TRIALS_MAX);
    hall.descend(&mut dice, &mut trials);
    let mut best = hall.clone();
    while trials > 0 && best.cost > least {
        hall.shake(&mut dice);
        trials = trials.saturating_sub(1);
        hall.descend(&mut dice, &mut trials);
        if hall.cost <= best.cost {
            best.clone_from(&hall);
        } else {
            hall.clone_from(&best);
        }
    }
    best.seats.truncate(people);
    best.seats
}

/// What it costs that two meet who have met so often.
fn again(times: u8) -> i64 {
    if times == 0 { 0 } else { FIRST - 1 + i64::from(times) }
}

/// Everybody and where they sit. Where groups cannot all be of one size, the smaller ones have an empty chair each: a
/// person of no value in anything, with whom to change seats is to move.
#[derive(Clone, Debug)]
struct Hall<'a> {
    people: usize,
    groups: usize,
    meetings: Option<&'a Meetings>,
    meeting: i64,
    /// Group × person → what it costs by meetings if they sit there.
    met: Vec<u32>,
    weights: Vec<i64>,
    /// Person × trait → where the counts of their value begin, or [`NONE`].
    starts: Vec<u32>,
    /// Value of a trait × group → how many.
    counts: Vec<u32>,
    /// Person or chair → group.
    seats: Vec<usize>,
    has_chair: Vec<bool>,
    cost: i64,
}

impl<'a> Hall<'a> {
    fn new(people: usize, groups: usize, traits: &[&Trait], meetings: Option<(&'a Meetings, u32)>) -> Self {
        let chairs = (groups - people % groups) % groups;
        let mut starts = vec![NONE; (people + chairs) * traits.len()];
        let mut rooms = 0;
        for (at, one) in traits.iter().enumerate() {
            // A value that only one person has is alike with nobody.
            let begin: Vec<u32> = one
                .sizes()
                .into_iter()
                .map(|size| {
                    if size < 2 {
                        return NONE;
                    }
                    rooms += groups as u32;
                    rooms - groups as u32
                })
                .collect();
            for (person, value) in one.values.iter().take(people).enumerate() {
                if let Some(value) = value {
                    starts[person * traits.len() + at] = begin[*value as usize];
                }
            }
        }
        Self {
            people,
            groups,
            meetings: meetings.map(|(met, _)| met),
            meeting: meetings.map_or(0, |(_, weight)| i64::from(weight)),
            met: vec![0; if meetings.is_some() { people * groups } else { 0 }],
            weights: traits.iter().map(|one| FIRST * i64::from(one.weight)).collect(),
            starts,
            counts: vec![0; rooms as usize],
            seats: vec![0; people + chairs],
            has_chair: vec![false; groups],
            cost: 0,
        }
    }

    fn starts(&self, who: usize) -> &[u32] {
        &self.starts[who * self.weights.len()..(who + 1) * self.weights.len()]
    }

    fn count(&self, start: u32, group: usize) -> i64 {
        i64::from(self.counts[start as usize + group])
    }

    /// What it costs by meetings if somebody sits in a group; an empty chair has met nobody.
    fn met(&self, who: usize, group: usize) -> i64 {
        if who < self.people { i64::from(self.met[group * self.people + who]) } else { 0 }
    }

    /// Everybody in turn to where it costs least, the emptiest group first among equals.
    fn fill(&mut self, dice: &mut Dice) {
        let mut order: Vec<usize> = (0..self.people).collect();
        dice.shuffle(&mut order);
        let mut larger: Vec<usize> = (0..self.groups).collect();
        dice.shuffle(&mut larger);
        let mut free = vec![self.people / self.groups; self.groups];
        for &group in larger.iter().take(self.people % self.groups) {
            free[group] += 1;
        }
        if !self.people.is_multiple_of(self.groups) {
            for (chair, &group) in larger.iter().skip(self.people % self.groups).enumerate() {
                self.seats[self.people + chair] = group;
                self.has_chair[group] = true;
            }
        }
        for who in order {
            let price = |group: usize| -> i64 {
                let starts = self.starts(who).iter().zip(&self.weights).filter(|(start, _)| **start != NONE);
                let alike: i64 = starts.map(|(start, weight)| weight * self.count(*start, group)).sum();
                let met = if self.meetings.is_some() { self.meeting * self.met(who, group) } else { 0 };
                alike + met
            };
            let open = (0..self.groups).filter(|&group| free[group] > 0);
            let best = open.map(|group| (price(group), std::cmp::Reverse(free[group]), group)).min();
            let Some((price, _, group)) = best else { continue };
            self.cost += price;
            free[group] -= 1;
            self.seats[who] = group;
            self.add(who, group, 1);
        }
    }

    fn add(&mut self, who: usize, group: usize, by: i32) {
        for at in 0..self.weights.len() {
            let start = self.starts[who * self.weights.len() + at];
            if start != NONE {
                let count = &mut self.counts[start as usize + group];
                *count = count.wrapping_add_signed(by);
            }
        }
        if let Some(meetings) = self.meetings.filter(|_| who < self.people) {
            let met = &mut self.met[group * self.people..(group + 1) * self.people];
            for (met, &times) in met.iter_mut().zip(meetings.with(who)) {
                *met = met.wrapping_add_signed(by * again(times) as i32);
            }
        }
    }

    /// May these two change seats? A group has one empty chair at most.
    fn may_change(&self, a: usize, b: usize) -> bool {
        let (from, to) = (self.seats[a], self.seats[b]);
        let moves = |chair: usize, to: usize| chair >= self.people && self.has_chair[to];
        from != to && !moves(a, to) && !moves(b, from)
    }

    /// What it costs when these two change seats.
    fn price(&self, a: usize, b: usize) -> i64 {
        let (from, to) = (self.seats[a], self.seats[b]);
        let mut price = 0;
        for ((&mine, &theirs), weight) in self.starts(a).iter().zip(self.starts(b)).zip(&self.weights) {
            if mine == theirs {
                continue;
            }
            if mine != NONE {
                price += weight * (self.count(mine, to) - self.count(mine, from) + 1);
            }
            if theirs != NONE {
                price += weight * (self.count(theirs, from) - self.count(theirs, to) + 1);
            }
        }
        if let Some(meetings) = self.meetings {
            let between = if a < self.people && b < self.people { again(meetings.times(a, b)) } else { 0 };
            let met = self.met(a, to) - self.met(a, from) + self.met(b, from) - self.met(b, to);
            price += self.meeting * (met - 2 * between);
        }
        price
    }

    fn change(&mut self, a: usize, b: usize) {
        self.cost += self.price(a, b);
        let (from, to) = (self.seats[a], self.seats[b]);
        for (who, leaves, enters) in [(a, from, to), (b, to, from)] {
            self.add(who, leaves, -1);
            self.add(who, enters, 1);
            self.seats[who] = enters;
            if who >= self.people {
                self.has_chair[leaves] = false;
                self.has_chair[enters] = true;
            }
        }
    }

    /// Until nobody finds anybody among those tried with whom to change for the better.
    fn descend(&mut self, dice: &mut Dice, trials: &mut usize) {
        let all = self.seats.len();
        let mut order: Vec<usize> = (0..self.people).collect();
        loop {
            dice.shuffle(&mut order);
            let mut is_better = false;
            for &who in &order {
                let first = dice.below(all);
                let mut best = (0, who);
                for other in (0..all.min(OTHERS_MAX)).map(|step| (first + step) % all) {
                    if self.may_change(who, other) {
                        best = best.min((self.price(who, other), other));
                    }
                }
                *trials = trials.saturating_sub(all.min(OTHERS_MAX));
                if best.0 < 0 {
                    self.change(who, best.1);
                    is_better = true;
                }
                if *trials == 0 {
                    return;
                }
            }
            if !is_better {
                return;
            }
        }
    }

    /// A few random changes, out of a hollow that is not the lowest.
    fn shake(&mut self, dice: &mut Dice) {
        for _ in 0..2 + dice.below(3) {
            let (a, b) = (dice.below(self.people), dice.below(self.seats.len()));
            if self.may_change(a, b) {
                self.change(a, b);
            }
        }
    }
}

/// SplitMix64: all that is random in a mixing.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (OOPSLA 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One of `0..end`, which must not be empty. The bias of the remainder is below one in 2^40 here.
    fn below(&mut self, end: usize) -> usize {
        (self.roll() % end as u64) as usize
    }

    fn shuffle<T>(&mut self, all: &mut [T]) {
        for last in (1..all.len()).rev() {
            all.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wk13_wk14_what_a_change_of_seats_costs_is_what_it_comes_to() {
        for seed in 0..40 {
            println!("seed {seed}");
            let mut dice = Dice(seed);
            let (people, groups) = (2 + dice.below(40), 2 + dice.below(6));
            let any = |dice: &mut Dice, kinds: usize, weight: u32| Trait {
                weight,
                values: (0..people)
                    .map(|_| Some(dice.below(kinds) as u32).filter(|value| *value > 0))
                    .collect(),
            };
            let traits = [any(&mut dice, 5, 3), any(&mut dice, 12, 1)];
            let sessions = [any(&mut dice, 4, 1), any(&mut dice, 4, 1), any(&mut dice, 4, 1)];
            let meetings = Meetings::of(people, &sessions);
            let mut hall = Hall::new(people, groups, &traits.each_ref(), Some((&meetings, 7)));
            let cost = |seats: &[usize]| {
                let alike: i64 =
                    traits.iter().map(|one| i64::from(one.weight) * one.together(seats) as i64).sum();
                let mut met = 0;
                for a in 0..people {
                    for b in (0..a).filter(|b| seats[a] == seats[*b]) {
                        let alike = |one: &&Trait| one.values[a].is_some() && one.values[a] == one.values[b];
                        let times = sessions.iter().filter(alike).count() as i64;
                        met += if times > 0 { times + 3 } else { 0 };
                    }
                }
                4 * alike + 7 * met
            };
            hall.fill(&mut dice);
            for _ in 0..200 {
                assert_eq!(hall.cost, cost(&hall.seats[..people]));
                hall.shake(&mut dice);
            }
            let mut trials = 2_000;
            hall.descend(&mut dice, &mut trials);
            assert_eq!(hall.cost, cost(&hall.seats[..people]));
            let mut chairs = vec![0; groups];
            hall.seats[people..].iter().for_each(|group| chairs[*group] += 1);
            assert!(chairs.iter().all(|chairs| *chairs < 2), "one empty chair in a group at most");
        }
    }
}
