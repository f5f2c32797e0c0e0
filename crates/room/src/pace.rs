//! How fast somebody may send: a token bucket that may go into debt, because a frame once read is never dropped.

/// Units (bytes, frames) that refill with time.
#[derive(Clone, Debug)]
pub(crate) struct Pace {
    per_s: u64,
    burst: u64,
    /// Thousandths of a unit.
    level: i64,
    filled_ms: u64,
}

impl Pace {
    /// A full bucket.
    pub(crate) fn new(per_s: u32, burst: u32, now_ms: u64) -> Pace {
        let (per_s, burst) = (u64::from(per_s.max(1)), u64::from(burst.max(1)));
        Pace { per_s, burst, level: thousandths(burst), filled_ms: now_ms }
    }

    /// Takes `units`; answers how many ms to wait until there is no debt (0: go on).
    pub(crate) fn take(&mut self, units: u64, now_ms: u64) -> u64 {
        self.fill(now_ms);
        self.level = self.level.saturating_sub(thousandths(units));
        self.wait_ms()
    }

    /// Takes `units`, for a debt of one burst at most: what was long ago does not count.
    pub(crate) fn spend(&mut self, units: u64, now_ms: u64) -> u64 {
        self.take(units, now_ms);
        self.level = self.level.max(-thousandths(self.burst));
        self.wait_ms()
    }

    /// Takes `units` only if that makes no debt.
    pub(crate) fn try_take(&mut self, units: u64, now_ms: u64) -> bool {
        self.fill(now_ms);
        let enough = self.level >= thousandths(units);
        if enough {
            self.level -= thousandths(units);
        }
        enough
    }

    fn fill(&mut self, now_ms: u64) {
        let gained = now_ms.saturating_sub(self.filled_ms).saturating_mul(self.per_s);
        let gained = i64::try_from(gained).unwrap_or(i64::MAX);
        self.level = self.level.saturating_add(gained).min(thousandths(self.burst));
        self.filled_ms = self.filled_ms.max(now_ms);
    }

    fn wait_ms(&self) -> u64 {
        if self.level >= 0 { 0 } else { self.level.unsigned_abs().div_ceil(self.per_s) }
    }
}

fn thousandths(units: u64) -> i64 {
    i64::try_from(units).map_or(i64::MAX, |units| units.saturating_mul(1000))
}

#[cfg(test)]
mod tests {
    use super::Pace;

    #[test]
    fn rm16_a_bucket_allows_its_burst_then_its_rate() {
        let mut pace = Pace::new(10, 20, 1_000);
        assert_eq!(pace.take(20, 1_000), 0);
        assert_eq!(pace.take(1, 1_000), 100);
        assert!(!pace.try_take(1, 1_100));
        assert!(pace.try_take(1, 1_200));
        assert_eq!(pace.take(5, 1_200), 500);
        assert_eq!(pace.take(0, 10_000), 0);
        assert_eq!(pace.spend(1_000, 10_000), 2_000);
        assert_eq!(pace.take(0, 12_000), 0);
        assert!(pace.take(u64::MAX, 10_000) > 1_000_000);
    }
}
