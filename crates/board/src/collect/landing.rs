//! Where collected items lie when they arrive: every group in an area of its own, beside the others, arranged as the group
//! had it; or by theme; later arrivals at the next free place near what came before.

use std::collections::{BTreeMap, BTreeSet};

use super::choice::Themes;
use super::incoming::Incoming;
use crate::arrange::{AISLE, GAP, HEADING, PADDING, Rect, beside, block, free_place};
use crate::cluster::Cluster;
use crate::edit::Item;
use crate::id::{BoardId, ItemId};
use crate::note::Note;
use crate::order;
use crate::schema::{CLUSTER_SIDE_MAX, Color, SIDE_MIN};
use crate::view::BoardView;

/// Room kept free around a group's content inside its frame, CSS pixels.
const MARGIN: f64 = 40.0;

pub(super) struct Landing<'a> {
    plenary: &'a BoardView,
    /// Areas of notes and clusters as they will be, by plenary id.
    notes: BTreeMap<ItemId, Rect>,
    clusters: BTreeMap<ItemId, Rect>,
    /// What is drawn there.
    marks: Vec<Rect>,
    /// Clusters that grew to hold what arrived.
    grown: BTreeSet<ItemId>,
    front: Option<String>,
    back: Option<String>,
    area: Area,
    /// Frames that were needed beside those that are there.
    annexes: BTreeMap<ItemId, Cluster>,
    /// By theme: where notes go, by their names.
    slots: BTreeMap<String, Slot>,
}

/// Where the source that is being collected lands.
#[derive(Default)]
struct Area {
    /// The frame its things are in.
    frame: Option<ItemId>,
    /// What another frame would be made of, once there is no room around the first.
    model: Cluster,
    /// How many notes and clusters are still to come.
    left: usize,
    /// How far its own arrangement moves as a whole.
    shift: Option<[f64; 2]>,
    /// What has landed inside the frame.
    landed: Vec<Rect>,
}

struct Slot {
    cluster: ItemId,
    /// In a cluster that is new; in one that is there, the next free place.
    pos: Option<[f64; 2]>,
}

/// The frame of a source.
pub(super) enum Frame<'a> {
    /// None: what comes lies beside what is there.
    Without,
    /// It is there already.
    There(&'a ItemId),
    /// It comes now.
    New(&'a ItemId),
}

impl<'a> Landing<'a> {
    pub(super) fn new(plenary: &'a BoardView) -> Self {
        let keys = || plenary.notes.values().map(|n| &n.z).chain(plenary.clusters.values().map(|c| &c.z));
        let notes = plenary.notes.iter().map(|(id, note)| (id.clone(), rect(note.pos, note.size)));
        let clusters =
            plenary.clusters.iter().map(|(id, cluster)| (id.clone(), rect(cluster.pos, cluster.size)));
        Self {
            plenary,
            notes: notes.collect(),
            clusters: clusters.collect(),
            marks: plenary.marks.values().map(|mark| rect(mark.pos, mark.size)).collect(),
            grown: BTreeSet::new(),
            front: keys().max().cloned(),
            back: keys().min().cloned(),
            area: Area::default(),
            annexes: BTreeMap::new(),
            slots: BTreeMap::new(),
        }
    }

    /// Lays out suggested clusters for what is about to come; answers those that are new.
    pub(super) fn themes(&mut self, themes: &Themes, fresh: &[(&str, &Note)]) -> Vec<(ItemId, Cluster)> {
        let mut made = Vec::new();
        let mut left: BTreeMap<&str, &Note> = fresh.iter().copied().collect();
        type Members<'n> = Vec<(&'n str, &'n Note)>;
        let mut wanted: Vec<(ItemId, &str, Members<'_>)> = Vec::new();
        for theme in &themes.clusters {
            let notes: Vec<_> =
                theme.notes.iter().filter_map(|key| left.remove_entry(key.as_str())).collect();
            if let Some((first, _)) = notes.first() {
                wanted.push((ItemId::derived(&["theme", &theme.title, first]), &theme.title, notes));
            }
        }
        if !left.is_empty() {
            wanted.push((ItemId::derived(&["theme"]), &themes.rest, left.into_iter().collect()));
        }
        for (id, title, notes) in wanted {
            let is_there = self.clusters.contains_key(&id);
            let side = notes.iter().flat_map(|(_, note)| note.size).fold(SIDE_MIN, f64::max);
            let grid = block(notes.len(), side, true);
            let size = grid.area.size.map(|side| side.min(CLUSTER_SIDE_MAX));
            let corner = if is_there { [0.0; 2] } else { self.beside(size) };
            for ((key, _), [x, y]) in notes.iter().zip(&grid.notes) {
                let pos = (!is_there).then(|| [x + corner[0], y + corner[1]]);
                self.slots.insert((*key).to_owned(), Slot { cluster: id.clone(), pos });
            }
            if is_there {
                continue;
            }
            self.clusters.insert(id.clone(), rect(corner, size));
            let z = self.next_back();
            made.push((id, Cluster { title: title.to_owned(), pos: corner, size, z, ..Cluster::default() }));
        }
        made
    }

    /// Chooses where a source lands, of which `fresh` is about to come. A group whose frame is still there goes on inside it.
    pub(super) fn open(
        &mut self,
        board: &BoardId,
        frame: &Frame<'_>,
        model: &Item,
        fresh: Option<Rect>,
        left: usize,
    ) {
        let Item::Cluster(model) = model else { return };
        self.area = Area { model: model.clone(), left, ..Area::default() };
        let content = fresh.unwrap_or(rect([0.0; 2], [0.0; 2]));
        let size = [
            (content.size[0] + 2.0 * MARGIN).clamp(SIDE_MIN, CLUSTER_SIDE_MAX),
            (content.size[1] + HEADING + 2.0 * MARGIN).clamp(SIDE_MIN, CLUSTER_SIDE_MAX),
        ];
        let inside = |corner: [f64; 2]| {
            [corner[0] + MARGIN - content.pos[0], corner[1] + HEADING + MARGIN - content.pos[1]]
        };
        match frame {
            Frame::Without => {
                let corner = fresh.map(|content| self.beside(content.size));
                self.area.shift =
                    corner.map(|corner| [corner[0] - content.pos[0], corner[1] - content.pos[1]]);
            }
            Frame::New(id) => {
                let size = if fresh.is_some() { size } else { Cluster::default().size };
                let corner = self.beside(size);
                self.area.shift = Some(inside(corner));
                self.area.frame = Some((*id).clone());
                self.clusters.insert((*id).clone(), rect(corner, size));
            }
            Frame::There(id) => {
                self.area.frame = Some((*id).clone());
                if let Some(area) = fresh.and_then(|_| self.vacant(board, id, size)) {
                    self.area.shift = Some(inside(area.pos));
                    self.grow((*id).clone(), area);
                }
            }
        }
    }

    /// As large as the frame of a group becomes that had produced nothing before, if there is room for that.
    fn vacant(&self, board: &BoardId, frame: &ItemId, size: [f64; 2]) -> Option<Rect> {
        let of_it = |src: &Option<crate::note::Src>| src.as_ref().is_some_and(|src| src.board == *board);
        let has_notes =
            self.plenary.notes.values().any(|note| of_it(&note.src) || note.cluster.as_ref() == Some(frame));
        let has_clusters = self.plenary.clusters.iter().any(|(id, one)| id != frame && of_it(&one.src));
        let now = self.clusters.get(frame)?;
        let area = rect(now.pos, [0, 1].map(|axis| now.size[axis].max(size[axis])));
        let others = self.clusters.iter().filter(|(id, _)| *id != frame).map(|(_, area)| area);
        let is_free = !others.chain(self.notes.values()).chain(&self.marks).any(|one| one.overlaps(&area));
        (!has_notes && !has_clusters && is_free).then_some(area)
    }

    /// The item with its place in plenary.
    pub(super) fn land(&mut self, incoming: &Incoming) -> Item {
        let id = &incoming.id;
        let item = self.placed(incoming);
        if self.area.frame.as_ref() != Some(id) {
            self.area.left = self.area.left.saturating_sub(1);
        }
        item
    }

    fn placed(&mut self, incoming: &Incoming) -> Item {
        let id = &incoming.id;
        match &incoming.item {
            Item::Note(note) => {
                let mut note = note.clone();
                let slot = self.slots.get(&incoming.name);
                let own = slot.map(|slot| slot.cluster.clone()).or_else(|| note.cluster.clone());
                let place = slot.and_then(|slot| slot.pos);
                note.cluster = own
                    .filter(|id| self.clusters.contains_key(id))
                    .or_else(|| self.area.frame.clone().filter(|id| self.clusters.contains_key(id)));
                // What was there before may lie anywhere by now: the arrangement does not reach into it.
                let is_old = note.cluster.as_ref().is_some_and(|cluster| {
                    self.plenary.clusters.contains_key(cluster) && !self.is_opened(cluster)
                });
                note.pos = match (place, self.area.shift) {
                    (Some(pos), _) => pos,
                    (None, Some(shift)) if !is_old => [note.pos[0] + shift[0], note.pos[1] + shift[1]],
                    _ => {
                        let (cluster, pos) = self.place(note.cluster.clone(), note.size);
                        note.cluster = cluster;
                        pos
                    }
                };
                note.z = self.next_front();
                let area = rect(note.pos, note.size);
                self.notes.insert(id.clone(), area);
                if place.is_none() && (!is_old || self.is_framed(note.cluster.as_ref())) {
                    self.area.landed.push(area);
                }
                Item::Note(note)
            }
            Item::Cluster(cluster) => {
                let mut cluster = cluster.clone();
                if self.area.frame.as_ref() == Some(id) {
                    // Its place was chosen when the source was opened; a frame lies behind everything.
                    let area = *self.clusters.entry(id.clone()).or_insert(rect(cluster.pos, cluster.size));
                    (cluster.pos, cluster.size) = (area.pos, area.size);
                    cluster.z = self.next_back();
                    cluster.color = Color::parse("white").unwrap_or_default();
                } else {
                    cluster.pos = match self.area.shift {
                        Some(shift) => [cluster.pos[0] + shift[0], cluster.pos[1] + shift[1]],
                        None => self.place(self.area.frame.clone(), cluster.size).1,
                    };
                    cluster.z = self.next_front();
                    let area = rect(cluster.pos, cluster.size);
                    self.clusters.insert(id.clone(), area);
                    self.area.landed.push(area);
                }
                Item::Cluster(cluster)
            }
            Item::Link(link) => Item::Link(link.clone()),
        }
    }

    /// A frame that was there without anything, and was made as large as what comes.
    fn is_opened(&self, cluster: &ItemId) -> bool {
        self.area.shift.is_some() && self.area.frame.as_ref() == Some(cluster)
    }

    fn beside(&self, size: [f64; 2]) -> [f64; 2] {
        let areas: Vec<Rect> = self.clusters.values().copied().collect();
        let taken: Vec<Rect> = self.notes.values().chain(&self.marks).copied().collect();
        beside(&areas, &taken, size, AISLE)
    }

    /// Is this cluster as plenary has it inside the frame?
    fn is_framed(&self, cluster: Option<&ItemId>) -> bool {
        let area = |id: &ItemId| self.plenary.clusters.get(id).map(|cluster| rect(cluster.pos, cluster.size));
        let both = cluster.and_then(area).zip(self.area.frame.as_ref().and_then(area));
        both.is_some_and(|(inner, frame)| frame.contains(&inner))
    }

    /// A free place inside `cluster`, and the cluster it is in. One that is full grows downwards, or else to the right; a
    /// group's frame that cannot has another one beside everything. Without any it is beside everything.
    fn place(&mut self, cluster: Option<ItemId>, size: [f64; 2]) -> (Option<ItemId>, [f64; 2]) {
        let Some((id, area)) = cluster.and_then(|id| Some((id.clone(), *self.clusters.get(&id)?))) else {
            return (None, self.beside(size));
        };
        let is_frame = self.area.frame.as_ref() == Some(&id);
        let annexes = if is_frame { self.annexes_there() } else { Vec::new() };
        for id in std::iter::once(id.clone()).chain(annexes) {
            if let Some((pos, area)) = self.room(&id, size) {
                self.grow(id.clone(), area);
                return (Some(id), pos);
            }
        }
        if is_frame {
            let annex = self.annex(size);
            let pos = self.room(&annex, size).map_or_else(|| self.beside(size), |(pos, _)| pos);
            return (Some(annex), pos);
        }
        // A cluster without any room around it grows all the same: what belongs to it lies in it.
        let pos = free_place(inner(&area), size, &self.taken(&id, &area));
        self.grow(id.clone(), rect(area.pos, [area.size[0], pos[1] + size[1] + PADDING - area.pos[1]]));
        (Some(id), pos)
    }

    /// Clusters other than this one (or one around it), and drawings: nothing may grow into them.
    fn others(&self, id: &ItemId, area: &Rect) -> Vec<Rect> {
        let others = self.clusters.iter().filter(|(other, rect)| *other != id && !rect.contains(area));
        others.map(|(_, rect)| rect).chain(&self.marks).copied().collect()
    }

    fn taken(&self, id: &ItemId, area: &Rect) -> Vec<Rect> {
        self.notes.values().copied().chain(self.others(id, area)).collect()
    }

    /// A free place inside a cluster, and how large it is then; none where it would have to grow into something.
    fn room(&self, id: &ItemId, size: [f64; 2]) -> Option<([f64; 2], Rect)> {
        let area = *self.clusters.get(id)?;
        let (others, taken) = (self.others(id, &area), self.taken(id, &area));
        let pos = free_place(inner(&area), size, &taken);
        let (right, bottom) = (area.pos[0] + area.size[0], area.pos[1] + area.size[1]);
        let lower = pos[1] + size[1] + PADDING;
        if lower <= bottom {
            return Some((pos, area));
        }
        let below = rect([area.pos[0], bottom], [area.size[0], lower - bottom]);
        if lower - area.pos[1] <= CLUSTER_SIDE_MAX && !others.iter().any(|other| other.overlaps(&below)) {
            return Some((pos, area.around(below)));
        }
        let pos = [right - PADDING + GAP, inner(&area).pos[1]];
        let beyond = rect([right, area.pos[1]], [pos[0] + size[0] + PADDING - right, area.size[1]]);
        let fits = pos[0] + size[0] + PADDING - area.pos[0] <= CLUSTER_SIDE_MAX
            && pos[1] + size[1] + PADDING <= bottom
            && !taken.iter().any(|other| other.overlaps(&beyond));
        fits.then(|| (pos, area.around(beyond)))
    }

    fn annex_id(&self, n: u32) -> ItemId {
        let board = self.area.model.src.as_ref().map_or("", |src| src.board.as_str());
        ItemId::derived(&["annex", board, &n.to_string()])
    }

    /// Further frames of the group, as many as there are in a row.
    fn annexes_there(&self) -> Vec<ItemId> {
        (1..).map(|n| self.annex_id(n)).take_while(|id| self.clusters.contains_key(id)).collect()
    }

    /// One more frame for the group, with room for what is still to come.
    fn annex(&mut self, size: [f64; 2]) -> ItemId {
        let id = self.annex_id(1 + self.annexes_there().len() as u32);
        let grid = block(self.area.left.max(1), size[0].max(size[1]), true);
        let size = grid.area.size.map(|side| side.min(CLUSTER_SIDE_MAX));
        let pos = self.beside(size);
        let z = self.next_back();
        self.clusters.insert(id.clone(), rect(pos, size));
        self.annexes.insert(id.clone(), Cluster { pos, size, z, ..self.area.model.clone() });
        id
    }

    fn grow(&mut self, id: ItemId, area: Rect) {
        let area = rect(area.pos, area.size.map(|side| side.min(CLUSTER_SIDE_MAX)));
        if self.clusters.insert(id.clone(), area) == Some(area) {
            return;
        }
        if self.plenary.clusters.contains_key(&id) {
            self.grown.insert(id);
        }
    }

    fn next_front(&mut self) -> String {
        let key = order::between(self.front.as_deref(), None);
        self.front = Some(key.clone());
        self.back.get_or_insert_with(|| key.clone());
        key
    }

    fn next_back(&mut self) -> String {
        let key = order::between(None, self.back.as_deref());
        self.back = Some(key.clone());
        self.front.get_or_insert_with(|| key.clone());
        key
    }

    /// The source is done: its frame also encloses clusters that grew or came late.
    pub(super) fn close(&mut self) {
        let Area { frame, landed, .. } = std::mem::take(&mut self.area);
        let Some((id, area)) = frame.and_then(|id| self.clusters.get(&id).map(|area| (id.clone(), *area)))
        else {
            return;
        };
        let beside = |rect: &&Rect| rect.pos[0] < area.pos[0] + area.size[0] && rect.pos[0] >= area.pos[0];
        let bottom = landed.iter().filter(beside).map(|rect| rect.pos[1] + rect.size[1] + GAP);
        let bottom = bottom.fold(0.0, f64::max);
        if !landed.is_empty() && bottom > area.pos[1] + area.size[1] {
            self.grow(id, rect(area.pos, [area.size[0], bottom - area.pos[1]]));
        }
    }

    /// Brings the sizes that changed on the way into what is written.
    pub(super) fn finish(mut self, puts: &mut BTreeMap<ItemId, Item>) {
        let annexes = std::mem::take(&mut self.annexes);
        puts.extend(annexes.into_iter().map(|(id, annex)| (id, Item::Cluster(annex))));
        for (id, item) in puts.iter_mut() {
            if let (Item::Cluster(cluster), Some(rect)) = (item, self.clusters.get(id)) {
                cluster.size = rect.size;
            }
        }
        for id in self.grown {
            if let (false, Some(cluster)) = (puts.contains_key(&id), self.plenary.clusters.get(&id)) {
                let mut cluster = cluster.clone();
                cluster.size = self.clusters.get(&id).map_or(cluster.size, |area| area.size);
                puts.insert(id, Item::Cluster(cluster));
            }
        }
    }
}

/// Where notes lie in a cluster.
fn inner(area: &Rect) -> Rect {
    Rect {
        pos: [area.pos[0] + PADDING, area.pos[1] + HEADING + PADDING / 2.0],
        size: [area.size[0] - 2.0 * PADDING, area.size[1] - HEADING - 1.5 * PADDING],
    }
}

fn rect(pos: [f64; 2], size: [f64; 2]) -> Rect {
    Rect { pos, size }
}
