//! What leaves the workshop: text layout and posters, from a typed reading of a board to bytes.
//!
//! The loop, once: a `BoardView` becomes a `Scene`, a flat list of absolute shapes and lines of text on a sheet of
//! paper; a writer turns the scene into a file. Line breaks come from [`text`], which the browser shares.
//!
//! Not here: documents, sockets, clocks, files. Fonts are bundled; no other font, file or network is read.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod palette;
pub mod pills;
pub mod poster;
pub mod text;
