//! To everybody: at once in a quiet room, once per tick in a hot one (RM11).
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "support/harness.rs"]
mod harness;

use board::edit::new_doc;
use board::role::Role;
use bytes::Bytes;
use harness::{Harness, config, delete, note, notes, seat};
use room::wire::Message;
use room::{Config, ConnId, Input, Stored};
use yrs::updates::decoder::Decode;
use yrs::{Transact, Update};

#[test]
fn rm11_the_last_words_of_somebody_who_left_are_shown_to_the_one_who_stayed() {
    let mut room = Harness::new();
    let (ann, bob) = (new_doc(1), new_doc(2));
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    let b = room.join(2, seat(2, Role::Editor, true), &bob);
    room.exchange(b, &bob);
    room.held = true;
    room.update(a, &note(&ann, "last"));
    room.input(Input::Leave { conn: a });
    room.held = false;
    room.release();
    room.wait(20);
    room.exchange(b, &bob);
    assert_eq!(notes(&bob), ["last"]);
}

#[test]
fn rm11_a_quiet_room_relays_the_very_bytes() {
    let mut room = Harness::new();
    let (ann, bob) = (new_doc(1), new_doc(2));
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    let b = room.join(2, seat(2, Role::Editor, true), &bob);
    room.wait(1_000);
    room.exchange(b, &bob);
    let updates: Vec<_> = ["one", "two", "three"].map(|id| note(&ann, id)).into();
    for update in &updates {
        room.update(a, update);
    }
    // Also of several in one moment.
    assert_eq!(room.exchange(b, &bob).updates, updates);
}

#[test]
fn rm11_a_hot_room_stores_and_sends_once_per_tick() {
    let mut room = Harness::with(Config { sends_per_s: 10, ..config() }, &Stored::default());
    let docs: Vec<_> = (1..5).map(new_doc).collect();
    let conns: Vec<ConnId> =
        docs.iter().zip(1..).map(|(doc, n)| room.join(n, seat(n.into(), Role::Editor, true), doc)).collect();
    room.wait(1_000);
    room.update(conns[0], &note(&docs[0], "first"));
    conns.iter().zip(&docs).for_each(|(conn, doc)| drop(room.exchange(*conn, doc)));
    let before = room.appends;
    for n in 0..10 {
        let author = n % 2;
        room.update(conns[author], &note(&docs[author], &format!("more {n}")));
        if n == 4 {
            let update = delete(&docs[0], "first");
            room.update(conns[0], &update);
        }
    }
    assert!(room.exchange(conns[2], &docs[2]).updates.is_empty(), "gathered until the tick");
    room.wait(16);
    assert_eq!(room.appends, before + 1, "what is shown as one is stored as one");
    let frames: Vec<Vec<Bytes>> = [2, 3].map(|n| room.inbox.remove(&conns[n]).unwrap()).into();
    assert_eq!((frames[0].len(), frames[1].len()), (1, 1));
    assert_eq!(frames[0][0].as_ptr(), frames[1][0].as_ptr());
    let Ok(Message::Update(merged)) = Message::decode(&frames[0][0]) else { panic!() };
    let update = Update::decode_v1(merged).unwrap();
    assert!(!format!("{update:?}").contains("Skip"), "{update:?}");
    docs[2].transact_mut().apply_update(update).unwrap();
    assert_eq!(notes(&docs[2]).len(), 10);
}

#[test]
fn rm11_very_many_updates_of_one_tick_are_one_frame() {
    let mut room = Harness::with(Config { sends_per_s: 10, ..config() }, &Stored::default());
    let writer = new_doc(1);
    let a = room.join(1, seat(1, Role::Editor, true), &writer);
    let reader = new_doc(2);
    let b = room.join(2, seat(2, Role::Editor, true), &reader);
    room.update(a, &note(&writer, "first"));
    room.exchange(b, &reader);
    room.held = true;
    for nth in 0..1_000 {
        room.update(a, &note(&writer, &format!("n{nth}")));
    }
    room.held = false;
    room.release();
    room.wait(40);
    let got = room.exchange(b, &reader);
    assert_eq!((got.updates.len(), notes(&reader).len()), (1, 1_001));
    assert_eq!(notes(&reader), notes(&writer));
    room.input(Input::Leave { conn: a });
}
