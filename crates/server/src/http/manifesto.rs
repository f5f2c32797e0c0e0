//! The workshop as a manifesto: what was chosen for its one page, kept with the workshop, and the files made of it.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io::Write;

use axum::Json;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use board::id::WorkshopId;
use board::words::Language;
use publish::document::{Material, Origin};
use publish::manifesto::{self, Candidate, Choice, Cluster, Manifesto, Overfull, Sheet};
use publish::poster::{self, Failure, Fonts, Print};
use serde::Deserialize;
use serde_json::{Value, json};
use workshop::Workshop;

use super::Shared;
use super::access::{Body, Caller, Choices};
use super::error::ApiError;
use super::poster::drawing;
use super::{etag, keepsake, language, material, press, words};
use crate::app::App;

/// Dots per inch of a PNG that are taken when none are asked for.
const DOTS: u32 = 150;

/// Choices, and the version they are made of.
#[derive(Deserialize)]
pub struct Wish {
    version: u64,
    choice: Choice,
}

/// How fine a PNG is.
#[derive(Deserialize)]
pub struct Resolution {
    dpi: Option<u32>,
}

impl Resolution {
    fn dots(&self) -> Result<u32, ApiError> {
        let (low, high) = (poster::DPI.start(), poster::DPI.end());
        let dots = self.dpi.unwrap_or(DOTS);
        if poster::DPI.contains(&dots) {
            return Ok(dots);
        }
        Err(ApiError::bad(words::DPI.with("low", *low).with("high", *high)))
    }
}

/// What a manifesto is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Format {
    Pdf,
    Png,
    Html,
}

impl Format {
    const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Html => "html",
        }
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Html => "text/html; charset=utf-8",
        }
    }

    fn write(self, manifesto: &Manifesto, sheet: Sheet, out: &mut impl Write) -> Result<(), Failure> {
        match self {
            Self::Pdf => poster::pdf(&[sheet.scene], Print::default(), out).map(|_| ()),
            Self::Png => poster::png(&sheet.scene, out).map(|_| ()),
            Self::Html => Ok(out.write_all(manifesto::html(manifesto, &sheet).as_bytes())?),
        }
    }
}

fn key(workshop: &WorkshopId) -> String {
    format!("manifesto/{workshop}")
}

/// `GET /workshops/{workshop}/manifesto`.
pub async fn show(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Value>, ApiError> {
    let workshop = keepsake::opened(&app, &caller, &workshop).await?;
    let (choice, version) = keepsake::kept(&app, &key(&workshop.id)).await?;
    resolved(&app, &workshop, choice, version, language::wanted(&headers)).await.map(Json)
}

/// `PUT /workshops/{workshop}/manifesto`.
pub async fn save(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
    headers: HeaderMap,
    Body(Wish { version, choice }): Body<Wish>,
) -> Result<Json<Value>, ApiError> {
    let workshop = keepsake::opened(&app, &caller, &workshop).await?;
    choice.check().map_err(keepsake::refused)?;
    keepsake::keep(&app, &key(&workshop.id), version, &choice, &words::MANIFESTO_CROSSED).await?;
    tracing::info!(workshop.id = %workshop.id, by = caller.kind(), "what stands on the manifesto was saved");
    resolved(&app, &workshop, choice, version + 1, language::wanted(&headers)).await.map(Json)
}

/// The choices, and what comes of them with what is on the boards now.
async fn resolved(
    app: &App,
    workshop: &Workshop,
    choice: Choice,
    version: u64,
    language: Language,
) -> Result<Value, ApiError> {
    let material = material::of(app, workshop, |_| true, &mut DefaultHasher::new()).await?;
    let chosen = json!(choice);
    let (manifesto, sheet) = set(app, material, choice, DOTS).await?;
    let mut body = told(&manifesto);
    body["version"] = json!(version);
    body["choice"] = chosen;
    match sheet {
        Ok(sheet) => {
            body["points"] = json!(sheet.points);
            body["size_mm"] = json!(sheet.scene.size);
        }
        Err(overfull) => body["overfull"] = json!(overfull.text().sentence().say(language)),
    }
    Ok(body)
}

/// The manifesto and its page, if one holds it.
async fn set(
    app: &App,
    material: Material,
    choice: Choice,
    dpi: u32,
) -> Result<(Manifesto, Result<Sheet, Overfull>), ApiError> {
    let fonts: Fonts = app.fonts.clone();
    let setting = press::begin(move || {
        let manifesto = manifesto::manifesto(&material, &choice);
        let sheet = manifesto::sheet(&manifesto, dpi, &fonts);
        (manifesto, sheet)
    })?;
    press::done(setting).await
}

fn told(manifesto: &Manifesto) -> Value {
    let source = |origin: &Origin| json!({ "group": origin.group, "session": origin.session });
    let candidate = |note: &Candidate| {
        json!({
            "key": note.key,
            "text": note.text,
            "votes": note.votes,
            "sources": note.origins.iter().map(source).collect::<Vec<_>>(),
        })
    };
    let cluster = |cluster: &Cluster| {
        json!({
            "key": cluster.key,
            "title": cluster.title,
            "notes": cluster.notes.iter().map(candidate).collect::<Vec<_>>(),
        })
    };
    let sentence = |one: &manifesto::Sentence| json!({ "key": one.key, "text": one.text, "note": one.note, "color": one.color, "source": one.source });
    json!({
        "title": manifesto.title,
        "basis": manifesto.basis,
        "possible": manifesto.possible,
        "by_votes": manifesto.is_by_votes,
        "sentences": manifesto.sentences.iter().map(sentence).collect::<Vec<_>>(),
        "clusters": manifesto.clusters.iter().map(cluster).collect::<Vec<_>>(),
    })
}

/// Who asks for which workshop's, how fine, and what they have of it already.
type Asked = (Shared, Caller, Path<String>, Choices<Resolution>, HeaderMap);

/// `GET /workshops/{workshop}/manifesto.pdf`.
pub async fn pdf(asked: Asked) -> Result<Response, ApiError> {
    answer(asked, Format::Pdf).await
}

/// `GET /workshops/{workshop}/manifesto.png`.
pub async fn png(asked: Asked) -> Result<Response, ApiError> {
    answer(asked, Format::Png).await
}

/// `GET /workshops/{workshop}/manifesto.html`.
pub async fn html(asked: Asked) -> Result<Response, ApiError> {
    answer(asked, Format::Html).await
}

async fn answer(
    (app, Caller(caller), Path(workshop), Choices(resolution), headers): Asked,
    format: Format,
) -> Result<Response, ApiError> {
    let workshop = keepsake::opened(&app, &caller, &workshop).await?;
    let dpi = resolution.dots()?;
    let (choice, version) = keepsake::kept::<Choice>(&app, &key(&workshop.id)).await?;
    let mut hasher = DefaultHasher::new();
    (format, dpi, version).hash(&mut hasher);
    let material = material::of(&app, &workshop, |_| true, &mut hasher).await?;
    let tag = format!("\"{version}-{:016x}\"", hasher.finish());
    if etag::is_known(&headers, &tag) {
        return Ok(etag::unchanged(tag));
    }
    let (manifesto, sheet) = set(&app, material, choice, dpi).await?;
    let sheet = sheet.map_err(|overfull| {
        ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "overfull", overfull.text().sentence())
    })?;
    let body = drawing::draw(&app, move |out| format.write(&manifesto, sheet, out)).await?;
    Ok(keepsake::file(body, format.media_type(), &format!("manifesto.{}", format.ending()), &tag))
}
