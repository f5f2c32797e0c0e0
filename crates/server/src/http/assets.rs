//! The web client, inside the binary.

use std::collections::HashMap;
use std::io::Write;
use std::sync::OnceLock;

use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};
use bytes::Bytes;
use rust_embed::RustEmbed;

use super::error::ApiError;
use super::words;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Files;

struct Asset {
    kind: &'static str,
    plain: Bytes,
    gzip: Option<Bytes>,
}

const NOT_BUILT: &str = "<!doctype html><title>Plenaria</title><p>This server was built without its pages: run <code>make build</code>.";

/// All files, compressed once. Fonts are compressed already.
fn assets() -> &'static HashMap<String, Asset> {
    static ASSETS: OnceLock<HashMap<String, Asset>> = OnceLock::new();
    ASSETS.get_or_init(|| {
        let load = |path: std::borrow::Cow<'static, str>| {
            let plain = Bytes::from(Files::get(&path)?.data.into_owned());
            let kind = kind_of(&path);
            let gzip = if kind.starts_with("font") { None } else { compress(&plain) };
            Some((path.into_owned(), Asset { kind, plain, gzip }))
        };
        Files::iter().filter_map(load).collect()
    })
}

fn compress(plain: &Bytes) -> Option<Bytes> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(plain).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

fn kind_of(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        Some("json" | "webmanifest") => "application/json",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

/// A file of the web client; every other address is a place in the page, except below `/api` and `/sync`.
pub async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("api/") || path.starts_with("sync") || !matches!(method, Method::GET | Method::HEAD) {
        return ApiError::unknown().into_response();
    }
    let found = assets().get(path);
    if found.is_none() && path.contains('.') {
        return ApiError::unknown().into_response();
    }
    let Some(asset) = found.or_else(|| assets().get("index.html")) else {
        return (StatusCode::SERVICE_UNAVAILABLE, Html(NOT_BUILT)).into_response();
    };
    // Names below assets/ contain a hash of the content; everything else is asked for again.
    let cache = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let wants_gzip = headers
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("gzip"));
    let mut response = match asset.gzip.as_ref().filter(|_| wants_gzip) {
        Some(gzip) => ([(CONTENT_ENCODING, "gzip")], gzip.clone()).into_response(),
        None => asset.plain.clone().into_response(),
    };
    let headers = response.headers_mut();
    for (name, value) in [(CONTENT_TYPE, asset.kind), (CACHE_CONTROL, cache), (VARY, "accept-encoding")] {
        if let Ok(value) = value.parse() {
            headers.insert(name, value);
        }
    }
    response
}

/// The address is right, the method is not.
pub async fn wrong_method() -> ApiError {
    ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "wrong_method", &words::WRONG_METHOD)
}
