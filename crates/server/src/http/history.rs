//! A board as it was: its versions, what is different between two of them, and bringing back what was there.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use board::edit::Edit;
use board::history::{Changes, Respect, restore as edits_of};
use board::id::{BoardId, ItemId};
use serde::Deserialize;
use serde_json::{Value, json};
use workshop::{BoardEntry, Workshop, beginning};

use super::Shared;
use super::access::{Body, Caller, conducting, id};
use super::boards::{open, view, write};
use super::error::ApiError;
use super::state::{packed as as_packed, plain, takes_gzip};
use super::words;
use crate::app::App;
use crate::auth::Principal;
use crate::gzip;
use crate::history::{self, Cause, Error, KEPT_MAX, Moment, NAME_CHARS_MAX, Version};

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        match error {
            Error::Store(error) => error.into(),
            Error::Many => {
                Self::new(StatusCode::CONFLICT, "full", words::VERSIONS_MOST.with("count", KEPT_MAX))
            }
            Error::Io(_) | Error::Board(_) => {
                tracing::error!(error = %error, "a version cannot be read or made");
                Self::unavailable()
            }
        }
    }
}

/// A board whose history the caller may see: who conducts sees what was on every board that is not somebody's own sheet.
pub async fn looked_into(
    app: &App,
    caller: &Principal,
    board: &str,
) -> Result<(BoardId, Arc<Workshop>), ApiError> {
    let board: BoardId = id(board)?;
    let workshop = app.workshops.of_board(&board).await?;
    conducting(caller, &workshop)?;
    workshop.board(&board).ok_or_else(ApiError::unknown)?;
    Ok((board, workshop))
}

async fn found(app: &App, board: &BoardId, version: &str) -> Result<Version, ApiError> {
    app.history.find(board, version).await?.ok_or_else(ApiError::unknown)
}

fn row(version: &Version) -> Value {
    json!({
        "version": version.id, "at": version.at_ms, "cause": version.cause, "name": version.name,
        "session": version.session,
    })
}

/// `GET /boards/{id}/versions`: the latest first.
pub async fn list(
    app: Shared,
    Caller(caller): Caller,
    Path(board): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let (board, _) = looked_into(&app, &caller, &board).await?;
    Ok(Json(app.history.list(&board).await?.iter().rev().map(row).collect()))
}

/// A name.
#[derive(Deserialize)]
pub struct Naming {
    name: String,
}

impl Naming {
    fn tidy(&self) -> Result<String, ApiError> {
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() || name.chars().count() > NAME_CHARS_MAX {
            return Err(ApiError::bad(words::VERSION_NAME.with("most", NAME_CHARS_MAX)));
        }
        Ok(name)
    }
}

/// `POST /boards/{id}/versions`: the board as it is now, under a name.
pub async fn name(
    app: Shared,
    Caller(caller): Caller,
    Path(board): Path<String>,
    Body(naming): Body<Naming>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let (board, workshop) = looked_into(&app, &caller, &board).await?;
    let name = Some(naming.tidy()?);
    let moment =
        Moment { at_ms: app.agenda.now_ms(), cause: Cause::Named, name, session: workshop.session_now };
    let kept = history::keep_now(&app, &board, moment).await?.ok_or_else(ApiError::unavailable)?;
    Ok((StatusCode::CREATED, Json(row(&kept))))
}

/// `PATCH /boards/{id}/versions/{version}`: another name.
pub async fn rename(
    app: Shared,
    Caller(caller): Caller,
    Path((board, version)): Path<(String, String)>,
    Body(naming): Body<Naming>,
) -> Result<Json<Value>, ApiError> {
    let (board, _) = looked_into(&app, &caller, &board).await?;
    let renamed = app.history.rename(&board, &version, &naming.tidy()?).await?;
    Ok(Json(row(&renamed.ok_or_else(ApiError::unknown)?)))
}

/// `DELETE /boards/{id}/versions/{version}`: what was in it alone is gone for good.
pub async fn remove(
    app: Shared,
    Caller(caller): Caller,
    Path((board, version)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    let (board, _) = looked_into(&app, &caller, &board).await?;
    let is_gone = app.history.remove(&board, &version).await?;
    if is_gone { Ok(StatusCode::NO_CONTENT) } else { Err(ApiError::unknown()) }
}

/// `GET /boards/{id}/versions/{version}/state`: the board as it was, as one Yjs update (V1).
pub async fn state(
    app: Shared,
    Caller(caller): Caller,
    Path((board, version)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let (board, _) = looked_into(&app, &caller, &board).await?;
    let packed = app.history.packed(&board, &found(&app, &board, &version).await?).await?;
    if takes_gzip(&headers) {
        return Ok(as_packed(packed));
    }
    Ok(plain(gzip::unpack(&packed).map_err(Error::from)?))
}

/// The other of two versions; without one the board as it is.
#[derive(Deserialize)]
pub struct Until {
    to: Option<String>,
}

/// `GET /boards/{id}/versions/{version}/changes`: what has happened since.
pub async fn changes(
    app: Shared,
    Caller(caller): Caller,
    Path((board, version)): Path<(String, String)>,
    Query(until): Query<Until>,
) -> Result<Json<Changes>, ApiError> {
    let (board, _) = looked_into(&app, &caller, &board).await?;
    let before = app.history.view(&board, &found(&app, &board, &version).await?).await?;
    let changes = match until.to {
        Some(to) => {
            let after = app.history.view(&board, &found(&app, &board, &to).await?).await?;
            Changes::between(&before, &after)
        }
        None => Changes::between(&before, &view(&app, &board).await?.0),
    };
    Ok(Json(changes))
}

/// What is brought back; without ids all of it.
#[derive(Deserialize)]
pub struct Wish {
    items: Option<BTreeSet<ItemId>>,
}

/// `POST /boards/{id}/versions/{version}/restore`: in place, as one change. What was there is a version first.
pub async fn restore(
    app: Shared,
    Caller(caller): Caller,
    Path((board, version)): Path<(String, String)>,
    Body(wish): Body<Wish>,
) -> Result<Json<Value>, ApiError> {
    let (board, workshop) = looked_into(&app, &caller, &board).await?;
    let then = app.history.view(&board, &found(&app, &board, &version).await?).await?;
    let session = workshop.session_now;
    let moment = Moment { at_ms: app.agenda.now_ms(), cause: Cause::BeforeRestore, name: None, session };
    let before = history::keep_now(&app, &board, moment).await?.ok_or_else(ApiError::unavailable)?;
    let edits = edits_of(&view(&app, &board).await?.0, &then, wish.items.as_ref());
    let is_back = |edit: &&Edit| matches!(edit, Edit::Put { .. } | Edit::PutMark { .. });
    let is_gone = |edit: &&Edit| matches!(edit, Edit::Delete { .. } | Edit::DropMark { .. });
    let (back, gone) = (edits.iter().filter(is_back).count(), edits.iter().filter(is_gone).count());
    write(&app, &board, edits).await?;
    tracing::info!(board.id = %board, version.id = version, restore.back = back, restore.gone = gone, "restored");
    Ok(Json(json!({ "before": before.id, "back": back, "gone": gone })))
}

/// What stood on the place of a board when the session before ended, and where that is kept.
async fn last_time(
    app: &App,
    workshop: &Workshop,
    board: &BoardEntry,
) -> Result<Option<(u32, Option<BoardId>, board::view::BoardView)>, ApiError> {
    let (of, session) = match (board.session, workshop.board_before(board)) {
        (Some(_), None) => return Ok(None),
        (_, Some(before)) => (before, before.session.unwrap_or_default()),
        (None, None) => (board, workshop.session_now.saturating_sub(1)),
    };
    let versions = app.history.list(&of.id).await?;
    let then = match versions.iter().rev().find(|version| version.session <= session) {
        Some(version) => (version.session, app.history.view(&of.id, version).await?),
        // One board for all sessions was empty before the first version; another one is as it was left.
        None if of.id == board.id => return Ok(None),
        None => (session, (*view(app, &of.id).await?.0).clone()),
    };
    let (session, then) = then;
    Ok(Some(if of.id == board.id {
        (session, None, then)
    } else {
        (session, Some(of.id.clone()), beginning::as_carried(of, &then))
    }))
}

/// `GET /boards/{id}/since`: what is new, another or gone since the session before, for whoever may look at the board. Where things
/// only lie elsewhere, nothing is told.
pub async fn since(
    app: Shared,
    Caller(caller): Caller,
    Path(board): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let opened = open(&app, &caller, &board).await?;
    // On one's own sheet nothing is from before.
    let is_sheet = opened.workshop.board(&opened.board.id).is_none();
    let last = if is_sheet { None } else { last_time(&app, &opened.workshop, &opened.board).await? };
    let Some((session, of, then)) = last else { return Ok(Json(json!({ "since": null }))) };
    let (now, _) = view(&app, &opened.board.id).await?;
    let is_fresh = of.is_some() && !then.notes.keys().chain(then.clusters.keys()).any(|id| now.has_end(id));
    let mut changes = Changes::between(&then, &now);
    changes.changed.retain(|one| one.respects.iter().any(|respect| *respect != Respect::Place));
    if is_fresh {
        changes.removed.clear();
    }
    let of_session = opened.workshop.sessions.iter().find(|one| one.number == session);
    Ok(Json(json!({
        "since": {
            "session": session, "title": of_session.map(|one| &one.title), "date": of_session.map(|one| &one.date),
            "board": of, "notes": then.notes.len(),
        },
        "fresh": is_fresh, "added": changes.added, "changed": changes.changed, "removed": changes.removed,
    })))
}
