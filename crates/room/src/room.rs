//! The room itself: what goes in, what comes out, and who does it.

mod changes;
mod commit;
mod fanout;
mod frames;
pub(crate) mod load;
mod people;
mod progress;
mod saving;
mod verbs;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use admission::Admission;
use bytes::Bytes;

use crate::document::{Broken, Document};
use crate::presence::Presence;
use crate::session::Session;
use crate::verb::Verb;
use crate::{Config, ConnId, Input, Lane, Output};
use commit::Log;
use fanout::Fanout;
use progress::Progress;
use saving::Saving;

pub use load::{LoadError, Stored};

/// Keep-alives, expiry and idle snapshots are looked after this often; all of them are far coarser than that.
const SWEEP_MS: u64 = 1_000;

/// One board and everybody on it. `Send`: it may move between threads, but belongs to one task.
pub struct Room {
    config: Config,
    document: Document,
    admission: Admission,
    sessions: BTreeMap<ConnId, Session>,
    presence: Presence,
    progress: Progress,
    log: Log,
    fanout: Fanout,
    saving: Saving,
    verbs: VecDeque<(Option<u64>, Verb)>,
    /// Sockets whose `saved` may have grown during this input.
    told: BTreeSet<ConnId>,
    /// Sockets with an awareness entry above the rate.
    late: BTreeSet<ConnId>,
    counts: Counts,
    /// Asked for a rebuild: nothing is done any more.
    is_broken: bool,
    now_ms: u64,
    next_sweep_ms: u64,
    out: Vec<Output>,
}

/// Since the room was loaded.
#[derive(Debug, Default)]
struct Counts {
    admitted: u64,
    refused: u64,
    edited_ms: Option<u64>,
}

impl std::fmt::Debug for Room {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Room")
            .field("sockets", &self.sessions.len())
            .field("log", &self.log)
            .finish_non_exhaustive()
    }
}

impl Room {
    /// Takes one input and answers with what is to be done, in this order. `now_ms` never goes back: wall clock at the
    /// start of the process plus monotonic time since, so that it means something after a restart too.
    pub fn handle(&mut self, input: Input, now_ms: u64) -> Vec<Output> {
        self.now_ms = self.now_ms.max(now_ms);
        if self.is_broken {
            return Vec::new();
        }
        let done = match input {
            Input::Join { conn, seat } => self.join(conn, seat),
            Input::Frame { conn, bytes } => self.frame(conn, &bytes),
            Input::Leave { conn } => self.leave(conn),
            Input::Verb { ticket, verb } => self.verb(Some(ticket), verb),
            Input::Durable { batch, result } => self.durable(batch, result),
            Input::SnapshotStored { seq, bytes } => self.snapshot_stored(seq, bytes),
            Input::Lagging { conn } => self.lagging(conn),
            Input::Writable { conn } => self.writable(conn),
            Input::Rights { participant, standing, name } => self.rights(&participant, standing, &name),
            Input::Progress { turn, text } => self.progress(turn, &text),
            Input::Tick => Ok(()),
        };
        let done = done.and_then(|()| self.settle());
        if let Err(Broken(reason)) = done {
            self.is_broken = true;
            self.out.push(Output::Rebuild { reason });
        }
        std::mem::take(&mut self.out)
    }

    /// What every input ends with: whatever is due by now.
    fn settle(&mut self) -> Result<(), Broken> {
        if self.now_ms >= self.next_sweep_ms {
            self.next_sweep_ms = self.now_ms + SWEEP_MS;
            self.sweep();
        }
        self.take_late_presence();
        self.probe();
        self.next_verb()?;
        self.snapshot_if_due()?;
        self.append();
        self.send_updates()?;
        self.send_presence();
        self.send_saved();
        self.send_progress();
        Ok(())
    }

    /// When the room wants an [`Input::Tick`] at the latest; `None` when nothing is due.
    pub fn deadline(&self) -> Option<u64> {
        if self.is_broken {
            return None;
        }
        let sweep = !self.sessions.is_empty() || self.saving.is_unsaved(self.log.seq);
        let late = (!self.late.is_empty())
            .then(|| self.now_ms + 1000 / u64::from(self.config.presence_per_s.max(1)));
        let due = [
            sweep.then_some(self.next_sweep_ms),
            late,
            self.log.probe_ms(),
            self.append_due(),
            self.presence_due(),
        ];
        due.into_iter().flatten().min()
    }

    /// So much waits for the disk that no more frames should be handed in for now (other inputs may).
    pub fn is_congested(&self) -> bool {
        self.log.gathered_bytes() >= self.config.gathered_max
    }

    /// Nobody is here and nothing is under way: the room may be dropped. Everything it showed is in the log.
    pub fn is_idle(&self) -> bool {
        self.sessions.is_empty()
            && self.log.is_quiet()
            && self.verbs.is_empty()
            && !self.saving.is_under_way()
    }

    /// The log's last sequence number as this room knows it.
    pub fn seq(&self) -> u64 {
        self.log.seq
    }

    fn send(&mut self, conn: ConnId, lane: Lane, bytes: Bytes) {
        if let Some(session) = self.sessions.get_mut(&conn) {
            session.sent_ms = self.now_ms;
            self.out.push(Output::Send { conn, lane, bytes });
        }
    }
}
