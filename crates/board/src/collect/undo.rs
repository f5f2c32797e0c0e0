//! Taking a collect back as a new edit.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Base, fields};
use crate::edit::{Edit, Item, Kind};
use crate::id::{BoardId, ItemId};
use crate::view::BoardView;

/// What a collect changed, enough to take it back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Undo {
    steps: Vec<Step>,
    bases_before: BTreeMap<BoardId, Base>,
    bases_after: BTreeMap<BoardId, Base>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Step {
    id: ItemId,
    kind: Kind,
    before: Option<Item>,
    after: Option<Item>,
}

/// What taking a collect back means for plenary as it is now.
#[derive(Clone, Debug, PartialEq)]
pub struct Undone {
    /// For plenary's document.
    pub edits: Vec<Edit>,
    /// The base of every source that was part of the collect.
    pub bases: BTreeMap<BoardId, Base>,
    /// Ids of items that people have changed since: what they changed is left alone.
    pub kept: Vec<ItemId>,
}

impl Undo {
    pub(super) fn record(
        plenary: &BoardView,
        puts: &BTreeMap<ItemId, Item>,
        deletes: &BTreeMap<ItemId, Kind>,
        bases_before: BTreeMap<BoardId, Base>,
        bases_after: BTreeMap<BoardId, Base>,
    ) -> Self {
        let put = puts.iter().map(|(id, item)| Step {
            id: id.clone(),
            kind: item.kind(),
            before: fields::find(plenary, item.kind(), id),
            after: Some(item.clone()),
        });
        let deleted = deletes.iter().map(|(id, &kind)| Step {
            id: id.clone(),
            kind,
            before: fields::find(plenary, kind, id),
            after: None,
        });
        Self { steps: put.chain(deleted).collect(), bases_before, bases_after }
    }
}

/// Takes a collect back: exactly, if nothing it touched has changed since; otherwise what people changed stays.
pub fn undo(undo: &Undo, plenary: &BoardView) -> Undone {
    let mut edits = Vec::new();
    let mut kept = Vec::new();
    for step in &undo.steps {
        let now = fields::find(plenary, step.kind, &step.id);
        match (&step.before, &step.after, now) {
            (Some(before), after, now) if now == *after => {
                edits.push(Edit::Put { id: step.id.clone(), item: before.clone() });
            }
            (None, after, Some(now)) if Some(&now) == after.as_ref() => {
                edits.push(Edit::Delete { kind: step.kind, id: step.id.clone() });
            }
            // Somebody has removed it meanwhile: an added one is where it should be, a changed one is left so.
            (None, _, None) => {}
            (Some(before), Some(after), Some(now)) => {
                edits.push(Edit::Put { id: step.id.clone(), item: field_by_field(before, after, now) });
                kept.push(step.id.clone());
            }
            _ => kept.push(step.id.clone()),
        }
    }
    let bases = if kept.is_empty() { undo.bases_before.clone() } else { mixed_bases(undo, &kept) };
    Undone { edits, bases, kept }
}

/// Content fields that are still as the collect left them go back; the others stay.
fn field_by_field(before: &Item, after: &Item, now: Item) -> Item {
    let (before, after) = (fields::of(before), fields::of(after));
    let current = fields::of(&now);
    let back = before.into_iter().filter(|(name, _)| current.get(name) == after.get(name)).collect();
    let mut item = now;
    fields::write(&mut item, &back);
    item
}

/// Items that stayed keep the base of the collect, so that collecting again compares them with what came then.
fn mixed_bases(undo: &Undo, kept: &[ItemId]) -> BTreeMap<BoardId, Base> {
    let mut bases = undo.bases_before.clone();
    for (board, after) in &undo.bases_after {
        for (key, fields) in after.iter().filter(|(key, _)| kept.contains(&super::plenary_id(key))) {
            bases.entry(board.clone()).or_default().insert(key.clone(), fields.clone());
        }
    }
    bases
}
