//! What lasts: one append-only log per board, its snapshots, and a registry of small records.
//!
//! Bytes in, bytes out. `store` never decodes a document, knows no roles and no HTTP, and never imports the CRDT
//! engine. Two engines stand behind the same traits and pass the same contract suite: [`sqlite::Sqlite`] (the default)
//! and [`memory::Memory`] (tests, with faults to inject).
//!
//! The loop, once: the board's owner takes a [`BoardLog::lease`] (a new epoch), [`BoardLog::load`]s snapshot and tail,
//! then [`BoardLog::append`]s with the sequence number it expects. The answer comes after the bytes are on stable
//! storage. Now and then it writes a snapshot and purges up to the one before it, so that two snapshots can always be
//! restored. An append with an old epoch or a wrong sequence number is [`Error::Fenced`]: the caller is no longer the
//! owner and drops what it holds.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod error;
mod log;
pub mod memory;
mod registry;
pub mod sqlite;

pub use error::{Error, Result};
pub use log::{BoardLog, Damage, Head, Loaded, Pending, Record, Snapshot, Store};
pub use registry::{Entry, Put, Registry};
