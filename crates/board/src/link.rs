//! A labelled arrow between two notes or clusters.

use serde::{Deserialize, Serialize};
use yrs::{Any, Map, MapPrelim, MapRef, ReadTxn, TextPrelim, TransactionMut};

use crate::id::ItemId;
use crate::note::Src;
use crate::schema::field;
use crate::value;

/// A link as it is read. Its ends may be gone; then it is not drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// A note or a cluster.
    pub from: ItemId,
    /// A note or a cluster.
    pub to: ItemId,
    /// What the arrow says.
    pub label: String,
    /// Line style; empty is a plain arrow.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub style: String,
    /// Where it was collected from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub src: Option<Src>,
}

impl Link {
    /// `None` without two valid ends: such an entry is nothing anyone could see.
    pub(crate) fn read<T: ReadTxn>(map: &MapRef, txn: &T) -> Option<Self> {
        Some(Self {
            from: value::string(map, txn, field::FROM)?.parse().ok()?,
            to: value::string(map, txn, field::TO)?.parse().ok()?,
            label: value::text(map, txn, field::LABEL),
            style: value::string(map, txn, field::STYLE).unwrap_or_default(),
            src: Src::read(map, txn),
        })
    }

    pub(crate) fn insert(&self, links: &MapRef, txn: &mut TransactionMut<'_>, id: &ItemId) {
        let map = links.insert(txn, id.as_str(), MapPrelim::default());
        map.insert(txn, field::LABEL, TextPrelim::new(self.label.as_str()));
        self.write_plain(&map, txn);
    }

    pub(crate) fn update(&self, map: &MapRef, txn: &mut TransactionMut<'_>) {
        value::set_text(map, txn, field::LABEL, &self.label);
        self.write_plain(map, txn);
    }

    fn write_plain(&self, map: &MapRef, txn: &mut TransactionMut<'_>) {
        value::set(map, txn, field::FROM, Some(Any::from(self.from.as_str())));
        value::set(map, txn, field::TO, Some(Any::from(self.to.as_str())));
        value::set(map, txn, field::STYLE, (!self.style.is_empty()).then(|| Any::from(self.style.as_str())));
        value::set(map, txn, field::SRC, self.src.as_ref().map(Src::any));
    }
}
