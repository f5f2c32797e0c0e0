//! Errors, cut by what the caller can do about them.

use std::path::PathBuf;

/// The result of every call of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Why the store could not do it. Cheap to clone: one failed commit answers every caller of the group.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No space left. Nothing of this call was stored and nothing else changed: keep reading, try again later.
    #[error("the disk is full")]
    Full,
    /// Reading or writing failed. Of a write nothing was stored: keep reading, try again later.
    #[error("storage failed: {0}")]
    Io(String),
    /// Stored bytes are damaged and there is no older copy to fall back to: do not serve this board.
    #[error("stored data of {board} is damaged: {what}")]
    Corrupt {
        /// Board id, or the registry key.
        board: String,
        /// What is damaged, in one phrase.
        what: String,
    },
    /// Someone else owns the board now, or the log is not where the caller believes: drop the board and load again.
    #[error("fenced off from {board}: {why}")]
    Fenced {
        /// Board id.
        board: String,
        /// Epoch or sequence number, expected and found.
        why: String,
    },
    /// A registry record is no longer at the expected version: read it again.
    #[error("{key} was changed by someone else")]
    Conflict {
        /// The registry key.
        key: String,
    },
    /// Another process has this data folder open.
    #[error("the data folder {0} is in use by another server")]
    Locked(PathBuf),
    /// The data is not ours or of a newer version; it was not touched.
    #[error("{0}")]
    Incompatible(String),
    /// The store has been closed.
    #[error("the store is closed")]
    Closed,
}
