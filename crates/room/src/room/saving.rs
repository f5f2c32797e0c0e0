//! Snapshots: when, one at a time, and what may be purged after.

use board::edit::{Edit, Kind};

use super::Room;
use crate::document::Broken;
use crate::{Config, Output};

/// After a snapshot that failed: not again before.
const RETRY_MS: u64 = 60_000;

/// What is in the log but in no snapshot yet.
#[derive(Debug)]
pub(super) struct Saving {
    /// The newest stored snapshot's sequence number.
    stored: u64,
    /// There is one at all (an empty board has none).
    has_stored: bool,
    /// Bytes of records since.
    bytes: u64,
    changed_ms: u64,
    begun_ms: u64,
    /// The one under way, and the bytes it covers.
    under_way: Option<(u64, u64)>,
    not_before_ms: u64,
    has_everybody_left: bool,
}

impl Saving {
    pub(super) fn new(stored: u64, has_stored: bool, bytes: u64, now_ms: u64) -> Saving {
        Saving {
            stored,
            has_stored,
            bytes,
            changed_ms: now_ms,
            begun_ms: now_ms,
            under_way: None,
            not_before_ms: 0,
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
        let is_much = seq - saving.stored >= *snapshot_records || saving.bytes >= *snapshot_bytes;
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
        let draft = self.document.draft(seq, &owners)?;
        self.saving.under_way = Some((seq, self.saving.bytes));
        self.out.push(Output::Snapshot(Box::new(draft)));
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

    pub(super) fn snapshot_stored(&mut self, seq: u64, ok: bool) -> Result<(), Broken> {
        let Some((_, bytes)) = self.saving.under_way.take_if(|(under_way, _)| *under_way == seq) else {
            return Ok(());
        };
        if !ok {
            self.saving.not_before_ms = self.now_ms + RETRY_MS;
            return Ok(());
        }
        self.saving.bytes -= bytes;
        let older = std::mem::replace(&mut self.saving.stored, seq);
        if std::mem::replace(&mut self.saving.has_stored, true) && older > 0 {
            self.out.push(Output::Purge { to: older });
        }
        Ok(())
    }
}
