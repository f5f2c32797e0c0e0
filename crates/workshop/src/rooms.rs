//! Rooms of video calls and lists of people, as tables: who is expected in which group, out and in.
//!
//! [`zoom`] and [`bigbluebutton`] are about one session: what comes in becomes a grouping that is put in force there.
//! [`list`] is the roster itself, with the groups of now. Taking something in is all or nothing: the answer is a changed
//! copy of the workshop, or what is wrong.

pub mod bigbluebutton;
mod cell;
pub mod list;
mod reasons;
pub mod zoom;

use board::format::csv::RowError;
use board::id::ParticipantId;
use board::words::Text;
use serde::Serialize;

use crate::seats::{Move, Seats};
use crate::workshop::{Invalid, Limits, Random, Workshop, title};

/// Most bad rows that are named, and most unknown people: nobody reads more before mending the first.
pub const NAMED_MAX: usize = 200;

/// A table that can be taken in.
#[derive(Clone, Debug, PartialEq)]
pub struct Intake {
    /// The workshop with it.
    pub workshop: Workshop,
    /// For the facilitator.
    pub report: Report,
}

/// What a table brings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// People who are expected from now on.
    pub added: usize,
    /// People who were there and get another name, address, attribute or group.
    pub updated: usize,
    /// Groups that are made for it.
    pub groups: Vec<String>,
    /// The grouping that is in force by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grouping: Option<String>,
    /// Whose group changes in the session of the table, those who are new included.
    pub moves: Vec<Move>,
    /// Columns that nothing is known about; their cells are left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown_columns: Vec<String>,
    /// People of the table whom nobody here is; at most [`NAMED_MAX`], shortened.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown_people: Vec<String>,
}

/// The group of that name, whatever its capitals, made if it is not there.
fn group_of(
    workshop: &mut Workshop,
    name: &str,
    limits: &Limits,
    random: Random<'_>,
) -> Result<String, Invalid> {
    if let Some(name) = title(name) {
        let is_it = |known: &&String| known.to_lowercase() == name.to_lowercase();
        let exact = workshop.groups.iter().find(|known| **known == name);
        if let Some(known) = exact.or_else(|| workshop.groups.iter().find(is_it)) {
            return Ok(known.clone());
        }
    }
    workshop.ensure_group(name, limits, random)?;
    Ok(workshop.groups.last().cloned().unwrap_or_default())
}

/// Makes `seats` a grouping of that name, in place of one that had it, and puts it in force in a session.
fn put_in_force(
    before: &Workshop,
    mut workshop: Workshop,
    name: String,
    seats: Seats,
    session: u32,
    random: Random<'_>,
) -> Result<Intake, Invalid> {
    let there = workshop.roster.groupings.iter_mut().find(|known| known.name == name);
    let id = match there {
        Some(known) => {
            known.seats = seats;
            known.id.clone()
        }
        None => workshop.add_grouping(name, seats, random)?,
    };
    workshop.apply_grouping(&id, session)?;
    let mut report = report_of(before, &workshop, session);
    report.grouping = Some(id);
    Ok(Intake { workshop, report })
}

/// What became of a workshop by a table for a session.
fn report_of(before: &Workshop, after: &Workshop, session: u32) -> Report {
    let mut moves = after.moves_since(before);
    moves.retain(|known| known.session == session);
    let is_changed = |id: &ParticipantId| {
        before.participant(id) != after.participant(id) || moves.iter().any(|known| known.participant == *id)
    };
    Report {
        added: after.participants.len() - before.participants.len(),
        updated: before.participants.iter().filter(|person| is_changed(&person.id)).count(),
        groups: after.groups[before.groups.len()..].to_vec(),
        moves,
        ..Report::default()
    }
}

/// Rows that are wrong, by their line.
struct Faults {
    file: &'static str,
    rows: Vec<RowError>,
}

impl Faults {
    fn of(file: &'static str) -> Self {
        Self { file, rows: Vec::new() }
    }

    fn add(&mut self, line: u64, reason: impl Into<Text>) {
        self.rows.push(RowError { file: self.file.to_owned(), line, reason: reason.into() });
    }

    /// `Err` with what is named, if anything is.
    fn end(&mut self) -> Result<(), Vec<RowError>> {
        if self.rows.is_empty() { Ok(()) } else { Err(named(std::mem::take(&mut self.rows))) }
    }
}

fn named(mut rows: Vec<RowError>) -> Vec<RowError> {
    rows.sort_by_key(|row| row.line);
    rows.truncate(NAMED_MAX);
    rows
}
