//! What people think of a note without words: a stamp of `+1`, a heart, a star, a question, a caution.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use yrs::{Any, Map, MapPrelim, MapRef, ReadTxn, TransactionMut};

use crate::id::ItemId;
use crate::schema::{REACTIONS, field};
use crate::value;
use crate::view::BoardView;

/// How many people reacted how; kinds of [`REACTIONS`] only, none with 0.
pub type Stamps = BTreeMap<String, u32>;

/// One person's reaction to one note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reaction {
    /// The note.
    pub on: ItemId,
    /// One of [`REACTIONS`].
    pub kind: String,
    /// Opaque id of who reacted; always the person who wrote it.
    pub author: String,
}

impl Reaction {
    /// `None` for a kind nobody knows, and for what is nobody's.
    pub(crate) fn read<T: ReadTxn>(map: &MapRef, txn: &T) -> Option<Self> {
        Some(Self {
            on: value::string(map, txn, field::ON)?.parse().ok()?,
            kind: value::string(map, txn, field::KIND).filter(|kind| REACTIONS.contains(&kind.as_str()))?,
            author: value::string(map, txn, field::AUTHOR)?,
        })
    }

    pub(crate) fn insert(&self, reactions: &MapRef, txn: &mut TransactionMut<'_>, id: &ItemId) {
        let map = reactions.insert(txn, id.as_str(), MapPrelim::default());
        map.insert(txn, field::ON, self.on.as_str());
        map.insert(txn, field::KIND, self.kind.as_str());
        map.insert(txn, field::AUTHOR, self.author.as_str());
    }
}

/// The reactions to every note, those it was collected with included. A person counts once for each kind, however
/// often they were counted by two devices at once.
pub fn stamps(view: &BoardView) -> BTreeMap<&ItemId, Stamps> {
    let mut stamps: BTreeMap<&ItemId, Stamps> = view
        .notes
        .iter()
        .filter(|(_, note)| !note.stamps.is_empty())
        .map(|(id, note)| (id, note.stamps.clone()))
        .collect();
    let live: BTreeSet<_> =
        view.reactions.values().map(|one| (&one.on, one.kind.as_str(), one.author.as_str())).collect();
    for (on, kind, _) in live {
        if let Some((on, _)) = view.notes.get_key_value(on) {
            *stamps.entry(on).or_default().entry(kind.to_owned()).or_default() += 1;
        }
    }
    stamps
}

/// What a note was collected with; odd entries are left out.
pub(crate) fn read<T: ReadTxn>(map: &MapRef, txn: &T) -> Stamps {
    let Some(Any::Map(stamps)) = value::any(map, txn, field::STAMPS) else { return Stamps::new() };
    let known = REACTIONS.iter().filter_map(|kind| {
        let count = value::number(stamps.get(*kind)?)?.clamp(0.0, 1e6) as u32;
        (count > 0).then(|| ((*kind).to_owned(), count))
    });
    known.collect()
}

pub(crate) fn any(stamps: &Stamps) -> Option<Any> {
    let plain: std::collections::HashMap<String, Any> =
        stamps.iter().map(|(kind, count)| (kind.clone(), Any::from(f64::from(*count)))).collect();
    (!plain.is_empty()).then(|| Any::from(plain))
}
