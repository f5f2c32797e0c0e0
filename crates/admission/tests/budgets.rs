//! How much is too much, and how much is not: rule AD8.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;
#[path = "common/crafted.rs"]
mod crafted;
#[path = "common/grammar.rs"]
mod grammar;

use admission::{Admission, Class, Limits, Role, Sender, Verdict};
use crafted::{
    ANY, Crafted, DELETED, MAP, STRING, TEXT, TYPE, behind, in_root, inside, note, pair, plain, text, written,
};

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
fn ad8_budgets_hold() {
    let mut index = Admission::new(Limits { objects_per_board: 2, ..Limits::default() });
    for client in 1..=2 {
        let update = note(client, &format!("n{client}"), "pos", &pair(0.0, 0.0));
        assert_eq!(index.admit(&editor("anna"), &update, 0), Verdict::Admitted);
    }
    assert_eq!(refused(&mut index, &editor("anna"), &note(3, "n3", "pos", &pair(0.0, 0.0))), Class::Budget);
    let limits = Limits { bytes_burst: 100, bytes_per_second: 10, ..Limits::default() };
    let mut index = Admission::new(limits);
    assert_eq!(index.admit(&editor("anna"), &note(1, "n1", "pos", &pair(0.0, 0.0)), 0), Verdict::Admitted);
    let next = note(2, "n2", "pos", &pair(0.0, 0.0));
    assert_eq!(index.admit(&editor("anna"), &note(4, "n4", "pos", &pair(0.0, 0.0)), 0), Verdict::Admitted);
    assert_eq!(refused(&mut index, &editor("anna"), &next), Class::Budget);
    assert_eq!(index.admit(&editor("anna"), &next, 60_000), Verdict::Admitted);
    let large = vec![0; 600 * 1024];
    assert_eq!(refused(&mut index, &editor("anna"), &large), Class::TooLarge);
}

#[test]
fn ad8_what_no_pause_would_help_is_refused_for_good() {
    let limits = Limits { structs_burst: 1, ..Limits::default() };
    let update = note(1, "n1", "pos", &pair(0.0, 0.0));
    let mut index = Admission::new(limits);
    assert_eq!(refused(&mut index, &editor("anna"), &update), Class::TooLarge);
    assert!(index.state_vector().is_empty());
}

#[test]
fn ad8_a_board_is_as_full_after_a_restart() {
    let mut index = Admission::new(Limits { pieces_per_board: 5, ..Limits::default() });
    index.load(&written(1, "a", 100)).unwrap();
    assert_eq!(index.admit(&editor("anna"), &note(2, "n2", "pos", &pair(0.0, 0.0)), 0), Verdict::Admitted);
    assert_eq!(refused(&mut index, &editor("anna"), &note(3, "n3", "pos", &pair(0.0, 0.0))), Class::Budget);
    let limits = || Limits { objects_per_board: 2, ..Limits::default() };
    let mut index = Admission::new(limits());
    index.load(&note(1, "n1", "pos", &pair(0.0, 0.0))).unwrap();
    assert_eq!(index.admit(&editor("anna"), &note(2, "n2", "pos", &pair(0.0, 0.0)), 0), Verdict::Admitted);
    assert_eq!(refused(&mut index, &editor("anna"), &note(3, "n3", "pos", &pair(0.0, 0.0))), Class::Budget);
    let large = note(1, "n1", "extra", &[&[119][..], &text(&"x".repeat(500))].concat());
    let mut index = Admission::new(Limits { bytes_per_board: 540, ..limits() });
    index.load(&large).unwrap();
    assert_eq!(refused(&mut index, &editor("anna"), &note(2, "n2", "pos", &pair(0.0, 0.0))), Class::Budget);
}

#[test]
fn ad8_b9_work_that_grows_with_the_square_is_refused() {
    let head = || [in_root(TYPE, "notes", "a", MAP), inside(TYPE, (7, 0), "text", TEXT)];
    let key = || inside(ANY, (7, 0), "k", &plain(&[126]));
    let letter = || inside(STRING, (7, 1), "", &text("a"));
    // Each with the others in its way: sets that know no earlier one, sets that all know the same one, letters that all
    // stand at the beginning, by one client and by two of which the second has to pass the first.
    let by_one =
        |structs: Vec<Vec<u8>>| Crafted::default().block(7, 0, head().into_iter().chain(structs)).bytes();
    let by_two = |structs: Vec<Vec<u8>>, more: Vec<Vec<u8>>| {
        Crafted::default().block(7, 0, head().into_iter().chain(structs)).block(8, 0, more).bytes()
    };
    let chain =
        |nth: usize| if nth == 0 { letter() } else { behind(STRING, (7, 1 + nth as u64), &text("a")) };
    let same = |nth: usize| if nth == 0 { key() } else { behind(ANY, (7, 2), &plain(&[126])) };
    let many = 0..4_000;
    let attacks = [
        ("rootless sets", by_one(many.clone().map(|_| key()).collect())),
        ("sets on one", by_one(many.clone().map(same).collect())),
        ("letters at the beginning", by_one(many.clone().map(|_| letter()).collect())),
        (
            "letters that pass others",
            by_two(many.clone().map(chain).collect(), many.clone().map(|_| letter()).collect()),
        ),
    ];
    for (what, update) in attacks {
        let mut index = Admission::new(Limits::default());
        assert_eq!(refused(&mut index, &editor("eve"), &update), Class::TooLarge, "{what}");
        assert!(index.state_vector().is_empty());
    }
    // Piecemeal it comes to the same.
    let mut index = Admission::new(Limits::default());
    assert_eq!(index.admit(&editor("anna"), &by_one(many.map(chain).collect()), 0), Verdict::Admitted);
    let piece = |nth: u64| Crafted::default().block(8, nth * 100, (0..100).map(|_| letter())).bytes();
    let refusal = (0..20).find_map(|nth| match index.admit(&editor("eve"), &piece(nth), nth) {
        Verdict::Refused(refusal) => Some(refusal.class),
        _ => None,
    });
    assert_eq!(refusal, Some(Class::Budget));
}

#[test]
fn ad8_what_people_do_for_an_hour_offline_costs_next_to_nothing() {
    let limits = || Limits { steps_burst: 1_000, steps_per_second: 0, ..Limits::default() };
    let head = || [in_root(TYPE, "notes", "a", MAP), inside(TYPE, (7, 0), "text", TEXT)];
    let by_one = |structs: Vec<Vec<u8>>| Crafted::default().block(7, 0, head().into_iter().chain(structs));
    // Dragging: every place on top of the one before. Typing, then typing on in the middle. Pasting. A pasted text gone.
    let drag = |nth: u64| match nth {
        0 => inside(ANY, (7, 0), "pos", &plain(&pair(0.0, 0.0))),
        _ => behind(ANY, (7, 1 + nth), &plain(&pair(nth as f64, 0.5))),
    };
    let letters = |nth: u64| match nth {
        0 => inside(STRING, (7, 1), "", &text("a")),
        _ => behind(STRING, (7, 1 + nth), &text("a")),
    };
    let middle = (0..500).map(|nth| behind(STRING, (7, if nth == 0 { 401 } else { 901 + nth }), &text("b")));
    let gone = vec![DELETED, 0, 7, 1, 0xc0, 0x9a, 0x0c];
    let edits = [
        ("dragging", by_one((0..16_000).map(drag).collect()).delete(7, [(2, 15_999)])),
        ("typing", by_one((0..900).map(letters).chain(middle).collect())),
        ("pasting", by_one(vec![inside(STRING, (7, 1), "", &text(&"a".repeat(400_000)))])),
        ("a text that is gone again", by_one(vec![gone])),
        (
            "many values",
            by_one(
                (0..9_000)
                    .map(|n| inside(ANY, (7, 0), &format!("k{n}"), &plain(&[117, 2, 126, 126])))
                    .collect(),
            ),
        ),
    ];
    for (what, update) in edits {
        let mut index = Admission::new(limits());
        let verdict = index.admit(&editor("anna"), &update.bytes(), 0);
        assert_eq!(verdict, Verdict::Admitted, "{what}, {} KB", update.bytes().len() / 1024);
    }
    // Two who dragged the same note offline, one after the other back.
    let mut index = Admission::new(limits());
    assert_eq!(index.admit(&editor("anna"), &written(7, "a", 1), 0), Verdict::Admitted);
    for (client, participant) in [(8, "anna"), (9, "bruno")] {
        let sets = (0..900_u64).map(|nth| match nth {
            0 => inside(ANY, (7, 0), "pos", &plain(&pair(0.0, 0.0))),
            _ => behind(ANY, (client, nth - 1), &plain(&pair(nth as f64, 0.0))),
        });
        let update = Crafted::default().block(client, 0, sets).bytes();
        assert_eq!(index.admit(&editor(participant), &update, 0), Verdict::Admitted, "{participant}");
    }
}
