//! A sticky note.

use serde::{Deserialize, Serialize};
use yrs::{Any, Map, MapPrelim, MapRef, ReadTxn, TextPrelim, TransactionMut};

use crate::id::{BoardId, ImageId, ItemId};
use crate::reaction::{self, Stamps};
use crate::schema::{Color, NOTE_SIDE, NOTE_SIDE_MAX, SIDE_MIN, field};
use crate::value;

/// A note as it is read: whatever a client wrote, the fields here are within the limits of [`crate::schema`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// What it says.
    pub text: String,
    /// Top left corner, CSS pixels at zoom 1.
    pub pos: [f64; 2],
    /// Width and height, CSS pixels at zoom 1.
    pub size: [f64; 2],
    /// Paper colour.
    pub color: Color,
    /// Order key; the larger lies on top.
    pub z: String,
    /// The cluster it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cluster: Option<ItemId>,
    /// Opaque id of who wrote it; absent if unknown or anonymous.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// When it was made, ms since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<f64>,
    /// Free tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Reactions it was collected with; the board's own come on top (see [`reaction::stamps`]).
    #[serde(default, skip_serializing_if = "Stamps::is_empty")]
    pub stamps: Stamps,
    /// A picture that belongs to what it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<ImageId>,
    /// Only staff can change it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub locked: bool,
    /// Where it was collected from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub src: Option<Src>,
}

impl Default for Note {
    fn default() -> Self {
        Self {
            text: String::new(),
            pos: [0.0, 0.0],
            size: [NOTE_SIDE, NOTE_SIDE],
            color: Color::default(),
            z: "a0".to_owned(),
            cluster: None,
            author: None,
            at: None,
            tags: Vec::new(),
            stamps: Stamps::new(),
            image: None,
            locked: false,
            src: None,
        }
    }
}

impl Note {
    pub(crate) fn read<T: ReadTxn>(map: &MapRef, txn: &T) -> Self {
        Self {
            text: value::text(map, txn, field::TEXT),
            pos: value::position(map, txn, field::POS).unwrap_or_default(),
            size: value::pair(map, txn, field::SIZE, SIDE_MIN, NOTE_SIDE_MAX).unwrap_or([NOTE_SIDE; 2]),
            color: value::string(map, txn, field::COLOR).and_then(|c| Color::parse(&c)).unwrap_or_default(),
            z: value::string(map, txn, field::Z).unwrap_or_default(),
            cluster: value::string(map, txn, field::CLUSTER).and_then(|id| id.parse().ok()),
            author: value::string(map, txn, field::AUTHOR),
            at: value::any(map, txn, field::AT).as_ref().and_then(value::number),
            tags: value::strings(map, txn, field::TAGS),
            stamps: reaction::read(map, txn),
            image: value::string(map, txn, field::IMAGE).and_then(|id| id.parse().ok()),
            locked: value::boolean(map, txn, field::LOCKED),
            src: Src::read(map, txn),
        }
    }

    pub(crate) fn insert(&self, notes: &MapRef, txn: &mut TransactionMut<'_>, id: &ItemId) {
        let map = notes.insert(txn, id.as_str(), MapPrelim::default());
        map.insert(txn, field::TEXT, TextPrelim::new(self.text.as_str()));
        self.write_plain(&map, txn);
    }

    pub(crate) fn update(&self, map: &MapRef, txn: &mut TransactionMut<'_>) {
        value::set_text(map, txn, field::TEXT, &self.text);
        self.write_plain(map, txn);
    }

    fn write_plain(&self, map: &MapRef, txn: &mut TransactionMut<'_>) {
        value::set(map, txn, field::POS, Some(value::pair_any(self.pos)));
        value::set(map, txn, field::SIZE, Some(value::pair_any(self.size)));
        value::set(map, txn, field::COLOR, Some(Any::from(self.color.as_str())));
        value::set(map, txn, field::Z, Some(Any::from(self.z.as_str())));
        value::set(map, txn, field::CLUSTER, self.cluster.as_ref().map(|id| Any::from(id.as_str())));
        value::set(map, txn, field::AUTHOR, self.author.as_deref().map(Any::from));
        value::set(map, txn, field::AT, self.at.map(Any::from));
        value::set(map, txn, field::TAGS, (!self.tags.is_empty()).then(|| value::strings_any(&self.tags)));
        value::set(map, txn, field::STAMPS, reaction::any(&self.stamps));
        value::set(map, txn, field::IMAGE, self.image.as_ref().map(|id| Any::from(id.as_str())));
        value::set(map, txn, field::LOCKED, self.locked.then_some(Any::Bool(true)));
        value::set(map, txn, field::SRC, self.src.as_ref().map(Src::any));
    }
}

/// Where a collected item comes from. Written by the server, kept through everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Src {
    /// The group's board.
    pub board: BoardId,
    /// The item there; empty for the frame that stands for the group itself.
    pub item: String,
    /// The group's name.
    pub group: String,
    /// The session's number, from 1.
    pub session: u32,
    /// Where the notes come from that people joined to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merged: Vec<Src>,
}

/// Most sources kept of one note, and how deep they may be written in each other.
const MERGED_MAX: usize = 500;
const MERGED_DEPTH: usize = 3;

impl Src {
    pub(crate) fn read<T: ReadTxn>(map: &MapRef, txn: &T) -> Option<Self> {
        Self::parse(&value::any(map, txn, field::SRC)?, MERGED_DEPTH)
    }

    fn parse(any: &Any, depth: usize) -> Option<Self> {
        let Any::Map(src) = any else { return None };
        let text = |key: &str| match src.get(key) {
            Some(Any::String(text)) => Some(text.to_string()),
            _ => None,
        };
        Some(Self {
            board: text("board")?.parse().ok()?,
            item: text("item")?,
            group: text("group").unwrap_or_default(),
            session: src.get("session").and_then(value::number).map_or(0, |n| n.clamp(0.0, 1e6) as u32),
            merged: match src.get("merged") {
                Some(Any::Array(merged)) if depth > 0 => {
                    let each = merged.iter().filter_map(|one| Self::parse(one, depth - 1));
                    each.flat_map(|one| one.origins()).take(MERGED_MAX).collect()
                }
                _ => Vec::new(),
            },
        })
    }

    /// It and what was joined to it, one after the other.
    pub fn origins(&self) -> Vec<Self> {
        let own = Self { merged: Vec::new(), ..self.clone() };
        std::iter::once(own).chain(self.merged.iter().cloned()).collect()
    }

    pub(crate) fn any(&self) -> Any {
        let mut src = std::collections::HashMap::from([
            ("board".to_owned(), Any::from(self.board.as_str())),
            ("item".to_owned(), Any::from(self.item.as_str())),
            ("group".to_owned(), Any::from(self.group.as_str())),
            ("session".to_owned(), Any::from(f64::from(self.session))),
        ]);
        if !self.merged.is_empty() {
            src.insert("merged".to_owned(), Any::Array(self.merged.iter().map(Self::any).collect()));
        }
        Any::from(src)
    }
}
