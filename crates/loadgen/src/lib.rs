//! How much a server carries: an open-loop load generator that speaks to it as its clients do, over the public wire.
//!
//! What happens is on a schedule, whether or not the server keeps up, and a delay counts from the scheduled moment: a
//! server that stalls is charged for everything that should have happened meanwhile. One thread and one epoll carry
//! thousands of sockets, because what is measured is the other side, and the generator has one core for itself.
//!
//! The loop, once: a [`scenario`] asks a [`target`] for seats; a [`crowd`] takes them and writes [`edit`]s by the clock;
//! what its [`fleet`] of sockets hears is read by [`ranges`] into a [`ledger`] of who has seen what; figures go into a
//! [`report`]. The server's side of it (processor, memory) is read from `/proc` by [`process`].
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod cockpit;
pub mod crowd;
pub mod edit;
pub mod failure;
pub mod filling;
pub mod fleet;
pub mod frame;
pub mod http;
pub mod join;
pub mod ledger;
pub mod number;
pub mod presence;
pub mod process;
pub mod ranges;
pub mod relay;
pub mod report;
pub mod scenario;
pub mod target;
