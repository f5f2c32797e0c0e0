//! Handbooks for other programs to judge: `cargo run -p publish --example handbooks -- FOLDER` writes each in every format,
//! and beside them its headings, each behind its level, and what its points say, in order.
#![allow(clippy::unwrap_used)]

#[path = "../tests/common/drawn.rs"]
mod drawn;
#[path = "../tests/common/sample.rs"]
mod sample;
#[path = "../tests/common/workshop.rs"]
mod workshop;

use publish::document::{Chapter, Material, Outline, Shows, docx, handbook, html, markdown, odt, pdf};
use std::{env, fs};

fn main() {
    let folder = env::args().nth(1).expect("a folder to write to");
    fs::create_dir_all(&folder).unwrap();
    let pictures = workshop::pictures();
    let everything = Shows { names: true, comments: true, ..Shows::default() };
    let all: [(&str, Material, Shows); 3] = [
        ("sample", workshop::sample_workshop(), Shows::default()),
        ("stress", workshop::stress_workshop(), everything),
        ("empty", Material { title: "Laboratorio".to_owned(), ..Material::default() }, Shows::default()),
    ];
    for (name, material, shows) in all {
        let intro = "Per chi comincia.\n\nPer chi continua.".to_owned();
        let made = handbook(&material, &Outline { shows, intro, ..Outline::default() });
        let write =
            |ending: &str, bytes: &[u8]| fs::write(format!("{folder}/{name}.{ending}"), bytes).unwrap();
        let text = markdown(&made);
        let page = html(&made, &pictures);
        // Headings as the page has them, where they are easily told.
        let headings = page.split("<h").skip(1).filter_map(|rest| {
            let (level, rest) = (rest.get(..1)?, rest.split_once('>')?.1);
            matches!(level, "1" | "2" | "3").then(|| format!("{level} {}", rest.split("</h").next().unwrap()))
        });
        write("headings", headings.collect::<Vec<_>>().join("\n").as_bytes());
        let points = made.chapters.iter().flat_map(Chapter::shown).map(|point| point.text.replace('\n', " "));
        write("points", points.collect::<Vec<_>>().join("\n").as_bytes());
        write("md", text.as_bytes());
        write("html", page.as_bytes());
        write("docx", &docx(&made, &pictures));
        write("odt", &odt(&made, &pictures));
        write("pdf", &pdf(&made, &pictures, &publish::poster::Fonts::default()).unwrap());
    }
}
