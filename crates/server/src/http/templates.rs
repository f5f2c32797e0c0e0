//! Templates of a workshop: a board's clusters, notes and links under a name, to begin other boards with.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use board::id::{BoardId, WorkshopId};
use store::Put;
use workshop::template::Content;
use workshop::{Template, TemplateError};

use super::Shared;
use super::access::{Body, Caller, conducting, id};
use super::boards::view;
use super::error::ApiError;
use super::words;
use crate::app::App;
use crate::secret;

/// A board to be saved under a name, or something that was made elsewhere.
#[derive(Deserialize)]
pub struct Wish {
    board: Option<BoardId>,
    content: Option<Content>,
    title: String,
    #[serde(default)]
    notes: bool,
}

/// The part of the keys that is alike for a workshop's templates.
fn prefix(workshop: &WorkshopId) -> String {
    format!("template/{workshop}/")
}

fn entry(template: &str, kept: &Template) -> Value {
    json!({ "template": template, "title": kept.title, "at": kept.at_ms, "content": kept.content })
}

/// Every template of a workshop with its id, the earliest first; one that cannot be read is left out.
async fn kept(app: &App, workshop: &WorkshopId) -> Result<Vec<(String, Template)>, ApiError> {
    let prefix = prefix(workshop);
    let read = |(key, entry): (String, store::Entry)| match serde_json::from_slice::<Template>(&entry.value) {
        Ok(kept) => Some((key.strip_prefix(&prefix)?.to_owned(), kept)),
        Err(error) => {
            tracing::error!(key, error = %error, "a template cannot be read");
            None
        }
    };
    Ok(app.store.list(&prefix).await?.into_iter().filter_map(read).collect())
}

/// The template of that id, if the workshop still has it.
pub async fn one(app: &App, workshop: &WorkshopId, template: &str) -> Result<Option<Template>, ApiError> {
    let Some(entry) = app.store.get(&format!("{}{template}", prefix(workshop))).await? else {
        return Ok(None);
    };
    match serde_json::from_slice(&entry.value) {
        Ok(kept) => Ok(Some(kept)),
        Err(error) => {
            tracing::error!(template, error = %error, "a template cannot be read");
            Ok(None)
        }
    }
}

/// `GET /workshops/{workshop}/templates`: for whoever is in the workshop, the latest first.
pub async fn list(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let wanted: WorkshopId = id(&workshop)?;
    if caller.person().is_none_or(|person| person.workshop != wanted) {
        return Err(ApiError::forbidden());
    }
    let workshop = app.workshops.get(&wanted).await?;
    let waits =
        |person: &crate::auth::Person| workshop.participant(&person.id).is_some_and(|one| one.waiting);
    if caller.person().is_some_and(waits) {
        return Err(ApiError::forbidden());
    }
    let templates = kept(&app, &wanted).await?;
    let rows: Vec<_> = templates.iter().rev().map(|(template, kept)| entry(template, kept)).collect();
    Ok(Json(json!({ "templates": rows })))
}

/// `POST /workshops/{workshop}/templates`.
pub async fn save(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
    Body(wish): Body<Wish>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let wanted: WorkshopId = id(&workshop)?;
    if caller.person().is_none_or(|person| person.workshop != wanted) {
        return Err(ApiError::forbidden());
    }
    // One at a time, so that two do not both take the last place.
    let (template, made) = app
        .workshops
        .change(&wanted, async |change| {
            conducting(&caller, &change.workshop)?;
            if app.store.list(&prefix(&wanted)).await?.len() >= app.limits.templates_per_workshop {
                return Err(too_many(app.limits.templates_per_workshop));
            }
            let at_ms = app.clock.now_ms();
            let made = match (wish.board, wish.content) {
                (Some(board), _) => {
                    change.workshop.board(&board).ok_or_else(ApiError::unknown)?;
                    let (view, _) = view(&app, &board).await?;
                    Template::of(&view, &wish.title, wish.notes, at_ms)
                }
                (None, content) => Template::made_of(content.unwrap_or_default(), &wish.title, at_ms),
            };
            let made = made.map_err(refused)?;
            let record = serde_json::to_vec(&made).map_err(|_| ApiError::unavailable())?;
            if record.len() > app.limits.template_bytes {
                return Err(too_large(wish.notes));
            }
            // Ids sort by time.
            let template = format!("{at_ms:013}{:09}", secret::random() % 1_000_000_000);
            let key = format!("{}{template}", prefix(&wanted));
            app.store.commit(vec![Put::set_if(key, 0, record)]).await?;
            Ok((template, made))
        })
        .await?;
    tracing::info!(workshop.id = %wanted, template.id = template, by = caller.kind(), "a template was saved");
    Ok((StatusCode::CREATED, Json(entry(&template, &made))))
}

/// `DELETE /workshops/{workshop}/templates/{template}`.
pub async fn remove(
    app: Shared,
    Caller(caller): Caller,
    Path((workshop, template)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    let wanted: WorkshopId = id(&workshop)?;
    if caller.person().is_none_or(|person| person.workshop != wanted) {
        return Err(ApiError::forbidden());
    }
    if template.len() != 22 || !template.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ApiError::unknown());
    }
    app.workshops
        .change(&wanted, async |change| {
            conducting(&caller, &change.workshop)?;
            let key = format!("{}{template}", prefix(&wanted));
            app.store.get(&key).await?.ok_or_else(ApiError::unknown)?;
            Ok::<_, ApiError>(app.store.commit(vec![Put::delete(key)]).await?)
        })
        .await?;
    tracing::info!(workshop.id = %wanted, template.id = template, by = caller.kind(), "a template was removed");
    Ok(StatusCode::NO_CONTENT)
}

fn too_many(most: usize) -> ApiError {
    ApiError::new(StatusCode::CONFLICT, "full", words::TEMPLATES_MOST.with("most", most))
}

fn too_large(notes: bool) -> ApiError {
    let remedy = if notes { &words::TEMPLATE_LARGE_NOTES } else { &words::TEMPLATE_LARGE_BOARD };
    ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "too_large", words::TEMPLATE_LARGE.with("remedy", remedy))
}

fn refused(error: TemplateError) -> ApiError {
    ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", error.text().sentence())
}
