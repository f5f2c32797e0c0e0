//! Who is here and where they point: awareness entries, latest wins, identity written by the server.
//!
//! Not part of the document and never stored. One entry per awareness client id, held by one socket.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use bytes::Bytes;
use serde::Serialize;

use crate::io::{ConnId, Seat};
use crate::wire::{Message, write_bytes, write_varuint};

/// Ids whose removal is remembered: a socket that comes back with an old clock must be told (RM13).
const GONE_MAX: usize = 1024;

/// One living entry.
#[derive(Clone, Debug)]
struct Entry {
    conn: ConnId,
    clock: u32,
    /// The state as the client sent it, and as everybody gets it, with `who`: JSON objects.
    state: String,
    json: String,
    renewed_ms: u64,
}

/// The awareness of one room.
#[derive(Debug, Default)]
pub(crate) struct Presence {
    entries: BTreeMap<u64, Entry>,
    /// Last clock of ids that were removed, and their order of removal.
    gone: BTreeMap<u64, u32>,
    gone_order: VecDeque<u64>,
    /// Ids that changed since the last frame.
    dirty: BTreeSet<u64>,
}

/// What became of an entry a socket sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// Taken; others will hear of it.
    Taken,
    /// Nothing new; it counts as a sign of life.
    Renewed,
    /// Older than the removal others have heard of: the socket must be told, so that it announces itself anew.
    Outdated,
}

/// Identity in an awareness state, always written by the server.
#[derive(Serialize)]
struct Who<'a> {
    id: &'a str,
    name: &'a str,
    color: &'a str,
    role: &'static str,
}

impl Presence {
    /// Who holds this id.
    pub(crate) fn holder(&self, client: u64) -> Option<ConnId> {
        self.entries.get(&client).map(|entry| entry.conn)
    }

    /// An own entry of `conn` that admission let through; `state` is a JSON object without `who`.
    pub(crate) fn set(
        &mut self,
        conn: ConnId,
        seat: &Seat,
        client: u64,
        clock: u32,
        state: &str,
        now_ms: u64,
    ) -> Seen {
        match self.entries.get_mut(&client) {
            Some(entry) if entry.conn == conn && clock <= entry.clock => {
                entry.renewed_ms = now_ms;
                return Seen::Renewed;
            }
            Some(entry) if clock < entry.clock => return Seen::Outdated,
            Some(_) => {}
            None if self.gone.get(&client).is_some_and(|gone| clock <= *gone) => return Seen::Outdated,
            None => {}
        }
        let json = with_who(state, seat);
        self.entries.insert(client, Entry { conn, clock, state: state.to_owned(), json, renewed_ms: now_ms });
        self.gone.remove(&client);
        self.dirty.insert(client);
        Seen::Taken
    }

    /// Writes the identity anew after a change of rights or name. Receivers take an entry only with a newer clock, so
    /// the server counts one up; the answer is for the owner, whose client then skips past that (RM13).
    pub(crate) fn rename(&mut self, client: u64, seat: &Seat) -> Option<Bytes> {
        let entry = self.entries.get_mut(&client)?;
        entry.json = with_who(&entry.state, seat);
        entry.clock = entry.clock.saturating_add(1);
        let clock = entry.clock;
        self.dirty.insert(client);
        Some(frame(std::iter::once((client, clock, "null"))))
    }

    /// The entry is gone; the others will hear of it.
    pub(crate) fn remove(&mut self, client: u64) {
        let Some(entry) = self.entries.remove(&client) else { return };
        self.dirty.insert(client);
        self.gone.insert(client, entry.clock);
        self.gone_order.push_back(client);
        while self.gone_order.len() > GONE_MAX {
            if let Some(oldest) = self.gone_order.pop_front() {
                self.gone.remove(&oldest);
            }
        }
    }

    /// Removes what nobody has renewed since `before_ms`.
    pub(crate) fn expire(&mut self, before_ms: u64) {
        let old: Vec<u64> = self
            .entries
            .iter()
            .filter(|(_, e)| e.renewed_ms < before_ms)
            .map(|(client, _)| *client)
            .collect();
        old.into_iter().for_each(|client| self.remove(client));
    }

    pub(crate) fn is_dirty(&self) -> bool {
        !self.dirty.is_empty()
    }

    /// One frame with everything that changed, and the one socket it need not go to, if all of it is that socket's.
    pub(crate) fn take_dirty(&mut self) -> Option<(Bytes, Option<ConnId>)> {
        let dirty = std::mem::take(&mut self.dirty);
        if dirty.is_empty() {
            return None;
        }
        let mut holders = dirty.iter().map(|client| self.holder(*client));
        let first = holders.next().flatten();
        let only = first.filter(|_| holders.all(|holder| holder == first));
        Some((self.frame(dirty.into_iter()), only))
    }

    /// One frame with everybody; `None` when nobody is here.
    pub(crate) fn everybody(&self) -> Option<Bytes> {
        (!self.entries.is_empty()).then(|| self.frame(self.entries.keys().copied()))
    }

    /// Which sockets say that a hand is raised, and since which turn.
    pub(crate) fn hands(&self) -> impl Iterator<Item = (ConnId, u64)> {
        #[derive(serde::Deserialize)]
        struct Hand {
            hand: u64,
        }
        // Most states name no hand, and what is not there need not be read.
        let raised = self.entries.values().filter(|entry| entry.state.contains("\"hand\""));
        raised.filter_map(|entry| Some((entry.conn, serde_json::from_str::<Hand>(&entry.state).ok()?.hand)))
    }

    /// The frame that tells a socket that its own id is taken for gone: a stock client answers by announcing itself
    /// with the next clock.
    pub(crate) fn gone_frame(&self, client: u64) -> Bytes {
        self.frame(std::iter::once(client))
    }

    fn frame(&self, clients: impl Iterator<Item = u64>) -> Bytes {
        frame(clients.map(|client| match self.entries.get(&client) {
            Some(entry) => (client, entry.clock, entry.json.as_str()),
            None => (client, self.gone.get(&client).copied().unwrap_or(0), "null"),
        }))
    }
}

fn frame<'a>(entries: impl Iterator<Item = (u64, u32, &'a str)>) -> Bytes {
    let mut body = Vec::new();
    let mut count = 0u64;
    for (client, clock, json) in entries {
        write_varuint(&mut body, client);
        write_varuint(&mut body, u64::from(clock));
        write_bytes(&mut body, json.as_bytes());
        count += 1;
    }
    let mut payload = Vec::with_capacity(body.len() + 4);
    write_varuint(&mut payload, count);
    payload.extend_from_slice(&body);
    Message::Awareness(&payload).encode()
}

/// Appends `who` to a JSON object; admission has removed any of the client's own.
fn with_who(state: &str, seat: &Seat) -> String {
    let who =
        Who { id: seat.participant.as_str(), name: &seat.name, color: &seat.colour, role: seat.role.name() };
    // Serialising four strings cannot fail.
    let who = serde_json::to_string(&who).unwrap_or_else(|_| "{}".to_owned());
    let body = state.trim_end().strip_suffix('}').unwrap_or("{").trim_end();
    let comma = if body.ends_with('{') { "" } else { "," };
    format!("{body}{comma}\"who\":{who}}}")
}
