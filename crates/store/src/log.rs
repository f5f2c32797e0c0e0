//! The log of a board.

use std::future::Future;
use std::pin::Pin;

use bytes::Bytes;

use crate::registry::{Put, Registry};
use crate::{Error, Result};

/// An answer under way. Owned and `Send`; dropping it does not take the call back.
pub type Pending<T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'static>>;

/// Everything a server needs of an engine, as one object: `Arc<dyn Store>`.
pub trait Store: std::fmt::Debug + BoardLog + Registry {}

impl<T: std::fmt::Debug + BoardLog + Registry> Store for T {}

/// One appended record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its place in the board's log, from 1, without holes.
    pub seq: u64,
    /// What was appended.
    pub bytes: Bytes,
}

/// A stored snapshot: everything up to and including `seq`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The last record it contains; 0 for none.
    pub seq: u64,
    /// What was given to [`BoardLog::put_snapshot`].
    pub bytes: Bytes,
}

/// Where a board's log stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The current owner's epoch; 0 when nobody ever owned it.
    pub epoch: u64,
    /// The last appended record; 0 for an empty log. Never goes back, purges included.
    pub seq: u64,
    /// Sequence numbers of the stored snapshots, oldest first; at most two.
    pub snapshots: Vec<u64>,
    /// The first record still in the log; `seq + 1` when none is.
    pub first_seq: u64,
}

/// What was found damaged while loading and could be made good. To be logged and counted, never to be ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// The snapshot at this sequence number is unreadable; an older one and the log were used instead.
    Snapshot(u64),
    /// The head was unreadable and was derived from the log.
    Head,
}

/// A board as stored: apply the snapshot, then the records in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// The newest readable snapshot.
    pub snapshot: Option<Snapshot>,
    /// Every record after it, without holes.
    pub records: Vec<Record>,
    /// The last record of the log: what the next append expects.
    pub seq: u64,
    /// What had to be worked around.
    pub damage: Vec<Damage>,
}

/// One append-only log per board with compare-and-append, and its snapshots. Board ids are opaque here.
pub trait BoardLog: Send + Sync + 'static {
    /// Makes the caller the owner: the answer is a new epoch, and every older one is fenced off from now on.
    fn lease(&self, board: &str) -> Pending<u64>;

    /// Appends `records` after `expected_seq` and writes `puts` into the registry, all or nothing, and answers with the
    /// last sequence number once that is on stable storage. No records is allowed (then only the puts are written).
    ///
    /// # Errors
    /// [`Error::Fenced`] when the epoch or the sequence number is not the caller's; [`Error::Full`] and [`Error::Io`]
    /// when nothing was stored; [`Error::Conflict`] when a put's expected version is not there.
    fn append(
        &self,
        board: &str,
        epoch: u64,
        expected_seq: u64,
        records: Vec<Bytes>,
        puts: Vec<Put>,
    ) -> Pending<u64>;

    /// The newest readable snapshot and every record after it.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when a record in between is damaged or missing, or no snapshot is readable and the log does
    /// not reach back to its beginning. Never an empty board in place of a damaged one.
    fn load(&self, board: &str) -> Pending<Loaded>;

    /// The records from `from_seq` on that are still in the log.
    fn read(&self, board: &str, from_seq: u64) -> Pending<Vec<Record>>;

    /// Stores a snapshot of everything up to `seq`. The last two are kept, older ones removed.
    ///
    /// # Errors
    /// [`Error::Fenced`] with an old epoch or a `seq` beyond the log's end or before the newest snapshot.
    fn put_snapshot(&self, board: &str, epoch: u64, seq: u64, bytes: Bytes) -> Pending<()>;

    /// Where the log stands.
    fn head(&self, board: &str) -> Pending<Head>;

    /// Removes records up to and including `seq`, but never one that the older of the two kept snapshots lacks
    /// (with fewer than two snapshots nothing is removed).
    fn purge_to(&self, board: &str, epoch: u64, seq: u64) -> Pending<()>;

    /// Removes the board with log, snapshots and head.
    fn remove(&self, board: &str) -> Pending<()>;

    /// Boards that have a head, in order of their ids.
    fn boards(&self) -> Pending<Vec<String>>;
}

/// An answer that is there already.
pub(crate) fn ready<T: Send + 'static>(result: Result<T>) -> Pending<T> {
    Box::pin(std::future::ready(result))
}

pub(crate) fn fenced(board: &str, what: &str, expected: u64, found: u64) -> Error {
    Error::Fenced { board: board.to_owned(), why: format!("{what} {found} instead of {expected}") }
}
