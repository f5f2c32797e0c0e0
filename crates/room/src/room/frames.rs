//! Frames as they come in: decoded, paced, and sent to where they belong.

use admission::Admission;
use bytes::Bytes;
use yrs::StateVector;

use super::Room;
use crate::document::{Broken, read_vector};
use crate::notice::{Notice, NoticeCode};
use crate::session::Stage;
use crate::wire::{CloseCode, Message};
use crate::{ConnId, Lane, Output};

/// What a frame costs besides its own bytes.
const FRAME_BYTES: usize = 64;

/// What of a state vector is worth keeping as long as its socket lives: a frame has room for hundreds of thousands of
/// clients that nobody knows.
fn known(vector: &StateVector, admission: &Admission) -> StateVector {
    let mut kept = StateVector::default();
    for (client, clock) in vector.iter().filter(|(client, _)| admission.next_clock(client.get()) > 0) {
        kept.set_max(*client, *clock);
    }
    kept
}

impl Room {
    pub(super) fn frame(&mut self, conn: ConnId, bytes: &[u8]) -> Result<(), Broken> {
        if !self.sessions.contains_key(&conn) {
            return Ok(());
        }
        let Ok(message) = Message::decode(bytes) else {
            let detail = "a frame that is not exactly one message";
            self.out.push(Output::Refused { conn, rule: "rm1_frame", detail });
            self.turn_out(conn, NoticeCode::Malformed, CloseCode::Malformed);
            return Ok(());
        };
        // Of cursors above their rate the latest counts, however many there are; their bytes are bytes.
        let frames = u64::from(!matches!(message, Message::Awareness(_)));
        self.pace(conn, frames, bytes.len() + FRAME_BYTES);
        match message {
            Message::Step1(vector) => self.greeting(conn, vector),
            Message::Step2(update) => self.change(conn, update, true),
            Message::Update(update) => self.change(conn, update, false),
            Message::Awareness(payload) => {
                self.presence_frame(conn, payload);
                Ok(())
            }
            Message::QueryAwareness => {
                if let Some(everybody) = self.presence.everybody() {
                    self.pace(conn, 0, everybody.len());
                    self.send(conn, Lane::Presence, everybody);
                }
                Ok(())
            }
            // Messages of the server, and the token, which belongs before the join.
            Message::Saved(_) | Message::Notice(_) | Message::Token(_) | Message::Progress(_) => {
                self.turn_out(conn, NoticeCode::Malformed, CloseCode::Malformed);
                Ok(())
            }
        }
    }

    /// The client's sync step 1: what it has. The answer is what it lacks; from now on it gets every update.
    fn greeting(&mut self, conn: ConnId, vector: &[u8]) -> Result<(), Broken> {
        let Ok(vector) = read_vector(vector) else {
            self.turn_out(conn, NoticeCode::Malformed, CloseCode::Malformed);
            return Ok(());
        };
        let step_2 = self.document.step_2(&vector)?;
        let Some(session) = self.sessions.get_mut(&conn) else { return Ok(()) };
        session.vector = known(&vector, &self.admission);
        match session.stage {
            Stage::Greeting { .. } => session.stage = Stage::Live,
            // Whoever asks again and again pays for the answers.
            Stage::Live => self.pace(conn, 0, step_2.iter().map(Bytes::len).sum()),
            // It gets one diff from this vector once it can be written to.
            Stage::Lagging { .. } => return Ok(()),
        }
        step_2.into_iter().for_each(|frame| self.send(conn, Lane::Document, frame));
        Ok(())
    }

    /// Back-pressure: a frame that was read is always dealt with; who sends too fast is not read for a while.
    fn pace(&mut self, conn: ConnId, frames: u64, bytes: usize) {
        let now_ms = self.now_ms;
        let Some(session) = self.sessions.get_mut(&conn) else { return };
        let wait = session.frames.take(frames, now_ms).max(session.bytes.take(bytes as u64, now_ms));
        if wait == 0 || session.paused_ms >= now_ms + wait {
            return;
        }
        let was_paused = session.paused_ms > now_ms;
        session.paused_ms = now_ms + wait;
        let tell = session.seat.ours && !was_paused;
        self.out.push(Output::Pause { conn, until_ms: now_ms + wait });
        if tell {
            self.send(conn, Lane::Document, Notice::new(NoticeCode::SlowDown).frame());
        }
    }

    fn presence_frame(&mut self, conn: ConnId, payload: &[u8]) {
        let now_ms = self.now_ms;
        let Some(session) = self.sessions.get_mut(&conn) else { return };
        let entry = match admission::awareness::admit(payload, session.client) {
            Ok(Some(entry)) => entry,
            Ok(None) => return,
            Err(refusal) => {
                self.counts.refused += 1;
                self.out.push(Output::Refused { conn, rule: refusal.rule.name(), detail: refusal.detail });
                self.turn_out(conn, NoticeCode::Malformed, CloseCode::Malformed);
                return;
            }
        };
        if session.presence.try_take(1, now_ms) {
            session.late_presence = None;
            self.late.remove(&conn);
            self.take_presence(conn, &entry);
        } else {
            session.late_presence = Some(entry);
            self.late.insert(conn);
        }
    }

    pub(super) fn take_late_presence(&mut self) {
        for conn in std::mem::take(&mut self.late) {
            let now_ms = self.now_ms;
            let Some(session) = self.sessions.get_mut(&conn) else { continue };
            if !session.presence.try_take(1, now_ms) {
                self.late.insert(conn);
            } else if let Some(entry) = session.late_presence.take() {
                self.take_presence(conn, &entry);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yrs::block::ClientID;

    #[test]
    fn rm4_of_what_a_socket_says_it_has_only_what_there_is_is_kept() {
        let mut admission = Admission::new(admission::Limits::default());
        admission.load(b"\x01\x01\x05\x00\x27\x01\x05notes\x01a\x01\x00").unwrap();
        let mut vector = StateVector::default();
        for client in 1..1_000 {
            vector.set_max(ClientID::new(client), 7);
        }
        let kept = known(&vector, &admission);
        assert_eq!((kept.len(), kept.get(&ClientID::new(5))), (1, 7));
    }
}
