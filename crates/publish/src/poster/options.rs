//! What one can choose about a poster.

use super::{paper::Paper, raster::Raster};
use board::id::{ImageId, ItemId};
use jiff::civil::Date;
use std::{collections::BTreeMap, ops::RangeInclusive, str::FromStr};

use board::words::{Language, Text, Words};

use super::words;

/// Resolutions a poster may have, in dots per inch.
pub const DPI: RangeInclusive<u32> = 30..=600;

/// A value that is none of the choices; the text, part of a sentence, says which there are.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct UnknownOption(pub Text);

impl UnknownOption {
    pub(super) fn new(words: &'static Words, value: &str, choices: &str) -> Self {
        Self(words.with("value", format!("{value:?}")).with("choices", choices))
    }
}

/// Which side of the sheet is up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Orientation {
    /// Whichever prints the board larger.
    #[default]
    Auto,
    /// Long side up.
    Portrait,
    /// Short side up.
    Landscape,
}

impl FromStr for Orientation {
    type Err = UnknownOption;
    fn from_str(value: &str) -> Result<Self, UnknownOption> {
        match value.to_ascii_lowercase().as_str() {
            "" | "auto" => Ok(Self::Auto),
            "portrait" => Ok(Self::Portrait),
            "landscape" => Ok(Self::Landscape),
            _ => Err(UnknownOption::new(&words::NO_ORIENTATION, value, "auto, portrait, landscape")),
        }
    }
}

/// What one can choose about a poster.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Sheet.
    pub paper: Paper,
    /// Which side is up.
    pub orientation: Orientation,
    /// Dots per inch; taken into [`DPI`].
    pub dpi: u32,
    /// This cluster alone, with what is in it; else the whole board.
    pub only: Option<ItemId>,
    /// Heading; `None` takes the board's title, an empty one leaves the heading out.
    pub title: Option<String>,
    /// Line under the heading: group, session, date, as they should be read.
    pub subtitle: Option<String>,
    /// Language of the few words of our own.
    pub language: Language,
    /// The day of what is on the sheet, for files that state one; else the day of the latest note.
    pub date: Option<Date>,
    /// Names to print on notes, by the author's id. Who is not in here is not named.
    pub credits: BTreeMap<String, String>,
    /// Pictures by their ids; where one is missing, an empty frame is drawn.
    pub images: BTreeMap<ImageId, Raster>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            paper: Paper::A3,
            orientation: Orientation::Auto,
            dpi: 150,
            only: None,
            title: None,
            subtitle: None,
            language: Language::English,
            date: None,
            credits: BTreeMap::new(),
            images: BTreeMap::new(),
        }
    }
}

impl Options {
    pub(super) fn resolution(&self) -> u32 {
        self.dpi.clamp(*DPI.start(), *DPI.end())
    }
}
