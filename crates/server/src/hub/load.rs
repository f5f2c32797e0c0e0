//! From the log to a running board.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use board::id::BoardId;
use room::{Room, Stored};
use tokio::sync::mpsc;

use super::task::RoomTask;
use super::{CONTROL_MAX, OpenError, RoomHandle, Shared, Slot};
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
    let task = RoomTask::new(shared.clone(), board.clone(), slot.clone(), epoch, room, (incoming, controls));
    tokio::spawn(task.run());
    Ok(RoomHandle { inbox, control })
}

async fn load(shared: &Arc<Shared>, board: &BoardId) -> Result<(u64, Room), OpenError> {
    let failed = |error: store::Error| OpenError::Load(error.to_string());
    let epoch = shared.store.lease(board.as_str()).await.map_err(failed)?;
    let loaded = shared.store.load(board.as_str()).await.map_err(failed)?;
    for damage in &loaded.damage {
        shared.metrics.damage_found();
        tracing::error!(board.id = %board, ?damage, "stored data was damaged and has been made good from an older copy");
    }
    let stored = Stored {
        snapshot: loaded.snapshot.map(|snapshot| (snapshot.seq, snapshot.bytes)),
        records: loaded.records.into_iter().map(|record| record.bytes).collect(),
        seq: loaded.seq,
    };
    // 53 random bits, so that no two lives of a board write under one id.
    let config = shared.limits.room((secret::random() as u64) >> 11);
    let now_ms = shared.clock.now_ms();
    // A large board takes a while; other boards' tasks go on meanwhile. Runaway bytes end here, not in the process.
    let built = tokio::task::spawn_blocking(move || {
        catch_unwind(AssertUnwindSafe(|| Room::load(config, &stored, now_ms)))
            .unwrap_or_else(|_| Err(room::LoadError::Snapshot("the engine panicked".to_owned())))
    });
    match built.await {
        Ok(Ok(room)) => Ok((epoch, room)),
        Ok(Err(error)) => Err(OpenError::Load(error.to_string())),
        Err(error) => Err(OpenError::Load(error.to_string())),
    }
}
