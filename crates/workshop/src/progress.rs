//! Where a workshop is in its programme, and so where everybody belongs at the moment.

use std::collections::BTreeMap;

use board::id::{BoardId, ParticipantId};
use board::role::Role;
use serde::{Deserialize, Serialize};

use crate::programme::{MINUTES_MAX, Mode, Phase};
use crate::signals::Said;
use crate::words;
use crate::workshop::{BoardEntry, BoardKind, Invalid, Workshop};

const MINUTE_MS: u64 = 60_000;

/// What is going on. Each change of it has a turn of its own, so that whoever hears of two knows which came later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// How often it has changed.
    pub turn: u64,
    /// The phase under way, if one is.
    pub running: Option<Running>,
    /// Everybody was called to this board.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gathered: Option<BoardId>,
    /// Messages since the phase began, the latest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Said>,
    /// At which turn the hands of a board were lowered last.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lowered: BTreeMap<BoardId, u64>,
}

/// A phase under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Running {
    /// Its session.
    pub session: u32,
    /// Its number in there.
    pub phase: u32,
    /// When it began, ms since 1970.
    pub began_ms: u64,
    /// When its time is up; `None` lasts as long as it takes.
    pub ends_ms: Option<u64>,
    /// When it is up on boards that were given more or less time than the others.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ends_by: BTreeMap<BoardId, u64>,
}

impl Running {
    /// When its time is up on this board.
    pub fn ends_on(&self, board: &BoardId) -> Option<u64> {
        self.ends_by.get(board).copied().or(self.ends_ms)
    }

    /// When it is up on the board that has most of it.
    fn last_ms(&self) -> Option<u64> {
        self.ends_by.values().copied().chain(self.ends_ms).max()
    }
}

/// Which way to go in the programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the phase that follows; after a session's last one nothing is under way.
    Next,
    /// To the one before.
    Back,
}

impl Workshop {
    /// Begins a phase. Whoever was called somewhere is free again.
    ///
    /// # Errors
    /// A session or phase that is not there.
    pub fn start(&mut self, session: u32, phase: u32, now_ms: u64) -> Result<(), Invalid> {
        let there =
            self.session(session).ok_or_else(|| Invalid(words::NO_SESSION.with("number", session)))?;
        let found = there.phases.iter().find(|one| one.number == phase);
        let minutes = found.ok_or_else(|| Invalid((&words::NO_PHASE).into()))?.minutes;
        self.be_in(session);
        let ends_ms = (minutes > 0).then(|| now_ms + u64::from(minutes) * MINUTE_MS);
        self.turn(|progress| {
            let ends_by = BTreeMap::new();
            progress.running = Some(Running { session, phase, began_ms: now_ms, ends_ms, ends_by });
            progress.gathered = None;
            progress.said.clear();
        });
        Ok(())
    }

    /// Goes on to the next phase or back to the one before. From nothing, next begins the present session.
    ///
    /// # Errors
    /// When there is no phase that way.
    pub fn step(&mut self, step: Step, now_ms: u64) -> Result<(), Invalid> {
        let session = self.progress.running.as_ref().map_or(self.session_now, |running| running.session);
        let phases = self.session(session).map_or(&[][..], |session| &session.phases);
        let at = self.progress.running.as_ref().and_then(|running| place(phases, running.phase));
        let to = match (step, at) {
            (Step::Next, Some(at)) => at.checked_add(1),
            (Step::Next, None) => Some(0),
            (Step::Back, Some(at)) => at.checked_sub(1),
            (Step::Back, None) => None,
        };
        match to.and_then(|to| phases.get(to)) {
            Some(phase) => self.start(session, phase.number, now_ms),
            None if step == Step::Next && at.is_some() => {
                self.halt();
                Ok(())
            }
            None => Err(Invalid((&words::NO_PHASE).into())),
        }
    }

    /// Gives the phase under way so many minutes more, or fewer: for everybody, or on one board alone. Where its time was
    /// up it gets them from now on.
    ///
    /// # Errors
    /// When no phase is under way, or it would last longer than a day from now; a board that is not there.
    pub fn extend(&mut self, minutes: i32, board: Option<&BoardId>, now_ms: u64) -> Result<(), Invalid> {
        let running = self.progress.running.as_ref().ok_or_else(|| Invalid((&words::NOTHING_RUNS).into()))?;
        if board.is_some_and(|board| self.board(board).is_none()) {
            return Err(Invalid((&words::NO_BOARD).into()));
        }
        let by_ms = u64::from(minutes.unsigned_abs()) * MINUTE_MS;
        let moved = |ends_ms: Option<u64>| {
            let from_ms = ends_ms.unwrap_or(now_ms).max(now_ms);
            if minutes < 0 { from_ms.saturating_sub(by_ms).max(now_ms) } else { from_ms + by_ms }
        };
        let mut next = running.clone();
        match board {
            Some(board) => {
                next.ends_by.insert(board.clone(), moved(running.ends_on(board)));
            }
            None => {
                next.ends_ms = Some(moved(running.ends_ms));
                next.ends_by.values_mut().for_each(|ends_ms| *ends_ms = moved(Some(*ends_ms)));
            }
        }
        if next.last_ms().is_some_and(|last_ms| last_ms > now_ms + u64::from(MINUTES_MAX) * MINUTE_MS) {
            return Err(Invalid(words::PHASE_MINUTES.with("most", MINUTES_MAX)));
        }
        self.turn(|progress| progress.running = Some(next));
        Ok(())
    }

    /// Calls everybody to a board, or lets them go where the phase says.
    ///
    /// # Errors
    /// A board that is not there.
    pub fn gather(&mut self, board: Option<BoardId>) -> Result<(), Invalid> {
        if board.as_ref().is_some_and(|board| self.board(board).is_none()) {
            return Err(Invalid((&words::NO_BOARD).into()));
        }
        self.turn(|progress| progress.gathered = board);
        Ok(())
    }

    /// Lets only staff write on a board, or everybody again who may.
    ///
    /// # Errors
    /// A board that is not there.
    pub fn freeze(&mut self, board: &BoardId, frozen: bool) -> Result<(), Invalid> {
        if self.board(board).is_none() {
            return Err(Invalid((&words::NO_BOARD).into()));
        }
        if frozen {
            self.frozen.insert(board.clone());
        } else {
            self.frozen.remove(board);
        }
        self.turn(|_| ());
        Ok(())
    }

    /// Nothing is under way any more.
    pub fn halt(&mut self) {
        self.turn(|progress| (progress.running, progress.gathered) = (None, None));
    }

    pub(crate) fn turn(&mut self, change: impl FnOnce(&mut Progress)) {
        change(&mut self.progress);
        self.progress.turn += 1;
    }

    /// The phase under way.
    pub fn phase_now(&self) -> Option<(&Running, &Phase)> {
        let running = self.progress.running.as_ref()?;
        let phases = &self.session(running.session)?.phases;
        Some((running, &phases[place(phases, running.phase)?]))
    }

    /// When the next phase begins by itself, ms since 1970: once the time of all boards is up.
    pub fn leads_on_ms(&self) -> Option<u64> {
        let (running, phase) = self.phase_now()?;
        running.last_ms().filter(|_| phase.leads_on)
    }

    /// The board where somebody belongs now: where everybody was called; else where the phase has them; without a
    /// phase with their group in the present session. While everybody writes privately there, on their sheet. `None` for
    /// somebody without any board.
    pub fn landing(&self, participant: &ParticipantId) -> Option<&BoardEntry> {
        let opens = |board: &&BoardEntry| self.role_of(participant, &board.id).is_some();
        let called = self.progress.gathered.as_ref().and_then(|board| self.board(board)).filter(opens);
        let (session, mode) = match self.phase_now() {
            Some((running, phase)) => (running.session, phase.mode),
            None => (self.session_now, Mode::Groups),
        };
        let group = self.participant(participant).and_then(|person| self.group_in(person, session));
        let own = group.filter(|_| mode == Mode::Groups).and_then(|group| self.group_board(session, group));
        let plenary = || {
            self.boards
                .iter()
                .find(|board| board.kind == BoardKind::Plenary && board.session == Some(session))
        };
        let there = || {
            let board = own.filter(opens).or_else(|| plenary().filter(opens));
            board.or_else(|| self.boards.iter().find(opens))
        };
        called.or_else(|| there().map(|board| self.sheet_of(participant, &board.id).unwrap_or(board)))
    }

    /// The boards on which people work now: where the phase has them, without a phase in their groups; without groups in
    /// plenary.
    pub fn boards_now(&self) -> Vec<BoardId> {
        let (session, mode) = match self.phase_now() {
            Some((running, phase)) => (running.session, phase.mode),
            None => (self.session_now, Mode::Groups),
        };
        let of = |kind: BoardKind| {
            let there = move |board: &&BoardEntry| board.kind == kind && board.session == Some(session);
            self.boards.iter().filter(there).map(|board| board.id.clone()).collect::<Vec<_>>()
        };
        let groups = if mode == Mode::Groups { of(BoardKind::Group) } else { Vec::new() };
        if groups.is_empty() { of(BoardKind::Plenary) } else { groups }
    }

    /// Everybody was called to this board, and so may at least read it.
    pub(crate) fn reads_as_called(&self, board: &BoardId) -> Option<Role> {
        (self.progress.gathered.as_ref() == Some(board)).then_some(Role::Viewer)
    }
}

fn place(phases: &[Phase], number: u32) -> Option<usize> {
    phases.iter().position(|phase| phase.number == number)
}
