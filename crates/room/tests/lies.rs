//! Well-formed updates of somebody who lied about what stands where, on boards of a time before admission knew such
//! lies (rule AD5): rule RM17 holds all the same.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../../admission/tests/common/crafted.rs"]
mod crafted;
#[path = "../../admission/tests/common/grammar.rs"]
mod grammar;
#[path = "support/harness.rs"]
mod harness;

use board::edit::new_doc;
use board::role::Role;
use crafted::{ANY, ARRAY, Crafted, MAP, STRING, TEXT, TYPE, in_root, inside, text};
use harness::{Harness, config, notes, seat};
use room::{Input, Record, Reply, Stored, Verb};

/// The board as a server opens it that finds this record behind those of `room`.
fn opened_with(room: &Harness, lie: &[u8]) -> Harness {
    let mut stored = Stored { records: room.log.clone(), seq: room.seq, ..Stored::default() };
    let first = Record::decode(&room.log[0]).unwrap();
    let [name, update] = [first.participant.as_bytes(), lie].map(|part| [&[part.len() as u8], part].concat());
    stored.seq += 1;
    stored.records.push([vec![1], name, vec![0], update].concat().into());
    Harness::with(config(), &stored)
}

/// Somebody comes, writes an honest note, and goes.
fn visit(room: &mut Harness) {
    let guest = room.join(9, seat(9, Role::Editor, true), &new_doc(9));
    room.update(guest, &Crafted::default().block(8, 0, [in_root(TYPE, "notes", "m", MAP)]).bytes());
    room.input(Input::Leave { conn: guest });
    room.wait(1_000);
}

#[test]
fn rm17_letters_whose_order_depends_on_that_of_arrival_do_not_keep_a_board_from_being_saved() {
    let mut room = Harness::new();
    let eve = room.join(1, seat(1, Role::Editor, true), &new_doc(1));
    let note = [
        in_root(TYPE, "notes", "n", MAP),
        inside(TYPE, (7, 0), "text", TEXT),
        inside(STRING, (7, 1), "", &text("abcd")),
    ];
    room.update(eve, &Crafted::default().block(7, 0, note).bytes());
    // Behind the c and before the b.
    let lie = [&[STRING | 0xc0, 7, 4, 7, 3][..], &text("xy")].concat();
    let lie = Crafted::default().block(7, 6, [lie]).bytes();
    room.update(eve, &lie);
    assert_eq!(room.refused, ["ad5_parent"], "nobody can write such a thing now");
    let mut room = opened_with(&room, &lie);
    visit(&mut room);
    assert_eq!((room.snapshots.len(), room.reordered), (1, 1), "saved, and said");
    let view = |room: &mut Harness| {
        room.verb(1, Verb::View);
        let Some(Reply::View { view, .. }) = room.replies.remove(&1) else { panic!("no view") };
        view.notes.values().find(|note| !note.text.is_empty()).unwrap().text.clone()
    };
    let mut again = Harness::with(config(), &room.stored());
    let (before, after) = (view(&mut room), view(&mut again));
    assert_ne!(before, after, "the lie has lost its effect: find another");
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    assert_eq!(sorted(&before), sorted(&after));
    let reader = new_doc(2);
    again.join(2, seat(2, Role::Viewer, true), &reader);
    assert_eq!(notes(&reader), ["m", "n"]);
}

#[test]
fn rm17_items_whose_order_depends_on_that_of_arrival_do_not_keep_a_board_from_being_saved() {
    let mut room = Harness::new();
    let eve = room.join(1, seat(1, Role::Editor, true), &new_doc(1));
    let number = |value: u8| [125, value];
    let items = |values: &[u8]| {
        [vec![values.len() as u8], values.iter().copied().flat_map(number).collect()].concat()
    };
    let note = [
        in_root(TYPE, "notes", "n", MAP),
        inside(TYPE, (7, 0), "list", ARRAY),
        inside(ANY, (7, 1), "", &items(&[1, 2, 3, 4])),
    ];
    room.update(eve, &Crafted::default().block(7, 0, note).bytes());
    // Behind the third and before the second.
    let lie = [&[ANY | 0xc0, 7, 4, 7, 3][..], &items(&[5, 6])].concat();
    let lie = Crafted::default().block(7, 6, [lie]).bytes();
    room.update(eve, &lie);
    assert_eq!(room.refused, ["ad5_parent"], "nobody can write such a thing now");
    let mut room = opened_with(&room, &lie);
    visit(&mut room);
    assert_eq!((room.snapshots.len(), room.reordered), (1, 1), "saved, and said");
}
