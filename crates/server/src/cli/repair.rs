//! `plenaria repair`: what can be read is kept, what cannot is named.

use std::path::Path;

use anyhow::{Context, bail};
use bytes::Bytes;
use room::{Salvaged, salvage};
use store::Put;
use store::sqlite::care::{Care, DAMAGED_FILE, Remains};

use super::check::{Findings, look};
use crate::config::Limits;
use crate::workshops::is_readable;

/// Makes good what [`super::check`] finds.
pub(super) fn run(data: &Path) -> anyhow::Result<()> {
    let mut care = Care::open(data).with_context(|| format!("{} cannot be repaired", data.display()))?;
    let mut findings = look(&care)?;
    if !findings.file.is_empty() {
        let (whole, rows) = care.rebuild().context("the file could not be carried over; it is as it was")?;
        care = whole;
        println!("the file: {rows} rows carried over into a new one; the old one is {DAMAGED_FILE}");
        findings = look(&care)?;
    }
    let Findings { boards, entries, .. } = findings;
    for (board, what) in &boards {
        println!("board {board}: {what}");
        println!("  {}", board_repaired(&mut care, board)?);
    }
    for key in &entries {
        let value = care.raw_entry(key)?;
        if is_readable(key, &value) {
            // Its checksum was hit, or something in it that still makes sense; there is nothing better.
            care.put(&[Put::set(key, value)])?;
            println!("record {key}: taken as it reads");
        } else {
            care.put(&[Put::set(format!("lost/{key}"), value), Put::delete(key)])?;
            println!("record {key}: cannot be read and was set aside");
        }
    }
    let left = look(&care)?;
    if left.file.len() + left.boards.len() + left.entries.len() > 0 {
        bail!("not everything could be made good: restore a backup. What still is wrong: {left:?}");
    }
    let count = boards.len() + entries.len();
    println!("{} is whole: {} boards, {count} of its parts were repaired", data.display(), left.count);
    Ok(())
}

/// Puts what can be read of a board in the place of what is there.
fn board_repaired(care: &mut Care, board: &str) -> anyhow::Result<String> {
    let remains = care.remains(board)?;
    let Remains { snapshots, records, .. } = &remains;
    let readable = |rows: &[(u64, Option<Bytes>)]| -> Vec<(u64, Bytes)> {
        rows.iter().filter_map(|(seq, bytes)| Some((*seq, bytes.clone()?))).collect()
    };
    let (snapshots, readable_records) = (readable(snapshots), readable(records));
    let seq = remains.last_seq();
    let config = Limits::default().room(1, None);
    let Salvaged { snapshot, notes, lost } = salvage(&config, &snapshots, &readable_records, seq)
        .map_err(|why| anyhow::anyhow!("board {board} cannot be repaired: {why}"))?;
    // What did not fit is kept aside, for whoever can make something of it.
    let kept: Vec<Put> = readable_records
        .iter()
        .filter(|(seq, _)| lost.contains(seq))
        .map(|(seq, bytes)| Put::set(format!("lost/{board}/{seq:020}"), bytes.clone()))
        .collect();
    care.replace(board, seq, &snapshot, &kept)?;
    let unreadable = records.len() - readable_records.len();
    Ok(format!(
        "kept {notes} notes; of {} changes {unreadable} could not be read and {} stood on something lost",
        records.len(),
        lost.len()
    ))
}
