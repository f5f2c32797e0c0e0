//! Looking after a store at rest: every row looked at, what can be saved carried over, a copy made beside a running server.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use bytes::Bytes;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, params, params_from_iter};

use super::{FILE, Options, rows, schema};
use crate::registry::Put;
use crate::{Error, Result};

/// Where a file goes that was replaced.
pub const DAMAGED_FILE: &str = "plenaria.db.damaged";
const NEW_FILE: &str = "plenaria.db.new";

/// Tables with their columns; those of the primary key come first.
const TABLES: [(&str, &str, usize); 4] = [
    ("head", "board, epoch, seq, crc", 1),
    ("record", "board, seq, epoch, crc, bytes", 2),
    ("snapshot", "board, seq, crc, bytes", 2),
    ("registry", "key, version, crc, value", 1),
];

/// A store that no server has open.
#[derive(Debug)]
pub struct Care {
    folder: PathBuf,
    connection: Connection,
    _lock: File,
}

/// Everything that is stored of a board, by sequence number; without content where the checksum is not right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remains {
    /// Snapshots, oldest first.
    pub snapshots: Vec<(u64, Option<Bytes>)>,
    /// Records in order, with the holes that there are.
    pub records: Vec<(u64, Option<Bytes>)>,
    /// The last sequence number by the board's head; none if that is damaged or gone.
    pub head: Option<u64>,
}

impl Remains {
    /// The last sequence number that anything speaks of.
    pub fn last_seq(&self) -> u64 {
        let last = |rows: &[(u64, Option<Bytes>)]| rows.last().map_or(0, |(seq, _)| *seq);
        self.head.unwrap_or(0).max(last(&self.snapshots)).max(last(&self.records))
    }
}

impl Care {
    /// Opens the store in `folder`, however damaged, and keeps servers out. Blocks.
    ///
    /// # Errors
    /// [`Error::Locked`] while a server has it; [`Error::Incompatible`]; [`Error::Io`] when there is none.
    pub fn open(folder: &Path) -> Result<Care> {
        let path = folder.join(FILE);
        if !path.is_file() {
            return Err(Error::Io(format!("there is no {FILE} in {}", folder.display())));
        }
        let lock = schema::lock(folder)?;
        let options = Options { quick_check: false, ..Options::default() };
        let connection = schema::open_writer(&path, &options)?;
        Ok(Care { folder: folder.to_owned(), connection, _lock: lock })
    }

    /// What SQLite finds wrong with the file itself; empty when it is whole.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn faults(&self) -> Result<Vec<String>> {
        let mut check = self.connection.prepare("PRAGMA integrity_check(100)")?;
        let lines = check.query_map([], |row| row.get::<_, String>(0))?;
        // A file too damaged to be checked says so by an error.
        let lines = lines.map(|line| line.unwrap_or_else(|error| error.to_string()));
        Ok(lines.filter(|line| line != "ok").collect())
    }

    /// Every board that anything is stored of.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when the file cannot be read that far: see [`Care::rebuild`].
    pub fn boards(&self) -> Result<Vec<String>> {
        let sql = "SELECT board FROM head UNION SELECT board FROM record UNION SELECT board FROM snapshot";
        let mut select = self.connection.prepare(sql)?;
        let boards = select.query_map([], |row| row.get(0))?;
        Ok(boards.collect::<rusqlite::Result<_>>()?)
    }

    /// What there is of a board.
    ///
    /// # Errors
    /// As [`Care::boards`].
    pub fn remains(&self, board: &str) -> Result<Remains> {
        rows::remains(&self.connection, board)
    }

    /// Every record of the registry; without content where the checksum is not right.
    ///
    /// # Errors
    /// As [`Care::boards`].
    pub fn entries(&self) -> Result<Vec<(String, Option<Bytes>)>> {
        rows::all_entries(&self.connection)
    }

    /// Puts one snapshot, of everything up to `seq`, in the place of all that is stored of a board, and `lost` records
    /// into the registry. Whoever owned the board is fenced off.
    ///
    /// # Errors
    /// [`Error::Full`], [`Error::Io`]: the board is then as it was.
    pub fn replace(&mut self, board: &str, seq: u64, snapshot: &[u8], lost: &[Put]) -> Result<()> {
        let transaction = self.connection.transaction()?;
        rows::replace(&transaction, board, seq, snapshot)?;
        rows::commit(&transaction, lost)?;
        transaction.commit()?;
        Ok(())
    }

    /// The content of a registry record as it is, whatever its checksum says.
    ///
    /// # Errors
    /// [`Error::Io`], [`Error::Corrupt`].
    pub fn raw_entry(&self, key: &str) -> Result<Bytes> {
        let sql = "SELECT value FROM registry WHERE key = ?1";
        Ok(self.connection.query_row(sql, [key], |row| row.get::<_, Vec<u8>>(0))?.into())
    }

    /// Writes registry records, all or none.
    ///
    /// # Errors
    /// [`Error::Full`], [`Error::Io`].
    pub fn put(&mut self, puts: &[Put]) -> Result<()> {
        let transaction = self.connection.transaction()?;
        rows::commit(&transaction, puts)?;
        transaction.commit()?;
        Ok(())
    }

    /// Carries every row that can be read over into a new file, which takes the place of the damaged one; that stays
    /// beside it as [`DAMAGED_FILE`]. Answers with how many rows came over.
    ///
    /// # Errors
    /// [`Error::Full`], [`Error::Io`]: nothing has changed then.
    pub fn rebuild(self) -> Result<(Care, u64)> {
        let Care { folder, connection, _lock } = self;
        let (new, old) = (folder.join(NEW_FILE), folder.join(FILE));
        remove(&new)?;
        let mut fresh = schema::open_writer(&new, &Options { quick_check: false, ..Options::default() })?;
        let transaction = fresh.transaction()?;
        let mut rows = 0;
        for (table, columns, keys) in TABLES {
            // From the front as far as it can be read, and from the back.
            for order in ["ASC", "DESC"] {
                rows += carry_over(&connection, &transaction, table, columns, keys, order)?;
            }
        }
        transaction.commit()?;
        drop(connection);
        fresh.pragma_update_and_check(None, "wal_checkpoint", "TRUNCATE", |_| Ok(()))?;
        drop(fresh);
        for ending in ["", "-wal", "-shm"] {
            let from = folder.join(format!("{FILE}{ending}"));
            if from.exists() {
                fs::rename(&from, folder.join(format!("{DAMAGED_FILE}{ending}"))).map_err(io)?;
            }
        }
        fs::rename(&new, &old).map_err(io)?;
        File::open(&folder).and_then(|folder| folder.sync_all()).map_err(io)?;
        let connection = schema::open_writer(&old, &Options::default())?;
        Ok((Care { folder, connection, _lock }, rows))
    }
}

/// Answers with how many rows were new. A row that cannot be read ends it; that is no error.
fn carry_over(
    from: &Connection,
    to: &Connection,
    table: &str,
    columns: &str,
    keys: usize,
    order: &str,
) -> Result<u64> {
    let names: Vec<&str> = columns.split(", ").collect();
    let by: Vec<String> = names[..keys].iter().map(|name| format!("{name} {order}")).collect();
    let marks = vec!["?"; names.len()].join(", ");
    let mut insert = to.prepare(&format!("INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})"))?;
    let Ok(mut select) = from.prepare(&format!("SELECT {columns} FROM {table} ORDER BY {}", by.join(", ")))
    else {
        return Ok(0);
    };
    let Ok(mut rows) = select.query([]) else { return Ok(0) };
    let mut count = 0;
    while let Ok(Some(row)) = rows.next() {
        let values: rusqlite::Result<Vec<Value>> = (0..names.len()).map(|at| row.get(at)).collect();
        let Ok(values) = values else { continue };
        count += insert.execute(params_from_iter(values))? as u64;
    }
    Ok(count)
}

/// Makes a consistent, checked copy of the store in `folder`, also while a server has it open, as a file that must not
/// be there yet. Blocks.
///
/// # Errors
/// [`Error::Io`], [`Error::Full`], [`Error::Corrupt`] when the copy is not whole: then there is none.
pub fn back_up(folder: &Path, to: &Path) -> Result<()> {
    let path = folder.join(FILE);
    if !path.is_file() {
        return Err(Error::Io(format!("there is no {FILE} in {}", folder.display())));
    }
    if to.exists() {
        return Err(Error::Io(format!("{} is there already", to.display())));
    }
    let copied = copy(&path, to);
    if copied.is_err() {
        // Half a copy is worse than none; what went wrong is told by the first error.
        let _ = remove(to);
    }
    copied
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    // Not read-only: after a kill the write-ahead log has to be taken up.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(from, flags)?;
    connection.busy_timeout(schema::BUSY)?;
    // VACUUM INTO takes an empty file that is there: so nobody else can read it for a moment.
    let file = File::create_new(to).map_err(io)?;
    file.set_permissions(fs::Permissions::from_mode(0o600)).map_err(io)?;
    let target = to.to_str().ok_or_else(|| Error::Io(format!("{} is no name for a file", to.display())))?;
    connection.execute("VACUUM INTO ?1", params![target])?;
    file.sync_all().map_err(io)?;
    let copy = schema::open_reader(to)?;
    let verdict: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" {
        return Ok(());
    }
    Err(Error::Corrupt { board: from.display().to_string(), what: verdict })
}

fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(io(error)),
        _ => Ok(()),
    }
}

fn io(error: std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::StorageFull => Error::Full,
        _ => Error::Io(error.to_string()),
    }
}
