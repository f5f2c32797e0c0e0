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
        if self.log.is_refused() {
            // Not even looked at: once storing works again the client is asked for all of it.
            return Ok(());
        }
        let participant = session.seat.participant.as_str();
        let sender = Sender { participant, role: role(session.seat.role) };
        let mark = Mark { conn, frame, covers: is_step_2 };
        match self.admission.admit(&sender, update, now_ms) {
            Verdict::Admitted => self.take(mark, update),
            Verdict::Rewritten(taken) => self.take(mark, &taken),
            Verdict::Curtailed(taken, refusal) => {
                match taken {
                    Some(taken) => self.take(mark, &taken),
                    None => self.mark_known(mark),
                }
                self.curtail(conn, &refusal);
            }
            Verdict::Duplicate => self.mark_known(mark),
            Verdict::Gap => {
                if session.asked_ms.is_none_or(|at| now_ms >= at + ASK_AGAIN_MS) {
                    return self.ask(conn);
                }
            }
            Verdict::Refused(refusal) => self.refuse(conn, &refusal),
        }
        Ok(())
    }

    fn take(&mut self, mark: Mark, update: &[u8]) {
        let Some(session) = self.sessions.get(&mark.conn) else { return };
        self.counts.admitted += 1;
        self.counts.edited_ms = Some(self.now_ms);
        self.log.gather(session.seat.participant.as_str(), self.now_ms, update, Some(mark.conn));
        self.log.gather_mark(mark);
    }

    /// Known, but perhaps not durable yet.
    fn mark_known(&mut self, mark: Mark) {
        if !self.log.mark_latest(mark) {
            self.mark_safe(mark.conn, mark.frame, mark.covers);
        }
    }

    /// Something was left out: what the sender has is not the board any more, and its copy must go (RM8). Whatever else
    /// it still sends is taken as from anybody.
    fn curtail(&mut self, conn: ConnId, refusal: &Refusal) {
        self.counts.refused += 1;
        self.out.push(Output::Refused { conn, rule: refusal.rule.name(), detail: refusal.detail });
        let Some(session) = self.sessions.get_mut(&conn) else { return };
        if !session.seat.ours {
            self.turn_out(conn, NoticeCode::Forbidden, CloseCode::Forbidden);
        } else if !std::mem::replace(&mut session.is_reset, true) {
            self.send(conn, Lane::Document, Notice::new(NoticeCode::Forbidden).frame());
        }
    }

    fn refuse(&mut self, conn: ConnId, refusal: &Refusal) {
        self.counts.refused += 1;
        self.out.push(Output::Refused { conn, rule: refusal.rule.name(), detail: refusal.detail });
        let (notice, code) = match refusal.class {
            Class::Malformed => (NoticeCode::Malformed, CloseCode::Malformed),
            Class::TooLarge => (NoticeCode::TooLarge, CloseCode::TooLarge),
            Class::Budget => (NoticeCode::Budget, CloseCode::Budget),
            Class::Forbidden => (NoticeCode::ReadOnly, CloseCode::Forbidden),
        };
        self.turn_out(conn, notice, code);
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
