//! PO rules about what one chooses: part of a board, ink, credits, legend, logos, fonts.
#![allow(clippy::unwrap_used)]

#[path = "common/sample.rs"]
mod sample;

#[path = "common/drawn.rs"]
mod drawn;

use board::{
    note::{Note, Src},
    view::{BoardView, Tally},
    words::Language,
};
use publish::poster::{
    Content, Credits, Extent, Fonts, Item, Logo, Options, Outline, Paper, Print, Scene, Theme, pdf, scene,
};
use std::collections::BTreeMap;

fn options() -> Options {
    Options { paper: Paper::A2, language: Language::Italian, ..Options::default() }
}

fn texts(scene: &Scene) -> Vec<&str> {
    scene.texts().map(|line| line.text.as_str()).collect()
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn drawn_text(scene: &Scene) -> String {
    scene.texts().map(|line| solid(&line.text)).collect()
}

#[test]
fn po29_the_theme_changes_ink_and_nothing_else() {
    let view = sample::plenary("1");
    let colour = scene(&view, &options());
    for theme in [Theme::InkSaving, Theme::HighContrast] {
        let other = scene(&view, &Options { theme, ..options() });
        assert_eq!(texts(&other), texts(&colour));
        assert_eq!(other.sections, colour.sections);
        assert_eq!(other.items.len(), colour.items.len());
        let area = |item: &Item| match item {
            Item::Area { outline: Outline::Polygon(points), .. } => points.len(),
            _ => 0,
        };
        assert!(other.items.iter().map(area).eq(colour.items.iter().map(area)), "the same shapes");
        assert_ne!(other.items, colour.items);
    }
}

#[test]
fn po30_a_chosen_area_holds_what_has_its_middle_in_it_and_a_chart_leads_back_to_the_board() {
    let mut view = BoardView::default();
    let note = |x: f64, y: f64, text: &str| Note { pos: [x, y], text: text.into(), ..Note::default() };
    for (id, note) in [
        ("a", note(0.0, 0.0, "dentro")),
        ("b", note(180.0, 0.0, "a metà dentro")),
        ("c", note(210.0, 0.0, "a metà fuori")),
        ("d", note(90_000.0, 70_000.0, "lontano")),
    ] {
        view.notes.insert(id.parse().unwrap(), note);
    }
    let area = |area| scene(&view, &Options { extent: Extent::Area(area), ..options() });
    let some = drawn_text(&area([-50.0, -50.0, 340.0, 340.0]));
    assert!(some.contains("dentro") && some.contains("ametàdentro") && !some.contains("fuori"), "{some}");
    assert!(drawn_text(&area([5_000.0, 5_000.0, 10.0, 10.0])).contains("vuota"));

    // By the chart of the whole board, the far note is where it is drawn.
    let whole = scene(&view, &options());
    let back = |pairs: &[[f64; 2]], mm: f64| {
        let after = pairs.iter().position(|pair| pair[0] >= mm).unwrap().max(1);
        let ([a, was_a], [b, was_b]) = (pairs[after - 1], pairs[after]);
        was_a + (mm - a) / (b - a) * (was_b - was_a)
    };
    for (says, [x, y]) in [("dentro", [0.0, 0.0]), ("lontano", [90_000.0, 70_000.0])] {
        let line = whole.texts().find(|line| line.text == says).unwrap();
        let found = [
            back(&whole.chart.across, f64::from(line.x)) - x,
            back(&whole.chart.down, f64::from(line.y)) - y,
        ];
        assert!(found.iter().all(|v| (0.0..60.0).contains(v)), "{says}: {found:?}");
    }
}

#[test]
fn po31_a_note_says_whose_it_is_only_when_asked() {
    let mut view = BoardView::default();
    let src = |group: &str| Src {
        board: "0123456789abcdefghijkl".parse().unwrap(),
        item: "x".into(),
        group: group.into(),
        session: 1,
        merged: Vec::new(),
    };
    let joined =
        Src { merged: ["Scuola", "Cultura", "Sociale", "Ambiente"].map(src).to_vec(), ..src("Cultura") };
    for (id, author, src) in
        [("a", Some("p1"), None), ("b", Some("p2"), Some(joined)), ("c", None, Some(src("Scuola")))]
    {
        let note =
            Note { text: format!("nota {id}"), author: author.map(str::to_owned), src, ..Note::default() };
        view.notes.insert(id.parse().unwrap(), note);
    }
    let said = |credits: Credits| {
        let scene = scene(&view, &Options { credits, title: Some(String::new()), ..options() });
        let mut texts: Vec<String> = texts(&scene).into_iter().map(str::to_owned).collect();
        texts.retain(|text| !text.starts_with("nota") && text != "3 note");
        texts.sort();
        texts
    };
    assert_eq!(said(Credits::None), Vec::<String>::new());
    assert_eq!(said(Credits::People([("p1".to_owned(), "Ada".to_owned())].into())), ["Ada"]);
    assert_eq!(said(Credits::Groups(Some("Qui".into()))), ["Cultura · Scuola · Sociale +1", "Qui", "Scuola"]);
    assert_eq!(said(Credits::Groups(None)), ["Cultura · Scuola · Sociale +1", "Scuola"]);
}

fn with_signs() -> BoardView {
    let mut view = sample::group("1", "Ambiente");
    let (id, note) = view.notes.iter_mut().next().unwrap();
    note.stamps = [("heart", 2), ("question", 1)].map(|(kind, n)| (kind.to_owned(), n)).into();
    view.tallies.insert(id.clone(), Tally { votes: 3, round: 1 });
    view
}

#[test]
fn po32_the_foot_says_what_colours_and_signs_mean_and_whose_work_it_is() {
    let view = with_signs();
    let yellow: BTreeMap<_, _> = [("yellow", "Problemi"), ("green", " \n"), ("#123456", "nessuna")]
        .map(|(color, means)| (color.to_owned(), means.to_owned()))
        .into();
    let logo = |says: &str| Logo { raster: drawn::raster(), says: says.into() };
    let full =
        Options { legend: Some(yellow), logos: vec![logo("Comune di Valverde"), logo("")], ..options() };
    for paper in [Paper::A4, Paper::A0, Paper::Own(50.0, 60.0)] {
        let sheet = scene(&view, &Options { paper, ..full.clone() });
        let foot = sheet.sections.last().unwrap();
        let words: Vec<&str> = foot
            .passages
            .iter()
            .flat_map(|p| &p.parts)
            .flat_map(|part| sheet.lines(part))
            .map(|line| line.text.as_str())
            .collect();
        assert_eq!(words, ["Problemi", "Voti", "Mi piace", "Domanda"]);
        let figures: Vec<&str> = foot
            .passages
            .iter()
            .flat_map(|p| &p.parts)
            .filter_map(|part| match &part.content {
                Content::Figure(says) => Some(says.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(figures, ["Giallo", "Comune di Valverde", "Logo senza descrizione"]);
        // Nothing of the board lies under it.
        let first = foot
            .passages
            .iter()
            .flat_map(|p| &p.parts)
            .flat_map(|part| part.items.clone())
            .map(|items| items.start)
            .min()
            .unwrap();
        let low = |item: &Item| match item {
            Item::Text(line) => line.y,
            Item::Picture { rect, .. } | Item::Area { outline: Outline::Rounded(rect, _), .. } => {
                rect[1] + rect[3]
            }
            Item::Area { outline: Outline::Polygon(points), .. } | Item::Line { points, .. } => {
                points.iter().map(|p| p[1]).fold(0.0, f32::max)
            }
        };
        let high = |item: &Item| match item {
            Item::Text(line) => line.y - line.size,
            Item::Picture { rect, .. } | Item::Area { outline: Outline::Rounded(rect, _), .. } => rect[1],
            Item::Area { outline: Outline::Polygon(points), .. } | Item::Line { points, .. } => {
                points.iter().map(|p| p[1]).fold(f32::MAX, f32::min)
            }
        };
        let board = sheet.items[..first].iter().map(low).fold(0.0, f32::max);
        let foot = sheet.items[first..].iter().map(high).fold(f32::MAX, f32::min);
        assert!(board <= foot, "{paper}: {board} {foot}");
        assert!(sheet.items[first..].iter().all(|item| low(item) <= sheet.size[1]));
        pdf(&[sheet], Print::default(), &mut Vec::new()).unwrap();
    }
    // Nothing asked, nothing there; and a foot on a sheet with nothing on it.
    assert_eq!(scene(&view, &options()).sections.len() + 1, scene(&view, &full).sections.len());
    assert!(scene(&view, &options()).colours.contains(&"yellow".to_owned()));
    scene(&BoardView::default(), &full);
}

#[test]
fn po33_fonts_of_a_folder_draw_what_the_bundled_ones_lack() {
    let mut view = BoardView { title: "森林と会議".into(), ..BoardView::default() };
    view.notes.insert("a".parse().unwrap(), Note { text: "会議 meeting 🙂".into(), ..Note::default() });
    let missing = |fonts: Fonts| {
        let scene = scene(&view, &Options { fonts, ..options() });
        let mut bytes = Vec::new();
        let of_pdf = pdf(std::slice::from_ref(&scene), Print::default(), &mut bytes).unwrap().missing_glyphs;
        (publish::poster::legibility(&scene, Paper::A2).missing_glyphs, of_pdf)
    };
    assert_eq!(missing(Fonts::default()), (7, 7));
    let font = include_bytes!("data/cjk.otf").to_vec();
    let fonts = Fonts::with(vec![b"no font".to_vec(), Vec::new(), font]);
    assert_eq!(fonts.further(), 1);
    assert_eq!(missing(fonts), (0, 0));
}

#[test]
fn po12_labels_lie_beside_notes_and_beside_each_other() {
    let boxes = |points: &[[f32; 2]]| {
        points.iter().fold([f32::MAX, f32::MAX, f32::MIN, f32::MIN], |b, [x, y]| {
            [b[0].min(*x), b[1].min(*y), b[2].max(*x), b[3].max(*y)]
        })
    };
    let mut count = 0;
    for (name, view) in (1..=6).flat_map(|n| {
        let session = n.to_string();
        let groups: Vec<_> =
            sample::GROUPS.iter().map(|g| (format!("{n} {g}"), sample::group(&session, g))).collect();
        groups.into_iter().chain([(format!("{n} plenary"), sample::plenary(&session))])
    }) {
        let scene = scene(&view, &options());
        let mut labels: Vec<[f32; 4]> = Vec::new();
        let mut notes: Vec<[f32; 4]> = Vec::new();
        for item in &scene.items {
            match item {
                Item::Area { outline: Outline::Rounded([x, y, w, h], _), fill: (_, opacity), .. }
                    if *opacity < 1.0 =>
                {
                    labels.push([*x, *y, x + w, y + h]);
                }
                Item::Area { outline: Outline::Polygon(points), border: Some(_), .. } => {
                    notes.push(boxes(points))
                }
                _ => {}
            }
        }
        let touch = |a: &[f32; 4], b: &[f32; 4]| a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
        let on_notes = labels.iter().filter(|label| notes.iter().any(|note| touch(label, note))).count();
        let on_labels =
            labels.iter().enumerate().filter(|(i, a)| labels[..*i].iter().any(|b| touch(a, b))).count();
        assert_eq!((on_notes, on_labels), (0, 0), "{name}: labels on notes, and on labels");
        count += labels.len();
    }
    assert!(count > 80, "{count} labels");
}
