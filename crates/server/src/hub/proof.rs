//! Proving snapshots: each is read back and compared before the log behind it goes.
//!
//! That takes as long as loading the board and nobody waits for it. On threads of lower priority, so that on a machine of one or two
//! cores the edits of all boards do not wait for it either.

use std::time::Duration;

use room::snapshot::{Draft, Verified};
use tokio::sync::{Semaphore, oneshot};

/// Proofs at once: some memory each, the size of the board.
const AT_ONCE: usize = 2;
/// The engine's own recursion must find room.
const STACK_BYTES: usize = 8 << 20;
/// The lowest priority an ordinary thread can have; it still gets its share of a busy machine.
#[cfg(target_os = "linux")]
const NICE: i32 = 19;
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
        let (answer, proof) = oneshot::channel();
        let work = move || {
            lower_priority();
            // Nobody waiting any more is no error.
            let _ = answer.send(draft.verify());
        };
        std::thread::Builder::new()
            .name("proof".to_owned())
            .stack_size(STACK_BYTES)
            .spawn(work)
            .map_err(|error| error.to_string())?;
        match tokio::time::timeout(PATIENCE, proof).await {
            Ok(Ok(verified)) => verified.map_err(|error| error.to_string()),
            Ok(Err(_)) => Err("the engine panicked".to_owned()),
            Err(_) => Err("the engine does not come back".to_owned()),
        }
    }
}

fn lower_priority() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(Some(rustix::thread::gettid()), NICE) {
        tracing::debug!(%error, "a proof runs at the priority of everything else");
    }
}
