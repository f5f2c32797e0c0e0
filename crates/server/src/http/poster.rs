//! A board as a poster.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use axum::extract::{Path, Query};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde::Deserialize;

use board::id::ImageId;
use picture::Pixels;
use publish::poster::{self, Options, Orientation, PaperSize, Raster, UnknownOption};

use super::Shared;
use super::access::Caller;
use super::boards::{open, view};
use super::error::ApiError;
use super::images;
use super::language::day;
use super::words;

/// Choices, all optional.
#[derive(Deserialize, Hash)]
pub struct Wish {
    paper: Option<String>,
    orientation: Option<String>,
    dpi: Option<u32>,
    title: Option<String>,
}

fn chosen<T>(text: Option<&str>, default: T) -> Result<T, ApiError>
where
    T: FromStr<Err = UnknownOption>,
{
    match text {
        None | Some("") => Ok(default),
        Some(text) => text.parse().map_err(|unknown: UnknownOption| ApiError::bad(unknown.0.sentence())),
    }
}

/// Pixels of all pictures of a poster together.
const PIXELS: f64 = 48e6;

/// The more pictures there are, the smaller each: memory stays bounded, and so many are small on the sheet anyhow.
fn rasters(images: Vec<(ImageId, Bytes)>) -> BTreeMap<ImageId, Raster> {
    let side = (PIXELS / images.len().max(1) as f64).sqrt() as u32;
    let read = |(image, bytes): (ImageId, Bytes)| match picture::pixels(&bytes, side.min(picture::KEPT_SIDE))
    {
        Ok(Pixels { width, height, rgba }) => Some((image, Raster { width, height, rgba: rgba.into() })),
        Err(error) => {
            tracing::error!(image = %image, error = %error, "a kept picture cannot be read");
            None
        }
    };
    images.into_iter().filter_map(read).collect()
}

/// `GET /boards/{id}/poster.png`.
pub async fn png(
    app: Shared,
    Caller(caller): Caller,
    Path(board): Path<String>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let opened = open(&app, &caller, &board).await?;
    let dpi = wish.dpi.unwrap_or(150);
    if !poster::DPI.contains(&dpi) {
        let (low, high) = (poster::DPI.start(), poster::DPI.end());
        return Err(ApiError::bad(words::DPI.with("low", *low).with("high", *high)));
    }
    let session =
        opened.workshop.sessions.iter().find(|session| Some(session.number) == opened.board.session);
    let language = opened.workshop.language();
    let date = session.and_then(|session| session.date.as_deref()).map(|date| day(language, date));
    let subtitle: Vec<String> = [session.map(|s| s.title.clone()), opened.board.group.clone(), date]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    let options = Options {
        paper: chosen(wish.paper.as_deref(), PaperSize::A1)?,
        orientation: chosen(wish.orientation.as_deref(), Orientation::Auto)?,
        dpi,
        title: Some(wish.title.clone().unwrap_or_else(|| opened.workshop.title.clone())),
        subtitle: (!subtitle.is_empty()).then(|| subtitle.join(" · ")),
        language,
        ..Options::default()
    };
    let (view, seq) = view(&app, &opened.board.id).await?;
    let mut hasher = DefaultHasher::new();
    (format!("{options:?}"), seq).hash(&mut hasher);
    let tag = format!("\"{seq}-{:016x}\"", hasher.finish());
    if headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()) == Some(&tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response());
    }
    let Ok(place) = app.posters_waiting.clone().try_acquire_owned() else {
        return Err(ApiError::unavailable());
    };
    let turn = app.posters.clone().acquire_owned().await.map_err(|_| ApiError::unavailable())?;
    let images = images::for_paper(&app, &opened.workshop.id, &view).await?;
    let started_us = app.clock.now_us();
    let drawing = tokio::task::spawn_blocking(move || {
        // Whoever asked may have left: the drawing goes on all the same, and until it ends nobody else draws.
        let _held = (place, turn);
        let mut bytes = Vec::new();
        let options = Options { images: rasters(images), ..options };
        poster::png(&poster::scene(&view, &options), &mut bytes).map(|_| bytes)
    });
    let bytes = drawing.await.map_err(|_| ApiError::unavailable())?.map_err(|error| {
        tracing::error!(error = %error, "a poster could not be drawn");
        ApiError::unavailable()
    })?;
    app.metrics.poster(app.clock.now_us() - started_us);
    let name = format!("attachment; filename=\"poster-{}.png\"", opened.board.id);
    let headers = [
        (CONTENT_TYPE, "image/png".to_owned()),
        (CONTENT_DISPOSITION, name),
        (CACHE_CONTROL, "private, no-cache".to_owned()),
        (ETAG, tag),
    ];
    Ok((headers, bytes).into_response())
}
