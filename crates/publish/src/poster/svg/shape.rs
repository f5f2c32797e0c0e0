//! Glyphs as shapes with names, each written once.

use super::colour;
use foldhash::fast::FixedState;
use skrifa::{
    FontRef, GlyphId, MetadataProvider as _,
    instance::{LocationRef, Size},
    outline::{DrawSettings, OutlinePen},
};
use std::{collections::HashMap, fmt::Write as _};
use vello_cpu::peniko::FontData;

/// The shapes of a file.
#[derive(Default)]
pub(super) struct Shapes {
    defs: String,
    /// How many there are.
    count: u32,
    fonts: Vec<Known>,
}

struct Known {
    /// Of the font's bytes.
    id: u64,
    units: f32,
    /// By glyph: the number of its shape; `None` if there is nothing to see.
    numbers: HashMap<u32, Option<u32>, FixedState>,
}

fn open(font: &FontData) -> Option<FontRef<'_>> {
    FontRef::from_index(font.data.as_ref(), font.index).ok()
}

impl Shapes {
    /// What has to stand in the file before it is used.
    pub(super) fn defs(&self) -> &str {
        &self.defs
    }

    /// The place of a font among those of the file, and its units per em.
    pub(super) fn font(&mut self, font: &FontData) -> Option<(usize, f32)> {
        let id = font.data.id();
        if let Some(place) = self.fonts.iter().position(|known| known.id == id) {
            return Some((place, self.fonts[place].units));
        }
        let units = f32::from(open(font)?.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
        self.fonts.push(Known { id, units, numbers: HashMap::default() });
        Some((self.fonts.len() - 1, units))
    }

    /// The number of a glyph's shape, which is called `g` and that number; none if there is nothing to see.
    pub(super) fn number(&mut self, place: usize, font: &FontData, glyph: u32) -> Option<u32> {
        if let Some(number) = self.fonts[place].numbers.get(&glyph) {
            return *number;
        }
        let number = self.count;
        let made = self.make(font, glyph, &format!("g{number}")).then_some(number);
        self.count += u32::from(made.is_some());
        self.fonts[place].numbers.insert(glyph, made);
        made
    }

    fn make(&mut self, font: &FontData, glyph: u32, name: &str) -> bool {
        let Some(font) = open(font) else { return false };
        let glyph = GlyphId::new(glyph);
        if let Some(coloured) = colour::draw(&font, glyph, name) {
            self.defs.push_str(&coloured);
            return true;
        }
        match outline(&font, glyph) {
            Some(d) if !d.is_empty() => {
                let _ = writeln!(self.defs, "<path id=\"{name}\" d=\"{d}\"/>");
                true
            }
            _ => false,
        }
    }
}

/// The outline of a glyph as path data, in units of its font, y upwards.
pub(super) fn outline(font: &FontRef<'_>, glyph: GlyphId) -> Option<String> {
    let outline = font.outline_glyphs().get(glyph)?;
    let mut pen = Pen::default();
    outline.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut pen).ok()?;
    Some(pen.0)
}

#[derive(Default)]
struct Pen(String);

impl Pen {
    fn step(&mut self, kind: char, values: &[f32]) {
        self.0.push(kind);
        for (i, v) in values.iter().enumerate() {
            if i > 0 && *v >= 0.0 {
                self.0.push(' ');
            }
            super::decimals(*v, 1, &mut self.0);
        }
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.step('M', &[x, y]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.step('L', &[x, y]);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.step('Q', &[cx, cy, x, y]);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.step('C', &[cx0, cy0, cx1, cy1, x, y]);
    }

    fn close(&mut self) {
        self.0.push('Z');
    }
}
