//! Sessions and their phases.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::beginning::Beginning;
use crate::words;
use crate::workshop::{Invalid, Limits, Random, TITLE_CHARS_MAX, Workshop};

/// Most phases of a session.
pub const PHASES_MAX: usize = 50;
/// Longest phase, in minutes: a day.
pub const MINUTES_MAX: u32 = 24 * 60;
/// Longest instructions of a phase, in characters: what fits on a phone without scrolling for long.
pub const INSTRUCTIONS_CHARS_MAX: usize = 600;

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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phase {
    /// Of no other phase of its session, ever; 0 asks for a new one.
    #[serde(default)]
    pub number: u32,
    /// What it is called.
    pub title: String,
    /// Planned length; 0 is as long as it takes.
    #[serde(default)]
    pub minutes: u32,
    /// Where people work.
    #[serde(default)]
    pub mode: Mode,
    /// What everybody reads while it lasts; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub instructions: String,
    /// The next phase begins by itself when the time is up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub leads_on: bool,
    /// What its boards begin with where there is nothing on them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begins_with: Option<Beginning>,
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
    /// The largest number a phase of it ever had.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) numbered: u32,
}

/// What a session is to be. Its number is its place in the programme.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionSpec {
    /// What it is about.
    #[serde(default)]
    pub title: String,
    /// ISO date.
    #[serde(default)]
    pub date: Option<String>,
    /// In running order.
    #[serde(default)]
    pub phases: Vec<Phase>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Session {
    /// These phases as they are kept. One without a number that bears the title of one that is there is that one: a table
    /// that is imported again does not know numbers.
    fn recognised(&self, mut phases: Vec<Phase>) -> Vec<Phase> {
        let mut taken: BTreeSet<u32> = phases.iter().map(|phase| phase.number).collect();
        for phase in &mut phases {
            phase.title = phase.title.trim().to_owned();
            phase.instructions = phase.instructions.trim().to_owned();
            let is_it = |there: &&Phase| there.title == phase.title && !taken.contains(&there.number);
            if let Some(there) = self.phases.iter().find(is_it).filter(|_| phase.number == 0) {
                phase.number = there.number;
                taken.insert(there.number);
            }
        }
        phases
    }

    /// Gives a number to each phase that has none, or one that another has.
    pub(crate) fn number_phases(&mut self) {
        let most = self.phases.iter().map(|phase| phase.number).max().unwrap_or(0);
        self.numbered = self.numbered.max(most);
        let mut taken = BTreeSet::new();
        for phase in &mut self.phases {
            if phase.number == 0 || !taken.insert(phase.number) {
                self.numbered += 1;
                phase.number = self.numbered;
                taken.insert(phase.number);
            }
        }
    }
}

impl Workshop {
    /// The session of that number.
    pub fn session(&self, number: u32) -> Option<&Session> {
        self.sessions.iter().find(|session| session.number == number)
    }

    /// Makes one more session.
    ///
    /// # Errors
    /// As [`Workshop::ensure_session`].
    pub fn add_session(&mut self, limits: &Limits, random: Random<'_>) -> Result<u32, Invalid> {
        let number = self.sessions.len() as u32 + 1;
        self.ensure_session(number, limits, random)?;
        Ok(number)
    }

    /// Gives a session its title, date and phases.
    ///
    /// # Errors
    /// What is no date, too long or too much; a session that is not there; the running phase left out.
    pub fn describe_session(&mut self, number: u32, spec: SessionSpec) -> Result<(), Invalid> {
        if let Some(date) = spec.date.as_deref().filter(|date| !is_date(date)) {
            return Err(Invalid(words::NO_DATE.with("date", date)));
        }
        let too_long = |text: &str| text.chars().count() > TITLE_CHARS_MAX;
        if too_long(&spec.title) || spec.phases.iter().any(|phase| too_long(&phase.title)) {
            return Err(Invalid(words::TITLE_LENGTH.with("most", TITLE_CHARS_MAX)));
        }
        if spec.phases.len() > PHASES_MAX {
            return Err(Invalid(words::PHASES_MOST.with("most", PHASES_MAX)));
        }
        if spec.phases.iter().any(|phase| phase.minutes > MINUTES_MAX) {
            return Err(Invalid(words::PHASE_MINUTES.with("most", MINUTES_MAX)));
        }
        if spec.phases.iter().any(|phase| phase.instructions.chars().count() > INSTRUCTIONS_CHARS_MAX) {
            return Err(Invalid(words::INSTRUCTIONS_LENGTH.with("most", INSTRUCTIONS_CHARS_MAX)));
        }
        let session = self.sessions.iter_mut().find(|session| session.number == number);
        let session = session.ok_or_else(|| Invalid(words::NO_SESSION.with("number", number)))?;
        let phases = session.recognised(spec.phases);
        let running = self.progress.running.as_ref().filter(|running| running.session == number);
        if running.is_some_and(|running| !phases.iter().any(|phase| phase.number == running.phase)) {
            return Err(Invalid((&words::PHASE_RUNNING).into()));
        }
        session.title = spec.title.trim().to_owned();
        session.date = spec.date;
        session.phases = phases;
        session.number_phases();
        Ok(())
    }

    /// From now on it is this session, and people sit as they do there.
    pub(crate) fn be_in(&mut self, session: u32) {
        let left = std::mem::replace(&mut self.session_now, session);
        self.seat_session(left);
    }

    /// Chooses the present session. A phase of another one is no longer under way.
    ///
    /// # Errors
    /// A session that is not there.
    pub fn set_session_now(&mut self, number: u32) -> Result<(), Invalid> {
        if self.session(number).is_none() {
            return Err(Invalid(words::NO_SESSION.with("number", number)));
        }
        self.be_in(number);
        let goes_on = self.progress.running.as_ref().filter(|running| running.session == number).cloned();
        self.turn(|progress| progress.running = goes_on);
        Ok(())
    }
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
