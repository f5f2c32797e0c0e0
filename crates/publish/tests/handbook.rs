//! HB rules: what stands in a handbook, in which order, and that nothing that was typed can act.
//!
//! The reference handbook is `tests/ref/vademecum.md`; with the variable RENEW it is written anew.
#![allow(clippy::unwrap_used)]

#[path = "common/drawn.rs"]
mod drawn;
#[path = "common/sample.rs"]
mod sample;
#[path = "common/workshop.rs"]
mod workshop;

use board::{
    cluster::Cluster,
    note::{Note, Src},
    view::{BoardView, Tally},
    words::Language,
};
use publish::document::{
    Basis, Chapter, Handbook, Key, Material, Outline, Point, Sheet, Shows, handbook, html, markdown,
};
use std::collections::{BTreeMap, BTreeSet};
use workshop::{board, id, sample_workshop, sheet, stress_workshop};

fn note(text: &str, cluster: Option<&str>, y: f64) -> Note {
    Note { text: text.to_owned(), cluster: cluster.map(id), pos: [0.0, y], ..Note::default() }
}

fn cluster(title: &str, y: f64) -> Cluster {
    Cluster { title: title.to_owned(), pos: [0.0, y], ..Cluster::default() }
}

fn view(clusters: &[(&str, Cluster)], notes: &[(&str, Note, u32)]) -> BoardView {
    let mut view = BoardView::default();
    for (name, cluster) in clusters {
        view.clusters.insert(id(name), cluster.clone());
    }
    for (name, note, votes) in notes {
        view.notes.insert(id(name), note.clone());
        view.tallies.insert(id(name), Tally { votes: *votes, round: 1 });
    }
    view
}

fn material(sheets: Vec<Sheet>) -> Material {
    Material { title: "Prova".to_owned(), language: Language::English, sheets, ..Material::default() }
}

fn plain(material: &Material) -> Handbook {
    handbook(material, &Outline::default())
}

fn headings(handbook: &Handbook) -> Vec<&str> {
    handbook.chapters.iter().map(|chapter| chapter.heading.as_str()).collect()
}

fn texts(chapter: &Chapter) -> Vec<&str> {
    chapter.points.iter().map(|point: &Point| point.text.as_str()).collect()
}

#[test]
fn hb1_clusters_are_chapters_and_notes_points_by_votes() {
    let first = view(
        &[("z", cluster("Water", 0.0)), ("a", cluster("Earth", 900.0)), ("e", cluster("Empty", 300.0))],
        &[
            ("n1", note("well", Some("z"), 10.0), 0),
            ("n2", note("river", Some("z"), 20.0), 2),
            ("n3", note("sea", Some("z"), 5.0), 0),
            ("n4", note("field", Some("a"), 0.0), 5),
            ("n5", note("alone", None, 0.0), 9),
            ("n6", note("  \n ", Some("z"), 0.0), 3),
            ("n7", note("astray", Some("gone"), 1.0), 0),
        ],
    );
    let second = view(&[("b", cluster(" water ", 0.0))], &[("n1", note("rain", Some("b"), 0.0), 1)]);
    let made =
        plain(&material(vec![sheet(Basis::Plenary, 1, "", first), sheet(Basis::Plenary, 2, "", second)]));
    assert_eq!(headings(&made), ["Earth", "Water", "Without a cluster"]);
    assert_eq!(texts(&made.chapters[1]), ["river", "rain", "sea", "well"]);
    assert_eq!(texts(&made.chapters[2]), ["alone", "astray"]);
    let from = |point: &Point| point.origins.iter().map(|one| one.session).collect::<Vec<_>>();
    assert_eq!(made.chapters[1].points.iter().map(from).collect::<Vec<_>>(), [[1], [2], [1], [1]]);
}

#[test]
fn hb1_votes_count_wherever_they_were_given() {
    let src = |group: &Sheet, item: &str| Src {
        board: group.id.clone(),
        item: item.to_owned(),
        group: group.group.clone(),
        session: 1,
        merged: Vec::new(),
    };
    let notes = [
        ("a", note("park", None, 0.0), 3),
        ("b", note("river", None, 1.0), 4),
        ("c", note("bus", None, 2.0), 1),
    ];
    let group = sheet(Basis::Groups, 1, "Ambiente", view(&[], &notes));
    let joined = Src { merged: vec![src(&group, "b")], ..src(&group, "a") };
    let copied = |text: &str, src: Src, y| Note { src: Some(src), ..note(text, None, y) };
    let plenary = [
        ("x", copied("park and river", joined.clone(), 0.0), 0),
        ("y", copied("bus", src(&group, "c"), 1.0), 9),
    ];
    let plenary = sheet(Basis::Plenary, 1, "", view(&[], &plenary));
    let of = |sheets: Vec<Sheet>| -> Vec<(String, u32)> {
        let made = plain(&material(sheets));
        made.chapters[0].points.iter().map(|point| (point.text.clone(), point.votes)).collect()
    };
    let said = |text: &str, votes| (text.to_owned(), votes);
    assert_eq!(of(vec![plenary.clone(), group.clone()]), [said("bus", 9), said("park and river", 7)]);
    let canvas = [("z", copied("bus", src(&group, "c"), 0.0), 0), ("w", copied("park", joined, 1.0), 0)];
    let canvas = sheet(Basis::Canvas, 0, "", view(&[], &canvas));
    assert_eq!(of(vec![canvas, plenary, group]), [said("bus", 9), said("park", 7)]);
}

#[test]
fn hb2_a_handbook_speaks_the_language_of_its_workshop() {
    let say = |language| markdown(&plain(&Material { language, ..sample_workshop() }));
    for (language, word) in [
        (Language::English, "Handbook"),
        (Language::Italian, "Vademecum"),
        (Language::French, "Vade-mecum"),
        (Language::German, "Handbuch"),
        (Language::Spanish, "Vademécum"),
    ] {
        let text = say(language);
        assert_eq!(text.lines().nth(2), Some(word));
        // Phases that every programme has are said too.
        assert!(!text.contains("welcome"), "{text}");
    }
}

#[test]
fn hb3_it_is_made_of_the_canvas_else_of_plenary_else_of_the_groups() {
    let one = |basis, session, group: &str| {
        sheet(basis, session, group, view(&[], &[("n", note(&format!("{basis:?}"), None, 0.0), 0)]))
    };
    let (canvas, plenary, group) =
        (one(Basis::Canvas, 0, ""), one(Basis::Plenary, 1, ""), one(Basis::Groups, 1, "Ambiente"));
    let empty = sheet(Basis::Canvas, 0, "", view(&[("c", cluster("Frame", 0.0))], &[]));
    let of = |sheets: Vec<Sheet>, basis| {
        let outline = Outline { basis, ..Outline::default() };
        let made = handbook(&material(sheets), &outline);
        (made.basis, markdown(&made).contains("nothing has been collected"))
    };
    let all = || vec![canvas.clone(), plenary.clone(), group.clone()];
    assert_eq!(of(all(), None), (Basis::Canvas, false));
    assert_eq!(of(vec![empty.clone(), plenary.clone(), group.clone()], None), (Basis::Plenary, false));
    assert_eq!(of(vec![empty.clone(), group.clone()], None), (Basis::Groups, true));
    assert_eq!(of(all(), Some(Basis::Groups)), (Basis::Groups, false), "whoever chooses knows");
    assert_eq!(of(vec![empty, group.clone()], Some(Basis::Canvas)), (Basis::Groups, true), "there is none");
    let made = plain(&material(Vec::new()));
    assert!(made.possible.is_empty() && markdown(&made).contains("There are no notes yet"));
}

#[test]
fn hb4_the_outline_orders_names_and_leaves_out() {
    let of = |notes: &[(&str, Note, u32)]| {
        let clusters =
            [("a", cluster("Earth", 0.0)), ("b", cluster("Water", 9.0)), ("c", cluster("Air", 20.0))];
        material(vec![sheet(Basis::Canvas, 0, "", view(&clusters, notes))])
    };
    let three = [
        ("n1", note("field", Some("a"), 0.0), 3),
        ("n2", note("wood", Some("a"), 1.0), 2),
        ("n3", note("river", Some("b"), 0.0), 1),
    ];
    let sheets = of(&three).sheets;
    let key = |name: &str| Key::of(&sheets[0].id, &id(name));
    let outline = Outline {
        title: " Our \n handbook ".to_owned(),
        intro: "Read me.\r\n\r\nTwice.".to_owned(),
        order: vec![key("b"), key("gone"), key("a")],
        headings: BTreeMap::from([(key("a"), "Soil".to_owned()), (key("b"), "  ".to_owned())]),
        points: BTreeMap::from([(key("a"), vec![key("n2"), key("n1")])]),
        excluded: BTreeSet::from([key("n1"), key("nothing")]),
        ..Outline::default()
    };
    let made = handbook(&of(&three), &outline);
    assert_eq!((made.title.as_str(), made.intro.as_str()), ("Our handbook", "Read me.\n\nTwice."));
    assert_eq!(headings(&made), ["Water", "Soil"]);
    assert_eq!(texts(&made.chapters[1]), ["wood", "field"]);
    assert_eq!(made.chapters[1].shown().count(), 1);
    assert_eq!(made.left_out[0].texts, ["field"]);
    let text = markdown(&made);
    assert!(text.contains("## Soil\n\n- wood\\\n") && text.contains("Read me.\n\nTwice."), "{text}");

    // What has come since stands where it would without an outline: behind what it follows there.
    let mut more = three.to_vec();
    more.push(("n4", note("meadow", Some("a"), 2.0), 1));
    more.push(("n5", note("wind", Some("c"), 2.0), 2));
    let made = handbook(&of(&more), &outline);
    assert_eq!(headings(&made), ["Water", "Soil", "Air"]);
    assert_eq!(texts(&made.chapters[1]), ["wood", "meadow", "field"]);

    let whole = Outline { excluded: BTreeSet::from([key("a")]), ..Outline::default() };
    let made = handbook(&of(&three), &whole);
    assert!(!markdown(&made).contains("## Earth"));
    assert_eq!(made.left_out[0].texts, ["field", "wood"]);
    assert_eq!(serde_json::from_str::<Outline>("{}").unwrap(), Outline::default());
}

#[test]
fn hb4_an_outline_has_its_measure() {
    assert!(Outline::default().check().is_ok());
    let long = |n: usize| "è".repeat(n);
    let (key, many) = (Key::loose(), vec![Key::loose(); 20_001]);
    assert!(Outline { title: long(120), intro: long(5_000), ..Outline::default() }.check().is_ok());
    for bad in [
        Outline { title: long(121), ..Outline::default() },
        Outline { intro: long(5_001), ..Outline::default() },
        Outline { headings: BTreeMap::from([(key.clone(), long(201))]), ..Outline::default() },
        Outline { order: many.clone(), ..Outline::default() },
        Outline { points: BTreeMap::from([(key, many)]), ..Outline::default() },
    ] {
        let said = bad.check().unwrap_err().0;
        assert_ne!(said.say(Language::Italian), said.say(Language::English));
    }
}

#[test]
fn hb5_a_point_says_where_it_comes_from_and_who_wrote_it_only_if_that_is_wanted() {
    let src = |group: &str, session, merged| Src {
        board: board(group),
        item: "n".to_owned(),
        group: group.to_owned(),
        session,
        merged,
    };
    let merged = vec![src("culture", 1, Vec::new()), src("school", 2, Vec::new())];
    let joined = Note {
        src: Some(src("school", 2, merged)),
        author: Some("p1".to_owned()),
        ..note("joined", None, 0.0)
    };
    let mut view = view(&[], &[("n1", joined, 2), ("n2", note("ours", None, 1.0), 0)]);
    let comment = |on: &str, text: &str, at| board::comment::Comment {
        on: id(on),
        text: text.to_owned(),
        author: Some("p1".to_owned()),
        at: Some(at),
        done: false,
        quote: String::new(),
    };
    view.comments.insert(id("c1"), comment("n1", "why", 1.0));
    view.comments.insert(id("c2"), comment("n1", "really", 2.0));
    view.comments.insert(id("c3"), comment("c1", "because", 3.0));
    let material = Material {
        names: BTreeMap::from([("p1".to_owned(), "Anna".to_owned())]),
        ..material(vec![sheet(Basis::Plenary, 3, "", view)])
    };
    let text = markdown(&plain(&material));
    assert!(text.contains("- joined\\\n  *2 votes · culture, session 1; school, session 2*\n"), "{text}");
    assert!(text.contains("- ours\\\n  *plenary, session 3*\n") && !text.contains("Anna"), "{text}");
    assert!(!text.contains("because"), "{text}");
    let shows = Shows { names: true, comments: true, votes: false, sources: false, ..Shows::default() };
    let text = markdown(&handbook(&material, &Outline { shows, ..Outline::default() }));
    assert!(
        text.contains("- joined\\\n  *Anna*\n  - Anna: why\n  - Anna: because\n  - Anna: really\n- ours\n"),
        "{text}"
    );
}

#[test]
fn hb5_links_between_what_is_shown_are_sentences() {
    let mut view = view(
        &[("a", cluster("Earth", 0.0)), ("b", cluster("Frame", 50.0))],
        &[
            ("n1", note("field", Some("a"), 0.0), 0),
            ("n2", note(&"very long ".repeat(40), Some("a"), 9.0), 0),
        ],
    );
    let link = |from: &str, to: &str, label: &str| board::link::Link {
        from: id(from),
        to: id(to),
        label: label.to_owned(),
        style: String::new(),
        src: None,
    };
    view.links.insert(id("l1"), link("n2", "n1", "needs"));
    view.links.insert(id("l2"), link("n1", "b", ""));
    view.links.insert(id("l3"), link("n1", "gone", "lost"));
    let sheet = sheet(Basis::Canvas, 0, "", view);
    let key = Key::of(&sheet.id, &id("n1"));
    let material = material(vec![sheet]);
    let sentences = |outline: &Outline| handbook(&material, outline).chapters[0].sentences.clone();
    let all = sentences(&Outline::default());
    assert_eq!(all.len(), 2);
    assert_eq!(all[0], "“field” leads to “Frame”.");
    assert!(all[1].starts_with("“very long") && all[1].ends_with("long…” needs “field”."), "{}", all[1]);
    let none = Outline { excluded: BTreeSet::from([key]), ..Outline::default() };
    assert!(sentences(&none).is_empty(), "what is left out is not spoken of");
}

#[test]
fn hb6_what_was_left_out_is_told_by_session_and_group() {
    let made = plain(&sample_workshop());
    let places: Vec<(u32, &str, usize)> = made
        .left_out
        .iter()
        .map(|one| (one.origin.session, one.origin.group.as_str(), one.texts.len()))
        .collect();
    let expected: Vec<(u32, &str, usize)> =
        [1, 2].into_iter().flat_map(|n| sample::GROUPS.map(|group| (n, group, 2))).collect();
    assert_eq!(places, expected);
    let shows = Shows { left_out: false, ..Shows::default() };
    assert!(handbook(&sample_workshop(), &Outline { shows, ..Outline::default() }).left_out.is_empty());
    // All that there is stands either in a chapter or here.
    let stands = made.chapters.iter().map(|chapter| chapter.points.len()).sum::<usize>() + 16;
    let written: usize = sample_workshop()
        .sheets
        .iter()
        .filter(|one| one.basis == Basis::Groups)
        .map(|one| one.view.notes.len())
        .sum();
    assert_eq!(stands, written);
}

#[test]
fn hb6_what_was_carried_over_is_one_thing() {
    let old = sheet(Basis::Groups, 1, "Ambiente", view(&[], &[("n", note("park", None, 0.0), 0)]));
    let src = Src {
        board: old.id.clone(),
        item: "n".to_owned(),
        group: "Ambiente".to_owned(),
        session: 1,
        merged: Vec::new(),
    };
    let carried = Note { src: Some(src), ..note("park", None, 0.0) };
    let new = sheet(
        Basis::Groups,
        2,
        "Ambiente",
        view(&[], &[("m", carried.clone(), 0), ("o", note("new", None, 1.0), 0)]),
    );
    let other = sheet(Basis::Canvas, 0, "", view(&[], &[("x", note("else", None, 0.0), 0)]));
    let made = plain(&material(vec![other, old.clone(), new.clone()]));
    let left: Vec<&[String]> = made.left_out.iter().map(|one| one.texts.as_slice()).collect();
    assert_eq!(left, [["park"], ["new"]]);
    let canvas = sheet(Basis::Canvas, 0, "", view(&[], &[("x", carried, 0)]));
    let made = plain(&material(vec![canvas, old, new]));
    assert_eq!(made.left_out.len(), 1, "the canvas has it, wherever it was carried");
}

#[test]
fn hb7_each_session_has_a_page() {
    let made = plain(&sample_workshop());
    let meeting = &made.meetings[0];
    assert_eq!((made.meetings.len(), meeting.groups.len(), meeting.brought.len()), (2, 4, 5));
    let text = markdown(&made);
    for line in [
        "### Incontro 1: Attraversare i confini: perché collaborare",
        "29 settembre 2021",
        "- Accoglienza, 20 min, tutti insieme",
        "- Passeggiata nel parco, 60 min, nei gruppi",
        "- Fase senza titolo, senza limite, tutti insieme",
    ] {
        assert!(text.lines().any(|one| one == line), "{line}: {text}");
    }
}

#[test]
fn hb8_the_same_workshop_gives_the_same_handbook() {
    let pictures = workshop::pictures();
    let write = || {
        let made = plain(&stress_workshop());
        (markdown(&made), html(&made, &pictures))
    };
    assert_eq!(write(), write());
    let text = markdown(&plain(&sample_workshop()));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ref/vademecum.md");
    if std::env::var_os("RENEW").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    assert_eq!(text, std::fs::read_to_string(path).unwrap());
}

#[test]
fn hb9_what_is_typed_is_inert_in_html() {
    let shows = Shows { names: true, comments: true, ..Shows::default() };
    let made = handbook(&stress_workshop(), &Outline { shows, ..Outline::default() });
    let text = html(&made, &workshop::pictures());
    let ours = [
        "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "h1", "h2", "h3", "p",
        "ul", "li", "a", "figure", "img", "!doctype",
    ];
    for tag in text.split('<').skip(1) {
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '!')
            .collect();
        assert!(ours.contains(&name.as_str()), "<{tag}");
        let attributes = tag.split('>').next().unwrap();
        assert!(!attributes.to_lowercase().contains(" on"), "<{tag}");
        if let Some(target) = attributes.split("href=\"").nth(1) {
            assert!(target.starts_with("#h"), "<{tag}");
        }
        if let Some(source) = attributes.split("src=\"").nth(1) {
            assert!(source.starts_with("data:image/png;base64,"), "<{tag}");
        }
    }
    assert!(text.contains("alert(1)"), "what was typed is there to be read");
    assert!(text.contains("dir=\"rtl\">עברית") && !text.contains("dir=\"rtl\">\u{2068}"));
    assert_eq!(text.matches("<img").count(), 2);
    assert!(!text.contains(['\u{0}', '\u{7}', '\u{fffe}']));
}

#[test]
fn hb9_what_is_typed_is_inert_in_markdown() {
    let text = markdown(&plain(&stress_workshop()));
    // Without what stands behind a backslash there is no mark-up but ours.
    let bare: String = {
        let mut letters = text.chars();
        let mut out = String::new();
        while let Some(c) = letters.next() {
            if c == '\\' {
                letters.next();
            } else {
                out.push(c);
            }
        }
        out
    };
    for mark in ["<", ">", "[", "]", "`", "~", "&", "_", "$", "|"] {
        assert!(!bare.contains(mark), "{mark}");
    }
    for line in bare.lines().filter(|line| line.starts_with('#')) {
        assert!(line.starts_with("# ") || line.starts_with("## ") || line.starts_with("### "), "{line}");
    }
}
