//! What people may do where nothing was said of themselves: those of one group, or everybody.

use std::collections::BTreeMap;

use board::role::Role;
use serde::{Deserialize, Deserializer, Serialize};

use crate::people::Participant;
use crate::words;
use crate::workshop::{Invalid, Workshop};

/// What whole groups may do, and everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles {
    /// Of everybody; editors, if it was not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all: Option<Role>,
    /// Of the people of a group, wherever they write.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub groups: BTreeMap<String, Role>,
}

impl Roles {
    /// Nothing was said of anybody.
    pub fn is_empty(&self) -> bool {
        self.all.is_none() && self.groups.is_empty()
    }
}

/// What is to be changed of them; what is not named stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RolesChange {
    /// Of everybody; `null` takes it back.
    #[serde(default, deserialize_with = "given")]
    pub all: Option<Option<Role>>,
    /// Of groups; `null` takes it back.
    #[serde(default)]
    pub groups: BTreeMap<String, Option<Role>>,
}

/// What is there, be it `null`: only what is absent stays `None`.
pub(crate) fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

impl Workshop {
    /// Says what whole groups may do, or everybody.
    ///
    /// # Errors
    /// [`Invalid`] for a group that does not exist, and for what only single people can be.
    pub fn set_roles(&mut self, change: &RolesChange) -> Result<(), Invalid> {
        let wanted = change.groups.values().chain(&change.all).flatten();
        if wanted.clone().any(|role| *role >= Role::Cofacilitator) {
            return Err(Invalid((&words::ROLE_OF_MANY).into()));
        }
        if change.groups.keys().any(|group| !self.groups.contains(group)) {
            return Err(Invalid((&words::NO_GROUP).into()));
        }
        if let Some(all) = change.all {
            self.roles.all = all;
        }
        for (group, role) in &change.groups {
            match role {
                Some(role) => drop(self.roles.groups.insert(group.clone(), *role)),
                None => drop(self.roles.groups.remove(group)),
            }
        }
        Ok(())
    }

    /// What somebody is where they may write, as one of that group: what was said of them, else of the group, else of everybody,
    /// else an editor.
    pub fn role_in(&self, person: &Participant, group: Option<&str>) -> Role {
        let of_group = || self.roles.groups.get(group?).copied();
        person.role.or_else(of_group).or(self.roles.all).unwrap_or(Role::Editor)
    }
}
