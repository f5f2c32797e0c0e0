//! The wire: y-protocols messages, our own four, and close codes. Encoding is canonical, decoding strict.
//!
//! One WebSocket binary frame is one message. docs/wire.md says the same in prose; a test keeps both equal.

use bytes::Bytes;

/// Message type 0: document synchronisation; a second number says which step.
pub const SYNC: u64 = 0;
/// Message type 1: awareness entries.
pub const AWARENESS: u64 = 1;
/// Message type 3: asks for everybody's awareness.
pub const QUERY_AWARENESS: u64 = 3;
/// Message type 100, server to `plenaria.1` clients: how many document frames of this connection are safe.
pub const SAVED: u64 = 100;
/// Message type 101, server to `plenaria.1` clients: something to tell the person.
pub const NOTICE: u64 = 101;
/// Message type 102, client to server: the token, as the very first frame.
pub const TOKEN: u64 = 102;

/// Message type 103, server to `plenaria.1` clients: where the workshop is in its programme.
pub const PROGRESS: u64 = 103;

/// Sync step 1: a state vector; the answer is step 2.
pub const STEP_1: u64 = 0;
/// Sync step 2: what the other side lacks.
pub const STEP_2: u64 = 1;
/// An update as it happens.
pub const UPDATE: u64 = 2;

/// Subprotocol of clients that understand [`SAVED`], [`NOTICE`] and [`PROGRESS`].
pub const SUBPROTOCOL: &str = "plenaria.1";

/// Largest token in bytes.
pub const TOKEN_MAX: usize = 256;

/// An awareness message without entries: the keep-alive data frame (stock clients do not count pings).
pub const KEEP_ALIVE: &[u8] = &[1, 1, 0];

/// Why a socket was closed. Stock clients never reconnect after 4400 to 4499; all others they retry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u16)]
pub enum CloseCode {
    /// Malformed frame or update.
    Malformed = 4400,
    /// No, wrong, expired or revoked token.
    Unauthorised = 4401,
    /// No right to the board, or a write without the right to write.
    Forbidden = 4403,
    /// No such board.
    UnknownBoard = 4404,
    /// Client too old or too new.
    Version = 4409,
    /// Frame or update above the size limit.
    TooLarge = 4413,
    /// Lagging too often: reconnect and resync.
    Lagging = 4508,
    /// The board is served elsewhere now.
    Moved = 4510,
    /// Rate or budget.
    Budget = 4529,
    /// Server or board restarts.
    Restart = 1012,
}

impl CloseCode {
    /// Every code, in order of the table in docs/wire.md.
    pub const ALL: [CloseCode; 10] = [
        CloseCode::Malformed,
        CloseCode::Unauthorised,
        CloseCode::Forbidden,
        CloseCode::UnknownBoard,
        CloseCode::Version,
        CloseCode::TooLarge,
        CloseCode::Lagging,
        CloseCode::Moved,
        CloseCode::Budget,
        CloseCode::Restart,
    ];

    /// The number on the wire.
    pub fn number(self) -> u16 {
        self as u16
    }

    /// The close reason on the wire: a stable word.
    pub fn reason(self) -> &'static str {
        match self {
            CloseCode::Malformed => "malformed",
            CloseCode::Unauthorised => "unauthorised",
            CloseCode::Forbidden => "forbidden",
            CloseCode::UnknownBoard => "unknown_board",
            CloseCode::Version => "version",
            CloseCode::TooLarge => "too_large",
            CloseCode::Lagging => "lagging",
            CloseCode::Moved => "moved",
            CloseCode::Budget => "budget",
            CloseCode::Restart => "restart",
        }
    }
}

/// One message, borrowed from its frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message<'a> {
    /// Sync step 1: an encoded state vector.
    Step1(&'a [u8]),
    /// Sync step 2: an update.
    Step2(&'a [u8]),
    /// An update.
    Update(&'a [u8]),
    /// Awareness entries.
    Awareness(&'a [u8]),
    /// A request for everybody's awareness.
    QueryAwareness,
    /// The first n document frames of this connection are on stable storage or were answered by a notice.
    Saved(u64),
    /// JSON of a [`crate::Notice`].
    Notice(&'a str),
    /// The token.
    Token(&'a str),
    /// JSON of where the workshop is in its programme; a room does not read it.
    Progress(&'a str),
}

/// A frame that is not exactly one well-formed message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// The frame ends in the middle of a number or of a declared length.
    #[error("frame is cut short")]
    Short,
    /// Bytes after the end of the message.
    #[error("bytes after the end of the message")]
    Trailing,
    /// A number longer than 53 bits.
    #[error("number out of range")]
    Number,
    /// Unknown message or sync type.
    #[error("unknown message type")]
    Kind,
    /// Text that is not UTF-8, or a token above its limit.
    #[error("bad text")]
    Text,
}

impl<'a> Message<'a> {
    /// Reads one frame. Never allocates.
    ///
    /// # Errors
    /// [`WireError`] for anything that is not exactly one known message.
    pub fn decode(frame: &'a [u8]) -> Result<Message<'a>, WireError> {
        let mut rest = frame;
        let message = match read_varuint(&mut rest)? {
            SYNC => match read_varuint(&mut rest)? {
                STEP_1 => Message::Step1(read_bytes(&mut rest)?),
                STEP_2 => Message::Step2(read_bytes(&mut rest)?),
                UPDATE => Message::Update(read_bytes(&mut rest)?),
                _ => return Err(WireError::Kind),
            },
            AWARENESS => Message::Awareness(read_bytes(&mut rest)?),
            QUERY_AWARENESS => Message::QueryAwareness,
            SAVED => Message::Saved(read_varuint(&mut rest)?),
            NOTICE => Message::Notice(read_text(&mut rest)?),
            TOKEN => {
                let token = read_text(&mut rest)?;
                if token.is_empty() || token.len() > TOKEN_MAX {
                    return Err(WireError::Text);
                }
                Message::Token(token)
            }
            PROGRESS => Message::Progress(read_text(&mut rest)?),
            _ => return Err(WireError::Kind),
        };
        if rest.is_empty() { Ok(message) } else { Err(WireError::Trailing) }
    }

    /// Writes the one frame of this message.
    pub fn encode(&self) -> Bytes {
        let mut out = Vec::with_capacity(16 + self.payload_len());
        match *self {
            Message::Step1(bytes) => sync(&mut out, STEP_1, bytes),
            Message::Step2(bytes) => sync(&mut out, STEP_2, bytes),
            Message::Update(bytes) => sync(&mut out, UPDATE, bytes),
            Message::Awareness(bytes) => {
                write_varuint(&mut out, AWARENESS);
                write_bytes(&mut out, bytes);
            }
            Message::QueryAwareness => write_varuint(&mut out, QUERY_AWARENESS),
            Message::Saved(frames) => {
                write_varuint(&mut out, SAVED);
                write_varuint(&mut out, frames);
            }
            Message::Notice(json) => {
                write_varuint(&mut out, NOTICE);
                write_bytes(&mut out, json.as_bytes());
            }
            Message::Token(token) => {
                write_varuint(&mut out, TOKEN);
                write_bytes(&mut out, token.as_bytes());
            }
            Message::Progress(json) => {
                write_varuint(&mut out, PROGRESS);
                write_bytes(&mut out, json.as_bytes());
            }
        }
        Bytes::from(out)
    }

    /// Is it a document frame, one that counts for [`Message::Saved`]? Sync step 2 and update are, whatever is in them.
    pub fn is_document(&self) -> bool {
        matches!(self, Message::Step2(_) | Message::Update(_))
    }

    fn payload_len(&self) -> usize {
        match self {
            Message::Step1(b) | Message::Step2(b) | Message::Update(b) | Message::Awareness(b) => b.len(),
            Message::Notice(s) | Message::Token(s) | Message::Progress(s) => s.len(),
            Message::QueryAwareness | Message::Saved(_) => 0,
        }
    }
}

fn sync(out: &mut Vec<u8>, step: u64, bytes: &[u8]) {
    write_varuint(out, SYNC);
    write_varuint(out, step);
    write_bytes(out, bytes);
}

/// Reads an unsigned LEB128 number of at most 53 bits (what JavaScript holds exactly), moving `rest` behind it.
pub(crate) fn read_varuint(rest: &mut &[u8]) -> Result<u64, WireError> {
    let mut number = 0u64;
    for shift in (0..56).step_by(7) {
        let (&byte, tail) = rest.split_first().ok_or(WireError::Short)?;
        *rest = tail;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return if number < 1 << 53 { Ok(number) } else { Err(WireError::Number) };
        }
    }
    Err(WireError::Number)
}

/// Reads a length and that many bytes, moving `rest` behind them.
pub(crate) fn read_bytes<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8], WireError> {
    let length = usize::try_from(read_varuint(rest)?).map_err(|_| WireError::Number)?;
    let (bytes, tail) = rest.split_at_checked(length).ok_or(WireError::Short)?;
    *rest = tail;
    Ok(bytes)
}

pub(crate) fn read_text<'a>(rest: &mut &'a [u8]) -> Result<&'a str, WireError> {
    std::str::from_utf8(read_bytes(rest)?).map_err(|_| WireError::Text)
}

pub(crate) fn write_varuint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push((number as u8 & 0x7f) | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

pub(crate) fn write_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    write_varuint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}
