//! Sheets for other programs to judge: `cargo run -p publish --example papers -- FOLDER` writes each as PDF, SVG and PNG, and beside them what
//! it says, in reading order, a passage a line; before what lies under notes, and so comes earlier in the file, stands `~`.
#![allow(clippy::unwrap_used)]

#[path = "../tests/common/sample.rs"]
mod sample;

#[path = "../tests/common/drawn.rs"]
mod drawn;
#[path = "../tests/common/manifestos.rs"]
mod manifestos;
#[path = "../tests/common/workshop.rs"]
mod workshop;

use board::{view::BoardView, words::Language};
use publish::manifesto::{html, sheet};
use publish::poster::{
    Content, Credits, Emoji, Fonts, Logo, Options, Paper, Print, Report, Role, Scene, SvgText, Theme, pdf,
    png, scene, svg,
};
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
    let plain = Print::default();
    let sheets: [(&str, BoardView, Paper, Print); 8] = [
        ("group", sample::group("1", "Ambiente"), Paper::A3, plain),
        ("plenary", sample::plenary("1"), Paper::A0, plain),
        ("stress", sample::stress(), Paper::A2, plain),
        ("drawn", drawn::board(), Paper::Letter, plain),
        ("marked", sample::group("2", "Cultura"), Paper::A4, Print { crop_marks: true, ..plain }),
        ("empty", BoardView { title: "Lavagna nuova".into(), ..BoardView::default() }, Paper::A4, plain),
        ("pictured", sample::stress(), Paper::A3, Print { emoji: Emoji::Pictures, ..plain }),
        ("footed", sample::group("3", "Sociale"), Paper::A3, plain),
    ];
    for (name, mut view, paper, print) in sheets {
        let mut options = Options {
            paper,
            subtitle: Some("Incontro 1 · 29 settembre 2021".to_owned()),
            language: Language::Italian,
            images: drawn::images(),
            dpi: 60,
            ..Options::default()
        };
        if name == "group" {
            options.code = Some("https://plenaria.example.org/p/miewe22cl6pmgtrvelfty3zdnf".to_owned());
        }
        if name == "footed" {
            options.theme = Theme::HighContrast;
            options.credits = Credits::Groups(Some("Sociale".to_owned()));
            let means = |(color, means): (&str, &str)| (color.to_owned(), means.to_owned());
            options.legend = Some([("yellow", "Problemi"), ("green", "Proposte")].map(means).into());
            options.logos = vec![Logo { raster: drawn::raster(), says: "Comune di Valverde".to_owned() }];
            options.fonts = Fonts::with(vec![include_bytes!("../tests/data/cjk.otf").to_vec()]);
            options.title = Some("森林と会議".to_owned());
            for (_, note) in view.notes.iter_mut().take(2) {
                note.text.push_str("\nhttps://parco.example/orari/estate/2021?lingua=it, info@parco.example");
            }
        }
        write(&folder, name, scene(&view, &options), print);
    }
    for (name, manifesto) in manifestos::all() {
        let made = sheet(&manifesto, 60, &Fonts::default()).unwrap();
        fs::write(format!("{folder}/{name}.html"), html(&manifesto, &made)).unwrap();
        write(&folder, name, made.scene, plain);
    }
}

fn write(folder: &str, name: &str, scene: Scene, print: Print) {
    fs::write(format!("{folder}/{name}.txt"), said(&scene)).unwrap();
    let keep = |ending: &str, bytes: Vec<u8>, report: Report| {
        assert_eq!((report.missing_glyphs, report.cut_text), (0, 0), "{name}.{ending}");
        fs::write(format!("{folder}/{name}.{ending}"), bytes).unwrap();
    };
    let mut bytes = Vec::new();
    let report = svg(&scene, SvgText::Outlines, &mut bytes).unwrap();
    keep("svg", bytes, report);
    let mut bytes = Vec::new();
    let report = png(&scene, &mut bytes).unwrap();
    keep("png", bytes, report);
    let mut bytes = Vec::new();
    let report = pdf(&[scene], print, &mut bytes).unwrap();
    keep("pdf", bytes, report);
}
