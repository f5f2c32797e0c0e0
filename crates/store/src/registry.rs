//! Small records by key, each with a version.

use bytes::Bytes;

use crate::log::Pending;

/// A registry record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Grows by one with each write of this key, from 1. A key deleted and written again starts at 1.
    pub version: u64,
    /// What was put.
    pub value: Bytes,
}

/// One write to the registry, alone or in one transaction with records of a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    /// The key: any text without control characters, by convention `kind/id`.
    pub key: String,
    /// The new value; `None` deletes.
    pub value: Option<Bytes>,
    /// The version that must be there (0: the key must be absent); `None` writes in any case.
    pub expect: Option<u64>,
}

impl Put {
    /// Writes in any case.
    pub fn set(key: impl Into<String>, value: impl Into<Bytes>) -> Put {
        Put { key: key.into(), value: Some(value.into()), expect: None }
    }

    /// Writes only over this version (0: only if absent).
    pub fn set_if(key: impl Into<String>, expect: u64, value: impl Into<Bytes>) -> Put {
        Put { key: key.into(), value: Some(value.into()), expect: Some(expect) }
    }

    /// Deletes in any case.
    pub fn delete(key: impl Into<String>) -> Put {
        Put { key: key.into(), value: None, expect: None }
    }
}

/// Small records: workshops, tokens, bases of collect.
pub trait Registry: Send + Sync + 'static {
    /// The record under this key.
    fn get(&self, key: &str) -> Pending<Option<Entry>>;

    /// Every record whose key starts with `prefix`, in order of the keys.
    fn list(&self, prefix: &str) -> Pending<Vec<(String, Entry)>>;

    /// Writes all of them or none; answers once that is on stable storage.
    ///
    /// # Errors
    /// [`crate::Error::Conflict`] when an expected version is not there; [`crate::Error::Full`], [`crate::Error::Io`].
    fn commit(&self, puts: Vec<Put>) -> Pending<()>;

    /// Writes one record in any case.
    fn put(&self, key: &str, value: Bytes) -> Pending<()> {
        self.commit(vec![Put::set(key, value)])
    }

    /// Writes one record over the expected version only (0: only if absent).
    fn put_if(&self, key: &str, expect: u64, value: Bytes) -> Pending<()> {
        self.commit(vec![Put::set_if(key, expect, value)])
    }

    /// Deletes one record; a missing one is no error.
    fn delete(&self, key: &str) -> Pending<()> {
        self.commit(vec![Put::delete(key)])
    }
}
