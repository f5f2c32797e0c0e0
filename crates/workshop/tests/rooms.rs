//! Rooms of video calls, out and in.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;

use board::format::csv::RowError;
use board::words::Language;
use common::{LARGE, counter, go_to, people, workshop};
use workshop::rooms::bigbluebutton::BbbGroup;
use workshop::rooms::zoom::Why;
use workshop::rooms::{Intake, bigbluebutton, zoom};
use workshop::{Expected, GroupingWish, How, Limits, PersonChange, Workshop};

const SAMPLE: &[u8] = include_bytes!("../../../tests/data/laboratorio/zoom-breakout.csv");

fn read_zoom(workshop: &Workshop, text: &str) -> Result<Intake, Vec<RowError>> {
    zoom::read(workshop, text.as_bytes(), workshop.session_now, &LARGE, &mut counter(1 << 60))
}

/// Lines and reasons, the latter in English.
fn named(errors: &[RowError]) -> Vec<(u64, String)> {
    errors.iter().map(|error| (error.line, error.reason.to_string())).collect()
}

fn lines(errors: &[RowError]) -> Vec<u64> {
    errors.iter().map(|error| error.line).collect()
}

#[test]
fn wk17_the_sample_lands_in_its_groups() {
    let workshop = workshop(4, 6);
    let Intake { workshop, report } = zoom::read(&workshop, SAMPLE, 1, &LARGE, &mut counter(3)).unwrap();
    assert_eq!((report.added, report.updated, report.groups.len(), report.moves.len()), (24, 0, 0, 24));
    for (at, person) in workshop.participants.iter().enumerate() {
        let group = ["Ambiente", "Cultura", "Scuola", "Sociale"][at / 6];
        assert_eq!(person.email, Some(format!("p{:02}@example.org", at + 1)));
        assert_eq!((person.name.as_str(), person.imported), (format!("P{:02}", at + 1).as_str(), true));
        assert_eq!(person.group.as_deref(), Some(group));
    }
    assert_eq!(workshop.grouping(&report.grouping.unwrap()).unwrap().name, "Zoom 1");
    let sample = String::from_utf8(SAMPLE.to_vec()).unwrap();
    assert_eq!(zoom::write(&workshop, 1).unwrap().text, sample, "byte for byte");
}

#[test]
fn wk17_a_table_holds_for_its_session_alone() {
    let mut first = workshop(4, 3);
    let ids = people(&mut first, 8);
    let text = "Pre-assign Room Name,Email Address\r\nSociale,P0@example.org\r\nSalute,new@example.org\r\n";
    let Intake { mut workshop, report } =
        zoom::read(&first, text.as_bytes(), 2, &LARGE, &mut counter(3)).unwrap();
    assert_eq!((report.added, report.updated), (1, 1));
    assert_eq!(report.groups, ["Salute"]);
    let told: Vec<_> =
        report.moves.iter().map(|one| (one.session, one.from.as_deref(), one.to.as_deref())).collect();
    assert_eq!(told, [(2, Some("Ambiente"), Some("Sociale")), (2, None, Some("Salute"))]);
    let group = |workshop: &Workshop| workshop.participant(&ids[0]).unwrap().group.clone().unwrap();
    assert_eq!(group(&workshop), "Ambiente");
    let table = |workshop: &Workshop, session| zoom::write(workshop, session).unwrap().text;
    assert!(table(&workshop, 2).contains("Sociale,p0@example.org\r\n"), "{}", table(&workshop, 2));
    assert!(table(&workshop, 1).contains("Ambiente,p0@example.org\r\n"));
    go_to(&mut workshop, 2);
    assert_eq!(group(&workshop), "Sociale");
    let again = zoom::read(&workshop, text.as_bytes(), 2, &LARGE, &mut counter(9)).unwrap();
    assert_eq!(
        (again.report.added, again.report.updated, again.report.moves.len()),
        (0, 0, 0),
        "once is enough"
    );
    assert_eq!(again.workshop.roster.groupings.len(), 1);
    assert!(zoom::write(&workshop, 4).is_err());
    assert_eq!(lines(&zoom::read(&workshop, text.as_bytes(), 4, &LARGE, &mut counter(9)).unwrap_err()), [1]);
}

fn full_table(rooms: usize, people: usize) -> String {
    let row = |at: usize| format!("\"Stanza {}, \"\"sala\"\"\",p{at}@example.org\r\n", at % rooms + 1);
    "\u{feff}Pre-assign Room Name,Email Address\r\n".to_owned() + &(0..people).map(row).collect::<String>()
}

#[test]
fn wk17_a_hundred_rooms_and_a_thousand_people_go_in_and_out() {
    let empty = workshop(0, 1);
    let full = read_zoom(&empty, &full_table(100, 1_000)).unwrap();
    assert_eq!((full.report.groups.len(), full.report.added), (100, 1_000));
    let table = zoom::write(&full.workshop, 1).unwrap();
    assert_eq!((table.rooms, table.people, table.left_out.len()), (100, 1_000, 0));
    assert!(
        table.text.starts_with(
            "Pre-assign Room Name,Email Address\r\n\"Stanza 1, \"\"sala\"\"\",p0@example.org\r\n"
        )
    );
    let rows =
        |text: &str| text.trim_start_matches('\u{feff}').lines().map(str::to_owned).collect::<BTreeSet<_>>();
    assert_eq!(rows(&table.text), rows(&full_table(100, 1_000)));
    let again = read_zoom(&empty, &table.text).unwrap();
    assert_eq!(zoom::write(&again.workshop, 1).unwrap(), table);

    for (rooms, people, line) in [(101, 1_000, 102), (100, 1_001, 1_002), (1, 1_001, 1_002)] {
        let errors = read_zoom(&empty, &full_table(rooms, people)).unwrap_err();
        assert_eq!(lines(&errors), [line], "the first row too many");
        let reason = errors[0].reason.to_string();
        assert!(reason.contains(&format!("here are {rooms} room")), "{reason}");
        assert!(reason.contains(&format!("{} people", Language::English.number(people as u64))), "{reason}");
        for language in Language::ALL {
            assert!(errors[0].reason.say(language).contains("Zoom"));
        }
    }
    let mut large = full.workshop.clone();
    let more = Expected {
        email: Some("x@example.org".into()),
        group: Some(large.groups[0].clone()),
        ..Expected::default()
    };
    let more = large.expect(&more, &LARGE, &mut counter(9)).unwrap();
    assert!(zoom::write(&large, 1).unwrap_err().to_string().contains("1,001 people"));
    large.ensure_group("Stanza 101", &LARGE, &mut counter(8)).unwrap();
    large.remove_person(&more).unwrap();
    assert_eq!(zoom::write(&large, 1).unwrap().rooms, 100, "a room without people is none");
    let moved = PersonChange { group: Some("Stanza 101".into()), ..PersonChange::default() };
    let first = large.participants[0].id.clone();
    large.change_person(&first, &moved).unwrap();
    assert!(zoom::write(&large, 1).unwrap_err().to_string().contains("101 rooms"));
}

#[test]
fn wk17_who_is_not_in_the_file_is_named() {
    let mut workshop = workshop(2, 1);
    let ids = people(&mut workshop, 3);
    let random = &mut counter(5);
    let silent = workshop.join("Silvia", None, &LARGE, random).unwrap();
    let loose = Expected { email: Some("loose@example.org".into()), ..Expected::default() };
    let loose = workshop.expect(&loose, &LARGE, random).unwrap();
    workshop.remove_person(&ids[1]).unwrap();
    // Records from before addresses were told apart may have one twice.
    workshop.participants[2].email = Some("P0@example.org".into());
    let table = zoom::write(&workshop, 1).unwrap();
    assert_eq!((table.text.lines().count(), table.people), (2, 1));
    let left: Vec<_> = table.left_out.iter().map(|left| (&left.participant, left.why)).collect();
    assert_eq!(left, [(&ids[2], Why::SameAddress), (&silent.id, Why::NoAddress), (&loose, Why::NoGroup)]);
    let json = serde_json::to_value(&table).unwrap();
    assert_eq!(json["left_out"][1]["why"], "no_address");
}

#[test]
fn wk17_every_bad_row_is_named_and_nothing_is_taken() {
    let text = "Pre-assign Room Name,Email Address\r\n\
        Ambiente,p1@example.org\r\n\
        Ambiente,P1@Example.org\r\n\
        =cmd|'/C calc'!A0,p2@example.org\r\n\
        Ambiente,=HYPERLINK(\"http://example.org\")\r\n\
        Ambiente,+1+1@example.org*2\r\n\
        ,p3@example.org\r\n\
        Ambiente,nobody\r\n\
        Ambiente,p\0x@example.org\r\n\
        one cell\r\n";
    let before = workshop(1, 1);
    let broken = read_zoom(&before, text).unwrap_err();
    assert_eq!(lines(&broken), [10], "the shape comes first");
    let text = text.replace("one cell\r\n", "");
    let errors = read_zoom(&before, &text).unwrap_err();
    assert_eq!(lines(&errors), [3, 4, 5, 6, 7, 8, 9]);
    let reasons = [
        "is there twice",
        "formula",
        "not an e-mail",
        "not an e-mail",
        "is empty",
        "not an e-mail",
        "character",
    ];
    for ((line, reason), wanted) in named(&errors).into_iter().zip(reasons) {
        assert!(reason.contains(wanted), "{line}: {reason}");
    }
    let mut formula = before.clone();
    formula.ensure_group("=1+1", &LARGE, &mut counter(1)).unwrap();
    let there =
        Expected { group: Some("=1+1".into()), email: Some("a@example.org".into()), ..Expected::default() };
    formula.expect(&there, &LARGE, &mut counter(2)).unwrap();
    assert!(zoom::write(&formula, 1).unwrap_err().to_string().contains("formula"));
    let few = Limits { participants_max: 1, ..LARGE };
    let two = "Pre-assign Room Name,Email Address\nA,a@example.org\nA,b@example.org\n";
    assert_eq!(lines(&zoom::read(&before, two.as_bytes(), 1, &few, &mut counter(1)).unwrap_err()), [3]);
    let few = Limits { groups_max: 1, ..LARGE };
    assert_eq!(lines(&zoom::read(&before, two.as_bytes(), 1, &few, &mut counter(1)).unwrap_err()), [2, 3]);
}

#[test]
fn wk19_groups_go_to_bigbluebutton_and_come_back() {
    let mut workshop = workshop(4, 2);
    let ids = people(&mut workshop, 10);
    workshop.remove_person(&ids[3]).unwrap();
    let mixed = GroupingWish { session: Some(2), ..GroupingWish::like(How::Mix) };
    let made = workshop.make_grouping(&mixed, &mut counter(1)).unwrap();
    workshop.apply_grouping(&made.id, 2).unwrap();
    let groups = bigbluebutton::write(&workshop, 2).unwrap();
    let json = serde_json::to_string(&groups).unwrap();
    assert!(json.starts_with("[{\"id\":\"1\",\"name\":\"Ambiente\",\"roster\":[\""), "{json}");
    assert!(!json.contains('@') && !json.contains("P0"), "ids alone leave");
    assert_eq!(groups.iter().map(|group| group.roster.len()).sum::<usize>(), 9);
    let back: Vec<BbbGroup> = serde_json::from_str(&json).unwrap();
    let intake = bigbluebutton::read(&workshop, &back, 1, &LARGE, &mut counter(2)).unwrap();
    assert_eq!(intake.workshop.seats_in(1), workshop.seats_in(2));
    assert_eq!((intake.report.added, intake.report.groups.len()), (0, 0));
    assert_eq!(bigbluebutton::write(&intake.workshop, 1).unwrap(), groups);
    assert!(bigbluebutton::write(&workshop, 3).is_err());
}

#[test]
fn wk19_people_are_known_by_id_address_or_name_and_others_reported() {
    let mut workshop = workshop(2, 1);
    let ids = people(&mut workshop, 4);
    let random = &mut counter(5);
    let anna = workshop.join("Anna", None, &LARGE, random).unwrap().id;
    workshop.join("Bruno", None, &LARGE, random).unwrap();
    workshop.join("Bruno", None, &LARGE, random).unwrap();
    let stranger = "z".repeat(22);
    let json = format!(
        r#"[{{"id":7,"roster":["{}"," P1@Example.org ","p03"]}},{{"id":"x","name":"cultura","roster":["anna","Bruno","{stranger}",42,"P1@example.org {}"]}}]"#,
        ids[0],
        "x".repeat(1_000)
    );
    let groups: Vec<BbbGroup> = serde_json::from_str(&json).unwrap();
    let Intake { workshop: after, report } =
        bigbluebutton::read(&workshop, &groups, 1, &LARGE, random).unwrap();
    let group = |id| after.participant(id).unwrap().group.as_deref();
    assert_eq!([&ids[0], &ids[1], &ids[2]].map(group), [Some("7"); 3]);
    assert_eq!((group(&anna), group(&ids[3])), (Some("Cultura"), Some("Cultura")));
    assert_eq!((report.groups, report.unknown_people.len()), (vec!["7".to_owned()], 4));
    assert_eq!(report.unknown_people[..3], ["Bruno".to_owned(), stranger, "42".to_owned()]);
    assert!(report.unknown_people[3].chars().count() < 100);
    let twice: Vec<BbbGroup> = serde_json::from_str(
        r#"[{"id":"Ambiente","roster":["P01"]},{"id":"Cultura","roster":["p0@example.org"]}]"#,
    )
    .unwrap();
    let refused = bigbluebutton::read(&workshop, &twice, 1, &LARGE, random).unwrap_err().to_string();
    assert!(refused.contains("P01") && refused.contains("two rooms"), "{refused}");
    let nameless = [BbbGroup { id: " ".into(), name: None, roster: Vec::new() }];
    assert!(bigbluebutton::read(&workshop, &nameless, 1, &LARGE, random).is_err());
}
