//! The roster as a table, out and in, and tables that nobody means well with.
#![allow(clippy::unwrap_used)]

mod common;

use std::time::Instant;

use board::format::csv::RowError;
use board::words::Language;
use common::{LARGE, counter, people, workshop};
use workshop::rooms::{Intake, NAMED_MAX, list, zoom};
use workshop::{Expected, Workshop};

fn read_zoom(workshop: &Workshop, text: &str) -> Result<Intake, Vec<RowError>> {
    zoom::read(workshop, text.as_bytes(), workshop.session_now, &LARGE, &mut counter(1 << 60))
}

fn read_list(workshop: &Workshop, text: &str) -> Result<Intake, Vec<RowError>> {
    list::read(workshop, text.as_bytes(), &LARGE, &mut counter(1 << 60))
}

/// Lines and reasons, the latter in English.
fn named(errors: &[RowError]) -> Vec<(u64, String)> {
    errors.iter().map(|error| (error.line, error.reason.to_string())).collect()
}

fn lines(errors: &[RowError]) -> Vec<u64> {
    errors.iter().map(|error| error.line).collect()
}

#[test]
fn wk18_hostile_tables_are_refused_in_a_few_words() {
    let workshop = workshop(2, 1);
    let header = "Pre-assign Room Name,Email Address\r\n";
    let long = "x".repeat(10_000_000);
    let many = "a,b\r\n".repeat(100_000);
    for (what, text) in [
        (
            "a quote that is never closed",
            format!("{header}Ambiente,\"p1@example.org\r\nAmbiente,p2@example.org\r\n"),
        ),
        ("the same at the room", format!("{header}\"Ambiente,p1@example.org\r\nAmbiente,p2@example.org\r\n")),
        ("a line of 10 MB", format!("{header}Ambiente,{long}\r\n")),
        ("a room of 10 MB", format!("{header}{long},p1@example.org\r\n")),
        ("a header of 10 MB", format!("{long}\r\n")),
        ("NUL everywhere", "\0".repeat(1_000)),
        ("many bad rows", format!("{header}{many}")),
        ("nothing", String::new()),
        ("quotes", "\"".repeat(1_001)),
        ("separators", ",".repeat(100_000)),
    ] {
        for errors in [read_zoom(&workshop, &text).unwrap_err(), read_list(&workshop, &text).unwrap_err()] {
            assert!((1..=NAMED_MAX).contains(&errors.len()), "{what}: {}", errors.len());
            let said: usize = errors.iter().map(|error| error.reason.to_string().len()).sum();
            assert!(said < 60_000, "{what}: {said} bytes of reasons");
        }
    }
    let names = format!("name\r\n{}", "x\r\ny\r\n".repeat(10_000));
    assert_eq!(read_list(&workshop, &names).unwrap_err().len(), NAMED_MAX);
    let errors = read_list(&workshop, "name,group\r\nAnna,\"Ambiente\r\nBruno,Cultura\r\n").unwrap_err();
    assert!(named(&errors)[0].1.contains("quotation mark"), "{errors:?}");
}

/// Bytes that nobody chose: whatever they are, it ends in a table or in named rows.
#[test]
fn wk18_any_bytes_are_a_table_or_named_rows() {
    let pieces: [&[u8]; 20] = [
        b",",
        b";",
        b"\t",
        b"\"",
        b"\r\n",
        b"\n",
        b"name",
        b"email",
        b"group",
        b"Pre-assign Room Name,Email Address\n",
        b"a@example.org",
        b"=1+1",
        b"'",
        b"\0",
        b"\xff",
        "\u{feff}".as_bytes(),
        "è".as_bytes(),
        b" ",
        b"Anna",
        b"code",
    ];
    let mut state = 0x1234_5678_9abc_def1_u64;
    let mut taken = 0;
    for round in 0..4_000 {
        let mut bytes = Vec::new();
        if round % 2 == 0 {
            bytes.extend_from_slice(b"name,group,email\n");
        }
        for _ in 0..round % 40 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            bytes.extend_from_slice(pieces[(state % 20) as usize]);
        }
        let workshop = workshop(2, 1);
        let read = list::read(&workshop, &bytes, &LARGE, &mut counter(1));
        taken += usize::from(read.is_ok());
        if let Ok(intake) = read {
            let text = list::write(&intake.workshop);
            list::read(&intake.workshop, text.as_bytes(), &LARGE, &mut counter(9)).unwrap();
        }
        let _ = zoom::read(&workshop, &bytes, 1, &LARGE, &mut counter(1));
    }
    assert!(taken > 50, "{taken}: else nothing was tested");
}

#[test]
fn wk20_the_roster_goes_out_and_comes_in_as_it_was() {
    let mut workshop = workshop(3, 1);
    people(&mut workshop, 9);
    let random = &mut counter(5);
    workshop.join("=Anna; \"A\"", None, &LARGE, random).unwrap();
    workshop.join("'@Bruno", None, &LARGE, random).unwrap();
    workshop.join("'Carla', detta C", None, &LARGE, random).unwrap();
    let plus = Expected {
        name: Some("-1".into()),
        email: Some("+tag@example.org".into()),
        sector: Some("＝enti".into()),
        ..Expected::default()
    };
    workshop.expect(&plus, &LARGE, random).unwrap();
    workshop.ensure_codes(random);
    let text = list::write(&workshop);
    assert!(text.starts_with("\u{feff}name,group,sector,organisation,territory,email,code\r\n"));
    let again = read_list(&workshop, &text).unwrap();
    assert_eq!((again.report.added, again.report.updated, again.report.moves.len()), (0, 0, 0));
    assert_eq!(again.workshop, workshop);
    for line in text.trim_start_matches('\u{feff}').lines().skip(1) {
        for cell in line.split(',') {
            assert!(!cell.trim_matches(['"', ' ']).starts_with(['=', '+', '-', '@', '＝']), "{line}");
        }
    }
    // Into another workshop: everybody is expected there, with all that is known of them but the code.
    let mut other = common::workshop(0, 1);
    other.ensure_codes(random);
    let moved = read_list(&other, &text).unwrap();
    assert_eq!((moved.report.added, &moved.report.groups), (13, &workshop.groups));
    let facts = |workshop: &Workshop| {
        let fact = |p: &workshop::Participant| {
            [
                Some(p.name.clone()),
                p.group.clone(),
                p.sector.clone(),
                p.organisation.clone(),
                p.territory.clone(),
                p.email.clone(),
            ]
        };
        workshop.participants.iter().map(fact).collect::<Vec<_>>()
    };
    assert_eq!(facts(&moved.workshop), facts(&workshop));
    assert!(moved.workshop.participants.iter().all(|person| person.imported && person.code.is_none()));
}

#[test]
fn wk20_columns_stand_in_any_order_in_any_of_our_languages() {
    let workshop = workshop(2, 1);
    for (header, separator) in [
        ("Posta elettronica;Note;Settore;Nome;Organizzazione/Ente;Territorio;GRUPPO", ';'),
        ("E-Mail\tNote\tBereich\tName\tOrganisation\tGebiet\tGruppe", '\t'),
        ("Courriel,Note,Secteur,Nom,Organisation,Territoire,Groupe", ','),
        ("correo;note;sector;nombre;organización;territorio;grupo", ';'),
        ("e-mail,note,sector,name,organization,territory,group", ','),
        ("posta;nota;settore;nome;ente;territorio;gruppo", ';'),
    ] {
        let row = "p@example.org|ciao|enti|Anna|\"IC, \"\"Dante\"\"; 2\"|nord|ambiente";
        let text = format!("\r\n{header}\r\n{}\r\n\r\n", row.replace('|', &separator.to_string()));
        let Intake { workshop, report } = read_list(&workshop, &text).unwrap();
        assert_eq!(report.unknown_columns.len(), 1, "{header}");
        let anna = &workshop.participants[0];
        let known = [&anna.group, &anna.email, &anna.sector, &anna.organisation, &anna.territory];
        let known: Vec<_> = known.into_iter().map(|text| text.as_deref().unwrap()).collect();
        assert_eq!(known, ["Ambiente", "p@example.org", "enti", "IC, \"Dante\"; 2", "nord"]);
        assert_eq!((anna.name.as_str(), anna.imported), ("Anna", true));
    }
    for wrong in ["gruppo,settore\nA,b\n", "nome,Name\nA,b\n", "\n\n"] {
        assert_eq!(lines(&read_list(&workshop, wrong).unwrap_err()), [1], "{wrong:?}");
    }
}

#[test]
fn wk20_people_are_known_by_code_address_or_name_and_empty_cells_change_nothing() {
    let mut workshop = workshop(2, 1);
    let random = &mut counter(5);
    let anna = workshop.join("Anna", Some("Ambiente"), &LARGE, random).unwrap().id;
    let ids = people(&mut workshop, 3);
    let loose = Expected { name: Some("Luca".into()), ..Expected::default() };
    let luca = workshop.expect(&loose, &LARGE, random).unwrap();
    workshop.ensure_codes(random);
    let code =
        workshop::code::show(workshop.participant(&anna).unwrap().code.as_deref().unwrap()).to_lowercase();
    let text = format!(
        "code,name,email,group,sector\n\
         {code},Another name,anna@example.org,Cultura,\n\
         ,Zero,P0@EXAMPLE.ORG,,scuola\n\
         ,luca,luca@example.org,Nuovo,\n\
         0000-0000,,nuova@example.org,,\n\
         ,P03,other@example.org,,\n"
    );
    let Intake { workshop: after, report } = read_list(&workshop, &text).unwrap();
    assert_eq!(
        (report.added, report.updated, report.groups.as_slice()),
        (2, 3, ["Nuovo".to_owned()].as_slice())
    );
    let of = |id| after.participant(id).unwrap();
    let who = of(&anna);
    assert_eq!(
        (who.name.as_str(), who.group.as_deref()),
        ("Anna", Some("Cultura")),
        "who has joined keeps the name"
    );
    assert_eq!(who.email.as_deref(), Some("anna@example.org"));
    let zero = of(&ids[0]);
    assert_eq!(
        (zero.name.as_str(), zero.group.as_deref(), zero.sector.as_deref()),
        ("Zero", Some("Ambiente"), Some("scuola"))
    );
    assert_eq!(zero.organisation.as_deref(), Some("ente 0"));
    assert_eq!(of(&luca).email.as_deref(), Some("luca@example.org"));
    let new: Vec<_> =
        after.participants[5..].iter().map(|p| (p.name.as_str(), p.email.as_deref().unwrap())).collect();
    assert_eq!(
        new,
        [("P06", "nuova@example.org"), ("P03", "other@example.org")],
        "P03 of another address is another"
    );
    assert_eq!(report.moves.len(), 2, "{:?}", report.moves);

    let bad = format!(
        "code,name,email,group,sector\n\
         {code},Anna,,,\n\
         {code},,anna@example.org,,\n\
         ,,,Cultura,\n\
         ,Nuova,,,\n\
         ,nuova,,,\n\
         ,Dora,d@example.org,,{}\n\
         ,{},,,\n\
         ,Elio,elio,,\n\
         ,Elio,e@example.org,,\n\
         ,Fede,E@example.org,,\n\
         ,Gino,g@example.org,{},\n",
        "x".repeat(61),
        "y".repeat(61),
        "z".repeat(121)
    );
    let before = workshop.clone();
    let errors = read_list(&workshop, &bad).unwrap_err();
    assert_eq!(lines(&errors), [3, 4, 6, 7, 8, 9, 11, 12]);
    for error in &errors {
        for language in Language::ALL {
            assert!(!error.reason.say(language).is_empty());
        }
        assert_eq!(error.file, "roster");
    }
    assert_eq!(workshop, before);
    workshop.expect(&loose, &LARGE, random).unwrap();
    let unsure = read_list(&workshop, "name\nLuca\n").unwrap_err();
    assert!(named(&unsure)[0].1.contains("several people"), "{unsure:?}");
    for person in &mut workshop.participants {
        person.imported = false;
    }
    assert_eq!(
        read_list(&workshop, "name\nLuca\n").unwrap().report.added,
        1,
        "who has joined may be somebody else"
    );
}

/// `cargo test --release -p workshop --test list -- --ignored --nocapture`.
#[test]
#[ignore = "measures"]
fn wk20_a_large_roster_goes_in_and_out_while_one_waits() {
    for count in [24, 1_000, 5_000] {
        let mut workshop = workshop(100, 6);
        people(&mut workshop, count);
        workshop.ensure_codes(&mut counter(5));
        let begun = Instant::now();
        let text = list::write(&workshop);
        let wrote = begun.elapsed();
        for (what, workshop) in [("the same", workshop), ("new", common::workshop(0, 6))] {
            let begun = Instant::now();
            read_list(&workshop, &text).unwrap();
            println!("{count} people: written in {wrote:?}, {what} read in {:?}", begun.elapsed());
        }
    }
}
