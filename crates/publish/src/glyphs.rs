//! Lines of text to glyphs, with the fonts of the sheet and no others.

use crate::{
    fonts::Fonts,
    poster::{Align, Item, Scene, TextLine},
    text::Face,
};
use parley::{
    BaseDirection, FontContext, FontFamily, FontWeight, Layout, LayoutContext, PositionedLayoutItem,
    StyleProperty, fontique::SourceCache,
};
use std::{borrow::Cow, ops::Range, panic, thread};
use vello_cpu::{Glyph, peniko::FontData};

/// Glyphs of one font, in pixels of the sheet.
pub(crate) struct Run {
    pub(crate) font: FontData,
    pub(crate) size: f32,
    pub(crate) glyphs: Vec<Glyph>,
}

/// One line of text as it is drawn.
#[derive(Default)]
pub(crate) struct Shaped {
    pub(crate) runs: Vec<Run>,
    pub(crate) missing: usize,
}

/// A glyph of a [`Piece`]; lengths in the unit the line was shaped in.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    pub(crate) id: u32,
    pub(crate) advance: f32,
    /// How far it is from where the pen is, to the right and up.
    pub(crate) aside: [f32; 2],
    /// The letters it stands for, in the text of the [`Line`].
    pub(crate) range: Range<usize>,
}

/// Glyphs of one font, one after the other, for a writer that keeps text as text.
pub(crate) struct Piece {
    pub(crate) font: FontData,
    pub(crate) size: f32,
    /// Where the pen begins.
    pub(crate) at: [f32; 2],
    pub(crate) letters: Vec<Letter>,
}

/// A line of text, its pieces from left to right.
pub(crate) struct Line {
    /// What the ranges of its letters are about.
    pub(crate) text: String,
    pub(crate) pieces: Vec<Piece>,
}

/// The glyphs of each item, in their order; what is no text has none. `scale`: pixels of a millimetre.
pub(crate) fn shape_all(scene: &Scene, scale: f32, threads: usize) -> Vec<Shaped> {
    let items = &scene.items[..];
    let part = items.len().div_ceil(threads).max(1);
    let shape = |items: &[Item]| -> Vec<Shaped> {
        let mut shaper = Shaper::new(&scene.fonts);
        let one = |item: &Item| match item {
            Item::Text(line) => shaper.shape(line, scale),
            _ => Shaped::default(),
        };
        items.iter().map(one).collect()
    };
    thread::scope(|scope| {
        let parts: Vec<_> = items.chunks(part).map(|items| scope.spawn(move || shape(items))).collect();
        let join = |part: thread::ScopedJoinHandle<'_, Vec<Shaped>>| {
            part.join().unwrap_or_else(|payload| panic::resume_unwind(payload))
        };
        parts.into_iter().flat_map(join).collect()
    })
}

/// Turns lines into glyphs; one per thread.
pub(crate) struct Shaper {
    fonts: Fonts,
    context: FontContext,
    layouts: LayoutContext<[u8; 4]>,
    layout: Layout<[u8; 4]>,
}

impl Shaper {
    pub(crate) fn new(fonts: &Fonts) -> Self {
        let context = FontContext { collection: fonts.collection(), source_cache: SourceCache::default() };
        Self { fonts: fonts.clone(), context, layouts: LayoutContext::new(), layout: Layout::new() }
    }

    fn build(&mut self, line: &TextLine, text: &str, size: f32) -> f32 {
        let weight = if line.face == Face::Regular { 400.0 } else { 600.0 };
        let mut builder = self.layouts.ranged_builder(&mut self.context, text, 1.0, false);
        let families = Cow::Borrowed(self.fonts.families());
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(families)));
        builder.push_default(StyleProperty::FontSize(size));
        builder.push_default(StyleProperty::FontWeight(FontWeight::new(weight)));
        builder.set_base_direction(if line.rtl { BaseDirection::Rtl } else { BaseDirection::Ltr });
        builder.build_into(&mut self.layout, text);
        self.layout.break_all_lines(None);
        self.layout.width()
    }

    // Leaves the line in `layout`, at most as wide as it may be, and says where its left end is.
    fn fit(&mut self, line: &TextLine, text: &str, scale: f32) -> f32 {
        let mut size = line.size * scale;
        let most = line.max_width * scale;
        let mut width = self.build(line, text, size);
        // Half a pixel at screen size is what kerning may add; it is no reason to change the size.
        if width > most * 1.01 + 0.5 && width > 0.0 && most > 0.0 {
            size *= most / width;
            width = self.build(line, text, size);
        }
        line.x * scale
            - match line.align {
                Align::Left => 0.0,
                Align::Center => width / 2.0,
                Align::Right => width,
            }
    }

    /// The line with the letters each glyph stands for. `scale`: units of a millimetre. `goes_on`: another line of the
    /// same text follows, so a space parts them for who copies or hears the text.
    pub(crate) fn line(&mut self, line: &TextLine, scale: f32, goes_on: bool) -> Line {
        // At the end of what runs from right to left a space would stand at the left, and move the rest.
        let text = if goes_on && !line.rtl { format!("{} ", line.text) } else { line.text.clone() };
        let mut x = self.fit(line, &text, scale);
        let mut pieces = Vec::new();
        let Some(first) = self.layout.lines().next() else { return Line { text, pieces } };
        for run in first.runs() {
            let at = [x, line.y * scale];
            let mut letters: Vec<Letter> = Vec::new();
            for cluster in run.visual_clusters() {
                if cluster.is_ligature_continuation() {
                    // It has no glyph, but letters, which would be lost to who copies the text.
                    if let Some(last) = letters.last_mut() {
                        let range = cluster.text_range();
                        last.range = last.range.start.min(range.start)..last.range.end.max(range.end);
                    }
                    continue;
                }
                for glyph in cluster.glyphs() {
                    letters.push(Letter {
                        id: glyph.id,
                        advance: glyph.advance,
                        aside: [glyph.x, glyph.y],
                        range: cluster.text_range(),
                    });
                    x += glyph.advance;
                }
            }
            pieces.push(Piece { font: run.font().clone(), size: run.font_size(), at, letters });
        }
        Line { text, pieces }
    }

    /// `scale`: pixels of a millimetre.
    pub(crate) fn shape(&mut self, line: &TextLine, scale: f32) -> Shaped {
        let left = self.fit(line, &line.text, scale);
        let mut out = Shaped::default();
        let Some(first) = self.layout.lines().next() else { return out };
        let baseline = first.metrics().baseline;
        for item in first.items() {
            let PositionedLayoutItem::GlyphRun(run) = item else { continue };
            let glyphs: Vec<_> = run
                .positioned_glyphs()
                .map(|g| Glyph { id: g.id, x: left + g.x, y: line.y * scale + g.y - baseline })
                .collect();
            out.missing += glyphs.iter().filter(|g| g.id == 0).count();
            out.runs.push(Run { font: run.run().font().clone(), size: run.run().font_size(), glyphs });
        }
        out
    }
}
