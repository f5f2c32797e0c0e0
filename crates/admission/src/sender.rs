//! Who sends an update.

/// What a participant may do on this board, from least to most. The same names and order as the workshop's roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Reads only.
    Viewer,
    /// Writes comments only.
    Commenter,
    /// Adds notes.
    Contributor,
    /// Writes everything that people may write.
    Editor,
    /// As the facilitator, on the board.
    Cofacilitator,
    /// Everything that people may write.
    Facilitator,
}

impl Role {
    /// May any content of this person be taken?
    pub fn may_write(self) -> bool {
        self > Role::Viewer
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
