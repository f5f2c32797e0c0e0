//! Edits on their way: joining, admission, durability, `saved`, lag, rights (RM4 to RM10, RM15, RM16, RM18).
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "support/harness.rs"]
mod harness;

use board::edit::new_doc;
use board::role::Role;
use bytes::Bytes;
use harness::{Harness, config, delete, note, notes, seat};
use room::wire::{CloseCode, Message};
use room::{ConnId, Failure, Input, Standing, Stored};
use yrs::updates::decoder::Decode;
use yrs::{Doc, Map, Transact, Update};

#[test]
fn rm4_two_stock_clients_see_each_other() {
    let mut room = Harness::new();
    let (ann, bob) = (new_doc(1), new_doc(2));
    note(&ann, "before");
    let a = room.join(1, seat(1, Role::Editor, false), &ann);
    let b = room.join(2, seat(2, Role::Editor, false), &bob);
    assert_eq!(notes(&bob), ["before"]);
    let update = note(&bob, "after");
    room.update(b, &update);
    // Ann's first words went out in this very tick; what follows them waits for the next.
    room.wait(20);
    room.exchange(a, &ann);
    assert_eq!(notes(&ann), ["after", "before"]);
    assert!(room.exchange(b, &bob).updates.is_empty(), "an author does not get the own update back");
    assert!(room.closed.is_empty());
}

#[test]
fn rm4_no_update_before_the_greeting() {
    let mut room = Harness::new();
    let (ann, bob) = (new_doc(1), new_doc(2));
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    let b = ConnId(2);
    room.input(Input::Join { conn: b, seat: seat(2, Role::Editor, true) });
    room.update(a, &note(&ann, "one"));
    let frames = room.inbox.remove(&b).unwrap();
    assert_eq!(frames.len(), 1, "only sync step 1");
    room.frame(b, &Message::Step1(&[0]).encode());
    room.exchange(b, &bob);
    assert_eq!(notes(&bob), ["one"]);
}

#[test]
fn rm4_newcomers_share_one_encoded_state() {
    let mut room = Harness::new();
    let ann = new_doc(1);
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    room.update(a, &note(&ann, "one"));
    let mut greetings = vec![];
    for n in 2..4 {
        room.input(Input::Join { conn: ConnId(n), seat: seat(n.into(), Role::Editor, true) });
        room.frame(ConnId(n), &Message::Step1(&[0]).encode());
        greetings.push(room.inbox.remove(&ConnId(n)).unwrap().pop().unwrap());
    }
    assert_eq!(greetings[0].as_ptr(), greetings[1].as_ptr());
}

#[test]
fn rm4_newcomers_get_the_state_that_is_encoded_already_and_have_all_with_step_2() {
    let mut room = Harness::new();
    let ann = new_doc(1);
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    room.update(a, &note(&ann, "one"));
    let mut first: Vec<usize> = Vec::new();
    for n in 2..130 {
        let conn = ConnId(n);
        room.input(Input::Join { conn, seat: seat(n.into(), Role::Editor, true) });
        room.frame(conn, &Message::Step1(&[0]).encode());
        let frames = room.inbox.remove(&conn).unwrap();
        let here = new_doc(1_000 + n);
        for frame in &frames {
            if let Ok(Message::Step2(update) | Message::Update(update)) = Message::decode(frame) {
                here.transact_mut().apply_update(Update::decode_v1(update).unwrap()).unwrap();
            }
            if matches!(Message::decode(frame), Ok(Message::Step2(_))) {
                assert_eq!(notes(&here), notes(&ann), "newcomer {n} is told that all is there");
            }
        }
        assert_eq!(notes(&here), notes(&ann), "newcomer {n}");
        first.push(frames[1].as_ptr() as usize);
        room.input(Input::Leave { conn });
        room.update(a, &if n % 7 == 0 { delete(&ann, "one") } else { note(&ann, &format!("n{n}")) });
        if n % 7 == 0 {
            room.update(a, &note(&ann, "one"));
        }
    }
    first.dedup();
    assert!((2..10).contains(&first.len()), "encoded {} times for 128", first.len());
}

#[test]
fn rm5_malformed_frames_close_and_change_nothing() {
    let bad: [&[u8]; 6] =
        [&[], &[9], &[0, 2, 5, 1], &[102, 1, 65], &[100, 1], &[0, 0, 5, 0x80, 0x80, 0x80, 0x80, 0x01]];
    for frame in bad {
        let mut room = Harness::new();
        let ann = new_doc(1);
        let a = room.join(1, seat(1, Role::Editor, true), &ann);
        room.frame(a, frame);
        assert_eq!(room.closed.get(&a), Some(&CloseCode::Malformed), "{frame:?}");
        assert_eq!(room.exchange(a, &ann).codes(), ["malformed"]);
        room.update(a, &note(&ann, "too late"));
        assert!(room.log.is_empty(), "{frame:?}");
    }
}

#[test]
fn rm5_malformed_updates_close_and_never_reach_the_engine() {
    for hex in [&[0x01, 0x05, 0x00, 0x00, 0xc0, 0x84, 0x3d, 0x00][..], &[1, 1, 1, 0, 4, 1, 1, 0x61, 0][..]] {
        let mut room = Harness::new();
        let a = room.join(1, seat(1, Role::Editor, false), &new_doc(1));
        room.update(a, hex);
        assert_eq!(room.closed.get(&a), Some(&CloseCode::Malformed), "{hex:?}");
        assert!(room.log.is_empty() && room.rebuild.is_none());
    }
}

#[test]
fn rm5_a_viewer_may_be_in_step_but_not_write() {
    let mut room = Harness::new();
    let (ann, bob) = (new_doc(1), new_doc(2));
    let a = room.join(1, seat(1, Role::Viewer, true), &ann);
    assert_eq!(room.exchange(a, &ann).saved, None);
    assert!(room.closed.is_empty(), "an empty step 2 is no error");
    room.update(a, &note(&ann, "mine"));
    assert_eq!(room.closed.get(&a), Some(&CloseCode::Forbidden));
    let b = room.join(2, seat(2, Role::Viewer, false), &bob);
    room.frame(b, &Message::Step2(&note(&bob, "mine")).encode());
    assert_eq!(room.closed.get(&b), Some(&CloseCode::Forbidden));
    assert!(room.log.is_empty());
}

#[test]
fn rm5_a_gap_is_answered_by_a_question_and_healed() {
    let mut room = Harness::new();
    let ann = new_doc(1);
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    room.exchange(a, &ann);
    note(&ann, "never sent");
    room.update(a, &note(&ann, "sent"));
    assert!(room.log.is_empty());
    let got = room.exchange(a, &ann);
    assert_eq!((got.questions, got.saved), (1, Some(3)), "the answer covers the frame with the gap");
    let bob = new_doc(2);
    room.join(2, seat(2, Role::Editor, true), &bob);
    assert_eq!(notes(&bob), ["never sent", "sent"]);
}

#[test]
fn rm6_f3_nothing_is_shown_or_saved_before_it_is_durable() {
    let mut room = Harness::new();
    let (ann, bob) = (new_doc(1), new_doc(2));
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    let b = room.join(2, seat(2, Role::Editor, true), &bob);
    room.exchange(a, &ann);
    room.held = true;
    room.update(a, &note(&ann, "one"));
    room.update(a, &note(&ann, "two"));
    room.wait(100);
    assert!(room.exchange(b, &bob).updates.is_empty() && room.exchange(a, &ann).saved.is_none());
    let late = new_doc(3);
    room.join(3, seat(3, Role::Editor, true), &late);
    assert!(notes(&late).is_empty(), "a newcomer sees nothing of it either");
    room.release();
    room.exchange(b, &bob);
    assert_eq!((notes(&bob), room.exchange(a, &ann).saved), (vec!["one".into()], Some(2)));
    room.release();
    room.wait(20);
    room.exchange(b, &bob);
    assert_eq!((notes(&bob), room.exchange(a, &ann).saved), (vec!["one".into(), "two".into()], Some(3)));
}

#[test]
fn rm7_saved_counts_duplicates_and_no_ops_in_order() {
    let mut room = Harness::new();
    let ann = new_doc(1);
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    room.exchange(a, &ann);
    let update = note(&ann, "one");
    room.held = true;
    room.update(a, &update);
    room.update(a, &update);
    room.frame(a, &Message::Step2(&[0, 0]).encode());
    assert_eq!(room.exchange(a, &ann).saved, None, "a duplicate of what is not durable is not safe");
    room.release();
    assert_eq!(room.exchange(a, &ann).saved, Some(4));
    room.update(a, &update);
    assert_eq!(room.exchange(a, &ann).saved, Some(5));
    assert_eq!(room.log.len(), 1);
}

#[test]
fn rm7_stock_clients_never_hear_of_it() {
    let mut room = Harness::new();
    let ann = new_doc(1);
    let a = room.join(1, seat(1, Role::Editor, false), &ann);
    room.update(a, &note(&ann, "one"));
    let frames = room.inbox.remove(&a).unwrap_or_default();
    assert!(frames.iter().all(|frame| matches!(Message::decode(frame), Ok(Message::Awareness(_)))));
}

#[test]
fn rm8_forbidden_content_resets_ours_and_closes_stock_clients() {
    // `tallies` is the server's.
    let forbidden_again = |doc: &Doc| {
        let root = doc.get_or_insert_map("tallies");
        let mut txn = doc.transact_mut();
        root.insert(&mut txn, "x", 1.0);
        txn.encode_update_v1()
    };
    let forbidden = |client| {
        let doc = new_doc(client);
        let update = forbidden_again(&doc);
        (doc, update)
    };
    let mut room = Harness::new();
    let (ann, update) = forbidden(1);
    let a = room.join(1, seat(1, Role::Editor, true), &new_doc(11));
    room.exchange(a, &new_doc(12));
    room.update(a, &update);
    let got = room.exchange(a, &new_doc(13));
    assert_eq!((got.codes(), got.saved), (vec!["forbidden"], Some(2)));
    assert_eq!(got.notices[0]["reset"], true);
    // What was on its way is taken, and once is enough to say it.
    room.update(a, &note(&ann, "beside it"));
    room.update(a, &forbidden_again(&ann));
    let got = room.exchange(a, &new_doc(14));
    assert_eq!((got.codes(), got.saved), (vec![], Some(4)));
    assert!(room.closed.is_empty());

    let (ben, update) = forbidden(2);
    let both = yrs::merge_updates_v1([update, note(&ben, "before it was closed")]).unwrap();
    let b = room.join(2, seat(2, Role::Editor, false), &new_doc(21));
    room.update(b, &both);
    assert_eq!(room.closed.get(&b), Some(&CloseCode::Forbidden));
    let there = new_doc(31);
    let c = room.join(3, seat(3, Role::Viewer, true), &there);
    room.exchange(c, &there);
    assert_eq!(notes(&there), ["before it was closed", "beside it"]);
    assert_eq!(there.get_or_insert_map("tallies").len(&there.transact()), 0);
}

#[test]
fn rm9_a_lost_log_ends_the_room() {
    let mut room = Harness::new();
    let ann = new_doc(1);
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    room.exchange(a, &ann);
    room.failure = Some(Failure::Lost);
    room.update(a, &note(&ann, "one"));
    assert!(room.rebuild.is_some());
    assert!(room.room.handle(Input::Tick, u64::MAX).is_empty());
    assert_eq!(room.exchange(a, &ann).saved, None);

    let mut room = Harness::new();
    room.input(Input::Durable { batch: 7, result: Ok(1) });
    assert!(room.rebuild.is_some(), "an answer nobody asked for");
}

#[test]
fn rm10_f4_a_full_disk_makes_the_board_read_only_and_loses_nothing() {
    let mut room = Harness::new();
    let (ann, bob) = (new_doc(1), new_doc(2));
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    let b = room.join(2, seat(2, Role::Editor, false), &bob);
    room.update(a, &note(&ann, "kept"));
    room.exchange(a, &ann);
    room.failure = Some(Failure::Full);
    room.update(a, &note(&ann, "refused"));
    room.update(a, &note(&ann, "not even tried"));
    room.update(b, &note(&bob, "bobs"));
    let got = room.exchange(a, &ann);
    assert_eq!((got.codes(), got.saved), (vec!["storage_failed"], None));
    room.wait(10_000);
    assert!(room.exchange(a, &ann).codes().is_empty(), "told once");
    assert_eq!(room.log.len(), 1);
    let late = new_doc(3);
    room.join(3, seat(3, Role::Viewer, true), &late);
    assert_eq!(notes(&late), ["kept"], "reading goes on");

    room.failure = None;
    room.wait(3_000);
    let got = room.exchange(a, &ann);
    assert_eq!((got.codes(), got.questions, got.saved), (vec!["storage_back"], 1, Some(5)));
    room.exchange(b, &bob);
    room.wait(50);
    for (conn, doc) in [(a, &ann), (b, &bob), (ConnId(3), &late)] {
        room.exchange(conn, doc);
        assert_eq!(notes(doc), ["bobs", "kept", "not even tried", "refused"]);
    }
}

#[test]
fn rm25_whoever_is_here_or_comes_later_hears_where_the_programme_is_once() {
    let mut room = Harness::new();
    let [ann, bob, stock, late] = [1, 2, 3, 4].map(new_doc);
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    let b = room.join(2, seat(2, Role::Viewer, true), &bob);
    let s = room.join(3, seat(3, Role::Editor, false), &stock);
    let tell = |room: &mut Harness, turn, text: &str| room.input(Input::Progress { turn, text: text.into() });
    room.input(Input::Lagging { conn: b });
    tell(&mut room, 2, "two");
    tell(&mut room, 1, "one, which crossed it on its way");
    tell(&mut room, 2, "two, with another time of day");
    assert_eq!(room.exchange(a, &ann).progress, ["two"]);
    assert!(room.exchange(s, &stock).progress.is_empty(), "a stock client does not know it");
    let l = room.join(4, seat(4, Role::Editor, true), &late);
    room.input(Input::Join { conn: ConnId(5), seat: seat(5, Role::Editor, true) });
    let come = room.inbox.remove(&ConnId(5)).unwrap();
    assert!(come.iter().any(|frame| matches!(
        Message::decode(frame),
        Ok(Message::Progress("two, with another time of day"))
    )));
    assert!(!room.inbox.contains_key(&b), "nothing for a socket that cannot take it");
    room.input(Input::Writable { conn: b });
    assert_eq!(room.exchange(b, &bob).progress, ["two, with another time of day"]);
    tell(&mut room, 3, "three");
    for (conn, doc) in [(a, &ann), (b, &bob), (l, &late)] {
        assert_eq!(room.exchange(conn, doc).progress, ["three"]);
    }
    room.frame(a, &Message::Progress("{}").encode());
    assert_eq!(room.closed.get(&a), Some(&CloseCode::Malformed), "only the server says it");
}

#[test]
fn rm15_a_lagging_socket_gets_nothing_then_one_diff() {
    let mut room = Harness::new();
    let (ann, bob) = (new_doc(1), new_doc(2));
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    let b = room.join(2, seat(2, Role::Editor, true), &bob);
    room.update(b, &note(&bob, "bobs"));
    room.exchange(b, &bob);
    room.input(Input::Lagging { conn: b });
    for n in 0..20 {
        room.update(a, &note(&ann, &format!("n{n:02}")));
        room.wait(20);
    }
    assert!(!room.inbox.contains_key(&b));
    room.input(Input::Writable { conn: b });
    let got = room.exchange(b, &bob);
    assert_eq!((got.updates.len(), got.saved, notes(&bob).len()), (1, Some(3), 21));

    room.input(Input::Lagging { conn: b });
    room.input(Input::Lagging { conn: b });
    assert_eq!(room.closed.get(&b), Some(&CloseCode::Lagging), "three times in five minutes");
    room.input(Input::Lagging { conn: a });
    room.wait(31_000);
    assert_eq!(room.closed.get(&a), Some(&CloseCode::Lagging), "never became writable");
}

#[test]
fn rm16_who_sends_too_fast_is_paused_and_nothing_is_dropped() {
    let mut room = Harness::new();
    let ann = new_doc(1);
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    room.exchange(a, &ann);
    for n in 0..150 {
        room.update(a, &note(&ann, &format!("n{n}")));
    }
    let got = room.exchange(a, &ann);
    assert_eq!((got.codes(), got.saved), (vec!["slow_down"], Some(151)));
    let (_, until_ms) = room.pauses.last().copied().unwrap();
    assert!((400..700).contains(&(until_ms - room.now_ms)), "{}", until_ms - room.now_ms);
    assert!(room.closed.is_empty());
}

#[test]
fn rm16_f3_a_slow_disk_congests_the_room() {
    let mut room = Harness::with(room::Config { gathered_max: 1_000, ..config() }, &Stored::default());
    let ann = new_doc(1);
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    room.held = true;
    for n in 0..30 {
        room.update(a, &note(&ann, &format!("n{n}")));
    }
    assert!(room.room.is_congested());
    room.release();
    room.release();
    assert!(!room.room.is_congested() && room.log.len() == 30);
}

#[test]
fn rm18_a_lost_right_closes_at_once_and_a_new_role_is_told() {
    let mut room = Harness::new();
    let (ann, bob) = (new_doc(1), new_doc(2));
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    room.exchange(a, &ann);
    let participant = seat(1, Role::Editor, true).participant;
    room.input(Input::Rights {
        participant: participant.clone(),
        standing: Standing::Role(Role::Viewer),
        name: "Anna".into(),
    });
    let got = room.exchange(a, &ann);
    assert_eq!((got.codes(), got.notices[0]["role"].as_str()), (vec!["role_changed"], Some("viewer")));
    room.update(a, &note(&ann, "too late"));
    assert_eq!(room.closed.get(&a), Some(&CloseCode::Forbidden));

    for (standing, code) in
        [(Standing::Elsewhere, CloseCode::Forbidden), (Standing::SentAway, CloseCode::Unauthorised)]
    {
        let b = room.join(2, seat(2, Role::Editor, true), &bob);
        room.exchange(b, &bob);
        room.input(Input::Rights {
            participant: seat(2, Role::Editor, true).participant,
            standing,
            name: "Bob".into(),
        });
        assert_eq!(room.closed.remove(&b), Some(code));
        assert!(!room.inbox.contains_key(&b), "not one byte more");
    }
}

#[test]
fn rm5_whoever_runs_the_server_is_told_which_rule_an_update_broke() {
    let mut room = Harness::new();
    let a = room.join(1, seat(1, Role::Editor, true), &new_doc(1));
    // A GC struct over a million clocks of client 5.
    room.update(a, &[1, 1, 5, 0, 0, 0xc0, 0x84, 0x3d, 0]);
    let b = room.join(2, seat(2, Role::Editor, true), &new_doc(2));
    room.frame(b, &[9]);
    assert_eq!(room.refused.len(), 2, "{:?}", room.refused);
    assert!(room.refused[0].starts_with("ad") && room.refused[1] == "rm1_frame", "{:?}", room.refused);
}

#[test]
fn rm21_a_socket_that_never_greets_is_closed() {
    let mut room = Harness::new();
    room.input(Input::Join { conn: ConnId(1), seat: seat(1, Role::Editor, true) });
    room.wait(19_000);
    assert!(room.closed.is_empty());
    room.wait(2_500);
    assert_eq!(room.closed.get(&ConnId(1)), Some(&CloseCode::Malformed));
}

#[test]
fn rm4_a_full_board_says_so() {
    let mut room = Harness::with(room::Config { sessions_max: 1, ..config() }, &Stored::default());
    room.join(1, seat(1, Role::Editor, true), &new_doc(1));
    room.input(Input::Join { conn: ConnId(2), seat: seat(2, Role::Editor, true) });
    assert_eq!(room.closed.get(&ConnId(2)), Some(&CloseCode::Budget));
    let frames = room.inbox.remove(&ConnId(2)).unwrap();
    assert!(matches!(Message::decode(&frames[0]), Ok(Message::Notice(json)) if json.contains("board_full")));
}

#[test]
fn rm22_an_edit_moves_the_same_bytes_on_a_large_board() {
    let moved = |size: usize| {
        let quiet = room::Config { snapshot_records: u64::MAX, snapshot_bytes: u64::MAX, ..config() };
        let mut room = Harness::with(quiet, &Stored::default());
        let ann = new_doc(1);
        (0..size).for_each(|n| drop(note(&ann, &format!("n{n:05}"))));
        room.join(1, seat(1, Role::Editor, true), &ann);
        let bob = new_doc(2);
        let b = room.join(2, seat(2, Role::Editor, true), &bob);
        room.exchange(b, &bob);
        let before = room.log.len();
        // Another client, so that clocks take as many bytes on both boards.
        let carl = new_doc(3);
        let c = room.join(3, seat(3, Role::Editor, true), &carl);
        for n in 0..50 {
            room.now_ms += 20;
            room.update(c, &note(&carl, &format!("m{n:05}")));
        }
        let stored: usize = room.log[before..].iter().map(Bytes::len).sum();
        let shown: usize = room.inbox.remove(&b).unwrap().iter().map(Bytes::len).sum();
        (stored, shown)
    };
    assert_eq!(moved(20), moved(2_000));
}
