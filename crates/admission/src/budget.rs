//! How much a person may send, and a board may hold. Token buckets on the caller's clock.

use std::collections::HashMap;

use crate::{Class, Limits, Refusal, Rule};

#[derive(Debug, Default)]
pub(crate) struct Budget {
    people: HashMap<String, Bucket>,
    /// Bytes admitted to the board.
    pub(crate) bytes: u64,
    /// Objects made on the board.
    pub(crate) objects: usize,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    bytes: u64,
    structs: u64,
    steps: u64,
    at_ms: u64,
}

/// What one update costs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    pub(crate) bytes: u64,
    pub(crate) structs: u64,
    /// Comparisons of the engine.
    pub(crate) steps: u64,
}

impl Budget {
    /// Takes the cost from a person's bucket, or refuses and takes nothing.
    pub(crate) fn spend(
        &mut self,
        limits: &Limits,
        participant: &str,
        cost: Cost,
        now_ms: u64,
    ) -> Result<(), Refusal> {
        let full = Bucket {
            bytes: limits.bytes_burst,
            structs: limits.structs_burst,
            steps: limits.steps_burst,
            at_ms: now_ms,
        };
        let bucket = self.people.entry(participant.to_owned()).or_insert(full);
        let elapsed = now_ms.saturating_sub(bucket.at_ms);
        let left = |level: u64, rate: u64, burst: u64, cost: u64| {
            if cost > burst {
                // Waiting would not help.
                let detail = "more than anybody may send at once";
                return Err(Refusal { rule: Rule::Budget, class: Class::TooLarge, detail });
            }
            let filled = level.saturating_add(rate.saturating_mul(elapsed) / 1_000).min(burst);
            filled.checked_sub(cost).ok_or_else(|| over("too much at once"))
        };
        *bucket = Bucket {
            bytes: left(bucket.bytes, limits.bytes_per_second, limits.bytes_burst, cost.bytes)?,
            structs: left(bucket.structs, limits.structs_per_second, limits.structs_burst, cost.structs)?,
            steps: left(bucket.steps, limits.steps_per_second, limits.steps_burst, cost.steps)?,
            at_ms: now_ms,
        };
        Ok(())
    }
}

pub(crate) fn over(detail: &'static str) -> Refusal {
    Refusal { rule: Rule::Budget, class: Class::Budget, detail }
}
