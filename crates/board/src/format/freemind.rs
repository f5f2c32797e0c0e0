//! FreeMind's map, which Freeplane reads as well: one root, nodes under nodes, arrows across.

use std::fmt::Write as _;

use super::remarks::{ICONS, PICTURES, PLAIN};
use super::tree::{self, Tree, Twig};
use super::xml::{self, Element, escaped};
use super::{Import, Refusal, Remarks, paper, reasons};
use crate::edit::Kind;
use crate::view::BoardView;

/// Names of attributes of a node for what a map has no word for.
const KIND: &str = "plenaria:kind";
const LABEL: &str = "plenaria:label";
const TAG: &str = "tag";
/// Maps of earlier versions are read the same.
const VERSION: &str = "1.0.1";

pub(super) fn write(view: &BoardView) -> String {
    let tree = tree::of(view);
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(out, "<map version=\"{VERSION}\">\n<node TEXT=\"{}\">", escaped(&tree.title));
    for (at, twig) in tree.twigs.iter().enumerate() {
        node(&mut out, twig, &tree.links, Some(if at % 2 == 0 { "right" } else { "left" }));
    }
    out.push_str("</node>\n</map>\n");
    out
}

fn node(out: &mut String, twig: &Twig, links: &[(String, String, String)], side: Option<&str>) {
    let _ = write!(out, "<node ID=\"{}\" TEXT=\"{}\"", escaped(&twig.name), escaped(&twig.text));
    if let Some(side) = side {
        let _ = write!(out, " POSITION=\"{side}\"");
    }
    if let Some(color) = &twig.color {
        let _ = write!(out, " BACKGROUND_COLOR=\"{}\"", escaped(paper::hex(color)));
    }
    out.push_str(">\n");
    if side.is_some() && twig.needs_kind() {
        let kind = if twig.kind == Some(Kind::Cluster) { "cluster" } else { "note" };
        let _ = writeln!(out, "<attribute NAME=\"{KIND}\" VALUE=\"{kind}\"/>");
    }
    if !twig.label.is_empty() {
        let _ = writeln!(out, "<attribute NAME=\"{LABEL}\" VALUE=\"{}\"/>", escaped(&twig.label));
    }
    for tag in &twig.tags {
        let _ = writeln!(out, "<attribute NAME=\"{TAG}\" VALUE=\"{}\"/>", escaped(tag));
    }
    for (_, to, label) in links.iter().filter(|(from, ..)| *from == twig.name) {
        let _ = write!(out, "<arrowlink DESTINATION=\"{}\" ENDARROW=\"Default\"", escaped(to));
        if !label.is_empty() {
            let _ = write!(out, " MIDDLE_LABEL=\"{}\"", escaped(label));
        }
        out.push_str("/>\n");
    }
    for child in &twig.children {
        node(out, child, links, None);
    }
    out.push_str("</node>\n");
}

pub(super) fn read(bytes: &[u8]) -> Result<Import, Refusal> {
    let map = xml::parse(bytes, "map")?;
    let root = map
        .element("node")
        .ok_or_else(|| Refusal::new(map.line, reasons::NOT_THIS.with("kind", "FreeMind")))?;
    let mut remarks = Remarks::default();
    let mut tree = Tree { title: text(root, &mut remarks), ..Tree::default() };
    for element in root.elements().filter(|element| element.name == "node") {
        let twig = twig(element, &mut tree.links, &mut remarks);
        tree.twigs.push(twig);
    }
    tree::board(tree, remarks)
}

fn twig(element: &Element, links: &mut Vec<(String, String, String)>, remarks: &mut Remarks) -> Twig {
    let name = element.attribute("ID").unwrap_or_default().to_owned();
    // `COLOR` is that of the letters.
    let color = element.attribute("BACKGROUND_COLOR");
    let mut twig = Twig {
        text: text(element, remarks),
        color: color.and_then(paper::color),
        line: Some(element.line),
        ..Twig::default()
    };
    for inner in element.elements() {
        let value = |key: &str| inner.attribute(key).unwrap_or_default();
        match inner.name.as_str() {
            "node" => twig.children.push(self::twig(inner, links, remarks)),
            "arrowlink" => {
                links.push((name.clone(), value("DESTINATION").to_owned(), value("MIDDLE_LABEL").to_owned()))
            }
            "icon" => remarks.add(&ICONS),
            "attribute" => match value("NAME") {
                KIND => {
                    twig.kind = Some(if value("VALUE") == "cluster" { Kind::Cluster } else { Kind::Note })
                }
                LABEL => value("VALUE").clone_into(&mut twig.label),
                TAG => twig.tags.push(value("VALUE").to_owned()),
                other => twig.tags.push(format!("{other}: {}", value("VALUE"))),
            },
            _ => {}
        }
    }
    twig.name = name;
    twig
}

/// The words of a node: plain or formatted, its note, its address.
fn text(element: &Element, remarks: &mut Remarks) -> String {
    let mut lines: Vec<String> = Vec::new();
    let plain = element.attribute("TEXT").unwrap_or_default();
    if !plain.is_empty() {
        lines.push(plain.to_owned());
    }
    for rich in element.elements().filter(|inner| inner.name == "richcontent") {
        let words = rich.words();
        if words.is_empty() {
            if has_picture(rich) {
                remarks.add(&PICTURES);
            }
            continue;
        }
        remarks.add(&PLAIN);
        // What stands in the node itself comes before its note.
        let is_node = rich.attribute("TYPE") == Some("NODE");
        if is_node && plain.is_empty() {
            lines.insert(0, words)
        } else if !is_node {
            lines.push(words)
        }
    }
    if let Some(address) = element.attribute("LINK").filter(|address| !address.starts_with('#')) {
        lines.push(address.to_owned());
    }
    lines.join("\n")
}

fn has_picture(element: &Element) -> bool {
    element.elements().any(|inner| inner.name == "img" || has_picture(inner))
}
