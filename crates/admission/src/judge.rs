//! The rules, in order: form, clocks, authors, places, values, rights, budgets.

use std::collections::HashMap;

use crate::budget::{Cost, over};
use crate::cursor::malformed;
use crate::index::Admission;
use crate::limits::NEW_DELETES_MAX;
use crate::place::{LOST, NO_KEY, Place, Root};
use crate::rewrite::{Replacement, written};
use crate::right::{Rights, forbidden};
use crate::staging::{Stage, stage};
use crate::update::{Block, Content, Deletes, Id, Shared, Struct, Update};
use crate::value::{Value, check_field, check_meta, is_item_id, is_plain, is_shared_text};
use crate::{Class, Refusal, Rule, Sender, Verdict};

type Judged<T> = Result<T, Refusal>;

/// Judges one update of a participant and takes it into the index if it is admitted.
pub(crate) fn update(
    index: &mut Admission,
    sender: &Sender<'_>,
    bytes: &[u8],
    now_ms: u64,
) -> Judged<Verdict> {
    if bytes.len() > index.limits.update_bytes {
        return Err(too_large(Rule::Encoding, "the update is too large"));
    }
    let update = Update::read(bytes, false)?;
    authors(index, sender, &update, now_ms)?;
    if gap(index, sender, &update)? {
        return Ok(Verdict::Gap);
    }
    let mut stage = stage(index, &update.blocks, Some(sender))?;
    let new = new_deletes(index, &update.deletes)?;
    let deletes = allowed(&Rights { index, slots: &stage.slots, sender }, &new);
    let refusal = stage.forbidden.clone().or_else(|| deletes.forbidden.clone());
    if !sender.role.may_write() && (refusal.is_some() || !stage.order.is_empty()) {
        return Err(forbidden("a viewer sent a change"));
    }
    let Allowed { deletes, is_all: is_all_allowed, .. } = deletes;
    if stage.order.is_empty() && deletes.is_empty() {
        return Ok(refusal.map_or(Verdict::Duplicate, |refusal| Verdict::Curtailed(None, refusal)));
    }
    for (_, one, place) in stage.structs() {
        newest(one, place)?;
        content(index, one, place)?;
        signed(index, sender, one, place)?;
    }
    let mut replaced = runs(index, &update, &stage)?;
    let objects = objects(index, &stage);
    if index.budget.bytes + bytes.len() as u64 > index.limits.bytes_per_board
        || index.budget.objects + objects > index.limits.objects_per_board
        || index.pieces + stage.order.len() > index.limits.pieces_per_board
    {
        return Err(over("the board is full"));
    }
    let cost = Cost {
        bytes: bytes.len() as u64,
        structs: stage.order.len() as u64,
        steps: stage.steps.saturating_add(cuts(index, &deletes)),
    };
    index.budget.spend(&index.limits.clone(), sender.participant, cost, now_ms)?;
    index.budget.bytes += bytes.len() as u64;
    index.budget.objects += objects;
    for block in &stage.blocks {
        index.bind(block.client, sender.participant, now_ms);
    }
    index.take(&mut stage, &deletes);
    let lost = lost(index, &stage);
    index.collect(&stage, &lost);
    replaced.extend(lost);
    // What was known already was not judged, so it goes no further.
    let is_all_new = update.struct_count() == stage.order.len();
    if is_all_new && is_all_allowed && replaced.is_empty() {
        return Ok(Verdict::Admitted);
    }
    let taken = written(&stage.blocks, &replaced, &deletes);
    Ok(match refusal {
        Some(refusal) => Verdict::Curtailed(Some(taken), refusal),
        None => Verdict::Rewritten(taken),
    })
}

/// Values that were set under one key one after the other come as one run from a client that keeps them for its undo;
/// all of them are deleted. The engine would forget the earlier ones alive, so they come in as deleted.
fn runs(index: &Admission, update: &Update<'_>, stage: &Stage<'_, '_>) -> Judged<HashMap<Id, Replacement>> {
    let mut runs = HashMap::new();
    for block in &stage.blocks {
        let deletes = update.deletes.iter().find(|deletes| deletes.client == block.client);
        for (one, place) in block.structs.iter().zip(&block.places) {
            let is_run = matches!(&one.content, Content::Plain(values) if values.len() > 1);
            if !is_run || place.key == NO_KEY || index.parents.get(place.parent).is_none() {
                continue;
            }
            if !deletes.is_some_and(|deletes| deletes.cover(one.clock, one.end())) {
                return malformed(Rule::Kind, "a key has several values at once");
            }
            runs.insert(Id { client: block.client, clock: one.clock }, Replacement::Deleted);
        }
    }
    Ok(runs)
}

/// New structs whose place is gone: inside of something deleted, or beside something collected. Yjs collects them;
/// yrs gives up half-way, puts some of them elsewhere, or keeps them in freed memory. So they are collected here.
/// Looks at the index as the update leaves it: what it adds to and deletes at once is lost as well.
fn lost(index: &Admission, stage: &Stage<'_, '_>) -> HashMap<Id, Replacement> {
    stage
        .structs()
        .filter(|(_, one, place)| !matches!(one.content, Content::Collected) && is_parent_gone(index, *place))
        .map(|(client, one, _)| (Id { client, clock: one.clock }, Replacement::Collected))
        .collect()
}

/// New structs only of ids that are this participant's or nobody's yet, and not of too many ids.
fn authors(index: &Admission, sender: &Sender<'_>, update: &Update<'_>, now_ms: u64) -> Judged<()> {
    let mut claims = 0;
    for block in &update.blocks {
        if block.end() <= index.next_clock(block.client) {
            continue;
        }
        match index.owner(block.client) {
            Some(owner) if owner == sender.participant => {}
            None if index.next_clock(block.client) == 0 => claims += 1,
            _ => return malformed(Rule::Author, "a client id is another's"),
        }
    }
    if claims == 0 {
        return Ok(());
    }
    if index.active_clients(sender.participant, now_ms) + claims > index.limits.clients_per_participant
        || index.clients.len() + claims > index.limits.clients_per_board
    {
        return Err(over("too many client ids for one person within a day"));
    }
    Ok(())
}

/// Is something before this update missing, or known in part? For ids of others that cannot be: nothing is shown before it is stored.
fn gap(index: &Admission, sender: &Sender<'_>, update: &Update<'_>) -> Judged<bool> {
    let mut gap = update.blocks.iter().any(|block| {
        let next = index.next_clock(block.client);
        block.first() > next || is_crossed(block, next)
    });
    let coming: HashMap<u64, u32> = update.blocks.iter().map(|block| (block.client, block.end())).collect();
    for block in &update.deletes {
        let coming = coming.get(&block.client).copied().unwrap_or(0);
        let known = index.next_clock(block.client).max(coming);
        if block.ranges.last().is_some_and(|&(_, end)| end > known) {
            // A deletion of something of one's own that never arrived; or of what one had before the server was
            // restored. Others' unknown clocks are nothing an honest client can have seen.
            match index.owner(block.client) {
                Some(owner) if owner != sender.participant => {
                    return malformed(Rule::Delete, "it deletes what is not known");
                }
                _ => gap = true,
            }
        }
    }
    Ok(gap)
}

/// Is a struct known in part? An honest answer to sync step 1 is, when edits that were on their way meanwhile have
/// become one struct with what followed them. Asked again, the client cuts it where the board now ends.
fn is_crossed(block: &Block<'_>, next: u32) -> bool {
    let at = block.structs.partition_point(|one| one.end() <= next);
    block.structs.get(at).is_some_and(|one| one.clock < next)
}

/// What of a delete set is not known to be deleted.
fn new_deletes(index: &Admission, deletes: &[Deletes]) -> Judged<Vec<Deletes>> {
    let mut new: Vec<Deletes> = Vec::new();
    let mut count = 0;
    for block in deletes {
        let alive = |&(start, end): &(u32, u32)| index.alive(block.client, start, end);
        let ranges: Vec<_> = block.ranges.iter().flat_map(alive).collect();
        count += ranges.len();
        if count > NEW_DELETES_MAX {
            return Err(too_large(Rule::Delete, "it deletes in too many places at once"));
        }
        if !ranges.is_empty() {
            new.push(Deletes { client: block.client, ranges });
        }
    }
    Ok(new)
}

/// What of a delete set comes in.
#[derive(Debug)]
struct Allowed {
    deletes: Vec<Deletes>,
    is_all: bool,
    /// Some of the rest was the sender's own doing, without the right to it.
    forbidden: Option<Refusal>,
}

/// What the sender may delete of it. An honest client's delete set also names what the engine deletes by itself (values
/// that were set over at the same time, children of what is gone), which the index does not follow: of that, what the
/// person has no right to is left out.
fn allowed(rights: &Rights<'_>, deletes: &[Deletes]) -> Allowed {
    let index = rights.index;
    let mut allowed = Allowed { deletes: Vec::new(), is_all: true, forbidden: None };
    for block in deletes {
        let known = index.next_clock(block.client);
        let mut ranges = Ranges::default();
        for &(start, end) in &block.ranges {
            for (start, end, place) in index.places(block.client, start, end) {
                match deletable(rights, block.client, (start, end), place) {
                    Ok(()) if place.parent != LOST => ranges.add(start, end),
                    Err(refusal) if !is_by_engine(index, block.client, (start, end), place) => {
                        allowed.forbidden.get_or_insert(refusal);
                        allowed.is_all = false;
                    }
                    _ => allowed.is_all = false,
                }
            }
            // The update's own structs, which are judged as such.
            ranges.add(start.max(known), end);
        }
        if !ranges.0.is_empty() {
            allowed.deletes.push(Deletes { client: block.client, ranges: ranges.0 });
        }
    }
    allowed
}

/// May the sender delete these clocks, which stand in one place? In a root each of them can be an object of its own.
fn deletable(rights: &Rights<'_>, client: u64, (start, end): (u32, u32), place: Place) -> Judged<()> {
    if rights.index.parents.get(place.parent).is_none_or(|parent| parent.depth > 0) {
        return rights.check(place, None);
    }
    (start..end).try_for_each(|clock| rights.check(place, Some(Id { client, clock })))
}

/// Ranges in order; those that touch are one.
#[derive(Default)]
struct Ranges(Vec<(u32, u32)>);

impl Ranges {
    fn add(&mut self, start: u32, end: u32) {
        match self.0.last_mut() {
            _ if start >= end => {}
            Some(last) if last.1 == start => last.1 = end,
            _ => self.0.push((start, end)),
        }
    }
}

/// Can the engine have deleted these clocks of one place by itself? Of what is under one key it keeps the value, which is
/// the one that came last, unless several were set at the same time.
fn is_by_engine(index: &Admission, client: u64, (start, end): (u32, u32), place: Place) -> bool {
    if is_parent_gone(index, place) {
        return true;
    }
    let slot = index.slots.get(&place).copied().unwrap_or_default();
    let is_value = |id: Id| id.client == client && (start..end).contains(&id.clock);
    let is_kept =
        if slot.is_forked { u64::from(end - start) >= slot.len } else { slot.last.is_some_and(is_value) };
    place.key != NO_KEY && !is_kept
}

/// What deleting costs the engine: where a range begins or ends within a piece, it cuts that and moves what lies behind.
fn cuts(index: &Admission, deletes: &[Deletes]) -> u64 {
    let in_block = |block: &Deletes| {
        let is_cut = |&clock: &u32| !index.is_border(block.client, clock);
        let ends = block.ranges.iter().flat_map(|&(start, end)| [start, end]);
        let cuts = ends.filter(is_cut).count() as u64;
        block.ranges.len() as u64 + cuts * (1 + index.fineness(block.client) / 64)
    };
    deletes.iter().map(in_block).sum()
}

fn is_parent_gone(index: &Admission, place: Place) -> bool {
    match index.parents.get(place.parent) {
        Some(parent) => parent.made_by.is_some_and(|id| index.is_type_gone(id)),
        None => true,
    }
}

fn too_large(rule: Rule, detail: &'static str) -> Refusal {
    Refusal { rule, class: Class::TooLarge, detail }
}

/// What is set under a key is set over what is there, never before it (Yjs, `typeMapSet`). Else a replica that gets both
/// in another order may have the other one for the value.
fn newest(one: &Struct<'_>, place: Place) -> Judged<()> {
    if place.key != NO_KEY && one.right.is_some() {
        return malformed(Rule::Parent, "a value under a key stands before another");
    }
    Ok(())
}

/// Content fits its parent and, where the field is known, the field.
fn content(index: &Admission, one: &Struct<'_>, place: Place) -> Judged<()> {
    let Some(parent) = index.parents.get(place.parent) else { return Ok(()) };
    let name = index.keys.name(place.key);
    match (&one.content, parent.shared) {
        (Content::Collected | Content::Deleted, Shared::Map) if place.key != NO_KEY => {
            key_fits(parent.root, parent.depth, name)
        }
        (Content::Collected | Content::Deleted, _) => Ok(()),
        (Content::Text, Shared::Text) => Ok(()),
        (Content::Text, _) => malformed(Rule::Kind, "an inserted text outside of a shared text"),
        (_, Shared::Text) => malformed(Rule::Kind, "something else than text in a shared text"),
        (_, Shared::Array) => Ok(()),
        (content, Shared::Map) => {
            key_fits(parent.root, parent.depth, name)?;
            match (content, parent.depth) {
                (Content::Type(Shared::Map), 0) if parent.root.holds_objects() => Ok(()),
                (Content::Plain(values), 0) if parent.root == Root::Meta => {
                    each_value(values, |value| check_meta(name, value))
                }
                (Content::Plain(_), 0) if !parent.root.holds_objects() => Ok(()),
                (_, 0) => malformed(Rule::Kind, "an entry of a root is not of its kind"),
                (Content::Type(Shared::Text), 1) if is_shared_text(name) => Ok(()),
                (_, 1) if is_shared_text(name) => malformed(Rule::Kind, "a text field is not a text"),
                (Content::Type(_), 1) if is_plain(name) => {
                    malformed(Rule::Kind, "a field of plain values is a shared type")
                }
                (Content::Type(_), _) => Ok(()),
                (Content::Plain(values), 1) => each_value(values, |value| check_field(name, value)),
                (Content::Plain(_), _) => Ok(()),
                _ => malformed(Rule::Kind, "a map holds something else than values"),
            }
        }
    }
}

/// Nobody reacts or comments in another's name.
fn signed(index: &Admission, sender: &Sender<'_>, one: &Struct<'_>, place: Place) -> Judged<()> {
    let Some(parent) = index.parents.get(place.parent) else { return Ok(()) };
    let what = match parent.root {
        Root::Reactions => "a reaction in another's name",
        Root::Comments => "a comment in another's name",
        _ => return Ok(()),
    };
    if parent.depth != 1 || index.keys.name(place.key) != "author" {
        return Ok(());
    }
    match &one.content {
        Content::Plain(values) if values.iter().any(|value| *value != Value::Text(sender.participant)) => {
            malformed(Rule::Author, what)
        }
        _ => Ok(()),
    }
}

fn each_value(values: &[Value<'_>], check: impl Fn(&Value<'_>) -> Judged<()>) -> Judged<()> {
    values.iter().try_for_each(check)
}

fn key_fits(root: Root, depth: u8, name: &str) -> Judged<()> {
    if depth == 0 && root != Root::Meta && !is_item_id(name) {
        return malformed(Rule::Value, "an object's id is not an id");
    }
    Ok(())
}

/// Objects of the board that the update makes.
pub(crate) fn objects(index: &Admission, stage: &Stage<'_, '_>) -> usize {
    let makes_object = |one: &Struct<'_>, place: Place| {
        matches!(one.content, Content::Type(_))
            && index.parents.get(place.parent).is_some_and(|parent| parent.depth == 0)
    };
    stage.structs().filter(|&(_, one, place)| makes_object(one, place)).count()
}
