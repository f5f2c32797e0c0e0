//! A board as a file, and a file's content for a board.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, get};
use board::format::csv::RowError;
use board::format::landing::{Whose, land, sift};
use board::format::{self, Format, Import, Refusal};
use board::id::{ImageId, ParticipantId};
use board::mark::Figure;
use board::role::Role;
use board::view::BoardView;
use serde::Deserialize;
use serde_json::{Value, json};
use workshop::BoardKind;

use super::access::Caller;
use super::boards::{Opened, open, view, write};
use super::error::ApiError;
use super::language::wanted;
use super::{Shared, images, pieces, words};
use crate::app::App;
use crate::history::{self, Cause, Moment};
use crate::secret;

/// First words of things that are told before they are on a board.
const FIRST: usize = 12;

/// `GET /boards/{board}/export.…`: for whoever may open the board.
pub fn export(format: Format) -> MethodRouter<Arc<App>> {
    get(move |app: Shared, caller: Caller, board: Path<String>| exported(app, caller, board, format))
}

async fn exported(
    app: Shared,
    Caller(caller): Caller,
    Path(board): Path<String>,
    format: Format,
) -> Result<impl IntoResponse, ApiError> {
    let opened = open(&app, &caller, &board).await?;
    let (view, _) = view(&app, &opened.board.id).await?;
    let turn = app.files.clone().acquire_owned().await.map_err(|_| ApiError::unavailable())?;
    let written = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let workshop = opened.workshop;
        let staff = words::STAFF.says(workshop.language());
        let name = |id: &str| match id.parse::<ParticipantId>() {
            Ok(id) => Some(workshop.participant(&id).map_or(staff, |person| &person.name).to_owned()),
            Err(_) => Some(staff.to_owned()),
        };
        format::export(format, &view, &name)
    });
    let file = written.await.map_err(|_| ApiError::unavailable())?.map_err(|error| {
        tracing::error!(error = %error, format = format.extension(), "a board cannot be written as a file");
        ApiError::unavailable()
    })?;
    let disposition = format!("attachment; filename=\"board.{}\"", format.extension());
    Ok(([(CONTENT_TYPE, format.media_type().to_owned()), (CONTENT_DISPOSITION, disposition)], file))
}

/// What a file is and what is wanted of it.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Wish {
    /// Which kind; without it the file's own beginning and its name decide.
    format: Option<String>,
    /// What the file is called.
    name: Option<String>,
    /// Only tell what would come.
    dry_run: Option<String>,
    /// Tell it as pieces that a page puts on the board itself, in the name of who it is.
    pieces: Option<String>,
}

impl Wish {
    fn format(&self, bytes: &[u8]) -> Result<Format, ApiError> {
        let Some(named) = &self.format else {
            return Ok(Format::guess(self.name.as_deref().unwrap_or_default(), bytes));
        };
        Format::named(named).ok_or_else(|| {
            let known: Vec<_> = Format::ALL.into_iter().map(Format::extension).collect();
            ApiError::bad(words::FILE_KINDS.with("kinds", known.join(", ")))
        })
    }
}

fn is_set(flag: Option<&String>) -> bool {
    flag.is_some_and(|flag| flag == "1" || flag == "true")
}

/// `POST /boards/{board}/import`: the body is the file. For whoever makes clusters there.
pub async fn import(
    app: Shared,
    Caller(caller): Caller,
    Path(board): Path<String>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Value>, ApiError> {
    let opened = open(&app, &caller, &board).await?;
    if opened.role < Role::Editor {
        return Err(ApiError::forbidden());
    }
    let bytes =
        axum::body::to_bytes(body, app.limits.import_bytes).await.map_err(|_| ApiError::too_large())?;
    let as_pieces = is_set(wish.pieces.as_ref());
    let turn = app.files.clone().acquire_owned().await.map_err(|_| ApiError::unavailable())?;
    let format = wish.format(&bytes)?;
    let reading = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        format::import(format, &bytes)
    });
    let mut import =
        reading.await.map_err(|_| ApiError::unavailable())?.map_err(|refusal| refused(&refusal, &wish))?;
    let there = pictures_there(&app, &opened, &import.content).await?;
    let (board, _) = view(&app, &opened.board.id).await?;
    let only_told = as_pieces || is_set(wish.dry_run.as_ref());
    let (mut answer, edits) = {
        let knows =
            |id: &str| id.parse().is_ok_and(|id: ParticipantId| opened.workshop.participant(&id).is_some());
        let whose = Whose {
            author: caller.person().map(|person| person.id.as_str()),
            is_whole: opened.role > Role::Editor && !as_pieces,
            knows: &knows,
            has: &|image| there.contains(image),
            at_ms: app.clock.now_ms(),
        };
        sift(&mut import, &whose);
        let edits =
            if only_told { Vec::new() } else { land(&import.content, &board, &whose, &mut secret::random) };
        (told(&import, &board, format, &headers), edits)
    };
    if as_pieces {
        answer["pieces"] = pieces::of(&import.content);
    }
    if only_told {
        return Ok(Json(answer));
    }
    answer["before"] = json!(kept_before(&app, &opened).await);
    write(&app, &opened.board.id, edits).await?;
    tracing::info!(board.id = %opened.board.id, format = format.extension(), by = caller.kind(), "a file was imported");
    Ok(Json(answer))
}

/// Which of the pictures that a file names are in the workshop.
async fn pictures_there(
    app: &App,
    opened: &Opened,
    content: &BoardView,
) -> Result<BTreeSet<ImageId>, ApiError> {
    let of_notes = content.notes.values().filter_map(|note| note.image.as_ref());
    let of_marks = content.marks.values().filter_map(|mark| match &mark.figure {
        Figure::Image { image, .. } => Some(image),
        _ => None,
    });
    let named: BTreeSet<&ImageId> = of_notes.chain(of_marks).collect();
    let mut there = BTreeSet::new();
    for image in named {
        if images::is_there(app, &opened.workshop.id, image).await? {
            there.insert(image.clone());
        }
    }
    Ok(there)
}

/// The board as it was becomes a version with a name, so that all of it can be taken back; of sheets there are none.
async fn kept_before(app: &App, opened: &Opened) -> Option<String> {
    if opened.board.kind == BoardKind::Private {
        return None;
    }
    let name = words::BEFORE_IMPORT.says(opened.workshop.language()).to_owned();
    let session = opened.workshop.session_now;
    let moment = Moment { at_ms: app.agenda.now_ms(), cause: Cause::Named, name: Some(name), session };
    match history::keep_now(app, &opened.board.id, moment).await {
        Ok(version) => version.map(|version| version.id),
        Err(error) => {
            tracing::warn!(board.id = %opened.board.id, error = %error, "no version was kept before an import");
            None
        }
    }
}

/// How much there is, how it begins, and what of the file is not in it.
fn told(import: &Import, board: &BoardView, format: Format, headers: &HeaderMap) -> Value {
    let Import { content, remarks } = import;
    let mut remarks = remarks.clone();
    if !content.title.is_empty() && content.title != board.title {
        remarks.title(&content.title);
    }
    let clusters = content.clusters.values().map(|cluster| &cluster.title);
    let notes = content.notes.values().map(|note| &note.text);
    let says = clusters.chain(notes).filter(|text| !text.trim().is_empty()).take(FIRST);
    json!({
        "format": format.extension(),
        "title": content.title,
        "clusters": content.clusters.len(),
        "notes": content.notes.len(),
        "links": content.links.len(),
        "drawings": content.marks.len(),
        "says": says.collect::<Vec<_>>(),
        "remarks": remarks.sentences(wanted(headers)),
    })
}

fn refused(refusal: &Refusal, wish: &Wish) -> ApiError {
    let reason = refusal.reason.clone();
    let Some(line) = refusal.line else {
        return ApiError::new(
            StatusCode::BAD_REQUEST,
            "wrong_file",
            words::FILE_WRONG.with("reason", reason),
        );
    };
    let text = words::FILE_WRONG_AT.with("line", line).with("reason", reason.clone());
    let file = wish.name.clone().unwrap_or_else(|| "file".to_owned());
    ApiError::new(StatusCode::BAD_REQUEST, "wrong_file", text).with_rows(vec![RowError {
        file,
        line,
        reason,
    }])
}
