//! The durable document: the only place of this crate that touches the CRDT engine.
//!
//! Every call opens and ends its own transaction; none is ever held across anything. Whatever the engine does with
//! admitted bytes, a panic becomes [`Broken`] and the room is built anew from the log: after a panic the document
//! still answers, but wrongly.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use board::view::BoardView;
use bytes::Bytes;
use yrs::block::ClientID;
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{Doc, Map, MapRef, ReadTxn, StateVector, Transact, Update};

use crate::config::Fault;
use crate::snapshot::{self, Draft, Owner};
use crate::wire::{Message, WireError, read_varuint};

/// The update that says nothing: no structs, no deletions.
pub(crate) const NOTHING: &[u8] = &[0, 0];

/// The engine panicked or refused bytes that had been admitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Broken(pub(crate) String);

/// One board's durable state, with what was computed from it since the last change.
pub(crate) struct Document {
    doc: Doc,
    roots: Vec<MapRef>,
    notes: MapRef,
    is_empty: bool,
    /// The whole state, V1.
    state: Option<Bytes>,
    /// What a newcomer gets.
    greeting: Option<Greeting>,
    view: Option<Arc<BoardView>>,
    fault: Option<Fault>,
}

/// The whole state as it was when it was encoded last, and what came since: on a board on which people write, to encode
/// all of it for everybody who comes would take the board's time.
struct Greeting {
    /// A sync step 2; an update once something came since, because step 2 is what says that all of it is there.
    frame: Bytes,
    since: Vec<Bytes>,
    /// Those as the frame of a sync step 2, while nothing more has come.
    tail: Option<Bytes>,
}

impl Greeting {
    fn is_worth_it(&self) -> bool {
        let since: usize = self.since.iter().map(Bytes::len).sum();
        self.since.len() <= SINCE_MAX && since <= self.frame.len() / 4 + SINCE_BYTES
    }
}

/// Bytes of them that are less work than encoding the smallest board.
const SINCE_BYTES: usize = 16 * 1024;
/// Updates after which the state is encoded anew: so long is what was deleted still shown to newcomers, with its deletion.
const SINCE_MAX: usize = 64;

impl Document {
    pub(crate) fn new(client: u64, fault: Option<Fault>) -> Document {
        let doc = board::edit::new_doc(client);
        let roots = snapshot::roots(&doc);
        let notes = doc.get_or_insert_map(board::schema::Root::Notes.name());
        Document { doc, roots, notes, is_empty: true, state: None, greeting: None, view: None, fault }
    }

    /// Takes the first thing that is stored of a board, which is all of it so far: who comes gets it as it is.
    pub(crate) fn begin(&mut self, state: &[u8]) -> Result<(), Broken> {
        self.apply([state])?;
        let frame = Message::Step2(state).encode();
        self.greeting = Some(Greeting { frame, since: Vec::new(), tail: None });
        Ok(())
    }

    /// Has taken nothing yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.is_empty
    }

    /// Takes admitted, durable updates, in order.
    pub(crate) fn apply<'a>(&mut self, updates: impl IntoIterator<Item = &'a [u8]>) -> Result<(), Broken> {
        (self.state, self.view, self.is_empty) = (None, None, false);
        let mut greeting = self.greeting.take();
        guarded(|| {
            let mut txn = self.doc.transact_mut();
            for update in updates {
                if let Some(there) = &mut greeting {
                    there.since.push(Bytes::copy_from_slice(update));
                    there.tail = None;
                }
                if let Some(Fault(meet)) = &self.fault {
                    meet(update);
                }
                let update = Update::decode_v1(update).map_err(|e| Broken(e.to_string()))?;
                txn.apply_update(update).map_err(|e| Broken(e.to_string()))?;
            }
            Ok(())
        })?;
        self.greeting = greeting.filter(Greeting::is_worth_it);
        Ok(())
    }

    /// The state vector as the frame of a sync step 1.
    pub(crate) fn step_1(&self) -> Result<Bytes, Broken> {
        guarded(|| Ok(Message::Step1(&self.doc.transact().state_vector().encode_v1()).encode()))
    }

    /// What a replica at `vector` lacks: a sync step 2, and perhaps an update before it. Encoded once for any number of
    /// newcomers.
    pub(crate) fn step_2(&mut self, vector: &StateVector) -> Result<Vec<Bytes>, Broken> {
        if !vector.is_empty() {
            let encoded = guarded(|| Ok(self.doc.transact().encode_state_as_update_v1(vector)))?;
            return Ok(vec![Message::Step2(&encoded).encode()]);
        }
        let mut greeting = match self.greeting.take() {
            Some(greeting) => greeting,
            None => {
                let frame = Message::Step2(&self.state()?).encode();
                Greeting { frame, since: Vec::new(), tail: None }
            }
        };
        if greeting.tail.is_none() && !greeting.since.is_empty() {
            greeting.tail = Some(Message::Step2(&merge(&greeting.since)?).encode());
            if let Ok(Message::Step2(state)) = Message::decode(&greeting.frame) {
                greeting.frame = Message::Update(state).encode();
            }
        }
        let frames = std::iter::once(greeting.frame.clone()).chain(greeting.tail.clone()).collect();
        self.greeting = Some(greeting);
        Ok(frames)
    }

    /// The same in one frame.
    pub(crate) fn diff(&mut self, vector: &StateVector) -> Result<Bytes, Broken> {
        self.greeting = self.greeting.take().filter(|greeting| greeting.since.is_empty());
        Ok(self.step_2(vector)?.swap_remove(0))
    }

    /// The whole state, V1.
    pub(crate) fn state(&mut self) -> Result<Bytes, Broken> {
        if self.state.is_none() {
            let state =
                guarded(|| Ok(self.doc.transact().encode_state_as_update_v1(&StateVector::default())))?;
            self.state = Some(Bytes::from(state));
        }
        Ok(self.state.clone().unwrap_or_default())
    }

    pub(crate) fn view(&mut self) -> Result<Arc<BoardView>, Broken> {
        if self.view.is_none() {
            self.view = Some(Arc::new(guarded(|| Ok(BoardView::read(&self.doc.transact())))?));
        }
        Ok(self.view.clone().unwrap_or_default())
    }

    /// The version of the board's shape; 0 when nobody has written to it yet.
    pub(crate) fn schema(&self) -> Result<u32, Broken> {
        guarded(|| Ok(BoardView::schema_of(&self.doc.transact())))
    }

    pub(crate) fn notes(&self) -> Result<usize, Broken> {
        guarded(|| Ok(self.notes.len(&self.doc.transact()) as usize))
    }

    pub(crate) fn vector(&self) -> Result<StateVector, Broken> {
        guarded(|| Ok(self.doc.transact().state_vector()))
    }

    /// A snapshot of this moment, still to be proved.
    pub(crate) fn draft(&mut self, seq: u64, owners: &[Owner]) -> Result<Draft, Broken> {
        let state = self.state()?;
        guarded(|| {
            let txn = self.doc.transact();
            let digest = snapshot::digest(&txn, &self.roots);
            Ok(Draft { seq, bytes: snapshot::seal(owners, &state), vector: txn.state_vector(), digest })
        })
    }
}

/// Updates the engine merges in one go: its work grows with the square of them.
const MERGED_MAX: usize = 128;

/// One update that says what all of these say, in order. They follow one another without holes, so it holds none.
pub(crate) fn merge(updates: &[Bytes]) -> Result<Vec<u8>, Broken> {
    let merged = |updates: &[Bytes]| yrs::merge_updates_v1(updates).map_err(|e| Broken(e.to_string()));
    guarded(|| {
        if updates.len() <= MERGED_MAX {
            return merged(updates);
        }
        let parts: Result<Vec<_>, _> =
            updates.chunks(MERGED_MAX).map(|part| merged(part).map(Bytes::from)).collect();
        merge(&parts?)
    })
}

/// Reads a state vector from the wire. The engine's own decoder trusts the declared length; this one does not.
pub(crate) fn read_vector(bytes: &[u8]) -> Result<StateVector, WireError> {
    let mut rest = bytes;
    let count = read_varuint(&mut rest)?;
    if count > (rest.len() / 2) as u64 {
        return Err(WireError::Short);
    }
    let mut vector = StateVector::default();
    for _ in 0..count {
        let client = read_varuint(&mut rest)?;
        let clock = u32::try_from(read_varuint(&mut rest)?).map_err(|_| WireError::Number)?;
        vector.set_max(ClientID::new(client), clock);
    }
    if rest.is_empty() { Ok(vector) } else { Err(WireError::Trailing) }
}

/// Runs engine code; a panic in it becomes an error. Whoever gets one drops the document.
pub(crate) fn guarded<T>(body: impl FnOnce() -> Result<T, Broken>) -> Result<T, Broken> {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<&str>().map(|s| (*s).to_owned());
        let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
        Err(Broken(format!("panic: {}", text.unwrap_or_default())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rm4_b4_a_state_vector_may_not_promise_more_than_it_carries() {
        assert!(read_vector(&[0]).unwrap().is_empty());
        assert_eq!(read_vector(&[1, 5, 7]).unwrap().get(&ClientID::new(5)), 7);
        assert_eq!(read_vector(&[0x80, 0x80, 0x80, 0x80, 0x01]), Err(WireError::Short));
        assert_eq!(read_vector(&[1, 5, 7, 0]), Err(WireError::Trailing));
        assert_eq!(read_vector(&[1, 5]), Err(WireError::Short));
        assert_eq!(read_vector(&[1, 5, 0xff, 0xff, 0xff, 0xff, 0x7f]), Err(WireError::Number));
        assert_eq!(
            read_vector(&[1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0]),
            Err(WireError::Number)
        );
    }

    #[test]
    fn rm9_a_panic_of_the_engine_becomes_an_error() {
        let broken = guarded::<()>(|| panic!("as the engine would"));
        assert_eq!(broken, Err(Broken("panic: as the engine would".to_owned())));
    }
}
