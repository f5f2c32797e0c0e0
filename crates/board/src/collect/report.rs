//! What a collect did or would do, for the facilitator.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::fields::Fields;
use crate::edit::Kind;
use crate::id::{BoardId, ItemId};

/// One item of a [`Report`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Stable name of the item: kind, source board, id there. Of plenary's own, which was sent to the group: kind, plenary, id,
    /// and behind an `@` the group's board.
    pub key: String,
    /// Its id in plenary.
    pub id: ItemId,
    /// The group's board.
    pub source: BoardId,
    /// Note, cluster or link.
    pub kind: Kind,
    /// What it says: words of a note, heading of a cluster, label of a link. Removed: as plenary has it.
    #[serde(default)]
    pub says: String,
    /// Added: all content fields. Changed and conflicts: those that differ, as the group has them. Removed: as plenary
    /// has them.
    pub fields: Fields,
    /// Changed and conflicts: the same fields as plenary has them; empty when plenary removed the item.
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
    /// Would have been added or changed, and was left with the group: offered again next time.
    #[serde(default)]
    pub left: Vec<Change>,
    /// Items that are as they were.
    pub unchanged: usize,
    /// The same by group, in the order of the sources.
    #[serde(default)]
    pub groups: Vec<GroupReport>,
}

/// How much of one group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupReport {
    /// Its board.
    pub board: BoardId,
    /// Its name.
    pub group: String,
    /// The session's number, from 1.
    pub session: u32,
    /// Notes on its board.
    pub notes: usize,
    /// There is neither a note nor a cluster on its board.
    pub empty: bool,
    /// Items in [`Report::added`].
    pub added: usize,
    /// Items in [`Report::changed`].
    pub changed: usize,
    /// Items in [`Report::removed`].
    pub removed: usize,
    /// Items in [`Report::conflicts`].
    pub conflicts: usize,
    /// Items in [`Report::left`].
    pub left: usize,
    /// Items on its board that were not chosen.
    pub skipped: usize,
}

impl Report {
    /// How long each list is, to tell afterwards what came in between.
    pub(super) fn lengths(&self) -> [usize; 5] {
        [self.added.len(), self.changed.len(), self.removed.len(), self.conflicts.len(), self.left.len()]
    }
}
