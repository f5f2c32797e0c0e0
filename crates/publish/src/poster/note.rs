//! One note: paper with its corner, its text, who wrote it, and the row of signs on its lower edge.

use super::{
    flat::{FlatNote, Rect},
    mark,
    passage::{Content, Part},
    scene::{Align, Border, Item, Outline, TextLine, is_rtl},
    sheet::Place,
    theme::Sticky,
    words,
};
use crate::{
    address, palette,
    pills::{self, HEIGHT, INSIDE, PADDING, Pill, SIZE, SYMBOL, SYMBOL_GAP, Sign},
    text::{self, BASELINE, Face, Fit, Measured},
};
use board::words::Language;

const CREDIT: f64 = 11.0;
/// Paper that is seen around a picture.
const IMAGE_EDGE: f64 = 8.0;

/// What the text of a note covers, and its lines.
pub(super) struct Written {
    pub(super) fit: Fit,
    pub(super) covers: Rect,
}

/// How much of a note its picture takes from above, in hundredths: nearly all of it where it says nothing.
fn share(note: &FlatNote) -> f64 {
    match &note.image {
        None => 0.0,
        Some(_) if note.text.trim().is_empty() => 86.0,
        Some(_) => 58.0,
    }
}

/// Where the words of a note have room.
fn page(note: &FlatNote) -> Rect {
    let r = &note.rect;
    let above = (r.h.floor() * share(note) / 100.0).floor();
    Rect { y: r.y + above, h: r.h - above, ..*r }
}

pub(super) fn write(note: &FlatNote) -> Written {
    let page = page(note);
    let (w, h) = (page.w.floor() as u32, page.h.floor() as u32);
    let fit = text::fit_note(&note.text, w, h);
    let border = f64::from(text::padding(w, h));
    let size = f64::from(fit.size);
    let widest =
        fit.lines.iter().map(|line| Measured::new(line, Face::Regular).ems()).fold(0.0, f64::max) * size;
    let tall = fit.lines.len() as f64 * size * f64::from(text::LINE_HEIGHT);
    let x = if is_rtl(&note.text) { note.rect.right() - border - widest } else { note.rect.x + border };
    Written { covers: Rect { x, y: page.y + border, w: widest, h: tall }, fit }
}

fn row(note: &FlatNote) -> Vec<Pill> {
    pills::row(note.rect.w.floor() as u32, note.votes, &note.stamps, &note.tags)
}

/// What the row of signs covers; `None` without any.
pub(super) fn signs(note: &FlatNote) -> Option<Rect> {
    let row = row(note);
    let (first, last) = (row.first()?, row.last()?);
    Some(Rect {
        x: note.rect.x + f64::from(first.x),
        y: note.rect.bottom() - f64::from(INSIDE),
        w: f64::from(last.x + last.w - first.x),
        h: f64::from(HEIGHT),
    })
}

/// A piece of paper with the corner that names its colour.
pub(super) fn paper(r: &Rect, fold: f64, sticky: &Sticky, place: &Place, items: &mut Vec<Item>) {
    let corner =
        |[x, y]: &[f32; 2]| place.point(r.right() - f64::from(*x) * fold, r.bottom() - f64::from(*y) * fold);
    let mut outline = vec![place.point(r.x, r.y), place.point(r.right(), r.y)];
    outline.extend(sticky.paper.corner.cut.iter().map(corner));
    outline.push(place.point(r.x, r.bottom()));
    let edge = Border { color: sticky.edge, width: place.length(sticky.width) };
    items.push(Item::Area {
        outline: Outline::Polygon(outline),
        fill: (sticky.surface, 1.0),
        border: Some(edge),
    });
    if !sticky.paper.corner.flap.is_empty() {
        let flap = sticky.paper.corner.flap.iter().map(corner).collect();
        items.push(Item::Area { outline: Outline::Polygon(flap), fill: (sticky.flap, 1.0), border: None });
    }
}

/// Paints a note; gives what it says: its words, its picture, who wrote it, its signs.
pub(super) fn draw(
    note: &FlatNote,
    written: &Written,
    place: &Place,
    language: Language,
    items: &mut Vec<Item>,
) -> Vec<Part> {
    let mut parts = Vec::new();
    let sticky = place.theme.sticky(&note.color);
    let r = &note.rect;
    let fold = r.w.min(r.h) * f64::from(palette::FOLD);
    paper(r, fold, &sticky, place, items);

    let page = page(note);
    if let Some(image) = &note.image {
        let edge = IMAGE_EDGE;
        let inner = Rect { x: r.x + edge, y: r.y + edge, w: r.w - 2.0 * edge, h: page.y - r.y - edge };
        let start = items.len();
        mark::picture(image.as_ref(), &inner, place, items);
        let says = match note.text.trim() {
            "" => words::PICTURE.says(language).to_owned(),
            text => words::PICTURE_OF.with("text", text).say(language),
        };
        parts.push(Part::new(start..items.len(), Content::Figure(says)));
    }
    let border = f64::from(text::padding(page.w.floor() as u32, page.h.floor() as u32));
    let rtl = is_rtl(&note.text);
    let size = f64::from(written.fit.size);
    let start = items.len();
    let leads = address::leads(&note.text, &written.fit.lines);
    let lines = written.fit.lines.iter().zip(leads).enumerate();
    for (i, (line, leads)) in lines.filter(|(_, (line, _))| !line.is_empty()) {
        let down = i as f64 * size * f64::from(text::LINE_HEIGHT) + size * f64::from(BASELINE);
        let [x, y] = place.point(if rtl { r.right() - border } else { r.x + border }, page.y + border + down);
        items.push(Item::Text(TextLine {
            text: line.clone(),
            x,
            y,
            size: place.length(size),
            face: Face::Regular,
            color: sticky.ink,
            align: if rtl { Align::Right } else { Align::Left },
            rtl,
            max_width: place.length(r.w - 2.0 * border),
            leads,
        }));
    }
    if items.len() > start {
        parts.insert(0, Part::new(start..items.len(), Content::Words));
    }
    if let Some(name) = note.credit.as_deref().filter(|_| r.w >= 80.0 && r.h >= 80.0) {
        let start = signs(note).map_or(r.x + border, |signs| signs.right() + 6.0);
        let end = r.right() - fold * 1.6;
        let [x, y] = place.point(end, r.bottom() - 5.0);
        if end - start >= CREDIT {
            parts.push(Part::new(items.len()..items.len() + 1, Content::Words));
            items.push(Item::Text(TextLine {
                text: name.to_owned(),
                x,
                y,
                size: place.length(CREDIT),
                face: Face::Regular,
                color: sticky.faint,
                align: Align::Right,
                rtl: is_rtl(name),
                max_width: place.length(end - start),
                leads: Vec::new(),
            }));
        }
    }
    for pill in row(note) {
        let start = items.len();
        sign(note, &pill, place, items);
        let content = match &pill.sign {
            Sign::Tag | Sign::More => Content::Words,
            Sign::Votes => Content::Sign(words::VOTES.with("n", note.votes).say(language)),
            Sign::Reaction(kind) => {
                let count =
                    note.stamps.iter().find(|(stamp, _)| stamp == kind).map_or(1, |(_, count)| *count);
                Content::Sign(words::reaction(kind).with("n", count).say(language))
            }
        };
        parts.push(Part::new(start..items.len(), content));
    }
    parts
}

fn sign(note: &FlatNote, pill: &Pill, place: &Place, items: &mut Vec<Item>) {
    let rect = Rect {
        x: note.rect.x + f64::from(pill.x),
        y: note.rect.bottom() - f64::from(INSIDE),
        w: f64::from(pill.w),
        h: f64::from(HEIGHT),
    };
    let theme = place.theme;
    let (ink, edge, radius) = match &pill.sign {
        Sign::Votes => {
            let (edge, ink) = theme.votes();
            (ink, edge, rect.h / 2.0)
        }
        Sign::Reaction(kind) => (theme.sign(pills::ink(kind)), theme.quiet(0.45), rect.h / 2.0),
        Sign::Tag | Sign::More => (theme.ink(), theme.quiet(0.45), 4.0),
    };
    items.push(Item::Area {
        outline: Outline::Rounded(place.rect(&rect), place.length(radius)),
        fill: ([0xff; 3], 1.0),
        border: Some(theme.border(edge, place.length(1.0))),
    });
    let middle = rect.y + rect.h / 2.0;
    let mut x = rect.x + rect.w / 2.0;
    let mut align = Align::Center;
    if let Sign::Reaction(kind) = &pill.sign
        && let Some(shape) = pills::shape(kind)
    {
        let side = f64::from(SYMBOL);
        let left =
            if pill.text.is_empty() { rect.x + (rect.w - side) / 2.0 } else { rect.x + f64::from(PADDING) };
        let corner = |[x, y]: &[f32; 2]| {
            place.point(left + f64::from(*x) * side, middle + (f64::from(*y) - 0.5) * side)
        };
        let outline = Outline::Polygon(shape.iter().map(corner).collect());
        items.push(Item::Area { outline, fill: (ink, 1.0), border: None });
        x = left + side + f64::from(SYMBOL_GAP);
        align = Align::Left;
    }
    if pill.text.is_empty() {
        return;
    }
    let size = f64::from(SIZE);
    let [x, y] = place.point(x, middle + size * 0.36);
    items.push(Item::Text(TextLine {
        text: pill.text.clone(),
        x,
        y,
        size: place.length(size),
        face: pill.face(),
        color: ink,
        align,
        rtl: is_rtl(&pill.text),
        max_width: place.length(rect.w - f64::from(PADDING)),
        leads: Vec::new(),
    }));
}
