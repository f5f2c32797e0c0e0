//! What one execution does, as bytes: steps of a head, a length and a payload. Every byte string is a tape.

/// One step: a kind, who does it in which role, and the bytes it carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Two bits person, three bits role, three bits what.
    pub head: u8,
    /// The payload, at most 65,535 bytes of it count.
    pub bytes: Vec<u8>,
}

/// Reads a tape; what is cut short is as long as it is.
pub fn read(mut tape: &[u8]) -> Vec<Step> {
    let mut steps = Vec::new();
    while let [head, low, high, rest @ ..] = tape {
        let len = usize::from(u16::from_le_bytes([*low, *high])).min(rest.len());
        let (bytes, behind) = rest.split_at(len);
        steps.push(Step { head: *head, bytes: bytes.to_vec() });
        tape = behind;
    }
    steps
}

/// Writes a tape of at most `max` bytes, whole steps only.
pub fn write(steps: &[Step], max: usize) -> Vec<u8> {
    let mut tape = Vec::new();
    for step in steps {
        let len = u16::try_from(step.bytes.len()).unwrap_or(u16::MAX);
        if tape.len() + 3 + usize::from(len) > max {
            break;
        }
        tape.push(step.head);
        tape.extend_from_slice(&len.to_le_bytes());
        tape.extend_from_slice(&step.bytes[..usize::from(len)]);
    }
    tape
}
