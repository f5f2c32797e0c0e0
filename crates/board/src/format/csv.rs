//! RFC 4180 tables with a header row, read with true line numbers and plain reasons.

use super::reasons;
use crate::words::Text;

/// Most rows of a table that are named for their shape: a file of another kind has nothing else.
pub const ERRORS_MAX: usize = 1_000;

/// A row that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// The part it came in: `notes`, `links`, `agenda`, `rooms` or `roster`.
    pub file: String,
    /// The line on which the row begins, from 1; the header is line 1.
    pub line: u64,
    /// What is wrong and what would be right.
    pub reason: Text,
}

/// One row, by column name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins, from 1.
    pub line: u64,
    cells: Vec<String>,
}

impl Row {
    /// The cell of the column at that place of the header, as it stands; empty when there is none.
    pub fn at(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// A table whose header has been checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Which part of the upload it is.
    pub file: String,
    header: Vec<String>,
    /// The rows, blank ones left out.
    pub rows: Vec<Row>,
}

impl Table {
    /// Reads `bytes` (UTF-8, with or without byte order mark, LF or CRLF). Columns may stand in any order and further
    /// ones are ignored; `wanted` ones must all be there. Every row of
    /// another width is reported, up to [`ERRORS_MAX`], not just the first.
    pub fn read(file: &str, bytes: &[u8], wanted: &[&str]) -> Result<Self, Vec<RowError>> {
        Self::read_apart(file, bytes, b',', &wanted.join(","), |header| {
            let missing: Vec<_> =
                wanted.iter().filter(|name| !header.iter().any(|cell| cell == *name)).copied().collect();
            if missing.is_empty() {
                return Ok(());
            }
            Err(reasons::COLUMN_MISSING.with("columns", missing.join(", ")))
        })
    }

    /// Reads a table whose cells stand apart by `separator`. `check` sees the header before any row is read: what it
    /// refuses is the only problem reported, for behind a wrong header every row is wrong. An empty file is refused with
    /// `example`, what its first line could be.
    pub fn read_apart(
        file: &str,
        bytes: &[u8],
        separator: u8,
        example: &str,
        check: impl FnOnce(&[String]) -> Result<(), Text>,
    ) -> Result<Self, Vec<RowError>> {
        let error = |line: u64, reason: Text| RowError { file: file.to_owned(), line, reason };
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|bad| {
            let line = 1 + bytes[..bad.valid_up_to()].iter().filter(|&&b| b == b'\n').count() as u64;
            vec![error(line, (&reasons::NOT_UTF8).into())]
        })?;
        let mut reader = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(text.as_bytes());
        // One record for all: a copy of each would be as wide as the widest so far.
        let mut record = ::csv::StringRecord::new();
        let header: Vec<String> = match reader.read_record(&mut record) {
            Ok(true) => record.iter().map(|cell| cell.trim().to_owned()).collect(),
            _ => {
                return Err(vec![error(1, reasons::EMPTY.with("header", example))]);
            }
        };
        check(&header).map_err(|reason| vec![error(1, reason)])?;
        let mut errors = Vec::new();
        let mut rows = Vec::new();
        let mut lines = Lines::of(text.as_bytes());
        while errors.len() < ERRORS_MAX {
            match reader.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {
                    let line = lines.at(record.position().map_or(0, ::csv::Position::byte));
                    if record.iter().all(|cell| cell.trim().is_empty()) {
                        continue;
                    }
                    if record.len() != header.len() {
                        let reason = reasons::CELLS.with("cells", record.len()).with("wanted", header.len());
                        errors.push(error(line, reason));
                        continue;
                    }
                    rows.push(Row { line, cells: record.iter().map(str::to_owned).collect() });
                }
                Err(bad) => {
                    let line = bad.position().map_or(0, ::csv::Position::line);
                    errors.push(error(line, reasons::UNREADABLE.with("error", bad.to_string())));
                }
            }
        }
        if errors.is_empty() { Ok(Self { file: file.to_owned(), header, rows }) } else { Err(errors) }
    }

    /// The first line, cell by cell, without blanks around.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// A cell, as it stands; empty when the table has no such column.
    pub fn cell<'a>(&self, row: &'a Row, column: &str) -> &'a str {
        self.header
            .iter()
            .position(|name| name == column)
            .and_then(|at| row.cells.get(at))
            .map_or("", String::as_str)
    }

    /// An error about a row of this table.
    pub fn error(&self, row: &Row, reason: impl Into<Text>) -> RowError {
        RowError { file: self.file.clone(), line: row.line, reason: reason.into() }
    }
}

/// Lines of bytes asked for in order: the reader itself counts records that span lines, but reports where the last one
/// ended.
pub(super) struct Lines<'a> {
    text: &'a [u8],
    /// How far was counted, and the line there.
    byte: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a [u8]) -> Self {
        Self { text, byte: 0, line: 1 }
    }

    /// The line of the record that begins at or, after blank lines, behind a byte.
    pub(super) fn at(&mut self, byte: u64) -> u64 {
        let byte = (byte as usize).clamp(self.byte, self.text.len());
        self.line += self.text[self.byte..byte].iter().filter(|&&b| b == b'\n').count() as u64;
        self.byte = byte;
        let blank = self.text[byte..].iter().take_while(|&&b| b == b'\n' || b == b'\r');
        self.line + blank.filter(|&&b| b == b'\n').count() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn im2_rows_know_their_true_line() {
        let text = "\u{feff}a,b\r\n1,\"two\nlines\"\r\n\r\n2,x\r\n3\r\n";
        let errors = Table::read("notes", text.as_bytes(), &["a", "b"]).unwrap_err();
        assert_eq!(errors.len(), 1);
        assert_eq!((errors[0].line, errors[0].file.as_str()), (6, "notes"));
        let table = Table::read("notes", &text.as_bytes()[..text.len() - 3], &["b"]).unwrap();
        assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 5]);
        assert_eq!(table.cell(&table.rows[0], "b"), "two\nlines");
        assert_eq!(table.cell(&table.rows[0], "absent"), "");
    }

    #[test]
    fn im3_a_bad_file_says_what_to_do() {
        let reason =
            |bytes: &[u8]| Table::read("rooms", bytes, &["x", "y"]).unwrap_err()[0].reason.to_string();
        assert!(reason(b"").contains("x,y"));
        assert!(reason(b"x\n1\n").contains("column y"));
        assert!(reason(b"x,y\n\xff,2\n").contains("UTF-8"));
        let other = Table::read("rooms", b"x;y\n1,2;3\n4,5;6\n", &["x", "y"]).unwrap_err();
        assert_eq!(other.len(), 1, "behind a wrong header every row is wrong");
        let shapeless = format!("x,y\n{}", "1\n".repeat(5_000));
        assert_eq!(Table::read("rooms", shapeless.as_bytes(), &["x"]).unwrap_err().len(), ERRORS_MAX);
    }
}
