//! The one owner of a board: takes inputs one by one, lets the room decide, carries out what it says.

use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;

use board::id::BoardId;
use room::wire::CloseCode;
use room::{ConnId, Input, Output, Reply, Room, Verb};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::Sleep;

use super::outbox::{Outbox, Pushed};
use super::saving::{Done, Saving};
use super::{Control, Incoming, Shared, Slot};

/// How far the clock is put forward when the server stops, so that every idle timer of the room is due.
const LAST_TICK_MS: u64 = 10 * 60_000;

/// The same so far that whatever is gathered is due.
const GATHERED_MS: u64 = 1_000;

/// One open board.
pub(super) struct RoomTask {
    shared: Arc<Shared>,
    board: BoardId,
    slot: Arc<Slot>,
    room: Room,
    inbox: mpsc::Receiver<Incoming>,
    control: mpsc::Receiver<Control>,
    stopping: watch::Receiver<bool>,
    sockets: BTreeMap<ConnId, Arc<Outbox>>,
    /// Verbs under way: commits of an import or a collect take a moment.
    tickets: BTreeMap<u64, oneshot::Sender<Reply>>,
    saving: Saving,
    /// Since when nobody is here and nothing is to do.
    idle_since_ms: Option<u64>,
    /// Time put forward; see [`LAST_TICK_MS`].
    ahead_ms: u64,
    /// Who waits for the end of a board that is nobody's any more.
    erased: Option<oneshot::Sender<()>>,
}

/// The room can no longer be trusted.
#[derive(Debug)]
struct Rebuild(String);

/// What woke the task.
enum Event {
    Stop,
    Done(Done),
    Control(Control),
    Incoming(Incoming),
    Tick,
}

impl RoomTask {
    pub(super) fn new(
        shared: Arc<Shared>,
        board: BoardId,
        slot: Arc<Slot>,
        epoch: u64,
        room: Room,
        (inbox, control): (mpsc::Receiver<Incoming>, mpsc::Receiver<Control>),
    ) -> RoomTask {
        let saving = Saving::new(
            shared.store.clone(),
            shared.metrics.clone(),
            shared.proofs.clone(),
            shared.clock,
            board.clone(),
            epoch,
        );
        shared.alive.send_modify(|alive| *alive += 1);
        RoomTask {
            stopping: shared.stopping.subscribe(),
            shared,
            board,
            slot,
            room,
            inbox,
            control,
            sockets: BTreeMap::new(),
            tickets: BTreeMap::new(),
            saving,
            idle_since_ms: None,
            ahead_ms: 0,
            erased: None,
        }
    }

    /// Lives until the board is idle, broken, or the server stops.
    pub(super) async fn run(mut self) {
        tracing::debug!(board.id = %self.board, "board opened");
        let ended = self.live().await;
        let reason = match &ended {
            Ok(reason) => *reason,
            Err(Rebuild(reason)) => {
                self.shared.metrics.board_rebuilt();
                tracing::error!(board.id = %self.board, reason, "the board is dropped and will be loaded from the log");
                "rebuild"
            }
        };
        self.shared.forget(&self.board, &self.slot, || true);
        for outbox in self.sockets.values() {
            outbox.close(CloseCode::Restart, ended.is_ok());
        }
        // Whoever got in while this task was ending reconnects as well.
        self.inbox.close();
        while let Ok(incoming) = self.inbox.try_recv() {
            if let Incoming::Join { outbox, .. } = incoming {
                outbox.close(CloseCode::Restart, true);
            }
        }
        tracing::debug!(board.id = %self.board, reason, "board closed");
        if let Some(ended) = self.erased.take() {
            // A caller that has given up is no error.
            let _ = ended.send(());
        }
    }

    async fn live(&mut self) -> Result<&'static str, Rebuild> {
        // A migration the room found necessary is its first append.
        self.feed(Input::Tick)?;
        let mut timer = Box::pin(tokio::time::sleep_until(self.shared.clock.instant(0)));
        loop {
            match self.next(&mut timer).await {
                Event::Stop => return self.finish().await.map(|()| "stop"),
                Event::Done(done) => self.done(done)?,
                Event::Control(control) => {
                    self.control(control)?;
                    if self.erased.is_some() {
                        return Ok("erased");
                    }
                }
                Event::Incoming(incoming) => self.incoming(incoming)?,
                Event::Tick => {
                    self.feed(Input::Tick)?;
                    if self.may_leave() && self.leave() {
                        return Ok("idle");
                    }
                }
            }
        }
    }

    /// Commits first, then those who wait for an answer, then time, then new edits: what is in hand gets done before
    /// more is taken in. One input each time; what else is there comes next without waiting.
    async fn next(&mut self, timer: &mut Pin<Box<Sleep>>) -> Event {
        let wake = self.wake_ms();
        if let Some(at_ms) = wake {
            let at = self.shared.clock.instant(at_ms);
            if timer.deadline() != at {
                timer.as_mut().reset(at);
            }
        }
        let open = !self.room.is_congested();
        tokio::select! {
            biased;
            _ = self.stopping.wait_for(|stop| *stop) => Event::Stop,
            done = self.saving.done() => Event::Done(done),
            Some(control) = self.control.recv() => Event::Control(control),
            () = timer.as_mut(), if wake.is_some() => Event::Tick,
            Some(incoming) = self.inbox.recv(), if open => Event::Incoming(incoming),
        }
    }

    fn wake_ms(&self) -> Option<u64> {
        let leave = self.idle_since_ms.map(|since| since + self.shared.limits.idle_seconds * 1000);
        // A deadline gone by means now, but never twice in one millisecond.
        let room = self.room.deadline().map(|at_ms| at_ms.max(self.shared.clock.now_ms() + 1));
        [leave, room].into_iter().flatten().min()
    }

    fn incoming(&mut self, incoming: Incoming) -> Result<(), Rebuild> {
        match incoming {
            Incoming::Join { conn, seat, outbox, seated } => {
                self.sockets.insert(conn, outbox);
                self.feed(Input::Join { conn, seat })?;
                // Who has given up meanwhile leaves as well.
                let _ = seated.send(());
                Ok(())
            }
            Incoming::Frame { conn, bytes, _space } => {
                self.shared.metrics.frame_in(bytes.len());
                self.feed(Input::Frame { conn, bytes })
            }
            Incoming::Leave { conn } => {
                self.sockets.remove(&conn);
                self.feed(Input::Leave { conn })
            }
        }
    }

    fn control(&mut self, control: Control) -> Result<(), Rebuild> {
        match control {
            Control::Verb { ticket, verb, answer } => {
                self.tickets.insert(ticket, answer);
                self.feed(Input::Verb { ticket, verb })
            }
            Control::Writable { conn } => {
                if let Some(outbox) = self.sockets.get(&conn) {
                    outbox.resume();
                }
                self.feed(Input::Writable { conn })
            }
            Control::Rights { participant, standing, name, done } => {
                self.feed(Input::Rights { participant, standing, name })?;
                // Nobody waiting any more is no error.
                let _ = done.send(());
                Ok(())
            }
            Control::Progress { turn, text } => self.feed(Input::Progress { turn, text }),
            Control::Erase { ended } => {
                self.erased = Some(ended);
                Ok(())
            }
        }
    }

    fn done(&mut self, done: Done) -> Result<(), Rebuild> {
        match done {
            Done::Append { batch, result } => self.feed(Input::Durable { batch, result }),
            Done::Snapshot { seq, bytes } => self.feed(Input::SnapshotStored { seq, bytes }),
        }
    }

    /// Lets the room take an input, and whatever follows from carrying out its outputs.
    fn feed(&mut self, input: Input) -> Result<(), Rebuild> {
        self.slot.pulse.begin(self.shared.clock.now_ms());
        let fed = self.feed_all(input);
        self.slot.pulse.end();
        fed?;
        let idle = self.sockets.is_empty()
            && self.tickets.is_empty()
            && self.saving.is_idle()
            && self.room.is_idle();
        let now_ms = self.shared.clock.now_ms();
        self.idle_since_ms = idle.then(|| self.idle_since_ms.unwrap_or(now_ms));
        Ok(())
    }

    fn feed_all(&mut self, input: Input) -> Result<(), Rebuild> {
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            let now_ms = self.shared.clock.now_ms() + self.ahead_ms;
            let room = &mut self.room;
            let outputs = catch_unwind(AssertUnwindSafe(|| room.handle(input, now_ms)))
                .map_err(|_| Rebuild("the room panicked".to_owned()))?;
            for output in outputs {
                inputs.extend(self.carry_out(output)?);
            }
        }
        Ok(())
    }

    fn carry_out(&mut self, output: Output) -> Result<Option<Input>, Rebuild> {
        match output {
            Output::Send { conn, lane, bytes } => {
                let Some(outbox) = self.sockets.get(&conn) else { return Ok(None) };
                if outbox.push(lane, bytes) == Pushed::Overflow {
                    self.shared.metrics.lagging();
                    return Ok(Some(Input::Lagging { conn }));
                }
            }
            Output::Append { batch, expected_seq, records, puts } => {
                self.saving.append(batch, expected_seq, records, puts);
            }
            Output::Snapshot(draft) => self.saving.snapshot(draft),
            Output::Compact(compaction) => self.saving.compact(compaction),
            Output::Purge { to } => {
                // Who did what is read from it first.
                let mut reading = self.shared.readings.entry(self.board.clone()).or_default();
                reading.wanted = to;
                if reading.to > 0 {
                    self.saving.purge(to.min(reading.to));
                }
            }
            Output::Refused { conn, rule, detail } => {
                self.shared.metrics.update_refused(rule);
                tracing::warn!(board.id = %self.board, conn.id = conn.0, rule, detail, "an update was refused");
            }
            Output::Pause { conn, until_ms } => {
                if let Some(outbox) = self.sockets.get(&conn) {
                    outbox.pause_until(until_ms);
                }
            }
            Output::Close { conn, code, flush } => {
                if let Some(outbox) = self.sockets.remove(&conn) {
                    outbox.close(code, flush);
                }
            }
            Output::Reply { ticket, reply } => {
                if let Some(answer) = self.tickets.remove(&ticket) {
                    // A caller that has given up is no error.
                    let _ = answer.send(reply);
                }
            }
            Output::Rebuild { reason } => return Err(Rebuild(reason)),
        }
        Ok(None)
    }

    fn may_leave(&self) -> bool {
        let idle_ms = self.shared.limits.idle_seconds * 1000;
        self.idle_since_ms.is_some_and(|since| self.shared.clock.now_ms() >= since + idle_ms)
    }

    /// Off the map, unless somebody is at the door. Senders hold the map's guard, so nobody slips in.
    fn leave(&mut self) -> bool {
        let counted = self.count_notes();
        let (inbox, control) = (&self.inbox, &self.control);
        let left = self.shared.forget(&self.board, &self.slot, || inbox.is_empty() && control.is_empty());
        if let Some(notes) = counted.filter(|_| left) {
            self.shared.notes.insert(self.board.clone(), notes);
        }
        left
    }

    fn count_notes(&mut self) -> Option<usize> {
        let now_ms = self.shared.clock.now_ms();
        let outputs = self.room.handle(Input::Verb { ticket: 0, verb: Verb::Stats }, now_ms);
        outputs.into_iter().find_map(|output| match output {
            Output::Reply { reply: Reply::Stats(stats), .. } => Some(stats.notes),
            _ => None,
        })
    }

    /// Takes what has arrived, stores it, makes a last snapshot. Sockets stay open until then, so that they hear `saved`.
    async fn finish(&mut self) -> Result<(), Rebuild> {
        while let Ok(incoming) = self.inbox.try_recv() {
            self.incoming(incoming)?;
        }
        self.ahead_ms = GATHERED_MS;
        loop {
            // What a hot room gathers is not waited for.
            self.feed(Input::Tick)?;
            if self.saving.is_idle() {
                break;
            }
            let done = self.saving.done().await;
            self.done(done)?;
        }
        for (conn, outbox) in std::mem::take(&mut self.sockets) {
            outbox.close(CloseCode::Restart, true);
            self.feed(Input::Leave { conn })?;
        }
        self.ahead_ms = LAST_TICK_MS;
        self.feed(Input::Tick)?;
        while !self.saving.is_idle() {
            let done = self.saving.done().await;
            self.done(done)?;
        }
        Ok(())
    }
}

impl Drop for RoomTask {
    /// Counted in every case, a panic included: a stop waits for this.
    fn drop(&mut self) {
        self.shared.alive.send_modify(|alive| *alive = alive.saturating_sub(1));
    }
}
