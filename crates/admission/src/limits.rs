//! Every bound in one place.

/// Bounds of one board's admission. Units are in the names or the comments.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// Bytes of one update, sync step 2 of an offline client included.
    pub update_bytes: usize,
    /// Client ids one participant may use within a day; every reload of a page takes a new one.
    pub clients_per_participant: usize,
    /// Client ids of one board, ever.
    pub clients_per_board: usize,
    /// Notes, clusters, links, marks and comments ever made on one board.
    pub objects_per_board: usize,
    /// Bytes ever admitted to one board.
    pub bytes_per_board: u64,
    /// Bytes per second one participant may send on average.
    pub bytes_per_second: u64,
    /// Bytes one participant may send at once after a pause (an offline merge).
    pub bytes_burst: u64,
    /// Structs per second one participant may send on average.
    pub structs_per_second: u64,
    /// Structs one participant may send at once after a pause.
    pub structs_burst: u64,
    /// Structs that set one key of one map without knowing of an earlier value: honest clients do it once each, and
    /// the engine's work grows with their square.
    pub rootless_sets: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            update_bytes: 512 * 1024,
            clients_per_participant: 16,
            clients_per_board: 200_000,
            objects_per_board: 100_000,
            bytes_per_board: 256 << 20,
            bytes_per_second: 256 * 1024,
            bytes_burst: 2 << 20,
            structs_per_second: 10_000,
            structs_burst: 200_000,
            rootless_sets: 512,
        }
    }
}

/// Clocks a client id may reach.
pub(crate) const CLOCK_MAX: u64 = 1 << 30;
/// Client ids are 1 to 2^53 − 1.
pub(crate) const CLIENT_MAX: u64 = (1 << 53) - 1;
/// Clocks of one garbage-collected or deleted struct.
pub(crate) const COLLECTED_MAX: u64 = 1 << 16;
/// UTF-16 units of one inserted string.
pub(crate) const STRING_UNITS_MAX: usize = 100_000;
/// Ranges of one delete set. A returning client sends the board's whole delete set.
pub(crate) const DELETE_RANGES_MAX: u64 = 65_536;
/// Nesting of plain values.
pub(crate) const VALUE_DEPTH_MAX: usize = 6;
/// Nesting of shared types; an object of a root is at 1.
pub(crate) const TYPE_DEPTH_MAX: u8 = 4;
/// A plain value's elements, all levels together.
pub(crate) const VALUE_ELEMENTS_MAX: usize = 20_000;
/// A participant's client id that has been silent this long no longer counts.
pub(crate) const CLIENT_ACTIVE_MS: u64 = 24 * 60 * 60 * 1_000;
