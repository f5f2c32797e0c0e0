//! Everything that can be seen of the server from outside, in one binary: to link it thirty times would take minutes.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;
#[path = "common/replica.rs"]
mod replica;

mod care;
mod carrying;
mod cockpit;
mod collect;
mod copies;
mod deeds;
mod doors;
mod errands;
mod faults;
mod files;
mod history;
mod hostile;
mod images;
mod inbox;
mod lines;
mod manifesto;
mod matrix;
mod posters;
mod progress;
mod publication;
mod rights;
mod roster;
mod server;
mod spec;
mod start;
mod suggest;
mod templates;
mod tongues;
mod torture;
mod vademecum;
mod voting;
mod walls;
mod writing;
