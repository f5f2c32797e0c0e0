//! Sessions and their phases.

use serde::{Deserialize, Serialize};

/// Where people work during a phase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// All together.
    #[default]
    Plenary,
    /// Each group on its own board.
    Groups,
}

/// A part of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phase {
    /// What it is called.
    pub title: String,
    /// Planned length.
    #[serde(default)]
    pub minutes: u32,
    /// Where people work.
    #[serde(default)]
    pub mode: Mode,
}

/// One meeting of a workshop.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// From 1, in order, without gaps.
    pub number: u32,
    /// What it is about; may be empty.
    pub title: String,
    /// ISO 8601 date, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// In running order.
    #[serde(default)]
    pub phases: Vec<Phase>,
}

/// Is this `YYYY-MM-DD` with a month and day that exist in some year?
pub fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let number = |part: &str, chars: usize, low: u32, high: u32| {
        part.len() == chars && part.parse::<u32>().is_ok_and(|n| (low..=high).contains(&n))
    };
    number(year, 4, 1, 9999) && number(month, 2, 1, 12) && number(day, 2, 1, 31)
}
