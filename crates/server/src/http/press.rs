//! What is drawn and written for paper, a bounded number at once: posters and handbooks wait in one queue.

use std::io;

use tokio::sync::OwnedSemaphorePermit;

use super::error::ApiError;
use crate::app::App;
use crate::background::{self, Begun};

/// A turn to draw. Until it is dropped nobody else has it.
pub struct Turn {
    _place: OwnedSemaphorePermit,
    _turn: OwnedSemaphorePermit,
}

/// Waits for a turn.
///
/// # Errors
/// When too many wait already.
pub async fn turn(app: &App) -> Result<Turn, ApiError> {
    let Ok(place) = app.posters_waiting.clone().try_acquire_owned() else {
        return Err(ApiError::unavailable());
    };
    let turn = app.posters.clone().acquire_owned().await.map_err(|_| ApiError::unavailable())?;
    Ok(Turn { _place: place, _turn: turn })
}

/// Begins to draw or write.
///
/// # Errors
/// When no thread can be started.
pub fn begin<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<Begun<T>, ApiError> {
    background::beside("press", work).map_err(|error| unavailable(&error))
}

fn unavailable(error: &io::Error) -> ApiError {
    tracing::error!(%error, "something could not be drawn");
    ApiError::unavailable()
}

/// What came of it.
///
/// # Errors
/// When it panicked.
pub async fn done<T>(begun: Begun<T>) -> Result<T, ApiError> {
    begun.done().await.map_err(|error| unavailable(&error))
}
