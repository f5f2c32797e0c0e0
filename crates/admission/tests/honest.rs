//! Recorded sessions of real Yjs clients (tests/data/record-yjs.mjs) are admitted to the last update, and the document
//! is the one Yjs has. So it is after hostile updates that were admitted (tests/data/read-histories.mjs).
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use admission::{Admission, Limits, Role, Sender, Verdict};
use common::{Board, base64, hex};
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{Map, MapPrelim, ReadTxn, StateVector, Text, TextPrelim, Transact};

const SESSIONS: [&str; 6] = [
    include_str!("../../../tests/data/yjs-sessions/1.txt"),
    include_str!("../../../tests/data/yjs-sessions/2.txt"),
    include_str!("../../../tests/data/yjs-sessions/3.txt"),
    include_str!("../../../tests/data/yjs-sessions/4.txt"),
    include_str!("../../../tests/data/yjs-sessions/5.txt"),
    include_str!("../../../tests/data/yjs-sessions/6.txt"),
];

fn limits() -> Limits {
    Limits { clients_per_participant: 1_000, ..Limits::default() }
}

fn replay(session: &str, reload_every: usize) {
    let board = Board::new();
    let mut index = Admission::new(limits());
    let mut taken = 0;
    for (nth, line) in session.lines().enumerate() {
        let (who, rest) = line.split_once(' ').unwrap();
        if who == "=" {
            let expected: serde_json::Value = serde_json::from_str(rest).unwrap();
            let json = board.json();
            for (root, expected) in expected.as_object().unwrap() {
                assert_eq!(&json[root], expected, "{root}");
            }
            continue;
        }
        let update = base64(rest);
        match index.admit(&Sender { participant: who, role: Role::Editor }, &update, nth as u64 * 100) {
            Verdict::Admitted => {
                taken += 1;
                board.apply(&update);
            }
            Verdict::Rewritten(taken_instead) => {
                taken += 1;
                board.apply(&taken_instead);
            }
            Verdict::Duplicate => {}
            other => panic!("line {}: {other:?}", nth + 1),
        }
        assert_eq!(index.state_vector(), board.state_vector(), "line {}", nth + 1);
        if nth % reload_every == reload_every - 1 {
            index = board.reindexed(&index, limits());
        }
    }
    assert!(taken > 50);
}

#[test]
fn ad11_real_yjs_sessions_are_admitted_to_the_last_update() {
    for session in SESSIONS {
        replay(session, usize::MAX);
    }
}

#[test]
fn ad11_also_when_the_index_is_rebuilt_from_the_document_again_and_again() {
    for session in SESSIONS {
        replay(session, 7);
        replay(session, 1);
    }
}

#[test]
fn ad3_an_answer_that_crosses_its_own_edits_is_asked_for_anew_and_then_taken() {
    let ann = Board::new();
    let doc = yrs::Doc::with_options(yrs::Options {
        offset_kind: yrs::OffsetKind::Utf16,
        ..yrs::Options::with_client_id(yrs::block::ClientID::new(7))
    });
    let notes = doc.get_or_insert_map("notes");
    let vector = || doc.transact().state_vector();
    let text = {
        let mut txn = doc.transact_mut();
        let note = notes.insert(&mut txn, "n1", MapPrelim::default());
        note.insert(&mut txn, "text", TextPrelim::new(""))
    };
    let sender = Sender { participant: "ann", role: Role::Editor };
    let mut index = Admission::new(limits());
    let mut offer = |update: &[u8]| {
        let verdict = index.admit(&sender, update, 0);
        if verdict == Verdict::Admitted {
            ann.apply(update);
        }
        verdict
    };
    let begun = doc.transact().encode_state_as_update_v1(&yrs::StateVector::default());
    assert_eq!(offer(&begun), Verdict::Admitted);
    // The board asks; meanwhile a letter is on its way, and another follows before the answer.
    let asked = vector();
    let letter = {
        let mut txn = doc.transact_mut();
        text.push(&mut txn, "a");
        txn.encode_update_v1()
    };
    text.push(&mut doc.transact_mut(), "b🌲");
    let answer = doc.transact().encode_diff_v1(&asked);
    assert_eq!(offer(&letter), Verdict::Admitted);
    assert_eq!(offer(&answer), Verdict::Gap);
    // Asked again, from what there is by now.
    let there = StateVector::decode_v1(&vector_of(&ann)).unwrap();
    assert_eq!(offer(&doc.transact().encode_diff_v1(&there)), Verdict::Admitted);
    assert_eq!(ann.json()["notes"]["n1"]["text"], "ab🌲");
}

#[test]
fn ad8_who_moves_five_thousand_notes_of_one_author_may_do_it_again() {
    let author = Board::new();
    let root = author.doc.get_or_insert_map("notes");
    {
        let mut txn = author.doc.transact_mut();
        for n in 0..5_000 {
            let note = root.insert(&mut txn, format!("n{n}"), MapPrelim::default());
            note.insert(
                &mut txn,
                "text",
                TextPrelim::new(format!("nota numero {n} di un grande laboratorio")),
            );
            note.insert(&mut txn, "pos", vec![f64::from(n), 0.0]);
        }
    }
    let mut index = Admission::new(Limits::default());
    index.load(&author.state()).unwrap();
    let doc = yrs::Doc::with_client_id(7);
    let root = doc.get_or_insert_map("notes");
    doc.transact_mut().apply_update(yrs::Update::decode_v1(&author.state()).unwrap()).unwrap();
    for gesture in 1..=3_u32 {
        let update = {
            let mut txn = doc.transact_mut();
            for n in 0..5_000 {
                let note = root.get(&txn, &format!("n{n}")).unwrap().cast::<yrs::MapRef>().unwrap();
                note.insert(&mut txn, "pos", vec![f64::from(n), f64::from(gesture)]);
            }
            txn.encode_update_v1()
        };
        let verdict = index.admit(
            &Sender { participant: "anna", role: Role::Editor },
            &update,
            u64::from(gesture) * 2_000,
        );
        assert_eq!(verdict, Verdict::Admitted, "gesture {gesture}");
    }
}

fn vector_of(board: &Board) -> Vec<u8> {
    board.doc.transact().state_vector().encode_v1()
}

#[test]
fn ad3_a_repeated_session_is_known_to_the_last_update() {
    let mut index = Admission::new(limits());
    for round in 0..2 {
        for line in SESSIONS[0].lines().filter(|line| !line.starts_with('=')) {
            let (who, rest) = line.split_once(' ').unwrap();
            let verdict = index.admit(&Sender { participant: who, role: Role::Editor }, &base64(rest), 0);
            assert!(round == 0 || verdict == Verdict::Duplicate, "{verdict:?}");
        }
    }
}

#[test]
fn ad7_a_viewer_that_returns_with_the_whole_delete_set_is_welcome() {
    let board = Board::new();
    let mut index = Admission::new(limits());
    for line in SESSIONS[1].lines().filter(|line| !line.starts_with('=')) {
        let (who, rest) = line.split_once(' ').unwrap();
        let update = base64(rest);
        let verdict = index.admit(&Sender { participant: who, role: Role::Editor }, &update, 0);
        if let Some(taken) = verdict.taken(&update) {
            board.apply(taken);
        }
    }
    // What a viewer answers to sync step 1: nothing but the delete set of the whole board.
    let step2 = board.diff_for_itself();
    let viewer = Sender { participant: "viewer", role: Role::Viewer };
    assert_eq!(index.admit(&viewer, &step2, 0), Verdict::Duplicate);
    let mut rebuilt = board.reindexed(&index, limits());
    assert_eq!(rebuilt.admit(&viewer, &step2, 0), Verdict::Duplicate);
}

#[test]
fn ad11_after_hostile_updates_the_engine_reads_what_yjs_reads() {
    let mut board = Board::new();
    let mut index = Admission::new(limits());
    let mut histories = 0;
    for line in include_str!("../../../tests/data/yjs-histories.txt").lines() {
        let (kind, rest) = line.split_once(' ').unwrap();
        match kind {
            "b" => {
                board = Board::new();
                index = Admission::new(limits());
                board.apply(&hex(rest));
                index.load(&hex(rest)).unwrap();
            }
            "u" => {
                let verdict = index.admit(&Sender { participant: "eve", role: Role::Editor }, &hex(rest), 0);
                assert_eq!(verdict, Verdict::Admitted, "{rest}");
                board.apply(&hex(rest));
            }
            _ => {
                histories += 1;
                let yjs: serde_json::Value = serde_json::from_str(rest).unwrap();
                assert_eq!(as_yjs_has_it(board.json()), as_yjs_has_it(yjs), "history {histories}");
            }
        }
    }
    assert!(histories >= 40);
}

/// JavaScript has one kind of number.
fn as_yjs_has_it(json: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match json {
        Value::Number(number) => number.as_f64().into(),
        Value::Array(items) => items.into_iter().map(as_yjs_has_it).collect(),
        Value::Object(fields) => fields.into_iter().map(|(key, value)| (key, as_yjs_has_it(value))).collect(),
        other => other,
    }
}
