//! Images that people put on boards: taken in, kept under the hash of what is kept, given to whoever may open the board.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Path, Request};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use board::id::{ImageId, WorkshopId};
use board::mark::Figure;
use board::role::Role;
use board::view::BoardView;
use picture::{Pixels, Refusal};
use publish::poster::Raster;
use store::Put;

use super::Shared;
use super::access::Caller;
use super::boards::open;
use super::error::ApiError;
use super::etag;
use super::words;
use crate::app::App;

/// What the images of a workshop take; kept beside them, so that nobody has to look at all of them.
#[derive(Default, Serialize, Deserialize)]
struct Usage {
    images: usize,
    bytes: u64,
}

fn key(workshop: &WorkshopId, image: &ImageId) -> String {
    format!("image/{workshop}/{image}")
}

/// `POST /boards/{id}/images`: the bytes of a picture. Whatever the request says of its name or kind is not looked at.
pub async fn add(
    app: Shared,
    Caller(caller): Caller,
    Path(board): Path<String>,
    request: Request,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let opened = open(&app, &caller, &board).await?;
    if opened.role < Role::Contributor {
        return Err(ApiError::forbidden());
    }
    let upload = Bytes::from_request(request, &()).await.map_err(unread)?;
    let Ok(place) = app.pictures_waiting.clone().try_acquire_owned() else {
        return Err(ApiError::unavailable());
    };
    let turn = app.pictures.clone().acquire_owned().await.map_err(|_| ApiError::unavailable())?;
    let reading = tokio::task::spawn_blocking(move || {
        // Whoever sent it may have left: until it has been read nobody else's is, for the memory it takes.
        let _held = (place, turn);
        picture::accept(&upload)
    });
    let made = reading.await.map_err(|_| ApiError::unavailable())?.map_err(refused)?;
    let image = ImageId::of(&made.bytes);
    let answer = json!({ "image": image, "width": made.width, "height": made.height });
    keep(&app, &opened.workshop.id, &image, made.bytes).await?;
    tracing::info!(workshop.id = %opened.workshop.id, board.id = %opened.board.id, by = caller.kind(), "an image was added");
    Ok((StatusCode::CREATED, Json(answer)))
}

async fn keep(app: &App, workshop: &WorkshopId, image: &ImageId, bytes: Vec<u8>) -> Result<(), ApiError> {
    let (limits, key) = (&app.limits, key(workshop, image));
    // One at a time, so that two do not both take the last place.
    app.workshops
        .change(workshop, async |_| {
            if app.store.get(&key).await?.is_some() {
                return Ok(());
            }
            let counter = format!("images/{workshop}");
            let (usage, version) = match app.store.get(&counter).await? {
                Some(entry) => (serde_json::from_slice(&entry.value).unwrap_or_default(), entry.version),
                None => (Usage::default(), 0),
            };
            let next = Usage { images: usage.images + 1, bytes: usage.bytes + bytes.len() as u64 };
            if next.images > limits.images_per_workshop || next.bytes > limits.image_bytes_per_workshop {
                return Err(full());
            }
            let record = serde_json::to_vec(&next).map_err(|_| ApiError::unavailable())?;
            Ok(app
                .store
                .commit(vec![Put::set(key.as_str(), bytes), Put::set_if(counter, version, record)])
                .await?)
        })
        .await
}

/// Has the workshop this picture?
pub async fn is_there(app: &App, workshop: &WorkshopId, image: &ImageId) -> Result<bool, ApiError> {
    Ok(app.store.get(&key(workshop, image)).await?.is_some())
}

/// The bytes of an image of a workshop, if it is there.
pub async fn kept(app: &App, workshop: &WorkshopId, image: &ImageId) -> Result<Option<Bytes>, ApiError> {
    Ok(app.store.get(&key(workshop, image)).await?.map(|entry| entry.value))
}

/// `GET /boards/{id}/images/{image}`.
pub async fn show(
    app: Shared,
    Caller(caller): Caller,
    Path((board, image)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let opened = open(&app, &caller, &board).await?;
    let image: ImageId = image.parse().map_err(|_| ApiError::unknown())?;
    let tag = format!("\"{image}\"");
    let bytes = kept(&app, &opened.workshop.id, &image).await?.ok_or_else(ApiError::unknown)?;
    if etag::is_known(&headers, &tag) {
        return Ok(etag::unchanged(tag));
    }
    let kind = picture::media_type(&bytes);
    let ending = if kind == "image/jpeg" { "jpg" } else { "png" };
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        // Opened by itself it is a picture, and nothing in it runs.
        (CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{image}.{ending}\"")),
        (CACHE_CONTROL, "private, max-age=31536000, immutable".to_owned()),
        (ETAG, tag),
    ];
    Ok((headers, bytes).into_response())
}

fn unread(rejection: BytesRejection) -> ApiError {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE { too_large() } else { ApiError::cut() }
}

fn refused(refusal: Refusal) -> ApiError {
    match refusal {
        Refusal::Pixels => too_large(),
        Refusal::Kind | Refusal::Damaged => {
            ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "no_picture", &words::NO_PICTURE)
        }
    }
}

fn too_large() -> ApiError {
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", &words::PICTURE_TOO_LARGE)
}

fn full() -> ApiError {
    ApiError::new(StatusCode::CONFLICT, "full", &words::PICTURES_FULL)
}

/// Pixels of all pictures of a sheet together.
const PIXELS: f64 = 48e6;

/// The more pictures there are, the smaller each: memory stays bounded, and so many are small on the sheet anyhow.
pub fn rasters(images: Vec<(ImageId, Bytes)>) -> BTreeMap<ImageId, Raster> {
    let side = (PIXELS / images.len().max(1) as f64).sqrt() as u32;
    let side = side.min(picture::KEPT_SIDE);
    let read = |(image, bytes): (ImageId, Bytes)| raster(&image, &bytes, side).map(|raster| (image, raster));
    images.into_iter().filter_map(read).collect()
}

/// A kept picture with so many pixels a side at most.
pub fn raster(image: &ImageId, bytes: &[u8], side: u32) -> Option<Raster> {
    match picture::pixels(bytes, side) {
        Ok(Pixels { width, height, rgba }) => Some(Raster { width, height, rgba: rgba.into() }),
        Err(error) => {
            tracing::error!(image = %image, error = %error, "a kept picture cannot be read");
            None
        }
    }
}

/// The pictures of a board, for paper.
pub async fn for_paper(
    app: &App,
    workshop: &WorkshopId,
    view: &BoardView,
) -> Result<Vec<(ImageId, Bytes)>, ApiError> {
    let of_marks = view.marks.values().filter_map(|mark| match &mark.figure {
        Figure::Image { image, .. } => Some(image),
        _ => None,
    });
    let all = view.notes.values().filter_map(|note| note.image.as_ref()).chain(of_marks).collect();
    found(app, workshop, all).await
}

/// Those of these pictures that are there.
pub async fn found(
    app: &App,
    workshop: &WorkshopId,
    wanted: BTreeSet<&ImageId>,
) -> Result<Vec<(ImageId, Bytes)>, ApiError> {
    let mut found = Vec::new();
    for image in wanted {
        match kept(app, workshop, image).await? {
            Some(bytes) => found.push((image.clone(), bytes)),
            // It came from somewhere else, or was never uploaded: the sheet shows an empty frame.
            None => tracing::info!(workshop.id = %workshop, image = %image, "an image is not there"),
        }
    }
    Ok(found)
}
