//! Refusals in plain words, in the language of who asked.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use board::format::csv::RowError;
use board::words::{Language, Text};
use serde_json::{Value, json};

use super::words;
use crate::hub::OpenError;
use crate::workshops;

/// A request that was refused. Becomes `{"code", "message"}` with the right status in the envelope.
#[derive(Clone, Debug)]
pub struct ApiError {
    /// The status.
    pub status: StatusCode,
    /// Stable; programs go by it.
    pub code: &'static str,
    text: Text,
    retry_after_s: Option<u64>,
    rows: Vec<RowError>,
}

impl ApiError {
    /// A refusal in words of a catalogue.
    pub fn new(status: StatusCode, code: &'static str, text: impl Into<Text>) -> Self {
        Self { status, code, text: text.into(), retry_after_s: None, rows: Vec::new() }
    }

    /// With a time after which trying again makes sense.
    pub fn after(mut self, seconds: u64) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }

    /// With the rows of an import that were wrong.
    pub fn with_rows(mut self, rows: Vec<RowError>) -> Self {
        self.rows = rows;
        self
    }

    /// The request does not make sense; the text says what would.
    pub fn bad(text: impl Into<Text>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_request", text)
    }

    /// No, wrong or ended token.
    pub fn unauthorised() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "unauthorised", &words::UNAUTHORISED)
    }

    /// The token is good, but not for this.
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", &words::FORBIDDEN)
    }

    /// There is nothing of that id.
    pub fn unknown() -> Self {
        Self::new(StatusCode::NOT_FOUND, "unknown", &words::UNKNOWN)
    }

    /// A code or invite that opens nothing. The same words for wrong, expired and mistyped ones.
    pub fn wrong_code() -> Self {
        Self::new(StatusCode::NOT_FOUND, "unknown_code", &words::WRONG_CODE)
    }

    /// Too many tries.
    pub fn slow_down(seconds: u64) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "slow_down", words::SLOW_DOWN.with("seconds", seconds))
            .after(seconds)
    }

    /// It does not work at the moment, whoever asks.
    pub fn unavailable() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", &words::UNAVAILABLE).after(2)
    }

    /// Larger than what is taken at once.
    pub fn too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", &words::TOO_LARGE)
    }

    /// A body that ended before its end.
    pub fn cut() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "cut", &words::CUT)
    }

    /// The body in a language.
    pub fn body(&self, language: Language) -> Value {
        let mut body = json!({ "code": self.code, "message": self.text.say(language) });
        if !self.rows.is_empty() {
            let row = |row: &RowError| json!({ "file": row.file, "line": row.line, "reason": row.reason.say(language) });
            body["rows"] = self.rows.iter().map(row).collect();
        }
        body
    }

    /// The answer in a language.
    pub fn answer(&self, language: Language) -> Response {
        let mut response = (self.status, Json(self.body(language))).into_response();
        if let Some(value) = self.retry_after_s.and_then(|seconds| seconds.to_string().parse().ok()) {
            response.headers_mut().insert(header::RETRY_AFTER, value);
        }
        if self.status == StatusCode::PAYLOAD_TOO_LARGE {
            // The rest of the body is not read, so nothing else may be asked on this connection.
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        // The envelope knows the language and writes the body.
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<workshops::Error> for ApiError {
    fn from(error: workshops::Error) -> Self {
        match error {
            workshops::Error::Unknown => Self::unknown(),
            workshops::Error::Store(error) => error.into(),
            workshops::Error::Unreadable(key) => {
                tracing::error!(key, "a record cannot be read");
                Self::unavailable()
            }
        }
    }
}

impl From<store::Error> for ApiError {
    fn from(error: store::Error) -> Self {
        tracing::error!(error = %error, "the store failed");
        Self::unavailable()
    }
}

impl From<OpenError> for ApiError {
    fn from(error: OpenError) -> Self {
        tracing::warn!(error = %error, "a board could not be reached");
        Self::unavailable()
    }
}

impl From<room::VerbError> for ApiError {
    fn from(error: room::VerbError) -> Self {
        match error {
            room::VerbError::ReadOnly => Self::unavailable(),
            room::VerbError::Refused(reason) => {
                tracing::warn!(reason, "a board refused an edit of the server");
                Self::new(StatusCode::CONFLICT, "refused", &words::BOARD_REFUSED)
            }
        }
    }
}

impl From<workshop::Invalid> for ApiError {
    fn from(invalid: workshop::Invalid) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", invalid.0.sentence())
    }
}
