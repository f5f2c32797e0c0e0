//! Boards as posters.

pub(super) mod drawing;
pub mod usual;
mod wish;

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io::{self, Write};
use std::sync::Arc;

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG};
use axum::response::{IntoResponse, Response};
use board::id::{ImageId, ItemId, WorkshopId};
use board::view::BoardView;
use bytes::Bytes;
use publish::poster::{self, Chart, Failure, Legibility, Logo, Options, Print, Scene, SvgText};
use serde::{Deserialize, Serialize};

use super::Shared;
use super::access::{Caller, Choices};
use super::boards::{Opened, open, view};
use super::error::ApiError;
use super::etag;
use super::images;
use super::publication;
use super::words;
use crate::app::App;
use wish::{Sign, Wish};

/// Longest side of a logo in pixels: 300 dots per inch on the largest sheet.
const LOGO_SIDE: u32 = 2_000;
/// Most sheets in one file.
const SHEETS_MAX: usize = 120;

/// How a sheet could be read, and what one could choose about it.
#[derive(Serialize)]
struct Found<'a> {
    #[serde(flatten)]
    legibility: Legibility,
    clusters: Vec<Named<'a>>,
    colours: &'a [String],
    chart: &'a Chart,
    /// The line under the heading unless another one is wished.
    subtitle: &'a str,
}

#[derive(Serialize)]
struct Named<'a> {
    id: &'a ItemId,
    title: &'a str,
}

/// What is made of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Format {
    Png,
    Jpeg,
    Pdf,
    Svg(SvgText),
    /// How well it could be read.
    Legibility,
}

impl Format {
    /// As HTTP names it.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Pdf => "application/pdf",
            Self::Svg(_) => "image/svg+xml",
            Self::Legibility => "application/json",
        }
    }

    /// How its file ends; what is no file has none.
    const fn ending(self) -> Option<&'static str> {
        match self {
            Self::Png => Some("png"),
            Self::Jpeg => Some("jpg"),
            Self::Pdf => Some("pdf"),
            Self::Svg(_) => Some("svg"),
            Self::Legibility => None,
        }
    }
}

/// One sheet to be drawn: of which board, how, and its pictures as they are kept.
struct Sheet {
    view: Arc<BoardView>,
    seq: u64,
    options: Options,
    subtitle: String,
    images: Vec<(ImageId, Bytes)>,
    logos: Vec<(Sign, Bytes)>,
}

impl Sheet {
    async fn new(app: &App, opened: &Opened, wish: &Wish) -> Result<Self, ApiError> {
        let (view, seq) = view(app, &opened.board.id).await?;
        let code = if wish.has_code() { Some(way(app, &opened.workshop.id).await?) } else { None };
        let options = Options { fonts: app.fonts.clone(), code, ..wish.options(opened, &view)? };
        let subtitle = Wish::usual_subtitle(opened);
        Ok(Self { view, seq, options, subtitle, images: Vec::new(), logos: Vec::new() })
    }

    async fn fetch(&mut self, app: &App, workshop: &WorkshopId, signs: &[Sign]) -> Result<(), ApiError> {
        self.images = images::for_paper(app, workshop, &self.view).await?;
        for sign in signs {
            match images::kept(app, workshop, &sign.image).await? {
                Some(bytes) => self.logos.push((sign.clone(), bytes)),
                None => return Err(ApiError::bad(&words::NO_SUCH_LOGO)),
            }
        }
        Ok(())
    }

    fn scene(&mut self) -> Scene {
        self.options.images = images::rasters(std::mem::take(&mut self.images));
        let logos = std::mem::take(&mut self.logos).into_iter();
        let logo = |(sign, bytes): (Sign, Bytes)| {
            Some(Logo { raster: images::raster(&sign.image, &bytes, LOGO_SIDE)?, says: sign.says })
        };
        self.options.logos = logos.filter_map(logo).collect();
        poster::scene(&self.view, &self.options)
    }

    fn write(&mut self, format: Format, print: Print, out: &mut impl Write) -> Result<(), Failure> {
        let scene = self.scene();
        match format {
            Format::Png => poster::png(&scene, out).map(|_| ()),
            Format::Jpeg => poster::jpeg(&scene, out).map(|_| ()),
            Format::Pdf => poster::pdf(&[scene], print, out).map(|_| ()),
            Format::Svg(text) => poster::svg(&scene, text, out).map(|_| ()),
            Format::Legibility => {
                let clusters = self.view.clusters.iter();
                let found = Found {
                    legibility: poster::legibility(&scene, self.options.paper),
                    clusters: clusters.map(|(id, cluster)| Named { id, title: &cluster.title }).collect(),
                    colours: &scene.colours,
                    chart: &scene.chart,
                    subtitle: &self.subtitle,
                };
                serde_json::to_writer(out, &found).map_err(|error| Failure::Write(io::Error::from(error)))
            }
        }
    }
}

/// The address of the public page.
async fn way(app: &App, workshop: &WorkshopId) -> Result<String, ApiError> {
    let public = publication::kept(app, workshop).await?;
    public.map(|(page, _)| app.page_url(&page.link)).ok_or_else(|| ApiError::bad(&words::NOT_PUBLIC))
}

/// Who asks for which board, how, and what they have of it already.
type Asked = (Shared, Caller, Path<String>, Choices<Wish>, HeaderMap);

/// `GET /boards/{id}/poster.png`.
pub async fn png(asked: Asked) -> Result<Response, ApiError> {
    answer(asked, Format::Png).await
}

/// `GET /boards/{id}/poster.jpg`.
pub async fn jpeg(asked: Asked) -> Result<Response, ApiError> {
    answer(asked, Format::Jpeg).await
}

/// `GET /boards/{id}/poster.pdf`.
pub async fn pdf(asked: Asked) -> Result<Response, ApiError> {
    answer(asked, Format::Pdf).await
}

/// `GET /boards/{id}/poster.svg`.
pub async fn svg(asked: Asked) -> Result<Response, ApiError> {
    let text = asked.3.0.svg_text()?;
    answer(asked, Format::Svg(text)).await
}

/// `GET /boards/{id}/poster.json`.
pub async fn legibility(asked: Asked) -> Result<Response, ApiError> {
    answer(asked, Format::Legibility).await
}

async fn answer(
    (app, Caller(caller), Path(board), Choices(wish), headers): Asked,
    format: Format,
) -> Result<Response, ApiError> {
    let opened = open(&app, &caller, &board).await?;
    let (print, signs) = (wish.print()?, wish.signs()?);
    let mut sheet = Sheet::new(&app, &opened, &wish).await?;
    let tag = tag(&format!("{:?} {print:?} {signs:?} {format:?}", sheet.options), &[sheet.seq]);
    if etag::is_known(&headers, &tag) {
        return Ok(etag::unchanged(tag));
    }
    // How large letters are does not depend on pictures.
    if format != Format::Legibility {
        sheet.fetch(&app, &opened.workshop.id, &signs).await?;
    }
    let body = drawing::draw(&app, move |out| sheet.write(format, print, out)).await?;
    let headers = [
        (CONTENT_TYPE, format.media_type().to_owned()),
        (CACHE_CONTROL, "private, no-cache".to_owned()),
        (ETAG, tag),
    ];
    let mut response = (headers, body).into_response();
    if let Some(ending) = format.ending() {
        attach(&mut response, &format!("poster-{}.{ending}", opened.board.id));
    }
    Ok(response)
}

/// Which boards; the choices for all of them stand beside it.
#[derive(Deserialize)]
pub struct Set {
    /// Ids with commas between them, in the order of the sheets.
    #[serde(default)]
    boards: String,
}

/// `GET /workshops/{id}/posters.pdf`: several boards, a sheet each.
pub async fn set(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
    (Choices(Set { boards }), Choices(wish)): (Choices<Set>, Choices<Wish>),
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let (print, signs) = (wish.print()?, wish.signs()?);
    let boards: Vec<&str> = boards.split(',').map(str::trim).filter(|id| !id.is_empty()).collect();
    if boards.is_empty() || boards.len() > SHEETS_MAX {
        return Err(ApiError::bad(words::SHEETS.with("most", SHEETS_MAX)));
    }
    let mut sheets = Vec::with_capacity(boards.len());
    for board in boards {
        let opened = open(&app, &caller, board).await?;
        if opened.workshop.id.as_str() != workshop {
            return Err(ApiError::unknown());
        }
        sheets.push((Sheet::new(&app, &opened, &wish).await?, opened.workshop.id.clone()));
    }
    let seqs: Vec<u64> = sheets.iter().map(|(sheet, _)| sheet.seq).collect();
    let options: Vec<&Options> = sheets.iter().map(|(sheet, _)| &sheet.options).collect();
    let tag = tag(&format!("{options:?} {print:?} {signs:?}"), &seqs);
    if etag::is_known(&headers, &tag) {
        return Ok(etag::unchanged(tag));
    }
    for (sheet, workshop) in &mut sheets {
        sheet.fetch(&app, workshop, &signs).await?;
    }
    let body = drawing::draw(&app, move |out| {
        let scenes: Vec<Scene> = sheets.iter_mut().map(|(sheet, _)| sheet.scene()).collect();
        poster::pdf(&scenes, print, out).map(|_| ())
    })
    .await?;
    let headers = [
        (CONTENT_TYPE, Format::Pdf.media_type().to_owned()),
        (CACHE_CONTROL, "private, no-cache".to_owned()),
        (ETAG, tag),
    ];
    let mut response = (headers, body).into_response();
    attach(&mut response, &format!("posters-{workshop}.pdf"));
    Ok(response)
}

fn tag(choices: &str, seqs: &[u64]) -> String {
    let mut hasher = DefaultHasher::new();
    (choices, seqs).hash(&mut hasher);
    format!("\"{}-{:016x}\"", seqs.iter().max().copied().unwrap_or_default(), hasher.finish())
}

fn attach(response: &mut Response, name: &str) {
    if let Ok(name) = format!("attachment; filename=\"{name}\"").parse() {
        response.headers_mut().insert(CONTENT_DISPOSITION, name);
    }
}
