//! Comments, on real documents.
#![allow(clippy::unwrap_used)]

use board::edit::new_doc;
use board::view::BoardView;
use yrs::{Any, Map, MapPrelim, TextPrelim, Transact, TransactionMut, WriteTxn};

fn say(txn: &mut TransactionMut<'_>, id: &str, text: &str, fields: &[(&str, Any)]) {
    let entry = txn.get_or_insert_map("comments").insert(txn, id, MapPrelim::default());
    entry.insert(txn, "text", TextPrelim::new(text));
    for (key, value) in fields {
        entry.insert(txn, *key, value.clone());
    }
}

#[test]
fn bd9_comments_are_read_and_exported_whatever_they_are_about() {
    let doc = new_doc(1);
    let mut txn = doc.transact_mut();
    let on = |id: &str| ("on", Any::from(id));
    let anna = ("author", Any::from("anna"));
    say(
        &mut txn,
        "c1",
        "davvero?",
        &[
            on("gone"),
            anna.clone(),
            ("at", Any::from(5.0)),
            ("done", Any::Bool(true)),
            ("quote", Any::from("una")),
        ],
    );
    say(&mut txn, "c2", "sì", &[on("c1"), ("at", Any::from("ieri")), ("done", Any::from("yes"))]);
    // About nothing, or about what is no id: nothing anybody could find.
    say(&mut txn, "c3", "a vuoto", std::slice::from_ref(&anna));
    say(&mut txn, "c4", "a vuoto", &[on("no id"), anna]);
    let root = txn.get_or_insert_map("comments");
    root.insert(&mut txn, "c5", "plain");
    let view = BoardView::read(&txn);
    let said: Vec<_> =
        view.comments.iter().map(|(id, one)| (id.as_str(), one.text.as_str(), one.done)).collect();
    assert_eq!(said, [("c1", "davvero?", true), ("c2", "sì", false)]);
    let json = serde_json::to_value(&view).unwrap();
    assert_eq!(
        json["comments"],
        serde_json::json!({
            "c1": {"on": "gone", "text": "davvero?", "author": "anna", "at": 5.0, "done": true, "quote": "una"},
            "c2": {"on": "c1", "text": "sì"},
        })
    );
    assert_eq!(serde_json::from_value::<BoardView>(json).unwrap(), view);
    // A board on which nobody commented says nothing of them, as before.
    let empty = serde_json::to_value(BoardView::default()).unwrap();
    assert!(empty.get("comments").is_none());
    assert!(serde_json::from_value::<BoardView>(empty).unwrap().comments.is_empty());
}
