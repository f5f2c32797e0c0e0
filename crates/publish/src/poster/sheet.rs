//! The sheet: margins, heading, and the board at the largest scale that fits.

use super::{
    cluster,
    flat::{Flat, Rect},
    label::{self, Obstacles},
    link, mark, note,
    options::{Options, Orientation},
    scene::{Align, Border, Item, Scene, TextLine, is_rtl},
    words,
};
use crate::{
    palette::{INK, Rgb, SHEET, SOFT_INK, mix},
    text::{BASELINE, Face, LINE_HEIGHT, Measured},
};
use board::view::BoardView;

// The sheet's own measure: a six hundredth of its short side, so that every paper looks the same from its distance.
const PARTS: f64 = 600.0;
const MARGIN: f64 = 24.0;
const TITLE: u32 = 28;
const SMALL: f64 = 12.0;
/// A board unit is never more than this many parts: few notes stay notes, and do not become placards.
const LARGEST: f64 = 0.85;
/// Room around the board for what hangs over its edge.
const OVERHANG: f64 = 12.0;

/// From board units to millimetres.
pub(super) struct Place {
    scale: f64,
    dx: f64,
    dy: f64,
}

impl Place {
    pub(super) fn point(&self, x: f64, y: f64) -> [f32; 2] {
        [(x * self.scale + self.dx) as f32, (y * self.scale + self.dy) as f32]
    }

    pub(super) fn length(&self, v: f64) -> f32 {
        (v * self.scale) as f32
    }

    pub(super) fn rect(&self, r: &Rect) -> [f32; 4] {
        let [x, y] = self.point(r.x, r.y);
        [x, y, self.length(r.w), self.length(r.h)]
    }
}

struct Heading {
    items: Vec<Item>,
    /// Where the board may begin, in millimetres.
    below: f64,
}

fn line(text: &str, at: [f64; 2], size: f64, face: Face, color: Rgb, align: Align, max_width: f64) -> Item {
    Item::Text(TextLine {
        text: text.to_owned(),
        x: at[0] as f32,
        y: at[1] as f32,
        size: size as f32,
        face,
        color,
        align,
        rtl: is_rtl(text),
        max_width: max_width as f32,
    })
}

fn counts(flat: &Flat, options: &Options) -> String {
    let numbers = [
        (&words::NOTES, flat.notes.len()),
        (&words::CLUSTERS, flat.clusters.len()),
        (&words::LINKS, flat.links.len()),
    ];
    let there = numbers.into_iter().filter(|(_, n)| *n > 0);
    there.map(|(words, n)| words.with("n", n).say(options.language)).collect::<Vec<_>>().join(" · ")
}

fn heading(flat: &Flat, options: &Options, width: f64, part: f64) -> Heading {
    let margin = MARGIN * part;
    let room = width - 2.0 * margin;
    let title = options.title.as_deref().unwrap_or(&flat.title).trim();
    let subtitle = options.subtitle.as_deref().unwrap_or_default().trim();
    let mut items = Vec::new();
    let mut y = margin;
    if !title.is_empty() {
        let parts = (room / part).floor() as u32;
        let fit = Measured::new(title, Face::SemiBold).fit(parts, TITLE * 5 / 2 + 1, TITLE);
        let size = f64::from(fit.size) * part;
        for text in &fit.lines {
            let base = y + size * f64::from(BASELINE);
            let (x, align) =
                if is_rtl(title) { (width - margin, Align::Right) } else { (margin, Align::Left) };
            items.push(line(text, [x, base], size, Face::SemiBold, INK, align, room));
            y += size * f64::from(LINE_HEIGHT);
        }
        y += 3.0 * part;
    }
    let counts = counts(flat, options);
    if subtitle.is_empty() && (counts.is_empty() || title.is_empty()) && items.is_empty() {
        return Heading { items, below: margin };
    }
    if !subtitle.is_empty() || !counts.is_empty() {
        let size = SMALL * part;
        let aside = Measured::new(&counts, Face::Regular).ems() * size;
        let beside = room - aside - 2.0 * size;
        let parts = (beside / part).floor().max(1.0) as u32;
        let fit = Measured::new(subtitle, Face::Regular).fit(parts, 2 * SMALL as u32 * 5 / 4, SMALL as u32);
        let first = y + size * f64::from(BASELINE);
        for (i, text) in fit.lines.iter().enumerate() {
            let each = f64::from(fit.size) * part;
            let base = first + i as f64 * each * f64::from(LINE_HEIGHT);
            items.push(line(text, [margin, base], each, Face::Regular, SOFT_INK, Align::Left, beside));
        }
        if !counts.is_empty() {
            items.push(line(
                &counts,
                [width - margin, first],
                size,
                Face::Regular,
                SOFT_INK,
                Align::Right,
                room,
            ));
        }
        let lines = fit.lines.len().max(1) as f64;
        y += lines * f64::from(fit.size) * part * f64::from(LINE_HEIGHT);
    }
    y += 6.0 * part;
    items.push(Item::Line {
        points: vec![[margin as f32, y as f32], [(width - margin) as f32, y as f32]],
        border: Border { color: mix(SHEET, SOFT_INK, 0.4), width: (0.75 * part) as f32 },
        dashed: false,
    });
    Heading { items, below: y + 14.0 * part }
}

/// A board on a sheet of paper, ready to be drawn. Never fails: an empty board gives a sheet that says so.
pub fn scene(view: &BoardView, options: &Options) -> Scene {
    let mut flat = Flat::read(view, options);
    flat.squeeze();
    lay_out(&flat, options)
}

pub(super) fn lay_out(flat: &Flat, options: &Options) -> Scene {
    let (short, long) = options.paper.millimetres();
    let (short, long) = (f64::from(short), f64::from(long));
    let part = short / PARTS;
    let margin = MARGIN * part;
    let bounds = flat.bounds().map(|bounds| bounds.grown(OVERHANG));

    let fitting = |[w, h]: [f64; 2]| {
        let heading = heading(flat, options, w, part);
        let room = [w - 2.0 * margin, (h - heading.below - margin).max(part)];
        let scale = bounds.map_or(1.0, |b| (room[0] / b.w).min(room[1] / b.h)).min(LARGEST * part);
        (scale, [w, h], heading, room)
    };
    let portrait = [short, long];
    let landscape = [long, short];
    let (scale, size, heading, room) = match options.orientation {
        Orientation::Portrait => fitting(portrait),
        Orientation::Landscape => fitting(landscape),
        Orientation::Auto => {
            let (upright, lying) = (fitting(portrait), fitting(landscape));
            if lying.0 > upright.0 { lying } else { upright }
        }
    };

    let mut items = heading.items;
    let size = size.map(|mm| mm as f32);
    let Some(bounds) = bounds else {
        let words = words::EMPTY.says(options.language);
        let at = [margin + room[0] / 2.0, heading.below + room[1] / 2.0];
        items.push(line(words, at, 16.0 * part, Face::Regular, SOFT_INK, Align::Center, room[0]));
        return Scene { size, dpi: options.resolution(), items };
    };
    // Spare room below: a third of it above the board, so that the sheet does not look as if it slid down.
    let spare = [room[0] - bounds.w * scale, room[1] - bounds.h * scale];
    let place = Place {
        scale,
        dx: margin + spare[0] / 2.0 - bounds.x * scale,
        dy: heading.below + spare[1] / 3.0 - bounds.y * scale,
    };
    paint(flat, bounds, &place, &mut items);
    Scene { size, dpi: options.resolution(), items }
}

// Frames, links, notes, titles, labels: whatever is read lies above whatever is not.
fn paint(flat: &Flat, bounds: Rect, place: &Place, items: &mut Vec<Item>) {
    let mut obstacles = Obstacles::new(bounds);
    let written: Vec<_> = flat.notes.iter().map(note::write).collect();
    for (note, written) in flat.notes.iter().zip(&written) {
        obstacles.add(note.rect, 1.0);
        obstacles.add(written.covers.grown(4.0), 25.0);
        if let Some(badge) = note::signs(note) {
            obstacles.add(badge, 25.0);
        }
    }
    let titles: Vec<_> =
        flat.clusters.iter().map(|c| cluster::entitle(c, |rect| obstacles.touches(rect, 1.0))).collect();
    for titled in titles.iter().flatten() {
        obstacles.add(titled.covers.grown(2.0), 25.0);
    }
    for cluster in &flat.clusters {
        cluster::frame(cluster, place, items);
    }
    for one in flat.marks.iter().filter(|mark| !mark.is_above) {
        mark::draw(one, place, items);
    }
    let routes = link::routes(flat, &obstacles);
    for (link, route) in flat.links.iter().zip(&routes) {
        if let Some(route) = route {
            link::draw(route, link.dashed, place, items);
        }
    }
    for (note, written) in flat.notes.iter().zip(&written) {
        note::draw(note, written, place, items);
    }
    for one in flat.marks.iter().filter(|mark| mark.is_above) {
        mark::draw(one, place, items);
    }
    for (cluster, titled) in flat.clusters.iter().zip(&titles) {
        if let Some(titled) = titled {
            cluster::title(cluster, titled, place, items);
        }
    }
    let mut labels = Vec::new();
    for (link, route) in flat.links.iter().zip(&routes) {
        // Two things upon each other have no line between them; what their link says still stands.
        let middle = |end| flat.end(end).center();
        let route = route.unwrap_or(link::Route::straight(middle(link.from), middle(link.to)));
        labels.extend(label::settle(&link.label, &route, &mut obstacles));
    }
    for label in &labels {
        label::draw(label, place, items);
    }
}
