//! PO28: an SVG is shapes alone, and nothing in it acts. `scripts/check-paper` has another program draw it.
#![allow(clippy::unwrap_used)]

#[path = "common/sample.rs"]
mod sample;

#[path = "common/drawn.rs"]
mod drawn;

use board::{cluster::Cluster, note::Note, view::BoardView, words::Language};
use publish::poster::{Options, Paper, SvgText, png, scene, svg};
use std::io;

fn draw(view: &BoardView) -> (String, usize) {
    write(view, SvgText::Outlines)
}

fn write(view: &BoardView, text: SvgText) -> (String, usize) {
    let options = Options {
        paper: Paper::A3,
        language: Language::Italian,
        images: drawn::images(),
        ..Options::default()
    };
    let scene = scene(view, &options);
    let mut bytes = Vec::new();
    let report = svg(&scene, text, &mut bytes).unwrap();
    assert_eq!(report.missing_glyphs, png(&scene, &mut io::sink()).unwrap().missing_glyphs);
    (String::from_utf8(bytes).unwrap(), report.missing_glyphs)
}

#[test]
fn po28_same_board_same_file_with_its_size() {
    let view = sample::group("1", "Ambiente");
    let (text, missing) = draw(&view);
    assert!(text == draw(&view).0);
    assert_eq!(missing, 0);
    assert!(text.contains("width=\"420mm\" height=\"297mm\" viewBox=\"0 0 420 297\" xml:lang=\"it\""));
    for note in view.notes.values() {
        let says = note.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let says =
            says.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        assert!(text.contains(&format!("<title>{says}")), "{says}");
    }
}

#[test]
fn po28_whatever_was_typed_nothing_in_it_acts() {
    let mut view = sample::stress();
    for (i, text) in [
        "</title><script>alert(1)</script>",
        "\" onload=\"alert(1)",
        "]]><!ENTITY x SYSTEM \"file:///etc/passwd\">",
        "&#x3c;script&#x3e;",
        "javascript:alert(1) file:///etc/passwd http://169.254.169.254/",
        "\u{0}\u{1b}[31m\u{fffe}",
    ]
    .into_iter()
    .enumerate()
    {
        let pos = [220.0 * i as f64, 900.0];
        view.notes
            .insert(format!("h{i}").parse().unwrap(), Note { text: text.into(), pos, ..Note::default() });
        let cluster = Cluster { title: text.into(), pos: [500.0 * i as f64, 1300.0], ..Cluster::default() };
        view.clusters.insert(format!("k{i}").parse().unwrap(), cluster);
    }
    view.title = "<svg onload=alert(1)>".into();
    for (view, written) in [
        (&view, SvgText::Outlines),
        (&view, SvgText::Text),
        (&drawn::board(), SvgText::Outlines),
        (&drawn::board(), SvgText::Text),
    ] {
        let (text, _) = write(view, written);
        // Tags and their attributes, without what stands between them.
        let mut seen = std::collections::BTreeSet::new();
        for tag in text.split('<').skip(1) {
            let (tag, says) = tag.split_once('>').unwrap();
            assert!(!says.contains('>'), "{says}");
            let mut words = tag.trim_end_matches('/').splitn(2, [' ', '\n']);
            seen.insert(words.next().unwrap().to_owned());
            let attributes = words.next().unwrap_or_default();
            for attribute in attributes.split("=\"").skip(1) {
                let value = attribute.split('"').next().unwrap();
                assert!(!value.contains("url(") || value.starts_with("url(#"), "{value}");
            }
            for link in attributes.split("href=\"").skip(1) {
                assert!(link.starts_with('#') || link.starts_with("data:image/png;base64,"), "{link}");
            }
            let odd = attributes.split([' ', '\n']).any(|word| word.to_ascii_lowercase().starts_with("on"));
            assert!(!odd, "{attributes}");
        }
        let known = [
            "svg",
            "/svg",
            "title",
            "/title",
            "defs",
            "/defs",
            "g",
            "/g",
            "path",
            "use",
            "image",
            "clipPath",
            "/clipPath",
            "linearGradient",
            "/linearGradient",
            "radialGradient",
            "/radialGradient",
            "stop",
            "mask",
            "/mask",
        ];
        let of_text = ["text", "/text", "style", "/style"];
        for name in &seen {
            let is_known = known.contains(&name.as_str())
                || written == SvgText::Text && of_text.contains(&name.as_str());
            assert!(is_known, "{name}");
        }
        assert!(!text.contains(['\u{0}', '\u{1b}', '\u{fffe}']));
    }
}

#[test]
fn po35_letters_can_stay_letters_with_the_font_they_need() {
    let view = sample::group("1", "Ambiente");
    let (text, missing) = write(&view, SvgText::Text);
    assert_eq!(missing, 0);
    assert!(text == write(&view, SvgText::Text).0);
    let written: String = text
        .split("<text ")
        .skip(1)
        .map(|one| one.split_once('>').unwrap().1.split_once("</text>").unwrap().0)
        .collect::<String>()
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    for note in view.notes.values().filter(|note| note.text.is_ascii()) {
        let says: String = note.text.chars().filter(|c| !c.is_whitespace()).collect();
        let says =
            says.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        assert!(written.contains(&says), "{says}");
    }
    // As many places as letters, and far smaller than the shapes.
    for one in text.split("<text ").skip(1) {
        let (attributes, rest) = one.split_once('>').unwrap();
        let places = attributes.split(" x=\"").nth(1).unwrap().split('"').next().unwrap();
        let said = rest.split_once("</text>").unwrap().0;
        let said =
            said.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        assert_eq!(places.split(' ').count(), said.encode_utf16().count(), "{said}");
    }
    assert!(text.len() * 2 < draw(&view).0.len() * 3, "{} {}", text.len(), draw(&view).0.len());
    // What joins, bears marks or has colours stays a shape.
    let mut odd = BoardView::default();
    for (i, says) in ["مرحبا", "שלום", "🙂", "e\u{301}\u{302}"].into_iter().enumerate() {
        odd.notes.insert(format!("n{i}").parse().unwrap(), Note { text: says.into(), ..Note::default() });
    }
    let (text, missing) = write(&odd, SvgText::Text);
    assert_eq!(missing, 0);
    for says in ["مرحبا", "שלום", "🙂"] {
        assert_eq!(text.matches(says).count(), 1, "in its title alone");
    }
}
