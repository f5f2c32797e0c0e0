//! A board's whole state in one compressed piece, for a page that has nothing of it yet: a quarter of what its socket
//! would carry, and on its way while the page's code is still coming.

use axum::extract::Path;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderName};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

use room::{Reply, Verb};

use super::Shared;
use super::access::Caller;
use super::boards::open;
use super::error::ApiError;

/// `GET /boards/{id}/state`: the durable state as one Yjs update (V1).
pub async fn state(
    app: Shared,
    Caller(caller): Caller,
    Path(board): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let board = open(&app, &caller, &board).await?.board.id;
    let (update, seq) = match app.hub.ask(&board, Verb::State).await? {
        Reply::State { update, seq } => (update, seq),
        Reply::Failed(error) => return Err(error.into()),
        _ => return Err(ApiError::unavailable()),
    };
    if !takes_gzip(&headers) {
        return Ok(plain(update));
    }
    let copy = app.copies.copy(&board, seq, update).await.map_err(|error| {
        tracing::error!(error = %error, "a board could not be compressed");
        ApiError::unavailable()
    })?;
    Ok(packed(copy))
}

/// Does whoever asks take what is compressed by gzip?
pub fn takes_gzip(headers: &HeaderMap) -> bool {
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|value| value.contains("gzip"))
}

const HEAD: [(HeaderName, &str); 3] =
    [(CONTENT_TYPE, "application/octet-stream"), (CACHE_CONTROL, "no-store"), (VARY, "accept-encoding")];

/// The answer with a board's state.
pub fn plain(state: impl Into<Bytes>) -> Response {
    (HEAD, state.into()).into_response()
}

/// The same, compressed by gzip.
pub fn packed(state: Bytes) -> Response {
    (HEAD, [(CONTENT_ENCODING, "gzip")], state).into_response()
}
