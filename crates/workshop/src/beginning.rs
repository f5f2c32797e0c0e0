//! What the boards of a phase begin with.
//!
//! Only boards on which there is nothing begin with something: whoever goes back a phase, or starts one again, finds
//! what people have made.

use board::collect::carried_id;
use board::edit::{Edit, Item};
use board::id::{BoardId, ItemId};
use board::reaction;
use board::schema::{
    CLUSTER_SIDE_MAX, COORDINATE_MAX, LABEL_MAX, NOTE_SIDE_MAX, NOTE_TEXT_MAX, SIDE_MIN, TAG_MAX, TAGS_MAX,
    TITLE_MAX,
};
use board::view::BoardView;
use board::{cluster::Cluster, link::Link, note::Note, note::Src, order};
use serde::{Deserialize, Serialize};

use crate::programme::{Mode, Phase};
use crate::template::Content;
use crate::workshop::{BoardEntry, BoardKind, Random, Workshop};

/// Most notes, clusters and links of a template.
const PARTS_MAX: usize = 1_000;

/// What a phase puts on boards on which there is nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Beginning {
    /// A saved template, by its id.
    Template(String),
    /// What was on the board of the same group, or on plenary, in the session before.
    LastSession,
}

impl Workshop {
    /// The boards on which people work in a phase of this session.
    pub fn boards_in(&self, session: u32, phase: &Phase) -> impl Iterator<Item = &BoardEntry> {
        let kind = if phase.mode == Mode::Groups { BoardKind::Group } else { BoardKind::Plenary };
        self.boards.iter().filter(move |board| board.kind == kind && board.session == Some(session))
    }

    /// The boards that stood where this one stands in all sessions before, the oldest first.
    pub fn boards_before(&self, board: &BoardEntry) -> Vec<BoardId> {
        let mut before = Vec::new();
        let mut last = self.board_before(board);
        while let Some(one) = last {
            before.insert(0, one.id.clone());
            last = self.board_before(one);
        }
        before
    }

    /// The board that stood where this one stands in the session before.
    pub fn board_before(&self, board: &BoardEntry) -> Option<&BoardEntry> {
        let before = board.session?.checked_sub(1)?;
        self.boards.iter().find(|other| {
            other.session == Some(before) && other.kind == board.kind && other.group == board.group
        })
    }
}

/// Is there nothing on it that people would see?
pub fn is_empty(view: &BoardView) -> bool {
    view.notes.is_empty() && view.clusters.is_empty() && view.marks.is_empty()
}

/// What is on a board, for the board that follows it: with who wrote it, what was thought of it, and where it comes from.
/// Under ids of its own, the same each time. Drawings and comments stay where they are.
pub fn carried(from: &BoardEntry, view: &BoardView) -> Vec<Edit> {
    let id = |item: &ItemId| carried_id(&from.id, item.as_str());
    let src = |there: &Option<Src>, item: &ItemId| {
        there.clone().or_else(|| {
            Some(Src {
                board: from.id.clone(),
                item: item.as_str().to_owned(),
                group: from.group.clone().unwrap_or_default(),
                session: from.session.unwrap_or_default(),
                merged: Vec::new(),
            })
        })
    };
    let mut stamps = reaction::stamps(view);
    let clusters = view.clusters.iter().map(|(old, cluster)| {
        let item = Cluster { src: src(&cluster.src, old), ..cluster.clone() };
        Edit::Put { id: id(old), item: Item::Cluster(item) }
    });
    let notes = view.notes.iter().map(|(old, note)| {
        let there = |cluster: &ItemId| view.clusters.contains_key(cluster).then(|| id(cluster));
        let item = Note {
            cluster: note.cluster.as_ref().and_then(there),
            stamps: stamps.remove(old).unwrap_or_default(),
            src: src(&note.src, old),
            ..note.clone()
        };
        Edit::Put { id: id(old), item: Item::Note(item) }
    });
    let mut edits: Vec<Edit> = clusters.chain(notes).collect();
    edits.extend(view.links.iter().filter(|(_, link)| view.is_drawn(link)).map(|(old, link)| {
        let item = Link { from: id(&link.from), to: id(&link.to), src: src(&link.src, old), ..link.clone() };
        Edit::Put { id: id(old), item: Item::Link(item) }
    }));
    edits
}

/// What [`carried`] makes of it on a board on which there is nothing.
pub fn as_carried(from: &BoardEntry, view: &BoardView) -> BoardView {
    let mut there = BoardView { title: view.title.clone(), ..BoardView::default() };
    for edit in carried(from, view) {
        match edit {
            Edit::Put { id, item: Item::Note(note) } => drop(there.notes.insert(id, note)),
            Edit::Put { id, item: Item::Cluster(cluster) } => drop(there.clusters.insert(id, cluster)),
            Edit::Put { id, item: Item::Link(link) } => drop(there.links.insert(id, link)),
            _ => {}
        }
    }
    there
}

impl Content {
    /// Puts it on an empty board.
    pub fn edits(&self, now_ms: u64, random: Random<'_>) -> Vec<Edit> {
        let mut ids = std::collections::BTreeMap::new();
        let mut fresh = |name: &str| {
            let id = ItemId::derived(&["template", &format!("{:032x}", random())]);
            ids.insert(name.to_owned(), id.clone());
            id
        };
        let mut keys = order::sequence(None, self.clusters.len() + self.notes.len()).into_iter();
        let mut edits = Vec::new();
        for frame in &self.clusters {
            let cluster = Cluster {
                title: frame.title.clone(),
                pos: frame.pos,
                size: frame.size,
                color: frame.color.clone(),
                z: keys.next().unwrap_or_default(),
                ..Cluster::default()
            };
            edits.push(Edit::Put { id: fresh(&frame.id), item: Item::Cluster(cluster) });
        }
        let names: Vec<ItemId> = self.notes.iter().map(|slip| fresh(&slip.id)).collect();
        for (slip, id) in self.notes.iter().zip(names) {
            let note = Note {
                text: slip.text.clone(),
                pos: slip.pos,
                size: slip.size,
                color: slip.color.clone(),
                z: keys.next().unwrap_or_default(),
                cluster: slip.cluster.as_ref().and_then(|cluster| ids.get(cluster)).cloned(),
                at: Some(now_ms as f64),
                tags: slip.tags.clone(),
                ..Note::default()
            };
            edits.push(Edit::Put { id, item: Item::Note(note) });
        }
        for arrow in &self.links {
            if let (Some(from), Some(to)) = (ids.get(&arrow.from), ids.get(&arrow.to)) {
                let (from, to, label) = (from.clone(), to.clone(), arrow.label.clone());
                let id = ItemId::derived(&["template", from.as_str(), to.as_str(), &label]);
                edits.push(Edit::Put {
                    id,
                    item: Item::Link(Link { from, to, label, style: String::new(), src: None }),
                });
            }
        }
        edits
    }

    /// Is every part of it within what a board takes? What comes from outside is asked, what was read from a board is.
    pub fn fits(&self) -> bool {
        let chars = |text: &str, most: usize| text.encode_utf16().count() <= most;
        let within = |pos: [f64; 2]| pos.iter().all(|value| value.abs() <= COORDINATE_MAX);
        let sized = |size: [f64; 2], most: f64| size.iter().all(|side| (SIDE_MIN..=most).contains(side));
        let frame = |one: &crate::template::Frame| {
            chars(&one.title, TITLE_MAX) && within(one.pos) && sized(one.size, CLUSTER_SIDE_MAX)
        };
        let slip = |one: &crate::template::Slip| {
            let tags = one.tags.len() <= TAGS_MAX && one.tags.iter().all(|tag| chars(tag, TAG_MAX));
            chars(&one.text, NOTE_TEXT_MAX) && within(one.pos) && sized(one.size, NOTE_SIDE_MAX) && tags
        };
        self.clusters.len() + self.notes.len() + self.links.len() <= PARTS_MAX
            && self.clusters.iter().all(frame)
            && self.notes.iter().all(slip)
            && self.links.iter().all(|link| chars(&link.label, LABEL_MAX))
    }
}
