//! What is kept of collects and sends: who gave to whom, what was last common to the two, and the way back.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use board::collect::Base;
use board::id::{BoardId, WorkshopId};
use room::Put;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::http::error::ApiError;
use crate::http::words;
use crate::secret;

/// A collect, or a send.
#[derive(Clone, Serialize, Deserialize)]
pub struct Kept {
    /// When, ms since 1970.
    pub at_ms: u64,
    /// The board collected into, or sent from.
    pub into: BoardId,
    /// The groups' boards.
    pub from: Vec<BoardId>,
    /// It was taken back.
    pub undone: bool,
    /// It went the other way.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sent: bool,
}

/// A collect of that id, or a send. Ids sort by time, so that the latest is the last of a listing.
pub fn fresh_id(at_ms: u64) -> String {
    format!("{at_ms:013}{:09}", secret::random() % 1_000_000_000)
}

fn prefix(workshop: &WorkshopId) -> String {
    format!("collect/{workshop}/")
}

/// Where the way back is kept; of a send one for each group.
pub fn undo_key(workshop: &WorkshopId, id: &str, group: Option<&BoardId>) -> String {
    group.map_or_else(|| format!("undo/{workshop}/{id}"), |group| format!("undo/{workshop}/{id}/{group}"))
}

/// Where it is kept what a group and the board it gives to had in common last. What goes either way is of one base.
pub fn base_key(hub: &BoardId, group: &BoardId) -> String {
    format!("base/{hub}/{group}")
}

/// A registry write.
pub fn put(key: String, value: &impl Serialize) -> Result<Put, ApiError> {
    let json = serde_json::to_vec(value).map_err(|_| ApiError::unavailable())?;
    Ok(Put { key, value: Some(json.into()) })
}

/// The write that keeps it.
pub fn put_kept(workshop: &WorkshopId, id: &str, kept: &Kept) -> Result<Put, ApiError> {
    put(format!("{}{id}", prefix(workshop)), kept)
}

/// What each group and the board it gives to had in common last.
pub async fn bases(
    app: &App,
    hub: &BoardId,
    groups: &[BoardId],
) -> Result<BTreeMap<BoardId, Base>, ApiError> {
    let mut bases = BTreeMap::new();
    for group in groups {
        let Some(entry) = app.store.get(&base_key(hub, group)).await? else { continue };
        match serde_json::from_slice(&entry.value) {
            Ok(base) => {
                bases.insert(group.clone(), base);
            }
            // Without its base a collect asks instead of overwriting; nothing is lost.
            Err(error) => {
                tracing::error!(board.id = %group, error = %error, "what was last collected cannot be read")
            }
        }
    }
    Ok(bases)
}

/// All of a workshop with their ids, the latest first.
pub async fn all(app: &App, workshop: &WorkshopId) -> Result<Vec<(String, Kept)>, ApiError> {
    let prefix = prefix(workshop);
    let mut entries = app.store.list(&prefix).await?;
    entries.reverse();
    let read = |(key, entry): (String, store::Entry)| {
        Some((key.strip_prefix(&prefix)?.to_owned(), serde_json::from_slice(&entry.value).ok()?))
    };
    Ok(entries.into_iter().filter_map(read).collect())
}

/// The one of that id, if it is the latest that its board took part in and was not taken back.
pub async fn latest(app: &App, workshop: &WorkshopId, id: &str, sent: bool) -> Result<Kept, ApiError> {
    if id.len() != 22 || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ApiError::unknown());
    }
    let all = all(app, workshop).await?;
    let is_it = |(other, kept): &&(String, Kept)| other == id && kept.sent == sent;
    let (_, kept) = all.iter().find(is_it).ok_or_else(ApiError::unknown)?;
    let mut later = all.iter().take_while(|(other, _)| other != id);
    if kept.undone || later.any(|(_, other)| other.into == kept.into && !other.undone) {
        return Err(ApiError::new(StatusCode::CONFLICT, "not_latest", &words::NOT_LATEST));
    }
    Ok(kept.clone())
}
