//! A thread that only reads.

use rusqlite::Connection;
use tokio::sync::mpsc;

/// One question, with the way its answer goes.
pub(super) type Query = Box<dyn FnOnce(&Connection) + Send>;

pub(super) fn run(connection: &Connection, mut queries: mpsc::Receiver<Query>) {
    while let Some(query) = queries.blocking_recv() {
        query(connection);
    }
}
