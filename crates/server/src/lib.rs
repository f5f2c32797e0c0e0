//! The outside world: the only crate with sockets, files, threads, environment and the clock.
//!
//! The loop, once: [`serve`] opens the store and binds a port; `http` turns requests into one call each; a socket joins
//! a board through the [`hub`], whose task owns the board's room, feeds it frames and carries out what it answers:
//! append to the store, write to sockets. What a workshop is and who may do what is decided in `workshop` and `auth`.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod agenda;
pub mod app;
pub mod auth;
mod background;
pub mod ballots;
pub mod cli;
pub mod clock;
pub mod config;
pub mod copies;
pub mod curtain;
mod deeds;
pub mod errand;
mod fonts;
pub mod gzip;
pub mod history;
pub mod http;
pub mod hub;
pub mod listen;
pub mod memory;
pub mod metrics;
pub mod rights;
pub mod sample;
pub mod secret;
pub mod serve;
pub mod shelf;
mod socket;
pub mod workshops;
