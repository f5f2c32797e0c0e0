//! The sheet: margins, heading, and the board at the largest scale that fits.

use super::{
    flat::{Flat, Rect, Squeezed},
    footer::{self, Footer},
    options::{Extent, Options, Orientation},
    painting,
    passage::{Content, Part, Passage, Role, Section},
    scene::{Align, Chart, Item, Scene, TextLine, is_rtl},
    theme::Theme,
    words,
};
use crate::{
    palette::Rgb,
    text::{BASELINE, Face, LINE_HEIGHT, Measured},
};
use board::view::BoardView;
use jiff::{Timestamp, civil::Date, tz::Offset};

// The sheet's own measure: a six hundredth of its short side, so that every paper looks the same from its distance.
const PARTS: f64 = 600.0;
pub(super) const MARGIN: f64 = 24.0;
const TITLE: u32 = 28;
const SMALL: f64 = 12.0;
/// A board unit is never more than this many parts: few notes stay notes, and do not become placards.
const LARGEST: f64 = 0.85;
/// Room around the board for what hangs over its edge.
const OVERHANG: f64 = 12.0;

/// From board units to millimetres, and the colours there.
pub(super) struct Place {
    pub(super) scale: f64,
    pub(super) dx: f64,
    pub(super) dy: f64,
    /// What it is drawn with.
    pub(super) theme: Theme,
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
    /// How many of its first items are the title.
    title: usize,
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
        leads: Vec::new(),
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
    let theme = options.theme;
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
            items.push(line(text, [x, base], size, Face::SemiBold, theme.ink(), align, room));
            y += size * f64::from(LINE_HEIGHT);
        }
        y += 3.0 * part;
    }
    let counts = counts(flat, options);
    if subtitle.is_empty() && (counts.is_empty() || title.is_empty()) && items.is_empty() {
        return Heading { items, title: 0, below: margin };
    }
    let lines_of_title = items.len();
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
            items.push(line(text, [margin, base], each, Face::Regular, theme.soft(), Align::Left, beside));
        }
        if !counts.is_empty() {
            items.push(line(
                &counts,
                [width - margin, first],
                size,
                Face::Regular,
                theme.soft(),
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
        border: theme.border(theme.quiet(0.4), (0.75 * part) as f32),
        dashed: false,
    });
    Heading { items, title: lines_of_title, below: y + 14.0 * part }
}

impl Heading {
    fn section(&self) -> Section {
        let words = |range| vec![Part::new(range, Content::Words)];
        let mut section = Section::default();
        if self.title > 0 {
            section.heading = Some(Passage { role: Role::Title, parts: words(0..self.title) });
        }
        for (i, item) in self.items.iter().enumerate().skip(self.title) {
            if matches!(item, Item::Text(_)) {
                section.passages.push(Passage { role: Role::Lead, parts: words(i..i + 1) });
            }
        }
        section
    }
}

/// The day asked for, else that of the latest note, else the one times are counted from.
fn date(view: &BoardView, options: &Options) -> Date {
    let latest = view.notes.values().filter_map(|note| note.at).fold(0.0, f64::max);
    let of_latest = || Timestamp::from_millisecond(latest as i64).unwrap_or_default();
    options.date.unwrap_or_else(|| Offset::UTC.to_datetime(of_latest()).date())
}

/// What of the board is on the sheet, with the links between that.
fn shown(view: &BoardView, extent: &Extent) -> Option<BoardView> {
    let has = |frame: Rect, pos, size| frame.has(Rect::of(pos, size).center());
    let mut part = match extent {
        Extent::Whole => return None,
        Extent::Cluster(_) | Extent::Area(_) => view.clone(),
    };
    match extent {
        Extent::Whole => {}
        Extent::Cluster(cluster) => {
            part.clusters.retain(|id, _| id == cluster);
            part.notes.retain(|_, note| note.cluster.as_ref() == Some(cluster));
            let frame = view.clusters.get(cluster).map(|cluster| Rect::of(cluster.pos, cluster.size));
            part.marks.retain(|_, mark| frame.is_some_and(|frame| has(frame, mark.pos, mark.size)));
        }
        Extent::Area([x, y, w, h]) => {
            let frame = Rect { x: *x, y: *y, w: *w, h: *h };
            part.clusters.retain(|_, cluster| has(frame, cluster.pos, cluster.size));
            part.notes.retain(|_, note| has(frame, note.pos, note.size));
            part.marks.retain(|_, mark| has(frame, mark.pos, mark.size));
        }
    }
    Some(part)
}

/// A board on a sheet of paper, ready to be drawn. Never fails: an empty board gives a sheet that says so.
pub fn scene(view: &BoardView, options: &Options) -> Scene {
    let part = shown(view, &options.extent);
    let view = part.as_ref().unwrap_or(view);
    let mut flat = Flat::read(view, options);
    let squeezed = flat.squeeze();
    Scene { date: date(view, options), ..lay_out(&flat, &squeezed, options) }
}

/// Millimetres of a board unit on a picture: as large as on a screen at zoom 1.
const ON_SCREEN: f64 = 25.4 / 96.0;

/// Width and height of the [`picture`] of a board, in millimetres.
pub fn picture_size(view: &BoardView) -> [f32; 2] {
    let mut flat = Flat::read(view, &Options::default());
    flat.squeeze();
    let [w, h] =
        edge(&flat).map_or([OVERHANG, OVERHANG].map(|side| side * 20.0), |bounds| [bounds.w, bounds.h]);
    [w, h].map(|side| (side * ON_SCREEN) as f32)
}

fn edge(flat: &Flat) -> Option<Rect> {
    flat.bounds().map(|bounds| bounds.grown(2.0 * OVERHANG))
}

/// A board by itself: no paper, no heading, nothing at its foot; of `options` the theme, credits, language, fonts and
/// images count. Never fails: an empty board gives an empty picture.
pub fn picture(view: &BoardView, options: &Options) -> Scene {
    let mut flat = Flat::read(view, options);
    let squeezed = flat.squeeze();
    let title = options.title.as_deref().unwrap_or(&flat.title).trim().to_owned();
    let mut blank = blank(&flat, options, picture_size(view).map(f64::from), title);
    blank.date = date(view, options);
    let Some(bounds) = edge(&flat) else { return blank };
    let place = Place {
        scale: ON_SCREEN,
        dx: -bounds.x * ON_SCREEN,
        dy: -bounds.y * ON_SCREEN,
        theme: options.theme,
    };
    let mut items = Vec::new();
    let sections = painting::paint(&flat, bounds, &place, options.language, &mut items);
    Scene { chart: chart(&squeezed, &place), ..blank.with(items, sections) }
}

fn chart(squeezed: &Squeezed, place: &Place) -> Chart {
    Chart {
        across: squeezed.across.iter().map(|[now, was]| [now * place.scale + place.dx, *was]).collect(),
        down: squeezed.down.iter().map(|[now, was]| [now * place.scale + place.dy, *was]).collect(),
    }
}

/// A sheet with nothing on it yet.
fn blank(flat: &Flat, options: &Options, size: [f64; 2], title: String) -> Scene {
    Scene {
        size: size.map(|mm| mm as f32),
        dpi: options.resolution(),
        title,
        language: options.language,
        date: Date::default(),
        items: Vec::new(),
        sections: Vec::new(),
        chart: Chart::default(),
        colours: footer::colours(flat),
        fonts: options.fonts.clone(),
    }
}

fn lay_out(flat: &Flat, squeezed: &Squeezed, options: &Options) -> Scene {
    let (short, long) = options.paper.millimetres();
    let (short, long) = (f64::from(short), f64::from(long));
    let part = short / PARTS;
    let margin = MARGIN * part;
    let bounds = flat.bounds().map(|bounds| bounds.grown(OVERHANG));

    let fitting = |[w, h]: [f64; 2]| {
        let heading = heading(flat, options, w, part);
        let footer = Footer::new(flat, options, w, part);
        let room = [w - 2.0 * margin, (h - heading.below - footer.height - margin).max(part)];
        let scale = bounds.map_or(1.0, |b| (room[0] / b.w).min(room[1] / b.h)).min(LARGEST * part);
        (scale, [w, h], heading, footer, room)
    };
    let portrait = [short, long];
    let landscape = [long, short];
    let (scale, size, heading, footer, room) = match options.orientation {
        Orientation::Portrait => fitting(portrait),
        Orientation::Landscape => fitting(landscape),
        Orientation::Auto => {
            let (upright, lying) = (fitting(portrait), fitting(landscape));
            if lying.0 > upright.0 { lying } else { upright }
        }
    };

    let mut sections = vec![heading.section()];
    let mut items = heading.items;
    let title = options.title.as_deref().unwrap_or(&flat.title).trim();
    let title = if title.is_empty() { words::POSTER.says(options.language) } else { title }.to_owned();
    let blank = blank(flat, options, size, title);
    let Some(bounds) = bounds else {
        let words = words::EMPTY.says(options.language);
        let at = [margin + room[0] / 2.0, heading.below + room[1] / 2.0];
        let words_at = items.len()..items.len() + 1;
        items.push(line(words, at, 16.0 * part, Face::Regular, options.theme.soft(), Align::Center, room[0]));
        let parts = vec![Part::new(words_at, Content::Words)];
        sections[0].passages.push(Passage { role: Role::Lead, parts });
        sections.extend(footer.paint(options, size, part, &mut items));
        return blank.with(items, sections);
    };
    // Spare room below: a third of it above the board, so that the sheet does not look as if it slid down.
    let spare = [room[0] - bounds.w * scale, room[1] - bounds.h * scale];
    let place = Place {
        scale,
        dx: margin + spare[0] / 2.0 - bounds.x * scale,
        dy: heading.below + spare[1] / 3.0 - bounds.y * scale,
        theme: options.theme,
    };
    sections.extend(painting::paint(flat, bounds, &place, options.language, &mut items));
    sections.extend(footer.paint(options, size, part, &mut items));
    Scene { chart: chart(squeezed, &place), ..blank.with(items, sections) }
}
