//! Notes that say the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::{self, Match};
use crate::language::Language;
use crate::reading::{Reader, Reading};
use crate::{TEXTS_MAX, Text, TooMany, in_order};

/// Of each text so many likest others are looked at when groups are made.
const LIKEST: usize = 64;

/// Notes that say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate<'a> {
    /// Two or more ids; first the note with the most words, the one to keep.
    pub notes: Vec<&'a str>,
    /// What they have in common.
    pub why: Why,
}

/// Why notes are taken for the same, for a page to say in its own words. Words are written as in the note that comes
/// first, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The same words of meaning in the same order: they differ in capitals, accents, signs, endings or little words.
    SameWords,
    /// The same words of meaning, in another order.
    SameWordsOtherOrder,
    /// Words that differ by one letter, in a pair each: the first note's and another's. All others are the same.
    Spelling {
        /// The pairs, as written.
        pairs: Vec<(String, String)>,
    },
    /// Most words are in all of them.
    SharedWords {
        /// The words that are in all of them.
        words: Vec<String>,
        /// How many different words of meaning there are in the longest of them.
        of: usize,
    },
}

/// Groups of texts that say the same, each text in one at most. In each group every text is like every other: never a
/// chain whose ends differ. Whether two texts are the same does not depend on the others; with `language` not said,
/// the most frequent one is taken for texts that do not tell their own.
///
/// Takes at most n²/2 comparisons of two sorted lists of up to 96 numbers.
///
/// # Errors
/// [`TooMany`].
pub fn duplicates<'a>(texts: &[Text<'a>], language: Option<Language>) -> Result<Vec<Duplicate<'a>>, TooMany> {
    if texts.len() > TEXTS_MAX {
        return Err(TooMany::Texts(texts.len()));
    }
    let texts = in_order(texts);
    let mut reader = Reader::new(&texts, language);
    let readings: Vec<Reading> = texts.iter().map(|text| reader.read(text.text)).collect();
    Ok(groups(&texts, &readings, &reader))
}

/// [`duplicates`] of texts that are read already, in their order.
pub(crate) fn groups<'a>(texts: &[Text<'a>], readings: &[Reading], reader: &Reader) -> Vec<Duplicate<'a>> {
    let mut same: BTreeMap<(&str, &[&str]), Vec<usize>> = BTreeMap::new();
    for (at, reading) in readings.iter().enumerate().filter(|(_, reading)| reading.has_words()) {
        same.entry((&reading.key, &reading.signs)).or_default().push(at);
    }
    let classes: Vec<Vec<usize>> = same.into_values().collect();
    let of_class: Vec<&Reading> = classes.iter().map(|class| &readings[class[0]]).collect();
    let linked = Linked::new(&of_class, reader);
    let mut found: Vec<Duplicate> = Vec::new();
    for group in linked.complete() {
        let mut members: Vec<usize> =
            group.iter().flat_map(|class| classes[*class].iter().copied()).collect();
        if members.len() < 2 {
            continue;
        }
        let fullest = |at: &usize| (std::cmp::Reverse(readings[*at].content.len()), texts[*at].id);
        members.sort_by(|x, y| fullest(x).cmp(&fullest(y)));
        let why = why(&members.iter().map(|at| &readings[*at]).collect::<Vec<_>>(), reader);
        found.push(Duplicate { notes: members.iter().map(|at| texts[*at].id).collect(), why });
    }
    found.sort_by(|x, y| x.notes.cmp(&y.notes));
    found
}

/// Which texts are like which.
struct Linked {
    /// Score, first, second: the likest first.
    edges: Vec<(u32, usize, usize)>,
    /// The same as sets, for asking.
    beside: Vec<BTreeSet<usize>>,
}

impl Linked {
    fn new(readings: &[&Reading], reader: &Reader) -> Linked {
        let mut beside = vec![BTreeSet::new(); readings.len()];
        let mut edges = Vec::new();
        for (x, a) in readings.iter().enumerate() {
            let mut row: Vec<(u32, usize, usize)> = Vec::new();
            for (y, b) in readings.iter().enumerate().skip(x + 1) {
                if let Some(Match { score, .. }) = compare::compare(a, b, reader) {
                    row.push((score, x, y));
                }
            }
            row.sort_by_key(|(score, x, y)| (std::cmp::Reverse(*score), *x, *y));
            row.truncate(LIKEST);
            for (_, x, y) in &row {
                beside[*x].insert(*y);
                beside[*y].insert(*x);
            }
            edges.append(&mut row);
        }
        edges.sort_by_key(|(score, x, y)| (std::cmp::Reverse(*score), *x, *y));
        Linked { edges, beside }
    }

    /// Groups in which everything is like everything (complete linkage), the likest joined first.
    fn complete(&self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = (0..self.beside.len()).map(|at| vec![at]).collect();
        let mut of: Vec<usize> = (0..self.beside.len()).collect();
        // What is like every member of a group, so that a try costs no more than the smaller group's size.
        let mut common = self.beside.clone();
        for (_, x, y) in &self.edges {
            let (into, from) = (of[*x].min(of[*y]), of[*x].max(of[*y]));
            if into == from || !groups[from].iter().all(|at| common[into].contains(at)) {
                continue;
            }
            let moved = std::mem::take(&mut groups[from]);
            moved.iter().for_each(|at| of[*at] = into);
            groups[into].extend(moved);
            common[into] = common[into].intersection(&common[from]).copied().collect();
        }
        groups
    }
}

/// What the readings of one group have in common, as the first of them has it.
fn why(readings: &[&Reading], reader: &Reader) -> Why {
    let Some((first, others)) = readings.split_first() else { return Why::SameWords };
    let mut shared: BTreeSet<usize> = (0..first.content.len()).collect();
    let mut pairs: Vec<(String, String)> = Vec::new();
    let (mut is_moved, mut is_whole) = (false, true);
    for other in others.iter().filter(|other| other.key != first.key) {
        // Each two of a group are alike, so that this is never without an answer.
        let Some(found) = compare::compare(first, other, reader) else { continue };
        is_moved |= found.is_moved;
        is_whole &= found.shared.len() == found.of;
        let kept: BTreeSet<usize> = found.shared.into_iter().collect();
        shared = shared.intersection(&kept).copied().collect();
        pairs.extend(found.spelt);
    }
    if !is_whole {
        let words = shared.iter().map(|at| first.content[*at].surface.clone()).collect();
        return Why::SharedWords { words, of: first.content.len() };
    }
    pairs.sort();
    pairs.dedup();
    match (pairs.is_empty(), is_moved) {
        (false, _) => Why::Spelling { pairs },
        (true, true) => Why::SameWordsOtherOrder,
        (true, false) => Why::SameWords,
    }
}
