//! What who may only add notes has sent to a board, and passing it on: for who conducts.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::Path;
use board::id::{BoardId, ItemId};
use serde::Deserialize;
use serde_json::{Value, json};
use workshop::Workshop;
use workshop::writing::{self, Waiting};

use super::Shared;
use super::access::{Body, Caller, conducting, id};
use super::boards::{view, write};
use super::error::ApiError;
use crate::curtain::{read_sheets, sent};

/// The writing of a board that is an inbox; nobody is told whether there is another one.
fn inbox<'a>(workshop: &'a Workshop, board: &BoardId) -> Result<&'a workshop::Writing, ApiError> {
    workshop.writing.get(board).filter(|writing| writing.inbox).ok_or_else(ApiError::unknown)
}

/// `GET /boards/{board}/inbox`: what waits, the earliest first.
pub async fn list(
    app: Shared,
    Caller(caller): Caller,
    Path(board): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let board: BoardId = id(&board)?;
    let workshop = app.workshops.of_board(&board).await?;
    conducting(&caller, &workshop)?;
    let writing = inbox(&workshop, &board)?;
    let read = read_sheets(&app, writing).await?;
    let (there, _) = view(&app, &board).await?;
    let row = |one: &Waiting<'_>| {
        let name = workshop.participant(one.owner).filter(|_| !writing.anonymous).map(|person| &person.name);
        json!({
            "id": one.id, "text": one.note.text, "color": one.note.color, "tags": one.note.tags,
            "image": one.note.image, "at": one.note.at, "by": name,
        })
    };
    Ok(Json(writing::waiting(&there, &sent(&read)).iter().map(row).collect()))
}

/// What is passed on; without ids all there is.
#[derive(Deserialize)]
pub struct Wish {
    items: Option<BTreeSet<ItemId>>,
}

/// `POST /boards/{board}/inbox`: onto the board, as one change. On their writers' pages they stay, and change no more.
pub async fn pass(
    app: Shared,
    Caller(caller): Caller,
    Path(board): Path<String>,
    Body(wish): Body<Wish>,
) -> Result<Json<Value>, ApiError> {
    let board: BoardId = id(&board)?;
    let of = app.workshops.of_board(&board).await?.id.clone();
    // Nobody ends it meanwhile.
    let passed = app
        .workshops
        .change(&of, async |change| {
            conducting(&caller, &change.workshop)?;
            let writing = inbox(&change.workshop, &board)?;
            let read = read_sheets(&app, writing).await?;
            let (there, _) = view(&app, &board).await?;
            let mut waiting = writing::waiting(&there, &sent(&read));
            waiting.retain(|one| wish.items.as_ref().is_none_or(|items| items.contains(&one.id)));
            let (edits, marks) =
                writing::passed_on(&there, &waiting, writing.anonymous, app.agenda.now_ms());
            let passed = edits.len();
            write(&app, &board, edits).await?;
            for (sheet, edits) in marks {
                // It is on the board: there it counts as passed on, whatever its sheet says.
                if let Err(error) = write(&app, &sheet, edits).await {
                    tracing::warn!(board.id = %sheet, status = %error.status, "a sheet does not say what was passed on");
                }
            }
            Ok::<_, ApiError>(passed)
        })
        .await?;
    tracing::info!(board.id = %board, inbox.passed = passed, "passed on");
    Ok(Json(json!({ "passed": passed })))
}
