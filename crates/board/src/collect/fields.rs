//! The content of an item as comparable fields, and the comparison itself.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::edit::{Item, Kind};
use crate::id::{BoardId, ItemId};
use crate::schema::{Color, field};
use crate::view::BoardView;

/// Content fields by name: of a note `text`, `color`, `tags`, `stamps`, `image`; of a cluster `title`, `color`; of a link `from`, `to`
/// (ids in plenary), `label`, `style`. Where things lie is not content.
pub type Fields = BTreeMap<String, Value>;

/// The kind that a key names.
pub(super) fn kind_of(key: &str) -> Option<Kind> {
    match key.as_bytes().first()? {
        b'n' => Some(Kind::Note),
        b'c' => Some(Kind::Cluster),
        b'l' => Some(Kind::Link),
        _ => None,
    }
}

/// Does the key name an item of that board?
pub(super) fn is_of(key: &str, board: &BoardId) -> bool {
    key.get(2..).and_then(|rest| rest.strip_prefix(board.as_str())).is_some_and(|rest| rest.starts_with(':'))
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

/// The content of what comes home: without ends, which have other ids on either side, and without what each side thinks
/// of it.
pub(super) fn of_home(item: &Item) -> Fields {
    let mut fields = of(item);
    for name in [field::FROM, field::TO, field::STAMPS] {
        fields.remove(name);
    }
    fields
}

/// What an item says.
pub(super) fn says(item: &Item) -> String {
    match item {
        Item::Note(note) => note.text.clone(),
        Item::Cluster(cluster) => cluster.title.clone(),
        Item::Link(link) => link.label.clone(),
    }
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
    /// The same as plenary has them.
    pub(super) before: Fields,
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
        before: Fields::new(),
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
            verdict.before.insert(name.clone(), here.cloned().unwrap_or(Value::Null));
            verdict.settled.insert(name.clone(), value.clone());
        } else {
            verdict.conflicts.insert(name.clone(), value.clone());
            verdict.plenary.insert(name.clone(), here.cloned().unwrap_or(Value::Null));
        }
    }
    verdict
}
