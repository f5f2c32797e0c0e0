//! The store in one SQLite file: WAL, full synchronisation, one writer thread, one that folds the WAL into the file,
//! readers that cannot write.
//!
//! Every call becomes a job. The writer takes one, drains what else is queued, does all of it in one transaction (one
//! fsync for many boards) and only then answers everybody. SQLite itself checks only WAL frames, so every row carries
//! its own CRC-32C.

pub mod care;
mod checkpoint;
mod reader;
mod rows;
mod schema;
mod writer;

use std::fs::File;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;

use bytes::Bytes;
use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use crate::log::{BoardLog, Head, Loaded, Pending, Record, ready};
use crate::registry::{Entry, Put, Registry};
use crate::{Error, Result};
use reader::Query;
use writer::{Job, Work};

/// The file in the data folder.
pub const FILE: &str = "plenaria.db";
/// Held for as long as a server has the folder open; the operating system releases it even after SIGKILL.
pub const LOCK_FILE: &str = "plenaria.lock";
/// Loads are short and SQLite readers never wait for the writer; two keep both cores of the smallest machine busy.
const READERS: usize = 2;

/// How the engine is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// Calls waiting for the writer; a caller beyond that waits (back-pressure).
    pub queue: usize,
    /// Run `quick_check` at open (seconds for a database of gigabytes).
    pub quick_check: bool,
    /// Largest size of the file in pages of 4 KiB; beyond it every write answers [`Error::Full`].
    pub pages_max: Option<u32>,
}

impl Default for Options {
    fn default() -> Self {
        Options { queue: 1024, quick_check: true, pages_max: None }
    }
}

/// The store in `plenaria.db` of a data folder, with its lock file beside it.
#[derive(Debug)]
pub struct Sqlite {
    doors: Mutex<Option<Doors>>,
    next_reader: AtomicUsize,
}

/// What is open: dropping the senders ends the threads.
#[derive(Debug)]
struct Doors {
    writer: mpsc::Sender<Job>,
    readers: Vec<mpsc::Sender<Query>>,
    threads: Vec<JoinHandle<()>>,
    lock: File,
}

impl Sqlite {
    /// Opens or creates the store in `folder` (which must exist) and takes its exclusive lock. Blocks.
    ///
    /// # Errors
    /// [`Error::Locked`] when another server has the folder; [`Error::Incompatible`] for a foreign or newer file, which
    /// is not touched; [`Error::Corrupt`] when SQLite's own check fails; [`Error::Io`], [`Error::Full`].
    pub fn open(folder: &Path, options: &Options) -> Result<Sqlite> {
        let lock = schema::lock(folder)?;
        let path = folder.join(FILE);
        let mut connection = schema::open_writer(&path, options)?;
        let checkpoints = checkpoint::watch(&mut connection)?;
        let folding = schema::open_checkpointer(&path)?;
        let readers: Vec<Connection> =
            (0..READERS).map(|_| schema::open_reader(&path)).collect::<Result<_>>()?;

        let mut threads = Vec::with_capacity(2 + READERS);
        let (writer, jobs) = mpsc::channel(options.queue);
        threads.push(spawn("store-writer", move || writer::run(connection, jobs))?);
        threads.push(spawn("store-checkpoint", move || checkpoint::run(&folding, &checkpoints))?);
        let mut doors = Vec::with_capacity(READERS);
        for connection in readers {
            let (door, queries) = mpsc::channel(options.queue);
            doors.push(door);
            threads.push(spawn("store-reader", move || reader::run(&connection, queries))?);
        }
        Ok(Sqlite {
            doors: Mutex::new(Some(Doors { writer, readers: doors, threads, lock })),
            next_reader: AtomicUsize::new(0),
        })
    }

    /// Finishes what is queued, folds the WAL into the file, and releases the lock. Later calls answer
    /// [`Error::Closed`]. Blocks; also done when dropped.
    pub fn close(&self) {
        let doors = self.doors.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(Doors { writer, readers, threads, lock }) = doors else { return };
        drop((writer, readers));
        for thread in threads {
            if thread.join().is_err() {
                tracing::error!("a storage thread had panicked");
            }
        }
        drop(lock);
    }

    /// Begins at once, also before anybody waits for it, unless too much waits already.
    fn write(&self, work: Work) -> Pending<u64> {
        let (answer, result) = oneshot::channel();
        let queued = self.with_doors(|doors| {
            let full = doors.writer.try_send(Job { work, answer }).err();
            full.map(|error| (doors.writer.clone(), error.into_inner()))
        });
        Box::pin(async move {
            if let Some((door, job)) = queued? {
                door.send(job).await.map_err(|_| Error::Closed)?;
            }
            result.await.map_err(|_| Error::Closed)?
        })
    }

    fn done(&self, work: Work) -> Pending<()> {
        let written = self.write(work);
        Box::pin(async move { written.await.map(drop) })
    }

    fn query<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> Pending<T> {
        let turn = self.next_reader.fetch_add(1, Ordering::Relaxed) % READERS;
        let door = self.with_doors(|doors| doors.readers[turn].clone());
        Box::pin(async move {
            let (answer, result) = oneshot::channel();
            let query: Query = Box::new(move |connection| {
                // Nobody waiting any more is no error.
                let _ = answer.send(query(connection));
            });
            door?.send(query).await.map_err(|_| Error::Closed)?;
            result.await.map_err(|_| Error::Closed)?
        })
    }

    fn with_doors<T>(&self, pick: impl FnOnce(&Doors) -> T) -> Result<T> {
        self.doors.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(pick).ok_or(Error::Closed)
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        self.close();
    }
}

fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>> {
    std::thread::Builder::new().name(name.to_owned()).spawn(body).map_err(|e| Error::Io(e.to_string()))
}

impl BoardLog for Sqlite {
    fn lease(&self, board: &str) -> Pending<u64> {
        self.write(Work::Lease { board: board.to_owned() })
    }

    fn append(
        &self,
        board: &str,
        epoch: u64,
        expected_seq: u64,
        records: Vec<Bytes>,
        puts: Vec<Put>,
    ) -> Pending<u64> {
        self.write(Work::Append { board: board.to_owned(), epoch, expected_seq, records, puts })
    }

    fn load(&self, board: &str) -> Pending<Loaded> {
        let board = board.to_owned();
        self.query(move |connection| rows::load(connection, &board))
    }

    fn read(&self, board: &str, from_seq: u64) -> Pending<Vec<Record>> {
        let board = board.to_owned();
        self.query(move |connection| rows::records(connection, &board, from_seq))
    }

    fn put_snapshot(&self, board: &str, epoch: u64, seq: u64, bytes: Bytes) -> Pending<()> {
        self.done(Work::PutSnapshot { board: board.to_owned(), epoch, seq, bytes })
    }

    fn head(&self, board: &str) -> Pending<Head> {
        let board = board.to_owned();
        self.query(move |connection| rows::head(connection, &board))
    }

    fn purge_to(&self, board: &str, epoch: u64, seq: u64) -> Pending<()> {
        self.done(Work::PurgeTo { board: board.to_owned(), epoch, seq })
    }

    fn remove(&self, board: &str) -> Pending<()> {
        self.done(Work::Remove { board: board.to_owned() })
    }

    fn boards(&self) -> Pending<Vec<String>> {
        self.query(rows::boards)
    }
}

impl Registry for Sqlite {
    fn get(&self, key: &str) -> Pending<Option<Entry>> {
        let key = key.to_owned();
        self.query(move |connection| rows::entry(connection, &key))
    }

    fn list(&self, prefix: &str) -> Pending<Vec<(String, Entry)>> {
        let prefix = prefix.to_owned();
        self.query(move |connection| rows::entries(connection, &prefix))
    }

    fn commit(&self, puts: Vec<Put>) -> Pending<()> {
        if puts.is_empty() { ready(Ok(())) } else { self.done(Work::Commit { puts }) }
    }
}
