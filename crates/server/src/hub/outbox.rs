//! What waits for one socket to be written: bounded, whatever the reader does.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use room::Lane;
use room::wire::CloseCode;
use tokio::sync::Notify;

use crate::metrics::Metrics;
use crate::socket::{Frame, Line, Writing};

/// Presence frames waiting for a slow reader; beyond, all of them are dropped and everybody's presence is sent afresh.
const PRESENCE_FRAMES_MAX: usize = 64;

/// Between a room's task and a socket. A frame for which nothing waits goes out at once, from whoever pushes it; for a reader that is
/// slower than that it waits for the socket's own task. Never blocks.
#[derive(Debug)]
pub struct Outbox {
    queue: Mutex<Queue>,
    wake: Notify,
    bounds: Bounds,
    metrics: Arc<Metrics>,
    pause_until_ms: AtomicU64,
}

/// How much may wait.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Document frames.
    pub frames: usize,
    /// Their bytes, the largest frame not counted: a newcomer's whole board may be larger than this.
    pub bytes: usize,
}

#[derive(Debug)]
struct Queue {
    /// None when the connection has ended.
    line: Option<Box<dyn Line>>,
    /// The frame in the middle of which the line took no more.
    begun: Option<Frame>,
    /// What the protocol wants said: of these only the latest counts (RFC 6455, 5.5.3).
    control: Option<Frame>,
    document: VecDeque<Bytes>,
    document_bytes: usize,
    presence: VecDeque<Bytes>,
    /// The socket's task waits for the line: it needs not be woken for more.
    is_blocked: bool,
    /// The room has been or is being told; nothing is taken until [`Outbox::resume`].
    lagging: bool,
    /// Presence was dropped; the room is told once the rest has been written.
    stale: bool,
    /// The room has been told that there is room again.
    asked: bool,
    close: Option<Close>,
}

#[derive(Clone, Copy, Debug)]
struct Close {
    code: CloseCode,
    /// It is written, or begun.
    is_said: bool,
}

/// What became of a pushed frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pushed {
    /// It is written or waits, or the socket is lagging or closing and needs nothing.
    Taken,
    /// It did not fit: everything waiting was dropped, and the room must hear of it.
    Overflow,
}

/// What a socket's task has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Everything is written: tell the room that this socket can take more.
    Writable,
    /// The close has been said; the other side may answer it.
    Closed(CloseCode),
    /// There is no other side any more.
    Gone,
}

/// How far the queue could be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Wait,
    Blocked,
    Next(Next),
}

impl Outbox {
    /// Empty.
    pub fn new(bounds: Bounds, line: Box<dyn Line>, metrics: Arc<Metrics>) -> Outbox {
        let queue = Queue {
            line: Some(line),
            begun: None,
            control: None,
            document: VecDeque::new(),
            document_bytes: 0,
            presence: VecDeque::new(),
            is_blocked: false,
            lagging: false,
            stale: false,
            asked: false,
            close: None,
        };
        Outbox {
            queue: Mutex::new(queue),
            wake: Notify::new(),
            bounds,
            metrics,
            pause_until_ms: AtomicU64::new(0),
        }
    }

    /// Adds a frame.
    pub fn push(&self, lane: Lane, bytes: Bytes) -> Pushed {
        let mut queue = self.queue();
        let pushed = queue.push(lane, bytes, self.bounds, &self.metrics);
        if queue.wants_its_task() {
            drop(queue);
            self.wake.notify_one();
        }
        pushed
    }

    /// Says a control frame before anything that waits.
    pub fn say(&self, frame: Frame) {
        let mut queue = self.queue();
        if queue.begun.is_some() {
            queue.control = Some(frame);
        } else {
            queue.write(frame, &self.metrics);
        }
        if queue.wants_its_task() {
            drop(queue);
            self.wake.notify_one();
        }
    }

    /// The room knows that the queue was dropped and sends what is needed from here on.
    pub fn resume(&self) {
        let mut queue = self.queue();
        (queue.lagging, queue.stale, queue.asked) = (false, false, false);
    }

    /// Ends the socket; `flush` delivers first what waits. The first close counts.
    pub fn close(&self, code: CloseCode, flush: bool) {
        let mut queue = self.queue();
        queue.close.get_or_insert(Close { code, is_said: false });
        if !flush {
            queue.drop_waiting();
        }
        drop(queue);
        self.wake.notify_one();
    }

    /// The connection has ended: what waits is of no use, nor is what comes.
    pub fn end(&self) {
        let mut queue = self.queue();
        queue.drop_waiting();
        (queue.line, queue.begun) = (None, None);
    }

    /// Read nothing from the socket before this time.
    pub fn pause_until(&self, at_ms: u64) {
        self.pause_until_ms.fetch_max(at_ms, Ordering::Relaxed);
    }

    /// When the socket may be read again.
    pub fn paused_until(&self) -> u64 {
        self.pause_until_ms.load(Ordering::Relaxed)
    }

    /// The code of a close that was asked for.
    pub fn closing(&self) -> Option<CloseCode> {
        self.queue().close.map(|close| close.code)
    }

    /// Writes what could not be written at once, until there is something else to do. `writing` is this outbox' line. Only
    /// one task may call it.
    pub async fn next(&self, writing: &Writing) -> Next {
        loop {
            // Registered before looking, so that a push in between is not missed.
            let woken = self.wake.notified();
            let step = self.queue().step(&self.metrics);
            match step {
                Step::Next(next) => return next,
                Step::Wait => woken.await,
                Step::Blocked => {
                    if writing.ready().await.is_err() {
                        return Next::Gone;
                    }
                }
            }
        }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    fn push(&mut self, lane: Lane, bytes: Bytes, bounds: Bounds, metrics: &Metrics) -> Pushed {
        if self.lagging || self.close.is_some() || self.line.is_none() {
            return Pushed::Taken;
        }
        match lane {
            Lane::Presence if self.stale => {}
            Lane::Document | Lane::Presence if self.is_clear() => self.write(Frame::binary(bytes), metrics),
            Lane::Presence if self.presence.len() >= PRESENCE_FRAMES_MAX => {
                self.presence.clear();
                self.stale = true;
            }
            Lane::Presence => self.presence.push_back(bytes),
            Lane::Document => {
                self.document_bytes += bytes.len();
                self.document.push_back(bytes);
                if self.document.len() > bounds.frames || self.counted_bytes() > bounds.bytes {
                    self.drop_waiting();
                    self.lagging = true;
                    return Pushed::Overflow;
                }
            }
        }
        Pushed::Taken
    }

    /// Does nothing wait?
    fn is_clear(&self) -> bool {
        self.begun.is_none() && self.control.is_none() && self.document.is_empty() && self.presence.is_empty()
    }

    /// Is there something to do that the socket's task does not see by itself?
    fn wants_its_task(&self) -> bool {
        self.line.is_none() || (!self.is_blocked && (!self.is_clear() || self.lagging || self.stale))
    }

    fn counted_bytes(&self) -> usize {
        let largest = self.document.iter().map(Bytes::len).max().unwrap_or(0);
        self.document_bytes - largest
    }

    /// All but what is left of a frame that is begun: the other side could not make sense of anything else after its half.
    fn drop_waiting(&mut self) {
        self.begun.take_if(|frame| !frame.is_begun());
        self.control = None;
        self.document.clear();
        self.presence.clear();
        self.document_bytes = 0;
    }

    /// Writes of a frame what goes, and keeps it if that is not all.
    fn write(&mut self, mut frame: Frame, metrics: &Metrics) {
        let Some(line) = &self.line else { return };
        match frame.write(&**line) {
            Ok(true) => metrics.frame_out(frame.payload().len()),
            Ok(false) => self.begun = Some(frame),
            Err(error) => {
                tracing::debug!(%error, "a socket ended while it was written to");
                self.line = None;
            }
        }
    }

    /// The next frame, in the order in which they go out.
    fn take(&mut self) -> Option<Frame> {
        if let Some(frame) = self.begun.take().or_else(|| self.control.take()) {
            return Some(frame);
        }
        if let Some(bytes) = self.document.pop_front() {
            self.document_bytes -= bytes.len();
            return Some(Frame::binary(bytes));
        }
        if let Some(bytes) = self.presence.pop_front() {
            return Some(Frame::binary(bytes));
        }
        let close = self.close.as_mut().filter(|close| !close.is_said)?;
        close.is_said = true;
        Some(Frame::close(close.code.number(), close.code.reason()))
    }

    fn step(&mut self, metrics: &Metrics) -> Step {
        while let Some(frame) = self.take() {
            self.write(frame, metrics);
            if self.begun.is_some() {
                self.is_blocked = true;
                return Step::Blocked;
            }
        }
        self.is_blocked = false;
        // Most sockets never wait; those that did once need not keep the memory.
        (self.document, self.presence) = (VecDeque::new(), VecDeque::new());
        match self.close {
            _ if self.line.is_none() => Step::Next(Next::Gone),
            Some(close) => Step::Next(Next::Closed(close.code)),
            None if (self.lagging || self.stale) && !self.asked => {
                self.asked = true;
                Step::Next(Next::Writable)
            }
            None => Step::Wait,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, IoSlice};
    use std::sync::atomic::AtomicUsize;

    use super::*;

    /// Takes as many bytes as it is allowed to, and keeps them.
    #[derive(Clone, Debug, Default)]
    struct Pipe {
        room: Arc<AtomicUsize>,
        written: Arc<Mutex<Vec<u8>>>,
    }

    impl Pipe {
        fn allow(&self, bytes: usize) {
            self.room.store(bytes, Ordering::Relaxed);
        }

        fn written(&self) -> Vec<u8> {
            std::mem::take(&mut self.written.lock().unwrap())
        }
    }

    impl Line for Pipe {
        fn try_write(&self, parts: &[IoSlice<'_>]) -> io::Result<usize> {
            let room = self.room.load(Ordering::Relaxed);
            let bytes: Vec<u8> = parts.iter().flat_map(|part| part.iter().copied()).take(room).collect();
            self.room.store(room - bytes.len(), Ordering::Relaxed);
            self.written.lock().unwrap().extend(&bytes);
            if bytes.is_empty() { Err(io::ErrorKind::WouldBlock.into()) } else { Ok(bytes.len()) }
        }
    }

    const PLENTY: usize = 1 << 20;

    fn outbox() -> (Outbox, Pipe) {
        let pipe = Pipe::default();
        (Outbox::new(Bounds { frames: 4, bytes: 100 }, Box::new(pipe.clone()), Arc::default()), pipe)
    }

    fn frame(len: usize) -> Bytes {
        Bytes::from(vec![7; len])
    }

    fn step(outbox: &Outbox) -> Step {
        outbox.queue().step(&outbox.metrics)
    }

    /// Binary frames of these lengths.
    fn frames(lens: &[usize]) -> Vec<u8> {
        lens.iter().flat_map(|len| [vec![0x82, *len as u8], vec![7; *len]].concat()).collect()
    }

    #[test]
    fn ht20_a_frame_for_which_nothing_waits_goes_out_at_once_and_in_order() {
        let (outbox, pipe) = outbox();
        pipe.allow(PLENTY);
        outbox.push(Lane::Document, frame(10));
        assert_eq!(pipe.written(), frames(&[10]), "before the socket's task did anything");
        pipe.allow(7);
        for len in [20, 30] {
            outbox.push(Lane::Document, frame(len));
        }
        assert_eq!(step(&outbox), Step::Blocked);
        pipe.allow(PLENTY);
        outbox.push(Lane::Document, frame(40));
        assert_eq!(step(&outbox), Step::Wait);
        assert_eq!(pipe.written(), frames(&[20, 30, 40]));
    }

    #[test]
    fn ht20_a_full_outbox_drops_its_queue_and_says_so_once() {
        let (outbox, pipe) = outbox();
        pipe.allow(5);
        for _ in 0..5 {
            assert_eq!(outbox.push(Lane::Document, frame(10)), Pushed::Taken);
        }
        assert_eq!(outbox.push(Lane::Document, frame(10)), Pushed::Overflow);
        assert_eq!(outbox.push(Lane::Document, frame(10)), Pushed::Taken, "lagging: dropped, the room knows");
        assert_eq!(step(&outbox), Step::Blocked);
        pipe.allow(PLENTY);
        assert_eq!(step(&outbox), Step::Next(Next::Writable));
        assert_eq!(pipe.written(), frames(&[10]), "what was begun is ended");
        assert_eq!(step(&outbox), Step::Wait, "said once");
        outbox.resume();
        outbox.push(Lane::Document, frame(3));
        assert_eq!(pipe.written(), frames(&[3]));
    }

    #[test]
    fn ht20_one_whole_board_fits_however_large() {
        let (outbox, _) = outbox();
        assert_eq!(outbox.push(Lane::Document, frame(5)), Pushed::Taken);
        assert_eq!(outbox.push(Lane::Document, frame(5)), Pushed::Taken);
        assert_eq!(outbox.push(Lane::Document, frame(100_000)), Pushed::Taken);
        assert_eq!(outbox.push(Lane::Document, frame(50)), Pushed::Taken);
        assert_eq!(outbox.push(Lane::Document, frame(50)), Pushed::Overflow);
    }

    #[test]
    fn ht20_presence_is_dropped_whole_and_asked_for_again() {
        let (outbox, pipe) = outbox();
        for _ in 0..=PRESENCE_FRAMES_MAX + 1 {
            outbox.push(Lane::Presence, frame(1));
        }
        outbox.push(Lane::Document, frame(2));
        pipe.allow(PLENTY);
        assert_eq!(step(&outbox), Step::Next(Next::Writable));
        assert_eq!(pipe.written(), frames(&[1, 2]), "the first was the line's already");
    }

    #[test]
    fn ht21_a_close_delivers_what_waits_or_nothing() {
        let close = |code: CloseCode| {
            let mut frame = vec![0x88, 2 + code.reason().len() as u8];
            frame.extend(code.number().to_be_bytes());
            frame.extend(code.reason().bytes());
            frame
        };
        for (flush, before) in [(true, frames(&[1, 2])), (false, Vec::new())] {
            let (outbox, pipe) = outbox();
            outbox.push(Lane::Document, frame(1));
            outbox.push(Lane::Document, frame(2));
            outbox.close(CloseCode::Budget, flush);
            assert_eq!(outbox.push(Lane::Document, frame(9)), Pushed::Taken, "too late");
            pipe.allow(PLENTY);
            assert_eq!(step(&outbox), Step::Next(Next::Closed(CloseCode::Budget)));
            assert_eq!(pipe.written(), [before, close(CloseCode::Budget)].concat());
        }
    }

    #[test]
    fn ht21_a_close_does_not_cut_a_frame_in_two() {
        let (outbox, pipe) = outbox();
        pipe.allow(3);
        outbox.push(Lane::Document, frame(4));
        outbox.close(CloseCode::Forbidden, false);
        assert_eq!(step(&outbox), Step::Blocked);
        pipe.allow(PLENTY);
        assert_eq!(step(&outbox), Step::Next(Next::Closed(CloseCode::Forbidden)));
        assert!(pipe.written().starts_with(&frames(&[4])));
    }

    #[test]
    fn ht20_of_pongs_only_the_latest_waits() {
        let (outbox, pipe) = outbox();
        outbox.push(Lane::Document, frame(1));
        for len in [5, 6] {
            outbox.say(Frame::binary(frame(len)));
        }
        pipe.allow(PLENTY);
        assert_eq!(step(&outbox), Step::Wait);
        assert_eq!(pipe.written(), frames(&[1, 6]));
    }
}
