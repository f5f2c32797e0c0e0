//! Tables of a workshop: read, planned, and what is planned can be written on boards that people can edit.
#![no_main]

use std::sync::LazyLock;

use admission::Admission;
use board::edit;
use libfuzzer_sys::fuzz_target;
use workshop::import::{self, Files};
use workshop::{Limits, Spec, Workshop};
use yrs::updates::decoder::Decode;
use yrs::{Transact, Update};

static WORKSHOP: LazyLock<Workshop> = LazyLock::new(|| {
    let spec = Spec { title: "Laboratorio".into(), groups: vec!["Ambiente".into()], ..Spec::default() };
    Workshop::create(&spec, &limits(), &mut counter(), 1_000).expect("a workshop")
});

fn limits() -> Limits {
    Limits { participants_max: 50, groups_max: 5, sessions_max: 5 }
}

fn counter() -> impl FnMut() -> u128 {
    let mut n = 0_u128;
    move || {
        n += 1;
        n.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
    }
}

fuzz_target!(|data: &[u8]| {
    let mut files = Files::default();
    // Several tables stand one after the other, with a zero between; the first line says which is which.
    for table in data.split(|&byte| byte == 0) {
        let has = |word: &str| table.windows(word.len()).any(|window| window == word.as_bytes());
        if has("from_text") {
            files.links = Some(table);
        } else if has("minutes") {
            files.agenda = Some(table);
        } else if has("Pre-assign") {
            files.rooms = Some(table);
        } else {
            files.notes = Some(table);
        }
    }
    let plan = match import::plan(&WORKSHOP, files, &limits(), &|_| f64::MIN, &mut counter(), 5) {
        Ok(plan) => plan,
        Err(rows) => {
            assert!(!rows.is_empty(), "a refusal names a row");
            return;
        }
    };
    for (_, edits) in plan.edits {
        let update = edit::draft(&[0, 0], 5, &edits).expect("an empty board");
        let mut index = Admission::new(admission::Limits::default());
        index.note_server(&update).expect("what the server writes holds together");
        let doc = edit::new_doc(1);
        doc.transact_mut().apply_update(Update::decode_v1(&update).expect("an update")).expect("an update");
        let view = board::view::BoardView::read(&doc.transact());
        assert!(view.links.values().all(|link| view.is_drawn(link)), "every link has its ends");
    }
});
