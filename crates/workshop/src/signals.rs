//! What passes between whoever conducts and the groups while they work: messages, and hands that are raised.
//!
//! A hand is raised on a board (awareness, `docs/wire.md`) with the turn its page had heard last; it is down again when the
//! hands of that board were lowered at a later turn. So no clock has to be right, and nothing of it is stored but that.

use std::collections::BTreeSet;

use board::id::BoardId;
use serde::{Deserialize, Serialize};

use crate::words;
use crate::workshop::{Invalid, Workshop};

/// Longest message, in characters: what is read at a glance while one works.
pub const MESSAGE_CHARS_MAX: usize = 300;
/// Messages of one phase that are kept for who comes late.
const MESSAGES_KEPT: usize = 5;

/// A message of whoever conducts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The turn at which it was said: no other message has it.
    pub turn: u64,
    /// What it says.
    pub text: String,
    /// On which boards; `None` is to everybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boards: Option<BTreeSet<BoardId>>,
    /// When, ms since 1970.
    pub at_ms: u64,
}

impl Said {
    /// Is it for those who work on this board?
    pub fn reaches(&self, board: &BoardId) -> bool {
        self.boards.as_ref().is_none_or(|boards| boards.contains(board))
    }
}

impl Workshop {
    /// Says something to everybody, or to those who work on these boards. It stays until the next phase begins.
    ///
    /// # Errors
    /// Nothing to say, or too much; a board that is not there.
    pub fn say(&mut self, text: &str, boards: Option<BTreeSet<BoardId>>, now_ms: u64) -> Result<(), Invalid> {
        let text = text.trim().to_owned();
        if !(1..=MESSAGE_CHARS_MAX).contains(&text.chars().count()) {
            return Err(Invalid(words::MESSAGE_LENGTH.with("most", MESSAGE_CHARS_MAX)));
        }
        if boards.iter().flatten().any(|board| self.board(board).is_none()) {
            return Err(Invalid((&words::NO_BOARD).into()));
        }
        self.turn(|progress| {
            let turn = progress.turn + 1;
            progress.said.push(Said { turn, text, boards, at_ms: now_ms });
            let old = progress.said.len().saturating_sub(MESSAGES_KEPT);
            progress.said.drain(..old);
        });
        Ok(())
    }

    /// Lowers all hands that are raised on a board: they were seen.
    ///
    /// # Errors
    /// A board that is not there.
    pub fn lower_hands(&mut self, board: &BoardId) -> Result<(), Invalid> {
        if self.board(board).is_none() {
            return Err(Invalid((&words::NO_BOARD).into()));
        }
        self.turn(|progress| {
            let turn = progress.turn + 1;
            progress.lowered.insert(board.clone(), turn);
        });
        Ok(())
    }

    /// Is a hand that was raised on this board at that turn still up?
    pub fn is_up(&self, board: &BoardId, raised: u64) -> bool {
        self.progress.lowered.get(board).is_none_or(|lowered| raised >= *lowered)
    }
}
