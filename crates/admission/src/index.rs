//! The index of one board: what every clock of every client is.

use std::collections::{BTreeMap, HashMap};

use foldhash::HashMapExt;

use crate::budget::Budget;
use crate::limits::CLIENT_ACTIVE_MS;
use crate::place::{Keys, NO_KEY, Parents, Place};
use crate::rewrite::Replacement;
use crate::staging::{Stage, Stand, stage};
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
    pub(crate) slots: foldhash::HashMap<Place, Slot>,
    /// Ranges of all clients together.
    pub(crate) pieces: usize,
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

/// What has come to one place.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Slot {
    /// Clocks, deleted ones included.
    pub(crate) len: u64,
    /// The one that came last.
    pub(crate) last: Option<Id>,
    /// Not each of them set over the one before.
    pub(crate) is_forked: bool,
    /// A shared type was among them.
    pub(crate) has_type: bool,
    /// The one that came last is the plain value `true`.
    pub(crate) is_true: bool,
}

/// Consecutive clocks that stand in one place, and came to it one after the other.
#[derive(Clone, Copy, Debug)]
struct Range {
    start: u32,
    end: u32,
    place: Place,
    gone: bool,
    /// The clock from which on each of a list or text was written right behind the one before: what lies between it and
    /// `end` is one item wherever it has been merged.
    head: u32,
    /// Ordinal of the first one among the clocks of its place.
    nth: u64,
}

impl Admission {
    /// An empty board.
    pub fn new(limits: Limits) -> Self {
        Admission {
            budget: Budget::default(),
            limits,
            clients: BTreeMap::new(),
            parents: Parents::new(),
            keys: Keys::new(),
            slots: foldhash::HashMap::new(),
            pieces: 0,
        }
    }

    /// Adds a trusted full state or journal record (V1) to the index. No author, role or budget checks. Answers the client ids
    /// whose structs it holds.
    pub fn load(&mut self, state_v1: &[u8]) -> Result<Vec<u64>, Malformed> {
        self.take_trusted(state_v1, false)
    }

    fn take_trusted(&mut self, update_v1: &[u8], is_new: bool) -> Result<Vec<u64>, Malformed> {
        let update = Update::read(update_v1, true).map_err(Malformed)?;
        let (parents, keys) = (self.parents.count(), self.keys.count());
        let staged = self.no_gap(&update).and_then(|()| stage(self, &update.blocks, None));
        match staged.and_then(|stage| if is_new { stage.without_conflict() } else { Ok(stage) }) {
            Ok(mut stage) => {
                self.budget.bytes += update_v1.len() as u64;
                self.budget.objects += judge::objects(self, &stage);
                self.take(&mut stage, &update.deletes);
                let written = update.blocks.iter().filter(|block| !block.structs.is_empty());
                Ok(written.map(|block| block.client).collect())
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

    /// Judges one update. The index advances with what is taken.
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

    /// Adds a server-made update (trusted, the server's own client id), unless people made the same objects meanwhile.
    pub fn note_server(&mut self, update: &[u8]) -> Result<(), Malformed> {
        self.take_trusted(update, true)?;
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
            if place.key != NO_KEY && self.slots.get(&place).is_some_and(|slot| slot.last != Some(id)) {
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

    /// The known clocks among `start..end` of a client, piece by piece with their places.
    pub(crate) fn places(
        &self,
        client: u64,
        start: u32,
        end: u32,
    ) -> impl Iterator<Item = (u32, u32, Place)> + '_ {
        let ranges = self.clients.get(&client).map_or(&[][..], |entry| &entry.ranges);
        let from = ranges.partition_point(|range| range.end <= start);
        ranges[from..]
            .iter()
            .take_while(move |range| range.start < end)
            .map(move |range| (range.start.max(start), range.end.min(end), range.place))
    }

    /// Ordinal of a known clock among those of its place.
    pub(crate) fn nth(&self, id: Id) -> u64 {
        self.range(id).map_or(0, |range| range.nth + u64::from(id.clock - range.start))
    }

    /// The first clock of those that were written one right behind the other up to a known one in a list or text.
    pub(crate) fn head(&self, id: Id) -> u32 {
        self.range(id).map_or(id.clock, |range| range.head)
    }

    /// Is the whole of `start..end` known to be deleted?
    pub(crate) fn is_deleted(&self, client: u64, start: u32, end: u32) -> bool {
        let Some(entry) = self.clients.get(&client) else { return false };
        let at = entry.deleted.partition_point(|&(_, to)| to <= start);
        entry.deleted.get(at).is_some_and(|&(from, to)| from <= start && end <= to)
    }

    /// Those of the clocks `start..end` that are not known to be deleted.
    pub(crate) fn alive(&self, client: u64, start: u32, end: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        let deleted = self.clients.get(&client).map_or(&[][..], |entry| &entry.deleted);
        let mut behind = deleted[deleted.partition_point(|&(_, to)| to <= start)..].iter();
        let mut from = start;
        std::iter::from_fn(move || {
            while from < end {
                let (low, high) = behind.next().map_or((end, end), |&(low, high)| (low.min(end), high));
                let piece = (from, low);
                from = high;
                if piece.0 < piece.1 {
                    return Some(piece);
                }
            }
            None
        })
    }

    /// How finely a client's clocks are cut: what the engine moves when it cuts them once more.
    pub(crate) fn fineness(&self, client: u64) -> u64 {
        self.clients.get(&client).map_or(0, |entry| (entry.ranges.len() + entry.deleted.len()) as u64)
    }

    /// Does a piece begin at this clock anyway, or is there nothing left to cut? Values under a key are one piece each.
    pub(crate) fn is_border(&self, client: u64, clock: u32) -> bool {
        let Some(range) = self.range(Id { client, clock }).filter(|range| range.start < clock) else {
            return true;
        };
        if range.place.key != NO_KEY || range.place == Place::LOST {
            return true;
        }
        self.clients.get(&client).is_none_or(|entry| {
            let behind = entry.deleted.partition_point(|&(_, end)| end < clock);
            entry.deleted.get(behind).is_some_and(|&(start, _)| start <= clock)
        })
    }

    /// The update is taken: clocks, places, deletions.
    pub(crate) fn take(&mut self, stage: &mut Stage<'_, '_>, deletes: &[Deletes]) {
        std::mem::take(&mut stage.slots).leave(self);
        for block in &stage.blocks {
            let entry = self.clients.entry(block.client).or_default();
            for ((one, &place), &Stand { nth, head }) in
                block.structs.iter().zip(&block.places).zip(&block.stands)
            {
                let gone = matches!(one.content, Content::Collected);
                self.pieces += entry.push(Range { start: one.clock, end: one.end(), place, gone, head, nth });
                if matches!(one.content, Content::Collected | Content::Deleted) {
                    add_ranges(&mut entry.deleted, &[(one.clock, one.end())]);
                }
            }
        }
        for block in deletes {
            let Some(entry) = self.clients.get_mut(&block.client) else { continue };
            let known = block.ranges.iter().map(|&(start, end)| (start, end.min(entry.next)));
            let known: Vec<_> = known.filter(|(start, end)| start < end).collect();
            add_ranges(&mut entry.deleted, &known);
        }
    }

    /// Structs that were taken and come in as something deleted.
    pub(crate) fn collect(&mut self, stage: &Stage<'_, '_>, replaced: &HashMap<Id, Replacement>) {
        if replaced.is_empty() {
            return;
        }
        for (client, one, _) in stage.structs() {
            if replaced.contains_key(&Id { client, clock: one.clock }) {
                let entry = self.clients.entry(client).or_default();
                add_ranges(&mut entry.deleted, &[(one.clock, one.end())]);
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
    /// Answers how many more pieces that makes.
    fn push(&mut self, range: Range) -> usize {
        self.next = range.end;
        match self.ranges.last_mut() {
            // Typing and dragging make long runs in one place: one range each. A type keeps a range of its own only
            // by its place in `Parents`, so runs may contain it.
            Some(last) if last.goes_on_in(&range) => {
                last.end = range.end;
                0
            }
            _ => {
                self.ranges.push(range);
                1
            }
        }
    }
}

impl Range {
    fn goes_on_in(&self, next: &Range) -> bool {
        self.place == next.place
            && self.gone == next.gone
            && self.end == next.start
            && (self.place.key != NO_KEY || self.head == next.head)
            && (self.place == Place::LOST || self.nth + u64::from(self.end - self.start) == next.nth)
    }
}

/// Adds sorted, disjoint ranges to sorted, disjoint ranges, in one pass over what lies at and behind the first.
fn add_ranges(ranges: &mut Vec<(u32, u32)>, more: &[(u32, u32)]) {
    let Some(&(first, _)) = more.first() else { return };
    let from = ranges.partition_point(|&(_, end)| end < first);
    let behind = ranges.split_off(from);
    let (mut one, mut other) = (behind.into_iter().peekable(), more.iter().copied().peekable());
    loop {
        let next = match (one.peek(), other.peek()) {
            (Some(a), Some(b)) if a.0 <= b.0 => one.next(),
            (_, Some(_)) => other.next(),
            (_, None) => one.next(),
        };
        let Some((start, end)) = next else { return };
        match ranges.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => ranges.push((start, end)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::add_ranges;

    #[test]
    fn ad6_deleted_ranges_stay_sorted_and_disjoint() {
        let mut ranges = Vec::new();
        for more in [&[(10, 20), (30, 40)][..], &[(20, 30)], &[], &[(0, 5), (50, 60)], &[(4, 11), (60, 61)]] {
            add_ranges(&mut ranges, more);
        }
        assert_eq!(ranges, [(0, 40), (50, 61)]);
    }
}
