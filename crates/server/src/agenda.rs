//! The programmes of all workshops: what time it is for them, when a phase leads on by itself, and telling everybody.
//!
//! A change is stored, then told to every open board of its workshop. Whoever opens a board asks for what is stored after
//! taking a seat (`http/sync.rs`), so nobody misses a change between the two.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use board::id::WorkshopId;
use store::Put;
use tokio::sync::Notify;
use workshop::{Progress, Step, Workshop};

use crate::app::App;
use crate::clock::Clock;
use crate::errand::Errand;
use crate::history;
use crate::http;
use crate::rights;
use crate::workshops::{Change, Error};

/// Between two tries while storing or reading fails.
const PAUSE_MS: u64 = 2_000;
/// How often a clock that is put forward is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// When what is due. The clock is the server's own, but for tests that put it forward.
#[derive(Debug)]
pub struct Agenda {
    clock: Clock,
    ahead_ms: AtomicU64,
    due: Mutex<BTreeMap<WorkshopId, u64>>,
    changed: Notify,
}

impl Agenda {
    /// Nothing is due.
    pub fn new(clock: Clock) -> Agenda {
        Agenda { clock, ahead_ms: AtomicU64::new(0), due: Mutex::default(), changed: Notify::new() }
    }

    /// Milliseconds since 1970.
    pub fn now_ms(&self) -> u64 {
        self.clock.now_ms() + self.ahead_ms.load(Ordering::Relaxed)
    }

    /// Remembers when this workshop goes on by itself, if it does.
    fn plan(&self, workshop: &Workshop) {
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        match workshop.leads_on_ms() {
            Some(at_ms) => due.insert(workshop.id.clone(), at_ms),
            None => due.remove(&workshop.id),
        };
        drop(due);
        self.changed.notify_one();
    }

    fn postpone(&self, id: &WorkshopId) {
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        due.insert(id.clone(), self.now_ms() + PAUSE_MS);
    }

    /// Resolves with the workshops whose time has come.
    async fn next(&self) -> Vec<WorkshopId> {
        loop {
            let (ready, next_ms) = {
                let due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
                let now_ms = self.now_ms();
                let ready = due.iter().filter(|(_, at_ms)| **at_ms <= now_ms);
                (ready.map(|(id, _)| id.clone()).collect::<Vec<_>>(), due.values().min().copied())
            };
            if !ready.is_empty() {
                return ready;
            }
            let ahead_ms = self.ahead_ms.load(Ordering::Relaxed);
            let sleep = async {
                match next_ms {
                    Some(at_ms) => {
                        tokio::time::sleep_until(self.clock.instant(at_ms.saturating_sub(ahead_ms))).await;
                    }
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = sleep => {}
                () = self.changed.notified() => {}
            }
        }
    }
}

/// Stores a change of a workshop's progress, puts on the boards what a phase begins with, and tells everybody, before
/// anybody else can change it.
///
/// # Errors
/// As [`Change::commit`].
pub async fn carry_out(app: &App, change: &mut Change<'_>) -> Result<(), Error> {
    carry_out_with(app, change, Vec::new(), Vec::new()).await
}

/// The same with edits of boards and writes that belong to the change: all or nothing.
///
/// # Errors
/// As [`Change::commit`].
pub async fn carry_out_with(
    app: &App,
    change: &mut Change<'_>,
    mut errands: Vec<(Errand, Put)>,
    mut puts: Vec<Put>,
) -> Result<(), Error> {
    let before = app.workshops.get(&change.workshop.id).await?;
    errands.extend(beginnings(app, &change.workshop, &before.progress).await);
    let (errands, errand_puts): (Vec<_>, Vec<_>) = errands.into_iter().unzip();
    puts.extend(errand_puts);
    change.commit(puts).await?;
    let workshop = &change.workshop;
    app.agenda.plan(workshop);
    app.curtain.note(workshop);
    if phase_of(&before.progress) != phase_of(&workshop.progress) {
        // Before anything of the next phase comes onto the boards.
        history::phase_ended(app, &before).await;
    }
    for errand in errands {
        // What cannot be written now is written as soon as it can be.
        if let Err(error) = errand.run(app).await {
            tracing::warn!(workshop.id = %workshop.id, error = %error, "a board does not have yet what it should");
        }
    }
    let mut others: BTreeSet<_> = before.frozen.symmetric_difference(&workshop.frozen).collect();
    let written = |of: &Workshop| of.writing.keys().cloned().collect::<BTreeSet<_>>();
    let (wrote, writes) = (written(&before), written(workshop));
    others.extend(wrote.symmetric_difference(&writes));
    // Whose sheet is none any more, or whose board is frozen.
    for sheet in before.sheets().chain(workshop.sheets()).filter(|sheet| others.contains(sheet.of)) {
        rights::tell(app, workshop, &sheet.entry.id, sheet.owner).await;
    }
    // Whoever was called to a board of others may read it only as long as that lasts.
    let (called_before, called) = (&before.progress.gathered, &workshop.progress.gathered);
    if called != called_before {
        others.extend([called_before, called].into_iter().flatten());
    }
    if before.roles != workshop.roles {
        others.extend(workshop.boards_and_sheets().map(|board| &board.id));
    }
    for board in others {
        let is_another = |id| before.role_of(id, board) != workshop.role_of(id, board);
        for person in workshop.participants.iter().filter(|person| is_another(&person.id)) {
            rights::tell(app, workshop, board, &person.id).await;
        }
    }
    // Another session may have other groups.
    rights::moved(app, &before, workshop).await;
    tell(app, workshop).await;
    Ok(())
}

/// Which phase is under way, and of which session.
fn phase_of(progress: &Progress) -> Option<(u32, u32)> {
    progress.running.as_ref().map(|running| (running.session, running.phase))
}

/// What goes on which boards because a phase begins: only where there is nothing yet.
async fn beginnings(app: &App, workshop: &Workshop, before: &Progress) -> Vec<(Errand, Put)> {
    let Some((running, phase)) = workshop.phase_now() else { return Vec::new() };
    let Some(beginning) = phase.begins_with.as_ref() else { return Vec::new() };
    if phase_of(before) == Some((running.session, running.phase)) {
        return Vec::new();
    }
    let mut errands = Vec::new();
    for board in workshop.boards_in(running.session, phase) {
        match http::beginning_of(app, workshop, board, beginning).await {
            Ok(edits) if edits.is_empty() => {}
            Ok(edits) => match Errand::new(board.id.clone(), edits) {
                Ok(errand) => errands.push(errand),
                Err(error) => {
                    tracing::error!(board.id = %board.id, error = %error, "a board does not begin with what it should");
                }
            },
            Err(error) => {
                tracing::warn!(board.id = %board.id, status = %error.status, "a board does not begin with what it should");
            }
        }
    }
    errands
}

/// Tells every open board of this workshop where it is in its programme.
async fn tell(app: &App, workshop: &Workshop) {
    let now_ms = app.agenda.now_ms();
    for board in workshop.boards_and_sheets().filter(|board| app.hub.is_open(&board.id)) {
        let text = http::told(workshop, now_ms, Some(&board.id)).to_string();
        app.hub.progress(&board.id, workshop.progress.turn, text).await;
    }
}

/// Goes on by itself where the programme says so; for as long as it is polled.
pub async fn conduct(app: &App) {
    let all = loop {
        match app.workshops.list().await {
            Ok(all) => break all,
            Err(error) => tracing::warn!(error = %error, "what is due cannot be read; trying again"),
        }
        tokio::time::sleep(Duration::from_millis(PAUSE_MS)).await;
    };
    for workshop in &all {
        app.agenda.plan(workshop);
        app.curtain.note(workshop);
    }
    loop {
        for id in app.agenda.next().await {
            if let Err(error) = lead_on(app, &id).await {
                tracing::warn!(workshop.id = %id, error = %error, "the next phase could not begin; trying again");
                app.agenda.postpone(&id);
            }
        }
    }
}

async fn lead_on(app: &App, id: &WorkshopId) -> Result<(), Error> {
    app.workshops
        .change(id, async |change| {
            let now_ms = app.agenda.now_ms();
            // Somebody may have been quicker.
            if change.workshop.leads_on_ms().is_none_or(|at_ms| at_ms > now_ms) {
                app.agenda.plan(&change.workshop);
                return Ok(());
            }
            if change.workshop.step(Step::Next, now_ms).is_err() {
                change.workshop.halt();
            }
            carry_out(app, change).await?;
            tracing::info!(workshop.id = %id, "the next phase began by itself");
            Ok(())
        })
        .await
}

/// For tests: the file says how many milliseconds the programmes' clock is ahead. Everybody hears of each change.
pub async fn follow_clock(app: Arc<App>, file: std::path::PathBuf) {
    loop {
        tokio::time::sleep(LOOK).await;
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let Ok(ahead_ms) = text.trim().parse() else { continue };
        if app.agenda.ahead_ms.swap(ahead_ms, Ordering::Relaxed) == ahead_ms {
            continue;
        }
        app.agenda.changed.notify_one();
        for workshop in app.workshops.list().await.unwrap_or_default() {
            let told = app.workshops.change(&workshop.id, async |change| {
                // Another turn: pages that have heard of this one listen to the time of day again.
                let called = change.workshop.progress.gathered.clone();
                if change.workshop.gather(called).is_ok() {
                    carry_out(&app, change).await?;
                }
                Ok::<_, Error>(())
            });
            if let Err(error) = told.await {
                tracing::warn!(error = %error, "the clock is ahead, and not everybody knows");
            }
        }
    }
}
