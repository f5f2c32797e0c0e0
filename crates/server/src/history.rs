//! Versions of boards: one at the end of each phase, those somebody named, what was there before a restore, and steps between
//! them while people work.
//!
//! A version is a board's whole state as it was, compressed, beside the board and apart from its log: what a version holds,
//! nobody gets who opens the board. Private sheets have none.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use board::id::BoardId;
use board::view::BoardView;
use bytes::Bytes;
use room::{Reply, Verb};
use serde::{Deserialize, Serialize};
use store::{Put, Store};
use tokio::sync::Mutex;
use workshop::Workshop;

use crate::app::App;
use crate::background;
use crate::gzip::{self, Compression};
use crate::secret;

/// Longest name, in characters.
pub const NAME_CHARS_MAX: usize = 120;
/// Most versions of a board that are not steps; whoever has so many removes some first.
pub const KEPT_MAX: usize = 400;
/// Most steps of a board; then those that lie closest together go.
const STEPS_MAX: usize = 240;
/// Between two steps of a small board; of a larger one as many times longer as it is larger than this.
const STEP_MS: u64 = 60_000;
const STEP_BYTES: u64 = 256 << 10;
/// How often it is looked for boards whose time has come, and at one on which nothing has happened.
const EVERY: Duration = Duration::from_secs(2);
const IDLE_MS: u64 = 10_000;
/// The next phase does not wait longer than this for the boards to be stored.
const PATIENCE: Duration = Duration::from_millis(300);
/// The newest steps, which stay however close together.
const FRESH: usize = 60;

/// Why there is a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Time went by while people worked.
    Step,
    /// A phase has ended.
    Phase,
    /// Somebody gave it a name.
    Named,
    /// What was there when another one was brought back.
    BeforeRestore,
}

/// A version of a board.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Version {
    /// Ids sort by time.
    #[serde(skip)]
    pub id: String,
    /// When, ms since 1970, by the programme's clock.
    pub at_ms: u64,
    /// Why.
    pub cause: Cause,
    /// Its name: somebody's, or the phase's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The session that was present then.
    pub session: u32,
    /// The board's last sequence number in it.
    pub seq: u64,
    /// Under which id its state is kept: versions of the same state share it.
    state: String,
    /// Bytes of the state, not compressed.
    bytes: u64,
}

/// What is to become a version.
#[derive(Clone, Debug)]
pub struct Moment {
    /// When, by the programme's clock.
    pub at_ms: u64,
    /// Why.
    pub cause: Cause,
    /// Its name.
    pub name: Option<String>,
    /// The session that is present.
    pub session: u32,
}

/// Why there is no version.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The board has as many as it can have.
    #[error("the board has {KEPT_MAX} versions")]
    Many,
    /// It cannot be read or written.
    #[error("a version cannot be read or written: {0}")]
    Io(#[from] io::Error),
    /// The board cannot be reached.
    #[error("the board cannot be reached: {0}")]
    Board(String),
}

/// All versions of all boards. One change at a time, so that no state goes that another version has just come to share.
#[derive(Debug)]
pub struct History {
    store: Arc<dyn Store>,
    turn: Mutex<()>,
}

fn prefix(board: &BoardId) -> String {
    format!("version/{board}/")
}

fn state_key(board: &BoardId, state: &str) -> String {
    format!("version-state/{board}/{state}")
}

impl History {
    /// Those that are in the store.
    pub fn new(store: Arc<dyn Store>) -> History {
        History { store, turn: Mutex::default() }
    }

    /// All versions of a board, the oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn list(&self, board: &BoardId) -> Result<Vec<Version>, Error> {
        let prefix = prefix(board);
        let entries = self.store.list(&prefix).await?;
        let read = |(key, entry): (String, store::Entry)| {
            let id = key.strip_prefix(&prefix)?.to_owned();
            match serde_json::from_slice::<Version>(&entry.value) {
                Ok(version) => Some(Version { id, ..version }),
                Err(error) => {
                    tracing::error!(board.id = %board, version.id = id, error = %error, "a version cannot be read");
                    None
                }
            }
        };
        Ok(entries.into_iter().filter_map(read).collect())
    }

    /// One version of a board.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn find(&self, board: &BoardId, id: &str) -> Result<Option<Version>, Error> {
        Ok(self.list(board).await?.into_iter().find(|version| version.id == id))
    }

    /// The state of a version: one update (V1), compressed by gzip.
    ///
    /// # Errors
    /// When the store fails, or has lost it.
    pub async fn packed(&self, board: &BoardId, version: &Version) -> Result<Bytes, Error> {
        let entry = self.store.get(&state_key(board, &version.state)).await?;
        let lost = || io::Error::new(io::ErrorKind::NotFound, "its state is missing");
        Ok(entry.ok_or_else(lost)?.value)
    }

    /// What was on the board.
    ///
    /// # Errors
    /// When the store fails, or what is kept is no board.
    pub async fn view(&self, board: &BoardId, version: &Version) -> Result<BoardView, Error> {
        let packed = self.packed(board, version).await?;
        Ok(tokio::task::spawn_blocking(move || read(&packed)).await.map_err(io::Error::other)??)
    }

    /// Keeps a board as it is, with the update (V1) that is its state. Of a step nothing comes while the one before is too close.
    ///
    /// # Errors
    /// [`Error::Many`], or when the store fails.
    pub async fn keep(
        &self,
        board: &BoardId,
        moment: Moment,
        seq: u64,
        state: Bytes,
    ) -> Result<Option<Version>, Error> {
        let _turn = self.turn.lock().await;
        let all = self.list(board).await?;
        let last = all.last();
        let is_step = moment.cause == Cause::Step;
        if is_step && !last.is_none_or(|last| is_due(last, seq, moment.at_ms)) {
            return Ok(None);
        }
        if !is_step && all.iter().filter(|version| version.cause != Cause::Step).count() >= KEPT_MAX {
            return Err(Error::Many);
        }
        // Two of the same moment are in the order in which they came.
        let at_ms = moment.at_ms.max(last.map_or(0, |last| last.at_ms));
        let after = last.filter(|last| last.at_ms == at_ms).map(|last| last.id.clone());
        let id = fresh_id(at_ms, after.as_deref());
        let mut puts = Vec::new();
        let (name, bytes) = match last.filter(|last| last.seq == seq) {
            Some(last) => (last.state.clone(), last.bytes),
            None => {
                let bytes = state.len() as u64;
                let packed =
                    background::run("pack", move || gzip::pack(&state, Compression::default())).await??;
                puts.push(Put::set(state_key(board, &id), packed));
                (id.clone(), bytes)
            }
        };
        let Moment { cause, session, .. } = moment;
        let version = Version { id, at_ms, cause, name: moment.name, session, seq, state: name, bytes };
        puts.push(self.row(board, &version)?);
        if is_step {
            puts.extend(thin(&all).into_iter().flat_map(|gone| removal(board, &all, gone, Some(&version))));
        }
        self.store.commit(puts).await?;
        Ok(Some(version))
    }

    /// Gives a version a name, by which it stays.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn rename(&self, board: &BoardId, id: &str, name: &str) -> Result<Option<Version>, Error> {
        let _turn = self.turn.lock().await;
        let Some(mut version) = self.find(board, id).await? else { return Ok(None) };
        version.name = Some(name.to_owned());
        if version.cause == Cause::Step {
            version.cause = Cause::Named;
        }
        self.store.commit(vec![self.row(board, &version)?]).await?;
        Ok(Some(version))
    }

    /// Removes a version, and its state if no other shares it. Answers whether there was one.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn remove(&self, board: &BoardId, id: &str) -> Result<bool, Error> {
        let _turn = self.turn.lock().await;
        let all = self.list(board).await?;
        let Some(gone) = all.iter().find(|version| version.id == id) else { return Ok(false) };
        self.store.commit(removal(board, &all, gone, None)).await?;
        Ok(true)
    }

    fn row(&self, board: &BoardId, version: &Version) -> Result<Put, Error> {
        let json = serde_json::to_vec(version).map_err(io::Error::other)?;
        Ok(Put::set(format!("{}{}", prefix(board), version.id), json))
    }
}

/// Later than `after`, if that is of the same moment.
fn fresh_id(at_ms: u64, after: Option<&str>) -> String {
    const SPAN: u128 = 1_000_000_000;
    let last: u128 = after.and_then(|id| id.get(13..)?.parse().ok()).unwrap_or(0);
    let room = SPAN.saturating_sub(last + 1).max(1);
    // Small steps leave room for many of one moment.
    format!("{at_ms:013}{:09}", (last + 1 + secret::random() % room.min(1_000)).min(SPAN - 1))
}

/// When a step may come after this version.
fn due_ms(last: &Version) -> u64 {
    last.at_ms + STEP_MS * (1 + last.bytes / STEP_BYTES)
}

fn is_due(last: &Version, seq: u64, now_ms: u64) -> bool {
    last.seq != seq && now_ms >= due_ms(last)
}

/// The step that is missed least, when there are as many as there may be: of those that are not new, the one between whose
/// neighbours there is the least time.
fn thin(all: &[Version]) -> Option<&Version> {
    let steps: Vec<&Version> = all.iter().filter(|version| version.cause == Cause::Step).collect();
    if steps.len() < STEPS_MAX {
        return None;
    }
    let old = &steps[..steps.len() - FRESH];
    let gap = |three: &&[&Version]| three[2].at_ms - three[0].at_ms;
    old.windows(3).min_by_key(gap).map(|three| three[1])
}

/// The writes that remove a version; `more` is one that is about to come.
fn removal(board: &BoardId, all: &[Version], gone: &Version, more: Option<&Version>) -> Vec<Put> {
    let mut puts = vec![Put::delete(format!("{}{}", prefix(board), gone.id))];
    let mut others = all.iter().chain(more).filter(|version| version.id != gone.id);
    if !others.any(|version| version.state == gone.state) {
        puts.push(Put::delete(state_key(board, &gone.state)));
    }
    puts
}

fn read(packed: &[u8]) -> io::Result<BoardView> {
    board::edit::read(&gzip::unpack(packed)?).map_err(io::Error::other)
}

/// Keeps one board as it is now.
///
/// # Errors
/// [`Error`].
pub async fn keep_now(app: &App, board: &BoardId, moment: Moment) -> Result<Option<Version>, Error> {
    let (seq, state) = state_of(app, board).await?;
    app.history.keep(board, moment, seq, state).await
}

/// All of a board as it is now, and its last sequence number.
pub async fn state_of(app: &App, board: &BoardId) -> Result<(u64, Bytes), Error> {
    match app.hub.ask(board, Verb::State).await {
        Ok(Reply::State { update, seq }) => Ok((seq, update)),
        Ok(other) => Err(Error::Board(format!("{other:?}"))),
        Err(error) => Err(Error::Board(error.to_string())),
    }
}

/// Keeps the boards of a phase that ends as they are; a board that cannot be kept is no reason for a phase not to end. Their
/// states are taken when this answers; storing them may go on.
pub async fn phase_ended(app: &App, before: &Workshop) {
    let Some((running, phase)) = before.phase_now() else { return };
    let moment = Moment {
        at_ms: app.agenda.now_ms(),
        cause: Cause::Phase,
        name: Some(phase.title.clone()).filter(|title| !title.is_empty()),
        session: running.session,
    };
    let whole = before.boards.iter().filter(|board| board.session.is_none());
    let mut taken = Vec::new();
    for board in before.boards_in(running.session, phase).chain(whole) {
        match taken_if_changed(app, &board.id).await {
            Ok(Some((seq, state))) => taken.push((board.id.clone(), seq, state)),
            Ok(None) => {}
            Err(error) => {
                tracing::warn!(board.id = %board.id, error = %error, "a board was not kept as it was");
            }
        }
    }
    let history = Arc::clone(&app.history);
    let storing = tokio::spawn(async move {
        for (board, seq, state) in taken {
            if let Err(error) = history.keep(&board, moment.clone(), seq, state).await {
                tracing::warn!(board.id = %board, error = %error, "a board was not kept as it was");
            }
        }
    });
    if tokio::time::timeout(PATIENCE, storing).await.is_err() {
        tracing::info!(workshop.id = %before.id, "the boards of the phase that ended are still being kept");
    }
}

/// The state of a board, unless it is what it was at the version before.
async fn taken_if_changed(app: &App, board: &BoardId) -> Result<Option<(u64, Bytes)>, Error> {
    let head = app.store.head(board.as_str()).await?;
    let all = app.history.list(board).await?;
    let last = all.iter().rev().find(|version| version.cause != Cause::Step);
    if head.seq == 0 || last.is_some_and(|version| version.seq == head.seq) {
        return Ok(None);
    }
    state_of(app, board).await.map(Some)
}

/// Makes the steps between; for as long as it is polled.
pub async fn walk(app: &App) {
    let mut kept: BTreeMap<BoardId, Kept> = BTreeMap::new();
    loop {
        tokio::time::sleep(EVERY).await;
        let open = app.hub.open_ids();
        kept.retain(|board, _| open.contains(board));
        for board in open {
            let there = kept.entry(board.clone()).or_insert(Kept { seq: 0, due_ms: 0 });
            match step(app, &board, there).await {
                Ok(Some(now)) => drop(kept.insert(board, now)),
                Ok(None) => {}
                Err(error) => {
                    tracing::warn!(board.id = %board, error = %error, "a step of a board was not kept")
                }
            }
        }
    }
}

/// What the last version of an open board is known to have.
struct Kept {
    seq: u64,
    due_ms: u64,
}

impl Kept {
    fn of(version: &Version) -> Kept {
        Kept { seq: version.seq, due_ms: due_ms(version) }
    }
}

/// Keeps a step if it is time; answers what is known by then, unless that is what was known.
async fn step(app: &App, board: &BoardId, kept: &Kept) -> Result<Option<Kept>, Error> {
    let now_ms = app.agenda.now_ms();
    if now_ms < kept.due_ms {
        return Ok(None);
    }
    let seq = app.store.head(board.as_str()).await?.seq;
    if seq == kept.seq {
        return Ok(Some(Kept { seq, due_ms: now_ms + IDLE_MS }));
    }
    let Ok(workshop) = app.workshops.of_board(board).await else { return Ok(None) };
    // What somebody writes for themselves leaves no trace.
    if workshop.board(board).is_none() {
        return Ok(Some(Kept { seq, due_ms: now_ms + IDLE_MS }));
    }
    if let Some(last) = app.history.list(board).await?.last().filter(|last| !is_due(last, seq, now_ms)) {
        return Ok(Some(Kept::of(last)));
    }
    let moment = Moment { at_ms: now_ms, cause: Cause::Step, name: None, session: workshop.session_now };
    let (seq, state) = match app.hub.stored_state(board).await {
        Ok(stored) => stored,
        Err(error) => {
            tracing::warn!(board.id = %board, error = %error, "a step is of the living board");
            state_of(app, board).await?
        }
    };
    Ok(app.history.keep(board, moment, seq, state).await?.as_ref().map(Kept::of))
}

#[cfg(test)]
mod tests {
    use store::Registry;
    use store::memory::Memory;

    use super::*;

    fn version(n: u64, cause: Cause) -> Version {
        let at_ms = n * STEP_MS;
        let id = format!("{n:022}");
        Version { id: id.clone(), at_ms, cause, name: None, session: 1, seq: n, state: id, bytes: 10 }
    }

    fn moment(at_ms: u64, cause: Cause) -> Moment {
        Moment { at_ms, cause, name: None, session: 1 }
    }

    #[tokio::test]
    async fn ht87_steps_are_a_minute_apart_and_the_same_state_is_kept_once() {
        let store = Arc::new(Memory::default());
        let history = History::new(store.clone());
        let board = BoardId::from_random(7);
        let state = |text: &str| Bytes::from(text.to_owned());
        let keep =
            |at_ms, cause, seq, text: &str| history.keep(&board, moment(at_ms, cause), seq, state(text));
        assert!(keep(0, Cause::Step, 1, "uno").await.unwrap().is_some());
        assert!(keep(STEP_MS - 1, Cause::Step, 2, "due").await.unwrap().is_none(), "too close");
        assert!(keep(STEP_MS, Cause::Step, 1, "uno").await.unwrap().is_none(), "nothing has changed");
        assert!(keep(STEP_MS, Cause::Step, 2, "due").await.unwrap().is_some());
        assert!(keep(STEP_MS, Cause::Phase, 2, "due").await.unwrap().is_some());
        let named = keep(STEP_MS, Cause::Named, 2, "due").await.unwrap().unwrap();
        let all = history.list(&board).await.unwrap();
        assert_eq!(
            all.iter().map(|one| one.cause).collect::<Vec<_>>(),
            [Cause::Step, Cause::Step, Cause::Phase, Cause::Named]
        );
        assert_eq!(store.list("version-state/").await.unwrap().len(), 2);
        // What three share goes with the last of them.
        for id in [&all[1].id, &all[2].id] {
            assert!(history.remove(&board, id).await.unwrap());
            assert_eq!(gzip::unpack(&history.packed(&board, &named).await.unwrap()).unwrap(), b"due");
        }
        assert!(history.remove(&board, &named.id).await.unwrap());
        assert!(!history.remove(&board, &named.id).await.unwrap());
        assert_eq!(store.list("version-state/").await.unwrap().len(), 1);
    }

    #[test]
    fn ht87_of_too_many_steps_the_one_goes_that_is_missed_least() {
        let all: Vec<Version> = (0..STEPS_MAX as u64)
            .map(|n| version(if n < 100 { 3 * n } else { 300 + n }, Cause::Step))
            .chain([version(9_000, Cause::Named)])
            .collect();
        assert_eq!(thin(&all).unwrap().id, all[101].id, "three close together, neither new nor wide apart");
        assert!(thin(&all[1..]).is_none());
    }

    #[test]
    fn ht87_ids_sort_by_time_also_within_a_moment() {
        let mut ids = vec![fresh_id(5, None)];
        for _ in 0..200 {
            ids.push(fresh_id(5, ids.last().map(String::as_str)));
        }
        ids.push(fresh_id(6, None));
        assert!(ids.is_sorted() && ids.windows(2).all(|two| two[0] != two[1]), "{ids:?}");
    }
}
