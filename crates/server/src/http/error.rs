//! Refusals in plain words, in the language of who asked.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use board::format::csv::RowError;
use serde_json::{Value, json};

use super::language::Language;
use crate::hub::OpenError;
use crate::workshops;

/// A request that was refused. Becomes `{"code", "message"}` with the right status in the envelope.
#[derive(Clone, Debug)]
pub struct ApiError {
    /// The status.
    pub status: StatusCode,
    /// Stable; programs go by it.
    pub code: &'static str,
    english: String,
    italian: String,
    retry_after_s: Option<u64>,
    rows: Vec<RowError>,
}

impl ApiError {
    /// A refusal in both languages.
    pub fn new(
        status: StatusCode,
        code: &'static str,
        english: impl Into<String>,
        italian: impl Into<String>,
    ) -> Self {
        let (english, italian) = (english.into(), italian.into());
        Self { status, code, english, italian, retry_after_s: None, rows: Vec::new() }
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

    /// The request does not make sense; `english` says what would.
    pub fn bad(english: impl Into<String>, italian: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_request", english, italian)
    }

    /// No, wrong or ended token.
    pub fn unauthorised() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unauthorised",
            "Your access is missing or has ended. Join again with the code.",
            "Il tuo accesso manca o è finito. Entra di nuovo con il codice.",
        )
    }

    /// The token is good, but not for this.
    pub fn forbidden() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "forbidden",
            "This is not yours to open or change. Ask who facilitates.",
            "Questo non è tuo da aprire o cambiare. Chiedi a chi facilita.",
        )
    }

    /// There is nothing of that id.
    pub fn unknown() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "unknown",
            "There is nothing at this address.",
            "A questo indirizzo non c'è nulla.",
        )
    }

    /// A code or invite that opens nothing. The same words for wrong, expired and mistyped ones.
    pub fn wrong_code() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "unknown_code",
            "This code does not open a workshop. Check it with who facilitates and try again.",
            "Questo codice non apre nessun laboratorio. Controllalo con chi facilita e riprova.",
        )
    }

    /// Too many tries.
    pub fn slow_down(seconds: u64) -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "slow_down",
            format!("Too many tries. Wait {seconds} seconds and try again."),
            format!("Troppi tentativi. Aspetta {seconds} secondi e riprova."),
        )
        .after(seconds)
    }

    /// It does not work at the moment, whoever asks.
    pub fn unavailable() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "unavailable",
            "The server cannot do this at the moment. Nothing is lost; try again shortly.",
            "Al momento il server non ci riesce. Non si è perso nulla; riprova fra poco.",
        )
        .after(2)
    }

    /// Larger than what is taken at once.
    pub fn too_large() -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_large",
            "This is larger than what is taken at once.",
            "Questo è più grande di quanto si può accogliere in una volta.",
        )
    }

    /// A body that ended before its end.
    pub fn cut() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "cut",
            "The upload broke off before its end, and nothing was taken. Send it again.",
            "L'invio si è interrotto prima della fine e non è entrato nulla. Mandalo di nuovo.",
        )
    }

    /// The body in a language.
    pub fn body(&self, language: Language) -> Value {
        let message = if language == Language::Italian { &self.italian } else { &self.english };
        let mut body = json!({ "code": self.code, "message": message });
        if !self.rows.is_empty() {
            body["rows"] = json!(self.rows);
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
            room::VerbError::Refused(reason) => Self::new(
                StatusCode::CONFLICT,
                "refused",
                format!("The board did not take it: {reason}."),
                format!("La lavagna non l'ha accolto: {reason}."),
            ),
        }
    }
}

impl From<workshop::Invalid> for ApiError {
    fn from(invalid: workshop::Invalid) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", invalid.0.clone(), invalid.0)
    }
}
