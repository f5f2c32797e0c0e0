//! What people choose about a handbook: kept with the workshop, and only what differs from what comes by itself.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use super::choice::{Key, TooMuch};
use super::material::Basis;
use super::words;

/// Longest title, in characters.
const TITLE_CHARS_MAX: usize = 120;
/// Longest heading of a chapter, in characters.
const HEADING_CHARS_MAX: usize = 200;
/// Longest introduction, in characters: two pages.
const INTRO_CHARS_MAX: usize = 5_000;
/// Most keys, wherever they stand.
const KEYS_MAX: usize = 20_000;

/// The choices. Whatever is not said comes by itself; what is said of something that is gone does nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Outline {
    /// On the cover; empty is the workshop's title.
    pub title: String,
    /// What stands before everything else; may be empty.
    pub intro: String,
    /// Which boards it is made of; none is the first of canvas, plenary and groups where something is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// What stands beside the points.
    pub shows: Shows,
    /// Chapters in their order; empty is by votes.
    pub order: Vec<Key>,
    /// Headings of chapters, where they are not to be called as their cluster.
    pub headings: BTreeMap<Key, String>,
    /// Points of a chapter in their order, where it is not that of votes.
    pub points: BTreeMap<Key, Vec<Key>>,
    /// Chapters and points that are not in it.
    pub excluded: BTreeSet<Key>,
}

/// What stands beside the points, and after them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shows {
    /// How many votes a point has.
    pub votes: bool,
    /// Groups and sessions it comes from.
    pub sources: bool,
    /// Who wrote it.
    pub names: bool,
    /// What was said about it.
    pub comments: bool,
    /// Links as sentences.
    pub sentences: bool,
    /// A page for each session.
    pub sessions: bool,
    /// What is not in the chapters.
    pub left_out: bool,
}

impl Default for Shows {
    fn default() -> Self {
        Self {
            votes: true,
            sources: true,
            names: false,
            comments: false,
            sentences: true,
            sessions: true,
            left_out: true,
        }
    }
}

impl Outline {
    /// # Errors
    /// [`TooMuch`] of something.
    pub fn check(&self) -> Result<(), TooMuch> {
        let is_longer = |text: &str, most: usize| text.chars().count() > most;
        if is_longer(&self.title, TITLE_CHARS_MAX) {
            return Err(TooMuch(words::TITLE_LONG.with("most", TITLE_CHARS_MAX)));
        }
        if is_longer(&self.intro, INTRO_CHARS_MAX) {
            return Err(TooMuch(words::INTRO_LONG.with("most", INTRO_CHARS_MAX)));
        }
        if self.headings.values().any(|heading| is_longer(heading, HEADING_CHARS_MAX)) {
            return Err(TooMuch(words::HEADING_LONG.with("most", HEADING_CHARS_MAX)));
        }
        let points: usize = self.points.values().map(|points| points.len() + 1).sum();
        if self.order.len() + self.headings.len() + points + self.excluded.len() > KEYS_MAX {
            return Err(TooMuch(words::KEYS_MANY.with("most", KEYS_MAX)));
        }
        Ok(())
    }
}
