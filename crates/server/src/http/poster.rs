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
use serde::{Deserialize, Serialize};

use board::id::{ImageId, ItemId};
use board::view::BoardView;
use picture::Pixels;
use publish::poster::{self, Legibility, Options, Orientation, Paper, Print, Raster, UnknownOption};

use super::Shared;
use super::access::Caller;
use super::boards::{open, view};
use super::error::ApiError;
use super::images;
use super::language::day;
use super::words;

/// Choices, all optional.
#[derive(Deserialize)]
pub struct Wish {
    paper: Option<String>,
    orientation: Option<String>,
    dpi: Option<u32>,
    title: Option<String>,
    /// One cluster of the board, by its id.
    cluster: Option<String>,
    /// Of a PDF.
    crop_marks: Option<bool>,
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

/// How a sheet could be read, and of which clusters one could be made.
#[derive(Serialize)]
struct Found<'a> {
    #[serde(flatten)]
    legibility: Legibility,
    clusters: Vec<Named<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    id: &'a ItemId,
    title: &'a str,
}

/// What is made of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Png,
    Pdf,
    Svg,
    /// How well it could be read.
    Legibility,
}

impl Format {
    const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
            Self::Svg => "image/svg+xml",
            Self::Legibility => "application/json",
        }
    }

    fn write(self, view: &BoardView, options: &Options, print: Print) -> Result<Vec<u8>, poster::Failure> {
        let scene = poster::scene(view, options);
        let mut bytes = Vec::new();
        match self {
            Self::Png => poster::png(&scene, &mut bytes).map(|_| ()),
            Self::Pdf => poster::pdf(&[scene], print, &mut bytes).map(|_| ()),
            Self::Svg => poster::svg(&scene, &mut bytes).map(|_| ()),
            Self::Legibility => {
                let clusters = view.clusters.iter().map(|(id, cluster)| Named { id, title: &cluster.title });
                let found = Found {
                    legibility: poster::legibility(&scene, options.paper),
                    clusters: clusters.collect(),
                };
                serde_json::to_writer(&mut bytes, &found)
                    .map_err(|error| poster::Failure::Write(error.into()))
            }
        }?;
        Ok(bytes)
    }
}

/// Who asks for which board, how, and what they have of it already.
type Asked = (Shared, Caller, Path<String>, Query<Wish>, HeaderMap);

/// `GET /boards/{id}/poster.png`.
pub async fn png(asked: Asked) -> Result<Response, ApiError> {
    answer(asked, Format::Png).await
}

/// `GET /boards/{id}/poster.pdf`.
pub async fn pdf(asked: Asked) -> Result<Response, ApiError> {
    answer(asked, Format::Pdf).await
}

/// `GET /boards/{id}/poster.svg`.
pub async fn svg(asked: Asked) -> Result<Response, ApiError> {
    answer(asked, Format::Svg).await
}

/// `GET /boards/{id}/poster.json`.
pub async fn legibility(asked: Asked) -> Result<Response, ApiError> {
    answer(asked, Format::Legibility).await
}

async fn answer(
    (app, Caller(caller), Path(board), Query(wish), headers): Asked,
    format: Format,
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
    let iso = session.and_then(|session| session.date.as_deref());
    let subtitle: Vec<String> =
        [session.map(|s| s.title.clone()), opened.board.group.clone(), iso.map(|date| day(language, date))]
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
    let (view, seq) = view(&app, &opened.board.id).await?;
    let only = match wish.cluster.as_deref() {
        None | Some("") => None,
        Some(id) => match id.parse() {
            Ok(id) if view.clusters.contains_key(&id) => Some(id),
            _ => return Err(ApiError::bad(&words::NO_SUCH_CLUSTER)),
        },
    };
    let options = Options {
        paper: chosen(wish.paper.as_deref(), Paper::A1)?,
        orientation: chosen(wish.orientation.as_deref(), Orientation::Auto)?,
        dpi,
        only,
        title: Some(wish.title.clone().unwrap_or_else(|| opened.workshop.title.clone())),
        subtitle: (!subtitle.is_empty()).then(|| subtitle.join(" · ")),
        language,
        date: iso.and_then(|date| date.parse().ok()),
        ..Options::default()
    };
    let print = Print { crop_marks: wish.crop_marks.unwrap_or(false) };
    let mut hasher = DefaultHasher::new();
    (format!("{options:?} {print:?} {format:?}"), seq).hash(&mut hasher);
    let tag = format!("\"{seq}-{:016x}\"", hasher.finish());
    if headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()) == Some(&tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response());
    }
    let Ok(place) = app.posters_waiting.clone().try_acquire_owned() else {
        return Err(ApiError::unavailable());
    };
    let turn = app.posters.clone().acquire_owned().await.map_err(|_| ApiError::unavailable())?;
    // How large letters are does not depend on pictures.
    let images = match format {
        Format::Legibility => Vec::new(),
        Format::Png | Format::Pdf | Format::Svg => {
            images::for_paper(&app, &opened.workshop.id, &view).await?
        }
    };
    let started_us = app.clock.now_us();
    let drawing = tokio::task::spawn_blocking(move || {
        // Whoever asked may have left: the drawing goes on all the same, and until it ends nobody else draws.
        let _held = (place, turn);
        let options = Options { images: rasters(images), ..options };
        format.write(&view, &options, print)
    });
    let bytes = drawing.await.map_err(|_| ApiError::unavailable())?.map_err(|error| {
        tracing::error!(error = %error, "a poster could not be drawn");
        ApiError::unavailable()
    })?;
    if format != Format::Legibility {
        app.metrics.poster(app.clock.now_us() - started_us);
    }
    let headers = [
        (CONTENT_TYPE, format.media_type().to_owned()),
        (CACHE_CONTROL, "private, no-cache".to_owned()),
        (ETAG, tag),
    ];
    let mut response = (headers, bytes).into_response();
    let ending = match format {
        Format::Png => "png",
        Format::Pdf => "pdf",
        Format::Svg => "svg",
        Format::Legibility => return Ok(response),
    };
    let name = format!("attachment; filename=\"poster-{}.{ending}\"", opened.board.id);
    if let Ok(name) = name.parse() {
        response.headers_mut().insert(CONTENT_DISPOSITION, name);
    }
    Ok(response)
}
