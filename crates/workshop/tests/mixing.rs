//! Mixing and rotating: even, and better than chance.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;
use std::time::Instant;

use board::id::ParticipantId;
use common::{counter, go_to, people, workshop};
use workshop::mixing::{Crowd, Trait, mix};
use workshop::proposal::Report;
use workshop::{GroupingWish, How, PersonChange, Seats, Weights, Workshop};

/// Numbers of a test: not those of the code under test.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

fn numbers(seed: u64) -> Numbers {
    Numbers(seed.wrapping_mul(0x2545_f491_4f6c_dd1d) | 1)
}

fn any_trait(numbers: &mut Numbers, people: usize, kinds: usize, weight: u32) -> Trait {
    let value = |numbers: &mut Numbers| (numbers.below(10) > 0).then(|| numbers.below(kinds) as u32);
    Trait { weight, values: (0..people).map(|_| value(numbers)).collect() }
}

fn crowd(traits: &[Trait]) -> Crowd<'_> {
    Crowd { people: traits[0].values.len(), traits, meetings: None }
}

fn cost(traits: &[Trait], seats: &[usize]) -> u64 {
    traits.iter().map(|one| u64::from(one.weight) * one.together(seats)).sum()
}

/// Groups of equal size by chance alone.
fn by_chance(numbers: &mut Numbers, people: usize, groups: usize) -> Vec<usize> {
    let mut seats: Vec<usize> = (0..people).map(|at| at % groups).collect();
    for last in (1..people).rev() {
        seats.swap(last, numbers.below(last + 1));
    }
    seats
}

#[test]
fn wk13_groups_differ_by_one_at_most_whatever_people_are_like() {
    for seed in 0..60 {
        let mut numbers = numbers(seed);
        let (people, groups) = (numbers.below(60), 1 + numbers.below(12));
        let traits: Vec<Trait> =
            (0..3).map(|at| any_trait(&mut numbers, people, 2 + at * 4, 1 + at as u32)).collect();
        println!("seed {seed}: {people} people, {groups} groups");
        let seats = mix(&crowd(&traits), groups, seed);
        assert_eq!(seats.len(), people);
        let mut sizes = vec![0; groups];
        for &group in &seats {
            sizes[group] += 1;
        }
        let (least, most) = (sizes.iter().min().unwrap(), sizes.iter().max().unwrap());
        assert!(most - least <= 1, "{sizes:?}");
        assert_eq!(seats, mix(&crowd(&traits), groups, seed), "the same seed, the same groups");
    }
    let nobody = |people| Crowd { people, traits: &[], meetings: None };
    assert!(mix(&nobody(5), 0, 1).is_empty() && mix(&nobody(0), 5, 1).is_empty());
}

#[test]
fn wk13_what_people_are_like_is_spread_no_worse_than_the_best_of_many_by_chance() {
    for seed in 0..12 {
        let mut numbers = numbers(seed + 100);
        let (people, groups) = (20 + numbers.below(40), 3 + numbers.below(6));
        let traits: Vec<Trait> = [(4, 4), (12, 2), (3, 1)]
            .map(|(kinds, weight)| any_trait(&mut numbers, people, kinds, weight))
            .to_vec();
        let ours = cost(&traits, &mix(&crowd(&traits), groups, seed));
        let best = (0..500).map(|_| cost(&traits, &by_chance(&mut numbers, people, groups))).min().unwrap();
        println!("seed {seed}: {people} people, {groups} groups: {ours}, by chance at best {best}");
        assert!(ours <= best);
    }
}

#[test]
fn wk13_a_single_attribute_is_spread_as_evenly_as_can_be() {
    for seed in 0..30 {
        let mut numbers = numbers(seed + 300);
        let (people, groups) = (8 + numbers.below(60), 2 + numbers.below(7));
        let kinds = 2 + numbers.below(5);
        let one = any_trait(&mut numbers, people, kinds, 1);
        println!("seed {seed}: {people} people, {groups} groups");
        let seats = mix(&crowd(std::slice::from_ref(&one)), groups, seed);
        assert_eq!(one.together(&seats), one.least(groups));
    }
}

#[test]
fn wk13_a_workshop_is_mixed_with_who_takes_part() {
    let mut workshop = workshop(4, 1);
    let ids = people(&mut workshop, 26);
    let helper =
        PersonChange { role: Some(Some(board::role::Role::Cofacilitator)), ..PersonChange::default() };
    workshop.change_person(&ids[0], &helper).unwrap();
    workshop.remove_person(&ids[25]).unwrap();
    let made = workshop.make_grouping(&GroupingWish::like(How::Mix), &mut counter(1)).unwrap();
    assert_eq!(made.report.groups.iter().map(|size| size.people).collect::<Vec<_>>(), [6, 6, 6, 6]);
    let sector = made.report.alike[0];
    assert_eq!(sector.pairs, sector.least, "six of each sector but one: one or two in each group");
    let seats = |workshop: &Workshop| workshop.grouping(&made.id).unwrap().seats.clone();
    assert_eq!((seats(&workshop).group(&ids[0]), seats(&workshop).group(&ids[25])), (None, None));
    let first = seats(&workshop);
    let again = GroupingWish { seed: made.seed, ..GroupingWish::like(How::Mix) };
    workshop.remake_grouping(&made.id, &again, &mut counter(2)).unwrap();
    assert_eq!(seats(&workshop), first, "its seed makes it again");
    let two =
        GroupingWish { groups: vec!["Scuola".into(), "Cultura".into()], ..GroupingWish::like(How::Mix) };
    let report = workshop.remake_grouping(&made.id, &two, &mut counter(2)).unwrap().report;
    assert_eq!(report.groups.iter().map(|size| size.people).collect::<Vec<_>>(), [0, 12, 12, 0]);
    let joined = GroupingWish { joined_only: true, ..GroupingWish::like(How::Mix) };
    let report = workshop.remake_grouping(&made.id, &joined, &mut counter(2)).unwrap().report;
    assert_eq!(report.groups.iter().map(|size| size.people).sum::<usize>(), 0, "nobody has joined");
}

/// Six sessions; answers what each was like.
fn six_sessions(how: How, seed: u64) -> Vec<Report> {
    let mut workshop = workshop(4, 6);
    let ids = people(&mut workshop, 24);
    let mut have_met = BTreeSet::new();
    let mut reports = Vec::new();
    for session in 1..=6 {
        go_to(&mut workshop, session);
        let none = Weights { sector: 0, organisation: 0, territory: 0, meetings: 0 };
        let weights = (how == How::Mix).then_some(none);
        let seed = Some(seed * 10 + u64::from(session));
        let wish = GroupingWish { seed, weights, ..GroupingWish::like(how) };
        let made = workshop.make_grouping(&wish, &mut counter(u128::from(session))).unwrap();
        workshop.apply_grouping(&made.id, session).unwrap();
        let seats = workshop.seats_in(session).unwrap();
        let mut again = 0;
        for (at, a) in ids.iter().enumerate() {
            for b in ids[..at].iter().filter(|b| seats.group(a) == seats.group(b)) {
                again += u64::from(!have_met.insert((a.clone(), b.clone())));
            }
        }
        assert_eq!(made.report.again, again, "session {session}");
        reports.push(made.report);
    }
    reports
}

#[test]
fn wk14_over_six_sessions_people_meet_anew() {
    let again = |reports: &[Report]| reports.iter().map(|report| report.again).sum::<u64>();
    for seed in 0..4 {
        let rotated = six_sessions(How::Rotate, seed);
        let mixed = six_sessions(How::Mix, seed);
        let figures = |reports: &[Report]| reports.iter().map(|report| report.again).collect::<Vec<_>>();
        println!("seed {seed}: rotated {:?}, by chance {:?}", figures(&rotated), figures(&mixed));
        println!("  least {:?}", rotated.iter().map(|report| report.least_again).collect::<Vec<_>>());
        assert_eq!(rotated[0].again, 0, "nobody has met before the first");
        assert_eq!(rotated[1].again, rotated[1].least_again, "the second time it is as good as can be");
        assert!(rotated.iter().all(|report| report.again >= report.least_again && report.pairs == 60));
        assert!(again(&rotated) * 4 < again(&mixed) * 3, "a quarter fewer than by chance, at least");
        // Of 276 pairs, by chance some 40 never meet in six sessions.
        let met = 60 * 6 - again(&rotated);
        println!("  {met} of 276 pairs have met");
        assert!(met >= 255);
    }
}

#[test]
fn wk14_where_all_can_be_new_all_are() {
    let mut workshop = workshop(5, 2);
    people(&mut workshop, 25);
    let made = workshop.make_grouping(&GroupingWish::like(How::Present), &mut counter(1)).unwrap();
    workshop.apply_grouping(&made.id, 1).unwrap();
    go_to(&mut workshop, 2);
    let made = workshop.make_grouping(&GroupingWish::like(How::Rotate), &mut counter(2)).unwrap();
    assert_eq!((made.report.again, made.report.least_again, made.report.pairs), (0, 0, 50));
}

#[test]
fn wk14_sessions_that_nobody_prepared_count_too() {
    let mut workshop = workshop(5, 3);
    people(&mut workshop, 25);
    go_to(&mut workshop, 2);
    let wish = GroupingWish { session: Some(3), ..GroupingWish::like(How::Present) };
    let made = workshop.make_grouping(&wish, &mut counter(2)).unwrap();
    assert_eq!(made.report.again, 50, "all sat like this in the first session and sit so now");
}

/// A few thousand people: `cargo test --release -p workshop --test mixing -- --ignored --nocapture`.
#[test]
#[ignore = "measures"]
fn wk13_a_large_event_is_mixed_while_one_waits() {
    for (count, groups) in [(24, 4), (200, 20), (1_000, 40), (3_000, 100), (5_000, 100), (5_010, 100)] {
        let mut workshop = workshop(groups, 6);
        let ids = people(&mut workshop, count);
        for session in 1..=5 {
            go_to(&mut workshop, session);
            let seats: Seats = by_chance(&mut numbers(u64::from(session)), count, groups)
                .into_iter()
                .zip(&ids)
                .map(|(group, id): (usize, &ParticipantId)| (id.clone(), workshop.groups[group].clone()))
                .collect();
            let id = workshop
                .make_grouping(&GroupingWish::like(How::Empty), &mut counter(u128::from(session)))
                .unwrap()
                .id;
            for (person, group) in seats.iter() {
                workshop.seat(&id, person, Some(group)).unwrap();
            }
            workshop.apply_grouping(&id, session).unwrap();
        }
        go_to(&mut workshop, 6);
        for how in [How::Mix, How::Rotate] {
            let begun = Instant::now();
            let made = workshop.make_grouping(&GroupingWish::like(how), &mut counter(3)).unwrap();
            let took = begun.elapsed();
            let begun = Instant::now();
            let moves = workshop.apply_grouping(&made.id, 6).unwrap().len();
            println!(
                "{count} people, {groups} groups, {how:?}: {took:?}, in force {:?}, {moves} moves, again {} of {} (least {}), {:?}",
                begun.elapsed(),
                made.report.again,
                made.report.pairs,
                made.report.least_again,
                made.report.alike.iter().map(|alike| (alike.pairs, alike.least)).collect::<Vec<_>>(),
            );
        }
        println!("the record has {} kB", serde_json::to_string(&workshop).unwrap().len() / 1024);
    }
}
