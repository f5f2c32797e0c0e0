//! Answers to an update.

use std::fmt;

/// The answer to one update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Take the bytes exactly as they came: journal, apply, relay. The index has advanced.
    Admitted,
    /// Take these bytes instead of what came: something in it was known (and so never judged), or stands in an object
    /// that was deleted meanwhile, which the engine would stumble over. Every client sees the same either way. The index
    /// has advanced.
    Rewritten(Vec<u8>),
    /// Take these bytes, if any: what the sender has no right to came out of them, its clocks collected so that what follows
    /// still fits. The sender's copy is wrong from now on and has to go. The index has advanced.
    Curtailed(Option<Vec<u8>>, Refusal),
    /// Nothing new in it; drop it silently (and count it as saved).
    Duplicate,
    /// Something before it is missing, or it crosses what is known; drop it and ask the sender by sync step 1. The index
    /// is unchanged.
    Gap,
    /// Nothing of it may be applied, stored or relayed. The index is unchanged.
    Refused(Refusal),
}

impl Verdict {
    /// The bytes to journal, apply and relay, if any; `update` is what was judged.
    pub fn taken<'a>(&'a self, update: &'a [u8]) -> Option<&'a [u8]> {
        match self {
            Verdict::Admitted => Some(update),
            Verdict::Rewritten(taken) => Some(taken),
            Verdict::Curtailed(taken, _) => taken.as_deref(),
            Verdict::Duplicate | Verdict::Gap | Verdict::Refused(_) => None,
        }
    }
}

/// Why an update was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The rule it broke.
    pub rule: Rule,
    /// How the socket is to be answered.
    pub class: Class,
    /// One sentence for the log; never contains text of the board.
    pub detail: &'static str,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule.name(), self.detail)
    }
}

/// How a refusal is answered on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// No honest client sends this: close 4400.
    Malformed,
    /// Well formed, but not this person's right. Refused as a whole is only what somebody sends who may not write at all:
    /// close 4403.
    Forbidden,
    /// Too much at once: notice, reading pauses, then close 4529. The sender may try again later.
    Budget,
    /// Above the size limit of one message: close 4413.
    TooLarge,
}

/// Rules of docs/spec.md, section Admission. Names are stable: logs and metrics use them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// AD1: size, encoding, no trailing bytes.
    Encoding,
    /// AD2: authorship of client ids.
    Author,
    /// AD3: clocks.
    Clock,
    /// AD4: kinds of content.
    Kind,
    /// AD5: origins, parents, roots, keys.
    Parent,
    /// AD6: delete set.
    Delete,
    /// AD7: role.
    Role,
    /// AD8: budgets.
    Budget,
    /// AD9: values of known fields.
    Value,
    /// AD10: awareness.
    Awareness,
}

impl Rule {
    /// The stable name, e.g. `ad3_clock`.
    pub fn name(self) -> &'static str {
        match self {
            Rule::Encoding => "ad1_encoding",
            Rule::Author => "ad2_author",
            Rule::Clock => "ad3_clock",
            Rule::Kind => "ad4_kind",
            Rule::Parent => "ad5_parent",
            Rule::Delete => "ad6_delete",
            Rule::Role => "ad7_role",
            Rule::Budget => "ad8_budget",
            Rule::Value => "ad9_value",
            Rule::Awareness => "ad10_awareness",
        }
    }
}

/// A trusted update (snapshot, journal record, server edit) does not hold together; nothing of it was taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("malformed update: {0}")]
pub struct Malformed(pub Refusal);
