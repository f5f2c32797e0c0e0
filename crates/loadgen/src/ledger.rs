//! Who should have seen what, who has, and how late.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;

use crate::failure::{Failure, Outcome};

/// When everything happens, known before it begins.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// The moment 0.
    pub start: Instant,
    /// Time between two edits of one writer.
    pub interval: Duration,
    /// When each writer begins, from `start`.
    pub phases: Vec<Duration>,
}

impl Schedule {
    /// Writers begin at moments spread over one interval, the same in every run.
    pub fn new(start: Instant, interval: Duration, writers: usize) -> Schedule {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut random = || {
            // splitmix64
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^ (mixed >> 31)
        };
        let phases =
            (0..writers).map(|_| interval.mul_f64((random() >> 11) as f64 / (1u64 << 53) as f64)).collect();
        Schedule { start, interval, phases }
    }

    /// When `writer` should write its edit of that number.
    pub fn moment(&self, writer: usize, number: u64) -> Instant {
        self.start + self.phases[writer] + Duration::from_nanos(self.interval.as_nanos() as u64 * number)
    }

    /// How many edits `writer` should have begun before `end`, from `start`.
    pub fn before(&self, writer: usize, end: Duration) -> u64 {
        match end.checked_sub(self.phases[writer]) {
            Some(rest) => rest.as_nanos().div_ceil(self.interval.as_nanos()) as u64,
            None => 0,
        }
    }

    /// Writers in the order in which they begin.
    pub fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.phases.len()).collect();
        order.sort_by_key(|writer| self.phases[*writer]);
        order
    }
}

/// How a writer's clocks become its edits.
#[derive(Clone, Copy, Debug)]
pub struct Clocks {
    /// The first clock of edit 0.
    pub first: u64,
    /// Clocks of one edit.
    pub each: u64,
}

/// The book of one measurement. Rooms are alike: `clients` sockets each, of which the first `writers` write.
pub struct Ledger {
    schedule: Schedule,
    clients: usize,
    writers: usize,
    clocks: Vec<Clocks>,
    /// Edits of each writer that count: those scheduled within the measured time.
    counted: Vec<(u64, u64)>,
    /// Of each writer: the first edit a socket has not seen, by socket and writer in the room.
    next: Vec<u32>,
    /// Edits that were passed over; a later frame may still bring them.
    holes: HashMap<usize, Vec<(u32, u32)>>,
    delays: Histogram<u64>,
    seen: u64,
    seen_counted: u64,
}

/// Three digits of everything up to two minutes.
const MICROSECONDS_MAX: u64 = 120_000_000;

impl Ledger {
    /// An empty book over `sockets` of rooms of `clients`; counted are edits scheduled from `warmup` to `end`.
    ///
    /// # Errors
    /// Never.
    pub fn new(
        schedule: Schedule,
        (clients, writers, sockets): (usize, usize, usize),
        clocks: Vec<Clocks>,
        (warmup, end): (Duration, Duration),
    ) -> Outcome<Ledger> {
        let delays = Histogram::new_with_bounds(1, MICROSECONDS_MAX, 3)
            .map_err(|error| Failure::Run(format!("no histogram: {error}")))?;
        let counted = (0..schedule.phases.len())
            .map(|writer| (schedule.before(writer, warmup), schedule.before(writer, end)))
            .collect();
        Ok(Ledger {
            next: vec![0; sockets * writers],
            schedule,
            clients,
            writers,
            clocks,
            counted,
            holes: HashMap::new(),
            delays,
            seen: 0,
            seen_counted: 0,
        })
    }

    /// The schedule.
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// Pairs of edit and receiver that should be delivered.
    pub fn offered(&self) -> u64 {
        self.counted.iter().map(|(from, to)| (to - from) * (self.clients as u64 - 1)).sum()
    }

    /// Those of them that were.
    pub fn delivered(&self) -> u64 {
        self.seen_counted
    }

    /// Every delivery until now, uncounted edits' too.
    pub fn seen(&self) -> u64 {
        self.seen
    }

    /// Delays in microseconds.
    pub fn delays(&self) -> &Histogram<u64> {
        &self.delays
    }

    /// A document frame brought clocks `from..to` of the room's writer to a socket.
    #[inline]
    pub fn clocks(&mut self, socket: usize, writer: usize, from: u64, to: u64, at: Instant) {
        let clocks = self.clocks[socket / self.clients * self.writers + writer];
        // An edit is seen with its last clock.
        let begin = from.saturating_sub(clocks.first) / clocks.each;
        let end = to.saturating_sub(clocks.first) / clocks.each;
        self.edits(socket, writer, begin, end, at);
    }

    /// An awareness entry brought a clock of the room's writer to a socket; what was before it is served with it.
    #[inline]
    pub fn latest(&mut self, socket: usize, writer: usize, clock: u64, at: Instant) {
        let clocks = self.clocks[socket / self.clients * self.writers + writer];
        self.edits(socket, writer, 0, (clock + 1).saturating_sub(clocks.first), at);
    }

    fn edits(&mut self, socket: usize, writer: usize, begin: u64, end: u64, at: Instant) {
        if socket % self.clients == writer || end <= begin {
            return;
        }
        let place = socket * self.writers + writer;
        let next = u64::from(self.next[place]);
        if begin < next && !self.holes.is_empty() {
            self.fill(place, begin, end.min(next), at);
        }
        if end <= next {
            return;
        }
        if begin > next {
            self.holes.entry(place).or_default().push((next as u32, begin as u32));
        }
        self.next[place] = end as u32;
        self.record(place, begin.max(next), end, at);
    }

    fn fill(&mut self, place: usize, begin: u64, end: u64, at: Instant) {
        let Some(holes) = self.holes.remove(&place) else { return };
        let mut left = Vec::new();
        for (from, to) in holes {
            let (low, high) = (begin.max(u64::from(from)), end.min(u64::from(to)));
            if low >= high {
                left.push((from, to));
                continue;
            }
            if u64::from(from) < low {
                left.push((from, low as u32));
            }
            if high < u64::from(to) {
                left.push((high as u32, to));
            }
            self.record(place, low, high, at);
        }
        if !left.is_empty() {
            self.holes.insert(place, left);
        }
    }

    fn record(&mut self, place: usize, begin: u64, end: u64, at: Instant) {
        let writer = place / self.writers / self.clients * self.writers + place % self.writers;
        let (counted_from, counted_to) = self.counted[writer];
        self.seen += end - begin;
        for number in begin.max(counted_from)..end.min(counted_to) {
            let delay = at.saturating_duration_since(self.schedule.moment(writer, number));
            self.delays.saturating_record((delay.as_micros() as u64).max(1));
            self.seen_counted += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    /// Two rooms of three, one writer each; edits of ten clocks after five, ten a second, counted for a second.
    fn ledger(start: Instant) -> Ledger {
        let schedule = Schedule { start, interval: SECOND / 10, phases: vec![Duration::ZERO; 2] };
        let clocks = vec![Clocks { first: 5, each: 10 }; 2];
        Ledger::new(schedule, (3, 1, 6), clocks, (Duration::ZERO, SECOND)).unwrap()
    }

    #[test]
    fn an_edit_is_seen_with_its_last_clock_and_once() {
        let start = Instant::now();
        let mut ledger = ledger(start);
        assert_eq!(ledger.offered(), 2 * 10 * 2);
        ledger.clocks(1, 0, 5, 14, start);
        assert_eq!(ledger.delivered(), 0);
        ledger.clocks(1, 0, 5, 15, start + SECOND / 100);
        ledger.clocks(1, 0, 5, 15, start + SECOND);
        assert_eq!(ledger.delivered(), 1);
        assert_eq!(ledger.delays().max() / 100, 100);
        // Its own edits nobody waits for.
        ledger.clocks(0, 0, 5, 105, start + SECOND);
        assert_eq!(ledger.delivered(), 1);
    }

    #[test]
    fn one_frame_may_bring_many_edits_and_count_those_that_are_counted() {
        let start = Instant::now();
        let mut ledger = ledger(start);
        ledger.clocks(4, 0, 0, 5 + 120, start + SECOND);
        assert_eq!((ledger.delivered(), ledger.seen()), (10, 12));
        // The first of them should have been there a second ago.
        assert_eq!(ledger.delays().max() / 1_000, 1_000);
    }

    #[test]
    fn what_was_passed_over_is_missing_until_it_comes() {
        let start = Instant::now();
        let mut ledger = ledger(start);
        ledger.clocks(1, 0, 55, 105, start);
        assert_eq!(ledger.delivered(), 5);
        ledger.clocks(1, 0, 15, 35, start);
        ledger.clocks(1, 0, 15, 35, start);
        assert_eq!(ledger.delivered(), 7);
        ledger.clocks(1, 0, 0, 105, start);
        assert_eq!(ledger.delivered(), 10);
    }

    #[test]
    fn a_later_cursor_serves_the_earlier_ones() {
        let start = Instant::now();
        let schedule = Schedule { start, interval: SECOND / 10, phases: vec![Duration::ZERO; 2] };
        let clocks = vec![Clocks { first: 3, each: 1 }; 2];
        let mut ledger = Ledger::new(schedule, (3, 1, 6), clocks, (Duration::ZERO, SECOND)).unwrap();
        ledger.latest(2, 0, 2, start);
        assert_eq!(ledger.delivered(), 0);
        ledger.latest(2, 0, 6, start);
        assert_eq!(ledger.delivered(), 4);
    }

    #[test]
    fn schedules_count_what_begins_before() {
        let start = Instant::now();
        let schedule = Schedule { start, interval: SECOND, phases: vec![SECOND / 2] };
        assert_eq!(schedule.before(0, SECOND / 4), 0);
        assert_eq!(schedule.before(0, SECOND), 1);
        assert_eq!(schedule.before(0, SECOND * 3 / 2), 1);
        assert_eq!(schedule.before(0, SECOND * 2), 2);
    }
}
