//! Durable before visible: gather, append, and only then apply, acknowledge and show.

use board::id::ItemId;
use bytes::Bytes;

use super::Room;
use crate::document::{Broken, NOTHING};
use crate::notice::{Notice, NoticeCode};
use crate::record::{Record, SERVER};
use crate::verb::{Reply, VerbError};
use crate::{ConnId, Failure, Lane, Output, Put};

/// Where the log is, and what is on its way there.
#[derive(Debug)]
pub(super) struct Log {
    pub(super) seq: u64,
    next_batch: u64,
    gathered: Batch,
    under_way: Option<(u64, Batch)>,
    /// The storage refuses: when to try again.
    refused_until_ms: Option<u64>,
}

/// What goes into one append.
#[derive(Debug, Default)]
pub(super) struct Batch {
    records: Vec<Bytes>,
    updates: Vec<Admitted>,
    puts: Vec<Put>,
    marks: Vec<Mark>,
    replies: Vec<(Option<u64>, Prepared)>,
    bytes: usize,
    is_probe: bool,
}

/// An admitted update; its bytes are a part of its record's.
#[derive(Clone, Debug)]
pub(super) struct Admitted {
    pub(super) author: Option<ConnId>,
    pub(super) update: Bytes,
}

/// A document frame that is safe once this batch is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) conn: ConnId,
    pub(super) frame: u64,
    /// A sync step 2: covers all earlier frames of its connection.
    pub(super) covers: bool,
}

/// The answer to a verb, lacking the sequence number.
#[derive(Debug)]
pub(super) enum Prepared {
    Edited,
    Collected(Box<board::collect::Report>),
    Undone(Vec<ItemId>),
}

impl Batch {
    fn is_empty(&self) -> bool {
        self.records.is_empty() && self.puts.is_empty()
    }
}

impl Log {
    pub(super) fn new(seq: u64) -> Log {
        Log { seq, next_batch: 1, gathered: Batch::default(), under_way: None, refused_until_ms: None }
    }

    pub(super) fn is_refused(&self) -> bool {
        self.refused_until_ms.is_some()
    }

    pub(super) fn is_quiet(&self) -> bool {
        self.under_way.is_none() && self.gathered.is_empty()
    }

    pub(super) fn gathered_bytes(&self) -> usize {
        self.gathered.bytes
    }

    pub(super) fn probe_ms(&self) -> Option<u64> {
        self.refused_until_ms.filter(|_| self.under_way.is_none())
    }

    /// A verb's edit is on its way.
    pub(super) fn has_verb(&self) -> bool {
        let under_way = self.under_way.as_ref().is_some_and(|(_, batch)| !batch.replies.is_empty());
        under_way || !self.gathered.replies.is_empty()
    }

    /// The frame is safe once everything that is on its way now is; `false`: nothing is.
    pub(super) fn mark_latest(&mut self, mark: Mark) -> bool {
        match &mut self.under_way {
            _ if !self.gathered.is_empty() => self.gathered.marks.push(mark),
            Some((_, batch)) => batch.marks.push(mark),
            None => return false,
        }
        true
    }

    pub(super) fn gather(&mut self, participant: &str, at_ms: u64, update: &[u8], author: Option<ConnId>) {
        let (record, update) = Record { participant, at_ms, update }.encode();
        self.gathered.bytes += record.len();
        self.gathered.records.push(record);
        self.gathered.updates.push(Admitted { author, update });
    }

    pub(super) fn gather_mark(&mut self, mark: Mark) {
        self.gathered.marks.push(mark);
    }

    /// When nothing was gathered that would have to be stored, the answers need not wait.
    pub(super) fn answer_if_empty(&mut self, out: &mut Vec<Output>) {
        if self.gathered.is_empty() {
            answer(std::mem::take(&mut self.gathered.replies), self.seq, out);
        }
    }

    pub(super) fn gather_verb(&mut self, ticket: Option<u64>, prepared: Prepared, puts: Vec<Put>) {
        self.gathered.puts.extend(puts);
        self.gathered.replies.push((ticket, prepared));
    }
}

fn answer(replies: Vec<(Option<u64>, Prepared)>, seq: u64, out: &mut Vec<Output>) {
    for (ticket, prepared) in replies {
        let Some(ticket) = ticket else { continue };
        let reply = match prepared {
            Prepared::Edited => Reply::Edited { seq },
            Prepared::Collected(report) => Reply::Collected { report, outcome: None, seq },
            Prepared::Undone(kept) => Reply::Undone { kept, seq },
        };
        out.push(Output::Reply { ticket, reply });
    }
}

impl Room {
    /// When the next append starts: at once in a quiet room, at the next tick in a hot one, unless more waits than is good.
    pub(super) fn append_due(&self) -> Option<u64> {
        let is_urgent = self.log.gathered.is_probe || self.is_congested();
        (self.log.under_way.is_none() && !self.log.gathered.is_empty())
            .then(|| if is_urgent { self.now_ms } else { self.fanout.next_ms() })
    }

    /// Starts the next append, if it is due.
    pub(super) fn append(&mut self) {
        if self.append_due().is_none_or(|due| self.now_ms < due) {
            return;
        }
        self.fanout.begin(self.sessions.len(), self.config.gather_ms, self.now_ms);
        let mut gathered = std::mem::take(&mut self.log.gathered);
        let batch = self.log.next_batch;
        self.log.next_batch += 1;
        let records = gathered.records.clone();
        let puts = std::mem::take(&mut gathered.puts);
        self.log.under_way = Some((batch, gathered));
        self.out.push(Output::Append { batch, expected_seq: self.log.seq, records, puts });
    }

    /// While the storage refuses: tries one empty record now and then.
    pub(super) fn probe(&mut self) {
        if self.log.probe_ms().is_some_and(|at| self.now_ms >= at) {
            self.log.gathered = Batch { is_probe: true, ..Batch::default() };
            self.log.gather(SERVER, self.now_ms, NOTHING, None);
            self.log.gathered.updates.clear();
        }
    }

    pub(super) fn durable(&mut self, number: u64, result: Result<u64, Failure>) -> Result<(), Broken> {
        let Some((_, batch)) = self.log.under_way.take_if(|(batch, _)| *batch == number) else {
            return Err(Broken(format!("an answer to append {number}, which is not under way")));
        };
        match result {
            Ok(seq) if seq == self.log.seq + batch.records.len() as u64 => self.stored(seq, batch),
            Ok(seq) => Err(Broken(format!("the log is at {seq} after {} records", batch.records.len()))),
            Err(Failure::Full | Failure::Io) => self.refused(batch),
            Err(Failure::Lost) => Err(Broken("the log belongs to someone else".to_owned())),
        }
    }

    /// The batch is on stable storage: from here on it exists.
    fn stored(&mut self, seq: u64, batch: Batch) -> Result<(), Broken> {
        self.log.seq = seq;
        if !batch.updates.is_empty() {
            self.document.apply(batch.updates.iter().map(|admitted| &admitted.update[..]))?;
            self.saving.add(batch.bytes as u64, self.now_ms);
            self.fanout.push(batch.updates);
        }
        for Mark { conn, frame, covers } in batch.marks {
            self.mark_safe(conn, frame, covers);
        }
        answer(batch.replies, seq, &mut self.out);
        if batch.is_probe {
            self.storage_is_back()?;
        }
        Ok(())
    }

    pub(super) fn mark_safe(&mut self, conn: ConnId, frame: u64, covers: bool) {
        let Some(session) = self.sessions.get_mut(&conn) else { return };
        if covers {
            session.saved.settle_through(frame);
        } else {
            session.saved.settle(frame);
        }
        self.told.insert(conn);
    }

    /// Nothing of the batch was stored, nor will what was admitted on top of it be. Nobody but the authors ever saw any
    /// of it, and they still have it: once storing works again they are asked for it (RM10).
    fn refused(&mut self, batch: Batch) -> Result<(), Broken> {
        let was_refused = self.log.refused_until_ms.replace(self.now_ms + self.config.probe_ms).is_some();
        let gathered = std::mem::take(&mut self.log.gathered);
        for (ticket, _) in batch.replies.into_iter().chain(gathered.replies) {
            self.fail(ticket, VerbError::ReadOnly);
        }
        for (ticket, _) in std::mem::take(&mut self.verbs) {
            self.fail(ticket, VerbError::ReadOnly);
        }
        if was_refused {
            return Ok(());
        }
        self.reload_admission()?;
        self.tell_everybody(NoticeCode::StorageFailed);
        Ok(())
    }

    fn storage_is_back(&mut self) -> Result<(), Broken> {
        self.log.refused_until_ms = None;
        self.tell_everybody(NoticeCode::StorageBack);
        let owing = self.sessions.iter().filter(|(_, s)| s.is_live() && s.saved.has_open());
        let owing: Vec<ConnId> = owing.map(|(conn, _)| *conn).collect();
        owing.into_iter().try_for_each(|conn| self.ask(conn))
    }

    /// Asks for everything the socket has and the durable document lacks.
    pub(super) fn ask(&mut self, conn: ConnId) -> Result<(), Broken> {
        let step_1 = self.document.step_1()?;
        if let Some(session) = self.sessions.get_mut(&conn) {
            session.asked_ms = Some(self.now_ms);
        }
        self.send(conn, Lane::Document, step_1);
        Ok(())
    }

    fn tell_everybody(&mut self, code: NoticeCode) {
        let frame = Notice::new(code).frame();
        let ours: Vec<ConnId> =
            self.sessions.iter().filter(|(_, s)| s.seat.ours).map(|(conn, _)| *conn).collect();
        ours.into_iter().for_each(|conn| self.send(conn, Lane::Document, frame.clone()));
    }

    pub(super) fn fail(&mut self, ticket: Option<u64>, error: VerbError) {
        if let Some(ticket) = ticket {
            self.out.push(Output::Reply { ticket, reply: Reply::Failed(error) });
        }
    }
}
