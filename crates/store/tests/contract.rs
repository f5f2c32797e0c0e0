//! One suite for every engine: the rules ST1 to ST9 of docs/spec.md.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::Arc;

use bytes::Bytes;
use store::memory::Memory;
use store::sqlite::{Options, Sqlite};
use store::{Error, Head, Put, Store};
use tempfile::TempDir;

/// An engine under test; the folder lives as long as it does.
struct Engine {
    store: Arc<dyn Store>,
    _folder: Option<TempDir>,
}

fn memory() -> Engine {
    Engine { store: Arc::new(Memory::new()), _folder: None }
}

fn sqlite() -> Engine {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(Sqlite::open(folder.path(), &Options::default()).unwrap());
    Engine { store, _folder: Some(folder) }
}

/// Runs each rule on each engine, as a test of its own.
macro_rules! contract {
    ($($rule:ident),* $(,)?) => {
        mod on_memory { $(#[tokio::test] async fn $rule() { super::$rule(&*super::memory().store).await; })* }
        mod on_sqlite { $(#[tokio::test] async fn $rule() { super::$rule(&*super::sqlite().store).await; })* }
    };
}

contract!(
    st1_append_compares_sequence_number,
    st1_a_new_lease_fences_off_the_old_owner,
    st2_records_and_puts_are_one_transaction,
    st3_load_gives_newest_snapshot_and_every_record_after_it,
    st3_unknown_board_is_empty_and_has_no_head,
    st4_two_snapshots_are_kept,
    st4_snapshot_beyond_the_log_or_behind_the_newest_is_refused,
    st5_purge_never_takes_what_the_older_snapshot_lacks,
    st5_sequence_numbers_go_on_after_a_purge,
    st6_registry_versions,
    st6_registry_commit_is_all_or_nothing,
    st6_registry_lists_by_prefix,
    st7_remove_leaves_nothing,
    st7_boards_do_not_touch_each_other,
);

fn bytes(text: &str) -> Bytes {
    Bytes::copy_from_slice(text.as_bytes())
}

fn many(texts: &[&str]) -> Vec<Bytes> {
    texts.iter().map(|text| bytes(text)).collect()
}

fn texts(records: &[store::Record]) -> Vec<(u64, &str)> {
    records.iter().map(|r| (r.seq, std::str::from_utf8(&r.bytes).unwrap())).collect()
}

async fn st1_append_compares_sequence_number(store: &dyn Store) {
    let epoch = store.lease("a").await.unwrap();
    assert_eq!(store.append("a", epoch, 0, many(&["one", "two"]), vec![]).await, Ok(2));
    assert_eq!(store.append("a", epoch, 2, many(&["three"]), vec![]).await, Ok(3));
    for wrong in [0, 2, 4] {
        let refused = store.append("a", epoch, wrong, many(&["x"]), vec![]).await;
        assert!(matches!(refused, Err(Error::Fenced { .. })), "{wrong}: {refused:?}");
    }
    assert_eq!(texts(&store.read("a", 2).await.unwrap()), [(2, "two"), (3, "three")]);
}

async fn st1_a_new_lease_fences_off_the_old_owner(store: &dyn Store) {
    let old = store.lease("a").await.unwrap();
    store.append("a", old, 0, many(&["one"]), vec![]).await.unwrap();
    let new = store.lease("a").await.unwrap();
    assert!(new > old);
    assert!(matches!(store.append("a", old, 1, many(&["x"]), vec![]).await, Err(Error::Fenced { .. })));
    assert!(matches!(store.put_snapshot("a", old, 1, bytes("x")).await, Err(Error::Fenced { .. })));
    assert!(matches!(store.purge_to("a", old, 1).await, Err(Error::Fenced { .. })));
    assert!(matches!(store.append("b", 1, 0, many(&["x"]), vec![]).await, Err(Error::Fenced { .. })));
    assert_eq!(store.append("a", new, 1, many(&["two"]), vec![]).await, Ok(2));
}

async fn st2_records_and_puts_are_one_transaction(store: &dyn Store) {
    let epoch = store.lease("a").await.unwrap();
    store.put("k", bytes("old")).await.unwrap();
    let refused = store.append("a", epoch, 0, many(&["x"]), vec![Put::set_if("k", 7, bytes("new"))]).await;
    assert_eq!(refused, Err(Error::Conflict { key: "k".into() }));
    let refused = store.append("a", epoch, 9, many(&["x"]), vec![Put::set("k", bytes("new"))]).await;
    assert!(matches!(refused, Err(Error::Fenced { .. })));
    assert_eq!(store.head("a").await.unwrap().seq, 0);
    assert_eq!(store.get("k").await.unwrap().unwrap().value, bytes("old"));

    let puts = vec![Put::set_if("k", 1, bytes("new")), Put::set("l", bytes("more"))];
    assert_eq!(store.append("a", epoch, 0, many(&["one"]), puts).await, Ok(1));
    assert_eq!(store.append("a", epoch, 1, vec![], vec![Put::delete("l")]).await, Ok(1));
    assert_eq!(store.get("k").await.unwrap().unwrap().value, bytes("new"));
    assert_eq!(store.get("l").await.unwrap(), None);
}

async fn st3_load_gives_newest_snapshot_and_every_record_after_it(store: &dyn Store) {
    let epoch = store.lease("a").await.unwrap();
    store.append("a", epoch, 0, many(&["1", "2", "3", "4"]), vec![]).await.unwrap();
    let loaded = store.load("a").await.unwrap();
    assert_eq!((loaded.snapshot, loaded.seq, loaded.damage.len()), (None, 4, 0));
    assert_eq!(loaded.records.len(), 4);
    store.put_snapshot("a", epoch, 2, bytes("up to 2")).await.unwrap();
    store.put_snapshot("a", epoch, 3, bytes("up to 3")).await.unwrap();
    let loaded = store.load("a").await.unwrap();
    let snapshot = loaded.snapshot.unwrap();
    assert_eq!((snapshot.seq, snapshot.bytes), (3, bytes("up to 3")));
    assert_eq!((texts(&loaded.records), loaded.seq), (vec![(4, "4")], 4));
}

async fn st3_unknown_board_is_empty_and_has_no_head(store: &dyn Store) {
    assert_eq!(store.load("nobody").await.unwrap(), store::Loaded::default());
    assert_eq!(store.head("nobody").await.unwrap(), Head { first_seq: 1, ..Head::default() });
    assert_eq!(store.boards().await.unwrap(), Vec::<String>::new());
    assert_eq!(store.lease("nobody").await, Ok(1));
    assert_eq!(store.boards().await.unwrap(), ["nobody"]);
}

async fn st4_two_snapshots_are_kept(store: &dyn Store) {
    let epoch = store.lease("a").await.unwrap();
    store.append("a", epoch, 0, many(&["1", "2", "3"]), vec![]).await.unwrap();
    for seq in 0..=3 {
        store.put_snapshot("a", epoch, seq, bytes("s")).await.unwrap();
    }
    store.put_snapshot("a", epoch, 3, bytes("again")).await.unwrap();
    assert_eq!(store.head("a").await.unwrap().snapshots, [2, 3]);
    assert_eq!(store.load("a").await.unwrap().snapshot.unwrap().bytes, bytes("again"));
}

async fn st4_snapshot_beyond_the_log_or_behind_the_newest_is_refused(store: &dyn Store) {
    let epoch = store.lease("a").await.unwrap();
    store.append("a", epoch, 0, many(&["1", "2"]), vec![]).await.unwrap();
    assert!(matches!(store.put_snapshot("a", epoch, 3, bytes("x")).await, Err(Error::Fenced { .. })));
    store.put_snapshot("a", epoch, 2, bytes("s")).await.unwrap();
    assert!(matches!(store.put_snapshot("a", epoch, 1, bytes("x")).await, Err(Error::Fenced { .. })));
}

async fn st5_purge_never_takes_what_the_older_snapshot_lacks(store: &dyn Store) {
    let epoch = store.lease("a").await.unwrap();
    store.append("a", epoch, 0, many(&["1", "2", "3", "4", "5"]), vec![]).await.unwrap();
    store.purge_to("a", epoch, 5).await.unwrap();
    assert_eq!(store.head("a").await.unwrap().first_seq, 1, "without snapshots nothing goes");
    store.put_snapshot("a", epoch, 2, bytes("s2")).await.unwrap();
    store.purge_to("a", epoch, 5).await.unwrap();
    assert_eq!(store.head("a").await.unwrap().first_seq, 1, "with one snapshot nothing goes");
    store.put_snapshot("a", epoch, 4, bytes("s4")).await.unwrap();
    store.purge_to("a", epoch, 1).await.unwrap();
    assert_eq!(store.head("a").await.unwrap().first_seq, 2);
    store.purge_to("a", epoch, 5).await.unwrap();
    assert_eq!(store.head("a").await.unwrap().first_seq, 3, "the older snapshot is at 2");
    assert_eq!(texts(&store.load("a").await.unwrap().records), [(5, "5")]);
}

async fn st5_sequence_numbers_go_on_after_a_purge(store: &dyn Store) {
    let epoch = store.lease("a").await.unwrap();
    store.append("a", epoch, 0, many(&["1", "2"]), vec![]).await.unwrap();
    store.put_snapshot("a", epoch, 2, bytes("s")).await.unwrap();
    store.append("a", epoch, 2, many(&["3"]), vec![]).await.unwrap();
    store.put_snapshot("a", epoch, 3, bytes("s")).await.unwrap();
    store.purge_to("a", epoch, 2).await.unwrap();
    let epoch = store.lease("a").await.unwrap();
    assert!(matches!(store.append("a", epoch, 0, many(&["x"]), vec![]).await, Err(Error::Fenced { .. })));
    assert_eq!(store.append("a", epoch, 3, many(&["4"]), vec![]).await, Ok(4));
    assert_eq!(store.read("a", 0).await.unwrap().len(), 2);
}

async fn st6_registry_versions(store: &dyn Store) {
    assert_eq!(store.get("k").await.unwrap(), None);
    store.put_if("k", 0, bytes("a")).await.unwrap();
    assert_eq!(store.put_if("k", 0, bytes("b")).await, Err(Error::Conflict { key: "k".into() }));
    store.put_if("k", 1, bytes("b")).await.unwrap();
    store.put("k", bytes("c")).await.unwrap();
    let entry = store.get("k").await.unwrap().unwrap();
    assert_eq!((entry.version, entry.value), (3, bytes("c")));
    store.delete("k").await.unwrap();
    store.delete("k").await.unwrap();
    store.put_if("k", 0, bytes("d")).await.unwrap();
    assert_eq!(store.get("k").await.unwrap().unwrap().version, 1);
}

async fn st6_registry_commit_is_all_or_nothing(store: &dyn Store) {
    store.put("b", bytes("1")).await.unwrap();
    let puts = vec![Put::set("a", bytes("x")), Put::set_if("b", 5, bytes("x"))];
    assert_eq!(store.commit(puts).await, Err(Error::Conflict { key: "b".into() }));
    assert_eq!(store.get("a").await.unwrap(), None);
    store.commit(vec![]).await.unwrap();
}

async fn st6_registry_lists_by_prefix(store: &dyn Store) {
    for key in ["w/1", "w/2", "w/è", "wx", "v/9", "w", "w/\u{10fffe}"] {
        store.put(key, bytes(key)).await.unwrap();
    }
    let keys = |list: Vec<(String, store::Entry)>| list.into_iter().map(|(k, _)| k).collect::<Vec<_>>();
    assert_eq!(keys(store.list("w/").await.unwrap()), ["w/1", "w/2", "w/è", "w/\u{10fffe}"]);
    assert_eq!(keys(store.list("").await.unwrap()).len(), 7);
    assert!(store.list("nothing").await.unwrap().is_empty());
}

async fn st7_remove_leaves_nothing(store: &dyn Store) {
    let epoch = store.lease("a").await.unwrap();
    store.append("a", epoch, 0, many(&["1"]), vec![]).await.unwrap();
    store.put_snapshot("a", epoch, 1, bytes("s")).await.unwrap();
    store.remove("a").await.unwrap();
    assert_eq!(store.load("a").await.unwrap(), store::Loaded::default());
    assert!(store.boards().await.unwrap().is_empty());
}

async fn st7_boards_do_not_touch_each_other(store: &dyn Store) {
    let (a, b) = (store.lease("a").await.unwrap(), store.lease("b").await.unwrap());
    let both = [
        store.append("a", a, 0, many(&["a1"]), vec![]),
        store.append("b", b, 0, many(&["b1"]), vec![]),
        store.append("b", b, 7, many(&["x"]), vec![]),
    ];
    let mut answers = Vec::new();
    for pending in both {
        answers.push(pending.await);
    }
    assert!(matches!(answers[..], [Ok(1), Ok(1), Err(Error::Fenced { .. })]), "{answers:?}");
    store.remove("a").await.unwrap();
    assert_eq!(texts(&store.read("b", 0).await.unwrap()), [(1, "b1")]);
}
