//! A programme and where a workshop is in it.
#![allow(clippy::unwrap_used)]

use board::role::Role;
use workshop::{BoardKind, Limits, Mode, PersonChange, Phase, SessionSpec, Spec, Step, Workshop};

const MINUTE: u64 = 60_000;

fn counter() -> impl FnMut() -> u128 {
    let mut n = 0_u128;
    move || {
        n += 1;
        n.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
    }
}

fn phase(title: &str, minutes: u32, mode: Mode) -> Phase {
    Phase { title: title.into(), minutes, mode, ..Phase::default() }
}

fn session() -> SessionSpec {
    let phases = vec![
        phase("Benvenuto", 10, Mode::Plenary),
        phase("Gruppi", 30, Mode::Groups),
        phase("Ritorno", 0, Mode::Plenary),
    ];
    SessionSpec { title: "Confini".into(), date: None, phases }
}

fn sample() -> Workshop {
    let spec = Spec {
        title: "Laboratorio".into(),
        groups: ["Ambiente", "Cultura"].map(String::from).to_vec(),
        sessions: vec![session(), session()],
        ..Spec::default()
    };
    Workshop::create(&spec, &Limits::default(), &mut counter(), 1_000).unwrap()
}

fn numbers(workshop: &Workshop, session: u32) -> Vec<u32> {
    workshop.session(session).unwrap().phases.iter().map(|phase| phase.number).collect()
}

fn title_now(workshop: &Workshop) -> Option<&str> {
    workshop.phase_now().map(|(_, phase)| phase.title.as_str())
}

#[test]
fn pg1_a_phase_keeps_its_number_through_every_change_of_the_programme() {
    let mut workshop = sample();
    assert_eq!(numbers(&workshop, 1), [1, 2, 3]);
    let mut spec = session();
    spec.phases = workshop.session(1).unwrap().phases.clone();
    spec.phases.remove(0);
    spec.phases.insert(0, phase("Giro di tavolo", 5, Mode::Plenary));
    spec.phases.push(Phase { number: 3, ..phase("Doppione", 5, Mode::Plenary) });
    workshop.describe_session(1, spec).unwrap();
    assert_eq!(numbers(&workshop, 1), [4, 2, 3, 5], "a number is never given twice");
    // A table does not know numbers; titles do as well.
    let mut again = session();
    again.phases[1].minutes = 45;
    workshop.describe_session(1, again).unwrap();
    assert_eq!(numbers(&workshop, 1), [6, 2, 3]);
    // A record of before has none.
    let mut json = serde_json::to_value(&workshop).unwrap();
    for phase in json["sessions"][0]["phases"].as_array_mut().unwrap() {
        phase.as_object_mut().unwrap().remove("number");
    }
    json.as_object_mut().unwrap().remove("progress");
    let old: Workshop = serde_json::from_value(json).unwrap();
    let fresh = numbers(&old.brought_up(), 1);
    assert!(fresh.iter().all(|number| *number > 0) && fresh.len() == 3, "{fresh:?}");
}

#[test]
fn pg2_a_programme_stays_within_what_people_can_follow() {
    let mut workshop = sample();
    let with = |change: fn(&mut Phase)| {
        let mut spec = session();
        change(&mut spec.phases[0]);
        spec
    };
    for bad in [
        with(|phase| phase.title = "x".repeat(121)),
        with(|phase| phase.instructions = "x".repeat(601)),
        with(|phase| phase.minutes = 24 * 60 + 1),
        SessionSpec { date: Some("2026-13-01".into()), ..session() },
        SessionSpec { phases: vec![phase("x", 1, Mode::Groups); 51], ..session() },
    ] {
        let before = workshop.clone();
        assert!(workshop.describe_session(1, bad).is_err());
        assert_eq!(workshop, before);
    }
    assert!(workshop.describe_session(9, session()).is_err());
    workshop.start(1, 2, 0).unwrap();
    let mut without = session();
    without.phases.remove(1);
    assert!(workshop.describe_session(1, without).is_err(), "the phase under way stays");
    assert_eq!(title_now(&workshop), Some("Gruppi"));
}

#[test]
fn pg3_phases_follow_one_another_and_a_session_ends_after_its_last() {
    let mut workshop = sample();
    assert!(workshop.step(Step::Back, 0).is_err());
    let mut seen = Vec::new();
    for now_ms in 1..=4 {
        workshop.step(Step::Next, now_ms).unwrap();
        seen.push(title_now(&workshop).unwrap_or("-").to_owned());
    }
    assert_eq!(seen, ["Benvenuto", "Gruppi", "Ritorno", "-"]);
    assert_eq!(workshop.progress.turn, 4, "each change is a turn");
    workshop.start(2, 2, 5).unwrap();
    assert_eq!(workshop.session_now, 2);
    workshop.step(Step::Back, 6).unwrap();
    assert_eq!(title_now(&workshop), Some("Benvenuto"));
    assert!(workshop.step(Step::Back, 7).is_err() && workshop.start(2, 9, 7).is_err());
    workshop.set_session_now(1).unwrap();
    assert_eq!(title_now(&workshop), None, "another session, and nothing under way");
}

#[test]
fn pg4_the_time_of_a_phase_grows_and_shrinks_from_what_is_left() {
    let mut workshop = sample();
    assert!(workshop.extend(5, None, 0).is_err(), "nothing is under way");
    workshop.start(1, 1, 1_000).unwrap();
    let ends = |workshop: &Workshop| workshop.progress.running.as_ref().unwrap().ends_ms;
    assert_eq!(ends(&workshop), Some(1_000 + 10 * MINUTE));
    workshop.extend(5, None, 2_000).unwrap();
    assert_eq!(ends(&workshop), Some(1_000 + 15 * MINUTE));
    workshop.extend(-60, None, 2_000).unwrap();
    assert_eq!(ends(&workshop), Some(2_000), "not before now");
    workshop.extend(2, None, 9_000).unwrap();
    assert_eq!(ends(&workshop), Some(9_000 + 2 * MINUTE), "after its end it counts from now");
    assert!(workshop.extend(24 * 60, None, 9_000).is_err());
    workshop.start(1, 3, 0).unwrap();
    assert_eq!(ends(&workshop), None, "as long as it takes");
    workshop.extend(3, None, 50).unwrap();
    assert_eq!(ends(&workshop), Some(50 + 3 * MINUTE));
}

#[test]
fn pg5_only_a_phase_that_says_so_leads_on() {
    let mut workshop = sample();
    workshop.start(1, 1, 0).unwrap();
    assert_eq!(workshop.leads_on_ms(), None);
    let mut spec = session();
    spec.phases[0].leads_on = true;
    spec.phases[2].leads_on = true;
    workshop.describe_session(1, spec).unwrap();
    assert_eq!(workshop.leads_on_ms(), Some(10 * MINUTE));
    workshop.extend(1, None, 0).unwrap();
    assert_eq!(workshop.leads_on_ms(), Some(11 * MINUTE));
    workshop.start(1, 3, 0).unwrap();
    assert_eq!(workshop.leads_on_ms(), None, "without an end it cannot");
}

#[test]
fn pg6_everybody_belongs_where_the_phase_says_or_where_they_were_called() {
    let mut workshop = sample();
    let mut join = |group| workshop.join("P", Some(group), &Limits::default(), &mut counter()).unwrap().id;
    let anna = join("Cultura");
    let lands = |workshop: &Workshop| {
        let board = workshop.landing(&anna).unwrap();
        (board.kind, board.session, board.group.clone())
    };
    let own = |session| (BoardKind::Group, Some(session), Some("Cultura".to_owned()));
    let plenary = |session| (BoardKind::Plenary, Some(session), None);
    assert_eq!(lands(&workshop), own(1), "before anything begins");
    workshop.start(1, 1, 0).unwrap();
    assert_eq!(lands(&workshop), plenary(1));
    workshop.step(Step::Next, 0).unwrap();
    assert_eq!(lands(&workshop), own(1));
    workshop.start(2, 2, 0).unwrap();
    assert_eq!(lands(&workshop), own(2));

    // Everybody looks at what another group has, as long as they are called there.
    let others = workshop.group_board(2, "Ambiente").unwrap().id.clone();
    assert_eq!(workshop.role_of(&anna, &others), None);
    workshop.gather(Some(others.clone())).unwrap();
    assert_eq!(workshop.landing(&anna).unwrap().id, others);
    assert_eq!(workshop.role_of(&anna, &others), Some(Role::Viewer));
    workshop.gather(None).unwrap();
    assert_eq!((workshop.role_of(&anna, &others), lands(&workshop)), (None, own(2)));
    workshop.gather(Some(others.clone())).unwrap();
    workshop.step(Step::Next, 0).unwrap();
    assert_eq!(lands(&workshop), plenary(2), "a new phase lets them go");

    let moved = PersonChange { group: Some("Ambiente".into()), ..PersonChange::default() };
    workshop.change_person(&anna, &moved).unwrap();
    workshop.step(Step::Back, 0).unwrap();
    assert_eq!(workshop.landing(&anna).unwrap().id, others);
    let foreign = sample().boards[0].id.clone();
    assert!(workshop.boards.iter().any(|board| board.id == foreign), "the same random source");
    workshop.boards.retain(|board| board.id != foreign);
    assert!(workshop.gather(Some(foreign)).is_err());
    workshop.remove_person(&anna).unwrap();
    assert_eq!(workshop.landing(&anna), None);
}

#[test]
fn pg7_one_board_may_have_more_or_less_time_than_the_others() {
    let mut workshop = sample();
    let board = workshop.group_board(1, "Ambiente").unwrap().id.clone();
    let other = workshop.group_board(1, "Cultura").unwrap().id.clone();
    let mut spec = session();
    spec.phases[1].leads_on = true;
    workshop.describe_session(1, spec).unwrap();
    let phase = numbers(&workshop, 1)[1];
    workshop.start(1, phase, 0).unwrap();
    let ends = |workshop: &Workshop| {
        let running = workshop.progress.running.as_ref().unwrap();
        (running.ends_on(&board).unwrap(), running.ends_on(&other).unwrap())
    };
    workshop.extend(5, Some(&board), 0).unwrap();
    assert_eq!(ends(&workshop), (35 * MINUTE, 30 * MINUTE));
    assert_eq!(workshop.leads_on_ms(), Some(35 * MINUTE), "not before the time of all is up");
    workshop.extend(1, None, 0).unwrap();
    assert_eq!(ends(&workshop), (36 * MINUTE, 31 * MINUTE), "more for everybody is more for each");
    workshop.extend(-10, Some(&board), 0).unwrap();
    assert_eq!(ends(&workshop), (26 * MINUTE, 31 * MINUTE));
    assert_eq!(workshop.leads_on_ms(), Some(31 * MINUTE));
    assert!(workshop.extend(24 * 60, Some(&board), 0).is_err());
    let gone = board::id::BoardId::from_random(1);
    assert!(workshop.extend(1, Some(&gone), 0).is_err());
    // Another phase begins with the same time for everybody.
    workshop.start(1, phase, 0).unwrap();
    assert_eq!(ends(&workshop), (30 * MINUTE, 30 * MINUTE));
}

#[test]
fn pg8_messages_and_lowered_hands_last_until_the_next_phase() {
    let mut workshop = sample();
    let board = workshop.group_board(1, "Ambiente").unwrap().id.clone();
    let other = workshop.group_board(1, "Cultura").unwrap().id.clone();
    workshop.say("  Ancora due minuti ", None, 7).unwrap();
    workshop.say("Venite?", Some([board.clone()].into()), 8).unwrap();
    let said = workshop.progress.said.clone();
    assert_eq!((said[0].text.as_str(), said[0].at_ms, said[1].turn), ("Ancora due minuti", 7, 2));
    assert!(said[0].reaches(&other) && said[1].reaches(&board) && !said[1].reaches(&other));
    for refused in ["", " \n", &"x".repeat(301)] {
        assert!(workshop.say(refused, None, 9).is_err());
    }
    assert!(workshop.say("A chi?", Some([board::id::BoardId::from_random(1)].into()), 9).is_err());
    for n in 0..9 {
        workshop.say(&format!("{n}"), None, 9).unwrap();
    }
    assert_eq!(workshop.progress.said.len(), 5, "the latest ones");

    let raised = workshop.progress.turn;
    assert!(workshop.is_up(&board, raised));
    workshop.lower_hands(&board).unwrap();
    assert!(!workshop.is_up(&board, raised) && workshop.is_up(&other, raised));
    assert!(workshop.is_up(&board, workshop.progress.turn), "raised again");

    workshop.start(1, numbers(&workshop, 1)[0], 10).unwrap();
    assert!(workshop.progress.said.is_empty());
}
