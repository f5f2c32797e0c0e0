//! A board at two moments: what is different, and the edits that bring what was back in its place.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::cluster::Cluster;
use crate::edit::{Edit, Item, Kind};
use crate::id::ItemId;
use crate::link::Link;
use crate::mark::Mark;
use crate::note::Note;
use crate::view::BoardView;

/// What a thing on a board is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// A note.
    Note,
    /// A cluster.
    Cluster,
    /// A link.
    Link,
    /// A text, shape, stroke or picture.
    Mark,
}

/// In what a thing is another than it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Respect {
    /// What it says.
    Words,
    /// Where it lies, how large, and over what.
    Place,
    /// To which cluster a note belongs, or what a link connects.
    Order,
    /// Colour, tags, picture, form, locks.
    Look,
}

/// A thing that is on one of the two only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Thing {
    /// What it is.
    pub what: What,
    /// Its id.
    pub id: ItemId,
    /// What it says: of a link its label, of a stroke nothing.
    pub words: String,
}

/// A thing that is on both, and another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// What it is, and what it says now.
    #[serde(flatten)]
    pub thing: Thing,
    /// What it said before.
    pub said: String,
    /// In what it is another.
    pub respects: BTreeSet<Respect>,
}

/// What is different on a board between one moment and another. In the order of clusters, notes, links and marks, each by
/// its id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// There only now.
    pub added: Vec<Thing>,
    /// There only before.
    pub removed: Vec<Thing>,
    /// Another now.
    pub changed: Vec<Changed>,
}

impl Changes {
    /// Nothing is different.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    /// What has happened between `before` and `now`. Comments, reactions and votes are opinions on what is there, and no change of
    /// it.
    pub fn between(before: &BoardView, now: &BoardView) -> Changes {
        let mut changes = Changes::default();
        changes.look(&before.clusters, &now.clusters);
        changes.look(&before.notes, &now.notes);
        changes.look(&before.links, &now.links);
        changes.look(&before.marks, &now.marks);
        changes
    }

    fn look<T: Part>(&mut self, before: &BTreeMap<ItemId, T>, now: &BTreeMap<ItemId, T>) {
        let thing =
            |id: &ItemId, part: &T| Thing { what: T::WHAT, id: id.clone(), words: part.words().to_owned() };
        for (id, part) in now {
            match before.get(id) {
                None => self.added.push(thing(id, part)),
                Some(was) => {
                    let respects = part.respects(was);
                    if !respects.is_empty() {
                        let said = was.words().to_owned();
                        self.changed.push(Changed { thing: thing(id, part), said, respects });
                    }
                }
            }
        }
        let gone = before.iter().filter(|(id, _)| !now.contains_key(*id));
        self.removed.extend(gone.map(|(id, part)| thing(id, part)));
    }
}

/// The edits that make the board `now` what it was `then`: whole, or the things of these ids alone.
///
/// Whole, what came since goes. Of single things nothing else is touched: one that came since goes, a note whose cluster is gone
/// comes without it, and brings back its links to what is there. Reactions come back with a note that was gone. Comments and votes were never
/// part of it, nor was what is not shown yet; all of that stays as it is now.
pub fn restore(now: &BoardView, then: &BoardView, only: Option<&BTreeSet<ItemId>>) -> Vec<Edit> {
    let is_wanted = |id: &ItemId| only.is_none_or(|only| only.contains(id));
    let is_there = |id: &ItemId| is_wanted(id) && then.has_end(id) || only.is_some() && now.has_end(id);
    let mut edits = Vec::new();
    let wanted =
        then.clusters.iter().filter(|(id, cluster)| is_wanted(id) && now.clusters.get(*id) != Some(*cluster));
    edits.extend(wanted.map(|(id, cluster)| put(id, Item::Cluster(cluster.clone()))));
    for (id, note) in then.notes.iter().filter(|(id, _)| is_wanted(id)) {
        let cluster = note.cluster.clone().filter(|id| {
            is_wanted(id) && then.clusters.contains_key(id) || only.is_some() && now.clusters.contains_key(id)
        });
        let note = Note { cluster, ..note.clone() };
        let there = now.notes.get(id);
        if there != Some(&note) {
            edits.push(put(id, Item::Note(note)));
        }
        if there.is_none() {
            let its = then.reactions.iter().filter(|(_, reaction)| reaction.on == *id);
            edits.extend(its.map(|(id, one)| Edit::PutReaction { id: id.clone(), reaction: one.clone() }));
        }
    }
    for (id, link) in then.links.iter().filter(|(id, link)| now.links.get(*id) != Some(*link)) {
        let comes_along = |end: &ItemId| is_wanted(end) && then.has_end(end) && !now.has_end(end);
        let is_due = is_wanted(id)
            || !now.links.contains_key(id) && (comes_along(&link.from) || comes_along(&link.to));
        if is_due && is_there(&link.from) && is_there(&link.to) {
            edits.push(put(id, Item::Link(link.clone())));
        }
    }
    let wanted = then.marks.iter().filter(|(id, mark)| is_wanted(id) && now.marks.get(*id) != Some(*mark));
    edits.extend(wanted.map(|(id, mark)| Edit::PutMark { id: id.clone(), mark: mark.clone() }));
    // Of the whole board: a link whose end was gone was not to be seen.
    let stays = |id: &ItemId| {
        then.links.get(id).is_some_and(|link| only.is_some() || then.is_drawn(link)) || !is_wanted(id)
    };
    let links = now.links.keys().filter(|id| !stays(id));
    edits.extend(links.map(|id| Edit::Delete { kind: Kind::Link, id: id.clone() }));
    let gone = |id: &&ItemId, is_there: bool| !is_there && is_wanted(id);
    let notes = now.notes.keys().filter(|id| gone(id, then.notes.contains_key(*id)));
    edits.extend(notes.map(|id| Edit::Delete { kind: Kind::Note, id: id.clone() }));
    let clusters = now.clusters.keys().filter(|id| gone(id, then.clusters.contains_key(*id)));
    edits.extend(clusters.map(|id| Edit::Delete { kind: Kind::Cluster, id: id.clone() }));
    let marks = now.marks.keys().filter(|id| gone(id, then.marks.contains_key(*id)));
    edits.extend(marks.map(|id| Edit::DropMark { id: id.clone() }));
    if only.is_none() && now.title != then.title {
        edits.push(Edit::SetTitle(then.title.clone()));
    }
    edits
}

fn put(id: &ItemId, item: Item) -> Edit {
    Edit::Put { id: id.clone(), item }
}

/// A thing that is compared.
trait Part {
    const WHAT: What;

    fn words(&self) -> &str;

    /// In what it is another than `was`.
    fn respects(&self, was: &Self) -> BTreeSet<Respect>;
}

/// Those that are said to differ.
fn those<const N: usize>(differ: [(Respect, bool); N]) -> BTreeSet<Respect> {
    differ.into_iter().filter_map(|(respect, is_another)| is_another.then_some(respect)).collect()
}

impl Part for Note {
    const WHAT: What = What::Note;

    fn words(&self) -> &str {
        &self.text
    }

    fn respects(&self, was: &Self) -> BTreeSet<Respect> {
        let place = |note: &Self| (note.pos, note.size, note.z.clone());
        let look = |note: &Self| (note.color.clone(), note.tags.clone(), note.image.clone(), note.locked);
        those([
            (Respect::Words, self.text != was.text),
            (Respect::Place, place(self) != place(was)),
            (Respect::Order, self.cluster != was.cluster),
            (Respect::Look, look(self) != look(was)),
        ])
    }
}

impl Part for Cluster {
    const WHAT: What = What::Cluster;

    fn words(&self) -> &str {
        &self.title
    }

    fn respects(&self, was: &Self) -> BTreeSet<Respect> {
        let place = |cluster: &Self| (cluster.pos, cluster.size, cluster.z.clone());
        let look = |one: &Self| (one.color.clone(), one.layout, one.collapsed, one.locked);
        those([
            (Respect::Words, self.title != was.title),
            (Respect::Place, place(self) != place(was)),
            (Respect::Look, look(self) != look(was)),
        ])
    }
}

impl Part for Link {
    const WHAT: What = What::Link;

    fn words(&self) -> &str {
        &self.label
    }

    fn respects(&self, was: &Self) -> BTreeSet<Respect> {
        those([
            (Respect::Words, self.label != was.label),
            (Respect::Order, (&self.from, &self.to) != (&was.from, &was.to)),
            (Respect::Look, self.style != was.style),
        ])
    }
}

impl Part for Mark {
    const WHAT: What = What::Mark;

    fn words(&self) -> &str {
        self.figure.text().unwrap_or_default()
    }

    fn respects(&self, was: &Self) -> BTreeSet<Respect> {
        let place = |mark: &Self| (mark.pos, mark.size, mark.z.clone());
        let wordless = |mark: &Self| {
            let mut figure = mark.figure.clone();
            figure.hush();
            (figure, mark.color.clone(), mark.locked)
        };
        those([
            (Respect::Words, self.words() != was.words()),
            (Respect::Place, place(self) != place(was)),
            (Respect::Look, wordless(self) != wordless(was)),
        ])
    }
}
