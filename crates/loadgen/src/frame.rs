//! WebSocket framing (RFC 6455), as far as both ends here need it: whole messages, no extensions.

/// A message with bytes.
pub const BINARY: u8 = 2;
/// A message with text.
pub const TEXT: u8 = 1;
/// The end of the connection.
pub const CLOSE: u8 = 8;
/// Are you there?
pub const PING: u8 = 9;
/// I am.
pub const PONG: u8 = 10;

/// The key of every handshake here: the example of RFC 6455, whose answer is known without computing a hash.
pub const KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";
/// The answer to [`KEY`].
pub const ACCEPT: &str = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

/// One frame of a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// What it is.
    pub opcode: u8,
    /// A client's mask.
    pub mask: Option<[u8; 4]>,
    /// Where its payload begins.
    pub begin: usize,
    /// Where it ends.
    pub end: usize,
}

/// What a buffer begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// A whole frame.
    Whole(Frame),
    /// The beginning of a frame of that many bytes, if they are known.
    Part(Option<usize>),
    /// A message in several frames, or an extension: nobody was asked for either.
    Unknown,
}

/// The first frame of `bytes`.
pub fn next(bytes: &[u8]) -> Next {
    let [first, second, ..] = *bytes else { return Next::Part(None) };
    if first & 0xf0 != 0x80 || first & 0x0f == 0 {
        return Next::Unknown;
    }
    let (length, mut begin) = match second & 0x7f {
        126 => match bytes.get(2..4) {
            Some(&[high, low]) => (usize::from(u16::from_be_bytes([high, low])), 4),
            _ => return Next::Part(None),
        },
        127 => match bytes.get(2..10).and_then(|eight| <[u8; 8]>::try_from(eight).ok()) {
            Some(eight) => match usize::try_from(u64::from_be_bytes(eight)) {
                Ok(length) if length < 1 << 40 => (length, 10),
                _ => return Next::Unknown,
            },
            None => return Next::Part(None),
        },
        short => (usize::from(short), 2),
    };
    let mut mask = None;
    if second & 0x80 != 0 {
        let Some(four) = bytes.get(begin..begin + 4).and_then(|four| <[u8; 4]>::try_from(four).ok()) else {
            return Next::Part(None);
        };
        mask = Some(four);
        begin += 4;
    }
    let end = begin + length;
    if bytes.len() < end {
        Next::Part(Some(end))
    } else {
        Next::Whole(Frame { opcode: first & 0x0f, mask, begin, end })
    }
}

/// Appends the head of a frame. A client's mask is all zero: the server has the same work with it, and one payload can
/// be sent to many without copying it for each.
pub fn head(out: &mut Vec<u8>, opcode: u8, length: usize, masked: bool) {
    let mask = if masked { 0x80 } else { 0 };
    out.push(0x80 | opcode);
    match length {
        0..126 => out.push(mask | length as u8),
        126..65_536 => {
            out.push(mask | 126);
            out.extend_from_slice(&(length as u16).to_be_bytes());
        }
        _ => {
            out.push(mask | 127);
            out.extend_from_slice(&(length as u64).to_be_bytes());
        }
    }
    if masked {
        out.extend_from_slice(&[0; 4]);
    }
}

/// Takes a client's mask off.
pub fn unmask(payload: &mut [u8], mask: [u8; 4]) {
    if mask != [0; 4] {
        for (byte, key) in payload.iter_mut().zip(mask.iter().cycle()) {
            *byte ^= key;
        }
    }
}

/// Where the head of an HTTP message ends, behind its empty line.
pub fn http_head(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_of_every_length_come_back_whole_and_not_before() {
        for length in [0usize, 1, 125, 126, 65_535, 65_536, 70_000] {
            for masked in [false, true] {
                let mut out = Vec::new();
                head(&mut out, BINARY, length, masked);
                let begin = out.len();
                out.resize(begin + length, 7);
                let mask = masked.then_some([0; 4]);
                let whole = Frame { opcode: BINARY, mask, begin, end: out.len() };
                assert_eq!(next(&out), Next::Whole(whole));
                assert!(matches!(next(&out[..out.len() - 1]), Next::Part(_)));
            }
        }
    }

    #[test]
    fn parts_of_messages_are_not_expected() {
        assert_eq!(next(&[0x02, 0]), Next::Unknown);
        assert_eq!(next(&[0xc2, 0]), Next::Unknown);
    }

    #[test]
    fn masks_are_taken_off() {
        let mut payload = *b"abcde";
        unmask(&mut payload, [1, 2, 3, 4]);
        unmask(&mut payload, [1, 2, 3, 4]);
        assert_eq!(&payload, b"abcde");
    }
}
