//! Too much at once: rule RM16.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "support/harness.rs"]
mod harness;

use board::edit::new_doc;
use board::role::Role;
use harness::{Harness, awareness, note, seat};
use room::ConnId;
use room::wire::Message;
use yrs::{Map, Out, ReadTxn, Text, Transact};

fn is_paused(room: &Harness, conn: ConnId) -> bool {
    room.pauses.iter().any(|(paused, until_ms)| *paused == conn && *until_ms > room.now_ms)
}

#[test]
fn rm16_cursors_without_end_are_read_more_slowly() {
    let mut room = Harness::new();
    let (ann, bob) = (new_doc(1), new_doc(2));
    let a = room.join(1, seat(1, Role::Viewer, true), &ann);
    let b = room.join(2, seat(2, Role::Viewer, true), &bob);
    // A second of a lively mouse, then a flood.
    for nth in 0..200 {
        room.frame(a, &awareness(7, nth, r#"{"cursor":[1,2]}"#));
        room.frame(b, &awareness(8, nth, r#"{"cursor":[1,2]}"#));
    }
    assert!(!is_paused(&room, a) && !is_paused(&room, b));
    for nth in 200..20_000 {
        room.frame(a, &awareness(7, nth, r#"{"cursor":[1,2]}"#));
    }
    assert!(is_paused(&room, a) && !is_paused(&room, b));
    assert!(room.closed.is_empty());
}

#[test]
fn rm16_who_asks_for_the_whole_board_again_and_again_pays_for_it() {
    let mut room = Harness::new();
    let (ann, bob) = (new_doc(1), new_doc(2));
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    for nth in 0..50 {
        room.update(a, &note(&ann, &format!("n{nth}")));
        let words = {
            let mut txn = ann.transact_mut();
            let root = txn.get_map("notes").unwrap();
            let Some(Out::YMap(of)) = root.get(&txn, &format!("n{nth}")) else { panic!("no note") };
            let Some(Out::YText(text)) = of.get(&txn, "text") else { panic!("no text") };
            text.insert(&mut txn, 0, &"parole ".repeat(300));
            txn.encode_update_v1()
        };
        room.update(a, &words);
        room.wait(100);
    }
    let b = room.join(2, seat(2, Role::Viewer, true), &bob);
    let asked = |room: &mut Harness| room.frame(b, &Message::Step1(&[1, 99, 1]).encode());
    for _ in 0..3 {
        asked(&mut room);
    }
    assert!(!is_paused(&room, b), "a few times is no reason");
    while !is_paused(&room, b) {
        asked(&mut room);
        let sent: usize = room.inbox.get(&b).unwrap().iter().map(bytes::Bytes::len).sum();
        assert!(sent < 2 << 20, "{sent} bytes and no end");
    }
}
