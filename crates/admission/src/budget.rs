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
    at_ms: u64,
}

impl Budget {
    /// Takes `bytes` and `structs` from a person's bucket, or refuses and takes nothing.
    pub(crate) fn spend(
        &mut self,
        limits: &Limits,
        participant: &str,
        bytes: u64,
        structs: u64,
        now_ms: u64,
    ) -> Result<(), Refusal> {
        let full = Bucket { bytes: limits.bytes_burst, structs: limits.structs_burst, at_ms: now_ms };
        let bucket = self.people.entry(participant.to_owned()).or_insert(full);
        let elapsed = now_ms.saturating_sub(bucket.at_ms);
        let refill = |rate: u64| rate.saturating_mul(elapsed) / 1_000;
        let bytes_now = (bucket.bytes + refill(limits.bytes_per_second)).min(limits.bytes_burst);
        let structs_now = (bucket.structs + refill(limits.structs_per_second)).min(limits.structs_burst);
        if bytes > bytes_now || structs > structs_now {
            return Err(over("too much at once"));
        }
        *bucket = Bucket { bytes: bytes_now - bytes, structs: structs_now - structs, at_ms: now_ms };
        Ok(())
    }
}

pub(crate) fn over(detail: &'static str) -> Refusal {
    Refusal { rule: Rule::Budget, class: Class::Budget, detail }
}
