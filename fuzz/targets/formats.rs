//! Files from anywhere: whatever is read lies within the limits of a board, can be written on one that people can edit, and
//! leaves as every kind of file, each of which is read again.
#![no_main]

use admission::Admission;
use board::edit;
use board::format::landing::{Whose, land, sift};
use board::format::{Format, THINGS_MAX, export, import};
use board::view::BoardView;
use libfuzzer_sys::fuzz_target;
use yrs::updates::decoder::Decode;
use yrs::{Transact, Update};

fn counter() -> impl FnMut() -> u128 {
    let mut n = 0_u128;
    move || {
        n += 1;
        n.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
    }
}

fuzz_target!(|data: &[u8]| {
    // The first byte chooses the format, so that each is tried; beyond those the file says it itself.
    let Some((first, file)) = data.split_first() else { return };
    let format =
        Format::ALL.get(usize::from(first % 10)).copied().unwrap_or_else(|| Format::guess("x.csv", file));
    let Ok(mut read) = import(format, file) else { return };
    let things = read.content.notes.len() + read.content.clusters.len() + read.content.marks.len();
    assert!((1..=THINGS_MAX).contains(&things), "something, and not too much");
    let whose = Whose {
        author: Some("a"),
        is_whole: first % 2 == 0,
        knows: &|id| id.len() > 3,
        has: &|_| true,
        at_ms: 5,
    };
    sift(&mut read, &whose);
    let edits = land(&read.content, &BoardView::default(), &whose, &mut counter());
    let update = edit::draft(&[0, 0], 5, &edits).expect("an empty board");
    let mut index = Admission::new(admission::Limits::default());
    index.note_server(&update).expect("what the server writes holds together");
    let doc = edit::new_doc(1);
    doc.transact_mut().apply_update(Update::decode_v1(&update).expect("an update")).expect("an update");
    let view = BoardView::read(&doc.transact());
    assert_eq!(view.notes.len(), read.content.notes.len(), "every note is there");
    assert!(view.links.values().all(|link| view.is_drawn(link)), "every link has its ends");
    for format in Format::ALL {
        let file = export(format, &view, &|id| Some(format!("={id}"))).expect("a file");
        match import(format, &file) {
            Ok(again) if format == Format::Json => {
                assert_eq!(again.content.notes, view.notes, "JSON is lossless");
                assert_eq!(again.content.links, view.links, "JSON is lossless");
            }
            Ok(again) => assert!(again.content.notes.len() >= usize::from(!view.notes.is_empty())),
            // Of drawings alone, or of notes without a word, not every file has something.
            Err(_) => assert!(view.notes.values().all(|note| note.text.trim().is_empty()), "{format:?}"),
        }
    }
});
