//! Who may change what: rule AD7.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;
#[path = "common/crafted.rs"]
mod crafted;
#[path = "common/grammar.rs"]
mod grammar;

use admission::{Admission, Class, Limits, Role, Sender, Verdict};
use crafted::{ANY, Crafted, MAP, TYPE, behind, in_root, inside, note, pair, plain, written};

#[track_caller]
fn refused(index: &mut Admission, sender: &Sender<'_>, update: &[u8]) -> Class {
    match index.admit(sender, update, 0) {
        Verdict::Refused(refusal) => refusal.class,
        other => panic!("{other:?}"),
    }
}

fn editor(participant: &str) -> Sender<'_> {
    Sender { participant, role: Role::Editor }
}

#[test]
fn ad7_viewers_change_nothing_and_nobody_writes_the_servers_roots() {
    let mut index = Admission::new(Limits::default());
    let viewer = Sender { participant: "v", role: Role::Viewer };
    let update = note(5, "a", "pos", &pair(0.0, 0.0));
    assert_eq!(refused(&mut index, &viewer, &update), Class::Forbidden);
    assert_eq!(index.admit(&viewer, &[0, 0], 0), Verdict::Duplicate);
    assert_eq!(index.admit(&editor("anna"), &update, 0), Verdict::Admitted);
    // The viewer deletes the note.
    assert_eq!(refused(&mut index, &viewer, &[0, 1, 5, 1, 0, 1]), Class::Forbidden);
    let mut tally = vec![1, 1, 6, 0, 0x28, 1, 7];
    tally.extend_from_slice(b"tallies\x01a\x01\x7e\x00");
    for role in [Role::Editor, Role::Facilitator] {
        assert_eq!(refused(&mut index, &Sender { participant: "f", role }, &tally), Class::Forbidden);
    }
    index.note_server(&tally).unwrap();
    let commenter = Sender { participant: "c", role: Role::Commenter };
    assert_eq!(refused(&mut index, &commenter, &note(9, "b", "pos", &pair(0.0, 0.0))), Class::Forbidden);
}

#[test]
fn ad7_every_role_writes_where_it_may_and_nowhere_else() {
    let entry = |root: &str| Crafted::default().block(9, 0, [in_root(TYPE, root, "a", MAP)]).bytes();
    let takes = |role: Role, root: &str| {
        let sender = Sender { participant: "p", role };
        Admission::new(Limits::default()).admit(&sender, &entry(root), 0) == Verdict::Admitted
    };
    let roots = ["notes", "clusters", "links", "marks", "comments"];
    for (role, may) in [
        (Role::Viewer, &[][..]),
        (Role::Commenter, &["comments"]),
        (Role::Contributor, &["notes"]),
        (Role::Editor, &roots),
        (Role::Cofacilitator, &roots),
        (Role::Facilitator, &roots),
    ] {
        for root in roots {
            assert_eq!(takes(role, root), may.contains(&root), "{role:?} in {root}");
        }
        for root in ["tallies", "hidden"] {
            let update = Crafted::default().block(9, 0, [in_root(ANY, root, "a", &plain(&[126]))]).bytes();
            let sender = Sender { participant: "p", role };
            assert_eq!(refused(&mut Admission::new(Limits::default()), &sender, &update), Class::Forbidden);
        }
    }
}

#[test]
fn ad7_the_role_is_that_of_the_moment() {
    let mut index = Admission::new(Limits::default());
    let anna = |role: Role| Sender { participant: "anna", role };
    assert_eq!(index.admit(&anna(Role::Editor), &written(5, "a", 2), 0), Verdict::Admitted);
    let more = Crafted::default().block(5, 4, [behind(crafted::STRING, (5, 3), &crafted::text("b"))]).bytes();
    assert_eq!(refused(&mut index, &anna(Role::Viewer), &more), Class::Forbidden);
    assert_eq!(refused(&mut index, &anna(Role::Commenter), &more), Class::Forbidden);
    assert_eq!(index.admit(&anna(Role::Editor), &more, 0), Verdict::Admitted);
}

#[test]
fn ad7_what_the_engine_deleted_by_itself_is_nobodys_change() {
    let mut index = Admission::new(Limits::default());
    assert_eq!(index.admit(&editor("anna"), &note(5, "a", "pos", &pair(0.0, 0.0)), 0), Verdict::Admitted);
    // Two set the same field at the same time: the engine deletes one of them, and nobody says so.
    for client in [6, 7] {
        let set = Crafted::default().block(client, 0, [behind(ANY, (5, 1), &plain(&pair(1.0, 1.0)))]).bytes();
        assert_eq!(index.admit(&editor("b"), &set, 0), Verdict::Admitted);
    }
    let echo = Crafted::default().delete(5, [(1, 1)]).delete(6, [(0, 1)]).bytes();
    for role in [Role::Viewer, Role::Commenter] {
        assert_eq!(index.admit(&Sender { participant: "c", role }, &echo, 0), Verdict::Duplicate, "{role:?}");
    }
    // One that has nothing beside it, and the note itself, are somebody's.
    let mut alone = Admission::new(Limits::default());
    assert_eq!(alone.admit(&editor("anna"), &note(5, "a", "pos", &pair(0.0, 0.0)), 0), Verdict::Admitted);
    for clock in [0, 1] {
        let delete = Crafted::default().delete(5, [(clock, 1)]).bytes();
        for role in [Role::Viewer, Role::Commenter] {
            let sender = Sender { participant: "c", role };
            assert_eq!(refused(&mut alone, &sender, &delete), Class::Forbidden, "{role:?} {clock}");
        }
    }
    // A commenter's own change comes through beside such an echo, and takes nothing away.
    let comment = Crafted::default().block(
        8,
        0,
        [in_root(TYPE, "comments", "k", MAP), inside(ANY, (8, 0), "done", &plain(&[121]))],
    );
    let sender = Sender { participant: "c", role: Role::Commenter };
    let both = comment.clone().delete(7, [(0, 1)]).bytes();
    assert_eq!(index.admit(&sender, &both, 0), Verdict::Rewritten(comment.bytes()));
}
