//! Placing the new structs of an update: every origin and parent is looked up among what is known and among the new
//! structs themselves, in an order in which the engine could integrate them. No recursion.

use std::collections::HashMap;

use crate::cursor::{Read, malformed};
use crate::index::Admission;
use crate::limits::TYPE_DEPTH_MAX;
use crate::place::{LOST, NO_KEY, ParentInfo, Parents, Place, Root};
use crate::update::{Block, Content, Id, Parent, Shared, Struct};
use crate::{Class, Refusal, Rule};

/// The new structs of one client with their places.
#[derive(Debug)]
pub(crate) struct Staged<'u, 'a> {
    pub(crate) client: u64,
    pub(crate) structs: &'u [Struct<'a>],
    pub(crate) places: Vec<Place>,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Open,
    Done,
}

/// Places the structs of `blocks` from the board's next clocks on. Adds parents and keys to the index; the caller
/// truncates them if the update is refused after all.
pub(crate) fn stage<'u, 'a>(index: &mut Admission, blocks: &'u [Block<'a>]) -> Read<Vec<Staged<'u, 'a>>> {
    let mut staged: Vec<Staged<'u, 'a>> = Vec::new();
    for block in blocks {
        let first = index.next_clock(block.client);
        let skip = block.structs.partition_point(|one| one.end() <= first);
        let structs = &block.structs[skip..];
        let Some(one) = structs.first() else { continue };
        // Clients cut a struct at what the server knows; one that begins before and ends after was made up.
        if one.clock < first {
            return malformed(Rule::Clock, "a struct is known in part");
        }
        staged.push(Staged { client: block.client, structs, places: vec![Place::LOST; structs.len()] });
    }
    let by_client: HashMap<u64, usize> =
        staged.iter().enumerate().map(|(at, one)| (one.client, at)).collect();
    let mut states: Vec<Vec<State>> = staged.iter().map(|one| vec![State::New; one.structs.len()]).collect();
    let mut stack: Vec<(usize, usize)> = Vec::new();
    for at in 0..staged.len() {
        for nth in 0..staged[at].structs.len() {
            stack.push((at, nth));
            while let Some(&(at, nth)) = stack.last() {
                match states[at][nth] {
                    State::Done => {
                        stack.pop();
                    }
                    State::New => {
                        states[at][nth] = State::Open;
                        // A client's structs come one after the other, so each also waits for the one before it.
                        let before = nth.checked_sub(1).map(|before| (at, before));
                        let wanted = needs(&staged[at].structs[nth])
                            .into_iter()
                            .flatten()
                            .filter_map(|id| find(&staged, &by_client, id))
                            .chain(before);
                        for (a, n) in wanted {
                            if (a, n) == (at, nth) {
                                return malformed(Rule::Parent, "a struct refers to itself");
                            }
                            match states[a][n] {
                                State::New => stack.push((a, n)),
                                State::Open => return malformed(Rule::Parent, "structs wait for each other"),
                                State::Done => {}
                            }
                        }
                    }
                    State::Open => {
                        let place = place(index, &staged, &by_client, at, nth)?;
                        staged[at].places[nth] = place;
                        states[at][nth] = State::Done;
                        stack.pop();
                    }
                }
            }
        }
    }
    Ok(staged)
}

/// The latest struct of every place that holds shared types, as the update leaves it. Objects and their texts are set
/// over by who has seen what is there: two at once under one id would leave a type that only some replicas have.
pub(crate) fn latest(index: &Admission, staged: &[Staged<'_, '_>]) -> Read<HashMap<Place, Id>> {
    let mut tops: HashMap<Place, Id> = HashMap::new();
    let mut waiting: Vec<(Place, Option<Id>, Id)> = Vec::new();
    for block in staged {
        for (one, &place) in block.structs.iter().zip(&block.places) {
            if !index.parents.is_type_place(place, &index.keys) {
                continue;
            }
            if one.right.is_some() {
                return malformed(Rule::Parent, "an object stands before another of its id");
            }
            waiting.push((place, one.origin, Id { client: block.client, clock: one.end() - 1 }));
        }
    }
    while !waiting.is_empty() {
        let before = waiting.len();
        waiting.retain(|&(place, origin, id)| {
            let follows = tops.get(&place).or_else(|| index.tops.get(&place)).copied() == origin;
            if follows {
                tops.insert(place, id);
            }
            !follows
        });
        if waiting.len() == before {
            return Err(Refusal {
                rule: Rule::Parent,
                class: Class::Forbidden,
                detail: "an object of that id was made by somebody else at the same time",
            });
        }
    }
    Ok(tops)
}

fn needs(one: &Struct<'_>) -> [Option<Id>; 3] {
    let parent = match one.parent {
        Parent::Item(id) => Some(id),
        _ => None,
    };
    [one.origin, one.right, parent]
}

/// The new struct that holds `id`.
fn find(staged: &[Staged<'_, '_>], by_client: &HashMap<u64, usize>, id: Id) -> Option<(usize, usize)> {
    let &at = by_client.get(&id.client)?;
    let block = &staged[at];
    if id.clock < block.structs.first()?.clock {
        return None;
    }
    let nth = block.structs.partition_point(|one| one.end() <= id.clock);
    (nth < block.structs.len()).then_some((at, nth))
}

fn place(
    index: &mut Admission,
    staged: &[Staged<'_, '_>],
    by_client: &HashMap<u64, usize>,
    at: usize,
    nth: usize,
) -> Read<Place> {
    let block = &staged[at];
    let one = &block.structs[nth];
    if matches!(one.content, Content::Collected) {
        return Ok(Place::LOST);
    }
    let there = |id: Id, index: &Admission| match find(staged, by_client, id) {
        Some((at, nth)) => Ok(staged[at].places[nth]),
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
                None => match find(staged, by_client, id) {
                    Some((at, nth)) if staged[at].places[nth] == Place::LOST => LOST,
                    Some(_) => return malformed(Rule::Parent, "the parent is not a shared type"),
                    None if index.is_gone(id) || index.is_deleted(id.client, id.clock, id.clock + 1) => LOST,
                    None if index.place_of(id).is_none() => return Err(unknown()),
                    None => return malformed(Rule::Parent, "the parent is not a shared type"),
                },
            };
            Place { parent, key: key(index, one.key)? }
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
    if let Content::Type(shared) = one.content {
        if parent.depth >= TYPE_DEPTH_MAX {
            return malformed(Rule::Kind, "shared types are nested too deep");
        }
        let made_by = Some(Id { client: block.client, clock: one.clock });
        let info = ParentInfo { root: parent.root, shared, depth: parent.depth + 1, made_by };
        index.parents.add(info);
    }
    Ok(place)
}

fn key(index: &mut Admission, key: Option<&str>) -> Read<crate::place::KeyId> {
    match key {
        None => Ok(NO_KEY),
        Some(name) if name.is_empty() || name.len() > 64 => {
            malformed(Rule::Parent, "a key is empty or too long")
        }
        Some(name) => Ok(index.keys.intern(name)),
    }
}

fn unknown() -> Refusal {
    Refusal { rule: Rule::Parent, class: Class::Malformed, detail: "an origin or parent is unknown" }
}
