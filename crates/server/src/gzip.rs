//! Boards as they are kept and sent: compressed.

use std::io::{self, Read, Write};

use bytes::Bytes;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

pub use flate2::Compression;

/// Compresses it.
///
/// # Errors
/// Only a lack of memory can cause one.
pub fn pack(plain: &[u8], level: Compression) -> io::Result<Bytes> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 3), level);
    encoder.write_all(plain)?;
    encoder.finish().map(Bytes::from)
}

/// What [`pack`] was given.
///
/// # Errors
/// When it is not what gzip makes.
pub fn unpack(packed: &[u8]) -> io::Result<Vec<u8>> {
    let mut plain = Vec::new();
    GzDecoder::new(packed).read_to_end(&mut plain)?;
    Ok(plain)
}
