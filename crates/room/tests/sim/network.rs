//! The network: frames both ways, delayed, twice, lost; sockets that stall.

use super::*;

impl World<'_> {
    pub(super) fn send_up(&mut self, conn: ConnId, frame: Bytes) {
        let latency = self.rng.between(0, self.plan.latency_ms);
        let found = self.conns.get_mut(&conn).unwrap();
        match Message::decode(&frame).unwrap() {
            Message::Step2(update) | Message::Update(update) => {
                found.frames.push(Bytes::copy_from_slice(update))
            }
            _ => {}
        }
        found.up_ready_ms = found.up_ready_ms.max(self.now_ms + latency);
        found.up.push_back(frame);
        let at = found.up_ready_ms;
        self.at(at, Event::Up(conn));
    }

    pub(super) fn up(&mut self, conn: ConnId) {
        if self.room.as_ref().is_some_and(Room::is_congested) {
            self.after(3, Event::Up(conn));
            return;
        }
        let Some(found) = self.conns.get_mut(&conn) else { return };
        let Some(bytes) = found.up.pop_front() else { return };
        if self.now_ms <= found.cut_ms && found.open {
            self.input(Input::Frame { conn, bytes });
        }
    }

    pub(super) fn down(&mut self, conn: ConnId, bytes: &[u8]) {
        let Some(client) = self.conns.get(&conn).map(|found| found.client) else { return };
        if self.clients[client].conn != Some(conn) {
            return;
        }
        if matches!(Message::decode(bytes), Ok(Message::Step1(_))) {
            self.counts.questions += 1;
        }
        let answers = self.clients[client].receive(bytes);
        answers.into_iter().for_each(|frame| self.send_up(conn, frame));
    }

    /// The room sends: into the outbox, and on from there unless the socket stalls.
    pub(super) fn send_down(&mut self, conn: ConnId, bytes: Bytes) {
        self.check_send(conn, &bytes);
        let life = self.life;
        let Some(found) = self.conns.get_mut(&conn) else { return };
        if found.lagging {
            return;
        }
        if !found.stalled {
            self.deliver(conn, bytes);
            return;
        }
        found.outbox.push_back(bytes);
        if found.outbox.len() > OUTBOX {
            found.outbox.clear();
            found.lagging = true;
            self.counts.lags += 1;
            self.after(0, Event::Lagging { life, conn });
        }
    }

    pub(super) fn deliver(&mut self, conn: ConnId, bytes: Bytes) {
        let latency = self.rng.between(0, self.plan.latency_ms);
        let found = self.conns.get_mut(&conn).unwrap();
        found.down_ready_ms = found.down_ready_ms.max(self.now_ms + latency);
        let at = found.down_ready_ms;
        self.at(at, Event::Down(conn, bytes));
    }

    pub(super) fn unstall(&mut self, conn: ConnId) {
        let Some(found) = self.conns.get_mut(&conn) else { return };
        found.stalled = false;
        let queued = std::mem::take(&mut found.outbox);
        let was_lagging = std::mem::take(&mut found.lagging);
        queued.into_iter().for_each(|bytes| self.deliver(conn, bytes));
        if was_lagging {
            self.input(Input::Writable { conn });
        }
    }
}
