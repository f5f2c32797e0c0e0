//! Every bound in one place.

/// Bounds of one board's admission. Units are in the names or the comments.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// Bytes of one update, sync step 2 of an offline client included.
    pub update_bytes: usize,
    /// Client ids one participant may use within a day; every reload of a page that then writes takes a new one, and a phone
    /// reloads whenever it was in a pocket.
    pub clients_per_participant: usize,
    /// Client ids of one board, ever. The engine's recursion and the square of its work grow with them: 20,000 cost it
    /// a quarter of a second and 1.5 MB of stack when the board is loaded, 80,000 eight seconds.
    pub clients_per_board: usize,
    /// Notes, clusters, links, marks and comments ever made on one board.
    pub objects_per_board: usize,
    /// Pieces of one board: a field as it was set once, a run of letters. The engine keeps several hundred bytes for each
    /// of them for ever.
    pub pieces_per_board: usize,
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
    /// Steps per second one participant may cost the engine on average: to find its place, a new struct is compared with
    /// what came to the same text, list or key after its origin. Typing and dragging cost none; as an attack it grows
    /// with the square of the bytes.
    pub steps_per_second: u64,
    /// Steps one participant may cost at once after a pause; at 60 ns each.
    pub steps_burst: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            update_bytes: 512 * 1024,
            clients_per_participant: 64,
            clients_per_board: 20_000,
            objects_per_board: 100_000,
            pieces_per_board: 1_000_000,
            bytes_per_board: 256 << 20,
            bytes_per_second: 256 * 1024,
            bytes_burst: 2 << 20,
            structs_per_second: 10_000,
            structs_burst: 200_000,
            steps_per_second: 500_000,
            steps_burst: 2_000_000,
        }
    }
}

/// The version of the document that people may write into `meta`; the server's own (`board::schema`) is the same.
pub const SCHEMA: u32 = 1;

/// Clocks a client id may reach.
pub(crate) const CLOCK_MAX: u64 = 1 << 30;
/// Client ids are 1 to 2^53 − 1.
pub(crate) const CLIENT_MAX: u64 = (1 << 53) - 1;
/// Clocks of one garbage-collected or deleted struct: what one update could have typed before.
pub(crate) const COLLECTED_MAX: u64 = 1 << 19;
/// Ranges of a delete set that are not known to be deleted. What is known counts nothing: a returning client sends the
/// board's whole delete set.
pub(crate) const NEW_DELETES_MAX: usize = 16_384;
/// Nesting of plain values.
pub(crate) const VALUE_DEPTH_MAX: usize = 6;
/// Nesting of shared types; an object of a root is at 1.
pub(crate) const TYPE_DEPTH_MAX: u8 = 4;
/// The elements of one plain value, all levels together.
pub(crate) const VALUE_ELEMENTS_MAX: usize = 20_000;
/// A participant's client id that has been silent this long no longer counts.
pub(crate) const CLIENT_ACTIVE_MS: u64 = 24 * 60 * 60 * 1_000;
