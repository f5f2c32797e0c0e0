//! Zoom's pre-assignment of people to breakout rooms: a table of two columns, one row per person, known by address.
//!
//! Zoom keeps one set of rooms per meeting, and one for all meetings of a series; so the table is made anew for each
//! session. It places only people who are signed in with exactly that address.
//!
//! Source: Zoom support KB0061353 (header, 100 rooms, 1,000 people). Quoting and encoding are not documented there: RFC
//! 4180 and UTF-8 without a byte order mark.

use std::collections::{BTreeMap, BTreeSet};

use board::format::csv::{RowError, Table};
use board::id::ParticipantId;
use serde::Serialize;

use super::cell::{is_formula, one_line, quoted};
use super::{Faults, Intake, group_of, named, put_in_force, reasons};
use crate::address::{clip, is_address};
use crate::roster::Expected;
use crate::seats::Seats;
use crate::words;
use crate::workshop::{Invalid, Limits, Random, Workshop};

/// The columns, in order, as Zoom wants them.
pub const HEADER: [&str; 2] = ["Pre-assign Room Name", "Email Address"];
/// Most rooms that Zoom takes.
pub const ROOMS_MAX: usize = 100;
/// Most people that Zoom takes.
pub const PEOPLE_MAX: usize = 1_000;

/// A table for Zoom, and who is not in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ZoomTable {
    /// The file: UTF-8 without byte order mark, lines that end in CRLF.
    pub text: String,
    /// Rooms in it.
    pub rooms: usize,
    /// People in it.
    pub people: usize,
    /// Who is not in the file and has to be placed by hand, in the order in which people came.
    pub left_out: Vec<LeftOut>,
}

/// Somebody who is not in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Who.
    pub participant: ParticipantId,
    /// Their name here.
    pub name: String,
    /// Why.
    pub why: Why,
}

/// Why somebody is not in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// They have no address, or one that is none.
    NoAddress,
    /// They have no group in that session.
    NoGroup,
    /// Somebody before them has the same address.
    SameAddress,
}

/// The table of a session: groups in their order, people in the order in which they came.
///
/// # Errors
/// No such session; more than [`ROOMS_MAX`] rooms or [`PEOPLE_MAX`] people; a group whose name begins like a formula,
/// which would reach who opens the file in a spreadsheet.
pub fn write(workshop: &Workshop, session: u32) -> Result<ZoomTable, Invalid> {
    if !workshop.sessions.iter().any(|known| known.number == session) {
        return Err(Invalid(words::NO_SESSION.with("number", session)));
    }
    let mut rooms: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut left_out = Vec::new();
    for person in workshop.participants.iter().filter(|person| !person.removed) {
        let group = workshop.group_in(person, session);
        let group = group.and_then(|group| workshop.groups.iter().position(|known| known == group));
        let address = person.email.as_deref().filter(|address| is_address(address));
        let why = match (address, group) {
            (None, _) => Why::NoAddress,
            (_, None) => Why::NoGroup,
            (Some(address), Some(group)) => {
                if seen.insert(address.to_lowercase()) {
                    rooms.entry(group).or_default().push(address);
                    continue;
                }
                Why::SameAddress
            }
        };
        left_out.push(LeftOut { participant: person.id.clone(), name: person.name.clone(), why });
    }
    fits(rooms.len(), seen.len())?;
    let mut text = format!("{}\r\n", HEADER.join(","));
    for (group, people) in &rooms {
        let room = &workshop.groups[*group];
        if is_formula(room) {
            return Err(Invalid(reasons::FORMULA.with("text", clip(room))));
        }
        for address in people {
            text.push_str(&format!("{},{}\r\n", quoted(room), quoted(address)));
        }
    }
    Ok(ZoomTable { text, rooms: rooms.len(), people: seen.len(), left_out })
}

/// Takes a table in for a session: people are known by their address, others become expected under a pseudonym, missing
/// groups are made, and the rooms become the grouping `Zoom` of that session, in force at once.
///
/// # Errors
/// Every bad row by its line, at most [`super::NAMED_MAX`]: no address, one that was there before, a room without a name
/// or with one that begins like a formula, what does not fit into the workshop or into Zoom's own limits.
pub fn read(
    workshop: &Workshop,
    bytes: &[u8],
    session: u32,
    limits: &Limits,
    random: Random<'_>,
) -> Result<Intake, Vec<RowError>> {
    let table = Table::read("rooms", bytes, &HEADER).map_err(named)?;
    let mut faults = Faults::of("rooms");
    let mut rooms = BTreeSet::new();
    let mut too_many = None;
    for (at, row) in table.rows.iter().enumerate() {
        rooms.insert(table.cell(row, HEADER[0]).trim());
        if rooms.len() > ROOMS_MAX || at >= PEOPLE_MAX {
            too_many = too_many.or(Some(row.line));
        }
    }
    if let (Some(line), Err(Invalid(reason))) = (too_many, fits(rooms.len(), table.rows.len())) {
        faults.add(line, reason);
        faults.end()?;
    }
    let mut after = workshop.clone();
    let mut seats = Seats::default();
    let mut seen = BTreeSet::new();
    for row in &table.rows {
        let placed = (|| {
            let room = one_line(HEADER[0], table.cell(row, HEADER[0]))?;
            let address = one_line(HEADER[1], table.cell(row, HEADER[1]))?;
            if room.is_empty() {
                return Err(words::CELL_EMPTY.with("column", HEADER[0]));
            }
            if is_formula(room) {
                return Err(reasons::FORMULA.with("text", clip(room)));
            }
            if !is_address(address) {
                return Err(words::NO_ADDRESS.with("text", clip(address)));
            }
            if !seen.insert(address.to_lowercase()) {
                return Err(words::ADDRESS_TWICE.with("text", address));
            }
            let group = group_of(&mut after, room, limits, random).map_err(|invalid| invalid.0)?;
            let person = match after.with_address(address) {
                Some(person) => person.id.clone(),
                None => {
                    let who = Expected { email: Some(address.to_owned()), ..Expected::default() };
                    after.expect(&who, limits, random).map_err(|invalid| invalid.0)?
                }
            };
            seats.seat(person, Some(group));
            Ok(())
        })();
        if let Err(reason) = placed {
            faults.add(row.line, reason);
        }
    }
    faults.end()?;
    put_in_force(workshop, after, format!("Zoom {session}"), seats, session, random)
        .map_err(|invalid| vec![RowError { file: "rooms".to_owned(), line: 1, reason: invalid.0 }])
}

/// Is this within what Zoom takes?
fn fits(rooms: usize, people: usize) -> Result<(), Invalid> {
    if rooms <= ROOMS_MAX && people <= PEOPLE_MAX {
        return Ok(());
    }
    Err(Invalid(
        reasons::ZOOM_MOST
            .with("most_rooms", ROOMS_MAX)
            .with("most_people", PEOPLE_MAX)
            .with("rooms", rooms)
            .with("people", people),
    ))
}
