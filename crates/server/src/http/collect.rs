//! Bringing group boards to plenary, and taking that back.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::Path;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use board::collect::{Accept, Base, Report, Undo};
use board::id::{BoardId, WorkshopId};
use room::{CollectVerb, OwnedSource, Put, Reply, Verb};
use workshop::{BoardKind, Workshop};

use super::Shared;
use super::access::{Body, Caller, facilitated};
use super::boards::view;
use super::error::ApiError;
use super::words;
use crate::app::App;
use crate::secret;

/// A wish to collect.
#[derive(Deserialize)]
pub struct Wish {
    from: Vec<BoardId>,
    into: BoardId,
    #[serde(default)]
    dry_run: bool,
    #[serde(default)]
    accept: Accept,
}

/// What is kept of a collect.
#[derive(Serialize, Deserialize)]
struct Kept {
    at_ms: u64,
    into: BoardId,
    from: Vec<BoardId>,
    undone: bool,
}

fn kept_prefix(workshop: &WorkshopId) -> String {
    format!("collect/{workshop}/")
}

fn undo_key(workshop: &WorkshopId, collect: &str) -> String {
    format!("undo/{workshop}/{collect}")
}

fn base_prefix(into: &BoardId) -> String {
    format!("base/{into}/")
}

fn put(key: String, value: &impl Serialize) -> Result<Put, ApiError> {
    let json = serde_json::to_vec(value).map_err(|_| ApiError::unavailable())?;
    Ok(Put { key, value: Some(json.into()) })
}

/// The sources of a collect: group boards of this workshop, in the order of sessions and groups.
fn sources(workshop: &Workshop, wish: &Wish) -> Result<Vec<(BoardId, String, u32)>, ApiError> {
    let into = workshop.board(&wish.into).ok_or_else(ApiError::unknown)?;
    if into.kind == BoardKind::Group {
        return Err(ApiError::bad(&words::COLLECT_INTO));
    }
    let mut chosen = Vec::new();
    for board in &wish.from {
        let found = workshop.board(board).ok_or_else(ApiError::unknown)?;
        let (BoardKind::Group, Some(group)) = (found.kind, &found.group) else {
            return Err(ApiError::bad(&words::COLLECT_FROM));
        };
        let place = (found.session.unwrap_or(0), workshop.groups.iter().position(|name| name == group));
        chosen.push((place, (board.clone(), group.clone(), found.session.unwrap_or(0))));
    }
    chosen.sort();
    chosen.dedup();
    Ok(chosen.into_iter().map(|(_, source)| source).collect())
}

async fn bases(app: &App, into: &BoardId, from: &[BoardId]) -> Result<BTreeMap<BoardId, Base>, ApiError> {
    let mut bases = BTreeMap::new();
    for board in from {
        let Some(entry) = app.store.get(&format!("{}{board}", base_prefix(into))).await? else { continue };
        match serde_json::from_slice(&entry.value) {
            Ok(base) => {
                bases.insert(board.clone(), base);
            }
            // Without its base a collect asks instead of overwriting; nothing is lost.
            Err(error) => {
                tracing::error!(board.id = %board, error = %error, "what was last collected cannot be read")
            }
        }
    }
    Ok(bases)
}

/// `POST /workshops/{id}/collect`.
pub async fn collect(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
    Body(wish): Body<Wish>,
) -> Result<Json<Value>, ApiError> {
    let wanted = facilitated(&caller, &workshop)?;
    // One collect of a workshop at a time, so that none compares with a base that another is about to replace.
    app.workshops
        .change(&wanted, async |change| {
            let chosen = sources(&change.workshop, &wish)?;
            let from: Vec<BoardId> = chosen.iter().map(|(board, ..)| board.clone()).collect();
            let mut owned = Vec::new();
            for (board, group, session) in chosen {
                let (view, _) = view(&app, &board).await?;
                owned.push(OwnedSource { board, group, session, view });
            }
            let at_ms = app.clock.now_ms();
            // Ids sort by time, so that the latest is the last of a listing.
            let collect = format!("{at_ms:013}{:09}", secret::random() % 1_000_000_000);
            let kept = Kept { at_ms, into: wish.into.clone(), from: from.clone(), undone: false };
            let verb = CollectVerb {
                sources: owned,
                bases: bases(&app, &wish.into, &from).await?,
                accept: wish.accept.clone(),
                dry_run: wish.dry_run,
                base_prefix: base_prefix(&wish.into),
                undo_key: undo_key(&wanted, &collect),
                puts: vec![put(format!("{}{collect}", kept_prefix(&wanted)), &kept)?],
            };
            let report: Report = match app.hub.ask(&wish.into, Verb::Collect(Box::new(verb))).await? {
                Reply::Collected { report, .. } => *report,
                Reply::Failed(error) => return Err(error.into()),
                _ => return Err(ApiError::unavailable()),
            };
            if !wish.dry_run {
                tracing::info!(
                    workshop.id = %wanted, collect.id = collect, collect.added = report.added.len(),
                    collect.changed = report.changed.len(), "collected"
                );
            }
            let mut body = json!(report);
            body["collect"] = if wish.dry_run { Value::Null } else { json!(collect) };
            Ok(Json(body))
        })
        .await
}

/// `GET /workshops/{id}/collects`: the latest first.
pub async fn list(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let wanted = facilitated(&caller, &workshop)?;
    let prefix = kept_prefix(&wanted);
    let mut entries = app.store.list(&prefix).await?;
    entries.reverse();
    let row = |(key, entry): (String, store::Entry)| {
        let kept: Kept = serde_json::from_slice(&entry.value).ok()?;
        let collect = key.strip_prefix(&prefix)?.to_owned();
        Some(
            json!({ "collect": collect, "at": kept.at_ms, "into": kept.into, "from": kept.from, "undone": kept.undone }),
        )
    };
    Ok(Json(entries.into_iter().filter_map(row).collect()))
}

/// `POST /workshops/{id}/collect/{collect}/undo`: takes the latest collect of a board back, as a new edit.
pub async fn undo(
    app: Shared,
    Caller(caller): Caller,
    Path((workshop, collect)): Path<(String, String)>,
) -> Result<Json<Value>, ApiError> {
    let wanted = facilitated(&caller, &workshop)?;
    if collect.len() != 22 || !collect.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ApiError::unknown());
    }
    app.workshops
        .change(&wanted, async |_change| {
            let prefix = kept_prefix(&wanted);
            let read = |entry: &store::Entry| serde_json::from_slice::<Kept>(&entry.value).ok();
            let entries = app.store.list(&prefix).await?;
            let kept = entries
                .iter()
                .find(|(key, _)| key.strip_prefix(&prefix) == Some(collect.as_str()))
                .and_then(|(_, entry)| read(entry))
                .ok_or_else(ApiError::unknown)?;
            let later = entries.iter().filter(|(key, _)| key.strip_prefix(&prefix) > Some(collect.as_str()));
            let is_latest = !later
                .filter_map(|(_, entry)| read(entry))
                .any(|other| other.into == kept.into && !other.undone);
            if kept.undone || !is_latest {
                return Err(ApiError::new(
                    axum::http::StatusCode::CONFLICT,
                    "not_latest",
                    &words::NOT_LATEST,
                ));
            }
            let stored = app.store.get(&undo_key(&wanted, &collect)).await?.ok_or_else(ApiError::unknown)?;
            let undo: Undo = serde_json::from_slice(&stored.value).map_err(|_| ApiError::unavailable())?;
            let into = kept.into.clone();
            let verb = Verb::Undo {
                undo: Box::new(undo),
                base_prefix: base_prefix(&into),
                puts: vec![put(format!("{prefix}{collect}"), &Kept { undone: true, ..kept })?],
            };
            match app.hub.ask(&into, verb).await? {
                Reply::Undone { kept, .. } => Ok(Json(json!({ "collect": collect, "kept": kept }))),
                Reply::Failed(error) => Err(error.into()),
                _ => Err(ApiError::unavailable()),
            }
        })
        .await
}
