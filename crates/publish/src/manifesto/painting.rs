//! The page as a flat list: title, sentences with what hangs before them, signature, and in which order they are read.

use super::columns::{Columns, Item as Said, Page, Set};
use super::gather::Manifesto;
use crate::address;
use crate::direction::is_rtl;
use crate::palette::{self, ACCENT, Rgb};
use crate::poster::{Align, Content, Item, Outline, Part, Passage, Role, Section, TextLine, Theme};
use crate::text::{BASELINE, Face, LINE_HEIGHT};

/// How far sentences may move apart to fill the page, and how far they may move down as a whole, in their sizes.
const APART: f64 = 0.85;
const DOWN: f64 = 1.6;
/// Width of the bar before a sentence, in sizes of the sentences; where ink is saved.
const BAR: f64 = 0.17;
const THIN: f64 = 0.07;

/// Everything on the page, and how it is read.
pub(super) fn paint(manifesto: &Manifesto, made: &Columns, page: &Page) -> (Vec<Item>, Vec<Section>) {
    let mut painter = Painter { theme: manifesto.theme, items: Vec::new() };
    let (margin, [across, down]) = (page.margin(), page.inner());
    painter.accent(page);
    let mut y = margin + page.bar()[1] + made.below_bar();
    let mut head = Section::default();
    let ink = manifesto.theme.ink();
    let title = painter.text(&made.title, [margin, y], across, Face::SemiBold, ink, &manifesto.title);
    head.heading = Some(Passage { role: Role::Title, parts: vec![title] });
    y += made.title.height();
    if !made.intro.lines.is_empty() {
        y += made.above_intro();
        let soft = manifesto.theme.soft();
        let intro = painter.text(&made.intro, [margin, y], across, Face::Regular, soft, &manifesto.intro);
        head.passages.push(Passage { role: Role::Lead, parts: vec![intro] });
        y += made.intro.height();
    }

    // What is left over parts the sentences first, then lets them begin lower; the rest stays white above the signature.
    let spare = (down - made.around - made.body).max(0.0);
    let gaps = made.split().iter().map(|items| items.len().saturating_sub(1)).max().unwrap_or(0) as f64;
    let apart = if gaps > 0.0 { (spare * 0.75 / gaps).min(APART * made.size) } else { 0.0 };
    let lower = ((spare - apart * gaps) * 0.45).min(DOWN * made.size);
    let top = y + made.below_heading() + lower;
    let mut body = Section::default();
    let mut nth = 0;
    for (column, items) in made.split().into_iter().enumerate() {
        let left = margin + (across - made.width - made.hang) * column as f64;
        let mut y = top;
        for item in items {
            let parts = painter.sentence(manifesto, made, item, nth, [left, y]);
            let role = if manifesto.sentences.is_empty() { Role::Lead } else { Role::Note };
            body.passages.push(Passage { role, parts });
            y += item.height() + made.gap() + apart;
            nth += 1;
        }
    }

    let mut foot = Section::default();
    if !made.signature.lines.is_empty() {
        let y = margin + down - made.signature.height();
        let rule = y - made.size * 0.35;
        painter.items.push(Item::Line {
            points: vec![[margin as f32, rule as f32], [(margin + across) as f32, rule as f32]],
            border: manifesto.theme.border(manifesto.theme.quiet(0.4), (page.short() * 0.0012) as f32),
            dashed: false,
        });
        let words = &manifesto.signature;
        let part = painter.text(&made.signature, [margin, y], across, Face::Regular, ink, words);
        foot.passages.push(Passage { role: Role::Lead, parts: vec![part] });
    }
    let sections = [head, body, foot].into_iter().filter(|section| section.all().next().is_some());
    (painter.items, sections.collect())
}

struct Painter {
    theme: Theme,
    items: Vec<Item>,
}

impl Painter {
    fn accent(&mut self, page: &Page) {
        let [w, h] = page.bar().map(|mm| mm as f32);
        let (margin, h) = (page.margin() as f32, if self.theme == Theme::InkSaving { h / 3.0 } else { h });
        let color = if self.theme == Theme::HighContrast { self.theme.ink() } else { ACCENT };
        let outline = Outline::Rounded([margin, margin, w, h], h / 2.0);
        self.items.push(Item::Area { outline, fill: (color, 1.0), border: None });
    }

    /// Lines at the left, or at the right where the text runs from there.
    fn text(&mut self, set: &Set, at: [f64; 2], width: f64, face: Face, color: Rgb, whole: &str) -> Part {
        let rtl = is_rtl(whole);
        self.lines(set, at, width, (face, color), (rtl, rtl), whole)
    }

    /// The same where `right` says on which side it stands, and `rtl` which way it runs.
    fn lines(
        &mut self,
        set: &Set,
        [x, y]: [f64; 2],
        width: f64,
        (face, color): (Face, Rgb),
        (right, rtl): (bool, bool),
        whole: &str,
    ) -> Part {
        let from = self.items.len();
        let (x, align) = if right { (x + width, Align::Right) } else { (x, Align::Left) };
        // Base lines as everywhere, moved by what lines are closer here.
        let rise = f64::from(BASELINE) - (f64::from(LINE_HEIGHT) - set.leading / set.size) / 2.0;
        for (nth, (text, leads)) in set.lines.iter().zip(address::leads(whole, &set.lines)).enumerate() {
            self.items.push(Item::Text(TextLine {
                text: text.clone(),
                x: x as f32,
                y: (y + nth as f64 * set.leading + set.size * rise) as f32,
                size: set.size as f32,
                face,
                color,
                align,
                rtl,
                max_width: width as f32,
                leads,
            }));
        }
        Part::new(from..self.items.len(), Content::Words)
    }

    fn sentence(
        &mut self,
        manifesto: &Manifesto,
        made: &Columns,
        item: &Said,
        nth: usize,
        [left, y]: [f64; 2],
    ) -> Vec<Part> {
        let theme = self.theme;
        let sentence = manifesto.sentences.get(nth);
        let whole = sentence.map(|sentence| sentence.text.as_str()).or(item.text.lines.first().map(|x| &**x));
        let whole = whole.unwrap_or_default();
        let rtl = is_rtl(whole);
        let mut parts = Vec::new();
        if let Some(sentence) = sentence {
            if manifesto.numbered {
                parts.push(self.number(made, nth, rtl, theme.pen(&sentence.color), [left, y]));
            } else {
                self.bar(made, item, rtl, &sentence.color, [left, y]);
            }
        }
        // What hangs before it is on the side on which it begins.
        let x = if rtl { left } else { left + made.hang };
        parts.push(self.text(&item.text, [x, y], made.width, Face::Regular, theme.ink(), whole));
        if !item.source.lines.is_empty() {
            let at = [x, y + item.text.height()];
            let runs = is_rtl(sentence.map(|sentence| sentence.source.as_str()).unwrap_or_default());
            // Under its sentence, on the side on which that begins.
            let look = (Face::Regular, theme.soft());
            parts.push(self.lines(&item.source, at, made.width, look, (rtl, runs), ""));
        }
        parts
    }

    fn number(&mut self, made: &Columns, nth: usize, rtl: bool, color: Rgb, [left, y]: [f64; 2]) -> Part {
        let set = Set {
            lines: vec![(nth + 1).to_string()],
            size: made.size,
            leading: made.size * f64::from(LINE_HEIGHT),
        };
        let beside = 0.45 * made.size;
        let x = if rtl { left + made.width + beside } else { left };
        let room = made.hang - beside;
        self.text(&set, [x, y], room, Face::SemiBold, color, "")
    }

    fn bar(&mut self, made: &Columns, item: &Said, rtl: bool, color: &str, [left, y]: [f64; 2]) {
        let paper = palette::paper(color);
        let (color, width) = match self.theme {
            Theme::Colour => (paper.deep, BAR),
            Theme::InkSaving => (paper.deep, THIN),
            Theme::HighContrast => (self.theme.ink(), BAR),
        };
        let w = width * made.size;
        let x = if rtl { left + made.width + made.hang - w } else { left };
        let inset = made.size * 0.16;
        let rect = [x, y + inset, w, item.height() - 2.0 * inset].map(|mm| mm as f32);
        let outline = Outline::Rounded(rect, (w / 2.0) as f32);
        self.items.push(Item::Area { outline, fill: (color, 1.0), border: None });
    }
}
