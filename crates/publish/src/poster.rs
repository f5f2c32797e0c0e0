//! A board on a sheet of paper.
//!
//! [`scene`] decides everything that is seen: sheet, scale, positions, sizes, line breaks, colours, as one flat list in
//! millimetres. [`png`] only draws that list, band by band, so that memory does not grow with the area of the sheet.
//! Rules PO1..PO15 are in docs/spec.md.

mod band;
mod cluster;
mod flat;
mod glyphs;
mod label;
mod link;
mod mark;
mod note;
mod options;
mod png;
mod raster;
mod read;
mod scene;
mod sheet;
mod words;

pub use options::{DPI, Options, Orientation, PaperSize, UnknownOption};
pub use png::{Failure, Report, png};
pub use raster::Raster;
pub use scene::{Align, Border, Item, Outline, Scene, TextLine};
pub use sheet::scene;
