//! Emoji: a glyph in colours (OpenType COLR, both versions) as a group of SVG shapes.

use super::{decimals, fine, shape};
use skrifa::{
    FontRef, GlyphId, MetadataProvider as _,
    color::{Brush, ColorPainter, ColorStop, CompositeMode, Extend, Transform},
    instance::LocationRef,
    metrics::BoundingBox,
    raw::types::Point,
};
use std::fmt::Write as _;

/// A group called `name`, with the shapes and gradients it needs beside it; none if the glyph has no colours.
pub(super) fn draw(font: &FontRef<'_>, glyph: GlyphId, name: &str) -> Option<String> {
    let coloured = font.color_glyphs().get(glyph)?;
    let mut painter = Painter {
        font,
        name,
        defs: String::new(),
        body: String::new(),
        count: 0,
        clips: Vec::new(),
        layers: Vec::new(),
    };
    coloured.paint(LocationRef::default(), &mut painter).ok()?;
    let Painter { defs, body, .. } = painter;
    Some(format!("{defs}<g id=\"{name}\">{body}</g>\n"))
}

struct Painter<'a> {
    font: &'a FontRef<'a>,
    name: &'a str,
    defs: String,
    body: String,
    count: usize,
    /// Clips that are open: does each have a group?
    clips: Vec<bool>,
    /// Layers that are open: how each is put upon what is below it, and that.
    layers: Vec<(CompositeMode, String)>,
}

/// Larger than any glyph.
const EVERYTHING: &str = "M-9999-9999H9999V9999H-9999Z";

impl Painter<'_> {
    fn id(&mut self) -> String {
        self.count += 1;
        format!("{}-{}", self.name, self.count)
    }

    /// A colour of the font as `#rrggbb` and its opacity.
    fn colour(&self, index: u16, alpha: f32) -> (String, f32) {
        // 0xFFFF is the colour of the text around.
        let Some(colour) =
            self.font.color_palettes().get(0).and_then(|p| p.colors().get(usize::from(index)).copied())
        else {
            return ("currentColor".to_owned(), alpha);
        };
        let hex = format!("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue);
        (hex, alpha * f32::from(colour.alpha) / 255.0)
    }

    fn stops(&self, stops: &[ColorStop]) -> String {
        let mut out = String::new();
        for stop in stops {
            let (hex, opacity) = self.colour(stop.palette_index, stop.alpha);
            out.push_str("<stop offset=\"");
            decimals(stop.offset, 4, &mut out);
            let _ = write!(out, "\" stop-color=\"{hex}\"");
            if opacity < 1.0 {
                out.push_str(" stop-opacity=\"");
                decimals(opacity, 3, &mut out);
                out.push('"');
            }
            out.push_str("/>");
        }
        out
    }

    fn gradient(
        &mut self,
        kind: &str,
        numbers: &[(&str, f32)],
        extend: Extend,
        stops: &[ColorStop],
        along: Option<Transform>,
    ) -> String {
        let id = self.id();
        let mut out = format!("<{kind}Gradient id=\"{id}\" gradientUnits=\"userSpaceOnUse\"");
        for (name, value) in numbers {
            let _ = write!(out, " {name}=\"");
            decimals(*value, 2, &mut out);
            out.push('"');
        }
        match extend {
            Extend::Repeat => out.push_str(" spreadMethod=\"repeat\""),
            Extend::Reflect => out.push_str(" spreadMethod=\"reflect\""),
            _ => {}
        }
        if let Some(transform) = along {
            out.push_str(" gradientTransform=\"");
            matrix(&transform, &mut out);
            out.push('"');
        }
        let _ = writeln!(out, ">{}</{kind}Gradient>", self.stops(stops));
        self.defs.push_str(&out);
        format!("url(#{id})")
    }

    fn paint(&mut self, brush: &Brush<'_>, along: Option<Transform>) -> (String, f32) {
        match brush {
            Brush::Solid { palette_index, alpha } => self.colour(*palette_index, *alpha),
            Brush::LinearGradient { p0, p1, color_stops, extend } => {
                let ends = [("x1", p0.x), ("y1", p0.y), ("x2", p1.x), ("y2", p1.y)];
                (self.gradient("linear", &ends, *extend, color_stops, along), 1.0)
            }
            Brush::RadialGradient { c0, r0, c1, r1, color_stops, extend } => {
                let circle = |c: &Point<f32>| (c.x, c.y);
                let ((fx, fy), (cx, cy)) = (circle(c0), circle(c1));
                let numbers =
                    [("fx", fx), ("fy", fy), ("fr", r0.max(0.0)), ("cx", cx), ("cy", cy), ("r", r1.max(0.0))];
                (self.gradient("radial", &numbers, *extend, color_stops, along), 1.0)
            }
            // SVG has none that turn; the colour half way round stands for it.
            Brush::SweepGradient { color_stops, .. } => {
                let middle = color_stops.get(color_stops.len() / 2);
                middle.map_or_else(
                    || ("none".to_owned(), 1.0),
                    |stop| self.colour(stop.palette_index, stop.alpha),
                )
            }
        }
    }

    fn shape(&mut self, d: &str, brush: &Brush<'_>, along: Option<Transform>) {
        let (fill, opacity) = self.paint(brush, along);
        let _ = write!(self.body, "<path fill=\"{fill}\"");
        if opacity < 1.0 {
            self.body.push_str(" fill-opacity=\"");
            decimals(opacity, 3, &mut self.body);
            self.body.push('"');
        }
        let _ = write!(self.body, " d=\"{d}\"/>");
    }

    /// What is drawn already, seen only where `shapes` are seen, or where they are not.
    fn masked(&mut self, body: &str, shapes: &str, inside: bool) -> String {
        let id = self.id();
        let (ground, colour) = if inside {
            (String::new(), "#fff")
        } else {
            (format!("<path fill=\"#fff\" d=\"{EVERYTHING}\"/>"), "#000")
        };
        let all = "maskUnits=\"userSpaceOnUse\" x=\"-9999\" y=\"-9999\" width=\"19998\" height=\"19998\"";
        let _ = writeln!(self.defs, "<mask id=\"{id}\" {all}>{ground}{}</mask>", silhouette(shapes, colour));
        format!("<g mask=\"url(#{id})\">{body}</g>")
    }

    /// Puts a layer upon what is drawn below it, by the rules of Porter and Duff where they are not "over".
    fn compose(&mut self, mode: CompositeMode, above: String) {
        let below = std::mem::take(&mut self.body);
        self.body = match mode {
            CompositeMode::Clear => String::new(),
            CompositeMode::Src => above,
            CompositeMode::Dest => below,
            CompositeMode::DestOver => above + &below,
            CompositeMode::SrcIn => self.masked(&above, &below, true),
            CompositeMode::DestIn => self.masked(&below, &above, true),
            CompositeMode::SrcOut => self.masked(&above, &below, false),
            CompositeMode::DestOut => self.masked(&below, &above, false),
            CompositeMode::SrcAtop => below.clone() + &self.masked(&above, &below, true),
            CompositeMode::DestAtop => above.clone() + &self.masked(&below, &above, true),
            CompositeMode::Xor => self.masked(&above, &below, false) + &self.masked(&below, &above, false),
            _ => match blend(mode) {
                None => below + &above,
                Some(blend) => format!("{below}<g style=\"mix-blend-mode:{blend}\">{above}</g>"),
            },
        };
    }

    fn clip(&mut self, d: String) {
        let id = self.id();
        let _ = writeln!(self.defs, "<clipPath id=\"{id}\"><path d=\"{d}\"/></clipPath>");
        let _ = write!(self.body, "<g clip-path=\"url(#{id})\">");
        self.clips.push(true);
    }
}

/// How colours mix, as CSS names it; none where one just covers the other.
fn blend(mode: CompositeMode) -> Option<&'static str> {
    Some(match mode {
        CompositeMode::Multiply => "multiply",
        CompositeMode::Screen => "screen",
        CompositeMode::Overlay => "overlay",
        CompositeMode::Darken => "darken",
        CompositeMode::Lighten => "lighten",
        CompositeMode::ColorDodge => "color-dodge",
        CompositeMode::ColorBurn => "color-burn",
        CompositeMode::HardLight => "hard-light",
        CompositeMode::SoftLight => "soft-light",
        CompositeMode::Difference => "difference",
        CompositeMode::Exclusion => "exclusion",
        _ => return None,
    })
}

fn matrix(t: &Transform, out: &mut String) {
    out.push_str("matrix(");
    for (i, v) in [t.xx, t.yx, t.xy, t.yy, t.dx, t.dy].into_iter().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        fine(v, out);
    }
    out.push(')');
}

impl ColorPainter for Painter<'_> {
    fn push_transform(&mut self, transform: Transform) {
        self.body.push_str("<g transform=\"");
        matrix(&transform, &mut self.body);
        self.body.push_str("\">");
    }

    fn pop_transform(&mut self) {
        self.body.push_str("</g>");
    }

    fn push_clip_glyph(&mut self, glyph: GlyphId) {
        let d = shape::outline(self.font, glyph).unwrap_or_default();
        self.clip(d);
    }

    fn push_clip_box(&mut self, _: BoundingBox) {
        // It says how far a glyph reaches, for programs that need to know before; what is drawn ends by itself.
        self.clips.push(false);
    }

    fn pop_clip(&mut self) {
        if self.clips.pop() == Some(true) {
            self.body.push_str("</g>");
        }
    }

    fn fill(&mut self, brush: Brush<'_>) {
        self.shape(EVERYTHING, &brush, None);
    }

    fn fill_glyph(&mut self, glyph: GlyphId, along: Option<Transform>, brush: Brush<'_>) {
        if let Some(d) = shape::outline(self.font, glyph).filter(|d| !d.is_empty()) {
            self.shape(&d, &brush, along);
        }
    }

    fn push_layer(&mut self, mode: CompositeMode) {
        self.layers.push((mode, std::mem::take(&mut self.body)));
    }

    fn pop_layer(&mut self) {
        let Some((mode, below)) = self.layers.pop() else { return };
        let above = std::mem::replace(&mut self.body, below);
        self.compose(mode, above);
    }
}

/// Shapes without their colours: what is seen of them is all that counts for a mask.
fn silhouette(body: &str, colour: &str) -> String {
    let mut parts = body.split("fill=\"");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.split_once('"').map_or(part, |(_, rest)| rest);
        let _ = write!(out, "fill=\"{colour}\"{rest}");
    }
    out
}
