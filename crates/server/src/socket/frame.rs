//! One WebSocket frame on its way out.

use std::io::{self, IoSlice};

use bytes::Bytes;
use tungstenite::protocol::frame::FrameHeader;
use tungstenite::protocol::frame::coding::{Control, Data, OpCode};

use super::Line;

/// A header without mask at its longest (RFC 6455, 5.2).
const HEADER_BYTES: usize = 10;
/// Bytes of a close's reason, so that the payload stays below 126 (RFC 6455, 5.5).
const REASON_BYTES: usize = 123;

/// A frame, and how much of it has been written. Its payload is shared, never copied.
#[derive(Clone, Debug)]
pub struct Frame {
    header: [u8; HEADER_BYTES],
    header_len: u8,
    payload: Bytes,
    written: usize,
}

impl Frame {
    /// A binary message.
    pub fn binary(payload: Bytes) -> Frame {
        Frame::new(OpCode::Data(Data::Binary), payload)
    }

    /// A ping without content.
    pub fn ping() -> Frame {
        Frame::new(OpCode::Control(Control::Ping), Bytes::new())
    }

    /// A close. Reasons are a word each; what is longer than the protocol allows is cut.
    pub fn close(code: u16, reason: &str) -> Frame {
        let mut payload = code.to_be_bytes().to_vec();
        payload.extend(reason.bytes().take(REASON_BYTES));
        Frame::new(OpCode::Control(Control::Close), payload.into())
    }

    /// A frame that is encoded already, its header included.
    pub(super) fn ready(payload: Bytes) -> Frame {
        Frame { header: [0; HEADER_BYTES], header_len: 0, payload, written: 0 }
    }

    fn new(opcode: OpCode, payload: Bytes) -> Frame {
        let header = FrameHeader { opcode, ..FrameHeader::default() };
        let len = payload.len() as u64;
        let mut bytes = [0; HEADER_BYTES];
        // An array that is long enough cannot fail to be written to.
        let _ = header.format(len, &mut bytes.as_mut_slice());
        Frame { header: bytes, header_len: header.len(len) as u8, payload, written: 0 }
    }

    /// Has some of it been written? Then the rest has to follow before anything else.
    pub fn is_begun(&self) -> bool {
        self.written > 0
    }

    /// What it carries.
    pub fn payload(&self) -> &Bytes {
        &self.payload
    }

    /// Writes what the line takes; answers whether that was all.
    ///
    /// # Errors
    /// When the line has ended.
    pub fn write(&mut self, line: &dyn Line) -> io::Result<bool> {
        let header_len = usize::from(self.header_len);
        let len = header_len + self.payload.len();
        while self.written < len {
            let parts = [
                IoSlice::new(&self.header[self.written.min(header_len)..header_len]),
                IoSlice::new(&self.payload[self.written.saturating_sub(header_len)..]),
            ];
            match line.try_write(&parts) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(written) => self.written += written,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(false),
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }
}
