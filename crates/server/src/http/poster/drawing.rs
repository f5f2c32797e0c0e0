//! Drawing, a bounded number at once, and sending what is drawn as it comes. Who leaves ends the drawing.

use std::io::{self, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use bytes::Bytes;
use hyper::body::Frame;
use publish::poster::Failure;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::app::App;
use crate::http::error::ApiError;
use crate::http::press;

/// Bytes that are sent at once.
const PART: usize = 256 << 10;
/// Parts that may wait, 256 MiB: twice the largest poster there is, so that a slow line does not keep others from drawing.
/// Where they are not enough, the drawing waits for its reader.
const WAITING: usize = 1024;

/// Draws in its turn. The answer is given with the first bytes, so that what cannot be drawn at all is said in words.
///
/// # Errors
/// Too many wait already, or it could not be drawn.
pub async fn draw(
    app: &Arc<App>,
    work: impl FnOnce(&mut Parts) -> Result<(), Failure> + Send + 'static,
) -> Result<Body, ApiError> {
    let turn = press::turn(app).await?;
    let (send, mut receive) = channel(WAITING);
    let app = app.clone();
    let drawing = press::begin(move || {
        // Until it ends nobody else draws, whoever asked.
        let _held = turn;
        let started_us = app.clock.now_us();
        let mut parts = Parts { waiting: Vec::with_capacity(PART), send };
        let done = work(&mut parts).and_then(|()| Ok(parts.flush()?));
        match &done {
            Ok(()) => app.metrics.poster(app.clock.now_us() - started_us),
            Err(Failure::Write(_)) => tracing::debug!("who asked for a poster has left"),
            Err(error) => {
                tracing::error!(error = %error, "a poster could not be drawn");
                // The line breaks off, so that nobody takes what came for all of it.
                let _ = parts.send.blocking_send(Err(io::Error::other("the poster could not be drawn")));
            }
        }
        done.is_ok()
    })?;
    match receive.recv().await {
        Some(Ok(first)) => Ok(Body::new(Sheet { first: Some(first), receive })),
        Some(Err(_)) | None => {
            // It has ended by itself; if it broke, this says so.
            press::done(drawing).await?;
            Err(ApiError::unavailable())
        }
    }
}

/// Takes what is drawn, and passes it on in parts.
pub struct Parts {
    waiting: Vec<u8>,
    send: Sender<io::Result<Bytes>>,
}

impl Write for Parts {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= PART {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let part = std::mem::replace(&mut self.waiting, Vec::with_capacity(PART));
        self.send.blocking_send(Ok(part.into())).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

/// What comes of a drawing.
struct Sheet {
    first: Option<Bytes>,
    receive: Receiver<io::Result<Bytes>>,
}

impl hyper::body::Body for Sheet {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(Frame::data(first))));
        }
        self.receive.poll_recv(context).map(|part| part.map(|part| part.map(Frame::data)))
    }
}
