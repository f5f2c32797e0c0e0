//! What the server itself writes on a board (RM19).
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "support/harness.rs"]
mod harness;

use board::edit::{Edit, Item, new_doc};
use board::note::Note;
use board::role::Role;
use bytes::Bytes;
use harness::{Harness, note, notes, seat};
use room::{Failure, Put, Reply, Room, Verb, VerbError};
use yrs::{ReadTxn, Transact};

fn put(id: &str) -> Verb {
    let item = Item::Note(Note { text: id.to_owned(), ..Note::default() });
    let key = format!("errand/{id}");
    Verb::Edit {
        edits: vec![Edit::Put { id: id.parse().unwrap(), item }],
        puts: vec![Put { key, value: Some(Bytes::from_static(b"done")) }],
    }
}

#[test]
fn rm19_an_edit_of_the_server_and_its_registry_writes_are_durable_together_before_anybody_sees_them() {
    let mut room = Harness::new();
    let ann = new_doc(1);
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    room.held = true;
    room.verb(1, put("uno"));
    room.verb(2, put("due"));
    room.wait(50);
    room.exchange(a, &ann);
    assert!(notes(&ann).is_empty() && room.replies.is_empty(), "shown before it was stored");
    let (_, records, puts) = room.waiting.as_ref().unwrap();
    assert_eq!((records.len(), puts.len()), (1, 1), "one at a time, each with its own writes");
    room.held = false;
    room.release();
    room.wait(50);
    room.exchange(a, &ann);
    assert_eq!(notes(&ann), ["due", "uno"]);
    assert_eq!(room.puts.iter().map(|put| &put.key[..]).collect::<Vec<_>>(), ["errand/uno", "errand/due"]);
    assert!(room.replies.values().all(|reply| matches!(reply, Reply::Edited { .. })));
}

#[test]
fn rm19_when_storing_fails_neither_the_edit_nor_its_registry_writes_exist() {
    let mut room = Harness::new();
    let ann = new_doc(1);
    let a = room.join(1, seat(1, Role::Editor, true), &ann);
    room.failure = Some(Failure::Full);
    room.verb(1, put("uno"));
    room.wait(50);
    room.exchange(a, &ann);
    assert!(notes(&ann).is_empty() && room.puts.is_empty() && room.log.is_empty());
    assert!(matches!(room.replies.get(&1), Some(Reply::Failed(VerbError::ReadOnly))));
}

#[test]
fn rm19_every_life_of_a_room_writes_under_an_id_of_its_own() {
    let mut first = Harness::new();
    let ann = new_doc(1);
    first.join(1, seat(1, Role::Editor, true), &ann);
    first.verb(1, put("uno"));
    let stored = first.stored();
    let config = room::Config::new(1 << 41);
    assert!(Room::load(config.clone(), &stored, 0).is_ok());
    let mut second = Harness::with(config, &stored);
    let bob = new_doc(2);
    let b = second.join(2, seat(2, Role::Editor, true), &bob);
    second.verb(1, put("due"));
    second.wait(50);
    second.exchange(b, &bob);
    assert_eq!(notes(&bob), ["due", "uno"]);
    let vector = bob.transact().state_vector();
    assert_eq!(vector.len(), 2, "two lives, two ids: {vector:?}");
    let update = note(&bob, "tre");
    second.update(b, &update);
    assert!(second.closed.is_empty());
}
