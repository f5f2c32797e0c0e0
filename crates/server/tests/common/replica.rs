//! A client's document, and what it says and hears on the wire.
#![allow(dead_code, missing_docs, clippy::unwrap_used)]

use std::collections::BTreeSet;

use yrs::block::ClientID;
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{Doc, Map, MapPrelim, Options, ReadTxn, StateVector, TextPrelim, Transact, Update};

use crate::common::document;

/// A client's document with what it takes part in a board by.
pub struct Replica {
    pub doc: Doc,
}

impl Replica {
    pub fn new(client: u64) -> Replica {
        let options =
            Options { offset_kind: yrs::OffsetKind::Utf16, ..Options::with_client_id(ClientID::new(client)) };
        let doc = Doc::with_options(options);
        doc.get_or_insert_map("notes");
        Replica { doc }
    }

    pub fn notes(&self) -> BTreeSet<String> {
        let notes = self.doc.get_or_insert_map("notes");
        notes.keys(&self.doc.transact()).map(str::to_owned).collect()
    }

    /// The update that adds a note.
    pub fn add(&self, id: &str) -> Vec<u8> {
        let notes = self.doc.get_or_insert_map("notes");
        let mut txn = self.doc.transact_mut();
        let note = notes.insert(&mut txn, id, MapPrelim::default());
        note.insert(&mut txn, "text", TextPrelim::new(id));
        note.insert(&mut txn, "pos", yrs::Any::from(vec![yrs::Any::from(0.0), yrs::Any::from(0.0)]));
        txn.encode_update_v1()
    }

    /// The update that adds an entry with these plain fields to a root.
    pub fn signed(&self, root: &str, id: &str, fields: &[(&str, &str)]) -> Vec<u8> {
        let root = self.doc.get_or_insert_map(root);
        let mut txn = self.doc.transact_mut();
        let entry = root.insert(&mut txn, id, MapPrelim::default());
        for (key, value) in fields {
            entry.insert(&mut txn, *key, *value);
        }
        txn.encode_update_v1()
    }

    /// The same, with as many words as a note takes.
    pub fn add_long(&self, id: &str) -> Vec<u8> {
        let notes = self.doc.get_or_insert_map("notes");
        let mut txn = self.doc.transact_mut();
        let note = notes.insert(&mut txn, id, MapPrelim::default());
        note.insert(&mut txn, "text", TextPrelim::new("parola ".repeat(2_800)));
        txn.encode_update_v1()
    }

    /// Sync step 1.
    pub fn vector(&self) -> Vec<u8> {
        let vector = self.doc.transact().state_vector().encode_v1();
        let mut frame = document(2, &vector);
        frame[1] = 0;
        frame
    }

    /// Everything a server at this vector lacks, as sync step 2.
    pub fn answer(&self, vector: &[u8]) -> Vec<u8> {
        let vector = StateVector::decode_v1(vector).unwrap();
        document(1, &self.doc.transact().encode_state_as_update_v1(&vector))
    }

    pub fn apply(&self, update: &[u8]) {
        self.doc.transact_mut().apply_update(Update::decode_v1(update).unwrap()).unwrap();
    }

    /// Takes a frame of the server; answers what is to be sent, and how many frames are now saved.
    pub fn hear(&self, frame: &[u8]) -> (Option<Vec<u8>>, Option<u64>) {
        match frame {
            [0, 0, rest @ ..] => (Some(self.answer(payload(rest))), None),
            [0, 1 | 2, rest @ ..] => {
                self.apply(payload(rest));
                (None, None)
            }
            [100, rest @ ..] => (None, Some(varuint(rest).0)),
            _ => (None, None),
        }
    }
}

fn varuint(bytes: &[u8]) -> (u64, &[u8]) {
    let len = bytes.iter().position(|byte| byte & 0x80 == 0).unwrap() + 1;
    let number = bytes[..len].iter().rev().fold(0, |sum, byte| sum << 7 | u64::from(byte & 0x7f));
    (number, &bytes[len..])
}

pub fn payload(bytes: &[u8]) -> &[u8] {
    let (len, rest) = varuint(bytes);
    &rest[..len as usize]
}
