//! The rows of the four tables, each checked by itself.

use board::format::csv::{Row, RowError, Table};
use board::schema::{Color, LABEL_MAX, NOTE_TEXT_MAX, TITLE_MAX};
use board::words::Text;

use super::Files;
use crate::address;
use crate::programme::{Mode, is_date};
use crate::words;

pub(super) struct NoteRow {
    pub(super) line: u64,
    pub(super) session: u32,
    pub(super) group: String,
    pub(super) author: String,
    pub(super) color: Color,
    pub(super) text: String,
    pub(super) cluster: String,
    pub(super) votes: u32,
}

pub(super) struct LinkRow {
    pub(super) line: u64,
    pub(super) session: u32,
    pub(super) group: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) label: String,
}

pub(super) struct PhaseRow {
    pub(super) line: u64,
    pub(super) session: u32,
    pub(super) date: String,
    pub(super) title: String,
    pub(super) phase: String,
    pub(super) minutes: u32,
    pub(super) mode: Mode,
}

pub(super) struct RoomRow {
    pub(super) line: u64,
    pub(super) group: String,
    pub(super) email: String,
}

#[derive(Default)]
pub(super) struct Rows {
    pub(super) notes: Vec<NoteRow>,
    pub(super) links: Vec<LinkRow>,
    pub(super) agenda: Vec<PhaseRow>,
    pub(super) rooms: Vec<RoomRow>,
}

/// Reads all tables, or names every row that is wrong.
pub(super) fn read(files: Files<'_>) -> Result<Rows, Vec<RowError>> {
    let mut errors = Vec::new();
    let notes = table(
        "notes",
        files.notes,
        &["session", "group", "author", "type", "color", "text", "cluster", "votes"],
        note,
        &mut errors,
    );
    let links = table(
        "links",
        files.links,
        &["session", "group", "from_text", "to_text", "label"],
        link,
        &mut errors,
    );
    let agenda = table(
        "agenda",
        files.agenda,
        &["session", "date", "title", "phase", "minutes", "mode"],
        phase,
        &mut errors,
    );
    let rooms = table("rooms", files.rooms, &["Pre-assign Room Name", "Email Address"], room, &mut errors);
    if errors.is_empty() { Ok(Rows { notes, links, agenda, rooms }) } else { Err(errors) }
}

fn table<R>(
    name: &str,
    bytes: Option<&[u8]>,
    columns: &[&str],
    read: fn(&Cells<'_>) -> Result<R, Text>,
    errors: &mut Vec<RowError>,
) -> Vec<R> {
    let Some(bytes) = bytes else { return Vec::new() };
    let table = match Table::read(name, bytes, columns) {
        Ok(table) => table,
        Err(bad) => {
            errors.extend(bad);
            return Vec::new();
        }
    };
    let mut rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        match read(&Cells { table: &table, row }) {
            Ok(read) => rows.push(read),
            Err(reason) => errors.push(table.error(row, reason)),
        }
    }
    rows
}

struct Cells<'a> {
    table: &'a Table,
    row: &'a Row,
}

impl Cells<'_> {
    fn raw(&self, column: &str) -> &str {
        self.table.cell(self.row, column)
    }

    fn required(&self, column: &str) -> Result<String, Text> {
        let text = self.raw(column).trim();
        if text.is_empty() { Err(words::CELL_EMPTY.with("column", column)) } else { Ok(text.to_owned()) }
    }

    fn at_most(&self, column: &str, text: &str, max: usize) -> Result<(), Text> {
        let length = text.encode_utf16().count();
        if length <= max {
            Ok(())
        } else {
            Err(words::CELL_LONG.with("column", column).with("length", length).with("most", max))
        }
    }

    fn whole(&self, column: &str, low: u32, high: u32) -> Result<u32, Text> {
        let text = self.raw(column).trim();
        text.parse().ok().filter(|n| (low..=high).contains(n)).ok_or_else(|| {
            words::NO_NUMBER
                .with("column", column)
                .with("text", text)
                .with("low", low.to_string())
                .with("high", high.to_string())
        })
    }
}

fn note(cells: &Cells<'_>) -> Result<NoteRow, Text> {
    let kind = cells.raw("type").trim();
    if kind != "note" {
        return Err(words::NO_NOTE.with("text", kind));
    }
    // Blanks around a note's text are somebody's typing and stay; a note of nothing but blanks says nothing.
    let text = cells.raw("text").replace("\r\n", "\n");
    if text.trim().is_empty() {
        return Err(words::CELL_EMPTY.with("column", "text"));
    }
    cells.at_most("text", &text, NOTE_TEXT_MAX)?;
    let color = cells.raw("color").trim();
    let color = Color::parse(color).ok_or_else(|| {
        words::NO_COLOR.with("text", color).with("choices", board::schema::COLORS.join(", "))
    })?;
    let cluster = cells.raw("cluster").trim().to_owned();
    cells.at_most("cluster", &cluster, TITLE_MAX)?;
    let votes = if cells.raw("votes").trim().is_empty() { 0 } else { cells.whole("votes", 0, 1_000_000)? };
    Ok(NoteRow {
        line: cells.row.line,
        session: cells.whole("session", 1, 1_000)?,
        group: cells.required("group")?,
        author: cells.raw("author").trim().to_owned(),
        color,
        text,
        cluster,
        votes,
    })
}

fn link(cells: &Cells<'_>) -> Result<LinkRow, Text> {
    let label = cells.raw("label").trim().to_owned();
    cells.at_most("label", &label, LABEL_MAX)?;
    let end = |column: &str| {
        let text = cells.raw(column).replace("\r\n", "\n");
        if text.trim().is_empty() { Err(words::CELL_EMPTY.with("column", column)) } else { Ok(text) }
    };
    Ok(LinkRow {
        line: cells.row.line,
        session: cells.whole("session", 1, 1_000)?,
        group: cells.required("group")?,
        from: end("from_text")?,
        to: end("to_text")?,
        label,
    })
}

fn phase(cells: &Cells<'_>) -> Result<PhaseRow, Text> {
    let date = cells.raw("date").trim().to_owned();
    if !date.is_empty() && !is_date(&date) {
        return Err(words::CELL_DATE.with("text", date));
    }
    let mode = match cells.raw("mode").trim() {
        "plenary" => Mode::Plenary,
        "groups" => Mode::Groups,
        other => return Err(words::NO_MODE.with("text", other)),
    };
    Ok(PhaseRow {
        line: cells.row.line,
        session: cells.whole("session", 1, 1_000)?,
        date,
        title: cells.raw("title").trim().to_owned(),
        phase: cells.required("phase")?,
        minutes: cells.whole("minutes", 0, 1_440)?,
        mode,
    })
}

fn room(cells: &Cells<'_>) -> Result<RoomRow, Text> {
    let email = cells.required("Email Address")?;
    if !address::is_address(&email) {
        return Err(words::NO_ADDRESS.with("text", address::clip(&email)));
    }
    Ok(RoomRow { line: cells.row.line, group: cells.required("Pre-assign Room Name")?, email })
}
