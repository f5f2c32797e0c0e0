//! What every answer has in common: security headers, the words of refusals, a log line without secrets.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::HeaderValue;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HeaderMap, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::error::ApiError;
use super::language;
use crate::app::App;

/// Wraps every request.
pub async fn wrap(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let started_us = app.clock.now_us();
    let language = language::wanted(request.headers());
    let method = request.method().clone();
    // The pattern, not the address: an address may hold a token in its query.
    let path = request.extensions().get::<MatchedPath>().map_or("page", MatchedPath::as_str).to_owned();
    let is_socket = path == "/sync/{board}";
    let answered = if is_socket {
        next.run(request).await
    } else {
        // A task of its own: whoever asked may hang up in the middle, and what is stored by then must also be remembered.
        let answering = tokio::spawn(next.run(request));
        match tokio::time::timeout(app.limits.request(), answering).await {
            Ok(Ok(response)) => response,
            Ok(Err(_)) | Err(_) => ApiError::unavailable().into_response(),
        }
    };
    let mut response = match answered.extensions().get::<ApiError>() {
        Some(error) => {
            app.metrics.refused(error.code);
            error.answer(language)
        }
        None => answered,
    };
    secure(&app, response.headers_mut());
    let status = response.status().as_u16();
    app.metrics.answered(status);
    let ms = (app.clock.now_us() - started_us) / 1_000;
    tracing::debug!(http.method = %method, http.route = path, http.status = status, http.ms = ms, "answered");
    response
}

fn secure(app: &App, headers: &mut HeaderMap) {
    let socket = if app.public.is_secure() { "wss" } else { "ws" };
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self' '{}'; style-src-attr 'unsafe-inline'; img-src 'self' blob: data:; \
         connect-src 'self' {socket}://{}; font-src 'self'; frame-src blob:; worker-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'; \
         frame-ancestors {}",
        // The handbook is looked at before it is downloaded, in a frame that inherits this.
        publish::document::STYLE_HASH,
        app.public.authority(),
        app.frames
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.entry(CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    if app.public.is_secure() {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
}
