//! The items of a source as the board they come to would hold them.

use std::collections::BTreeSet;

use super::{Source, Target, carried_over, fields, key, plenary_id};
use crate::cluster::Cluster;
use crate::edit::{Item, Kind};
use crate::id::ItemId;
use crate::link::Link;
use crate::note::{Note, Src};
use crate::reaction;

/// An item on its way.
pub(super) struct Incoming {
    /// Its stable name, under which the base has it.
    pub(super) key: String,
    /// What it is called by whoever chooses: several groups may bring the same thing home.
    pub(super) name: String,
    /// Its id where it comes to.
    pub(super) id: ItemId,
    /// Its id where it comes from; none for the frame that stands for the group.
    pub(super) there: Option<ItemId>,
    /// With ends and cluster by their ids where it comes to.
    pub(super) item: Item,
    /// It was sent from there, and is the copy of a thing that is there.
    pub(super) is_home: bool,
}

struct Coming<'a> {
    source: &'a Source<'a>,
    target: &'a Target<'a>,
}

impl Coming<'_> {
    /// Name and id there, and whether it comes home. A copy is known by its id, which a duplicate of it does not have.
    fn named(&self, kind: Kind, id: &ItemId, src: Option<&Src>) -> (String, ItemId, bool) {
        if let Some((src, item)) = src.and_then(|src| Some((src, src.item.parse::<ItemId>().ok()?))) {
            let name = key(kind, &src.board, &src.item);
            if src.board == *self.target.board && self.is_carried(&plenary_id(&name), id) {
                return (name, item, true);
            }
            if let Some(at) = self.target.before.iter().position(|board| *board == src.board)
                && self.is_carried(&plenary_id(&name), id)
            {
                return (name, carried_over(&self.target.before[at..], item), true);
            }
            if self.is_carried_over(id, src) {
                let id = plenary_id(&name);
                let image = image(self.target, kind, &id);
                return (name, image.unwrap_or(id), false);
            }
        }
        let name = key(kind, self.source.board, id.as_str());
        let id = plenary_id(&name);
        (name, id, false)
    }

    /// Was it carried over to the source from where that says?
    fn is_carried_over(&self, id: &ItemId, src: &Src) -> bool {
        let before = self.source.before;
        let at = before.iter().position(|board| *board == src.board);
        at.zip(src.item.parse().ok()).is_some_and(|(at, item)| carried_over(&before[at..], item) == *id)
    }

    /// Is `id` that item, or what became of it on the source since?
    fn is_carried(&self, item: &ItemId, id: &ItemId) -> bool {
        let before = self.source.before;
        (0..=before.len()).any(|from| carried_over(&before[from..], item.clone()) == *id)
    }

    fn cluster(&self, id: &ItemId) -> ItemId {
        let src = self.source.view.clusters.get(id).and_then(|cluster| cluster.src.as_ref());
        self.named(Kind::Cluster, id, src).1
    }

    fn end(&self, id: &ItemId) -> ItemId {
        match self.source.view.notes.get(id) {
            Some(note) => self.named(Kind::Note, id, note.src.as_ref()).1,
            None => self.cluster(id),
        }
    }

    /// Where it comes from, and behind that where it came from before; of what was carried over, where it was written.
    fn src(&self, item: &ItemId, before: Option<&Src>) -> Option<Src> {
        if let Some(src) = before.filter(|src| self.is_carried_over(item, src)) {
            return Some(src.clone());
        }
        let own = Src {
            board: self.source.board.clone(),
            item: item.as_str().to_owned(),
            group: self.source.group.to_owned(),
            session: self.source.session,
            merged: Vec::new(),
        };
        let merged = before.map(Src::origins).unwrap_or_default();
        Some(Src { merged, ..own })
    }

    fn incoming(&self, kind: Kind, there: &ItemId, src: Option<&Src>, item: Item) -> Incoming {
        let (key, id, is_home) = self.named(kind, there, src);
        let name = if is_home { format!("{key}@{}", self.source.board) } else { key.clone() };
        Incoming { key, name, id, there: Some(there.clone()), item, is_home }
    }
}

/// What became on the target of a thing that an earlier session brought to a board before it; none if it was not carried over.
pub(super) fn image(target: &Target<'_>, kind: Kind, id: &ItemId) -> Option<ItemId> {
    let before = target.before;
    let mut images = (0..before.len()).map(|from| carried_over(&before[from..], id.clone()));
    images.find(|id| fields::find(target.view, kind, id).is_some())
}

/// The frame around what a group brings.
pub(super) fn frame(source: &Source<'_>) -> Incoming {
    let name = key(Kind::Cluster, source.board, "");
    let src = Src {
        board: source.board.clone(),
        item: String::new(),
        group: source.group.to_owned(),
        session: source.session,
        merged: Vec::new(),
    };
    let item = Cluster { title: source.group.to_owned(), src: Some(src), ..Cluster::default() };
    Incoming {
        id: plenary_id(&name),
        key: name.clone(),
        name,
        there: None,
        item: Item::Cluster(item),
        is_home: false,
    }
}

/// What is on the source, in the order it arrives: clusters, notes, links that have both ends. `within`: only these, for
/// there may be thousands beside the few that are sent.
pub(super) fn items(
    source: &Source<'_>,
    target: &Target<'_>,
    with_stamps: bool,
    within: Option<&BTreeSet<(Kind, ItemId)>>,
) -> Vec<Incoming> {
    let is_within =
        |kind: Kind, id: &ItemId| within.is_none_or(|within| within.contains(&(kind, id.clone())));
    let is_end = |id: &ItemId| is_within(Kind::Note, id) || is_within(Kind::Cluster, id);
    let coming = Coming { source, target };
    let view = source.view;
    let mut items = Vec::new();
    for (id, cluster) in &view.clusters {
        let src = cluster.src.as_ref();
        // The frame of the very group it goes to says nothing there.
        if src.is_some_and(|src| src.board == *target.board && src.item.is_empty())
            || !is_within(Kind::Cluster, id)
        {
            continue;
        }
        let item = Cluster { src: coming.src(id, src), locked: false, collapsed: false, ..cluster.clone() };
        items.push(coming.incoming(Kind::Cluster, id, src, Item::Cluster(item)));
    }
    let mut stamps = if with_stamps { reaction::stamps(view) } else { Default::default() };
    for (id, note) in view.notes.iter().filter(|(id, _)| is_within(Kind::Note, id)) {
        let item = Note {
            cluster: note
                .cluster
                .as_ref()
                .filter(|cluster| view.clusters.contains_key(cluster))
                .map(|cluster| coming.cluster(cluster)),
            src: coming.src(id, note.src.as_ref()),
            locked: false,
            stamps: stamps.remove(id).unwrap_or_default(),
            ..note.clone()
        };
        items.push(coming.incoming(Kind::Note, id, note.src.as_ref(), Item::Note(item)));
    }
    let is_whole = |link: &Link| view.is_drawn(link) && is_end(&link.from) && is_end(&link.to);
    for (id, link) in view.links.iter().filter(|(_, link)| is_whole(link)) {
        let item = Link {
            from: coming.end(&link.from),
            to: coming.end(&link.to),
            src: coming.src(id, link.src.as_ref()),
            ..link.clone()
        };
        items.push(coming.incoming(Kind::Link, id, link.src.as_ref(), Item::Link(item)));
    }
    items
}
