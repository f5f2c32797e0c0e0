//! Private writing as it happens: placeholders on the boards, the reveal, and the end of the sheets.
//!
//! What is written on sheets stays there until the reveal. Then nobody writes on them any more, which is stored; their notes
//! become one edit of their board, which is stored with the end of the private writing, so that after a crash all of it
//! is hidden or all of it comes; and at last the sheets are removed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use board::id::{BoardId, ParticipantId, WorkshopId};
use board::view::BoardView;
use store::Put;
use tokio::sync::Notify;
use workshop::{Workshop, Writing, writing};

use crate::agenda;
use crate::app::App;
use crate::errand::Errand;
use crate::http::{ApiError, view, write};
use crate::rights;
use crate::secret;
use crate::workshops::Change;

/// How often placeholders follow what is written: rarely enough that their coming tells nobody who is typing.
const EVERY: Duration = Duration::from_secs(1);
/// Keys of sheets that are to be removed begin with this; the board's id follows.
const PREFIX: &str = "erase/";

/// The workshops in which somebody writes privately.
#[derive(Debug, Default)]
pub struct Curtain {
    open: Mutex<BTreeSet<WorkshopId>>,
    changed: Notify,
    /// Of each board, since when everybody writes privately there, and how many notes it shows of that.
    shown: Mutex<BTreeMap<BoardId, (u64, usize)>>,
}

impl Curtain {
    /// Remembers whether there is private writing in this workshop.
    pub fn note(&self, workshop: &Workshop) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if workshop.writing.is_empty() {
            open.remove(&workshop.id);
        } else if open.insert(workshop.id.clone()) {
            self.changed.notify_one();
        }
    }

    /// How many notes of a board are not shown yet.
    pub fn count(&self, board: &BoardId) -> usize {
        self.shown().get(board).map_or(0, |(_, count)| *count)
    }

    fn shown(&self) -> MutexGuard<'_, BTreeMap<BoardId, (u64, usize)>> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn workshops(&self) -> BTreeSet<WorkshopId> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Shows on boards how much is written on their sheets; for as long as it is polled.
pub async fn keep(app: &App) {
    loop {
        let open = app.curtain.workshops();
        if open.is_empty() {
            app.curtain.changed.notified().await;
        }
        for id in &open {
            if let Err(error) = show(app, id).await {
                tracing::warn!(workshop.id = %id, status = %error.status, "placeholders do not follow; trying again");
            }
        }
        tokio::time::sleep(EVERY).await;
    }
}

async fn show(app: &App, id: &WorkshopId) -> Result<(), ApiError> {
    let mut workshop = app.workshops.get(id).await?;
    if workshop.writing.values().any(|writing| writing.shut) {
        reopen(app, id).await?;
        workshop = app.workshops.get(id).await?;
    }
    // Of an inbox whoever conducts is told what has come; on the board lies nothing of it.
    for (board, writing) in workshop.writing.iter().filter(|(_, writing)| !writing.inbox) {
        let mut count = 0;
        for sheet in writing.sheets.values() {
            if was_opened(app, &sheet.id).await? {
                count += app.hub.stats(&sheet.id).await?.notes;
            }
        }
        if app.curtain.shown().get(board) == Some(&(writing.began_ms, count)) {
            continue;
        }
        // Nobody reveals meanwhile.
        app.workshops
            .change(id, async |change| {
                if change.workshop.writing.contains_key(board) {
                    let (view, _) = view(app, board).await?;
                    write(app, board, writing::placeholders(&view, count)).await?;
                }
                Ok::<_, ApiError>(())
            })
            .await?;
        app.curtain.shown().insert(board.clone(), (writing.began_ms, count));
    }
    Ok(())
}

/// A reveal holds the workshop from its beginning to its end: sheets that are still shut when it lets go were left so by
/// a crash.
async fn reopen(app: &App, id: &WorkshopId) -> Result<(), ApiError> {
    app.workshops
        .change(id, async |change| {
            let shut = change.workshop.writing.iter().filter(|(_, writing)| writing.shut);
            let boards: Vec<BoardId> = shut.map(|(board, _)| board.clone()).collect();
            go_on(app, change, &boards).await
        })
        .await
}

/// Lets everybody write on their sheets of these boards again.
async fn go_on(app: &App, change: &mut Change<'_>, boards: &[BoardId]) -> Result<(), ApiError> {
    for board in boards {
        change.workshop.shut_sheets(board, false)?;
    }
    change.commit(Vec::new()).await?;
    tell_sheets(app, &change.workshop, boards).await;
    Ok(())
}

/// Ends private writing on these boards: its notes are there for everybody when this answers.
///
/// # Errors
/// What is not under way, and what cannot be read or stored; then everybody goes on writing.
pub async fn reveal(app: &App, change: &mut Change<'_>, boards: &[BoardId]) -> Result<(), ApiError> {
    for board in boards {
        change.workshop.shut_sheets(board, true)?;
    }
    change.commit(Vec::new()).await?;
    tell_sheets(app, &change.workshop, boards).await;
    let drawn = draw(app, change, boards).await;
    if drawn.is_err() {
        change.workshop = Workshop::clone(&*app.workshops.get(&change.workshop.id).await?);
        go_on(app, change, boards).await?;
    }
    drawn
}

async fn draw(app: &App, change: &mut Change<'_>, boards: &[BoardId]) -> Result<(), ApiError> {
    let (mut errands, mut puts) = (Vec::new(), Vec::new());
    for board in boards {
        let ended = change.workshop.reveal(board)?;
        let read = read_sheets(app, &ended).await?;
        puts.extend(read.iter().map(|(_, sheet, _)| Put::set(format!("{PREFIX}{sheet}"), "")));
        let (there, _) = view(app, board).await?;
        let now_ms = app.agenda.now_ms();
        let edits = if ended.inbox {
            writing::passed_on(&there, &writing::waiting(&there, &sent(&read)), ended.anonymous, now_ms).0
        } else {
            let notes: Vec<_> = read.iter().map(|(owner, _, sheet)| (owner, &**sheet)).collect();
            writing::revealed(&there, &notes, ended.anonymous, now_ms, &mut secret::random)
        };
        if !edits.is_empty() {
            let errand = Errand::new(board.clone(), edits).map_err(|_| ApiError::unavailable())?;
            errands.push(errand);
        }
    }
    agenda::carry_out_with(app, change, errands, puts).await?;
    app.curtain.shown().retain(|board, _| !boards.contains(board));
    tracing::info!(workshop.id = %change.workshop.id, boards = boards.len(), "revealed");
    app.errands.notify_one();
    Ok(())
}

/// Who writes on a sheet, which, and what is on it.
pub type Read = (ParticipantId, BoardId, Arc<BoardView>);

/// All sheets of a board on which there is something.
///
/// # Errors
/// When one cannot be read.
pub async fn read_sheets(app: &App, writing: &Writing) -> Result<Vec<Read>, ApiError> {
    let mut read = Vec::new();
    for (owner, sheet) in &writing.sheets {
        if was_opened(app, &sheet.id).await? {
            read.push((owner.clone(), sheet.id.clone(), view(app, &sheet.id).await?.0));
        }
    }
    Ok(read)
}

/// The same for [`writing::waiting`].
pub fn sent(read: &[Read]) -> Vec<writing::Sent<'_>> {
    read.iter().map(|(owner, sheet, view)| writing::Sent { owner, sheet, view }).collect()
}

/// Tells the owners of the sheets of these boards what they may do there.
async fn tell_sheets(app: &App, workshop: &Workshop, boards: &[BoardId]) {
    for sheet in workshop.sheets().filter(|sheet| boards.contains(sheet.of)) {
        rights::tell(app, workshop, &sheet.entry.id, sheet.owner).await;
    }
}

/// A sheet that its owner never opened has nothing on it, and need not be loaded.
async fn was_opened(app: &App, sheet: &BoardId) -> Result<bool, ApiError> {
    Ok(app.hub.is_open(sheet) || app.store.head(sheet.as_str()).await?.seq > 0)
}

/// Removes the sheets that are to be removed; whether none is left.
pub async fn erase_sheets(app: &App) -> bool {
    let left = match app.store.list(PREFIX).await {
        Ok(left) => left,
        Err(error) => {
            tracing::error!(error = %error, "what is left to remove cannot be read");
            return false;
        }
    };
    let mut done = true;
    for (key, _) in left {
        let Some(Ok(sheet)) = key.strip_prefix(PREFIX).map(str::parse) else { continue };
        let erased = match app.hub.erase(&sheet).await {
            Ok(()) => app.store.delete(&key).await,
            Err(error) => Err(error),
        };
        if let Err(error) = erased {
            tracing::warn!(board.id = %sheet, error = %error, "a sheet is not removed yet; trying again");
            done = false;
        }
    }
    done
}
