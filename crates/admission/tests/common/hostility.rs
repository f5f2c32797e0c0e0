//! A run of hostile updates from a seed.
#![allow(dead_code, missing_docs, clippy::unwrap_used)]

use crate::grammar::{Random, grown, mutated};
use crate::world::{Base, World};
use admission::{Role, Sender, Verdict};

const SESSIONS: [&str; 2] = [
    include_str!("../../../../tests/data/yjs-sessions/1.txt"),
    include_str!("../../../../tests/data/yjs-sessions/4.txt"),
];
/// The attacker's own client ids.
const OWN: [u64; 3] = [7, 8, 9];

/// What a run did.
#[derive(Debug, Default)]
pub struct Tally {
    pub admitted: u64,
    pub rewritten: u64,
    pub curtailed: u64,
    pub duplicate: u64,
    pub gap: u64,
    pub refused: u64,
}

impl Tally {
    fn count(&mut self, verdict: &Verdict) {
        *match verdict {
            Verdict::Admitted => &mut self.admitted,
            Verdict::Rewritten(_) => &mut self.rewritten,
            Verdict::Curtailed(..) => &mut self.curtailed,
            Verdict::Duplicate => &mut self.duplicate,
            Verdict::Gap => &mut self.gap,
            Verdict::Refused(_) => &mut self.refused,
        } += 1;
    }
}

/// Offers `runs` hostile updates. Panics with the last one in hexadecimal when something gives.
pub fn run(seed: u64, runs: u64) -> Tally {
    let bases = [Base::recorded(SESSIONS[0], 160), Base::recorded(SESSIONS[1], 160), Base::empty()];
    let mut random = Random(seed);
    let mut tally = Tally::default();
    let mut base = &bases[0];
    let mut world = World::new(base);
    let mut role = Role::Editor;
    let mut offered = 0;
    for _ in 0..runs {
        if world.taken.len() >= 200 || offered >= 8_000 {
            base = random.one(&bases);
            world = World::new(base);
            role =
                *random.one(&[Role::Editor, Role::Editor, Role::Editor, Role::Contributor, Role::Commenter]);
            // Who may change only what is its own changes nothing of what is there.
            if role < Role::Editor {
                world.protect(|_| true);
            }
            offered = 0;
        }
        offered += 1;
        let update = if random.below(2) == 0 {
            mutated(&mut random, &base.corpus)
        } else {
            grown(&mut random, &world.index, &OWN)
        };
        let sender = Sender { participant: "eve", role };
        let before = world.taken.len();
        let checked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            tally.count(&world.offer(&sender, &update, 0));
            if world.taken.len() > before && world.taken.len().is_multiple_of(16) {
                world.check();
                if random.below(4) == 0 {
                    world.restart();
                }
            }
        }));
        if let Err(cause) = checked {
            let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
            eprintln!("offered: {}", hex(&update));
            for taken in world.taken.iter().rev().take(16) {
                eprintln!("taken before: {}", hex(taken));
            }
            std::panic::resume_unwind(cause);
        }
    }
    tally
}
