//! Lines of text to glyphs, with the bundled fonts and no others.

use super::scene::{Align, TextLine};
use crate::text::Face;
use parley::{
    BaseDirection, FontContext, FontFamily, FontFamilyName, FontWeight, Layout, LayoutContext,
    PositionedLayoutItem, StyleProperty,
    fontique::{Blob, Collection, CollectionOptions, SourceCache},
    style::GenericFamily,
};
use std::{borrow::Cow, sync::Arc, sync::LazyLock};
use vello_cpu::{Glyph, peniko::FontData};

const FONTS: [&[u8]; 5] = [
    include_bytes!("../../fonts/Inter-Regular.ttf"),
    include_bytes!("../../fonts/Inter-SemiBold.ttf"),
    include_bytes!("../../fonts/NotoSansArabic.ttf"),
    include_bytes!("../../fonts/NotoSansHebrew.ttf"),
    include_bytes!("../../fonts/NotoColorEmoji.ttf"),
];
const EMOJI: &str = "Noto Color Emoji";

const fn named(name: &'static str) -> FontFamilyName<'static> {
    FontFamilyName::Named(Cow::Borrowed(name))
}

static FAMILIES: [FontFamilyName<'static>; 4] =
    [named("Plenaria Sans"), named("Noto Sans Arabic"), named("Noto Sans Hebrew"), named(EMOJI)];

// One set of blobs for the whole program: their identity is what glyph caches go by.
static COLLECTION: LazyLock<Collection> = LazyLock::new(|| {
    let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
    for bytes in FONTS {
        collection.register_fonts(Blob::new(Arc::new(bytes)), None);
    }
    let emoji = collection.family_id(EMOJI);
    collection.set_generic_families(GenericFamily::Emoji, emoji.into_iter());
    collection
});

/// Glyphs of one font, in pixels of the sheet.
pub(super) struct Run {
    pub(super) font: FontData,
    pub(super) size: f32,
    pub(super) glyphs: Vec<Glyph>,
}

/// One line of text as it is drawn.
#[derive(Default)]
pub(super) struct Shaped {
    pub(super) runs: Vec<Run>,
    pub(super) missing: usize,
}

/// Turns lines into glyphs; one per thread.
pub(super) struct Shaper {
    fonts: FontContext,
    layouts: LayoutContext<[u8; 4]>,
    layout: Layout<[u8; 4]>,
}

impl Shaper {
    pub(super) fn new() -> Self {
        let fonts = FontContext { collection: COLLECTION.clone(), source_cache: SourceCache::default() };
        Self { fonts, layouts: LayoutContext::new(), layout: Layout::new() }
    }

    fn build(&mut self, line: &TextLine, size: f32) -> f32 {
        let weight = if line.face == Face::Regular { 400.0 } else { 600.0 };
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, &line.text, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(Cow::Borrowed(&FAMILIES))));
        builder.push_default(StyleProperty::FontSize(size));
        builder.push_default(StyleProperty::FontWeight(FontWeight::new(weight)));
        builder.set_base_direction(if line.rtl { BaseDirection::Rtl } else { BaseDirection::Ltr });
        builder.build_into(&mut self.layout, &line.text);
        self.layout.break_all_lines(None);
        self.layout.width()
    }

    /// `scale`: pixels of a millimetre.
    pub(super) fn shape(&mut self, line: &TextLine, scale: f32) -> Shaped {
        let mut size = line.size * scale;
        let most = line.max_width * scale;
        let mut width = self.build(line, size);
        // Half a pixel at screen size is what kerning may add; it is no reason to change the size.
        if width > most * 1.01 + 0.5 && width > 0.0 && most > 0.0 {
            size *= most / width;
            width = self.build(line, size);
        }
        let left = line.x * scale
            - match line.align {
                Align::Left => 0.0,
                Align::Center => width / 2.0,
                Align::Right => width,
            };
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
