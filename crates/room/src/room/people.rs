//! Coming, going, lagging, rights, and presence.

use admission::awareness::Entry;
use board::id::ParticipantId;

use super::Room;
use crate::document::Broken;
use crate::notice::{Notice, NoticeCode};
use crate::presence::Seen;
use crate::record::SERVER;
use crate::session::{Session, Stage};
use crate::wire::{CloseCode, KEEP_ALIVE};
use crate::{ConnId, Lane, Output, Seat, Standing};

impl Room {
    pub(super) fn join(&mut self, conn: ConnId, seat: Seat) -> Result<(), Broken> {
        let is_full = self.sessions.len() >= self.config.sessions_max;
        self.sessions.insert(conn, Session::new(seat, &self.config, self.now_ms));
        if is_full {
            self.turn_out(conn, NoticeCode::BoardFull, CloseCode::Budget);
            return Ok(());
        }
        let step_1 = self.document.step_1()?;
        self.send(conn, Lane::Document, step_1);
        if let Some(everybody) = self.presence.everybody() {
            self.send(conn, Lane::Presence, everybody);
        }
        self.progress_again(conn);
        Ok(())
    }

    pub(super) fn leave(&mut self, conn: ConnId) -> Result<(), Broken> {
        self.forget(conn);
        Ok(())
    }

    fn forget(&mut self, conn: ConnId) {
        let Some(session) = self.sessions.remove(&conn) else { return };
        self.late.remove(&conn);
        if let Some(client) = session.client.filter(|client| self.presence.holder(*client) == Some(conn)) {
            self.presence.remove(client);
        }
        if self.sessions.is_empty() {
            self.saving.everybody_left();
        }
    }

    /// Says why and closes.
    pub(super) fn turn_out(&mut self, conn: ConnId, notice: NoticeCode, code: CloseCode) {
        let ours = self.sessions.get(&conn).is_some_and(|session| session.seat.ours);
        if ours {
            self.send(conn, Lane::Document, Notice { reset: false, ..Notice::new(notice) }.frame());
        }
        self.out.push(Output::Close { conn, code, flush: true });
        self.forget(conn);
    }

    /// In force with the next frame: whoever lost the right gets not one byte more.
    pub(super) fn rights(
        &mut self,
        participant: &ParticipantId,
        standing: Standing,
        name: &str,
    ) -> Result<(), Broken> {
        let theirs = self.sessions.iter().filter(|(_, session)| session.seat.participant == *participant);
        let theirs: Vec<ConnId> = theirs.map(|(conn, _)| *conn).collect();
        for conn in theirs {
            let role = match standing {
                Standing::Role(role) => role,
                Standing::Elsewhere | Standing::SentAway => {
                    let is_elsewhere = standing == Standing::Elsewhere;
                    let code = if is_elsewhere { CloseCode::Forbidden } else { CloseCode::Unauthorised };
                    self.out.push(Output::Close { conn, code, flush: false });
                    self.forget(conn);
                    continue;
                }
            };
            let Some(session) = self.sessions.get_mut(&conn) else { continue };
            let is_new_role = session.seat.role != role;
            session.seat.role = role;
            session.seat.name = name.to_owned();
            let (seat, client) = (session.seat.clone(), session.client);
            if let Some(told) = client.and_then(|client| self.presence.rename(client, &seat)) {
                self.send(conn, Lane::Presence, told);
            }
            if is_new_role && seat.ours {
                let notice = Notice { role: Some(role), ..Notice::new(NoticeCode::RoleChanged) };
                self.send(conn, Lane::Document, notice.frame());
            }
        }
        Ok(())
    }

    pub(super) fn lagging(&mut self, conn: ConnId) -> Result<(), Broken> {
        let lags_max = self.config.lags_max;
        let now_ms = self.now_ms;
        let Some(session) = self.sessions.get_mut(&conn) else { return Ok(()) };
        if session.lag(lags_max, now_ms) {
            self.out.push(Output::Close { conn, code: CloseCode::Lagging, flush: false });
            self.forget(conn);
        }
        Ok(())
    }

    /// One diff from what the client said it had when it greeted, and everybody's presence: all it may have missed.
    pub(super) fn writable(&mut self, conn: ConnId) -> Result<(), Broken> {
        let Some(session) = self.sessions.get_mut(&conn) else { return Ok(()) };
        let was_lagging = matches!(session.stage, Stage::Lagging { .. });
        if was_lagging {
            session.stage = Stage::Live;
            let owes = session.saved.has_open() && !self.log.is_refused();
            let vector = session.vector.clone();
            session.saved.forget_told();
            self.told.insert(conn);
            // What was dropped may have been our question.
            if owes || vector.is_empty() {
                self.ask(conn)?;
            }
            let diff = self.document.diff(&vector)?;
            self.send(conn, Lane::Document, diff);
            self.progress_again(conn);
        }
        if let Some(everybody) = self.presence.everybody() {
            self.send(conn, Lane::Presence, everybody);
        }
        Ok(())
    }

    /// An awareness entry within its rate.
    pub(super) fn take_presence(&mut self, conn: ConnId, entry: &Entry) {
        match self.sessions.get(&conn).map(|session| session.client) {
            Some(Some(own)) if own == entry.client => {}
            Some(None) if self.bind(conn, entry.client) => {}
            _ => return,
        }
        let Some(session) = self.sessions.get(&conn) else { return };
        let Some(state) = &entry.state else {
            if self.presence.holder(entry.client) == Some(conn) {
                self.presence.remove(entry.client);
            }
            return;
        };
        let seen = self.presence.set(conn, &session.seat, entry.client, entry.clock, state, self.now_ms);
        if seen == Seen::Outdated {
            let told = self.presence.gone_frame(entry.client);
            self.send(conn, Lane::Presence, told);
        }
    }

    /// Binds an awareness id to a socket. Not one that writes as somebody else, and not one in use by somebody else; a
    /// person's new socket takes over from the old one, which may be dead without knowing.
    fn bind(&mut self, conn: ConnId, client: u64) -> bool {
        let Some(me) = self.sessions.get(&conn).map(|session| session.seat.participant.clone()) else {
            return false;
        };
        let mut owners = self.admission.owners();
        let owner = owners.find(|(id, _, _)| *id == client).map(|(_, participant, _)| participant);
        let is_mine = owner == Some(me.as_str());
        if owner.is_some() && !is_mine || owner == Some(SERVER) {
            return false;
        }
        drop(owners);
        if let Some(holder) = self.presence.holder(client).filter(|holder| *holder != conn) {
            let old = self.sessions.get_mut(&holder);
            if let Some(old) = old {
                if old.seat.participant != me && !is_mine {
                    return false;
                }
                old.client = None;
            }
        }
        if let Some(session) = self.sessions.get_mut(&conn) {
            session.client = Some(client);
        }
        true
    }

    /// Once a second: deadlines, keep-alives, expiry.
    pub(super) fn sweep(&mut self) {
        let now_ms = self.now_ms;
        self.presence.expire(now_ms.saturating_sub(self.config.presence_ms));
        let mut late = Vec::new();
        let mut silent = Vec::new();
        for (conn, session) in &self.sessions {
            if session.deadline().is_some_and(|at| now_ms >= at) {
                late.push((*conn, session.stage));
            } else if session.sent_ms + self.config.keep_alive_ms <= now_ms {
                silent.push(*conn);
            }
        }
        for (conn, stage) in late {
            let code = match stage {
                Stage::Lagging { .. } => CloseCode::Lagging,
                Stage::Greeting { .. } | Stage::Live => CloseCode::Malformed,
            };
            self.out.push(Output::Close { conn, code, flush: false });
            self.forget(conn);
        }
        for conn in silent {
            self.send(conn, Lane::Presence, bytes::Bytes::from_static(KEEP_ALIVE));
        }
    }
}
