//! ODT (OASIS OpenDocument 1.3): for LibreOffice and whoever archives.

use std::collections::BTreeMap;

use super::block::{Block, Document, Entry, Figure, document};
use super::handbook::Handbook;
use super::picture::{LARGEST, Pictures};
use super::words::{self, locale};
use crate::direction::is_rtl_around;
use crate::xml::Xml;
use crate::zip::{Archive, Method};

const STYLES: &str = include_str!("odt/styles.xml");
const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.text";
const NAMESPACE: &str = "urn:oasis:names:tc:opendocument:xmlns";
/// Centimetres of a CSS pixel.
const CENTIMETRE: f32 = 2.54 / 96.0;

/// Writes the handbook. No part of it lies outside the file. The same handbook gives the same bytes.
pub fn odt(handbook: &Handbook, pictures: &Pictures) -> Vec<u8> {
    let document = document(handbook);
    let mut body = Body {
        xml: Xml::default(),
        pictures,
        media: Vec::new(),
        heading: 0,
        drawn: 0,
        breaks: false,
        made: BTreeMap::new(),
    };
    document.blocks.iter().for_each(|block| body.block(block, &document));
    let mut archive = Archive::default();
    // First and as it is, so that the file is told by its first bytes (part 2, 3.3).
    archive.add("mimetype", Method::Stored, MEDIA_TYPE.as_bytes());
    let mut add = |name: &str, content: &str| archive.add(name, Method::Deflated, content.as_bytes());
    add("META-INF/manifest.xml", &manifest(&body.media));
    add("meta.xml", &properties(&document));
    add("styles.xml", &styles(&document));
    add("content.xml", &content(&body));
    for one in &body.media {
        archive.add(&one.path, Method::Stored, one.file);
    }
    archive.finish()
}

struct Media<'a> {
    image: &'a board::id::ImageId,
    path: String,
    media_type: &'static str,
    file: &'a [u8],
}

fn manifest(media: &[Media<'_>]) -> String {
    let mut xml = Xml::document();
    let namespace = format!("{NAMESPACE}:manifest:1.0");
    xml.open("manifest:manifest", &[("xmlns:manifest", &namespace), ("manifest:version", "1.3")]);
    let mut file = |path: &str, kind: &str| {
        xml.empty("manifest:file-entry", &[("manifest:full-path", path), ("manifest:media-type", kind)]);
    };
    file("/", MEDIA_TYPE);
    for part in ["content.xml", "styles.xml", "meta.xml"] {
        file(part, "text/xml");
    }
    media.iter().for_each(|one| file(&one.path, one.media_type));
    xml.close("manifest:manifest");
    xml.finish()
}

/// Opens a root element with the name spaces of all parts.
fn root(xml: &mut Xml, name: &str) {
    let ours = ["office", "text", "style", "meta"]
        .map(|name| (format!("xmlns:{name}"), format!("{NAMESPACE}:{name}:1.0")));
    let draw = ("xmlns:draw".to_owned(), format!("{NAMESPACE}:drawing:1.0"));
    let fo = ("xmlns:fo".to_owned(), format!("{NAMESPACE}:xsl-fo-compatible:1.0"));
    let svg = ("xmlns:svg".to_owned(), format!("{NAMESPACE}:svg-compatible:1.0"));
    let all: Vec<(String, String)> = ours.into_iter().chain([draw, fo, svg]).collect();
    let mut attributes: Vec<(&str, &str)> =
        all.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    attributes.push(("xmlns:xlink", "http://www.w3.org/1999/xlink"));
    attributes.push(("xmlns:dc", "http://purl.org/dc/elements/1.1/"));
    attributes.push(("office:version", "1.3"));
    xml.open(name, &attributes);
}

fn properties(document: &Document) -> String {
    let mut xml = Xml::document();
    root(&mut xml, "office:document-meta");
    xml.open("office:meta", &[]);
    xml.leaf("meta:generator", &[], "Plenaria");
    xml.leaf("dc:title", &[], &document.title);
    xml.leaf("meta:creation-date", &[], &format!("{}T00:00:00", document.date));
    xml.leaf("dc:date", &[], &format!("{}T00:00:00", document.date));
    xml.leaf("dc:language", &[], document.language.code());
    xml.close("office:meta");
    xml.close("office:document-meta");
    xml.finish()
}

/// The styles with the language, and the pages with their header and footer.
fn styles(document: &Document) -> String {
    let mut head = Xml::default();
    paragraph(&mut head, "Header", |xml| line(xml, &document.title));
    let mut foot = Xml::default();
    paragraph(&mut foot, "Footer", |xml| {
        // The number stands where the language has it.
        let said = words::PAGE.with("n", "\u{0}").say(document.language);
        let (before, after) = said.split_once('\u{0}').unwrap_or((&said, ""));
        line(xml, before);
        xml.leaf("text:page-number", &[("text:select-page", "current")], "1");
        line(xml, after);
    });
    let [language, country] = locale(document.language);
    // What people wrote comes last: whatever it says, nothing is looked for in it.
    let with =
        STYLES.replace("LANGUAGE", language).replace("COUNTRY", country).replace("FOOTER", &foot.finish());
    with.replace("HEADER", &head.finish())
}

fn content(body: &Body<'_>) -> String {
    let mut xml = Xml::document();
    root(&mut xml, "office:document-content");
    xml.open("office:automatic-styles", &[]);
    for (made, name) in &body.made {
        let mut attributes = vec![
            ("style:name", name.as_str()),
            ("style:family", "paragraph"),
            ("style:parent-style-name", made.parent),
        ];
        if made.parent == "Title" {
            attributes.push(("style:master-page-name", "Cover"));
        }
        xml.open("style:style", &attributes);
        let mut properties = Vec::new();
        if made.breaks {
            properties.push(("fo:break-before", "page"));
        }
        if made.rtl {
            properties.extend([("style:writing-mode", "rl-tb"), ("fo:text-align", "right")]);
        }
        xml.empty("style:paragraph-properties", &properties);
        xml.close("style:style");
    }
    xml.close("office:automatic-styles");
    xml.open("office:body", &[]);
    xml.open("office:text", &[]);
    xml.append(&body.xml);
    xml.close("office:text");
    xml.close("office:body");
    xml.close("office:document-content");
    xml.finish()
}

fn paragraph(xml: &mut Xml, style: &str, inside: impl FnOnce(&mut Xml)) {
    xml.open("text:p", &[("text:style-name", style)]);
    inside(xml);
    xml.close("text:p");
}

/// Text with its newlines and all its spaces, of which the format would keep one (part 3, 6.1.2).
fn line(xml: &mut Xml, text: &str) {
    for (nth, line) in text.split('\n').enumerate() {
        if nth > 0 {
            xml.empty("text:line-break", &[]);
        }
        // A space at the beginning, or after another, has to be counted.
        let (mut more, mut after_space) = (0, true);
        for part in line.split_inclusive(' ') {
            let word = part.strip_suffix(' ').unwrap_or(part);
            if !word.is_empty() {
                spaces(xml, std::mem::take(&mut more));
                xml.say(word);
                after_space = false;
            }
            if word.len() < part.len() {
                if std::mem::replace(&mut after_space, true) { more += 1 } else { xml.say(" ") }
            }
        }
        spaces(xml, more);
    }
}

fn spaces(xml: &mut Xml, count: usize) {
    if count > 0 {
        xml.empty("text:s", &[("text:c", &count.to_string())]);
    }
}

/// A style with something more.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Made {
    parent: &'static str,
    breaks: bool,
    rtl: bool,
}

struct Body<'a> {
    xml: Xml,
    pictures: &'a Pictures,
    media: Vec<Media<'a>>,
    heading: usize,
    drawn: usize,
    /// What comes next begins on a page of its own.
    breaks: bool,
    made: BTreeMap<Made, String>,
}

impl Body<'_> {
    /// The style, or one made of it, of a paragraph that says this.
    fn style(&mut self, parent: &'static str, says: &str) -> String {
        let made = Made { parent, breaks: std::mem::take(&mut self.breaks), rtl: is_rtl_around(says) };
        if !made.breaks && !made.rtl && parent != "Title" {
            return parent.to_owned();
        }
        let next = format!("P{}", self.made.len() + 1);
        self.made.entry(made).or_insert(next).clone()
    }

    fn plain(&mut self, style: &'static str, text: &str) {
        let style = self.style(style, text);
        paragraph(&mut self.xml, &style, |xml| line(xml, text));
    }

    fn block(&mut self, block: &Block, document: &Document) {
        match block {
            Block::Title(text) => self.plain("Title", text),
            Block::Lead(text) => self.plain("Subtitle", text),
            Block::Paragraph(text) => self.plain("Text_20_body", text),
            Block::Label(text) => self.plain("Label", text),
            Block::Heading(level, text) => {
                self.heading += 1;
                let style = self.style(if *level == 1 { "Heading_20_1" } else { "Heading_20_2" }, text);
                let level = level.to_string();
                self.xml.open("text:h", &[("text:style-name", &style), ("text:outline-level", &level)]);
                self.xml.empty("text:bookmark", &[("text:name", &format!("h{}", self.heading))]);
                line(&mut self.xml, text);
                self.xml.close("text:h");
            }
            Block::List(entries) => {
                self.xml.open("text:list", &[("text:style-name", "Points")]);
                entries.iter().for_each(|one| self.entry(one));
                self.xml.close("text:list");
            }
            Block::PageBreak => self.breaks = true,
            Block::Contents(title) => self.contents(title, document),
        }
    }

    /// An index that can be brought up to date, with what it says today. It asks for no page numbers, which only a program
    /// that has set the pages would know.
    fn contents(&mut self, title: &str, document: &Document) {
        let style = self.style("Contents_20_Heading", title);
        let xml = &mut self.xml;
        xml.open("text:table-of-content", &[("text:name", "Contents"), ("text:protected", "false")]);
        xml.open("text:table-of-content-source", &[("text:outline-level", "2")]);
        xml.leaf("text:index-title-template", &[("text:style-name", "Contents_20_Heading")], title);
        for level in ["1", "2"] {
            let style = format!("Contents_20_{level}");
            let of = [("text:outline-level", level), ("text:style-name", style.as_str())];
            xml.open("text:table-of-content-entry-template", &of);
            xml.raw("<text:index-entry-link-start/><text:index-entry-text/><text:index-entry-link-end/>");
            xml.close("text:table-of-content-entry-template");
        }
        xml.close("text:table-of-content-source");
        xml.open("text:index-body", &[]);
        xml.open("text:index-title", &[("text:name", "Contents_Head")]);
        paragraph(xml, &style, |xml| line(xml, title));
        xml.close("text:index-title");
        for (nth, (level, text)) in document.headings().enumerate() {
            let style = self.style(if level == 1 { "Contents_20_1" } else { "Contents_20_2" }, text);
            paragraph(&mut self.xml, &style, |xml| {
                xml.open("text:a", &[("xlink:type", "simple"), ("xlink:href", &format!("#h{}", nth + 1))]);
                line(xml, text);
                xml.close("text:a");
            });
        }
        self.xml.close("text:index-body");
        self.xml.close("text:table-of-content");
    }

    fn entry(&mut self, entry: &Entry) {
        self.xml.open("text:list-item", &[]);
        if !entry.text.is_empty() {
            self.plain("List", &entry.text);
        }
        if let Some(figure) = &entry.figure {
            self.figure(figure);
        }
        if !entry.detail.is_empty() {
            self.plain("Source", &entry.detail);
        }
        if !entry.remarks.is_empty() {
            self.xml.open("text:list", &[]);
            for remark in &entry.remarks {
                self.xml.open("text:list-item", &[]);
                self.plain("Remark", remark);
                self.xml.close("text:list-item");
            }
            self.xml.close("text:list");
        }
        self.xml.close("text:list-item");
    }

    fn figure(&mut self, figure: &Figure) {
        let Some((image, picture)) = self.pictures.get_key_value(&figure.image) else {
            self.plain("List", &figure.says);
            return;
        };
        let at = self.media.iter().position(|one| one.image == image).unwrap_or_else(|| {
            let ending = if picture.media_type == "image/jpeg" { "jpg" } else { "png" };
            let path = format!("Pictures/image{}.{ending}", self.media.len() + 1);
            self.media.push(Media { image, path, media_type: picture.media_type, file: &picture.file });
            self.media.len() - 1
        });
        self.drawn += 1;
        let name = format!("Picture {}", self.drawn);
        let [w, h] = picture.sides(LARGEST).map(|side| format!("{:.3}cm", side * CENTIMETRE));
        let path = self.media[at].path.clone();
        let style = self.style("List", "");
        paragraph(&mut self.xml, &style, |xml| {
            xml.open(
                "draw:frame",
                &[
                    ("draw:name", &name),
                    ("text:anchor-type", "as-char"),
                    ("svg:width", &w),
                    ("svg:height", &h),
                ],
            );
            xml.empty(
                "draw:image",
                &[
                    ("xlink:href", &path),
                    ("xlink:type", "simple"),
                    ("xlink:show", "embed"),
                    ("xlink:actuate", "onLoad"),
                ],
            );
            xml.leaf("svg:title", &[], &figure.says);
            xml.close("draw:frame");
        });
    }
}

#[cfg(test)]
#[test]
fn hb10_every_space_and_line_is_kept_in_odt() {
    let said = |text: &str| {
        let mut xml = Xml::default();
        line(&mut xml, text);
        xml.finish()
    };
    assert_eq!(said("a b"), "a b");
    assert_eq!(said("a   b\n  c"), "a <text:s text:c=\"2\"/>b<text:line-break/><text:s text:c=\"2\"/>c");
    assert_eq!(said(" a  b  c"), "<text:s text:c=\"1\"/>a <text:s text:c=\"1\"/>b <text:s text:c=\"1\"/>c");
}
