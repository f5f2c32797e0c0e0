//! What of a workshop is public: kept with it, and taken back by who conducts.

use std::sync::Arc;

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use board::id::{BoardId, WorkshopId};
use serde::Deserialize;
use serde_json::{Value, json};
use store::Put;
use workshop::publication::{Link, Shown};
use workshop::{BoardKind, Publication, Workshop};

use super::Shared;
use super::access::{Body, Caller};
use super::boards::view;
use super::error::ApiError;
use super::keepsake::opened;
use super::words;
use crate::app::App;
use crate::secret::{self, Token};

/// What is to be public, and the version it is decided over: 0 publishes, what is public already is changed.
#[derive(Deserialize)]
pub struct Wish {
    version: u64,
    #[serde(flatten)]
    shown: Shown,
}

/// What is behind a link.
pub enum Behind {
    /// A page that is public.
    Page { workshop: Arc<Workshop>, publication: Publication, version: u64 },
    /// One that was.
    Gone,
    /// Nothing, ever.
    Nothing,
}

/// Stands in a link's record when its page was taken back.
pub const TAKEN_BACK: &[u8] = b"gone";

fn key(workshop: &WorkshopId) -> String {
    format!("publication/{workshop}")
}

/// Links are looked up by their hash, so that the time it takes says nothing about a near miss.
fn link_key(link: &Link) -> String {
    format!("page/{}", Token::shown(link.as_str()).hash().hex())
}

/// What is public of a workshop, with its version.
pub async fn kept(app: &App, workshop: &WorkshopId) -> Result<Option<(Publication, u64)>, ApiError> {
    let key = key(workshop);
    let Some(entry) = app.store.get(&key).await? else { return Ok(None) };
    match serde_json::from_slice(&entry.value) {
        Ok(publication) => Ok(Some((publication, entry.version))),
        Err(error) => {
            tracing::error!(key, error = %error, "what is public cannot be read");
            Err(ApiError::unavailable())
        }
    }
}

/// What this link leads to.
pub async fn behind(app: &App, link: &str) -> Result<Behind, ApiError> {
    let Ok(link) = link.parse::<Link>() else { return Ok(Behind::Nothing) };
    let Some(entry) = app.store.get(&link_key(&link)).await? else { return Ok(Behind::Nothing) };
    let Some(workshop) = std::str::from_utf8(&entry.value).ok().and_then(|text| text.parse().ok()) else {
        return Ok(Behind::Gone);
    };
    // The record of the workshop decides: the link of a page that was taken back while another was made leads nowhere.
    match kept(app, &workshop).await? {
        Some((publication, version)) if publication.link == link => {
            let workshop = app.workshops.get(&workshop).await?;
            Ok(Behind::Page { workshop, publication, version })
        }
        _ => Ok(Behind::Gone),
    }
}

/// `GET /workshops/{workshop}/publication`.
pub async fn show(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let workshop = opened(&app, &caller, &workshop).await?;
    match kept(&app, &workshop.id).await? {
        Some((publication, version)) => Ok(Json(told(&app, &publication, version))),
        None => {
            let shown = suggested(&app, &workshop).await?;
            Ok(Json(json!({ "version": 0, "url": null, "at": null, "shown": shown })))
        }
    }
}

/// `PUT /workshops/{workshop}/publication`.
pub async fn save(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
    Body(Wish { version, shown }): Body<Wish>,
) -> Result<Json<Value>, ApiError> {
    let workshop = opened(&app, &caller, &workshop).await?;
    let shown = shown.of(&workshop)?;
    let before = kept(&app, &workshop.id).await?;
    if before.as_ref().map_or(0, |(_, version)| *version) != version {
        return Err(crossed());
    }
    let is_new = before.is_none();
    let publication = match before {
        Some((before, _)) => Publication { shown, ..before },
        None => Publication { link: Link::from_random(secret::random()), at_ms: app.clock.now_ms(), shown },
    };
    let record = serde_json::to_vec(&publication).map_err(|_| ApiError::unavailable())?;
    let mut puts = vec![Put::set_if(key(&workshop.id), version, record)];
    if is_new {
        puts.push(Put::set_if(link_key(&publication.link), 0, workshop.id.to_string()));
    }
    match app.store.commit(puts).await {
        Ok(()) => {}
        Err(store::Error::Conflict { .. }) => return Err(crossed()),
        Err(error) => return Err(error.into()),
    }
    tracing::info!(workshop.id = %workshop.id, by = caller.kind(), is_new, "what is public was decided");
    Ok(Json(told(&app, &publication, version + 1)))
}

/// `DELETE /workshops/{workshop}/publication`: nothing is public any more, whoever has the link.
pub async fn remove(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
) -> Result<StatusCode, ApiError> {
    let workshop = opened(&app, &caller, &workshop).await?;
    if let Some((publication, _)) = kept(&app, &workshop.id).await? {
        let link = Put::set(link_key(&publication.link), TAKEN_BACK);
        app.store.commit(vec![Put::delete(key(&workshop.id)), link]).await?;
        app.shelf.forget(publication.link.as_str());
        tracing::info!(workshop.id = %workshop.id, by = caller.kind(), "what was public was taken back");
    }
    Ok(StatusCode::NO_CONTENT)
}

fn crossed() -> ApiError {
    ApiError::new(StatusCode::CONFLICT, "crossed", &words::PAGE_CROSSED)
}

fn told(app: &App, publication: &Publication, version: u64) -> Value {
    json!({
        "version": version,
        "url": app.page_url(&publication.link),
        "at": publication.at_ms,
        "shown": publication.shown,
    })
}

/// What is offered where nobody has chosen: the boards a handbook would be made of, and nobody's name.
async fn suggested(app: &App, workshop: &Workshop) -> Result<Shown, ApiError> {
    let mut boards: Vec<BoardId> = Vec::new();
    for kind in [BoardKind::Canvas, BoardKind::Plenary, BoardKind::Group] {
        for board in workshop.boards.iter().filter(|board| board.kind == kind) {
            let (view, _) = view(app, &board.id).await?;
            if !view.notes.is_empty() {
                boards.push(board.id.clone());
            }
        }
        if !boards.is_empty() {
            break;
        }
    }
    Ok(Shown { boards, names: false, poster: true, handbook: true })
}
