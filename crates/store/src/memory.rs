//! The store in memory, for tests: the same promises as SQLite except surviving the process, and faults on demand.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use crate::log::{BoardLog, Damage, Head, Loaded, Pending, Record, Snapshot, fenced, ready};
use crate::registry::{Entry, Put, Registry};
use crate::{Error, Result};

/// Nothing here survives the process. Clones share their content, as two handles on one data folder would.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    boards: BTreeMap<String, Board>,
    registry: BTreeMap<String, Entry>,
    /// Answers of the next writes, oldest first; `None` lets one through.
    faults: VecDeque<Option<Error>>,
}

#[derive(Debug, Default)]
struct Board {
    epoch: u64,
    seq: u64,
    records: BTreeMap<u64, Cell>,
    snapshots: BTreeMap<u64, Cell>,
}

/// Bytes that a test may damage.
#[derive(Clone, Debug)]
struct Cell {
    bytes: Bytes,
    damaged: bool,
}

impl Cell {
    fn new(bytes: Bytes) -> Cell {
        Cell { bytes, damaged: false }
    }
}

impl Memory {
    /// An empty store.
    pub fn new() -> Memory {
        Memory::default()
    }

    /// The next writes answer these in turn and store nothing; `None` lets one through.
    pub fn inject(&self, faults: impl IntoIterator<Item = Option<Error>>) {
        self.state().faults.extend(faults);
    }

    /// Damages a record as a flipped bit on disk would; answers whether there was one.
    pub fn damage_record(&self, board: &str, seq: u64) -> bool {
        let mut state = self.state();
        let cell = state.boards.get_mut(board).and_then(|b| b.records.get_mut(&seq));
        cell.map(|cell| cell.damaged = true).is_some()
    }

    /// Damages a snapshot as a flipped bit on disk would; answers whether there was one.
    pub fn damage_snapshot(&self, board: &str, seq: u64) -> bool {
        let mut state = self.state();
        let cell = state.boards.get_mut(board).and_then(|b| b.snapshots.get_mut(&seq));
        cell.map(|cell| cell.damaged = true).is_some()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write<T: Send + 'static>(&self, write: impl FnOnce(&mut State) -> Result<T>) -> Pending<T> {
        let mut state = self.state();
        match state.faults.pop_front().flatten() {
            Some(error) => ready(Err(error)),
            None => ready(write(&mut state)),
        }
    }
}

impl State {
    fn owned(&mut self, board: &str, epoch: u64) -> Result<&mut Board> {
        match self.boards.get_mut(board) {
            Some(found) if found.epoch == epoch => Ok(found),
            found => Err(fenced(board, "epoch", epoch, found.map_or(0, |b| b.epoch))),
        }
    }

    fn check(&self, puts: &[Put]) -> Result<()> {
        for put in puts {
            let found = self.registry.get(&put.key).map_or(0, |entry| entry.version);
            if put.expect.is_some_and(|expect| expect != found) {
                return Err(Error::Conflict { key: put.key.clone() });
            }
        }
        Ok(())
    }

    fn put(&mut self, puts: Vec<Put>) {
        for Put { key, value, .. } in puts {
            match value {
                Some(value) => {
                    let version = self.registry.get(&key).map_or(0, |entry| entry.version) + 1;
                    self.registry.insert(key, Entry { version, value });
                }
                None => drop(self.registry.remove(&key)),
            }
        }
    }
}

impl Board {
    fn records(&self, board: &str, from_seq: u64) -> Result<Vec<Record>> {
        self.records
            .range(from_seq..)
            .map(|(&seq, cell)| match cell.damaged {
                true => Err(Error::Corrupt { board: board.to_owned(), what: format!("record {seq}") }),
                false => Ok(Record { seq, bytes: cell.bytes.clone() }),
            })
            .collect()
    }

    fn load(&self, board: &str) -> Result<Loaded> {
        let readable = self.snapshots.iter().rev().find(|(_, cell)| !cell.damaged);
        let snapshot = readable.map(|(&seq, cell)| Snapshot { seq, bytes: cell.bytes.clone() });
        let newer = self.snapshots.iter().rev().take_while(|(_, cell)| cell.damaged);
        let damage = newer.map(|(&seq, _)| Damage::Snapshot(seq)).collect();
        let from = snapshot.as_ref().map_or(0, |s| s.seq) + 1;
        let records = self.records(board, from)?;
        if records.len() as u64 != self.seq + 1 - from {
            let what = format!("records from {from} on are missing");
            return Err(Error::Corrupt { board: board.to_owned(), what });
        }
        Ok(Loaded { snapshot, records, seq: self.seq, damage })
    }
}

impl BoardLog for Memory {
    fn lease(&self, board: &str) -> Pending<u64> {
        self.write(|state| {
            let board = state.boards.entry(board.to_owned()).or_default();
            board.epoch += 1;
            Ok(board.epoch)
        })
    }

    fn append(
        &self,
        board: &str,
        epoch: u64,
        expected_seq: u64,
        records: Vec<Bytes>,
        puts: Vec<Put>,
    ) -> Pending<u64> {
        self.write(|state| {
            let found = state.owned(board, epoch)?.seq;
            if found != expected_seq {
                return Err(fenced(board, "log at", expected_seq, found));
            }
            state.check(&puts)?;
            state.put(puts);
            let board = state.owned(board, epoch)?;
            for bytes in records {
                board.seq += 1;
                board.records.insert(board.seq, Cell::new(bytes));
            }
            Ok(board.seq)
        })
    }

    fn load(&self, board: &str) -> Pending<Loaded> {
        ready(self.state().boards.get(board).map_or_else(|| Ok(Loaded::default()), |b| b.load(board)))
    }

    fn read(&self, board: &str, from_seq: u64) -> Pending<Vec<Record>> {
        ready(self.state().boards.get(board).map_or_else(|| Ok(Vec::new()), |b| b.records(board, from_seq)))
    }

    fn put_snapshot(&self, board: &str, epoch: u64, seq: u64, bytes: Bytes) -> Pending<()> {
        self.write(|state| {
            let found = state.owned(board, epoch)?;
            if seq > found.seq {
                return Err(fenced(board, "log at", seq, found.seq));
            }
            if let Some((&newest, _)) = found.snapshots.last_key_value().filter(|(newest, _)| **newest > seq)
            {
                return Err(fenced(board, "snapshot at", seq, newest));
            }
            found.snapshots.insert(seq, Cell::new(bytes));
            while found.snapshots.len() > 2 {
                found.snapshots.pop_first();
            }
            Ok(())
        })
    }

    fn head(&self, board: &str) -> Pending<Head> {
        ready(Ok(self.state().boards.get(board).map_or_else(
            || Head { first_seq: 1, ..Head::default() },
            |b| Head {
                epoch: b.epoch,
                seq: b.seq,
                snapshots: b.snapshots.keys().copied().collect(),
                first_seq: b.records.first_key_value().map_or(b.seq + 1, |(&seq, _)| seq),
            },
        )))
    }

    fn purge_to(&self, board: &str, epoch: u64, seq: u64) -> Pending<()> {
        self.write(|state| {
            let found = state.owned(board, epoch)?;
            if let [older, _] = found.snapshots.keys().copied().collect::<Vec<_>>()[..] {
                found.records = found.records.split_off(&(seq.min(older) + 1));
            }
            Ok(())
        })
    }

    fn remove(&self, board: &str) -> Pending<()> {
        self.write(|state| {
            state.boards.remove(board);
            Ok(())
        })
    }

    fn boards(&self) -> Pending<Vec<String>> {
        ready(Ok(self.state().boards.keys().cloned().collect()))
    }
}

impl Registry for Memory {
    fn get(&self, key: &str) -> Pending<Option<Entry>> {
        ready(Ok(self.state().registry.get(key).cloned()))
    }

    fn list(&self, prefix: &str) -> Pending<Vec<(String, Entry)>> {
        let state = self.state();
        let from = state.registry.range(prefix.to_owned()..);
        let listed = from.take_while(|(key, _)| key.starts_with(prefix)).map(|(k, e)| (k.clone(), e.clone()));
        ready(Ok(listed.collect()))
    }

    fn commit(&self, puts: Vec<Put>) -> Pending<()> {
        self.write(|state| {
            state.check(&puts)?;
            state.put(puts);
            Ok(())
        })
    }
}
