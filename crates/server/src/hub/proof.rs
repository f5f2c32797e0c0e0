//! Proving snapshots: each is read back and compared before the log behind it goes.
//!
//! That takes as long as loading the board and nobody waits for it. While people write, the snapshot itself is made of what is
//! stored, here as well.

use std::time::Duration;

use room::snapshot::{Draft, Verified};
use room::{Compaction, Stored};
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
        prove(move || draft.verify().map_err(|error| error.to_string())).await
    }

    /// Waits for its turn, reads the board as it is stored, and waits for the snapshot made of that and its proof.
    ///
    /// # Errors
    /// Why there is none.
    pub(super) async fn compact(
        &self,
        compaction: Box<Compaction>,
        stored: impl Future<Output = store::Result<Stored>>,
    ) -> Result<Verified, String> {
        let _turn = self.turns.acquire().await.map_err(|error| error.to_string())?;
        let stored = stored.await.map_err(|error| error.to_string())?;
        prove(move || {
            let draft = compaction.draft(&stored).map_err(|error| error.to_string())?;
            // Of the board there is one copy less while the other is made.
            drop(stored);
            draft.verify().map_err(|error| error.to_string())
        })
        .await
    }
}

async fn prove(
    proof: impl FnOnce() -> Result<Verified, String> + Send + 'static,
) -> Result<Verified, String> {
    match tokio::time::timeout(PATIENCE, background::run("proof", proof)).await {
        Ok(Ok(verified)) => verified,
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("the engine does not come back".to_owned()),
    }
}
