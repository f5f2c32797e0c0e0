//! The index of one board: what every clock of every client is.

use std::collections::{BTreeMap, HashMap};

use crate::budget::Budget;
use crate::limits::CLIENT_ACTIVE_MS;
use crate::place::{Keys, LOST, NO_KEY, Parents, Place};
use crate::staging::{Staged, latest, stage};
use crate::update::{Content, Deletes, Id, Update};
use crate::{Limits, Malformed, Refusal, Rule, Sender, Verdict, judge};

/// The owner of client ids that the server itself writes with.
const SERVER: &str = "";

/// The index of one board and the judge of what enters it.
#[derive(Debug)]
pub struct Admission {
    pub(crate) limits: Limits,
    pub(crate) clients: BTreeMap<u64, Client>,
    pub(crate) parents: Parents,
    pub(crate) keys: Keys,
    pub(crate) budget: Budget,
    /// How often one key of one map was set without knowing of an earlier value.
    pub(crate) rootless: HashMap<Place, u32>,
    /// The latest struct of every place that holds a shared type (objects and their texts).
    pub(crate) tops: HashMap<Place, Id>,
}

/// One client id.
#[derive(Debug, Default)]
pub(crate) struct Client {
    /// The participant; none for ids that came with a trusted state whose owner was not kept.
    owner: Option<String>,
    last_ms: u64,
    next: u32,
    /// Sorted, without gaps from clock 0.
    ranges: Vec<Range>,
    /// Sorted, disjoint, `start..end`.
    deleted: Vec<(u32, u32)>,
}

/// Consecutive clocks that stand in one place.
#[derive(Clone, Copy, Debug)]
struct Range {
    start: u32,
    end: u32,
    place: Place,
    gone: bool,
}

impl Admission {
    /// An empty board.
    pub fn new(limits: Limits) -> Self {
        Admission {
            budget: Budget::default(),
            limits,
            clients: BTreeMap::new(),
            parents: Parents::new(),
            keys: Keys::default(),
            rootless: HashMap::new(),
            tops: HashMap::new(),
        }
    }

    /// Adds a trusted full state or journal record (V1) to the index. No author, role or budget checks.
    pub fn load(&mut self, state_v1: &[u8]) -> Result<(), Malformed> {
        let update = Update::read(state_v1, true).map_err(Malformed)?;
        let (parents, keys) = (self.parents.count(), self.keys.count());
        let taken = self
            .no_gap(&update)
            .and_then(|()| stage(self, &update.blocks))
            .and_then(|staged| Ok((latest(self, &staged)?, staged)));
        match taken {
            Ok((tops, staged)) => {
                self.take(&staged, &update.deletes, tops);
                Ok(())
            }
            Err(refusal) => {
                self.parents.truncate(parents);
                self.keys.truncate(keys);
                Err(Malformed(refusal))
            }
        }
    }

    /// Who owns which client id: (client, participant, time in ms of the last admitted update).
    pub fn owners(&self) -> impl Iterator<Item = (u64, &str, u64)> {
        self.clients
            .iter()
            .filter_map(|(&client, entry)| Some((client, entry.owner.as_deref()?, entry.last_ms)))
    }

    /// Binds a client id to a participant, as persisted by the room.
    pub fn set_owner(&mut self, client: u64, participant: &str, last_ms: u64) {
        let entry = self.clients.entry(client).or_default();
        entry.owner = Some(participant.to_owned());
        entry.last_ms = last_ms;
    }

    /// Judges one update; the index advances on [`Verdict::Admitted`] only.
    pub fn admit(&mut self, sender: &Sender<'_>, update: &[u8], now_ms: u64) -> Verdict {
        let (parents, keys) = (self.parents.count(), self.keys.count());
        match judge::update(self, sender, update, now_ms) {
            Ok(verdict) => verdict,
            Err(refusal) => {
                self.parents.truncate(parents);
                self.keys.truncate(keys);
                Verdict::Refused(refusal)
            }
        }
    }

    /// Adds a server-made update (trusted, the server's own client id).
    pub fn note_server(&mut self, update: &[u8]) -> Result<(), Malformed> {
        self.load(update)?;
        let read = Update::read(update, true).map_err(Malformed)?;
        for block in &read.blocks {
            self.clients.entry(block.client).or_default().owner = Some(SERVER.to_owned());
        }
        Ok(())
    }

    /// The next free clock of a client; 0 when unknown.
    pub fn next_clock(&self, client: u64) -> u32 {
        self.clients.get(&client).map_or(0, |entry| entry.next)
    }

    /// Next clocks of all clients, in ascending order of the client id.
    pub fn state_vector(&self) -> Vec<(u64, u32)> {
        self.clients
            .iter()
            .filter(|(_, entry)| entry.next > 0)
            .map(|(&client, entry)| (client, entry.next))
            .collect()
    }

    fn no_gap(&self, update: &Update<'_>) -> Result<(), Refusal> {
        let gap = |client, clock| clock > self.next_clock(client);
        if update.blocks.iter().any(|block| gap(block.client, block.first())) {
            return crate::cursor::malformed(Rule::Clock, "a trusted state has a gap");
        }
        Ok(())
    }

    /// The owner of a client id, if it has one.
    pub(crate) fn owner(&self, client: u64) -> Option<&str> {
        self.clients.get(&client).and_then(|entry| entry.owner.as_deref())
    }

    /// How many client ids a participant has used within a day.
    pub(crate) fn active_clients(&self, participant: &str, now_ms: u64) -> usize {
        self.clients
            .values()
            .filter(|entry| {
                entry.owner.as_deref() == Some(participant)
                    && now_ms.saturating_sub(entry.last_ms) < CLIENT_ACTIVE_MS
            })
            .count()
    }

    /// Where a known clock stands; none if it is not known.
    pub(crate) fn place_of(&self, id: Id) -> Option<Place> {
        self.range(id).map(|range| if range.gone { Place::LOST } else { range.place })
    }

    /// Is the shared type that `id` made gone: deleted, set over, or inside of one that is?
    pub(crate) fn is_type_gone(&self, id: Id) -> bool {
        let mut id = id;
        // At most as many steps as types may be nested.
        loop {
            if self.is_deleted(id.client, id.clock, id.clock + 1) || self.is_gone(id) {
                return true;
            }
            let Some(place) = self.place_of(id) else { return false };
            if self.tops.get(&place).is_some_and(|top| *top != id) {
                return true;
            }
            match self.parents.get(place.parent).and_then(|parent| parent.made_by) {
                Some(above) => id = above,
                None => return false,
            }
        }
    }

    /// Known, and collected.
    pub(crate) fn is_gone(&self, id: Id) -> bool {
        self.range(id).is_some_and(|range| range.gone || range.place == Place::LOST)
    }

    /// The places of the known clocks `start..end` of a client.
    pub(crate) fn places(
        &self,
        client: u64,
        start: u32,
        end: u32,
    ) -> impl Iterator<Item = (u32, Place)> + '_ {
        let ranges = self.clients.get(&client).map_or(&[][..], |entry| &entry.ranges);
        let from = ranges.partition_point(|range| range.end <= start);
        ranges[from..]
            .iter()
            .take_while(move |range| range.start < end)
            .map(move |range| (range.start.max(start), range.place))
    }

    /// Is the whole of `start..end` known to be deleted?
    pub(crate) fn is_deleted(&self, client: u64, start: u32, end: u32) -> bool {
        let Some(entry) = self.clients.get(&client) else { return false };
        let at = entry.deleted.partition_point(|&(_, to)| to <= start);
        entry.deleted.get(at).is_some_and(|&(from, to)| from <= start && end <= to)
    }

    /// Is there another struct in that place than those of `client` up to `end`? Looks at the whole board.
    pub(crate) fn is_set_over(&self, place: Place, client: u64, end: u32) -> bool {
        self.clients.iter().any(|(&other, entry)| {
            entry.ranges.iter().any(|range| range.place == place && (other != client || range.end > end))
        })
    }

    /// The update is taken: clocks, places, deletions, latest objects.
    pub(crate) fn take(&mut self, staged: &[Staged<'_, '_>], deletes: &[Deletes], tops: HashMap<Place, Id>) {
        self.tops.extend(tops);
        for block in staged {
            let entry = self.clients.entry(block.client).or_default();
            for (one, &place) in block.structs.iter().zip(&block.places) {
                let start = one.clock;
                let gone = matches!(one.content, Content::Collected);
                entry.push(Range { start, end: one.end(), place, gone });
                if matches!(one.content, Content::Collected | Content::Deleted) {
                    add_range(&mut entry.deleted, start, one.end());
                }
                if one.origin.is_none() && one.right.is_none() && place.parent != LOST && place.key != NO_KEY
                {
                    *self.rootless.entry(place).or_default() += 1;
                }
            }
        }
        for block in deletes {
            let Some(entry) = self.clients.get_mut(&block.client) else { continue };
            for &(start, end) in &block.ranges {
                add_range(&mut entry.deleted, start, end.min(entry.next));
            }
        }
    }

    /// Binds the clients of an admitted update to its sender.
    pub(crate) fn bind(&mut self, client: u64, participant: &str, now_ms: u64) {
        let entry = self.clients.entry(client).or_default();
        if entry.owner.is_none() {
            entry.owner = Some(participant.to_owned());
        }
        entry.last_ms = now_ms;
    }

    fn range(&self, id: Id) -> Option<Range> {
        let ranges = &self.clients.get(&id.client)?.ranges;
        let at = ranges.partition_point(|range| range.end <= id.clock);
        ranges.get(at).filter(|range| range.start <= id.clock).copied()
    }
}

impl Client {
    fn push(&mut self, range: Range) {
        self.next = range.end;
        match self.ranges.last_mut() {
            // Typing and dragging make long runs in one place: one range each. A type keeps a range of its own only
            // by its place in `Parents`, so runs may contain it.
            Some(last) if last.place == range.place && last.gone == range.gone && last.end == range.start => {
                last.end = range.end;
            }
            _ => self.ranges.push(range),
        }
    }
}

/// Adds `start..end` to sorted, disjoint ranges.
fn add_range(ranges: &mut Vec<(u32, u32)>, start: u32, end: u32) {
    if start >= end {
        return;
    }
    let from = ranges.partition_point(|&(_, to)| to < start);
    let mut to = from;
    let (mut low, mut high) = (start, end);
    while to < ranges.len() && ranges[to].0 <= end {
        low = low.min(ranges[to].0);
        high = high.max(ranges[to].1);
        to += 1;
    }
    ranges.splice(from..to, [(low, high)]);
}

#[cfg(test)]
mod tests {
    use super::add_range;

    #[test]
    fn ad6_deleted_ranges_stay_sorted_and_disjoint() {
        let mut ranges = Vec::new();
        for (start, end) in [(10, 20), (30, 40), (20, 30), (0, 5), (4, 11), (50, 50)] {
            add_range(&mut ranges, start, end);
        }
        assert_eq!(ranges, [(0, 40)]);
    }
}
