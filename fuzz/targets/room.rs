//! A room with four sockets, a disk that stalls and fails, restarts and the server's own edits. Whatever comes in, the
//! room goes on, and what it stored gives the same board.
#![no_main]

use std::sync::LazyLock;

use board::edit::{Edit, Item, Kind};
use board::id::ParticipantId;
use board::note::Note;
use board::role::Role;
use bytes::Bytes;
use fuzz::grammar::Random;
use fuzz::harness::{Harness, config};
use fuzz::tape::Step;
use fuzz::world::Base;
use fuzz::{BASES, base, mutated, tape};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use room::wire::Message;
use room::{Config, ConnId, Failure, Input, Reply, Seat, Standing, Stored, Verb, snapshot};

static STORED: LazyLock<Vec<Stored>> = LazyLock::new(|| BASES.iter().map(stored).collect());

fn participant(person: u8) -> ParticipantId {
    ParticipantId::from_random(u128::from(person) + 1)
}

/// The base as a snapshot, its people under ids as rooms know them.
fn stored(base: &Base) -> Stored {
    let owners: Vec<_> = base
        .owners
        .iter()
        .map(|(client, who, at)| {
            let person = who.trim_start_matches('p').parse::<u8>().unwrap_or(9);
            (*client, participant(person).as_str().to_owned(), *at)
        })
        .collect();
    let snapshot = Some((1, snapshot::seal(&owners, &base.state)));
    Stored { snapshot, seq: 1, ..Stored::default() }
}

fn settings() -> Config {
    let admission = admission::Limits { ..fuzz::world::limits() };
    Config { admission, snapshot_records: 8, ..config() }
}

fn seat(person: u8, role: u8) -> Seat {
    let role = match role {
        0 => Role::Viewer,
        1 => Role::Commenter,
        2 => Role::Contributor,
        3 => Role::Facilitator,
        _ => Role::Editor,
    };
    let participant = participant(person);
    Seat {
        participant,
        name: format!("Person {person}"),
        colour: "#123456".into(),
        role,
        ours: person.is_multiple_of(2),
    }
}

struct Play {
    room: Harness,
    /// How often each person came.
    joins: u64,
    tickets: u64,
}

impl Play {
    fn conn(&self, person: u8) -> ConnId {
        ConnId(self.joins * 4 + u64::from(person))
    }

    fn join(&mut self, person: u8, role: u8) {
        let conn = self.conn(person);
        self.room.input(Input::Leave { conn });
        self.room.input(Input::Join { conn, seat: seat(person, role) });
        self.room.frame(conn, &Message::Step1(&[0]).encode());
    }

    fn step(&mut self, step: &Step) {
        let (person, role) = (step.head & 3, step.head >> 2 & 7);
        let conn = self.conn(person);
        let first = step.bytes.first().copied().unwrap_or(0);
        match step.head >> 5 {
            0 | 1 => self.room.frame(conn, &Message::Update(&step.bytes).encode()),
            2 => self.room.frame(conn, &Message::Step2(&step.bytes).encode()),
            3 => self.room.frame(conn, &Message::Step1(&step.bytes).encode()),
            4 => self.room.frame(conn, &step.bytes),
            5 => self.join(person, role),
            6 => self.disturb(conn, person, first),
            _ => self.server(first, &step.bytes),
        }
    }

    fn disturb(&mut self, conn: ConnId, person: u8, what: u8) {
        match what % 8 {
            0 => self.room.held = true,
            1 => {
                self.room.held = false;
                self.room.release();
            }
            2 => self.room.failure = Some(Failure::Full),
            3 => self.room.failure = None,
            4 => self.room.input(Input::Lagging { conn }),
            5 => self.room.input(Input::Writable { conn }),
            6 => {
                let Seat { participant, role, name, .. } = seat(person, what >> 5);
                self.room.input(Input::Rights { participant, standing: Standing::Role(role), name });
            }
            _ => self.room.wait(u64::from(what) * 40),
        }
    }

    fn server(&mut self, what: u8, bytes: &[u8]) {
        let id = || format!("n{}", bytes.get(1).copied().unwrap_or(0) % 8).parse().expect("an id");
        let edit = match what % 4 {
            0 => return self.restart(),
            1 => Edit::Put { id: id(), item: Item::Note(Note { text: "server".into(), ..Note::default() }) },
            2 => Edit::Delete { kind: Kind::Note, id: id() },
            _ => Edit::SetTitle("Plenaria".into()),
        };
        self.tickets += 1;
        self.room.verb(self.tickets, Verb::Edit { edits: vec![edit], puts: Vec::new() });
    }

    /// Everything under way reaches the disk; then the board is loaded again and is the same.
    fn restart(&mut self) {
        (self.room.held, self.room.failure) = (false, None);
        self.room.release();
        self.room.wait(10_000);
        assert_eq!(self.room.rebuild, None, "the room gave up");
        let view = |room: &mut Harness, ticket: u64| {
            room.verb(ticket, Verb::View);
            let Some(Reply::View { view, .. }) = room.replies.remove(&ticket) else { panic!("no view") };
            view
        };
        self.tickets += 1;
        let before = view(&mut self.room, self.tickets);
        let mut again = Harness::with(settings(), &self.room.stored());
        let after = view(&mut again, self.tickets);
        assert_eq!(before.notes.keys().collect::<Vec<_>>(), after.notes.keys().collect::<Vec<_>>());
        self.joins += 1;
        (again.log, again.snapshots) =
            (std::mem::take(&mut self.room.log), std::mem::take(&mut self.room.snapshots));
        self.room = again;
        (0..4).for_each(|person| self.join(person, 4));
    }
}

fuzz_target!(|data: &[u8]| {
    let (_, rest) = base(data);
    let which = usize::from(data.first().copied().unwrap_or(0)) % STORED.len();
    let mut room = Harness::with(settings(), &STORED[which]);
    room.snapshots = STORED[which].snapshot.iter().cloned().collect();
    // The base stands for the log's first record.
    room.log = vec![Bytes::new()];
    let mut play = Play { room, joins: 0, tickets: 0 };
    (0..4).for_each(|person| play.join(person, 4));
    for step in tape::read(rest) {
        play.step(&step);
        play.room.inbox.clear();
    }
    play.restart();
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut random = Random(seed.into());
    if random.below(3) == 0 {
        return fuzzer_mutate(data, size, max_size);
    }
    let tape = mutated(&data[..size], max_size, &mut random);
    data[..tape.len()].copy_from_slice(&tape);
    tape.len()
});
