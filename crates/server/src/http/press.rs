//! What is drawn and written for paper, a bounded number at once: posters and handbooks wait in one queue.

use tokio::sync::OwnedSemaphorePermit;

use super::error::ApiError;
use crate::app::App;

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
