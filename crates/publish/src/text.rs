//! Where lines break, and how large a text may be: the same integers on screen and on paper.
//!
//! Widths are sums of advances from one table cut out of the one font file (no kerning, no shaping), compared as
//! integers. `web/src/scene/text.ts` is this file in TypeScript, line for line; `tests/data/wrap.json` holds both to
//! the same answers. Rules TX1..TX9 are in docs/spec.md.

mod class;
mod table;

use class::Kind;
pub use table::{FONT_HASH, UNICODE};

/// Units per em of the advance table.
pub const UPEM: u64 = 2048;
/// Distance of base lines in font sizes.
pub const LINE_HEIGHT: f32 = 1.25;
/// Free border inside a note of 200 and more, in CSS pixels; see [`padding`] for smaller ones.
pub const PADDING: u32 = 16;
/// Largest size of a text in a default note of 200 × 200.
pub const MAX_SIZE: u32 = 28;
/// Every size a text may have; below the last one it is halved until the text is whole.
pub const SIZES: [u32; 20] = [48, 36, 28, 24, 20, 18, 16, 14, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
/// Size of a cluster's title, in CSS pixels; wide clusters have larger ones.
pub const TITLE_SIZE: u32 = 20;
/// Height of the band at the top of a cluster that its title may fill, in CSS pixels.
pub const TITLE_HEIGHT: u32 = 52;
/// Free border of a cluster beside its title, in CSS pixels.
pub const TITLE_PADDING: u32 = 24;
/// Free border of a cluster above the band of its title; a shorter title stands in the middle of the band.
pub const TITLE_TOP: u32 = 12;
/// Base line below the top of a line of text, in font sizes.
pub const BASELINE: f32 = 0.96;

// Above this size a word is never broken inside: the text rather gets smaller.
const WHOLE_WORDS: u32 = 14;

/// One of the two weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    /// Weight 400: notes and labels.
    Regular,
    /// Weight 600: titles.
    SemiBold,
}

/// A text that fits.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Font size in CSS pixels: one of [`SIZES`], or 1 halved as often as needed.
    pub size: f32,
    /// Lines top to bottom, without trailing spaces.
    pub lines: Vec<String>,
}

struct Cluster {
    start: usize,
    width: u64,
    kind: Kind,
}

// What stands between two places where a line may break: clusters, then spaces, then perhaps a newline.
struct Segment {
    first: usize,
    gap: usize,
    solid: u64,
    blank: u64,
    newline: bool,
}

struct Broken {
    lines: Vec<(usize, usize)>,
    inside: bool,
}

/// A text measured once, to be broken at any size and width.
pub struct Measured {
    clean: String,
    clusters: Vec<Cluster>,
    segments: Vec<Segment>,
}

/// Newlines in one form, tabs as spaces, no control characters.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut points = text.chars().peekable();
    while let Some(point) = points.next() {
        match class::of(point) {
            Kind::Newline => {
                if point == '\r' {
                    points.next_if_eq(&'\n');
                }
                out.push('\n');
            }
            Kind::Dropped => {}
            _ => out.push(if point == '\t' { ' ' } else { point }),
        }
    }
    out
}

impl Measured {
    /// Measures `text` in one weight.
    pub fn new(text: &str, face: Face) -> Self {
        let clean = tidy(text);
        let mut clusters = Vec::with_capacity(clean.len());
        let mut points = clean.char_indices().peekable();
        while let Some((start, point)) = points.next() {
            let mut kind = class::of(point);
            let mut picture = kind == Kind::Picture || matches!(point, '\u{1F3FB}'..='\u{1F3FF}');
            if kind != Kind::Space && kind != Kind::Newline {
                if class::is_flag(point) {
                    points.next_if(|&(_, next)| class::is_flag(next));
                }
                while let Some((_, next)) = points.next_if(|&(_, next)| class::of(next) == Kind::Mark) {
                    picture |= next == '\u{FE0F}';
                    if next == '\u{200D}' && picture {
                        points.next_if(|&(_, joined)| {
                            !matches!(class::of(joined), Kind::Space | Kind::Newline)
                        });
                    }
                }
            }
            if picture {
                kind = Kind::Picture;
            }
            clusters.push(Cluster { start, width: class::advance(face, point, kind), kind });
        }
        let segments = cut(&clusters);
        Self { clean, clusters, segments }
    }

    fn offset(&self, cluster: usize) -> usize {
        self.clusters.get(cluster).map_or(self.clean.len(), |c| c.start)
    }

    fn take(&self, lines: &[(usize, usize)]) -> Vec<String> {
        lines.iter().map(|&(a, b)| self.clean[self.offset(a)..self.offset(b)].to_owned()).collect()
    }

    fn break_lines(&self, size: u64, width: u64) -> Broken {
        let cap = width.max(1) * UPEM / size;
        let mut out = Broken { lines: Vec::new(), inside: false };
        let mut kept = 0;
        let mut start: Option<usize> = None;
        let mut end = 0;
        let mut sum = 0;
        let mut emit = |from: usize, to: usize| {
            out.lines.push((from, to));
            if to > from {
                kept = out.lines.len();
            }
        };
        for segment in &self.segments {
            if let Some(from) = start.filter(|_| sum + segment.solid > cap) {
                // Spaces that alone filled the line are dropped with it.
                if end > from {
                    emit(from, end);
                }
                start = None;
                sum = 0;
            }
            let mut from = start.unwrap_or(segment.first);
            if segment.solid > cap {
                out.inside = true;
                sum = 0;
                for (c, cluster) in self.clusters.iter().enumerate().take(segment.gap).skip(segment.first) {
                    if c > from && cluster.width > 0 && sum + cluster.width > cap {
                        emit(from, c);
                        from = c;
                        sum = 0;
                    }
                    sum += cluster.width;
                }
                end = segment.gap;
            } else {
                sum += segment.solid;
                end = if segment.gap > segment.first { segment.gap } else { end.max(from) };
            }
            sum += segment.blank;
            start = Some(from);
            if segment.newline {
                emit(from, end.max(from));
                start = None;
                sum = 0;
            }
        }
        if let Some(from) = start {
            emit(from, end);
        }
        out.lines.truncate(kept);
        out
    }

    /// Sum of all advances in font sizes, newlines aside: the width of a text that is one line.
    pub fn ems(&self) -> f64 {
        self.clusters.iter().map(|cluster| cluster.width).sum::<u64>() as f64 / UPEM as f64
    }

    /// The same in whole CSS pixels at `size`, rounded up.
    pub fn pixels(&self, size: u32) -> u32 {
        let sum: u64 = self.clusters.iter().map(|cluster| cluster.width).sum();
        u32::try_from((sum * u64::from(size)).div_ceil(UPEM)).unwrap_or(u32::MAX)
    }

    /// Width, in font sizes, of the widest part in which no line may end and which is not wider than `most`.
    pub(crate) fn widest(&self, most: f64) -> f64 {
        let widths = self.segments.iter().map(|segment| segment.solid as f64 / UPEM as f64);
        widths.filter(|ems| *ems <= most).fold(0.0, f64::max)
    }

    /// The lines at `size` in `width`, both whole CSS pixels of at least 1; empty for a text of nothing but spaces.
    pub fn wrap(&self, size: u32, width: u32) -> Vec<String> {
        self.take(&self.break_lines(u64::from(size.max(1)), u64::from(width)).lines)
    }

    /// The largest size up to `max_size` at which the whole text fits `width` × `height`, and its lines there.
    ///
    /// Words are broken inside only when they do not fit a line even at 14. Never cuts: a text too long for size 1
    /// gets a half, a quarter, and so on.
    pub fn fit(&self, width: u32, height: u32, max_size: u32) -> Fit {
        let (w, h) = (u64::from(width.max(1)), u64::from(height.max(1)));
        for strict in [true, false] {
            for size in SIZES {
                if size > max_size || (strict && size < WHOLE_WORDS) {
                    continue;
                }
                let broken = self.break_lines(u64::from(size), w);
                let tall = broken.lines.len() as u64 * u64::from(size) * 5 > h * 4;
                let rejected = tall || (strict && broken.inside);
                if !rejected {
                    return Fit { size: size as f32, lines: self.take(&broken.lines) };
                }
            }
        }
        let mut part = 1;
        let mut broken = self.break_lines(1, w);
        while broken.lines.len() as u64 * 5 > h * part * 4 && part < 4096 {
            part *= 2;
            broken = self.break_lines(1, w * part);
        }
        Fit { size: 1.0 / part as f32, lines: self.take(&broken.lines) }
    }
}

// May a line end between clusters `i` and `i + 1`, neither of them a space or a newline?
fn may_break(clusters: &[Cluster], i: usize) -> bool {
    let kind = |at: usize| clusters[at].kind;
    let (here, next) = (kind(i), kind(i + 1));
    let pictorial = |k| matches!(k, Kind::Picture | Kind::Ideograph);
    if here == Kind::ZeroSpace {
        return true;
    }
    if pictorial(here) || pictorial(next) {
        let before = matches!(here, Kind::Open | Kind::Quote | Kind::Glue | Kind::Format);
        let after = matches!(next, Kind::Close | Kind::Quote | Kind::Glue | Kind::Format | Kind::ZeroSpace);
        return !before && !after;
    }
    if next != Kind::Other || i == 0 {
        return false;
    }
    match here {
        Kind::Hyphen => matches!(kind(i - 1), Kind::Other | Kind::Digit),
        // `e/o` stays whole, an address does not.
        Kind::Slash => i > 1 && kind(i - 1) == Kind::Other && kind(i - 2) == Kind::Other,
        _ => false,
    }
}

fn cut(clusters: &[Cluster]) -> Vec<Segment> {
    let empty = |i: usize| matches!(clusters[i].kind, Kind::Space | Kind::Newline);
    let mut out = Vec::new();
    let mut i = 0;
    while i < clusters.len() {
        let mut segment = Segment { first: i, gap: i, solid: 0, blank: 0, newline: false };
        while i < clusters.len() && !empty(i) {
            segment.solid += clusters[i].width;
            i += 1;
            if i < clusters.len() && !empty(i) && may_break(clusters, i - 1) {
                break;
            }
        }
        segment.gap = i;
        while i < clusters.len() && clusters[i].kind == Kind::Space {
            segment.blank += clusters[i].width;
            i += 1;
        }
        if i < clusters.len() && clusters[i].kind == Kind::Newline {
            segment.newline = true;
            i += 1;
        }
        out.push(segment);
    }
    out
}

/// The lines of `text` at `size` in `width` CSS pixels, in the regular weight.
pub fn wrap(text: &str, size: u32, width: u32) -> Vec<String> {
    Measured::new(text, Face::Regular).wrap(size, width)
}

/// The largest size up to `max_size` at which `text` fits a box, in the regular weight; see [`Measured::fit`].
pub fn fit(text: &str, width: u32, height: u32, max_size: u32) -> Fit {
    Measured::new(text, Face::Regular).fit(width, height, max_size)
}

/// Border inside a note of this size, in CSS pixels.
pub fn padding(width: u32, height: u32) -> u32 {
    PADDING.min((u64::from(width.min(height)) * 2 / 25) as u32)
}

/// The text of a note of `width` × `height`: left aligned, its first line at the top inside [`padding`].
pub fn fit_note(text: &str, width: u32, height: u32) -> Fit {
    let (w, h) = (width.max(1), height.max(1));
    let border = 2 * padding(w, h);
    let max = match w.min(h) {
        0..240 => MAX_SIZE,
        240..320 => 36,
        _ => 48,
    };
    fit(text, w - border, h - border, max)
}

/// The title of a cluster `width` wide: semibold, in the band of [`TITLE_HEIGHT`] at its top.
pub fn fit_title(title: &str, width: u32) -> Fit {
    let inner = width.saturating_sub(2 * TITLE_PADDING).max(40);
    // A frame around others is read from farther away.
    let max = match width {
        0..800 => TITLE_SIZE,
        800..1200 => 28,
        _ => 36,
    };
    Measured::new(title, Face::SemiBold).fit(inner, TITLE_HEIGHT, max)
}
