//! What the server itself writes into a board.

use std::collections::HashMap;

use yrs::block::ClientID;
use yrs::updates::decoder::Decode;
use yrs::{Any, Doc, Map, MapRef, OffsetKind, Options, Out, Transact, TransactionMut, Update, WriteTxn};

use crate::cluster::Cluster;
use crate::comment::Comment;
use crate::id::ItemId;
use crate::link::Link;
use crate::mark::Mark;
use crate::note::Note;
use crate::reaction::Reaction;
use crate::schema::{Root, SCHEMA_VERSION, field};
use crate::value;
use crate::view::{BoardView, Hidden, Tally};

/// A note, cluster or link with all its fields.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Item {
    /// In root `notes`.
    Note(Note),
    /// In root `clusters`.
    Cluster(Cluster),
    /// In root `links`.
    Link(Link),
}

/// Which of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A note.
    Note,
    /// A cluster.
    Cluster,
    /// A link.
    Link,
}

impl Kind {
    fn root(self) -> Root {
        match self {
            Kind::Note => Root::Notes,
            Kind::Cluster => Root::Clusters,
            Kind::Link => Root::Links,
        }
    }
}

impl Item {
    /// Which of the three it is.
    pub fn kind(&self) -> Kind {
        match self {
            Item::Note(_) => Kind::Note,
            Item::Cluster(_) => Kind::Cluster,
            Item::Link(_) => Kind::Link,
        }
    }
}

/// One change. Executed in order, in one transaction.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// Makes the item, or brings an existing one to these values by the smallest change; keys this code does not
    /// know stay as they are.
    Put {
        /// Its id.
        id: ItemId,
        /// Its fields.
        item: Item,
    },
    /// Removes the item; nothing happens if it is not there.
    Delete {
        /// Its kind.
        kind: Kind,
        /// Its id.
        id: ItemId,
    },
    /// As [`Edit::Put`], of a text, shape, stroke or picture.
    PutMark {
        /// Its id.
        id: ItemId,
        /// Its fields.
        mark: Mark,
    },
    /// Removes a mark; nothing happens if it is not there.
    DropMark {
        /// Its id.
        id: ItemId,
    },
    /// Puts somebody's reaction; one of that id that is there already stays as it is.
    PutReaction {
        /// Its own id.
        id: ItemId,
        /// Whose, to which note.
        reaction: Reaction,
    },
    /// Removes a reaction; nothing happens if it is not there.
    DropReaction {
        /// Its own id.
        id: ItemId,
    },
    /// As [`Edit::Put`], of somebody's comment.
    PutComment {
        /// Its own id.
        id: ItemId,
        /// Whose, about what.
        comment: Comment,
    },
    /// Removes a comment; nothing happens if it is not there.
    DropComment {
        /// Its own id.
        id: ItemId,
    },
    /// Sets the board's title.
    SetTitle(String),
    /// Sets the votes of a note.
    PutTally {
        /// The note.
        id: ItemId,
        /// Its votes.
        tally: Tally,
    },
    /// Puts the placeholder of a note that is not shown yet.
    PutHidden {
        /// Its own id.
        id: ItemId,
        /// Where it lies.
        hidden: Hidden,
    },
    /// Removes a placeholder; nothing happens if it is not there.
    DropHidden {
        /// Its own id.
        id: ItemId,
    },
}

/// The state handed to [`draft`] is not a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the board's state cannot be read: {0}")]
pub struct UnreadableState(String);

impl UnreadableState {
    pub(crate) fn of(error: &dyn std::fmt::Display) -> UnreadableState {
        UnreadableState(error.to_string())
    }
}

/// What is on the board of this state (V1, full).
///
/// # Errors
/// [`UnreadableState`].
pub fn read(state_v1: &[u8]) -> Result<BoardView, UnreadableState> {
    let doc = new_doc(0);
    let update = Update::decode_v1(state_v1).map_err(|error| UnreadableState::of(&error))?;
    let mut txn = doc.transact_mut();
    txn.apply_update(update).map_err(|error| UnreadableState::of(&error))?;
    Ok(BoardView::read(&txn))
}

/// A document as the server keeps it: UTF-16 offsets (Yjs counts so), deleted text really goes.
pub fn new_doc(client_id: u64) -> Doc {
    let options = Options {
        offset_kind: OffsetKind::Utf16,
        skip_gc: false,
        ..Options::with_client_id(ClientID::new(client_id))
    };
    Doc::with_options(options)
}

/// Executes `edits` inside `txn`. The first write to a board also writes its schema version.
pub fn apply(txn: &mut TransactionMut<'_>, edits: &[Edit]) {
    if edits.is_empty() {
        return;
    }
    let meta = txn.get_or_insert_map(Root::Meta.name());
    if meta.get(txn, field::SCHEMA).is_none() {
        meta.insert(txn, field::SCHEMA, f64::from(SCHEMA_VERSION));
    }
    for edit in edits {
        match edit {
            Edit::Put { id, item } => put(txn, id, item),
            Edit::Delete { kind, id } => remove(txn, kind.root(), id),
            Edit::PutMark { id, mark } => {
                let root = txn.get_or_insert_map(Root::Marks.name());
                match root.get(txn, id.as_str()) {
                    Some(Out::YMap(map)) => mark.update(&map, txn),
                    _ => mark.insert(&root, txn, id),
                }
            }
            Edit::DropMark { id } => remove(txn, Root::Marks, id),
            Edit::PutReaction { id, reaction } => {
                let root = txn.get_or_insert_map(Root::Reactions.name());
                if root.get(txn, id.as_str()).is_none() {
                    reaction.insert(&root, txn, id);
                }
            }
            Edit::DropReaction { id } => remove(txn, Root::Reactions, id),
            Edit::PutComment { id, comment } => {
                let root = txn.get_or_insert_map(Root::Comments.name());
                match root.get(txn, id.as_str()) {
                    Some(Out::YMap(map)) => comment.update(&map, txn),
                    _ => comment.insert(&root, txn, id),
                }
            }
            Edit::DropComment { id } => remove(txn, Root::Comments, id),
            Edit::DropHidden { id } => remove(txn, Root::Hidden, id),
            Edit::SetTitle(title) => value::set(&meta, txn, field::TITLE, Some(Any::from(title.as_str()))),
            Edit::PutTally { id, tally } => {
                let root = txn.get_or_insert_map(Root::Tallies.name());
                let plain = Any::from(HashMap::from([
                    (field::VOTES.to_owned(), Any::from(f64::from(tally.votes))),
                    (field::ROUND.to_owned(), Any::from(f64::from(tally.round))),
                ]));
                value::set(&root, txn, id.as_str(), Some(plain));
            }
            Edit::PutHidden { id, hidden } => {
                let root = txn.get_or_insert_map(Root::Hidden.name());
                let plain = Any::from(HashMap::from([
                    (field::POS.to_owned(), value::pair_any(hidden.pos)),
                    (field::SIZE.to_owned(), value::pair_any(hidden.size)),
                ]));
                value::set(&root, txn, id.as_str(), Some(plain));
            }
        }
    }
}

fn remove(txn: &mut TransactionMut<'_>, root: Root, id: &ItemId) {
    let root = txn.get_or_insert_map(root.name());
    if root.get(txn, id.as_str()).is_some() {
        root.remove(txn, id.as_str());
    }
}

fn put(txn: &mut TransactionMut<'_>, id: &ItemId, item: &Item) {
    let root = txn.get_or_insert_map(item.kind().root().name());
    let there: Option<MapRef> = match root.get(txn, id.as_str()) {
        Some(Out::YMap(map)) => Some(map),
        _ => None,
    };
    match (item, there) {
        (Item::Note(note), Some(map)) => note.update(&map, txn),
        (Item::Note(note), None) => note.insert(&root, txn, id),
        (Item::Cluster(cluster), Some(map)) => cluster.update(&map, txn),
        (Item::Cluster(cluster), None) => cluster.insert(&root, txn, id),
        (Item::Link(link), Some(map)) => link.update(&map, txn),
        (Item::Link(link), None) => link.insert(&root, txn, id),
    }
}

/// The V1 update that brings a board in state `state_v1` (V1, full) to what `edits` ask for, written as `client_id`
/// (at most 53 bits). Made on a copy, so nothing is visible before the update is durable. Costs a load of the board.
/// An update without structs and deletions comes out when there is nothing to change.
pub fn draft(state_v1: &[u8], client_id: u64, edits: &[Edit]) -> Result<Vec<u8>, UnreadableState> {
    let doc = new_doc(client_id);
    let update = Update::decode_v1(state_v1).map_err(|error| UnreadableState::of(&error))?;
    doc.transact_mut().apply_update(update).map_err(|error| UnreadableState::of(&error))?;
    let mut txn = doc.transact_mut();
    apply(&mut txn, edits);
    Ok(txn.encode_update_v1())
}
