//! Hostile histories that were admitted, for Yjs to read: `cargo run --release -p admission --example histories -- SEED
//! COUNT | node tests/data/read-histories.mjs` writes `tests/data/yjs-histories.txt`.
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
/// Updates of one history.
const LENGTH: usize = 40;

fn main() {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<u64>().expect("a number"));
    let mut random = Random(numbers.next().unwrap_or(1));
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let bases = [Base::recorded(SESSION, 20), Base::empty()];
    for _ in 0..numbers.next().unwrap_or(40) {
        let base = random.one(&bases);
        let mut world = World::new(base);
        while world.taken.len() < LENGTH {
            let update = match random.below(3) {
                0 => mutated(&mut random, &base.corpus),
                _ => grown(&mut random, &world.index, &[7, 8, 1 << 20]),
            };
            world.offer(&Sender { participant: "eve", role: Role::Editor }, &update, 0);
        }
        println!("b {}", hex(&base.state));
        world.taken.iter().for_each(|taken| println!("u {}", hex(taken)));
        println!("=");
    }
}
