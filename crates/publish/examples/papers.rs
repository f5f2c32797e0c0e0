//! Sheets for other programs to judge: `cargo run -p publish --example papers -- FOLDER` writes each as PDF, SVG and PNG, and beside them what
//! it says, in reading order, a passage a line; before what lies under notes, and so comes earlier in the file, stands `~`.
#![allow(clippy::unwrap_used)]

#[path = "../tests/common/sample.rs"]
mod sample;

#[path = "../tests/common/drawn.rs"]
mod drawn;

use board::{view::BoardView, words::Language};
use publish::poster::{Content, Options, Paper, Print, Report, Role, Scene, pdf, png, scene, svg};
use std::{env, fs};

fn said(scene: &Scene) -> String {
    let mut out = String::new();
    let passages = scene.sections.iter().flat_map(|section| section.all());
    for (role, part) in passages.flat_map(|passage| passage.parts.iter().map(|part| (passage.role, part))) {
        if part.content != Content::Words {
            continue;
        }
        let lines: Vec<&str> = scene.lines(part).map(|line| line.text.as_str()).collect();
        if !lines.is_empty() {
            out.push_str(if role == Role::Mark { "~" } else { "" });
            out.push_str(&lines.join(" "));
            out.push('\n');
        }
    }
    out
}

fn main() {
    let folder = env::args().nth(1).expect("a folder to write to");
    fs::create_dir_all(&folder).unwrap();
    let sheets: [(&str, BoardView, Paper, bool); 6] = [
        ("group", sample::group("1", "Ambiente"), Paper::A3, false),
        ("plenary", sample::plenary("1"), Paper::A0, false),
        ("stress", sample::stress(), Paper::A2, false),
        ("drawn", drawn::board(), Paper::Letter, false),
        ("marked", sample::group("2", "Cultura"), Paper::A4, true),
        ("empty", BoardView { title: "Lavagna nuova".into(), ..BoardView::default() }, Paper::A4, false),
    ];
    for (name, view, paper, crop_marks) in sheets {
        let options = Options {
            paper,
            subtitle: Some("Incontro 1 · 29 settembre 2021".to_owned()),
            language: Language::Italian,
            images: drawn::images(),
            dpi: 60,
            ..Options::default()
        };
        let scene = scene(&view, &options);
        fs::write(format!("{folder}/{name}.txt"), said(&scene)).unwrap();
        let keep = |ending: &str, bytes: Vec<u8>, report: Report| {
            assert_eq!((report.missing_glyphs, report.cut_text), (0, 0), "{name}.{ending}");
            fs::write(format!("{folder}/{name}.{ending}"), bytes).unwrap();
        };
        let mut bytes = Vec::new();
        let report = svg(&scene, &mut bytes).unwrap();
        keep("svg", bytes, report);
        let mut bytes = Vec::new();
        let report = png(&scene, &mut bytes).unwrap();
        keep("png", bytes, report);
        let mut bytes = Vec::new();
        let report = pdf(&[scene], Print { crop_marks }, &mut bytes).unwrap();
        keep("pdf", bytes, report);
    }
}
