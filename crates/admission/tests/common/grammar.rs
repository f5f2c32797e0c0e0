//! Hostile updates from a seed: honest ones with flipped, cut and spliced bytes, and grammatical ones with random places.
#![allow(dead_code, missing_docs)]

use admission::Admission;

const ROOTS: [&str; 7] = ["notes", "links", "meta", "clusters", "comments", "marks", "evil"];
const KEYS: [&str; 13] =
    ["n1", "n2", "n3", "text", "pos", "x", "locked", "", "on", "author", "done", "points", "image"];

/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators").
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// An honest update with up to four changes.
pub fn mutated(random: &mut Random, corpus: &[Vec<u8>]) -> Vec<u8> {
    let mut update = random.one(corpus).clone();
    for _ in 0..1 + random.below(4) {
        if update.is_empty() {
            break;
        }
        let at = random.below(update.len());
        match random.below(7) {
            0 => update[at] ^= 1 << random.below(8),
            1 => update[at] = random.next() as u8,
            2 => update.insert(at, random.next() as u8),
            3 => {
                update.remove(at);
            }
            4 => {
                let other = random.one(corpus);
                let from = random.below(other.len());
                let to = from + random.below(other.len() - from);
                update.splice(at..at, other[from..to].iter().copied());
            }
            5 => update[at] = [0, 1, 0x7f, 0x80, 0xff, 7, 8][random.below(7)],
            _ => update.truncate(at),
        }
    }
    update
}

pub fn varuint(out: &mut Vec<u8>, mut value: u64) {
    while value > 0x7f {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn text(out: &mut Vec<u8>, text: &str) {
    varuint(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

/// A client id and the clock it will have when what was written so far is taken.
type Next = (u64, u64);

/// A grammatical update under some of the ids `own`, whose places are random, mostly near something that exists.
pub fn grown(random: &mut Random, index: &Admission, own: &[u64]) -> Vec<u8> {
    let known = index.state_vector();
    let mut next: Vec<Next> =
        own.iter().map(|&client| (client, u64::from(index.next_clock(client)))).collect();
    let writers = (1 + random.below(2)).min(own.len());
    let mut out = Vec::new();
    varuint(&mut out, writers as u64);
    for writer in 0..writers {
        let overlap = if random.below(8) == 0 { next[writer].1.min(random.below(3) as u64) } else { 0 };
        next[writer].1 -= overlap;
        let (client, first) = next[writer];
        let mut structs = Vec::new();
        let mut count = 0;
        if random.below(3) == 0 {
            let (made, len) = note(random, &mut structs, (client, first));
            count += made;
            next[writer].1 += len;
        }
        for _ in 0..random.below(4) + usize::from(count == 0) {
            next[writer].1 += match random.below(3) {
                0 => letters(random, &mut structs, next[writer]),
                _ => one_struct(random, &mut structs, &known, &next),
            };
            count += 1;
        }
        varuint(&mut out, count);
        varuint(&mut out, client);
        varuint(&mut out, first);
        out.extend_from_slice(&structs);
    }
    let deletes = random.below(3);
    varuint(&mut out, deletes as u64);
    let mut used = Vec::new();
    for _ in 0..deletes {
        let (client, clock) = some_id(random, &known, &next);
        let client = if used.contains(&client) { *random.one(own) } else { client };
        used.push(client);
        varuint(&mut out, client);
        varuint(&mut out, 1);
        varuint(&mut out, clock);
        varuint(&mut out, 1 + random.below(5) as u64);
    }
    out
}

fn some_id(random: &mut Random, known: &[(u64, u32)], next: &[Next]) -> (u64, u64) {
    if known.is_empty() || random.below(2) == 0 {
        let &(client, clock) = random.one(next);
        // Mostly the latest: that is where honest clients go on.
        let back =
            if random.below(2) == 0 { 1 + random.below(3) as u64 } else { random.next() % (clock + 2) };
        (client, (clock + 1).saturating_sub(back))
    } else {
        let &(client, clock) = random.one(known);
        let beyond = usize::from(random.below(20) == 0);
        (client, random.below(clock as usize + beyond) as u64)
    }
}

/// A note as clients make it, whose last struct is a letter of its text: what comes next often goes on there. Answers
/// with the numbers of structs and of clocks.
fn note(random: &mut Random, out: &mut Vec<u8>, (client, first): Next) -> (u64, u64) {
    let id = |out: &mut Vec<u8>, clock: u64| {
        varuint(out, client);
        varuint(out, clock);
    };
    out.extend_from_slice(&[0x27, 1]);
    text(out, "notes");
    // Mostly one that nobody has.
    text(out, &if random.below(4) == 0 { "n1".to_owned() } else { format!("e{client}-{first}") });
    out.push(1);
    out.extend_from_slice(&[0x28, 0]);
    id(out, first);
    text(out, "pos");
    out.extend_from_slice(&[1, 117, 2, 125, 1, 125, 2]);
    out.extend_from_slice(&[0x27, 0]);
    id(out, first);
    text(out, "text");
    out.push(2);
    out.extend_from_slice(&[4, 0]);
    id(out, first + 2);
    text(out, "ab🌲");
    out.push(0x84);
    id(out, first + 6);
    text(out, "c");
    (5, 8)
}

/// Goes on where the client wrote last, which is a text more often than not.
fn letters(random: &mut Random, out: &mut Vec<u8>, (client, clock): Next) -> u64 {
    let letters = random.one(&["a", "xy", "🌲"]);
    out.push(0x84);
    varuint(out, client);
    varuint(out, clock.saturating_sub(1 + random.below(3) as u64));
    text(out, letters);
    letters.encode_utf16().count() as u64
}

fn one_struct(random: &mut Random, out: &mut Vec<u8>, known: &[(u64, u32)], next: &[Next]) -> u64 {
    let kind = [0, 1, 4, 4, 4, 7, 7, 8, 8, 8, 6, 10][random.below(12)];
    if kind == 0 {
        let len = 1 + random.below(3) as u64;
        out.push(0);
        varuint(out, len);
        return len;
    }
    let place = random.below(6);
    let (origin, right) = (place & 1 != 0, place & 2 != 0);
    let keyed = random.below(3) > 0;
    out.push(kind | u8::from(origin) << 7 | u8::from(right) << 6 | u8::from(keyed) << 5);
    for wanted in [origin, right] {
        if wanted {
            let (client, clock) = some_id(random, known, next);
            varuint(out, client);
            varuint(out, clock);
        }
    }
    if !origin && !right {
        if random.below(3) == 0 {
            out.push(1);
            text(out, ROOTS[random.below(ROOTS.len())]);
        } else {
            out.push(0);
            let (client, clock) = some_id(random, known, next);
            varuint(out, client);
            varuint(out, clock);
        }
        if keyed {
            text(out, KEYS[random.below(KEYS.len())]);
        }
    }
    match kind {
        1 => {
            let len = 1 + random.below(3) as u64;
            varuint(out, len);
            len
        }
        4 => {
            let word = ["a", "xy", "🌲", "\u{301}", ""][random.below(5)];
            text(out, word);
            word.encode_utf16().count() as u64
        }
        7 => {
            varuint(out, random.below(4) as u64);
            1
        }
        8 => {
            let count = 1 + random.below(2);
            varuint(out, count as u64);
            for _ in 0..count {
                match random.below(5) {
                    0 => out.extend_from_slice(&[117, 2, 125, 1, 125, 2]),
                    1 => out.push(126),
                    2 => out.push(120 + random.below(2) as u8),
                    3 => out.extend_from_slice(&[119, 1, b'a']),
                    _ => out.extend_from_slice(&[118, 1, 1, b'k', 120]),
                }
            }
            count as u64
        }
        _ => {
            out.push(1);
            1
        }
    }
}
