//! From stored bytes to a living room.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use admission::Admission;
use bytes::Bytes;

use super::commit::Log;
use super::fanout::Fanout;
use super::saving::Saving;
use super::{Counts, Room};
use crate::Config;
use crate::document::{Broken, Document, NOTHING};
use crate::presence::Presence;
use crate::record::{Record, SERVER};
use crate::snapshot::{self, Owner};
use crate::verb::Verb;

/// A board as it came from the store.
#[derive(Clone, Debug, Default)]
pub struct Stored {
    /// The newest readable snapshot: its sequence number and bytes.
    pub snapshot: Option<(u64, Bytes)>,
    /// Every record after it.
    pub records: Vec<Bytes>,
    /// The log's last sequence number.
    pub seq: u64,
    /// Records whose content is left out, because the engine cannot live with it.
    pub quarantined: BTreeSet<u64>,
}

/// Why a stored board cannot be served. It must not be served as an empty one either.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// The snapshot is not readable as a board.
    #[error("the snapshot cannot be read: {0}")]
    Snapshot(String),
    /// A record is not readable as an update of this board.
    #[error("record {seq} cannot be read: {why}")]
    Record {
        /// Its sequence number.
        seq: u64,
        /// Why.
        why: String,
    },
    /// The engine failed over a record that holds together.
    #[error("the engine failed over record {seq}: {why}")]
    Engine {
        /// Its sequence number.
        seq: u64,
        /// Why.
        why: String,
    },
    /// Snapshot and records do not lead to the log's last sequence number.
    #[error("the log does not end where it should: {0}")]
    Incomplete(String),
    /// The board is of a newer schema than this server knows.
    #[error("{0}")]
    Newer(String),
}

impl Room {
    /// Builds the room from what is stored; `now_ms` as in [`Room::handle`]. A migration it needs is its first append:
    /// send [`crate::Input::Tick`] once after loading.
    ///
    /// # Errors
    /// [`LoadError`]; the board must not be served then.
    pub fn load(config: Config, stored: &Stored, now_ms: u64) -> Result<Room, LoadError> {
        let from = stored.snapshot.as_ref().map_or(0, |(seq, _)| *seq);
        if from + stored.records.len() as u64 != stored.seq {
            let why = format!("{} records after {from}, end at {}", stored.records.len(), stored.seq);
            return Err(LoadError::Incomplete(why));
        }
        let mut document = Document::new(config.server_client, config.fault.clone());
        let mut admission = Admission::new(config.admission.clone());
        if let Some((_, bytes)) = &stored.snapshot {
            load_snapshot(&mut document, &mut admission, bytes).map_err(LoadError::Snapshot)?;
        }
        for (seq, bytes) in (from + 1..).zip(&stored.records) {
            let is_quarantined = stored.quarantined.contains(&seq);
            load_record(&mut document, &mut admission, bytes, is_quarantined).map_err(
                |failed| match failed {
                    Failed::Record(why) => LoadError::Record { seq, why },
                    Failed::Engine(Broken(why)) => LoadError::Engine { seq, why },
                },
            )?;
        }
        admission.set_owner(config.server_client, SERVER, now_ms);

        let schema = document.schema().map_err(|Broken(why)| LoadError::Snapshot(why))?;
        let mut verbs = VecDeque::new();
        if board::migrate::is_due(schema).map_err(|e| LoadError::Newer(e.to_string()))? {
            let view = document.view().map_err(|Broken(why)| LoadError::Snapshot(why))?;
            verbs.push_back((None, Verb::Edit { edits: board::migrate::plan(&view), puts: Vec::new() }));
        }
        let bytes = stored.records.iter().map(|record| record.len() as u64).sum();
        Ok(Room {
            document,
            admission,
            sessions: BTreeMap::new(),
            presence: Presence::default(),
            progress: super::progress::Progress::default(),
            log: Log::new(stored.seq),
            fanout: Fanout::new(&config, now_ms),
            saving: Saving::new(
                from,
                stored.snapshot.as_ref().map(|(_, snapshot)| snapshot.len()),
                bytes,
                now_ms,
            ),
            verbs,
            told: BTreeSet::new(),
            late: BTreeSet::new(),
            counts: Counts::default(),
            is_broken: false,
            now_ms,
            next_sweep_ms: now_ms,
            out: Vec::new(),
            config,
        })
    }

    /// Builds the index of admission anew from the durable document, after admitted updates were not stored.
    pub(super) fn reload_admission(&mut self) -> Result<(), Broken> {
        let owners = self.owners();
        let mut admission = Admission::new(self.config.admission.clone());
        let state = self.document.state()?;
        if *state != *NOTHING {
            admission.load(&state).map_err(|e| Broken(e.to_string()))?;
        }
        for (client, participant, last_ms) in &owners {
            admission.set_owner(*client, participant, *last_ms);
        }
        self.admission = admission;
        Ok(())
    }

    pub(super) fn owners(&self) -> Vec<Owner> {
        self.admission.owners().map(|(client, who, last_ms)| (client, who.to_owned(), last_ms)).collect()
    }
}

pub(crate) fn load_snapshot(
    document: &mut Document,
    admission: &mut Admission,
    bytes: &[u8],
) -> Result<(), String> {
    let opened = snapshot::open(bytes).map_err(|e| e.to_string())?;
    if opened.state != NOTHING {
        document.begin(opened.state).map_err(|Broken(why)| why)?;
        admission.load(opened.state).map_err(|e| e.to_string())?;
    }
    for (client, participant, last_ms) in opened.owners {
        admission.set_owner(client, &participant, last_ms);
    }
    Ok(())
}

/// What was wrong with a record.
pub(crate) enum Failed {
    /// The record itself.
    Record(String),
    /// The engine, over a record that holds together.
    Engine(Broken),
}

pub(crate) fn load_record(
    document: &mut Document,
    admission: &mut Admission,
    bytes: &[u8],
    is_quarantined: bool,
) -> Result<(), Failed> {
    let record = Record::decode(bytes).map_err(|e| Failed::Record(e.to_string()))?;
    if record.update == NOTHING {
        return Ok(());
    }
    let update = record.content(is_quarantined).map_err(Failed::Record)?;
    let clients = admission.load(&update).map_err(|e| Failed::Record(e.to_string()))?;
    let taken = if document.is_empty() { document.begin(&update) } else { document.apply([&*update]) };
    taken.map_err(Failed::Engine)?;
    for client in clients {
        admission.set_owner(client, record.participant, record.at_ms);
    }
    Ok(())
}
