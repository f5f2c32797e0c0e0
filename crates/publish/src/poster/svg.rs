//! SVG: letters as outlines, so that it looks the same in every program, with no font, or as text; emoji in their colours.

mod colour;
mod shape;
mod text;

use super::{
    passage::{Content, Passage},
    png::{Failure, Report},
    raster::Raster,
    scene::{Border, Item, Outline, Scene, TextLine},
};
use crate::{
    glyphs::{Run, Shaped, Shaper, shape_all},
    palette::Rgb,
    xml::escape,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use shape::Shapes;
use std::{
    fmt::Write as _,
    io::Write,
    panic::{self, AssertUnwindSafe},
};

use text::Letters;
pub use text::SvgText;

const THREADS: usize = 2;
/// Dots per inch of pictures.
const SHARP: f32 = 300.0;

/// Writes `scene` as SVG 1.1, one unit a millimetre. Each note, title and link is a group whose title is what it says.
/// Nothing that was typed can act, whatever it is. The same scene gives the same bytes.
///
/// # Errors
/// [`Failure::Write`] when the reader leaves.
pub fn svg(scene: &Scene, text: SvgText, out: &mut impl Write) -> Result<Report, Failure> {
    let make = AssertUnwindSafe(|| Writer::new(scene, text).make());
    let (text, missing_glyphs) = panic::catch_unwind(make).map_err(|_| Failure::Draw)?;
    out.write_all(text.as_bytes())?;
    out.flush()?;
    let (width_px, height_px) = scene.pixels();
    let smallest_text_mm = scene.smallest_text_mm();
    Ok(Report { width_px, height_px, missing_glyphs, smallest_text_mm, cut_text: 0 })
}

struct Writer<'a> {
    scene: &'a Scene,
    body: String,
    shapes: Shapes,
    /// When letters stay letters.
    letters: Option<(Letters, Shaper)>,
}

impl<'a> Writer<'a> {
    fn new(scene: &'a Scene, text: SvgText) -> Self {
        let letters = match text {
            SvgText::Outlines => None,
            SvgText::Text => Some((Letters::default(), Shaper::new(&scene.fonts))),
        };
        Self { scene, body: String::new(), shapes: Shapes::default(), letters }
    }

    fn make(mut self) -> (String, usize) {
        let passages: Vec<&Passage> = self.scene.sections.iter().flat_map(|section| section.all()).collect();
        let mut owners = vec![None; self.scene.items.len()];
        for (nth, passage) in passages.iter().enumerate() {
            for item in passage.parts.iter().flat_map(|part| part.items.iter().cloned().flatten()) {
                owners[item] = Some(nth);
            }
        }
        let shaped = shape_all(self.scene, 1.0, THREADS);
        let missing = shaped.iter().map(|shaped| shaped.missing).sum();
        let mut open = None;
        for ((item, shaped), owner) in self.scene.items.iter().zip(&shaped).zip(owners) {
            if owner != open {
                if open.is_some() {
                    self.body.push_str("</g>\n");
                }
                if let Some(nth) = owner {
                    self.body.push_str("<g><title>");
                    escape(&said(self.scene, passages[nth]), &mut self.body);
                    self.body.push_str("</title>\n");
                }
                open = owner;
            }
            self.item(item, shaped);
        }
        if open.is_some() {
            self.body.push_str("</g>\n");
        }
        let [w, h] = self.scene.size;
        let mut text = String::with_capacity(self.body.len() + self.shapes.defs().len() + 500);
        text.push_str(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"",
        );
        number(w, &mut text);
        text.push_str("mm\" height=\"");
        number(h, &mut text);
        text.push_str("mm\" viewBox=\"0 0 ");
        number(w, &mut text);
        text.push(' ');
        number(h, &mut text);
        text.push_str("\" xml:lang=\"");
        text.push_str(self.scene.language.code());
        text.push_str("\">\n<title>");
        escape(&self.scene.title, &mut text);
        text.push_str("</title>\n<defs>\n");
        text.push_str(self.shapes.defs());
        if let Some((letters, _)) = &self.letters {
            text.push_str("<style>\n");
            text.push_str(&letters.style());
            text.push_str("</style>\n");
        }
        text.push_str("</defs>\n<path fill=\"#fff\" d=\"M0 0H");
        number(w, &mut text);
        text.push('V');
        number(h, &mut text);
        text.push_str("H0z\"/>\n");
        text.push_str(&self.body);
        text.push_str("</svg>\n");
        (text, missing)
    }

    fn item(&mut self, item: &Item, shaped: &Shaped) {
        match item {
            Item::Area { outline, fill, border } => {
                self.body.push_str("<path");
                colour("fill", fill.0, &mut self.body);
                if fill.1 < 1.0 {
                    self.body.push_str(" fill-opacity=\"");
                    number(fill.1, &mut self.body);
                    self.body.push('"');
                }
                if let Some(border) = border {
                    self.border(border, false);
                }
                self.body.push_str(" d=\"");
                match outline {
                    Outline::Polygon(points) => {
                        path(points, &mut self.body);
                        self.body.push('z');
                    }
                    Outline::Rounded(rect, radius) => rounded(*rect, *radius, &mut self.body),
                }
                self.body.push_str("\"/>\n");
            }
            Item::Line { points, border, dashed } => {
                self.body.push_str("<path fill=\"none\"");
                self.border(border, *dashed);
                self.body.push_str(" d=\"");
                path(points, &mut self.body);
                self.body.push_str("\"/>\n");
            }
            Item::Text(line) if self.letters.is_some() => self.line(line),
            Item::Text(line) => {
                for run in &shaped.runs {
                    self.run(run, line.color);
                }
            }
            Item::Picture { rect, raster } => self.picture(*rect, raster),
        }
    }

    fn border(&mut self, border: &Border, dashed: bool) {
        colour("stroke", border.color, &mut self.body);
        self.body.push_str(" stroke-width=\"");
        number(border.width, &mut self.body);
        self.body.push('"');
        if dashed {
            self.body.push_str(" stroke-dasharray=\"");
            number(border.width * 4.0, &mut self.body);
            self.body.push(' ');
            number(border.width * 3.0, &mut self.body);
            self.body.push('"');
        }
    }

    fn line(&mut self, text: &TextLine) {
        let Some((letters, shaper)) = &mut self.letters else { return };
        let line = shaper.line(text, 1.0, false);
        let mut ink = String::new();
        colour("fill", text.color, &mut ink);
        let mut shapes = Vec::new();
        for piece in &line.pieces {
            if !letters.write(piece, &line, text.y, &ink, &mut self.body) {
                shapes.push(text::shapes(piece, text.y));
            }
        }
        for run in &shapes {
            self.run(run, text.color);
        }
    }

    // Glyphs in the units of their font, which are whole numbers.
    fn run(&mut self, run: &Run, ink: Rgb) {
        let Some(first) = run.glyphs.first() else { return };
        let Some((font, em)) = self.shapes.font(&run.font) else { return };
        let scale = run.size / em;
        self.body.push_str("<g");
        colour("fill", ink, &mut self.body);
        self.body.push_str(" transform=\"translate(");
        number(first.x, &mut self.body);
        self.body.push(' ');
        number(first.y, &mut self.body);
        self.body.push_str(") scale(");
        fine(scale, &mut self.body);
        self.body.push(' ');
        fine(-scale, &mut self.body);
        self.body.push_str(")\">");
        for glyph in &run.glyphs {
            let Some(number) = self.shapes.number(font, &run.font, glyph.id) else { continue };
            let place = |v: f32| (v / scale).round() as i64;
            let (x, y) = (place(glyph.x - first.x), -place(glyph.y - first.y));
            let _ = write!(self.body, "<use xlink:href=\"#g{number}\"");
            if x != 0 {
                let _ = write!(self.body, " x=\"{x}\"");
            }
            if y != 0 {
                let _ = write!(self.body, " y=\"{y}\"");
            }
            self.body.push_str("/>");
        }
        self.body.push_str("</g>\n");
    }

    // Cut off at both ends alike where it has other proportions.
    fn picture(&mut self, [x, y, w, h]: [f32; 4], raster: &Raster) {
        if !raster.is_whole() {
            return;
        }
        let Some(bytes) = file(&raster.for_dots([w, h].map(|mm| mm / 25.4 * SHARP))) else { return };
        self.body.push_str("<image preserveAspectRatio=\"xMidYMid slice\"");
        for (name, value) in [("x", x), ("y", y), ("width", w), ("height", h)] {
            let _ = write!(self.body, " {name}=\"");
            number(value, &mut self.body);
            self.body.push('"');
        }
        self.body.push_str(" xlink:href=\"data:image/png;base64,");
        STANDARD.encode_string(bytes, &mut self.body);
        self.body.push_str("\"/>\n");
    }
}

fn file(raster: &Raster) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, raster.width, raster.height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&raster.rgba).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}

fn said(scene: &Scene, passage: &Passage) -> String {
    let mut says = Vec::new();
    for part in &passage.parts {
        match &part.content {
            Content::Words => says.extend(scene.lines(part).map(|line| line.text.as_str())),
            Content::Sign(text) | Content::Figure(text) | Content::Way { says: text, .. } => says.push(text),
            Content::Drawn => {}
        }
    }
    says.join(" ")
}

fn colour(name: &str, [r, g, b]: Rgb, out: &mut String) {
    let _ = write!(out, " {name}=\"#{r:02x}{g:02x}{b:02x}\"");
}

/// Thousandths: a micrometre on paper.
fn number(v: f32, out: &mut String) {
    decimals(v, 3, out);
}

/// Millionths, for what is multiplied by thousands of units of a font.
fn fine(v: f32, out: &mut String) {
    decimals(v, 7, out);
}

fn decimals(v: f32, places: u32, out: &mut String) {
    let unit = 10_i64.pow(places);
    let parts = (f64::from(v) * unit as f64).round() as i64;
    if parts < 0 {
        out.push('-');
    }
    let (whole, mut part) = (parts.abs() / unit, parts.abs() % unit);
    let _ = write!(out, "{whole}");
    if part > 0 {
        let mut width = places as usize;
        while part % 10 == 0 {
            part /= 10;
            width -= 1;
        }
        let _ = write!(out, ".{part:0width$}");
    }
}

fn path(points: &[[f32; 2]], out: &mut String) {
    for (i, [x, y]) in points.iter().enumerate() {
        out.push(if i == 0 { 'M' } else { 'L' });
        number(*x, out);
        out.push(' ');
        number(*y, out);
    }
}

fn rounded([x, y, w, h]: [f32; 4], radius: f32, out: &mut String) {
    let r = radius.min(w / 2.0).min(h / 2.0);
    if r <= 0.0 {
        path(&[[x, y], [x + w, y], [x + w, y + h], [x, y + h]], out);
        out.push('z');
        return;
    }
    let mut step = |kind: char, values: &[f32]| {
        out.push(kind);
        for (i, value) in values.iter().enumerate() {
            if i > 0 {
                out.push(' ');
            }
            number(*value, out);
        }
    };
    let arc = |x: f32, y: f32| [r, r, 0.0, 0.0, 1.0, x, y];
    step('M', &[x + r, y]);
    step('H', &[x + w - r]);
    step('A', &arc(x + w, y + r));
    step('V', &[y + h - r]);
    step('A', &arc(x + w - r, y + h));
    step('H', &[x + r]);
    step('A', &arc(x, y + h - r));
    step('V', &[y + r]);
    step('A', &arc(x + r, y));
    out.push('z');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn po28_numbers_are_short() {
        let said = |v: f32| {
            let mut out = String::new();
            number(v, &mut out);
            out
        };
        assert_eq!(
            [0.0, 1.0, -0.5, 12.3456, -0.0001, 841.0].map(said),
            ["0", "1", "-0.5", "12.346", "0", "841"]
        );
    }
}
