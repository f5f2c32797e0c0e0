//! Where collected items lie when they arrive: every group in an area of its own, beside the others, arranged as the group
//! had it; later arrivals at the next free place near what came before.

use std::collections::BTreeMap;

use super::{Source, key, plenary_id};
use crate::arrange::{AISLE, GAP, HEADING, PADDING, Rect, beside, free_place};
use crate::edit::{Item, Kind};
use crate::id::ItemId;
use crate::order;
use crate::schema::{CLUSTER_SIDE_MAX, Color, SIDE_MIN};
use crate::view::BoardView;

/// Room kept free around a group's content inside its frame, CSS pixels.
const MARGIN: f64 = 40.0;

pub(super) struct Landing<'a> {
    plenary: &'a BoardView,
    /// Areas of notes and clusters as they will be, by plenary id.
    notes: BTreeMap<ItemId, (Rect, Option<ItemId>)>,
    clusters: BTreeMap<ItemId, Rect>,
    /// Clusters that grew to hold what arrived.
    grown: BTreeMap<ItemId, Rect>,
    front: Option<String>,
    back: Option<String>,
    area: Area,
}

/// The source that is being collected.
struct Area {
    frame: Option<ItemId>,
    /// First time: how far the group's own arrangement moves.
    shift: Option<[f64; 2]>,
}

impl<'a> Landing<'a> {
    pub(super) fn new(plenary: &'a BoardView) -> Self {
        let keys = || plenary.notes.values().map(|n| &n.z).chain(plenary.clusters.values().map(|c| &c.z));
        Self {
            plenary,
            notes: plenary
                .notes
                .iter()
                .map(|(id, note)| {
                    (id.clone(), (Rect { pos: note.pos, size: note.size }, note.cluster.clone()))
                })
                .collect(),
            clusters: plenary
                .clusters
                .iter()
                .map(|(id, cluster)| (id.clone(), Rect { pos: cluster.pos, size: cluster.size }))
                .collect(),
            grown: BTreeMap::new(),
            front: keys().max().cloned(),
            back: keys().min().cloned(),
            area: Area { frame: None, shift: None },
        }
    }

    /// Chooses where this source lands. A group whose frame is still there goes on inside it.
    pub(super) fn open(&mut self, source: &Source<'_>) {
        let frame = plenary_id(&key(Kind::Cluster, source.board, ""));
        let landed_before = self.plenary.clusters.contains_key(&frame)
            || self
                .plenary
                .notes
                .values()
                .any(|n| n.src.as_ref().is_some_and(|src| &src.board == source.board));
        self.area = Area { frame: Some(frame.clone()), shift: None };
        if landed_before {
            return;
        }
        let bounds = source.view.bounds().unwrap_or_default();
        let size = [
            (bounds[2] - bounds[0] + 2.0 * MARGIN).clamp(SIDE_MIN, CLUSTER_SIDE_MAX),
            (bounds[3] - bounds[1] + HEADING + 2.0 * MARGIN).clamp(SIDE_MIN, CLUSTER_SIDE_MAX),
        ];
        let areas: Vec<Rect> = self.clusters.values().copied().collect();
        let notes: Vec<Rect> = self.notes.values().map(|(rect, _)| *rect).collect();
        let corner = beside(&areas, &notes, size, AISLE);
        self.area.shift = Some([corner[0] + MARGIN - bounds[0], corner[1] + HEADING + MARGIN - bounds[1]]);
        self.clusters.insert(frame, Rect { pos: corner, size });
    }

    /// The item with its place in plenary.
    pub(super) fn land(&mut self, source: &Source<'_>, item: &Item) -> Item {
        match item {
            Item::Note(note) => {
                let id =
                    plenary_id(&key(Kind::Note, source.board, note.src.as_ref().map_or("", |src| &src.item)));
                let mut note = note.clone();
                let cluster = note.cluster.clone().filter(|id| self.clusters.contains_key(id));
                note.cluster =
                    cluster.or_else(|| self.area.frame.clone().filter(|id| self.clusters.contains_key(id)));
                note.pos = match self.area.shift {
                    Some(shift) => [note.pos[0] + shift[0], note.pos[1] + shift[1]],
                    None => self.place(note.cluster.as_ref(), note.size),
                };
                note.z = self.next_front();
                self.notes.insert(id, (Rect { pos: note.pos, size: note.size }, note.cluster.clone()));
                Item::Note(note)
            }
            Item::Cluster(cluster) => {
                let is_frame = cluster.src.as_ref().is_some_and(|src| src.item.is_empty());
                let id = plenary_id(&key(
                    Kind::Cluster,
                    source.board,
                    cluster.src.as_ref().map_or("", |src| &src.item),
                ));
                let mut cluster = cluster.clone();
                if is_frame {
                    // Its place was chosen when the source was opened; a frame lies behind everything.
                    let rect =
                        self.clusters.entry(id).or_insert(Rect { pos: cluster.pos, size: cluster.size });
                    (cluster.pos, cluster.size) = (rect.pos, rect.size);
                    cluster.z = self.next_back();
                    cluster.color = Color::parse("white").unwrap_or_default();
                } else {
                    cluster.pos = match self.area.shift {
                        Some(shift) => [cluster.pos[0] + shift[0], cluster.pos[1] + shift[1]],
                        None => self.place(self.area.frame.clone().as_ref(), cluster.size),
                    };
                    cluster.z = self.next_front();
                    self.clusters.insert(id, Rect { pos: cluster.pos, size: cluster.size });
                }
                Item::Cluster(cluster)
            }
            Item::Link(link) => Item::Link(link.clone()),
        }
    }

    /// A free place inside `cluster`, which grows downwards when it is full; beside everything when there is none.
    fn place(&mut self, cluster: Option<&ItemId>, size: [f64; 2]) -> [f64; 2] {
        let Some((id, area)) = cluster.and_then(|id| Some((id.clone(), *self.clusters.get(id)?))) else {
            let right = self.notes.values().map(|(rect, _)| rect.pos[0] + rect.size[0]).reduce(f64::max);
            return [right.map_or(0.0, |right| right + AISLE[0]), 0.0];
        };
        let inner = Rect {
            pos: [area.pos[0] + PADDING, area.pos[1] + HEADING + PADDING / 2.0],
            size: [area.size[0] - 2.0 * PADDING, area.size[1] - HEADING - 1.5 * PADDING],
        };
        // Notes anywhere and clusters other than this one (or one around it) are in the way.
        let taken: Vec<Rect> = self
            .notes
            .values()
            .map(|(rect, _)| *rect)
            .chain(
                self.clusters
                    .iter()
                    .filter(|(other, rect)| **other != id && !rect.contains(&area))
                    .map(|(_, r)| *r),
            )
            .collect();
        let pos = free_place(inner, size, &taken);
        let bottom = pos[1] + size[1] + PADDING;
        if bottom > area.pos[1] + area.size[1] {
            let taller =
                Rect { pos: area.pos, size: [area.size[0], (bottom - area.pos[1]).min(CLUSTER_SIDE_MAX)] };
            self.clusters.insert(id.clone(), taller);
            if self.plenary.clusters.contains_key(&id) {
                self.grown.insert(id, taller);
            }
        }
        pos
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
    pub(super) fn close(&mut self, puts: &mut BTreeMap<ItemId, Item>) {
        let Some(frame) = self.area.frame.take() else { return };
        let Some(area) = self.clusters.get(&frame).copied() else { return };
        let arrived = puts.iter().filter_map(|(id, item)| match item {
            Item::Note(_) => self.notes.get(id).map(|(rect, _)| *rect),
            Item::Cluster(_) if *id != frame => self.clusters.get(id).copied(),
            _ => None,
        });
        let beside = |rect: &Rect| rect.pos[0] < area.pos[0] + area.size[0] && rect.pos[0] >= area.pos[0];
        let bottom = arrived.filter(beside).map(|rect| rect.pos[1] + rect.size[1] + GAP).fold(0.0, f64::max);
        if bottom > area.pos[1] + area.size[1] {
            let taller =
                Rect { pos: area.pos, size: [area.size[0], (bottom - area.pos[1]).min(CLUSTER_SIDE_MAX)] };
            self.clusters.insert(frame.clone(), taller);
            if self.plenary.clusters.contains_key(&frame) {
                self.grown.insert(frame, taller);
            }
        }
    }

    /// Brings the sizes that changed on the way into what is written.
    pub(super) fn finish(self, puts: &mut BTreeMap<ItemId, Item>) {
        for (id, item) in puts.iter_mut() {
            if let (Item::Cluster(cluster), Some(rect)) = (item, self.clusters.get(id)) {
                cluster.size = rect.size;
            }
        }
        for (id, rect) in self.grown {
            if let (false, Some(cluster)) = (puts.contains_key(&id), self.plenary.clusters.get(&id)) {
                let mut cluster = cluster.clone();
                cluster.size = rect.size;
                puts.insert(id, Item::Cluster(cluster));
            }
        }
    }
}
