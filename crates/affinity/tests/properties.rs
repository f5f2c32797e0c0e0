//! What holds for every board: AF6, AF12 to AF14. A failure names its seed.
#![allow(missing_docs, clippy::unwrap_used, dead_code)]

#[path = "common/random.rs"]
mod random;

use std::collections::BTreeSet;

use affinity::{
    CHARS_MAX, Language, Suggestion, TEXTS_MAX, THEMES_MAX, Text, Theme, TooMany, Wish, duplicates, suggest,
};
use random::Random;

struct Board {
    ids: Vec<String>,
    notes: Vec<String>,
    clusters: Vec<Option<&'static str>>,
}

impl Board {
    fn new(random: &mut Random, notes: Vec<String>) -> Board {
        let size = notes.len();
        let clusters = [None, None, None, Some("c1"), Some("c2")];
        Board {
            ids: (0..size).map(|at| format!("n{at}")).collect(),
            notes,
            clusters: (0..size).map(|_| clusters[random.below(clusters.len())]).collect(),
        }
    }

    fn texts(&self) -> Vec<Text<'_>> {
        let parts = self.ids.iter().zip(&self.notes).zip(&self.clusters);
        parts.map(|((id, text), cluster)| Text { id, text, cluster: *cluster }).collect()
    }
}

const THEMES: [Theme; 2] =
    [Theme { name: "Parchi e sentieri", cluster: Some("c1") }, Theme { name: "biblioteca", cluster: None }];

fn wishes() -> [Wish<'static>; 3] {
    [
        Wish::default(),
        Wish { clusters: Some(3), language: Some(Language::Italian), ..Wish::default() },
        Wish { themes: &THEMES, ..Wish::default() },
    ]
}

fn each_at_most_once(suggestion: &Suggestion, texts: &[Text], seed: u64) {
    let placed: Vec<&str> = suggestion.clusters.iter().flat_map(|cluster| cluster.notes.clone()).collect();
    let mut seen: Vec<&str> = placed.iter().chain(&suggestion.unplaced).copied().collect();
    seen.sort_unstable();
    let mut loose: Vec<&str> =
        texts.iter().filter(|text| text.cluster.is_none()).map(|text| text.id).collect();
    loose.sort_unstable();
    assert_eq!(seen, loose, "seed {seed}: loose notes, each once");
    let doubled: Vec<&str> = suggestion.duplicates.iter().flat_map(|group| group.notes.clone()).collect();
    assert_eq!(doubled.len(), doubled.iter().collect::<BTreeSet<_>>().len(), "seed {seed}");
    assert!(suggestion.duplicates.iter().all(|group| group.notes.len() > 1), "seed {seed}");
}

#[test]
fn af12_the_same_notes_give_the_same_answer_in_whatever_order() {
    for seed in 0..60 {
        let mut random = Random(seed);
        let size = random.below(70);
        let notes = random.notes(size);
        let board = Board::new(&mut random, notes);
        let mut texts = board.texts();
        for wish in wishes() {
            let before = suggest(&texts, &wish).unwrap();
            each_at_most_once(&before, &texts, seed);
            assert_eq!(before.duplicates, duplicates(&texts, wish.language).unwrap(), "seed {seed}");
            random.shuffle(&mut texts);
            assert_eq!(before, suggest(&texts, &wish).unwrap(), "seed {seed}");
        }
        let twice = [texts.clone(), texts.clone()].concat();
        assert_eq!(suggest(&texts, &Wish::default()), suggest(&twice, &Wish::default()), "seed {seed}");
    }
}

#[test]
fn af13_any_characters_are_taken_and_much_is_refused() {
    for seed in 0..400 {
        let mut random = Random(seed);
        let size = random.below(25);
        let notes = (0..size).map(|_| random.nonsense()).collect();
        let board = Board::new(&mut random, notes);
        let texts = board.texts();
        let name = random.nonsense();
        let themes = [Theme { name: &name, cluster: Some("c1") }, Theme { name: "", cluster: None }];
        for wish in
            [Wish { themes: &themes, ..Wish::default() }, Wish { clusters: Some(0), ..Wish::default() }]
        {
            each_at_most_once(&suggest(&texts, &wish).unwrap(), &texts, seed);
        }
    }
    let text = Text { id: "a", text: "", cluster: None };
    let many = vec![text; TEXTS_MAX + 1];
    assert_eq!(suggest(&many, &Wish::default()), Err(TooMany::Texts(TEXTS_MAX + 1)));
    assert_eq!(duplicates(&many, None), Err(TooMany::Texts(TEXTS_MAX + 1)));
    let themes = [Theme { name: "", cluster: None }; THEMES_MAX + 1];
    let wish = Wish { themes: &themes, ..Wish::default() };
    assert_eq!(suggest(&[text], &wish), Err(TooMany::Themes(THEMES_MAX + 1)));
}

#[test]
fn af13_of_a_long_text_the_beginning_is_read() {
    let long = "parola ".repeat(CHARS_MAX / 7) + &"è".repeat(CHARS_MAX);
    let longer = format!("{long} fine");
    let texts = [("a", &long), ("b", &longer)].map(|(id, text)| Text { id, text, cluster: None });
    assert_eq!(duplicates(&texts, None).unwrap().len(), 1);
}

#[test]
fn af14_what_was_merged_or_placed_is_not_suggested_again() {
    let mut groups = 0;
    for seed in 0..60 {
        let mut random = Random(seed);
        let size = random.below(70);
        let notes = random.notes(size);
        let board = Board::new(&mut random, notes);
        let mut texts = board.texts();
        let language = Some(Language::Italian);
        let first = duplicates(&texts, language).unwrap();
        groups += first.len();
        let gone: BTreeSet<&str> = first.iter().flat_map(|group| group.notes[1..].to_vec()).collect();
        let kept: BTreeSet<&str> = first.iter().map(|group| group.notes[0]).collect();
        texts.retain(|text| !gone.contains(text.id));
        for again in duplicates(&texts, language).unwrap() {
            // What is new has a merged note in it that was like more notes than those of its group.
            assert!(again.notes.iter().any(|id| kept.contains(id)), "seed {seed}: {again:?}");
        }
        let wish = Wish { language, ..Wish::default() };
        let suggestion = suggest(&texts, &wish).unwrap();
        let placed: BTreeSet<&str> =
            suggestion.clusters.iter().flat_map(|cluster| cluster.notes.clone()).collect();
        for text in texts.iter_mut().filter(|text| placed.contains(text.id)) {
            text.cluster = Some("accepted");
        }
        let next = suggest(&texts, &wish).unwrap();
        let again = next.clusters.iter().flat_map(|cluster| &cluster.notes).find(|id| placed.contains(*id));
        assert_eq!(again, None, "seed {seed}");
    }
    assert!(groups > 100, "hardly any were alike: {groups}");
}

#[test]
fn af6_each_two_of_a_group_are_alike_by_themselves() {
    let mut compared = 0;
    for seed in 0..60 {
        let mut random = Random(seed);
        let size = random.below(70);
        let notes = random.notes(size);
        let board = Board::new(&mut random, notes);
        let texts = board.texts();
        let language = Some(Language::Italian);
        for group in duplicates(&texts, language).unwrap() {
            let of = |id: &str| *texts.iter().find(|text| text.id == id).unwrap();
            for (at, x) in group.notes.iter().enumerate() {
                for y in &group.notes[..at] {
                    let alone = duplicates(&[of(x), of(y)], language).unwrap();
                    assert_eq!(alone.len(), 1, "seed {seed}: {:?} | {:?}", of(x).text, of(y).text);
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 100, "hardly any were alike: {compared}");
}
