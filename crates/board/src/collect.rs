//! Bringing group boards back to plenary: a three-way upsert.
//!
//! For every item of a group's board there are three readings: the group's now, plenary's now, and what was last
//! collected (the [`Base`]). What only the group changed is applied; what only plenary changed stays; what both changed,
//! and what the group removed, is listed and left as plenary has it until it is accepted. Position, size, cluster and
//! order are taken once, when an item arrives, and belong to plenary from then on. Collecting twice changes nothing.

mod fields;
mod landing;
mod undo;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::edit::{Edit, Item, Kind};
use crate::id::{BoardId, ItemId};
use crate::view::BoardView;

pub use fields::Fields;
use landing::Landing;
pub use undo::{Undo, Undone, undo};

/// A group's board as it was read.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The board.
    pub board: &'a BoardId,
    /// The group's name.
    pub group: &'a str,
    /// The session's number, from 1.
    pub session: u32,
    /// Its content.
    pub view: &'a BoardView,
}

/// What was last collected from one source board: key → content fields.
pub type Base = BTreeMap<String, Fields>;

/// What the facilitator takes over although plenary would otherwise be left as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accept {
    /// Keys the group has removed: remove them here too.
    #[serde(default)]
    pub removed: BTreeSet<String>,
    /// Keys both sides changed: take the group's words.
    #[serde(default)]
    pub conflicts: BTreeSet<String>,
}

/// One item of a [`Report`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Stable name of the item: kind, source board, id there.
    pub key: String,
    /// Its id in plenary.
    pub id: ItemId,
    /// The group's board.
    pub source: BoardId,
    /// Note, cluster or link.
    pub kind: Kind,
    /// Added: all content fields. Changed and conflicts: those that differ, as the group has them. Removed: as plenary
    /// has them.
    pub fields: Fields,
    /// Conflicts: the same fields as plenary has them; empty when plenary removed the item.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub plenary: Fields,
}

/// What a collect did or would do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// New in plenary.
    pub added: Vec<Change>,
    /// Changed by the group, brought over.
    pub changed: Vec<Change>,
    /// Removed by the group, still in plenary unless accepted.
    pub removed: Vec<Change>,
    /// Changed on both sides, as plenary has it unless accepted.
    pub conflicts: Vec<Change>,
    /// Items that are as they were.
    pub unchanged: usize,
}

/// A collect, decided but not yet written.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// For the facilitator.
    pub report: Report,
    /// For plenary's document.
    pub edits: Vec<Edit>,
    /// The new base of every source.
    pub bases: BTreeMap<BoardId, Base>,
    /// Takes it all back.
    pub undo: Undo,
}

/// The stable name of an item of a group's board.
pub fn key(kind: Kind, board: &BoardId, item: &str) -> String {
    let letter = match kind {
        Kind::Note => 'n',
        Kind::Cluster => 'c',
        Kind::Link => 'l',
    };
    format!("{letter}:{board}:{item}")
}

/// The id in plenary of the item with that key.
pub fn plenary_id(key: &str) -> ItemId {
    ItemId::derived(&["collect", key])
}

/// Decides what collecting `sources` into `plenary` means. Sources land beside each other, in the order
/// given.
pub fn plan(
    sources: &[Source<'_>],
    plenary: &BoardView,
    bases: &BTreeMap<BoardId, Base>,
    accept: &Accept,
) -> Plan {
    let mut collecting = Collecting {
        plenary,
        accept,
        report: Report::default(),
        puts: BTreeMap::new(),
        deletes: BTreeMap::new(),
        landing: Landing::new(plenary),
    };
    let mut new_bases = BTreeMap::new();
    for source in sources {
        let base = bases.get(source.board).cloned().unwrap_or_default();
        new_bases.insert(source.board.clone(), collecting.source(source, base));
    }
    let Collecting { report, mut puts, deletes, landing, .. } = collecting;
    landing.finish(&mut puts);
    let before: BTreeMap<_, _> = sources
        .iter()
        .map(|source| (source.board.clone(), bases.get(source.board).cloned().unwrap_or_default()))
        .collect();
    let undo = Undo::record(plenary, &puts, &deletes, before, new_bases.clone());
    let mut edits: Vec<Edit> = Vec::with_capacity(puts.len() + deletes.len());
    edits.extend(puts.into_iter().map(|(id, item)| Edit::Put { id, item }));
    edits.extend(deletes.into_iter().map(|(id, kind)| Edit::Delete { kind, id }));
    Plan { report, edits, bases: new_bases, undo }
}

struct Collecting<'a> {
    plenary: &'a BoardView,
    accept: &'a Accept,
    report: Report,
    puts: BTreeMap<ItemId, Item>,
    deletes: BTreeMap<ItemId, Kind>,
    landing: Landing<'a>,
}

impl Collecting<'_> {
    fn source(&mut self, source: &Source<'_>, mut base: Base) -> Base {
        let items = fields::items(source);
        self.landing.open(source);
        // Clusters first, so that notes find the cluster they arrive in; links last, when both ends are known.
        for (key, item) in &items {
            self.item(source, key, item, &mut base);
        }
        let gone: Vec<String> =
            base.keys().filter(|key| !items.iter().any(|(k, _)| k == *key)).cloned().collect();
        for key in gone {
            self.gone(source, &key, &mut base);
        }
        self.landing.close(&mut self.puts);
        base
    }

    fn item(&mut self, source: &Source<'_>, key: &str, item: &Item, base: &mut Base) {
        let id = plenary_id(key);
        let theirs = fields::of(item);
        let ours = fields::find(self.plenary, item.kind(), &id);
        let change = |fields: Fields, plenary: Fields| Change {
            key: key.to_owned(),
            id: id.clone(),
            source: source.board.clone(),
            kind: item.kind(),
            fields,
            plenary,
        };
        match (base.get(key).cloned(), ours) {
            (None, None) => {
                let landed = self.landing.land(source, item);
                self.puts.insert(id.clone(), landed);
                self.report.added.push(change(theirs.clone(), Fields::new()));
                base.insert(key.to_owned(), theirs);
            }
            (Some(before), None) if before == theirs => self.report.unchanged += 1,
            // Plenary removed it, the group went on with it.
            (Some(_), None) => {
                if self.accept.conflicts.contains(key) {
                    let landed = self.landing.land(source, item);
                    self.puts.insert(id.clone(), landed);
                    base.insert(key.to_owned(), theirs.clone());
                }
                self.report.conflicts.push(change(theirs, Fields::new()));
            }
            (before, Some(ours)) => {
                // Without a base (a crash lost it) whatever differs counts as changed on both sides.
                let verdict = fields::compare(before.as_ref(), &theirs, &fields::of(&ours));
                let mut merged = ours.clone();
                fields::write(&mut merged, &verdict.changed);
                let mut known = before.unwrap_or_default();
                known.extend(verdict.settled);
                if self.accept.conflicts.contains(key) {
                    fields::write(&mut merged, &verdict.conflicts);
                    known.extend(verdict.conflicts.clone());
                }
                if merged != ours {
                    self.puts.insert(id.clone(), merged);
                }
                base.insert(key.to_owned(), known);
                if !verdict.changed.is_empty() {
                    self.report.changed.push(change(verdict.changed, Fields::new()));
                }
                if !verdict.conflicts.is_empty() {
                    self.report.conflicts.push(change(verdict.conflicts, verdict.plenary));
                } else if self.report.changed.last().is_none_or(|last| last.key != key) {
                    self.report.unchanged += 1;
                }
            }
        }
    }

    fn gone(&mut self, source: &Source<'_>, key: &str, base: &mut Base) {
        let id = plenary_id(key);
        let Some((kind, ours)) =
            fields::kind_of(key).and_then(|kind| Some((kind, fields::find(self.plenary, kind, &id)?)))
        else {
            // Both sides removed it: nothing is left to compare.
            base.remove(key);
            return;
        };
        self.report.removed.push(Change {
            key: key.to_owned(),
            id: id.clone(),
            source: source.board.clone(),
            kind,
            fields: fields::of(&ours),
            plenary: Fields::new(),
        });
        if self.accept.removed.contains(key) {
            self.deletes.insert(id, kind);
            base.remove(key);
        }
    }
}
