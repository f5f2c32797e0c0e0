//! What can be saved of a board whose log is damaged.

use std::collections::BTreeSet;

use admission::Admission;
use bytes::Bytes;

use crate::Config;
use crate::document::Document;
use crate::room::load::{Failed, load_record, load_snapshot};
use crate::snapshot::Owner;

/// A board without what could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Salvaged {
    /// A proved snapshot of all of it.
    pub snapshot: Bytes,
    /// Notes on it.
    pub notes: usize,
    /// Records that are not in it: unreadable, or standing on something that is gone.
    pub lost: Vec<u64>,
}

/// Takes the newest snapshot that can be read and every record after it that still fits; `seq` is that of the snapshot
/// to be made. Both lists hold what could be read of the store, in order.
///
/// # Errors
/// In words: nothing can be made of it.
pub fn salvage(
    config: &Config,
    snapshots: &[(u64, Bytes)],
    records: &[(u64, Bytes)],
    seq: u64,
) -> Result<Salvaged, String> {
    // Records over which the engine fails spoil the document: then all begins again, without them.
    let mut left_out = BTreeSet::new();
    loop {
        let (mut document, mut admission, from) = begin(config, snapshots);
        let mut lost = Vec::new();
        let mut is_spoilt = false;
        for (seq, bytes) in records.iter().filter(|(seq, _)| *seq > from) {
            if left_out.contains(seq) {
                lost.push(*seq);
                continue;
            }
            match load_record(&mut document, &mut admission, bytes, false) {
                Ok(()) => {}
                Err(Failed::Record(_)) => lost.push(*seq),
                Err(Failed::Engine(_)) => {
                    is_spoilt = left_out.insert(*seq);
                    break;
                }
            }
        }
        if is_spoilt {
            continue;
        }
        let owners: Vec<Owner> =
            admission.owners().map(|(client, who, last_ms)| (client, who.to_owned(), last_ms)).collect();
        let notes = document.notes().map_err(|broken| broken.0)?;
        let draft = document.draft(seq, &owners).map_err(|broken| broken.0)?;
        let proved = draft.verify().map_err(|error| error.to_string())?;
        return Ok(Salvaged { snapshot: proved.bytes, notes, lost });
    }
}

/// The newest snapshot that gives a board, or an empty one; and the sequence number it stands at.
fn begin(config: &Config, snapshots: &[(u64, Bytes)]) -> (Document, Admission, u64) {
    for (seq, bytes) in snapshots.iter().rev() {
        let (mut document, mut admission) = fresh(config);
        if load_snapshot(&mut document, &mut admission, bytes).is_ok() {
            return (document, admission, *seq);
        }
    }
    let (document, admission) = fresh(config);
    (document, admission, 0)
}

fn fresh(config: &Config) -> (Document, Admission) {
    let document = Document::new(config.server_client, config.fault.clone());
    (document, Admission::new(config.admission.clone()))
}
