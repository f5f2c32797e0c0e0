//! XML as a tree of elements. Nothing is expanded, nothing is fetched: a document type is refused, an entity that XML does not
//! know itself stays the letters it is written with.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::encoding::decode;
use super::{DEPTH_MAX, Refusal, reasons};

/// Most elements, and most attributes, of one file.
const ELEMENTS_MAX: usize = 100_000;
const ATTRIBUTES_MAX: usize = 500_000;

/// One element.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    /// With its prefix, as it is written.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
    pub(super) line: u64,
}

/// What stands in an element.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// An attribute's value; of several of one name the first.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The elements in it, of any name.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element in it of that name.
    pub(super) fn element(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// All words in it: elements that begin a paragraph begin a line, blanks are one.
    pub(super) fn words(&self) -> String {
        let mut text = String::new();
        self.collect(&mut text);
        let lines = text.split('\n').map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        lines.collect::<Vec<_>>().join("\n").trim().to_owned()
    }

    fn collect(&self, text: &mut String) {
        let is_block = matches!(
            self.name.as_str(),
            "p" | "br"
                | "div"
                | "li"
                | "ul"
                | "ol"
                | "tr"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "table"
        );
        if is_block && !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        for node in &self.children {
            match node {
                Node::Text(words) => {
                    let blank = [' ', '\t', '\n', '\r'];
                    text.push_str(&words.replace(blank, " "));
                }
                Node::Element(element) if element.name == "head" || element.name == "style" => {}
                Node::Element(element) => element.collect(text),
            }
        }
        if is_block && !text.ends_with('\n') {
            text.push('\n');
        }
    }
}

/// The outermost element, which has to be of that name.
pub(super) fn parse(bytes: &[u8], root: &str) -> Result<Element, Refusal> {
    // Older maps and outlines say that they are Latin-1.
    let text = &decode(bytes)?.text;
    let mut reader = Reader::from_str(text);
    let mut lines = Lines { text: text.as_bytes(), byte: 0, line: 1 };
    let mut open: Vec<Element> = Vec::new();
    let (mut elements, mut attributes) = (0, 0);
    loop {
        let at = reader.buffer_position();
        let event = reader.read_event().map_err(|error| {
            let line = lines.at(reader.error_position());
            Refusal::new(line, reasons::BROKEN.with("error", error.to_string()))
        })?;
        match event {
            Event::Start(start) => {
                elements += 1;
                let element = element(&start, lines.behind_blanks(at), &mut attributes)?;
                if open.is_empty() && element.name != root {
                    return Err(Refusal::new(element.line, reasons::NOT_THIS.with("kind", root)));
                }
                if open.len() >= DEPTH_MAX {
                    return Err(Refusal::new(element.line, reasons::DEEP.with("most", DEPTH_MAX)));
                }
                if elements > ELEMENTS_MAX || attributes > ATTRIBUTES_MAX {
                    return Err(Refusal::new(element.line, reasons::MANY.with("most", ELEMENTS_MAX)));
                }
                open.push(element);
            }
            Event::Empty(start) => {
                elements += 1;
                let element = element(&start, lines.behind_blanks(at), &mut attributes)?;
                if elements > ELEMENTS_MAX || attributes > ATTRIBUTES_MAX {
                    return Err(Refusal::new(element.line, reasons::MANY.with("most", ELEMENTS_MAX)));
                }
                match open.last_mut() {
                    Some(parent) => parent.children.push(Node::Element(element)),
                    None if element.name == root => return Ok(element),
                    None => return Err(Refusal::new(element.line, reasons::NOT_THIS.with("kind", root))),
                }
            }
            Event::End(_) => {
                let Some(element) = open.pop() else { continue };
                match open.last_mut() {
                    Some(parent) => parent.children.push(Node::Element(element)),
                    None => return Ok(element),
                }
            }
            Event::Text(words) => push(&mut open, &words.xml10_content()),
            Event::CData(words) => push(&mut open, &words.xml10_content()),
            Event::GeneralRef(name) => {
                let written = format!("&{};", &*name);
                push(&mut open, &unescape(&written).unwrap_or_else(|_| written.as_str().into()));
            }
            Event::DocType(_) => return Err(Refusal::new(lines.behind_blanks(at), &reasons::DOCTYPE)),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => {
                let line = lines.at(text.len() as u64);
                return Err(match open.last() {
                    Some(element) => {
                        let error = format!("</{}>", element.name);
                        Refusal::new(line, reasons::BROKEN.with("error", error))
                    }
                    None => Refusal::new(line, reasons::NOT_THIS.with("kind", root)),
                });
            }
        }
    }
}

fn push(open: &mut [Element], words: &str) {
    let Some(element) = open.last_mut() else { return };
    match element.children.last_mut() {
        Some(Node::Text(text)) => text.push_str(words),
        _ => element.children.push(Node::Text(words.to_owned())),
    }
}

fn element(start: &BytesStart<'_>, line: u64, count: &mut usize) -> Result<Element, Refusal> {
    let mut attributes = Vec::new();
    // To look for doubles would take the square of their number.
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute
            .map_err(|error| Refusal::new(line, reasons::BROKEN.with("error", error.to_string())))?;
        *count += 1;
        let raw = attribute.value.as_ref();
        let value = unescape(raw).unwrap_or_else(|_| raw.into()).into_owned();
        attributes.push((AsRef::<str>::as_ref(&attribute.key).to_owned(), value));
    }
    Ok(Element {
        name: AsRef::<str>::as_ref(&start.name()).to_owned(),
        attributes,
        children: Vec::new(),
        line,
    })
}

/// Lines of places asked for in order.
struct Lines<'a> {
    text: &'a [u8],
    byte: usize,
    line: u64,
}

impl Lines<'_> {
    fn at(&mut self, byte: u64) -> u64 {
        let byte = (byte as usize).clamp(self.byte, self.text.len());
        self.line += self.text[self.byte..byte].iter().filter(|&&byte| byte == b'\n').count() as u64;
        self.byte = byte;
        self.line
    }

    /// Of what comes behind a place and the blanks there.
    fn behind_blanks(&mut self, byte: u64) -> u64 {
        let from = (byte as usize).min(self.text.len());
        let blank = self.text[from..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.at((from + blank) as u64)
    }
}

/// Text for an attribute or between tags. What XML cannot have at all (control characters) is left out; line breaks and tabs
/// are written by number, so that they are no mere blanks.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(letter),
        }
    }
    out
}
