//! The V1 update format, parsed without recursion into structs that borrow from the message
//! (github.com/yjs/yjs, `INTERNALS.md` and `src/utils/encoding.js`).

use crate::Rule;
use std::collections::HashMap;

use crate::cursor::{Cursor, Read, malformed};
use crate::limits::{CLIENT_MAX, CLOCK_MAX, COLLECTED_MAX, DELETE_RANGES_MAX, STRING_UNITS_MAX};
use crate::value::Value;

/// One clock of one client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Id {
    pub(crate) client: u64,
    pub(crate) clock: u32,
}

/// A shared type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shared {
    Array,
    Map,
    Text,
}

#[derive(Clone, Debug)]
pub(crate) enum Content<'a> {
    /// A garbage-collected range; knows nothing of its place.
    Collected,
    /// A deleted item that still knows its place.
    Deleted,
    Text,
    Type(Shared),
    Plain(Vec<Value<'a>>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parent<'a> {
    /// As that of the origins.
    Inherited,
    Root(&'a str),
    Item(Id),
}

#[derive(Clone, Debug)]
pub(crate) struct Struct<'a> {
    pub(crate) clock: u32,
    pub(crate) len: u32,
    pub(crate) origin: Option<Id>,
    pub(crate) right: Option<Id>,
    pub(crate) parent: Parent<'a>,
    pub(crate) key: Option<&'a str>,
    pub(crate) content: Content<'a>,
    /// Its bytes, and those of them that say where it stands.
    raw: &'a [u8],
    header: &'a [u8],
}

impl Struct<'_> {
    pub(crate) fn end(&self) -> u32 {
        self.clock + self.len
    }
}

/// The structs of one client, without gaps, in order.
#[derive(Clone, Debug)]
pub(crate) struct Block<'a> {
    pub(crate) client: u64,
    pub(crate) structs: Vec<Struct<'a>>,
}

impl Block<'_> {
    pub(crate) fn first(&self) -> u32 {
        self.structs.first().map_or(0, |s| s.clock)
    }

    pub(crate) fn end(&self) -> u32 {
        self.structs.last().map_or(0, Struct::end)
    }
}

/// Ranges of one client, sorted and disjoint: `start..end`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Deletes {
    pub(crate) client: u64,
    pub(crate) ranges: Vec<(u32, u32)>,
}

/// What stands instead of a struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Replacement {
    /// A garbage-collected range.
    Collected,
    /// A deleted item in the same place.
    Deleted,
}

#[derive(Clone, Debug)]
pub(crate) struct Update<'a> {
    pub(crate) blocks: Vec<Block<'a>>,
    pub(crate) deletes: Vec<Deletes>,
    /// The bytes of the delete set.
    deletes_raw: &'a [u8],
}

const HAS_ORIGIN: u8 = 0x80;
const HAS_RIGHT: u8 = 0x40;
const HAS_KEY: u8 = 0x20;

impl<'a> Update<'a> {
    /// `trusted`: our own encoding of a whole board, where collected ranges may be of any length.
    pub(crate) fn read(bytes: &'a [u8], trusted: bool) -> Read<Self> {
        let mut cursor = Cursor::new(bytes);
        let mut seen = std::collections::HashSet::new();
        let blocks = read_blocks(&mut cursor, trusted, &mut seen)?;
        seen.clear();
        let start = cursor.clone();
        let deletes = read_deletes(&mut cursor, trusted, &mut seen)?;
        let deletes_raw = cursor.since(&start);
        if !cursor.is_empty() {
            return malformed(Rule::Encoding, "bytes follow the end");
        }
        Ok(Self { blocks, deletes, deletes_raw })
    }

    /// The same update with some structs replaced by others of the same clocks.
    pub(crate) fn rewritten(&self, replaced: &HashMap<Id, Replacement>) -> Vec<u8> {
        let mut out = Vec::new();
        write_uint(&mut out, self.blocks.len() as u64);
        for block in &self.blocks {
            write_uint(&mut out, block.structs.len() as u64);
            write_uint(&mut out, block.client);
            write_uint(&mut out, u64::from(block.first()));
            for one in &block.structs {
                match replaced.get(&Id { client: block.client, clock: one.clock }) {
                    None => out.extend_from_slice(one.raw),
                    Some(Replacement::Collected) => {
                        out.push(0);
                        write_uint(&mut out, u64::from(one.len));
                    }
                    Some(Replacement::Deleted) => {
                        let (info, place) = one.header.split_first().unwrap_or((&0, &[]));
                        out.push(info & !0x1f | 1);
                        out.extend_from_slice(place);
                        write_uint(&mut out, u64::from(one.len));
                    }
                }
            }
        }
        out.extend_from_slice(self.deletes_raw);
        out
    }

    /// Does the delete set name the whole of `start..end`?
    pub(crate) fn deletes_all(&self, client: u64, start: u32, end: u32) -> bool {
        self.deletes
            .iter()
            .filter(|block| block.client == client)
            .any(|block| block.ranges.iter().any(|&(from, to)| from <= start && end <= to))
    }

    pub(crate) fn struct_count(&self) -> usize {
        self.blocks.iter().map(|block| block.structs.len()).sum()
    }
}

fn write_uint(out: &mut Vec<u8>, mut value: u64) {
    while value > 0x7f {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn client(cursor: &mut Cursor<'_>) -> Read<u64> {
    match cursor.uint(CLIENT_MAX)? {
        0 => malformed(Rule::Author, "a client id is 0"),
        client => Ok(client),
    }
}

fn id(cursor: &mut Cursor<'_>) -> Read<Id> {
    Ok(Id { client: client(cursor)?, clock: cursor.uint(CLOCK_MAX)? as u32 })
}

fn read_blocks<'a>(
    cursor: &mut Cursor<'a>,
    trusted: bool,
    seen: &mut std::collections::HashSet<u64>,
) -> Read<Vec<Block<'a>>> {
    let count = cursor.count()?;
    let mut blocks = Vec::new();
    let mut elements = 0;
    for _ in 0..count {
        let structs_count = cursor.count()?;
        let client = client(cursor)?;
        if structs_count == 0 {
            return malformed(Rule::Encoding, "a client has no structs");
        }
        if !seen.insert(client) {
            return malformed(Rule::Encoding, "a client stands in it twice");
        }
        let mut clock = cursor.uint(CLOCK_MAX)? as u32;
        let mut structs = Vec::new();
        for _ in 0..structs_count {
            let one = read_struct(cursor, clock, trusted, &mut elements)?;
            if u64::from(one.end()) > CLOCK_MAX {
                return malformed(Rule::Clock, "a clock is too large");
            }
            clock = one.end();
            structs.push(one);
        }
        blocks.push(Block { client, structs });
    }
    Ok(blocks)
}

fn read_struct<'a>(
    cursor: &mut Cursor<'a>,
    clock: u32,
    trusted: bool,
    elements: &mut usize,
) -> Read<Struct<'a>> {
    let start = cursor.clone();
    let info = cursor.byte()?;
    let collected_max = if trusted { CLOCK_MAX } else { COLLECTED_MAX };
    let kind = info & 0x1f;
    if kind == 0 {
        // Yjs writes a collected range without flags.
        if info != 0 {
            return malformed(Rule::Encoding, "a collected range has flags");
        }
        let len = length(cursor, collected_max)?;
        return Ok(Struct {
            clock,
            len,
            origin: None,
            right: None,
            parent: Parent::Inherited,
            key: None,
            content: Content::Collected,
            raw: cursor.since(&start),
            header: &[],
        });
    }
    let origin = if info & HAS_ORIGIN != 0 { Some(id(cursor)?) } else { None };
    let right = if info & HAS_RIGHT != 0 { Some(id(cursor)?) } else { None };
    let (mut parent, mut key) = (Parent::Inherited, None);
    if origin.is_none() && right.is_none() {
        parent = match cursor.uint(1)? {
            1 => Parent::Root(cursor.string()?),
            _ => Parent::Item(id(cursor)?),
        };
        if info & HAS_KEY != 0 {
            key = Some(cursor.string()?);
        }
    }
    let header = cursor.since(&start);
    let (content, len) = match kind {
        1 => (Content::Deleted, length(cursor, collected_max)?),
        4 => {
            let text = cursor.string()?;
            let units = text.encode_utf16().count();
            if units == 0 || units > STRING_UNITS_MAX && !trusted {
                return malformed(Rule::Kind, "an inserted text is empty or too long");
            }
            (Content::Text, units as u32)
        }
        7 => {
            let shared = match cursor.uint(255)? {
                0 => Shared::Array,
                1 => Shared::Map,
                2 => Shared::Text,
                _ => return malformed(Rule::Kind, "a shared type of a kind that is not used here"),
            };
            (Content::Type(shared), 1)
        }
        8 => {
            let count = cursor.count()?;
            if count == 0 {
                return malformed(Rule::Kind, "a list of no values");
            }
            let mut values = Vec::new();
            if trusted {
                *elements = 0;
            }
            for _ in 0..count {
                values.push(Value::read(cursor, elements)?);
            }
            (Content::Plain(values), count as u32)
        }
        _ => return malformed(Rule::Kind, "a content of a kind that is not used here"),
    };
    Ok(Struct { clock, len, origin, right, parent, key, content, raw: cursor.since(&start), header })
}

fn length(cursor: &mut Cursor<'_>, max: u64) -> Read<u32> {
    match cursor.uint(CLOCK_MAX)? {
        0 => malformed(Rule::Kind, "a range of length 0"),
        len if len > max => malformed(Rule::Kind, "a collected range is too long"),
        len => Ok(len as u32),
    }
}

fn read_deletes(
    cursor: &mut Cursor<'_>,
    trusted: bool,
    seen: &mut std::collections::HashSet<u64>,
) -> Read<Vec<Deletes>> {
    let count = cursor.count()?;
    let mut deletes = Vec::new();
    let mut total = 0;
    for _ in 0..count {
        let client = client(cursor)?;
        if !seen.insert(client) {
            return malformed(Rule::Delete, "a client stands in the delete set twice");
        }
        let range_count = cursor.count()?;
        total += range_count as u64;
        if total > DELETE_RANGES_MAX && !trusted {
            return malformed(Rule::Delete, "the delete set has too many ranges");
        }
        if range_count == 0 {
            return malformed(Rule::Delete, "a client of the delete set has no ranges");
        }
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for _ in 0..range_count {
            let start = cursor.uint(CLOCK_MAX)?;
            let end = start + cursor.uint(CLOCK_MAX)?;
            let after_last = ranges.last().is_none_or(|&(_, last)| u64::from(last) <= start);
            if end == start || end > CLOCK_MAX || !after_last {
                return malformed(Rule::Delete, "the delete set is not sorted and disjoint");
            }
            ranges.push((start as u32, end as u32));
        }
        deletes.push(Deletes { client, ranges });
    }
    Ok(deletes)
}
