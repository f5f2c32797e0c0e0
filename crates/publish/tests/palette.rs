//! The palette is one, and can be read.
#![allow(clippy::unwrap_used)]

use publish::palette::{INK, PAPERS, PENS, SHEET, contrast, ink, paper, pen, pens_typescript, typescript};

#[test]
fn po9_the_browser_has_the_same_palette() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/src/scene/palette.ts");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, typescript()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), typescript());
}

#[test]
fn po14_pens_are_readable_on_the_board_and_the_browser_has_the_same() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/src/scene/pens.gen.ts");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, pens_typescript()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), pens_typescript());
    for (pen, paper) in PENS.iter().zip(&PAPERS) {
        assert_eq!(pen.name, paper.name);
        assert!(
            contrast(pen.light, SHEET) >= 4.5 && contrast(pen.light, [0xf6, 0xf4, 0xef]) >= 4.5,
            "{}",
            pen.name
        );
        assert!(contrast(pen.dark, [0x1b, 0x1f, 0x24]) >= 4.5, "{}", pen.name);
    }
    assert_eq!(pen("#102030"), [0x10, 0x20, 0x30]);
    assert_eq!(pen("mauve"), INK);
}

#[test]
fn po9_ink_is_readable_on_every_paper() {
    for paper in &PAPERS {
        assert!(contrast(paper.light, INK) >= 7.0, "{}", paper.name);
        assert!(contrast(paper.dark, INK) >= 7.0, "{}", paper.name);
    }
    for grey in 0..=255 {
        let surface = [grey, grey, grey];
        assert!(contrast(surface, ink(surface)) >= 4.5, "{grey}");
    }
}

#[test]
fn po9_odd_colours_do_not_fail() {
    assert_eq!(paper("#102030").light, [0x10, 0x20, 0x30]);
    for odd in ["", "#", "#12345", "#12345é", "#+12345", "mauve"] {
        let _ = paper(odd);
    }
    assert_eq!(paper("mauve").name, "yellow");
}

#[test]
fn fm7_papers_are_the_same_in_files_of_other_programs() {
    for paper in publish::palette::PAPERS {
        let mut view = board::view::BoardView::default();
        let color = board::schema::Color::parse(paper.name).unwrap();
        let note = board::note::Note { color, ..board::note::Note::default() };
        view.notes.insert("n".parse().unwrap(), note);
        let file = board::format::export(board::format::Format::Excalidraw, &view, &|_| None).unwrap();
        let [red, green, blue] = paper.light;
        let hex = format!("\"backgroundColor\": \"#{red:02x}{green:02x}{blue:02x}\"");
        assert!(String::from_utf8(file).unwrap().contains(&hex), "{}: {hex}", paper.name);
    }
}
