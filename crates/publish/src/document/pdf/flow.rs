//! Blocks on pages: every line has its place, and a heading is never the last thing of a page. Lengths are points.

use board::id::ImageId;

use super::super::block::{Block, Document, Entry, Figure};
use super::super::picture::{LARGEST, Pictures};
use crate::address::{self, Lead};
use crate::direction::is_rtl_around;
use crate::palette::{ACCENT, INK, Rgb, SOFT_INK};
use crate::poster::{Align, TextLine};
use crate::text::{Face, Measured};

/// A4.
pub(super) const PAGE: [f32; 2] = [595.28, 841.89];
/// Beside the text, above and below it.
pub(super) const MARGIN: f32 = 68.0;
const WIDTH: f32 = PAGE[0] - 2.0 * MARGIN;
const BOTTOM: f32 = PAGE[1] - MARGIN;
/// Where the title of the cover stands.
const COVER: f32 = 230.0;
/// Distance of base lines, in font sizes.
const LEADING: f32 = 1.38;
/// What the table of advances is measured in: sixteenths of a point.
const FINE: f32 = 16.0;
/// Room for the number of a page in the contents.
const NUMBER: f32 = 36.0;
/// What follows a heading on its page, at least: two lines.
const COMPANY: f32 = 40.0;
/// What is not higher than this part of a page is not divided.
const WHOLE: f32 = 0.3;
const POINT_OF_PIXEL: f32 = 0.75;

/// What a part of the text is to who has it read out.
pub(super) enum Role {
    Title(String),
    Heading(u8, String),
    Paragraph,
    /// An entry of the contents, by its heading.
    Entry(usize),
    Bullet,
    /// Of a thing of a list: what it says, or something about it.
    Words,
    Figure(String),
    /// The bullet of what was said about it, and what was said.
    RemarkBullet,
    Remark,
}

/// A part, with list and entry it belongs to.
pub(super) struct Part {
    pub(super) role: Role,
    pub(super) of: Option<(usize, usize)>,
}

pub(super) enum Mark {
    /// `goes_on`: another line of the same part follows.
    Text { line: TextLine, goes_on: bool },
    /// x, y, width, height.
    Picture { rect: [f32; 4], image: ImageId },
    /// The number of the page on which a heading stands, right before `x`.
    Number { heading: usize, x: f32, y: f32 },
}

pub(super) struct Placed {
    pub(super) part: usize,
    pub(super) mark: Mark,
}

/// A heading to jump to.
pub(super) struct Target {
    pub(super) level: u8,
    pub(super) text: String,
    pub(super) page: usize,
    pub(super) y: f32,
}

#[derive(Default)]
pub(super) struct Flow {
    pub(super) pages: Vec<Vec<Placed>>,
    pub(super) parts: Vec<Part>,
    pub(super) targets: Vec<Target>,
    y: f32,
    lists: usize,
    breaks: bool,
}

#[derive(Clone, Copy)]
struct Style {
    size: f32,
    face: Face,
    color: Rgb,
    before: f32,
    after: f32,
    indent: f32,
    /// Of the room at the right.
    narrow: f32,
}

const BODY: Style =
    Style { size: 11.0, face: Face::Regular, color: INK, before: 0.0, after: 7.0, indent: 0.0, narrow: 0.0 };
const TITLE: Style = Style { size: 30.0, face: Face::SemiBold, after: 16.0, ..BODY };
const LEAD: Style = Style { size: 12.0, color: SOFT_INK, after: 2.0, ..BODY };
const HEADINGS: [Style; 2] = [
    Style { size: 19.0, face: Face::SemiBold, before: 26.0, after: 8.0, ..BODY },
    Style { size: 14.0, face: Face::SemiBold, before: 18.0, after: 6.0, ..BODY },
];
const LABEL: Style = Style { face: Face::SemiBold, before: 10.0, after: 4.0, ..BODY };
const POINT: Style = Style { after: 1.0, indent: 16.0, ..BODY };
const DETAIL: Style = Style { size: 9.5, color: SOFT_INK, after: 1.0, ..POINT };
const REMARK: Style = Style { size: 10.0, color: SOFT_INK, indent: 32.0, ..POINT };
const ENTRIES: [Style; 2] = [
    Style { before: 3.0, after: 1.0, narrow: NUMBER, ..BODY },
    Style { size: 10.5, color: SOFT_INK, after: 1.0, indent: 16.0, narrow: NUMBER, ..BODY },
];
/// Between two things of a list.
const GAP: f32 = 5.0;

impl Style {
    fn leading(&self) -> f32 {
        self.size * LEADING
    }

    fn lines(&self, text: &str) -> Vec<String> {
        let width = (WIDTH - self.indent - self.narrow) * FINE;
        Measured::new(text, self.face).wrap((self.size * FINE) as u32, width as u32)
    }

    fn height(&self, text: &str) -> f32 {
        self.before + self.lines(text).len() as f32 * self.leading() + self.after
    }
}

/// Lays the whole document out.
pub(super) fn flow(document: &Document, pictures: &Pictures) -> Flow {
    let mut flow = Flow { pages: vec![Vec::new()], y: COVER, ..Flow::default() };
    for (nth, block) in document.blocks.iter().enumerate() {
        flow.block(block, &document.blocks[nth + 1..], document, pictures);
    }
    flow
}

impl Flow {
    fn part(&mut self, role: Role, of: Option<(usize, usize)>) -> usize {
        self.parts.push(Part { role, of });
        self.parts.len() - 1
    }

    fn page(&mut self) {
        self.pages.push(Vec::new());
        self.y = MARGIN;
    }

    fn is_fresh(&self) -> bool {
        self.y <= MARGIN
    }

    fn place(&mut self, part: usize, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(Placed { part, mark });
        }
    }

    /// Begins another page unless so much has room here.
    fn ensure(&mut self, height: f32) {
        if self.y + height > BOTTOM && !self.is_fresh() {
            self.page();
        }
    }

    fn block(&mut self, block: &Block, next: &[Block], document: &Document, pictures: &Pictures) {
        if matches!(block, Block::PageBreak) {
            self.breaks = true;
            return;
        }
        if std::mem::take(&mut self.breaks) && !self.is_fresh() {
            self.page();
        }
        match block {
            Block::Title(text) => {
                let part = self.part(Role::Title(text.clone()), None);
                self.write(part, text, TITLE, None);
            }
            Block::Lead(text) => {
                let part = self.part(Role::Paragraph, None);
                self.write(part, text, LEAD, None);
            }
            Block::Paragraph(text) => {
                let part = self.part(Role::Paragraph, None);
                self.write(part, text, BODY, None);
            }
            Block::Label(text) => {
                self.ensure(LABEL.height(text) + company(next, pictures));
                let part = self.part(Role::Paragraph, None);
                self.write(part, text, LABEL, None);
            }
            Block::Heading(level, text) => {
                let style = heading(*level);
                self.ensure(style.height(text) + company(next, pictures));
                let part = self.part(Role::Heading(*level, text.clone()), None);
                let before = if self.is_fresh() { 0.0 } else { style.before };
                let (page, y) = (self.pages.len() - 1, self.y + before);
                self.targets.push(Target { level: *level, text: text.clone(), page, y });
                self.write(part, text, style, None);
            }
            Block::Contents(title) => {
                let part = self.part(Role::Heading(1, title.clone()), None);
                self.write(part, title, HEADINGS[0], None);
                for (nth, (level, text)) in document.headings().enumerate() {
                    let style = ENTRIES[usize::from(level > 1)];
                    let part = self.part(Role::Entry(nth), None);
                    self.write(part, text, style, Some(nth));
                }
            }
            Block::List(entries) => {
                self.lists += 1;
                for (nth, entry) in entries.iter().enumerate() {
                    self.entry(entry, (self.lists, nth), pictures);
                }
                self.y += GAP;
            }
            Block::PageBreak => {}
        }
    }

    fn entry(&mut self, entry: &Entry, of: (usize, usize), pictures: &Pictures) {
        self.ensure(together(entry, pictures));
        let bullet = self.part(Role::Bullet, Some(of));
        self.bullet(bullet, "•", POINT, is_rtl_around(&entry.text));
        if !entry.text.is_empty() {
            let part = self.part(Role::Words, Some(of));
            self.write(part, &entry.text, POINT, None);
        }
        match entry.figure.as_ref().map(|figure| (figure, picture(figure, pictures))) {
            Some((figure, Some([w, h]))) => {
                self.ensure(h);
                let part = self.part(Role::Figure(figure.says.clone()), Some(of));
                let rect = [MARGIN + POINT.indent, self.y + 2.0, w, h];
                self.place(part, Mark::Picture { rect, image: figure.image.clone() });
                self.y += h + GAP;
            }
            Some((figure, None)) => {
                let part = self.part(Role::Words, Some(of));
                self.write(part, &figure.says, DETAIL, None);
            }
            None => {}
        }
        if !entry.detail.is_empty() {
            let part = self.part(Role::Words, Some(of));
            self.write(part, &entry.detail, DETAIL, None);
        }
        for remark in &entry.remarks {
            self.ensure(REMARK.leading());
            let bullet = self.part(Role::RemarkBullet, Some(of));
            self.bullet(bullet, "–", REMARK, is_rtl_around(remark));
            let part = self.part(Role::Remark, Some(of));
            self.write(part, remark, REMARK, None);
        }
        self.y += GAP;
    }

    /// Beside the line that comes next.
    fn bullet(&mut self, part: usize, text: &str, style: Style, rtl: bool) {
        let line = TextLine {
            text: text.to_owned(),
            x: if rtl { MARGIN + WIDTH + 12.0 } else { MARGIN + style.indent - 12.0 },
            y: base(self.y, style),
            size: style.size,
            face: style.face,
            color: style.color,
            align: if rtl { Align::Right } else { Align::Left },
            rtl,
            max_width: WIDTH,
            leads: Vec::new(),
        };
        self.place(part, Mark::Text { line, goes_on: false });
    }

    /// Lines one below the other, over as many pages as they need, never one of them alone. `heading`: the number of its
    /// page stands at the end.
    fn write(&mut self, part: usize, text: &str, style: Style, heading: Option<usize>) {
        let lines = style.lines(text);
        if !self.is_fresh() {
            self.y += style.before;
        }
        let leads = match self.parts[part].role {
            Role::Paragraph | Role::Words | Role::Remark => address::leads(text, &lines),
            _ => vec![Vec::new(); lines.len()],
        };
        let (rtl, count) = (is_rtl_around(text), lines.len());
        let mut lines = lines.iter().zip(leads).peekable();
        let mut placed = 0;
        while placed < count {
            let left = count - placed;
            let fit = (((BOTTOM - self.y) / style.leading()).floor().max(0.0) as usize).min(left);
            let mut now = fit;
            if fit < left && left - fit == 1 && fit > 2 {
                now = fit - 1;
            }
            if now < left && now < 2 {
                now = 0;
            }
            if now == 0 && !self.is_fresh() {
                self.page();
                continue;
            }
            // A page on which nothing fits would go on for ever.
            for _ in 0..now.max(1) {
                let Some((line, leads)) = lines.next() else { break };
                placed += 1;
                let is_broken = lines.peek().is_some_and(|(_, next)| address::goes_on(&leads, next));
                let goes_on = (placed < count || heading.is_some()) && !is_broken;
                self.line(part, line, leads, style, rtl, goes_on);
            }
        }
        if let (Some(heading), true) = (heading, count > 0) {
            let y = base(self.y - style.leading(), style);
            self.place(part, Mark::Number { heading, x: MARGIN + WIDTH, y });
        }
        self.y += style.after;
    }

    fn line(&mut self, part: usize, text: &str, leads: Vec<Lead>, style: Style, rtl: bool, goes_on: bool) {
        if !text.is_empty() {
            let width = WIDTH - style.indent - style.narrow;
            let left = MARGIN + style.indent;
            let line = TextLine {
                text: text.to_owned(),
                x: if rtl { left + width } else { left },
                y: base(self.y, style),
                size: style.size,
                face: style.face,
                color: style.color,
                align: if rtl { Align::Right } else { Align::Left },
                rtl,
                max_width: width,
                leads,
            };
            self.place(part, Mark::Text { line, goes_on });
        }
        self.y += style.leading();
    }
}

/// The base line of a line that begins at `y`.
fn base(y: f32, style: Style) -> f32 {
    y + (style.leading() - style.size) / 2.0 + style.size * 0.86
}

fn heading(level: u8) -> Style {
    HEADINGS[usize::from(level > 1)]
}

/// How much has to stand below a heading: what follows it, up to something that is no heading.
fn company(next: &[Block], pictures: &Pictures) -> f32 {
    let Some((first, rest)) = next.split_first() else { return COMPANY };
    match first {
        Block::Heading(level, text) => heading(*level).height(text) + company(rest, pictures),
        Block::Label(text) => LABEL.height(text) + company(rest, pictures),
        Block::List(entries) => entries.first().map_or(COMPANY, |entry| together(entry, pictures)),
        _ => COMPANY,
    }
}

/// How much of a thing of a list stands on one page at least: all of it, or of what is long the beginning.
fn together(entry: &Entry, pictures: &Pictures) -> f32 {
    let figure = entry.figure.as_ref().map_or(0.0, |figure| match picture(figure, pictures) {
        Some([_, h]) => h + GAP,
        None => DETAIL.height(&figure.says),
    });
    let remarks: f32 = entry.remarks.iter().map(|remark| REMARK.height(remark)).sum();
    let height = POINT.height(&entry.text) + figure + DETAIL.height(&entry.detail) + remarks;
    if height < WHOLE * (BOTTOM - MARGIN) {
        height
    } else {
        COMPANY.max(if entry.text.is_empty() { figure } else { 0.0 })
    }
}

/// Sides on the page, if the picture is there.
fn picture(figure: &Figure, pictures: &Pictures) -> Option<[f32; 2]> {
    let picture = pictures.get(&figure.image)?;
    Some(picture.sides(LARGEST).map(|side| side * POINT_OF_PIXEL))
}

/// A number of a page.
pub(super) fn number(text: String, x: f32, y: f32) -> TextLine {
    let Style { size, face, .. } = BODY;
    TextLine {
        text,
        x,
        y,
        size,
        face,
        color: ACCENT,
        align: Align::Right,
        rtl: false,
        max_width: NUMBER,
        leads: Vec::new(),
    }
}

/// What stands at the edge of every page.
pub(super) fn running(text: String, align: Align, y: f32) -> TextLine {
    let x = match align {
        Align::Left => MARGIN,
        Align::Center => PAGE[0] / 2.0,
        Align::Right => PAGE[0] - MARGIN,
    };
    let rtl = is_rtl_around(&text);
    TextLine {
        text,
        x,
        y,
        size: 8.5,
        face: Face::Regular,
        color: SOFT_INK,
        align,
        rtl,
        max_width: WIDTH,
        leads: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use board::words::Language;

    fn laid_out(blocks: Vec<Block>) -> Flow {
        let document = Document {
            title: "Prova".to_owned(),
            language: Language::Italian,
            date: jiff::civil::Date::default(),
            blocks,
        };
        flow(&document, &Pictures::new())
    }

    fn entry(text: String) -> Entry {
        Entry { text, detail: "3 voti".to_owned(), ..Entry::default() }
    }

    #[test]
    fn hb11_no_heading_is_the_last_thing_of_a_page_and_no_line_stands_alone() {
        for shift in 0..60 {
            let mut blocks = vec![Block::Title("T".to_owned()), Block::PageBreak];
            let filler = |n: usize| Block::Paragraph(vec!["riga"; n].join("\n"));
            blocks.push(filler(1 + shift));
            for nth in 0..30 {
                blocks.push(Block::Heading(1, format!("Capitolo {nth}")));
                if nth % 3 == 0 {
                    blocks.push(Block::Heading(2, "Sotto".to_owned()));
                }
                blocks.push(Block::List(
                    (0..1 + nth % 4).map(|n| entry("parola ".repeat(20 * (n + 1)))).collect(),
                ));
                blocks.push(Block::Label("Legami".to_owned()));
                blocks.push(Block::List(vec![entry("uno".to_owned())]));
                blocks.push(filler(2 + nth * 7 % 9));
            }
            let flow = laid_out(blocks);
            for page in &flow.pages {
                let last = &flow.parts[page.last().unwrap().part].role;
                assert!(!matches!(last, Role::Heading(..) | Role::Bullet), "{shift}");
                for Placed { mark, .. } in page {
                    if let Mark::Text { line, .. } = mark {
                        assert!(line.y <= BOTTOM && line.y > MARGIN, "{shift}: {}", line.text);
                    }
                }
                let of = |part: usize| page.iter().filter(|placed| placed.part == part).count();
                for part in [page.first().unwrap().part, page.last().unwrap().part] {
                    let all: usize = flow.pages.iter().flatten().filter(|placed| placed.part == part).count();
                    assert!(all == of(part) || of(part) > 1, "{shift}: one line of {all}");
                }
            }
        }
    }

    #[test]
    fn hb11_what_is_longer_than_a_page_goes_on_and_all_of_it_is_there() {
        let long = "riga\n".repeat(400) + &"x".repeat(3_000);
        let flow = laid_out(vec![Block::Title(long.clone()), Block::List(vec![entry(long.clone())])]);
        assert!(flow.pages.len() > 12, "{}", flow.pages.len());
        let count = |part: usize| -> usize {
            let of = |placed: &&Placed| placed.part == part;
            let text = |placed: &Placed| match &placed.mark {
                Mark::Text { line, .. } => line.text.chars().filter(|c| !c.is_whitespace()).count(),
                _ => 0,
            };
            flow.pages.iter().flatten().filter(of).map(text).sum()
        };
        let wanted = long.chars().filter(|c| !c.is_whitespace()).count();
        assert_eq!([count(0), count(2)], [wanted, wanted]);
    }
}
