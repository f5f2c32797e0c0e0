//! DOCX (ECMA-376, WordprocessingML): headings are headings, so that whoever goes on writing has an outline.

use super::block::{Block, Document, Entry, Figure, document};
use super::handbook::Handbook;
use super::picture::{LARGEST, Pictures};
use super::words::{self, locale};
use crate::direction::is_rtl_around;
use crate::xml::Xml;
use crate::zip::{Archive, Method};

const STYLES: &str = include_str!("docx/styles.xml");
const NUMBERING: &str = include_str!("docx/numbering.xml");
const SETTINGS: &str = include_str!("docx/settings.xml");
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// English metric units of a CSS pixel (1/96 inch).
const EMU: f32 = 9525.0;

/// Writes the handbook. No part of it lies outside the file, and no field asks for anything but its own headings. The same
/// handbook gives the same bytes.
pub fn docx(handbook: &Handbook, pictures: &Pictures) -> Vec<u8> {
    let document = document(handbook);
    let mut body =
        Body { xml: Xml::document(), pictures, media: Vec::new(), heading: 0, drawn: 0, breaks: false };
    body.write(&document);
    let Body { xml, media, .. } = body;
    let mut archive = Archive::default();
    let mut add = |name: &str, content: &str| archive.add(name, Method::Deflated, content.as_bytes());
    add("[Content_Types].xml", &content_types(&media));
    add(
        "_rels/.rels",
        &relations(&[
            ("rId1", &format!("{OFFICE}/officeDocument"), "word/document.xml"),
            ("rId2", &format!("{PACKAGE}/relationships/metadata/core-properties"), "docProps/core.xml"),
        ]),
    );
    add("docProps/core.xml", &properties(&document));
    add("word/document.xml", &xml.finish());
    let mut parts = vec![
        ("rId1".to_owned(), format!("{OFFICE}/styles"), "styles.xml".to_owned()),
        ("rId2".to_owned(), format!("{OFFICE}/numbering"), "numbering.xml".to_owned()),
        ("rId3".to_owned(), format!("{OFFICE}/settings"), "settings.xml".to_owned()),
        ("rId4".to_owned(), format!("{OFFICE}/footer"), "footer1.xml".to_owned()),
        ("rId5".to_owned(), format!("{OFFICE}/header"), "header1.xml".to_owned()),
    ];
    for (nth, one) in media.iter().enumerate() {
        parts.push((format!("rIdImage{}", nth + 1), format!("{OFFICE}/image"), one.path.clone()));
    }
    let parts: Vec<_> =
        parts.iter().map(|(id, kind, to)| (id.as_str(), kind.as_str(), to.as_str())).collect();
    add("word/_rels/document.xml.rels", &relations(&parts));
    add("word/styles.xml", &STYLES.replace("LANGUAGE", &locale(document.language).join("-")));
    add("word/numbering.xml", NUMBERING);
    add("word/settings.xml", SETTINGS);
    add("word/footer1.xml", &footer(&document));
    add("word/header1.xml", &header(&document));
    for one in &media {
        archive.add(&format!("word/{}", one.path), Method::Stored, one.file);
    }
    archive.finish()
}

/// A picture inside the file.
struct Media<'a> {
    image: &'a board::id::ImageId,
    path: String,
    file: &'a [u8],
}

fn content_types(media: &[Media<'_>]) -> String {
    let mut xml = Xml::document();
    xml.open("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))]);
    let default = |xml: &mut Xml, ending: &str, kind: &str| {
        xml.empty("Default", &[("Extension", ending), ("ContentType", kind)]);
    };
    default(&mut xml, "rels", "application/vnd.openxmlformats-package.relationships+xml");
    default(&mut xml, "xml", "application/xml");
    for (ending, kind) in [("png", "image/png"), ("jpg", "image/jpeg")] {
        if media.iter().any(|one| one.path.ends_with(ending)) {
            default(&mut xml, ending, kind);
        }
    }
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    for (part, kind) in [
        ("/word/document.xml", format!("{word}.document.main+xml")),
        ("/word/styles.xml", format!("{word}.styles+xml")),
        ("/word/numbering.xml", format!("{word}.numbering+xml")),
        ("/word/settings.xml", format!("{word}.settings+xml")),
        ("/word/footer1.xml", format!("{word}.footer+xml")),
        ("/word/header1.xml", format!("{word}.header+xml")),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml".to_owned()),
    ] {
        xml.empty("Override", &[("PartName", part), ("ContentType", &kind)]);
    }
    xml.close("Types");
    xml.finish()
}

fn relations(all: &[(&str, &str, &str)]) -> String {
    let mut xml = Xml::document();
    xml.open("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))]);
    for (id, kind, target) in all {
        xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
    }
    xml.close("Relationships");
    xml.finish()
}

fn properties(document: &Document) -> String {
    let mut xml = Xml::document();
    xml.open(
        "cp:coreProperties",
        &[
            ("xmlns:cp", &format!("{PACKAGE}/metadata/core-properties")),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ],
    );
    xml.leaf("dc:title", &[], &document.title);
    xml.leaf("dc:creator", &[], "Plenaria");
    xml.leaf("dc:language", &[], document.language.code());
    for name in ["dcterms:created", "dcterms:modified"] {
        xml.leaf(name, &[("xsi:type", "dcterms:W3CDTF")], &format!("{}T00:00:00Z", document.date));
    }
    xml.close("cp:coreProperties");
    xml.finish()
}

fn footer(document: &Document) -> String {
    let mut xml = Xml::document();
    xml.open("w:ftr", &[("xmlns:w", WORD)]);
    paragraph(&mut xml, "Footer", "", false, |xml| {
        // The number stands where the language has it.
        let said = words::PAGE.with("n", "\u{0}").say(document.language);
        let (before, after) = said.split_once('\u{0}').unwrap_or((&said, ""));
        run(xml, before, "");
        xml.open("w:fldSimple", &[("w:instr", " PAGE ")]);
        run(xml, "1", "");
        xml.close("w:fldSimple");
        run(xml, after, "");
    });
    xml.close("w:ftr");
    xml.finish()
}

fn header(document: &Document) -> String {
    let mut xml = Xml::document();
    xml.open("w:hdr", &[("xmlns:w", WORD)]);
    paragraph(&mut xml, "Header", &document.title, false, |xml| run(xml, &document.title, &document.title));
    xml.close("w:hdr");
    xml.finish()
}

/// A paragraph in a style; it runs the way that `says` runs, and may begin on a page of its own.
fn paragraph(xml: &mut Xml, style: &str, says: &str, breaks: bool, inside: impl FnOnce(&mut Xml)) {
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.empty("w:pStyle", &[("w:val", style)]);
    if breaks {
        xml.empty("w:pageBreakBefore", &[]);
    }
    if is_rtl_around(says) {
        xml.empty("w:bidi", &[]);
    }
    xml.close("w:pPr");
    inside(xml);
    xml.close("w:p");
}

/// Text with its newlines; it runs the way that `says` runs.
fn run(xml: &mut Xml, text: &str, says: &str) {
    if text.is_empty() {
        return;
    }
    xml.open("w:r", &[]);
    if is_rtl_around(says) {
        xml.open("w:rPr", &[]);
        xml.empty("w:rtl", &[]);
        xml.close("w:rPr");
    }
    for (nth, line) in text.split('\n').enumerate() {
        if nth > 0 {
            xml.empty("w:br", &[]);
        }
        xml.leaf("w:t", &[("xml:space", "preserve")], line);
    }
    xml.close("w:r");
}

struct Body<'a> {
    xml: Xml,
    pictures: &'a Pictures,
    media: Vec<Media<'a>>,
    heading: usize,
    drawn: usize,
    /// What comes next begins on a page of its own.
    breaks: bool,
}

impl Body<'_> {
    fn write(&mut self, document: &Document) {
        self.xml.open(
            "w:document",
            &[
                ("xmlns:w", WORD),
                ("xmlns:r", OFFICE),
                ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
                ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
                ("xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
            ],
        );
        self.xml.open("w:body", &[]);
        for block in &document.blocks {
            self.block(block, document);
        }
        self.xml.open("w:sectPr", &[]);
        self.xml.empty("w:headerReference", &[("w:type", "default"), ("r:id", "rId5")]);
        self.xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "rId4")]);
        self.xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
        self.xml.empty(
            "w:pgMar",
            &[
                ("w:top", "1418"),
                ("w:right", "1418"),
                ("w:bottom", "1418"),
                ("w:left", "1418"),
                ("w:header", "709"),
                ("w:footer", "709"),
                ("w:gutter", "0"),
            ],
        );
        // The cover has neither.
        self.xml.empty("w:titlePg", &[]);
        self.xml.close("w:sectPr");
        self.xml.close("w:body");
        self.xml.close("w:document");
    }

    fn block(&mut self, block: &Block, document: &Document) {
        match block {
            Block::Title(text) => self.plain("Title", text),
            Block::Lead(text) => self.plain("Subtitle", text),
            Block::Paragraph(text) => self.plain("BodyText", text),
            Block::Label(text) => self.plain("Label", text),
            Block::Heading(level, text) => {
                self.heading += 1;
                let (id, name) = (self.heading.to_string(), bookmark(self.heading));
                self.paragraph(&format!("Heading{level}"), text, |xml| {
                    xml.empty("w:bookmarkStart", &[("w:id", &id), ("w:name", &name)]);
                    run(xml, text, text);
                    xml.empty("w:bookmarkEnd", &[("w:id", &id)]);
                });
            }
            Block::List(entries) => entries.iter().for_each(|one| self.entry(one)),
            Block::PageBreak => self.breaks = true,
            Block::Contents(title) => self.contents(title, document),
        }
    }

    fn paragraph(&mut self, style: &str, says: &str, inside: impl FnOnce(&mut Xml)) {
        paragraph(&mut self.xml, style, says, std::mem::take(&mut self.breaks), inside);
    }

    fn plain(&mut self, style: &str, text: &str) {
        self.paragraph(style, text, |xml| run(xml, text, text));
    }

    /// A field that can be brought up to date, with what it says today. It asks for no page numbers, which only a program
    /// that has set the pages would know.
    fn contents(&mut self, title: &str, document: &Document) {
        self.plain("ContentsHeading", title);
        let entries: Vec<(u8, &str)> = document.headings().collect();
        let mark = |xml: &mut Xml, kind: &str| {
            xml.open("w:r", &[]);
            xml.empty("w:fldChar", &[("w:fldCharType", kind)]);
            xml.close("w:r");
        };
        for (nth, (level, text)) in entries.iter().enumerate() {
            let (is_first, is_last) = (nth == 0, nth + 1 == entries.len());
            self.paragraph(&format!("TOC{level}"), text, |xml| {
                if is_first {
                    mark(xml, "begin");
                    xml.open("w:r", &[]);
                    xml.leaf("w:instrText", &[("xml:space", "preserve")], " TOC \\o \"1-2\" \\h \\n \\u ");
                    xml.close("w:r");
                    mark(xml, "separate");
                }
                xml.open("w:hyperlink", &[("w:anchor", &bookmark(nth + 1)), ("w:history", "1")]);
                run(xml, text, text);
                xml.close("w:hyperlink");
                if is_last {
                    mark(xml, "end");
                }
            });
        }
    }

    fn entry(&mut self, entry: &Entry) {
        // The bullet stands before whatever comes first.
        let mut style = "ListBullet";
        if !entry.text.is_empty() {
            self.plain(style, &entry.text);
            style = "ListDetail";
        }
        if let Some(figure) = &entry.figure {
            self.figure(style, figure);
            style = "ListDetail";
        }
        if !entry.detail.is_empty() {
            self.plain(if style == "ListBullet" { style } else { "ListSource" }, &entry.detail);
        }
        for remark in &entry.remarks {
            self.plain("ListBullet2", remark);
        }
    }

    fn figure(&mut self, style: &str, figure: &Figure) {
        let Some((image, picture)) = self.pictures.get_key_value(&figure.image) else {
            self.plain(style, &figure.says);
            return;
        };
        let at = self.media.iter().position(|one| one.image == image).unwrap_or_else(|| {
            let ending = if picture.media_type == "image/jpeg" { "jpg" } else { "png" };
            let path = format!("media/image{}.{ending}", self.media.len() + 1);
            self.media.push(Media { image, path, file: &picture.file });
            self.media.len() - 1
        });
        self.drawn += 1;
        let (drawn, says) = (self.drawn.to_string(), figure.says.clone());
        let [w, h] = picture.sides(LARGEST).map(|side| format!("{:.0}", side * EMU));
        let id = format!("rIdImage{}", at + 1);
        self.paragraph(style, "", |xml| {
            let name = [("id", drawn.as_str()), ("name", "Picture"), ("descr", says.as_str())];
            xml.open("w:r", &[]);
            xml.open("w:drawing", &[]);
            xml.open("wp:inline", &[("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")]);
            xml.empty("wp:extent", &[("cx", &w), ("cy", &h)]);
            xml.empty("wp:docPr", &name);
            xml.open("a:graphic", &[]);
            xml.open("a:graphicData", &[("uri", "http://schemas.openxmlformats.org/drawingml/2006/picture")]);
            xml.open("pic:pic", &[]);
            xml.open("pic:nvPicPr", &[]);
            xml.empty("pic:cNvPr", &name);
            xml.empty("pic:cNvPicPr", &[]);
            xml.close("pic:nvPicPr");
            xml.open("pic:blipFill", &[]);
            xml.empty("a:blip", &[("r:embed", &id)]);
            xml.raw("<a:stretch><a:fillRect/></a:stretch>");
            xml.close("pic:blipFill");
            xml.raw("<pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/>");
            xml.empty("a:ext", &[("cx", &w), ("cy", &h)]);
            xml.raw("</a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr>");
            xml.raw("</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>");
        });
    }
}

fn bookmark(heading: usize) -> String {
    format!("_Toc{heading:05}")
}
