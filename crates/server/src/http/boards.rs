//! One board: what it is, and who wrote on it.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Json;
use axum::extract::Path;
use serde_json::{Value, json};

use board::edit::Edit;
use board::id::BoardId;
use board::role::Role;
use board::view::BoardView;
use room::{Reply, Verb};
use workshop::{BoardEntry, Workshop};

use super::Shared;
use super::access::{Caller, id};
use super::error::ApiError;
use super::words;
use super::workshops::entry;
use crate::app::App;
use crate::auth::Principal;

/// A board the caller may open.
pub struct Opened {
    /// Its workshop.
    pub workshop: Arc<Workshop>,
    /// Which board.
    pub board: BoardEntry,
    /// What the caller is on it.
    pub role: Role,
}

/// Finds a board and the caller's role on it.
pub async fn open(app: &App, caller: &Principal, board: &str) -> Result<Opened, ApiError> {
    let board: BoardId = id(board)?;
    let workshop = app.workshops.of_board(&board).await?;
    let role = caller.role(&workshop, &board).ok_or_else(ApiError::forbidden)?;
    let board = workshop.board_or_sheet(&board).cloned().ok_or_else(ApiError::unknown)?;
    Ok(Opened { workshop, board, role })
}

/// A board's durable content, and the sequence number it has.
pub async fn view(app: &App, board: &BoardId) -> Result<(Arc<BoardView>, u64), ApiError> {
    match app.hub.ask(board, Verb::View).await? {
        Reply::View { view, seq } => Ok((view, seq)),
        Reply::Failed(error) => Err(error.into()),
        _ => Err(ApiError::unavailable()),
    }
}

/// Changes a board, as one change that everybody sees.
pub async fn write(app: &App, board: &BoardId, edits: Vec<Edit>) -> Result<(), ApiError> {
    if edits.is_empty() {
        return Ok(());
    }
    match app.hub.ask(board, Verb::Edit { edits, puts: Vec::new() }).await? {
        Reply::Edited { .. } => Ok(()),
        Reply::Failed(error) => Err(error.into()),
        _ => Err(ApiError::unavailable()),
    }
}

/// `GET /boards/{id}`.
pub async fn show(
    app: Shared,
    Caller(caller): Caller,
    Path(board): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let opened = open(&app, &caller, &board).await?;
    let session =
        opened.workshop.sessions.iter().find(|session| Some(session.number) == opened.board.session);
    let mut body = entry(&opened.board, Some(opened.role));
    body["workshop"] = json!(opened.workshop.id);
    body["workshop_title"] = json!(opened.workshop.title);
    body["language"] = json!(opened.workshop.language);
    body["progress"] = super::told(&opened.workshop, app.agenda.now_ms(), Some(&opened.board.id));
    if let Some(sheet) = opened.workshop.sheet(&opened.board.id) {
        body["of"] = json!(sheet.of);
    }
    body["session_title"] = json!(session.map(|session| &session.title).filter(|title| !title.is_empty()));
    Ok(Json(body))
}

/// `GET /boards/{id}/people`: the names behind the ids of who wrote, commented or reacted there, and of nobody else.
pub async fn people(
    app: Shared,
    Caller(caller): Caller,
    Path(board): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let opened = open(&app, &caller, &board).await?;
    let (view, _) = view(&app, &opened.board.id).await?;
    let writers = view.notes.values().filter_map(|note| note.author.as_deref());
    let talkers = view.comments.values().filter_map(|comment| comment.author.as_deref());
    let reactors = view.reactions.values().map(|one| one.author.as_str());
    let ids: BTreeSet<&str> = writers.chain(talkers).chain(reactors).collect();
    let staff = words::STAFF.says(opened.workshop.language());
    let name = |id: &str| match id.parse() {
        Ok(id) => opened.workshop.participant(&id).map_or(staff, |person| &person.name),
        Err(_) => staff,
    };
    let people: Vec<_> = ids.into_iter().map(|id| json!({"participant": id, "name": name(id)})).collect();
    Ok(Json(json!({"people": people})))
}
