//! One socket's life in the room.

use std::collections::{BTreeSet, VecDeque};

use admission::awareness::Entry;
use yrs::StateVector;

use crate::config::Config;
use crate::io::Seat;
use crate::pace::Pace;

/// Where in its life a socket is. Each stage has its deadline; after it the socket is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// It has our sync step 1 and owes us its own. It gets no updates yet.
    Greeting {
        /// Malformed if nothing came by then.
        until_ms: u64,
    },
    /// It gets every update.
    Live,
    /// Its outbox overflowed; it gets one diff when it can be written to again.
    Lagging {
        /// Given up if it could not be written to by then.
        until_ms: u64,
    },
}

/// How long a lagging socket may take to become writable.
const LAG_MS: u64 = 30_000;
/// Lags are counted over this time.
const LAG_WINDOW_MS: u64 = 5 * 60_000;

/// One socket.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) seat: Seat,
    pub(crate) stage: Stage,
    /// The awareness id bound to this socket.
    pub(crate) client: Option<u64>,
    pub(crate) saved: Ledger,
    /// Told to drop its copy; once is enough.
    pub(crate) is_reset: bool,
    /// A sync step 1 of ours awaits its step 2, asked for because of a gap; when.
    pub(crate) asked_ms: Option<u64>,
    /// Its latest awareness entry above the rate, for later.
    pub(crate) late_presence: Option<Entry>,
    pub(crate) frames: Pace,
    pub(crate) bytes: Pace,
    pub(crate) presence: Pace,
    /// Reading pauses until then.
    pub(crate) paused_ms: u64,
    /// When it last got a data frame.
    pub(crate) sent_ms: u64,
    /// What it said it has, when it greeted.
    pub(crate) vector: StateVector,
    /// The latest turn of the programme it was told.
    pub(crate) turn: Option<u64>,
    lags: VecDeque<u64>,
}

impl Session {
    pub(crate) fn new(seat: Seat, config: &Config, now_ms: u64) -> Session {
        Session {
            seat,
            stage: Stage::Greeting { until_ms: now_ms + config.greeting_ms },
            client: None,
            saved: Ledger::default(),
            is_reset: false,
            asked_ms: None,
            late_presence: None,
            frames: Pace::new(config.frames_per_s, config.frames_per_s * 2, now_ms),
            bytes: Pace::new(config.bytes_per_s, config.burst_bytes, now_ms),
            presence: Pace::new(config.presence_per_s, config.presence_per_s, now_ms),
            paused_ms: 0,
            sent_ms: now_ms,
            vector: StateVector::default(),
            turn: None,
            lags: VecDeque::new(),
        }
    }

    pub(crate) fn is_live(&self) -> bool {
        self.stage == Stage::Live
    }

    pub(crate) fn is_lagging(&self) -> bool {
        matches!(self.stage, Stage::Lagging { .. })
    }

    /// The outbox overflowed; answers whether that happened too often.
    pub(crate) fn lag(&mut self, lags_max: u32, now_ms: u64) -> bool {
        self.stage = Stage::Lagging { until_ms: now_ms + LAG_MS };
        self.lags.retain(|at| at + LAG_WINDOW_MS > now_ms);
        self.lags.push_back(now_ms);
        self.lags.len() >= lags_max as usize
    }

    pub(crate) fn deadline(&self) -> Option<u64> {
        match self.stage {
            Stage::Greeting { until_ms } | Stage::Lagging { until_ms } => Some(until_ms),
            Stage::Live => None,
        }
    }
}

/// Which document frames of a connection are settled: on stable storage, or answered by a notice. Frames are numbered
/// from 1 as they come in.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    received: u64,
    open: BTreeSet<u64>,
    told: u64,
}

impl Ledger {
    /// A document frame came in: its number.
    pub(crate) fn receive(&mut self) -> u64 {
        self.received += 1;
        self.open.insert(self.received);
        self.received
    }

    /// This frame is safe or answered.
    pub(crate) fn settle(&mut self, frame: u64) {
        self.open.remove(&frame);
    }

    /// This sync step 2 is safe, and with it everything its client had when it wrote it: all earlier frames, whether
    /// they were taken then or not.
    pub(crate) fn settle_through(&mut self, frame: u64) {
        self.open = self.open.split_off(&(frame + 1));
    }

    /// Something came in that is not safe yet.
    pub(crate) fn has_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// What was told may not have arrived.
    pub(crate) fn forget_told(&mut self) {
        self.told = 0;
    }

    /// The number to tell, if it is a new one.
    pub(crate) fn news(&mut self) -> Option<u64> {
        let saved = self.open.first().map_or(self.received, |open| open - 1);
        (saved > self.told).then(|| {
            self.told = saved;
            saved
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Ledger;

    #[test]
    fn rm7_saved_counts_in_order_without_holes() {
        let mut ledger = Ledger::default();
        assert_eq!(ledger.news(), None);
        let frames: Vec<u64> = (0..4).map(|_| ledger.receive()).collect();
        assert_eq!(frames, [1, 2, 3, 4]);
        ledger.settle(2);
        assert_eq!(ledger.news(), None);
        ledger.settle(1);
        assert_eq!(ledger.news(), Some(2));
        assert_eq!(ledger.news(), None);
        ledger.settle(4);
        assert_eq!(ledger.news(), None);
        ledger.settle(3);
        assert_eq!((ledger.news(), ledger.has_open()), (Some(4), false));
    }

    #[test]
    fn rm7_a_safe_step_2_covers_everything_before_it() {
        let mut ledger = Ledger::default();
        for _ in 0..5 {
            ledger.receive();
        }
        ledger.settle_through(4);
        assert_eq!(ledger.news(), Some(4));
    }
}
