//! What people choose about a manifesto: kept with the workshop.

use board::words::Words;
use serde::{Deserialize, Serialize};

use super::words;
use crate::document::{Basis, Key, TooMuch};
use crate::poster::{Orientation, Paper, Theme};

/// Longest title, line below it, and signature, in characters.
const TITLE_CHARS_MAX: usize = 120;
const INTRO_CHARS_MAX: usize = 300;
const SIGNATURE_CHARS_MAX: usize = 200;
/// Most sentences that may be chosen; how many fit depends on the paper.
const SENTENCES_MAX: usize = 60;
/// Longest wording of one's own, in characters: as much as a long note.
const WORDING_CHARS_MAX: usize = 2_000;

/// The choices. Whatever is not said comes by itself; a note that is gone is passed over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choice {
    /// Above everything; empty is the workshop's title.
    pub title: String,
    /// One line below the title; may be empty.
    pub intro: String,
    /// Which boards notes are offered from; none is the first of canvas, plenary and groups where something is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
    /// The sentences in their order; none is the notes with most votes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentences: Option<Vec<Chosen>>,
    /// Who says so, at the foot; may be empty.
    pub signature: String,
    /// Do the sentences have numbers?
    pub numbered: bool,
    /// Does group and session stand under each?
    pub sources: bool,
    /// What it is printed on.
    #[serde(with = "spelled")]
    pub paper: Paper,
    /// Which side is up.
    #[serde(with = "spelled")]
    pub orientation: Orientation,
    /// How much ink it takes.
    #[serde(with = "spelled")]
    pub theme: Theme,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            title: String::new(),
            intro: String::new(),
            basis: None,
            sentences: None,
            signature: String::new(),
            numbered: false,
            sources: false,
            paper: Paper::A3,
            orientation: Orientation::Auto,
            theme: Theme::Colour,
        }
    }
}

/// A note that is a sentence of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// The note.
    pub key: Key,
    /// As it is said here, where that is not what the note says.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub wording: String,
}

impl Choice {
    /// # Errors
    /// [`TooMuch`] of something.
    pub fn check(&self) -> Result<(), TooMuch> {
        let at_most = |text: &str, most: usize, words: &'static Words| {
            if text.chars().count() > most { Err(TooMuch(words.with("most", most))) } else { Ok(()) }
        };
        at_most(&self.title, TITLE_CHARS_MAX, &words::TITLE_LONG)?;
        at_most(&self.intro, INTRO_CHARS_MAX, &words::INTRO_LONG)?;
        at_most(&self.signature, SIGNATURE_CHARS_MAX, &words::SIGNATURE_LONG)?;
        let sentences = self.sentences.as_deref().unwrap_or_default();
        if sentences.len() > SENTENCES_MAX {
            return Err(TooMuch(words::SENTENCES_MANY.with("most", SENTENCES_MAX)));
        }
        sentences.iter().try_for_each(|one| at_most(&one.wording, WORDING_CHARS_MAX, &words::WORDING_LONG))
    }
}

/// Options of a poster, as they are spelled in addresses.
mod spelled {
    use crate::poster::UnknownOption;
    use board::words::Language;
    use serde::{Deserialize, Deserializer, Serializer, de::Error as _};
    use std::{fmt::Display, str::FromStr};

    pub(super) fn serialize<S: Serializer>(value: &impl Display, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(value)
    }

    pub(super) fn deserialize<'a, D, T>(from: D) -> Result<T, D::Error>
    where
        D: Deserializer<'a>,
        T: FromStr<Err = UnknownOption>,
    {
        let text = String::deserialize(from)?;
        text.parse().map_err(|UnknownOption(words)| D::Error::custom(words.say(Language::English)))
    }
}
