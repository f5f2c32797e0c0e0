//! The V1 update format, parsed without recursion into structs that borrow from the message
//! (github.com/yjs/yjs, `INTERNALS.md` and `src/utils/encoding.js`).

use std::collections::HashSet;

use crate::Rule;
use crate::cursor::{Cursor, Read, malformed};
use crate::limits::{CLIENT_MAX, CLOCK_MAX, COLLECTED_MAX};
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
    pub(crate) raw: &'a [u8],
    pub(crate) header: &'a [u8],
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

impl Deletes {
    /// Is the whole of `start..end` among them?
    pub(crate) fn cover(&self, start: u32, end: u32) -> bool {
        let at = self.ranges.partition_point(|&(_, to)| to <= start);
        self.ranges.get(at).is_some_and(|&(from, to)| from <= start && end <= to)
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Update<'a> {
    pub(crate) blocks: Vec<Block<'a>>,
    pub(crate) deletes: Vec<Deletes>,
}

const HAS_ORIGIN: u8 = 0x80;
const HAS_RIGHT: u8 = 0x40;
const HAS_KEY: u8 = 0x20;

impl<'a> Update<'a> {
    /// `trusted`: our own encoding of a whole board, where collected ranges may be of any length.
    pub(crate) fn read(bytes: &'a [u8], trusted: bool) -> Read<Self> {
        let mut cursor = Cursor::new(bytes);
        let mut seen = HashSet::new();
        let blocks = read_blocks(&mut cursor, trusted, &mut seen)?;
        seen.clear();
        let deletes = read_deletes(&mut cursor, &mut seen)?;
        if !cursor.is_empty() {
            return malformed(Rule::Encoding, "bytes follow the end");
        }
        Ok(Self { blocks, deletes })
    }

    pub(crate) fn struct_count(&self) -> usize {
        self.blocks.iter().map(|block| block.structs.len()).sum()
    }
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

fn read_blocks<'a>(cursor: &mut Cursor<'a>, trusted: bool, seen: &mut HashSet<u64>) -> Read<Vec<Block<'a>>> {
    let count = cursor.count()?;
    let mut blocks = Vec::new();
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
        // Of what is trusted the count is true; of what is not it may be a claim.
        let mut structs = Vec::with_capacity(if trusted { structs_count } else { 0 });
        for _ in 0..structs_count {
            let one = read_struct(cursor, clock, trusted)?;
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

fn read_struct<'a>(cursor: &mut Cursor<'a>, clock: u32, trusted: bool) -> Read<Struct<'a>> {
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
            if units == 0 {
                return malformed(Rule::Kind, "an inserted text is empty");
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
            // Nearly always one.
            let mut values = Vec::with_capacity(count.min(4));
            for _ in 0..count {
                values.push(Value::read(cursor)?);
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

fn read_deletes(cursor: &mut Cursor<'_>, seen: &mut HashSet<u64>) -> Read<Vec<Deletes>> {
    let count = cursor.count()?;
    let mut deletes = Vec::new();
    for _ in 0..count {
        let client = client(cursor)?;
        if !seen.insert(client) {
            return malformed(Rule::Delete, "a client stands in the delete set twice");
        }
        let range_count = cursor.count()?;
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
