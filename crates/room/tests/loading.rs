//! What is kept of a board and how it comes back: snapshots, purge, loading (RM17, RM20).
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "support/harness.rs"]
mod harness;

use board::edit::new_doc;
use board::role::Role;
use bytes::Bytes;
use harness::{Harness, config, note, notes, seat};
use room::wire::Message;
use room::{ConnId, Input, NotMade, Room, Stored};
use yrs::{Doc, Map, MapPrelim, ReadTxn, TextPrelim, Transact, WriteTxn};

#[test]
fn rm17_snapshots_by_count_by_quiet_and_when_the_last_one_leaves() {
    let mut room = Harness::with(room::Config { snapshot_records: 10, ..config() }, &Stored::default());
    let ann = new_doc(1);
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    for n in 0..25 {
        room.update(a, &note(&ann, &format!("n{n}")));
    }
    let seqs = |room: &Harness| room.snapshots.iter().map(|(seq, _)| *seq).collect::<Vec<_>>();
    assert_eq!((seqs(&room), &room.purged[..]), (vec![10, 20], &[10][..]));
    room.wait(59_000);
    assert_eq!(seqs(&room).len(), 2);
    room.wait(2_000);
    assert_eq!(seqs(&room), [10, 20, 25]);
    room.wait(200_000);
    assert_eq!(seqs(&room).len(), 3, "nothing new, no snapshot");
    room.update(a, &note(&ann, "last"));
    room.input(Input::Leave { conn: a });
    assert_eq!((seqs(&room), room.purged.last()), (vec![10, 20, 25, 26], Some(&25)));
    assert!(room.room.is_idle() && room.room.deadline().is_none());
    assert_eq!(room.compactions, [Ok(()), Ok(())], "the first two, while she wrote");

    let mut again = Harness::with(config(), &room.stored());
    let bob = new_doc(2);
    again.join(2, seat(2, Role::Editor, true), &bob);
    assert_eq!(notes(&bob).len(), 26);
    again.update(ConnId(2), &note(&bob, "more"));
    assert_eq!(again.seq, 27);
}

#[test]
fn rm4_whoever_comes_first_gets_what_is_stored_as_it_is() {
    let mut room = Harness::new();
    let ann = new_doc(1);
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    room.update(a, &note(&ann, "one"));
    let of_log = room.stored();
    room.input(Input::Leave { conn: a });
    let of_snapshot = room.stored();
    let state = room::snapshot::open(&room.snapshots[0].1).unwrap().state.to_vec();
    let record = room::Record::decode(&room.log[0]).unwrap().update.to_vec();
    let late = note(&ann, "two");
    for (mut stored, begun) in [(of_log, record), (of_snapshot, state)] {
        let mut again = Harness::with(config(), &stored);
        again.join(1, seat(1, Role::Editor, true), &ann);
        stored.records.push(again.log.pop().unwrap());
        stored.seq += 1;
        let mut room = Harness::with(config(), &stored);
        let b = ConnId(2);
        room.input(Input::Join { conn: b, seat: seat(2, Role::Editor, true) });
        room.frame(b, &Message::Step1(&[0]).encode());
        let sent = [Message::Update(&begun).encode(), Message::Step2(&late).encode()];
        assert!(room.inbox[&b].windows(2).any(|frames| frames == sent), "{:?}", room.inbox[&b]);
    }
}

#[test]
fn rm17_owners_of_client_ids_survive_in_log_and_snapshot() {
    let mut room = Harness::new();
    let ann = new_doc(1);
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    room.update(a, &note(&ann, "mine"));
    let from_log = room.stored();
    room.input(Input::Leave { conn: a });
    let from_snapshot = room.stored();
    assert!(from_log.snapshot.is_none() && from_snapshot.snapshot.is_some());
    for stored in [from_log, from_snapshot] {
        let mut room = Harness::with(config(), &stored);
        let thief = new_doc(1);
        let b = ConnId(2);
        room.join(2, seat(2, Role::Editor, false), &thief);
        room.update(b, &note(&thief, "as ann"));
        assert!(room.closed.contains_key(&b), "another person's client id");
    }
}

#[test]
fn rm17_links_and_reactions_whose_note_is_gone_are_dropped_in_quiet() {
    let mut room = Harness::new();
    let ann = new_doc(1);
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    room.update(a, &note(&ann, "one"));
    let author = board::id::ParticipantId::from_random(1);
    let entries = [
        ("links", "l", [("from", "one"), ("to", "gone")].as_slice()),
        ("reactions", "r", &[("on", "gone"), ("kind", "plus"), ("author", author.as_str())]),
        ("reactions", "s", &[("on", "one"), ("kind", "plus"), ("author", author.as_str())]),
    ];
    for (root, id, fields) in entries {
        let mut txn = ann.transact_mut();
        let entry = txn.get_or_insert_map(root).insert(&mut txn, id, MapPrelim::default());
        for (key, value) in fields {
            entry.insert(&mut txn, *key, *value);
        }
        let update = txn.encode_update_v1();
        drop(txn);
        room.update(a, &update);
    }
    room.wait(70_000);
    room.exchange(a, &ann);
    let txn = ann.transact();
    let keys = |root: &str| {
        let map = txn.get_map(root).unwrap();
        map.keys(&txn).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!((keys("links"), keys("reactions")), (vec![], vec!["s".to_owned()]));
}

#[test]
fn rm17_a_damaged_snapshot_is_not_proved() {
    let mut room = Harness::new();
    let ann = new_doc(1);
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    room.update(a, &note(&ann, "one"));
    room.input(Input::Leave { conn: a });
    let (seq, bytes) = room.snapshots[0].clone();
    let mut cut = bytes.to_vec();
    cut.truncate(bytes.len() - 1);
    for bad in [Bytes::from(cut), Bytes::new(), Bytes::from_static(&[9, 9])] {
        let stored = Stored { snapshot: Some((seq, bad)), seq, ..Stored::default() };
        assert!(Room::load(config(), &stored, 0).is_err());
    }
}

#[test]
fn rm17_f8_a_hot_board_is_not_saved_again_and_again() {
    let wanted = room::Config { snapshot_records: 10, snapshot_gap_ms: 10_000, ..config() };
    let mut room = Harness::with(wanted, &Stored::default());
    let ann = new_doc(1);
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    for n in 0..30 {
        room.update(a, &note(&ann, &format!("n{n}")));
    }
    assert!(room.snapshots.is_empty());
    room.wait(10_000);
    room.update(a, &note(&ann, "next"));
    assert_eq!(room.snapshots.len(), 1);
    for n in 30..60 {
        room.update(a, &note(&ann, &format!("n{n}")));
    }
    assert_eq!(room.snapshots.len(), 1);
    room.input(Input::Leave { conn: a });
    assert_eq!(room.snapshots.len(), 2, "whoever comes next loads quickly");
}

#[test]
fn rm17_of_a_log_that_cannot_be_read_the_living_board_is_saved_instead() {
    let mut room = Harness::with(room::Config { snapshot_records: 10, ..config() }, &Stored::default());
    let ann = new_doc(1);
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    let write = |room: &mut Harness, n: usize| room.update(a, &note(&ann, &format!("n{n}")));
    (0..9).for_each(|n| write(&mut room, n));
    let good = std::mem::replace(&mut room.log[3], Bytes::from_static(b"?"));
    write(&mut room, 9);
    assert_eq!(room.compactions, [Err(NotMade("a record cannot be read"))]);
    assert_eq!(room.snapshots[0].0, 10, "of the living board, at once");
    assert!(Room::load(config(), &room.stored(), 0).is_ok());

    // What reads well and yet is not the board is noticed too.
    room.log[3] = good;
    (10..19).for_each(|n| write(&mut room, n));
    room.log[15] = room.log[3].clone();
    write(&mut room, 19);
    assert_eq!(room.compactions.last(), Some(&Err(NotMade("it is not the living board"))));
    assert_eq!(room.snapshots.last().map(|(seq, _)| *seq), Some(20));
    assert!(Room::load(config(), &room.stored(), 0).is_ok());
}

/// A note of a thousand letters.
fn long(doc: &Doc, id: &str) -> Vec<u8> {
    let notes = doc.get_or_insert_map("notes");
    let mut txn = doc.transact_mut();
    let note = notes.insert(&mut txn, id, MapPrelim::default());
    note.insert(&mut txn, "text", TextPrelim::new("x".repeat(1_000)));
    note.insert(&mut txn, "color", "pink");
    txn.encode_update_v1()
}

#[test]
fn rm17_the_log_of_a_large_board_may_be_longer() {
    let mut room = Harness::with(room::Config { snapshot_records: 10, ..config() }, &Stored::default());
    let ann = new_doc(1);
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    for n in 0..10 {
        room.update(a, &long(&ann, &format!("n{n}")));
    }
    let size = room.snapshots[0].1.len() as u64;
    assert!(size > 10 * 1_000);
    let before = room.seq;
    while room.snapshots.len() == 1 {
        room.update(a, &note(&ann, &format!("m{}", room.seq)));
    }
    assert_eq!(room.seq - before, size / 256, "one record for 256 bytes");
}

#[test]
fn rm20_f6_what_cannot_be_read_is_not_served() {
    let mut room = Harness::new();
    let ann = new_doc(1);
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    for id in ["one", "two", "three"] {
        room.update(a, &note(&ann, id));
    }
    let good = room.stored();
    assert!(Room::load(config(), &good, 0).is_ok());
    let load = |change: &dyn Fn(&mut Stored)| {
        let mut stored = good.clone();
        change(&mut stored);
        Room::load(config(), &stored, 0).map(drop).unwrap_err().to_string()
    };
    assert!(load(&|s| drop(s.records.remove(1))).contains("end at 3"));
    assert!(load(&|s| s.records[1] = Bytes::from_static(b"junk")).contains("record 2"));
    assert!(load(&|s| s.records[1] = s.records[2].clone()).contains("record 2"), "a hole");
    assert!(load(&|s| s.seq = 9).contains("end at 9"));
}

#[test]
fn rm20_f25_a_newer_board_is_not_served_and_nobody_can_make_one() {
    let of_schema = |schema: f64| {
        let ann = new_doc(1);
        let meta = ann.get_or_insert_map("meta");
        let mut txn = ann.transact_mut();
        yrs::Map::insert(&meta, &mut txn, "schema", schema);
        txn.encode_update_v1()
    };
    let snapshot = room::snapshot::seal(&[], &of_schema(99.0));
    let stored = Stored { snapshot: Some((1, snapshot)), seq: 1, ..Stored::default() };
    let refused = Room::load(config(), &stored, 0).map(drop).unwrap_err();
    assert!(refused.to_string().contains("99"), "{refused}");
    // Nobody can make one of it from outside.
    let mut room = Harness::new();
    let a = room.join(1, seat(1, Role::Facilitator, true), &new_doc(1));
    room.update(a, &of_schema(99.0));
    assert!(room.log.is_empty() && room.refused.len() == 1, "{:?}", room.refused);
    assert!(Room::load(config(), &room.stored(), 0).is_ok());
}

#[test]
fn rm23_a_record_that_was_set_aside_leaves_its_clocks_and_nothing_else() {
    let mut room = Harness::new();
    let ann = new_doc(1);
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    for id in ["one", "two", "three"] {
        room.update(a, &note(&ann, id));
    }
    let fault = room::Fault(std::sync::Arc::new(|update| {
        assert!(!update.windows(3).any(|window| window == b"two"), "as the engine would");
    }));
    let config = room::Config { fault: Some(fault), snapshot_records: 4, ..config() };
    let mut stored = Stored { records: room.log.clone(), seq: room.seq, ..Stored::default() };
    let failed = Room::load(config.clone(), &stored, 0).map(drop).unwrap_err();
    assert!(matches!(failed, room::LoadError::Engine { seq: 2, .. }), "{failed}");
    stored.quarantined.insert(2);
    let mut again = Harness::with(config, &stored);
    let bob = new_doc(2);
    let b = again.join(2, seat(2, Role::Editor, true), &bob);
    again.exchange(b, &bob);
    assert_eq!(notes(&bob), ["one", "three"]);
    // Its author goes on where the log ended, and a snapshot reads back.
    let a = again.join(1, seat(1, Role::Editor, true), &ann);
    again.update(a, &note(&ann, "four"));
    again.exchange(b, &bob);
    assert_eq!(notes(&bob), ["four", "one", "three"]);
    assert_eq!((again.compactions.len(), again.snapshots.len()), (1, 1));
}

#[test]
fn rm24_of_a_damaged_log_everything_that_still_fits_is_saved() {
    let mut room = Harness::with(room::Config { snapshot_records: 4, ..config() }, &Stored::default());
    let (ann, bob) = (new_doc(1), new_doc(2));
    let (a, b) =
        (room.join(1, seat(1, Role::Editor, true), &ann), room.join(2, seat(2, Role::Editor, true), &bob));
    for n in 0..4 {
        room.update(a, &note(&ann, &format!("a{n}")));
        room.update(b, &note(&bob, &format!("b{n}")));
    }
    let records: Vec<(u64, Bytes)> = (1..).zip(room.log.clone()).collect();
    let saved = |snapshots: &[(u64, Bytes)], records: &[(u64, Bytes)]| {
        let salvaged = room::salvage(&config(), snapshots, records, 8).unwrap();
        let stored = Stored { snapshot: Some((8, salvaged.snapshot)), seq: 8, ..Stored::default() };
        let mut again = Harness::with(config(), &stored);
        let doc = new_doc(9);
        let c = again.join(9, seat(9, Role::Viewer, true), &doc);
        again.exchange(c, &doc);
        assert_eq!(notes(&doc).len(), salvaged.notes);
        (notes(&doc), salvaged.lost)
    };
    let without = |gone: u64| records.iter().filter(|(seq, _)| *seq != gone).cloned().collect::<Vec<_>>();
    assert!(saved(&[], &records).1.is_empty());
    // The second of ann's: what she wrote after it stands on it, what bob wrote does not.
    assert_eq!(
        saved(&[], &without(3)),
        (["a0", "b0", "b1", "b2", "b3"].map(String::from).to_vec(), vec![5, 7])
    );
    // With a snapshot that has it, it is not missed.
    let (four, snapshot) = room.snapshots[0].clone();
    assert_eq!(four, 4);
    assert_eq!(saved(&[(4, snapshot.clone())], &without(3)).0.len(), 8);
    // A newer one that cannot be read gives way to it.
    assert_eq!(saved(&[(4, snapshot), (8, Bytes::from_static(b"?"))], &records).0.len(), 8);
}
