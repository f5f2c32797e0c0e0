//! Reading lib0's encoding with a bound on everything (github.com/dmonad/lib0, `encoding.js`).

use crate::{Class, Refusal, Rule};

/// Where a read stands in a message. Never reads past the end, never allocates by a declared length.
#[derive(Clone, Debug)]
pub(crate) struct Cursor<'a> {
    rest: &'a [u8],
}

pub(crate) type Read<T> = Result<T, Refusal>;

pub(crate) fn malformed<T>(rule: Rule, detail: &'static str) -> Read<T> {
    Err(Refusal { rule, class: Class::Malformed, detail })
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// What was read since `before`, a copy of this cursor at an earlier place.
    pub(crate) fn since(&self, before: &Self) -> &'a [u8] {
        &before.rest[..before.rest.len() - self.rest.len()]
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn byte(&mut self) -> Read<u8> {
        let Some((&byte, rest)) = self.rest.split_first() else {
            return malformed(Rule::Encoding, "it ends too early");
        };
        self.rest = rest;
        Ok(byte)
    }

    /// An unsigned integer of at most `max` (itself at most 2^53), written as short as can be: readers of the same bytes
    /// disagree on how long a longer one is.
    pub(crate) fn uint(&mut self, max: u64) -> Read<u64> {
        let mut value = 0_u64;
        for shift in (0..56).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                if byte == 0 && shift > 0 {
                    return malformed(Rule::Encoding, "a number is longer than it need be");
                }
                return if value <= max {
                    Ok(value)
                } else {
                    malformed(Rule::Encoding, "a number is too large")
                };
            }
        }
        malformed(Rule::Encoding, "a number is too long")
    }

    /// A signed integer of at most 55 bits, written as short as can be.
    pub(crate) fn int(&mut self) -> Read<f64> {
        let first = self.byte()?;
        let mut value = u64::from(first & 0x3f);
        let mut more = first & 0x80 != 0;
        let mut shift = 6;
        while more {
            if shift > 48 {
                return malformed(Rule::Encoding, "a number is too long");
            }
            let byte = self.byte()?;
            if byte == 0 {
                return malformed(Rule::Encoding, "a number is longer than it need be");
            }
            value |= u64::from(byte & 0x7f) << shift;
            more = byte & 0x80 != 0;
            shift += 7;
        }
        let value = value as f64;
        Ok(if first & 0x40 == 0 { value } else { -value })
    }

    pub(crate) fn take(&mut self, count: usize) -> Read<&'a [u8]> {
        let Some((taken, rest)) = self.rest.split_at_checked(count) else {
            return malformed(Rule::Encoding, "a length goes past the end");
        };
        self.rest = rest;
        Ok(taken)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Read<[u8; N]> {
        let mut bytes = [0; N];
        bytes.copy_from_slice(self.take(N)?);
        Ok(bytes)
    }

    pub(crate) fn string(&mut self) -> Read<&'a str> {
        let count = self.uint(u64::from(u32::MAX))? as usize;
        match std::str::from_utf8(self.take(count)?) {
            Ok(text) => Ok(text),
            Err(_) => malformed(Rule::Encoding, "a text is not UTF-8"),
        }
    }

    /// A declared number of things that take at least one byte each.
    pub(crate) fn count(&mut self) -> Read<usize> {
        let count = self.uint(u64::from(u32::MAX))? as usize;
        if count > self.rest.len() {
            return malformed(Rule::Encoding, "it declares more than it holds");
        }
        Ok(count)
    }
}
