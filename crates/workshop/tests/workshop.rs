//! A workshop's people, boards and rights, and the import of the sample.
#![allow(clippy::unwrap_used)]

use board::edit::{Edit, Item};
use board::id::BoardId;
use board::role::Role;
use workshop::import::{self, Files};
use workshop::{BoardKind, JoinError, Limits, PersonChange, SessionSpec, Spec, Workshop};

const NOTES: &[u8] = include_bytes!("../../../tests/data/laboratorio/notes.csv");
const LINKS: &[u8] = include_bytes!("../../../tests/data/laboratorio/links.csv");
const AGENDA: &[u8] = include_bytes!("../../../tests/data/laboratorio/agenda.csv");
const ROOMS: &[u8] = include_bytes!("../../../tests/data/laboratorio/zoom-breakout.csv");

fn counter() -> impl FnMut() -> u128 {
    let mut n = 0_u128;
    move || {
        n += 1;
        n.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
    }
}

fn sample() -> Workshop {
    let spec = Spec {
        title: "Laboratorio".into(),
        groups: ["Ambiente", "Cultura", "Scuola", "Sociale"].map(String::from).to_vec(),
        ..Spec::default()
    };
    Workshop::create(&spec, &Limits::default(), &mut counter(), 1_000).unwrap()
}

fn empty(_: &BoardId) -> f64 {
    f64::MIN
}

#[test]
fn wk2_every_session_has_a_plenary_and_a_board_per_group() {
    let mut workshop = sample();
    workshop.ensure_session(3, &Limits::default(), &mut counter()).unwrap();
    workshop.ensure_group("Salute", &Limits::default(), &mut counter()).unwrap();
    let count = |kind| workshop.boards.iter().filter(|board| board.kind == kind).count();
    assert_eq!((count(BoardKind::Canvas), count(BoardKind::Plenary), count(BoardKind::Group)), (1, 3, 15));
    assert!(workshop.group_board(3, "Salute").is_some());
}

#[test]
fn wk3_people_write_in_their_group_read_plenary_and_see_no_other_group() {
    let mut workshop = sample();
    let random = &mut counter();
    let anna = workshop.join("  Anna \n Rossi ", Some("Cultura"), &Limits::default(), random).unwrap();
    assert_eq!(anna.name, "Anna Rossi");
    let role = |workshop: &Workshop, group: &str| {
        workshop.role_of(&anna.id, &workshop.group_board(1, group).unwrap().id.clone())
    };
    assert_eq!(role(&workshop, "Cultura"), Some(Role::Editor));
    assert_eq!(role(&workshop, "Ambiente"), None);
    let plenary = workshop.boards.iter().find(|board| board.kind == BoardKind::Plenary).unwrap();
    assert_eq!(workshop.role_of(&anna.id, &plenary.id), Some(Role::Viewer));
    assert_eq!(workshop.boards_of(&anna.id).count(), 3);
}

#[test]
fn wk6_a_person_is_what_who_facilitates_says() {
    let mut workshop = sample();
    let anna = workshop.join("Anna", Some("Cultura"), &Limits::default(), &mut counter()).unwrap().id;
    let roles = |workshop: &Workshop| {
        let of = |kind, group: Option<&str>| {
            let board =
                workshop.boards.iter().find(|board| board.kind == kind && board.group.as_deref() == group);
            workshop.role_of(&anna, &board.unwrap().id)
        };
        [
            of(BoardKind::Group, Some("Cultura")),
            of(BoardKind::Group, Some("Scuola")),
            of(BoardKind::Canvas, None),
            of(BoardKind::Plenary, None),
        ]
    };
    let (editor, viewer) = (Some(Role::Editor), Some(Role::Viewer));
    assert_eq!(roles(&workshop), [editor, None, editor, viewer]);
    let change = |role: Option<Role>, group: Option<&str>| PersonChange {
        role: role.map(Some),
        group: group.map(String::from),
        ..PersonChange::default()
    };
    let contributor = Some(Role::Contributor);
    workshop.change_person(&anna, &change(contributor, None)).unwrap();
    assert_eq!(roles(&workshop), [contributor, None, contributor, viewer]);
    workshop.change_person(&anna, &change(editor, Some("Scuola"))).unwrap();
    assert_eq!(roles(&workshop), [None, editor, editor, viewer]);
    workshop.change_person(&anna, &change(Some(Role::Cofacilitator), None)).unwrap();
    assert_eq!(roles(&workshop), [Some(Role::Cofacilitator); 4]);
    for wrong in [change(Some(Role::Facilitator), None), change(None, Some("Sport"))] {
        assert!(workshop.change_person(&anna, &wrong).is_err());
    }
    workshop.remove_person(&anna).unwrap();
    assert_eq!((roles(&workshop), workshop.people_in("Scuola")), ([None; 4], 0));
    assert!(
        workshop.remove_person(&anna).is_err()
            && workshop.change_person(&anna, &change(editor, None)).is_err()
    );
    assert_eq!(workshop.participant(&anna).unwrap().name, "Anna", "for what she wrote");
}

#[test]
fn wk4_who_chooses_no_group_lands_in_the_smallest_and_refusals_say_why() {
    let mut workshop = sample();
    let random = &mut counter();
    let limits = Limits { participants_max: 5, ..Limits::default() };
    let groups: Vec<_> =
        (0..4).map(|_| workshop.join("A", None, &limits, random).unwrap().group.unwrap()).collect();
    assert_eq!(groups, ["Ambiente", "Cultura", "Scuola", "Sociale"]);
    assert_eq!(workshop.join(" \t ", None, &limits, random), Err(JoinError::Name));
    assert_eq!(workshop.join("A", Some("Marte"), &limits, random), Err(JoinError::Group));
    workshop.join("A", None, &limits, random).unwrap();
    assert_eq!(workshop.join("A", None, &limits, random), Err(JoinError::Full));
    workshop.join_open = false;
    assert_eq!(workshop.join("A", None, &limits, random), Err(JoinError::Closed));
}

#[test]
fn wk5_a_workshop_is_one_record() {
    let workshop = sample();
    let text = serde_json::to_string(&workshop).unwrap();
    assert_eq!(serde_json::from_str::<Workshop>(&text).unwrap(), workshop);
}

#[test]
fn im4_the_sample_comes_in_whole() {
    let files = Files { notes: Some(NOTES), links: Some(LINKS), agenda: Some(AGENDA), rooms: Some(ROOMS) };
    let plan = import::plan(&sample(), files, &Limits::default(), &empty, &mut counter(), 5).unwrap();
    let report = &plan.report;
    assert_eq!((report.notes, report.clusters, report.links), (160, 40, 50));
    assert_eq!((report.sessions, report.groups, report.participants, report.phases), (5, 0, 24, 25));
    let workshop = &plan.workshop;
    assert_eq!(workshop.sessions[0].title, "Attraversare i confini: perché collaborare");
    assert_eq!(workshop.sessions[0].phases.len(), 5);
    assert!(
        workshop.participants.iter().all(|person| person.email.is_some() && person.name.starts_with('P'))
    );
    // Nothing of a person but the opaque id reaches a board.
    let text = format!("{:?}", plan.edits);
    assert!(!text.contains("example.org\"") && !text.contains("P01"));
    assert_eq!(plan.edits.len(), 24);
}

#[test]
fn im5_imported_notes_never_lie_on_each_other_nor_on_what_is_there() {
    let files = Files { notes: Some(NOTES), ..Files::default() };
    let plan = import::plan(&sample(), files, &Limits::default(), &|_| 700.0, &mut counter(), 5).unwrap();
    for (_, edits) in &plan.edits {
        let rects: Vec<_> = edits
            .iter()
            .filter_map(|edit| match edit {
                Edit::Put { item: Item::Note(note), .. } => {
                    Some(board::arrange::Rect { pos: note.pos, size: note.size })
                }
                _ => None,
            })
            .collect();
        assert!(rects.iter().all(|rect| rect.pos[1] > 700.0));
        for (i, a) in rects.iter().enumerate() {
            assert!(!rects[i + 1..].iter().any(|b| a.overlaps(b)));
        }
    }
}

#[test]
fn im6_every_bad_row_is_named_and_nothing_is_taken() {
    let notes = "session,group,author,type,color,text,cluster,votes\r\n\
                 1,Ambiente,P01,note,yellow,ok,,0\r\n\
                 x,Ambiente,P01,note,yellow,ok,,0\r\n\
                 1,Ambiente,P01,card,yellow,\"two\nlines\",,0\r\n\
                 1,Ambiente,P01,note,mauve,ok,,0\r\n";
    let rooms = "Pre-assign Room Name,Email Address\r\nAmbiente,nobody\r\n";
    let files = Files { notes: Some(notes.as_bytes()), rooms: Some(rooms.as_bytes()), ..Files::default() };
    let errors = import::plan(&sample(), files, &Limits::default(), &empty, &mut counter(), 5).unwrap_err();
    let places: Vec<_> = errors.iter().map(|error| (error.file.as_str(), error.line)).collect();
    assert_eq!(places, [("notes", 3), ("notes", 4), ("notes", 6), ("rooms", 2)]);
    assert!(errors[0].reason.to_string().contains("session is \"x\""), "{}", errors[0].reason);
}

#[test]
fn im7_a_link_without_an_end_is_named() {
    let notes = "session,group,author,type,color,text,cluster,votes\n1,Ambiente,,note,yellow,uno,Tema,0\n";
    let links = "session,group,from_text,to_text,label\n1,Ambiente,uno,Tema,causa\n1,Ambiente,Uno,Tema,causa\n2,Cultura,a,b,c\n";
    let files = Files { notes: Some(notes.as_bytes()), links: Some(links.as_bytes()), ..Files::default() };
    let errors = import::plan(&sample(), files, &Limits::default(), &empty, &mut counter(), 5).unwrap_err();
    assert_eq!(errors.iter().map(|error| error.line).collect::<Vec<_>>(), [3, 4]);
    assert!(errors[0].reason.to_string().contains("from_text \"Uno\""));
}

#[test]
fn im9_an_address_of_a_room_list_becomes_nobodys_name() {
    let workshop = sample();
    let rooms = b"Pre-assign Room Name,Email Address\r\nCultura,anna.rossi@example.org\r\nCultura,p07@example.org\r\n";
    let notes = b"session,group,author,type,color,text,cluster,votes\r\n1,Cultura,P07,note,yellow,ok,,0\r\n";
    let files = Files { rooms: Some(rooms), notes: Some(notes), ..Files::default() };
    let plan = import::plan(&workshop, files, &Limits::default(), &empty, &mut counter(), 5).unwrap();
    let people: Vec<_> = plan
        .workshop
        .participants
        .iter()
        .map(|person| (person.name.as_str(), person.email.as_deref()))
        .collect();
    // Who wrote under the first part of their address is one person with it.
    assert_eq!(people, [("P03", Some("anna.rossi@example.org")), ("P07", Some("p07@example.org"))]);
}

#[test]
fn wk25_what_was_said_of_a_person_counts_before_their_group_and_that_before_everybody() {
    let spec = Spec {
        title: "Laboratorio".into(),
        groups: ["Ambiente", "Cultura"].map(String::from).to_vec(),
        sessions: vec![SessionSpec::default(); 2],
        ..Spec::default()
    };
    let mut n = 0_u128;
    let mut random = || {
        n += 1;
        n.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
    };
    let mut workshop = Workshop::create(&spec, &Limits::default(), &mut random, 0).unwrap();
    let mut join = |name: &str, group: &str| {
        workshop.join(name, Some(group), &Limits::default(), &mut random).unwrap().id
    };
    let [anna, bruno, carla] = [("Anna", "Ambiente"), ("Bruno", "Cultura"), ("Carla", "Ambiente")]
        .map(|(name, group)| join(name, group));
    let canvas = workshop.boards.iter().find(|board| board.kind == BoardKind::Canvas).unwrap().id.clone();
    let at = |workshop: &Workshop, who, group| {
        let own = workshop.role_of(who, &workshop.group_board(2, group).unwrap().id);
        (own, workshop.role_of(who, &canvas))
    };
    let both = |role| (Some(role), Some(role));
    let set =
        |workshop: &mut Workshop, change: &str| workshop.set_roles(&serde_json::from_str(change).unwrap());
    assert_eq!(at(&workshop, &anna, "Ambiente"), both(Role::Editor));
    set(&mut workshop, r#"{"all": "contributor", "groups": {"Ambiente": "viewer"}}"#).unwrap();
    assert_eq!(at(&workshop, &anna, "Ambiente"), both(Role::Viewer));
    assert_eq!(at(&workshop, &bruno, "Cultura"), both(Role::Contributor));
    assert_eq!(at(&workshop, &anna, "Cultura").0, None, "of another group");
    // Somebody keeps the minutes of a group that only reads.
    let scribe = PersonChange { role: Some(Some(Role::Editor)), ..PersonChange::default() };
    workshop.change_person(&carla, &scribe).unwrap();
    assert_eq!(at(&workshop, &carla, "Ambiente"), both(Role::Editor));
    workshop.change_person(&carla, &PersonChange { role: Some(None), ..PersonChange::default() }).unwrap();
    assert_eq!(at(&workshop, &carla, "Ambiente"), both(Role::Viewer));
    // What is not named stays; what is taken back is as if it had not been said.
    set(&mut workshop, r#"{"groups": {"Ambiente": null}}"#).unwrap();
    assert_eq!(at(&workshop, &anna, "Ambiente"), both(Role::Contributor));
    set(&mut workshop, r#"{"all": null}"#).unwrap();
    assert_eq!(at(&workshop, &anna, "Ambiente"), both(Role::Editor));
    // Whole groups do not help, and there is no group that there is not.
    let before = workshop.clone();
    for wrong in [
        r#"{"all": "cofacilitator"}"#,
        r#"{"groups": {"Ambiente": "facilitator"}}"#,
        r#"{"all": "viewer", "groups": {"Altro": "viewer"}}"#,
    ] {
        assert!(set(&mut workshop, wrong).is_err(), "{wrong}");
    }
    assert_eq!(workshop, before);
}
