//! The handshake by which a request becomes a WebSocket (RFC 6455, 4).

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Request, Response, StatusCode, header};
use hyper::upgrade::OnUpgrade;
use tungstenite::handshake::server::create_response_with_body;

use super::error::ApiError;
use super::words;
use crate::socket::{self, Bounds, Reading, Writing};

/// A request that asks to become a WebSocket.
#[derive(Debug)]
pub struct Upgrade {
    answer: Response<Body>,
    begun: OnUpgrade,
}

impl<S: Sync> FromRequestParts<S> for Upgrade {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Upgrade, ApiError> {
        let mut asked = Request::new(());
        *asked.method_mut() = parts.method.clone();
        *asked.version_mut() = parts.version;
        *asked.headers_mut() = parts.headers.clone();
        let answer = create_response_with_body(&asked, Body::empty).map_err(|_| not_a_socket())?;
        let begun = parts.extensions.remove().ok_or_else(not_a_socket)?;
        Ok(Upgrade { answer, begun })
    }
}

fn not_a_socket() -> ApiError {
    ApiError::new(StatusCode::UPGRADE_REQUIRED, "upgrade_required", &words::UPGRADE)
}

impl Upgrade {
    /// The answer, in whose wake `then` gets the socket. It gets none if the other side hangs up before.
    pub fn answer<F: Future<Output = ()> + Send + 'static>(
        self,
        protocol: Option<&'static str>,
        bounds: Bounds,
        then: impl FnOnce(Reading, Writing) -> F + Send + 'static,
    ) -> Response<Body> {
        let Upgrade { mut answer, begun } = self;
        if let Some(protocol) = protocol {
            answer.headers_mut().insert(header::SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(protocol));
        }
        tokio::spawn(async move {
            match begun.await {
                Ok(upgraded) => {
                    if let Some((reading, writing)) = socket::split(upgraded, bounds) {
                        then(reading, writing).await;
                    }
                }
                Err(error) => tracing::debug!(%error, "hung up before the upgrade"),
            }
        });
        answer
    }
}
