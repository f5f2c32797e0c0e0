//! People in rooms who write by the clock, and everybody who hears them.

mod hearing;

use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use room::wire::{AWARENESS, Message, SYNC, UPDATE};

use crate::edit::{Author, Hand};
use crate::failure::{Failure, Outcome, failed};
use crate::filling;
use crate::fleet::{Fleet, Sockets};
use crate::ledger::{Clocks, Ledger, Schedule};
use crate::number::write_bytes;
use crate::presence::{self, Says};
use crate::process::Process;
use crate::report::Figures;
use crate::target::{Room, Target};
use hearing::Hearing;

/// What writers do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// They edit.
    Edits(Hand),
    /// They move.
    Moves(Says),
}

/// Who meets where and does what. All rooms are alike.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How many rooms.
    pub rooms: usize,
    /// Sockets in each of them.
    pub clients: usize,
    /// Those of them who write.
    pub writers: usize,
    /// Time between two edits of one writer.
    pub interval: Duration,
    /// What they do.
    pub does: Does,
    /// Notes on each board before anybody comes.
    pub notes: u64,
}

/// How long a measurement takes.
#[derive(Clone, Copy, Debug)]
pub struct Timing {
    /// Time that does not count.
    pub warmup: Duration,
    /// Time that does.
    pub measured: Duration,
}

const LATE_MICROSECONDS_MAX: u64 = 10_000_000;
/// Above this, delays are not the server's alone.
const LATE_MS_MAX: f64 = 2.0;
/// How long the last edits may take to arrive.
const GRACE: Duration = Duration::from_secs(3);
/// Between the last preparation and the first edit.
const BREATH: Duration = Duration::from_millis(500);
/// Client ids of one crowd; different processes and crowds use different ones.
const CLIENTS_PER_CROWD: u64 = 1 << 15;
/// Where those who fill boards find theirs.
const FILLING_CLIENTS: u64 = 1 << 30;

/// The first client id of this process' crowd of that number, in the second quarter of 32 bits: what Yjs itself uses.
pub fn first_client(crowd: u64) -> u64 {
    (1 << 30)
        + (u64::from(std::process::id()) % CLIENTS_PER_CROWD) * CLIENTS_PER_CROWD
        + (crowd % 64) * (CLIENTS_PER_CROWD / 64)
}

/// Rooms full of people.
pub struct Crowd {
    /// Their sockets, room by room.
    pub fleet: Fleet,
    plan: Plan,
    rooms: Vec<Room>,
    hearing: Hearing,
}

impl Crowd {
    /// Makes the rooms, fills them, and lets everybody in.
    ///
    /// # Errors
    /// When the server does not let them.
    pub fn gather(target: &mut Target, plan: Plan) -> Outcome<Crowd> {
        crate::process::allow_files(plan.rooms * plan.clients)?;
        static CROWDS: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
        let number = CROWDS.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let base = first_client(number);
        let rooms = target.rooms(plan.rooms, plan.clients + 2)?;
        let documents = matches!(plan.does, Does::Edits(_)) && target.keeps_documents();
        let filled = match documents {
            true => Some(filling::fill(target, &rooms, plan.notes, FILLING_CLIENTS + base)?),
            false => None,
        };
        let hearing = Hearing {
            base,
            clients: plan.clients,
            writers: plan.writers,
            sockets: 0,
            greets: target.keeps_documents(),
            authors: Vec::new(),
            moves: Vec::new(),
            ready: Vec::new(),
            ledger: None,
            malformed: 0,
            notices: Vec::new(),
            misfit_closed: None,
        };
        let mut crowd = Crowd { fleet: Fleet::new()?, plan, rooms: Vec::new(), hearing };
        crowd.grow(target, rooms)?;
        if let Some(mut filled) = filled {
            for socket in 0..filled.fleet.sockets.count() {
                filled.fleet.sockets.end(socket);
            }
        }
        crowd.prepare()?;
        Ok(crowd)
    }

    /// Lets people into more rooms.
    ///
    /// # Errors
    /// When the server does not let them.
    pub fn grow(&mut self, target: &mut Target, rooms: Vec<Room>) -> Outcome<()> {
        for room in rooms {
            let mut seats = Vec::with_capacity(self.plan.clients);
            for _ in 0..self.plan.clients {
                seats.push(target.seat(&room)?);
            }
            let first = self.hearing.sockets;
            self.hearing.sockets += seats.len();
            self.hearing.ready.resize(self.hearing.sockets, false);
            for (local, seat) in seats.iter().enumerate().take(self.plan.writers) {
                let client = self.hearing.base + (first + local) as u64;
                match self.plan.does {
                    Does::Edits(hand) => self.hearing.authors.push(Author::new(client, &seat.person, hand)?),
                    Does::Moves(_) => self.hearing.moves.push(0),
                }
            }
            self.fleet.open_all(seats, &mut self.hearing)?;
            self.rooms.push(room);
        }
        self.fleet
            .turn_until(&mut self.hearing, "greeting", |_, hearing| hearing.ready.iter().all(|ready| *ready))
    }

    /// Those who move say where they are, so that everybody knows everybody before the clock runs.
    ///
    /// # Errors
    /// When the system fails.
    pub fn greet(&mut self) -> Outcome<()> {
        for writer in 0..self.hearing.moves.len() {
            self.write(writer);
        }
        self.fleet.turn_for(BREATH, &mut self.hearing)
    }

    /// What writers need before their first edit.
    fn prepare(&mut self) -> Outcome<()> {
        for writer in 0..self.hearing.authors.len() {
            if let Some(setup) = self.hearing.authors[writer].setup() {
                let socket = self.socket_of(writer);
                self.fleet.sockets.send(socket, &Message::Update(&setup).encode());
            }
        }
        self.greet()
    }

    fn socket_of(&self, writer: usize) -> usize {
        writer / self.plan.writers * self.plan.clients + writer % self.plan.writers
    }

    fn write(&mut self, writer: usize) {
        let socket = self.socket_of(writer);
        let mut payload = Vec::with_capacity(512);
        let mut message = Vec::with_capacity(512);
        match self.plan.does {
            Does::Edits(_) => {
                self.hearing.authors[writer].next(1, &mut payload);
                message.extend_from_slice(&[SYNC as u8, UPDATE as u8]);
            }
            Does::Moves(says) => {
                self.hearing.moves[writer] += 1;
                let client = self.hearing.base + socket as u64;
                presence::entries(&mut payload, client, self.hearing.moves[writer], says);
                message.push(AWARENESS as u8);
            }
        }
        write_bytes(&mut message, &payload);
        self.fleet.sockets.send(socket, &message);
    }

    /// Everybody writes by the clock for a while. `beside` are people who are not honest.
    ///
    /// # Errors
    /// When the system fails; what the server fails at is in the figures.
    pub fn measure(
        &mut self,
        timing: Timing,
        server: Option<&Process>,
        mut beside: Option<&mut Misfits>,
    ) -> Outcome<Load> {
        let writers = self.rooms.len() * self.plan.writers;
        let start = Instant::now() + Duration::from_millis(20);
        let end = timing.warmup + timing.measured;
        let schedule = Schedule::new(start, self.plan.interval, writers);
        let clocks = match self.plan.does {
            Does::Edits(_) => {
                self.hearing.authors.iter().map(|a| Clocks { first: a.clock(), each: a.clocks() }).collect()
            }
            Does::Moves(_) => {
                self.hearing.moves.iter().map(|clock| Clocks { first: clock + 1, each: 1 }).collect()
            }
        };
        let order = schedule.order();
        let per_writer: Vec<u64> = (0..writers).map(|writer| schedule.before(writer, end)).collect();
        let size = (self.plan.clients, self.plan.writers, self.hearing.sockets);
        self.hearing.ledger = Some(Ledger::new(schedule.clone(), size, clocks, (timing.warmup, end))?);
        self.hearing.notices.clear();
        if let Some(server) = server {
            server.forget_peak();
        }

        let mut lateness = Histogram::<u64>::new_with_bounds(1, LATE_MICROSECONDS_MAX, 3)
            .map_err(|error| Failure::Run(format!("no histogram: {error}")))?;
        let mut turn = 0u64;
        let mut next = order.first().map(|writer| (*writer, 0));
        let (mut opened, mut closed): (Option<Mark>, Option<Mark>) = (None, None);
        let mut rss: f64 = 0.0;
        loop {
            let now = Instant::now();
            while let Some((writer, number)) = next {
                if schedule.moment(writer, number) > now {
                    break;
                }
                if number < per_writer[writer] {
                    let late = now.saturating_duration_since(schedule.moment(writer, number));
                    lateness.saturating_record((late.as_micros() as u64).max(1));
                    self.write(writer);
                }
                turn += 1;
                let (round, place) = (turn / writers as u64, turn as usize % writers);
                next = (schedule.interval * u32::try_from(round).unwrap_or(u32::MAX) < end)
                    .then(|| (order[place], round));
            }
            if opened.is_none() && now >= start + timing.warmup {
                opened = Some(self.mark(server)?);
            }
            if closed.is_none() && now >= start + end {
                closed = Some(self.mark(server)?);
                rss = rss.max(server.map_or(Ok(0.0), Process::rss_mib)?);
            }
            if closed.is_some() && (self.hearing.is_complete() || now >= start + end + GRACE) {
                break;
            }
            let mut until = now + Duration::from_millis(50);
            if let Some((writer, number)) = next {
                until = until.min(schedule.moment(writer, number));
            }
            if closed.is_none() {
                let boundary = if opened.is_none() { timing.warmup } else { end };
                until = until.min(start + boundary);
            }
            if let Some(misfits) = beside.as_deref_mut() {
                until = until.min(misfits.act(&mut self.fleet.sockets, &mut self.hearing, now)?);
            }
            self.fleet.turn(until, &mut self.hearing)?;
        }
        let (Some(opened), Some(closed)) = (opened, closed) else {
            return failed("the measurement has no end");
        };
        let peak = server.map_or(Ok(0.0), Process::peak_mib)?.max(rss);
        let server = server.map(|_| peak);
        let mut load = Load::new(&self.hearing, &self.fleet.sockets, timing, (&opened, &closed), server);
        self.hearing.ledger = None;
        let late_ms = lateness.value_at_quantile(0.99) as f64 / 1_000.0;
        load.figures.push("sent late p99 ms", late_ms);
        if late_ms > LATE_MS_MAX {
            load.figures.warn(format!(
                "edits were sent late (p99 {late_ms:.1} ms): something else uses the generator's core"
            ));
        }
        Ok(load)
    }

    fn mark(&self, server: Option<&Process>) -> Outcome<Mark> {
        Ok(Mark {
            at: Instant::now(),
            server: server.map_or(Ok(0.0), Process::cpu_seconds)?,
            own: Process::own().cpu_seconds()?,
            seen: self.hearing.ledger.as_ref().map_or(0, Ledger::seen),
            bytes: self.fleet.sockets.traffic.bytes,
            messages: self.fleet.sockets.traffic.messages,
        })
    }

    /// Somebody who stops reading in the first room, and somebody in the last who sends what is no message.
    ///
    /// # Errors
    /// When the server does not let them in.
    pub fn misfits(&mut self, target: &mut Target) -> Outcome<Misfits> {
        let (Some(first), Some(last)) = (self.rooms.first().cloned(), self.rooms.last().cloned()) else {
            return failed("misfits need a room");
        };
        let slow = self.fleet.sockets.open(target.seat(&first)?, Some(SLOW_BUFFER))?;
        let rude = self.fleet.sockets.open(target.seat(&last)?, None)?;
        self.fleet.turn_for(BREATH, &mut self.hearing)?;
        self.fleet.sockets.stop_reading(slow)?;
        // Edits alone would fill what the kernel and the server keep for it only after minutes.
        for _ in 0..SLOW_ASKS {
            self.fleet.sockets.send(slow, &Message::Step1(&[0]).encode());
        }
        // Those before them have left by now.
        self.hearing.misfit_closed = None;
        Ok(Misfits { slow, rude, due: Instant::now(), rounds: 0 })
    }

    /// The misfits leave.
    pub fn end(&mut self, misfits: &Misfits) {
        for socket in [misfits.slow, misfits.rude] {
            self.fleet.sockets.end(socket);
        }
    }

    /// Everybody leaves.
    pub fn leave(&mut self) {
        for socket in 0..self.fleet.sockets.count() {
            self.fleet.sockets.end(socket);
        }
    }
}

/// What the kernel keeps for the one who does not read.
const SLOW_BUFFER: usize = 4096;
/// How often it asks for the whole board, none of which it reads.
const SLOW_ASKS: usize = 32;
/// The rude one comes back this soon.
const RUDE_PAUSE: Duration = Duration::from_millis(20);

/// Those beside the honest.
pub struct Misfits {
    slow: usize,
    rude: usize,
    due: Instant,
    /// How often the rude one was shown the door and came back.
    pub rounds: u64,
}

impl Misfits {
    /// Does what is due and answers when the next is.
    fn act(&mut self, sockets: &mut Sockets, hearing: &mut Hearing, now: Instant) -> Outcome<Instant> {
        if hearing.misfit_closed.take().is_some() {
            self.rounds += 1;
            self.due = now + RUDE_PAUSE;
        }
        if now >= self.due {
            if sockets.is_closed(self.rude) {
                sockets.reopen(self.rude)?;
            } else {
                // An update that ends in the middle of a struct's number.
                sockets.send(self.rude, &[SYNC as u8, UPDATE as u8, 4, 1, 200, 255, 255]);
            }
            self.due = now + RUDE_PAUSE;
        }
        Ok(self.due)
    }
}

/// Counters at one moment.
struct Mark {
    at: Instant,
    server: f64,
    own: f64,
    seen: u64,
    bytes: u64,
    messages: u64,
}

/// What one measurement came to.
#[derive(Clone, Debug)]
pub struct Load {
    /// The columns of the report.
    pub figures: Figures,
    /// The hundredth of deliveries that took longest took at least this, in milliseconds.
    pub p99_ms: f64,
    /// Pairs that never arrived.
    pub undelivered: u64,
    /// Sockets the server closed.
    pub closed: usize,
    /// The generator's own share of its core.
    pub own_percent: f64,
    /// Pairs a second.
    pub delivered_per_s: f64,
}

impl Load {
    fn new(
        hearing: &Hearing,
        sockets: &Sockets,
        timing: Timing,
        (from, to): (&Mark, &Mark),
        peak_mib: Option<f64>,
    ) -> Load {
        let seconds = (to.at - from.at).as_secs_f64();
        let seen = (to.seen - from.seen) as f64;
        let percent = |cpu: f64| cpu / seconds * 100.0;
        let mut figures = Figures::default();
        let (mut offered, mut undelivered, mut p99_ms) = (0, 0, 0.0);
        if let Some(ledger) = &hearing.ledger {
            offered = ledger.offered();
            undelivered = offered - ledger.delivered().min(offered);
            let ms = |quantile| ledger.delays().value_at_quantile(quantile) as f64 / 1_000.0;
            figures.push("offered/s", offered as f64 / timing.measured.as_secs_f64());
            figures.push("delivered/s", seen / seconds);
            p99_ms = ms(0.99);
            if ledger.delivered() > 0 {
                figures.push("p50 ms", ms(0.5));
                figures.push("p99 ms", p99_ms);
                figures.push("p99.9 ms", ms(0.999));
                figures.push("max ms", ledger.delays().max() as f64 / 1_000.0);
            }
        }
        figures.push("undelivered", undelivered as f64);
        if let Some(peak_mib) = peak_mib {
            figures.push("CPU s/M", (to.server - from.server) / seen.max(1.0) * 1e6);
            figures.push("server CPU %", percent(to.server - from.server));
            figures.push("RSS peak MiB", peak_mib);
        }
        figures.push("WS msgs/delivery", (to.messages - from.messages) as f64 / seen.max(1.0));
        figures.push("MiB/s", (to.bytes - from.bytes) as f64 / seconds / 1_048_576.0);
        let closed = sockets.closed_by_server(0..hearing.sockets);
        figures.push("closed", closed.len() as f64);
        let own_percent = percent(to.own - from.own);
        figures.push("loadgen CPU %", own_percent);
        if let Some(code) = closed.first() {
            figures.warn(format!(
                "{} connections were closed by the server, the first with {code}",
                closed.len()
            ));
        }
        if undelivered > 0 {
            figures.warn(format!("{undelivered} of {offered} never arrived"));
        }
        if hearing.malformed > 0 {
            figures.warn(format!("{} messages could not be read", hearing.malformed));
        }
        if let Some(notice) = hearing.notices.first() {
            figures.warn(format!("{} notices, the first: {notice}", hearing.notices.len()));
        }
        if own_percent > OWN_PERCENT_MAX {
            figures.warn(format!(
                "the generator used {own_percent:.0} % of a core: these are its limits, not the server's"
            ));
        }
        Load {
            figures,
            p99_ms,
            undelivered,
            closed: closed.len(),
            own_percent,
            delivered_per_s: seen / seconds,
        }
    }
}

/// Above this the generator is what is slow.
pub const OWN_PERCENT_MAX: f64 = 85.0;
