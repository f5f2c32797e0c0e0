//! The envelope of one log record: version, participant, time, update.

use std::borrow::Cow;

use bytes::Bytes;

use crate::wire::{WireError, read_bytes, read_text, read_varuint, write_bytes, write_varuint};

/// Written into every record; a reader refuses what it does not know.
pub(crate) const RECORD_VERSION: u64 = 1;

/// Stands for the server among the participants; no participant id looks like it.
pub(crate) const SERVER: &str = "server";

/// One record, opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// Who wrote it: a participant id or [`SERVER`].
    pub participant: &'a str,
    /// The room's time when it was admitted, in ms.
    pub at_ms: u64,
    /// The V1 update exactly as admitted.
    pub update: &'a [u8],
}

impl<'a> Record<'a> {
    /// Opens what is in the log.
    ///
    /// # Errors
    /// [`WireError`] for what is no record, or one of another version.
    pub fn decode(bytes: &'a [u8]) -> Result<Record<'a>, WireError> {
        let mut rest = bytes;
        if read_varuint(&mut rest)? != RECORD_VERSION {
            return Err(WireError::Kind);
        }
        let participant = read_text(&mut rest)?;
        let at_ms = read_varuint(&mut rest)?;
        let update = read_bytes(&mut rest)?;
        if rest.is_empty() { Ok(Record { participant, at_ms, update }) } else { Err(WireError::Trailing) }
    }

    /// What the document takes of it: of one that was set aside only the clocks.
    ///
    /// # Errors
    /// In words, when that cannot be made of it.
    pub(crate) fn content(&self, is_quarantined: bool) -> Result<Cow<'a, [u8]>, String> {
        match is_quarantined {
            true => admission::emptied(self.update).map(Cow::Owned).map_err(|error| error.to_string()),
            false => Ok(Cow::Borrowed(self.update)),
        }
    }

    /// Writes the record and answers with it and with the part of it that is the update, so that one copy of the
    /// client's bytes serves the log, the document and the fan-out.
    pub(crate) fn encode(&self) -> (Bytes, Bytes) {
        let mut out = Vec::with_capacity(self.update.len() + self.participant.len() + 24);
        write_varuint(&mut out, RECORD_VERSION);
        write_bytes(&mut out, self.participant.as_bytes());
        write_varuint(&mut out, self.at_ms);
        write_bytes(&mut out, self.update);
        let record = Bytes::from(out);
        let update = record.slice(record.len() - self.update.len()..);
        (record, update)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rm3_record_reads_back_and_refuses_what_it_does_not_know() {
        let record = Record { participant: "ann", at_ms: 1 << 40, update: &[1, 2, 3] };
        let (bytes, update) = record.encode();
        assert_eq!(Record::decode(&bytes).unwrap(), record);
        assert_eq!(&update[..], record.update);
        for cut in 0..bytes.len() {
            assert!(Record::decode(&bytes[..cut]).is_err(), "cut at {cut}");
        }
        let mut newer = bytes.to_vec();
        newer[0] = 2;
        assert_eq!(Record::decode(&newer), Err(WireError::Kind));
    }
}
