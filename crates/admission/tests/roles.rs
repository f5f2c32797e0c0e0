//! Who may change what: rule AD7.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "common/answers.rs"]
mod answers;
mod common;
#[path = "common/crafted.rs"]
mod crafted;
#[path = "common/grammar.rs"]
mod grammar;

use admission::{Admission, Class, Limits, Role, Sender, Verdict};
use answers::{curtailed, editor, refused};
use crafted::{ANY, Crafted, MAP, TYPE, behind, in_root, inside, note, pair, plain, written};

/// As many clocks of a client, collected.
fn collected(client: u64, first: u64, lens: &[u8]) -> Option<Vec<u8>> {
    Some(Crafted::default().block(client, first, lens.iter().map(|len| vec![0, *len])).bytes())
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
        let mut index = Admission::new(Limits::default());
        let sender = Sender { participant: "f", role };
        assert_eq!(curtailed(&mut index, &sender, &tally), collected(6, 0, &[1]));
    }
    index.note_server(&tally).unwrap();
    let commenter = Sender { participant: "c", role: Role::Commenter };
    let taken = curtailed(&mut index, &commenter, &note(9, "b", "pos", &pair(0.0, 0.0)));
    assert_eq!(taken, collected(9, 0, &[1, 1]));
}

#[test]
fn ad7_every_role_writes_where_it_may_and_nowhere_else() {
    let entry = |root: &str| Crafted::default().block(9, 0, [in_root(TYPE, root, "a", MAP)]).bytes();
    let takes = |role: Role, root: &str| {
        let sender = Sender { participant: "p", role };
        Admission::new(Limits::default()).admit(&sender, &entry(root), 0) == Verdict::Admitted
    };
    let roots = ["notes", "clusters", "links", "marks", "comments", "reactions"];
    for (role, may) in [
        (Role::Viewer, &[][..]),
        (Role::Commenter, &["comments", "reactions"]),
        (Role::Contributor, &["notes", "comments", "reactions"]),
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
            let verdict = Admission::new(Limits::default()).admit(&sender, &update, 0);
            let is_curtailed =
                matches!(&verdict, Verdict::Curtailed(taken, _) if *taken == collected(9, 0, &[1]));
            assert_eq!(is_curtailed, role.may_write(), "{role:?} in {root}: {verdict:?}");
            assert_eq!(matches!(verdict, Verdict::Refused(_)), !role.may_write(), "{role:?} in {root}");
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
    assert_eq!(curtailed(&mut index, &anna(Role::Commenter), &more), collected(5, 4, &[1]));
    // What follows on it is lost as well, but the next letter elsewhere is not.
    let behind_it =
        Crafted::default().block(5, 5, [behind(crafted::STRING, (5, 4), &crafted::text("c"))]).bytes();
    assert_eq!(
        index.admit(&anna(Role::Editor), &behind_it, 0),
        Verdict::Rewritten(collected(5, 5, &[1]).unwrap())
    );
    let elsewhere =
        Crafted::default().block(5, 6, [behind(crafted::STRING, (5, 3), &crafted::text("d"))]).bytes();
    assert_eq!(index.admit(&anna(Role::Editor), &elsewhere, 0), Verdict::Admitted);
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
        let sender = |role| Sender { participant: "c", role };
        assert_eq!(refused(&mut alone, &sender(Role::Viewer), &delete), Class::Forbidden, "{clock}");
        assert_eq!(curtailed(&mut alone, &sender(Role::Commenter), &delete), None, "{clock}");
    }
    // Nor does the engine delete the value itself, however many there were before.
    let mut set_again = Admission::new(Limits::default());
    assert_eq!(set_again.admit(&editor("anna"), &note(5, "a", "pos", &pair(0.0, 0.0)), 0), Verdict::Admitted);
    let again = Crafted::default().block(5, 2, [behind(ANY, (5, 1), &plain(&pair(1.0, 1.0)))]);
    assert_eq!(set_again.admit(&editor("anna"), &again.delete(5, [(1, 1)]).bytes(), 0), Verdict::Admitted);
    let viewer = Sender { participant: "v", role: Role::Viewer };
    let value = Crafted::default().delete(5, [(2, 1)]).bytes();
    assert_eq!(refused(&mut set_again, &viewer, &value), Class::Forbidden);
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

/// A board with anna's note `a` (client 5, text at clock 1, letters from clock 2) that staff have locked (client 6).
fn locked() -> Admission {
    let mut index = Admission::new(Limits::default());
    assert_eq!(index.admit(&editor("anna"), &written(5, "a", 3), 0), Verdict::Admitted);
    let lock = Crafted::default().block(6, 0, [inside(ANY, (5, 0), "locked", &plain(&[120]))]).bytes();
    let facilitator = Sender { participant: "f", role: Role::Facilitator };
    assert_eq!(index.admit(&facilitator, &lock, 0), Verdict::Admitted);
    index
}

#[test]
fn ad13_a_locked_object_is_changed_by_staff_only() {
    let letter = || vec![behind(crafted::STRING, (5, 4), &crafted::text("x"))];
    let field = || vec![inside(ANY, (5, 0), "color", &plain(&crafted::string("blue")))];
    let instead = || vec![behind(TYPE, (5, 0), MAP)];
    let unlocked = || vec![behind(ANY, (6, 0), &plain(&[121]))];
    for (what, structs) in
        [("text", letter()), ("field", field()), ("instead", instead()), ("lock", unlocked())]
    {
        let update = Crafted::default().block(9, 0, structs).bytes();
        // The author included.
        for participant in ["anna", "ben"] {
            assert_eq!(
                curtailed(&mut locked(), &editor(participant), &update),
                collected(9, 0, &[1]),
                "{what}"
            );
        }
        for role in [Role::Cofacilitator, Role::Facilitator] {
            let staff = Sender { participant: "f", role };
            assert_eq!(locked().admit(&staff, &update, 0), Verdict::Admitted, "{what}");
        }
    }
    for (what, delete) in [("note", (5, 0)), ("text", (5, 1)), ("letter", (5, 3)), ("lock", (6, 0))] {
        let update = Crafted::default().delete(delete.0, [(delete.1, 1)]).bytes();
        assert_eq!(curtailed(&mut locked(), &editor("anna"), &update), None, "{what}");
        let staff = Sender { participant: "f", role: Role::Cofacilitator };
        assert_eq!(locked().admit(&staff, &update, 0), Verdict::Admitted, "{what}");
    }
}

#[test]
fn ad13_what_is_not_locked_is_taken_beside_what_is() {
    let mut index = locked();
    let mut structs =
        vec![behind(crafted::STRING, (5, 4), &crafted::text("x")), in_root(TYPE, "notes", "b", MAP)];
    structs.push(inside(ANY, (9, 1), "color", &plain(&crafted::string("blue"))));
    let both = Crafted::default().block(9, 0, structs.clone());
    structs[0] = vec![0, 1];
    let rest = Crafted::default().block(9, 0, structs).bytes();
    assert_eq!(curtailed(&mut index, &editor("ben"), &both.delete(5, [(2, 1)]).bytes()), Some(rest));
}

#[test]
fn ad13_a_lock_holds_until_it_is_undone_and_after_a_restart() {
    let field =
        Crafted::default().block(9, 0, [inside(ANY, (5, 0), "color", &plain(&crafted::string("blue")))]);
    let facilitator = Sender { participant: "f", role: Role::Facilitator };
    // As a restart finds it.
    let mut index = Admission::new(Limits::default());
    let lock = Crafted::default().block(6, 0, [inside(ANY, (5, 0), "locked", &plain(&[120]))]).bytes();
    index.load(&written(5, "a", 3)).unwrap();
    index.load(&lock).unwrap();
    index.set_owner(6, "f", 0);
    assert_eq!(curtailed(&mut index, &editor("ben"), &field.bytes()), collected(9, 0, &[1]));
    // Undone by another value, and by taking the value away.
    let value = Crafted::default().block(6, 1, [behind(ANY, (6, 0), &plain(&[121]))]).bytes();
    for undo in [value, Crafted::default().delete(6, [(0, 1)]).bytes()] {
        let mut index = locked();
        assert_eq!(index.admit(&facilitator, &undo, 0), Verdict::Admitted);
        assert_eq!(index.admit(&editor("ben"), &field.bytes(), 0), Verdict::Admitted);
    }
    // Nobody else locks; `false` is a value like any other.
    for (value, may) in [(120, false), (121, true)] {
        let mut index = Admission::new(Limits::default());
        let verdict = index.admit(&editor("ben"), &note(9, "b", "locked", &[value]), 0);
        assert_eq!(verdict == Verdict::Admitted, may, "{value}: {verdict:?}");
    }
}

#[test]
fn ad13_two_that_lock_and_unlock_at_once_have_to_look_again() {
    let mut index = locked();
    let facilitator = Sender { participant: "f", role: Role::Facilitator };
    let undo = Crafted::default().block(6, 1, [behind(ANY, (6, 0), &plain(&[121]))]).bytes();
    assert_eq!(index.admit(&facilitator, &undo, 0), Verdict::Admitted);
    let other = Sender { participant: "g", role: Role::Cofacilitator };
    let at_once = Crafted::default().block(8, 0, [behind(ANY, (6, 0), &plain(&[120]))]).bytes();
    assert_eq!(curtailed(&mut index, &other, &at_once), collected(8, 0, &[1]));
}

#[test]
fn ad7_who_adds_changes_what_is_the_own_and_nothing_else() {
    let mut index = Admission::new(Limits::default());
    assert_eq!(index.admit(&editor("anna"), &written(5, "a", 2), 0), Verdict::Admitted);
    let carla = Sender { participant: "carla", role: Role::Contributor };
    assert_eq!(index.admit(&carla, &written(9, "c", 2), 0), Verdict::Admitted);
    let letter = |client: u64, first: u64, at: (u64, u64)| {
        Crafted::default().block(client, first, [behind(crafted::STRING, at, &crafted::text("x"))]).bytes()
    };
    assert_eq!(index.admit(&carla, &letter(9, 4, (9, 3)), 0), Verdict::Admitted);
    assert_eq!(curtailed(&mut index, &carla, &letter(9, 5, (5, 3))), collected(9, 5, &[1]));
    // Also under another of the own ids, as after a reload.
    assert_eq!(index.admit(&carla, &letter(10, 0, (9, 3)), 0), Verdict::Admitted);
    assert_eq!(curtailed(&mut index, &carla, &Crafted::default().delete(5, [(0, 1)]).bytes()), None);
    // A note of that id instead of anna's.
    let instead = Crafted::default().block(10, 1, [behind(TYPE, (5, 0), MAP)]).bytes();
    assert_eq!(curtailed(&mut index, &carla, &instead), collected(10, 1, &[1]));
    assert_eq!(index.admit(&carla, &Crafted::default().delete(9, [(0, 1)]).bytes(), 0), Verdict::Admitted);
}

/// A reaction to note `a`, signed.
fn reaction(client: u64, author: &str) -> Vec<u8> {
    let made = in_root(TYPE, "reactions", "r", MAP);
    let field = |name: &str, value: &str| inside(ANY, (client, 0), name, &plain(&crafted::string(value)));
    let fields = [field("on", "a"), field("kind", "plus"), field("author", author)];
    Crafted::default().block(client, 0, [made].into_iter().chain(fields)).bytes()
}

#[test]
fn ad14_nobody_reacts_in_anothers_name() {
    for role in [Role::Commenter, Role::Contributor, Role::Editor, Role::Facilitator] {
        let sender = Sender { participant: "anna", role };
        let mut index = Admission::new(Limits::default());
        assert_eq!(index.admit(&sender, &reaction(5, "anna"), 0), Verdict::Admitted, "{role:?}");
        let mut index = Admission::new(Limits::default());
        assert_eq!(refused(&mut index, &sender, &reaction(5, "bruno")), Class::Malformed, "{role:?}");
    }
}

#[test]
fn ad14_whoever_may_only_add_takes_back_only_what_is_their_own() {
    let mut index = Admission::new(Limits::default());
    let anna = Sender { participant: "anna", role: Role::Commenter };
    let bruno = Sender { participant: "bruno", role: Role::Contributor };
    assert_eq!(index.admit(&anna, &reaction(5, "anna"), 0), Verdict::Admitted);
    let delete = Crafted::default().delete(5, [(0, 1)]).bytes();
    assert_eq!(curtailed(&mut index, &bruno, &delete), None);
    assert_eq!(index.admit(&anna, &delete, 0), Verdict::Admitted);
}

/// A comment about note `a`, signed; `first` struct of its client.
fn comment(client: u64, first: u8, author: &str) -> Vec<u8> {
    let made = in_root(TYPE, "comments", &format!("c{first}"), MAP);
    let field =
        |name: &str, value: &str| inside(ANY, (client, first.into()), name, &plain(&crafted::string(value)));
    let fields = [field("on", "a"), field("author", author), field("quote", "una")];
    Crafted::default().block(client, first.into(), [made].into_iter().chain(fields)).bytes()
}

#[test]
fn ad16_nobody_comments_in_anothers_name() {
    for role in [Role::Commenter, Role::Contributor, Role::Editor, Role::Facilitator] {
        let sender = Sender { participant: "anna", role };
        let mut index = Admission::new(Limits::default());
        assert_eq!(refused(&mut index, &sender, &comment(5, 0, "bruno")), Class::Malformed, "{role:?}");
        // What was refused left nothing behind: the same clocks are free.
        assert_eq!(index.admit(&sender, &comment(5, 0, "anna"), 0), Verdict::Admitted, "{role:?}");
        // Nor is an author put on it afterwards.
        let renamed = inside(ANY, (5, 0), "author", &plain(&crafted::string("bruno")));
        let renamed = Crafted::default().block(5, 4, [renamed]).bytes();
        assert_eq!(refused(&mut index, &sender, &renamed), Class::Malformed, "{role:?}");
    }
}

#[test]
fn ad16_a_thread_is_settled_by_who_began_it_and_by_who_may_write_everything() {
    let settle = |client: u64, clock: u64| {
        let done = inside(ANY, (5, 0), "done", &[1, 120]);
        Crafted::default().block(client, clock, [done]).bytes()
    };
    let anna = Sender { participant: "anna", role: Role::Commenter };
    let mut index = Admission::new(Limits::default());
    assert_eq!(index.admit(&anna, &comment(5, 0, "anna"), 0), Verdict::Admitted);
    for role in [Role::Commenter, Role::Contributor] {
        let bruno = Sender { participant: "bruno", role };
        assert_eq!(
            curtailed(&mut index, &bruno, &settle(role as u64 + 20, 0)),
            collected(role as u64 + 20, 0, &[1])
        );
        assert_eq!(curtailed(&mut index, &bruno, &Crafted::default().delete(5, [(0, 1)]).bytes()), None);
    }
    assert_eq!(index.admit(&anna, &settle(5, 4), 0), Verdict::Admitted);
    assert_eq!(index.admit(&editor("carla"), &settle(30, 0), 0), Verdict::Admitted);
}
