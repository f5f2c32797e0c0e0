//! What waits for one socket to be written: bounded, whatever the reader does.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use room::Lane;
use room::wire::CloseCode;
use tokio::sync::Notify;

/// Presence frames waiting for a slow reader; beyond, all of them are dropped and everybody's presence is sent afresh.
const PRESENCE_FRAMES_MAX: usize = 64;

/// Between a room's task (which pushes) and a socket's writer (which takes). Never blocks the task.
#[derive(Debug)]
pub struct Outbox {
    queue: Mutex<Queue>,
    wake: Notify,
    bounds: Bounds,
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

#[derive(Debug, Default)]
struct Queue {
    document: VecDeque<Bytes>,
    document_bytes: usize,
    presence: VecDeque<Bytes>,
    /// The room has been or is being told; nothing is taken until [`Outbox::resume`].
    lagging: bool,
    /// Presence was dropped; the room is told once the rest has been written.
    stale: bool,
    /// The writer has told the room that it can write again.
    asked: bool,
    close: Option<Close>,
}

#[derive(Clone, Copy, Debug)]
struct Close {
    code: CloseCode,
    flush: bool,
}

/// What became of a pushed frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pushed {
    /// It waits, or the socket is lagging or closing and needs nothing.
    Taken,
    /// It did not fit: everything waiting was dropped, and the room must hear of it.
    Overflow,
}

/// What a writer does next.
#[derive(Debug)]
pub enum Next {
    /// Write these, then flush.
    Frames(Vec<Bytes>),
    /// Everything is written: tell the room that this socket can take more.
    Writable,
    /// Say goodbye.
    Close(CloseCode),
}

impl Outbox {
    /// Empty.
    pub fn new(bounds: Bounds) -> Outbox {
        Outbox { queue: Mutex::default(), wake: Notify::new(), bounds, pause_until_ms: AtomicU64::new(0) }
    }

    /// Adds a frame.
    pub fn push(&self, lane: Lane, bytes: Bytes) -> Pushed {
        let pushed = self.queue().push(lane, bytes, self.bounds);
        self.wake.notify_one();
        pushed
    }

    /// The room knows that the queue was dropped and sends what is needed from here on.
    pub fn resume(&self) {
        let mut queue = self.queue();
        (queue.lagging, queue.stale, queue.asked) = (false, false, false);
    }

    /// Ends the socket; `flush` delivers first what waits. The first close counts.
    pub fn close(&self, code: CloseCode, flush: bool) {
        let mut queue = self.queue();
        queue.close.get_or_insert(Close { code, flush });
        drop(queue);
        self.wake.notify_one();
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

    /// Waits for something to do. Only one writer may call it, and only after it has flushed what it got before.
    pub async fn next(&self) -> Next {
        loop {
            // Registered before looking, so that a push in between is not missed.
            let woken = self.wake.notified();
            if let Some(next) = self.queue().take() {
                return next;
            }
            woken.await;
        }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    fn push(&mut self, lane: Lane, bytes: Bytes, bounds: Bounds) -> Pushed {
        if self.lagging || self.close.is_some() {
            return Pushed::Taken;
        }
        match lane {
            Lane::Presence if self.stale => {}
            Lane::Presence if self.presence.len() >= PRESENCE_FRAMES_MAX => {
                self.presence.clear();
                self.stale = true;
            }
            Lane::Presence => self.presence.push_back(bytes),
            Lane::Document => {
                self.document_bytes += bytes.len();
                self.document.push_back(bytes);
                if self.document.len() > bounds.frames || self.counted_bytes() > bounds.bytes {
                    self.document.clear();
                    self.presence.clear();
                    (self.document_bytes, self.lagging) = (0, true);
                    return Pushed::Overflow;
                }
            }
        }
        Pushed::Taken
    }

    fn counted_bytes(&self) -> usize {
        let largest = self.document.iter().map(Bytes::len).max().unwrap_or(0);
        self.document_bytes - largest
    }

    fn take(&mut self) -> Option<Next> {
        if let Some(close) = self.close.filter(|close| !close.flush) {
            return Some(Next::Close(close.code));
        }
        if !self.document.is_empty() || !self.presence.is_empty() {
            self.document_bytes = 0;
            let frames = self.document.drain(..).chain(self.presence.drain(..)).collect();
            return Some(Next::Frames(frames));
        }
        if let Some(close) = self.close {
            return Some(Next::Close(close.code));
        }
        if (self.lagging || self.stale) && !self.asked {
            self.asked = true;
            return Some(Next::Writable);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outbox() -> Outbox {
        Outbox::new(Bounds { frames: 4, bytes: 100 })
    }

    fn frame(len: usize) -> Bytes {
        Bytes::from(vec![7; len])
    }

    fn take(outbox: &Outbox) -> Option<Next> {
        outbox.queue().take()
    }

    #[test]
    fn ht20_a_full_outbox_drops_its_queue_and_says_so_once() {
        let outbox = outbox();
        for _ in 0..4 {
            assert_eq!(outbox.push(Lane::Document, frame(10)), Pushed::Taken);
        }
        assert_eq!(outbox.push(Lane::Document, frame(10)), Pushed::Overflow);
        assert_eq!(outbox.push(Lane::Document, frame(10)), Pushed::Taken, "lagging: dropped, the room knows");
        assert!(matches!(take(&outbox), Some(Next::Writable)));
        assert!(take(&outbox).is_none(), "said once");
        outbox.resume();
        outbox.push(Lane::Document, frame(3));
        assert!(matches!(take(&outbox), Some(Next::Frames(frames)) if frames.len() == 1));
    }

    #[test]
    fn ht20_one_whole_board_fits_however_large() {
        let outbox = outbox();
        assert_eq!(outbox.push(Lane::Document, frame(5)), Pushed::Taken);
        assert_eq!(outbox.push(Lane::Document, frame(100_000)), Pushed::Taken);
        assert_eq!(outbox.push(Lane::Document, frame(50)), Pushed::Taken);
        assert_eq!(outbox.push(Lane::Document, frame(50)), Pushed::Overflow);
    }

    #[test]
    fn ht20_presence_is_dropped_whole_and_asked_for_again() {
        let outbox = outbox();
        for _ in 0..=PRESENCE_FRAMES_MAX {
            outbox.push(Lane::Presence, frame(1));
        }
        outbox.push(Lane::Document, frame(1));
        assert!(matches!(take(&outbox), Some(Next::Frames(frames)) if frames.len() == 1));
        assert!(matches!(take(&outbox), Some(Next::Writable)));
    }

    #[test]
    fn ht21_a_close_delivers_what_waits_or_nothing() {
        let (polite, curt) = (outbox(), outbox());
        for (outbox, flush) in [(&polite, true), (&curt, false)] {
            outbox.push(Lane::Document, frame(1));
            outbox.close(CloseCode::Budget, flush);
        }
        assert!(matches!(take(&polite), Some(Next::Frames(_))));
        assert!(matches!(take(&polite), Some(Next::Close(CloseCode::Budget))));
        assert!(matches!(take(&curt), Some(Next::Close(CloseCode::Budget))));
    }
}
