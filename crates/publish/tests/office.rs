//! HB rules of DOCX and ODT: read back by programs that did not write them.
#![allow(clippy::unwrap_used)]

#[path = "common/drawn.rs"]
mod drawn;
#[path = "common/sample.rs"]
mod sample;
#[path = "common/workshop.rs"]
mod workshop;

use publish::document::{Chapter, Handbook, Material, Outline, Shows, docx, handbook, odt};
use roxmltree::{Document, Node};
use std::{
    collections::BTreeMap,
    io::{Cursor, Read as _},
};
use workshop::{sample_workshop, stress_workshop};
use zip::{CompressionMethod, ZipArchive};

fn made(material: &Material) -> Handbook {
    let shows = Shows { names: true, comments: true, ..Shows::default() };
    handbook(material, &Outline { shows, ..Outline::default() })
}

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|nth| {
            let mut part = archive.by_index(nth).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            (part.name().to_owned(), content)
        })
        .collect()
}

fn text(part: &[u8]) -> &str {
    std::str::from_utf8(part).unwrap()
}

/// What is said in a paragraph, newlines as `\n`.
fn said(node: Node<'_, '_>) -> String {
    let mut out = String::new();
    for one in node.descendants() {
        match one.tag_name().name() {
            "br" | "line-break" => out.push('\n'),
            "s" => out.push_str(&" ".repeat(one.attributes().next().unwrap().value().parse().unwrap())),
            _ => {}
        }
        // In ODT a text stands in any element, in DOCX in `t` alone.
        if one.is_text() && one.parent().is_some_and(|of| of.tag_name().name() != "instrText") {
            out.push_str(one.text().unwrap());
        }
    }
    out
}

#[test]
fn hb8_office_documents_are_the_same_for_the_same_workshop() {
    let pictures = workshop::pictures();
    let made = made(&stress_workshop());
    assert!(docx(&made, &pictures) == docx(&made, &pictures));
    assert!(odt(&made, &pictures) == odt(&made, &pictures));
}

#[test]
fn hb9_every_part_is_whole_xml_and_nothing_leads_outside() {
    for bytes in [docx, odt].map(|write| write(&made(&stress_workshop()), &workshop::pictures())) {
        for (name, part) in parts(&bytes).iter().filter(|(name, _)| !name.ends_with(".png")) {
            if name == "mimetype" {
                continue;
            }
            let tree = Document::parse(text(part)).unwrap_or_else(|error| panic!("{name}: {error}"));
            for node in tree.descendants() {
                for attribute in node.attributes() {
                    let (key, value) = (attribute.name(), attribute.value());
                    assert_ne!((key, value), ("TargetMode", "External"), "{name}");
                    let is_link = matches!(key, "href" | "Target" | "full-path");
                    assert!(!is_link || !value.contains(':'), "{name}: {key} {value}");
                }
                let tag = node.tag_name().name();
                assert!(
                    !matches!(tag, "script" | "event-listeners" | "object" | "altChunk" | "iframe"),
                    "{name}: {tag}"
                );
                // The only fields are contents and page numbers.
                if tag == "instrText" {
                    assert_eq!(node.text(), Some(" TOC \\o \"1-2\" \\h \\n \\u "));
                }
                if tag == "fldSimple" {
                    assert_eq!(node.attributes().next().unwrap().value(), " PAGE ");
                }
            }
        }
    }
}

#[test]
fn hb10_headings_and_points_are_those_of_the_handbook() {
    for material in [sample_workshop(), stress_workshop()] {
        let made = made(&material);
        let chapters: Vec<&str> = made.chapters.iter().map(|chapter| chapter.heading.as_str()).collect();
        let points: Vec<&str> = made
            .chapters
            .iter()
            .flat_map(Chapter::shown)
            .map(|one| one.text.as_str())
            .filter(|one| !one.is_empty())
            .collect();

        let word = parts(&docx(&made, &workshop::pictures()));
        let tree = Document::parse(text(&word["word/document.xml"])).unwrap();
        let styled = |style: &str| -> Vec<String> {
            let is = |node: &Node<'_, '_>| {
                let mut names = node.descendants().filter(|one| one.tag_name().name() == "pStyle");
                names.next().is_some_and(|one| one.attributes().next().unwrap().value() == style)
            };
            tree.descendants().filter(|node| node.tag_name().name() == "p").filter(is).map(said).collect()
        };
        assert_eq!(styled("Title"), [made.title.as_str()]);
        assert_eq!(styled("Heading1")[..chapters.len()], chapters);
        assert_eq!(styled("TOC1"), styled("Heading1"));
        assert_eq!(styled("TOC2"), styled("Heading2"));
        let bullets = styled("ListBullet");
        assert!(points.iter().all(|point| bullets.iter().any(|one| one == point)));

        let open = parts(&odt(&made, &workshop::pictures()));
        let tree = Document::parse(text(&open["content.xml"])).unwrap();
        let headings = |level: &str| -> Vec<String> {
            let is = |node: &Node<'_, '_>| {
                node.tag_name().name() == "h"
                    && node.attributes().any(|one| one.name() == "outline-level" && one.value() == level)
            };
            tree.descendants().filter(is).map(said).collect()
        };
        assert_eq!(headings("1")[..chapters.len()], chapters);
        assert_eq!(headings("1"), styled("Heading1"));
        assert_eq!(headings("2"), styled("Heading2"));
        let items: Vec<String> =
            tree.descendants().filter(|node| node.tag_name().name() == "p").map(said).collect();
        assert!(points.iter().all(|point| items.iter().any(|one| one == point)));
    }
}

#[test]
fn hb10_pictures_say_what_they_show_and_the_language_is_stated() {
    let made = made(&stress_workshop());
    let word = parts(&docx(&made, &workshop::pictures()));
    let document = text(&word["word/document.xml"]);
    assert_eq!(document.matches("descr=\"Image sans description\"").count(), 2, "of the note without a word");
    assert_eq!(word.keys().filter(|name| name.starts_with("word/media/")).count(), 1, "kept once");
    assert!(text(&word["word/styles.xml"]).contains("<w:lang w:val=\"fr-FR\""));
    assert!(text(&word["docProps/core.xml"]).contains("<dc:language>fr</dc:language>"));
    let open = parts(&odt(&made, &workshop::pictures()));
    assert!(text(&open["content.xml"]).contains("<svg:title>Image sans description</svg:title>"));
    assert!(text(&open["styles.xml"]).contains("fo:language=\"fr\" fo:country=\"FR\""));
    // What runs from right to left does so, paragraph by paragraph.
    assert!(document.contains("<w:pStyle w:val=\"Heading1\"/><w:bidi/>"));
    assert!(text(&open["content.xml"]).contains("style:writing-mode=\"rl-tb\""));
    // Without the picture there is what it shows.
    let bare = parts(&docx(&made, &BTreeMap::new()));
    let document = text(&bare["word/document.xml"]);
    assert!(!document.contains("descr=") && document.contains("Image sans description"));
}

#[test]
fn hb10_an_open_document_is_told_by_its_first_bytes() {
    let bytes = odt(&made(&sample_workshop()), &BTreeMap::new());
    assert_eq!(&bytes[30..77], b"mimetypeapplication/vnd.oasis.opendocument.text");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    assert_eq!(archive.by_index(0).unwrap().compression(), CompressionMethod::Stored);
    assert_eq!(archive.by_index(3).unwrap().compression(), CompressionMethod::Deflated);
}
