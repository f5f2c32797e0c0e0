//! A typed, immutable reading of a board.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use yrs::{Any, Map, MapRef, Out, ReadTxn};

use crate::cluster::Cluster;
use crate::comment::Comment;
use crate::id::ItemId;
use crate::link::Link;
use crate::mark::Mark;
use crate::note::Note;
use crate::reaction::Reaction;
use crate::schema::{COORDINATE_MAX, NOTE_SIDE_MAX, Root, SCHEMA_VERSION, SIDE_MIN, field};
use crate::value;

/// Dots a note received.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many.
    pub votes: u32,
    /// In which round; imported votes are round 0.
    pub round: u32,
}

/// Where a note lies that its author has not shown yet. Says nothing of the note.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hidden {
    /// Top left corner, CSS pixels at zoom 1.
    pub pos: [f64; 2],
    /// Width and height, CSS pixels at zoom 1; the same of each.
    pub size: [f64; 2],
}

/// A board at one moment. Entries that are not of their kind's shape are left out or read with defaults; reading
/// never fails.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BoardView {
    /// `meta.schema`; 0 when absent (a board nobody has written to yet).
    pub schema: u32,
    /// `meta.title`.
    pub title: String,
    /// Notes by id.
    pub notes: BTreeMap<ItemId, Note>,
    /// Clusters by id.
    pub clusters: BTreeMap<ItemId, Cluster>,
    /// Links by id, dangling ones included (see [`BoardView::is_drawn`]).
    pub links: BTreeMap<ItemId, Link>,
    /// Texts, shapes, strokes and images by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub marks: BTreeMap<ItemId, Mark>,
    /// Reactions by their own id, those to notes that are gone included; [`crate::reaction::stamps`] counts them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reactions: BTreeMap<ItemId, Reaction>,
    /// Comments by their own id, those about what is gone included.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub comments: BTreeMap<ItemId, Comment>,
    /// Votes by note id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tallies: BTreeMap<ItemId, Tally>,
    /// Placeholders of notes that are not shown yet, by ids that are not those of the notes.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hidden: BTreeMap<ItemId, Hidden>,
}

impl BoardView {
    /// Reads the document behind `txn`.
    pub fn read<T: ReadTxn>(txn: &T) -> Self {
        let meta = txn.get_map(Root::Meta.name());
        Self {
            schema: Self::schema_of(txn),
            title: meta.map(|map| value::text(&map, txn, field::TITLE)).unwrap_or_default(),
            notes: entries(txn, Root::Notes, |map| Some(Note::read(map, txn))),
            clusters: entries(txn, Root::Clusters, |map| Some(Cluster::read(map, txn))),
            links: entries(txn, Root::Links, |map| Link::read(map, txn)),
            marks: entries(txn, Root::Marks, |map| Mark::read(map, txn)),
            reactions: entries(txn, Root::Reactions, |map| Reaction::read(map, txn)),
            comments: entries(txn, Root::Comments, |map| Comment::read(map, txn)),
            tallies: plain(txn, Root::Tallies, |entry| {
                let count =
                    |name: &str| entry.get(name).and_then(value::number).map(|n| n.clamp(0.0, 1e9) as u32);
                Some(Tally { votes: count(field::VOTES)?, round: count(field::ROUND).unwrap_or(0) })
            }),
            hidden: plain(txn, Root::Hidden, |entry| {
                let pair = |name: &str, low, high| value::pair_in(entry.get(name)?, low, high);
                Some(Hidden {
                    pos: pair(field::POS, -COORDINATE_MAX, COORDINATE_MAX)?,
                    size: pair(field::SIZE, SIDE_MIN, NOTE_SIDE_MAX)?,
                })
            }),
        }
    }

    /// Reads [`BoardView::schema`] alone.
    pub fn schema_of<T: ReadTxn>(txn: &T) -> u32 {
        txn.get_map(Root::Meta.name())
            .and_then(|map| value::any(&map, txn, field::SCHEMA))
            .and_then(|any| value::number(&any))
            .map_or(0, |n| n.clamp(0.0, f64::from(u32::MAX)) as u32)
    }

    /// Is there a note or a cluster of that id?
    pub fn has_end(&self, id: &ItemId) -> bool {
        self.notes.contains_key(id) || self.clusters.contains_key(id)
    }

    /// A link is drawn when both its ends are there.
    pub fn is_drawn(&self, link: &Link) -> bool {
        self.has_end(&link.from) && self.has_end(&link.to)
    }

    /// The notes of a cluster in reading order: row by row, then by id.
    pub fn members(&self, cluster: &ItemId) -> Vec<(&ItemId, &Note)> {
        let mut members: Vec<_> =
            self.notes.iter().filter(|(_, note)| note.cluster.as_ref() == Some(cluster)).collect();
        members.sort_by(|(a_id, a), (b_id, b)| {
            a.pos[1].total_cmp(&b.pos[1]).then(a.pos[0].total_cmp(&b.pos[0])).then(a_id.cmp(b_id))
        });
        members
    }

    /// The smallest rectangle around all notes, clusters and marks, `[left, top, right, bottom]`.
    pub fn bounds(&self) -> Option<[f64; 4]> {
        let notes = self.notes.values().map(|note| (note.pos, note.size));
        let clusters = self.clusters.values().map(|cluster| (cluster.pos, cluster.size));
        let marks = self.marks.values().map(|mark| (mark.pos, mark.size));
        notes.chain(clusters).chain(marks).fold(None, |bounds, (pos, size)| {
            let here = [pos[0], pos[1], pos[0] + size[0], pos[1] + size[1]];
            Some(bounds.map_or(here, |b: [f64; 4]| {
                [b[0].min(here[0]), b[1].min(here[1]), b[2].max(here[2]), b[3].max(here[3])]
            }))
        })
    }

    /// Nobody has written to the board's schema yet, or it is ours.
    pub fn is_current(&self) -> bool {
        self.schema == 0 || self.schema == SCHEMA_VERSION
    }
}

fn entries<T: ReadTxn, R>(txn: &T, root: Root, read: impl Fn(&MapRef) -> Option<R>) -> BTreeMap<ItemId, R> {
    let Some(map) = txn.get_map(root.name()) else { return BTreeMap::new() };
    map.iter(txn)
        .filter_map(|(key, out)| match out {
            Out::YMap(entry) => Some((key.parse().ok()?, read(&entry)?)),
            _ => None,
        })
        .collect()
}

fn plain<T: ReadTxn, R>(
    txn: &T,
    root: Root,
    read: impl Fn(&HashMap<String, Any>) -> Option<R>,
) -> BTreeMap<ItemId, R> {
    let Some(map) = txn.get_map(root.name()) else { return BTreeMap::new() };
    map.iter(txn)
        .filter_map(|(key, out)| match out {
            Out::Any(Any::Map(entry)) => Some((key.parse().ok()?, read(&entry)?)),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use yrs::{Any, Map, Transact, WriteTxn};

    use super::*;
    use crate::edit::{Edit, apply, new_doc};

    #[test]
    fn bd10_a_placeholder_is_a_place_and_a_size() {
        let doc = new_doc(1);
        let mut txn = doc.transact_mut();
        let id = |text: &str| -> ItemId { text.parse().unwrap() };
        let hidden = Hidden { pos: [-40.0, 60.0], size: [200.0, 200.0] };
        let put = |name: &str| Edit::PutHidden { id: id(name), hidden };
        apply(&mut txn, &[put("uno"), put("due"), Edit::DropHidden { id: id("due") }, put("uno")]);
        let root = txn.get_or_insert_map(Root::Hidden.name());
        root.insert(&mut txn, "storto", Any::from("qui"));
        root.insert(
            &mut txn,
            "senza",
            Any::from(std::collections::HashMap::from([("pos".to_owned(), Any::Null)])),
        );
        assert_eq!(BoardView::read(&txn).hidden, BTreeMap::from([(id("uno"), hidden)]));
    }
}
