//! How often somebody may guess.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

/// Failures are counted over this time.
const WINDOW_MS: u64 = 60_000;
/// Keys remembered at once; the oldest window goes first when there are more, so memory is bounded whoever guesses.
const KEYS_MAX: usize = 100_000;

/// Counts failures by key (an address, a workshop) in windows of a minute that start with the first failure.
#[derive(Debug)]
pub struct Throttle<K> {
    failures_max: u32,
    windows: Mutex<HashMap<K, Window>>,
}

#[derive(Clone, Copy, Debug)]
struct Window {
    since_ms: u64,
    failures: u32,
}

impl<K: Hash + Eq + Clone> Throttle<K> {
    /// So many failures a minute, then no more tries until the minute is over.
    pub fn new(failures_max: u32) -> Throttle<K> {
        Throttle { failures_max, windows: Mutex::default() }
    }

    /// May this key try now? Otherwise in so many seconds.
    ///
    /// # Errors
    /// The seconds to wait, at least one.
    pub fn check(&self, key: &K, now_ms: u64) -> Result<(), u64> {
        let windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        match windows.get(key) {
            Some(window) if window.failures >= self.failures_max && window.is_open(now_ms) => {
                Err((window.since_ms + WINDOW_MS - now_ms).div_ceil(1000).max(1))
            }
            _ => Ok(()),
        }
    }

    /// A try failed.
    pub fn failed(&self, key: K, now_ms: u64) {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() >= KEYS_MAX {
            windows.retain(|_, window| window.is_open(now_ms));
        }
        if windows.len() >= KEYS_MAX {
            let oldest = windows.iter().min_by_key(|(_, window)| window.since_ms).map(|(key, _)| key.clone());
            oldest.and_then(|key| windows.remove(&key));
        }
        let window = windows.entry(key).or_insert(Window { since_ms: now_ms, failures: 0 });
        if !window.is_open(now_ms) {
            *window = Window { since_ms: now_ms, failures: 0 };
        }
        window.failures = window.failures.saturating_add(1);
    }
}

impl Window {
    fn is_open(&self, now_ms: u64) -> bool {
        now_ms < self.since_ms + WINDOW_MS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ht9_guessing_ends_after_the_allowed_failures_until_the_minute_is_over() {
        let throttle = Throttle::new(2);
        for now_ms in [0, 1_000] {
            assert_eq!(throttle.check(&"a", now_ms), Ok(()));
            throttle.failed("a", now_ms);
        }
        assert_eq!(throttle.check(&"a", 2_000), Err(58));
        assert_eq!(throttle.check(&"b", 2_000), Ok(()), "others are not held up");
        assert_eq!(throttle.check(&"a", 60_000), Ok(()));
        throttle.failed("a", 60_000);
        assert_eq!(throttle.check(&"a", 60_001), Ok(()), "a new minute starts from nothing");
    }
}
