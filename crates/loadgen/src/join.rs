//! Many people who open the same board at once.

use std::time::{Duration, Instant};

use room::wire::{Message, STEP_1, STEP_2, SYNC, UPDATE};

use crate::crowd::first_client;
use crate::failure::{Outcome, failed};
use crate::filling;
use crate::fleet::{Fleet, Listener, Sockets};
use crate::number::Reader;
use crate::process::Process;
use crate::ranges::{self, Visit};
use crate::report::Figures;
use crate::target::Target;

/// How many, onto how much.
#[derive(Clone, Copy, Debug)]
pub struct Storm {
    /// Notes on the board.
    pub notes: u64,
    /// Who come at once.
    pub joiners: usize,
}

/// What a server does meanwhile is its own affair: writes behind, snapshots.
const SETTLE: Duration = Duration::from_secs(3);
/// Nothing more comes after such a silence.
const QUIET: Duration = Duration::from_millis(300);
const PATIENCE: Duration = Duration::from_secs(30);

/// Fills a board and lets them come. `restart` puts another process in the server's place, which has to read the board
/// from its disk.
///
/// # Errors
/// When there is no board to open.
pub fn run(
    target: &mut Target,
    storm: Storm,
    server: Option<&Process>,
    restart: Option<&dyn Fn() -> Outcome<Process>>,
) -> Outcome<Figures> {
    let rooms = target.rooms(1, storm.joiners + 16)?;
    let mut filled = filling::fill(target, &rooms, storm.notes, (1 << 30) + first_client(0))?;
    let mut seats = Vec::new();
    for _ in 0..=storm.joiners {
        seats.push(target.seat(&rooms[0])?);
    }
    filled.fleet.turn_for(SETTLE, &mut filled.watch)?;

    let mut figures = Figures::default();
    let mut fleet = Fleet::new()?;
    let ends = filled.ends.clone();
    let restarted;
    let mut server = server;
    if let Some(restart) = restart {
        for socket in 0..filled.fleet.sockets.count() {
            filled.fleet.sockets.end(socket);
        }
        restarted = restart()?;
        server = Some(&restarted);
    } else {
        let single = seats.pop();
        let mut arrivals = Arrivals::new(1);
        let begun = Instant::now();
        fleet.sockets.open(single.ok_or(crate::failure::Failure::Run("no seat".to_owned()))?, None)?;
        arrivals.wait(&mut fleet, filled.bytes)?;
        figures.push("single ms", arrivals.complete(&ends, begun).first().copied().unwrap_or(f64::NAN));
    }
    let filled_rss = server.map_or(Ok(0.0), Process::rss_mib)?;
    if let Some(server) = server {
        server.forget_peak();
    }
    let before = server.map_or(Ok(0.0), Process::cpu_seconds_exact)?;

    let mut fleet = Fleet::new()?;
    let mut arrivals = Arrivals::new(storm.joiners);
    fleet.sockets.expect(storm.joiners, filled.bytes);
    let begun = Instant::now();
    for seat in seats.into_iter().take(storm.joiners) {
        fleet.sockets.open(seat, None)?;
    }
    let waited = arrivals.wait(&mut fleet, filled.bytes);
    let after = server.map_or(Ok(0.0), Process::cpu_seconds_exact)?;
    let peak = server.map_or(Ok(0.0), Process::peak_mib)?;
    let mut complete = arrivals.complete(&ends, begun);
    complete.sort_by(f64::total_cmp);
    let closed = fleet.sockets.closed_by_server(0..storm.joiners);
    let (Some(&last), Some(&median)) = (complete.last(), complete.get(complete.len() / 2)) else {
        waited?;
        return failed(match closed.first() {
            Some(code) => {
                format!("nobody got the whole board; {} were closed, the first with {code}", closed.len())
            }
            None => "nobody got the whole board".to_owned(),
        });
    };
    figures.push("complete p50 ms", median);
    figures.push("complete max ms", last);
    figures.push("complete", complete.len() as f64);
    figures.push("joiners", storm.joiners as f64);
    figures.push("MiB/s", fleet.sockets.traffic.bytes as f64 / 1_048_576.0 / (last / 1e3));
    if server.is_some() {
        figures.push("CPU ms/join", (after - before) * 1e3 / storm.joiners as f64);
        figures.push("RSS filled MiB", filled_rss);
        figures.push("RSS peak MiB", peak);
        figures.push("peak - filled MiB", peak - filled_rss);
    }
    figures.push("filling ms", filled.took.as_secs_f64() * 1e3);
    if complete.len() < storm.joiners {
        figures.warn(format!(
            "{} of {} did not get the whole board",
            storm.joiners - complete.len(),
            storm.joiners
        ));
    }
    if let Some(code) = closed.first() {
        figures
            .warn(format!("{} connections were closed by the server, the first with {code}", closed.len()));
    }
    Ok(figures)
}

/// What came, read only afterwards: reading megabytes for each joiner would take longer than to send them.
struct Arrivals {
    /// Of each joiner: when something came, and which of `alike` it is.
    frames: Vec<Vec<(Instant, usize)>>,
    /// Different from each other. Most joiners get the same bytes, which are kept once.
    alike: Vec<Vec<u8>>,
    bytes: Vec<u64>,
    closed: usize,
}

impl Arrivals {
    fn new(joiners: usize) -> Arrivals {
        Arrivals { frames: vec![Vec::new(); joiners], alike: Vec::new(), bytes: vec![0; joiners], closed: 0 }
    }

    /// Until everybody has most of it and nothing more comes.
    fn wait(&mut self, fleet: &mut Fleet, filled: u64) -> Outcome<()> {
        let begun = Instant::now();
        let mut last = begun;
        loop {
            if fleet.turn(Instant::now() + QUIET / 3, self)? {
                last = Instant::now();
            }
            let most = self.bytes.iter().all(|bytes| *bytes > filled / 2) || self.closed > 0;
            if most && last.elapsed() > QUIET {
                return Ok(());
            }
            if begun.elapsed() > PATIENCE {
                return failed(format!("joining took more than {} s", PATIENCE.as_secs()));
            }
        }
    }

    /// Milliseconds from `begun` until each of those who got everything had it.
    fn complete(&self, ends: &[(u64, u64)], begun: Instant) -> Vec<f64> {
        let read = |frame: &Vec<u8>| {
            let mut seen = Seen { ends, clocks: vec![0; ends.len()] };
            // What cannot be read completes nobody.
            let _ = ranges::read(frame, &mut seen);
            seen.clocks
        };
        let alike: Vec<Vec<u64>> = self.alike.iter().map(read).collect();
        let mut complete = Vec::new();
        for frames in &self.frames {
            let mut clocks = vec![0; ends.len()];
            for (at, which) in frames {
                for (clock, found) in clocks.iter_mut().zip(&alike[*which]) {
                    *clock = (*found).max(*clock);
                }
                if clocks.iter().zip(ends).all(|(clock, (_, end))| clock >= end) {
                    complete.push((*at - begun).as_secs_f64() * 1e3);
                    break;
                }
            }
        }
        complete
    }
}

struct Seen<'a> {
    ends: &'a [(u64, u64)],
    clocks: Vec<u64>,
}

impl Visit for Seen<'_> {
    fn range(&mut self, client: u64, _from: u64, to: u64) {
        if let Some(place) = self.ends.iter().position(|(end, _)| *end == client) {
            self.clocks[place] = to.max(self.clocks[place]);
        }
    }
}

impl Listener for Arrivals {
    fn message(&mut self, sockets: &mut Sockets, socket: usize, at: Instant, message: &[u8]) {
        let mut reader = Reader::new(message);
        let (Ok(SYNC), Ok(step), Ok(payload)) = (reader.number(), reader.number(), reader.bytes()) else {
            return;
        };
        if step == STEP_1 {
            sockets.send(socket, &Message::Step2(&[0, 0]).encode());
        } else if (step == STEP_2 || step == UPDATE) && payload.len() > 2 {
            self.bytes[socket] += payload.len() as u64;
            let which = self.alike.iter().position(|seen| seen == payload).unwrap_or_else(|| {
                self.alike.push(payload.to_vec());
                self.alike.len() - 1
            });
            self.frames[socket].push((at, which));
        }
    }

    fn closed(&mut self, _socket: usize, _code: u16) {
        self.closed += 1;
    }
}
