//! What was removed from a board, and taking back what one person did: for who conducts.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use board::deed::{Binned, Part, SERVER, undo as undo_of};
use board::id::{BoardId, ItemId, ParticipantId};
use serde::Deserialize;
use serde_json::{Value, json};
use workshop::Workshop;

use super::Shared;
use super::access::{Body, Caller, conducting, id};
use super::boards::{view, write};
use super::error::ApiError;
use super::history::looked_into;
use super::words;
use crate::app::App;
use crate::deeds::{self, MINUTES_MAX};
use crate::history::{self, Cause, Moment};

fn row(workshop: &Workshop, one: &Binned) -> Value {
    let what = match one.part {
        Part::Cluster(_) => "cluster",
        Part::Link(_) => "link",
        Part::Mark(_) => "mark",
        Part::Note(_) | Part::Reaction(_) | Part::Comment(_) => "note",
    };
    let staff = words::STAFF.says(workshop.language());
    let name = (one.who != SERVER).then(|| {
        let person = one.who.parse().ok().and_then(|id: ParticipantId| workshop.participant(&id));
        person.map_or(staff, |person| &person.name)
    });
    json!({ "id": one.id, "what": what, "words": one.part.words(), "at": one.at_ms, "by": name })
}

/// `GET /boards/{board}/bin`: what was removed and is not there, the latest first.
pub async fn bin(
    app: Shared,
    Caller(caller): Caller,
    Path(board): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let (board, workshop) = looked_into(&app, &caller, &board).await?;
    deeds::catch_up(&app, &board).await?;
    let (now, _) = view(&app, &board).await?;
    Ok(Json(app.deeds.bin(&board).await?.listed(&now).into_iter().map(|one| row(&workshop, one)).collect()))
}

/// `DELETE /boards/{board}/bin`: what was removed is gone for good; in versions it may still be.
pub async fn empty(
    app: Shared,
    Caller(caller): Caller,
    Path(board): Path<String>,
) -> Result<StatusCode, ApiError> {
    let (board, _) = looked_into(&app, &caller, &board).await?;
    deeds::catch_up(&app, &board).await?;
    let (now, _) = view(&app, &board).await?;
    app.deeds.empty(&board, &now).await?;
    tracing::info!(board.id = %board, "the bin was emptied");
    Ok(StatusCode::NO_CONTENT)
}

/// What is brought back.
#[derive(Deserialize)]
pub struct Wish {
    items: BTreeSet<ItemId>,
}

/// `POST /boards/{board}/bin/restore`: back in their places, as one change, with what hung on them.
pub async fn restore(
    app: Shared,
    Caller(caller): Caller,
    Path(board): Path<String>,
    Body(wish): Body<Wish>,
) -> Result<Json<Value>, ApiError> {
    let (board, _) = looked_into(&app, &caller, &board).await?;
    let (now, _) = view(&app, &board).await?;
    let edits = app.deeds.bin(&board).await?.restore(&now, &wish.items);
    write(&app, &board, edits).await?;
    let (now, _) = view(&app, &board).await?;
    let back = wish
        .items
        .iter()
        .filter(|id| now.has_end(id) || now.links.contains_key(*id) || now.marks.contains_key(*id));
    let back = back.count();
    tracing::info!(board.id = %board, restore.back = back, "restored from the bin");
    Ok(Json(json!({ "back": back })))
}

/// How far back.
#[derive(Deserialize)]
pub struct Span {
    minutes: u64,
}

/// `POST /workshops/{workshop}/participants/{participant}/undo`: what this person did in the last minutes, on every board, and
/// nothing that others did since. What was on a board before is a version of it.
pub async fn undo(
    app: Shared,
    Caller(caller): Caller,
    Path((workshop, participant)): Path<(String, String)>,
    Body(span): Body<Span>,
) -> Result<Json<Value>, ApiError> {
    let workshop = app.workshops.get(&id(&workshop)?).await?;
    conducting(&caller, &workshop)?;
    let participant: ParticipantId = id(&participant)?;
    workshop.participant(&participant).ok_or_else(ApiError::unknown)?;
    if !(1..=MINUTES_MAX).contains(&span.minutes) {
        return Err(ApiError::bad(words::UNDO_MINUTES.with("most", MINUTES_MAX)));
    }
    let since_ms = app.clock.now_ms().saturating_sub(span.minutes * 60_000);
    let mut boards = Vec::new();
    for board in &workshop.boards {
        if let Some(undone) = undo_on(&app, &workshop, &board.id, &participant, since_ms).await? {
            boards.push(undone);
        }
    }
    tracing::info!(workshop.id = %workshop.id, participant.id = %participant, minutes = span.minutes, boards = boards.len(), "what a person did was taken back");
    Ok(Json(json!({ "boards": boards })))
}

/// On one board; nothing if there is nothing to take back.
async fn undo_on(
    app: &App,
    workshop: &Workshop,
    board: &BoardId,
    participant: &ParticipantId,
    since_ms: u64,
) -> Result<Option<Value>, ApiError> {
    deeds::catch_up(app, board).await?;
    let deeds = app.deeds.since(board, since_ms).await?;
    let is_theirs = |who: &str| who == participant.as_str();
    if !deeds.iter().any(|deed| deed.at_ms >= since_ms && is_theirs(&deed.who)) {
        return Ok(None);
    }
    let (now, _) = view(app, board).await?;
    let undoing = undo_of(&deeds, participant.as_str(), since_ms, &now);
    let mut before = None;
    if !undoing.edits.is_empty() {
        let session = workshop.session_now;
        let moment = Moment { at_ms: app.agenda.now_ms(), cause: Cause::BeforeRestore, name: None, session };
        before = history::keep_now(app, board, moment).await?;
        write(app, board, undoing.edits).await?;
    }
    Ok(Some(json!({
        "board": board, "before": before.map(|version| version.id), "items": undoing.items,
        "gone": undoing.gone, "back": undoing.back, "changed": undoing.changed,
        "opinions": undoing.opinions, "kept": undoing.kept,
    })))
}
