//! Every bound and interval of a room, with its reason.

use std::fmt;
use std::sync::Arc;

/// Settings of one room. Times in milliseconds, sizes in bytes.
#[derive(Clone, Debug)]
pub struct Config {
    /// The server's own client id while this room lives: random, below 2^53, never used before on this board.
    pub server_client: u64,
    /// Bounds of admission.
    pub admission: admission::Limits,
    /// People on one board at once; more are turned away with a notice. Fan-out costs grow with it.
    pub sessions_max: usize,
    /// Document frames a second per socket, sustained. Ours sends at most one per animation frame.
    pub frames_per_s: u32,
    /// Document bytes a second per socket, sustained.
    pub bytes_per_s: u32,
    /// Document bytes a socket may send at once: an offline hour's merge.
    pub burst_bytes: u32,
    /// Awareness frames a second per socket; of more only the latest counts.
    pub presence_per_s: u32,
    /// Longest that edits are gathered while the room is hot. With the commit and the sending to hundreds that follow it is one
    /// frame of a 60 Hz screen.
    pub gather_ms: u64,
    /// Frames a second above which a room is hot and gathers: fifty people of whom thirty type send about that many.
    pub sends_per_s: u32,
    /// The tick of cursors: one frame of a 60 Hz screen.
    pub presence_tick_ms: u64,
    /// Frames a second of cursors above which their tick gets longer: a hundred people have the shortest, five hundred one of
    /// 80 ms, which is still twelve a second.
    pub presence_sends_per_s: u32,
    /// Silence after which a socket gets a data frame; below the contract's 20 s.
    pub keep_alive_ms: u64,
    /// Age at which an awareness entry expires unless renewed; what y-protocols uses.
    pub presence_ms: u64,
    /// Time a socket has to send its sync step 1; after that it is closed as malformed.
    pub greeting_ms: u64,
    /// Records after which a snapshot is made, of a small board: keeps loading short. The log of a large one may be longer.
    pub snapshot_records: u64,
    /// Bytes of records after which a snapshot is made, at least as many as the last one has.
    pub snapshot_bytes: u64,
    /// Between two snapshots for these reasons: making one is work, and a hot board writes five hundred records in a second.
    pub snapshot_gap_ms: u64,
    /// Idle time after which a snapshot is made, if there is anything new.
    pub snapshot_idle_ms: u64,
    /// Bytes gathered while an append is under way above which [`crate::Room::is_congested`] says so.
    pub gathered_max: usize,
    /// Pause between two attempts to write while the storage refuses.
    pub probe_ms: u64,
    /// Lags a socket may have within five minutes before it is closed.
    pub lags_max: u32,
    /// For tests: what goes wrong.
    pub fault: Option<Fault>,
}

/// Called with every update before the engine takes it, where the engine would panic or hang.
#[derive(Clone)]
pub struct Fault(pub Arc<Meet>);

type Meet = dyn Fn(&[u8]) + Send + Sync;

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fault")
    }
}

impl Config {
    /// The defaults, with the server's client id for this life of the room.
    pub fn new(server_client: u64) -> Config {
        Config {
            server_client,
            admission: admission::Limits::default(),
            sessions_max: 500,
            frames_per_s: 60,
            bytes_per_s: 256 * 1024,
            burst_bytes: 1024 * 1024,
            presence_per_s: 20,
            gather_ms: 12,
            sends_per_s: 10_000,
            presence_tick_ms: 16,
            presence_sends_per_s: 6_250,
            keep_alive_ms: 15_000,
            presence_ms: 30_000,
            greeting_ms: 20_000,
            snapshot_records: 500,
            snapshot_bytes: 1024 * 1024,
            snapshot_gap_ms: 10_000,
            snapshot_idle_ms: 60_000,
            gathered_max: 1024 * 1024,
            probe_ms: 2_000,
            lags_max: 3,
            fault: None,
        }
    }
}
