//! What may enter a board's document.
//!
//! `admission` reads every Yjs V1 update and every awareness frame *before* the CRDT engine sees a byte of it, and
//! answers: take it as it is, already known, something before it is missing, or refused (with a stable rule name).
//! It keeps one [`Admission`] index per board: which client id belongs to which participant, and what every clock of
//! every client is (kind, parent, key, object). It is pure: no document, no clock, no IO; time is an argument.
//!
//! It is not a CRDT: it never merges and never decides what a board looks like. The loop, once: bytes →
//! [`Admission::admit`] → `update` parses with explicit bounds → `staging` places every struct and asks `right` about it →
//! `judge` checks values and budgets → the index advances → the caller journals and applies the same bytes.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod awareness;
mod budget;
mod cursor;
mod index;
mod judge;
mod limits;
mod place;
mod rewrite;
mod right;
mod sender;
mod staging;
mod update;
mod value;
mod verdict;

pub use index::Admission;
pub use limits::{Limits, SCHEMA};
pub use rewrite::emptied;
pub use sender::{Role, Sender};
pub use verdict::{Class, Malformed, Refusal, Rule, Verdict};
