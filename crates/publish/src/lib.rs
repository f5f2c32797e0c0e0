//! What leaves the workshop: text layout, posters, handbooks and manifestos, from typed readings of boards to bytes.
//!
//! The loop, once: a `BoardView` becomes a `Scene`, a flat list of absolute shapes and lines of text on a sheet of
//! paper; a writer turns the scene into a file. Line breaks come from [`text`], which the browser shares. A handbook is
//! the same with boards and blocks: see [`document`]. A [`manifesto`] is a scene made of chosen notes.
//!
//! Not here: documents, sockets, clocks, files. Fonts are bundled or given; no file or network is read.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod address;
mod anchor;
mod direction;
pub mod document;
mod emblem;
mod fonts;
mod glyphs;
mod ink;
pub mod manifesto;
pub mod palette;
pub mod pills;
pub mod poster;
pub mod text;
mod xml;
mod zip;
