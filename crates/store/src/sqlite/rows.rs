//! Rows: what each call reads and writes, checksums included.

use bytes::Bytes;
use rusqlite::{Connection, OptionalExtension, Params, Row, params};

use super::care::Remains;
use crate::log::{Damage, Head, Loaded, Record, Snapshot, fenced};
use crate::registry::{Entry, Put};
use crate::{Error, Result};

/// Snapshots kept per board: one bad one must never be the only one.
const SNAPSHOTS_KEPT: usize = 2;

/// A head as read, or as derived from the log when its row is damaged or gone.
struct HeadRow {
    epoch: u64,
    seq: u64,
    damaged: bool,
}

// ---- writing

pub(super) fn lease(db: &Connection, board: &str) -> Result<u64> {
    let head = head_row(db, board)?;
    if head.damaged {
        tracing::error!(board, seq = head.seq, "the head of this board was damaged; derived from its log");
    }
    put_head(db, board, head.epoch + 1, head.seq)?;
    Ok(head.epoch + 1)
}

pub(super) fn append(
    db: &Connection,
    board: &str,
    epoch: u64,
    expected_seq: u64,
    records: &[Bytes],
    puts: &[Put],
) -> Result<u64> {
    let head = owned_head(db, board, epoch)?;
    if head.seq != expected_seq {
        return Err(fenced(board, "log at", expected_seq, head.seq));
    }
    check_versions(db, puts)?;
    let mut seq = head.seq;
    let mut insert =
        db.prepare_cached("INSERT INTO record (board, seq, epoch, crc, bytes) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for bytes in records {
        seq += 1;
        insert.execute(params![board, seq, epoch, row_crc(board, seq, bytes), &bytes[..]])?;
    }
    if seq > head.seq {
        put_head(db, board, epoch, seq)?;
    }
    puts.iter().try_for_each(|put| put_entry(db, put))?;
    Ok(seq)
}

pub(super) fn put_snapshot(db: &Connection, board: &str, epoch: u64, seq: u64, bytes: &[u8]) -> Result<u64> {
    let head = owned_head(db, board, epoch)?;
    if seq > head.seq {
        return Err(fenced(board, "log at", seq, head.seq));
    }
    let mut stored = snapshot_seqs(db, board)?;
    if let Some(&newest) = stored.last().filter(|&&newest| newest > seq) {
        return Err(fenced(board, "snapshot at", seq, newest));
    }
    let sql = "INSERT OR REPLACE INTO snapshot (board, seq, crc, bytes) VALUES (?1, ?2, ?3, ?4)";
    run(db, sql, params![board, seq, row_crc(board, seq, bytes), bytes])?;
    if stored.last() != Some(&seq) {
        stored.push(seq);
    }
    if let Some(&keep_from) = stored.iter().nth_back(SNAPSHOTS_KEPT - 1) {
        run(db, "DELETE FROM snapshot WHERE board = ?1 AND seq < ?2", params![board, keep_from])?;
    }
    Ok(seq)
}

pub(super) fn purge_to(db: &Connection, board: &str, epoch: u64, seq: u64) -> Result<u64> {
    owned_head(db, board, epoch)?;
    let stored = snapshot_seqs(db, board)?;
    let Some(&covered) = stored.iter().nth_back(SNAPSHOTS_KEPT - 1) else { return Ok(0) };
    let to = seq.min(covered);
    run(db, "DELETE FROM record WHERE board = ?1 AND seq <= ?2", params![board, to])?;
    Ok(to)
}

pub(super) fn remove(db: &Connection, board: &str) -> Result<u64> {
    run(db, "DELETE FROM record WHERE board = ?1", [board])?;
    run(db, "DELETE FROM snapshot WHERE board = ?1", [board])?;
    run(db, "DELETE FROM head WHERE board = ?1", [board])?;
    Ok(0)
}

pub(super) fn commit(db: &Connection, puts: &[Put]) -> Result<u64> {
    check_versions(db, puts)?;
    puts.iter().try_for_each(|put| put_entry(db, put))?;
    Ok(0)
}

/// All expectations are checked before the first write: a refused job leaves nothing in the group's transaction.
fn check_versions(db: &Connection, puts: &[Put]) -> Result<()> {
    for put in puts {
        let Some(expect) = put.expect else { continue };
        if version(db, &put.key)? != expect {
            return Err(Error::Conflict { key: put.key.clone() });
        }
    }
    Ok(())
}

fn put_entry(db: &Connection, put: &Put) -> Result<()> {
    let Some(value) = &put.value else {
        return run(db, "DELETE FROM registry WHERE key = ?1", [&put.key]);
    };
    let version = version(db, &put.key)? + 1;
    let sql = "INSERT OR REPLACE INTO registry (key, version, crc, value) VALUES (?1, ?2, ?3, ?4)";
    run(db, sql, params![put.key, version, row_crc(&put.key, version, value), &value[..]])
}

fn put_head(db: &Connection, board: &str, epoch: u64, seq: u64) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO head (board, epoch, seq, crc) VALUES (?1, ?2, ?3, ?4)";
    run(db, sql, params![board, epoch, seq, row_crc(board, seq, &epoch.to_le_bytes())])
}

// ---- reading

pub(super) fn head(db: &Connection, board: &str) -> Result<Head> {
    let snapshot = db.unchecked_transaction()?;
    let row = head_row(&snapshot, board)?;
    let snapshots = snapshot_seqs(&snapshot, board)?;
    let first: Option<u64> = snapshot
        .prepare_cached("SELECT min(seq) FROM record WHERE board = ?1")?
        .query_row([board], |row| row.get(0))?;
    Ok(Head { epoch: row.epoch, seq: row.seq, snapshots, first_seq: first.unwrap_or(row.seq + 1) })
}

pub(super) fn load(db: &Connection, board: &str) -> Result<Loaded> {
    // One read transaction, so that a purge in between cannot tear a hole.
    let db = db.unchecked_transaction()?;
    let head = head_row(&db, board)?;
    let mut damage = Vec::new();
    let mut snapshot = None;
    for seq in snapshot_seqs(&db, board)?.into_iter().rev() {
        match read_snapshot(&db, board, seq)? {
            Some(bytes) => {
                snapshot = Some(Snapshot { seq, bytes });
                break;
            }
            None => damage.push(Damage::Snapshot(seq)),
        }
    }
    let from = snapshot.as_ref().map_or(0, |s| s.seq) + 1;
    let records = records(&db, board, from)?;
    for (place, record) in records.iter().enumerate() {
        if record.seq != from + place as u64 {
            let what = format!("record {} is missing", from + place as u64);
            return Err(Error::Corrupt { board: board.to_owned(), what });
        }
    }
    let seq = from - 1 + records.len() as u64;
    if head.damaged {
        damage.push(Damage::Head);
    } else if seq != head.seq {
        let what = format!("the log ends at {seq} instead of {}", head.seq);
        return Err(Error::Corrupt { board: board.to_owned(), what });
    }
    Ok(Loaded { snapshot, records, seq, damage })
}

pub(super) fn records(db: &Connection, board: &str, from_seq: u64) -> Result<Vec<Record>> {
    let mut select =
        db.prepare_cached("SELECT seq, crc, bytes FROM record WHERE board = ?1 AND seq >= ?2 ORDER BY seq")?;
    let mut rows = select.query(params![board, from_seq])?;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        let seq: u64 = row.get(0)?;
        match checked(row, board, seq)? {
            Some(bytes) => records.push(Record { seq, bytes }),
            None => {
                return Err(Error::Corrupt { board: board.to_owned(), what: format!("record {seq}") });
            }
        }
    }
    Ok(records)
}

pub(super) fn remains(db: &Connection, board: &str) -> Result<Remains> {
    let read = |sql: &str| -> Result<Vec<(u64, Option<Bytes>)>> {
        let mut select = db.prepare(sql)?;
        let mut rows = select.query([board])?;
        let mut read = Vec::new();
        while let Some(row) = rows.next()? {
            let seq: u64 = row.get(0)?;
            read.push((seq, checked(row, board, seq)?));
        }
        Ok(read)
    };
    let head = head_row(db, board)?;
    Ok(Remains {
        snapshots: read("SELECT seq, crc, bytes FROM snapshot WHERE board = ?1 ORDER BY seq")?,
        records: read("SELECT seq, crc, bytes FROM record WHERE board = ?1 ORDER BY seq")?,
        head: (!head.damaged).then_some(head.seq),
    })
}

pub(super) fn replace(db: &Connection, board: &str, seq: u64, snapshot: &[u8]) -> Result<()> {
    let epoch = head_row(db, board)?.epoch + 1;
    remove(db, board)?;
    put_head(db, board, epoch, seq)?;
    put_snapshot(db, board, epoch, seq, snapshot).map(drop)
}

pub(super) fn all_entries(db: &Connection) -> Result<Vec<(String, Option<Bytes>)>> {
    let mut select = db.prepare("SELECT version, crc, value, key FROM registry ORDER BY key")?;
    let mut rows = select.query([])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let key: String = row.get(3)?;
        let value = checked(row, &key, row.get(0)?)?;
        entries.push((key, value));
    }
    Ok(entries)
}

pub(super) fn boards(db: &Connection) -> Result<Vec<String>> {
    let mut select = db.prepare_cached("SELECT board FROM head ORDER BY board")?;
    let boards = select.query_map([], |row| row.get(0))?;
    Ok(boards.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn entry(db: &Connection, key: &str) -> Result<Option<Entry>> {
    let mut select = db.prepare_cached("SELECT version, crc, value FROM registry WHERE key = ?1")?;
    let mut rows = select.query([key])?;
    match rows.next()? {
        Some(row) => read_entry(row, key).map(Some),
        None => Ok(None),
    }
}

pub(super) fn entries(db: &Connection, prefix: &str) -> Result<Vec<(String, Entry)>> {
    let mut select = db.prepare_cached(
        "SELECT version, crc, value, key FROM registry WHERE key >= ?1 AND key < ?1 || char(0x10FFFF) ORDER BY key",
    )?;
    let mut rows = select.query([prefix])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let key: String = row.get(3)?;
        let entry = read_entry(row, &key)?;
        entries.push((key, entry));
    }
    Ok(entries)
}

fn read_entry(row: &Row<'_>, key: &str) -> Result<Entry> {
    let version: u64 = row.get(0)?;
    match checked(row, key, version)? {
        Some(value) => Ok(Entry { version, value }),
        None => Err(Error::Corrupt { board: key.to_owned(), what: "registry record".to_owned() }),
    }
}

fn read_snapshot(db: &Connection, board: &str, seq: u64) -> Result<Option<Bytes>> {
    let mut select =
        db.prepare_cached("SELECT seq, crc, bytes FROM snapshot WHERE board = ?1 AND seq = ?2")?;
    let mut rows = select.query(params![board, seq])?;
    match rows.next()? {
        Some(row) => checked(row, board, seq),
        None => Ok(None),
    }
}

/// The blob of a row `(number, crc, blob)`, or `None` when its checksum is not right.
fn checked(row: &Row<'_>, key: &str, number: u64) -> Result<Option<Bytes>> {
    let crc: u32 = row.get(1)?;
    let bytes = row.get_ref(2)?.as_blob().map_err(|e| Error::Io(e.to_string()))?;
    Ok((crc == row_crc(key, number, bytes)).then(|| Bytes::copy_from_slice(bytes)))
}

fn snapshot_seqs(db: &Connection, board: &str) -> Result<Vec<u64>> {
    let mut select = db.prepare_cached("SELECT seq FROM snapshot WHERE board = ?1 ORDER BY seq")?;
    let seqs = select.query_map([board], |row| row.get(0))?;
    Ok(seqs.collect::<rusqlite::Result<_>>()?)
}

fn version(db: &Connection, key: &str) -> Result<u64> {
    let mut select = db.prepare_cached("SELECT version FROM registry WHERE key = ?1")?;
    Ok(select.query_row([key], |row| row.get(0)).optional()?.unwrap_or(0))
}

fn owned_head(db: &Connection, board: &str, epoch: u64) -> Result<HeadRow> {
    let head = head_row(db, board)?;
    if head.epoch == epoch && !head.damaged {
        Ok(head)
    } else {
        Err(fenced(board, "epoch", epoch, head.epoch))
    }
}

fn head_row(db: &Connection, board: &str) -> Result<HeadRow> {
    let mut select = db.prepare_cached("SELECT epoch, seq, crc FROM head WHERE board = ?1")?;
    let row = select
        .query_row([board], |row| Ok((row.get::<_, u64>(0)?, row.get::<_, u64>(1)?, row.get::<_, u32>(2)?)))
        .optional()?;
    if let Some((epoch, seq, crc)) = row
        && crc == row_crc(board, seq, &epoch.to_le_bytes())
    {
        return Ok(HeadRow { epoch, seq, damaged: false });
    }
    let (last, epoch): (Option<u64>, Option<u64>) = db
        .prepare_cached("SELECT max(seq), max(epoch) FROM record WHERE board = ?1")?
        .query_row([board], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let covered = snapshot_seqs(db, board)?.last().copied();
    let damaged = row.is_some() || last.is_some() || covered.is_some();
    Ok(HeadRow { epoch: epoch.unwrap_or(0), seq: last.max(covered).unwrap_or(0), damaged })
}

fn run(db: &Connection, sql: &str, params: impl Params) -> Result<()> {
    db.prepare_cached(sql)?.execute(params)?;
    Ok(())
}

/// CRC-32C over key, number and content.
fn row_crc(key: &str, number: u64, bytes: &[u8]) -> u32 {
    let crc = crc32c::crc32c(key.as_bytes());
    crc32c::crc32c_append(crc32c::crc32c_append(crc, &number.to_le_bytes()), bytes)
}
