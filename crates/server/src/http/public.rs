//! What everybody sees who has the link of a public page: no token, no cookie, nothing of another host, nothing to change.

mod file;

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::Path;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, ETAG, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use publish::document::{self, PAGE_STYLE_HASH, Page};
use workshop::{BoardEntry, Publication, Workshop};

use super::Shared;
use super::access::Address;
use super::error::ApiError;
use super::poster::Format;
use super::poster::usual::Usual;
use super::publication::{Behind, behind};
use super::vademecum;
use super::{etag, language, material};
use crate::app::App;
use crate::background;
use crate::gzip::{self, Compression};
use crate::shelf::{File, Making};
use file::Name;

/// Opened by itself it is a picture or a page to read, and nothing in it runs or fetches.
const INERT: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";
/// As fast as it gets for a good half of what is to be had.
const LEVEL: Compression = Compression::new(4);

/// A page that is public.
struct Open {
    workshop: Arc<Workshop>,
    publication: Publication,
    version: u64,
}

/// `GET /p/{link}`.
pub async fn page(app: Shared, Path(link): Path<String>, headers: HeaderMap) -> Result<Response, ApiError> {
    let open = match opened(&app, &link, &headers).await? {
        Ok(open) => open,
        Err(answer) => return Ok(answer),
    };
    let shown = &open.publication.shown;
    let mut hasher = DefaultHasher::new();
    (open.version, shown).hash(&mut hasher);
    let is_shown = |board: &BoardEntry| shown.boards.contains(&board.id);
    let material = material::of(&app, &open.workshop, is_shown, &mut hasher).await?;
    let tag = weak(hasher.finish());
    if etag::is_known(&headers, &tag) {
        return Ok(etag::unchanged(tag));
    }
    let wish =
        Page { folder: link.clone(), names: shown.names, poster: shown.poster, handbook: shown.handbook };
    let making = async {
        let made = background::run("public", move || document::page(&material, &wish).into_bytes());
        packed(made.await.map_err(|_| ApiError::unavailable())?).await
    };
    let file = app.shelf.take((&link, "page", &tag), Making::Seen, making).await?;
    let policy = format!("script-src 'self'; img-src 'self'; {}", policy(&app));
    Ok(answer(file, &headers, "text/html; charset=utf-8", &policy, Some(tag)))
}

/// `GET /p/{link}/{file}`: a picture of a board, a poster, the handbook.
pub async fn file(
    app: Shared,
    Address(address): Address,
    Path((link, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let open = match opened(&app, &link, &headers).await? {
        Ok(open) => open,
        Err(answer) => return Ok(answer),
    };
    let wanted: Name = name.parse().map_err(|_| ApiError::unknown())?;
    let asked = Asked { app: &app, open, address, link, name, headers };
    let (tag, file) = match wanted {
        Name::Picture(nth) => asked.picture(nth).await?,
        Name::Poster(nth, format) => asked.poster(nth, format).await?,
        Name::Handbook(format) => asked.handbook(format).await?,
    };
    let Some(file) = file else { return Ok(etag::unchanged(tag)) };
    let mut response = answer(file, &asked.headers, wanted.media_type(), INERT, Some(tag));
    if !matches!(wanted, Name::Picture(_)) {
        put(&mut response, CONTENT_DISPOSITION, &format!("attachment; filename=\"{}\"", asked.name));
    }
    Ok(response)
}

/// Who asks for which file of a page.
struct Asked<'a> {
    app: &'a App,
    open: Open,
    address: IpAddr,
    link: String,
    name: String,
    headers: HeaderMap,
}

/// Which state of a file it is, and the file unless who asks has it.
type Answer = (String, Option<File>);

impl Asked<'_> {
    async fn picture(&self, nth: usize) -> Result<Answer, ApiError> {
        let usual = self.board(nth).await?;
        let tag = weak(hashed(&(self.open.version, usual.tag("picture"))));
        self.taken(tag, Making::Seen, async { packed(usual.picture(self.app).await?).await }).await
    }

    async fn poster(&self, nth: usize, format: Format) -> Result<Answer, ApiError> {
        if !self.open.publication.shown.poster {
            return Err(ApiError::unknown());
        }
        let usual = self.board(nth).await?;
        let tag = weak(hashed(&(self.open.version, usual.tag(format))));
        self.taken(tag, Making::Printed, async { usual.poster(self.app, format).await.map(bare) }).await
    }

    async fn handbook(&self, format: vademecum::Format) -> Result<Answer, ApiError> {
        let (workshop, shown) = (&self.open.workshop, &self.open.publication.shown);
        if !shown.handbook {
            return Err(ApiError::unknown());
        }
        let (mut outline, version) = vademecum::kept(self.app, &workshop.id).await?;
        // What people said about notes, and what was left out on purpose, is for those who were there.
        (outline.shows.comments, outline.shows.left_out) = (false, false);
        outline.shows.names &= shown.names;
        let mut hasher = DefaultHasher::new();
        (self.open.version, version, format).hash(&mut hasher);
        let material = material::of(self.app, workshop, |_| true, &mut hasher).await?;
        let making =
            async { vademecum::write(self.app, &workshop.id, material, outline, format).await.map(bare) };
        self.taken(weak(hasher.finish()), Making::Printed, making).await
    }

    async fn board(&self, nth: usize) -> Result<Usual, ApiError> {
        let Open { workshop, publication, .. } = &self.open;
        let board = publication.shown.boards.get(nth).and_then(|id| workshop.board(id));
        Usual::new(self.app, workshop, board.ok_or_else(ApiError::unknown)?, publication.shown.names).await
    }

    /// From the shelf, however many want it; what has to be made is counted.
    async fn taken(
        &self,
        tag: String,
        making: Making,
        make: impl Future<Output = Result<File, ApiError>>,
    ) -> Result<Answer, ApiError> {
        if etag::is_known(&self.headers, &tag) {
            return Ok((tag, None));
        }
        let counted = async {
            let now_ms = self.app.clock.now_ms();
            self.app.drawings.check(&self.address, now_ms).map_err(ApiError::slow_down)?;
            self.app.drawings.failed(self.address, now_ms);
            make.await
        };
        let file = self.app.shelf.take((&self.link, &self.name, &tag), making, counted).await?;
        Ok((tag, Some(file)))
    }
}

/// The page behind a link, or a page that says that there is none.
async fn opened(app: &App, link: &str, headers: &HeaderMap) -> Result<Result<Open, Response>, ApiError> {
    let (status, was) = match behind(app, link).await? {
        Behind::Page { workshop, publication, version } => {
            return Ok(Ok(Open { workshop, publication, version }));
        }
        Behind::Gone => (StatusCode::GONE, true),
        Behind::Nothing => (StatusCode::NOT_FOUND, false),
    };
    let text = document::gone(language::wanted(headers), was);
    let mut response =
        answer(bare(text.into_bytes()), headers, "text/html; charset=utf-8", &policy(app), None);
    put(&mut response, VARY, "accept-language");
    *response.status_mut() = status;
    Ok(Err(response))
}

fn policy(app: &App) -> String {
    format!(
        "default-src 'none'; style-src '{PAGE_STYLE_HASH}'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {}",
        app.frames
    )
}

fn answer(file: File, headers: &HeaderMap, media_type: &str, policy: &str, tag: Option<String>) -> Response {
    let takes_gzip = headers
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("gzip"));
    let packed = file.packed.filter(|_| takes_gzip);
    let is_packed = packed.is_some();
    let mut response = packed.unwrap_or(file.plain).into_response();
    put(&mut response, CONTENT_TYPE, media_type);
    put(&mut response, CONTENT_SECURITY_POLICY, policy);
    // Whoever has it asks whether it still is: what is taken back is gone at once.
    put(&mut response, CACHE_CONTROL, "no-cache");
    put(&mut response, VARY, "accept-encoding");
    put(&mut response, HeaderName::from_static("x-robots-tag"), "noindex");
    if is_packed {
        put(&mut response, CONTENT_ENCODING, "gzip");
    }
    if let Some(tag) = tag {
        put(&mut response, ETAG, &tag);
    }
    response
}

fn put(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

fn bare(bytes: Vec<u8>) -> File {
    File { plain: bytes.into(), packed: None }
}

async fn packed(bytes: Vec<u8>) -> Result<File, ApiError> {
    let plain = Bytes::from(bytes);
    let of = plain.clone();
    let packing = background::run("public", move || gzip::pack(&of, LEVEL));
    let packed = packing.await.and_then(|packed| packed).map_err(|_| ApiError::unavailable())?;
    Ok(File { plain, packed: Some(packed) })
}

fn hashed(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

/// The same bytes may come compressed or not.
fn weak(hash: u64) -> String {
    format!("W/\"{hash:016x}\"")
}
