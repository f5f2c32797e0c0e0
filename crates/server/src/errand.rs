//! Edits that were decided together and still have to reach their boards.
//!
//! An import writes on many boards, and each board has a log of its own. So the whole of it is stored first, in one
//! transaction with the workshop's record; then each board gets its part, in one transaction with the end of its errand
//! here. What a crash or a full disk leaves over is carried out at the next start, or once storing works again.

use std::time::Duration;

use board::edit::Edit;
use board::id::BoardId;
use room::{Reply, Verb, VerbError};
use serde::{Deserialize, Serialize};
use store::Put;

use crate::app::App;
use crate::curtain;
use crate::hub::OpenError;
use crate::secret;

const PREFIX: &str = "errand/";
/// Between two tries while storing fails.
const PAUSE: Duration = Duration::from_secs(3);

/// What one board is to be told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Errand {
    board: BoardId,
    edits: Vec<Edit>,
    /// Its key; the record itself need not repeat it.
    #[serde(skip)]
    key: String,
}

impl Errand {
    /// A new errand, and the write that makes it certain.
    ///
    /// # Errors
    /// When the edits cannot be written as JSON.
    pub fn new(board: BoardId, edits: Vec<Edit>) -> serde_json::Result<(Errand, Put)> {
        let key = format!("{PREFIX}{:032x}", secret::random());
        let errand = Errand { board, edits, key };
        let put = Put::set(errand.key.clone(), serde_json::to_vec(&errand)?);
        Ok((errand, put))
    }

    /// Does it. What fails here and was stored is tried again by [`watch`].
    ///
    /// # Errors
    /// [`OpenError`]; the reply may be a failure, too.
    pub async fn run(self, app: &App) -> Result<Reply, OpenError> {
        let puts = vec![room::Put { key: self.key, value: None }];
        let reply = app.hub.ask(&self.board, Verb::Edit { edits: self.edits, puts }).await;
        if !matches!(reply, Ok(Reply::Edited { .. })) {
            app.errands.notify_one();
        }
        reply
    }
}

/// Carries out what an earlier life of the server, or a failure, has left; for as long as it is polled.
pub async fn watch(app: &App) {
    loop {
        while !(all_done(app).await && curtain::erase_sheets(app).await) {
            tokio::time::sleep(PAUSE).await;
        }
        app.errands.notified().await;
    }
}

/// One round over what is left; whether nothing is.
async fn all_done(app: &App) -> bool {
    let left = match app.store.list(PREFIX).await {
        Ok(left) => left,
        Err(error) => {
            tracing::error!(error = %error, "what is left to do cannot be read");
            return false;
        }
    };
    let mut done = true;
    for (key, entry) in left {
        let Ok(errand) = serde_json::from_slice::<Errand>(&entry.value) else {
            tracing::error!(key, "an errand cannot be read; it stays where it is");
            continue;
        };
        let board = errand.board.clone();
        match (Errand { key: key.clone(), ..errand }).run(app).await {
            Ok(Reply::Edited { .. }) => {
                tracing::info!(board.id = %board, "edits that were left over are done")
            }
            // The board will never take it: to go on asking would help nobody.
            Ok(Reply::Failed(VerbError::Refused(reason))) => {
                tracing::error!(board.id = %board, reason, "edits that were left over are refused");
                done &= app.store.delete(&key).await.is_ok();
            }
            _ => done = false,
        }
    }
    done
}
