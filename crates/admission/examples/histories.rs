//! Hostile histories that were admitted, for Yjs to read: `cargo run --release -p admission --example histories -- SEED
//! COUNT | node tests/data/read-histories.mjs` writes `tests/data/yjs-histories.txt`. With a third argument it says after
//! every step what the engine has, for `tests/data/compare-histories.mjs`; SEED 0 are the recorded sessions of real clients.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/common.rs"]
mod common;
#[path = "../tests/common/grammar.rs"]
mod grammar;
#[path = "../tests/common/world.rs"]
mod world;

use admission::{Role, Sender};
use grammar::{Random, grown, mutated};
use world::{Base, World};

const SESSION: &str = include_str!("../../../tests/data/yjs-sessions/1.txt");
const SESSIONS: [&str; 6] = [
    include_str!("../../../tests/data/yjs-sessions/1.txt"),
    include_str!("../../../tests/data/yjs-sessions/2.txt"),
    include_str!("../../../tests/data/yjs-sessions/3.txt"),
    include_str!("../../../tests/data/yjs-sessions/4.txt"),
    include_str!("../../../tests/data/yjs-sessions/5.txt"),
    include_str!("../../../tests/data/yjs-sessions/6.txt"),
];
/// Updates of one history.
const LENGTH: usize = 40;

fn main() {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<u64>().expect("a number"));
    let (seed, count) = (numbers.next().unwrap_or(1), numbers.next().unwrap_or(40));
    let is_told = numbers.next().is_some();
    if seed == 0 {
        return SESSIONS.iter().for_each(|session| sessions(session));
    }
    let mut random = Random(seed);
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let bases = [Base::recorded(SESSION, 20), Base::empty()];
    for _ in 0..count {
        let base = random.one(&bases);
        let mut world = World::new(base);
        if is_told {
            println!("b {}", hex(&base.state));
        }
        while world.taken.len() < LENGTH {
            let update = match random.below(3) {
                0 => mutated(&mut random, &base.corpus),
                _ => grown(&mut random, &world.index, &[7, 8, 1 << 20]),
            };
            let before = world.taken.len();
            world.offer(&Sender { participant: "eve", role: Role::Editor }, &update, 0);
            if is_told && world.taken.len() > before {
                println!("u {}", hex(&world.taken[before]));
                println!("= {}", world.board.json());
            }
        }
        if is_told {
            continue;
        }
        println!("b {}", hex(&base.state));
        world.taken.iter().for_each(|taken| println!("u {}", hex(taken)));
        println!("=");
    }
}

/// A recorded session, step by step.
fn sessions(session: &str) {
    let mut world = World::new(&Base::empty());
    println!("b 0000");
    for line in session.lines().filter(|line| !line.starts_with('=')) {
        let (who, rest) = line.split_once(' ').expect("who, and what");
        let before = world.taken.len();
        world.offer(&Sender { participant: who, role: Role::Editor }, &common::base64(rest), 0);
        if world.taken.len() > before {
            let hex: String = world.taken[before].iter().map(|byte| format!("{byte:02x}")).collect();
            println!("u {hex}");
            println!("= {}", world.board.json());
        }
    }
}
