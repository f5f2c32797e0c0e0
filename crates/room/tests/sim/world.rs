//! The world: clients and connections, and what happens when. Its network, its server and its rules are beside it.

#[path = "network.rs"]
mod network;
#[path = "rules.rs"]
mod rules;
#[path = "server.rs"]
mod server;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, VecDeque};

use board::edit::{Edit, Item};
use board::id::ParticipantId;
use board::note::Note;
use board::role::Role;
use bytes::Bytes;
use room::snapshot::{Draft, Verified};
use room::wire::{CloseCode, Message};
use room::{Config, ConnId, Failure, Input, Output, Reply, Room, Seat, Verb, VerbError};
use yrs::updates::decoder::Decode;
use yrs::{Doc, ReadTxn, Transact, Update};

use super::client::{Client, Content, content, entries};
use super::counts::Counts;
use super::disk::{Disk, update_of};
use super::plan::{Fault, Plan, Rng};

/// Frames an outbox holds before it overflows.
const OUTBOX: usize = 6;
/// After the last fault: time for reconnects, for the disk to come back, for probes and questions.
const CALM_MS: u64 = 40_000;

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
                let size = bytes.len() as u64;
                let ok = self.now_ms >= self.snapshots_fail_until_ms;
                if ok {
                    self.disk.put_snapshot(seq, bytes);
                    self.counts.snapshots += 1;
                }
                self.input(Input::SnapshotStored { seq, bytes: ok.then_some(size) });
            }
            Event::Purge { life, to } if life == self.life => {
                self.disk.purge(to);
                self.counts.purges += 1;
            }
            Event::Lagging { life, conn } if life == self.life => {
                for client in self.clients.iter_mut().filter(|client| client.conn == Some(conn)) {
                    client.repeats += 1;
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
