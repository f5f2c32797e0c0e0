//! What a board's task has under way with the store.

use std::fmt;
use std::sync::Arc;

use board::id::BoardId;
use bytes::Bytes;
use room::snapshot::{Draft, Verified};
use room::{Compaction, Failure};
use store::{Error, Pending, Put, Store};
use tokio::task::JoinHandle;

use super::proof::Proofs;
use crate::clock::Clock;
use crate::metrics::Metrics;

/// The store, as one board's owner sees it. At most one append and one snapshot at a time: the room asks for no more.
#[derive(Debug)]
pub(super) struct Saving {
    store: Arc<dyn Store>,
    metrics: Arc<Metrics>,
    proofs: Arc<Proofs>,
    clock: Clock,
    board: BoardId,
    epoch: u64,
    append: Option<Append>,
    snapshot: Option<(u64, JoinHandle<Option<u64>>)>,
}

/// An append under way.
struct Append {
    batch: u64,
    records: u64,
    began_us: u64,
    result: Pending<u64>,
}

impl fmt::Debug for Append {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "append {}", self.batch)
    }
}

/// Something that was under way has ended.
#[derive(Debug)]
pub(super) enum Done {
    Append { batch: u64, result: Result<u64, Failure> },
    Snapshot { seq: u64, bytes: Option<u64> },
}

impl Saving {
    pub(super) fn new(
        store: Arc<dyn Store>,
        metrics: Arc<Metrics>,
        proofs: Arc<Proofs>,
        clock: Clock,
        board: BoardId,
        epoch: u64,
    ) -> Saving {
        Saving { store, metrics, proofs, clock, board, epoch, append: None, snapshot: None }
    }

    pub(super) fn append(
        &mut self,
        batch: u64,
        expected_seq: u64,
        records: Vec<Bytes>,
        puts: Vec<room::Put>,
    ) {
        let puts = puts.into_iter().map(|put| Put { key: put.key, value: put.value, expect: None }).collect();
        let (count, began_us) = (records.len() as u64, self.clock.now_us());
        let result = self.store.append(self.board.as_str(), self.epoch, expected_seq, records, puts);
        self.append = Some(Append { batch, records: count, began_us, result });
    }

    pub(super) fn snapshot(&mut self, draft: Box<Draft>) {
        let (seq, proofs) = (draft.seq(), self.proofs.clone());
        self.store_proved(seq, async move { proofs.prove(draft).await });
    }

    pub(super) fn compact(&mut self, compaction: Box<Compaction>) {
        let (store, metrics, proofs) = (self.store.clone(), self.metrics.clone(), self.proofs.clone());
        let (seq, board) = (compaction.seq(), self.board.clone());
        self.store_proved(seq, async move {
            proofs.compact(compaction, super::load::read(&*store, &metrics, &board)).await
        });
    }

    fn store_proved(
        &mut self,
        seq: u64,
        proved: impl Future<Output = Result<Verified, String>> + Send + 'static,
    ) {
        let (store, metrics) = (self.store.clone(), self.metrics.clone());
        let (board, epoch) = (self.board.clone(), self.epoch);
        let snapshot = tokio::spawn(async move {
            let stored = match proved.await {
                Ok(Verified { seq, bytes, is_reordered }) => {
                    if is_reordered {
                        tracing::warn!(board.id = %board, seq, "a snapshot reads back with letters of a text, or items of a list, in another order");
                    }
                    let size = bytes.len() as u64;
                    let stored = store.put_snapshot(board.as_str(), epoch, seq, bytes).await;
                    stored.map(|()| size).map_err(|error| error.to_string())
                }
                Err(error) => Err(error),
            };
            metrics.snapshot(stored.is_ok());
            if let Err(error) = &stored {
                tracing::error!(board.id = %board, seq, error, "the snapshot was not stored; the log is kept instead");
            }
            stored.ok()
        });
        self.snapshot = Some((seq, snapshot));
    }

    pub(super) fn purge(&self, to: u64) {
        let (board, purged) = (self.board.clone(), self.store.purge_to(self.board.as_str(), self.epoch, to));
        tokio::spawn(async move {
            if let Err(error) = purged.await {
                tracing::warn!(board.id = %board, error = %error, "old records stay in the log until the next snapshot");
            }
        });
    }

    pub(super) fn is_idle(&self) -> bool {
        self.append.is_none() && self.snapshot.is_none()
    }

    /// Waits for what is under way; for ever when nothing is. Cancelling loses nothing.
    pub(super) async fn done(&mut self) -> Done {
        tokio::select! {
            biased;
            (append, result) = appended(&mut self.append) => {
                let us = self.clock.now_us().saturating_sub(append.began_us);
                self.metrics.commit(us, append.records, result.is_ok());
                Done::Append { batch: append.batch, result: result.map_err(|error| failure(&self.board, &error)) }
            }
            (seq, bytes) = finished(&mut self.snapshot) => Done::Snapshot { seq, bytes },
        }
    }
}

async fn appended(under_way: &mut Option<Append>) -> (Append, store::Result<u64>) {
    let result = match under_way {
        Some(append) => append.result.as_mut().await,
        None => std::future::pending().await,
    };
    match under_way.take() {
        Some(append) => (append, result),
        None => std::future::pending().await,
    }
}

/// The snapshot's number and its size; no size when nothing was stored.
async fn finished(under_way: &mut Option<(u64, JoinHandle<Option<u64>>)>) -> (u64, Option<u64>) {
    let Some((number, handle)) = under_way else { return std::future::pending().await };
    let (number, result) = (*number, handle.await.ok().flatten());
    *under_way = None;
    (number, result)
}

fn failure(board: &BoardId, error: &Error) -> Failure {
    tracing::error!(board.id = %board, error = %error, "edits could not be stored");
    match error {
        Error::Full => Failure::Full,
        Error::Io(_) => Failure::Io,
        _ => Failure::Lost,
    }
}
