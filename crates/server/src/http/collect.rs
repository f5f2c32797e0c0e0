//! Bringing group boards to plenary, and taking that back.

pub(super) mod kept;
mod themes;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::Json;
use axum::extract::Path;
use board::collect::{self, Accept, Base, Layout, Only, Report, Themes, Undo};
use board::id::{BoardId, ItemId, WorkshopId};
use board::view::BoardView;
use room::{CollectVerb, OwnedSource, Reply, Verb};
use serde::Deserialize;
use serde_json::{Value, json};
use workshop::{BoardKind, Workshop};

use super::Shared;
use super::access::{Body, Caller, facilitated};
use super::boards::view;
use super::error::ApiError;
use super::words;
use crate::app::App;
use kept::{Kept, base_key, bases, fresh_id, put_kept, undo_key};

/// A wish to collect.
#[derive(Deserialize)]
pub struct Wish {
    from: Vec<BoardId>,
    into: BoardId,
    #[serde(default)]
    dry_run: bool,
    #[serde(default)]
    accept: Accept,
    /// Keys that stay with their groups this time.
    #[serde(default)]
    leave: BTreeSet<String>,
    #[serde(default)]
    only: Chosen,
    #[serde(default)]
    layout: Lay,
}

/// A part of the groups' boards. A misspelt wish must not collect everything.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Chosen {
    clusters: Option<Vec<ClusterOf>>,
    notes: Option<Vec<NoteOf>>,
    votes_min: Option<u32>,
}

#[derive(Deserialize)]
struct ClusterOf {
    board: BoardId,
    cluster: ItemId,
}

#[derive(Deserialize)]
struct NoteOf {
    board: BoardId,
    note: ItemId,
}

#[derive(Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Lay {
    #[default]
    Groups,
    Themes,
}

impl Chosen {
    fn only(&self) -> Only {
        let clusters = self.clusters.as_ref();
        let notes = self.notes.as_ref();
        Only {
            clusters: clusters
                .map(|all| all.iter().map(|one| (one.board.clone(), one.cluster.clone())).collect()),
            notes: notes.map(|all| all.iter().map(|one| (one.board.clone(), one.note.clone())).collect()),
            links: None,
            votes_min: self.votes_min,
        }
    }
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

type Answer = (Report, Option<Arc<BoardView>>);

/// Asks the board itself: it decides, and writes unless that is only to be told.
pub(super) async fn ask(app: &App, verb: CollectVerb) -> Result<Answer, ApiError> {
    let into = verb.into.clone();
    match app.hub.ask(&into, Verb::Collect(Box::new(verb))).await? {
        Reply::Collected { report, outcome, .. } => Ok((*report, outcome)),
        Reply::Failed(error) => Err(error.into()),
        _ => Err(ApiError::unavailable()),
    }
}

/// `POST /workshops/{id}/collect`.
pub async fn collect(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
    Body(wish): Body<Wish>,
) -> Result<Json<Value>, ApiError> {
    let wanted = facilitated(&caller, &workshop)?;
    if wish.dry_run {
        // Nobody has to wait for what is only looked at.
        let known = app.workshops.get(&wanted).await?;
        return carry_out(&app, &wanted, &known, &wish).await;
    }
    // One collect of a workshop at a time, so that none compares with a base that another is about to replace.
    app.workshops
        .change(&wanted, async |change| carry_out(&app, &wanted, &change.workshop, &wish).await)
        .await
}

async fn carry_out(
    app: &App,
    wanted: &WorkshopId,
    known: &Workshop,
    wish: &Wish,
) -> Result<Json<Value>, ApiError> {
    let (mut verb, collect) = prepared(app, wanted, known, wish).await?;
    if wish.layout == Lay::Themes {
        // What is new is known first, then what of it belongs together.
        verb.wish.layout = Layout::Themes(Themes::default());
        let (report, _) = ask(app, CollectVerb { dry_run: true, ..verb.clone() }).await?;
        verb.wish.layout = Layout::Themes(themes::of(app, report, known.language()).await?);
    }
    let views: Vec<Arc<BoardView>> = verb.sources.iter().map(|source| source.view.clone()).collect();
    let (report, outcome) = ask(app, verb).await?;
    if !wish.dry_run {
        tracing::info!(
            workshop.id = %wanted, collect.id = collect, collect.added = report.added.len(),
            collect.changed = report.changed.len(), "collected"
        );
    }
    let mut body = json!(report);
    body["collect"] = if wish.dry_run { Value::Null } else { json!(collect) };
    if let Some(outcome) = outcome {
        body["picture"] = picture(&outcome, &report);
        for (at, view) in views.iter().enumerate() {
            body["groups"][at]["clusters"] = clusters(view);
            body["groups"][at]["votes_most"] =
                json!(view.tallies.values().map(|tally| tally.votes).max().unwrap_or(0));
        }
    }
    Ok(Json(body))
}

/// Everything read that the board needs to decide.
async fn prepared(
    app: &App,
    workshop: &WorkshopId,
    known: &Workshop,
    wish: &Wish,
) -> Result<(CollectVerb, String), ApiError> {
    let chosen = sources(known, wish)?;
    let from: Vec<BoardId> = chosen.iter().map(|(board, ..)| board.clone()).collect();
    let mut owned = Vec::new();
    for (board, group, session) in chosen {
        let (view, _) = view(app, &board).await?;
        let before = before(known, &board);
        owned.push(OwnedSource { board, group, session, before, view });
    }
    let into_before = before(known, &wish.into);
    let at_ms = app.clock.now_ms();
    let collect = fresh_id(at_ms);
    let kept = Kept { at_ms, into: wish.into.clone(), from: from.clone(), undone: false, sent: false };
    let verb = CollectVerb {
        into: wish.into.clone(),
        bases: common(app, &wish.into, &into_before, &owned).await?,
        into_before,
        sources: owned,
        wish: collect::Wish {
            accept: wish.accept.clone(),
            leave: wish.leave.clone(),
            only: wish.only.only(),
            layout: Layout::Groups,
        },
        dry_run: wish.dry_run,
        base_keys: from.iter().map(|board| (board.clone(), base_key(&wish.into, board))).collect(),
        undo_key: undo_key(workshop, &collect, None),
        puts: vec![put_kept(workshop, &collect, &kept)?],
    };
    Ok((verb, collect))
}

/// The boards that stood in the place of this one before.
pub(super) fn before(known: &Workshop, board: &BoardId) -> Vec<BoardId> {
    known.board(board).map(|board| known.boards_before(board)).unwrap_or_default()
}

/// What each source had in common with the board collected into; and, where that is not known, each board before a source with it
/// or with a board before it.
async fn common(
    app: &App,
    into: &BoardId,
    into_before: &[BoardId],
    sources: &[OwnedSource],
) -> Result<BTreeMap<BoardId, Base>, ApiError> {
    let now: Vec<BoardId> = sources.iter().map(|source| source.board.clone()).collect();
    let mut all = bases(app, into, &now).await?;
    let once: Vec<BoardId> = sources.iter().flat_map(|source| source.before.clone()).collect();
    for hub in [into].into_iter().chain(into_before.iter().rev()) {
        for (board, base) in bases(app, hub, &once).await? {
            let known = all.entry(board).or_default();
            for (key, fields) in base {
                known.entry(key).or_insert(fields);
            }
        }
    }
    Ok(all)
}

/// The board as it would be, for a small drawing.
fn picture(view: &BoardView, report: &Report) -> Value {
    let new: BTreeSet<&ItemId> = report.added.iter().map(|one| &one.id).collect();
    let notes = view.notes.iter().map(|(id, note)| {
        json!({ "id": id, "pos": note.pos, "size": note.size, "color": note.color, "new": new.contains(id) })
    });
    let clusters = view.clusters.iter().map(|(id, cluster)| {
        json!({
            "id": id, "pos": cluster.pos, "size": cluster.size, "color": cluster.color,
            "title": cluster.title, "new": new.contains(id),
        })
    });
    json!({ "notes": notes.collect::<Vec<_>>(), "clusters": clusters.collect::<Vec<_>>() })
}

/// Clusters that can be chosen, with how many notes each brings.
fn clusters(view: &BoardView) -> Value {
    let mut sizes: BTreeMap<&ItemId, usize> = BTreeMap::new();
    for cluster in view.notes.values().filter_map(|note| note.cluster.as_ref()) {
        *sizes.entry(cluster).or_default() += 1;
    }
    let row = |(id, cluster): (&ItemId, &board::cluster::Cluster)| json!({ "cluster": id, "title": cluster.title, "notes": sizes.get(id).copied().unwrap_or(0) });
    view.clusters.iter().map(row).collect()
}

/// `GET /workshops/{id}/collects`: the latest first.
pub async fn list(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let wanted = facilitated(&caller, &workshop)?;
    let all = kept::all(&app, &wanted).await?.into_iter().filter(|(_, kept)| !kept.sent);
    let row = |(collect, kept): (String, Kept)| json!({ "collect": collect, "at": kept.at_ms, "into": kept.into, "from": kept.from, "undone": kept.undone });
    Ok(Json(all.map(row).collect()))
}

/// Takes one step back on a board; answers what people had changed meanwhile.
pub(super) async fn take_back(
    app: &App,
    into: &BoardId,
    undo_key: &str,
    base_keys: BTreeMap<BoardId, String>,
    puts: Vec<room::Put>,
) -> Result<Vec<ItemId>, ApiError> {
    let stored = app.store.get(undo_key).await?.ok_or_else(ApiError::unknown)?;
    let undo: Undo = serde_json::from_slice(&stored.value).map_err(|_| ApiError::unavailable())?;
    let verb = Verb::Undo { undo: Box::new(undo), base_keys, puts };
    match app.hub.ask(into, verb).await? {
        Reply::Undone { kept, .. } => Ok(kept),
        Reply::Failed(error) => Err(error.into()),
        _ => Err(ApiError::unavailable()),
    }
}

/// `POST /workshops/{id}/collect/{collect}/undo`: takes the latest collect of a board back, as a new edit.
pub async fn undo(
    app: Shared,
    Caller(caller): Caller,
    Path((workshop, collect)): Path<(String, String)>,
) -> Result<Json<Value>, ApiError> {
    let wanted = facilitated(&caller, &workshop)?;
    app.workshops
        .change(&wanted, async |_change| {
            let kept = kept::latest(&app, &wanted, &collect, false).await?;
            let into = kept.into.clone();
            let keys = kept.from.iter().map(|board| (board.clone(), base_key(&into, board))).collect();
            let puts = vec![put_kept(&wanted, &collect, &Kept { undone: true, ..kept })?];
            let left = take_back(&app, &into, &undo_key(&wanted, &collect, None), keys, puts).await?;
            Ok(Json(json!({ "collect": collect, "kept": left })))
        })
        .await
}
