//! A room with a disk that answers at once unless told otherwise, and raw clients.
#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};

use board::id::ParticipantId;
use board::role::Role;
use bytes::Bytes;
use room::snapshot::{Draft, Verified};
use room::wire::{CloseCode, Message};
use room::{Config, ConnId, Failure, Input, NotMade, Output, Put, Reply, Room, Seat, Stored, Verb};
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{Doc, Map, MapPrelim, ReadTxn, StateVector, TextPrelim, Transact, Update};

pub struct Harness {
    pub room: Room,
    pub now_ms: u64,
    pub seq: u64,
    pub log: Vec<Bytes>,
    pub quarantined: BTreeSet<u64>,
    pub puts: Vec<Put>,
    pub snapshots: Vec<(u64, Bytes)>,
    /// Of the snapshots made of the log, whether they could be.
    pub compactions: Vec<Result<(), NotMade>>,
    /// Snapshots that read back with letters in another order.
    pub reordered: usize,
    pub purged: Vec<u64>,
    /// Appends wait here while the disk is held.
    pub waiting: Option<(u64, Vec<Bytes>, Vec<Put>)>,
    pub held: bool,
    /// Appends so far.
    pub appends: usize,
    pub failure: Option<Failure>,
    /// Frames sent to each socket and not taken yet.
    pub inbox: BTreeMap<ConnId, Vec<Bytes>>,
    pub closed: BTreeMap<ConnId, CloseCode>,
    pub replies: BTreeMap<u64, Reply>,
    pub pauses: Vec<(ConnId, u64)>,
    /// Rules that updates broke.
    pub refused: Vec<&'static str>,
    pub rebuild: Option<String>,
}

pub fn config() -> Config {
    // In tests no time goes by.
    Config { snapshot_gap_ms: 0, ..Config::new(1 << 40) }
}

pub fn seat(n: u128, role: Role, ours: bool) -> Seat {
    let participant = ParticipantId::from_random(n);
    Seat { participant, name: format!("Person {n}"), colour: "#123456".into(), role, ours }
}

impl Harness {
    pub fn new() -> Harness {
        Harness::with(config(), &Stored::default())
    }

    pub fn with(config: Config, stored: &Stored) -> Harness {
        let now_ms = 1_700_000_000_000;
        let mut harness = Harness {
            room: Room::load(config, stored, now_ms).unwrap(),
            now_ms,
            seq: stored.seq,
            log: stored.records.clone(),
            quarantined: stored.quarantined.clone(),
            puts: vec![],
            snapshots: vec![],
            compactions: vec![],
            reordered: 0,
            purged: vec![],
            waiting: None,
            held: false,
            appends: 0,
            failure: None,
            inbox: BTreeMap::new(),
            closed: BTreeMap::new(),
            replies: BTreeMap::new(),
            pauses: vec![],
            refused: vec![],
            rebuild: None,
        };
        harness.input(Input::Tick);
        harness
    }

    pub fn input(&mut self, input: Input) {
        let outputs = self.room.handle(input, self.now_ms);
        for output in outputs {
            match output {
                Output::Send { conn, bytes, .. } => self.inbox.entry(conn).or_default().push(bytes),
                Output::Append { batch, expected_seq, records, puts } => {
                    assert_eq!((expected_seq, self.waiting.is_some()), (self.seq, false));
                    self.waiting = Some((batch, records, puts));
                    self.appends += 1;
                    if !self.held {
                        self.release();
                    }
                }
                Output::Snapshot(draft) => self.prove(*draft),
                Output::Compact(compaction) => {
                    let seq = compaction.seq();
                    let made = compaction.draft(&self.stored());
                    self.compactions.push(made.as_ref().map(drop).map_err(Clone::clone));
                    match made {
                        Ok(draft) => self.prove(draft),
                        Err(_) => self.input(Input::SnapshotStored { seq, bytes: None }),
                    }
                }
                Output::Purge { to } => self.purged.push(to),
                Output::Close { conn, code, .. } => drop(self.closed.insert(conn, code)),
                Output::Reply { ticket, reply } => assert!(self.replies.insert(ticket, reply).is_none()),
                Output::Refused { rule, .. } => self.refused.push(rule),
                Output::Pause { conn, until_ms } => self.pauses.push((conn, until_ms)),
                Output::Rebuild { reason } => self.rebuild = Some(reason),
            }
        }
    }

    fn prove(&mut self, draft: Draft) {
        let Verified { seq, bytes, is_reordered } = draft.verify().unwrap();
        self.reordered += usize::from(is_reordered);
        let size = bytes.len() as u64;
        self.snapshots.push((seq, bytes));
        self.input(Input::SnapshotStored { seq, bytes: Some(size) });
    }

    /// The disk answers what waits.
    pub fn release(&mut self) {
        let Some((batch, records, puts)) = self.waiting.take() else { return };
        let result = match self.failure {
            Some(failure) => Err(failure),
            None => {
                self.seq += records.len() as u64;
                self.log.extend(records);
                self.puts.extend(puts);
                Ok(self.seq)
            }
        };
        self.input(Input::Durable { batch, result });
    }

    /// Time passes, tick by tick as the room wants it.
    pub fn wait(&mut self, ms: u64) {
        let end = self.now_ms + ms;
        while let Some(at) = self.room.deadline().filter(|at| *at <= end) {
            self.now_ms = at.max(self.now_ms + 1);
            self.input(Input::Tick);
        }
        self.now_ms = end;
        self.input(Input::Tick);
    }

    /// Joins, greets with what the client has, answers the room's question; what arrives is applied.
    pub fn join(&mut self, conn: u64, seat: Seat, doc: &Doc) -> ConnId {
        let conn = ConnId(conn);
        self.input(Input::Join { conn, seat });
        self.frame(conn, &Message::Step1(&doc.transact().state_vector().encode_v1()).encode());
        self.exchange(conn, doc);
        conn
    }

    /// The client takes everything sent to it and answers questions; what else it got.
    pub fn exchange(&mut self, conn: ConnId, doc: &Doc) -> Got {
        let mut got = Got::default();
        while let Some(frames) = self.inbox.remove(&conn) {
            for frame in frames {
                match Message::decode(&frame).unwrap() {
                    Message::Step1(vector) => {
                        let vector = StateVector::decode_v1(vector).unwrap();
                        let diff = doc.transact().encode_diff_v1(&vector);
                        got.questions += 1;
                        self.frame(conn, &Message::Step2(&diff).encode());
                    }
                    Message::Step2(update) | Message::Update(update) => {
                        got.updates.push(Bytes::copy_from_slice(update));
                        doc.transact_mut().apply_update(Update::decode_v1(update).unwrap()).unwrap();
                    }
                    Message::Saved(n) => got.saved = Some(n),
                    Message::Notice(json) => got.notices.push(serde_json::from_str(json).unwrap()),
                    Message::Progress(json) => got.progress.push(json.to_owned()),
                    Message::Awareness(payload) => got.awareness.push(payload.to_vec()),
                    other => panic!("{other:?}"),
                }
            }
        }
        got
    }

    pub fn frame(&mut self, conn: ConnId, frame: &[u8]) {
        self.input(Input::Frame { conn, bytes: Bytes::copy_from_slice(frame) });
    }

    pub fn update(&mut self, conn: ConnId, update: &[u8]) {
        self.frame(conn, &Message::Update(update).encode());
    }

    pub fn verb(&mut self, ticket: u64, verb: Verb) {
        self.input(Input::Verb { ticket, verb });
    }

    pub fn stored(&self) -> Stored {
        match self.snapshots.last() {
            Some((seq, bytes)) => Stored {
                snapshot: Some((*seq, bytes.clone())),
                records: self.log[*seq as usize..].to_vec(),
                seq: self.seq,
                ..Stored::default()
            },
            None => Stored {
                records: self.log.clone(),
                seq: self.seq,
                quarantined: self.quarantined.clone(),
                ..Stored::default()
            },
        }
    }
}

/// What a client got beyond what it answered.
#[derive(Debug, Default)]
pub struct Got {
    pub updates: Vec<Bytes>,
    pub saved: Option<u64>,
    pub notices: Vec<serde_json::Value>,
    pub awareness: Vec<Vec<u8>>,
    pub progress: Vec<String>,
    pub questions: usize,
}

impl Got {
    pub fn codes(&self) -> Vec<&str> {
        self.notices.iter().map(|notice| notice["code"].as_str().unwrap()).collect()
    }
}

/// Adds a note and gives the update that says so.
pub fn note(doc: &Doc, id: &str) -> Vec<u8> {
    let notes = doc.get_or_insert_map("notes");
    let mut txn = doc.transact_mut();
    let note = notes.insert(&mut txn, key(id), MapPrelim::default());
    note.insert(&mut txn, "text", TextPrelim::new(id));
    note.insert(&mut txn, "color", "pink");
    txn.encode_update_v1()
}

/// Names in tests are words; ids have no spaces.
fn key(name: &str) -> String {
    name.replace(' ', "-")
}

pub fn delete(doc: &Doc, id: &str) -> Vec<u8> {
    let notes = doc.get_or_insert_map("notes");
    let mut txn = doc.transact_mut();
    notes.remove(&mut txn, &key(id));
    txn.encode_update_v1()
}

pub fn notes(doc: &Doc) -> Vec<String> {
    let notes = doc.get_or_insert_map("notes");
    let mut ids: Vec<String> = notes.keys(&doc.transact()).map(|key| key.replace('-', " ")).collect();
    ids.sort();
    ids
}

/// An awareness frame of one entry.
pub fn awareness(client: u64, clock: u64, state: &str) -> Bytes {
    let mut payload = vec![1];
    for mut number in [client, clock, state.len() as u64] {
        while number >= 0x80 {
            payload.push(number as u8 | 0x80);
            number >>= 7;
        }
        payload.push(number as u8);
    }
    payload.extend_from_slice(state.as_bytes());
    Message::Awareness(&payload).encode()
}
