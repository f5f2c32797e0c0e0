//! A board from what is stored, while people write: to read the living one would take their time, a pause of 7 ms on a board
//! of 1,000 notes, and of several boards on one core all at once.

use bytes::Bytes;
use yrs::StateVector;

use crate::document::{Broken, Document};
use crate::record::Record;
use crate::room::Stored;
use crate::snapshot::{Draft, Owner};

/// What is stored does not make a board.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("of the log no board can be made: {0}")]
pub struct NotMade(pub &'static str);

/// Which snapshot is to be made of the log. `Send`, and independent of the room that wants it.
#[derive(Debug)]
pub struct Compaction {
    pub(crate) seq: u64,
    pub(crate) owners: Vec<Owner>,
    /// Of the living board after that record: what is made has to come to the same.
    pub(crate) vector: StateVector,
}

impl Compaction {
    /// The last record it is to contain.
    pub fn seq(&self) -> u64 {
        self.seq
    }

    /// Makes it of the newest snapshot and the records after it; those beyond [`Compaction::seq`] are left out. Takes about as long
    /// as loading the board; give it a thread that may. What comes of it is still to be proved ([`Draft::verify`]).
    ///
    /// # Errors
    /// [`NotMade`]: then one of the living board is needed, which the room asks for once it is told.
    pub fn draft(self, stored: &Stored) -> Result<Draft, NotMade> {
        let draft = replay(stored, self.seq)?.draft(self.seq, &self.owners).map_err(engine)?;
        if draft.vector == self.vector { Ok(draft) } else { Err(NotMade("it is not the living board")) }
    }
}

/// The whole state (V1) of a board as it is stored. Takes about as long as loading it.
///
/// # Errors
/// [`NotMade`].
pub fn stored_state(stored: &Stored) -> Result<Bytes, NotMade> {
    replay(stored, stored.seq)?.state().map_err(engine)
}

/// The board after the record `to`.
fn replay(stored: &Stored, to: u64) -> Result<Document, NotMade> {
    let from = stored.snapshot.as_ref().map_or(0, |(seq, _)| *seq);
    let wanted = to.checked_sub(from).and_then(|count| stored.records.get(..count as usize));
    let records = wanted.ok_or(NotMade("it does not reach that far"))?;
    let mut document = Document::new(0, None);
    if let Some((_, bytes)) = &stored.snapshot {
        let opened = crate::snapshot::open(bytes).map_err(|_| NotMade("the snapshot cannot be read"))?;
        document.apply([opened.state]).map_err(engine)?;
    }
    for (seq, bytes) in (from + 1..).zip(records) {
        let content = Record::decode(bytes).map_err(|error| error.to_string());
        let content = content.and_then(|record| record.content(stored.quarantined.contains(&seq)));
        document.apply([&*content.map_err(|_| NotMade("a record cannot be read"))?]).map_err(engine)?;
    }
    Ok(document)
}

fn engine(_: Broken) -> NotMade {
    NotMade("the engine failed")
}
