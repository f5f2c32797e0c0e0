//! Thousands of client sockets behind one epoll, without a task, a buffer or an allocation for each message.

mod sockets;

use std::io::{ErrorKind, Read};
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use rustix::event::epoll;
use rustix::time::Timespec;

use crate::failure::{Outcome, failed};
use crate::frame::{self, Next};

use sockets::Phase;
pub use sockets::{Sockets, Traffic};

/// Where to connect and what to say first.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The server.
    pub address: SocketAddr,
    /// What it calls itself.
    pub host: String,
    /// Path and query of the handshake.
    pub path: String,
    /// The subprotocol asked for.
    pub subprotocol: Option<&'static str>,
    /// Bytes in front of every message, both ways.
    pub prefix: Rc<[u8]>,
    /// The first messages of a connection.
    pub greeting: Vec<Vec<u8>>,
    /// The opaque id of the person who sits here.
    pub person: String,
}

/// Hears what arrives.
pub trait Listener {
    /// The handshake is done and the greeting on its way.
    fn opened(&mut self, sockets: &mut Sockets, socket: usize) {
        let _ = (sockets, socket);
    }
    /// A message without its prefix.
    fn message(&mut self, sockets: &mut Sockets, socket: usize, at: Instant, message: &[u8]);
    /// The other side closed, by its code; 1006 if it did not say why.
    fn closed(&mut self, socket: usize, code: u16) {
        let _ = (socket, code);
    }
}

/// Sockets and the buffers they share.
pub struct Fleet {
    /// The sockets.
    pub sockets: Sockets,
    input: Vec<u8>,
    events: Vec<epoll::Event>,
}

/// One read takes at most this much; what a socket holds beyond comes with the next turn.
const INPUT_BYTES: usize = 256 * 1024;
/// Sockets served before the clock is looked at again.
const EVENTS: usize = 128;
/// Handshakes under way at once: less than a listening socket's queue.
const HANDSHAKES: usize = 64;
/// Room of a partial frame that is kept for the next one.
const PARTIAL_KEPT: usize = 4096;
const PATIENCE: Duration = Duration::from_secs(30);

impl Fleet {
    /// No sockets yet.
    ///
    /// # Errors
    /// When the system has no epoll to give.
    pub fn new() -> Outcome<Fleet> {
        // Sends are on a schedule; the default slack of 50 µs would be counted as the server's delay.
        rustix::thread::set_current_timer_slack(std::num::NonZeroU64::new(1_000))?;
        Ok(Fleet {
            sockets: Sockets {
                epoll: epoll::create(epoll::CreateFlags::CLOEXEC)?,
                all: Vec::new(),
                scratch: Vec::new(),
                spare: Vec::new(),
                traffic: Traffic::default(),
            },
            input: vec![0; INPUT_BYTES],
            events: Vec::with_capacity(EVENTS),
        })
    }

    /// Waits until something arrives, at most until `until`, and lets `listener` hear it. Answers whether anything did.
    ///
    /// # Errors
    /// When the system fails; a socket that does is closed instead.
    pub fn turn(&mut self, until: Instant, listener: &mut impl Listener) -> Outcome<bool> {
        let wait = until.saturating_duration_since(Instant::now());
        let timeout = Timespec { tv_sec: wait.as_secs() as i64, tv_nsec: i64::from(wait.subsec_nanos()) };
        self.events.clear();
        match epoll::wait(
            &self.sockets.epoll,
            rustix::buffer::spare_capacity(&mut self.events),
            Some(&timeout),
        ) {
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => return Ok(false),
            Err(error) => return Err(error.into()),
        }
        for index in 0..self.events.len() {
            let (flags, data) = (self.events[index].flags, self.events[index].data);
            let socket = data.u64() as usize;
            if flags.intersects(epoll::EventFlags::OUT) {
                self.sockets.write_on(socket);
            }
            let readable = epoll::EventFlags::IN | epoll::EventFlags::HUP | epoll::EventFlags::ERR;
            if flags.intersects(readable) {
                self.read(socket, listener);
            }
        }
        Ok(!self.events.is_empty())
    }

    /// Turns until `done` says so.
    ///
    /// # Errors
    /// With `what` in words when that takes too long.
    pub fn turn_until<L: Listener>(
        &mut self,
        listener: &mut L,
        what: &str,
        mut done: impl FnMut(&Sockets, &L) -> bool,
    ) -> Outcome<()> {
        let begun = Instant::now();
        while !done(&self.sockets, listener) {
            if begun.elapsed() > PATIENCE {
                return failed(format!("{what} took more than {} s", PATIENCE.as_secs()));
            }
            self.turn(Instant::now() + Duration::from_millis(20), listener)?;
        }
        Ok(())
    }

    /// Turns for that long.
    ///
    /// # Errors
    /// When the system fails.
    pub fn turn_for(&mut self, pause: Duration, listener: &mut impl Listener) -> Outcome<()> {
        let end = Instant::now() + pause;
        while Instant::now() < end {
            self.turn(end, listener)?;
        }
        Ok(())
    }

    /// Opens all of `seats`, a few at a time, until their handshakes are done.
    ///
    /// # Errors
    /// When one is not let in.
    pub fn open_all(&mut self, seats: Vec<Seat>, listener: &mut impl Listener) -> Outcome<()> {
        let first = self.sockets.all.len();
        for (number, seat) in seats.into_iter().enumerate() {
            self.sockets.open(seat, None)?;
            let begun = Instant::now();
            while number + 1
                - self.sockets.all[first..].iter().filter(|s| s.phase != Phase::Handshake).count()
                > HANDSHAKES
            {
                if begun.elapsed() > PATIENCE {
                    return failed("the server does not answer handshakes");
                }
                self.turn(Instant::now() + Duration::from_millis(5), listener)?;
            }
        }
        self.turn_until(listener, "opening sockets", |sockets, _| {
            sockets.all[first..].iter().all(|socket| socket.phase != Phase::Handshake)
        })?;
        match self.sockets.all[first..].iter().find_map(|socket| match socket.phase {
            Phase::Closed(code) => code,
            _ => None,
        }) {
            Some(code) => failed(format!("the server did not let a client in ({code})")),
            None => Ok(()),
        }
    }

    fn read(&mut self, number: usize, listener: &mut impl Listener) {
        let sockets = &mut self.sockets;
        let Some(socket) = sockets.all.get_mut(number) else { return };
        let Some(stream) = socket.stream.as_ref() else { return };
        let mut partial = std::mem::take(&mut socket.partial);
        let is_fresh = partial.is_empty();
        let count = if is_fresh {
            (&*stream).read(&mut self.input)
        } else {
            // Behind what is there already, so that megabytes are not copied once more.
            if partial.capacity() == partial.len() {
                partial.reserve(INPUT_BYTES);
            }
            rustix::io::read(stream, rustix::buffer::spare_capacity(&mut partial)).map_err(Into::into)
        };
        let at = Instant::now();
        let count = match count {
            Ok(count) if count > 0 => count,
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {
                socket.partial = partial;
                return;
            }
            Ok(_) | Err(_) => {
                sockets.lost(number, 1006, listener);
                return;
            }
        };
        sockets.traffic.bytes += count as u64;
        if is_fresh {
            let used = sockets.hear(number, at, &self.input[..count], listener);
            let rest = &self.input[used..count];
            if let Next::Part(Some(whole)) = frame::next(rest) {
                if whole > PARTIAL_KEPT {
                    partial = sockets.spare.pop().unwrap_or_default();
                }
                partial.reserve_exact(whole);
            }
            partial.extend_from_slice(rest);
        } else {
            let used = sockets.hear(number, at, &partial, listener);
            partial.drain(..used);
        }
        if partial.is_empty() && partial.capacity() > PARTIAL_KEPT {
            partial = Vec::new();
        }
        if !sockets.is_closed(number) {
            sockets.all[number].partial = partial;
        }
    }
}
