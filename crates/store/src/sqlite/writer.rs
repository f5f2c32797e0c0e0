//! The one thread that writes: group commit over all boards.

use bytes::Bytes;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::{mpsc, oneshot};

use super::rows;
use crate::registry::Put;
use crate::{Error, Result};

/// Jobs of one transaction: bounds how long the first of a group waits for the last.
const GROUP_MAX: usize = 256;
/// Bytes of one transaction, for the same reason.
const GROUP_BYTES: usize = 4 * 1024 * 1024;

/// One write and the way its answer goes.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) work: Work,
    pub(super) answer: oneshot::Sender<Result<u64>>,
}

#[derive(Debug)]
pub(super) enum Work {
    Lease { board: String },
    Append { board: String, epoch: u64, expected_seq: u64, records: Vec<Bytes>, puts: Vec<Put> },
    PutSnapshot { board: String, epoch: u64, seq: u64, bytes: Bytes },
    PurgeTo { board: String, epoch: u64, seq: u64 },
    Remove { board: String },
    Commit { puts: Vec<Put> },
}

impl Work {
    fn size(&self) -> usize {
        match self {
            Work::Append { records, .. } => records.iter().map(Bytes::len).sum(),
            Work::PutSnapshot { bytes, .. } => bytes.len(),
            _ => 0,
        }
    }
}

pub(super) fn run(mut connection: Connection, mut jobs: mpsc::Receiver<Job>) {
    while let Some(first) = jobs.blocking_recv() {
        let mut size = first.work.size();
        let mut group = vec![first];
        while group.len() < GROUP_MAX && size < GROUP_BYTES {
            let Ok(job) = jobs.try_recv() else { break };
            size += job.work.size();
            group.push(job);
        }
        let results = commit(&mut connection, &group);
        for (job, result) in group.into_iter().zip(results) {
            // A caller that no longer waits has lost its answer, not its write.
            let _ = job.answer.send(result);
        }
    }
    if let Err(error) = connection.pragma_update_and_check(None, "wal_checkpoint", "TRUNCATE", |_| Ok(())) {
        tracing::warn!(%error, "the last checkpoint failed; the next start does it");
    }
}

/// Everything in one transaction; when the engine fails over one job, each alone, so that a snapshot too big for the
/// disk does not take other boards' edits with it. A failed commit is not tried again: everybody is told.
fn commit(connection: &mut Connection, group: &[Job]) -> Vec<Result<u64>> {
    match commit_together(connection, group) {
        Ok(results) => results,
        Err(Failed::Commit(error)) => vec![Err(error); group.len()],
        Err(Failed::Job(error)) if group.len() == 1 => vec![Err(error)],
        Err(Failed::Job(error)) => {
            tracing::warn!(%error, jobs = group.len(), "one write of a group failed; doing each alone");
            group.iter().flat_map(|job| commit(connection, std::slice::from_ref(job))).collect()
        }
    }
}

/// The engine failed and nothing was stored.
enum Failed {
    /// While a job was executed.
    Job(Error),
    /// At the end.
    Commit(Error),
}

/// Refusals of single jobs (fenced, conflict) are among the results.
fn commit_together(
    connection: &mut Connection,
    group: &[Job],
) -> std::result::Result<Vec<Result<u64>>, Failed> {
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(|e| Failed::Commit(e.into()))?;
    let mut results = Vec::with_capacity(group.len());
    for job in group {
        match execute(&transaction, &job.work) {
            // A refusal comes before the job's first write, so the transaction holds nothing of it.
            refused @ Err(Error::Fenced { .. } | Error::Conflict { .. }) => results.push(refused),
            Err(error) => return Err(Failed::Job(error)),
            done => results.push(done),
        }
    }
    transaction.commit().map_err(|e| Failed::Commit(e.into()))?;
    Ok(results)
}

fn execute(transaction: &Transaction<'_>, work: &Work) -> Result<u64> {
    match work {
        Work::Lease { board } => rows::lease(transaction, board),
        Work::Append { board, epoch, expected_seq, records, puts } => {
            rows::append(transaction, board, *epoch, *expected_seq, records, puts)
        }
        Work::PutSnapshot { board, epoch, seq, bytes } => {
            rows::put_snapshot(transaction, board, *epoch, *seq, bytes)
        }
        Work::PurgeTo { board, epoch, seq } => rows::purge_to(transaction, board, *epoch, *seq),
        Work::Remove { board } => rows::remove(transaction, board),
        Work::Commit { puts } => rows::commit(transaction, puts),
    }
}
