//! Plays tapes of the target `admission` again and says what the engine has after every step, for Yjs to compare:
//! `replay FOLDER... | node tests/data/compare-histories.mjs`.
#![allow(clippy::unwrap_used)]

use std::io::Write;

use fuzz::world::World;
use fuzz::{DAY_MS, Kind, base, tape};

fn main() {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    for folder in std::env::args().skip(1) {
        let mut files: Vec<_> =
            std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        for file in files {
            let bytes = std::fs::read(&file).unwrap();
            let (base, rest) = base(&bytes);
            let mut world = World::new(base);
            writeln!(out, "b {}", hex(&base.state)).unwrap();
            let mut now_ms = 0;
            for step in tape::read(rest) {
                match step.kind() {
                    Kind::Update => {
                        let before = world.taken.len();
                        world.offer(&step.sender(), &step.bytes, now_ms);
                        for taken in &world.taken[before..] {
                            writeln!(out, "u {}", hex(taken)).unwrap();
                            writeln!(out, "= {}", world.board.json()).unwrap();
                        }
                    }
                    Kind::Restart if world.taken.is_empty() => {}
                    Kind::Restart => world.restart(),
                    Kind::Wait => now_ms += DAY_MS,
                }
            }
        }
    }
    out.flush().unwrap();
}
