//! What goes into a room and what comes out.

use bytes::Bytes;

use board::id::ParticipantId;
use board::role::Role;

use crate::Compaction;
use crate::snapshot::Draft;
use crate::verb::{Reply, Verb};
use crate::wire::CloseCode;

/// One socket, for as long as it is open. The hub never uses a number twice for one room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnId(pub u64);

/// Who sits at a socket, as the server knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The person; one person may have several sockets.
    pub participant: ParticipantId,
    /// The name others see.
    pub name: String,
    /// The colour of the cursor, `#rrggbb`.
    pub colour: String,
    /// What the person may do on this board.
    pub role: Role,
    /// The socket speaks `plenaria.1`: it gets `saved`, `notice` and `progress`.
    pub ours: bool,
}

/// Something that happened.
#[derive(Debug)]
pub enum Input {
    /// A socket is open and its person is allowed in.
    Join {
        /// The socket.
        conn: ConnId,
        /// Its person.
        seat: Seat,
    },
    /// One whole binary frame arrived. The room copies what it keeps. After a close it is ignored.
    Frame {
        /// The socket.
        conn: ConnId,
        /// The frame.
        bytes: Bytes,
    },
    /// A socket is gone (also after the room asked for its close; unknown ones are ignored).
    Leave {
        /// The socket.
        conn: ConnId,
    },
    /// The server wants something done; the answer is [`Output::Reply`] with the same ticket.
    Verb {
        /// Chosen by the caller.
        ticket: u64,
        /// What.
        verb: Verb,
    },
    /// The answer to [`Output::Append`].
    Durable {
        /// The number of the append.
        batch: u64,
        /// The last sequence number of the log now, or why not.
        result: Result<u64, Failure>,
    },
    /// The answer to [`Output::Snapshot`] and [`Output::Compact`].
    SnapshotStored {
        /// The snapshot's sequence number.
        seq: u64,
        /// Its size once it is verified and on stable storage; nothing when that failed.
        bytes: Option<u64>,
    },
    /// A socket's outbox overflowed: the hub dropped its queue and sends nothing of what follows until
    /// [`Input::Writable`].
    Lagging {
        /// The socket.
        conn: ConnId,
    },
    /// A lagging socket can be written to again.
    Writable {
        /// The socket.
        conn: ConnId,
    },
    /// A person's rights changed; in force at once for all of their sockets.
    Rights {
        /// The person.
        participant: ParticipantId,
        /// What they may do here from now on.
        standing: Standing,
        /// The name, possibly new.
        name: String,
    },
    /// Where the workshop is in its programme, for everybody here whose page understands it, and for whoever comes.
    Progress {
        /// Grows with each change; an earlier one than the last told is dropped.
        turn: u64,
        /// JSON, handed on as it is.
        text: String,
    },
    /// Time has passed; due whenever [`crate::Room::deadline`] says so, harmless at any other time.
    Tick,
}

/// What a person is on a board after a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Somebody with this role.
    Role(Role),
    /// Nobody: they belong elsewhere. Closes their sockets with 4403.
    Elsewhere,
    /// Nobody anywhere: their token opens nothing any more. Closes their sockets with 4401.
    SentAway,
}

/// Why an append did not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Nothing was stored and the log is as it was: no space left. The board becomes read-only until there is.
    Full,
    /// Nothing was stored and the log is as it was: the disk failed. Read-only as well.
    Io,
    /// The log may be anywhere, or belongs to another owner. The room answers with [`Output::Rebuild`].
    Lost,
}

/// A registry write to be committed with the records, or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    /// The key.
    pub key: String,
    /// The new value; `None` deletes.
    pub value: Option<Bytes>,
}

/// Which of a socket's two queues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// In order, never dropped without telling the room ([`Input::Lagging`]).
    Document,
    /// May be dropped as a whole when the socket is slow, if [`Input::Writable`] follows once it can be written to;
    /// the room then sends everybody's presence afresh.
    Presence,
}

/// Something to be done.
#[derive(Debug)]
pub enum Output {
    /// Send one binary frame. The bytes are shared between receivers.
    Send {
        /// The socket.
        conn: ConnId,
        /// Its queue.
        lane: Lane,
        /// The frame.
        bytes: Bytes,
    },
    /// Append to the board's log; the answer is [`Input::Durable`]. One at a time. Nothing of it is visible before.
    Append {
        /// To be named in the answer.
        batch: u64,
        /// The last sequence number the log has now.
        expected_seq: u64,
        /// The records, each with its envelope; may be empty when there are only puts.
        records: Vec<Bytes>,
        /// Registry writes of the same transaction.
        puts: Vec<Put>,
    },
    /// Verify (on a thread that may take its time: [`Draft::verify`]), store what that gives, and answer with
    /// [`Input::SnapshotStored`]. One at a time.
    Snapshot(Box<Draft>),
    /// The same, of a snapshot that is first to be made of what is stored ([`Compaction::draft`], on such a thread too).
    Compact(Box<Compaction>),
    /// Two snapshots cover these records: remove them from the log. No answer needed.
    Purge {
        /// Up to and including this sequence number.
        to: u64,
    },
    /// Read nothing more from this socket until then (back-pressure, not a punishment).
    Pause {
        /// The socket.
        conn: ConnId,
        /// The room's time in ms.
        until_ms: u64,
    },
    /// An update of this socket was refused: for the log and the metrics. What becomes of the socket comes apart.
    Refused {
        /// The socket.
        conn: ConnId,
        /// The rule of docs/spec.md, e.g. `ad3_clock`.
        rule: &'static str,
        /// One sentence, without a word of the board.
        detail: &'static str,
    },
    /// Close the socket. The room has forgotten it already.
    Close {
        /// The socket.
        conn: ConnId,
        /// Code and reason.
        code: CloseCode,
        /// Deliver what is queued first (a notice says why); `false`: not one byte more.
        flush: bool,
    },
    /// The answer to a verb.
    Reply {
        /// The verb's ticket.
        ticket: u64,
        /// The answer.
        reply: Reply,
    },
    /// The room can no longer be trusted: close its sockets with [`CloseCode::Restart`], drop it, load it again.
    /// Nothing it showed or acknowledged is lost by that.
    Rebuild {
        /// For the log.
        reason: String,
    },
}
