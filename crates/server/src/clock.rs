//! The only clock: everything else is told the time.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Wall clock at the start of the process plus monotonic time since: means something after a restart, and never goes
/// back or jumps while the process lives, whatever happens to the system's clock.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    started: Instant,
    started_ms: u64,
}

impl Clock {
    /// Reads the wall clock, once.
    #[allow(clippy::disallowed_methods, reason = "the one place that may ask the machine for the time")]
    pub fn start() -> Clock {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Clock { started: Instant::now(), started_ms: millis(since_epoch) }
    }

    /// Milliseconds since 1970.
    pub fn now_ms(&self) -> u64 {
        self.started_ms + millis(self.started.elapsed())
    }

    /// Microseconds since the process started, for measuring.
    pub fn now_us(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    /// The moment of that time, for timers; moments gone by are now.
    pub fn instant(&self, at_ms: u64) -> tokio::time::Instant {
        (self.started + Duration::from_millis(at_ms.saturating_sub(self.started_ms))).into()
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
