//! Files in which a board's content comes and goes (`docs/formats.md` says what each of them keeps).
//!
//! Writing goes from a [`BoardView`] to bytes. Reading goes from bytes to a [`BoardView`] of its own, with ids and places
//! of the file, and says what of the file is not in it; [`landing`] brings that onto a board. Whatever is read lies within
//! the limits of [`crate::schema`].

pub mod csv;
pub mod landing;

mod canvas;
mod draft;
mod encoding;
mod excalidraw;
mod freemind;
mod json;
mod markdown;
mod opml;
mod paper;
mod reasons;
mod remarks;
mod table;
mod tree;
mod within;
mod xml;

use crate::view::BoardView;
use crate::words::Text;

pub use remarks::Remarks;

/// Most notes, clusters, links and drawings of one file, together.
pub const THINGS_MAX: usize = 5_000;
/// How deep a file may be nested: brackets of JSON, elements of XML, lists in lists.
pub const DEPTH_MAX: usize = 64;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Everything, for this program.
    Json,
    /// A table for spreadsheets; read from anywhere.
    Csv,
    /// JSON Canvas 1.0.
    Canvas,
    /// Excalidraw's file, version 2.
    Excalidraw,
    /// OPML 2.0.
    Opml,
    /// FreeMind's map, which Freeplane reads too.
    FreeMind,
    /// Headings and lists.
    Markdown,
}

impl Format {
    /// All of them, the lossless one first.
    pub const ALL: [Format; 7] = [
        Format::Json,
        Format::Csv,
        Format::Canvas,
        Format::Excalidraw,
        Format::Opml,
        Format::FreeMind,
        Format::Markdown,
    ];

    /// How names of such files end, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Canvas => "canvas",
            Format::Excalidraw => "excalidraw",
            Format::Opml => "opml",
            Format::FreeMind => "mm",
            Format::Markdown => "md",
        }
    }

    /// What an answer with such a file is called.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Json | Format::Canvas => "application/json",
            Format::Csv => "text/csv; charset=utf-8",
            Format::Excalidraw => "application/vnd.excalidraw+json",
            Format::Opml => "text/x-opml; charset=utf-8",
            Format::FreeMind => "application/x-freemind",
            Format::Markdown => "text/markdown; charset=utf-8",
        }
    }

    /// By the ending of a name, with what else such files are called.
    pub fn named(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "tsv" | "txt" | "tab" => Some(Format::Csv),
            "markdown" => Some(Format::Markdown),
            known => Format::ALL.into_iter().find(|format| format.extension() == known),
        }
    }

    /// What a file is, by what stands in it and, where that does not tell, by its name. Text that is none of the others is a
    /// table: of one column, if need be.
    pub fn guess(name: &str, bytes: &[u8]) -> Self {
        let named = name.rsplit_once('.').and_then(|(_, extension)| Self::named(extension));
        let Ok(decoded) = encoding::decode(bytes) else { return named.unwrap_or(Format::Csv) };
        let text = decoded.text.trim_start();
        if text.starts_with('{') {
            return json::kind(text).or(named).unwrap_or(Format::Json);
        }
        if text.starts_with('<') {
            let has = |tag: &str| text.contains(tag);
            return match named {
                Some(format @ (Format::Opml | Format::FreeMind)) => format,
                _ if has("<opml") => Format::Opml,
                _ if has("<map") => Format::FreeMind,
                _ => named.unwrap_or(Format::Csv),
            };
        }
        match named {
            // A list that somebody pasted or saved as text.
            None | Some(Format::Csv) if markdown::is_list(text) => Format::Markdown,
            named => named.unwrap_or(Format::Csv),
        }
    }
}

/// Names of people by their opaque ids, as far as whoever asks may know them.
pub type Names<'a> = &'a dyn Fn(&str) -> Option<String>;

/// A board as a file.
///
/// # Errors
/// Only if it cannot be written at all, which no board that was read is known to do.
pub fn export(format: Format, view: &BoardView, names: Names<'_>) -> Result<Vec<u8>, Unwritable> {
    match format {
        Format::Json => json::write(view),
        Format::Csv => table::write(view, names),
        Format::Canvas => canvas::write(view),
        Format::Excalidraw => excalidraw::write(view),
        Format::Opml => Ok(opml::write(view).into_bytes()),
        Format::FreeMind => Ok(freemind::write(view).into_bytes()),
        Format::Markdown => Ok(markdown::write(view).into_bytes()),
    }
}

/// What is in a file. Ids are those of the file where they can be; places are, too, or a layout where it has none.
///
/// # Errors
/// [`Refusal`], with the line: nothing of the file is taken then.
pub fn import(format: Format, bytes: &[u8]) -> Result<Import, Refusal> {
    let mut import = match format {
        Format::Json => json::read(bytes),
        Format::Csv => table::read(bytes),
        Format::Canvas => canvas::read(bytes),
        Format::Excalidraw => excalidraw::read(bytes),
        Format::Opml => opml::read(bytes),
        Format::FreeMind => freemind::read(bytes),
        Format::Markdown => markdown::read(bytes),
    }?;
    within::bring(&mut import)?;
    Ok(import)
}

/// A file as it was understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    /// What can come onto a board.
    pub content: BoardView,
    /// What was left out or is another.
    pub remarks: Remarks,
}

/// A file of which nothing can be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The line where it went wrong, from 1; none where the file as a whole is meant.
    pub line: Option<u64>,
    /// What is wrong and what would be right.
    pub reason: Text,
}

impl Refusal {
    pub(crate) fn new(line: impl Into<Option<u64>>, reason: impl Into<Text>) -> Self {
        Self { line: line.into(), reason: reason.into() }
    }
}

/// A board that a writer failed over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the board cannot be written: {0}")]
pub struct Unwritable(String);

impl Unwritable {
    pub(crate) fn of(error: &dyn std::fmt::Display) -> Self {
        Self(error.to_string())
    }
}
