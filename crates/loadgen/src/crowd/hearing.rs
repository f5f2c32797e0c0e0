//! What the sockets of a crowd hear, and what it says of who has what.

use std::time::Instant;

use room::wire::{AWARENESS, Message, NOTICE, STEP_1, STEP_2, SYNC, UPDATE};

use crate::edit::Author;
use crate::fleet::{Listener, Sockets};
use crate::ledger::Ledger;
use crate::number::Reader;
use crate::presence;
use crate::ranges::{self, Visit};

/// What all sockets of a crowd hear.
pub(super) struct Hearing {
    pub(super) base: u64,
    pub(super) clients: usize,
    pub(super) writers: usize,
    /// Those of the honest; misfits come behind.
    pub(super) sockets: usize,
    pub(super) greets: bool,
    pub(super) authors: Vec<Author>,
    /// The last awareness clock of each writer who moves.
    pub(super) moves: Vec<u64>,
    pub(super) ready: Vec<bool>,
    pub(super) ledger: Option<Ledger>,
    pub(super) malformed: u64,
    pub(super) notices: Vec<String>,
    pub(super) misfit_closed: Option<u16>,
}

struct Seen<'a> {
    ledger: &'a mut Ledger,
    first: u64,
    writers: usize,
    socket: usize,
    at: Instant,
}

impl Visit for Seen<'_> {
    #[inline]
    fn range(&mut self, client: u64, from: u64, to: u64) {
        let writer = client.wrapping_sub(self.first);
        if writer < self.writers as u64 {
            self.ledger.clocks(self.socket, writer as usize, from, to, self.at);
        }
    }
}

impl Hearing {
    pub(super) fn is_complete(&self) -> bool {
        self.ledger.as_ref().is_none_or(|ledger| ledger.delivered() >= ledger.offered())
    }

    /// The client id of the first socket of a socket's room.
    pub(super) fn first_of(&self, socket: usize) -> u64 {
        self.base + (socket / self.clients * self.clients) as u64
    }

    fn sync(&mut self, sockets: &mut Sockets, socket: usize, at: Instant, mut reader: Reader<'_>) {
        let (Ok(step), Ok(payload)) = (reader.number(), reader.bytes()) else {
            self.malformed += 1;
            return;
        };
        match step {
            STEP_1 => {
                let lacks = self.lacks(socket, payload);
                sockets.send(socket, &Message::Step2(&lacks).encode());
            }
            STEP_2 | UPDATE if socket < self.sockets => {
                if step == STEP_2 {
                    self.ready[socket] = true;
                }
                let (first, writers) = (self.first_of(socket), self.writers);
                if let Some(ledger) = &mut self.ledger
                    && ranges::read(payload, &mut Seen { ledger, first, writers, socket, at }).is_err()
                {
                    self.malformed += 1;
                }
            }
            _ => {}
        }
    }

    fn lacks(&self, socket: usize, state_vector: &[u8]) -> Vec<u8> {
        let (room, local) = (socket / self.clients, socket % self.clients);
        if socket < self.sockets
            && local < self.writers
            && let Some(author) = self.authors.get(room * self.writers + local)
            && let Ok(known) = ranges::clock_in(state_vector, author.client())
        {
            return author.since(known);
        }
        vec![0, 0]
    }
}

impl Listener for Hearing {
    fn opened(&mut self, _sockets: &mut Sockets, socket: usize) {
        if !self.greets && socket < self.sockets {
            self.ready[socket] = true;
        }
    }

    fn message(&mut self, sockets: &mut Sockets, socket: usize, at: Instant, message: &[u8]) {
        let mut reader = Reader::new(message);
        match reader.number() {
            Ok(SYNC) => self.sync(sockets, socket, at, reader),
            Ok(AWARENESS) if socket < self.sockets => {
                let (first, writers) = (self.first_of(socket), self.writers as u64);
                let entries = reader.bytes();
                if let Some(ledger) = &mut self.ledger {
                    let read = entries.and_then(|entries| {
                        presence::read(entries, |client, clock| {
                            let writer = client.wrapping_sub(first);
                            if writer < writers {
                                ledger.latest(socket, writer as usize, clock, at);
                            }
                        })
                    });
                    self.malformed += u64::from(read.is_err());
                }
            }
            Ok(NOTICE) if socket < self.sockets => {
                let text = reader.bytes().map(|text| String::from_utf8_lossy(text).into_owned());
                self.notices.push(text.unwrap_or_default());
            }
            _ => {}
        }
    }

    fn closed(&mut self, socket: usize, code: u16) {
        if socket >= self.sockets {
            self.misfit_closed = Some(code);
        }
    }
}
