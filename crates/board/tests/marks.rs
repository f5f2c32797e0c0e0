//! BD8: marks as they are read, whatever was written.
#![allow(clippy::unwrap_used, missing_docs)]

use board::edit::new_doc;
use board::id::ImageId;
use board::mark::Figure;
use board::schema::{POINT_MAX, POINTS_MAX};
use board::view::BoardView;
use yrs::{Any, Map, MapPrelim, MapRef, TextPrelim, Transact, TransactionMut, WriteTxn};

fn read(write: impl Fn(&MapRef, &mut TransactionMut<'_>)) -> BoardView {
    let doc = new_doc(1);
    {
        let mut txn = doc.transact_mut();
        let mark = txn.get_or_insert_map("marks").insert(&mut txn, "m", MapPrelim::default());
        write(&mark, &mut txn);
    }
    BoardView::read(&doc.transact())
}

fn numbers(numbers: &[f64]) -> Any {
    Any::Array(numbers.iter().map(|number| Any::from(*number)).collect())
}

#[test]
fn bd8_each_kind_is_read_with_its_fields() {
    let view = read(|mark, txn| {
        mark.insert(txn, "kind", "text");
        mark.insert(txn, "text", TextPrelim::new("Titolo"));
        mark.insert(txn, "pos", numbers(&[3.0, 4.0]));
        mark.insert(txn, "size", numbers(&[2.0, 0.2]));
    });
    let mark = view.marks.values().next().unwrap();
    assert_eq!(mark.figure, Figure::Text { text: "Titolo".to_owned() });
    assert_eq!((mark.pos, mark.size, mark.is_above()), ([3.0, 4.0], [2.0, 1.0], true));
    assert_eq!(view.bounds(), Some([3.0, 4.0, 5.0, 5.0]));

    let view = read(|mark, txn| {
        mark.insert(txn, "kind", "shape");
        mark.insert(txn, "form", "arrow");
        mark.insert(txn, "points", numbers(&[0.0, 10_000.0, 99_999.0, -5.0]));
    });
    let mark = view.marks.values().next().unwrap();
    let Figure::Shape { form, points, .. } = &mark.figure else { panic!("{mark:?}") };
    assert_eq!((form.as_str(), points.as_slice()), ("arrow", &[0.0, POINT_MAX, POINT_MAX, 0.0][..]));
    assert!(!mark.is_above());

    let image = ImageId::of(b"a picture");
    let view = read(|mark, txn| {
        mark.insert(txn, "kind", "image");
        mark.insert(txn, "image", image.as_str());
    });
    let figure = &view.marks.values().next().unwrap().figure;
    assert_eq!(*figure, Figure::Image { image: image.clone(), text: String::new() });
    let again: BoardView = serde_json::from_value(serde_json::to_value(&view).unwrap()).unwrap();
    assert_eq!(again, view);
}

#[test]
fn bd8_what_cannot_be_seen_is_left_out_and_odd_values_become_the_nearest() {
    for kind in ["", "video", "stroke", "image"] {
        let view = read(|mark, txn| {
            mark.insert(txn, "kind", kind);
            mark.insert(txn, "image", "../../etc/passwd");
            mark.insert(txn, "points", numbers(&[1.0, 2.0, 3.0]));
        });
        assert!(view.marks.is_empty(), "{kind}");
    }
    let many = vec![7.0; POINTS_MAX + 9];
    let view = read(|mark, txn| {
        mark.insert(txn, "kind", "stroke");
        mark.insert(txn, "style", "highlight");
        mark.insert(txn, "points", numbers(&many));
        mark.insert(txn, "color", "mauve");
    });
    let mark = view.marks.values().next().unwrap();
    let Figure::Stroke { points, highlight } = &mark.figure else { panic!("{mark:?}") };
    assert_eq!((points.len(), *highlight, mark.color.as_str()), (POINTS_MAX, true, "white"));
    let view = read(|mark, txn| {
        mark.insert(txn, "kind", "shape");
        mark.insert(txn, "form", "spiral");
    });
    let Figure::Shape { form, points, .. } = &view.marks.values().next().unwrap().figure else { panic!() };
    assert_eq!((form.as_str(), points.len()), ("rectangle", 0));
}
