//! Excalidraw's file: elements that lie where they lie, in an order, bound to each other by ids.

mod outline;
mod read;
mod write;

pub(super) use read::read;
pub(super) use write::write;

/// What `white`, the ink of the sheet, is there.
const INK: &str = "#1e1e1e";
