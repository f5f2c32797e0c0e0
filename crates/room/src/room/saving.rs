//! Snapshots: when, one at a time, and what may be purged after.

use board::edit::{Edit, Kind};

use super::Room;
use crate::document::Broken;
use crate::{Compaction, Config, Output};

/// After a snapshot that failed: not again before.
const RETRY_MS: u64 = 60_000;
/// The log may grow with its board: with one record per so many bytes of the newest snapshot, to read it back takes
/// no longer than to read the snapshot.
const BYTES_PER_RECORD: u64 = 256;

/// What is in the log but in no snapshot yet.
#[derive(Debug)]
pub(super) struct Saving {
    /// The newest stored snapshot's sequence number.
    stored: u64,
    /// Its size; none at all on a board that was never saved.
    stored_bytes: Option<u64>,
    /// Bytes of records since.
    bytes: u64,
    changed_ms: u64,
    begun_ms: u64,
    under_way: Option<UnderWay>,
    not_before_ms: u64,
    /// None could be made of the log; the next one is of the living board.
    is_log_unusable: bool,
    has_everybody_left: bool,
}

#[derive(Clone, Copy, Debug)]
struct UnderWay {
    seq: u64,
    /// Of the records it covers.
    bytes: u64,
    is_of_log: bool,
}

impl Saving {
    pub(super) fn new(stored: u64, stored_bytes: Option<usize>, bytes: u64, now_ms: u64) -> Saving {
        Saving {
            stored,
            stored_bytes: stored_bytes.map(|bytes| bytes as u64),
            bytes,
            changed_ms: now_ms,
            begun_ms: now_ms,
            under_way: None,
            not_before_ms: 0,
            is_log_unusable: false,
            has_everybody_left: false,
        }
    }

    pub(super) fn add(&mut self, bytes: u64, now_ms: u64) {
        self.bytes += bytes;
        self.changed_ms = now_ms;
    }

    pub(super) fn everybody_left(&mut self) {
        self.has_everybody_left = true;
    }

    pub(super) fn is_under_way(&self) -> bool {
        self.under_way.is_some()
    }

    pub(super) fn is_unsaved(&self, seq: u64) -> bool {
        seq > self.stored
    }
}

impl Room {
    pub(super) fn snapshot_if_due(&mut self) -> Result<(), Broken> {
        let Config { snapshot_records, snapshot_bytes, snapshot_gap_ms, snapshot_idle_ms, .. } = &self.config;
        let (seq, now_ms) = (self.log.seq, self.now_ms);
        let saving = &self.saving;
        if saving.under_way.is_some() || !saving.is_unsaved(seq) || now_ms < saving.not_before_ms {
            return Ok(());
        }
        let size = saving.stored_bytes.unwrap_or(0);
        let is_much = seq - saving.stored >= (size / BYTES_PER_RECORD).max(*snapshot_records)
            || saving.bytes >= size.max(*snapshot_bytes);
        let is_full = is_much && now_ms >= saving.begun_ms + snapshot_gap_ms;
        let is_quiet = self.log.is_quiet() && self.verbs.is_empty();
        let is_over = saving.has_everybody_left && self.sessions.is_empty();
        let is_idle = is_over || now_ms >= saving.changed_ms + snapshot_idle_ms;
        if !(is_full || is_quiet && is_idle) {
            return Ok(());
        }
        if is_quiet && is_idle && self.drop_loose()? {
            // That is an edit of its own; the snapshot comes when it is durable.
            return Ok(());
        }
        (self.saving.has_everybody_left, self.saving.begun_ms) = (false, now_ms);
        let owners = self.owners();
        // In quiet nobody waits for the board, and to read it takes half the work.
        let is_of_log = !is_idle && !self.saving.is_log_unusable;
        self.saving.under_way = Some(UnderWay { seq, bytes: self.saving.bytes, is_of_log });
        self.out.push(if is_of_log {
            Output::Compact(Box::new(Compaction { seq, owners, vector: self.document.vector()? }))
        } else {
            Output::Snapshot(Box::new(self.document.draft(seq, &owners)?))
        });
        Ok(())
    }

    /// A link whose end is gone is not drawn, a reaction to a note that is gone not counted. They leave the document
    /// before a snapshot in quiet, when nobody's undo brings that back any more. Answers whether there were any.
    fn drop_loose(&mut self) -> Result<bool, Broken> {
        if self.log.is_refused() {
            return Ok(false);
        }
        let view = self.document.view()?;
        let links = view.links.iter().filter(|(_, link)| !view.is_drawn(link));
        let links = links.map(|(id, _)| Edit::Delete { kind: Kind::Link, id: id.clone() });
        let reactions = view.reactions.iter().filter(|(_, one)| !view.notes.contains_key(&one.on));
        let reactions = reactions.map(|(id, _)| Edit::DropReaction { id: id.clone() });
        let edits: Vec<Edit> = links.chain(reactions).collect();
        if edits.is_empty() {
            return Ok(false);
        }
        self.edit(None, &edits, Vec::new(), super::commit::Prepared::Edited)?;
        Ok(self.log.has_verb())
    }

    pub(super) fn snapshot_stored(&mut self, seq: u64, bytes: Option<u64>) -> Result<(), Broken> {
        let Some(ended) = self.saving.under_way.take_if(|under_way| under_way.seq == seq) else {
            return Ok(());
        };
        self.saving.is_log_unusable = bytes.is_none() && ended.is_of_log;
        if bytes.is_none() {
            if !ended.is_of_log {
                self.saving.not_before_ms = self.now_ms + RETRY_MS;
            }
            return Ok(());
        }
        self.saving.bytes -= ended.bytes;
        let older = std::mem::replace(&mut self.saving.stored, seq);
        if std::mem::replace(&mut self.saving.stored_bytes, bytes).is_some() && older > 0 {
            self.out.push(Output::Purge { to: older });
        }
        Ok(())
    }
}
