//! A client as the y-protocols describe it: a real document, sync steps 1 and 2, awareness. Nothing of the room's code
//! is used except the wire's codec.

use std::collections::BTreeMap;

use bytes::Bytes;
use room::wire::Message;
use room::{ConnId, Seat};
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{
    Any, Doc, GetString, Map, MapPrelim, MapRef, Out, ReadTxn, StateVector, Text, TextPrelim, Transact,
    Update,
};

use super::disk::read_varuint;
use super::plan::Rng;

pub struct Client {
    pub seat: Seat,
    pub doc: Doc,
    notes: MapRef,
    links: MapRef,
    meta: MapRef,
    pub id: u64,
    pub conn: Option<ConnId>,
    /// Document frames sent on this connection.
    pub sent: u64,
    /// The last `saved` of this connection.
    pub saved: u64,
    /// How often it has lagged: each time the server may say the last `saved` once more.
    pub repeats: u32,
    clock: u32,
    /// Everybody's awareness as this client sees it: id → (clock, present).
    pub others: BTreeMap<u64, (u32, bool)>,
    made: u64,
}

impl Client {
    pub fn new(seat: Seat, id: u64) -> Client {
        let doc = board::edit::new_doc(id);
        let [notes, links, meta] = ["notes", "links", "meta"].map(|root| doc.get_or_insert_map(root));
        Client {
            seat,
            doc,
            notes,
            links,
            meta,
            id,
            conn: None,
            sent: 0,
            saved: 0,
            repeats: 0,
            clock: 0,
            others: BTreeMap::new(),
            made: 0,
        }
    }

    /// A new connection: what a provider sends when the socket opens.
    pub fn open(&mut self, conn: ConnId) -> Vec<Bytes> {
        (self.conn, self.sent, self.saved, self.repeats) = (Some(conn), 0, 0, 0);
        self.others.retain(|id, _| *id == self.id);
        let step_1 = Message::Step1(&self.doc.transact().state_vector().encode_v1()).encode();
        vec![step_1, self.awareness()]
    }

    /// One frame from the server; what it answers.
    pub fn receive(&mut self, frame: &[u8]) -> Vec<Bytes> {
        match Message::decode(frame).expect("the server speaks the wire") {
            Message::Step1(vector) => {
                let vector = StateVector::decode_v1(vector).unwrap();
                let diff = self.doc.transact().encode_diff_v1(&vector);
                self.sent += 1;
                vec![Message::Step2(&diff).encode()]
            }
            Message::Step2(update) | Message::Update(update) => {
                let update = Update::decode_v1(update).unwrap();
                self.doc.transact_mut().apply_update(update).unwrap();
                vec![]
            }
            Message::Awareness(payload) => self.hear(payload),
            Message::Saved(frames) => {
                assert!(self.seat.ours, "a stock client got a message type it does not know");
                // After a lag the server says it again, once: it cannot know whether it was among what was dropped, or still on its way
                // and arrives before.
                let is_repeat = frames == self.saved && self.repeats > 0;
                assert!(
                    (frames > self.saved || is_repeat) && frames <= self.sent,
                    "saved {frames} of {}, after {}",
                    self.sent,
                    self.saved
                );
                self.repeats -= u32::from(is_repeat);
                self.saved = frames;
                vec![]
            }
            Message::Notice(_) => {
                assert!(self.seat.ours, "a stock client got a message type it does not know");
                vec![]
            }
            other => panic!("the server sent {other:?}"),
        }
    }

    /// The rules of y-protocols for an awareness update.
    fn hear(&mut self, payload: &[u8]) -> Vec<Bytes> {
        let mut answers = vec![];
        for (id, clock, state) in entries(payload) {
            let (known, present) = self.others.get(&id).copied().unwrap_or((0, false));
            let (known, present) = if id == self.id { (self.clock, true) } else { (known, present) };
            let gone = state == "null";
            if !(known < clock || known == clock && gone && present) {
                continue;
            }
            if id == self.id {
                self.clock = clock;
                if gone {
                    answers = vec![self.awareness()];
                }
            } else {
                self.others.insert(id, (clock, !gone));
            }
        }
        answers
    }

    /// Its own awareness, one clock further.
    pub fn awareness(&mut self) -> Bytes {
        self.clock += 1;
        let state = format!("{{\"cursor\":[{},{}]}}", self.clock, self.id % 1000);
        let mut payload = vec![1];
        for number in [self.id, u64::from(self.clock), state.len() as u64] {
            write_varuint(&mut payload, number);
        }
        payload.extend_from_slice(state.as_bytes());
        Message::Awareness(&payload).encode()
    }

    /// One edit at random: the update it makes, if it made one.
    pub fn edit(&mut self, rng: &mut Rng, now_ms: u64) -> Option<Bytes> {
        let mut ids: Vec<String> = self.notes.keys(&self.doc.transact()).map(str::to_owned).collect();
        ids.sort_unstable();
        let mut txn = self.doc.transact_mut();
        let note = rng.pick(&ids).and_then(|id| match self.notes.get(&txn, id) {
            Some(Out::YMap(note)) => Some((id, note)),
            _ => None,
        });
        let place = Any::from(vec![Any::from(rng.between(0, 5_000) as f64), Any::from(-3.5)]);
        match (rng.between(0, 9), note) {
            (0..=1, _) | (_, None) => {
                self.made += 1;
                let id = format!("n{}-{}", self.id, self.made);
                if self.meta.get(&txn, "schema").is_none() {
                    self.meta.insert(&mut txn, "schema", 1.0);
                }
                let note = self.notes.insert(&mut txn, id, MapPrelim::default());
                note.insert(&mut txn, "text", TextPrelim::new("Ähm 🎈"));
                note.insert(&mut txn, "pos", place);
                note.insert(&mut txn, "color", "yellow");
                note.insert(&mut txn, "z", "a0");
                note.insert(&mut txn, "author", self.seat.participant.as_str());
                note.insert(&mut txn, "at", now_ms as f64);
            }
            (2..=5, Some((_, note))) => {
                if let Some(Out::YText(text)) = note.get(&txn, "text") {
                    // Borders of characters in UTF-16, as an editor keeps them.
                    let string = text.get_string(&txn);
                    let mut borders = vec![0];
                    string
                        .chars()
                        .for_each(|c| borders.push(borders[borders.len() - 1] + c.len_utf16() as u32));
                    let at = rng.between(0, borders.len() as u64 - 1) as usize;
                    if at + 1 < borders.len() && rng.one_in(3) {
                        text.remove_range(&mut txn, borders[at], borders[at + 1] - borders[at]);
                    } else {
                        text.insert(
                            &mut txn,
                            borders[at],
                            ["x", "è", "🧩", " una parola"][rng.between(0, 3) as usize],
                        );
                    }
                }
            }
            (6..=7, Some((_, note))) => drop(note.insert(&mut txn, "pos", place)),
            (8, Some((id, _))) => {
                self.made += 1;
                let link =
                    self.links.insert(&mut txn, format!("l{}-{}", self.id, self.made), MapPrelim::default());
                link.insert(&mut txn, "from", id.as_str());
                link.insert(&mut txn, "to", ids[0].as_str());
                link.insert(&mut txn, "label", TextPrelim::new("perché"));
            }
            (_, Some((id, _))) => drop(self.notes.remove(&mut txn, id)),
        }
        let update = txn.encode_update_v1();
        drop(txn);
        (update != [0, 0]).then(|| Message::Update(&update).encode())
    }

    /// What it sees of the document, comparable.
    pub fn content(&self) -> Content {
        content(&self.doc)
    }
}

/// Everything two replicas must agree on: every root as JSON, and which structs are there and which are deleted.
#[derive(PartialEq)]
pub struct Content {
    pub json: serde_json::Value,
    pub snapshot: yrs::Snapshot,
}

pub fn content(doc: &Doc) -> Content {
    use yrs::types::ToJson;
    let roots: Vec<MapRef> =
        board::schema::Root::ALL.iter().map(|r| doc.get_or_insert_map(r.name())).collect();
    let txn = doc.transact();
    let json = roots.iter().map(|root| serde_json::to_value(root.to_json(&txn)).unwrap()).collect();
    Content { json, snapshot: txn.snapshot() }
}

/// Awareness entries of a payload: id, clock, JSON.
pub fn entries(payload: &[u8]) -> Vec<(u64, u32, String)> {
    let mut rest = payload;
    let count = read_varuint(&mut rest);
    (0..count)
        .map(|_| {
            let id = read_varuint(&mut rest);
            let clock = read_varuint(&mut rest) as u32;
            let length = read_varuint(&mut rest) as usize;
            let (json, tail) = rest.split_at(length);
            rest = tail;
            (id, clock, String::from_utf8(json.to_vec()).unwrap())
        })
        .collect()
}

fn write_varuint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}
