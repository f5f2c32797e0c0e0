//! A board on a sheet of paper.
//!
//! [`scene`] decides everything that is seen: sheet, scale, positions, sizes, line breaks, colours, as one flat list in
//! millimetres, and in which order it is read. [`png`] only draws that list, band by band, so that memory does not grow
//! with the area of the sheet; [`pdf`] writes it as text and shapes that a screen reader can read, [`svg`] as shapes or text.
//! Rules PO1..PO28 are in docs/spec.md.

mod band;
mod cluster;
mod code;
mod flat;
mod footer;
mod jpeg;
mod label;
mod legibility;
mod link;
mod mark;
mod note;
mod options;
mod order;
mod painting;
mod paper;
mod passage;
mod pdf;
mod png;
mod raster;
mod read;
mod scene;
mod sheet;
mod svg;
mod theme;
pub(crate) mod words;

pub use crate::fonts::Fonts;
pub use jpeg::jpeg;
pub use legibility::{LEGIBLE_MM, Legibility, legibility};
pub use options::{Credits, DPI, Extent, Logo, Options, Orientation, UnknownOption};
pub use paper::{Paper, SIDES};
pub use passage::{Content, Part, Passage, Role, Section};
pub use pdf::{Emoji, Print, pdf};
pub use png::{Failure, Report, png};
pub use raster::Raster;
pub use scene::{Align, Border, Chart, Item, Outline, Scene, TextLine};
pub use sheet::{picture, picture_size, scene};
pub use svg::{SvgText, svg};
pub use theme::Theme;
