//! What would hang, crash or poison the engine never reaches it.
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
use common::{Board, base64, hex};
use crafted::{
    ANY, ARRAY, Crafted, DELETED, FINDINGS, MAP, OF_THE_OTHER_ENCODING, STRING, TEXT, TYPE, behind, bombs,
    in_root, inside, note, pair, plain, text, written,
};
use grammar::varuint;

/// A populated board with its index, and a genuine update that would be next.
fn populated() -> (Board, Admission) {
    let board = Board::new();
    let mut index = Admission::new(Limits { clients_per_participant: 1_000, ..Limits::default() });
    let session = include_str!("../../../tests/data/yjs-sessions/1.txt");
    for line in session.lines().filter(|line| !line.starts_with('=')) {
        let (who, rest) = line.split_once(' ').unwrap();
        let update = base64(rest);
        if let Some(taken) = index.admit(&editor(who), &update, 0).taken(&update) {
            board.apply(taken);
        }
    }
    (board, index)
}

fn known_findings() -> Vec<(String, Vec<u8>)> {
    let findings = FINDINGS.iter().map(|finding| ((*finding).to_owned(), hex(finding)));
    findings.chain(bombs()).collect()
}

#[test]
fn ad1_b1_every_known_finding_is_refused_on_an_empty_and_on_a_populated_board() {
    let (board, mut populated) = populated();
    let before = populated.state_vector();
    for (what, bytes) in known_findings() {
        for index in [&mut Admission::new(Limits::default()), &mut populated] {
            let verdict = index.admit(&editor("eve"), &bytes, 0);
            assert!(matches!(verdict, Verdict::Refused(_)), "{what}: {verdict:?}");
        }
    }
    assert_eq!(populated.admit(&editor("eve"), &hex(OF_THE_OTHER_ENCODING), 0), Verdict::Gap);
    assert_eq!(populated.state_vector(), before);
    assert_eq!(board.state_vector(), before);
}

#[test]
fn ad1_b1_every_known_finding_is_refused_inside_a_merged_update() {
    // The blocks of the finding behind the blocks of an honest note, under one count.
    let honest = note(500, "n1", "pos", &pair(1.0, 2.0));
    for (what, bytes) in known_findings() {
        let mut index = Admission::new(Limits::default());
        let verdict = index.admit(&editor("eve"), &crafted::merged(&honest, &bytes), 0);
        assert!(matches!(verdict, Verdict::Refused(_)), "{what} inside a merged update: {verdict:?}");
        assert!(index.state_vector().is_empty());
    }
}

#[test]
fn ad2_b5_an_id_belongs_to_who_used_it_first() {
    let mut index = Admission::new(Limits::default());
    assert_eq!(index.admit(&editor("anna"), &note(5, "a", "pos", &pair(0.0, 0.0)), 0), Verdict::Admitted);
    // Clocks 2.. of client 5, collected: the theft of Anna's next edits.
    assert_eq!(refused(&mut index, &editor("eve"), &[1, 1, 5, 2, 0, 200, 1, 0]), Class::Malformed);
    for id in [0_u64, 1 << 53] {
        assert_eq!(
            refused(&mut index, &editor("eve"), &note(id, "b", "pos", &pair(0.0, 0.0))),
            Class::Malformed
        );
    }
}

#[test]
fn ad2_what_is_known_goes_no_further_in_somebody_elses_words() {
    let mut index = Admission::new(Limits::default());
    assert_eq!(index.admit(&editor("anna"), &written(5, "a", 2), 0), Verdict::Admitted);
    // Anna's clocks with other letters, and something of Eve's own: only that was judged, so only that is taken.
    let forged = [
        in_root(TYPE, "notes", "a", MAP),
        inside(TYPE, (5, 0), "text", TEXT),
        behind(STRING, (99, 9), &text("lies")),
    ];
    let own = [in_root(TYPE, "notes", "e", MAP)];
    let update = Crafted::default().block(5, 0, forged[..2].to_vec()).block(9, 0, own.clone());
    let alone = Crafted::default().block(9, 0, own).bytes();
    assert_eq!(index.admit(&editor("eve"), &update.bytes(), 0), Verdict::Rewritten(alone));
    // What only repeats is known, whatever its words.
    let update = Crafted::default().block(5, 2, [behind(STRING, (99, 9), &text("no"))]).bytes();
    assert_eq!(index.admit(&editor("eve"), &update, 0), Verdict::Duplicate);
    assert_eq!(
        index.owners().map(|(client, who, _)| (client, who)).collect::<Vec<_>>(),
        [(5, "anna"), (9, "eve")]
    );
}

#[test]
fn ad2_sixty_four_ids_a_day_are_enough_and_old_ones_retire() {
    let mut index = Admission::new(Limits::default());
    let write = |index: &mut Admission, client: u64, now: u64| {
        index.admit(&editor("anna"), &note(client, &format!("n{client}"), "pos", &pair(0.0, 0.0)), now)
    };
    for client in 1..=64 {
        assert_eq!(write(&mut index, client, 0), Verdict::Admitted);
    }
    assert!(matches!(write(&mut index, 65, 1), Verdict::Refused(refusal) if refusal.class == Class::Budget));
    assert_eq!(write(&mut index, 65, 25 * 60 * 60 * 1_000), Verdict::Admitted);
}

#[test]
fn ad3_b6_clocks_too_high_ask_known_ones_pass_and_huge_ones_fall() {
    let mut index = Admission::new(Limits::default());
    let update = note(5, "a", "pos", &pair(0.0, 0.0));
    let mut later = update.clone();
    later[3] = 9;
    assert_eq!(index.admit(&editor("anna"), &later, 0), Verdict::Gap);
    assert_eq!(index.admit(&editor("anna"), &update, 0), Verdict::Admitted);
    assert_eq!(index.admit(&editor("anna"), &update, 0), Verdict::Duplicate);
    let mut huge = vec![1, 1, 6];
    varuint(&mut huge, (1 << 30) - 1);
    huge.extend_from_slice(&[0, 5, 0]);
    assert_eq!(refused(&mut index, &editor("anna"), &huge), Class::Malformed);
}

#[test]
fn ad3_what_is_known_in_part_is_not_taken() {
    let mut index = Admission::new(Limits::default());
    assert_eq!(index.admit(&editor("anna"), &written(5, "a", 2), 0), Verdict::Admitted);
    // Four letters from clock 2 on, of which two are known.
    let update = Crafted::default().block(5, 2, [inside(STRING, (5, 1), "", &text("lies"))]).bytes();
    let before = index.state_vector();
    assert_eq!(index.admit(&editor("anna"), &update, 0), Verdict::Gap);
    assert_eq!(index.state_vector(), before);
    // Of somebody else's id nobody can know the rest.
    assert_eq!(refused(&mut index, &editor("eve"), &update), Class::Malformed);
}

#[test]
fn ad4_a_key_has_one_value_at_a_time() {
    let head = in_root(TYPE, "notes", "a", MAP);
    let run = Crafted::default().block(5, 0, [head.clone(), inside(ANY, (5, 0), "k", &[2, 126, 126])]);
    assert_eq!(
        refused(&mut Admission::new(Limits::default()), &editor("eve"), &run.bytes()),
        Class::Malformed
    );
    // A client that keeps earlier values for its undo sends them so; they come in as deleted.
    let mut index = Admission::new(Limits::default());
    let taken =
        Crafted::default().block(5, 0, [head, inside(DELETED, (5, 0), "k", &[2])]).delete(5, [(1, 2)]);
    let verdict = index.admit(&editor("anna"), &run.delete(5, [(1, 2)]).bytes(), 0);
    assert_eq!(verdict, Verdict::Rewritten(taken.bytes()));
}

#[test]
fn ad4_b7_kinds_that_are_not_used_here_never_enter() {
    // Skip, JSON, Binary, Embed, Format, Doc, Move and unknown ones, each as a field of a note.
    for kind in [2_u8, 3, 5, 6, 9, 10, 11, 12, 31] {
        let mut update = note(5, "a", "pos", &pair(0.0, 0.0));
        let at = update.iter().position(|&b| b == 0x28).unwrap();
        update[at] = 0x20 | kind;
        assert_eq!(
            refused(&mut Admission::new(Limits::default()), &editor("eve"), &update),
            Class::Malformed,
            "{kind}"
        );
    }
    let text_of = |structs: Vec<Vec<u8>>| {
        let head = [in_root(TYPE, "notes", "a", MAP), inside(TYPE, (5, 0), "text", TEXT)];
        Crafted::default().block(5, 0, head.into_iter().chain(structs)).bytes()
    };
    let list_of = |structs: Vec<Vec<u8>>| {
        let head = [in_root(TYPE, "notes", "a", MAP), inside(TYPE, (5, 0), "list", ARRAY)];
        Crafted::default().block(5, 0, head.into_iter().chain(structs)).bytes()
    };
    let good = text_of(vec![inside(STRING, (5, 1), "", &text("a"))]);
    assert_eq!(Admission::new(Limits::default()).admit(&editor("a"), &good, 0), Verdict::Admitted);
    let bad = [
        ("an empty text", text_of(vec![inside(STRING, (5, 1), "", &text(""))])),
        ("values in a text", text_of(vec![inside(ANY, (5, 1), "", &plain(&[126]))])),
        ("a type in a text", text_of(vec![inside(TYPE, (5, 1), "", MAP)])),
        ("letters in a map", text_of(vec![inside(STRING, (5, 0), "extra", &text("a"))])),
        ("letters in a list", list_of(vec![inside(STRING, (5, 1), "", &text("a"))])),
        ("no values", list_of(vec![inside(ANY, (5, 1), "", &[0])])),
        ("a deleted range of nothing", list_of(vec![inside(DELETED, (5, 1), "", &[0])])),
        ("a map for a field of plain values", text_of(vec![inside(TYPE, (5, 0), "pos", MAP)])),
        ("a map for a text", text_of(vec![inside(TYPE, (5, 0), "label", MAP)])),
        ("a list in the root", Crafted::default().block(5, 0, [in_root(TYPE, "notes", "a", ARRAY)]).bytes()),
        (
            "a value in the root",
            Crafted::default().block(5, 0, [in_root(ANY, "notes", "a", &plain(&[126]))]).bytes(),
        ),
        ("a type in meta", Crafted::default().block(5, 0, [in_root(TYPE, "meta", "a", MAP)]).bytes()),
    ];
    for (what, update) in bad {
        let class = refused(&mut Admission::new(Limits::default()), &editor("eve"), &update);
        assert_eq!(class, Class::Malformed, "{what}");
    }
    // XML, and shared types nobody knows.
    for shared in [3_u8, 4, 5, 6, 7, 15, 127] {
        let update = Crafted::default().block(5, 0, [in_root(TYPE, "notes", "a", &[shared])]).bytes();
        assert_eq!(
            refused(&mut Admission::new(Limits::default()), &editor("eve"), &update),
            Class::Malformed
        );
    }
}

#[test]
fn ad4_b3_nesting_has_room_for_what_is_honest() {
    // The bombs of AD1 are one deeper.
    let value = [[117, 1].repeat(6), vec![126]].concat();
    let mut index = Admission::new(Limits::default());
    assert_eq!(index.admit(&editor("anna"), &note(5, "a", "extra", &value), 0), Verdict::Admitted);
    let types = [
        in_root(TYPE, "notes", "a", MAP),
        inside(TYPE, (5, 0), "m", MAP),
        inside(TYPE, (5, 1), "m", ARRAY),
        inside(TYPE, (5, 2), "", MAP),
        inside(ANY, (5, 3), "m", &plain(&[126])),
    ];
    let mut index = Admission::new(Limits::default());
    let update = Crafted::default().block(5, 0, types).bytes();
    assert_eq!(index.admit(&editor("anna"), &update, 0), Verdict::Admitted);
}

#[test]
fn ad5_origins_and_parents_must_be_known_and_agree() {
    let anna = written(5, "a", 3);
    let other = written(6, "b", 3);
    let one = |structs: Vec<Vec<u8>>| Crafted::default().block(9, 0, structs).bytes();
    let mut between = vec![STRING | 0xc0, 5, 2, 6, 2];
    between.extend(text("x"));
    let bad = [
        ("an unknown root", one(vec![in_root(ANY, "other", "a", &plain(&[126]))])),
        ("an unknown parent", one(vec![inside(ANY, (5, 99), "k", &plain(&[126]))])),
        ("a parent of nobody", one(vec![inside(ANY, (99, 0), "k", &plain(&[126]))])),
        ("letters for a parent", one(vec![inside(ANY, (5, 2), "k", &plain(&[126]))])),
        ("an unknown origin", one(vec![behind(STRING, (5, 99), &text("x"))])),
        ("an origin of nobody", one(vec![behind(STRING, (99, 0), &text("x"))])),
        ("an origin of its own", one(vec![behind(STRING, (9, 0), &text("x"))])),
        (
            "an origin still to come",
            one(vec![behind(STRING, (9, 1), &text("x")), behind(STRING, (5, 2), &text("x"))]),
        ),
        ("origins in two texts", one(vec![between])),
        ("a list in a map", one(vec![inside(ANY, (5, 0), "", &plain(&[126]))])),
        ("a key in a text", one(vec![inside(STRING, (5, 1), "k", &text("x"))])),
        (
            "an empty key",
            one(vec![{
                let mut struct_ = vec![ANY | 0x20, 0, 5, 0, 0];
                struct_.extend(plain(&[126]));
                struct_
            }]),
        ),
        ("a key of JavaScript's own", one(vec![inside(ANY, (5, 0), "__proto__", &plain(&[126]))])),
        (
            "a value with such a key",
            one(vec![inside(
                ANY,
                (5, 0),
                "k",
                &plain(&[&[118, 1][..], &text("__proto__"), &[126]].concat()),
            )]),
        ),
        (
            "two that wait for each other",
            Crafted::default()
                .block(8, 0, [behind(STRING, (9, 0), &text("x"))])
                .block(9, 0, [behind(STRING, (8, 0), &text("x"))])
                .bytes(),
        ),
    ];
    for (what, update) in bad {
        let mut index = Admission::new(Limits::default());
        for honest in [&anna, &other] {
            assert_eq!(index.admit(&editor("anna"), honest, 0), Verdict::Admitted);
        }
        let before = index.state_vector();
        assert_eq!(refused(&mut index, &editor("eve"), &update), Class::Malformed, "{what}");
        assert_eq!(index.state_vector(), before, "{what}");
    }
}

#[test]
fn ad5_a_value_stands_behind_those_it_sets_over() {
    let mut index = Admission::new(Limits::default());
    let set = Crafted::default().block(
        5,
        0,
        [in_root(TYPE, "notes", "a", MAP), inside(ANY, (5, 0), "pos", &plain(&pair(0.0, 0.0)))]
            .into_iter()
            .chain((1..4).map(|nth| behind(ANY, (5, nth), &plain(&pair(1.0, 2.0))))),
    );
    assert_eq!(index.admit(&editor("anna"), &set.bytes(), 0), Verdict::Admitted);
    let beside = |kind: u8, right: u8, content: &[u8]| {
        let places = [&[kind | 0xc0, 5, 3, 5, right][..], content].concat();
        Crafted::default().block(9, 0, [places]).bytes()
    };
    // Between two values, before the one it stands behind, and something deleted there, which was the value on the
    // replicas that heard of it live, and not on those that came later.
    for (right, kind, content) in
        [(4, ANY, plain(&pair(3.0, 4.0))), (2, ANY, plain(&pair(3.0, 4.0))), (2, DELETED, vec![3])]
    {
        assert_eq!(refused(&mut index, &editor("eve"), &beside(kind, right, &content)), Class::Malformed);
    }
    let before = [&[ANY | 0x40, 5, 1][..], &plain(&pair(3.0, 4.0))].concat();
    let before = Crafted::default().block(9, 0, [before]).bytes();
    assert_eq!(refused(&mut index, &editor("eve"), &before), Class::Malformed);
}

#[test]
fn ad5_a_letter_stands_before_nothing_that_was_written_ahead_of_the_one_it_stands_behind() {
    let mut index = Admission::new(Limits::default());
    assert_eq!(index.admit(&editor("anna"), &written(5, "a", 3), 0), Verdict::Admitted);
    let letter = |client: u64, clock: u64, struct_: Vec<u8>| {
        Crafted::default().block(client, clock, [[&struct_[..], &text("x")].concat()]).bytes()
    };
    let between =
        |origin: (u8, u8), right: (u8, u8)| vec![STRING | 0xc0, origin.0, origin.1, right.0, right.1];
    // Bert writes a letter behind Anna's first one, and Anna goes on behind her last: still one item of hers.
    assert_eq!(index.admit(&editor("bert"), &letter(6, 0, between((5, 2), (5, 3))), 0), Verdict::Admitted);
    assert_eq!(index.admit(&editor("anna"), &letter(5, 5, vec![STRING | 0x80, 5, 4]), 0), Verdict::Admitted);
    for (origin, right) in [(4, 3), (4, 2), (5, 3), (5, 4)] {
        let lie = letter(9, 0, between((5, origin), (5, right)));
        assert_eq!(refused(&mut index, &editor("eve"), &lie), Class::Malformed, "{origin} {right}");
    }
    // Within one update, in one struct and from one to the next.
    let run = [[&[STRING | 0x80, 5, 2][..], &text("xy")].concat(), behind(STRING, (9, 1), &text("z"))];
    for (origin, right) in [(1, 0), (2, 0)] {
        let lie = [&between((9, origin), (9, right))[..], &text("x")].concat();
        let lie = Crafted::default().block(9, 0, run.iter().cloned().chain([lie])).bytes();
        assert_eq!(refused(&mut index, &editor("eve"), &lie), Class::Malformed, "{origin} {right}");
    }
    // Who writes in front of what they have just written makes a place between a later letter and an earlier one.
    let front = letter(6, 1, between((5, 2), (6, 0)));
    assert_eq!(index.admit(&editor("bert"), &front, 0), Verdict::Admitted);
    assert_eq!(index.admit(&editor("carla"), &letter(7, 0, between((6, 1), (6, 0))), 0), Verdict::Admitted);
}

#[test]
fn ad5_a_shared_type_is_set_over_only_by_who_has_seen_what_is_there() {
    let mut index = Admission::new(Limits::default());
    assert_eq!(index.admit(&editor("anna"), &written(5, "a", 1), 0), Verdict::Admitted);
    let field = |client: u64, content: Vec<u8>, kind: u8| {
        Crafted::default().block(client, 0, [inside(kind, (5, 0), "extra", &content)]).bytes()
    };
    // Two values at once are a matter of taste; a list on top of them, by who saw only one, is not.
    assert_eq!(index.admit(&editor("a"), &field(6, plain(&[126]), ANY), 0), Verdict::Admitted);
    assert_eq!(index.admit(&editor("b"), &field(7, plain(&[126]), ANY), 0), Verdict::Admitted);
    let list =
        |client: u64, on: u64| Crafted::default().block(client, 0, [behind(TYPE, (on, 0), ARRAY)]).bytes();
    assert_eq!(curtailed(&mut index, &editor("c"), &list(8, 6)), Some(vec![1, 1, 8, 0, 0, 1, 0]));
    // The same note made twice at once: the second one has to look again, and what it wrote there goes with it.
    let collected = vec![1, 3, 9, 0, 0, 1, 0, 1, 0, 1, 0];
    assert_eq!(curtailed(&mut index, &editor("c"), &written(9, "a", 1)), Some(collected));
    // What is written into something that was set over comes in as collected.
    let mut index = Admission::new(Limits::default());
    assert_eq!(index.admit(&editor("anna"), &written(5, "a", 1), 0), Verdict::Admitted);
    assert_eq!(index.admit(&editor("a"), &field(6, ARRAY.to_vec(), TYPE), 0), Verdict::Admitted);
    let over = Crafted::default().block(7, 0, [behind(ANY, (6, 0), &plain(&[126]))]).bytes();
    assert_eq!(index.admit(&editor("b"), &over, 0), Verdict::Admitted);
    let late = Crafted::default().block(8, 0, [inside(ANY, (6, 0), "", &plain(&[126]))]).bytes();
    let collected = vec![1, 1, 8, 0, 0, 1, 0];
    assert_eq!(index.admit(&editor("c"), &late, 0), Verdict::Rewritten(collected));
}

#[test]
fn ad6_b8_delete_sets_are_sorted_and_known() {
    let (board, mut index) = populated();
    let (client, clock) = board.state_vector()[0];
    let mut set = |ranges: &[(u64, u64)], client: u64| {
        let mut update = vec![0, 1];
        varuint(&mut update, client);
        varuint(&mut update, ranges.len() as u64);
        for &(start, len) in ranges {
            varuint(&mut update, start);
            varuint(&mut update, len);
        }
        index.admit(&editor("eve"), &update, 0)
    };
    assert!(matches!(set(&[(3, 1), (1, 1)], client), Verdict::Refused(_)));
    assert!(matches!(set(&[(1, 3), (2, 1)], client), Verdict::Refused(_)));
    assert!(matches!(set(&[(1, 0)], client), Verdict::Refused(_)));
    assert!(matches!(set(&[], client), Verdict::Refused(_)));
    assert!(matches!(set(&[(0, u64::from(clock) + 1)], client), Verdict::Refused(_)));
    assert!(matches!(set(&[(5, (1 << 32) - 1)], client), Verdict::Refused(_)));
    let many: Vec<_> = (0..100_000).map(|n| (n * 2, 1)).collect();
    assert!(matches!(set(&many, client), Verdict::Refused(_)));
    assert_eq!(set(&[(0, 1)], 99), Verdict::Gap, "what nobody wrote may still come");
}

/// A board whose one text has 200,000 letters; of the first 140,000 every other one is deleted.
fn perforated() -> Admission {
    let letters = "a".repeat(200_000);
    let head = [in_root(TYPE, "notes", "a", MAP), inside(TYPE, (5, 0), "text", TEXT)];
    let whole = Crafted::default()
        .block(5, 0, head.into_iter().chain([inside(STRING, (5, 1), "", &text(&letters))]))
        .delete(5, (0..70_000).map(|nth| (2 + 2 * nth, 1)));
    let mut index = Admission::new(Limits::default());
    index.load(&whole.bytes()).unwrap();
    index
}

#[test]
fn ad6_what_is_known_to_be_deleted_may_be_said_at_any_length() {
    let mut index = perforated();
    let known = Crafted::default().delete(5, (0..70_000).map(|nth| (2 + 2 * nth, 1))).bytes();
    for role in [Role::Viewer, Role::Commenter, Role::Editor] {
        let sender = Sender { participant: "anna", role };
        assert_eq!(index.admit(&sender, &known, 0), Verdict::Duplicate, "{role:?}");
    }
    let every_other = |first: u64, count: u64| {
        Crafted::default().delete(5, (0..count).map(|nth| (first + 2 * nth, 1))).bytes()
    };
    // What lies between is cut already; it only is too much at once.
    assert_eq!(refused(&mut index, &editor("eve"), &every_other(3, 17_000)), Class::TooLarge);
    assert_eq!(index.admit(&editor("eve"), &every_other(3, 16_000), 0), Verdict::Admitted);
    // What follows is one piece, and every cut moves all that lies behind.
    assert_eq!(refused(&mut index, &editor("eve"), &every_other(150_003, 5_000)), Class::TooLarge);
    assert_eq!(index.admit(&editor("anna"), &every_other(150_003, 500), 0), Verdict::Admitted);
}

#[test]
fn ad1_numbers_are_as_short_as_can_be() {
    // Readers disagree on how long they are: the engine reads a shared type's kind as one byte, Yjs as a number.
    for bytes in ["010109002701056e6f7465730161810000", "81000109002701056e6f74657301610100", "0001058000"] {
        let class = refused(&mut Admission::new(Limits::default()), &editor("eve"), &hex(bytes));
        assert_eq!(class, Class::Malformed, "{bytes}");
    }
    // 0 with a second byte, 2^53, as plain numbers.
    for value in [&[125, 0x80, 0][..], &[125, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10]] {
        let class =
            refused(&mut Admission::new(Limits::default()), &editor("eve"), &note(5, "a", "x", value));
        assert_eq!(class, Class::Malformed);
    }
}

#[test]
fn ad1_b4_a_truncated_update_is_refused_at_every_byte() {
    let update = note(5, "a", "pos", &pair(0.0, 0.0));
    for end in 0..update.len() {
        let mut index = Admission::new(Limits::default());
        assert!(matches!(index.admit(&editor("a"), &update[..end], 0), Verdict::Refused(_)), "{end}");
        assert!(index.state_vector().is_empty());
    }
    let mut trailing = update;
    trailing.push(0);
    assert!(matches!(
        Admission::new(Limits::default()).admit(&editor("a"), &trailing, 0),
        Verdict::Refused(_)
    ));
}
