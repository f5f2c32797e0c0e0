//! Who did what on a board: its records gone through once more, one after the other, and what each of them changed.
//!
//! The loop, once: a [`Replay`] begins with the board's state at some moment, takes the records since, and ends with a list of
//! [`Deed`]s and the state it has come to. From the deeds [`undo`] takes back what one person did, and a [`Bin`] keeps what
//! was removed.

mod bin;
mod undo;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::{Map as Json, Value};
use yrs::types::{Event, PathSegment};
use yrs::updates::decoder::Decode;
use yrs::{DeepObservable, Doc, Map, Out, ReadTxn, StateVector, Transact, Update};

use crate::cluster::Cluster;
use crate::comment::Comment;
use crate::edit::{UnreadableState, new_doc};
use crate::id::ItemId;
use crate::link::Link;
use crate::mark::Mark;
use crate::note::Note;
use crate::reaction::Reaction;
use crate::schema::Root;
use crate::view::BoardView;

pub use bin::{Bin, Binned};
pub use undo::{Undoing, undo};

/// Stands for the server among those who did something.
pub const SERVER: &str = "server";
/// What one person changes of one thing within this time is one deed, ms: as exact as "the last minutes" need it.
const SPAN_MS: u64 = 10_000;
/// The roots whose entries people make.
const ROOTS: [Root; 6] =
    [Root::Clusters, Root::Notes, Root::Links, Root::Marks, Root::Comments, Root::Reactions];

/// A thing on a board, or an opinion on one, with all its fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", content = "fields", rename_all = "lowercase")]
pub enum Part {
    /// A note.
    Note(Note),
    /// A cluster.
    Cluster(Cluster),
    /// A link.
    Link(Link),
    /// A text, shape, stroke or picture.
    Mark(Mark),
    /// A reaction.
    Reaction(Reaction),
    /// A comment.
    Comment(Comment),
}

/// A part's place in the document.
pub(crate) type Key = (Root, ItemId);

impl Part {
    fn root(&self) -> Root {
        match self {
            Part::Note(_) => Root::Notes,
            Part::Cluster(_) => Root::Clusters,
            Part::Link(_) => Root::Links,
            Part::Mark(_) => Root::Marks,
            Part::Reaction(_) => Root::Reactions,
            Part::Comment(_) => Root::Comments,
        }
    }

    fn read<T: ReadTxn>(txn: &T, (root, id): &Key) -> Option<Part> {
        let Some(Out::YMap(map)) = txn.get_map(root.name())?.get(txn, id.as_str()) else { return None };
        match root {
            Root::Notes => Some(Part::Note(Note::read(&map, txn))),
            Root::Clusters => Some(Part::Cluster(Cluster::read(&map, txn))),
            Root::Links => Link::read(&map, txn).map(Part::Link),
            Root::Marks => Mark::read(&map, txn).map(Part::Mark),
            Root::Reactions => Reaction::read(&map, txn).map(Part::Reaction),
            Root::Comments => Comment::read(&map, txn).map(Part::Comment),
            Root::Meta | Root::Tallies | Root::Hidden => None,
        }
    }

    /// The part of that kind and id on a board.
    fn on(view: &BoardView, (root, id): &Key) -> Option<Part> {
        match root {
            Root::Notes => view.notes.get(id).cloned().map(Part::Note),
            Root::Clusters => view.clusters.get(id).cloned().map(Part::Cluster),
            Root::Links => view.links.get(id).cloned().map(Part::Link),
            Root::Marks => view.marks.get(id).cloned().map(Part::Mark),
            Root::Reactions => view.reactions.get(id).cloned().map(Part::Reaction),
            Root::Comments => view.comments.get(id).cloned().map(Part::Comment),
            Root::Meta | Root::Tallies | Root::Hidden => None,
        }
    }

    /// Puts it on a board, in the place of what has its id.
    fn put(self, view: &mut BoardView, id: ItemId) {
        match self {
            Part::Note(note) => drop(view.notes.insert(id, note)),
            Part::Cluster(cluster) => drop(view.clusters.insert(id, cluster)),
            Part::Link(link) => drop(view.links.insert(id, link)),
            Part::Mark(mark) => drop(view.marks.insert(id, mark)),
            Part::Reaction(reaction) => drop(view.reactions.insert(id, reaction)),
            Part::Comment(comment) => drop(view.comments.insert(id, comment)),
        }
    }

    /// What it says; a stroke and a reaction say nothing.
    pub fn words(&self) -> &str {
        match self {
            Part::Note(note) => &note.text,
            Part::Cluster(cluster) => &cluster.title,
            Part::Link(link) => &link.label,
            Part::Mark(mark) => mark.figure.text().unwrap_or_default(),
            Part::Comment(comment) => &comment.text,
            Part::Reaction(_) => "",
        }
    }

    fn fields(&self) -> Json<String, Value> {
        let value = match self {
            Part::Note(note) => serde_json::to_value(note),
            Part::Cluster(cluster) => serde_json::to_value(cluster),
            Part::Link(link) => serde_json::to_value(link),
            Part::Mark(mark) => serde_json::to_value(mark),
            Part::Reaction(reaction) => serde_json::to_value(reaction),
            Part::Comment(comment) => serde_json::to_value(comment),
        };
        match value {
            Ok(Value::Object(fields)) => fields,
            _ => Json::new(),
        }
    }

    /// The same kind of part with these fields; itself, if they are not those of one.
    fn with(&self, fields: Json<String, Value>) -> Part {
        fn read<T: serde::de::DeserializeOwned>(fields: Json<String, Value>) -> Option<T> {
            serde_json::from_value(Value::Object(fields)).ok()
        }
        let read = match self {
            Part::Note(_) => read(fields).map(Part::Note),
            Part::Cluster(_) => read(fields).map(Part::Cluster),
            Part::Link(_) => read(fields).map(Part::Link),
            Part::Mark(_) => read(fields).map(Part::Mark),
            Part::Reaction(_) => read(fields).map(Part::Reaction),
            Part::Comment(_) => read(fields).map(Part::Comment),
        };
        read.unwrap_or_else(|| self.clone())
    }
}

/// What somebody did to one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deed {
    /// Opaque id of the person, or [`SERVER`].
    pub who: String,
    /// When it began, ms since 1970.
    pub at_ms: u64,
    /// The thing.
    pub id: ItemId,
    /// What it was; nothing for what was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Part>,
    /// What it was afterwards; nothing for what was removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Part>,
    /// The notes of a cluster that was removed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<ItemId>,
}

impl Deed {
    fn key(&self) -> Option<Key> {
        let part = self.before.as_ref().or(self.after.as_ref())?;
        Some((part.root(), self.id.clone()))
    }

    /// Is what it is about on this board?
    pub fn is_there(&self, now: &BoardView) -> bool {
        self.key().is_some_and(|key| Part::on(now, &key).is_some())
    }

    /// What was removed by it.
    fn removed(&self) -> Option<&Part> {
        self.before.as_ref().filter(|_| self.after.is_none())
    }
}

type Touched = Arc<Mutex<BTreeSet<Key>>>;

/// A board gone through once more. Panics of the engine are the caller's to catch.
pub struct Replay {
    doc: Doc,
    touched: Touched,
    parts: BTreeMap<Key, Part>,
    deeds: Vec<Deed>,
    /// The latest deed of each thing.
    latest: HashMap<Key, usize>,
}

impl Replay {
    /// Begins with this state (V1, full); an empty one is the empty board.
    ///
    /// # Errors
    /// [`UnreadableState`].
    pub fn new(state_v1: &[u8]) -> Result<Replay, UnreadableState> {
        let doc = new_doc(0);
        if !state_v1.is_empty() {
            apply(&doc, state_v1)?;
        }
        let touched = Touched::default();
        for root in ROOTS {
            let map = doc.get_or_insert_map(root.name());
            let touched = Arc::clone(&touched);
            map.observe_deep("deeds", move |txn, events| {
                let mut touched = touched.lock().unwrap_or_else(PoisonError::into_inner);
                let mut touch = |id: &str| touched.extend(id.parse().ok().map(|id| (root, id)));
                for event in events.iter() {
                    match (event.path().front(), event) {
                        (Some(PathSegment::Key(id)), _) => touch(id),
                        (None, Event::Map(event)) => event.keys(txn).keys().for_each(|id| touch(id)),
                        _ => {}
                    }
                }
            });
        }
        let txn = doc.transact();
        let ids = ROOTS.into_iter().flat_map(|root| {
            let map = txn.get_map(root.name());
            let ids: Vec<String> =
                map.map(|map| map.keys(&txn).map(str::to_owned).collect()).unwrap_or_default();
            ids.into_iter().filter_map(move |id| Some((root, id.parse().ok()?)))
        });
        let parts = ids.filter_map(|key| Some((key.clone(), Part::read(&txn, &key)?))).collect();
        drop(txn);
        Ok(Replay { doc, touched, parts, deeds: Vec::new(), latest: HashMap::new() })
    }

    /// Takes the next record: who wrote it, when, and the update (V1).
    ///
    /// # Errors
    /// [`UnreadableState`].
    pub fn take(&mut self, who: &str, at_ms: u64, update_v1: &[u8]) -> Result<(), UnreadableState> {
        apply(&self.doc, update_v1)?;
        let touched = std::mem::take(&mut *self.touched.lock().unwrap_or_else(PoisonError::into_inner));
        let txn = self.doc.transact();
        let now: Vec<(Key, Option<Part>)> =
            touched.into_iter().map(|key| (key.clone(), Part::read(&txn, &key))).collect();
        drop(txn);
        // Whose notes they were is asked of the board before any of this.
        let members: Vec<Vec<ItemId>> = now.iter().map(|(key, after)| self.members(key, after)).collect();
        for ((key, after), members) in now.into_iter().zip(members) {
            let before = match &after {
                Some(part) => self.parts.insert(key.clone(), part.clone()),
                None => self.parts.remove(&key),
            };
            // What the server makes, an import for instance, is nobody's to take back.
            let is_kept = before.is_some() || who != SERVER;
            if before != after && is_kept {
                let (who, id) = (who.to_owned(), key.1.clone());
                self.add(key, Deed { who, at_ms, id, before, after, members });
            }
        }
        Ok(())
    }

    /// What was done, in order, and the board's state by now (V1).
    pub fn end(self) -> (Vec<Deed>, Vec<u8>) {
        let state = self.doc.transact().encode_state_as_update_v1(&StateVector::default());
        (self.deeds, state)
    }

    fn members(&self, (root, id): &Key, after: &Option<Part>) -> Vec<ItemId> {
        if *root != Root::Clusters || after.is_some() {
            return Vec::new();
        }
        let is_in = |part: &Part| matches!(part, Part::Note(note) if note.cluster.as_ref() == Some(id));
        self.parts.iter().filter(|(_, part)| is_in(part)).map(|((_, note), _)| note.clone()).collect()
    }

    /// Changing goes on within what the same person did a moment ago; removing is always for itself.
    fn add(&mut self, key: Key, deed: Deed) {
        let going_on = self.latest.get(&key).map(|at| &mut self.deeds[*at]).filter(|last| {
            let is_change = deed.before.is_some() && deed.after.is_some() && last.after.is_some();
            is_change && last.who == deed.who && deed.at_ms < last.at_ms + SPAN_MS
        });
        match going_on {
            Some(last) => last.after = deed.after,
            None => {
                self.latest.insert(key, self.deeds.len());
                self.deeds.push(deed);
            }
        }
    }
}

fn apply(doc: &Doc, update_v1: &[u8]) -> Result<(), UnreadableState> {
    let update = Update::decode_v1(update_v1).map_err(|error| UnreadableState::of(&error))?;
    doc.transact_mut().apply_update(update).map_err(|error| UnreadableState::of(&error))
}
