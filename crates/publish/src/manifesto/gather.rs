//! From boards and choices to the sentences of a manifesto, and the notes one could choose.

use board::words::Language;
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};

use super::choice::{Choice, Chosen};
use super::words;
use crate::document::{self, Basis, Handbook, Key, Material, Origin, Outline, Shows, from, line, unmarked};
use crate::poster::{Orientation, Paper, Theme};

/// How many notes it is made of where nobody has chosen.
const BY_VOTES: usize = 7;
/// Nothing but chapters and points: notes in their clusters, by votes.
const BARE: Shows = Shows {
    votes: false,
    sources: false,
    names: false,
    comments: false,
    sentences: false,
    sessions: false,
    left_out: false,
};

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The note it is made of.
    pub key: Key,
    /// As it stands on the page, on one line.
    pub text: String,
    /// What the note says, on one line.
    pub note: String,
    /// Colour of the note, as the document names it.
    pub color: String,
    /// Groups and sessions it comes from, in words.
    pub source: String,
}

/// A note one could choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The note.
    pub key: Key,
    /// How it begins, on one line.
    pub text: String,
    /// How many it got.
    pub votes: u32,
    /// Where it was written; each once.
    pub origins: Vec<Origin>,
}

/// A cluster with its notes that say something, by votes; what is in no cluster comes last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// Its first cluster.
    pub key: Key,
    /// As it is called.
    pub title: String,
    /// At least one.
    pub notes: Vec<Candidate>,
}

/// A whole manifesto.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifesto {
    /// Of its own words, and for who reads it out.
    pub language: Language,
    /// Above everything; never empty.
    pub title: String,
    /// Below the title; may be empty.
    pub intro: String,
    /// In their order.
    pub sentences: Vec<Sentence>,
    /// Are they those with most votes, because nobody has chosen?
    pub is_by_votes: bool,
    /// At the foot; may be empty.
    pub signature: String,
    /// For files that state a day: that of the latest session, else of the latest note.
    pub date: Date,
    /// Do the sentences have numbers?
    pub numbered: bool,
    /// Does the source stand under each?
    pub sources: bool,
    /// What it is printed on.
    pub paper: Paper,
    /// Which side is up.
    pub orientation: Orientation,
    /// How much ink it takes.
    pub theme: Theme,
    /// Which boards notes are offered from.
    pub basis: Basis,
    /// Which they could be offered from.
    pub possible: Vec<Basis>,
    /// Where the notes are that are offered.
    pub clusters: Vec<Cluster>,
}

/// On one line, running the way its letters do.
fn said(text: &str) -> String {
    line(&unmarked(text))
}

fn noted(material: &Material, basis: Option<Basis>) -> Handbook {
    document::handbook(material, &Outline { basis, shows: BARE, ..Outline::default() })
}

/// Makes a manifesto. The same material and choices make the same one.
pub fn manifesto(material: &Material, choice: &Choice) -> Manifesto {
    let offered = noted(material, choice.basis);
    let by_votes;
    let chosen = match &choice.sentences {
        Some(chosen) => chosen,
        None => {
            by_votes = most_voted(&offered);
            &by_votes
        }
    };
    let unnamed = words::MANIFESTO.says(material.language).to_owned();
    let titles = [said(&choice.title), said(&material.title), unnamed];
    Manifesto {
        language: material.language,
        title: titles.into_iter().find(|title| !title.is_empty()).unwrap_or_default(),
        intro: said(&choice.intro),
        sentences: sentences(material, &offered, chosen),
        is_by_votes: choice.sentences.is_none(),
        signature: said(&choice.signature),
        date: offered.date,
        numbered: choice.numbered,
        sources: choice.sources,
        paper: choice.paper,
        orientation: choice.orientation,
        theme: choice.theme,
        basis: offered.basis,
        clusters: clusters(&offered),
        possible: offered.possible,
    }
}

fn most_voted(offered: &Handbook) -> Vec<Chosen> {
    let points = offered.chapters.iter().flat_map(|chapter| &chapter.points);
    let mut voted: Vec<_> = points.filter(|point| point.votes > 0 && !point.text.is_empty()).collect();
    voted.sort_by_key(|point| std::cmp::Reverse(point.votes));
    let chosen = |key: &Key| Chosen { key: key.clone(), wording: String::new() };
    voted.into_iter().take(BY_VOTES).map(|point| chosen(&point.key)).collect()
}

fn sentences(material: &Material, offered: &Handbook, chosen: &[Chosen]) -> Vec<Sentence> {
    let mut colors: HashMap<Key, &str> = HashMap::new();
    for sheet in &material.sheets {
        let notes = sheet.view.notes.iter();
        colors.extend(notes.map(|(id, note)| (Key::of(&sheet.id, id), note.color.as_str())));
    }
    let mut found: HashMap<Key, Sentence> = HashMap::new();
    let mut find = |handbook: &Handbook| {
        for point in handbook.chapters.iter().flat_map(|chapter| &chapter.points) {
            let source = point.origins.iter().map(|origin| from(origin, material.language));
            let note = said(&point.text);
            let sentence = Sentence {
                key: point.key.clone(),
                text: note.clone(),
                note,
                color: colors.get(&point.key).copied().unwrap_or_default().to_owned(),
                source: source.collect::<Vec<_>>().join(" · "),
            };
            found.insert(point.key.clone(), sentence);
        }
        chosen.iter().all(|one| found.contains_key(&one.key))
    };
    // What was chosen from other boards than those of now stays chosen.
    if !find(offered) {
        let others = offered.possible.iter().filter(|basis| **basis != offered.basis);
        others.for_each(|basis| {
            find(&noted(material, Some(*basis)));
        });
    }
    let mut seen = HashSet::new();
    let first = chosen.iter().filter(|one| seen.insert(&one.key));
    let sentence = |one: &Chosen| {
        let mut sentence = found.get(&one.key)?.clone();
        let wording = said(&one.wording);
        if !wording.is_empty() {
            sentence.text = wording;
        }
        (!sentence.text.is_empty()).then_some(sentence)
    };
    first.filter_map(sentence).collect()
}

fn clusters(offered: &Handbook) -> Vec<Cluster> {
    let cluster = |chapter: &document::Chapter| {
        let notes = chapter.points.iter().filter(|point| !point.text.is_empty());
        let notes: Vec<Candidate> = notes
            .map(|point| Candidate {
                key: point.key.clone(),
                text: point.excerpt(),
                votes: point.votes,
                origins: point.origins.clone(),
            })
            .collect();
        (!notes.is_empty()).then(|| Cluster { key: chapter.key.clone(), title: chapter.title.clone(), notes })
    };
    offered.chapters.iter().filter_map(cluster).collect()
}
