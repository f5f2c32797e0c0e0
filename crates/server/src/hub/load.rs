//! From the log to a running board.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use board::id::BoardId;
use room::{LoadError, Room, Stored};
use store::{Put, Store};
use tokio::sync::{Semaphore, mpsc};

use super::task::RoomTask;
use super::{CONTROL_MAX, OpenError, RoomHandle, Shared, Slot};
use crate::metrics::Metrics;
use crate::secret;

/// Becomes the board's owner, loads it, and starts its task.
pub(super) async fn open(
    shared: &Arc<Shared>,
    board: &BoardId,
    slot: &Arc<Slot>,
) -> Result<RoomHandle, OpenError> {
    let opened = load(shared, board).await;
    let (epoch, room) = opened.inspect_err(|error| {
        shared.metrics.board_load_failed();
        tracing::error!(board.id = %board, error = %error, "the board cannot be loaded and is not served");
    })?;
    let (inbox, incoming) = mpsc::channel(shared.limits.inbox_frames);
    let (control, controls) = mpsc::channel(CONTROL_MAX);
    let space = Arc::new(Semaphore::new(shared.limits.inbox_bytes.min(Semaphore::MAX_PERMITS)));
    let task = RoomTask::new(shared.clone(), board.clone(), slot.clone(), epoch, room, (incoming, controls));
    tokio::spawn(task.run());
    Ok(RoomHandle { inbox, space, control })
}

async fn load(shared: &Arc<Shared>, board: &BoardId) -> Result<(u64, Room), OpenError> {
    let failed = |error: store::Error| OpenError::Load(error.to_string());
    let epoch = shared.store.lease(board.as_str()).await.map_err(failed)?;
    let mut stored = read(&*shared.store, &shared.metrics, board).await.map_err(failed)?;
    let mut failed_before = None;
    loop {
        let (back, built) = build(shared, stored).await?;
        stored = back;
        match built {
            Ok(room) => return Ok((epoch, room)),
            // Once may have been anything; twice is the record.
            Err(LoadError::Engine { seq, why }) if failed_before == Some(seq) => {
                shared.metrics.record_quarantined();
                tracing::error!(
                    board.id = %board, seq, why,
                    "the engine failed twice over this record: its content is left out from now on, and kept aside"
                );
                let first = stored.seq + 1 - stored.records.len() as u64;
                let record = stored.records[(seq - first) as usize].clone();
                let put = Put::set(format!("{}{seq:020}", quarantine(board.as_str())), record);
                shared.store.commit(vec![put]).await.map_err(failed)?;
                stored.quarantined.insert(seq);
            }
            Err(LoadError::Engine { seq, why }) => {
                tracing::error!(board.id = %board, seq, why, "the engine failed while the board was loaded; once more");
                failed_before = Some(seq);
            }
            Err(error) => return Err(OpenError::Load(error.to_string())),
        }
    }
}

/// A board as it is stored now.
///
/// # Errors
/// When the store fails, or what is damaged cannot be made good.
pub(super) async fn read(store: &dyn Store, metrics: &Metrics, board: &BoardId) -> store::Result<Stored> {
    let loaded = store.load(board.as_str()).await?;
    for damage in &loaded.damage {
        metrics.damage_found();
        tracing::error!(board.id = %board, ?damage, "stored data was damaged and has been made good from an older copy");
    }
    Ok(Stored {
        snapshot: loaded.snapshot.map(|snapshot| (snapshot.seq, snapshot.bytes)),
        records: loaded.records.into_iter().map(|record| record.bytes).collect(),
        seq: loaded.seq,
        quarantined: quarantined(store, board).await?,
    })
}

/// A large board takes a while; other boards' tasks go on meanwhile. Runaway bytes end here, not in the process.
async fn build(shared: &Arc<Shared>, stored: Stored) -> Result<(Stored, Result<Room, LoadError>), OpenError> {
    // 53 random bits, so that no two lives of a board write under one id.
    let config = shared.limits.room((secret::random() as u64) >> 11, shared.fault.clone());
    let now_ms = shared.clock.now_ms();
    let built = tokio::task::spawn_blocking(move || {
        let built = catch_unwind(AssertUnwindSafe(|| Room::load(config, &stored, now_ms)))
            .unwrap_or_else(|_| Err(LoadError::Snapshot("the engine panicked".to_owned())));
        (stored, built)
    });
    built.await.map_err(|error| OpenError::Load(error.to_string()))
}

/// Keys of a board's records that were set aside begin with this; the sequence number follows.
pub(crate) fn quarantine(board: &str) -> String {
    format!("quarantine/{board}/")
}

/// Records of a board that were set aside earlier.
async fn quarantined(store: &dyn Store, board: &BoardId) -> store::Result<BTreeSet<u64>> {
    let prefix = quarantine(board.as_str());
    let kept = store.list(&prefix).await?;
    Ok(kept.iter().filter_map(|(key, _)| key.strip_prefix(&prefix)?.parse().ok()).collect())
}
