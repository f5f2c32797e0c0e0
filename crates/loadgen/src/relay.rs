//! A dumb broadcast relay: what the fastest server could do that knew no documents and kept nothing. An approximation of
//! the ceiling, to be measured beside whatever is measured.

use std::collections::HashMap;
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rustix::event::epoll;
use rustix::time::Timespec;

use crate::failure::Outcome;
use crate::frame::{self, Next};

/// A relay that listens and has not begun.
pub struct Relay {
    listener: TcpListener,
    /// With one, a connection is written to at most once in it.
    tick: Option<Duration>,
    epoll: OwnedFd,
    members: Vec<Option<Member>>,
    rooms: HashMap<String, Vec<usize>>,
    /// Those who have something to be written.
    ready: Vec<usize>,
    input: Vec<u8>,
}

struct Member {
    stream: TcpStream,
    room: Option<String>,
    partial: Vec<u8>,
    out: Vec<u8>,
    /// The kernel is full; it says when not.
    blocked: bool,
}

const LISTENER: u64 = u64::MAX;
const INPUT_BYTES: usize = 64 * 1024;
const EVENTS: usize = 1024;

impl Relay {
    /// Listens.
    ///
    /// # Errors
    /// When the address is taken.
    pub fn bind(address: SocketAddr, tick: Option<Duration>) -> Outcome<Relay> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let epoll = epoll::create(epoll::CreateFlags::CLOEXEC)?;
        epoll::add(&epoll, &listener, epoll::EventData::new_u64(LISTENER), epoll::EventFlags::IN)?;
        Ok(Relay {
            listener,
            tick,
            epoll,
            members: Vec::new(),
            rooms: HashMap::new(),
            ready: Vec::new(),
            input: vec![0; INPUT_BYTES],
        })
    }

    /// Where it listens.
    ///
    /// # Errors
    /// When the system does not know.
    pub fn address(&self) -> Outcome<SocketAddr> {
        Ok(self.listener.local_addr()?)
    }

    /// Relays until `stop`.
    ///
    /// # Errors
    /// When the system fails.
    pub fn run(mut self, stop: &AtomicBool) -> Outcome<()> {
        let mut events: Vec<epoll::Event> = Vec::with_capacity(EVENTS);
        let mut due = Instant::now();
        while !stop.load(Ordering::Relaxed) {
            let wait = match self.tick {
                Some(_) if !self.ready.is_empty() => due.saturating_duration_since(Instant::now()),
                _ => Duration::from_millis(200),
            };
            let timeout = Timespec { tv_sec: wait.as_secs() as i64, tv_nsec: i64::from(wait.subsec_nanos()) };
            events.clear();
            match epoll::wait(&self.epoll, rustix::buffer::spare_capacity(&mut events), Some(&timeout)) {
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
            for event in &events {
                let (flags, data) = (event.flags, event.data);
                match data.u64() {
                    LISTENER => self.accept()?,
                    member => {
                        let member = member as usize;
                        if flags.intersects(epoll::EventFlags::OUT) {
                            self.write(member);
                        }
                        let readable =
                            epoll::EventFlags::IN | epoll::EventFlags::HUP | epoll::EventFlags::ERR;
                        if flags.intersects(readable) {
                            self.read(member);
                        }
                    }
                }
            }
            let now = Instant::now();
            if let Some(tick) = self.tick {
                if now < due {
                    continue;
                }
                due = now + tick;
            }
            for member in std::mem::take(&mut self.ready) {
                self.write(member);
            }
        }
        Ok(())
    }

    fn accept(&mut self) -> Outcome<()> {
        loop {
            match self.listener.accept() {
                Ok((stream, _)) => {
                    stream.set_nonblocking(true)?;
                    stream.set_nodelay(true)?;
                    let number = self.members.len();
                    let data = epoll::EventData::new_u64(number as u64);
                    epoll::add(&self.epoll, &stream, data, epoll::EventFlags::IN)?;
                    self.members.push(Some(Member {
                        stream,
                        room: None,
                        partial: Vec::new(),
                        out: Vec::new(),
                        blocked: false,
                    }));
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn read(&mut self, number: usize) {
        let Some(member) = self.members.get_mut(number).and_then(Option::as_mut) else { return };
        let count = match member.stream.read(&mut self.input) {
            Err(error) if error.kind() == ErrorKind::WouldBlock => return,
            Ok(0) | Err(_) => return self.leave(number),
            Ok(count) => count,
        };
        let mut bytes = std::mem::take(&mut member.partial);
        bytes.extend_from_slice(&self.input[..count]);
        let Some(used) = self.hear(number, &mut bytes) else { return self.leave(number) };
        bytes.drain(..used);
        if let Some(member) = self.members[number].as_mut() {
            member.partial = bytes;
        }
    }

    /// Relays all whole messages and answers how many bytes they were; `None` ends the connection.
    fn hear(&mut self, number: usize, bytes: &mut [u8]) -> Option<usize> {
        let mut used = 0;
        if self.members[number].as_ref()?.room.is_none() {
            let Some(end) = frame::http_head(bytes) else { return Some(0) };
            self.enter(number, &String::from_utf8_lossy(&bytes[..end]))?;
            used = end;
        }
        loop {
            let rest = &mut bytes[used..];
            let whole = match frame::next(rest) {
                Next::Whole(whole) => whole,
                Next::Part(_) => return Some(used),
                Next::Unknown => return None,
            };
            let payload = &mut rest[whole.begin..whole.end];
            if let Some(mask) = whole.mask {
                frame::unmask(payload, mask);
            }
            match whole.opcode {
                frame::BINARY => self.broadcast(number, payload),
                frame::CLOSE => return None,
                _ => {}
            }
            used += whole.end;
        }
    }

    fn enter(&mut self, number: usize, head: &str) -> Option<()> {
        let room = head.split(' ').nth(1)?.to_owned();
        // Only our own generator comes here, and its key is always the same.
        if !head.contains(frame::KEY) {
            return None;
        }
        let answer = format!(
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: {}\r\n\r\n",
            frame::ACCEPT
        );
        self.rooms.entry(room.clone()).or_default().push(number);
        let member = self.members[number].as_mut()?;
        member.room = Some(room);
        member.out.extend_from_slice(answer.as_bytes());
        self.ready.push(number);
        Some(())
    }

    fn broadcast(&mut self, from: usize, payload: &[u8]) {
        let mut head = Vec::with_capacity(10);
        frame::head(&mut head, frame::BINARY, payload.len(), false);
        let room = self.members[from].as_ref().and_then(|member| member.room.as_ref());
        let Some(others) = room.and_then(|room| self.rooms.get(room)) else { return };
        for &other in others.iter().filter(|other| **other != from) {
            let Some(member) = self.members[other].as_mut() else { continue };
            if member.out.is_empty() {
                self.ready.push(other);
            }
            member.out.extend_from_slice(&head);
            member.out.extend_from_slice(payload);
        }
    }

    fn write(&mut self, number: usize) {
        let Some(member) = self.members.get_mut(number).and_then(Option::as_mut) else { return };
        match member.stream.write(&member.out) {
            Ok(written) => {
                member.out.drain(..written);
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(_) => return self.leave(number),
        }
        let blocked = !member.out.is_empty();
        if blocked != member.blocked {
            member.blocked = blocked;
            let mut flags = epoll::EventFlags::IN;
            flags.set(epoll::EventFlags::OUT, blocked);
            // Who cannot be watched is found out by reading.
            let _ =
                epoll::modify(&self.epoll, &member.stream, epoll::EventData::new_u64(number as u64), flags);
        }
    }

    fn leave(&mut self, number: usize) {
        if let Some(room) = self.members[number].take().and_then(|member| member.room)
            && let Some(others) = self.rooms.get_mut(&room)
        {
            others.retain(|other| *other != number);
        }
    }
}
