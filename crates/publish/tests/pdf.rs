//! PO rules of the PDF: it complies, says everything once and in order, and is always the same.
//!
//! `cargo run -p publish --example papers -- FOLDER` writes these sheets for other programs to judge, which
//! `scripts/check-paper` has them do.
#![allow(clippy::unwrap_used)]

#[path = "common/letters.rs"]
mod letters;
#[path = "common/sample.rs"]
mod sample;

#[path = "common/drawn.rs"]
mod drawn;

use board::{cluster::Cluster, link::Link, note::Note, schema::Color, view::BoardView, words::Language};
use letters::Letters;
use publish::poster::{
    Content, Emoji, Extent, Item, LEGIBLE_MM, Options, Orientation, Paper, Print, Report, Role, Scene,
    legibility, pdf, png, scene,
};
use std::{collections::HashMap, io};

fn options(paper: Paper) -> Options {
    let subtitle = Some("Incontro 1 · 29 settembre 2021".to_owned());
    Options { paper, subtitle, language: Language::Italian, ..Options::default() }
}

fn write(scenes: &[Scene]) -> (Vec<u8>, Report) {
    let mut bytes = Vec::new();
    let report = pdf(scenes, Print::default(), &mut bytes).unwrap();
    (bytes, report)
}

fn id(text: &str) -> board::id::ItemId {
    text.parse().unwrap()
}

fn note(text: &str, pos: [f64; 2]) -> Note {
    Note { text: text.to_owned(), pos, ..Note::default() }
}

// What does not comply with both standards is not written at all.
#[test]
fn po23_every_sheet_complies() {
    let mut odd = BoardView { title: "漢字".into(), ..BoardView::default() };
    for (i, text) in [
        "漢字 nel testo",
        "\u{e000}\u{f8ff} privati",
        "\u{feff}segno",
        "\u{fffe}",
        "\u{0}",
        "   ",
        "\u{202e}capovolto",
    ]
    .into_iter()
    .enumerate()
    {
        odd.notes.insert(id(&format!("n{i}")), note(text, [f64::from(i as u32) * 220.0, 0.0]));
    }
    odd.clusters.insert(id("c"), Cluster { title: "標題 \u{e001}".into(), ..Cluster::default() });
    for view in [
        BoardView::default(),
        sample::group("1", "Ambiente"),
        sample::plenary("1"),
        sample::stress(),
        drawn::board(),
        sample::many(200),
        odd.clone(),
    ] {
        let options = Options { images: drawn::images(), ..options(Paper::A3) };
        let scene = scene(&view, &options);
        let (bytes, report) = write(std::slice::from_ref(&scene));
        assert!(bytes.starts_with(b"%PDF-1.7"), "{}", view.title);
        let mut drawn = Vec::new();
        assert_eq!(report.missing_glyphs, png(&scene, &mut drawn).unwrap().missing_glyphs, "{}", view.title);
    }
    let bare = Options { title: Some(String::new()), subtitle: None, ..options(Paper::Own(50.0, 60.0)) };
    write(&[scene(&BoardView::default(), &bare)]);
    assert!(pdf(&[], Print::default(), &mut io::sink()).is_err(), "nothing is no file");
}

/// Letters by chance, of every plane: what is typed is not up to us.
#[test]
fn po23_whatever_is_typed_complies() {
    let mut letters = Letters::seeded(20_261_127);
    let mut view = BoardView::default();
    for i in 0..400_u32 {
        let text = letters.text(12);
        let pos = [f64::from(i % 20) * 220.0, f64::from(i / 20) * 220.0];
        view.notes.insert(id(&format!("n{i}")), Note { tags: vec![text.clone()], ..note(&text, pos) });
        if i % 40 == 0 {
            let cluster = Cluster { title: text, pos: [pos[0] - 20.0, pos[1] - 60.0], ..Cluster::default() };
            view.clusters.insert(id(&format!("c{i}")), cluster);
        }
    }
    write(&[scene(&view, &options(Paper::A1))]);
}

#[test]
fn po23_many_sheets_are_pages_of_one_file() {
    let scenes: Vec<Scene> =
        sample::GROUPS.iter().map(|group| scene(&sample::group("1", group), &options(Paper::A4))).collect();
    let (bytes, _) = write(&scenes);
    let text = String::from_utf8_lossy(&bytes);
    assert_eq!(text.matches("/Type/Page/").count(), scenes.len());
}

#[test]
fn po24_same_board_same_file() {
    let view = sample::group("1", "Cultura");
    let first = write(&[scene(&view, &options(Paper::A3))]).0;
    let again = write(&[scene(&view.clone(), &options(Paper::A3))]).0;
    assert!(first == again);
}

#[test]
fn po24_marks_for_cutting_make_the_page_larger_and_leave_the_sheet() {
    let upright = Options { orientation: Orientation::Portrait, ..options(Paper::A4) };
    let scene = scene(&sample::group("1", "Cultura"), &upright);
    let mut marked = Vec::new();
    pdf(std::slice::from_ref(&scene), Print { crop_marks: true, ..Print::default() }, &mut marked).unwrap();
    let boxes = |bytes: &[u8]| -> Vec<String> {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let names = ["/MediaBox", "/TrimBox", "/BleedBox"];
        let of = |name: &&str| {
            text.find(name).map(|at| text[at..].split_inclusive(']').next().unwrap().to_owned())
        };
        names.iter().filter_map(of).collect()
    };
    assert_eq!(boxes(&write(&[scene]).0).len(), 1);
    let found = boxes(&marked);
    let side = |text: &str, nth: usize| -> f32 {
        let numbers = text.split(|c: char| !c.is_ascii_digit() && c != '.');
        numbers.filter_map(|part| part.parse().ok()).nth(nth).unwrap()
    };
    let mm = |points: f32| (points / 72.0 * 25.4 * 10.0).round() / 10.0;
    assert_eq!([2, 3].map(|nth| mm(side(&found[0], nth))), [230.0, 317.0]);
    assert_eq!([0, 1, 2, 3].map(|nth| mm(side(&found[1], nth))), [10.0, 10.0, 220.0, 307.0]);
    assert_eq!([0, 1, 2, 3].map(|nth| mm(side(&found[2], nth))), [7.0, 7.0, 223.0, 310.0]);
}

#[test]
fn po25_everything_that_is_written_is_read_once() {
    for view in
        [sample::plenary("2"), sample::stress(), drawn::board(), sample::many(100), BoardView::default()]
    {
        let scene = scene(&view, &Options { images: drawn::images(), ..options(Paper::A2) });
        let mut read: HashMap<usize, usize> = HashMap::new();
        for section in &scene.sections {
            for part in section.all().flat_map(|passage| &passage.parts) {
                assert!(part.items.iter().all(|items| !items.is_empty()));
                for item in part.items.iter().cloned().flatten() {
                    *read.entry(item).or_default() += 1;
                }
            }
        }
        for (i, item) in scene.items.iter().enumerate() {
            let times = read.get(&i).copied().unwrap_or(0);
            match item {
                Item::Text(line) => assert_eq!(times, 1, "{}", line.text),
                Item::Picture { .. } => assert_eq!(times, 1),
                _ => assert!(times <= 1),
            }
        }
    }
}

#[test]
fn po25_one_reads_cluster_by_cluster() {
    let mut view = BoardView { title: "Sala".into(), ..BoardView::default() };
    let cluster = |title: &str, x: f64| Cluster { title: title.into(), pos: [x, 0.0], ..Cluster::default() };
    // The names say the order in which they are stored, which is another one.
    view.clusters.insert(id("z"), cluster("Prima", 0.0));
    view.clusters.insert(id("a"), cluster("Dopo", 600.0));
    let within = |text: &str, pos, cluster: &str| Note { cluster: Some(id(cluster)), ..note(text, pos) };
    view.notes.insert(id("m"), within("uno", [20.0, 80.0], "z"));
    view.notes.insert(id("k"), within("due", [230.0, 90.0], "z"));
    view.notes.insert(id("b"), within("tre", [620.0, 60.0], "a"));
    view.notes.insert(id("c"), note("sciolta", [0.0, 500.0]));
    view.notes.insert(id("d"), Note { color: Color::parse("blue").unwrap(), ..note("", [300.0, 500.0]) });
    view.links.insert(
        id("l"),
        Link { from: id("m"), to: id("a"), label: "richiede".into(), style: String::new(), src: None },
    );
    view.tallies.insert(id("k"), board::view::Tally { votes: 3, round: 0 });
    let scene = scene(&view, &options(Paper::A3));
    let mut said = Vec::new();
    for passage in scene.sections.iter().flat_map(|section| section.all()) {
        for part in &passage.parts {
            match &part.content {
                Content::Words => {
                    said.push(scene.lines(part).map(|line| line.text.as_str()).collect::<Vec<_>>().join(" "))
                }
                Content::Sign(says) | Content::Figure(says) | Content::Way { says, .. } => {
                    said.push(says.clone())
                }
                Content::Drawn => panic!("drawings are put into words"),
            }
        }
    }
    let expected = [
        "Sala",
        "Incontro 1 · 29 settembre 2021",
        "5 note · 2 temi · 1 legame",
        "Prima",
        "uno",
        "due",
        "3 voti",
        "Dopo",
        "tre",
        "sciolta",
        "«uno» – richiede → «Dopo»",
    ];
    assert_eq!(said, expected);
    // Nothing lies upon anything, so the letters in the file are in this order too.
    let texts: Vec<&str> = scene.texts().map(|line| line.text.as_str()).collect();
    assert_eq!(texts[3..], ["Prima", "uno", "due", "3", "Dopo", "tre", "sciolta", "richiede"]);
    let roles: Vec<Role> = scene.sections.iter().flat_map(|section| section.all()).map(|p| p.role).collect();
    assert_eq!(roles[..4], [Role::Title, Role::Lead, Role::Lead, Role::Heading]);
}

#[test]
fn po20_notes_too_small_to_read_are_counted_and_larger_paper_is_named() {
    let view = sample::group("1", "Ambiente");
    let found = |paper: Paper| legibility(&scene(&view, &options(paper)), paper);
    let small = found(Paper::A4);
    assert_eq!(small.notes, view.notes.values().filter(|note| !note.text.trim().is_empty()).count());
    assert!(small.small_notes > 0 && small.smallest_mm < LEGIBLE_MM, "{small:?}");
    let larger: Paper = small.paper.unwrap().parse().unwrap();
    let enough = found(larger);
    assert_eq!((enough.small_notes, enough.paper, enough.missing_glyphs), (0, None, 0), "{larger}");
    // No paper is large enough: the largest is named, and how many it would not help.
    let crowded = legibility(&scene(&sample::many(10_000), &options(Paper::A3)), Paper::A3);
    assert_eq!(crowded.paper.as_deref(), Some("A0"));
    let on_a0 = found(Paper::A0).small_notes;
    assert_eq!(on_a0, 0, "the sample's plenary");
    let at_best = legibility(&scene(&sample::many(10_000), &options(Paper::A0)), Paper::A0);
    assert!(crowded.still_small > 0 && crowded.still_small.abs_diff(at_best.small_notes) < 200);
    assert_eq!((at_best.paper, at_best.still_small), (None, at_best.small_notes));
    let mut odd = BoardView::default();
    odd.notes.insert(id("n"), note("漢字", [0.0, 0.0]));
    assert_eq!(legibility(&scene(&odd, &options(Paper::A4)), Paper::A4).missing_glyphs, 2);
}

#[test]
fn po26_one_cluster_is_a_sheet_of_its_own() {
    let mut view = BoardView { title: "Sala".into(), ..BoardView::default() };
    for (cluster, x) in [("acqua", 0.0), ("terra", 600.0)] {
        let made = Cluster { title: cluster.to_uppercase(), pos: [x, 0.0], ..Cluster::default() };
        view.clusters.insert(id(cluster), made);
        for (nth, text) in ["pozzo", "sete"].into_iter().enumerate() {
            let text = format!("{text} di {cluster}");
            let made = Note { cluster: Some(id(cluster)), ..note(&text, [x + 220.0 * nth as f64, 80.0]) };
            view.notes.insert(id(&format!("{cluster}{nth}")), made);
        }
    }
    let label = |from: &str, to: &str, label: &str| Link {
        from: id(from),
        to: id(to),
        label: label.into(),
        style: String::new(),
        src: None,
    };
    view.links.insert(id("within"), label("acqua0", "acqua1", "causa"));
    view.links.insert(id("across"), label("acqua0", "terra1", "richiede"));
    let (cluster, known) = view.clusters.iter().next().unwrap();
    let options = Options {
        extent: Extent::Cluster(cluster.clone()),
        title: Some(String::new()),
        ..options(Paper::A4)
    };
    let scene = scene(&view, &options);
    let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let drawn: String = scene.texts().map(|line| solid(&line.text)).collect();
    assert!(drawn.contains(&solid(&known.title)));
    let members: Vec<&Note> = view.members(cluster).into_iter().map(|(_, note)| note).collect();
    assert!(!members.is_empty());
    for note in view.notes.values() {
        let is_in = members.iter().any(|member| member.text == note.text);
        assert_eq!(drawn.contains(&solid(&note.text)), is_in, "{}", note.text);
    }
    assert!(drawn.contains("causa") && !drawn.contains("richiede"));
}

#[test]
fn po36_emoji_can_be_pictures_that_say_which_they_are() {
    let mut view = sample::stress();
    view.title = "Sì 👍🏽".into();
    let scene = scene(&view, &options(Paper::A3));
    let written = |emoji: Emoji| {
        let mut bytes = Vec::new();
        let report =
            pdf(std::slice::from_ref(&scene), Print { emoji, ..Print::default() }, &mut bytes).unwrap();
        assert_eq!((report.missing_glyphs, report.cut_text), (0, 0));
        bytes
    };
    let count = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).filter(|part| *part == what).count();
    let (vector, pictures) = (written(Emoji::Vector), written(Emoji::Pictures));
    // No glyph of a font of drawings is left, which is what old programs leave out.
    assert!(count(&vector, b"/Type3") > 0);
    assert_eq!(count(&pictures, b"/Type3"), 0);
    assert!(count(&pictures, b"/Subtype/Image") + count(&pictures, b"/Subtype /Image") > 0);
    assert!(pictures == written(Emoji::Pictures));
}

#[test]
fn po41_an_address_in_a_note_leads_there_and_nothing_else_leads_anywhere() {
    let address = "https://parco.example/sentieri/della-costa/orari?stagione=estate";
    let mut view = BoardView { title: "Indirizzi".into(), ..BoardView::default() };
    let text = format!("Orari: {address}, o scrivi a info@parco.example");
    view.notes.insert(id("a"), note(&text, [0.0, 0.0]));
    view.notes.insert(id("b"), note("javascript:alert(1) file:///etc/passwd", [300.0, 0.0]));
    let scene = scene(&view, &options(Paper::A4));
    let broken = scene.texts().filter(|line| line.leads.iter().any(|lead| *lead.href == *address)).count();
    assert!(broken > 1, "it stands on several lines");
    let (bytes, _) = write(std::slice::from_ref(&scene));
    let file = String::from_utf8_lossy(&bytes);
    let leads: Vec<&str> = file.split("/URI(").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    assert_eq!(leads, [address, "mailto:info@parco.example"], "one link each");
    assert_eq!(file.matches("/S/Link").count(), 2, "and each is told");
}
