//! A board as the server keeps it, for tests that compare the index with the document.
#![allow(dead_code, missing_docs, clippy::unwrap_used)]

use admission::{Admission, Limits};
use yrs::block::ClientID;
use yrs::types::ToJson;
use yrs::updates::decoder::Decode;
use yrs::{Any, Doc, Map, MapRef, OffsetKind, Options, Out, ReadTxn, StateVector, Transact, Update};

pub struct Board {
    pub doc: Doc,
    roots: Vec<(&'static str, MapRef)>,
}

impl Board {
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        let options = Options { offset_kind: OffsetKind::Utf16, ..Options::with_client_id(ClientID::new(1)) };
        let doc = Doc::with_options(options);
        let names =
            ["meta", "notes", "clusters", "links", "marks", "comments", "reactions", "tallies", "hidden"];
        let roots = names.into_iter().map(|name| (name, doc.get_or_insert_map(name))).collect();
        Self { doc, roots }
    }

    pub fn apply(&self, update: &[u8]) {
        let update = Update::decode_v1(update).unwrap();
        self.doc.transact_mut().apply_update(update).unwrap();
    }

    pub fn state(&self) -> Vec<u8> {
        self.doc.transact().encode_state_as_update_v1(&StateVector::default())
    }

    /// Locks the note that comes first, as staff would.
    pub fn lock_one_note(&self) {
        let notes = self.roots.iter().find(|(name, _)| *name == "notes").unwrap().1.clone();
        let mut txn = self.doc.transact_mut();
        let first = notes.keys(&txn).min().map(str::to_owned);
        if let Some(Out::YMap(note)) = first.and_then(|id| notes.get(&txn, &id)) {
            note.insert(&mut txn, "locked", true);
        }
    }

    /// Does the engine hold something back because something else is missing?
    pub fn is_waiting(&self) -> bool {
        self.doc.transact().has_missing_updates()
    }

    /// What a client that knows everything answers to sync step 1.
    pub fn diff_for_itself(&self) -> Vec<u8> {
        let txn = self.doc.transact();
        txn.encode_state_as_update_v1(&txn.state_vector())
    }

    pub fn state_vector(&self) -> Vec<(u64, u32)> {
        let mut clocks: Vec<_> =
            self.doc.transact().state_vector().iter().map(|(client, clock)| (client.get(), *clock)).collect();
        clocks.sort_unstable();
        clocks
    }

    /// Every root as JSON.
    pub fn json(&self) -> serde_json::Value {
        let txn = self.doc.transact();
        let roots = self.roots.iter().map(|(name, root)| {
            let Any::Map(_) = root.to_json(&txn) else { panic!("a root is not a map") };
            ((*name).to_owned(), serde_json::to_value(root.to_json(&txn)).unwrap())
        });
        roots.collect()
    }

    /// Reads everything once, as a snapshot and every join would.
    pub fn exercise(&self) {
        let txn = self.doc.transact();
        for (_, root) in &self.roots {
            root.to_json(&txn);
        }
    }

    /// The index as a restart builds it: from the document alone, with the kept owners.
    pub fn reindexed(&self, before: &Admission, limits: Limits) -> Admission {
        let mut index = Admission::new(limits);
        index.load(&self.state()).unwrap();
        for (client, owner, last_ms) in before.owners() {
            index.set_owner(client, owner, last_ms);
        }
        index
    }
}

pub fn base64(text: &str) -> Vec<u8> {
    let digit = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let mut out = Vec::new();
    for chunk in text.trim_end_matches('=').as_bytes().chunks(4) {
        let bits = chunk.iter().fold(0_u32, |bits, &c| bits << 6 | u32::from(digit(c)));
        let bits = bits << (6 * (4 - chunk.len()));
        out.extend_from_slice(&bits.to_be_bytes()[1..chunk.len()]);
    }
    out
}

pub fn hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}
