//! Counting reactions, on real documents.
#![allow(clippy::unwrap_used)]

use board::edit::{Edit, Item, apply, new_doc};
use board::note::Note;
use board::reaction::{Stamps, stamps};
use board::view::BoardView;
use yrs::{Any, Map, MapPrelim, Transact, TransactionMut, WriteTxn};

fn react(txn: &mut TransactionMut<'_>, id: &str, fields: &[(&str, &str)]) {
    let entry = txn.get_or_insert_map("reactions").insert(txn, id, MapPrelim::default());
    for (key, value) in fields {
        entry.insert(txn, *key, *value);
    }
}

#[test]
fn bd7_a_person_counts_once_for_each_kind_and_nonsense_not_at_all() {
    let doc = new_doc(1);
    let mut txn = doc.transact_mut();
    let brought = Stamps::from([("plus".to_owned(), 3)]);
    let note = Note { stamps: brought, ..Note::default() };
    apply(&mut txn, &[Edit::Put { id: "a".parse().unwrap(), item: Item::Note(note) }]);
    // Two devices of one person at once.
    react(&mut txn, "r1", &[("on", "a"), ("kind", "plus"), ("author", "anna")]);
    react(&mut txn, "r2", &[("on", "a"), ("kind", "plus"), ("author", "anna")]);
    react(&mut txn, "r3", &[("on", "a"), ("kind", "heart"), ("author", "anna")]);
    react(&mut txn, "r4", &[("on", "a"), ("kind", "heart"), ("author", "bruno")]);
    react(&mut txn, "r5", &[("on", "a"), ("kind", "confetti"), ("author", "bruno")]);
    react(&mut txn, "r6", &[("on", "a"), ("kind", "star")]);
    react(&mut txn, "r7", &[("on", "gone"), ("kind", "star"), ("author", "bruno")]);
    let view = BoardView::read(&txn);
    let id = "a".parse().unwrap();
    let expected = Stamps::from([("heart".to_owned(), 2), ("plus".to_owned(), 4)]);
    assert_eq!(stamps(&view).into_iter().collect::<Vec<_>>(), [(&id, expected)]);
}

#[test]
fn bd7_odd_stamps_of_a_note_are_left_out() {
    let doc = new_doc(1);
    let mut txn = doc.transact_mut();
    let odd = [
        ("plus", Any::from(2.0)),
        ("heart", Any::from("many")),
        ("star", Any::from(0.0)),
        ("x", Any::from(1.0)),
    ];
    let odd: std::collections::HashMap<String, Any> =
        odd.into_iter().map(|(kind, count)| (kind.to_owned(), count)).collect();
    let note = txn.get_or_insert_map("notes").insert(&mut txn, "a", MapPrelim::default());
    note.insert(&mut txn, "stamps", Any::from(odd));
    let view = BoardView::read(&txn);
    let note = view.notes.values().next().unwrap();
    assert_eq!(note.stamps, Stamps::from([("plus".to_owned(), 2)]));
}
