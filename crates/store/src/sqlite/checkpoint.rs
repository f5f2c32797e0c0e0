//! Folding the write-ahead log into the file, on a thread of its own: it costs two flushes and a write of every page,
//! and whoever had just typed a letter would wait for them. Writers go on meanwhile (SQLite, "Write-Ahead Logging").

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rusqlite::Connection;

use crate::Result;

/// Pages of the log from which on it is folded; SQLite's own default.
const PAGES: i32 = 1_000;
/// Pages at which the writer folds the log itself. A log can begin anew only in a moment in which all of it has been
/// folded; a writer without a pause leaves no such moment to others, and the log would grow for ever.
const PAGES_MAX: i32 = 16_000;

/// Has the log watched after each commit of `writer`; the answer hears when it is due, and ends with the writer.
pub(super) fn watch(writer: &mut Connection) -> Result<Receiver<()>> {
    let (due, dues) = sync_channel(1);
    writer.wal_hook(Some(move |wal: &mut rusqlite::hooks::Wal, pages| {
        if pages >= PAGES_MAX {
            told(wal.checkpoint());
        } else if pages >= PAGES {
            tell(&due);
        }
        // The commit has happened; whatever becomes of the log, it is no failure of that.
        Ok(())
    }))?;
    Ok(dues)
}

/// One call that was not heard yet stands for all.
fn tell(due: &SyncSender<()>) {
    let _ = due.try_send(());
}

pub(super) fn run(connection: &Connection, dues: &Receiver<()>) {
    while dues.recv().is_ok() {
        told(connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())));
    }
}

fn told(done: rusqlite::Result<()>) {
    if let Err(error) = done {
        tracing::warn!(%error, "the write-ahead log could not be folded into the file; it is tried again");
    }
}
