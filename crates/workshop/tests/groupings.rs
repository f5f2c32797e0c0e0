//! Prepared groups: made, put in force, and what becomes of who is where.
#![allow(clippy::unwrap_used)]

mod common;

use board::id::ParticipantId;
use board::role::Role;
use common::{LARGE, counter, go_to, people, workshop};
use workshop::{Arrival, Door, GroupingWish, How, Move, PersonChange, Seats, Weights, Workshop};

fn make(workshop: &mut Workshop, wish: &GroupingWish) -> workshop::Made {
    workshop.make_grouping(wish, &mut counter(1 << 50)).unwrap()
}

fn group(workshop: &Workshop, id: &ParticipantId) -> String {
    workshop.participant(id).unwrap().group.clone().unwrap()
}

fn to_group(group: &str) -> PersonChange {
    PersonChange { group: Some(group.to_owned()), ..PersonChange::default() }
}

#[test]
fn wk12_groupings_are_made_named_filled_and_removed() {
    let mut workshop = workshop(4, 2);
    let ids = people(&mut workshop, 6);
    let empty = make(&mut workshop, &GroupingWish::like(How::Empty)).id;
    let present = make(&mut workshop, &GroupingWish::like(How::Present));
    let names: Vec<_> = workshop.roster.groupings.iter().map(|known| known.name.as_str()).collect();
    assert_eq!(names, ["Gruppi 1", "Gruppi 2"]);
    let sizes: Vec<_> = present.report.groups.iter().map(|size| (size.group.as_str(), size.people)).collect();
    assert_eq!(sizes, [("Ambiente", 2), ("Cultura", 2), ("Scuola", 1), ("Sociale", 1)]);
    workshop.seat(&empty, &ids[0], Some("Sociale")).unwrap();
    workshop.seat(&empty, &ids[1], Some("Sociale")).unwrap();
    workshop.seat(&empty, &ids[1], None).unwrap();
    let seats: Vec<_> = workshop.grouping(&empty).unwrap().seats.iter().collect();
    assert_eq!(seats, [(&ids[0], "Sociale")]);
    assert_eq!(group(&workshop, &ids[0]), "Ambiente", "nobody moves before it is in force");
    workshop.rename_grouping(&empty, " Dopo pranzo ").unwrap();
    workshop.rename_grouping(&empty, "Dopo pranzo").unwrap();
    let nobody = ParticipantId::from_random(1);
    assert!(workshop.rename_grouping(&empty, "Gruppi 2").is_err());
    assert!(workshop.rename_grouping(&empty, " ").is_err());
    assert!(workshop.seat(&empty, &ids[0], Some("Marte")).is_err());
    assert!(workshop.seat(&empty, &nobody, Some("Sociale")).is_err());
    assert!(workshop.seat("nobody", &ids[0], None).is_err());
    let again = GroupingWish { name: Some("Dopo pranzo".into()), ..GroupingWish::like(How::Empty) };
    assert!(workshop.make_grouping(&again, &mut counter(3)).is_err());
    workshop.remove_grouping(&empty).unwrap();
    assert!(workshop.remove_grouping(&empty).is_err());
    for _ in workshop.roster.groupings.len()..workshop::grouping::GROUPINGS_MAX {
        make(&mut workshop, &GroupingWish::like(How::Empty));
    }
    assert!(workshop.make_grouping(&GroupingWish::like(How::Empty), &mut counter(3)).is_err());
    let text = serde_json::to_string(&workshop).unwrap();
    assert_eq!(serde_json::from_str::<Workshop>(&text).unwrap(), workshop);
}

#[test]
fn wk12_a_wish_that_cannot_be_is_refused_and_changes_nothing() {
    let mut workshop = workshop(2, 1);
    people(&mut workshop, 4);
    let before = workshop.clone();
    let like = || GroupingWish::like(How::Mix);
    let heavy = Weights { sector: 1_001, ..Weights::MIX };
    for wrong in [
        GroupingWish { session: Some(2), ..like() },
        GroupingWish { groups: vec!["Marte".into()], ..like() },
        GroupingWish { weights: Some(heavy), ..like() },
        GroupingWish { seed: Some(1 << 53), ..like() },
        GroupingWish { name: Some("x".repeat(121)), ..like() },
    ] {
        assert!(workshop.make_grouping(&wrong, &mut counter(3)).is_err(), "{wrong:?}");
    }
    assert_eq!(workshop, before);
    let mut without = common::workshop(0, 1);
    assert!(without.make_grouping(&like(), &mut counter(3)).is_err());
}

#[test]
fn wk12_late_joiners_and_those_moved_by_hand_are_in_the_grouping_in_force() {
    let mut workshop = workshop(4, 2);
    let ids = people(&mut workshop, 8);
    let id = make(&mut workshop, &GroupingWish::like(How::Present)).id;
    let other = make(&mut workshop, &GroupingWish::like(How::Present)).id;
    workshop.apply_grouping(&id, 1).unwrap();
    let arrival = Arrival { name: Some("Tardi"), ..Arrival::default() };
    let door = Door::Group("Sociale".into());
    let late = workshop.arrive(&door, &arrival, &LARGE, &mut counter(5)).unwrap();
    workshop.change_person(&ids[0], &to_group("Scuola")).unwrap();
    let seats = |id: &str| workshop.grouping(id).unwrap().seats.clone();
    assert_eq!((seats(&id).group(&late.id), seats(&id).group(&ids[0])), (Some("Sociale"), Some("Scuola")));
    assert_eq!((seats(&other).group(&late.id), seats(&other).group(&ids[0])), (None, Some("Ambiente")));
    go_to(&mut workshop, 2);
    let same = GroupingWish { session: Some(2), ..GroupingWish::like(How::Same) };
    let same = make(&mut workshop, &same).id;
    assert_eq!(workshop.grouping(&same).unwrap().seats.group(&late.id), Some("Sociale"));
}

#[test]
fn wk15_same_as_last_time_keeps_everybody_and_newcomers_fill_the_smallest() {
    let mut workshop = workshop(4, 3);
    let ids = people(&mut workshop, 14);
    workshop.remove_person(&ids[2]).unwrap();
    let mixed = GroupingWish { seed: Some(4), ..GroupingWish::like(How::Mix) };
    let mixed = make(&mut workshop, &mixed).id;
    workshop.apply_grouping(&mixed, 1).unwrap();
    let first = workshop.seats_in(1).unwrap();
    go_to(&mut workshop, 2);
    let other = GroupingWish { seed: Some(5), ..GroupingWish::like(How::Mix) };
    let other = make(&mut workshop, &other).id;
    let moved = workshop.apply_grouping(&other, 2).unwrap();
    assert!(!moved.is_empty(), "else nothing is tested");
    let second = workshop.seats_in(2).unwrap();
    let random = &mut counter(80);
    let mut newcomers = Vec::new();
    for _ in 0..3 {
        newcomers.push(workshop.expect(&workshop::Expected::default(), &LARGE, random).unwrap());
    }
    let same = |workshop: &mut Workshop, session: u32| {
        let wish = GroupingWish { session: Some(session), ..GroupingWish::like(How::Same) };
        let id = make(workshop, &wish).id;
        workshop.grouping(&id).unwrap().seats.clone()
    };
    let (for_second, for_third) = (same(&mut workshop, 2), same(&mut workshop, 3));
    for (person, group) in first.iter() {
        assert_eq!(for_second.group(person), Some(group));
        assert_eq!(for_third.group(person), second.group(person));
    }
    assert_eq!(for_third.group(&ids[2]), None, "who was removed has no seat");
    assert_eq!(for_third.len(), 13 + newcomers.len());
    let sizes: Vec<usize> = workshop
        .groups
        .iter()
        .map(|group| for_third.iter().filter(|(_, seat)| seat == group).count())
        .collect();
    assert_eq!(sizes.iter().sum::<usize>(), 16);
    assert_eq!((sizes.iter().min(), sizes.iter().max()), (Some(&4), Some(&4)), "13 in fours, and three came");
}

#[test]
fn wk16_a_grouping_in_force_says_exactly_who_moves() {
    for seed in 0..20 {
        println!("seed {seed}");
        let mut workshop = workshop(5, 2);
        let ids = people(&mut workshop, 23);
        workshop.remove_person(&ids[7]).unwrap();
        let wish = GroupingWish { seed: Some(seed), ..GroupingWish::like(How::Mix) };
        let id = make(&mut workshop, &wish).id;
        workshop.seat(&id, &ids[3], None).unwrap();
        let before = workshop.clone();
        let moves = workshop.apply_grouping(&id, 1).unwrap();
        let wanted = workshop.grouping(&id).unwrap().seats.clone();
        let mut expected = Vec::new();
        for person in before.participants.iter().filter(|person| !person.removed) {
            let to = wanted.group(&person.id).map(str::to_owned).or(person.group.clone());
            if to != person.group {
                let (participant, from) = (person.id.clone(), person.group.clone());
                expected.push(Move { participant, session: 1, from, to: to.clone() });
            }
            assert_eq!(workshop.participant(&person.id).unwrap().group, to);
        }
        assert_eq!(moves, expected);
        assert_eq!(group(&workshop, &ids[3]), group(&before, &ids[3]), "without a seat one stays");
        assert!(workshop.apply_grouping(&id, 1).unwrap().is_empty(), "the second time nobody moves");
        assert!(workshop.apply_grouping(&id, 9).is_err() && workshop.apply_grouping("x", 1).is_err());
        let told = workshop.moves_since(&before);
        assert_eq!(told.iter().filter(|told| told.session == 1).cloned().collect::<Vec<_>>(), moves);
    }
}

#[test]
fn wk16_each_session_keeps_who_sat_where_and_boards_follow() {
    let mut workshop = workshop(2, 3);
    let ids = people(&mut workshop, 4);
    let role = |workshop: &Workshop, at: usize, session: u32, group: &str| {
        workshop.role_of(&ids[at], &workshop.group_board(session, group).unwrap().id.clone())
    };
    // Prepared for the second session: the first two change places.
    let id = make(&mut workshop, &GroupingWish::like(How::Present)).id;
    workshop.seat(&id, &ids[0], Some("Cultura")).unwrap();
    workshop.seat(&id, &ids[1], Some("Ambiente")).unwrap();
    let moves = workshop.apply_grouping(&id, 2).unwrap();
    assert_eq!(
        moves.iter().map(|one| (&one.participant, one.session)).collect::<Vec<_>>(),
        [(&ids[0], 2), (&ids[1], 2)]
    );
    assert_eq!(group(&workshop, &ids[0]), "Ambiente", "not yet");
    let editor = Some(Role::Editor);
    assert_eq!((role(&workshop, 0, 1, "Ambiente"), role(&workshop, 0, 2, "Cultura")), (editor, editor));
    assert_eq!((role(&workshop, 0, 1, "Cultura"), role(&workshop, 0, 2, "Ambiente")), (None, None));
    let before = workshop.clone();
    go_to(&mut workshop, 2);
    assert_eq!((group(&workshop, &ids[0]), group(&workshop, &ids[2])), ("Cultura".into(), "Ambiente".into()));
    assert_eq!(
        role(&workshop, 0, 1, "Ambiente"),
        editor,
        "what one wrote with the first group stays one's own"
    );
    let told = workshop.moves_since(&before);
    assert!(
        told.iter().all(|one| one.session == 3),
        "{told:?}: 1 and 2 are as they were, 3 goes with the present"
    );
    // Back, and on again: everybody is where they were.
    go_to(&mut workshop, 1);
    assert_eq!(group(&workshop, &ids[0]), "Ambiente");
    go_to(&mut workshop, 3);
    assert_eq!(
        group(&workshop, &ids[0]),
        "Ambiente",
        "nothing is known of the third, so one stays where one is"
    );
    go_to(&mut workshop, 2);
    assert_eq!(group(&workshop, &ids[0]), "Cultura");
}

#[test]
fn wk16_looking_into_the_next_session_undoes_nothing() {
    let mut workshop = workshop(2, 3);
    let ids = people(&mut workshop, 4);
    go_to(&mut workshop, 2);
    go_to(&mut workshop, 1);
    workshop.change_person(&ids[0], &to_group("Cultura")).unwrap();
    go_to(&mut workshop, 2);
    assert_eq!(group(&workshop, &ids[0]), "Cultura", "moved in the first, after looking into the second");
    workshop.change_person(&ids[1], &to_group("Ambiente")).unwrap();
    go_to(&mut workshop, 3);
    go_to(&mut workshop, 1);
    assert_eq!(group(&workshop, &ids[1]), "Cultura", "as in the first");
    go_to(&mut workshop, 2);
    assert_eq!(group(&workshop, &ids[1]), "Ambiente", "as in the second: nobody has moved since");
}

#[test]
fn wk16_seats_are_written_by_group_and_read_back() {
    let person = |n: u128| ParticipantId::from_random(n);
    let seats: Seats = (0..5).map(|n| (person(n), format!("g{}", n % 2))).collect();
    let json = serde_json::to_value(&seats).unwrap();
    assert_eq!(json["g1"].as_array().unwrap().len(), 2);
    assert_eq!(serde_json::from_value::<Seats>(json).unwrap(), seats);
}
