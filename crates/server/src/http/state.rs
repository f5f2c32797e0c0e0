//! A board's whole state in one compressed piece, for a page that has nothing of it yet: a quarter of what its socket
//! would carry, and on its way while the page's code is still coming.

use std::collections::VecDeque;
use std::io::Write;

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use tokio::sync::Mutex;

use board::id::BoardId;
use room::{Reply, Verb};

use super::Shared;
use super::access::Caller;
use super::boards::open;
use super::error::ApiError;

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
    async fn copy(&self, board: &BoardId, seq: u64, update: Bytes) -> Result<Bytes, ApiError> {
        let mut kept = self.0.lock().await;
        if let Some((_, _, copy)) = kept.iter().find(|(of, at, _)| of == board && *at == seq) {
            return Ok(copy.clone());
        }
        let made = tokio::task::spawn_blocking(move || compress(&update)).await;
        let copy = made.ok().and_then(Result::ok).ok_or_else(ApiError::unavailable)?;
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

fn compress(update: &[u8]) -> std::io::Result<Bytes> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(update.len() / 3), LEVEL);
    encoder.write_all(update)?;
    encoder.finish().map(Bytes::from)
}

/// `GET /boards/{id}/state`: the durable state as one Yjs update (V1).
pub async fn state(
    app: Shared,
    Caller(caller): Caller,
    Path(board): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let board = open(&app, &caller, &board).await?.board.id;
    let (update, seq) = match app.hub.ask(&board, Verb::State).await? {
        Reply::State { update, seq } => (update, seq),
        Reply::Failed(error) => return Err(error.into()),
        _ => return Err(ApiError::unavailable()),
    };
    let head =
        [(CONTENT_TYPE, "application/octet-stream"), (CACHE_CONTROL, "no-store"), (VARY, "accept-encoding")];
    let takes_gzip = headers
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("gzip"));
    if !takes_gzip {
        return Ok((head, update).into_response());
    }
    let copy = app.copies.copy(&board, seq, update).await?;
    Ok((head, [(CONTENT_ENCODING, "gzip")], copy).into_response())
}
