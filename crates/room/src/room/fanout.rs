//! To everybody: at once in a quiet room, one frame per tick in a hot one.
//!
//! A room is hot when it sends more frames a second than its share: many people, many edits, or both. Then what comes in
//! is gathered, for one tick at most, is stored as one and goes out as one.

use bytes::Bytes;

use super::Room;
use super::commit::Admitted;
use crate::document::{self, Broken};
use crate::pace::Pace;
use crate::wire::Message;
use crate::{Config, ConnId, Lane, Output};

/// Durable and applied, but not shown yet.
#[derive(Debug)]
pub(super) struct Fanout {
    updates: Vec<Admitted>,
    /// Before this time nothing more is stored, and so nothing more sent.
    next_ms: u64,
    /// Frames the room may send at once.
    credit: Pace,
    presence_sent_ms: u64,
}

impl Fanout {
    pub(super) fn new(config: &Config, now_ms: u64) -> Fanout {
        Fanout {
            updates: Vec::new(),
            next_ms: 0,
            credit: Pace::new(config.sends_per_s, config.sends_per_s / 10, now_ms),
            presence_sent_ms: 0,
        }
    }

    /// When the next round may begin.
    pub(super) fn next_ms(&self) -> u64 {
        self.next_ms
    }

    /// A round begins that ends with a frame to each of `receivers`: how hot the room is says when the next one may.
    pub(super) fn begin(&mut self, receivers: usize, gather_ms: u64, now_ms: u64) {
        let wait_ms = self.credit.spend(receivers as u64, now_ms);
        self.next_ms = now_ms + wait_ms.min(gather_ms);
    }

    pub(super) fn push(&mut self, updates: Vec<Admitted>) {
        self.updates.extend(updates);
    }
}

impl Room {
    pub(super) fn presence_due(&self) -> Option<u64> {
        let Config { presence_tick_ms, presence_sends_per_s, .. } = self.config;
        let share_ms = self.sessions.len() as u64 * 1_000 / u64::from(presence_sends_per_s.max(1));
        self.presence.is_dirty().then(|| self.fanout.presence_sent_ms + share_ms.max(presence_tick_ms))
    }

    pub(super) fn send_updates(&mut self) -> Result<(), Broken> {
        let updates = std::mem::take(&mut self.fanout.updates);
        let author = updates.first().and_then(|first| first.author);
        // Who wrote all of it has all of it, if still here: whoever has left excuses nobody else.
        let except = author.filter(|conn| {
            self.sessions.contains_key(conn) && updates.iter().all(|one| one.author == author)
        });
        if updates.is_empty() || self.sessions.len() == usize::from(except.is_some()) {
            return Ok(());
        }
        let frame = match &updates[..] {
            [one] => Message::Update(&one.update).encode(),
            many => {
                let many: Vec<Bytes> = many.iter().map(|one| one.update.clone()).collect();
                Message::Update(&document::merge(&many)?).encode()
            }
        };
        self.send_all(Lane::Document, &frame, except);
        Ok(())
    }

    pub(super) fn send_presence(&mut self) {
        if self.presence_due().is_none_or(|due| self.now_ms < due) {
            return;
        }
        self.fanout.presence_sent_ms = self.now_ms;
        if let Some((frame, except)) = self.presence.take_dirty() {
            self.send_all(Lane::Presence, &frame, except);
        }
    }

    /// To everybody who is in step. Of the document, whoever has not greeted yet gets it with step 2; of presence there is
    /// no second telling, and it needs nothing that came before. Whoever lags gets both once they can be written to.
    fn send_all(&mut self, lane: Lane, frame: &Bytes, except: Option<ConnId>) {
        for (conn, session) in &mut self.sessions {
            let is_in_step = match lane {
                Lane::Document => session.is_live(),
                Lane::Presence => !session.is_lagging(),
            };
            if is_in_step && Some(*conn) != except {
                session.sent_ms = self.now_ms;
                self.out.push(Output::Send { conn: *conn, lane, bytes: frame.clone() });
            }
        }
    }
}
