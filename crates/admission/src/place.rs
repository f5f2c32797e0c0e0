//! Where a struct stands in the document: its parent, its key, and the object it is part of.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::HashMapExt;

use crate::update::{Id, Shared};

/// The root maps of a board (docs/wire.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Root {
    Meta,
    Notes,
    Clusters,
    Links,
    Marks,
    Comments,
    Reactions,
    Tallies,
    Hidden,
}

impl Root {
    pub(crate) const ALL: [Root; 9] = [
        Root::Meta,
        Root::Notes,
        Root::Clusters,
        Root::Links,
        Root::Marks,
        Root::Comments,
        Root::Reactions,
        Root::Tallies,
        Root::Hidden,
    ];

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "meta" => Root::Meta,
            "notes" => Root::Notes,
            "clusters" => Root::Clusters,
            "links" => Root::Links,
            "marks" => Root::Marks,
            "comments" => Root::Comments,
            "reactions" => Root::Reactions,
            "tallies" => Root::Tallies,
            "hidden" => Root::Hidden,
            _ => return None,
        })
    }

    /// Written by the server only.
    pub(crate) fn server_only(self) -> bool {
        matches!(self, Root::Tallies | Root::Hidden)
    }

    /// Entries are objects (Y.Map); in the others they are plain values.
    pub(crate) fn holds_objects(self) -> bool {
        !matches!(self, Root::Meta | Root::Tallies | Root::Hidden)
    }
}

/// Index of a key in [`Keys`].
pub(crate) type KeyId = u32;
/// The key whose value says that an object is locked.
pub(crate) const LOCKED: KeyId = 0;
/// No key: a place in a list or text.
pub(crate) const NO_KEY: KeyId = u32::MAX;
/// Index of a parent in [`Parents`].
pub(crate) type ParentId = u32;
/// The place was lost to garbage collection; the engine collects whatever stands there.
pub(crate) const LOST: ParentId = u32::MAX;

/// Where a struct stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    pub(crate) parent: ParentId,
    pub(crate) key: KeyId,
}

impl Place {
    pub(crate) const LOST: Place = Place { parent: LOST, key: NO_KEY };
}

/// Something that has children: a root map or a shared type.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ParentInfo {
    pub(crate) root: Root,
    pub(crate) shared: Shared,
    /// 0 for a root, 1 for an object, 2 for its text.
    pub(crate) depth: u8,
    /// The struct that made it; none for roots.
    pub(crate) made_by: Option<Id>,
    /// The struct that made the object it is part of, itself for an object; none for roots.
    pub(crate) object: Option<Id>,
}

/// All parents of a board. The first ones are the roots.
#[derive(Debug)]
pub(crate) struct Parents {
    all: Vec<ParentInfo>,
    by_id: foldhash::HashMap<Id, ParentId>,
}

impl Parents {
    pub(crate) fn new() -> Self {
        let root =
            |&root: &Root| ParentInfo { root, shared: Shared::Map, depth: 0, made_by: None, object: None };
        Self { all: Root::ALL.iter().map(root).collect(), by_id: foldhash::HashMap::new() }
    }

    pub(crate) fn root(root: Root) -> ParentId {
        root as ParentId
    }

    pub(crate) fn get(&self, parent: ParentId) -> Option<ParentInfo> {
        self.all.get(parent as usize).copied()
    }

    pub(crate) fn made_by(&self, id: Id) -> Option<ParentId> {
        self.by_id.get(&id).copied()
    }

    pub(crate) fn count(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn add(&mut self, info: ParentInfo) -> ParentId {
        let parent = self.all.len() as ParentId;
        if let Some(id) = info.made_by {
            self.by_id.insert(id, parent);
        }
        self.all.push(info);
        parent
    }

    /// Forgets what was added since there were `count` (an update that was refused).
    pub(crate) fn truncate(&mut self, count: usize) {
        for info in self.all.drain(count..) {
            if let Some(id) = info.made_by {
                self.by_id.remove(&id);
            }
        }
    }
}

/// Keys of maps, each kept once; the first is [`LOCKED`].
#[derive(Debug)]
pub(crate) struct Keys {
    names: Vec<Arc<str>>,
    /// Names are chosen by clients: hashed so that nobody can make them collide.
    by_name: HashMap<Arc<str>, KeyId>,
}

impl Keys {
    pub(crate) fn new() -> Self {
        let mut keys = Self { names: Vec::new(), by_name: HashMap::new() };
        keys.intern("locked");
        keys
    }

    pub(crate) fn intern(&mut self, name: &str) -> KeyId {
        if let Some(&key) = self.by_name.get(name) {
            return key;
        }
        let key = self.names.len() as KeyId;
        let name: Arc<str> = name.into();
        self.names.push(Arc::clone(&name));
        self.by_name.insert(name, key);
        key
    }

    pub(crate) fn name(&self, key: KeyId) -> &str {
        self.names.get(key as usize).map_or("", |name| name)
    }

    pub(crate) fn count(&self) -> usize {
        self.names.len()
    }

    /// Forgets what was added since there were `count` (an update that was refused).
    pub(crate) fn truncate(&mut self, count: usize) {
        for name in self.names.drain(count..) {
            self.by_name.remove(&name);
        }
    }
}
