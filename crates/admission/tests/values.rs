//! Fields have values they can have: rule AD9.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "common/answers.rs"]
mod answers;
#[path = "common/crafted.rs"]
mod crafted;
#[path = "common/grammar.rs"]
mod grammar;

use admission::{Admission, Class, Limits, Verdict};
use answers::{editor, refused};
use crafted::{ANY, Crafted, in_root, note, pair, plain, string};

#[test]
fn ad9_b17_fields_have_values_they_can_have() {
    let text = string;
    let good: [(&str, Vec<u8>); 9] = [
        ("pos", pair(-999_999.0, 0.5)),
        ("size", pair(200.0, 200.0)),
        ("color", text("#a0b1c2")),
        ("cluster", text("c-1_A")),
        ("unknown", text("kept")),
        ("unknown", vec![124, 0x80, 0, 0, 0]),
        ("locked", vec![121]),
        ("collapsed", vec![120]),
        ("stamps", [&[118, 1][..], b"\x04plus", &[125, 3]].concat()),
    ];
    for (field, value) in good {
        let mut index = Admission::new(Limits::default());
        assert_eq!(index.admit(&editor("a"), &note(5, "a", field, &value), 0), Verdict::Admitted, "{field}");
    }
    let bad: [(&str, Vec<u8>); 20] = [
        ("pos", pair(f64::NAN, 0.0)),
        ("pos", pair(0.0, f64::NEG_INFINITY)),
        ("at", vec![123, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0]),
        ("unknown", vec![124, 0x7f, 0x80, 0, 0]),
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
        ("collapsed", vec![125, 1]),
        ("stamps", vec![125, 1]),
        ("stamps", [&[118, 1][..], b"\x04plus", &text("many")].concat()),
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
fn ad15_b17_an_outline_is_not_endless_and_an_image_has_a_name_that_is_none_of_a_file() {
    let outline = |count: u32, number: &[u8]| {
        let mut bytes = vec![117];
        let mut left = count;
        while left >= 128 {
            bytes.push((left & 127) as u8 | 128);
            left >>= 7;
        }
        bytes.push(left as u8);
        (0..count).for_each(|_| bytes.extend_from_slice(number));
        bytes
    };
    let hash = "0123456789abcdef".repeat(4);
    for (field, value) in [
        ("points", outline(4_000, &[125, 7])),
        ("points", outline(2, &[125, 0x90, 0x9c, 0x01])),
        ("image", string(&hash)),
        ("image", vec![126]),
        ("form", string("ellipse")),
    ] {
        let mut index = Admission::new(Limits::default());
        assert_eq!(index.admit(&editor("a"), &note(5, "a", field, &value), 0), Verdict::Admitted, "{field}");
    }
    for (field, value) in [
        ("points", outline(4_001, &[125, 7])),
        ("points", outline(2, &[125, 0x91, 0x9c, 0x01])),
        ("points", outline(2, &[123, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0])),
        ("points", outline(2, &[119, 1, b'x'])),
        ("points", string("1,2")),
        ("image", string("../../etc/passwd")),
        ("image", string(&hash.to_uppercase())),
        ("image", string(&hash[1..])),
        ("form", vec![125, 1]),
    ] {
        let mut index = Admission::new(Limits::default());
        let verdict = index.admit(&editor("a"), &note(5, "a", field, &value), 0);
        assert!(matches!(verdict, Verdict::Refused(_)), "{field}: {verdict:?}");
    }
}

#[test]
fn ad9_a_board_stays_one_that_can_be_opened() {
    let meta = |key: &str, value: &[u8]| {
        Crafted::default().block(5, 0, [in_root(ANY, "meta", key, &plain(value))]).bytes()
    };
    let bad: [(&str, &[u8]); 6] = [
        ("schema", &[125, 2]),
        ("schema", &[125, 0]),
        ("schema", &[124, 0x3f, 0xc0, 0, 0]),
        ("schema", &[119, 1, b'1']),
        ("schema", &[126]),
        ("title", &[125, 1]),
    ];
    for (key, value) in bad {
        let class = refused(&mut Admission::new(Limits::default()), &editor("eve"), &meta(key, value));
        assert_eq!(class, Class::Malformed, "{key}");
    }
    for (key, value) in [("schema", vec![125, 1]), ("title", string("Piano")), ("unknown", vec![126])] {
        let mut index = Admission::new(Limits::default());
        assert_eq!(index.admit(&editor("a"), &meta(key, &value), 0), Verdict::Admitted, "{key}");
    }
}
