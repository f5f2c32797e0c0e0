//! `plenaria check`: everything is looked at, nothing is changed.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, bail};
use bytes::Bytes;
use room::{Room, Stored};
use store::sqlite::care::{Care, Remains};

use crate::config::Limits;
use crate::hub::quarantine;
use crate::workshops::is_readable;

/// What is wrong in a data folder.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// By SQLite, of the file.
    pub(super) file: Vec<String>,
    /// Boards with what is wrong with each.
    pub(super) boards: Vec<(String, String)>,
    /// Registry records that are not what was written, or cannot be read.
    pub(super) entries: Vec<String>,
    /// How many boards there are.
    pub(super) count: usize,
}

/// Says what is wrong.
pub(super) fn run(data: &Path) -> anyhow::Result<()> {
    let care = Care::open(data).with_context(|| format!("{} cannot be looked at", data.display()))?;
    let findings = look(&care)?;
    for fault in &findings.file {
        println!("the file: {fault}");
    }
    for (board, what) in &findings.boards {
        println!("board {board}: {what}");
    }
    for key in &findings.entries {
        println!("record {key}: cannot be read");
    }
    let damaged = findings.file.len() + findings.boards.len() + findings.entries.len();
    if damaged > 0 {
        bail!(
            "there is damage. Copy the folder {0} away, then run: plenaria repair --data {0}",
            data.display()
        );
    }
    println!("{} is whole: {} boards", data.display(), findings.count);
    Ok(())
}

/// Looks at everything.
pub(super) fn look(care: &Care) -> anyhow::Result<Findings> {
    let mut findings = Findings { file: care.faults()?, ..Findings::default() };
    // Of a broken file not every row can be reached; those that can are still of interest.
    let boards = match care.boards() {
        Ok(boards) => boards,
        Err(error) if findings.file.is_empty() => return Err(error.into()),
        Err(_) => Vec::new(),
    };
    findings.count = boards.len();
    let entries = match care.entries() {
        Ok(entries) => entries,
        Err(error) if findings.file.is_empty() => return Err(error.into()),
        Err(_) => Vec::new(),
    };
    for board in boards {
        let what = match care.remains(&board) {
            Ok(remains) => trouble(&remains, set_aside(&entries, &board)),
            Err(error) => Some(error.to_string()),
        };
        findings.boards.extend(what.map(|what| (board, what)));
    }
    let unreadable = entries
        .into_iter()
        .filter(|(key, value)| !value.as_ref().is_some_and(|value| is_readable(key, value)));
    findings.entries = unreadable.map(|(key, _)| key).collect();
    Ok(findings)
}

fn set_aside(entries: &[(String, Option<Bytes>)], board: &str) -> BTreeSet<u64> {
    let prefix = quarantine(board);
    entries.iter().filter_map(|(key, _)| key.strip_prefix(&prefix)?.parse().ok()).collect()
}

/// What is wrong with a board, if anything: a row, or that it does not load.
fn trouble(remains: &Remains, quarantined: BTreeSet<u64>) -> Option<String> {
    if remains.head.is_none() {
        return Some("its head is damaged".to_owned());
    }
    let damaged =
        |rows: &[(u64, Option<Bytes>)]| rows.iter().find(|(_, bytes)| bytes.is_none()).map(|(seq, _)| *seq);
    if let Some(seq) = damaged(&remains.snapshots) {
        return Some(format!("snapshot {seq} is damaged"));
    }
    if let Some(seq) = damaged(&remains.records) {
        return Some(format!("record {seq} is damaged"));
    }
    let snapshot = remains.snapshots.last().and_then(|(seq, bytes)| Some((*seq, bytes.clone()?)));
    let from = snapshot.as_ref().map_or(0, |(seq, _)| *seq);
    let after: Vec<&(u64, Option<Bytes>)> = remains.records.iter().filter(|(seq, _)| *seq > from).collect();
    let missing = (from + 1..=remains.last_seq())
        .zip(after.iter().map(|(seq, _)| Some(*seq)).chain(std::iter::repeat(None)));
    if let Some((seq, _)) = missing.into_iter().find(|(wanted, there)| Some(*wanted) != *there) {
        return Some(format!("record {seq} is missing"));
    }
    let stored = Stored {
        snapshot,
        records: after.into_iter().filter_map(|(_, bytes)| bytes.clone()).collect(),
        seq: remains.last_seq(),
        quarantined,
    };
    Room::load(Limits::default().room(1, None), &stored, 0).err().map(|error| error.to_string())
}
