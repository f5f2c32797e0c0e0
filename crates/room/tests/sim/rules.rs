//! The rules that must hold at every moment, and at the end.

use super::*;

impl World<'_> {
    pub(super) fn read_disk(&self, from_older: bool) -> Doc {
        let stored = self.disk.stored(from_older);
        let doc = board::edit::new_doc(0);
        if let Some((_, bytes)) = &stored.snapshot {
            apply(&doc, [room::snapshot::open(bytes).unwrap().state]);
        }
        apply(&doc, stored.records.iter().map(|record| update_of(record)));
        doc
    }

    /// Whatever leaves the room has to be on disk by then.
    pub(super) fn check_send(&mut self, conn: ConnId, frame: &[u8]) {
        let Some(found) = self.conns.get_mut(&conn) else { return };
        match Message::decode(frame).unwrap() {
            Message::Step2(update) | Message::Update(update) => {
                assert!(
                    !found.lagging
                        || self
                            .events
                            .values()
                            .any(|e| matches!(e, Event::Lagging { conn: c, .. } if *c == conn)),
                    "a lagging socket was sent something"
                );
                let update = Bytes::copy_from_slice(update);
                check_durable(&self.durable, &update, "shown");
                if Update::decode_v1(&update).unwrap().state_vector().len() > 1 {
                    self.counts.merged += 1;
                }
                self.counts.shown += 1;
                if self.shown.last() != Some(&update) {
                    self.shown.push(update);
                }
            }
            Message::Saved(frames) => {
                let frames = frames as usize;
                for update in found.frames[..frames].iter().skip(found.saved) {
                    check_durable(&self.durable, update, "saved");
                    self.saved.push(update.clone());
                    self.counts.saved += 1;
                }
                found.saved = found.saved.max(frames);
            }
            Message::Awareness(payload) => {
                for (_, _, json) in entries(payload) {
                    let state: serde_json::Value = serde_json::from_str(&json).unwrap();
                    assert!(state.is_null() || state["who"]["name"].as_str().unwrap().starts_with("Person"));
                }
            }
            _ => {}
        }
    }

    /// Nothing that was saved or shown is missing on disk, deletions included.
    pub(super) fn check_nothing_lost(&self) {
        let doc = self.read_disk(false);
        let before = doc.transact().snapshot();
        apply(&doc, self.saved.iter().chain(&self.shown).map(|update| &update[..]));
        assert!(doc.transact().snapshot() == before, "something saved or shown is lost");
    }

    pub(super) fn check_calm(&mut self) {
        self.check_nothing_lost();
        assert!(self.tickets.is_empty(), "a verb was never answered");
        let disk = content(&self.read_disk(false));
        let same = |content: &Content| content.json == disk.json && content.snapshot == disk.snapshot;
        assert!(same(&content(&self.read_disk(true))), "the older snapshot leads elsewhere");
        let everybody: BTreeSet<u64> = self.clients.iter().map(|client| client.id).collect();
        for (number, client) in self.clients.iter().enumerate() {
            let mine = client.content();
            assert_eq!(mine.json, disk.json, "client {number} sees another board");
            assert!(same(&mine), "client {number} has another history");
            let found = &self.conns[&client.conn.expect("everybody is back")];
            if client.seat.ours {
                assert_eq!(client.saved, client.sent, "client {number} still says unsaved");
            }
            assert_eq!(found.frames.len() as u64, client.sent);
            let seen = client.others.iter().filter(|(_, (_, present))| *present).map(|(id, _)| *id);
            let mut seen: BTreeSet<u64> = seen.collect();
            seen.insert(client.id);
            assert_eq!(seen, everybody, "client {number} sees other people than are here");
        }
        self.check_empties();
    }

    /// When everybody has left, nobody is left.
    pub(super) fn check_empties(&mut self) {
        let clock_ms = self.clock_ms();
        let room = self.room.as_mut().unwrap();
        for conn in self.conns.keys() {
            room.handle(Input::Leave { conn: *conn }, clock_ms);
        }
        let seat = self.clients[0].seat.clone();
        let outputs = room.handle(Input::Join { conn: ConnId(u64::MAX), seat }, clock_ms);
        assert!(!outputs.is_empty());
        for output in outputs {
            if let Output::Send { bytes, .. } = output {
                assert!(
                    !matches!(Message::decode(&bytes), Ok(Message::Awareness(_))),
                    "presence is left over"
                );
            }
        }
    }
}
