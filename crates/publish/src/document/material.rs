//! What a handbook is made of: plain data and readings of boards, given by whoever keeps them.

use board::id::BoardId;
use board::view::BoardView;
use board::words::Language;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Which boards the chapters are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The one board over all sessions.
    Canvas,
    /// What was collected, session by session.
    Plenary,
    /// The groups' own boards.
    Groups,
}

impl Basis {
    /// In the order in which one is taken where nobody has chosen.
    pub const ALL: [Self; 3] = [Self::Canvas, Self::Plenary, Self::Groups];
}

/// A board.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its id.
    pub id: BoardId,
    /// What it is for.
    pub basis: Basis,
    /// Its session's number; 0 for the canvas.
    pub session: u32,
    /// Its group; empty where everybody is.
    pub group: String,
    /// What is on it.
    pub view: Arc<BoardView>,
}

/// Where people work during a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// All together.
    Plenary,
    /// Each group on its own.
    Groups,
}

/// A part of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phase {
    /// What it is called.
    pub title: String,
    /// Planned length; 0 is as long as it takes.
    pub minutes: u32,
    /// Where people work.
    pub place: Place,
}

/// One meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// From 1.
    pub number: u32,
    /// What it is about; may be empty.
    pub title: String,
    /// Its day, as it is to be read; may be empty.
    pub day: String,
    /// In running order.
    pub phases: Vec<Phase>,
}

/// Everything a handbook is made of.
#[derive(Clone, Debug, Default)]
pub struct Material {
    /// Of the workshop.
    pub title: String,
    /// Of its own words.
    pub language: Language,
    /// The day of its latest session, for files that state one.
    pub date: Option<Date>,
    /// In order of their numbers.
    pub sessions: Vec<Session>,
    /// The canvas, then by session plenary and groups.
    pub sheets: Vec<Sheet>,
    /// Names by the author's id; used only where names are wanted.
    pub names: BTreeMap<String, String>,
}
