//! Which boards are open, and how to reach them.
//!
//! One task per open board owns its room; everything that happens on a board goes through that task's queue. A board
//! is loaded once, however many ask at the same time, and dropped some time after the last person left. A board whose
//! room cannot be trusted any more (a panic, a lost log) is dropped at once; the next join loads it from the log.

mod load;
mod outbox;
mod proof;
mod saving;
mod task;
mod watchdog;

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use board::id::{BoardId, ParticipantId};
use bytes::Bytes;
use dashmap::DashMap;
use dashmap::mapref::entry::Entry;
use room::{ConnId, Fault, Reply, Seat, Standing, Stats, Verb};
use store::Store;
use tokio::sync::{OnceCell, OwnedSemaphorePermit, Semaphore, mpsc, oneshot, watch};

use crate::background;
use crate::clock::Clock;
use crate::config::Limits;
use crate::memory;
use crate::metrics::Metrics;
use proof::Proofs;
use watchdog::Pulse;

pub(crate) use load::quarantine;
pub use outbox::{Bounds, Next, Outbox, Pushed};

/// Verbs, rights and answers waiting for a board. They are few; a full queue makes the caller wait.
const CONTROL_MAX: usize = 256;
/// How often a caller meets a board that is just closing before it gives up.
const TRIES: usize = 5;

/// All open boards. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Hub {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    boards: DashMap<BoardId, Arc<Slot>>,
    store: Arc<dyn Store>,
    limits: Limits,
    clock: Clock,
    metrics: Arc<Metrics>,
    proofs: Arc<Proofs>,
    /// Up to where the logs of boards have been gone through.
    readings: DashMap<BoardId, Reading>,
    /// Notes on boards that are not open, as far as they have been counted.
    notes: DashMap<BoardId, usize>,
    /// Numbers sockets and verbs.
    next: AtomicU64,
    /// Set once: everybody says goodbye.
    stopping: watch::Sender<bool>,
    /// Board tasks alive.
    alive: watch::Sender<usize>,
    /// Of those, how many do not come back.
    stuck: AtomicUsize,
    /// Set once: a board holds its thread for ever.
    hopeless: watch::Sender<bool>,
    /// For tests.
    fault: Option<Fault>,
}

/// A board that is open or being opened. The cell makes concurrent first callers share one load.
#[derive(Debug, Default)]
struct Slot {
    room: OnceCell<RoomHandle>,
    pulse: Pulse,
}

/// The last record that has been gone through, and the last that could be purged if it had.
#[derive(Clone, Copy, Debug, Default)]
struct Reading {
    to: u64,
    wanted: u64,
}

/// The way into a board's task.
#[derive(Clone, Debug)]
struct RoomHandle {
    inbox: mpsc::Sender<Incoming>,
    /// Bytes of frames that may still come in.
    space: Arc<Semaphore>,
    control: mpsc::Sender<Control>,
}

/// From sockets, in order.
#[derive(Debug)]
enum Incoming {
    Join { conn: ConnId, seat: Seat, outbox: Arc<Outbox>, seated: oneshot::Sender<()> },
    Frame { conn: ConnId, bytes: Bytes, _space: OwnedSemaphorePermit },
    Leave { conn: ConnId },
}

/// From everybody else.
#[derive(Debug)]
enum Control {
    Verb {
        ticket: u64,
        verb: Verb,
        answer: oneshot::Sender<Reply>,
    },
    Writable {
        conn: ConnId,
    },
    Rights {
        participant: ParticipantId,
        standing: Standing,
        name: String,
        done: oneshot::Sender<()>,
    },
    Progress {
        turn: u64,
        text: String,
    },
    /// The board is nobody's any more; answered when its task does nothing more.
    Erase {
        ended: oneshot::Sender<()>,
    },
}

/// Why a board cannot be reached.
#[derive(Clone, Debug, thiserror::Error)]
pub enum OpenError {
    /// It cannot be loaded; it is never served as an empty one instead.
    #[error("the board cannot be loaded: {0}")]
    Load(String),
    /// It was closing each time, or the server is being stopped.
    #[error("the board is restarting")]
    Restarting,
    /// There is no memory for one more board.
    #[error("no memory for one more board")]
    Memory,
}

impl Hub {
    /// No board open yet. `fault` is for tests: what the engine would stumble over.
    pub fn new(
        store: Arc<dyn Store>,
        limits: Limits,
        clock: Clock,
        metrics: Arc<Metrics>,
        fault: Option<Fault>,
    ) -> Hub {
        let shared = Shared {
            boards: DashMap::new(),
            notes: DashMap::new(),
            readings: DashMap::new(),
            store,
            limits,
            clock,
            metrics,
            proofs: Arc::new(Proofs::new()),
            next: AtomicU64::new(1),
            stopping: watch::Sender::new(false),
            alive: watch::Sender::new(0),
            stuck: AtomicUsize::new(0),
            hopeless: watch::Sender::new(false),
            fault,
        };
        Hub { shared: Arc::new(shared) }
    }

    /// Begins to watch that no board keeps its thread for ever; see [`Hub::hopeless`].
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn watch(&self) -> std::io::Result<()> {
        watchdog::start(&self.shared)
    }

    /// Resolves when a board holds its thread for ever: the process has to be started anew.
    pub async fn hopeless(&self) {
        let mut hopeless = self.shared.hopeless.subscribe();
        // The sender lives as long as this does.
        let _ = hopeless.wait_for(|is_hopeless| *is_hopeless).await;
    }

    /// Has a board do something; loads it first if need be.
    ///
    /// # Errors
    /// [`OpenError`]. What the board itself refuses is [`Reply::Failed`].
    pub async fn ask(&self, board: &BoardId, verb: Verb) -> Result<Reply, OpenError> {
        let (answer, reply) = oneshot::channel();
        let ticket = self.shared.next.fetch_add(1, Ordering::Relaxed);
        self.control(board, Control::Verb { ticket, verb, answer }).await?;
        reply.await.map_err(|_| OpenError::Restarting)
    }

    /// All of a board (V1) as it is stored, and its last sequence number: for what may take its time while people write.
    ///
    /// # Errors
    /// When the store fails, or no board can be made of what is stored.
    pub async fn stored_state(&self, board: &BoardId) -> io::Result<(u64, Bytes)> {
        let stored = load::read(&*self.shared.store, &self.shared.metrics, board).await;
        let stored = stored.map_err(io::Error::other)?;
        let seq = stored.seq;
        let state = background::run("state", move || room::stored_state(&stored)).await?;
        Ok((seq, state.map_err(io::Error::other)?))
    }

    /// Takes a seat on a board; frames for it will be in the outbox. The seat is taken when this answers: whatever the board is told
    /// from then on, of rights for instance, reaches it. (What is told goes before what comes in, and would pass a seat that is
    /// only on its way.)
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn join(
        &self,
        board: &BoardId,
        seat: Seat,
        outbox: Arc<Outbox>,
    ) -> Result<Connection, OpenError> {
        let conn = ConnId(self.shared.next.fetch_add(1, Ordering::Relaxed));
        let inbox_bytes = self.shared.limits.inbox_bytes;
        let (seated, taken) = oneshot::channel();
        let mut join = Incoming::Join { conn, seat, outbox, seated };
        for _ in 0..TRIES {
            let room = self.room(board).await?;
            match self.send_guarded(board, &room.inbox, join) {
                Ok(()) => return taken_seat(Connection { conn, room, inbox_bytes }, taken).await,
                Err(mpsc::error::TrySendError::Full(back)) => match room.inbox.send(back).await {
                    Ok(()) => return taken_seat(Connection { conn, room, inbox_bytes }, taken).await,
                    Err(mpsc::error::SendError(back)) => join = back,
                },
                Err(mpsc::error::TrySendError::Closed(back)) => join = back,
            }
        }
        Err(OpenError::Restarting)
    }

    /// A person's rights on a board have changed: in force there before anything that comes in later. A board that is not
    /// open needs not be told, nor one that is closing.
    pub async fn rights(&self, board: &BoardId, participant: &ParticipantId, standing: Standing, name: &str) {
        if !self.shared.boards.contains_key(board) {
            return;
        }
        let (done, told) = oneshot::channel();
        let rights =
            Control::Rights { participant: participant.clone(), standing, name: name.to_owned(), done };
        if self.control(board, rights).await.is_ok() {
            // A board that ends first closes its sockets, which is no less.
            let _ = told.await;
        }
    }

    /// Tells everybody on a board where the workshop is in its programme; see [`room::Input::Progress`]. Whoever opens a board
    /// that is closed asks for it.
    pub async fn progress(&self, board: &BoardId, turn: u64, text: String) {
        if self.shared.boards.contains_key(board) {
            // A board that ends first sends its people to a new one, which they ask.
            let _ = self.control(board, Control::Progress { turn, text }).await;
        }
    }

    /// Who is on a board and how much there is. Closed boards are opened only if nobody has counted their notes yet.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn stats(&self, board: &BoardId) -> Result<Stats, OpenError> {
        let counted = self.shared.notes.get(board).map(|notes| *notes);
        if let Some(notes) = counted.filter(|_| !self.is_open(board)) {
            return Ok(Stats { notes, ..Stats::default() });
        }
        match self.ask(board, Verb::Stats).await? {
            Reply::Stats(stats) => Ok(stats),
            _ => Err(OpenError::Restarting),
        }
    }

    /// Ends a board that is nobody's any more, and removes all that is stored of it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn erase(&self, board: &BoardId) -> store::Result<()> {
        if self.shared.boards.contains_key(board) {
            let (ended, answer) = oneshot::channel();
            if self.control(board, Control::Erase { ended }).await.is_ok() {
                // A task that ended before it was asked has done nothing more either.
                let _ = answer.await;
            }
        }
        self.shared.notes.remove(board);
        self.shared.readings.remove(board);
        let store = &self.shared.store;
        for (key, _) in store.list(&quarantine(board.as_str())).await? {
            store.delete(&key).await?;
        }
        store.remove(board.as_str()).await
    }

    /// The log of a board has been gone through up to this record: until it has, no record is purged.
    pub fn gone_through(&self, board: &BoardId, seq: u64) {
        self.shared.readings.entry(board.clone()).or_default().to = seq;
    }

    /// How many records of a board could be purged if they had been gone through.
    pub fn waiting_records(&self, board: &BoardId) -> u64 {
        self.shared.readings.get(board).map_or(0, |reading| reading.wanted.saturating_sub(reading.to))
    }

    /// Is this board in memory?
    pub fn is_open(&self, board: &BoardId) -> bool {
        self.shared.boards.get(board).is_some_and(|slot| slot.room.initialized())
    }

    /// The boards that are in memory.
    pub fn open_ids(&self) -> Vec<BoardId> {
        self.shared.boards.iter().map(|slot| slot.key().clone()).collect()
    }

    /// How many boards are in memory.
    pub fn open_boards(&self) -> usize {
        self.shared.boards.len()
    }

    /// Stores everything, says goodbye to everybody, and waits for it; no board opens after this.
    pub async fn stop(&self, within: Duration) {
        self.shared.stopping.send_replace(true);
        let mut alive = self.shared.alive.subscribe();
        let stuck = self.shared.stuck.load(Ordering::Relaxed);
        if tokio::time::timeout(within, alive.wait_for(|count| *count <= stuck)).await.is_err() {
            let boards = *self.shared.alive.borrow();
            tracing::warn!(boards, "some boards did not close in time; what was saved is safe");
        }
    }

    async fn control(&self, board: &BoardId, mut control: Control) -> Result<(), OpenError> {
        for _ in 0..TRIES {
            let room = self.room(board).await?;
            match self.send_guarded(board, &room.control, control) {
                Ok(()) => return Ok(()),
                Err(mpsc::error::TrySendError::Full(back)) => match room.control.send(back).await {
                    Ok(()) => return Ok(()),
                    Err(mpsc::error::SendError(back)) => control = back,
                },
                Err(mpsc::error::TrySendError::Closed(back)) => control = back,
            }
        }
        Err(OpenError::Restarting)
    }

    /// Sends while holding the board's map guard: a board only leaves the map when its queues are empty, so nothing is
    /// ever sent to a task that has decided to end. No await in here.
    fn send_guarded<T>(
        &self,
        board: &BoardId,
        queue: &mpsc::Sender<T>,
        message: T,
    ) -> Result<(), mpsc::error::TrySendError<T>> {
        match self.shared.boards.get(board) {
            Some(_guard) => queue.try_send(message),
            None => Err(mpsc::error::TrySendError::Closed(message)),
        }
    }

    /// Is there memory for one more board?
    fn has_room(&self) -> bool {
        let max = self.shared.limits.memory_megabytes * 1_000_000;
        max == 0 || memory::resident().is_none_or(|bytes| bytes < max)
    }

    async fn room(&self, board: &BoardId) -> Result<RoomHandle, OpenError> {
        if *self.shared.stopping.borrow() {
            return Err(OpenError::Restarting);
        }
        if !self.shared.boards.contains_key(board) && !self.has_room() {
            self.shared.metrics.board_turned_away();
            return Err(OpenError::Memory);
        }
        // The guard is gone before the first await: a load must not block the boards of the same shard.
        let slot = self.shared.boards.entry(board.clone()).or_default().clone();
        if slot.pulse.is_stuck() {
            return Err(OpenError::Restarting);
        }
        let loaded = slot.room.get_or_try_init(|| load::open(&self.shared, board, &slot)).await;
        if loaded.is_err() && !slot.room.initialized() {
            self.shared.forget(board, &slot, || true);
        }
        loaded.cloned()
    }
}

/// The board ends before it has taken the seat: nobody has come in.
async fn taken_seat(connection: Connection, taken: oneshot::Receiver<()>) -> Result<Connection, OpenError> {
    taken.await.map(|()| connection).map_err(|_| OpenError::Restarting)
}

impl Shared {
    /// Takes this very slot off the map, if `and` holds at that moment (no one can send meanwhile).
    fn forget(&self, board: &BoardId, slot: &Arc<Slot>, and: impl FnOnce() -> bool) -> bool {
        match self.boards.entry(board.clone()) {
            Entry::Occupied(there) if Arc::ptr_eq(there.get(), slot) && and() => {
                there.remove();
                true
            }
            _ => false,
        }
    }
}

/// One seat on a board. Dropping it leaves.
#[derive(Debug)]
pub struct Connection {
    conn: ConnId,
    room: RoomHandle,
    inbox_bytes: usize,
}

/// The board's task has ended; reconnect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone;

impl Connection {
    /// Hands a frame in; waits while the board has enough to do.
    ///
    /// # Errors
    /// [`Gone`].
    pub async fn frame(&self, bytes: Bytes) -> Result<(), Gone> {
        let RoomHandle { inbox, space, .. } = &self.room;
        // A frame above all of the space takes all of it.
        let needed = u32::try_from(bytes.len().min(self.inbox_bytes)).unwrap_or(u32::MAX);
        let _space = space.clone().acquire_many_owned(needed).await.map_err(|_| Gone)?;
        inbox.send(Incoming::Frame { conn: self.conn, bytes, _space }).await.map_err(|_| Gone)
    }

    /// Says that the outbox is empty again after [`Next::Writable`].
    ///
    /// # Errors
    /// [`Gone`].
    pub async fn writable(&self) -> Result<(), Gone> {
        self.room.control.send(Control::Writable { conn: self.conn }).await.map_err(|_| Gone)
    }

    /// The number in logs.
    pub fn number(&self) -> u64 {
        self.conn.0
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let leave = Incoming::Leave { conn: self.conn };
        if let Err(mpsc::error::TrySendError::Full(leave)) = self.room.inbox.try_send(leave) {
            // A full inbox empties within milliseconds; the seat must not stay taken for that.
            let inbox = self.room.inbox.clone();
            tokio::spawn(async move {
                let _ = inbox.send(leave).await;
            });
        }
    }
}
