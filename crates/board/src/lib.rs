//! What a board is: its schema, a typed reading of it, edits, arranging, collecting, and the formats of its content.
//!
//! A board is one Yjs document (see `docs/wire.md`); this crate reads and writes it through yrs, and knows nothing of
//! sockets, clocks, files or who is allowed what. Everything is a function of its arguments.
//!
//! The loop, once: a transaction is read into a [`view::BoardView`]; a decision (import, [`collect`]) turns views into
//! [`edit::Edit`]s; [`edit::draft`] turns edits into a Yjs update that the board's owner takes like anybody's.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod id;
pub mod role;
pub mod schema;

pub mod cluster;
pub mod comment;
pub mod link;
pub mod mark;
pub mod note;
pub mod order;
pub mod reaction;
mod value;
pub mod view;
pub mod words;

pub mod arrange;
pub mod collect;
pub mod deed;
pub mod edit;
pub mod format;
pub mod history;
pub mod migrate;
