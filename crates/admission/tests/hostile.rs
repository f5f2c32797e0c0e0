//! What would hang, crash or poison the engine never reaches it.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use admission::{Admission, Class, Limits, Role, Sender, Verdict};
use common::{Board, base64, hex};

/// Found by fuzzing yrs 0.28.1: use after free, endless loops, panics, poisoned states, an author hijack, bombs. The
/// V2 input is listed as well: V1 is all that is spoken here, so it must be refused like any noise.
const FINDINGS: [&str; 13] = [
    "02010200a9010706677569642d3176000007ffffffff0f00",
    "010201feffffff0f0a0505010174027b7d010202320317ffffffff0f",
    "010109000401016104f09f988000",
    "0201070147090a060509ffffffff0f0080808080088401330ac3a9f09f9880f09f988000ffffffff0fc90220020a06677569642d3176002200091f026e300001780103021e0e1a06",
    "010203feffffff0f0001a70301060107012503",
    "0200070002020000ffffffff0f0401027a7a04f09f988000",
    "020007000101fdffffff0f210101780003020300030319033e11290d",
    "01010200a2033702017801780131010200",
    "0101073700010109011802",
    "8080808001",
    "0101050000c0843d00",
    "ffffffff0f",
    "00ffffffff0f",
];

fn editor(participant: &str) -> Sender<'_> {
    Sender { participant, role: Role::Editor }
}

/// A populated board with its index, and a genuine update that would be next.
fn populated() -> (Board, Admission) {
    let board = Board::new();
    let mut index = Admission::new(Limits { clients_per_participant: 1_000, ..Limits::default() });
    let session = include_str!("../../../tests/data/yjs-sessions/1.txt");
    for line in session.lines().filter(|line| !line.starts_with('=')) {
        let (who, rest) = line.split_once(' ').unwrap();
        let update = base64(rest);
        match index.admit(&editor(who), &update, 0) {
            Verdict::Admitted => board.apply(&update),
            Verdict::Rewritten(taken) => board.apply(&taken),
            _ => {}
        }
    }
    (board, index)
}

fn varuint(out: &mut Vec<u8>, mut value: u64) {
    while value > 0x7f {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// A note of client `client` with clocks from 0, as Yjs encodes it: a map, its text, one plain field.
fn note(client: u64, id: &str, field: &str, value: &[u8]) -> Vec<u8> {
    let mut structs = Vec::new();
    structs.extend_from_slice(&[0x27, 1, 5]);
    structs.extend_from_slice(b"notes");
    structs.push(id.len() as u8);
    structs.extend_from_slice(id.as_bytes());
    structs.push(1);
    structs.extend_from_slice(&[0x28, 0]);
    varuint(&mut structs, client);
    structs.extend_from_slice(&[0, field.len() as u8]);
    structs.extend_from_slice(field.as_bytes());
    structs.push(1);
    structs.extend_from_slice(value);
    let mut update = vec![1, 2];
    varuint(&mut update, client);
    update.push(0);
    update.extend_from_slice(&structs);
    update.push(0);
    update
}

/// `[x, y]` as plain floats.
fn pair(x: f64, y: f64) -> Vec<u8> {
    let mut out = vec![117, 2];
    for n in [x, y] {
        out.push(123);
        out.extend_from_slice(&n.to_be_bytes());
    }
    out
}

#[track_caller]
fn refused(index: &mut Admission, sender: &Sender<'_>, update: &[u8]) -> Class {
    match index.admit(sender, update, 0) {
        Verdict::Refused(refusal) => refusal.class,
        other => panic!("{other:?}"),
    }
}

#[test]
fn ad1_every_known_finding_is_refused_on_an_empty_and_on_a_populated_board() {
    let (board, mut populated) = populated();
    let before = populated.state_vector();
    for finding in FINDINGS {
        let bytes = hex(finding);
        for index in [&mut Admission::new(Limits::default()), &mut populated] {
            match index.admit(&editor("eve"), &bytes, 0) {
                Verdict::Refused(_) => {}
                // The hijack names clocks of nobody: on a board where nobody has that id it is one's own.
                Verdict::Gap => {}
                other => panic!("{finding}: {other:?}"),
            }
        }
    }
    assert_eq!(populated.state_vector(), before);
    assert_eq!(board.state_vector(), before);
}

#[test]
fn ad1_every_known_finding_is_refused_inside_a_merged_update() {
    for finding in FINDINGS {
        let bytes = hex(finding);
        // The blocks of the finding behind the blocks of an honest note, under one count.
        let honest = note(77, "n1", "pos", &pair(1.0, 2.0));
        let mut merged = vec![bytes[0].wrapping_add(1)];
        merged.extend_from_slice(&honest[1..honest.len() - 1]);
        merged.extend_from_slice(&bytes[1..]);
        let mut index = Admission::new(Limits::default());
        assert!(
            !matches!(index.admit(&editor("eve"), &merged, 0), Verdict::Admitted),
            "{finding} inside a merged update"
        );
        assert!(index.state_vector().is_empty());
    }
}

#[test]
fn ad2_an_id_belongs_to_who_used_it_first() {
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
fn ad2_sixteen_ids_a_day_are_enough_and_old_ones_retire() {
    let mut index = Admission::new(Limits::default());
    let write = |index: &mut Admission, client: u64, now: u64| {
        index.admit(&editor("anna"), &note(client, &format!("n{client}"), "pos", &pair(0.0, 0.0)), now)
    };
    for client in 1..=16 {
        assert_eq!(write(&mut index, client, 0), Verdict::Admitted);
    }
    assert!(matches!(write(&mut index, 17, 1), Verdict::Refused(refusal) if refusal.class == Class::Budget));
    assert_eq!(write(&mut index, 17, 25 * 60 * 60 * 1_000), Verdict::Admitted);
}

#[test]
fn ad3_clocks_too_high_ask_known_ones_pass_and_huge_ones_fall() {
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
fn ad4_kinds_that_are_not_used_here_never_enter() {
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
    // XML types, a string in a map, an empty string.
    for bytes in ["01010501270105", "0101050024010161", "01010500040101610000"] {
        let _ = refused(&mut Admission::new(Limits::default()), &editor("eve"), &hex(bytes));
    }
}

#[test]
fn ad4_nesting_is_bounded_and_costs_no_stack() {
    for depth in [7_usize, 7_000, 100_000] {
        let mut value = Vec::new();
        for _ in 0..depth {
            value.extend_from_slice(&[117, 1]);
        }
        value.push(126);
        let update = note(5, "a", "extra", &value);
        assert!(matches!(
            Admission::new(Limits::default()).admit(&editor("eve"), &update, 0),
            Verdict::Refused(_)
        ));
    }
    // Types in types: each a map under the key "m" of the one before.
    let nested = |levels: u64| {
        let mut structs = vec![0x27, 1, 5];
        structs.extend_from_slice(b"notes\x01a\x01");
        for clock in 0..levels {
            structs.extend_from_slice(&[0x27, 0, 5]);
            varuint(&mut structs, clock);
            structs.extend_from_slice(&[1, b'm', 1]);
        }
        let mut update = vec![1];
        varuint(&mut update, levels + 1);
        update.extend_from_slice(&[5, 0]);
        update.extend_from_slice(&structs);
        update.push(0);
        update
    };
    let mut index = Admission::new(Limits::default());
    assert_eq!(index.admit(&editor("anna"), &nested(3), 0), Verdict::Admitted);
    for levels in [4, 5_000, 40_000] {
        let _ = refused(&mut Admission::new(Limits::default()), &editor("eve"), &nested(levels));
    }
}

#[test]
fn ad5_origins_and_parents_must_be_known_and_agree() {
    let (_, mut index) = populated();
    // An unknown root, a parent nobody made, an origin nobody made, two structs that wait for each other.
    for bytes in [
        "0101630024010578797a7a790161",
        "01016300270063070161010",
        "010163008463630161",
        "01026300846301016184630001610",
    ] {
        let bytes = hex(&bytes[..bytes.len() & !1]);
        assert!(matches!(index.admit(&editor("eve"), &bytes, 0), Verdict::Refused(_)));
    }
}

#[test]
fn ad6_delete_sets_are_sorted_and_known() {
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
fn ad8_one_key_set_thousands_of_times_without_looking_is_refused() {
    let mut structs = Vec::new();
    let count = 4_000_u64;
    structs.extend_from_slice(&[0x27, 1, 5]);
    structs.extend_from_slice(b"notes\x01a\x01");
    for _ in 1..count {
        structs.extend_from_slice(&[0x28, 0, 5, 0, 1, b'k', 1, 126]);
    }
    let mut update = vec![1];
    varuint(&mut update, count);
    update.extend_from_slice(&[5, 0]);
    update.extend_from_slice(&structs);
    update.push(0);
    assert_eq!(refused(&mut Admission::new(Limits::default()), &editor("eve"), &update), Class::Budget);
}

#[test]
fn ad9_fields_have_values_they_can_have() {
    let text = |text: &str| {
        let mut out = vec![119, text.len() as u8];
        out.extend_from_slice(text.as_bytes());
        out
    };
    let good: [(&str, Vec<u8>); 6] = [
        ("pos", pair(-999_999.0, 0.5)),
        ("size", pair(200.0, 200.0)),
        ("color", text("#a0b1c2")),
        ("cluster", text("c-1_A")),
        ("unknown", text("kept")),
        ("locked", vec![120]),
    ];
    for (field, value) in good {
        let mut index = Admission::new(Limits::default());
        assert_eq!(index.admit(&editor("a"), &note(5, "a", field, &value), 0), Verdict::Admitted, "{field}");
    }
    let bad: [(&str, Vec<u8>); 14] = [
        ("pos", pair(f64::NAN, 0.0)),
        ("pos", pair(f64::INFINITY, 0.0)),
        ("pos", pair(1e308, 0.0)),
        ("pos", vec![126]),
        ("size", pair(0.0, 10.0)),
        ("size", pair(-1.0, 10.0)),
        ("z", vec![125, 1]),
        ("z", text("")),
        ("color", text("red;}")),
        ("cluster", text("../x")),
        ("author", text("a b")),
        ("locked", text("yes")),
        ("text", text("plain")),
        ("extra", vec![116, 1, 0]),
    ];
    for (field, value) in bad {
        let mut index = Admission::new(Limits::default());
        assert_eq!(
            refused(&mut index, &editor("a"), &note(5, "a", field, &value)),
            Class::Malformed,
            "{field}"
        );
    }
    let mut index = Admission::new(Limits::default());
    assert_eq!(refused(&mut index, &editor("a"), &note(5, "a/b", "pos", &pair(0.0, 0.0))), Class::Malformed);
}

#[test]
fn ad1_a_truncated_update_is_refused_at_every_byte() {
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
