//! Watches that no board keeps its thread for ever. A thread cannot be killed: what hangs takes one away from all other
//! boards, so in the end the process has to go, in order, and start anew.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use super::Shared;

/// How often it looks.
const PERIOD: Duration = Duration::from_millis(250);
/// One input takes well under a millisecond; the largest import into the largest board some hundreds.
const STUCK_MS: u64 = 2_000;
/// After this it will not come back.
const HOPELESS_MS: u64 = 10_000;
/// Beyond the time that stopping may take.
const GRACE_MS: u64 = 5_000;

/// What a board does at this moment.
#[derive(Debug, Default)]
pub(super) struct Pulse {
    /// Since when it has been at work on one input; 0 while it waits for one.
    since_ms: AtomicU64,
    is_stuck: AtomicBool,
}

impl Pulse {
    /// One input begins.
    pub(super) fn begin(&self, now_ms: u64) {
        self.since_ms.store(now_ms.max(1), Ordering::Relaxed);
    }

    /// It has ended.
    pub(super) fn end(&self) {
        self.since_ms.store(0, Ordering::Relaxed);
    }

    /// Nobody should wait for this board.
    pub(super) fn is_stuck(&self) -> bool {
        self.is_stuck.load(Ordering::Relaxed)
    }

    fn busy_ms(&self, now_ms: u64) -> u64 {
        match self.since_ms.load(Ordering::Relaxed) {
            0 => 0,
            since => now_ms.saturating_sub(since),
        }
    }
}

/// Starts the watch, on a thread of its own: those of the boards may be the ones that hang. It ends with the hub.
pub(super) fn start(shared: &Arc<Shared>) -> std::io::Result<()> {
    let shared = Arc::downgrade(shared);
    let watch = move || {
        while look(&shared) {
            std::thread::sleep(PERIOD);
        }
    };
    std::thread::Builder::new().name("watchdog".to_owned()).spawn(watch).map(drop)
}

fn look(shared: &Weak<Shared>) -> bool {
    let Some(shared) = shared.upgrade() else { return false };
    let now_ms = shared.clock.now_ms();
    let mut longest_ms = 0;
    let mut stuck = 0;
    for slot in &shared.boards {
        let busy_ms = slot.pulse.busy_ms(now_ms);
        longest_ms = longest_ms.max(busy_ms);
        let is_stuck = busy_ms >= STUCK_MS;
        stuck += usize::from(is_stuck);
        let was_stuck = slot.pulse.is_stuck.swap(is_stuck, Ordering::Relaxed);
        if is_stuck && !was_stuck {
            shared.metrics.board_stuck();
            tracing::error!(board.id = %slot.key(), busy_ms, "the board does not come back; others go on");
        } else if was_stuck && !is_stuck {
            tracing::warn!(board.id = %slot.key(), "the board is back");
        }
    }
    shared.stuck.store(stuck, Ordering::Relaxed);
    if longest_ms >= HOPELESS_MS && !shared.hopeless.send_replace(true) {
        tracing::error!("a board holds its thread for ever: the server stops, to be started again");
    }
    if longest_ms >= HOPELESS_MS + shared.limits.stop().as_millis() as u64 + GRACE_MS {
        tracing::error!("stopping in order did not succeed; what was saved is safe");
        std::process::exit(1);
    }
    true
}
