//! What a seed means: who takes part, how bad the network and the disk are, and what goes wrong when.

use std::fmt;

/// A small deterministic generator (splitmix64).
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Rng {
        Rng(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low + 1)
    }

    /// Once in `n` times.
    pub fn one_in(&mut self, n: u64) -> bool {
        self.next().is_multiple_of(n)
    }

    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        (!items.is_empty()).then(|| &items[self.between(0, items.len() as u64 - 1) as usize])
    }
}

/// One thing that goes wrong, or is done on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A client's connection breaks; what is in flight both ways is lost from some point on.
    Drop(usize),
    /// A client's outbox stops draining for so many ms.
    Stall(usize, u64),
    /// The server dies, with or without the append under way having reached the disk.
    Crash,
    /// The disk refuses for so many ms.
    DiskFull(u64),
    /// Snapshots fail to be stored from here on, for so many ms.
    SnapshotsFail(u64),
    /// The server edits the board itself.
    ServerEdit,
    /// Everybody leaves for a moment.
    Empty,
}

/// Everything a seed decides before the start.
#[derive(Clone, Debug)]
pub struct Plan {
    pub seed: u64,
    /// Speaks `plenaria.1`, per client.
    pub clients: Vec<bool>,
    /// Edits per client.
    pub edits: u64,
    /// Longest time between two edits of one client, ms.
    pub pause_ms: u64,
    /// Longest way of a frame, ms.
    pub latency_ms: u64,
    /// Longest append, ms.
    pub append_ms: u64,
    /// One frame in so many is sent twice.
    pub duplicate_one_in: u64,
    /// Records per snapshot: small, so that there are many.
    pub snapshot_records: u64,
    /// When and what, in order.
    pub faults: Vec<(u64, Fault)>,
}

impl Plan {
    pub fn new(seed: u64) -> Plan {
        let mut rng = Rng::new(seed);
        let clients: Vec<bool> = (0..rng.between(2, 5)).map(|_| !rng.one_in(3)).collect();
        let edits = rng.between(10, 60);
        let pause_ms = [5, 40, 300][rng.between(0, 2) as usize];
        let span_ms = edits * pause_ms / 2 + 500;
        let mut faults: Vec<(u64, Fault)> = (0..rng.between(0, 12))
            .map(|_| {
                let who = rng.between(0, clients.len() as u64 - 1) as usize;
                let fault = match rng.between(0, 13) {
                    0..=4 => Fault::Drop(who),
                    5 => Fault::Stall(who, rng.between(100, 4_000)),
                    6..=8 => Fault::Crash,
                    9 => Fault::DiskFull(rng.between(10, 6_000)),
                    10 => Fault::SnapshotsFail(rng.between(100, 5_000)),
                    11..=12 => Fault::ServerEdit,
                    _ => Fault::Empty,
                };
                (rng.between(0, span_ms), fault)
            })
            .collect();
        faults.sort_by_key(|(at, _)| *at);
        Plan {
            seed,
            clients,
            edits,
            pause_ms,
            latency_ms: [1, 20, 400][rng.between(0, 2) as usize],
            append_ms: [1, 10, 200][rng.between(0, 2) as usize],
            duplicate_one_in: rng.between(3, 30),
            snapshot_records: rng.between(3, 60),
            faults,
        }
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Plan { seed, clients, edits, pause_ms, latency_ms, append_ms, .. } = self;
        writeln!(f, "seed {seed}: {} clients (plenaria.1: {clients:?}), {edits} edits each", clients.len())?;
        writeln!(f, "pause ≤ {pause_ms} ms, latency ≤ {latency_ms} ms, append ≤ {append_ms} ms")?;
        writeln!(
            f,
            "one frame in {} twice, snapshot every {}",
            self.duplicate_one_in, self.snapshot_records
        )?;
        self.faults.iter().try_for_each(|(at, fault)| writeln!(f, "{at:>8} ms {fault:?}"))
    }
}
