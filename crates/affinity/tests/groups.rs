//! Groups, themes and what they are called: AF8 to AF11.
#![allow(missing_docs, clippy::unwrap_used, dead_code)]

#[path = "common/labelled.rs"]
mod labelled;

use std::path::Path;

use affinity::{Shared, Suggestion, Text, Theme, Why, Wish, suggest};
use labelled::{Score, Way, adjusted_rand, themed};

fn suggested<'a>(texts: &[&'a str], wish: &Wish) -> Suggestion<'a> {
    let texts: Vec<Text> = texts.iter().map(|text| Text { id: text, text, cluster: None }).collect();
    suggest(&texts, wish).unwrap()
}

const BOARD: [&str; 8] = [
    "autobus anche la sera",
    "più autobus per le frazioni",
    "gli autobus non aspettano il treno",
    "biblioteca aperta la domenica",
    "la Biblioteca come piazza coperta",
    "prestito di attrezzi in biblioteca",
    "qualcosa di diverso",
    "🎉",
];

#[test]
fn af8_groups_share_a_word_and_what_shares_none_stays_loose() {
    let suggestion = suggested(&BOARD, &Wish { clusters: Some(2), ..Wish::default() });
    let mut groups: Vec<Vec<&str>> =
        suggestion.clusters.iter().map(|cluster| cluster.notes.clone()).collect();
    groups.iter_mut().for_each(|group| group.sort_unstable());
    let sorted = |mut notes: Vec<&'static str>| {
        notes.sort_unstable();
        notes
    };
    assert!(groups.contains(&sorted(BOARD[..3].to_vec())), "{groups:?}");
    assert!(groups.contains(&sorted(BOARD[3..6].to_vec())), "{groups:?}");
    assert_eq!(suggestion.unplaced, sorted(BOARD[6..].to_vec()));
    let many = suggested(&BOARD, &Wish { clusters: Some(usize::MAX), ..Wish::default() });
    assert!(many.clusters.len() <= 4, "no group of one");
    // Seventy times three notes with a word of their own.
    let letters = |of: usize| ["b", "d", "f", "g", "l", "m", "n", "p", "r", "s"][of % 10];
    let word = |of: usize| format!("{}a{}i", letters(of), letters(of / 10)).repeat(2);
    let board: Vec<[String; 2]> = (0..210).map(|at| [format!("{at}"), word(at / 3)]).collect();
    let board: Vec<Text> = board.iter().map(|[id, text]| Text { id, text, cluster: None }).collect();
    let wish = Wish { clusters: Some(usize::MAX), ..Wish::default() };
    assert!(suggest(&board, &wish).unwrap().clusters.len() <= affinity::THEMES_MAX);
    let none = suggested(&["acqua", "pane", "vino", "olio"], &Wish::default());
    assert_eq!((none.clusters.len(), none.unplaced.len()), (0, 4));
}

#[test]
fn af9_loose_notes_go_to_the_nearest_theme_or_nowhere() {
    let themes = [Theme { name: "Autobus", cluster: None }, Theme { name: "Leggere", cluster: Some("c1") }];
    let text = |id, text, cluster| Text { id, text, cluster };
    let texts = [
        text("sera", "autobus anche la sera", None),
        text("other", "orti condivisi", None),
        text("open", "biblioteca aperta la domenica", None),
        text("in it", "la biblioteca come piazza", Some("c1")),
        text("elsewhere", "fermata dell'autobus", Some("c2")),
    ];
    let suggestion = suggest(&texts, &Wish { themes: &themes, ..Wish::default() }).unwrap();
    let laid: Vec<(Option<usize>, &[&str])> =
        suggestion.clusters.iter().map(|cluster| (cluster.theme, &cluster.notes[..])).collect();
    assert_eq!(laid, [(Some(0), &["sera"][..]), (Some(1), &["open"])]);
    assert_eq!(suggestion.unplaced, ["other"], "near to none");

    let themes = ["autobus", "biblioteca"].map(|name| Theme { name, cluster: None });
    let texts = ["autobus di sera", "biblioteca di domenica", "autobus e biblioteca"];
    let suggestion = suggested(&texts, &Wish { themes: &themes, ..Wish::default() });
    assert_eq!(suggestion.clusters.len(), 2);
    assert_eq!(suggestion.unplaced, texts[2..], "as near to one as to the other");
}

#[test]
fn af10_groups_and_themes_agree_with_people_as_far_as_was_measured() {
    let of = |set: &str, way| themed(set).score(way);
    assert!(themed("natural-it").texts.len() >= 90 && themed("natural-it").names.len() == 8);
    // Where a theme's notes repeat its word.
    assert!(of("repeating-it", Way::Groups(Some(8))).rand >= 0.95);
    assert!(of("repeating-it", Way::Names).rand >= 0.95);
    // As notes are: some words come again, most do not.
    let at_least = |score: Score, rand: f64, right: f64| {
        assert!(score.rand >= rand && score.right >= right, "{score:?}, not {rand}, {right}");
    };
    at_least(of("natural-it", Way::Groups(Some(8))), 0.18, 0.65);
    at_least(of("natural-it", Way::Names), 0.15, 0.63);
    at_least(of("natural-it", Way::Examples(3)), 0.28, 0.80);
    at_least(of("natural-en", Way::Groups(Some(5))), 0.50, 0.85);
    at_least(of("natural-en", Way::Examples(3)), 0.65, 0.78);
    // Where themes are meant and not named, it is no better than chance: then it keeps still.
    for way in [Way::Groups(Some(5)), Way::Names, Way::Examples(3)] {
        let score = of("hard-it", way);
        assert!(score.rand < 0.1 && score.placed < 0.2, "{score:?}: better than docs/affinity.md says");
    }
    assert!((adjusted_rand(&[0, 0, 1, 1], &[5, 5, 7, 7]) - 1.0).abs() < 1e-9);
    assert!((adjusted_rand(&[0, 1, 0, 1], &[0, 0, 1, 1]) + 0.5).abs() < 1e-9);
}

#[test]
fn af11_a_group_is_called_by_its_words_and_quoted_by_its_central_note() {
    let suggestion = suggested(&BOARD, &Wish { clusters: Some(2), ..Wish::default() });
    let library = suggestion.clusters.iter().find(|cluster| cluster.notes.contains(&BOARD[3])).unwrap();
    assert_eq!(library.words, ["biblioteca"], "small: most write it so");
    assert_eq!(library.shared, [Shared { word: "biblioteca".to_owned(), notes: 3 }]);
    assert_eq!(library.central(), Some(library.notes[0]));

    // `parco` is in every note, so that it tells nothing.
    let themes = ["sentieri", "visite"].map(|name| Theme { name, cluster: None });
    let parks = ["sentieri del parco", "parco: sentieri puliti", "visite al parco", "parco, visite di sera"];
    let suggestion = suggested(&parks, &Wish { themes: &themes, ..Wish::default() });
    let words: Vec<&str> = suggestion.clusters.iter().map(|cluster| cluster.words[0].as_str()).collect();
    assert_eq!(words, ["sentieri", "visite"]);

    let gardens = ["anziani negli orti", "bambini negli orti condivisi", "orti condivisi", "festa al lago"];
    let suggestion = suggested(&gardens, &Wish { clusters: Some(1), ..Wish::default() });
    assert_eq!(suggestion.clusters[0].central(), Some("orti condivisi"));

    let shouted = ["ORTI CONDIVISI", "ORTI DIDATTICI", "ORTI NEL PARCO"];
    assert_eq!(suggested(&shouted, &Wish::default()).clusters[0].words, ["orti"]);

    let acronym =
        ["visite con la ASL", "chiedere alla ASL", "orari della ASL", "GLI ORTI", "orti", "orti condivisi"];
    let suggestion = suggested(&acronym, &Wish { clusters: Some(2), ..Wish::default() });
    let mut words: Vec<&str> = suggestion.clusters.iter().map(|cluster| cluster.words[0].as_str()).collect();
    words.sort_unstable();
    assert_eq!(words, ["ASL", "orti"]);
}

#[test]
fn af15_on_the_sample_workshop_what_is_found_is_right() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/laboratorio/notes.csv");
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_path(path).unwrap().records().map(Result::unwrap).collect();
    let ids: Vec<String> = (0..rows.len()).map(|at| format!("{at}")).collect();
    let texts: Vec<Text> =
        ids.iter().zip(&rows).map(|(id, row)| Text { id, text: &row[5], cluster: None }).collect();
    let suggestion = suggest(&texts, &Wish::default()).unwrap();
    let said = |id: &str| rows[id.parse::<usize>().unwrap()][5].to_lowercase();
    let mut found: Vec<(usize, String)> =
        suggestion.duplicates.iter().map(|group| (group.notes.len(), said(group.notes[0]))).collect();
    found.sort();
    assert_eq!(found, [(3, "curiosità!".to_owned()), (4, "fiducia ❤️".to_owned())]);
    assert!(suggestion.duplicates.iter().all(|group| group.why == Why::SameWords));
}
