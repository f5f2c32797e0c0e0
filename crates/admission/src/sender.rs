//! Who sends an update.

use crate::place::Root;

/// What a participant may do on this board, from least to most. The same names and order as the workshop's roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Reads only.
    Viewer,
    /// Writes comments and changes the own ones.
    Commenter,
    /// Adds notes and changes the own ones.
    Contributor,
    /// Writes everything that people may write and that is not locked.
    Editor,
    /// As the facilitator, on the board.
    Cofacilitator,
    /// Everything that people may write; locks and unlocks.
    Facilitator,
}

impl Role {
    /// May any content of this person be taken?
    pub fn may_write(self) -> bool {
        self > Role::Viewer
    }

    /// Runs the workshop: locks are made, undone and written through.
    pub(crate) fn is_staff(self) -> bool {
        self >= Role::Cofacilitator
    }

    /// Is this root one to write in, for this role?
    pub(crate) fn reaches(self, root: Root) -> bool {
        match self {
            Role::Viewer => false,
            Role::Commenter => matches!(root, Root::Comments | Root::Reactions),
            Role::Contributor => matches!(root, Root::Notes | Root::Comments | Root::Reactions),
            Role::Editor | Role::Cofacilitator | Role::Facilitator => true,
        }
    }
}

/// The author of a frame, as the server knows it (never as the frame claims it).
#[derive(Clone, Copy, Debug)]
pub struct Sender<'a> {
    /// Participant id; client ids are bound to it at first use.
    pub participant: &'a str,
    /// Role on this board at this moment.
    pub role: Role,
}
