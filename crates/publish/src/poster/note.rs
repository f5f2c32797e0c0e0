//! One note: paper with its corner, its text, who wrote it, how many chose it.

use super::{
    flat::{FlatNote, Rect},
    scene::{Align, Border, Item, Outline, TextLine, is_rtl},
    sheet::Place,
};
use crate::{
    palette::{self, ACCENT, INK, mix},
    text::{self, BASELINE, Face, Fit, Measured},
};

const CREDIT: f64 = 9.0;
const VOTES: f64 = 13.0;

/// What the text of a note covers, and its lines.
pub(super) struct Written {
    pub(super) fit: Fit,
    pub(super) covers: Rect,
}

pub(super) fn write(note: &FlatNote) -> Written {
    let (w, h) = (note.rect.w.floor() as u32, note.rect.h.floor() as u32);
    let fit = text::fit_note(&note.text, w, h);
    let border = f64::from(text::padding(w, h));
    let size = f64::from(fit.size);
    let widest =
        fit.lines.iter().map(|line| Measured::new(line, Face::Regular).ems()).fold(0.0, f64::max) * size;
    let tall = fit.lines.len() as f64 * size * f64::from(text::LINE_HEIGHT);
    let x = if is_rtl(&note.text) { note.rect.right() - border - widest } else { note.rect.x + border };
    Written { covers: Rect { x, y: note.rect.y + border, w: widest, h: tall }, fit }
}

/// Where the votes of a note are shown: on its lower edge, at the left.
pub(super) fn votes(note: &FlatNote) -> Option<Rect> {
    let digits = note.votes.checked_ilog10()? + 1;
    let w = VOTES * 0.62 * f64::from(digits) + VOTES * 1.15;
    let h = VOTES * 1.6;
    Some(Rect { x: note.rect.x + 12.0, y: note.rect.bottom() - h * 0.58, w, h })
}

pub(super) fn draw(note: &FlatNote, written: &Written, place: &Place, items: &mut Vec<Item>) {
    let paper = palette::paper(&note.color);
    let ink = palette::ink(paper.light);
    let r = &note.rect;
    let fold = r.w.min(r.h) * f64::from(palette::FOLD);
    let corner =
        |[x, y]: &[f32; 2]| place.point(r.right() - f64::from(*x) * fold, r.bottom() - f64::from(*y) * fold);

    let mut outline = vec![place.point(r.x, r.y), place.point(r.right(), r.y)];
    outline.extend(paper.corner.cut.iter().map(corner));
    outline.push(place.point(r.x, r.bottom()));
    let edge = Border { color: mix(paper.light, paper.deep, 0.55), width: place.length(1.0) };
    items.push(Item::Area {
        outline: Outline::Polygon(outline),
        fill: (paper.light, 1.0),
        border: Some(edge),
    });
    if !paper.corner.flap.is_empty() {
        let flap = paper.corner.flap.iter().map(corner).collect();
        items.push(Item::Area {
            outline: Outline::Polygon(flap),
            fill: (mix(paper.light, paper.deep, 0.6), 1.0),
            border: None,
        });
    }

    let border = f64::from(text::padding(r.w.floor() as u32, r.h.floor() as u32));
    let rtl = is_rtl(&note.text);
    let size = f64::from(written.fit.size);
    for (i, line) in written.fit.lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
        let down = i as f64 * size * f64::from(text::LINE_HEIGHT) + size * f64::from(BASELINE);
        let [x, y] = place.point(if rtl { r.right() - border } else { r.x + border }, r.y + border + down);
        items.push(Item::Text(TextLine {
            text: line.clone(),
            x,
            y,
            size: place.length(size),
            face: Face::Regular,
            color: ink,
            align: if rtl { Align::Right } else { Align::Left },
            rtl,
            max_width: place.length(r.w - 2.0 * border),
        }));
    }
    if let Some(name) = note.credit.as_deref().filter(|_| r.w >= 80.0 && r.h >= 80.0) {
        let badge = votes(note).map_or(r.x + border, |badge| badge.right() + 6.0);
        let end = r.right() - fold * 1.6;
        let [x, y] = place.point(end, r.bottom() - 5.0);
        items.push(Item::Text(TextLine {
            text: name.to_owned(),
            x,
            y,
            size: place.length(CREDIT),
            face: Face::Regular,
            color: mix(ink, paper.light, 0.25),
            align: Align::Right,
            rtl: is_rtl(name),
            max_width: place.length(end - badge),
        }));
    }
    if let Some(badge) = votes(note) {
        items.push(Item::Area {
            outline: Outline::Rounded(place.rect(&badge), place.length(badge.h / 2.0)),
            fill: ([0xff; 3], 1.0),
            border: Some(Border { color: ACCENT, width: place.length(1.5) }),
        });
        let [x, y] = place.point(badge.x + badge.w / 2.0, badge.y + badge.h / 2.0 + VOTES * 0.36);
        items.push(Item::Text(TextLine {
            text: note.votes.to_string(),
            x,
            y,
            size: place.length(VOTES),
            face: Face::SemiBold,
            color: mix(ACCENT, INK, 0.3),
            align: Align::Center,
            rtl: false,
            max_width: place.length(badge.w),
        }));
    }
}
