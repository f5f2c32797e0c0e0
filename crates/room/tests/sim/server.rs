//! The server's lives: what goes into the room, what comes out, what goes wrong.

use super::*;

impl World<'_> {
    pub(super) fn start_server(&mut self) {
        self.life += 1;
        let from_older = self.rng.one_in(3);
        let mut config = Config::new((1 << 40) + self.life * 1000 + self.plan.seed % 1000);
        config.snapshot_records = self.plan.snapshot_records;
        config.snapshot_gap_ms = 0;
        config.gathered_max = 2_000;
        // Low enough that busy clients meet it now and then.
        config.frames_per_s = 6;
        config.lags_max = 4;
        // Quiet and hot rooms in turn.
        config.sends_per_s = if self.plan.seed.is_multiple_of(2) { 10 } else { 10_000 };
        // Between two lives the machine's clock may have jumped by a day, forwards or back.
        self.ahead_ms = (10 + self.life * 7 % 3) * DAY_MS;
        let stored = self.disk.stored(from_older);
        self.room = Some(Room::load(config, &stored, self.clock_ms()).expect("what is on disk loads"));
        self.tick_ms = None;
        self.input(Input::Tick);
    }

    /// What the server's clock shows.
    pub(super) fn clock_ms(&self) -> u64 {
        self.now_ms + self.ahead_ms
    }

    pub(super) fn input(&mut self, input: Input) {
        let clock_ms = self.clock_ms();
        let Some(room) = &mut self.room else { return };
        let outputs = room.handle(input, clock_ms);
        for output in outputs {
            self.output(output);
        }
        let deadline = self.room.as_ref().and_then(Room::deadline);
        if let Some(at) = deadline {
            assert!(at > clock_ms, "the room spins");
            let at = at - self.ahead_ms;
            if self.tick_ms.is_none_or(|tick| at < tick) {
                self.tick_ms = Some(at);
                self.at(at, Event::Tick { life: self.life });
            }
        }
    }

    pub(super) fn output(&mut self, output: Output) {
        let life = self.life;
        match output {
            Output::Send { conn, bytes, .. } => self.send_down(conn, bytes),
            Output::Append { batch, expected_seq, records, puts } => {
                assert!(
                    puts.is_empty()
                        && !self
                            .events
                            .values()
                            .any(|e| matches!(e, Event::Appended { life: l, .. } if *l == life))
                );
                let delay = self.rng.between(0, self.plan.append_ms);
                self.after(delay, Event::Appended { life, batch, expected_seq, records });
            }
            Output::Snapshot(draft) => self.prove(life, *draft),
            Output::Compact(compaction) => {
                self.counts.compactions += 1;
                let draft =
                    compaction.draft(&self.disk.stored(false)).expect("the log leads to the living board");
                self.prove(life, draft);
            }
            Output::Purge { to } => {
                let delay = self.rng.between(0, 300);
                self.after(delay, Event::Purge { life, to });
            }
            Output::Refused { conn, rule, detail } => panic!("{conn:?}, an honest client: {rule}, {detail}"),
            Output::Pause { conn, until_ms } => {
                self.counts.pauses += 1;
                if let Some(found) = self.conns.get_mut(&conn) {
                    found.up_ready_ms = found.up_ready_ms.max(until_ms - self.ahead_ms);
                }
            }
            Output::Close { conn, code, .. } => {
                assert_eq!(code, CloseCode::Lagging, "honest clients are not thrown out");
                if let Some(found) = self.conns.get_mut(&conn) {
                    found.open = false;
                }
                self.lose(conn);
                self.after(1, Event::Gone(conn));
            }
            Output::Reply { ticket, reply } => {
                assert!(self.tickets.remove(&ticket), "one answer per verb");
                match reply {
                    Reply::Edited { seq } => {
                        assert_eq!(seq, self.disk.seq);
                        self.counts.server_edits += 1;
                    }
                    Reply::Failed(VerbError::ReadOnly) => assert!(self.counts.refused_appends > 0),
                    other => panic!("{other:?}"),
                }
            }
            Output::Rebuild { reason } => panic!("the room gave up: {reason}"),
        }
    }

    fn prove(&mut self, life: u64, draft: Draft) {
        let Verified { seq, bytes, is_reordered } = draft.verify().expect("a snapshot reads back");
        assert!(!is_reordered, "honest clients' letters keep their order");
        let delay = self.rng.between(0, 500);
        self.after(delay, Event::SnapshotWritten { life, seq, bytes });
    }

    pub(super) fn write(&mut self, expected_seq: u64, records: &[Bytes]) -> u64 {
        let seq = self.disk.append(expected_seq, records);
        apply(&self.durable, records.iter().map(|record| update_of(record)));
        seq
    }

    pub(super) fn fault(&mut self, fault: Fault) {
        match fault {
            Fault::Drop(client) => {
                let Some(conn) = self.clients[client].conn else { return };
                self.counts.drops += 1;
                let cut_ms = self.now_ms + self.rng.between(0, self.plan.latency_ms);
                self.conns.get_mut(&conn).unwrap().cut_ms = cut_ms;
                self.lose(conn);
                let learns = self.rng.between(0, 2_000);
                self.at(cut_ms + learns, Event::Gone(conn));
            }
            Fault::Stall(client, span_ms) => {
                let Some(conn) = self.clients[client].conn else { return };
                self.conns.get_mut(&conn).unwrap().stalled = true;
                self.after(span_ms, Event::Unstall(conn));
            }
            Fault::Crash => self.crash(),
            Fault::DiskFull(span_ms) => self.full_until_ms = self.now_ms + span_ms,
            Fault::SnapshotsFail(span_ms) => self.snapshots_fail_until_ms = self.now_ms + span_ms,
            Fault::ServerEdit => {
                if self.room.is_none() {
                    return;
                }
                self.next_ticket += 1;
                self.tickets.insert(self.next_ticket);
                let id = format!("server{}", self.next_ticket).parse().unwrap();
                let note = Note { text: "dal server".into(), ..Note::default() };
                let edits = vec![Edit::Put { id, item: Item::Note(note) }];
                self.input(Input::Verb {
                    ticket: self.next_ticket,
                    verb: Verb::Edit { edits, puts: vec![] },
                });
            }
            Fault::Empty => {
                for client in 0..self.clients.len() {
                    self.fault(Fault::Drop(client));
                }
            }
        }
    }

    pub(super) fn crash(&mut self) {
        if self.room.take().is_none() {
            return;
        }
        self.counts.crashes += 1;
        let ended = self.life;
        self.life += 1;
        // The append under way has reached the disk or not; nobody was told.
        let under_way = self.events.iter().find_map(|(number, event)| match event {
            Event::Appended { life, .. } if *life == ended => Some(*number),
            _ => None,
        });
        if let Some(number) = under_way
            && self.rng.one_in(2)
            && self.now_ms >= self.full_until_ms
            && let Some(Event::Appended { expected_seq, records, .. }) = self.events.get(&number)
        {
            let (expected_seq, records) = (*expected_seq, records.clone());
            self.disk.append(expected_seq, &records);
        }
        self.tickets.clear();
        self.durable = self.read_disk(false);
        self.check_nothing_lost();
        let conns: Vec<ConnId> = self.conns.keys().copied().collect();
        for conn in conns {
            self.lose(conn);
            self.conns.remove(&conn);
        }
        let pause = self.rng.between(10, 1_000);
        self.after(pause, Event::Restart);
    }
}
