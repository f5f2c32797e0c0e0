//! What one can choose about a poster.

use super::{paper::Paper, raster::Raster, theme::Theme};
use crate::fonts::Fonts;
use board::{
    id::{ImageId, ItemId},
    note::Note,
};
use jiff::civil::Date;
use std::{collections::BTreeMap, fmt, ops::RangeInclusive, str::FromStr};

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

impl fmt::Display for Orientation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto => "auto",
            Self::Portrait => "portrait",
            Self::Landscape => "landscape",
        })
    }
}

/// What of a board is on the sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Extent {
    /// All of it.
    #[default]
    Whole,
    /// A cluster, with what is in it.
    Cluster(ItemId),
    /// What has its middle in a rectangle: left, top, width and height in board units.
    Area([f64; 4]),
}

/// Whose notes they are, as it stands on each.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Credits {
    /// Nothing.
    #[default]
    None,
    /// Names of people by their ids. Who is not in here is not named.
    People(BTreeMap<String, String>),
    /// The groups a note was collected from; the group of the board, if it has one, for what was written on it.
    Groups(Option<String>),
}

/// Most groups that are named on a note.
const GROUPS_NAMED: usize = 3;

impl Credits {
    pub(super) fn of(&self, note: &Note) -> Option<String> {
        match self {
            Self::None => None,
            Self::People(names) => names.get(note.author.as_ref()?).cloned(),
            Self::Groups(own) => {
                let Some(src) = &note.src else { return own.clone() };
                let mut groups: Vec<String> = Vec::new();
                for origin in src.origins() {
                    if !origin.group.is_empty() && !groups.contains(&origin.group) {
                        groups.push(origin.group);
                    }
                }
                let more = groups.len().saturating_sub(GROUPS_NAMED);
                groups.truncate(GROUPS_NAMED);
                let mut text = groups.join(" · ");
                if more > 0 {
                    text.push_str(&format!(" +{more}"));
                }
                (!text.is_empty()).then_some(text)
            }
        }
    }
}

/// The sign of an institution, at the foot of the sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Logo {
    /// Its pixels.
    pub raster: Raster,
    /// What it says to who does not see it.
    pub says: String,
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
    /// What of the board is on it.
    pub extent: Extent,
    /// How much ink it takes.
    pub theme: Theme,
    /// Heading; `None` takes the board's title, an empty one leaves the heading out.
    pub title: Option<String>,
    /// Line under the heading: group, session, date, as they should be read.
    pub subtitle: Option<String>,
    /// Language of the few words of our own.
    pub language: Language,
    /// The day of what is on the sheet, for files that state one; else the day of the latest note.
    pub date: Option<Date>,
    /// Whose notes they are.
    pub credits: Credits,
    /// What colours of notes mean, by their names in the document; with it stands what signs mean. `None`: no legend.
    pub legend: Option<BTreeMap<String, String>>,
    /// Signs of institutions.
    pub logos: Vec<Logo>,
    /// An address, as QR code and in words.
    pub code: Option<String>,
    /// What letters are drawn with.
    pub fonts: Fonts,
    /// Pictures by their ids; where one is missing, an empty frame is drawn.
    pub images: BTreeMap<ImageId, Raster>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            paper: Paper::A3,
            orientation: Orientation::Auto,
            dpi: 150,
            extent: Extent::Whole,
            theme: Theme::Colour,
            title: None,
            subtitle: None,
            language: Language::English,
            date: None,
            credits: Credits::None,
            legend: None,
            logos: Vec::new(),
            code: None,
            fonts: Fonts::default(),
            images: BTreeMap::new(),
        }
    }
}

impl Options {
    pub(super) fn resolution(&self) -> u32 {
        self.dpi.clamp(*DPI.start(), *DPI.end())
    }
}
