//! Updates written by hand, byte by byte: what no client would send, and the little that one would.
#![allow(dead_code, missing_docs)]

use super::grammar::varuint;

/// Found by fuzzing yrs 0.28.1: use after free, endless loops, panics, poisoned states, an author hijack, bombs.
pub const FINDINGS: [&str; 12] = [
    "02010200a9010706677569642d3176000007ffffffff0f00",
    "010201feffffff0f0a0505010174027b7d010202320317ffffffff0f",
    "010109000401016104f09f988000",
    "0201070147090a060509ffffffff0f0080808080088401330ac3a9f09f9880f09f988000ffffffff0fc90220020a06677569642d3176002200091f026e300001780103021e0e1a06",
    "010203feffffff0f0001a70301060107012503",
    "0200070002020000ffffffff0f0401027a7a04f09f988000",
    "020007000101fdffffff0f210101780003020300030319033e11290d",
    "01010200a2033702017801780131010200",
    "8080808001",
    "0101050000c0843d00",
    "ffffffff0f",
    "00ffffffff0f",
];

/// Meant for the other encoding (V2), where it poisons the engine. Read as V1 it is well formed, about clocks that nobody
/// knows: it is answered by a question, and nothing of it is taken.
pub const OF_THE_OTHER_ENCODING: &str = "0101073700010109011802";

/// Shared types, as they stand in an update.
pub const ARRAY: &[u8] = &[0];
pub const MAP: &[u8] = &[1];
pub const TEXT: &[u8] = &[2];

/// Kinds of content.
pub const DELETED: u8 = 1;
pub const STRING: u8 = 4;
pub const TYPE: u8 = 7;
pub const ANY: u8 = 8;

/// An update in parts.
#[derive(Clone, Debug, Default)]
pub struct Crafted {
    blocks: Vec<(u64, u64, Vec<Vec<u8>>)>,
    deletes: Vec<(u64, Vec<(u64, u64)>)>,
}

impl Crafted {
    /// Structs of one client from a clock on.
    pub fn block(mut self, client: u64, first: u64, structs: impl IntoIterator<Item = Vec<u8>>) -> Self {
        self.blocks.push((client, first, structs.into_iter().collect()));
        self
    }

    /// Ranges (start, length) of one client.
    pub fn delete(mut self, client: u64, ranges: impl IntoIterator<Item = (u64, u64)>) -> Self {
        self.deletes.push((client, ranges.into_iter().collect()));
        self
    }

    /// The bytes of it.
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        varuint(&mut out, self.blocks.len() as u64);
        for (client, first, structs) in &self.blocks {
            varuint(&mut out, structs.len() as u64);
            varuint(&mut out, *client);
            varuint(&mut out, *first);
            structs.iter().for_each(|one| out.extend_from_slice(one));
        }
        varuint(&mut out, self.deletes.len() as u64);
        for (client, ranges) in &self.deletes {
            varuint(&mut out, *client);
            varuint(&mut out, ranges.len() as u64);
            for (start, len) in ranges {
                varuint(&mut out, *start);
                varuint(&mut out, *len);
            }
        }
        out
    }
}

fn id(out: &mut Vec<u8>, (client, clock): (u64, u64)) {
    varuint(out, client);
    varuint(out, clock);
}

pub fn text(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    varuint(&mut out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
    out
}

/// A struct under a key of a root.
pub fn in_root(kind: u8, root: &str, key: &str, content: &[u8]) -> Vec<u8> {
    let mut out = vec![kind | 0x20, 1];
    out.extend(text(root));
    out.extend(text(key));
    out.extend_from_slice(content);
    out
}

/// A struct in a shared type, under a key if there is one.
pub fn inside(kind: u8, parent: (u64, u64), key: &str, content: &[u8]) -> Vec<u8> {
    let mut out = vec![kind | if key.is_empty() { 0 } else { 0x20 }, 0];
    id(&mut out, parent);
    if !key.is_empty() {
        out.extend(text(key));
    }
    out.extend_from_slice(content);
    out
}

/// A struct behind another.
pub fn behind(kind: u8, origin: (u64, u64), content: &[u8]) -> Vec<u8> {
    let mut out = vec![kind | 0x80];
    id(&mut out, origin);
    out.extend_from_slice(content);
    out
}

/// One plain value.
pub fn plain(value: &[u8]) -> Vec<u8> {
    [&[1], value].concat()
}

/// `[x, y]` as plain floats.
pub fn pair(x: f64, y: f64) -> Vec<u8> {
    let mut out = vec![117, 2];
    for n in [x, y] {
        out.push(123);
        out.extend_from_slice(&n.to_be_bytes());
    }
    out
}

/// A plain text.
pub fn string(of: &str) -> Vec<u8> {
    [&[119][..], &text(of)].concat()
}

/// The first edit of a client: an empty note with one plain field.
pub fn note(client: u64, id: &str, field: &str, value: &[u8]) -> Vec<u8> {
    let map = in_root(TYPE, "notes", id, MAP);
    Crafted::default().block(client, 0, [map, inside(ANY, (client, 0), field, &plain(value))]).bytes()
}

/// The first edit of a client: a note (clock 0) with a text (clock 1) of which the letters go on behind each other.
pub fn written(client: u64, id: &str, letters: u64) -> Vec<u8> {
    let mut structs = vec![in_root(TYPE, "notes", id, MAP), inside(TYPE, (client, 0), "text", TEXT)];
    for nth in 0..letters {
        structs.push(match nth {
            0 => inside(STRING, (client, 1), "", &text("a")),
            _ => behind(STRING, (client, 1 + nth), &text("a")),
        });
    }
    Crafted::default().block(client, 0, structs).bytes()
}

/// What is too much of something for the engine's stack, memory or time, as the first edit of these clients.
pub fn bombs() -> Vec<(String, Vec<u8>)> {
    let mut bombs = Vec::new();
    for depth in [7, 6_300, 100_000] {
        let value = [[117, 1].repeat(depth), vec![126]].concat();
        bombs.push((format!("values nested {depth} deep"), note(77, "b", "extra", &value)));
        let value = [[118, 1, 1, b'k'].repeat(depth), vec![126]].concat();
        bombs.push((format!("maps of values nested {depth} deep"), note(77, "b", "extra", &value)));
    }
    for depth in [4_u64, 3_000, 7_400] {
        for (kind, content, key) in [("maps", MAP, "m"), ("arrays", ARRAY, "")] {
            let nested = nest(77, depth, content, key);
            bombs.push((format!("{kind} nested {depth} deep"), nested.bytes()));
            bombs.push((
                format!("{kind} nested {depth} deep and deleted"),
                nested.delete(77, [(0, 1)]).bytes(),
            ));
        }
    }
    let (mut none, mut one) = (Crafted::default(), Crafted::default());
    for client in 100..22_100 {
        none = none.block(client, 0, []);
        one = one.block(client, 0, [in_root(ANY, "meta", "k", &plain(&[126]))]);
    }
    bombs.push(("22,000 clients without structs".to_owned(), none.bytes()));
    bombs.push(("22,000 clients".to_owned(), one.bytes()));
    for count in [4_000_u64, 20_000] {
        let set = |_| inside(ANY, (77, 0), "k", &plain(&[126]));
        let sets = std::iter::once(in_root(TYPE, "notes", "b", MAP)).chain((0..count).map(set));
        bombs.push((format!("one key set {count} times"), Crafted::default().block(77, 0, sets).bytes()));
        let again = |nth| if nth == 0 { set(0) } else { behind(ANY, (77, 1), &plain(&[126])) };
        let sets = std::iter::once(in_root(TYPE, "notes", "b", MAP)).chain((0..count).map(again));
        bombs.push((
            format!("one value set over {count} times"),
            Crafted::default().block(77, 0, sets).bytes(),
        ));
        let head = [in_root(TYPE, "notes", "b", MAP), inside(TYPE, (77, 0), "text", TEXT)];
        let letters = (0..count).map(|_| inside(STRING, (77, 1), "", &text("a")));
        let letters = Crafted::default().block(77, 0, head.into_iter().chain(letters));
        bombs.push((format!("{count} letters before each other"), letters.bytes()));
    }
    bombs
}

fn nest(client: u64, depth: u64, content: &[u8], key: &str) -> Crafted {
    let mut structs = vec![in_root(TYPE, "notes", "b", MAP)];
    structs.push(inside(TYPE, (client, 0), "m", content));
    structs.extend((1..depth).map(|clock| inside(TYPE, (client, clock), key, content)));
    Crafted::default().block(client, 0, structs)
}

/// The blocks of one update behind those of another, under one count, with the rest of the second.
pub fn merged(first: &[u8], second: &[u8]) -> Vec<u8> {
    let mut out = vec![first[0].wrapping_add(second[0])];
    out.extend_from_slice(&first[1..first.len() - 1]);
    out.extend_from_slice(&second[1..]);
    out
}
