//! Proving snapshots: each is read back and compared before the log behind it goes.
//!
//! That takes as long as loading the board and nobody waits for it.

use std::time::Duration;

use room::snapshot::{Draft, Verified};
use tokio::sync::Semaphore;

use crate::background;

/// Proofs at once: some memory each, the size of the board.
const AT_ONCE: usize = 2;
/// After this a proof is given up, and the log kept. Its thread stays behind.
const PATIENCE: Duration = Duration::from_secs(120);

/// Lets a few proofs happen at a time.
#[derive(Debug)]
pub(super) struct Proofs {
    turns: Semaphore,
}

impl Proofs {
    pub(super) fn new() -> Proofs {
        Proofs { turns: Semaphore::new(AT_ONCE) }
    }

    /// Waits for its turn, then for the proof.
    ///
    /// # Errors
    /// Why the snapshot must not be stored.
    pub(super) async fn prove(&self, draft: Box<Draft>) -> Result<Verified, String> {
        let _turn = self.turns.acquire().await.map_err(|error| error.to_string())?;
        let proof = background::run("proof", move || draft.verify());
        match tokio::time::timeout(PATIENCE, proof).await {
            Ok(Ok(verified)) => verified.map_err(|error| error.to_string()),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err("the engine does not come back".to_owned()),
        }
    }
}
