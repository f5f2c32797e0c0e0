//! The world: clients, connections, one server that lives several lives, and the rules that must hold at every moment.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, VecDeque};
use std::ops::AddAssign;

use board::edit::{Edit, Item};
use board::id::ParticipantId;
use board::note::Note;
use board::role::Role;
use bytes::Bytes;
use room::snapshot::Verified;
use room::wire::{CloseCode, Message};
use room::{Config, ConnId, Failure, Input, Output, Reply, Room, Seat, Verb, VerbError};
use yrs::updates::decoder::Decode;
use yrs::{Doc, ReadTxn, Transact, Update};

use super::client::{Client, Content, content, entries};
use super::disk::{Disk, update_of};
use super::plan::{Fault, Plan, Rng};

/// Frames an outbox holds before it overflows.
const OUTBOX: usize = 6;
/// After the last fault: time for reconnects, for the disk to come back, for probes and questions.
const CALM_MS: u64 = 40_000;

/// What a run has seen; a simulation that no longer crashes, lags or refuses proves nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub events: u64,
    pub edits: u64,
    pub saved: u64,
    pub shown: u64,
    pub crashes: u64,
    pub drops: u64,
    pub lags: u64,
    pub refused_appends: u64,
    pub questions: u64,
    pub snapshots: u64,
    pub purges: u64,
    pub server_edits: u64,
    pub merged: u64,
    pub pauses: u64,
}

impl Counts {
    pub fn add(&mut self, other: &Counts) {
        for (mine, theirs) in self.all().into_iter().zip((*other).clone().all()) {
            mine.add_assign(*theirs);
        }
    }

    pub fn is_telling(&mut self) -> bool {
        self.all().into_iter().all(|count| *count > 0)
    }

    fn all(&mut self) -> [&mut u64; 14] {
        [
            &mut self.events,
            &mut self.edits,
            &mut self.saved,
            &mut self.shown,
            &mut self.crashes,
            &mut self.drops,
            &mut self.lags,
            &mut self.refused_appends,
            &mut self.questions,
            &mut self.snapshots,
            &mut self.purges,
            &mut self.server_edits,
            &mut self.merged,
            &mut self.pauses,
        ]
    }
}

#[derive(Debug)]
enum Event {
    Edit(usize),
    Renew(usize),
    Connect(usize),
    /// The next frame of the connection reaches the server.
    Up(ConnId),
    Down(ConnId, Bytes),
    /// The server learns that the socket is gone.
    Gone(ConnId),
    Unstall(ConnId),
    Appended {
        life: u64,
        batch: u64,
        expected_seq: u64,
        records: Vec<Bytes>,
    },
    SnapshotWritten {
        life: u64,
        seq: u64,
        bytes: Bytes,
    },
    Purge {
        life: u64,
        to: u64,
    },
    Lagging {
        life: u64,
        conn: ConnId,
    },
    Fault(Fault),
    Restart,
    Tick {
        life: u64,
    },
}

struct Conn {
    client: usize,
    /// Frames on their way up, in order.
    up: VecDeque<Bytes>,
    up_ready_ms: u64,
    down_ready_ms: u64,
    /// Frames that would arrive later are lost.
    cut_ms: u64,
    /// Every document frame of the client on this connection, in order.
    frames: Vec<Bytes>,
    saved: usize,
    outbox: VecDeque<Bytes>,
    stalled: bool,
    /// Overflowed; nothing goes out until writable.
    lagging: bool,
    open: bool,
}

const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

pub struct World<'a> {
    plan: &'a Plan,
    rng: Rng,
    now_ms: u64,
    /// How far the clock of this life of the server is ahead of the world's.
    ahead_ms: u64,
    queue: BinaryHeap<Reverse<(u64, u64)>>,
    events: BTreeMap<u64, Event>,
    next_event: u64,
    clients: Vec<Client>,
    left: Vec<u64>,
    conns: BTreeMap<ConnId, Conn>,
    next_conn: u64,
    room: Option<Room>,
    life: u64,
    tick_ms: Option<u64>,
    disk: Disk,
    full_until_ms: u64,
    snapshots_fail_until_ms: u64,
    /// What the disk holds, as a document.
    durable: Doc,
    /// Updates behind every `saved`, and updates anybody was sent.
    saved: Vec<Bytes>,
    shown: Vec<Bytes>,
    tickets: BTreeSet<u64>,
    next_ticket: u64,
    loud: bool,
    counts: Counts,
}

impl<'a> World<'a> {
    pub fn new(plan: &'a Plan) -> World<'a> {
        let mut rng = Rng::new(plan.seed ^ 0xabcd);
        let clients: Vec<Client> = plan
            .clients
            .iter()
            .enumerate()
            .map(|(n, ours)| {
                let seat = Seat {
                    participant: ParticipantId::from_random(u128::from(rng.next())),
                    name: format!("Person \"{n}\""),
                    colour: "#aa3311".into(),
                    role: if n == 0 { Role::Facilitator } else { Role::Editor },
                    ours: *ours,
                };
                Client::new(seat, rng.between(1, 1 << 32))
            })
            .collect();
        let left = vec![plan.edits; clients.len()];
        let mut world = World {
            plan,
            rng,
            now_ms: 1_000_000,
            ahead_ms: 0,
            queue: BinaryHeap::new(),
            events: BTreeMap::new(),
            next_event: 0,
            clients,
            left,
            conns: BTreeMap::new(),
            next_conn: 0,
            room: None,
            life: 0,
            tick_ms: None,
            disk: Disk::default(),
            full_until_ms: 0,
            snapshots_fail_until_ms: 0,
            durable: board::edit::new_doc(0),
            saved: Vec::new(),
            shown: Vec::new(),
            tickets: BTreeSet::new(),
            next_ticket: 0,
            loud: std::env::var_os("SIM_SEED").is_some(),
            counts: Counts::default(),
        };
        world.start_server();
        for client in 0..world.clients.len() {
            let (connect, renew) = (world.rng.between(0, 300), world.rng.between(0, 10_000));
            world.after(connect, Event::Connect(client));
            world.after(connect + world.plan.pause_ms, Event::Edit(client));
            world.after(renew, Event::Renew(client));
        }
        for (at, fault) in &plan.faults {
            world.after(*at, Event::Fault(*fault));
        }
        world
    }

    pub fn run(mut self) -> Counts {
        let mut calm_ms = None;
        while let Some(Reverse((at, number))) = self.queue.pop() {
            let event = self.events.remove(&number).unwrap();
            self.now_ms = at;
            if calm_ms.is_none() && self.is_over() {
                calm_ms = Some(at + CALM_MS);
            }
            if calm_ms.is_some_and(|end| at >= end) {
                break;
            }
            self.counts.events += 1;
            assert!(self.counts.events < 2_000_000, "it never becomes quiet");
            if self.loud {
                println!("{at:>9} {event:?}");
            }
            self.happen(event);
        }
        self.check_calm();
        self.counts
    }

    /// Nothing more is planned.
    fn is_over(&self) -> bool {
        let planned = |event: &Event| matches!(event, Event::Edit(_) | Event::Fault(_) | Event::Restart);
        !self.events.values().any(planned)
    }

    fn after(&mut self, delay_ms: u64, event: Event) {
        self.at(self.now_ms + delay_ms, event);
    }

    fn at(&mut self, at_ms: u64, event: Event) {
        self.next_event += 1;
        self.events.insert(self.next_event, event);
        self.queue.push(Reverse((at_ms, self.next_event)));
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Edit(client) => self.edit(client),
            Event::Renew(client) => {
                if let Some(conn) = self.clients[client].conn {
                    let frame = self.clients[client].awareness();
                    self.send_up(conn, frame);
                }
                self.after(10_000, Event::Renew(client));
            }
            Event::Connect(client) => self.connect(client),
            Event::Up(conn) => self.up(conn),
            Event::Down(conn, bytes) => self.down(conn, &bytes),
            Event::Gone(conn) => {
                self.conns.remove(&conn);
                self.input(Input::Leave { conn });
            }
            Event::Unstall(conn) => self.unstall(conn),
            Event::Appended { life, batch, expected_seq, records } if life == self.life => {
                let result = if self.now_ms < self.full_until_ms {
                    self.counts.refused_appends += 1;
                    Err(if self.rng.one_in(2) { Failure::Full } else { Failure::Io })
                } else {
                    Ok(self.write(expected_seq, &records))
                };
                self.input(Input::Durable { batch, result });
            }
            Event::SnapshotWritten { life, seq, bytes } if life == self.life => {
                let ok = self.now_ms >= self.snapshots_fail_until_ms;
                if ok {
                    self.disk.put_snapshot(seq, bytes);
                    self.counts.snapshots += 1;
                }
                self.input(Input::SnapshotStored { seq, ok });
            }
            Event::Purge { life, to } if life == self.life => {
                self.disk.purge(to);
                self.counts.purges += 1;
            }
            Event::Lagging { life, conn } if life == self.life => {
                for client in self.clients.iter_mut().filter(|client| client.conn == Some(conn)) {
                    client.may_repeat = true;
                }
                self.input(Input::Lagging { conn });
            }
            Event::Tick { life } if life == self.life => {
                if self.tick_ms.is_some_and(|at| at <= self.now_ms) {
                    self.tick_ms = None;
                    self.input(Input::Tick);
                }
            }
            Event::Fault(fault) => self.fault(fault),
            Event::Restart => self.start_server(),
            // Of an earlier life.
            Event::Appended { .. }
            | Event::SnapshotWritten { .. }
            | Event::Purge { .. }
            | Event::Lagging { .. }
            | Event::Tick { .. } => {}
        }
    }

    // ---- people

    fn edit(&mut self, client: usize) {
        let now_ms = self.now_ms;
        if let Some(frame) = self.clients[client].edit(&mut self.rng, now_ms) {
            self.counts.edits += 1;
            if let Some(conn) = self.clients[client].conn {
                self.clients[client].sent += 1;
                self.send_up(conn, frame.clone());
                if self.rng.one_in(self.plan.duplicate_one_in) {
                    self.clients[client].sent += 1;
                    self.send_up(conn, frame);
                }
            }
        }
        if self.rng.one_in(4)
            && let Some(conn) = self.clients[client].conn
        {
            let frame = self.clients[client].awareness();
            self.send_up(conn, frame);
        }
        self.left[client] -= 1;
        if self.left[client] > 0 {
            let pause = self.rng.between(0, self.plan.pause_ms);
            self.after(pause, Event::Edit(client));
        }
    }

    fn connect(&mut self, client: usize) {
        if self.room.is_none() {
            let pause = self.rng.between(50, 500);
            self.after(pause, Event::Connect(client));
            return;
        }
        if self.clients[client].conn.is_some() {
            return;
        }
        self.next_conn += 1;
        let conn = ConnId(self.next_conn);
        self.conns.insert(
            conn,
            Conn {
                client,
                up: VecDeque::new(),
                up_ready_ms: 0,
                down_ready_ms: 0,
                cut_ms: u64::MAX,
                frames: Vec::new(),
                saved: 0,
                outbox: VecDeque::new(),
                stalled: false,
                lagging: false,
                open: true,
            },
        );
        let seat = self.clients[client].seat.clone();
        let hello = self.clients[client].open(conn);
        self.input(Input::Join { conn, seat });
        hello.into_iter().for_each(|frame| self.send_up(conn, frame));
    }

    /// The client's socket is gone; it comes back later.
    fn lose(&mut self, conn: ConnId) {
        let Some(found) = self.conns.get(&conn) else { return };
        let client = found.client;
        if self.clients[client].conn == Some(conn) {
            self.clients[client].conn = None;
            let pause = self.rng.between(10, 3_000);
            self.after(pause, Event::Connect(client));
        }
    }

    // ---- network

    fn send_up(&mut self, conn: ConnId, frame: Bytes) {
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

    fn up(&mut self, conn: ConnId) {
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

    fn down(&mut self, conn: ConnId, bytes: &[u8]) {
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
    fn send_down(&mut self, conn: ConnId, bytes: Bytes) {
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

    fn deliver(&mut self, conn: ConnId, bytes: Bytes) {
        let latency = self.rng.between(0, self.plan.latency_ms);
        let found = self.conns.get_mut(&conn).unwrap();
        found.down_ready_ms = found.down_ready_ms.max(self.now_ms + latency);
        let at = found.down_ready_ms;
        self.at(at, Event::Down(conn, bytes));
    }

    fn unstall(&mut self, conn: ConnId) {
        let Some(found) = self.conns.get_mut(&conn) else { return };
        found.stalled = false;
        let queued = std::mem::take(&mut found.outbox);
        let was_lagging = std::mem::take(&mut found.lagging);
        queued.into_iter().for_each(|bytes| self.deliver(conn, bytes));
        if was_lagging {
            self.input(Input::Writable { conn });
        }
    }

    // ---- server

    fn start_server(&mut self) {
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
    fn clock_ms(&self) -> u64 {
        self.now_ms + self.ahead_ms
    }

    fn input(&mut self, input: Input) {
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

    fn output(&mut self, output: Output) {
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
            Output::Snapshot(draft) => {
                let Verified { seq, bytes, is_reordered } = draft.verify().expect("a snapshot reads back");
                assert!(!is_reordered, "honest clients' letters keep their order");
                let delay = self.rng.between(0, 500);
                self.after(delay, Event::SnapshotWritten { life, seq, bytes });
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

    fn write(&mut self, expected_seq: u64, records: &[Bytes]) -> u64 {
        let seq = self.disk.append(expected_seq, records);
        apply(&self.durable, records.iter().map(|record| update_of(record)));
        seq
    }

    fn fault(&mut self, fault: Fault) {
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

    fn crash(&mut self) {
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

    // ---- rules

    fn read_disk(&self, from_older: bool) -> Doc {
        let stored = self.disk.stored(from_older);
        let doc = board::edit::new_doc(0);
        if let Some((_, bytes)) = &stored.snapshot {
            apply(&doc, [room::snapshot::open(bytes).unwrap().state]);
        }
        apply(&doc, stored.records.iter().map(|record| update_of(record)));
        doc
    }

    /// Whatever leaves the room has to be on disk by then.
    fn check_send(&mut self, conn: ConnId, frame: &[u8]) {
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
    fn check_nothing_lost(&self) {
        let doc = self.read_disk(false);
        let before = doc.transact().snapshot();
        apply(&doc, self.saved.iter().chain(&self.shown).map(|update| &update[..]));
        assert!(doc.transact().snapshot() == before, "something saved or shown is lost");
    }

    fn check_calm(&mut self) {
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
    fn check_empties(&mut self) {
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

fn apply<'a>(doc: &Doc, updates: impl IntoIterator<Item = &'a [u8]>) {
    let mut txn = doc.transact_mut();
    for update in updates {
        txn.apply_update(Update::decode_v1(update).unwrap()).unwrap();
    }
}

fn check_durable(durable: &Doc, update: &[u8], what: &str) {
    let vector = Update::decode_v1(update).unwrap().state_vector();
    let known = durable.transact().state_vector();
    for (client, clock) in vector.iter() {
        assert!(known.get(client) >= *clock, "{what} before it was durable: {client:?} at {clock}");
    }
}
