//! Snapshots: envelope, and the proof by reading back that comes before any log is purged.

use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use yrs::updates::decoder::Decode;
use yrs::{Any, Map, MapRef, Number, ReadTxn, StateVector, Transact, Update};

use crate::wire::{WireError, read_bytes, read_text, read_varuint, write_bytes, write_varuint};

/// Written into every snapshot; a reader refuses what it does not know.
pub const SNAPSHOT_VERSION: u64 = 1;

/// A client id, the participant it belongs to, and the time in ms of its last admitted update.
pub type Owner = (u64, String, u64);

/// An opened snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened<'a> {
    /// Who owns which client id.
    pub owners: Vec<Owner>,
    /// The whole document, V1.
    pub state: &'a [u8],
}

/// Opens a snapshot's envelope.
///
/// # Errors
/// [`WireError`] when it is not exactly one snapshot of a known version.
pub fn open(bytes: &[u8]) -> Result<Opened<'_>, WireError> {
    let mut rest = bytes;
    if read_varuint(&mut rest)? != SNAPSHOT_VERSION {
        return Err(WireError::Kind);
    }
    let count = read_varuint(&mut rest)?;
    let mut owners = Vec::new();
    for _ in 0..count {
        let client = read_varuint(&mut rest)?;
        let participant = read_text(&mut rest)?.to_owned();
        owners.push((client, participant, read_varuint(&mut rest)?));
    }
    let state = read_bytes(&mut rest)?;
    if rest.is_empty() { Ok(Opened { owners, state }) } else { Err(WireError::Trailing) }
}

/// Writes a snapshot's envelope.
pub fn seal(owners: &[Owner], state: &[u8]) -> Bytes {
    let mut out = Vec::with_capacity(state.len() + owners.len() * 40 + 16);
    write_varuint(&mut out, SNAPSHOT_VERSION);
    write_varuint(&mut out, owners.len() as u64);
    for (client, participant, last_ms) in owners {
        write_varuint(&mut out, *client);
        write_bytes(&mut out, participant.as_bytes());
        write_varuint(&mut out, *last_ms);
    }
    write_bytes(&mut out, state);
    Bytes::from(out)
}

/// A snapshot that nobody has proved yet. `Send`, and independent of the room that made it.
#[derive(Debug)]
pub struct Draft {
    pub(crate) seq: u64,
    pub(crate) bytes: Bytes,
    pub(crate) vector: StateVector,
    pub(crate) digest: Digest,
}

/// A snapshot that gives the board back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The last record it contains.
    pub seq: u64,
    /// What is to be stored.
    pub bytes: Bytes,
    /// Letters of a text, or items of a list, stand in another order than on the living board: worth a line in the log.
    pub is_reordered: bool,
}

/// The snapshot does not give back the board it was made from; it must not be stored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("snapshot does not read back: {0}")]
pub struct NotEqual(pub &'static str);

impl Draft {
    /// The last record it contains.
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// Loads it into a scratch document and compares state vector and content with the living one. Takes about as long
    /// as loading the board; give it a thread that may.
    ///
    /// The order of letters and of items may differ, and is then told: somebody who lies about what stands beside an
    /// insertion makes it depend on the order of arrival. That must not keep a board from ever being saved again.
    ///
    /// # Errors
    /// [`NotEqual`]: keep the log, store nothing.
    pub fn verify(self) -> Result<Verified, NotEqual> {
        let opened = open(&self.bytes).map_err(|_| NotEqual("envelope"))?;
        let read_back = catch_unwind(AssertUnwindSafe(|| {
            let doc = board::edit::new_doc(0);
            let roots = roots(&doc);
            let update = Update::decode_v1(opened.state).map_err(|_| NotEqual("decoding"))?;
            doc.transact_mut().apply_update(update).map_err(|_| NotEqual("applying"))?;
            let txn = doc.transact();
            Ok((txn.state_vector(), digest(&txn, &roots)))
        }));
        let (vector, digest) = read_back.map_err(|_| NotEqual("panic"))??;
        if vector != self.vector {
            return Err(NotEqual("state vector"));
        }
        if digest.unordered != self.digest.unordered {
            return Err(NotEqual("content"));
        }
        Ok(Verified { seq: self.seq, bytes: self.bytes, is_reordered: digest.exact != self.digest.exact })
    }
}

/// Every root map of the document, resolved outside of any transaction (inside one it would deadlock silently).
pub(crate) fn roots(doc: &yrs::Doc) -> Vec<MapRef> {
    board::schema::Root::ALL.iter().map(|root| doc.get_or_insert_map(root.name())).collect()
}

/// Hashes of everything readable in the document: equal for equal boards whatever their history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Digest {
    exact: u64,
    /// Whatever the order of letters and items.
    unordered: u64,
}

pub(crate) fn digest<T: ReadTxn>(txn: &T, roots: &[MapRef]) -> Digest {
    use yrs::types::ToJson;
    let [mut exact, mut unordered] = [Order::Exact, Order::Any].map(Fnv::new);
    for root in roots {
        let json = root.to_json(txn);
        for hash in [&mut exact, &mut unordered] {
            hash.number(u64::from(root.len(txn)));
            hash_any(&json, hash);
        }
    }
    Digest { exact: exact.sum, unordered: unordered.sum }
}

#[derive(Clone, Copy, PartialEq)]
enum Order {
    Exact,
    Any,
}

/// FNV-1a: the digest only has to notice accidents.
struct Fnv {
    sum: u64,
    order: Order,
}

impl Fnv {
    fn new(order: Order) -> Fnv {
        Fnv { sum: 0xcbf2_9ce4_8422_2325, order }
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.sum = (self.sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn number(&mut self, number: u64) {
        self.bytes(&number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        if self.order == Order::Exact {
            return self.tagged(5, text.as_bytes());
        }
        self.bytes(&[5]);
        self.number(text.len() as u64);
        self.each(text.chars(), |hash, letter| hash.number(u64::from(u32::from(letter))));
    }

    /// What stands in a row.
    fn each<T>(&mut self, parts: impl Iterator<Item = T>, part: impl Fn(&mut Fnv, T)) {
        if self.order == Order::Exact {
            return parts.for_each(|one| part(self, one));
        }
        let sum = parts.fold(0_u64, |sum, one| {
            let mut alone = Fnv::new(self.order);
            part(&mut alone, one);
            sum.wrapping_add(alone.sum)
        });
        self.number(sum);
    }

    fn tagged(&mut self, tag: u8, bytes: &[u8]) {
        self.bytes(&[tag]);
        self.number(bytes.len() as u64);
        self.bytes(bytes);
    }
}

/// Depth is bounded by admission (values at most 6 deep, types at most 4).
fn hash_any(any: &Any, hash: &mut Fnv) {
    match any {
        Any::Null => hash.bytes(&[0]),
        Any::Undefined => hash.bytes(&[1]),
        Any::Bool(value) => hash.bytes(&[2, u8::from(*value)]),
        Any::Number(number) => {
            // One number may come back in the other of the two encodings.
            let value = match number {
                Number::Int(value) => *value as f64,
                Number::Float(value) => *value,
            };
            hash.bytes(&[3]);
            hash.number((value + 0.0).to_bits());
        }
        Any::String(value) => hash.text(value),
        Any::Buffer(value) => hash.tagged(6, value),
        Any::Array(items) => {
            hash.bytes(&[7]);
            hash.number(items.len() as u64);
            // Lists and plain values that are lists cannot be told apart here; of the latter the exact hash still speaks.
            hash.each(items.iter(), |hash, item| hash_any(item, hash));
        }
        Any::Map(entries) => {
            let mut keys: Vec<&String> = entries.keys().collect();
            keys.sort_unstable();
            hash.bytes(&[8]);
            hash.number(keys.len() as u64);
            for key in keys {
                hash.tagged(9, key.as_bytes());
                hash_any(&entries[key], hash);
            }
        }
    }
}
