//! Placing the new structs of an update: every origin and parent is looked up among what is known and among the new
//! structs themselves, in the order in which the engine will integrate them. No recursion.

use foldhash::HashMap;

use crate::cursor::{Read, malformed};
use crate::index::{Admission, Slot};
use crate::limits::TYPE_DEPTH_MAX;
use crate::place::{LOCKED, LOST, NO_KEY, ParentInfo, Parents, Place, Root};
use crate::right::{Rights, forbidden};
use crate::update::{Block, Content, Id, Parent, Shared, Struct};
use crate::value::{Value, is_reserved};
use crate::{Class, Refusal, Rule, Sender};

/// The new structs of one client with their places.
#[derive(Debug)]
pub(crate) struct Staged<'u, 'a> {
    pub(crate) client: u64,
    pub(crate) structs: &'u [Struct<'a>],
    /// As many as have been placed.
    pub(crate) places: Vec<Place>,
    /// And how each of them stands there.
    pub(crate) stands: Vec<Stand>,
}

/// How a struct stands in its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stand {
    /// Ordinal of its first clock among those of its place.
    pub(crate) nth: u64,
    /// The first clock of those that were written one right behind the other up to it in a list or text; 0 elsewhere.
    pub(crate) head: u32,
}

impl Staged<'_, '_> {
    pub(crate) fn first(&self) -> u32 {
        self.structs.first().map_or(0, |one| one.clock)
    }
}

/// The places an update changes, as it leaves them.
#[derive(Debug, Default)]
pub(crate) struct Slots(HashMap<Place, Slot>);

impl Slots {
    /// A place as the update leaves it, or else as the board has it.
    pub(crate) fn get(&self, index: &Admission, place: Place) -> Slot {
        self.0.get(&place).or_else(|| index.slots.get(&place)).copied().unwrap_or_default()
    }

    /// Leaves them on the board.
    pub(crate) fn leave(self, index: &mut Admission) {
        if index.slots.is_empty() {
            index.slots = self.0;
        } else {
            index.slots.extend(self.0);
        }
    }
}

/// All new structs of an update.
#[derive(Debug)]
pub(crate) struct Stage<'u, 'a> {
    /// By client, the highest first.
    pub(crate) blocks: Vec<Staged<'u, 'a>>,
    /// Block and struct, in the order in which the engine will integrate them.
    pub(crate) order: Vec<(usize, usize)>,
    /// Comparisons the engine may have to make for that.
    pub(crate) steps: u64,
    /// Every place that gets something.
    pub(crate) slots: Slots,
    /// What the sender had no right to was placed nowhere; why, the first time.
    pub(crate) forbidden: Option<Refusal>,
    conflict: Option<Refusal>,
}

/// Places the structs of `blocks` from the board's next clocks on; nowhere what the sender has no right to (none: the
/// update is trusted). Adds parents and keys to the index; the caller truncates them if the update is refused after all.
pub(crate) fn stage<'u, 'a>(
    index: &mut Admission,
    blocks: &'u [Block<'a>],
    sender: Option<&Sender<'_>>,
) -> Read<Stage<'u, 'a>> {
    let mut staged: Vec<Staged<'u, 'a>> = Vec::new();
    for block in blocks {
        let first = index.next_clock(block.client);
        let skip = block.structs.partition_point(|one| one.end() <= first);
        let structs = &block.structs[skip..];
        let Some(one) = structs.first() else { continue };
        // Such an update has been sent back by now; a trusted board has no such thing.
        if one.clock < first {
            return malformed(Rule::Clock, "a struct is known in part");
        }
        let (places, stands) = (Vec::with_capacity(structs.len()), Vec::with_capacity(structs.len()));
        staged.push(Staged { client: block.client, structs, places, stands });
    }
    // The engine begins with the highest client, and turns to another when something of that one is missing.
    staged.sort_unstable_by_key(|block| std::cmp::Reverse(block.client));
    let count = staged.iter().map(|block| block.structs.len()).sum();
    let mut stage = Stage {
        blocks: staged,
        order: Vec::with_capacity(count),
        steps: 0,
        slots: Slots::default(),
        forbidden: None,
        conflict: None,
    };
    let mut is_waiting = vec![false; stage.blocks.len()];
    let mut stack: Vec<usize> = Vec::new();
    for first in 0..stage.blocks.len() {
        while stage.next(first).is_some() {
            stack.push(first);
            is_waiting[first] = true;
            while let Some(&at) = stack.last() {
                let Some(one) = stage.next(at) else { break };
                if let Some(missing) = stage.missing(one) {
                    if is_waiting[missing] {
                        return malformed(Rule::Parent, "structs wait for each other");
                    }
                    stack.push(missing);
                    is_waiting[missing] = true;
                } else {
                    stage.put(index, at, one, sender)?;
                    stack.pop();
                    is_waiting[at] = false;
                }
            }
        }
    }
    Ok(stage)
}

impl<'u, 'a> Stage<'u, 'a> {
    /// Refuses trusted shared types that were set without having seen what is there.
    pub(crate) fn without_conflict(mut self) -> Read<Self> {
        self.conflict.take().map_or(Ok(self), Err)
    }

    /// All new structs with their blocks' clients and their places, in the order of integration.
    pub(crate) fn structs(&self) -> impl Iterator<Item = (u64, &'u Struct<'a>, Place)> + '_ {
        self.order.iter().map(|&(at, nth)| {
            let block = &self.blocks[at];
            (block.client, &block.structs[nth], block.places[nth])
        })
    }

    /// The first struct of a client that has no place yet.
    fn next(&self, at: usize) -> Option<&'u Struct<'a>> {
        self.blocks[at].structs.get(self.blocks[at].places.len())
    }

    /// The block to turn to before `one` can be placed.
    fn missing(&self, one: &Struct<'_>) -> Option<usize> {
        needs(one).into_iter().flatten().find_map(|id| {
            let (at, nth) = self.find(id)?;
            (nth >= self.blocks[at].places.len()).then_some(at)
        })
    }

    /// The new struct that holds `id`.
    fn find(&self, id: Id) -> Option<(usize, usize)> {
        let at = self.blocks.binary_search_by(|block| id.client.cmp(&block.client)).ok()?;
        let block = &self.blocks[at];
        if id.clock < block.first() {
            return None;
        }
        let nth = block.structs.partition_point(|one| one.end() <= id.clock);
        (nth < block.structs.len()).then_some((at, nth))
    }

    fn put(
        &mut self,
        index: &mut Admission,
        at: usize,
        one: &Struct<'_>,
        sender: Option<&Sender<'_>>,
    ) -> Read<()> {
        let mut place = self.place(index, one)?;
        let mut nth = 0;
        if place.parent != LOST {
            let slot = self.slots.get(index, place);
            let next = next_slot(slot, self.blocks[at].client, one, place);
            match self.right(index, sender, place, next) {
                Ok(()) => {
                    if sender.is_some() {
                        self.between(index, one)?;
                    }
                    self.open(index, self.blocks[at].client, one, place);
                    // Whatever stands between a struct and its origin came after the origin (Yjs, `Item.integrate`).
                    let origin = one.origin.map_or(0, |id| self.nth(index, id) + 1);
                    self.steps = self.steps.saturating_add(slot.len.saturating_sub(origin));
                    nth = slot.len;
                    self.slots.0.insert(place, next);
                }
                // It comes in as collected, and so does whatever stands on it.
                Err(refusal) => {
                    self.forbidden.get_or_insert(refusal);
                    place = Place::LOST;
                }
            }
        }
        let head = self.head(index, at, one, place);
        let block = &mut self.blocks[at];
        self.order.push((at, block.places.len()));
        block.places.push(place);
        block.stands.push(Stand { nth, head });
        Ok(())
    }

    /// A struct that says it stands before something that lies before its origin in the same item: when Yjs cuts that item
    /// for the one, it loses where the other was (`Item.getMissing`), so that replicas would order the letters differently
    /// by how their items happen to be cut. Nobody can have seen such a place.
    fn between(&self, index: &Admission, one: &Struct<'_>) -> Read<()> {
        let (Some(origin), Some(right)) = (one.origin, one.right) else { return Ok(()) };
        if origin.client != right.client || right.clock > origin.clock {
            return Ok(());
        }
        let head = match self.find(origin) {
            Some((at, nth)) => self.blocks[at].stands[nth].head,
            None => index.head(origin),
        };
        if head <= right.clock {
            return malformed(Rule::Parent, "a struct stands before what lies before its origin");
        }
        Ok(())
    }

    /// See [`Stand::head`], of the next struct of a block.
    fn head(&self, index: &Admission, at: usize, one: &Struct<'_>, place: Place) -> u32 {
        if place.key != NO_KEY || place.parent == LOST {
            return 0;
        }
        let block = &self.blocks[at];
        let before = one.clock.checked_sub(1).map(|clock| Id { client: block.client, clock });
        let Some(before) = before.filter(|_| one.origin == before) else { return one.clock };
        match block.stands.last() {
            Some(last) => last.head,
            None => index.head(before),
        }
    }

    /// May it come there? Objects and their texts, every other shared type under a key, and locks are set over by who has
    /// seen what is there: two at once under one key would leave one that only some replicas have, and of which the
    /// index knows nothing.
    fn right(
        &mut self,
        index: &Admission,
        sender: Option<&Sender<'_>>,
        place: Place,
        next: Slot,
    ) -> Result<(), Refusal> {
        let is_conflict = next.is_forked && (next.has_type || place.key == LOCKED);
        let conflict = || forbidden("somebody else has set that at the same time");
        match sender {
            Some(sender) => {
                Rights { index, slots: &self.slots, sender }.check_value(place, next.is_true)?;
                if is_conflict { Err(conflict()) } else { Ok(()) }
            }
            None => {
                if is_conflict {
                    self.conflict.get_or_insert_with(conflict);
                }
                Ok(())
            }
        }
    }

    /// What a new shared type makes room for.
    fn open(&self, index: &mut Admission, client: u64, one: &Struct<'_>, place: Place) {
        let (Content::Type(shared), Some(parent)) = (&one.content, index.parents.get(place.parent)) else {
            return;
        };
        let made_by = Some(Id { client, clock: one.clock });
        let object = if parent.depth == 0 { made_by } else { parent.object };
        index.parents.add(ParentInfo {
            root: parent.root,
            shared: *shared,
            depth: parent.depth + 1,
            made_by,
            object,
        });
    }

    fn nth(&self, index: &Admission, id: Id) -> u64 {
        match self.find(id) {
            Some((at, nth)) => {
                let block = &self.blocks[at];
                block.stands[nth].nth + u64::from(id.clock - block.structs[nth].clock)
            }
            None => index.nth(id),
        }
    }

    fn place(&self, index: &mut Admission, one: &Struct<'_>) -> Read<Place> {
        if matches!(one.content, Content::Collected) {
            return Ok(Place::LOST);
        }
        let there = |id: Id, index: &Admission| match self.find(id) {
            Some((at, nth)) => Ok(self.blocks[at].places[nth]),
            None => index.place_of(id).ok_or(unknown()),
        };
        let place = match one.parent {
            Parent::Root(name) => {
                let Some(root) = Root::parse(name) else {
                    return malformed(Rule::Parent, "there is no such root");
                };
                Place { parent: Parents::root(root), key: key(index, one.key)? }
            }
            Parent::Item(id) => {
                let parent = match index.parents.made_by(id) {
                    Some(parent) => parent,
                    // Known but deleted: whatever stands in it is collected too. Known and alive: not a type.
                    None => match self.find(id) {
                        Some((at, nth)) if self.blocks[at].places[nth] == Place::LOST => LOST,
                        Some(_) => return malformed(Rule::Parent, "the parent is not a shared type"),
                        None if index.is_gone(id) || index.is_deleted(id.client, id.clock, id.clock + 1) => {
                            LOST
                        }
                        None if index.place_of(id).is_none() => return Err(unknown()),
                        None => return malformed(Rule::Parent, "the parent is not a shared type"),
                    },
                };
                Place { parent, key: key(index, one.key)? }
            }
            Parent::Inherited if one.origin == one.right => {
                return malformed(Rule::Parent, "a struct stands before and behind the same");
            }
            Parent::Inherited => {
                let origin = one.origin.map(|id| there(id, index)).transpose()?;
                let right = one.right.map(|id| there(id, index)).transpose()?;
                match (origin, right) {
                    (Some(a), Some(b)) if a.parent == LOST || b.parent == LOST => Place::LOST,
                    (Some(a), Some(b)) if a != b => {
                        return malformed(Rule::Parent, "the origins stand in two places");
                    }
                    (Some(place), _) | (None, Some(place)) => place,
                    (None, None) => return malformed(Rule::Parent, "a struct has no place"),
                }
            }
        };
        let Some(parent) = index.parents.get(place.parent) else { return Ok(Place::LOST) };
        match (parent.shared, place.key == NO_KEY) {
            (Shared::Map, true) => return malformed(Rule::Parent, "an entry of a map has no key"),
            (Shared::Array | Shared::Text, false) => {
                return malformed(Rule::Parent, "an element of a list has a key");
            }
            _ => {}
        }
        if matches!(one.content, Content::Type(_)) && parent.depth >= TYPE_DEPTH_MAX {
            return malformed(Rule::Kind, "shared types are nested too deep");
        }
        Ok(place)
    }
}

/// A place once `one` has come to it.
fn next_slot(slot: Slot, client: u64, one: &Struct<'_>, place: Place) -> Slot {
    let len = slot.len + u64::from(one.len);
    if place.key == NO_KEY {
        return Slot { len, ..slot };
    }
    Slot {
        len,
        last: Some(Id { client, clock: one.end() - 1 }),
        is_forked: slot.is_forked || one.right.is_some() || one.origin != slot.last,
        has_type: slot.has_type || matches!(one.content, Content::Type(_)),
        is_true: matches!(&one.content, Content::Plain(values) if values.last() == Some(&Value::Bool(true))),
    }
}

fn needs(one: &Struct<'_>) -> [Option<Id>; 3] {
    let parent = match one.parent {
        Parent::Item(id) => Some(id),
        _ => None,
    };
    [one.origin, one.right, parent]
}

fn key(index: &mut Admission, key: Option<&str>) -> Read<crate::place::KeyId> {
    match key {
        None => Ok(NO_KEY),
        Some(name) if name.is_empty() || name.len() > 64 => {
            malformed(Rule::Parent, "a key is empty or too long")
        }
        Some(name) if is_reserved(name) => malformed(Rule::Parent, "a key that is none in JavaScript"),
        Some(name) => Ok(index.keys.intern(name)),
    }
}

fn unknown() -> Refusal {
    Refusal { rule: Rule::Parent, class: Class::Malformed, detail: "an origin or parent is unknown" }
}
