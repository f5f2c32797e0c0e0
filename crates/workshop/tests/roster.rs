//! People before they join, what is known of them, and the doors they come through.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;

use board::role::Role;
use common::{LARGE, counter, people, workshop};
use workshop::{Arrival, Door, Expected, JoinError, PersonChange, Workshop};

fn change(json: &str) -> PersonChange {
    serde_json::from_str(json).unwrap()
}

#[test]
fn wk9_what_is_known_of_people_is_changed_cleared_and_left() {
    let mut workshop = workshop(4, 1);
    let random = &mut counter(7);
    let anna = workshop.join("Anna", None, &LARGE, random).unwrap().id;
    let bruno = workshop.join("Bruno", None, &LARGE, random).unwrap().id;
    let all = r#"{"sector":"  scuola \n media ","organisation":"IC Dante","territory":"nord","email":" Anna@Example.org "}"#;
    workshop.change_person(&anna, &change(all)).unwrap();
    let facts = |workshop: &Workshop| {
        let person = workshop.participant(&anna).unwrap();
        [&person.sector, &person.organisation, &person.territory, &person.email].map(Clone::clone)
    };
    let full = ["scuola media", "IC Dante", "nord", "Anna@Example.org"].map(|text| Some(text.to_owned()));
    assert_eq!(facts(&workshop), full);
    workshop.change_person(&anna, &change(r#"{"name":"Anna R."}"#)).unwrap();
    assert_eq!(facts(&workshop), full, "what is absent stays");
    for wrong in [
        format!(r#"{{"sector":"{}"}}"#, "x".repeat(61)),
        r#"{"email":"anna"}"#.to_owned(),
        r#"{"email":"=1+1@example.org","sector":"enti"}"#.to_owned(),
    ] {
        assert!(workshop.change_person(&anna, &change(&wrong)).is_err(), "{wrong}");
        assert_eq!(facts(&workshop), full, "{wrong}");
    }
    let taken = change(r#"{"email":"aNNa@example.ORG"}"#);
    assert!(workshop.change_person(&bruno, &taken).is_err(), "it is somebody else's");
    workshop.change_person(&anna, &taken).unwrap();
    workshop.change_person(&anna, &change(r#"{"sector":null,"organisation":" ","email":null}"#)).unwrap();
    assert_eq!(facts(&workshop), [None, None, Some("nord".to_owned()), None]);
    workshop.change_person(&bruno, &taken).unwrap();
    assert!(serde_json::from_str::<PersonChange>(r#"{"code":"AAAA"}"#).is_err());
}

#[test]
fn wk9_expected_people_have_pseudonyms_unless_they_are_given_names() {
    let mut workshop = workshop(2, 1);
    let random = &mut counter(7);
    let named = Expected { name: Some("P02".into()), ..Expected::default() };
    workshop.expect(&named, &LARGE, random).unwrap();
    let next = workshop.expect(&Expected::default(), &LARGE, random).unwrap();
    assert_eq!(workshop.participant(&next).unwrap().name, "P03", "P02 is taken");
    let there = workshop.participants.len();
    for wrong in [
        Expected { group: Some("Marte".into()), ..Expected::default() },
        Expected { territory: Some("x".repeat(61)), ..Expected::default() },
        Expected { email: Some("nobody".into()), ..Expected::default() },
    ] {
        assert!(workshop.expect(&wrong, &LARGE, random).is_err(), "{wrong:?}");
    }
    let full = workshop::Limits { participants_max: there, ..LARGE };
    assert!(workshop.expect(&Expected::default(), &full, random).is_err());
    assert_eq!(workshop.participants.len(), there);
    assert_eq!(workshop.people_in("Ambiente"), 0, "who is expected is not there yet");
}

#[test]
fn wk5_records_from_before_the_roster_read_and_stay_as_they_are() {
    let old = r#"{"id":"0000000000000000000000","title":"Prima","language":"it","code":"ABCD1234",
        "invite":"ABCDEFGHJKMNPQRSTVWXYZ0123","created_ms":5,"session_now":1,
        "sessions":[{"number":1,"title":"","phases":[]}],"groups":["Uno"],"boards":[],
        "participants":[{"id":"1111111111111111111111","name":"Anna","group":"Uno"},
            {"id":"2222222222222222222222","name":"p01","group":"Uno","email":"p01@example.org","imported":true}],
        "join_open":true}"#;
    let mut workshop: Workshop = serde_json::from_str(old).unwrap();
    let mut written = serde_json::to_value(&workshop).unwrap();
    written.as_object_mut().unwrap().remove("progress");
    assert_eq!(
        written,
        serde_json::from_str::<serde_json::Value>(old).unwrap(),
        "nothing is added by reading"
    );
    assert_eq!(workshop.doors().count(), 2);
    assert!(workshop.ensure_codes(&mut counter(1)));
    assert_eq!(workshop.doors().count(), 5);
    let text = serde_json::to_string(&workshop).unwrap();
    assert_eq!(serde_json::from_str::<Workshop>(&text).unwrap(), workshop);
}

#[test]
fn wk10_every_group_and_person_has_a_door_of_their_own() {
    let mut workshop = workshop(4, 1);
    let ids = people(&mut workshop, 30);
    assert!(workshop.ensure_codes(&mut counter(9)));
    assert!(!workshop.ensure_codes(&mut counter(9)), "there is nothing left to make");
    let doors: Vec<_> = workshop.doors().map(|(code, door)| (code.to_owned(), door)).collect();
    assert_eq!(doors.len(), 2 + 4 + 30);
    assert_eq!(doors.iter().map(|(code, _)| code).collect::<BTreeSet<_>>().len(), doors.len());
    for (code, door) in &doors {
        let typed = workshop::code::show(&code.to_lowercase());
        assert_eq!(workshop.door_of(&typed).as_ref(), Some(door));
    }
    assert_eq!(workshop.door_of("0000-0000"), None);
    let code_of = |workshop: &Workshop, at: usize| workshop.participant(&ids[at]).unwrap().code.clone();
    let first = code_of(&workshop, 0).unwrap();
    workshop.renew_code(&ids[0], &mut counter(77)).unwrap();
    assert_eq!(workshop.door_of(&first), None);
    let group = workshop.roster.group_codes["Cultura"].clone();
    let second = code_of(&workshop, 1).unwrap();
    workshop.renew_door(&mut counter(99));
    assert_eq!(workshop.door_of(&group), None, "it went with the workshop's");
    assert_eq!(workshop.door_of(&second), Some(Door::Person(ids[1].clone())), "it was given to one person");
    workshop.remove_person(&ids[1]).unwrap();
    assert_eq!((workshop.door_of(&second), code_of(&workshop, 1)), (None, None));
    let gone = workshop.participant(&ids[1]).unwrap();
    assert_eq!((gone.name.as_str(), &gone.email, &gone.sector), ("P02", &None, &None), "the name stays");
    assert!(!workshop.ensure_codes(&mut counter(5)));
}

#[test]
fn wk10_a_source_that_repeats_itself_makes_no_second_door() {
    let mut workshop = workshop(2, 1);
    let mut drawn = 0_u128;
    workshop.ensure_codes(&mut || {
        drawn += 1;
        drawn / 3
    });
    let codes: BTreeSet<_> = workshop.roster.group_codes.values().collect();
    assert_eq!(codes.len(), 2);
}

#[test]
fn wk11_who_was_expected_becomes_the_one_who_was() {
    let mut workshop = workshop(4, 1);
    let ids = people(&mut workshop, 8);
    let random = &mut counter(9);
    workshop.ensure_codes(random);
    let code = workshop.participant(&ids[5]).unwrap().code.clone().unwrap();
    let door = workshop.door_of(&code).unwrap();
    let come = |workshop: &mut Workshop, name: Option<&str>| {
        let arrival = Arrival { name, group: Some("Sociale"), entry: None };
        workshop.arrive(&door, &arrival, &LARGE, &mut counter(50))
    };
    workshop.join_open = false;
    assert_eq!(come(&mut workshop, None), Err(JoinError::Closed));
    workshop.join_open = true;
    assert_eq!(come(&mut workshop, Some(&"x".repeat(61))), Err(JoinError::Name));
    assert!(workshop.participant(&ids[5]).unwrap().imported, "a refusal changes nothing");
    let person = come(&mut workshop, Some(" Elena ")).unwrap();
    assert_eq!(
        (&person.id, person.name.as_str(), person.group.as_deref()),
        (&ids[5], "Elena", Some("Cultura"))
    );
    assert_eq!((person.imported, person.email.as_deref()), (false, Some("p5@example.org")));
    assert_eq!((workshop.participants.len(), workshop.people_in("Cultura")), (8, 1));
    workshop.join_open = false;
    let back = come(&mut workshop, Some("Somebody else")).unwrap();
    assert_eq!(back, person, "who is in comes back as they are");
    workshop.remove_person(&ids[5]).unwrap();
    workshop.join_open = true;
    assert_eq!(come(&mut workshop, None), Err(JoinError::Taken));
}

#[test]
fn wk11_late_joiners_land_in_the_group_of_their_code() {
    let mut workshop = workshop(4, 1);
    let random = &mut counter(9);
    workshop.ensure_codes(random);
    let door = workshop.door_of(&workshop.roster.group_codes["Scuola"].clone()).unwrap();
    let arrival = Arrival { name: Some("Tardi"), group: Some("Ambiente"), entry: None };
    let person = workshop.arrive(&door, &arrival, &LARGE, random).unwrap();
    assert_eq!(person.group.as_deref(), Some("Scuola"), "the door decides, not the wish");
    let board = workshop.group_board(1, "Scuola").unwrap().id.clone();
    assert_eq!(workshop.role_of(&person.id, &board), Some(Role::Editor));
    let nameless = workshop.arrive(&door, &Arrival::default(), &LARGE, random);
    assert_eq!(nameless, Err(JoinError::Name));
    let anywhere = workshop.arrive(&Door::Workshop, &arrival, &LARGE, random).unwrap();
    assert_eq!(anywhere.group.as_deref(), Some("Ambiente"));
}

#[test]
fn wk11_the_list_is_at_the_door_only_if_who_facilitates_says_so() {
    let mut workshop = workshop(4, 1);
    let ids = people(&mut workshop, 8);
    let random = &mut counter(9);
    let groups_door = Door::Group("Cultura".into());
    let arrival = Arrival { entry: Some(&ids[1]), ..Arrival::default() };
    assert_eq!(workshop.waiting_at(&groups_door).count(), 0);
    assert_eq!(workshop.arrive(&groups_door, &arrival, &LARGE, random), Err(JoinError::Taken));
    workshop.roster.list_at_door = true;
    assert_eq!(
        workshop.waiting_at(&groups_door).map(|person| &person.id).collect::<Vec<_>>(),
        [&ids[1], &ids[5]]
    );
    assert_eq!(workshop.waiting_at(&Door::Workshop).count(), 8);
    let person = workshop.arrive(&groups_door, &arrival, &LARGE, random).unwrap();
    assert_eq!((&person.id, person.name.as_str()), (&ids[1], "P02"));
    assert_eq!(workshop.arrive(&groups_door, &arrival, &LARGE, random), Err(JoinError::Taken), "she is in");
    let elsewhere = Arrival { entry: Some(&ids[0]), ..Arrival::default() };
    assert_eq!(workshop.arrive(&groups_door, &elsewhere, &LARGE, random), Err(JoinError::Taken));
}
