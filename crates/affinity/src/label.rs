//! Words to call a group of notes by.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::reading::{Content, Reader, Reading};

/// Words of a title.
const TITLE: usize = 3;
/// Words that are named as shared.
const SHARED: usize = 6;

/// A word that several notes of a group have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// As most of them write it.
    pub word: String,
    /// How many notes of the group have it.
    pub notes: usize,
}

/// What one group is called by.
pub(crate) struct Label {
    pub words: Vec<String>,
    pub shared: Vec<Shared>,
}

/// Labels of groups: the words that are frequent in a group and rare elsewhere, by class-based TF-IDF (M. Grootendorst,
/// BERTopic, 2022): share of the group's words times ln(1 + words of a mean group / times in all). A word of one note
/// alone is taken only where no two notes of the group have one in common.
pub(crate) fn labels(groups: &[Vec<usize>], readings: &[Reading], reader: &Reader) -> Vec<Label> {
    let mut all: BTreeMap<u32, usize> = BTreeMap::new();
    for word in readings.iter().filter(|reading| !reading.is_little).flat_map(|reading| &reading.content) {
        *all.entry(word.stem).or_default() += 1;
    }
    let words = |group: &Vec<usize>| group.iter().map(|at| readings[*at].content.len()).sum::<usize>();
    let mean = groups.iter().map(words).sum::<usize>() as f64 / groups.len().max(1) as f64;
    groups
        .iter()
        .map(|group| {
            let mut within: BTreeMap<u32, usize> = BTreeMap::new();
            let members = group.iter().map(|at| &readings[*at]).filter(|reading| !reading.is_little);
            for word in members.clone().flat_map(|reading| &reading.content) {
                *within.entry(word.stem).or_default() += 1;
            }
            let size = words(group).max(1) as f64;
            let weight = |stem: &u32, count: usize| {
                let times = all.get(stem).copied().unwrap_or(1) as f64;
                count as f64 / size * (1.0 + mean / times).ln()
            };
            let mut ranked: Vec<(f64, usize, u32)> =
                within.iter().map(|(stem, count)| (weight(stem, *count), *count, *stem)).collect();
            ranked.sort_by(|x, y| y.0.total_cmp(&x.0).then_with(|| reader.word(x.2).cmp(reader.word(y.2))));
            let common = ranked.iter().filter(|(_, count, _)| *count > 1);
            let form = |stem: u32| surface(stem, members.clone());
            let shared: Vec<Shared> = common
                .take(SHARED)
                .map(|(_, notes, stem)| Shared { word: form(*stem), notes: *notes })
                .collect();
            let words = if shared.is_empty() {
                ranked.iter().take(TITLE).map(|(_, _, stem)| form(*stem)).collect()
            } else {
                shared.iter().take(TITLE).map(|shared| shared.word.clone()).collect()
            };
            Label { words, shared }
        })
        .collect()
}

/// In how many of these notes the word is that most of them share.
pub(crate) fn most_shared(members: &[usize], readings: &[Reading]) -> usize {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    let members = members.iter().map(|at| &readings[*at]).filter(|reading| !reading.is_little);
    for word in members.flat_map(|reading| &reading.content) {
        *counts.entry(word.stem).or_default() += 1;
    }
    counts.into_values().max().unwrap_or(0)
}

/// The form in which most notes write a stem: small, unless none writes it small within a sentence (names, acronyms,
/// German nouns). Of equally frequent forms the shortest.
fn surface<'r>(stem: u32, readings: impl Iterator<Item = &'r Reading>) -> String {
    #[derive(Default)]
    struct Form {
        count: usize,
        small_within: usize,
        as_written: Option<String>,
    }
    let mut forms: BTreeMap<String, Form> = BTreeMap::new();
    for reading in readings {
        let is_shouted = reading.content.len() > 1 && reading.content.iter().all(is_upper);
        for word in reading.content.iter().filter(|word| word.stem == stem) {
            let form = forms.entry(word.surface.to_lowercase()).or_default();
            form.count += 1;
            let is_small = word.surface.chars().next().is_some_and(char::is_lowercase);
            if is_small {
                form.small_within += 1;
            } else if !is_shouted && (!word.is_first || is_upper(word)) {
                form.as_written = form.as_written.take().max(Some(word.surface.clone()));
            }
        }
    }
    let rank =
        |small: &str, form: &Form| (form.count, Reverse(small.chars().count()), Reverse(small.to_owned()));
    let best = forms.into_iter().max_by(|x, y| rank(&x.0, &x.1).cmp(&rank(&y.0, &y.1)));
    best.map_or_else(String::new, |(small, form)| match form.as_written {
        Some(written) if form.small_within == 0 => written,
        _ => small,
    })
}

fn is_upper(word: &Content) -> bool {
    word.surface.chars().count() > 1 && !word.surface.chars().any(char::is_lowercase)
}
