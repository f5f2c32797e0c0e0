//! The content of an item as comparable fields, and the comparison itself.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Source, key};
use crate::cluster::Cluster;
use crate::edit::{Item, Kind};
use crate::id::ItemId;
use crate::link::Link;
use crate::note::{Note, Src};
use crate::reaction;
use crate::schema::{Color, field};
use crate::view::BoardView;

/// Content fields by name: of a note `text`, `color`, `tags`, `stamps`, `image`; of a cluster `title`, `color`; of a link `from`, `to`
/// (ids in plenary), `label`, `style`. Where things lie is not content.
pub type Fields = BTreeMap<String, Value>;

/// The items of a source as plenary would hold them, in the order they arrive, each with its key. A group with
/// anything at all gets a frame of its name around it.
pub(super) fn items(source: &Source<'_>) -> Vec<(String, Item)> {
    let view = source.view;
    let board = source.board;
    let src = |item: &str| {
        Some(Src {
            board: board.clone(),
            item: item.to_owned(),
            group: source.group.to_owned(),
            session: source.session,
            merged: Vec::new(),
        })
    };
    let id_of = |kind: Kind, item: &ItemId| super::plenary_id(&key(kind, board, item.as_str()));
    let mut items = Vec::new();
    if view.notes.is_empty() && view.clusters.is_empty() {
        return items;
    }
    let frame_key = key(Kind::Cluster, board, "");
    let frame = Cluster { title: source.group.to_owned(), src: src(""), ..Cluster::default() };
    let frame_id = super::plenary_id(&frame_key);
    items.push((frame_key, Item::Cluster(frame)));
    for (id, cluster) in &view.clusters {
        let cluster = Cluster { src: src(id.as_str()), locked: false, collapsed: false, ..cluster.clone() };
        items.push((key(Kind::Cluster, board, id.as_str()), Item::Cluster(cluster)));
    }
    let mut stamps = reaction::stamps(view);
    for (id, note) in &view.notes {
        let cluster = note.cluster.as_ref().filter(|cluster| view.clusters.contains_key(cluster));
        let note = Note {
            cluster: Some(cluster.map_or_else(|| frame_id.clone(), |cluster| id_of(Kind::Cluster, cluster))),
            src: src(id.as_str()),
            locked: false,
            stamps: stamps.remove(id).unwrap_or_default(),
            ..note.clone()
        };
        items.push((key(Kind::Note, board, id.as_str()), Item::Note(note)));
    }
    let end = |id: &ItemId| {
        let kind = if view.notes.contains_key(id) { Kind::Note } else { Kind::Cluster };
        id_of(kind, id)
    };
    for (id, link) in view.links.iter().filter(|(_, link)| view.is_drawn(link)) {
        let link = Link { from: end(&link.from), to: end(&link.to), src: src(id.as_str()), ..link.clone() };
        items.push((key(Kind::Link, board, id.as_str()), Item::Link(link)));
    }
    items
}

/// The kind that a key names.
pub(super) fn kind_of(key: &str) -> Option<Kind> {
    match key.as_bytes().first()? {
        b'n' => Some(Kind::Note),
        b'c' => Some(Kind::Cluster),
        b'l' => Some(Kind::Link),
        _ => None,
    }
}

/// The item as `view` has it.
pub(super) fn find(view: &BoardView, kind: Kind, id: &ItemId) -> Option<Item> {
    match kind {
        Kind::Note => view.notes.get(id).cloned().map(Item::Note),
        Kind::Cluster => view.clusters.get(id).cloned().map(Item::Cluster),
        Kind::Link => view.links.get(id).cloned().map(Item::Link),
    }
}

/// The content of an item.
pub(super) fn of(item: &Item) -> Fields {
    let pairs: Vec<(&str, Value)> = match item {
        Item::Note(note) => vec![
            (field::TEXT, json!(note.text)),
            (field::COLOR, json!(note.color.as_str())),
            (field::TAGS, json!(note.tags)),
            (field::STAMPS, json!(note.stamps)),
            (field::IMAGE, json!(note.image)),
        ],
        Item::Cluster(cluster) => {
            vec![(field::TITLE, json!(cluster.title)), (field::COLOR, json!(cluster.color.as_str()))]
        }
        Item::Link(link) => vec![
            (field::FROM, json!(link.from.as_str())),
            (field::TO, json!(link.to.as_str())),
            (field::LABEL, json!(link.label)),
            (field::STYLE, json!(link.style)),
        ],
    };
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Writes content fields into an item; fields of another kind are ignored.
pub(super) fn write(item: &mut Item, fields: &Fields) {
    for (name, value) in fields {
        let text = value.as_str().unwrap_or_default().to_owned();
        match (&mut *item, name.as_str()) {
            (Item::Note(note), field::TEXT) => note.text = text,
            (Item::Note(note), field::COLOR) => note.color = Color::parse(&text).unwrap_or_default(),
            (Item::Note(note), field::TAGS) => {
                note.tags = serde_json::from_value(value.clone()).unwrap_or_default();
            }
            (Item::Note(note), field::STAMPS) => {
                note.stamps = serde_json::from_value(value.clone()).unwrap_or_default();
            }
            (Item::Note(note), field::IMAGE) => note.image = text.parse().ok(),
            (Item::Cluster(cluster), field::TITLE) => cluster.title = text,
            (Item::Cluster(cluster), field::COLOR) => cluster.color = Color::parse(&text).unwrap_or_default(),
            (Item::Link(link), field::LABEL) => link.label = text,
            (Item::Link(link), field::STYLE) => link.style = text,
            (Item::Link(link), field::FROM) => {
                if let Ok(id) = text.parse() {
                    link.from = id;
                }
            }
            (Item::Link(link), field::TO) => {
                if let Ok(id) = text.parse() {
                    link.to = id;
                }
            }
            _ => {}
        }
    }
}

/// The outcome of a three-way comparison, in the group's values unless said otherwise.
pub(super) struct Verdict {
    /// Only the group changed these.
    pub(super) changed: Fields,
    /// Both did, differently.
    pub(super) conflicts: Fields,
    /// The conflicts as plenary has them.
    pub(super) plenary: Fields,
    /// Everything that is not in conflict: what the base is from now on.
    pub(super) settled: Fields,
}

/// Compares field by field. Without a base, a field that differs counts as changed on both sides.
pub(super) fn compare(base: Option<&Fields>, theirs: &Fields, ours: &Fields) -> Verdict {
    let mut verdict = Verdict {
        changed: Fields::new(),
        conflicts: Fields::new(),
        plenary: Fields::new(),
        settled: Fields::new(),
    };
    for (name, value) in theirs {
        let here = ours.get(name);
        let before = base.and_then(|base| base.get(name));
        if here == Some(value) || before == Some(value) {
            verdict.settled.insert(name.clone(), value.clone());
        } else if before.is_some() && before == here {
            verdict.changed.insert(name.clone(), value.clone());
            verdict.settled.insert(name.clone(), value.clone());
        } else {
            verdict.conflicts.insert(name.clone(), value.clone());
            verdict.plenary.insert(name.clone(), here.cloned().unwrap_or(Value::Null));
        }
    }
    verdict
}
