//! What is on a board before anybody measures.

use std::time::{Duration, Instant};

use room::wire::{Message, STEP_1, STEP_2, SYNC, UPDATE};

use crate::edit::{self, Author, Hand};
use crate::failure::{Outcome, failed};
use crate::fleet::{Fleet, Listener, Sockets};
use crate::number::Reader;
use crate::ranges::{self, Visit};
use crate::target::{Room, Target};

/// Rooms that hold what they should, and those who brought it, still there: a room that nobody is in may be let go.
pub struct Filling {
    /// They stay until they are sent away.
    pub fleet: Fleet,
    /// They hear.
    pub watch: Watch,
    /// Of the first room: whose clocks are to be seen, up to which.
    pub ends: Vec<(u64, u64)>,
    /// Bytes of updates one room was filled with.
    pub bytes: u64,
    /// How long it took.
    pub took: Duration,
}

/// Notes one person brings: less than anybody may write at once.
const NOTES_PER_PERSON: u64 = 5_000;
/// Notes in one update.
const NOTES_PER_UPDATE: u64 = 500;
/// Client ids of one room here.
const CLIENTS_PER_ROOM: u64 = 64;
/// Whoever writes the title has a client id of its own, so that all notes are alike.
const TITLE_CLIENTS: u64 = 1 << 30;
const PATIENCE: Duration = Duration::from_secs(90);

/// Gives every room a title and that many notes, and waits until another socket has seen all of it. Client ids from
/// `clients` on are used.
///
/// # Errors
/// When it takes too long.
pub fn fill(target: &mut Target, rooms: &[Room], notes: u64, clients: u64) -> Outcome<Filling> {
    let people = notes.div_ceil(NOTES_PER_PERSON).max(1);
    // In each room those who bring, and one who watches.
    let seats_per_room = people as usize + 1;
    let mut seats = Vec::new();
    for room in rooms {
        for _ in 0..seats_per_room {
            seats.push(target.seat(room)?);
        }
    }
    let sockets = seats.len();
    let mut watch =
        Watch { seats_per_room, people, clients, clocks: vec![0; sockets], ready: vec![false; sockets] };
    let mut fleet = Fleet::new()?;
    fleet.open_all(seats, &mut watch)?;
    fleet.turn_until(&mut watch, "greeting those who fill the boards", |_, watch| {
        watch.ready.iter().all(|r| *r)
    })?;
    let begun = Instant::now();
    let (mut ends, mut bytes) = (Vec::new(), 0);
    let mut pages = Vec::new();
    for room in 0..rooms.len() {
        let mut of_room = Vec::new();
        for person in 0..people {
            let socket = room * seats_per_room + person as usize;
            let client = clients + room as u64 * CLIENTS_PER_ROOM + person;
            if person == 0 {
                let title = edit::title_update(client + TITLE_CLIENTS)?;
                fleet.sockets.send(socket, &Message::Update(&title).encode());
            }
            let mut author = Author::new(client, &fleet.sockets.seat(socket).person, Hand::Notes)?;
            // Without notes there is one, so that there is something to wait for.
            let mut left = (notes / people + u64::from(person < notes % people)).max(1);
            while left > 0 {
                let count = left.min(NOTES_PER_UPDATE);
                let mut update = Vec::new();
                author.next(count, &mut update);
                left -= count;
                bytes += if room == 0 { update.len() as u64 } else { 0 };
                of_room.push(Page { socket, end: author.clock(), update });
            }
            if room == 0 {
                ends.push((client, author.clock()));
            }
        }
        pages.push(of_room);
    }
    // One page of a room at a time: a flood would be answered as one, by dropping what readers wait for.
    let most = pages.iter().map(Vec::len).max().unwrap_or_default();
    for number in 0..most {
        let now: Vec<&Page> = pages.iter().filter_map(|of_room| of_room.get(number)).collect();
        for page in &now {
            fleet.sockets.send(page.socket, &Message::Update(&page.update).encode());
        }
        while !now.iter().all(|page| watch.clocks[page.socket] >= page.end) {
            if let Some(code) = fleet.sockets.closed_by_server(0..sockets).first() {
                return failed(format!(
                    "the server closed sockets that filled a board, the first with {code}"
                ));
            }
            if begun.elapsed() > PATIENCE {
                return failed(format!("filling took too long: {number} of {most} pages"));
            }
            fleet.turn(Instant::now() + Duration::from_millis(20), &mut watch)?;
        }
    }
    Ok(Filling { fleet, watch, ends, bytes, took: begun.elapsed() })
}

/// Notes that one person brings at once.
struct Page {
    socket: usize,
    end: u64,
    update: Vec<u8>,
}

/// Hears what the watching socket of each room has seen of the others.
pub struct Watch {
    seats_per_room: usize,
    people: u64,
    clients: u64,
    /// By socket of who brought it: the clock seen by who watches.
    clocks: Vec<u64>,
    ready: Vec<bool>,
}

struct Seen<'a> {
    watch: &'a mut Watch,
    room: usize,
}

impl Visit for Seen<'_> {
    fn range(&mut self, client: u64, _from: u64, to: u64) {
        let first = self.watch.clients + self.room as u64 * CLIENTS_PER_ROOM;
        if let Some(person) = client.checked_sub(first).filter(|person| *person < self.watch.people) {
            let clock = &mut self.watch.clocks[self.room * self.watch.seats_per_room + person as usize];
            *clock = to.max(*clock);
        }
    }
}

impl Listener for Watch {
    fn message(&mut self, sockets: &mut Sockets, socket: usize, _at: Instant, message: &[u8]) {
        let mut reader = Reader::new(message);
        let (Ok(SYNC), Ok(step), Ok(payload)) = (reader.number(), reader.number(), reader.bytes()) else {
            return;
        };
        if step == STEP_1 {
            sockets.send(socket, &Message::Step2(&[0, 0]).encode());
            return;
        }
        if step == STEP_2 {
            self.ready[socket] = true;
        }
        if (step == STEP_2 || step == UPDATE) && socket % self.seats_per_room == self.people as usize {
            let room = socket / self.seats_per_room;
            // What cannot be read is missed, and said when time is up.
            let _ = ranges::read(payload, &mut Seen { watch: self, room });
        }
    }
}
