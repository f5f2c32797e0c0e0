//! What happens in a room: one board, the people on it, and every edit on its way to everybody else.
//!
//! `room` does no IO. [`Room::handle`] takes one [`Input`] and the time and answers with [`Output`]s to carry out; it
//! knows no socket, no disk, no clock and no runtime. Whoever owns it (the hub, the simulation) feeds it from one task.
//!
//! The loop, once: a frame comes in → [`wire`] decodes it → `admission` judges it → admitted bytes are gathered →
//! [`Output::Append`] (one at a time; what comes in meanwhile is the next one) → [`Input::Durable`] → only now the
//! document takes the bytes, the author hears `saved`, and everybody else gets them. So nobody ever sees an edit that
//! a crash can take back. Cursors take no part in this: they are presence, latest wins.
//!
//! It is not a store (it never learns where bytes go), not an authority on who somebody is (a [`Seat`] says so), and
//! never lets a client's bytes reach the CRDT engine before `admission` has read them.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod compaction;
mod config;
mod document;
mod io;
mod notice;
mod pace;
mod presence;
mod record;
mod room;
mod salvage;
mod session;
pub mod snapshot;
mod verb;
pub mod wire;

pub use compaction::{Compaction, NotMade, stored_state};
pub use config::{Config, Fault};
pub use io::{ConnId, Failure, Input, Lane, Output, Put, Seat, Standing};
pub use notice::{Notice, NoticeCode};
pub use record::Record;
pub use room::{LoadError, Room, Stored};
pub use salvage::{Salvaged, salvage};
pub use verb::{CollectVerb, OwnedSource, Reply, Stats, Verb, VerbError};
