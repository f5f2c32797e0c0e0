//! What one can choose about a poster.

use super::raster::Raster;
use board::id::ImageId;
use std::{collections::BTreeMap, fmt, ops::RangeInclusive, str::FromStr};

use board::words::{Language, Text, Words};

use super::words;

/// Resolutions a poster may have, in dots per inch.
pub const DPI: RangeInclusive<u32> = 30..=300;

/// ISO 216 paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum PaperSize {
    A0,
    A1,
    A2,
    A3,
    A4,
}

impl PaperSize {
    /// All sizes, the largest first.
    pub const ALL: [Self; 5] = [Self::A0, Self::A1, Self::A2, Self::A3, Self::A4];

    /// Short and long side in millimetres.
    pub const fn millimetres(self) -> (u32, u32) {
        match self {
            Self::A0 => (841, 1189),
            Self::A1 => (594, 841),
            Self::A2 => (420, 594),
            Self::A3 => (297, 420),
            Self::A4 => (210, 297),
        }
    }
}

impl fmt::Display for PaperSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// A value that is none of the choices; the text, part of a sentence, says which there are.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct UnknownOption(pub Text);

impl UnknownOption {
    fn new(words: &'static Words, value: &str, choices: &str) -> Self {
        Self(words.with("value", format!("{value:?}")).with("choices", choices))
    }
}

impl FromStr for PaperSize {
    type Err = UnknownOption;
    fn from_str(value: &str) -> Result<Self, UnknownOption> {
        let known = Self::ALL.into_iter().find(|size| size.to_string().eq_ignore_ascii_case(value));
        known.ok_or_else(|| UnknownOption::new(&words::NO_PAPER, value, "A0, A1, A2, A3, A4"))
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
    pub paper: PaperSize,
    /// Which side is up.
    pub orientation: Orientation,
    /// Dots per inch; taken into [`DPI`].
    pub dpi: u32,
    /// Heading; `None` takes the board's title, an empty one leaves the heading out.
    pub title: Option<String>,
    /// Line under the heading: group, session, date, as they should be read.
    pub subtitle: Option<String>,
    /// Language of the few words of our own.
    pub language: Language,
    /// Names to print on notes, by the author's id. Who is not in here is not named.
    pub credits: BTreeMap<String, String>,
    /// Pictures by their ids; where one is missing, an empty frame is drawn.
    pub images: BTreeMap<ImageId, Raster>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            paper: PaperSize::A3,
            orientation: Orientation::Auto,
            dpi: 150,
            title: None,
            subtitle: None,
            language: Language::English,
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
