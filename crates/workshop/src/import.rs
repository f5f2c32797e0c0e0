//! A workshop's content from tables: `notes`, `links`, `agenda` and `rooms`. All or nothing: everything is read and
//! checked first, every bad row is named, and only a faultless upload becomes a [`Plan`].

mod plan;
mod rows;

use serde::Serialize;

use board::edit::Edit;
use board::format::csv::RowError;
use board::id::BoardId;

use crate::workshop::{Limits, Random, Workshop};

/// The uploaded files; what is missing is not imported.
#[derive(Clone, Copy, Debug, Default)]
pub struct Files<'a> {
    /// Columns `session, group, author, type, color, text, cluster, votes`.
    pub notes: Option<&'a [u8]>,
    /// Columns `session, group, from_text, to_text, label`.
    pub links: Option<&'a [u8]>,
    /// Columns `session, date, title, phase, minutes, mode`.
    pub agenda: Option<&'a [u8]>,
    /// Zoom's pre-assignment: `Pre-assign Room Name, Email Address`.
    pub rooms: Option<&'a [u8]>,
}

/// What an import makes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// New sessions.
    pub sessions: usize,
    /// New groups.
    pub groups: usize,
    /// New people (authors and e-mail addresses).
    pub participants: usize,
    /// Notes.
    pub notes: usize,
    /// Clusters.
    pub clusters: usize,
    /// Links.
    pub links: usize,
    /// Notes with votes.
    pub tallies: usize,
    /// Phases of the programme.
    pub phases: usize,
}

/// An import that can be carried out.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The workshop with its new sessions, groups and people.
    pub workshop: Workshop,
    /// What to write on which board.
    pub edits: Vec<(BoardId, Vec<Edit>)>,
    /// For the facilitator.
    pub report: Report,
}

/// Reads the files against `workshop`. `now_ms` dates the notes. Imported notes are laid out in grids, cluster by
/// cluster; on a board with content they would cover it, so `occupied_bottom` says how far down a board is taken.
pub fn plan(
    workshop: &Workshop,
    files: Files<'_>,
    limits: &Limits,
    occupied_bottom: &dyn Fn(&BoardId) -> f64,
    random: Random<'_>,
    now_ms: u64,
) -> Result<Plan, Vec<RowError>> {
    let rows = rows::read(files)?;
    plan::make(workshop, &rows, limits, occupied_bottom, random, now_ms)
}
