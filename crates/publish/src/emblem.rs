//! Emoji as pictures.

use crate::{
    fonts::{Bundled, Fonts},
    glyphs::Piece,
};
use krilla::{image::Image, text::Font};
use skrifa::{FontRef, MetadataProvider};
use std::collections::HashMap;
use vello_cpu::{
    Glyph, Level, Pixmap, RasterizerSettings, RenderContext, RenderSettings, Resources, TargetInit,
    color::AlphaColor,
};

/// Pixels of a side: 300 dots per inch for an emoji of 13 mm, and enough for a larger one from where one reads it.
const SIDE: u16 = 160;
/// What a picture holds of the em, with what hangs over.
const HOLDS: f32 = 1.35;
/// Where its lower edge is below the base line.
const BELOW: f32 = 0.28;
/// Free room before the letter.
const BEFORE: f32 = 0.03;

/// Where the picture of an emoji lies, in font sizes from where the pen is.
#[derive(Clone, Copy)]
pub(crate) struct Frame {
    pub(crate) left: f32,
    /// Negative: above the base line.
    pub(crate) top: f32,
    pub(crate) side: f32,
}

const FRAME: Frame = Frame { left: -BEFORE, top: BELOW - HOLDS, side: HOLDS };

/// Pictures, each drawn once.
pub(crate) struct Emblems {
    known: HashMap<u32, Image>,
    resources: Resources,
    /// A blank that lies over each: programs that search a page find no text where no letter is.
    blank: Option<(Font, u32)>,
}

impl Default for Emblems {
    fn default() -> Self {
        let bytes = Fonts::bytes(Bundled::Regular);
        let glyph = FontRef::new(bytes).ok().and_then(|font| font.charmap().map(' '));
        let font = Font::new(bytes.to_vec().into(), 0);
        let blank = font.zip(glyph.map(|glyph| glyph.to_u32()));
        Self { known: HashMap::new(), resources: Resources::new(), blank }
    }
}

impl Emblems {
    /// A blank of an ordinary font.
    pub(crate) fn blank(&self) -> Option<(Font, u32)> {
        self.blank.clone()
    }

    /// The picture of a glyph of the font with emoji, and where it lies; `None` for what is empty.
    pub(crate) fn draw(&mut self, piece: &Piece, glyph: u32) -> Option<(Image, Frame)> {
        if let Some(image) = self.known.get(&glyph) {
            return Some((image.clone(), FRAME));
        }
        let em = f32::from(SIDE) / HOLDS;
        let settings = RenderSettings { level: Level::new(), num_threads: 0 };
        let mut context = RenderContext::new_with(SIDE, SIDE, settings);
        let at = Glyph { id: glyph, x: BEFORE * em, y: (HOLDS - BELOW) * em };
        let run = context.glyph_run(&mut self.resources, &piece.font).font_size(em).hint(false);
        // Glyphs the font has no picture for are counted by who asks.
        let _ = run.fill_glyphs([at].into_iter());
        context.flush();
        let mut pixels = Pixmap::new(SIDE, SIDE);
        let clear = TargetInit::Clear(AlphaColor::TRANSPARENT);
        let settings = RasterizerSettings { target_init: clear, ..RasterizerSettings::default() };
        context.render_with(&mut pixels, &mut self.resources, settings);
        let mut rgba = pixels.data_as_u8_slice().to_vec();
        if rgba.chunks_exact(4).all(|pixel| pixel[3] == 0) {
            return None;
        }
        // Colours are multiplied by their opacity here, and are not in a PDF.
        for pixel in rgba.chunks_exact_mut(4) {
            let opacity = u32::from(pixel[3]);
            if opacity > 0 && opacity < 255 {
                for part in &mut pixel[..3] {
                    *part = ((u32::from(*part) * 255 + opacity / 2) / opacity).min(255) as u8;
                }
            }
        }
        let image = Image::from_rgba8(rgba, u32::from(SIDE), u32::from(SIDE));
        self.known.insert(glyph, image.clone());
        Some((image, FRAME))
    }
}
