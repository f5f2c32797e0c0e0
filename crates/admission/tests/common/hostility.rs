//! Seeded hostile updates: honest ones with flipped, cut and spliced bytes, and grammatical ones with random places.
//! Whatever is admitted is applied to the engine, encoded and read, and the index must agree with the document.
#![allow(dead_code, missing_docs, clippy::unwrap_used)]

use admission::{Admission, Limits, Role, Sender, Verdict};

use crate::{Board, base64};

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
}

/// What a run did.
#[derive(Debug, Default)]
pub struct Tally {
    pub runs: u64,
    pub admitted: u64,
    pub duplicate: u64,
    pub gap: u64,
    pub refused: u64,
}

struct World {
    board: Board,
    index: Admission,
    corpus: Vec<Vec<u8>>,
    admitted: u32,
}

const SESSIONS: [&str; 2] = [
    include_str!("../../../../tests/data/yjs-sessions/1.txt"),
    include_str!("../../../../tests/data/yjs-sessions/4.txt"),
];
/// The attacker's own client ids.
const OWN: [u64; 3] = [7, 8, 9];

fn limits() -> Limits {
    Limits {
        bytes_burst: u64::MAX / 4,
        structs_burst: u64::MAX / 4,
        clients_per_participant: 10_000,
        ..Limits::default()
    }
}

fn world(which: usize) -> World {
    let board = Board::new();
    let mut index = Admission::new(limits());
    let mut corpus = Vec::new();
    for line in SESSIONS[which].lines().filter(|line| !line.starts_with('=')).take(160) {
        let (who, rest) = line.split_once(' ').unwrap();
        let update = base64(rest);
        match index.admit(&Sender { participant: who, role: Role::Editor }, &update, 0) {
            Verdict::Admitted => board.apply(&update),
            Verdict::Rewritten(taken) => board.apply(&taken),
            _ => {}
        }
        corpus.push(update);
    }
    World { board, index, corpus, admitted: 0 }
}

/// Feeds `runs` hostile updates. Panics with the update in hexadecimal when something gives.
pub fn run(seed: u64, runs: u64) -> Tally {
    let mut random = Random(seed);
    let mut tally = Tally::default();
    let mut world_now = world(0);
    for _ in 0..runs {
        tally.runs += 1;
        if world_now.admitted >= 200 {
            world_now = world(random.below(SESSIONS.len()));
        }
        let update = if random.below(2) == 0 {
            mutated(&mut random, &world_now)
        } else {
            grown(&mut random, &world_now)
        };
        one(&mut world_now, &update, &mut tally);
    }
    tally
}

fn one(world: &mut World, update: &[u8], tally: &mut Tally) {
    let role = Role::Editor;
    let verdict = world.index.admit(&Sender { participant: "eve", role }, update, 0);
    match &verdict {
        Verdict::Duplicate => tally.duplicate += 1,
        Verdict::Gap => tally.gap += 1,
        Verdict::Refused(_) => tally.refused += 1,
        Verdict::Admitted | Verdict::Rewritten(_) => {
            tally.admitted += 1;
            world.admitted += 1;
            let taken = if let Verdict::Rewritten(taken) = &verdict { taken } else { update };
            let checked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check(world, taken)));
            if let Err(cause) = checked {
                let hex: String = taken.iter().map(|byte| format!("{byte:02x}")).collect();
                eprintln!(
                    "admitted and harmful: {hex} ({})",
                    if taken == update { "as it came" } else { "rewritten" }
                );
                std::panic::resume_unwind(cause);
            }
        }
    }
}

fn check(world: &World, update: &[u8]) {
    world.board.apply(update);
    assert_eq!(world.index.state_vector(), world.board.state_vector(), "the index is not the document");
    world.board.exercise();
    if world.admitted.is_multiple_of(16) {
        let again = world.board.reindexed(&world.index, limits());
        assert_eq!(again.state_vector(), world.board.state_vector());
        let copy = Board::new();
        copy.apply(&world.board.state());
        // Origins of a liar may contradict each other; then the order within a text depends on that of arrival. That
        // the liar can do with honest edits as well, so only what is in the text is compared.
        assert_eq!(
            unordered(copy.json()),
            unordered(world.board.json()),
            "the state does not survive writing"
        );
    }
}

fn unordered(json: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match json {
        Value::String(text) => {
            let mut chars: Vec<char> = text.chars().collect();
            chars.sort_unstable();
            Value::String(chars.into_iter().collect())
        }
        Value::Object(fields) => fields.into_iter().map(|(key, value)| (key, unordered(value))).collect(),
        other => other,
    }
}

fn mutated(random: &mut Random, world: &World) -> Vec<u8> {
    let mut update = world.corpus[random.below(world.corpus.len())].clone();
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
                let other = &world.corpus[random.below(world.corpus.len())];
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

fn varuint(out: &mut Vec<u8>, mut value: u64) {
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

/// A grammatical update of the attacker's own ids whose places are random, mostly near something that exists.
fn grown(random: &mut Random, world: &World) -> Vec<u8> {
    let known = world.index.state_vector();
    let mut next: Vec<u64> = OWN.iter().map(|&client| u64::from(world.index.next_clock(client))).collect();
    let first = next.clone();
    let writers = 1 + random.below(2);
    let mut out = Vec::new();
    varuint(&mut out, writers as u64);
    for (writer, &client) in OWN.iter().enumerate().take(writers) {
        let count = 1 + random.below(6);
        varuint(&mut out, count as u64);
        varuint(&mut out, client);
        let overlap = if random.below(8) == 0 { first[writer].min(random.below(3) as u64) } else { 0 };
        varuint(&mut out, first[writer] - overlap);
        next[writer] -= overlap;
        for _ in 0..count {
            next[writer] += one_struct(random, &mut out, &known, &next);
        }
    }
    let deletes = random.below(3);
    varuint(&mut out, deletes as u64);
    let mut used = Vec::new();
    for _ in 0..deletes {
        let (client, clock) = some_id(random, &known, &next);
        let client = if used.contains(&client) { OWN[random.below(3)] } else { client };
        used.push(client);
        varuint(&mut out, client);
        varuint(&mut out, 1);
        varuint(&mut out, clock);
        varuint(&mut out, 1 + random.below(5) as u64);
    }
    out
}

fn some_id(random: &mut Random, known: &[(u64, u32)], next: &[u64]) -> (u64, u64) {
    if random.below(2) == 0 {
        let writer = random.below(2);
        (OWN[writer], random.below(next[writer] as usize + 2) as u64)
    } else {
        let (client, clock) = known[random.below(known.len())];
        let beyond = usize::from(random.below(20) == 0);
        (client, random.below(clock as usize + beyond) as u64)
    }
}

fn one_struct(random: &mut Random, out: &mut Vec<u8>, known: &[(u64, u32)], next: &[u64]) -> u64 {
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
            text(out, ["notes", "links", "meta", "clusters", "evil"][random.below(5)]);
        } else {
            out.push(0);
            let (client, clock) = some_id(random, known, next);
            varuint(out, client);
            varuint(out, clock);
        }
        if keyed {
            text(out, ["n1", "n2", "n3", "text", "pos", "x", ""][random.below(7)]);
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
                match random.below(4) {
                    0 => out.extend_from_slice(&[117, 2, 125, 1, 125, 2]),
                    1 => out.push(126),
                    2 => out.extend_from_slice(&[119, 1, b'a']),
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
