//! ZIP archives (PKWARE APPNOTE 6.3), as office documents are: names in ASCII, no date, the same bytes for the same parts.

use flate2::{Compress, Compression, FlushCompress, Status};

/// 1 January 1980, midnight: the earliest there is, and nobody's.
const DATE: [u8; 4] = [0x00, 0x00, 0x21, 0x00];
/// Version 2.0: deflate.
const VERSION: u16 = 20;

/// How a part is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    /// As it is: what is compressed already, and what is told by its bytes.
    Stored,
    Deflated,
}

/// An archive under way. All of it is in memory; together less than 4 GiB.
#[derive(Default)]
pub(crate) struct Archive {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    parts: u16,
}

impl Archive {
    /// Adds a part; `name` with slashes, as the format wants.
    pub(crate) fn add(&mut self, name: &str, method: Method, content: &[u8]) {
        let packed = match method {
            Method::Stored => None,
            Method::Deflated => deflate(content),
        };
        let (kind, data): (u16, &[u8]) = match &packed {
            Some(packed) => (8, packed),
            None => (0, content),
        };
        let offset = self.bytes.len() as u32;
        // What local header and directory say alike, from the version on.
        let mut about = Vec::with_capacity(26);
        about.extend(VERSION.to_le_bytes());
        about.extend([0, 0]);
        about.extend(kind.to_le_bytes());
        about.extend(DATE);
        about.extend(crc32fast::hash(content).to_le_bytes());
        about.extend((data.len() as u32).to_le_bytes());
        about.extend((content.len() as u32).to_le_bytes());
        about.extend((name.len() as u16).to_le_bytes());
        about.extend([0, 0]);
        self.bytes.extend(*b"PK\x03\x04");
        self.bytes.extend(&about);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(data);
        self.directory.extend(*b"PK\x01\x02");
        self.directory.extend(VERSION.to_le_bytes());
        self.directory.extend(&about);
        // No comment, the first disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(offset.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.parts += 1;
    }

    /// The whole file.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        let (start, length) = (self.bytes.len() as u32, self.directory.len() as u32);
        self.bytes.append(&mut self.directory);
        self.bytes.extend(*b"PK\x05\x06\0\0\0\0");
        self.bytes.extend(self.parts.to_le_bytes());
        self.bytes.extend(self.parts.to_le_bytes());
        self.bytes.extend(length.to_le_bytes());
        self.bytes.extend(start.to_le_bytes());
        self.bytes.extend([0, 0]);
        self.bytes
    }
}

/// None where it would not get smaller.
fn deflate(content: &[u8]) -> Option<Vec<u8>> {
    let mut packed = Vec::with_capacity(content.len() + 64);
    let mut compress = Compress::new(Compression::new(6), false);
    let done = compress.compress_vec(content, &mut packed, FlushCompress::Finish);
    (matches!(done, Ok(Status::StreamEnd)) && packed.len() < content.len()).then_some(packed)
}
