//! What the server itself does on a board: read it, edit it, collect into it.

use std::collections::BTreeMap;
use std::sync::Arc;

use board::collect::{Base, Report, Undo, Wish};
use board::edit::Edit;
use board::id::{BoardId, ItemId};
use board::view::BoardView;
use bytes::Bytes;

use crate::io::Put;

/// One wish of the server. Executed as a whole in the board's owner; edits take the same durable way as everybody's.
#[derive(Debug)]
pub enum Verb {
    /// The durable board as it is now.
    View,
    /// The same as one update, for a page that has nothing of it.
    State,
    /// Edits, in one update, with registry writes of the same transaction.
    Edit {
        /// Executed in order; none is allowed.
        edits: Vec<Edit>,
        /// Written if and only if the edits are.
        puts: Vec<Put>,
    },
    /// Collects group boards into this one.
    Collect(Box<CollectVerb>),
    /// Takes a collect back, as a new edit. The answer carries what could not be taken back.
    Undo {
        /// What [`Verb::Collect`] stored under its undo key.
        undo: Box<Undo>,
        /// Under which registry key the base of each source board is.
        base_keys: BTreeMap<BoardId, String>,
        /// Further registry writes of the same transaction (marking the collect as undone).
        puts: Vec<Put>,
    },
    /// Who is here and how much there is.
    Stats,
}

/// A source board as it was read.
#[derive(Clone, Debug)]
pub struct OwnedSource {
    /// The group's board.
    pub board: BoardId,
    /// The group's name.
    pub group: String,
    /// The session's number, from 1.
    pub session: u32,
    /// The boards that stood in its place in the sessions before, the oldest first.
    pub before: Vec<BoardId>,
    /// The board.
    pub view: Arc<BoardView>,
}

/// A collect.
#[derive(Clone, Debug)]
pub struct CollectVerb {
    /// The board itself.
    pub into: BoardId,
    /// The boards that stood in its place in the sessions before, the oldest first.
    pub into_before: Vec<BoardId>,
    /// The group boards.
    pub sources: Vec<OwnedSource>,
    /// What was last collected, per source board, and per board before one.
    pub bases: BTreeMap<BoardId, Base>,
    /// What the facilitator chooses, leaves and accepts, and where it lies.
    pub wish: Wish,
    /// Only say what would happen.
    pub dry_run: bool,
    /// Under which registry key the new base of each source board is put, as JSON.
    pub base_keys: BTreeMap<BoardId, String>,
    /// Registry key under which the undo is put, as JSON.
    pub undo_key: String,
    /// Further registry writes of the same transaction.
    pub puts: Vec<Put>,
}

/// The answer to a [`Verb`].
#[derive(Debug)]
pub enum Reply {
    /// To [`Verb::View`].
    View {
        /// The board.
        view: Arc<BoardView>,
        /// The last sequence number in it.
        seq: u64,
    },
    /// To [`Verb::State`].
    State {
        /// Everything, V1.
        update: Bytes,
        /// The last sequence number in it.
        seq: u64,
    },
    /// To [`Verb::Edit`]: it is durable and on its way to everybody.
    Edited {
        /// The log's last sequence number.
        seq: u64,
    },
    /// To [`Verb::Collect`]: durable, unless it was a dry run.
    Collected {
        /// What happened or would.
        report: Box<Report>,
        /// Of a dry run: the board as it would be.
        outcome: Option<Arc<BoardView>>,
        /// The log's last sequence number.
        seq: u64,
    },
    /// To [`Verb::Undo`]: durable.
    Undone {
        /// Items that people had changed meanwhile and that were left alone.
        kept: Vec<ItemId>,
        /// The log's last sequence number.
        seq: u64,
    },
    /// To [`Verb::Stats`].
    Stats(Stats),
    /// To any: it was not done, nothing changed.
    Failed(VerbError),
}

/// Why a verb was not done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerbError {
    /// Nothing can be stored at the moment.
    #[error("the board is read-only: nothing can be stored at the moment")]
    ReadOnly,
    /// The edits do not make sense or are too much for this board.
    #[error("the edit was refused: {0}")]
    Refused(String),
}

/// A room in numbers, for the facilitator's page and for metrics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// People on the board, one entry per person with their name, in order of their ids.
    pub people: BTreeMap<board::id::ParticipantId, String>,
    /// Open sockets.
    pub sockets: usize,
    /// Whose hand is raised, with the turn of the workshop's progress at which it was.
    pub hands: BTreeMap<board::id::ParticipantId, u64>,
    /// When somebody's change was taken last since the room was loaded, ms since 1970.
    pub edited_ms: Option<u64>,
    /// Notes on the board.
    pub notes: usize,
    /// The log's last sequence number.
    pub seq: u64,
    /// Document frames admitted since the room was loaded.
    pub admitted: u64,
    /// Document frames refused since the room was loaded.
    pub refused: u64,
    /// Nothing can be stored at the moment.
    pub read_only: bool,
}
