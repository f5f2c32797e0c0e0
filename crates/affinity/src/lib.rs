//! Which texts belong together: notes that say the same, groups of notes about the same, and words to call them by.
//!
//! It knows words and not what they mean: stems of five languages, little words that are passed over or keep two notes
//! apart, and how rare a word is on the board. No model, no word list of others, no network. `docs/affinity.md` says
//! how far that goes, measured, and where it ends.
//!
//! The loop, once: a [`Text`] is read into words and stems (`word`, `lexicon`, `language`, `reading`). [`duplicates`]
//! compares pairs of readings (`compare`) and groups those that are alike. [`suggest`] weighs the words (`vector`), finds
//! the closest few by Ward's method (`distance`, `ward`) or takes the themes it is given, lays the other notes to
//! them (`theme`), and names what came of it (`label`).
//!
//! Pure: no clock, no chance, no input and output. The same set of texts gives the same answer in whatever order.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod compare;
mod distance;
mod duplicate;
mod label;
mod language;
mod lexicon;
#[cfg(test)]
#[allow(dead_code)]
#[path = "../tests/common/random.rs"]
mod random;
mod reading;
mod suggest;
mod theme;
mod vector;
mod ward;
mod word;

pub use duplicate::{Duplicate, Why, duplicates};
pub use label::Shared;
pub use language::Language;
pub use suggest::{Cluster, Suggestion, Theme, Wish, suggest};

/// Most texts of one call.
pub const TEXTS_MAX: usize = 5_000;
/// Most themes of one call.
pub const THEMES_MAX: usize = 64;
/// Of a longer text this many characters are read.
pub const CHARS_MAX: usize = 2_000;

/// One note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<'a> {
    /// Its id. Of several texts with one id only one is looked at.
    pub id: &'a str,
    /// What it says.
    pub text: &'a str,
    /// The cluster it is in; `None` for a loose note.
    pub cluster: Option<&'a str>,
}

/// More than are compared at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TooMany {
    /// So many texts.
    #[error("{0} texts are more than the {TEXTS_MAX} that are compared at once")]
    Texts(usize),
    /// So many themes.
    #[error("{0} themes are more than the {THEMES_MAX} that notes are laid to at once")]
    Themes(usize),
}

/// Texts in an order that does not depend on theirs, each id once: so the same set gives the same answer.
fn in_order<'a>(texts: &[Text<'a>]) -> Vec<Text<'a>> {
    let mut sorted = texts.to_vec();
    sorted.sort_by(|x, y| (x.text, x.id, x.cluster).cmp(&(y.text, y.id, y.cluster)));
    let mut seen = std::collections::BTreeSet::new();
    sorted.retain(|text| seen.insert(text.id));
    sorted
}
