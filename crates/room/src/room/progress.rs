//! Telling our pages where the workshop is in its programme.

use bytes::Bytes;

use super::Room;
use crate::document::Broken;
use crate::wire::Message;
use crate::{ConnId, Lane};

/// What was told last, ready to be sent.
#[derive(Debug, Default)]
pub(super) struct Progress {
    turn: u64,
    frame: Bytes,
    /// Somebody may not have heard it.
    is_news: bool,
}

impl Room {
    /// The same turn may be told again, with another time of day: whoever has heard of it hears it no second time. An
    /// earlier one has crossed a later one on its way and is dropped.
    pub(super) fn progress(&mut self, turn: u64, text: &str) -> Result<(), Broken> {
        if turn >= self.progress.turn {
            self.progress = Progress { turn, frame: Message::Progress(text).encode(), is_news: true };
        }
        Ok(())
    }

    /// What a socket was told may not have arrived.
    pub(super) fn progress_again(&mut self, conn: ConnId) {
        if let Some(session) = self.sessions.get_mut(&conn) {
            session.turn = None;
        }
        self.progress.is_news = !self.progress.frame.is_empty();
    }

    pub(super) fn send_progress(&mut self) {
        if !std::mem::take(&mut self.progress.is_news) {
            return;
        }
        let (turn, frame) = (self.progress.turn, self.progress.frame.clone());
        let waits = self
            .sessions
            .iter_mut()
            .filter(|(_, session)| session.seat.ours && !session.is_lagging() && session.turn != Some(turn));
        let waiting: Vec<ConnId> = waits
            .map(|(conn, session)| {
                session.turn = Some(turn);
                *conn
            })
            .collect();
        for conn in waiting {
            self.send(conn, Lane::Document, frame.clone());
        }
    }
}
