//! Opening: lock, identity of the file, settings, tables.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::{LOCK_FILE, Options};
use crate::{Error, Result};

/// "PLEN" in the file's header: tools and we ourselves see whose file it is.
const APPLICATION_ID: i32 = 0x504c_454e;
/// Version of the tables below.
const TABLES_VERSION: i32 = 1;
/// Only another process (an operator's tool) can hold a lock that long.
pub(super) const BUSY: Duration = Duration::from_secs(5);

/// `crc` is CRC-32C over the row's key and its content, so that a row that moved is noticed too.
const TABLES: &str = "
CREATE TABLE head (board TEXT PRIMARY KEY, epoch INTEGER NOT NULL, seq INTEGER NOT NULL, crc INTEGER NOT NULL)
    WITHOUT ROWID;
CREATE TABLE record (board TEXT NOT NULL, seq INTEGER NOT NULL, epoch INTEGER NOT NULL, crc INTEGER NOT NULL,
    bytes BLOB NOT NULL, PRIMARY KEY (board, seq)) WITHOUT ROWID;
CREATE TABLE snapshot (board TEXT NOT NULL, seq INTEGER NOT NULL, crc INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (board, seq));
CREATE TABLE registry (key TEXT PRIMARY KEY, version INTEGER NOT NULL, crc INTEGER NOT NULL, value BLOB NOT NULL)
    WITHOUT ROWID;
";

pub(super) fn lock(folder: &Path) -> Result<File> {
    let file = File::options()
        .create(true)
        .write(true)
        .truncate(false)
        .open(folder.join(LOCK_FILE))
        .map_err(|e| Error::Io(format!("{}: {e}", folder.display())))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::Locked(folder.to_owned())),
        Err(TryLockError::Error(e)) => Err(Error::Io(format!("{}: {e}", folder.display()))),
    }
}

/// Opens the file, which is made whole and under another name first when there is none: so one that is there and empty
/// has lost what was in it, and is not begun anew.
pub(super) fn open_writer(path: &Path, options: &Options) -> Result<Connection> {
    if !path.exists() {
        make(path)?;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|e| named(path, e))?;
    check_identity(path, &connection)?;
    settings(&connection, options).map_err(|e| named(path, e))?;
    if options.quick_check {
        quick_check(path, &connection)?;
    }
    Ok(connection)
}

fn make(path: &Path) -> Result<()> {
    let io = |e: std::io::Error| Error::Io(format!("{}: {e}", path.display()));
    let mut name = path.as_os_str().to_owned();
    name.push(".begun");
    let begun = PathBuf::from(name);
    // One of a start that was cut off.
    match fs::remove_file(&begun) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(io(e)),
        _ => {}
    }
    let mut connection = Connection::open(&begun).map_err(|e| named(&begun, e))?;
    create(&mut connection).map_err(|e| named(&begun, e))?;
    drop(connection);
    File::open(&begun).and_then(|file| file.sync_all()).map_err(io)?;
    fs::rename(&begun, path).map_err(io)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(io)
}

pub(super) fn open_reader(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

pub(super) fn open_checkpointer(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    // The file is flushed before the log begins anew.
    connection.pragma_update(None, "synchronous", "FULL")?;
    Ok(connection)
}

/// Reads before anything is written: a foreign, newer or emptied file stays as it is.
fn check_identity(path: &Path, connection: &Connection) -> Result<()> {
    let number = |pragma: &str| connection.pragma_query_value(None, pragma, |row| row.get::<_, i32>(0));
    let foreign = |why: String| Error::Incompatible(format!("{} {why}", path.display()));
    let read = || -> rusqlite::Result<(i32, i32, i64)> {
        let tables = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        Ok((number("application_id")?, number("user_version")?, tables))
    };
    let (application, version, tables) = read().map_err(|e| match e.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => foreign("is not a database".to_owned()),
        _ => named(path, e),
    })?;
    match (application, version) {
        (0, 0) if tables == 0 => Err(foreign(
            "is empty, so what was in it is lost: restore a backup, or remove the file to begin anew"
                .to_owned(),
        )),
        (APPLICATION_ID, TABLES_VERSION) => Ok(()),
        (APPLICATION_ID, newer) => {
            Err(foreign(format!("is of version {newer}; this server reads {TABLES_VERSION}")))
        }
        _ => Err(foreign("belongs to another program".to_owned())),
    }
}

fn settings(connection: &Connection, options: &Options) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY)?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    // Pages are in the system's cache as well; half of SQLite's own default, in KiB.
    connection.pragma_update(None, "cache_size", -1024)?;
    // Deleted text is overwritten, not only unlinked.
    connection.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))?;
    if let Some(pages) = options.pages_max {
        connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
    }
    Ok(())
}

fn create(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    transaction.execute_batch(TABLES)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", TABLES_VERSION)?;
    transaction.commit()
}

fn quick_check(path: &Path, connection: &Connection) -> Result<()> {
    let verdict: String =
        connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(|e| named(path, e))?;
    if verdict == "ok" {
        return Ok(());
    }
    Err(Error::Corrupt { board: path.display().to_string(), what: verdict })
}

fn named(path: &Path, error: rusqlite::Error) -> Error {
    match Error::from(error) {
        Error::Io(why) => Error::Io(format!("{}: {why}", path.display())),
        Error::Corrupt { what, .. } => Error::Corrupt { board: path.display().to_string(), what },
        other => other,
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Error::Full,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Error::Corrupt { board: "the database".to_owned(), what: error.to_string() }
            }
            _ => Error::Io(error.to_string()),
        }
    }
}
