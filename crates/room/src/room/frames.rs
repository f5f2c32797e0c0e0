//! Frames as they come in: decoded, paced, and sent to where they belong.

use bytes::Bytes;

use super::Room;
use crate::document::{Broken, read_vector};
use crate::notice::{Notice, NoticeCode};
use crate::session::Stage;
use crate::wire::{CloseCode, Message};
use crate::{ConnId, Lane, Output};

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
        if !matches!(message, Message::Awareness(_)) {
            self.pace(conn, bytes.len());
        }
        match message {
            Message::Step1(vector) => self.greeting(conn, vector),
            Message::Step2(update) => self.change(conn, update, true),
            Message::Update(update) => self.change(conn, update, false),
            Message::Awareness(payload) => {
                self.presence_frame(conn, payload);
                Ok(())
            }
            Message::QueryAwareness => {
                let everybody = self.presence.everybody();
                everybody.into_iter().for_each(|frame| self.send(conn, Lane::Presence, frame));
                Ok(())
            }
            // Messages of the server, and the token, which belongs before the join.
            Message::Saved(_) | Message::Notice(_) | Message::Token(_) => {
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
        session.vector = vector;
        match session.stage {
            Stage::Greeting { .. } => session.stage = Stage::Live,
            Stage::Live => {}
            // It gets one diff from this vector once it can be written to.
            Stage::Lagging { .. } => return Ok(()),
        }
        self.send(conn, Lane::Document, step_2);
        Ok(())
    }

    /// Back-pressure: a frame that was read is always dealt with; who sends too fast is not read for a while.
    fn pace(&mut self, conn: ConnId, size: usize) {
        let now_ms = self.now_ms;
        let Some(session) = self.sessions.get_mut(&conn) else { return };
        let wait = session.frames.take(1, now_ms).max(session.bytes.take(size as u64, now_ms));
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
        if session.presence.try_take(1, now_ms) {
            session.late_presence = None;
            self.late.remove(&conn);
            self.take_presence(conn, payload);
        } else {
            // A copy: the frame is a part of the socket's read buffer.
            session.late_presence = Some(Bytes::copy_from_slice(payload));
            self.late.insert(conn);
        }
    }

    pub(super) fn take_late_presence(&mut self) {
        for conn in std::mem::take(&mut self.late) {
            let now_ms = self.now_ms;
            let Some(session) = self.sessions.get_mut(&conn) else { continue };
            if !session.presence.try_take(1, now_ms) {
                self.late.insert(conn);
            } else if let Some(payload) = session.late_presence.take() {
                self.take_presence(conn, &payload);
            }
        }
    }
}
