//! OPML 2.0: an outline. What it has no word for stands in attributes of a namespace of ours, which other programs pass over.

use std::fmt::Write as _;

use super::paper;
use super::tree::{self, Tree, Twig};
use super::xml::{self, Element, escaped};
use super::{Import, Refusal, Remarks, reasons};
use crate::edit::Kind;
use crate::view::BoardView;

/// The name of our attributes. Nothing is there to be fetched.
pub(super) const NAMESPACE: &str = "urn:plenaria:board:1";

pub(super) fn write(view: &BoardView) -> String {
    let tree = tree::of(view);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a String cannot fail.
    let _ = writeln!(out, "<opml version=\"2.0\" xmlns:plenaria=\"{NAMESPACE}\">");
    let _ = writeln!(out, "  <head>\n    <title>{}</title>\n  </head>\n  <body>", escaped(&tree.title));
    for twig in &tree.twigs {
        outline(&mut out, twig, 2, true);
    }
    if tree.twigs.is_empty() {
        // A body has at least one.
        out.push_str("    <outline text=\"\"/>\n");
    }
    out.push_str("  </body>\n</opml>\n");
    out
}

fn outline(out: &mut String, twig: &Twig, depth: usize, is_top: bool) {
    let indent = "  ".repeat(depth);
    let _ = write!(out, "{indent}<outline text=\"{}\"", escaped(&twig.text));
    if !twig.tags.is_empty() {
        let tags: Vec<String> = twig.tags.iter().map(|tag| tag.replace(',', " ")).collect();
        let _ = write!(out, " category=\"{}\"", escaped(&tags.join(",")));
    }
    if is_top && twig.needs_kind() {
        let kind = if twig.kind == Some(Kind::Cluster) { "cluster" } else { "note" };
        let _ = write!(out, " plenaria:kind=\"{kind}\"");
    }
    if let Some(color) = &twig.color {
        let _ = write!(out, " plenaria:color=\"{}\"", escaped(color.as_str()));
    }
    if !twig.label.is_empty() {
        let _ = write!(out, " plenaria:label=\"{}\"", escaped(&twig.label));
    }
    if twig.children.is_empty() {
        out.push_str("/>\n");
        return;
    }
    out.push_str(">\n");
    for child in &twig.children {
        outline(out, child, depth + 1, false);
    }
    let _ = writeln!(out, "{indent}</outline>");
}

pub(super) fn read(bytes: &[u8]) -> Result<Import, Refusal> {
    let root = xml::parse(bytes, "opml")?;
    let title = root.element("head").and_then(|head| head.element("title"));
    let body = root
        .element("body")
        .ok_or_else(|| Refusal::new(root.line, reasons::NOT_THIS.with("kind", "OPML")))?;
    let tree = Tree {
        title: title.map(Element::words).unwrap_or_default(),
        twigs: body.elements().flat_map(twigs).collect(),
        links: Vec::new(),
    };
    tree::board(tree, Remarks::default())
}

/// An outline and what is under it; where it says nothing, what is under it stands in its place.
fn twigs(element: &Element) -> Vec<Twig> {
    if element.name != "outline" {
        return Vec::new();
    }
    let children: Vec<Twig> = element.elements().flat_map(twigs).collect();
    let attribute = |name: &str| element.attribute(name).map(str::trim).filter(|text| !text.is_empty());
    let kind = match attribute("plenaria:kind") {
        Some("cluster") => Some(Kind::Cluster),
        Some("note") => Some(Kind::Note),
        _ => None,
    };
    // Lists of feeds have a title, and outliners notes of several lines.
    let text = element.attribute("text").or_else(|| attribute("title")).unwrap_or_default();
    let address = ["url", "htmlUrl", "xmlUrl"].into_iter().find_map(attribute);
    let lines: Vec<&str> = std::iter::once(text)
        .chain(attribute("_note"))
        .chain(address.filter(|address| !text.contains(address)))
        .filter(|line| !line.trim().is_empty())
        .collect();
    // A text of ours is as it was, blanks at its ends too.
    let text = if lines.len() == 1 { lines.concat() } else { lines.join("\n") };
    if text.is_empty() && kind.is_none() && attribute("plenaria:color").is_none() {
        return children;
    }
    let tags = attribute("category").unwrap_or_default().split(',').map(str::trim);
    vec![Twig {
        text,
        kind,
        color: attribute("plenaria:color").and_then(paper::color),
        tags: tags.filter(|tag| !tag.is_empty()).map(str::to_owned).collect(),
        label: element.attribute("plenaria:label").unwrap_or_default().to_owned(),
        children,
        line: Some(element.line),
        ..Twig::default()
    }]
}
