//! What stands in a handbook, and what of it is left out by choice.

use board::id::ImageId;
use board::words::Language;
use jiff::civil::Date;
use std::collections::BTreeSet;

use super::choice::Key;
use super::gather::short;
use super::material::{Basis, Phase};
use super::outline::Shows;

/// Where a point was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The session's number; 0 on the canvas.
    pub session: u32,
    /// The group; empty where everybody was.
    pub group: String,
}

/// Something that was said about a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What.
    pub text: String,
    /// By whom, where names are wanted.
    pub by: Option<String>,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The note.
    pub key: Key,
    /// What it says, tidied; newlines are `\n`. Empty only beside a picture.
    pub text: String,
    /// How many it got.
    pub votes: u32,
    /// Where it was written, and what was joined to it; each once.
    pub origins: Vec<Origin>,
    /// Who wrote it, where names are wanted.
    pub by: Option<String>,
    /// A picture that belongs to it.
    pub picture: Option<ImageId>,
    /// What was said about it, thread by thread.
    pub remarks: Vec<Remark>,
    /// Does it stand in the handbook, if its chapter does?
    pub included: bool,
}

impl Point {
    /// How it begins, on one line.
    pub fn excerpt(&self) -> String {
        short(&self.text)
    }
}

/// A cluster, or several of one title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// Its first cluster.
    pub key: Key,
    /// All its clusters.
    pub(super) keys: Vec<Key>,
    /// As it is called if nobody says otherwise: as its cluster.
    pub title: String,
    /// As it is called here.
    pub heading: String,
    /// Does it stand in the handbook?
    pub included: bool,
    /// In their order.
    pub points: Vec<Point>,
    /// Links that begin here.
    pub sentences: Vec<String>,
}

impl Chapter {
    /// All its clusters; a choice about any of them is about it.
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// Of all its points.
    pub fn votes(&self) -> u32 {
        self.points.iter().fold(0, |sum, point| sum.saturating_add(point.votes))
    }

    /// The points that stand in the handbook.
    pub fn shown(&self) -> impl Iterator<Item = &Point> {
        self.points.iter().filter(|point| self.included && point.included)
    }
}

/// A session, told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// From 1.
    pub number: u32,
    /// May be empty.
    pub title: String,
    /// As it is to be read; may be empty.
    pub day: String,
    /// In running order.
    pub phases: Vec<Phase>,
    /// Groups with how many notes they wrote there.
    pub groups: Vec<(String, usize)>,
    /// The points of it with most votes, at most five.
    pub brought: Vec<String>,
}

/// Notes that are in no chapter, of one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Where they were written.
    pub origin: Origin,
    /// What they say.
    pub texts: Vec<String>,
}

/// A whole handbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handbook {
    /// Of its own words.
    pub language: Language,
    /// On its cover.
    pub title: String,
    /// Before everything else; may be empty.
    pub intro: String,
    /// For files that state a day: that of the latest session, else of the latest note.
    pub date: Date,
    /// First and last day of the sessions, as they are to be read: none, one or two.
    pub days: Vec<String>,
    /// Which boards it is made of.
    pub basis: Basis,
    /// Was that chosen?
    pub is_chosen: bool,
    /// Which boards it could be made of.
    pub possible: Vec<Basis>,
    /// Every group, in order.
    pub groups: Vec<String>,
    /// What is shown.
    pub shows: Shows,
    /// In their order, those that are left out too.
    pub chapters: Vec<Chapter>,
    /// In order.
    pub meetings: Vec<Meeting>,
    /// By session, then by group.
    pub left_out: Vec<LeftOut>,
}

impl Handbook {
    /// Every picture that stands in it, each once.
    pub fn pictures(&self) -> BTreeSet<&ImageId> {
        self.chapters.iter().flat_map(Chapter::shown).filter_map(|point| point.picture.as_ref()).collect()
    }
}
