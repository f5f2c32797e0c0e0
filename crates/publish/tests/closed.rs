//! B19: nothing is opened while a sheet, a handbook or a manifesto is written, no file and no line, whatever was typed.
//!
//! The same is written twice: here, and in a process that may open nothing. It is the same to the last byte.
#![allow(clippy::unwrap_used)]

#[path = "common/sample.rs"]
mod sample;

#[path = "common/drawn.rs"]
mod drawn;

#[path = "common/manifestos.rs"]
mod manifestos;

#[path = "common/workshop.rs"]
mod workshop;

use board::{cluster::Cluster, link::Link, note::Note, view::BoardView};
use publish::{
    document::{self, Outline, Pictures},
    manifesto::{html, sheet},
    poster::{Emoji, Fonts, Options, Paper, Print, SvgText, jpeg, pdf, png, scene, svg},
};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use sha2::{Digest, Sha256};
use std::{env, fs::File, net::UdpSocket, process::Command};

const CLOSED: &str = "WRITES_WITH_NOTHING_OPEN";
const PLACES: [&str; 6] = [
    "file:///etc/passwd",
    "http://169.254.169.254/latest/meta-data",
    "<image href=\"file:///etc/passwd\"/><use xlink:href=\"http://127.0.0.1/x.svg#a\"/>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>",
    "@import url(http://127.0.0.1/a.css); @font-face{src:url(file:///etc/passwd)}",
    "![](http://127.0.0.1/a.png) [x](file:///etc/passwd) {INCLUDETEXT \"/etc/passwd\"}",
];

/// Frames in frames in frames, links in circles, and addresses wherever something can be typed.
fn hostile() -> BoardView {
    let mut view = BoardView { title: PLACES[2].into(), ..BoardView::default() };
    for i in 0..100_u32 {
        let side = 20_000.0 - f64::from(i) * 150.0;
        let pos = [f64::from(i) * 75.0; 2];
        let title = PLACES[i as usize % PLACES.len()].into();
        let cluster = Cluster { title, pos, size: [side, side], ..Cluster::default() };
        view.clusters.insert(format!("c{i}").parse().unwrap(), cluster);
        let text = PLACES[(i as usize + 1) % PLACES.len()].into();
        let cluster = Some(format!("c{i}").parse().unwrap());
        view.notes.insert(format!("n{i}").parse().unwrap(), Note { text, pos, cluster, ..Note::default() });
        let (from, to) = (format!("n{i}").parse().unwrap(), format!("c{}", (i + 1) % 100).parse().unwrap());
        let label = PLACES[i as usize % 2].into();
        let link = Link { from, to, label, style: "url(http://127.0.0.1)".into(), src: None };
        view.links.insert(format!("l{i}").parse().unwrap(), link);
    }
    view
}

/// What everything that is written comes to.
fn written() -> String {
    let mut all = Sha256::new();
    for view in [hostile(), sample::stress(), drawn::board()] {
        let images = drawn::images();
        let scene = scene(&view, &Options { paper: Paper::A3, dpi: 40, images, ..Options::default() });
        let mut out = Vec::new();
        png(&scene, &mut out).unwrap();
        jpeg(&scene, &mut out).unwrap();
        for text in [SvgText::Outlines, SvgText::Text] {
            svg(&scene, text, &mut out).unwrap();
        }
        for emoji in [Emoji::Vector, Emoji::Pictures] {
            let print = Print { emoji, ..Print::default() };
            pdf(std::slice::from_ref(&scene), print, &mut out).unwrap();
        }
        all.update(out);
    }
    let handbook = document::handbook(&workshop::stress_workshop(), &Outline::default());
    let pictures = Pictures::new();
    all.update(document::markdown(&handbook));
    all.update(document::html(&handbook, &pictures));
    all.update(document::docx(&handbook, &pictures));
    all.update(document::odt(&handbook, &pictures));
    all.update(document::pdf(&handbook, &pictures, &Fonts::default()).unwrap());
    for (_, manifesto) in manifestos::all() {
        let page = sheet(&manifesto, 40, &Fonts::default()).unwrap();
        all.update(html(&manifesto, &page));
        let mut out = Vec::new();
        png(&page.scene, &mut out).unwrap();
        pdf(&[page.scene], Print::default(), &mut out).unwrap();
        all.update(out);
    }
    all.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn po37_b19_writing_opens_neither_file_nor_line() {
    if env::var_os(CLOSED).is_some() {
        let most = getrlimit(Resource::Nofile).maximum;
        setrlimit(Resource::Nofile, Rlimit { current: Some(0), maximum: most }).unwrap();
        // It is really so: what tries finds nothing.
        assert!(File::open("/etc/passwd").is_err() && UdpSocket::bind("127.0.0.1:0").is_err());
        println!("comes to {}", written());
        return;
    }
    let closed = Command::new(env::current_exe().unwrap())
        .args(["--exact", "po37_b19_writing_opens_neither_file_nor_line", "--nocapture"])
        .env(CLOSED, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&closed.stdout);
    assert!(closed.status.success(), "{said}{}", String::from_utf8_lossy(&closed.stderr));
    assert!(said.contains(&format!("comes to {}", written())), "{said}");
}
