//! The foot of a sheet: what its colours and signs mean, the signs of institutions, and the way to the public page.

use super::{
    code::Code,
    flat::{Flat, Rect},
    mark, note,
    options::Options,
    passage::{Content, Part, Passage, Role, Section},
    scene::{Align, Item, Outline, TextLine, is_rtl},
    sheet::{MARGIN, Place},
    words,
};
use crate::{
    palette::{PAPERS, Rgb},
    pills,
    text::{Face, Measured},
};
use board::schema::REACTIONS;

// In parts of the sheet, as all its measures.
const SIZE: f64 = 12.0;
const ROW: f64 = 20.0;
const SWATCH: f64 = 14.0;
/// Between a swatch and what it means, and between one and the next.
const NEAR: f64 = 6.0;
const APART: f64 = 22.0;
/// Fold of a swatch as a part of its side.
const CORNER: f64 = 0.42;
const LOGO: f64 = 34.0;
const LOGO_WIDEST: f64 = 130.0;
/// Letters of the address beside its code, and how much of the foot its lines may take.
const ADDRESS: f64 = 10.0;
const ADDRESS_WIDEST: f64 = 0.3;
/// Between the board and the foot.
const ABOVE: f64 = 12.0;

/// What stands before its meaning.
enum Key {
    Colour(String),
    Votes,
    Reaction(&'static str),
}

struct Entry {
    key: Key,
    means: String,
    width: f64,
}

/// The foot, measured, to be painted when the sheet has its size.
pub(super) struct Footer {
    entries: Vec<Vec<Entry>>,
    /// Width of each logo; its height is the same for all.
    logos: Vec<f64>,
    code: Option<Code>,
    /// Of the code and the address beside it.
    code_width: f64,
    /// What it takes from the board; 0 where there is nothing to say.
    pub(super) height: f64,
}

/// Colours of notes that are on the sheet: those of the palette in its order, then others by their names.
pub(super) fn colours(flat: &Flat) -> Vec<String> {
    let mut found: Vec<String> = flat.notes.iter().map(|note| note.color.clone()).collect();
    let rank = |name: &str| PAPERS.iter().position(|paper| paper.name == name).unwrap_or(PAPERS.len());
    found.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| a.cmp(b)));
    found.dedup();
    found
}

fn keys(flat: &Flat, options: &Options) -> Vec<(Key, String)> {
    let Some(legend) = &options.legend else { return Vec::new() };
    let mut keys = Vec::new();
    for color in colours(flat) {
        let means = legend.get(&color).map(|means| means.split_whitespace().collect::<Vec<_>>().join(" "));
        if let Some(means) = means.filter(|means| !means.is_empty()) {
            keys.push((Key::Colour(color), means));
        }
    }
    if flat.notes.iter().any(|note| note.votes > 0) {
        keys.push((Key::Votes, words::MEANS_VOTES.says(options.language).to_owned()));
    }
    for kind in REACTIONS {
        if flat.notes.iter().any(|note| note.stamps.iter().any(|(stamp, _)| *stamp == kind)) {
            keys.push((Key::Reaction(kind), words::meaning(kind).says(options.language).to_owned()));
        }
    }
    keys
}

impl Footer {
    /// For a sheet that is so many millimetres wide. `part`: millimetres of a part.
    pub(super) fn new(flat: &Flat, options: &Options, width: f64, part: f64) -> Self {
        let room = width / part - 2.0 * MARGIN;
        let short = f64::from(options.paper.millimetres().0);
        let code = options.code.as_deref().and_then(|url| Code::new(url, part, short));
        let code_width = code.as_ref().map_or(0.0, |code| code.side + NEAR + address(code, options, room));
        let mut logos: Vec<f64> = options
            .logos
            .iter()
            .map(|logo| f64::from(logo.raster.width) / f64::from(logo.raster.height.max(1)) * LOGO)
            .map(|width| width.clamp(LOGO / 4.0, LOGO_WIDEST))
            .collect();
        let wide: f64 = logos.iter().map(|logo| logo + APART).sum();
        // Logos never take more than half of the foot.
        let shrink = ((room - code_width) / 2.0 / wide.max(1.0)).min(1.0);
        logos.iter_mut().for_each(|logo| *logo *= shrink);
        let apart = if code.is_some() { APART } else { 0.0 };
        let beside = room - wide * shrink - code_width - apart;
        let mut entries: Vec<Vec<Entry>> = Vec::new();
        let mut used = f64::INFINITY;
        for (key, means) in keys(flat, options) {
            let words = Measured::new(&means, Face::Regular).ems() * SIZE;
            let width = (SWATCH + NEAR + words).min(beside);
            if used + width > beside {
                entries.push(Vec::new());
                used = 0.0;
            }
            used += width + APART;
            if let Some(row) = entries.last_mut() {
                row.push(Entry { key, means, width });
            }
        }
        let rows = entries.len() as f64 * ROW;
        let tall = if logos.is_empty() { rows } else { rows.max(LOGO * shrink) };
        let tall = tall.max(code.as_ref().map_or(0.0, |code| code.side));
        let height = if tall > 0.0 { (tall + ABOVE) * part } else { 0.0 };
        Self { entries, logos, code, code_width, height }
    }

    /// Paints it at the bottom of the sheet; gives what it says.
    pub(super) fn paint(
        &self,
        options: &Options,
        size: [f64; 2],
        part: f64,
        items: &mut Vec<Item>,
    ) -> Option<Section> {
        if self.height == 0.0 {
            return None;
        }
        let place = Place { scale: part, dx: 0.0, dy: 0.0, theme: options.theme };
        let [width, bottom] = [size[0] / part - MARGIN, size[1] / part - MARGIN];
        let mut passages = Vec::new();
        let rows = self.entries.len() as f64;
        for (row, entries) in self.entries.iter().enumerate() {
            let middle = bottom - (rows - row as f64 - 0.5) * ROW;
            let mut x = MARGIN;
            for entry in entries {
                let swatch = Rect { x, y: middle - SWATCH / 2.0, w: SWATCH, h: SWATCH };
                let mut parts = Vec::new();
                let start = items.len();
                entry.swatch(&swatch, &place, items);
                if let Some(says) = entry.says(options) {
                    parts.push(Part::new(start..items.len(), Content::Figure(says)));
                }
                let [tx, ty] = place.point(x + SWATCH + NEAR, middle + SIZE * 0.36);
                let words = items.len()..items.len() + 1;
                items.push(Item::Text(TextLine {
                    text: entry.means.clone(),
                    x: tx,
                    y: ty,
                    size: place.length(SIZE),
                    face: Face::Regular,
                    color: options.theme.ink(),
                    align: Align::Left,
                    rtl: is_rtl(&entry.means),
                    max_width: place.length((entry.width - SWATCH - NEAR).max(1.0)),
                    leads: Vec::new(),
                }));
                parts.push(Part::new(words, Content::Words));
                passages.push(Passage { role: Role::Lead, parts });
                x += entry.width + APART;
            }
        }
        if let Some(code) = &self.code {
            passages.push(self.way(code, options, &place, [width, bottom], items));
        }
        let width = if self.code.is_some() { width - self.code_width - APART } else { width };
        let mut x =
            width - self.logos.iter().sum::<f64>() - APART * self.logos.len().saturating_sub(1) as f64;
        for (logo, w) in options.logos.iter().zip(&self.logos) {
            let h = w * f64::from(logo.raster.height) / f64::from(logo.raster.width.max(1));
            let h = h.min(LOGO);
            let rect = Rect { x, y: bottom - h, w: *w, h };
            let start = items.len();
            mark::picture(Some(&logo.raster), &rect, &place, items);
            let says = match logo.says.trim() {
                "" => words::LOGO.says(options.language),
                says => says,
            };
            let part = Part::new(start..items.len(), Content::Figure(says.to_owned()));
            passages.push(Passage { role: Role::Mark, parts: vec![part] });
            x += w + APART;
        }
        Some(Section { heading: None, passages })
    }

    /// The address in words, and beside it its code: in the lower right corner.
    fn way(
        &self,
        code: &Code,
        options: &Options,
        place: &Place,
        [right, bottom]: [f64; 2],
        items: &mut Vec<Item>,
    ) -> Passage {
        let start = items.len();
        let left = right - code.side;
        for (nth, text) in address_lines(code, options).into_iter().enumerate() {
            let [x, y] = place.point(left - NEAR, bottom - (2 - nth) as f64 * ADDRESS * 1.4 - NEAR);
            items.push(Item::Text(TextLine {
                text: text.to_owned(),
                x,
                y,
                size: place.length(ADDRESS),
                face: Face::Regular,
                color: options.theme.ink(),
                align: Align::Right,
                rtl: false,
                max_width: place.length((self.code_width - code.side - NEAR).max(1.0)),
                leads: Vec::new(),
            }));
        }
        let words = Part::new(start..items.len(), Content::Words);
        let drawn = code.paint([left, bottom - code.side], place, options.language, items);
        Passage { role: Role::Lead, parts: vec![words, drawn] }
    }
}

fn address_lines<'a>(code: &'a Code, options: &Options) -> [&'a str; 3] {
    let [host, page] = code.lines();
    [words::READ_ON.says(options.language), host, page]
}

/// Width of the address, in parts.
fn address(code: &Code, options: &Options, room: f64) -> f64 {
    let width = |text: &str| Measured::new(text, Face::Regular).ems() * ADDRESS;
    let widest = address_lines(code, options).into_iter().map(width).fold(0.0, f64::max);
    widest.min(room * ADDRESS_WIDEST)
}

impl Entry {
    fn swatch(&self, rect: &Rect, place: &Place, items: &mut Vec<Item>) {
        let theme = place.theme;
        match &self.key {
            // With a larger corner than a note's, or nobody would see it.
            Key::Colour(color) => note::paper(rect, rect.w * CORNER, &theme.sticky(color), place, items),
            Key::Votes => {
                let (edge, _) = theme.votes();
                items.push(Item::Area {
                    outline: Outline::Rounded(place.rect(&rect.grown(-1.0)), place.length(SWATCH / 2.0)),
                    fill: ([0xff; 3], 1.0),
                    border: Some(theme.border(edge, place.length(1.0))),
                });
                letter("1", theme.votes().1, rect, place, items);
            }
            Key::Reaction(kind) => {
                let ink = theme.sign(pills::ink(kind));
                match pills::shape(kind) {
                    Some(shape) => {
                        let inner = rect.grown(-2.0);
                        let corner = |[x, y]: &[f32; 2]| {
                            place.point(inner.x + f64::from(*x) * inner.w, inner.y + f64::from(*y) * inner.h)
                        };
                        let outline = Outline::Polygon(shape.iter().map(corner).collect());
                        items.push(Item::Area { outline, fill: (ink, 1.0), border: None });
                    }
                    None => letter(sign(kind), ink, rect, place, items),
                }
            }
        }
    }

    /// What the swatch is, to who does not see it; of a sign its meaning says it.
    fn says(&self, options: &Options) -> Option<String> {
        match &self.key {
            Key::Colour(color) => Some(
                words::colour(color).map_or(color.clone(), |name| name.says(options.language).to_owned()),
            ),
            Key::Votes | Key::Reaction(_) => None,
        }
    }
}

fn sign(kind: &str) -> &'static str {
    match kind {
        "question" => "?",
        "caution" => "!",
        _ => "+",
    }
}

fn letter(text: &str, color: Rgb, rect: &Rect, place: &Place, items: &mut Vec<Item>) {
    let [x, y] = place.point(rect.x + rect.w / 2.0, rect.y + rect.h / 2.0 + SIZE * 0.3);
    items.push(Item::Text(TextLine {
        text: text.to_owned(),
        x,
        y,
        size: place.length(SIZE * 0.85),
        face: Face::SemiBold,
        color,
        align: Align::Center,
        rtl: false,
        max_width: place.length(rect.w),
        leads: Vec::new(),
    }));
}
