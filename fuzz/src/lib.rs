//! What the fuzz targets share with each other and with the tests of `admission`.
#![allow(clippy::new_without_default, clippy::should_implement_trait)]

#[path = "../../crates/admission/tests/common.rs"]
pub mod common;
#[path = "../../crates/admission/tests/common/grammar.rs"]
pub mod grammar;
#[path = "../../crates/room/tests/support/harness.rs"]
pub mod harness;
pub mod tape;
#[path = "../../crates/admission/tests/common/world.rs"]
pub mod world;

use std::sync::LazyLock;

use admission::{Role, Sender};

use grammar::Random;
use tape::Step;
use world::{Base, World};

/// Boards to begin with: small, so that one can be had again at every execution.
pub static BASES: LazyLock<[Base; 3]> = LazyLock::new(|| {
    let sessions = [
        include_str!("../../tests/data/yjs-sessions/1.txt"),
        include_str!("../../tests/data/yjs-sessions/4.txt"),
    ];
    [Base::recorded(sessions[0], 10), Base::recorded(sessions[1], 25), Base::empty()]
});

/// Two who are on the recorded boards, and two who are not.
pub const PEOPLE: [&str; 4] = ["p0", "p1", "eve", "mallory"];

/// Which base a tape begins with: said by its first byte.
pub fn base(tape: &[u8]) -> (&'static Base, &[u8]) {
    let (first, rest) = tape.split_first().unwrap_or((&0, &[]));
    (&BASES[usize::from(*first) % BASES.len()], rest)
}

impl Step {
    /// Who does it.
    pub fn sender(&self) -> Sender<'static> {
        let role = match self.head >> 2 & 7 {
            0 => Role::Viewer,
            1 => Role::Commenter,
            2 => Role::Contributor,
            3 => Role::Facilitator,
            _ => Role::Editor,
        };
        Sender { participant: PEOPLE[usize::from(self.head & 3)], role }
    }

    /// What is done.
    pub fn kind(&self) -> Kind {
        match self.head >> 5 {
            6 => Kind::Restart,
            7 => Kind::Wait,
            _ => Kind::Update,
        }
    }
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Offers its bytes as an update.
    Update,
    /// Builds the index anew from the document.
    Restart,
    /// Lets a day go by.
    Wait,
}

/// A day in ms.
pub const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

/// A tape like this one with one change that knows the grammar.
pub fn mutated(tape: &[u8], max: usize, random: &mut Random) -> Vec<u8> {
    let first = if random.below(16) == 0 { random.next() as u8 } else { tape.first().copied().unwrap_or(0) };
    let (base, rest) = base(tape);
    let mut steps = tape::read(rest);
    let at = random.below(steps.len() + 1);
    match random.below(8) {
        0..4 => {
            let mut step = Step { head: random.next() as u8 & 0x1f, bytes: Vec::new() };
            if random.below(4) > 0 {
                step.head |= 4 << 2;
            }
            // Mostly at the end: an update that is good now is good for nothing before what it builds on.
            let at = if random.below(4) == 0 { at } else { steps.len() };
            step.bytes = grown(base, &steps[..at], &step, random);
            steps.insert(at, step);
        }
        4 => {
            let bytes = grammar::mutated(random, &base.corpus);
            steps.insert(at, Step { head: random.next() as u8, bytes });
        }
        5 if at < steps.len() => {
            let update = [std::mem::take(&mut steps[at].bytes)];
            steps[at].bytes = grammar::mutated(random, &update);
        }
        6 if at < steps.len() => steps[at].head ^= 1 << random.below(8),
        _ if at < steps.len() => {
            let step = steps.remove(at);
            if random.below(2) == 0 {
                steps.insert(random.below(steps.len() + 1), step);
            }
        }
        _ => {}
    }
    let mut out = vec![first];
    out.extend_from_slice(&tape::write(&steps, max.saturating_sub(1)));
    out
}

/// An update that could come after these steps.
fn grown(base: &Base, steps: &[Step], step: &Step, random: &mut Random) -> Vec<u8> {
    let mut index = base.index();
    for step in steps {
        if step.kind() == Kind::Update {
            index.admit(&step.sender(), &step.bytes, 0);
        }
    }
    let person = step.sender().participant;
    let mut own: Vec<u64> =
        index.owners().filter(|(_, who, _)| *who == person).map(|(client, ..)| client).collect();
    let lowest = if random.below(2) == 0 { 7 } else { 1 << 20 };
    own.push(lowest + 2 * u64::from(step.head & 3) + random.next() % 2);
    grammar::grown(random, &index, &own)
}

/// Plays a tape. Panics when something gives. Everything is read at every execution; that it can be written, read back,
/// merged and echoed is proved at one of four, which the tape itself decides.
pub fn play(world: &mut World, tape: &[u8]) {
    let steps = tape::read(tape);
    let mut now_ms = 0;
    for step in &steps {
        match step.kind() {
            Kind::Update => drop(world.offer(&step.sender(), &step.bytes, now_ms)),
            Kind::Restart if world.taken.is_empty() => {}
            Kind::Restart => world.restart(),
            Kind::Wait => now_ms += DAY_MS,
        }
    }
    if world.taken.is_empty() {
        return;
    }
    world.board.exercise();
    if tape.iter().fold(0_u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(*byte)) % 4 == 0 {
        world.check();
    }
}
