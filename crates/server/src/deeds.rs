//! What everybody did on the boards of late, for taking back what one person did, and what was removed, for the bin.
//!
//! A board's log says who wrote what until it is purged. Before that, about once a minute while people work, its records are
//! gone through ([`board::deed`]): what was done is kept for an hour, what was removed until a bin is full, and the board's
//! state by then is where it goes on the next time. Private sheets leave no trace.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use board::deed::{Bin, Deed, Replay};
use board::id::BoardId;
use board::view::BoardView;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use store::{Put, Record, Store};
use tokio::sync::Mutex;

use crate::app::App;
use crate::background;
use crate::gzip::{self, Compression};
use crate::history::{Error, state_of};

/// Longest time for which what somebody did can be taken back, minutes.
pub const MINUTES_MAX: u64 = 60;
/// What was done is kept a little longer: a row is as old as its newest deed, and a deed may have begun before.
const KEPT_MS: u64 = (MINUTES_MAX + 5) * 60_000;
/// Most bytes, compressed, of what was done on one board; then the oldest go.
const KEPT_BYTES: usize = 8 << 20;
/// Most bytes of a bin, not compressed; then the oldest half goes.
const BIN_BYTES: usize = 4 << 20;
/// How often what is too old is looked for, also on boards that nobody opens.
const FORGET_MS: u64 = 30 * 60_000;
/// How often it is looked for boards that have changed.
const EVERY: Duration = Duration::from_secs(2);
/// Between two goings through of a small board; of a larger one as many times longer as it is larger than this.
const SPAN_MS: u64 = 60_000;
const SPAN_BYTES: u64 = 256 << 10;
/// So many records that wait are gone through at once: what is done to each takes memory.
const RECORDS_MANY: u64 = 2_000;
/// How soon a board is looked at that was just opened, when people come to it and it has enough to do.
const FIRST_MS: u64 = 10_000;
/// How soon a board is looked at again on which nothing has happened.
const IDLE_MS: u64 = 10_000;

/// Up to where a board has been gone through.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Base {
    seq: u64,
    /// Bytes of its state then, not compressed.
    bytes: u64,
}

/// What was done and removed, of all boards. One board at a time is gone through.
#[derive(Debug)]
pub struct Deeds {
    store: Arc<dyn Store>,
    turn: Mutex<()>,
}

const BASES: &str = "deed-base/";

fn base_key(board: &BoardId) -> String {
    format!("{BASES}{board}")
}

fn state_key(board: &BoardId) -> String {
    format!("deed-state/{board}")
}

fn prefix(board: &BoardId) -> String {
    format!("deed/{board}/")
}

fn bin_key(board: &BoardId) -> String {
    format!("bin/{board}")
}

impl Deeds {
    /// Those that are in the store.
    pub fn new(store: Arc<dyn Store>) -> Deeds {
        Deeds { store, turn: Mutex::default() }
    }

    /// What was done on a board since then, in order. Of what happened since the last [`catch_up`] it says nothing.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn since(&self, board: &BoardId, since_ms: u64) -> Result<Vec<Deed>, Error> {
        let mut deeds = Vec::new();
        for (key, entry) in self.store.list(&prefix(board)).await? {
            // A row is named after the moment it was made, when all in it had been done.
            if row_ms(&key) >= since_ms {
                deeds.extend(read::<Vec<Deed>>(&entry.value)?);
            }
        }
        Ok(deeds)
    }

    /// What was removed from a board.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn bin(&self, board: &BoardId) -> Result<Bin, Error> {
        match self.store.get(&bin_key(board)).await? {
            Some(entry) => Ok(read(&entry.value)?),
            None => Ok(Bin::default()),
        }
    }

    /// Forgets what was removed from a board for good, also of what was done.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn empty(&self, board: &BoardId, now: &BoardView) -> Result<(), Error> {
        let _turn = self.turn.lock().await;
        let mut puts = vec![Put::delete(bin_key(board))];
        for (key, entry) in self.store.list(&prefix(board)).await? {
            let mut deeds: Vec<Deed> = read(&entry.value)?;
            deeds.retain(|deed| deed.is_there(now));
            puts.push(match deeds.is_empty() {
                true => Put::delete(key),
                false => {
                    Put::set(key, packed(move || serde_json::to_vec(&deeds).map_err(io::Error::other)).await?)
                }
            });
        }
        Ok(self.store.commit(puts).await?)
    }

    /// Forgets what was done too long ago, on all boards.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn forget(&self, now_ms: u64) -> Result<(), Error> {
        // Board by board: all rows of all boards at once could be more than there is memory for.
        for (key, _) in self.store.list(BASES).await? {
            let Some(Ok(board)) = key.strip_prefix(BASES).map(str::parse) else { continue };
            let rows = self.store.list(&prefix(&board)).await?.into_iter();
            let old = rows.filter(|(key, _)| row_ms(key) + KEPT_MS < now_ms);
            let puts: Vec<Put> = old.map(|(key, _)| Put::delete(key)).collect();
            if !puts.is_empty() {
                self.store.commit(puts).await?;
            }
        }
        Ok(())
    }

    async fn base(&self, board: &BoardId) -> Result<Option<Base>, Error> {
        let Some(entry) = self.store.get(&base_key(board)).await? else { return Ok(None) };
        Ok(Some(serde_json::from_slice(&entry.value).map_err(io::Error::other)?))
    }

    async fn state(&self, board: &BoardId) -> Result<Vec<u8>, Error> {
        let lost = || io::Error::new(io::ErrorKind::NotFound, "the state from which to go on is missing");
        let entry = self.store.get(&state_key(board)).await?.ok_or_else(lost)?;
        Ok(gzip::unpack(&entry.value)?)
    }

    /// Keeps what came of going through a board.
    async fn keep(
        &self,
        board: &BoardId,
        now_ms: u64,
        seq: u64,
        gone_through: GoneThrough,
    ) -> Result<(), Error> {
        let GoneThrough { deeds, state } = gone_through;
        let mut bin = self.bin(board).await?;
        let rows = self.store.list(&prefix(board)).await?;
        let base = Base { seq, bytes: state.len() as u64 };
        let mut puts = vec![
            Put::set(base_key(board), serde_json::to_vec(&base).map_err(io::Error::other)?),
            Put::set(state_key(board), packed(move || Ok(state)).await?),
        ];
        let mut room = KEPT_BYTES;
        if !deeds.is_empty() {
            if bin.add(&deeds) {
                puts.push(Put::set(bin_key(board), packed(move || bin_json(bin)).await?));
            }
            let row = packed(move || serde_json::to_vec(&deeds).map_err(io::Error::other)).await?;
            room = room.saturating_sub(row.len());
            puts.push(Put::set(format!("{}{now_ms:013}-{seq:020}", prefix(board)), row));
        }
        for (key, entry) in rows.into_iter().rev() {
            room = room.saturating_sub(entry.value.len());
            if room == 0 || row_ms(&key) + KEPT_MS < now_ms {
                puts.push(Put::delete(key));
            }
        }
        Ok(self.store.commit(puts).await?)
    }
}

/// What came of going through a board's records.
struct GoneThrough {
    deeds: Vec<Deed>,
    /// The board's state by then (V1).
    state: Vec<u8>,
}

/// When a row was made: its key ends with that and the sequence number.
fn row_ms(key: &str) -> u64 {
    let name = key.rsplit('/').next().unwrap_or_default();
    name.split('-').next().and_then(|ms| ms.parse().ok()).unwrap_or(0)
}

fn read<T: serde::de::DeserializeOwned>(packed: &[u8]) -> io::Result<T> {
    serde_json::from_slice(&gzip::unpack(packed)?).map_err(io::Error::other)
}

async fn packed(plain: impl FnOnce() -> io::Result<Vec<u8>> + Send + 'static) -> io::Result<Bytes> {
    background::run("pack", move || gzip::pack(&plain()?, Compression::fast())).await?
}

fn bin_json(mut bin: Bin) -> io::Result<Vec<u8>> {
    loop {
        let json = serde_json::to_vec(&bin).map_err(io::Error::other)?;
        if json.len() <= BIN_BYTES || !bin.halve() {
            return Ok(json);
        }
    }
}

/// Goes through what has come to a board's log since the last time. Whatever cannot be gone through, be it damaged or missing, is
/// passed over: then what was done before is not known, which is no reason for anything else to stop, nor for the log to stay.
///
/// # Errors
/// When the store fails, or the board cannot be reached.
pub async fn catch_up(app: &App, board: &BoardId) -> Result<(), Error> {
    let _turn = app.deeds.turn.lock().await;
    let head = app.store.head(board.as_str()).await?;
    // Nobody has ever written there: it needs not be opened for that.
    if head.seq == 0 {
        return Ok(());
    }
    let base = app.deeds.base(board).await;
    if let Ok(Some(base)) = &base
        && base.seq == head.seq
    {
        app.hub.gone_through(board, head.seq);
        return Ok(());
    }
    match since_base(app, board, base, head.first_seq).await {
        Ok(Some((seq, gone_through))) => {
            app.deeds.keep(board, app.clock.now_ms(), seq, gone_through).await?;
            app.hub.gone_through(board, seq);
            Ok(())
        }
        Ok(None) => begin(app, board).await,
        Err(error) => {
            tracing::warn!(board.id = %board, error = %error, "it cannot be told who did what until now");
            begin(app, board).await
        }
    }
}

/// What was done since a board was gone through last, and up to which record; nothing where the log does not reach back so far.
async fn since_base(
    app: &App,
    board: &BoardId,
    base: Result<Option<Base>, Error>,
    first_seq: u64,
) -> Result<Option<(u64, GoneThrough)>, Error> {
    let (from, state) = match base? {
        Some(base) => (base.seq, app.deeds.state(board).await?),
        None if first_seq == 1 => (0, Vec::new()),
        None => return Ok(None),
    };
    let records = app.store.read(board.as_str(), from + 1).await?;
    let (Some(first), Some(last)) = (records.first(), records.last()) else { return Ok(None) };
    if first.seq != from + 1 {
        return Ok(None);
    }
    let seq = last.seq;
    // A panic of the engine ends there.
    let gone_through = background::run("deeds", move || go_through(&state, &records)).await??;
    Ok(Some((seq, gone_through)))
}

fn go_through(state: &[u8], records: &[Record]) -> io::Result<GoneThrough> {
    let mut replay = Replay::new(state).map_err(io::Error::other)?;
    for record in records {
        let written = room::Record::decode(&record.bytes).map_err(io::Error::other)?;
        replay.take(written.participant, written.at_ms, written.update).map_err(io::Error::other)?;
    }
    let (deeds, state) = replay.end();
    Ok(GoneThrough { deeds, state })
}

/// From what is there now on.
async fn begin(app: &App, board: &BoardId) -> Result<(), Error> {
    let (seq, state) = state_of(app, board).await?;
    let gone_through = GoneThrough { deeds: Vec::new(), state: state.to_vec() };
    app.deeds.keep(board, app.clock.now_ms(), seq, gone_through).await?;
    app.hub.gone_through(board, seq);
    Ok(())
}

/// Goes through open boards while people work; for as long as it is polled.
pub async fn walk(app: &App) {
    let mut due: BTreeMap<BoardId, (u64, u64)> = BTreeMap::new();
    let mut forget_ms = 0;
    loop {
        tokio::time::sleep(EVERY).await;
        let now_ms = app.clock.now_ms();
        if now_ms >= forget_ms {
            forget_ms = now_ms + FORGET_MS;
            if let Err(error) = app.deeds.forget(now_ms).await {
                tracing::warn!(error = %error, "what was done long ago is not forgotten yet");
            }
        }
        let open = app.hub.open_ids();
        due.retain(|board, _| open.contains(board));
        for board in open {
            let (due_ms, seq) = *due.entry(board.clone()).or_insert((now_ms + FIRST_MS, 0));
            if now_ms < due_ms && app.hub.waiting_records(&board) < RECORDS_MANY {
                continue;
            }
            let next = look(app, &board, seq).await.unwrap_or_else(|error| {
                tracing::warn!(board.id = %board, error = %error, "a board's records were not gone through");
                (now_ms + IDLE_MS, seq)
            });
            due.insert(board, next);
        }
    }
}

/// Goes through a board if anything came since `seq`; answers when to look again, and what is known by then.
async fn look(app: &App, board: &BoardId, seq: u64) -> Result<(u64, u64), Error> {
    let now_ms = app.clock.now_ms();
    let Ok(workshop) = app.workshops.of_board(board).await else { return Ok((now_ms + IDLE_MS, seq)) };
    // Nobody is told what somebody does on a sheet of their own.
    if workshop.board(board).is_none() {
        app.hub.gone_through(board, u64::MAX);
        return Ok((u64::MAX, seq));
    }
    let head = app.store.head(board.as_str()).await?.seq;
    if head == seq {
        return Ok((now_ms + IDLE_MS, seq));
    }
    catch_up(app, board).await?;
    let base = app.deeds.base(board).await?.unwrap_or(Base { seq: 0, bytes: 0 });
    Ok((now_ms + SPAN_MS * (1 + base.bytes / SPAN_BYTES), base.seq))
}

#[cfg(test)]
mod tests {
    use store::Registry;
    use store::memory::Memory;

    use super::*;

    #[tokio::test]
    async fn ht94_what_was_done_is_forgotten_after_an_hour_whether_or_not_anybody_comes_back() {
        let store = Arc::new(Memory::default());
        let deeds = Deeds::new(store.clone());
        let board = BoardId::from_random(7);
        let text = board::note::Note { text: "uno".into(), ..board::note::Note::default() };
        let one = |at_ms: u64| Deed {
            who: "anna".into(),
            at_ms,
            id: "n1".parse().unwrap(),
            before: None,
            after: Some(board::deed::Part::Note(text.clone())),
            members: Vec::new(),
        };
        let minute = 60_000;
        for (seq, at_ms) in [(1, 10 * minute), (2, 50 * minute)] {
            let gone_through = GoneThrough { deeds: vec![one(at_ms)], state: vec![0, 0] };
            deeds.keep(&board, at_ms, seq, gone_through).await.unwrap();
        }
        assert_eq!(deeds.since(&board, 0).await.unwrap().len(), 2);
        assert_eq!(deeds.since(&board, 11 * minute).await.unwrap().len(), 1);
        deeds.forget(75 * minute).await.unwrap();
        assert_eq!(deeds.since(&board, 0).await.unwrap().len(), 2, "not yet");
        deeds.forget(76 * minute).await.unwrap();
        assert_eq!(deeds.since(&board, 0).await.unwrap(), [one(50 * minute)]);
        deeds.forget(200 * minute).await.unwrap();
        assert!(store.list("deed/").await.unwrap().is_empty());
    }
}
