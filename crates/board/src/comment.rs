//! What people say about a note, a cluster, a link or what is drawn, and what others answer.

use serde::{Deserialize, Serialize};
use yrs::{Any, Map, MapPrelim, MapRef, ReadTxn, TextPrelim, TransactionMut};

use crate::id::ItemId;
use crate::schema::field;
use crate::value;

/// One comment as it is read. What it is about may be gone; it can be read all the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comment {
    /// A note, cluster, link or mark; or a comment: then it is a reply in that comment's thread.
    pub on: ItemId,
    /// What it says; empty where others have replied to what its writer took back.
    pub text: String,
    /// Opaque id of who wrote it; absent if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// When it was written, ms since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<f64>,
    /// The thread that this comment begins is settled.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub done: bool,
    /// How the thing it is about began when it was written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub quote: String,
}

impl Comment {
    /// `None` for what is about nothing.
    pub(crate) fn read<T: ReadTxn>(map: &MapRef, txn: &T) -> Option<Self> {
        Some(Self {
            on: value::string(map, txn, field::ON)?.parse().ok()?,
            text: value::text(map, txn, field::TEXT),
            author: value::string(map, txn, field::AUTHOR),
            at: value::any(map, txn, field::AT).as_ref().and_then(value::number),
            done: value::boolean(map, txn, field::DONE),
            quote: value::string(map, txn, field::QUOTE).unwrap_or_default(),
        })
    }

    pub(crate) fn insert(&self, comments: &MapRef, txn: &mut TransactionMut<'_>, id: &ItemId) {
        let map = comments.insert(txn, id.as_str(), MapPrelim::default());
        map.insert(txn, field::TEXT, TextPrelim::new(self.text.as_str()));
        self.write_plain(&map, txn);
    }

    pub(crate) fn update(&self, map: &MapRef, txn: &mut TransactionMut<'_>) {
        value::set_text(map, txn, field::TEXT, &self.text);
        self.write_plain(map, txn);
    }

    fn write_plain(&self, map: &MapRef, txn: &mut TransactionMut<'_>) {
        value::set(map, txn, field::ON, Some(Any::from(self.on.as_str())));
        value::set(map, txn, field::AUTHOR, self.author.as_deref().map(Any::from));
        value::set(map, txn, field::AT, self.at.map(Any::from));
        value::set(map, txn, field::DONE, self.done.then_some(Any::Bool(true)));
        value::set(map, txn, field::QUOTE, (!self.quote.is_empty()).then(|| Any::from(self.quote.as_str())));
    }
}
