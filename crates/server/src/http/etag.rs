//! What who asks has already, and the answer that it is still so (RFC 9110, 8.8.3 and 13.1.2).

use axum::http::header::{ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

/// Does who asks have what `tag` stands for?
pub fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()) == Some(tag)
}

/// Nothing has changed since.
pub fn unchanged(tag: String) -> Response {
    (StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response()
}
