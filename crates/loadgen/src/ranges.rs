//! What an update holds, without a document: which clocks of which clients.
//!
//! Several edits may come in one merged update and one edit in several frames; counted is what was seen, not what
//! frames there were. A receiver reads two hundred thousand of them a second, so nothing is allocated here.

use crate::number::{Malformed, Reader};

/// Hears what [`read`] finds. Nothing but [`Visit::range`] need be answered.
pub trait Visit {
    /// Clocks `from..to` of `client` are in the update. Neighbouring structs come as one range.
    fn range(&mut self, client: u64, from: u64, to: u64);
    /// A client's structs begin: how many, whose, from which clock. The header lies at `begin..end` of the update.
    fn client(&mut self, structs: u64, client: u64, clock: u64, end: usize) {
        let _ = (structs, client, clock, end);
    }
    /// An id is written at `begin..end` of the update.
    fn id(&mut self, client: u64, clock: u64, begin: usize, end: usize) {
        let _ = (client, clock, begin, end);
    }
    /// The structs end and the deletions begin at `end`.
    fn structs_end(&mut self, end: usize) {
        let _ = end;
    }
}

const GC: u8 = 0;
const DELETED: u8 = 1;
const JSON: u8 = 2;
const BINARY: u8 = 3;
const STRING: u8 = 4;
const EMBED: u8 = 5;
const FORMAT: u8 = 6;
const TYPE: u8 = 7;
const ANY: u8 = 8;
const DOC: u8 = 9;
const SKIP: u8 = 10;

const HAS_ORIGIN: u8 = 0x80;
const HAS_RIGHT_ORIGIN: u8 = 0x40;
const HAS_KEY: u8 = 0x20;

/// Types that carry a name: XML element and XML hook.
const NAMED_TYPES: [u64; 2] = [3, 5];
const DEPTH_MAX: usize = 32;

/// Reads the structs of a V1 update; its deletions are skipped.
///
/// # Errors
/// [`Malformed`] when it is none.
pub fn read(update: &[u8], visit: &mut impl Visit) -> Result<(), Malformed> {
    let mut reader = Reader::new(update);
    let clients = reader.number()?;
    for _ in 0..clients {
        let structs = reader.number()?;
        let client = reader.number()?;
        let begin = reader.number()?;
        visit.client(structs, client, begin, reader.at());
        let (mut from, mut clock) = (begin, begin);
        for _ in 0..structs {
            let info = reader.byte()?;
            if info & 0x1f == SKIP {
                if from < clock {
                    visit.range(client, from, clock);
                }
                clock += reader.number()?;
                from = clock;
                continue;
            }
            clock += length(&mut reader, info, visit)?;
        }
        if from < clock {
            visit.range(client, from, clock);
        }
    }
    visit.structs_end(reader.at());
    Ok(())
}

/// How many clocks one struct takes.
fn length(reader: &mut Reader<'_>, info: u8, visit: &mut impl Visit) -> Result<u64, Malformed> {
    let content = info & 0x1f;
    if content == GC {
        return reader.number();
    }
    if info & HAS_ORIGIN != 0 {
        id(reader, visit)?;
    }
    if info & HAS_RIGHT_ORIGIN != 0 {
        id(reader, visit)?;
    }
    if info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN) == 0 {
        if reader.number()? == 1 {
            reader.bytes()?;
        } else {
            id(reader, visit)?;
        }
        if info & HAS_KEY != 0 {
            reader.bytes()?;
        }
    }
    match content {
        DELETED => reader.number(),
        JSON => {
            let count = reader.number()?;
            for _ in 0..count {
                reader.bytes()?;
            }
            Ok(count)
        }
        STRING => Ok(utf16(reader.bytes()?)),
        BINARY | EMBED => reader.bytes().map(|_| 1),
        FORMAT => {
            reader.bytes()?;
            reader.bytes().map(|_| 1)
        }
        TYPE => {
            if NAMED_TYPES.contains(&reader.number()?) {
                reader.bytes()?;
            }
            Ok(1)
        }
        ANY => {
            let count = reader.number()?;
            for _ in 0..count {
                value(reader, 0)?;
            }
            Ok(count)
        }
        DOC => {
            reader.bytes()?;
            value(reader, 0)?;
            Ok(1)
        }
        _ => Err(Malformed),
    }
}

#[inline]
fn id(reader: &mut Reader<'_>, visit: &mut impl Visit) -> Result<(), Malformed> {
    let begin = reader.at();
    let client = reader.number()?;
    let clock = reader.number()?;
    visit.id(client, clock, begin, reader.at());
    Ok(())
}

/// UTF-16 units of a text in UTF-8: what Yjs counts.
fn utf16(text: &[u8]) -> u64 {
    if text.is_ascii() {
        return text.len() as u64;
    }
    text.iter().map(|byte| u64::from(byte & 0xc0 != 0x80) + u64::from(*byte >= 0xf0)).sum()
}

fn value(reader: &mut Reader<'_>, depth: usize) -> Result<(), Malformed> {
    if depth > DEPTH_MAX {
        return Err(Malformed);
    }
    match reader.byte()? {
        120 | 121 | 126 | 127 => {}
        122 | 123 => {
            reader.take(8)?;
        }
        124 => {
            reader.take(4)?;
        }
        125 => while reader.byte()? >= 0x80 {},
        116 | 119 => {
            reader.bytes()?;
        }
        117 => {
            for _ in 0..reader.number()? {
                value(reader, depth + 1)?;
            }
        }
        118 => {
            for _ in 0..reader.number()? {
                reader.bytes()?;
                value(reader, depth + 1)?;
            }
        }
        _ => return Err(Malformed),
    }
    Ok(())
}

/// The clock behind `client`'s last one in a state vector; 0 if it does not name it.
///
/// # Errors
/// [`Malformed`] when it is no state vector.
pub fn clock_in(state_vector: &[u8], client: u64) -> Result<u64, Malformed> {
    let mut reader = Reader::new(state_vector);
    for _ in 0..reader.number()? {
        let (id, clock) = (reader.number()?, reader.number()?);
        if id == client {
            return Ok(clock);
        }
    }
    Ok(0)
}
