//! PDF: text that stays text, and tags by which it is read aloud in order.
//!
//! PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) at once; what does not comply is not written.

mod reading;

use super::{
    options::UnknownOption,
    passage::Content,
    png::{Failure, Report},
    raster::Raster,
    scene::{Border, Item, Outline, Scene, TextLine},
    words,
};
use crate::{
    address,
    anchor::{Anchors, Written},
    ink::{self, Ink},
    palette::Rgb,
};
use krilla::{
    color::rgb,
    geom::{Path, PathBuilder, Rect, Size, Transform},
    image::Image,
    num::NormalizedF32,
    outline::Outline as Bookmarks,
    page::PageSettings,
    paint::{Fill, FillRule, Stroke, StrokeDash},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TagTree},
};
use std::{
    collections::HashMap,
    io::Write,
    panic::{self, AssertUnwindSafe},
    str::FromStr,
};

/// Points of a millimetre.
const POINT: f32 = 72.0 / 25.4;
/// Beyond the trimmed sheet, in millimetres: how far colour goes on, and how far the marks for cutting reach.
const BLEED: f32 = 3.0;
const CROP: f32 = 10.0;
/// Dots per inch of pictures: more than a printer shows would only be slow to print.
const SHARP: f32 = 300.0;
/// Thinnest line a printer draws reliably, in points.
const HAIR: f32 = 0.25;
/// A quarter of a circle as a cubic curve: how long its handles are, in radii.
const ROUND: f32 = 0.552_285;

/// How emoji are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Emoji {
    /// As coloured shapes, sharp at any size.
    #[default]
    Vector,
    /// As pictures, for programs that leave coloured shapes out (MuPDF before 1.23 and what is built on it).
    Pictures,
}

impl FromStr for Emoji {
    type Err = UnknownOption;
    fn from_str(value: &str) -> Result<Self, UnknownOption> {
        match value.to_ascii_lowercase().as_str() {
            "" | "vector" => Ok(Self::Vector),
            "pictures" => Ok(Self::Pictures),
            _ => Err(UnknownOption::new(&words::NO_EMOJI, value, "vector, pictures")),
        }
    }
}

/// What one can choose about a PDF beside what is on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Print {
    /// A larger page with marks where the sheet is to be cut, and 3 mm of bleed.
    pub crop_marks: bool,
    /// How emoji are drawn.
    pub emoji: Emoji,
}

/// Writes sheets, a page each, as one tagged PDF. The same scenes give the same bytes.
///
/// # Errors
/// [`Failure::Draw`] without a scene; [`Failure::Comply`] when the file would not comply with its standards;
/// [`Failure::Write`] when the reader leaves.
pub fn pdf(scenes: &[Scene], print: Print, out: &mut impl Write) -> Result<Report, Failure> {
    let make = AssertUnwindSafe(|| make(scenes, print));
    let (bytes, report) = panic::catch_unwind(make).map_err(|_| Failure::Draw)??;
    out.write_all(&bytes)?;
    out.flush()?;
    Ok(report)
}

fn make(scenes: &[Scene], print: Print) -> Result<(Vec<u8>, Report), Failure> {
    let first = scenes.first().ok_or(Failure::Draw)?;
    let mut document = ink::document()?;
    let language = first.language.code();
    let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
    let mut bookmarks = Bookmarks::new();
    let mut ink = Ink::new(&first.fonts, print.emoji == Emoji::Pictures);
    for (index, scene) in scenes.iter().enumerate() {
        let sheet = Sheet::new(scene, print);
        let mut page = document.start_page_with(sheet.page().ok_or(Failure::Draw)?);
        let mut writer = Writer::new(scene, index, sheet, &mut ink, page.surface());
        writer.draw();
        let mut told = writer.finish();
        told.anchors.place(index, &mut page);
        for (owner, annotation) in told.fields() {
            told.ways.insert(owner, page.add_tagged_annotation(annotation));
        }
        tree.push(told.tags());
        bookmarks.push_child(told.bookmark());
        page.finish();
    }
    document.set_tag_tree(tree);
    document.set_outline(bookmarks);
    document.set_metadata(ink::metadata(&first.title, first.language, first.date));
    let bytes = ink::finish(document)?;
    let (width_px, height_px) = first.pixels();
    let smallest = scenes.iter().map(Scene::smallest_text_mm).filter(|mm| *mm > 0.0).min_by(f32::total_cmp);
    let smallest_text_mm = smallest.unwrap_or(0.0);
    Ok((bytes, Report { width_px, height_px, missing_glyphs: ink.missing, smallest_text_mm, cut_text: 0 }))
}

/// The sheet on its page, in points.
#[derive(Clone, Copy)]
struct Sheet {
    size: [f32; 2],
    /// Between the edge of the page and that of the sheet.
    edge: f32,
    crop_marks: bool,
}

impl Sheet {
    fn new(scene: &Scene, print: Print) -> Self {
        let edge = if print.crop_marks { CROP * POINT } else { 0.0 };
        Self { size: scene.size.map(|mm| mm * POINT), edge, crop_marks: print.crop_marks }
    }

    fn page(&self) -> Option<PageSettings> {
        let [w, h] = self.size;
        let page = PageSettings::from_wh(w + 2.0 * self.edge, h + 2.0 * self.edge)?;
        if !self.crop_marks {
            return Some(page);
        }
        let sheet =
            |more: f32| Rect::from_xywh(self.edge - more, self.edge - more, w + 2.0 * more, h + 2.0 * more);
        Some(page.with_trim_box(sheet(0.0)).with_bleed_box(sheet(BLEED * POINT)))
    }

    fn at(&self, [x, y]: [f32; 2]) -> [f32; 2] {
        [x * POINT + self.edge, y * POINT + self.edge]
    }
}

/// Section, passage and part an item belongs to.
type Owner = (usize, usize, usize);

struct Writer<'a, 'p> {
    scene: &'a Scene,
    sheet: Sheet,
    ink: &'p mut Ink,
    surface: Surface<'p>,
    owners: Vec<Option<Owner>>,
    told: Told<'a>,
    /// What is being written: a part, or (`None`) ornament.
    open: Option<Option<Owner>>,
}

/// What a page says, once it is written.
struct Told<'a> {
    scene: &'a Scene,
    index: usize,
    sheet: Sheet,
    /// What was written of each part, in the order it was painted.
    written: HashMap<Owner, Vec<Written>>,
    anchors: Anchors,
    /// Fields that lead somewhere.
    ways: HashMap<Owner, Identifier>,
}

impl<'a, 'p> Writer<'a, 'p> {
    fn new(scene: &'a Scene, index: usize, sheet: Sheet, ink: &'p mut Ink, surface: Surface<'p>) -> Self {
        let mut owners = vec![None; scene.items.len()];
        for (s, section) in scene.sections.iter().enumerate() {
            for (p, passage) in section.all().enumerate() {
                for (q, part) in passage.parts.iter().enumerate() {
                    for item in part.items.iter().cloned().flatten() {
                        // Of words only the letters are read.
                        let read =
                            part.content != Content::Words || matches!(scene.items[item], Item::Text(_));
                        owners[item] = read.then_some((s, p, q));
                    }
                }
            }
        }
        let (written, ways) = (HashMap::new(), HashMap::new());
        let told = Told { scene, index, sheet, written, anchors: Anchors::default(), ways };
        Self { scene, sheet, ink, surface, owners, told, open: None }
    }

    fn finish(self) -> Told<'a> {
        self.surface.finish();
        self.told
    }

    fn draw(&mut self) {
        let scene = self.scene;
        for (i, item) in scene.items.iter().enumerate() {
            let owner = self.owners[i];
            self.enter(owner);
            match item {
                Item::Area { outline, fill, border } => {
                    self.fill(fill.0, fill.1);
                    self.stroke(border.as_ref(), false);
                    if let Some(path) = self.outline(outline) {
                        self.surface.draw_path(&path);
                    }
                }
                Item::Line { points, border, dashed } => {
                    self.surface.set_fill(None);
                    self.stroke(Some(border), *dashed);
                    if let Some(path) = self.polygon(points, false) {
                        self.surface.draw_path(&path);
                    }
                }
                Item::Picture { rect, raster } => self.picture(*rect, raster),
                Item::Text(line) => {
                    let next = scene.items.get(i + 1);
                    let goes_on = owner.is_some()
                        && self.owners.get(i + 1) == Some(&owner)
                        && matches!(next, Some(Item::Text(next)) if !address::goes_on(&line.leads, &next.leads));
                    self.text(line, goes_on, owner);
                }
            }
        }
        if self.sheet.crop_marks {
            self.enter(None);
            self.crop_marks();
        }
        self.leave();
    }

    // Consecutive items of one part, or of none, are one stretch of content.
    fn enter(&mut self, owner: Option<Owner>) {
        if self.open == Some(owner) {
            return;
        }
        self.leave();
        self.begin(owner, ContentTag::Other, None);
    }

    fn begin(&mut self, owner: Option<Owner>, tag: ContentTag<'_>, anchor: Option<usize>) {
        match owner {
            None => {
                let ornament = Artifact::with_kind(ArtifactType::Layout);
                self.surface.start_tagged(ContentTag::Artifact(ornament));
            }
            Some(owner) => {
                let content = self.surface.start_tagged(tag);
                self.told.written.entry(owner).or_default().push(Written { content, anchor });
            }
        }
        self.open = Some(owner);
    }

    fn leave(&mut self) {
        if self.open.take().is_some() {
            self.surface.end_tagged();
        }
    }

    fn fill(&mut self, color: Rgb, opacity: f32) {
        self.surface.set_fill(Some(Fill {
            paint: rgb::Color::new(color[0], color[1], color[2]).into(),
            opacity: NormalizedF32::new(opacity).unwrap_or(NormalizedF32::ONE),
            rule: FillRule::NonZero,
        }));
    }

    fn stroke(&mut self, border: Option<&Border>, dashed: bool) {
        self.surface.set_stroke(border.map(|border| {
            let width = (border.width * POINT).max(HAIR);
            let [r, g, b] = border.color;
            Stroke {
                paint: rgb::Color::new(r, g, b).into(),
                width,
                dash: dashed.then(|| StrokeDash { array: vec![width * 4.0, width * 3.0], offset: 0.0 }),
                ..Stroke::default()
            }
        }));
    }

    fn polygon(&self, points: &[[f32; 2]], closed: bool) -> Option<Path> {
        let mut path = PathBuilder::new();
        for (i, &point) in points.iter().enumerate() {
            let [x, y] = self.sheet.at(point);
            if i == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
        }
        if closed {
            path.close();
        }
        path.finish()
    }

    fn outline(&self, outline: &Outline) -> Option<Path> {
        let (rect, radius) = match outline {
            Outline::Polygon(points) => return self.polygon(points, true),
            Outline::Rounded(rect, radius) => (rect, radius * POINT),
        };
        let [x, y] = self.sheet.at([rect[0], rect[1]]);
        let (w, h) = (rect[2] * POINT, rect[3] * POINT);
        let r = radius.min(w / 2.0).min(h / 2.0);
        let (right, bottom, k) = (x + w, y + h, r * (1.0 - ROUND));
        let mut path = PathBuilder::new();
        path.move_to(x + r, y);
        path.line_to(right - r, y);
        path.cubic_to(right - k, y, right, y + k, right, y + r);
        path.line_to(right, bottom - r);
        path.cubic_to(right, bottom - k, right - k, bottom, right - r, bottom);
        path.line_to(x + r, bottom);
        path.cubic_to(x + k, bottom, x, bottom - k, x, bottom - r);
        path.line_to(x, y + r);
        path.cubic_to(x, y + k, x + k, y, x + r, y);
        path.close();
        path.finish()
    }

    // Fills its rectangle; what does not fit its proportions is cut off on both sides alike.
    fn picture(&mut self, rect: [f32; 4], raster: &Raster) {
        let [w, h] = [rect[2] * POINT, rect[3] * POINT];
        let [x, y] = self.sheet.at([rect[0], rect[1]]);
        if !raster.is_whole() || w <= 0.0 || h <= 0.0 {
            return;
        }
        let Raster { width, height, rgba } = raster.for_dots([w, h].map(|points| points / 72.0 * SHARP));
        let scale = (w / width as f32).max(h / height as f32);
        let (wide, tall) = (width as f32 * scale, height as f32 * scale);
        let frame = self.polygon_of(rect);
        let (Some(size), Some(frame)) = (Size::from_wh(wide, tall), frame) else { return };
        self.surface.push_clip_path(&frame, &FillRule::NonZero);
        let to = Transform::from_translate(x + (w - wide) / 2.0, y + (h - tall) / 2.0);
        self.surface.push_transform(&to);
        self.surface.draw_image(Image::from_rgba8(rgba.to_vec(), width, height), size);
        self.surface.pop();
        self.surface.pop();
    }

    fn polygon_of(&self, [x, y, w, h]: [f32; 4]) -> Option<Path> {
        self.polygon(&[[x, y], [x + w, y], [x + w, y + h], [x, y + h]], true)
    }

    fn text(&mut self, line: &TextLine, goes_on: bool, owner: Option<Owner>) {
        self.fill(line.color, 1.0);
        self.surface.set_stroke(None);
        let (text, stretches) = self.ink.line(line, POINT, goes_on);
        let edge = [self.sheet.edge; 2];
        for stretch in &stretches {
            let lead = stretch.lead(line, edge).filter(|_| owner.is_some());
            let anchor = lead.map(|(lead, rect)| self.told.anchors.add(lead, self.told.index, rect));
            let says = stretch.says.as_deref();
            if anchor.is_none() && says.is_none() {
                self.enter(owner);
                stretch.draw(&mut self.surface, &text, edge);
                continue;
            }
            self.leave();
            let tag = match says {
                Some(says) => ContentTag::Span(SpanTag::empty().with_actual_text(Some(says))),
                None => ContentTag::Other,
            };
            self.begin(owner, tag, anchor);
            stretch.draw(&mut self.surface, &text, edge);
            self.leave();
        }
    }

    // Two lines at each corner, that end where the bleed begins.
    fn crop_marks(&mut self) {
        let [w, h] = self.scene.size;
        let border = Border { color: [0; 3], width: HAIR / POINT };
        self.surface.set_fill(None);
        self.stroke(Some(&border), false);
        for (x, out) in [(0.0, -1.0), (w, 1.0)] {
            for (y, down) in [(0.0, -1.0), (h, 1.0)] {
                let across = [[x + out * BLEED, y], [x + out * (CROP - 1.0), y]];
                let along = [[x, y + down * BLEED], [x, y + down * (CROP - 1.0)]];
                for points in [across, along] {
                    if let Some(path) = self.polygon(&points, false) {
                        self.surface.draw_path(&path);
                    }
                }
            }
        }
    }
}
