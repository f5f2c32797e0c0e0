//! The server's own wishes: reading, editing, collecting. One edit at a time, the same durable way as everybody's.

use std::collections::BTreeMap;
use std::sync::Arc;

use board::collect::{self, Source, Target};
use board::edit::Edit;
use board::id::{BoardId, ParticipantId};
use bytes::Bytes;

use super::Room;
use super::commit::Prepared;
use crate::document::{Broken, NOTHING, guarded};
use crate::record::SERVER;
use crate::verb::{CollectVerb, Reply, Stats, Verb, VerbError};
use crate::{Output, Put};

impl Room {
    pub(super) fn verb(&mut self, ticket: Option<u64>, verb: Verb) -> Result<(), Broken> {
        match (verb, ticket) {
            (Verb::View, Some(ticket)) => {
                let reply = Reply::View { view: self.document.view()?, seq: self.log.seq };
                self.out.push(Output::Reply { ticket, reply });
            }
            (Verb::State, Some(ticket)) => {
                let reply = Reply::State { update: self.document.state()?, seq: self.log.seq };
                self.out.push(Output::Reply { ticket, reply });
            }
            (Verb::Stats, Some(ticket)) => {
                let reply = Reply::Stats(self.stats()?);
                self.out.push(Output::Reply { ticket, reply });
            }
            // Edits wait for their turn; settling takes the next one.
            (verb, ticket) => self.verbs.push_back((ticket, verb)),
        }
        Ok(())
    }

    /// Takes the next edit if none is on its way: each is drafted on what the one before has left.
    pub(super) fn next_verb(&mut self) -> Result<(), Broken> {
        while !self.log.has_verb() {
            let Some((ticket, verb)) = self.verbs.pop_front() else { return Ok(()) };
            if self.log.is_refused() {
                self.fail(ticket, VerbError::ReadOnly);
                continue;
            }
            match verb {
                Verb::View | Verb::State | Verb::Stats => {}
                Verb::Edit { edits, puts } => self.edit(ticket, &edits, puts, Prepared::Edited)?,
                Verb::Collect(verb) => self.collect(ticket, *verb)?,
                Verb::Undo { undo, base_keys, puts } => {
                    let view = self.document.view()?;
                    let undone = guarded(|| Ok(collect::undo(&undo, &view)))?;
                    let mut all = base_puts(&base_keys, &undone.bases)?;
                    all.extend(puts);
                    self.edit(ticket, &undone.edits, all, Prepared::Undone(undone.kept))?;
                }
            }
        }
        Ok(())
    }

    fn collect(&mut self, ticket: Option<u64>, verb: CollectVerb) -> Result<(), Broken> {
        let view = self.document.view()?;
        let sources: Vec<Source<'_>> = verb
            .sources
            .iter()
            .map(|source| Source {
                board: &source.board,
                group: &source.group,
                session: source.session,
                before: &source.before,
                view: &source.view,
            })
            .collect();
        let target = Target { board: &verb.into, before: &verb.into_before, view: &view };
        let plan = guarded(|| Ok(collect::plan(&target, &sources, &verb.bases, &verb.wish)))?;
        if verb.dry_run {
            if let Some(ticket) = ticket {
                let outcome = Some(Arc::new(plan.outcome(&view)));
                let report = Box::new(plan.report);
                let reply = Reply::Collected { report, outcome, seq: self.log.seq };
                self.out.push(Output::Reply { ticket, reply });
            }
            return Ok(());
        }
        let mut puts = base_puts(&verb.base_keys, &plan.bases)?;
        puts.push(put_json(verb.undo_key, &plan.undo)?);
        puts.extend(verb.puts);
        self.edit(ticket, &plan.edits, puts, Prepared::Collected(Box::new(plan.report)))
    }

    /// Drafts the edits on a copy of the durable board and gathers what comes out, puts included.
    pub(super) fn edit(
        &mut self,
        ticket: Option<u64>,
        edits: &[Edit],
        puts: Vec<Put>,
        prepared: Prepared,
    ) -> Result<(), Broken> {
        let update = if edits.is_empty() {
            Ok(NOTHING.to_vec())
        } else {
            let state = self.document.state()?;
            let client = self.config.server_client;
            guarded(|| Ok(board::edit::draft(&state, client, edits)))?
        };
        let update = match update {
            Ok(update) => update,
            Err(error) => {
                self.fail(ticket, VerbError::Refused(error.to_string()));
                return Ok(());
            }
        };
        if update != NOTHING {
            if let Err(error) = self.admission.note_server(&update) {
                self.fail(ticket, VerbError::Refused(error.to_string()));
                return Ok(());
            }
            self.log.gather(SERVER, self.now_ms, &update, None);
        }
        self.log.gather_verb(ticket, prepared, puts);
        self.log.answer_if_empty(&mut self.out);
        Ok(())
    }

    fn hands(&self) -> BTreeMap<ParticipantId, u64> {
        let raised = self.presence.hands();
        raised
            .filter_map(|(conn, turn)| Some((self.sessions.get(&conn)?.seat.participant.clone(), turn)))
            .collect()
    }

    fn stats(&self) -> Result<Stats, Broken> {
        let people: BTreeMap<ParticipantId, String> = self
            .sessions
            .values()
            .map(|session| (session.seat.participant.clone(), session.seat.name.clone()))
            .collect();
        Ok(Stats {
            people,
            hands: self.hands(),
            edited_ms: self.counts.edited_ms,
            sockets: self.sessions.len(),
            notes: self.document.notes()?,
            seq: self.log.seq,
            admitted: self.counts.admitted,
            refused: self.counts.refused,
            read_only: self.log.is_refused(),
        })
    }
}

fn base_puts(
    keys: &BTreeMap<BoardId, String>,
    bases: &BTreeMap<BoardId, collect::Base>,
) -> Result<Vec<Put>, Broken> {
    let known = bases.iter().filter_map(|(board, base)| Some((keys.get(board)?.clone(), base)));
    known.map(|(key, base)| put_json(key, base)).collect()
}

fn put_json(key: String, value: &impl serde::Serialize) -> Result<Put, Broken> {
    let json = serde_json::to_vec(value).map_err(|e| Broken(e.to_string()))?;
    Ok(Put { key, value: Some(Bytes::from(json)) })
}
