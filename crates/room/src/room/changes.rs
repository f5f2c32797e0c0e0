//! Document frames: judged by admission, then gathered, counted, asked again or refused.

use admission::{Class, Refusal, Role, Sender, Verdict};

use super::Room;
use super::commit::Mark;
use crate::document::Broken;
use crate::notice::{Notice, NoticeCode};
use crate::wire::CloseCode;
use crate::{ConnId, Lane, Output};

/// A client that was asked for what is missing is asked again only after this time.
const ASK_AGAIN_MS: u64 = 5_000;

impl Room {
    /// A sync step 2 or an update. Every one of them counts, whatever becomes of it.
    pub(super) fn change(&mut self, conn: ConnId, update: &[u8], is_step_2: bool) -> Result<(), Broken> {
        let now_ms = self.now_ms;
        let Some(session) = self.sessions.get_mut(&conn) else { return Ok(()) };
        let frame = session.saved.receive();
        if is_step_2 {
            session.asked_ms = None;
        }
        if session.is_reset {
            self.mark_safe(conn, frame, is_step_2);
            return Ok(());
        }
        if self.log.is_refused() {
            // Not even looked at: once storing works again the client is asked for all of it.
            return Ok(());
        }
        let participant = session.seat.participant.as_str();
        let sender = Sender { participant, role: role(session.seat.role) };
        let mark = Mark { conn, frame, covers: is_step_2 };
        match self.admission.admit(&sender, update, now_ms) {
            Verdict::Admitted => {
                self.counts.admitted += 1;
                self.log.gather(participant, now_ms, update, Some(conn));
                self.log.gather_mark(mark);
            }
            Verdict::Rewritten(instead) => {
                self.counts.admitted += 1;
                self.log.gather(participant, now_ms, &instead, Some(conn));
                self.log.gather_mark(mark);
            }
            // Known, but perhaps not durable yet.
            Verdict::Duplicate => {
                if !self.log.mark_latest(mark) {
                    self.mark_safe(conn, frame, is_step_2);
                }
            }
            Verdict::Gap => {
                if session.asked_ms.is_none_or(|at| now_ms >= at + ASK_AGAIN_MS) {
                    return self.ask(conn);
                }
            }
            Verdict::Refused(refusal) => self.refuse(conn, mark, &refusal),
        }
        Ok(())
    }

    fn refuse(&mut self, conn: ConnId, mark: Mark, refusal: &Refusal) {
        self.counts.refused += 1;
        self.out.push(Output::Refused { conn, rule: refusal.rule.name(), detail: refusal.detail });
        let Some(session) = self.sessions.get_mut(&conn) else { return };
        match refusal.class {
            Class::Malformed => self.turn_out(conn, NoticeCode::Malformed, CloseCode::Malformed),
            Class::TooLarge => self.turn_out(conn, NoticeCode::TooLarge, CloseCode::TooLarge),
            Class::Budget => self.turn_out(conn, NoticeCode::Budget, CloseCode::Budget),
            Class::Forbidden if !session.seat.role.may_write() => {
                self.turn_out(conn, NoticeCode::ReadOnly, CloseCode::Forbidden);
            }
            Class::Forbidden if session.seat.ours => {
                // The clock line of this client id now has a gap for ever: its copy must go (RM8).
                session.is_reset = true;
                self.send(conn, Lane::Document, Notice::new(NoticeCode::Forbidden).frame());
                self.mark_safe(conn, mark.frame, mark.covers);
            }
            Class::Forbidden => self.turn_out(conn, NoticeCode::Forbidden, CloseCode::Forbidden),
        }
    }

    /// What ends every input: `saved` to whoever it grew for.
    pub(super) fn send_saved(&mut self) {
        for conn in std::mem::take(&mut self.told) {
            let Some(session) = self.sessions.get_mut(&conn) else { continue };
            let news = session.saved.news().filter(|_| session.seat.ours);
            if let Some(frames) = news {
                self.send(conn, Lane::Document, crate::wire::Message::Saved(frames).encode());
            }
        }
    }
}

/// The same roles in the words of a crate that knows no boards.
fn role(role: board::role::Role) -> Role {
    use board::role::Role as Board;
    match role {
        Board::Viewer => Role::Viewer,
        Board::Commenter => Role::Commenter,
        Board::Contributor => Role::Contributor,
        Board::Editor => Role::Editor,
        Board::Cofacilitator => Role::Cofacilitator,
        Board::Facilitator => Role::Facilitator,
    }
}
