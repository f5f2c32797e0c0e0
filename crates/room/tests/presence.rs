//! Who is here and where they point (RM12 to RM14).
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "support/harness.rs"]
mod harness;

use board::edit::new_doc;
use board::role::Role;
use harness::{Harness, awareness, config, note, seat};
use room::wire::Message;
use room::{Config, ConnId, Input, Stored};
use yrs::updates::encoder::Encode;
use yrs::{Doc, ReadTxn, Transact};

const ANN: u64 = 11;
const BOB: u64 = 12;
const HERE: &str = r#"{"cursor":[3,4]}"#;

/// Two people who have greeted; what has been sent to them so far is taken.
fn two() -> (Harness, [(ConnId, Doc); 2]) {
    two_in(config())
}

fn two_in(config: Config) -> (Harness, [(ConnId, Doc); 2]) {
    let mut room = Harness::with(config, &Stored::default());
    let docs = [new_doc(ANN), new_doc(BOB)];
    let conns = [1, 2].map(|n| room.join(n, seat(n.into(), Role::Editor, true), &docs[n as usize - 1]));
    let people: Vec<_> = conns.into_iter().zip(docs).collect();
    (room, people.try_into().unwrap())
}

/// Entries of awareness frames that have arrived: id, clock, state.
fn seen(room: &mut Harness, (conn, doc): &(ConnId, Doc)) -> Vec<(u64, u64, serde_json::Value)> {
    let payloads = room.exchange(*conn, doc).awareness;
    payloads.iter().flat_map(|payload| entries(payload)).collect()
}

fn entries(mut payload: &[u8]) -> Vec<(u64, u64, serde_json::Value)> {
    fn number(bytes: &mut &[u8]) -> u64 {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = bytes[0];
            *bytes = &bytes[1..];
            value |= u64::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                return value;
            }
        }
    }
    let count = number(&mut payload);
    let mut one = || {
        let (id, clock, len) = (number(&mut payload), number(&mut payload), number(&mut payload) as usize);
        let state = serde_json::from_slice(&payload[..len]).unwrap();
        payload = &payload[len..];
        (id, clock, state)
    };
    (0..count).map(|_| one()).collect()
}

#[test]
fn rm12_the_server_writes_who_somebody_is() {
    let (mut room, [ann, bob]) = two();
    room.frame(
        ann.0,
        &awareness(ANN, 1, r#"{"cursor":[3,4],"who":{"name":"Facilitator"},"user":{"name":"X"}}"#),
    );
    room.wait(20);
    let got = seen(&mut room, &bob);
    let [(id, _, state)] = &got[..] else { panic!("{got:?}") };
    assert_eq!(*id, ANN);
    assert_eq!(state["cursor"], serde_json::json!([3, 4]));
    assert_eq!((&state["who"]["name"], &state["who"]["role"]), (&"Person 1".into(), &"editor".into()));
    assert_eq!(state.as_object().unwrap().len(), 2, "{state}");
}

#[test]
fn rm4_whoever_comes_hears_of_those_who_move_before_they_have_greeted() {
    let mut room = Harness::with(config(), &Stored::default());
    let (ann, bob) = (new_doc(ANN), new_doc(BOB));
    // Bob's step 1 is on a slow line while Ann comes and points.
    let late = ConnId(2);
    room.input(Input::Join { conn: late, seat: seat(2, Role::Editor, true) });
    let early = room.join(1, seat(1, Role::Editor, true), &ann);
    room.frame(early, &awareness(ANN, 1, HERE));
    room.wait(20);
    room.frame(late, &Message::Step1(&bob.transact().state_vector().encode_v1()).encode());
    let got: Vec<_> = seen(&mut room, &(late, bob)).into_iter().map(|(id, clock, _)| (id, clock)).collect();
    assert_eq!(got, [(ANN, 1)]);
}

#[test]
fn rm12_a_socket_speaks_for_its_own_id_only() {
    let (mut room, [ann, bob]) = two();
    room.update(ann.0, &note(&ann.1, "mine"));
    // Bob claims the id that Ann writes with, before she has said anything; then, bound to his own, hers again.
    room.frame(bob.0, &awareness(ANN, 9, HERE));
    room.frame(bob.0, &awareness(BOB, 1, HERE));
    room.frame(bob.0, &awareness(ANN, 10, HERE));
    room.wait(20);
    assert_eq!(seen(&mut room, &ann).into_iter().map(|(id, ..)| id).collect::<Vec<_>>(), [BOB]);
    room.frame(ann.0, &awareness(ANN, 1, HERE));
    room.wait(20);
    let theirs: Vec<_> = seen(&mut room, &bob).into_iter().map(|(id, clock, _)| (id, clock)).collect();
    assert_eq!(theirs, [(ANN, 1)]);
    assert!(room.closed.is_empty(), "echoes of others are no offence");
}

#[test]
fn rm12_of_many_movements_in_a_tick_the_latest_is_shown() {
    let (mut room, [ann, bob]) = two();
    room.frame(ann.0, &awareness(ANN, 1, HERE));
    room.wait(20);
    seen(&mut room, &bob);
    for n in 2..8 {
        room.now_ms += 1;
        room.frame(ann.0, &awareness(ANN, n, &format!(r#"{{"cursor":[{n},0]}}"#)));
    }
    room.wait(20);
    let got = seen(&mut room, &bob);
    assert!(got.len() <= 2, "{got:?}");
    assert_eq!(got.last().map(|(_, clock, state)| (*clock, state["cursor"][0].as_u64())), Some((7, Some(7))));
}

#[test]
fn rm12_the_more_people_the_longer_the_tick() {
    let (mut room, [ann, bob]) = two_in(Config { presence_per_s: 1_000, ..config() });
    let mut clock = 0;
    let mut frames_of_half_a_second = |room: &mut Harness| {
        room.wait(1_000);
        seen(room, &bob);
        let mut frames = 0;
        for _ in 0..500 {
            clock += 1;
            room.frame(ann.0, &awareness(ANN, clock, &format!(r#"{{"cursor":[{clock},0]}}"#)));
            room.wait(1);
            frames += seen(room, &bob).len();
        }
        frames
    };
    let few = frames_of_half_a_second(&mut room);
    for n in 3..=400 {
        room.join(n, seat(n.into(), Role::Viewer, true), &new_doc(n + 100));
    }
    let many = frames_of_half_a_second(&mut room);
    assert!((28..=32).contains(&few) && (7..=9).contains(&many), "{few} with two people, {many} with 400");
}

#[test]
fn rm12_an_entry_leaves_with_its_socket_or_when_nobody_renews_it() {
    let (mut room, [ann, bob]) = two();
    room.frame(ann.0, &awareness(ANN, 1, HERE));
    room.frame(bob.0, &awareness(BOB, 1, HERE));
    room.wait(20);
    seen(&mut room, &bob);
    room.input(Input::Leave { conn: ann.0 });
    room.wait(20);
    assert_eq!(seen(&mut room, &bob), [(ANN, 1, serde_json::Value::Null)]);
    let carl = (room.join(3, seat(3, Role::Viewer, true), &new_doc(13)), new_doc(13));
    seen(&mut room, &carl);
    // Bob's page sleeps: his socket is open, his mark is not renewed.
    room.wait(32_000);
    assert!(seen(&mut room, &carl).contains(&(BOB, 1, serde_json::Value::Null)));
}

#[test]
fn rm13_who_comes_back_with_a_clock_that_was_removed_is_told() {
    let (mut room, [ann, _bob]) = two();
    room.frame(ann.0, &awareness(ANN, 5, HERE));
    room.wait(20);
    room.input(Input::Leave { conn: ann.0 });
    room.wait(20);
    let back = (room.join(3, seat(1, Role::Editor, true), &ann.1), ann.1);
    seen(&mut room, &back);
    room.frame(back.0, &awareness(ANN, 5, HERE));
    assert_eq!(seen(&mut room, &back), [(ANN, 5, serde_json::Value::Null)], "at once");
    // As y-protocols ask, it announces itself with the next clock.
    room.frame(back.0, &awareness(ANN, 6, HERE));
    room.wait(20);
    let bob = (ConnId(2), new_doc(BOB));
    assert_eq!(seen(&mut room, &bob).last().map(|(id, clock, _)| (*id, *clock)), Some((ANN, 6)));
}

#[test]
fn rm14_every_socket_hears_something_at_least_every_twenty_seconds() {
    let (mut room, [ann, _]) = two();
    room.exchange(ann.0, &ann.1);
    for _ in 0..3 {
        room.wait(20_000);
        let frames = room.inbox.remove(&ann.0).unwrap_or_default();
        assert!(!frames.is_empty(), "twenty seconds of silence");
        assert!(frames.iter().all(|frame| matches!(Message::decode(frame), Ok(Message::Awareness(_)))));
    }
}
