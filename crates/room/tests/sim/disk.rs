//! The disk: what survives a crash. Appends take time; whether one under way has reached it, the crash decides.

use std::collections::BTreeMap;

use bytes::Bytes;
use room::Stored;

#[derive(Debug, Default)]
pub struct Disk {
    pub seq: u64,
    pub records: BTreeMap<u64, Bytes>,
    pub snapshots: BTreeMap<u64, Bytes>,
}

impl Disk {
    pub fn append(&mut self, expected_seq: u64, records: &[Bytes]) -> u64 {
        assert_eq!(expected_seq, self.seq, "the room appends where the log ends");
        for record in records {
            self.seq += 1;
            self.records.insert(self.seq, record.clone());
        }
        self.seq
    }

    pub fn put_snapshot(&mut self, seq: u64, bytes: Bytes) {
        assert!(seq <= self.seq, "a snapshot beyond the log");
        self.snapshots.insert(seq, bytes);
        while self.snapshots.len() > 2 {
            self.snapshots.pop_first();
        }
    }

    pub fn purge(&mut self, to: u64) {
        assert!(self.snapshots.len() == 2 && *self.snapshots.keys().next().unwrap() >= to, "purged too much");
        self.records = self.records.split_off(&(to + 1));
    }

    /// As read at start: from the newest snapshot, or, as if that were damaged, from the one before.
    pub fn stored(&self, from_older: bool) -> Stored {
        let nth = usize::from(from_older && self.snapshots.len() > 1);
        let snapshot = self.snapshots.iter().rev().nth(nth).map(|(seq, bytes)| (*seq, bytes.clone()));
        let from = snapshot.as_ref().map_or(0, |(seq, _)| *seq);
        let records = self.records.range(from + 1..).map(|(_, record)| record.clone()).collect();
        Stored { snapshot, records, seq: self.seq, ..Stored::default() }
    }
}

/// The update in a record: version, participant, time, update.
pub fn update_of(record: &[u8]) -> &[u8] {
    let mut rest = record;
    assert_eq!(read_varuint(&mut rest), 1);
    let participant = read_varuint(&mut rest) as usize;
    rest = &rest[participant..];
    read_varuint(&mut rest);
    let length = read_varuint(&mut rest) as usize;
    assert_eq!(rest.len(), length);
    rest
}

pub fn read_varuint(rest: &mut &[u8]) -> u64 {
    let mut number = 0;
    for shift in (0..).step_by(7) {
        let byte = rest[0];
        *rest = &rest[1..];
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            break;
        }
    }
    number
}
