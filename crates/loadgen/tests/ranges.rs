//! The fast reader finds in updates of real Yjs clients what the engine finds in them.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use loadgen::ranges::{self, Visit, clock_in};
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{ReadTxn, StateVector, Transact, Update, merge_updates_v1};

#[derive(Default)]
struct Ends(BTreeMap<u64, u64>);

impl Visit for Ends {
    fn range(&mut self, client: u64, from: u64, to: u64) {
        assert!(from < to);
        let end = self.0.entry(client).or_default();
        *end = to.max(*end);
    }
}

fn ends(update: &[u8]) -> BTreeMap<u64, u64> {
    let mut ends = Ends::default();
    ranges::read(update, &mut ends).unwrap();
    ends.0
}

/// The ends of all updates so far.
fn add(all: &mut BTreeMap<u64, u64>, update: &[u8]) {
    for (client, end) in ends(update) {
        let known = all.entry(client).or_default();
        *known = end.max(*known);
    }
}

fn clocks(vector: &StateVector) -> BTreeMap<u64, u64> {
    vector.iter().map(|(client, clock)| (client.get(), u64::from(*clock))).collect()
}

fn base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = Vec::new();
    for four in text.trim_end_matches('=').as_bytes().chunks(4) {
        let bits = four.iter().fold(0u32, |bits, letter| {
            bits << 6 | LETTERS.iter().position(|known| known == letter).unwrap() as u32
        }) << (6 * (4 - four.len()));
        out.extend_from_slice(&bits.to_be_bytes()[1..four.len()]);
    }
    out
}

fn sessions() -> Vec<Vec<Vec<u8>>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/yjs-sessions");
    let mut sessions = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        // The last line says what is on the board in the end.
        let updates = text.lines().filter(|line| !line.starts_with('='));
        sessions.push(updates.map(|line| base64(line.split_once(' ').unwrap().1)).collect());
    }
    assert!(sessions.len() >= 6);
    sessions
}

#[test]
fn single_updates() {
    for updates in sessions() {
        let doc = board::edit::new_doc(1);
        let mut all = BTreeMap::new();
        for update in &updates {
            add(&mut all, update);
            doc.transact_mut().apply_update(Update::decode_v1(update).unwrap()).unwrap();
            assert_eq!(all, clocks(&doc.transact().state_vector()));
        }
    }
}

#[test]
fn merged_updates_and_whole_documents() {
    for updates in sessions() {
        for some in [2, 3, 7, updates.len()] {
            for chunk in updates.chunks(some) {
                let mut all = BTreeMap::new();
                chunk.iter().for_each(|update| add(&mut all, update));
                assert_eq!(ends(&merge_updates_v1(chunk).unwrap()), all);
            }
        }
        let doc = board::edit::new_doc(1);
        for update in &updates {
            doc.transact_mut().apply_update(Update::decode_v1(update).unwrap()).unwrap();
        }
        let txn = doc.transact();
        let expected = clocks(&txn.state_vector());
        assert_eq!(ends(&txn.encode_state_as_update_v1(&StateVector::default())), expected);
        let encoded = txn.state_vector().encode_v1();
        for (client, clock) in expected {
            assert_eq!(clock_in(&encoded, client), Ok(clock));
        }
        assert_eq!(clock_in(&encoded, 1), Ok(0));
    }
}

#[test]
fn what_is_missing_between_two_updates_is_no_range() {
    struct All(Vec<(u64, u64, u64)>);
    impl Visit for All {
        fn range(&mut self, client: u64, from: u64, to: u64) {
            self.0.push((client, from, to));
        }
    }
    // One client's clocks 0..2 collected, 2..5 skipped, 5..6 collected.
    let update = [1, 3, 9, 0, 0, 2, 10, 3, 0, 1, 0];
    let mut all = All(Vec::new());
    ranges::read(&update, &mut all).unwrap();
    assert_eq!(all.0, [(9, 0, 2), (9, 5, 6)]);
}

#[test]
fn cut_updates_are_malformed_and_never_more() {
    for update in sessions().iter().flatten().take(200) {
        for end in 0..update.len() {
            let _ = ranges::read(&update[..end], &mut Ends::default());
        }
    }
    assert!(ranges::read(&[1, 1, 9, 0, 31, 0], &mut Ends::default()).is_err());
}
