//! Giving chosen things of a board to the groups, and taking that back.

use axum::Json;
use axum::extract::Path;
use board::collect::{self, Layout, Only};
use board::id::{BoardId, ItemId, WorkshopId};
use board::view::BoardView;
use room::{CollectVerb, OwnedSource, Put};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;
use workshop::{BoardEntry, BoardKind, Workshop};

use super::Shared;
use super::access::{Body, Caller, conducting, id};
use super::boards::view;
use super::collect::kept::{self, Kept, base_key, fresh_id, put_kept, undo_key};
use super::collect::{ask, before, take_back};
use super::error::ApiError;
use super::words;
use crate::app::App;

/// A wish to send.
#[derive(Deserialize)]
pub struct Wish {
    from: BoardId,
    items: Items,
    /// Without it the groups' boards of the present session.
    into: Option<Vec<BoardId>>,
    #[serde(default)]
    dry_run: bool,
}

/// What is sent; links are those between, unless they are named.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Items {
    notes: BTreeSet<ItemId>,
    clusters: BTreeSet<ItemId>,
    links: Option<BTreeSet<ItemId>>,
}

impl Items {
    fn only(&self, board: &BoardId) -> Only {
        let places = |ids: &BTreeSet<ItemId>| ids.iter().map(|id| (board.clone(), id.clone())).collect();
        Only {
            notes: Some(places(&self.notes)),
            clusters: Some(places(&self.clusters)),
            links: self.links.as_ref().map(places),
            votes_min: None,
        }
    }

    fn is_any_on(&self, view: &BoardView) -> bool {
        self.notes.iter().any(|id| view.notes.contains_key(id))
            || self.clusters.iter().any(|id| view.clusters.contains_key(id))
    }
}

/// The groups that get it, in the order of the workshop.
fn groups<'a>(workshop: &'a Workshop, wish: &Wish) -> Result<Vec<&'a BoardEntry>, ApiError> {
    let wanted: Vec<&BoardEntry> = match &wish.into {
        None => workshop
            .boards
            .iter()
            .filter(|board| board.session == Some(workshop.session_now) && board.kind == BoardKind::Group)
            .filter(|board| board.id != wish.from)
            .collect(),
        Some(boards) => boards
            .iter()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .map(|board| workshop.board(board).ok_or_else(ApiError::unknown))
            .collect::<Result<_, _>>()?,
    };
    if wanted.iter().any(|board| board.kind != BoardKind::Group || board.id == wish.from) {
        return Err(ApiError::bad(&words::SEND_INTO));
    }
    Ok(wanted)
}

/// `POST /workshops/{id}/send`.
pub async fn send(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
    Body(wish): Body<Wish>,
) -> Result<Json<Value>, ApiError> {
    let wanted: WorkshopId = id(&workshop)?;
    // In turn with collects: both compare with the same bases.
    app.workshops
        .change(&wanted, async |change| {
            conducting(&caller, &change.workshop)?;
            let from = change.workshop.board(&wish.from).ok_or_else(ApiError::unknown)?;
            let groups = groups(&change.workshop, &wish)?;
            let (view, _) = view(&app, &from.id).await?;
            if groups.is_empty() || !wish.items.is_any_on(&view) {
                return Err(ApiError::bad(&words::SEND_NOTHING));
            }
            let at_ms = app.clock.now_ms();
            let send = fresh_id(at_ms);
            let boards: Vec<BoardId> = groups.iter().map(|board| board.id.clone()).collect();
            let kept =
                Kept { at_ms, into: from.id.clone(), from: boards.clone(), undone: false, sent: true };
            if !wish.dry_run {
                // Before any board has it: what a crash leaves half done can be done again, and taken back.
                store(&app, put_kept(&wanted, &send, &kept)?).await?;
            }
            let mut bases = kept::bases(&app, &from.id, &boards).await?;
            let mut told = Vec::new();
            for group in groups {
                let source = OwnedSource {
                    board: from.id.clone(),
                    group: from.group.clone().unwrap_or_default(),
                    session: from.session.unwrap_or(0),
                    before: before(&change.workshop, &from.id),
                    view: Arc::clone(&view),
                };
                let base = bases.remove(&group.id).unwrap_or_default();
                let verb = CollectVerb {
                    into: group.id.clone(),
                    into_before: before(&change.workshop, &group.id),
                    sources: vec![source],
                    bases: [(from.id.clone(), base)].into(),
                    wish: collect::Wish {
                        only: wish.items.only(&from.id),
                        layout: Layout::Aside,
                        ..collect::Wish::default()
                    },
                    dry_run: wish.dry_run,
                    base_keys: [(from.id.clone(), base_key(&from.id, &group.id))].into(),
                    undo_key: undo_key(&wanted, &send, Some(&group.id)),
                    puts: Vec::new(),
                };
                let (report, _) = ask(&app, verb).await?;
                told.push(json!({
                    "board": group.id, "group": group.group, "session": group.session,
                    "added": report.added.len(), "changed": report.changed.len(),
                    "conflicts": report.conflicts.len(), "unchanged": report.unchanged,
                }));
            }
            if !wish.dry_run {
                tracing::info!(workshop.id = %wanted, send.id = send, send.groups = told.len(), "sent to groups");
            }
            Ok(Json(json!({ "send": if wish.dry_run { Value::Null } else { json!(send) }, "groups": told })))
        })
        .await
}

async fn store(app: &App, Put { key, value }: Put) -> Result<(), ApiError> {
    let Some(value) = value else { return Ok(()) };
    app.store.commit(vec![store::Put::set(key, value)]).await?;
    Ok(())
}

/// `GET /workshops/{id}/sends`: the latest first.
pub async fn list(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let wanted: WorkshopId = id(&workshop)?;
    conducting(&caller, &*app.workshops.get(&wanted).await?)?;
    let all = kept::all(&app, &wanted).await?.into_iter().filter(|(_, kept)| kept.sent);
    let row = |(send, kept): (String, Kept)| json!({ "send": send, "at": kept.at_ms, "from": kept.into, "into": kept.from, "undone": kept.undone });
    Ok(Json(all.map(row).collect()))
}

/// `POST /workshops/{id}/send/{send}/undo`: takes the latest send of a board back on every group's board.
pub async fn undo(
    app: Shared,
    Caller(caller): Caller,
    Path((workshop, send)): Path<(String, String)>,
) -> Result<Json<Value>, ApiError> {
    let wanted: WorkshopId = id(&workshop)?;
    app.workshops
        .change(&wanted, async |change| {
            conducting(&caller, &change.workshop)?;
            let kept = kept::latest(&app, &wanted, &send, true).await?;
            let mut left = Vec::new();
            for group in &kept.from {
                let key = undo_key(&wanted, &send, Some(group));
                // A board that has gone back already, or never got it, has none: a second try goes on where the first broke off.
                if app.store.get(&key).await?.is_none() {
                    continue;
                }
                let keys = [(kept.into.clone(), base_key(&kept.into, group))].into();
                let done = vec![Put { key: key.clone(), value: None }];
                left.extend(take_back(&app, group, &key, keys, done).await?);
            }
            store(&app, put_kept(&wanted, &send, &Kept { undone: true, ..kept })?).await?;
            Ok(Json(json!({ "send": send, "kept": left })))
        })
        .await
}
