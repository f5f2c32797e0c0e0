//! Recorded sessions of real Yjs clients (tests/data/record-yjs.mjs) are admitted to the last update, and the document
//! is the one Yjs has.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use admission::{Admission, Limits, Role, Sender, Verdict};
use common::{Board, base64};

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
            assert_eq!(board.json(), expected);
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
        match index.admit(&Sender { participant: who, role: Role::Editor }, &update, 0) {
            Verdict::Admitted => board.apply(&update),
            Verdict::Rewritten(taken) => board.apply(&taken),
            _ => {}
        }
    }
    // What a viewer answers to sync step 1: nothing but the delete set of the whole board.
    let step2 = board.diff_for_itself();
    let viewer = Sender { participant: "viewer", role: Role::Viewer };
    assert_eq!(index.admit(&viewer, &step2, 0), Verdict::Duplicate);
    let mut rebuilt = board.reindexed(&index, limits());
    assert_eq!(rebuilt.admit(&viewer, &step2, 0), Verdict::Duplicate);
}
