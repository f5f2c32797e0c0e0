//! Hostile updates in bulk: `cargo run --release -p admission --example hostility -- RUNS [SEED]`. Prints what it did.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/common.rs"]
mod common;
#[path = "../tests/common/grammar.rs"]
mod grammar;
#[path = "../tests/common/hostility.rs"]
mod hostility;
#[path = "../tests/common/world.rs"]
mod world;

fn main() {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse::<u64>().expect("a number"));
    let runs = numbers.next().unwrap_or(1_000_000);
    let seed = numbers.next().unwrap_or(1);
    println!("seed {seed}, {runs} runs");
    let tally = hostility::run(seed, runs);
    println!("{tally:?}");
}
