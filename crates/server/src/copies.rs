//! Compressed copies of boards, for pages that have nothing of theirs yet.

use std::collections::VecDeque;
use std::io;

use board::id::BoardId;
use bytes::Bytes;
use tokio::sync::Mutex;

use crate::gzip::{self, Compression};

/// Boards whose copy is kept.
const KEPT: usize = 16;
/// Bytes of a copy that is kept; larger ones are made each time.
const KEPT_BYTES: usize = 4 << 20;
/// Twice as fast as the usual one, for a tenth of the bytes more.
const LEVEL: Compression = Compression::new(4);

/// Compressed copies of the boards that were asked for last. A group that sits down together compresses its board once:
/// one copy is made at a time, and whoever waited for the same finds it made.
#[derive(Debug, Default)]
pub struct Copies(Mutex<VecDeque<(BoardId, u64, Bytes)>>);

impl Copies {
    /// The copy of a board at a sequence number; `update` is its state then.
    ///
    /// # Errors
    /// When compressing fails, which only a lack of memory can cause.
    pub async fn copy(&self, board: &BoardId, seq: u64, update: Bytes) -> io::Result<Bytes> {
        let mut kept = self.0.lock().await;
        if let Some((_, _, copy)) = kept.iter().find(|(of, at, _)| of == board && *at == seq) {
            return Ok(copy.clone());
        }
        let copy = tokio::task::spawn_blocking(move || gzip::pack(&update, LEVEL))
            .await
            .map_err(io::Error::other)??;
        kept.retain(|(of, ..)| of != board);
        if copy.len() <= KEPT_BYTES {
            kept.push_back((board.clone(), seq, copy.clone()));
        }
        if kept.len() > KEPT {
            kept.pop_front();
        }
        Ok(copy)
    }
}
