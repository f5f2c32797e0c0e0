//! A workshop's content from tables.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest, Path, Request};
use axum::http::StatusCode;
use bytes::Bytes;
use serde_json::{Value, json};

use board::id::{BoardId, WorkshopId};
use room::{Reply, VerbError};
use workshop::BoardKind;
use workshop::import::{self, Files};

use super::Shared;
use super::access::{Caller, facilitated};
use super::boards::view;
use super::error::ApiError;
use super::words;
use crate::app::App;
use crate::errand::Errand;
use crate::rights;
use crate::secret;

const PARTS: [&str; 4] = ["notes", "links", "agenda", "rooms"];
/// Rows named in an answer; a file of another kind would name all of its.
const ROWS_MAX: usize = 200;

/// `POST /workshops/{id}/import`.
pub async fn import(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
    request: Request,
) -> Result<Json<Value>, ApiError> {
    let wanted = facilitated(&caller, &workshop)?;
    let parts = read(Multipart::from_request(request, &()).await.map_err(|_| no_form())?).await?;
    if parts.is_empty() {
        return Err(no_form());
    }
    let file = |name: &str| parts.get(name).map(Bytes::as_ref);
    let files =
        Files { notes: file("notes"), links: file("links"), agenda: file("agenda"), rooms: file("rooms") };
    carry_out(&app, &wanted, files).await.map(Json)
}

fn no_form() -> ApiError {
    ApiError::bad(&words::NO_FORM)
}

async fn read(mut form: Multipart) -> Result<BTreeMap<&'static str, Bytes>, ApiError> {
    let refused = |error: MultipartError| {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            return ApiError::too_large();
        }
        // The form was announced with its boundary; only its end can be missing.
        tracing::info!(error = %error.body_text(), "a form was not read to its end");
        ApiError::cut()
    };
    let mut parts = BTreeMap::new();
    while let Some(field) = form.next_field().await.map_err(refused)? {
        let Some(part) = PARTS.into_iter().find(|part| field.name() == Some(part)) else { continue };
        parts.insert(part, field.bytes().await.map_err(refused)?);
    }
    Ok(parts)
}

/// Imports files into a workshop: everything is checked before anything is written.
pub async fn carry_out(app: &App, workshop: &WorkshopId, files: Files<'_>) -> Result<Value, ApiError> {
    app.workshops
        .change(workshop, async |change| {
            // New notes go below what is there.
            let mut bottoms: BTreeMap<BoardId, f64> = BTreeMap::new();
            for board in change.workshop.boards.iter().filter(|board| board.kind == BoardKind::Group) {
                let (view, _) = view(app, &board.id).await?;
                bottoms.insert(board.id.clone(), view.bounds().map_or(f64::MIN, |bounds| bounds[3]));
            }
            let bottom = |board: &BoardId| bottoms.get(board).copied().unwrap_or(f64::MIN);
            let limits = app.limits.workshop();
            let now_ms = app.clock.now_ms();
            let plan = import::plan(&change.workshop, files, &limits, &bottom, &mut secret::random, now_ms)
                .map_err(wrong_rows)?;
            change.workshop = plan.workshop;
            let errands: Result<Vec<_>, _> =
                plan.edits.into_iter().map(|(board, edits)| Errand::new(board, edits)).collect();
            let (errands, puts): (Vec<_>, Vec<_>) = errands
                .map_err(|error| {
                    tracing::error!(error = %error, "an import cannot be written down");
                    ApiError::unavailable()
                })?
                .into_iter()
                .unzip();
            // From here on all of it comes in, whatever happens.
            rights::settle(app, change, puts).await?;
            for errand in errands {
                match errand.run(app).await {
                    Ok(Reply::Edited { .. }) => {}
                    Ok(Reply::Failed(VerbError::Refused(reason))) => {
                        return Err(VerbError::Refused(reason).into());
                    }
                    _ => return Err(not_yet()),
                }
            }
            tracing::info!(workshop.id = %workshop, import.notes = plan.report.notes, "imported");
            Ok(json!(plan.report))
        })
        .await
}

fn not_yet() -> ApiError {
    ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "not_yet", &words::IMPORT_NOT_YET)
}

pub(super) fn wrong_rows(mut rows: Vec<board::format::csv::RowError>) -> ApiError {
    let count = rows.len();
    rows.truncate(ROWS_MAX);
    let first = rows.first().map(|row| {
        words::ROW.with("file", row.file.as_str()).with("line", row.line).with("reason", row.reason.clone())
    });
    ApiError::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "wrong_rows",
        words::WRONG_ROWS
            .with("count", count)
            .with("first", first.map_or_else(|| board::words::Value::from(""), Into::into)),
    )
    .with_rows(rows)
}
