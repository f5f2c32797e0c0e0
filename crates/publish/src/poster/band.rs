//! A scene in pixels, one horizontal band at a time. Each thread has its own painter; a band is the same whoever paints it.

use super::{
    raster::Raster,
    scene::{Border, Item, Outline, Scene},
};
use crate::{
    glyphs::{Shaped, shape_all},
    palette::Rgb,
};
use std::{ops::Range, sync::Arc};
use vello_cpu::{
    Level, Pixmap, RasterizerSettings, RenderContext, RenderSettings, Resources, TargetInit,
    color::{AlphaColor, Srgb},
    kurbo::{Affine, BezPath, Rect, RoundedRect, Shape, Stroke},
    peniko::{ImageAlphaType, ImageSampler},
    {Image, ImageSource, PixelMetadata},
};

/// Rows of a band: large enough to keep the painter busy, small enough to stay in the cache.
pub(super) const ROWS: u32 = 128;

/// A scene whose texts are glyphs and whose bands know what lies in them.
pub(super) struct Drawing<'a> {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) missing: usize,
    scale: f32,
    items: &'a [Item],
    shaped: Vec<Shaped>,
    /// Of items that are pictures: their pixels, not many more than there are on the sheet.
    pictures: Vec<Option<Arc<Pixmap>>>,
    bands: Vec<Vec<u32>>,
}

impl<'a> Drawing<'a> {
    pub(super) fn new(scene: &'a Scene, threads: usize) -> Self {
        let (width, height) = scene.pixels();
        let scale = scene.dpi as f32 / 25.4;
        let items = &scene.items[..];
        let shaped = shape_all(scene, scale, threads);
        let mut bands = vec![Vec::new(); height.div_ceil(ROWS) as usize];
        for (i, item) in items.iter().enumerate() {
            let Range { start, end } = rows(item, scale);
            let first = (start / ROWS as f32).floor().max(0.0) as usize;
            let last = (end / ROWS as f32).floor().max(-1.0) as isize;
            let last = usize::try_from(last).map_or(0, |last| last + 1).min(bands.len());
            for band in bands.get_mut(first..last).into_iter().flatten() {
                band.push(i as u32);
            }
        }
        let pictures = items.iter().map(|item| pixmap(item, scale)).collect();
        let missing = shaped.iter().map(|shaped| shaped.missing).sum();
        Self { width, height, missing, scale, items, shaped, pictures, bands }
    }

    pub(super) fn bands(&self) -> usize {
        self.bands.len()
    }

    fn rows_of(&self, band: usize) -> u32 {
        ROWS.min(self.height - band as u32 * ROWS)
    }
}

fn pixmap(item: &Item, scale: f32) -> Option<Arc<Pixmap>> {
    let Item::Picture { rect: [_, _, w, h], raster } = item else { return None };
    if !raster.is_whole() || raster.width.max(raster.height) > u32::from(u16::MAX) {
        return None;
    }
    let Raster { width, height, rgba } = raster.for_dots([w * scale, h * scale]);
    let data = PixelMetadata::new(ImageAlphaType::Alpha, true);
    Some(Arc::new(Pixmap::from_parts(rgba.to_vec(), width as u16, height as u16, data)))
}

// From where to where an item reaches, in pixels down the sheet; generous for accents and tall scripts.
fn rows(item: &Item, scale: f32) -> Range<f32> {
    let of = |points: &[[f32; 2]], more: f32| {
        let low = points.iter().map(|p| p[1]).fold(f32::INFINITY, f32::min);
        let high = points.iter().map(|p| p[1]).fold(f32::NEG_INFINITY, f32::max);
        low - more..high + more
    };
    let Range { start, end } = match item {
        Item::Area { outline, border, .. } => {
            let more = border.map_or(0.0, |border| border.width);
            match outline {
                Outline::Polygon(points) => of(points, more),
                Outline::Rounded([_, y, _, h], _) => y - more..y + h + more,
            }
        }
        Item::Line { points, border, .. } => of(points, border.width),
        Item::Text(line) => line.y - 2.5 * line.size..line.y + 1.5 * line.size,
        Item::Picture { rect: [_, y, _, h], .. } => *y..y + h,
    };
    start * scale - 1.0..end * scale + 1.0
}

/// Paints bands; keeps its buffers.
pub(super) struct Painter {
    context: RenderContext,
    resources: Resources,
    pixels: Pixmap,
}

fn paint(color: Rgb, opacity: f32) -> AlphaColor<Srgb> {
    AlphaColor::from_rgba8(color[0], color[1], color[2], (opacity * 255.0).round() as u8)
}

impl Painter {
    pub(super) fn new(drawing: &Drawing<'_>) -> Self {
        let (width, rows) = (drawing.width as u16, ROWS.min(drawing.height) as u16);
        let settings = RenderSettings { level: Level::new(), num_threads: 0 };
        Self {
            context: RenderContext::new_with(width, rows, settings),
            resources: Resources::new(),
            pixels: Pixmap::new(width, rows),
        }
    }

    /// Opaque RGBA rows of one band.
    pub(super) fn band(&mut self, drawing: &Drawing<'_>, band: usize) -> &[u8] {
        let (width, rows) = (drawing.width as u16, drawing.rows_of(band) as u16);
        self.context.reset_and_resize(width, rows);
        if self.pixels.height() != rows {
            self.pixels = Pixmap::new(width, rows);
        }
        self.context.set_transform(Affine::translate((0.0, -f64::from(band as u32 * ROWS))));
        for &index in &drawing.bands[band] {
            let index = index as usize;
            if let (Item::Picture { rect, .. }, Some(pixels)) =
                (&drawing.items[index], &drawing.pictures[index])
            {
                self.picture(rect.map(|v| f64::from(v * drawing.scale)), pixels);
            }
            self.item(&drawing.items[index], &drawing.shaped[index], drawing.scale);
        }
        self.context.flush();
        let white = TargetInit::Clear(AlphaColor::WHITE);
        let settings = RasterizerSettings { target_init: white, ..RasterizerSettings::default() };
        self.context.render_with(&mut self.pixels, &mut self.resources, settings);
        self.pixels.data_as_u8_slice()
    }

    fn item(&mut self, item: &Item, shaped: &Shaped, scale: f32) {
        match item {
            Item::Area { outline, fill, border } => {
                let path = path(outline, scale);
                self.context.set_paint(paint(fill.0, fill.1));
                self.context.fill_path(&path);
                if let Some(border) = border {
                    self.stroke(&path, border, false, scale);
                }
            }
            Item::Line { points, border, dashed } => {
                self.stroke(&open(points, scale), border, *dashed, scale)
            }
            // Its pixels are not in the item.
            Item::Picture { .. } => {}
            Item::Text(line) => {
                self.context.set_paint(paint(line.color, 1.0));
                for run in &shaped.runs {
                    let glyphs = run.glyphs.iter().copied();
                    let run = self
                        .context
                        .glyph_run(&mut self.resources, &run.font)
                        .font_size(run.size)
                        .hint(false);
                    // Glyphs the font has no picture for are counted when the text is shaped.
                    let _ = run.fill_glyphs(glyphs);
                }
            }
        }
    }

    /// Fills a rectangle, in pixels of the sheet; what is too long one way is cut off at both ends alike.
    fn picture(&mut self, [x, y, w, h]: [f64; 4], pixels: &Arc<Pixmap>) {
        let (width, height) = (f64::from(pixels.width()), f64::from(pixels.height()));
        let scale = (w / width).max(h / height);
        let at = (x + (w - width * scale) / 2.0, y + (h - height * scale) / 2.0);
        self.context.set_paint(Image {
            image: ImageSource::Pixmap(pixels.clone()),
            sampler: ImageSampler::default(),
        });
        self.context.set_paint_transform(Affine::translate(at) * Affine::scale(scale));
        self.context.fill_path(&Rect::new(x, y, x + w, y + h).to_path(0.1));
        self.context.set_paint_transform(Affine::IDENTITY);
    }

    fn stroke(&mut self, path: &BezPath, border: &Border, dashed: bool, scale: f32) {
        let width = f64::from((border.width * scale).max(0.6));
        let stroke = Stroke::new(width);
        let stroke = if dashed { stroke.with_dashes(0.0, [width * 4.0, width * 3.0]) } else { stroke };
        self.context.set_stroke(stroke);
        self.context.set_paint(paint(border.color, 1.0));
        self.context.stroke_path(path);
    }
}

fn open(points: &[[f32; 2]], scale: f32) -> BezPath {
    let mut path = BezPath::new();
    for (i, [x, y]) in points.iter().enumerate() {
        let point = (f64::from(x * scale), f64::from(y * scale));
        if i == 0 { path.move_to(point) } else { path.line_to(point) }
    }
    path
}

fn path(outline: &Outline, scale: f32) -> BezPath {
    match outline {
        Outline::Polygon(points) => {
            let mut path = open(points, scale);
            path.close_path();
            path
        }
        Outline::Rounded(rect, radius) => {
            let [x, y, w, h] = rect.map(|v| f64::from(v * scale));
            RoundedRect::from_rect(Rect::new(x, y, x + w, y + h), f64::from(radius * scale)).to_path(0.1)
        }
    }
}
