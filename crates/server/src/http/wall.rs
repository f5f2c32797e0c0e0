//! The wall of the cockpit: what goes on on every board, small.
//!
//! Whoever conducts asks more than once a second. What changed on a board comes once: the page says which state of each it has.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::Path;
use serde::Deserialize;
use serde_json::{Value, json};

use board::id::{BoardId, ParticipantId, WorkshopId};
use board::view::BoardView;
use room::Stats;
use workshop::{BoardEntry, BoardKind, Workshop};

use super::Shared;
use super::access::{Body, Caller, conducting, id};
use super::boards::view;
use super::error::ApiError;
use crate::app::App;

/// Most notes and clusters of a miniature: more could not be told apart.
const SKETCH_MAX: usize = 600;

/// What the page wants to know.
#[derive(Deserialize)]
pub struct Glance {
    /// The boards of this session, and the canvas.
    session: u32,
    /// The state of each board that the page has, as it was answered.
    #[serde(default)]
    known: BTreeMap<BoardId, u64>,
}

/// `POST /workshops/{id}/wall`.
pub async fn wall(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
    Body(glance): Body<Glance>,
) -> Result<Json<Value>, ApiError> {
    let wanted: WorkshopId = id(&workshop)?;
    let workshop = app.workshops.get(&wanted).await?;
    conducting(&caller, &workshop)?;
    let mut sheets = BTreeMap::<&BoardId, Vec<Stats>>::new();
    for sheet in workshop.sheets().filter(|sheet| app.hub.is_open(&sheet.entry.id)) {
        if let Ok(stats) = app.hub.stats(&sheet.entry.id).await {
            sheets.entry(sheet.of).or_default().push(stats);
        }
    }
    let mut boards = Vec::new();
    for board in workshop.boards.iter().filter(|board| is_shown(board, glance.session)) {
        let aside = sheets.remove(&board.id).unwrap_or_default();
        let known = glance.known.get(&board.id).copied();
        // A board that cannot be reached at the moment is left out; the page asks again.
        match glimpse(&app, &workshop, board, &aside, known).await {
            Ok(row) => boards.push(row),
            Err(error) => {
                tracing::warn!(board.id = %board.id, status = %error.status, "a board is missing on the wall");
            }
        }
    }
    Ok(Json(json!({ "now": app.clock.now_ms(), "boards": boards })))
}

fn is_shown(board: &BoardEntry, session: u32) -> bool {
    board.session == Some(session) || board.kind == BoardKind::Canvas
}

/// One board. Whoever writes privately counts as being on it; what they write does not.
async fn glimpse(
    app: &App,
    workshop: &Workshop,
    board: &BoardEntry,
    aside: &[Stats],
    known: Option<u64>,
) -> Result<Value, ApiError> {
    let is_open = app.hub.is_open(&board.id);
    let stats = app.hub.stats(&board.id).await?;
    let seq = if is_open { stats.seq } else { app.store.head(board.id.as_str()).await?.seq };
    let everybody = || std::iter::once(&stats).chain(aside);
    let online: BTreeMap<&ParticipantId, &String> = everybody().flat_map(|stats| &stats.people).collect();
    let is_up = |(_, raised): &(&ParticipantId, &u64)| workshop.is_up(&board.id, **raised);
    let hands: Vec<_> =
        everybody().flat_map(|stats| &stats.hands).filter(is_up).map(|(person, _)| person).collect();
    let mut row = json!({
        "board": board.id,
        "seq": seq,
        "notes": stats.notes,
        "hidden": app.curtain.count(&board.id),
        "online": online.iter().map(|(id, name)| json!({ "participant": id, "name": name })).collect::<Vec<_>>(),
        "hands": hands,
        "edited": everybody().filter_map(|stats| stats.edited_ms).max(),
    });
    if known != Some(seq) {
        row["sketch"] = sketch(&view(app, &board.id).await?.0);
    }
    Ok(row)
}

/// What a miniature is drawn of: `[x, y, w, h, colour]` of each, the title of a cluster behind it.
fn sketch(view: &BoardView) -> Value {
    let place = |pos: [f64; 2], size: [f64; 2]| [pos[0], pos[1], size[0], size[1]].map(|n| n.round() as i64);
    let clusters = view.clusters.values().take(SKETCH_MAX).map(|cluster| {
        let [x, y, w, h] = place(cluster.pos, cluster.size);
        json!([x, y, w, h, cluster.color, cluster.title])
    });
    let notes = view.notes.values().take(SKETCH_MAX).map(|note| {
        let [x, y, w, h] = place(note.pos, note.size);
        json!([x, y, w, h, note.color])
    });
    let hidden = view.hidden.values().take(SKETCH_MAX).map(|hidden| place(hidden.pos, hidden.size));
    json!({
        "clusters": clusters.collect::<Vec<_>>(),
        "notes": notes.collect::<Vec<_>>(),
        "hidden": hidden.collect::<Vec<_>>(),
    })
}
