//! The sockets of a fleet: what each has begun to hear, and what it still has to say.

use std::io::Write;
use std::net::TcpStream;
use std::os::fd::OwnedFd;
use std::time::Instant;

use rustix::event::epoll;

use super::{Listener, Seat};
use crate::failure::Outcome;
use crate::frame::{self, Next};

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
pub(super) enum Phase {
    Handshake,
    Open,
    /// The code of the other side, or `None` after our own end.
    Closed(Option<u16>),
}

pub(super) struct Socket {
    seat: Seat,
    pub(super) stream: Option<TcpStream>,
    pub(super) phase: Phase,
    /// The beginning of a frame that has not come whole.
    pub(super) partial: Vec<u8>,
    /// What the kernel would not take yet.
    waiting: Vec<u8>,
    reads: bool,
}

/// The sockets, as a [`Listener`] may use them.
pub struct Sockets {
    pub(super) epoll: OwnedFd,
    pub(super) all: Vec<Socket>,
    pub(super) scratch: Vec<u8>,
    /// Memory for large messages; see [`Sockets::expect`].
    pub(super) spare: Vec<Vec<u8>>,
    /// What arrived.
    pub traffic: Traffic,
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

    pub(super) fn write_on(&mut self, number: usize) {
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

    pub(super) fn lost(&mut self, number: usize, code: u16, listener: &mut impl Listener) {
        if !self.is_closed(number) {
            self.all[number].phase = Phase::Closed(Some(code));
            self.drop_stream(number);
            listener.closed(number, code);
        }
    }

    /// Hears all whole messages of `bytes` and answers how many bytes they were.
    pub(super) fn hear(
        &mut self,
        number: usize,
        at: Instant,
        bytes: &[u8],
        listener: &mut impl Listener,
    ) -> usize {
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
