//! What was removed from a board, and how it comes back in its place.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Deed, Part, SERVER};
use crate::edit::Edit;
use crate::history::restore;
use crate::id::ItemId;
use crate::view::BoardView;

/// Most things a bin holds; then the oldest go.
pub const BIN_MAX: usize = 1_000;

/// Something that was removed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Binned {
    /// Its id.
    pub id: ItemId,
    /// What it was.
    pub part: Part,
    /// Opaque id of who removed it, or [`SERVER`].
    pub who: String,
    /// When, ms since 1970.
    pub at_ms: u64,
    /// The notes of a cluster.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<ItemId>,
}

/// What was removed from one board, the oldest first; with it what hung on it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bin(Vec<Binned>);

impl Bin {
    /// Takes in what was removed by these deeds; answers whether that was anything.
    pub fn add(&mut self, deeds: &[Deed]) -> bool {
        let before = self.0.len();
        let removed = deeds.iter().filter_map(|deed| {
            let part = deed.removed().filter(|part| !matches!(part, Part::Comment(_)))?.clone();
            let Deed { id, who, at_ms, members, .. } = deed.clone();
            Some(Binned { id, part, who, at_ms, members })
        });
        self.0.extend(removed);
        let is_more = self.0.len() > before;
        if is_more {
            // Of a thing that went several times the last counts.
            let mut seen = BTreeSet::new();
            self.0.reverse();
            self.0.retain(|one| seen.insert((one.part.root(), one.id.clone())));
            self.0.truncate(BIN_MAX);
            self.0.reverse();
        }
        is_more
    }

    /// Lets the older half go; answers whether there was one.
    pub fn halve(&mut self) -> bool {
        let half = self.0.len().div_ceil(2);
        drop(self.0.drain(..half));
        half > 0
    }

    /// Those that can be brought back, the latest first: what is not on the board, and shows something.
    pub fn listed(&self, now: &BoardView) -> Vec<&Binned> {
        self.0.iter().rev().filter(|one| one.is_listed(now)).collect()
    }

    /// The edits that bring these back in their places, with what hung on them and is not there either: links, reactions, and
    /// the notes of a cluster that still lie in it and have no other.
    pub fn restore(&self, now: &BoardView, ids: &BTreeSet<ItemId>) -> Vec<Edit> {
        let mut then = now.clone();
        let mut only = BTreeSet::new();
        let wanted: Vec<&Binned> = self.listed(now).into_iter().filter(|one| ids.contains(&one.id)).collect();
        for one in &wanted {
            only.insert(one.id.clone());
            one.part.clone().put(&mut then, one.id.clone());
        }
        let gone: BTreeMap<&ItemId, &Binned> = wanted.iter().map(|one| (&one.id, *one)).collect();
        for one in self.0.iter().filter(|one| Part::on(now, &(one.part.root(), one.id.clone())).is_none()) {
            let hangs_on = |id: &ItemId| {
                gone.get(id)
                    .is_some_and(|on| one.who == SERVER || (&one.who, one.at_ms) == (&on.who, on.at_ms))
            };
            let comes_along = match &one.part {
                Part::Link(link) => hangs_on(&link.from) || hangs_on(&link.to),
                Part::Reaction(reaction) => hangs_on(&reaction.on),
                _ => false,
            };
            if comes_along {
                one.part.clone().put(&mut then, one.id.clone());
            }
        }
        for one in &wanted {
            let Part::Cluster(cluster) = &one.part else { continue };
            for id in &one.members {
                let Some(note) = then.notes.get_mut(id) else { continue };
                let is_free = note.cluster.as_ref().is_none_or(|there| !now.clusters.contains_key(there));
                let middle = [note.pos[0] + note.size[0] / 2.0, note.pos[1] + note.size[1] / 2.0];
                let is_in = (0..2).all(|axis| {
                    (cluster.pos[axis]..=cluster.pos[axis] + cluster.size[axis]).contains(&middle[axis])
                });
                if is_free && is_in {
                    note.cluster = Some(one.id.clone());
                    only.insert(id.clone());
                }
            }
        }
        restore(now, &then, Some(&only))
    }
}

impl Binned {
    fn is_listed(&self, now: &BoardView) -> bool {
        let is_gone = Part::on(now, &(self.part.root(), self.id.clone())).is_none();
        is_gone
            && match &self.part {
                Part::Note(note) => !note.text.trim().is_empty() || note.image.is_some(),
                Part::Cluster(_) | Part::Mark(_) => true,
                // With an end that is gone it comes along with that.
                Part::Link(link) => now.is_drawn(link),
                Part::Reaction(_) | Part::Comment(_) => false,
            }
    }
}
