//! What only the engine on disk can get wrong: rules ST8 to ST15 of docs/spec.md.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use rusqlite::Connection;
use store::sqlite::care::{Care, back_up};
use store::sqlite::{FILE, LOCK_FILE, Options, Sqlite};
use store::{BoardLog, Damage, Error, Registry};

fn open(folder: &Path) -> Sqlite {
    Sqlite::open(folder, &Options::default()).unwrap()
}

fn record(text: &str) -> Vec<Bytes> {
    vec![Bytes::copy_from_slice(text.as_bytes())]
}

/// Three records, snapshots at 1 and 2, then closed; `damage` runs on the closed file.
async fn damaged(folder: &Path, damage: &str) -> Sqlite {
    let store = open(folder);
    let epoch = store.lease("a").await.unwrap();
    for seq in 0..3 {
        store.append("a", epoch, seq, record("some text"), vec![]).await.unwrap();
    }
    store.put_snapshot("a", epoch, 1, Bytes::from_static(b"first")).await.unwrap();
    store.put_snapshot("a", epoch, 2, Bytes::from_static(b"second")).await.unwrap();
    store.put("key", Bytes::from_static(b"value")).await.unwrap();
    store.close();
    Connection::open(folder.join(FILE)).unwrap().execute_batch(damage).unwrap();
    open(folder)
}

#[tokio::test]
async fn st8_f5_a_damaged_snapshot_falls_back_to_the_older_one_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let store = damaged(folder.path(), "UPDATE snapshot SET bytes = x'736563ff6e64' WHERE seq = 2").await;
    let loaded = store.load("a").await.unwrap();
    assert_eq!(loaded.snapshot.unwrap().bytes, Bytes::from_static(b"first"));
    assert_eq!((loaded.records.len(), loaded.seq), (2, 3));
    assert_eq!(loaded.damage, [Damage::Snapshot(2)]);
}

#[tokio::test]
async fn st8_without_any_readable_snapshot_the_whole_log_serves_if_it_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let store = damaged(folder.path(), "UPDATE snapshot SET crc = crc + 1").await;
    let loaded = store.load("a").await.unwrap();
    assert_eq!((loaded.snapshot, loaded.records.len(), loaded.seq), (None, 3, 3));
    assert_eq!(loaded.damage, [Damage::Snapshot(2), Damage::Snapshot(1)]);
}

#[tokio::test]
async fn st8_f6_what_cannot_be_made_good_is_an_error_never_an_empty_board() {
    for damage in [
        "UPDATE record SET bytes = x'00' WHERE seq = 3",
        "UPDATE record SET seq = 7 WHERE seq = 3",
        "DELETE FROM record WHERE seq = 3",
        "DELETE FROM record WHERE seq < 3; UPDATE snapshot SET crc = crc + 1",
        "DELETE FROM record; DELETE FROM snapshot",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let store = damaged(folder.path(), damage).await;
        let loaded = store.load("a").await;
        assert!(matches!(loaded, Err(Error::Corrupt { .. })), "{damage}: {loaded:?}");
    }
}

#[tokio::test]
async fn st8_a_record_that_a_snapshot_covers_may_be_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let store = damaged(folder.path(), "UPDATE record SET crc = 0 WHERE seq < 3").await;
    assert_eq!(store.load("a").await.unwrap().seq, 3);
}

#[tokio::test]
async fn st8_f5_a_damaged_head_is_derived_from_the_log_and_fences_the_old_owner_off() {
    for damage in ["UPDATE head SET seq = 1", "UPDATE head SET epoch = 900", "DELETE FROM head"] {
        let folder = tempfile::tempdir().unwrap();
        let store = damaged(folder.path(), damage).await;
        let loaded = store.load("a").await.unwrap();
        assert_eq!((loaded.seq, &loaded.damage[..]), (3, &[Damage::Head][..]), "{damage}");
        assert!(matches!(store.append("a", 1, 3, record("x"), vec![]).await, Err(Error::Fenced { .. })));
        assert_eq!(store.lease("a").await, Ok(2), "{damage}");
        assert_eq!(store.append("a", 2, 3, record("x"), vec![]).await, Ok(4));
    }
}

#[tokio::test]
async fn st8_a_damaged_registry_record_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let store = damaged(folder.path(), "UPDATE registry SET value = x'00'").await;
    assert!(matches!(store.get("key").await, Err(Error::Corrupt { .. })));
    assert!(matches!(store.list("").await, Err(Error::Corrupt { .. })));
}

#[tokio::test]
async fn st9_what_was_answered_is_there_after_reopening() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let epoch = store.lease("a").await.unwrap();
    store.append("a", epoch, 0, record("one"), vec![]).await.unwrap();
    drop(store);
    let store = open(folder.path());
    assert_eq!(store.load("a").await.unwrap().records[0].bytes, Bytes::from_static(b"one"));
    assert_eq!(store.lease("a").await, Ok(epoch + 1));
}

#[tokio::test]
async fn st9_f2_a_torn_tail_leaves_a_shorter_log_that_opens() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let epoch = store.lease("a").await.unwrap();
    for seq in 0..40 {
        store.append("a", epoch, seq, record("text"), vec![]).await.unwrap();
    }
    // What a power cut leaves: the files as they are, the log's end missing.
    let base = std::fs::read(folder.path().join(FILE)).unwrap();
    let log = std::fs::read(folder.path().join(format!("{FILE}-wal"))).unwrap();
    let mut lengths = Vec::new();
    for cut in (0..30).map(|n| log.len() * n / 29) {
        let copy = tempfile::tempdir().unwrap();
        std::fs::write(copy.path().join(FILE), &base).unwrap();
        std::fs::write(copy.path().join(format!("{FILE}-wal")), &log[..cut]).unwrap();
        let loaded = open(copy.path()).load("a").await.unwrap();
        assert_eq!(loaded.records.len() as u64, loaded.seq);
        lengths.push(loaded.seq);
    }
    assert!(lengths.is_sorted(), "{lengths:?}");
    assert_eq!(lengths.last(), Some(&40));
}

#[tokio::test]
async fn st9_calls_after_close_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store.close();
    assert_eq!(store.lease("a").await, Err(Error::Closed));
    assert_eq!(store.get("a").await, Err(Error::Closed));
}

#[tokio::test]
async fn st10_two_servers_cannot_open_one_folder() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let second = Sqlite::open(folder.path(), &Options::default());
    assert_eq!(second.err(), Some(Error::Locked(folder.path().to_owned())));
    store.close();
    open(folder.path());
    assert!(folder.path().join(LOCK_FILE).exists());
}

#[test]
fn st11_f25_b25_foreign_newer_and_broken_files_are_refused_and_left_alone() {
    let other = "CREATE TABLE t (a); PRAGMA user_version = 0";
    let newer = "PRAGMA application_id = 0x504c454e; PRAGMA user_version = 99";
    for sql in [other, newer] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let before = std::fs::read(&path).unwrap();
        let opened = Sqlite::open(folder.path(), &Options::default());
        assert!(matches!(opened.err(), Some(Error::Incompatible(_))), "{sql}");
        assert_eq!(std::fs::read(&path).unwrap(), before, "{sql}");
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(FILE), [7u8; 8192]).unwrap();
    let opened = Sqlite::open(folder.path(), &Options::default());
    assert!(matches!(opened.err(), Some(Error::Incompatible(_))));
}

#[tokio::test]
async fn st11_a_broken_page_is_found_at_open() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let epoch = store.lease("a").await.unwrap();
    for seq in 0..300 {
        store.append("a", epoch, seq, vec![Bytes::from(vec![seq as u8; 200])], vec![]).await.unwrap();
    }
    store.close();
    let path = folder.path().join(FILE);
    let mut bytes = std::fs::read(&path).unwrap();
    let pages = bytes.len() / 4096;
    for page in 2..pages {
        bytes[page * 4096..page * 4096 + 64].fill(0xff);
    }
    std::fs::write(&path, bytes).unwrap();
    let opened = Sqlite::open(folder.path(), &Options::default());
    assert!(matches!(opened.err(), Some(Error::Corrupt { .. })));
}

#[tokio::test]
async fn st12_f4_a_full_disk_stores_nothing_of_the_call_and_everything_else_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let store = Sqlite::open(folder.path(), &Options { pages_max: Some(40), ..Options::default() }).unwrap();
    let (a, b) = (store.lease("a").await.unwrap(), store.lease("b").await.unwrap());
    store.append("a", a, 0, record("small"), vec![]).await.unwrap();
    // Queued together, so that they share a group: the big one must not take the small ones with it.
    let big = store.append("a", a, 1, vec![Bytes::from(vec![1; 400_000])], vec![]);
    let small = store.append("b", b, 0, record("small"), vec![]);
    let (big, small) = tokio::join!(big, small);
    assert_eq!((big, small), (Err(Error::Full), Ok(1)));
    assert_eq!(store.append("a", a, 1, record("goes on"), vec![]).await, Ok(2));
    assert_eq!(store.load("a").await.unwrap().records.len(), 2);
}

#[tokio::test]
async fn st13_appends_of_many_boards_share_commits() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let boards: Vec<String> = (0..32).map(|n| format!("board{n}")).collect();
    let mut epochs = Vec::new();
    for board in &boards {
        epochs.push(store.lease(board).await.unwrap());
    }
    let started = std::time::Instant::now();
    for seq in 0..50 {
        let round: Vec<_> = boards
            .iter()
            .zip(&epochs)
            .map(|(board, epoch)| tokio::spawn(store.append(board, *epoch, seq, record("x"), vec![])))
            .collect();
        for append in round {
            assert_eq!(append.await.unwrap(), Ok(seq + 1));
        }
    }
    println!("1600 appends over 32 boards: {:?}", started.elapsed());
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[tokio::test]
async fn st13_deleted_bytes_leave_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let epoch = store.lease("a").await.unwrap();
    store.append("a", epoch, 0, record("a very personal remark"), vec![]).await.unwrap();
    store.remove("a").await.unwrap();
    store.close();
    let bytes = std::fs::read(folder.path().join(FILE)).unwrap();
    let needle = b"a very personal remark";
    assert!(!bytes.windows(needle.len()).any(|window| window == needle));
}

#[tokio::test]
async fn st14_the_write_ahead_log_begins_anew_also_under_writers_without_a_pause() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let epoch = store.lease("a").await.unwrap();
    let (records, size) = (1_000, 100_000);
    for seq in 0..records {
        store.append("a", epoch, seq, vec![Bytes::from(vec![1; size])], vec![]).await.unwrap();
    }
    let log = std::fs::metadata(folder.path().join(format!("{FILE}-wal"))).unwrap().len();
    assert!(log < 75_000_000, "{log} bytes of the {} written", records * size as u64);
}

#[tokio::test]
async fn st15_a_copy_is_of_one_moment_while_others_write() {
    let folder = tempfile::tempdir().unwrap();
    let store = std::sync::Arc::new(open(folder.path()));
    let epoch = store.lease("a").await.unwrap();
    let writer = tokio::spawn({
        let store = store.clone();
        async move {
            for seq in 0..2_000 {
                store.append("a", epoch, seq, record("text"), vec![]).await.unwrap();
            }
        }
    });
    let mut lengths = Vec::new();
    for n in 0..5 {
        let copy = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().to_owned(), copy.path().join(FILE));
        tokio::task::spawn_blocking(move || back_up(&from, &to)).await.unwrap().unwrap();
        let loaded = open(copy.path()).load("a").await.unwrap();
        assert_eq!(loaded.records.len() as u64, loaded.seq, "copy {n}");
        lengths.push(loaded.seq);
    }
    assert!(lengths.is_sorted(), "{lengths:?}");
    writer.await.unwrap();
}

#[tokio::test]
async fn st15_rows_before_and_behind_a_broken_page_come_over() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let epoch = store.lease("a").await.unwrap();
    for seq in 0..300 {
        store.append("a", epoch, seq, vec![Bytes::from(vec![seq as u8; 200])], vec![]).await.unwrap();
    }
    store.put("key", Bytes::from_static(b"value")).await.unwrap();
    store.close();
    let path = folder.path().join(FILE);
    let mut bytes = std::fs::read(&path).unwrap();
    // A leaf in the middle of the records: it holds a row that none of the others has.
    let needle = [150u8; 200];
    let at = bytes.windows(200).position(|window| window == needle).unwrap();
    bytes[at / 4096 * 4096..][..64].fill(0xff);
    std::fs::write(&path, bytes).unwrap();
    assert!(!Care::open(folder.path()).unwrap().faults().unwrap().is_empty());
    let (care, rows) = Care::open(folder.path()).unwrap().rebuild().unwrap();
    assert!(care.faults().unwrap().is_empty());
    let seqs: Vec<u64> = care.remains("a").unwrap().records.into_iter().map(|(seq, _)| seq).collect();
    assert!(
        seqs.len() > 250 && seqs.contains(&1) && seqs.contains(&300) && !seqs.contains(&151),
        "{rows} {seqs:?}"
    );
    drop(care);
    assert_eq!(open(folder.path()).get("key").await.unwrap().unwrap().value, Bytes::from_static(b"value"));
}
