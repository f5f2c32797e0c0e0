//! Thousands of client sockets behind one epoll, without a task, a buffer or an allocation for each message.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::fd::OwnedFd;
use std::rc::Rc;
use std::time::{Duration, Instant};

use rustix::event::epoll;
use rustix::time::Timespec;

use crate::failure::{Outcome, failed};
use crate::frame::{self, Next};

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

/// What went over all sockets so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Traffic {
    /// Bytes received.
    pub bytes: u64,
    /// WebSocket messages received.
    pub messages: u64,
}

/// A socket's place in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Handshake,
    Open,
    /// The code of the other side, or `None` after our own end.
    Closed(Option<u16>),
}

struct Socket {
    seat: Seat,
    stream: Option<TcpStream>,
    phase: Phase,
    /// The beginning of a frame that has not come whole.
    partial: Vec<u8>,
    /// What the kernel would not take yet.
    waiting: Vec<u8>,
    reads: bool,
}

/// The sockets, as a [`Listener`] may use them.
pub struct Sockets {
    epoll: OwnedFd,
    all: Vec<Socket>,
    scratch: Vec<u8>,
    /// Memory for large messages; see [`Sockets::expect`].
    spare: Vec<Vec<u8>>,
    /// What arrived.
    pub traffic: Traffic,
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

impl Sockets {
    /// How many there have been.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// Whether the socket has ended, by whichever side.
    pub fn is_closed(&self, socket: usize) -> bool {
        matches!(self.all[socket].phase, Phase::Closed(_))
    }

    /// The codes by which the other side ended sockets among `those`.
    pub fn closed_by_server(&self, those: std::ops::Range<usize>) -> Vec<u16> {
        let code = |socket: &Socket| match socket.phase {
            Phase::Closed(code) => code,
            _ => None,
        };
        self.all[those].iter().filter_map(code).collect()
    }

    /// The next `sockets` will get messages of about so many bytes: memory for them is had from the system now, so that it is not had
    /// while the clock runs.
    pub fn expect(&mut self, sockets: usize, bytes: u64) {
        // Boards are written with more around a note than it was sent with, a tenth at most.
        let bytes = bytes as usize + bytes as usize / 10;
        self.spare.extend((0..sockets).map(|_| {
            let mut touched = vec![1; bytes];
            touched.clear();
            touched
        }));
    }

    /// The seat a socket has.
    pub fn seat(&self, socket: usize) -> &Seat {
        &self.all[socket].seat
    }

    /// Begins a connection and answers its number. `buffer` bounds what the kernel keeps of what nobody reads.
    ///
    /// # Errors
    /// When there is nobody to connect to, or no file descriptor left.
    pub fn open(&mut self, seat: Seat, buffer: Option<usize>) -> Outcome<usize> {
        let number = self.all.len();
        let stream = connect(&seat, buffer)?;
        self.all.push(Socket {
            seat,
            stream: None,
            phase: Phase::Handshake,
            partial: Vec::new(),
            waiting: Vec::new(),
            reads: true,
        });
        self.begin(number, stream)?;
        Ok(number)
    }

    /// Connects a closed socket's seat once more.
    ///
    /// # Errors
    /// As [`Sockets::open`].
    pub fn reopen(&mut self, number: usize) -> Outcome<()> {
        let stream = connect(&self.all[number].seat, None)?;
        self.begin(number, stream)
    }

    fn begin(&mut self, number: usize, stream: TcpStream) -> Outcome<()> {
        stream.set_nonblocking(true)?;
        let socket = &mut self.all[number];
        socket.partial.clear();
        socket.waiting.clear();
        socket.phase = Phase::Handshake;
        let data = epoll::EventData::new_u64(number as u64);
        epoll::add(&self.epoll, &stream, data, epoll::EventFlags::IN)?;
        socket.stream = Some(stream);
        let seat = &socket.seat;
        let subprotocol =
            seat.subprotocol.map_or(String::new(), |name| format!("Sec-WebSocket-Protocol: {name}\r\n"));
        let request = format!(
            "GET {} HTTP/1.1\r\nHost: {}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: {}\r\n{subprotocol}\r\n",
            seat.path,
            seat.host,
            frame::KEY
        );
        self.write(number, request.as_bytes());
        Ok(())
    }

    /// Sends a message.
    pub fn send(&mut self, number: usize, message: &[u8]) {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        let prefix = self.all[number].seat.prefix.clone();
        frame::head(&mut scratch, frame::BINARY, prefix.len() + message.len(), true);
        scratch.extend_from_slice(&prefix);
        scratch.extend_from_slice(message);
        self.write(number, &scratch);
        self.scratch = scratch;
    }

    /// Reads nothing more from a socket; it stays open.
    ///
    /// # Errors
    /// When the system fails.
    pub fn stop_reading(&mut self, number: usize) -> Outcome<()> {
        self.all[number].reads = false;
        self.watch(number)
    }

    /// Ends a socket without waiting for the other side.
    pub fn end(&mut self, number: usize) {
        if !self.is_closed(number) {
            let mut goodbye = Vec::new();
            frame::head(&mut goodbye, frame::CLOSE, 2, true);
            goodbye.extend_from_slice(&1000u16.to_be_bytes());
            self.write(number, &goodbye);
            self.all[number].phase = Phase::Closed(None);
            self.drop_stream(number);
        }
    }

    fn watch(&self, number: usize) -> Outcome<()> {
        let socket = &self.all[number];
        let Some(stream) = &socket.stream else { return Ok(()) };
        let mut flags = epoll::EventFlags::empty();
        flags.set(epoll::EventFlags::IN, socket.reads);
        flags.set(epoll::EventFlags::OUT, !socket.waiting.is_empty());
        Ok(epoll::modify(&self.epoll, stream, epoll::EventData::new_u64(number as u64), flags)?)
    }

    fn write(&mut self, number: usize, bytes: &[u8]) {
        let socket = &mut self.all[number];
        let Some(mut stream) = socket.stream.as_ref() else { return };
        let idle = socket.waiting.is_empty();
        let written = if idle { stream.write(bytes).unwrap_or(0) } else { 0 };
        if written < bytes.len() {
            socket.waiting.extend_from_slice(&bytes[written..]);
            if idle {
                // A socket that cannot be watched is found out by reading.
                let _ = self.watch(number);
            }
        }
    }

    fn write_on(&mut self, number: usize) {
        let Some(socket) = self.all.get_mut(number) else { return };
        let Some(mut stream) = socket.stream.as_ref() else { return };
        if let Ok(written) = stream.write(&socket.waiting) {
            socket.waiting.drain(..written);
        }
        if socket.waiting.is_empty() {
            let _ = self.watch(number);
        }
    }

    fn drop_stream(&mut self, number: usize) {
        let socket = &mut self.all[number];
        // Closing the descriptor takes it out of the epoll.
        socket.stream = None;
        socket.partial = Vec::new();
        socket.waiting = Vec::new();
    }

    fn lost(&mut self, number: usize, code: u16, listener: &mut impl Listener) {
        if !self.is_closed(number) {
            self.all[number].phase = Phase::Closed(Some(code));
            self.drop_stream(number);
            listener.closed(number, code);
        }
    }

    /// Hears all whole messages of `bytes` and answers how many bytes they were.
    fn hear(&mut self, number: usize, at: Instant, bytes: &[u8], listener: &mut impl Listener) -> usize {
        let mut used = 0;
        if self.all[number].phase == Phase::Handshake {
            let Some(end) = frame::http_head(bytes) else { return 0 };
            let head = String::from_utf8_lossy(&bytes[..end]);
            if !head.starts_with("HTTP/1.1 101") || !head.contains(frame::ACCEPT) {
                let status = head.get(9..12).and_then(|status| status.parse().ok()).unwrap_or(1002);
                self.lost(number, status, listener);
                return end;
            }
            self.all[number].phase = Phase::Open;
            for message in self.all[number].seat.greeting.clone() {
                self.send(number, &message);
            }
            listener.opened(self, number);
            used = end;
        }
        loop {
            let rest = &bytes[used..];
            let whole = match frame::next(rest) {
                Next::Whole(whole) => whole,
                Next::Part(_) => return used,
                Next::Unknown => {
                    self.lost(number, 1002, listener);
                    return bytes.len();
                }
            };
            let payload = &rest[whole.begin..whole.end];
            used += whole.end;
            match whole.opcode {
                frame::BINARY => {
                    self.traffic.messages += 1;
                    let prefix = self.all[number].seat.prefix.len();
                    listener.message(self, number, at, payload.get(prefix..).unwrap_or_default());
                }
                frame::PING => {
                    let mut pong = Vec::new();
                    frame::head(&mut pong, frame::PONG, payload.len(), true);
                    pong.extend_from_slice(payload);
                    self.write(number, &pong);
                }
                frame::CLOSE => {
                    let code = match *payload {
                        [high, low, ..] => u16::from_be_bytes([high, low]),
                        _ => 1005,
                    };
                    self.lost(number, code, listener);
                }
                _ => {}
            }
            if self.is_closed(number) {
                return bytes.len();
            }
        }
    }
}

fn connect(seat: &Seat, buffer: Option<usize>) -> Outcome<TcpStream> {
    use rustix::net;
    let family = if seat.address.is_ipv4() { net::AddressFamily::INET } else { net::AddressFamily::INET6 };
    let socket = net::socket_with(family, net::SocketType::STREAM, net::SocketFlags::CLOEXEC, None)?;
    if let Some(bytes) = buffer {
        net::sockopt::set_socket_recv_buffer_size(&socket, bytes)?;
    }
    net::connect(&socket, &seat.address)?;
    let stream = TcpStream::from(socket);
    stream.set_nodelay(true)?;
    Ok(stream)
}
