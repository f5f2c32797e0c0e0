//! For those who look after the server.

use axum::Json;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use serde_json::{Value, json};

use super::Shared;
use super::error::ApiError;

/// The process answers.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// The store can be read, so boards can be served.
pub async fn ready(app: Shared) -> Result<&'static str, ApiError> {
    app.store.get("ready").await?;
    Ok("ready\n")
}

/// Prometheus' text format.
pub async fn metrics(app: Shared) -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], app.metrics.text(app.hub.open_boards()))
}

/// The OpenAPI description.
pub async fn openapi() -> Json<Value> {
    Json(serde_json::from_str(include_str!("openapi.json")).unwrap_or_else(|_| json!({})))
}
