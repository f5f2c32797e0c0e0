//! HTML: one file that needs nothing beside it, for screens by day and by night, for paper and for who has it read out.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::block::{Block, Document, Entry, document};
use super::handbook::Handbook;
use super::picture::Pictures;
use crate::direction::is_rtl_around;
use crate::xml::Xml;

pub(super) const STYLE: &str = include_str!("html.css");
/// The hash of the one style sheet, as a content security policy names it.
pub const STYLE_HASH: &str = "sha256-eseAcuTMHf8FBz9XkRAp1vB6Fh7BbN0oABb8cxNlzJM=";
/// Not even with a fault of ours is anything run or fetched.
const POLICY: &str =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Writes the handbook: no script, no address that is fetched, pictures inside. The same handbook gives the same bytes.
pub fn html(handbook: &Handbook, pictures: &Pictures) -> String {
    let document = document(handbook);
    let mut page = Page::new(pictures, 2);
    page.write(&document);
    page.xml.finish()
}

/// The body of a page under way.
pub(super) struct Page<'a> {
    pub(super) xml: Xml,
    pictures: &'a Pictures,
    /// What a heading of level 1 is: `h2` or lower.
    pub(super) top: u8,
    /// How many headings there were.
    heading: usize,
    /// What comes next begins on a page of its own.
    new_page: bool,
}

impl<'a> Page<'a> {
    /// `top`: which of HTML's headings those of level 1 are.
    pub(super) fn new(pictures: &'a Pictures, top: u8) -> Self {
        Self { xml: Xml::default(), pictures, top, heading: 0, new_page: false }
    }

    fn write(&mut self, document: &Document) {
        let xml = &mut self.xml;
        xml.raw("<!doctype html>\n");
        xml.open("html", &[("lang", document.language.code())]);
        xml.raw("\n<head>\n<meta charset=\"utf-8\">\n");
        xml.open("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]);
        xml.raw("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" content=\"Plenaria\">\n");
        xml.leaf("title", &[], &document.title);
        xml.raw("\n<style>");
        xml.raw(STYLE);
        xml.raw("</style>\n</head>\n<body>\n<header>\n");
        // What stands before the contents is the cover; the rest is the text itself.
        for block in &document.blocks {
            match block {
                Block::Contents(title) => {
                    self.xml.raw("</header>\n");
                    self.contents(title, document);
                    self.xml.raw("<main>\n");
                }
                _ => self.block(block),
            }
        }
        self.xml.raw("</main>\n</body>\n</html>\n");
    }

    fn contents(&mut self, title: &str, document: &Document) {
        self.xml.open("nav", &[("aria-labelledby", "contents"), ("class", "page")]);
        self.new_page = false;
        self.xml.leaf("h2", &[("id", "contents")], title);
        self.xml.raw("\n<ul>\n");
        for (nth, (level, text)) in document.headings().enumerate() {
            let class = if level == 1 { "outer" } else { "inner" };
            self.xml.open("li", &[("class", class)]);
            self.leaf("a", &[("href", &format!("#h{}", nth + 1))], text);
            self.xml.raw("</li>\n");
        }
        self.xml.raw("</ul>\n</nav>\n");
    }

    pub(super) fn block(&mut self, block: &Block) {
        let class = if std::mem::take(&mut self.new_page) { "page" } else { "" };
        match block {
            Block::Title(text) => self.leaf("h1", &[], text),
            Block::Lead(text) => self.leaf("p", &[("class", "lead")], text),
            Block::Heading(level, text) => {
                self.heading += 1;
                let id = format!("h{}", self.heading);
                self.leaf(&format!("h{}", self.top + level - 1), &[("id", &id), ("class", class)], text);
            }
            Block::Paragraph(text) => self.leaf("p", &[("class", "text")], text),
            Block::Label(text) => self.leaf("p", &[("class", "label")], text),
            Block::List(entries) => {
                self.xml.raw("<ul>\n");
                entries.iter().for_each(|one| self.entry(one));
                self.xml.raw("</ul>\n");
            }
            Block::PageBreak => self.new_page = true,
            Block::Contents(_) => {}
        }
    }

    pub(super) fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        // All five languages run from left to right; what people wrote need not.
        let direction = if is_rtl_around(text) { "rtl" } else { "" };
        let all = attributes.iter().copied().chain([("dir", direction)]);
        let said: Vec<(&str, &str)> = all.filter(|(_, value)| !value.is_empty()).collect();
        self.xml.leaf(name, &said, text);
        self.xml.raw("\n");
    }

    fn entry(&mut self, entry: &Entry) {
        self.xml.open("li", &[]);
        if !entry.text.is_empty() {
            self.leaf("p", &[("class", "text")], &entry.text);
        }
        if let Some(figure) = &entry.figure {
            self.xml.open("figure", &[]);
            match self.pictures.get(&figure.image) {
                Some(picture) => {
                    let data =
                        format!("data:{};base64,{}", picture.media_type, STANDARD.encode(&picture.file));
                    let (width, height) =
                        (picture.raster.width.to_string(), picture.raster.height.to_string());
                    let size = [("width", width.as_str()), ("height", height.as_str())];
                    self.xml.open("img", &[("alt", &figure.says), ("src", &data), size[0], size[1]]);
                }
                None => self.leaf("p", &[("class", "detail")], &figure.says),
            }
            self.xml.raw("</figure>\n");
        }
        if !entry.detail.is_empty() {
            self.leaf("p", &[("class", "detail")], &entry.detail);
        }
        if !entry.remarks.is_empty() {
            self.xml.raw("<ul class=\"remarks\">\n");
            for remark in &entry.remarks {
                self.leaf("li", &[("class", "text")], remark);
            }
            self.xml.raw("</ul>\n");
        }
        self.xml.raw("</li>\n");
    }
}

#[cfg(test)]
#[test]
fn hb7_the_policy_of_the_page_names_the_style_sheet() {
    use sha2::{Digest as _, Sha256};
    assert_eq!(STYLE_HASH, format!("sha256-{}", STANDARD.encode(Sha256::digest(STYLE))));
}
