//! Groups for the loose notes of a board.

use crate::distance::Distances;
use crate::label::{self, Shared};
use crate::language::Language;
use crate::reading::{Reader, Reading};
use crate::vector::{self, Sum, Vector};
use crate::{Duplicate, TEXTS_MAX, THEMES_MAX, Text, TooMany, duplicate, in_order, theme, ward};

/// A theme to which notes may be laid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme<'a> {
    /// What it is called; its words count.
    pub name: &'a str,
    /// The cluster whose notes are examples of it (see [`Text::cluster`]).
    pub cluster: Option<&'a str>,
}

/// What is wanted of [`suggest`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish<'a> {
    /// Themes to lay notes to; with none of them groups are found.
    pub themes: &'a [Theme<'a>],
    /// How many groups to find, if there are no themes; at most [`THEMES_MAX`]; not said, the root of half the notes.
    /// Fewer come back where notes have nothing in common.
    pub clusters: Option<usize>,
    /// What the board speaks, for notes that do not tell it; not said, what most of them speak.
    pub language: Option<Language>,
}

/// Notes that may belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster<'a> {
    /// The theme they are laid to, as its place in [`Wish::themes`]; `None` for a group that was found.
    pub theme: Option<usize>,
    /// Up to three words to call it by; none where all its notes are little words.
    pub words: Vec<String>,
    /// Loose notes, the most central first; at least one with a theme, two without.
    pub notes: Vec<&'a str>,
    /// Why: words that several of its notes have, the most telling first; at most six.
    pub shared: Vec<Shared>,
}

impl<'a> Cluster<'a> {
    /// The note most like all others of it, to quote.
    pub fn central(&self) -> Option<&'a str> {
        self.notes.first().copied()
    }
}

/// What might be done with a board. Nothing is done by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion<'a> {
    /// In the order of the themes, else the largest first.
    pub clusters: Vec<Cluster<'a>>,
    /// Loose notes that belong nowhere, by id.
    pub unplaced: Vec<&'a str>,
    /// Notes that say the same, in clusters or not.
    pub duplicates: Vec<Duplicate<'a>>,
}

/// Groups for the notes that are in no cluster, and [`duplicates`](crate::duplicates) among all. The answer does not
/// depend on the order of the texts.
///
/// Takes up to n² · 60 additions and 2 n² bytes: 50 MB for [`TEXTS_MAX`] loose notes.
///
/// # Errors
/// [`TooMany`].
pub fn suggest<'a>(texts: &[Text<'a>], wish: &Wish) -> Result<Suggestion<'a>, TooMany> {
    if texts.len() > TEXTS_MAX {
        return Err(TooMany::Texts(texts.len()));
    }
    if wish.themes.len() > THEMES_MAX {
        return Err(TooMany::Themes(wish.themes.len()));
    }
    let texts = in_order(texts);
    let mut reader = Reader::new(&texts, wish.language);
    let mut readings: Vec<Reading> = texts.iter().map(|text| reader.read(text.text)).collect();
    let duplicates = duplicate::groups(&texts, &readings, &reader);
    readings.extend(wish.themes.iter().map(|theme| reader.read(theme.name)));
    let vectors = vector::vectors(&readings, &reader);
    let loose: Vec<usize> = (0..texts.len()).filter(|at| texts[*at].cluster.is_none()).collect();
    // Theme, members.
    let mut groups: Vec<(Option<usize>, Vec<usize>)> = Vec::new();
    if wish.themes.is_empty() {
        let mut found = found(&vectors, &loose, wish.clusters);
        found.retain(|members| {
            let shared = label::most_shared(members, &readings);
            shared > 1 && SHARED_IN * shared >= members.len()
        });
        groups.extend(found.into_iter().map(|members| (None, members)));
    } else {
        let names: Vec<Option<&Vector>> = vectors.iter().skip(texts.len()).map(Some).collect();
        let is_in = |theme: &Theme, text: &Text| theme.cluster.is_some() && theme.cluster == text.cluster;
        let examples = |theme: &Theme| (0..texts.len()).filter(|at| is_in(theme, &texts[*at])).collect();
        let examples: Vec<Vec<usize>> = wish.themes.iter().map(examples).collect();
        let laid = theme::lay(&vectors, &names, &examples, &loose);
        for theme in 0..wish.themes.len() {
            let members =
                loose.iter().zip(&laid).filter(|(_, laid)| **laid == Some(theme)).map(|(at, _)| *at);
            groups.push((Some(theme), members.collect()));
        }
        groups.retain(|(_, members)| !members.is_empty());
    }
    for (_, members) in &mut groups {
        central_first(members, &vectors);
    }
    let members: Vec<Vec<usize>> = groups.iter().map(|(_, members)| members.clone()).collect();
    let labels = label::labels(&members, &readings[..texts.len()], &reader);
    let ids = |members: &[usize]| members.iter().map(|at| texts[*at].id).collect();
    let mut placed = vec![false; texts.len()];
    members.iter().flatten().for_each(|at| placed[*at] = true);
    let mut unplaced: Vec<&str> = loose.iter().filter(|at| !placed[**at]).map(|at| texts[*at].id).collect();
    unplaced.sort_unstable();
    let clusters = groups
        .iter()
        .zip(labels)
        .map(|((theme, members), label)| Cluster {
            theme: *theme,
            words: label.words,
            notes: ids(members),
            shared: label.shared,
        })
        .collect();
    Ok(Suggestion { clusters, unplaced, duplicates })
}

/// A board of fewer loose notes than this may have groups that begin with two.
const FEW: usize = 16;

/// A found group has a word that at least one in so many of its notes shares, or nobody could say what it is: on a
/// board whose notes have nothing in common this leaves nothing, where any clustering gives groups.
const SHARED_IN: usize = 3;

/// Groups of loose notes, the largest first; of equally large ones the one with the first note. They begin with the
/// closest few by Ward's method, and what else there is, is laid to them like to themes.
fn found(vectors: &[Vector], loose: &[usize], wanted: Option<usize>) -> Vec<Vec<usize>> {
    let some: Vec<usize> = loose.iter().copied().filter(|at| !vectors[*at].is_empty()).collect();
    let own: Vec<Vector> = some.iter().map(|at| vectors[*at].clone()).collect();
    let wanted = wanted.unwrap_or_else(|| ward::usual(some.len())).clamp(1, THEMES_MAX);
    let least = if some.len() < FEW { 2 } else { 3 };
    let mut groups = ward::cores(&ward::joints(Distances::new(&own)), wanted, least);
    let mut rest = vec![true; some.len()];
    groups.iter().flatten().for_each(|at| rest[*at] = false);
    let rest: Vec<usize> = (0..some.len()).filter(|at| rest[*at]).collect();
    let laid = theme::lay(&own, &vec![None; groups.len()], &groups, &rest);
    for (at, group) in rest.into_iter().zip(laid) {
        if let Some(group) = group {
            groups[group].push(at);
        }
    }
    groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group.first().copied()));
    groups.into_iter().map(|group| group.into_iter().map(|at| some[at]).collect()).collect()
}

/// Puts the note most like all others of its group before them.
fn central_first(members: &mut [usize], vectors: &[Vector]) {
    let sum = Sum::new(vector::width(vectors), members.iter().map(|at| (&vectors[*at], 1.0)));
    let likeness = |at: &usize| (sum.cosine(&vectors[*at]), *at);
    let mut sorted: Vec<(f32, usize)> = members.iter().map(likeness).collect();
    sorted.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    for (place, (_, at)) in members.iter_mut().zip(sorted) {
        *place = at;
    }
}
