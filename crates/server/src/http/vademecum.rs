//! The workshop as a handbook: its outline, kept with the workshop, and the files made of it.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use axum::Json;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use board::id::{ImageId, WorkshopId};
use publish::document::{self, Chapter, Handbook, Material, Outline, Picture, Pictures, Point};
use publish::poster::{Failure, Fonts};
use workshop::Workshop;

use super::Shared;
use super::access::{Body, Caller};
use super::error::ApiError;
use super::{etag, images, keepsake, material, press, words};
use crate::app::App;

/// Bytes of all pictures of a handbook together; what does not fit is only said.
const PICTURE_BYTES: usize = 64 << 20;

/// An outline, and the version it is made of.
#[derive(Deserialize)]
pub struct Wish {
    version: u64,
    outline: Outline,
}

/// What a handbook is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Format {
    Markdown,
    Html,
    Docx,
    Odt,
    Pdf,
}

impl Format {
    /// All there are.
    pub const ALL: [Self; 5] = [Self::Markdown, Self::Html, Self::Docx, Self::Odt, Self::Pdf];

    /// How its file ends.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Odt => "odt",
            Self::Pdf => "pdf",
        }
    }

    /// As HTTP names it.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Pdf => "application/pdf",
        }
    }

    fn write(self, handbook: &Handbook, pictures: &Pictures, fonts: &Fonts) -> Result<Vec<u8>, Failure> {
        Ok(match self {
            Self::Markdown => document::markdown(handbook).into_bytes(),
            Self::Html => document::html(handbook, pictures).into_bytes(),
            Self::Docx => document::docx(handbook, pictures),
            Self::Odt => document::odt(handbook, pictures),
            Self::Pdf => document::pdf(handbook, pictures, fonts)?,
        })
    }
}

fn key(workshop: &WorkshopId) -> String {
    format!("vademecum/{workshop}")
}

/// The outline as it is kept, with its version; 0 is that nobody has chosen anything.
pub async fn kept(app: &App, workshop: &WorkshopId) -> Result<(Outline, u64), ApiError> {
    keepsake::kept(app, &key(workshop)).await
}

/// `GET /workshops/{workshop}/vademecum`.
pub async fn show(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let workshop = keepsake::opened(&app, &caller, &workshop).await?;
    let (outline, version) = keepsake::kept(&app, &key(&workshop.id)).await?;
    resolved(&app, &workshop, &outline, version).await.map(Json)
}

/// `PUT /workshops/{workshop}/vademecum`.
pub async fn save(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
    Body(wish): Body<Wish>,
) -> Result<Json<Value>, ApiError> {
    let workshop = keepsake::opened(&app, &caller, &workshop).await?;
    wish.outline.check().map_err(keepsake::refused)?;
    keepsake::keep(&app, &key(&workshop.id), wish.version, &wish.outline, &words::OUTLINE_CROSSED).await?;
    tracing::info!(workshop.id = %workshop.id, by = caller.kind(), "the outline of the handbook was saved");
    resolved(&app, &workshop, &wish.outline, wish.version + 1).await.map(Json)
}

/// The choices, and what comes of them with what is on the boards now.
async fn resolved(
    app: &App,
    workshop: &Workshop,
    outline: &Outline,
    version: u64,
) -> Result<Value, ApiError> {
    let material = material::of(app, workshop, |_| true, &mut DefaultHasher::new()).await?;
    let chosen = outline.clone();
    let making = press::begin(move || told(&document::handbook(&material, &chosen)));
    let mut body = press::done(making?).await?;
    body["version"] = json!(version);
    body["outline"] = json!(outline);
    Ok(body)
}

fn told(handbook: &Handbook) -> Value {
    let point = |point: &Point| {
        let sources = point.origins.iter().map(|one| json!({ "group": one.group, "session": one.session }));
        json!({
            "key": point.key,
            "text": point.excerpt(),
            "votes": point.votes,
            "sources": sources.collect::<Vec<_>>(),
            "picture": point.picture.is_some(),
            "included": point.included,
        })
    };
    let chapter = |chapter: &Chapter| {
        json!({
            "key": chapter.key,
            "keys": chapter.keys(),
            "title": chapter.title,
            "heading": chapter.heading,
            "included": chapter.included,
            "votes": chapter.votes(),
            "sentences": chapter.sentences.len(),
            "points": chapter.points.iter().map(point).collect::<Vec<_>>(),
        })
    };
    json!({
        "title": handbook.title,
        "basis": handbook.basis,
        "possible": handbook.possible,
        "chapters": handbook.chapters.iter().map(chapter).collect::<Vec<_>>(),
        "left_out": handbook.left_out.iter().map(|one| one.texts.len()).sum::<usize>(),
    })
}

/// Who asks for which workshop's, and what they have of it already.
type Asked = (Shared, Caller, Path<String>, HeaderMap);

/// `GET /workshops/{workshop}/vademecum.md`.
pub async fn markdown(asked: Asked) -> Result<Response, ApiError> {
    answer(asked, Format::Markdown).await
}

/// `GET /workshops/{workshop}/vademecum.html`.
pub async fn html(asked: Asked) -> Result<Response, ApiError> {
    answer(asked, Format::Html).await
}

/// `GET /workshops/{workshop}/vademecum.docx`.
pub async fn docx(asked: Asked) -> Result<Response, ApiError> {
    answer(asked, Format::Docx).await
}

/// `GET /workshops/{workshop}/vademecum.odt`.
pub async fn odt(asked: Asked) -> Result<Response, ApiError> {
    answer(asked, Format::Odt).await
}

/// `GET /workshops/{workshop}/vademecum.pdf`.
pub async fn pdf(asked: Asked) -> Result<Response, ApiError> {
    answer(asked, Format::Pdf).await
}

async fn answer(
    (app, Caller(caller), Path(workshop), headers): Asked,
    format: Format,
) -> Result<Response, ApiError> {
    let workshop = keepsake::opened(&app, &caller, &workshop).await?;
    let (outline, version) = keepsake::kept(&app, &key(&workshop.id)).await?;
    let mut hasher = DefaultHasher::new();
    (format, version).hash(&mut hasher);
    let material = material::of(&app, &workshop, |_| true, &mut hasher).await?;
    let tag = format!("\"{version}-{:016x}\"", hasher.finish());
    if etag::is_known(&headers, &tag) {
        return Ok(etag::unchanged(tag));
    }
    let bytes = write(&app, &workshop.id, material, outline, format).await?;
    Ok(keepsake::file(bytes, format.media_type(), &format!("vademecum.{}", format.ending()), &tag))
}

/// One at a time, among the posters.
pub async fn write(
    app: &App,
    workshop: &WorkshopId,
    material: Material,
    outline: Outline,
    format: Format,
) -> Result<Vec<u8>, ApiError> {
    let turn = press::turn(app).await?;
    let gathering = press::begin(move || document::handbook(&material, &outline));
    let handbook = press::done(gathering?).await?;
    let images = match format {
        Format::Markdown => Vec::new(),
        Format::Html | Format::Docx | Format::Odt | Format::Pdf => {
            images::found(app, workshop, handbook.pictures()).await?
        }
    };
    let fonts = app.fonts.clone();
    let writing = press::begin(move || {
        // Whoever asked may have left: until it is written nobody else's is.
        let _held = turn;
        format.write(&handbook, &pictures(images), &fonts)
    });
    press::done(writing?).await?.map_err(|error| {
        tracing::error!(error = %error, "a handbook could not be written");
        ApiError::unavailable()
    })
}

fn pictures(images: Vec<(ImageId, Bytes)>) -> Pictures {
    let mut room = PICTURE_BYTES;
    let fit: Vec<(ImageId, Bytes)> = images
        .into_iter()
        .filter(|(_, file)| room.checked_sub(file.len()).map(|rest| room = rest).is_some())
        .collect();
    let mut rasters = images::rasters(fit.clone());
    let picture = |(image, file): (ImageId, Bytes)| {
        let raster = rasters.remove(&image)?;
        let media_type = picture::media_type(&file);
        Some((image, Picture { file: file.as_ref().into(), media_type, raster }))
    };
    fit.into_iter().filter_map(picture).collect()
}
