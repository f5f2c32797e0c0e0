//! What a person is on a board.

use serde::{Deserialize, Serialize};

/// From least to most. `administrator` is of the server, not of a workshop, and is not here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Reads.
    Viewer,
    /// Reads and comments.
    Commenter,
    /// Adds notes, changes nothing of others.
    Contributor,
    /// Changes everything on the board.
    Editor,
    /// Helps to run the workshop.
    Cofacilitator,
    /// Runs the workshop.
    Facilitator,
}

impl Role {
    /// May any update with content of this person be taken?
    pub fn may_write(self) -> bool {
        self > Role::Viewer
    }

    /// The name on the wire and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Role::Viewer => "viewer",
            Role::Commenter => "commenter",
            Role::Contributor => "contributor",
            Role::Editor => "editor",
            Role::Cofacilitator => "cofacilitator",
            Role::Facilitator => "facilitator",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Role;

    #[test]
    fn bd2_roles_are_ordered_and_named() {
        assert!(Role::Viewer < Role::Commenter && Role::Editor < Role::Facilitator);
        assert!(!Role::Viewer.may_write() && Role::Commenter.may_write());
        for role in [Role::Viewer, Role::Cofacilitator] {
            assert_eq!(serde_json::to_string(&role).unwrap(), format!("\"{}\"", role.name()));
        }
    }
}
