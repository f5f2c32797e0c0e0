//! Who asks, from where, and for what.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Query, Request};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use board::id::WorkshopId;
use serde::de::DeserializeOwned;
use workshop::Workshop;

use super::error::ApiError;
use super::words;
use crate::app::App;
use crate::auth::Principal;
use crate::secret::Token;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The holder of the token in `Authorization: Bearer …`.
pub struct Caller(pub Principal);

/// Who asks without a line, from within the program: no token, and nothing that comes over a line can be it.
#[derive(Clone)]
pub struct InProcess(pub Principal);

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        if let Some(InProcess(principal)) = parts.extensions.get::<InProcess>() {
            return Ok(Self(principal.clone()));
        }
        let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token =
            header.and_then(|value| value.strip_prefix("Bearer ")).ok_or_else(ApiError::unauthorised)?;
        principal(app, token).await.map(Self)
    }
}

/// Who holds this token. Somebody who was removed from a workshop holds nothing.
pub async fn principal(app: &App, token: &str) -> Result<Principal, ApiError> {
    let found = app.gate.principal(&Token::shown(token.trim())).await?.ok_or_else(ApiError::unauthorised)?;
    if let Principal::Participant(person) = &found {
        let workshop = app.workshops.get(&person.workshop).await?;
        if workshop.participant(&person.id).is_none_or(|person| person.removed) {
            return Err(ApiError::unauthorised());
        }
    }
    Ok(found)
}

/// An id from the path.
pub fn id<T: std::str::FromStr>(text: &str) -> Result<T, ApiError> {
    text.parse().map_err(|_| ApiError::unknown())
}

/// The workshop's id from the path, for whoever facilitates it.
pub fn facilitated(caller: &Principal, workshop: &str) -> Result<WorkshopId, ApiError> {
    let wanted: WorkshopId = id(workshop)?;
    if caller.facilitates(&wanted) { Ok(wanted) } else { Err(ApiError::forbidden()) }
}

/// Refuses whoever may not say where this workshop is in its programme.
pub fn conducting(caller: &Principal, workshop: &Workshop) -> Result<(), ApiError> {
    if caller.conducts(workshop) { Ok(()) } else { Err(ApiError::forbidden()) }
}

/// Where a request comes from, trusted proxies looked through.
pub struct Address(pub IpAddr);

impl FromRequestParts<Arc<App>> for Address {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let peer = peer.ok_or_else(ApiError::unavailable)?;
        Ok(Self(app.proxies.origin(peer, forwarded(&parts.headers).into_iter())))
    }
}

fn forwarded(headers: &HeaderMap) -> Vec<&str> {
    headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok()).collect()
}

/// What is chosen in an address, with refusals in our own words.
pub struct Choices<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<Arc<App>> for Choices<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, ApiError> {
        Query::try_from_uri(&parts.uri)
            .map(|Query(choices)| Self(choices))
            .map_err(|error| ApiError::bad(words::ADDRESS.with("error", error.body_text())))
    }
}

/// A JSON body, with refusals in our own words.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, ApiError> {
        let bytes = axum::body::to_bytes(request.into_body(), app.limits.json_bytes)
            .await
            .map_err(|_| ApiError::too_large())?;
        // RFC 8259, 8.1: whoever reads may pass over a byte order mark; files from some systems begin with one.
        serde_json::from_slice(bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&bytes))
            .map(Self)
            .map_err(|error| ApiError::bad(words::JSON.with("error", error.to_string())))
    }
}
