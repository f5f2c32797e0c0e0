//! Formats in which a board's content comes and goes.

pub mod csv;
mod reasons;
