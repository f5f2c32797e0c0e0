//! Everything on a board, as this program reads and writes it: `BoardView` as JSON.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::encoding::utf8;
use super::{DEPTH_MAX, Format, Import, Refusal, Remarks, Unwritable, reasons};
use crate::cluster::Cluster;
use crate::comment::Comment;
use crate::id::ItemId;
use crate::link::Link;
use crate::mark::Mark;
use crate::note::Note;
use crate::reaction::Reaction;
use crate::schema::SCHEMA_VERSION;
use crate::view::{BoardView, Hidden, Tally};

/// What stands before an id in an error of ours: serde_json adds the place.
const TWICE: &str = "twice: ";

pub(super) fn write(view: &BoardView) -> Result<Vec<u8>, Unwritable> {
    serde_json::to_vec(view).map_err(|error| Unwritable::of(&error))
}

pub(super) fn read(bytes: &[u8]) -> Result<Import, Refusal> {
    let file: File = parse(bytes, Format::Json)?;
    if file.schema > SCHEMA_VERSION {
        let reason = reasons::NEWER.with("found", file.schema).with("known", SCHEMA_VERSION);
        return Err(Refusal::new(None, reason));
    }
    let content = BoardView {
        schema: file.schema,
        title: file.title,
        notes: file.notes.0,
        clusters: file.clusters.0,
        links: file.links.0,
        marks: file.marks.0,
        reactions: file.reactions.0,
        comments: file.comments.0,
        tallies: file.tallies.0,
        hidden: file.hidden.0,
    };
    Ok(Import { content, remarks: Remarks::default() })
}

/// Reads JSON of a shape, not nested deeper than a board needs.
pub(super) fn parse<T: DeserializeOwned>(bytes: &[u8], format: Format) -> Result<T, Refusal> {
    let text = utf8(bytes)?;
    if !text.trim_start().starts_with('{') {
        return Err(Refusal::new(1, reasons::NOT_THIS.with("kind", format.extension())));
    }
    if let Some(line) = too_deep(text) {
        return Err(Refusal::new(line, reasons::DEEP.with("most", DEPTH_MAX)));
    }
    serde_json::from_str(text).map_err(|error| {
        let line = error.line() as u64;
        let said = error.to_string();
        let what = said.rsplit_once(" at line ").map_or(said.as_str(), |(what, _)| what);
        match what.strip_prefix(TWICE) {
            Some(id) => Refusal::new(line, reasons::TWICE.with("id", id)),
            None => Refusal::new(line, reasons::BROKEN.with("error", what)),
        }
    })
}

/// The line on which brackets are nested too deep, if they are. Nothing is allocated before this is known.
fn too_deep(text: &str) -> Option<u64> {
    let (mut line, mut depth, mut in_string, mut escaped) = (1, 0_usize, false, false);
    for byte in text.bytes() {
        match byte {
            b'\n' => line += 1,
            _ if escaped => escaped = false,
            b'\\' => escaped = in_string,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                depth += 1;
                if depth > DEPTH_MAX {
                    return Some(line);
                }
            }
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Which of the JSON formats a text looks like, by its keys at the top.
pub(super) fn kind(text: &str) -> Option<Format> {
    #[derive(Deserialize)]
    struct Top {
        elements: Option<serde::de::IgnoredAny>,
        notes: Option<serde::de::IgnoredAny>,
        nodes: Option<serde::de::IgnoredAny>,
        edges: Option<serde::de::IgnoredAny>,
    }
    if too_deep(text).is_some() {
        return None;
    }
    let top: Top = serde_json::from_str(text).ok()?;
    if top.elements.is_some() {
        return Some(Format::Excalidraw);
    }
    if top.notes.is_some() {
        return Some(Format::Json);
    }
    (top.nodes.is_some() || top.edges.is_some()).then_some(Format::Canvas)
}

#[derive(Deserialize)]
struct File {
    schema: u32,
    #[serde(default)]
    title: String,
    notes: Once<Note>,
    #[serde(default)]
    clusters: Once<Cluster>,
    #[serde(default)]
    links: Once<Link>,
    #[serde(default)]
    marks: Once<Mark>,
    #[serde(default)]
    reactions: Once<Reaction>,
    #[serde(default)]
    comments: Once<Comment>,
    #[serde(default)]
    tallies: Once<Tally>,
    #[serde(default)]
    hidden: Once<Hidden>,
}

/// Entries by id, each of which is there once.
struct Once<T>(BTreeMap<ItemId, T>);

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Once<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

struct Entries<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
    type Value = Once<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("entries by id")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Once<T>, A::Error> {
        let mut entries = BTreeMap::new();
        while let Some(id) = map.next_key::<ItemId>()? {
            if entries.contains_key(&id) {
                return Err(A::Error::custom(format!("{TWICE}{id}")));
            }
            entries.insert(id, map.next_value()?);
        }
        Ok(Once(entries))
    }
}
