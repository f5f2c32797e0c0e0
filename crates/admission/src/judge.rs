//! The rules, in order: form, clocks, authors, places, values, rights, budgets.

use std::collections::HashMap;

use crate::budget::over;
use crate::cursor::malformed;
use crate::index::Admission;
use crate::place::{LOST, NO_KEY, Place, Root};
use crate::staging::{Staged, latest, stage};
use crate::update::{Content, Deletes, Id, Replacement, Shared, Struct, Update};
use crate::value::{Value, check_field, is_item_id, is_shared_text};
use crate::{Class, Refusal, Role, Rule, Sender, Verdict};

type Judged<T> = Result<T, Refusal>;

/// Judges one update of a participant and takes it into the index if it is admitted.
pub(crate) fn update(
    index: &mut Admission,
    sender: &Sender<'_>,
    bytes: &[u8],
    now_ms: u64,
) -> Judged<Verdict> {
    if bytes.len() > index.limits.update_bytes {
        return Err(Refusal {
            rule: Rule::Encoding,
            class: Class::TooLarge,
            detail: "the update is too large",
        });
    }
    let update = Update::read(bytes, false)?;
    authors(index, sender, &update, now_ms)?;
    if gap(index, sender, &update)? {
        return Ok(Verdict::Gap);
    }
    let staged = stage(index, &update.blocks)?;
    let deletes = new_deletes(index, &staged, &update.deletes);
    if staged.is_empty() && deletes.is_empty() {
        return Ok(Verdict::Duplicate);
    }
    if !sender.role.may_write() {
        return viewer(index, &staged, &deletes);
    }
    let mut objects = 0;
    for block in &staged {
        for (one, &place) in block.structs.iter().zip(&block.places) {
            content(index, one, place)?;
            right(index, sender.role, place)?;
            objects += usize::from(makes_object(index, one, place));
        }
    }
    let tops = latest(index, &staged)?;
    let mut replaced = runs(index, &update, &staged)?;
    rootless(index, &staged)?;
    delete_rights(index, sender.role, &deletes)?;
    if index.budget.bytes + bytes.len() as u64 > index.limits.bytes_per_board
        || index.budget.objects + objects > index.limits.objects_per_board
    {
        return Err(over("the board is full"));
    }
    let structs = update.struct_count() as u64;
    index.budget.spend(&index.limits.clone(), sender.participant, bytes.len() as u64, structs, now_ms)?;
    index.budget.bytes += bytes.len() as u64;
    index.budget.objects += objects;
    for block in &staged {
        index.bind(block.client, sender.participant, now_ms);
    }
    index.take(&staged, &update.deletes, tops);
    replaced.extend(lost(index, &staged));
    if replaced.is_empty() {
        return Ok(Verdict::Admitted);
    }
    Ok(Verdict::Rewritten(update.rewritten(&replaced)))
}

/// Values that were set under one key one after the other come as one run from a client that keeps them for its undo;
/// all of them are deleted. The engine would forget the earlier ones alive, so they come in as deleted.
fn runs(
    index: &Admission,
    update: &Update<'_>,
    staged: &[Staged<'_, '_>],
) -> Judged<HashMap<Id, Replacement>> {
    let mut runs = HashMap::new();
    for block in staged {
        for (one, place) in block.structs.iter().zip(&block.places) {
            let is_run = matches!(&one.content, Content::Plain(values) if values.len() > 1);
            if !is_run || place.key == NO_KEY || index.parents.get(place.parent).is_none() {
                continue;
            }
            if !update.deletes_all(block.client, one.clock, one.end()) {
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
fn lost(index: &Admission, staged: &[Staged<'_, '_>]) -> HashMap<Id, Replacement> {
    let mut lost = HashMap::new();
    for block in staged {
        for (one, &place) in block.structs.iter().zip(&block.places) {
            if !matches!(one.content, Content::Collected) && is_parent_gone(index, place) {
                lost.insert(Id { client: block.client, clock: one.clock }, Replacement::Collected);
            }
        }
    }
    lost
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

/// Is something before this update missing? For ids of others that cannot be: nothing is shown before it is stored.
fn gap(index: &Admission, sender: &Sender<'_>, update: &Update<'_>) -> Judged<bool> {
    let mut gap = update.blocks.iter().any(|block| block.first() > index.next_clock(block.client));
    for block in &update.deletes {
        let coming = update.blocks.iter().find(|b| b.client == block.client).map_or(0, |b| b.end());
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

/// The ranges of a delete set that are not known to be deleted.
fn new_deletes(index: &Admission, staged: &[Staged<'_, '_>], deletes: &[Deletes]) -> Vec<Deletes> {
    let is_new = |client: u64, start: u32, end: u32| {
        !index.is_deleted(client, start, end)
            && !staged.iter().any(|block| {
                block.client == client
                    && block.structs.iter().any(|one| {
                        one.clock <= start
                            && end <= one.end()
                            && matches!(one.content, Content::Collected | Content::Deleted)
                    })
            })
    };
    deletes
        .iter()
        .filter_map(|block| {
            let ranges: Vec<_> = block
                .ranges
                .iter()
                .copied()
                .filter(|&(start, end)| is_new(block.client, start, end))
                .collect();
            (!ranges.is_empty()).then_some(Deletes { client: block.client, ranges })
        })
        .collect()
}

/// A viewer's delete set may name what the engine deleted by itself (values that were set over, children of what is
/// gone), which the index does not follow; anything else is a write.
fn viewer(index: &Admission, staged: &[Staged<'_, '_>], deletes: &[Deletes]) -> Judged<Verdict> {
    let by_engine = |client: u64, end: u32, place: Place| {
        index.parents.get(place.parent).is_none_or(|parent| match parent.made_by {
            Some(_) => place.key != NO_KEY || is_parent_gone(index, place),
            None => index.is_set_over(place, client, end),
        })
    };
    let harmless = staged.is_empty()
        && deletes.iter().all(|block| {
            block.ranges.iter().all(|&(start, end)| {
                index.places(block.client, start, end).all(|(_, place)| by_engine(block.client, end, place))
            })
        });
    if harmless { Ok(Verdict::Duplicate) } else { Err(forbidden("a viewer sent a change")) }
}

fn is_parent_gone(index: &Admission, place: Place) -> bool {
    match index.parents.get(place.parent) {
        Some(parent) => parent.made_by.is_some_and(|id| index.is_type_gone(id)),
        None => true,
    }
}

fn forbidden(detail: &'static str) -> Refusal {
    Refusal { rule: Rule::Role, class: Class::Forbidden, detail }
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
                (Content::Plain(values), 0) if !parent.root.holds_objects() => each_value(values, |_| Ok(())),
                (_, 0) => malformed(Rule::Kind, "an entry of a root is not of its kind"),
                (Content::Type(Shared::Text), _) => Ok(()),
                (Content::Type(_), 1) if is_shared_text(name) => {
                    malformed(Rule::Kind, "a text field is not a text")
                }
                (Content::Plain(_), 1) if is_shared_text(name) => {
                    malformed(Rule::Kind, "a text field is not a text")
                }
                (Content::Type(_), _) => Ok(()),
                (Content::Plain(values), 1) => each_value(values, |value| check_field(name, value)),
                (Content::Plain(values), _) => each_value(values, |_| Ok(())),
                _ => malformed(Rule::Kind, "a map holds something else than values"),
            }
        }
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

/// What this role may touch.
fn right(index: &Admission, role: Role, place: Place) -> Judged<()> {
    let Some(parent) = index.parents.get(place.parent) else { return Ok(()) };
    if parent.root.server_only() {
        return Err(forbidden("only the server writes there"));
    }
    let fits = match role {
        Role::Viewer => false,
        Role::Commenter => parent.root == Root::Comments,
        Role::Contributor => parent.root == Root::Notes,
        Role::Editor | Role::Cofacilitator | Role::Facilitator => true,
    };
    if fits { Ok(()) } else { Err(forbidden("this role may not change that")) }
}

fn delete_rights(index: &Admission, role: Role, deletes: &[Deletes]) -> Judged<()> {
    for block in deletes {
        for &(start, end) in &block.ranges {
            for (_, place) in index.places(block.client, start, end) {
                // What the engine deletes by itself is in an honest client's delete set as well.
                if place.parent != LOST && !is_parent_gone(index, place) {
                    right(index, role, place)?;
                }
            }
        }
    }
    Ok(())
}

fn makes_object(index: &Admission, one: &Struct<'_>, place: Place) -> bool {
    matches!(one.content, Content::Type(_))
        && index.parents.get(place.parent).is_some_and(|parent| parent.depth == 0)
}

/// Setting a key without knowing of an earlier value is cheap once per person and quadratic as an attack.
fn rootless(index: &Admission, staged: &[Staged<'_, '_>]) -> Judged<()> {
    let mut counts = HashMap::new();
    for block in staged {
        for (one, place) in block.structs.iter().zip(&block.places) {
            if one.origin.is_none() && one.right.is_none() && place.parent != LOST && place.key != NO_KEY {
                let count =
                    counts.entry(*place).or_insert_with(|| index.rootless.get(place).copied().unwrap_or(0));
                *count += 1;
                if *count > index.limits.rootless_sets {
                    return Err(over("one key was set too often without looking"));
                }
            }
        }
    }
    Ok(())
}
