//! What a person may touch: by role, and by the object that is touched.

use crate::index::Admission;
use crate::place::{LOCKED, ParentInfo, Place};
use crate::staging::Slots;
use crate::update::Id;
use crate::{Class, Refusal, Role, Rule, Sender};

/// A board as a right is asked for: the index, and what an update has brought so far.
#[derive(Clone, Copy)]
pub(crate) struct Rights<'a> {
    pub(crate) index: &'a Admission,
    /// Places the update has changed.
    pub(crate) slots: &'a Slots,
    pub(crate) sender: &'a Sender<'a>,
}

impl Rights<'_> {
    /// May the sender set this value under a key? Undoing a deletion sets `locked` as it was, so all but `true` is like
    /// any other value.
    pub(crate) fn check_value(&self, place: Place, is_true: bool) -> Result<(), Refusal> {
        if is_true && place.key == LOCKED && !self.sender.role.is_staff() {
            return Err(forbidden("only staff lock"));
        }
        self.check(place, None)
    }

    /// May the sender put something there, or take it away? `at` is what is taken away.
    pub(crate) fn check(&self, place: Place, at: Option<Id>) -> Result<(), Refusal> {
        let Some(parent) = self.index.parents.get(place.parent) else { return Ok(()) };
        if parent.root.server_only() {
            return Err(forbidden("only the server writes there"));
        }
        let role = self.sender.role;
        if role.is_staff() {
            return Ok(());
        }
        if !role.reaches(parent.root) {
            return Err(forbidden("this role may not change that"));
        }
        let Some(object) = self.object(parent, place, at) else { return Ok(()) };
        if self.is_locked(object) {
            return Err(forbidden("it is locked"));
        }
        if role < Role::Editor && !self.is_own(object) {
            return Err(forbidden("this role changes only what is its own"));
        }
        Ok(())
    }

    /// The object that a place is part of; for an entry of a root what is taken away, or else what is there.
    fn object(&self, parent: ParentInfo, place: Place, at: Option<Id>) -> Option<Id> {
        if parent.depth > 0 {
            return parent.object;
        }
        let there = at.or_else(|| self.slots.get(self.index, place).last)?;
        let is_object = self.index.parents.made_by(there).is_some();
        (is_object && !self.index.is_deleted(there.client, there.clock, there.clock + 1)).then_some(there)
    }

    fn is_locked(&self, object: Id) -> bool {
        let Some(parent) = self.index.parents.made_by(object) else { return false };
        let slot = self.slots.get(self.index, Place { parent, key: LOCKED });
        let is_alive = |id: Id| !self.index.is_deleted(id.client, id.clock, id.clock + 1);
        slot.is_true && slot.last.is_some_and(is_alive)
    }

    /// Made under one of the sender's client ids; one without an owner that nobody has used yet becomes theirs.
    fn is_own(&self, object: Id) -> bool {
        match self.index.owner(object.client) {
            Some(owner) => owner == self.sender.participant,
            None => self.index.next_clock(object.client) == 0,
        }
    }
}

pub(crate) fn forbidden(detail: &'static str) -> Refusal {
    Refusal { rule: Rule::Role, class: Class::Forbidden, detail }
}
