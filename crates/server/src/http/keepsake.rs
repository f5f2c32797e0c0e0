//! What a workshop takes home, a handbook or a manifesto: what was chosen about it is kept beside the workshop, saved only
//! over the version it was made of, and its files answer with a tag of everything in them.

use std::sync::Arc;

use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use board::id::WorkshopId;
use board::words::Words;
use publish::document::TooMuch;
use serde::Serialize;
use serde::de::DeserializeOwned;
use workshop::Workshop;

use super::access::{conducting, id};
use super::error::ApiError;
use crate::app::App;
use crate::auth::Principal;

/// Opened by itself it is a page to read, and nothing in it runs or fetches.
const POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// The workshop, for whoever conducts it.
pub async fn opened(app: &App, caller: &Principal, workshop: &str) -> Result<Arc<Workshop>, ApiError> {
    let wanted: WorkshopId = id(workshop)?;
    if caller.person().is_none_or(|person| person.workshop != wanted) {
        return Err(ApiError::forbidden());
    }
    let workshop = app.workshops.get(&wanted).await?;
    conducting(caller, &workshop)?;
    Ok(workshop)
}

/// The choices as they are kept, with their version; 0 is that nobody has chosen anything.
pub async fn kept<T: DeserializeOwned + Default>(app: &App, key: &str) -> Result<(T, u64), ApiError> {
    let Some(entry) = app.store.get(key).await? else { return Ok((T::default(), 0)) };
    match serde_json::from_slice(&entry.value) {
        Ok(choices) => Ok((choices, entry.version)),
        Err(error) => {
            tracing::error!(key, error = %error, "what was chosen about a file of a workshop cannot be read");
            Err(ApiError::unavailable())
        }
    }
}

/// Keeps choices over the version they were made of; what is there otherwise stays, and `crossed` says so.
pub async fn keep(
    app: &App,
    key: &str,
    version: u64,
    choices: &impl Serialize,
    crossed: &'static Words,
) -> Result<(), ApiError> {
    let record = serde_json::to_vec(choices).map_err(|_| ApiError::unavailable())?;
    match app.store.put_if(key, version, record.into()).await {
        Ok(()) => Ok(()),
        Err(store::Error::Conflict { .. }) => Err(ApiError::new(StatusCode::CONFLICT, "crossed", crossed)),
        Err(error) => Err(error.into()),
    }
}

/// More than may be chosen.
pub fn refused(TooMuch(text): TooMuch) -> ApiError {
    ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", text.sentence())
}

/// A file of that name.
pub fn file(body: impl IntoResponse, media_type: &'static str, name: &str, tag: &str) -> Response {
    let mut response = body.into_response();
    let name = format!("attachment; filename=\"{name}\"");
    for (header, value) in [
        (CONTENT_TYPE, media_type),
        (CACHE_CONTROL, "private, no-cache"),
        (CONTENT_DISPOSITION, &name),
        (ETAG, tag),
        (CONTENT_SECURITY_POLICY, POLICY),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(header, value);
        }
    }
    response
}
