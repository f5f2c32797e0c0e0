//! What every PDF of ours has in common: its standards, what it says of itself, and letters that stay letters.

use board::words::Language;
use jiff::civil::Date;
use krilla::{
    Document, SerializeSettings,
    configure::{Accessibility, Archival, ConfigurationBuilder, PdfVersion},
    geom::{Point, Rect, Size, Transform},
    image::Image,
    metadata::{DateTime, Metadata, TextDirection},
    surface::Surface,
    text::{Font, GlyphId, KrillaGlyph},
};
use std::collections::HashMap;

use crate::address::Lead;
use crate::emblem::{Emblems, Frame};
use crate::fonts::Fonts;
use crate::glyphs::{Letter, Line, Piece, Shaper};
use crate::poster::{Failure, TextLine};

/// Characters of what is told when a file does not comply: the first of what is wrong.
const WHY: usize = 500;

/// A file that complies with PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2), or is not written.
pub(crate) fn document() -> Result<Document, Failure> {
    let configuration = ConfigurationBuilder::new()
        .with_version(PdfVersion::Pdf17)
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| Failure::Draw)?;
    Ok(Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() }))
}

/// What the file says of itself.
pub(crate) fn metadata(title: &str, language: Language, day: Date) -> Metadata {
    let date = DateTime::new(day.year().max(0) as u16).month(day.month() as u8).day(day.day() as u8);
    Metadata::new()
        .title(title.to_owned())
        .language(language.code().to_owned())
        .text_direction(TextDirection::LeftToRight)
        .creator("Plenaria".to_owned())
        .creation_date(date)
}

/// The whole file.
pub(crate) fn finish(document: Document) -> Result<Vec<u8>, Failure> {
    document.finish().map_err(|error| {
        let why = format!("{error:?}");
        Failure::Comply(why.chars().take(WHY).collect())
    })
}

/// How far letters reach above and below their line, in font sizes.
const ABOVE: f32 = 0.8;
const BELOW: f32 = 0.25;
/// What the glyph of an emblem stands for.
const BLANK: &str = " ";

/// What is drawn as one.
pub(crate) struct Stretch {
    font: Font,
    glyphs: Vec<KrillaGlyph>,
    size: f32,
    at: [f32; 2],
    /// Which of the line's leads its letters are part of.
    lead: Option<usize>,
    /// An emoji as a picture; its glyph is a blank, by which programs that search a page find what it says.
    emblem: Option<(Image, Frame)>,
    /// What it stands for, where that is not told by the letters themselves: it is drawn as a shape.
    pub(crate) says: Option<String>,
}

impl Stretch {
    /// Where it leads, if anywhere, and where its letters are, so far from where its line has it.
    pub(crate) fn lead<'a>(&self, line: &'a TextLine, aside: [f32; 2]) -> Option<(&'a Lead, Rect)> {
        let lead = line.leads.get(self.lead?)?;
        let [x, y] = [self.at[0] + aside[0], self.at[1] + aside[1]];
        let wide = self.glyphs.iter().map(|glyph| glyph.x_advance * self.size).sum::<f32>();
        let rect = Rect::from_ltrb(x, y - ABOVE * self.size, x + wide, y + BELOW * self.size)?;
        Some((lead, rect))
    }

    /// Draws it, so far from where its line has it. `text` is that of the line.
    pub(crate) fn draw(&self, surface: &mut Surface<'_>, text: &str, aside: [f32; 2]) {
        let [x, y] = [self.at[0] + aside[0], self.at[1] + aside[1]];
        let at = Point::from_xy(x, y);
        let Some((image, Frame { left, top, side })) = &self.emblem else {
            surface.draw_glyphs(at, &self.glyphs, self.font.clone(), text, self.size, self.says.is_some());
            return;
        };
        if let Some(size) = Size::from_wh(side * self.size, side * self.size) {
            surface.push_transform(&Transform::from_translate(x + left * self.size, y + top * self.size));
            surface.draw_image(image.clone(), size);
            surface.pop();
        }
        surface.draw_glyphs(at, &self.glyphs, self.font.clone(), BLANK, self.size, false);
    }
}

/// Turns lines into glyphs of a file.
pub(crate) struct Ink {
    shaper: Shaper,
    fonts: HashMap<u64, Font>,
    /// When emoji are pictures.
    emblems: Option<Emblems>,
    /// Characters no font has.
    pub(crate) missing: usize,
}

impl Ink {
    /// `pictures`: emoji are pictures, for programs that leave coloured glyphs out.
    pub(crate) fn new(fonts: &Fonts, pictures: bool) -> Self {
        let emblems = pictures.then(Emblems::default);
        Self { shaper: Shaper::new(fonts), fonts: HashMap::new(), emblems, missing: 0 }
    }

    /// The text of a line as it is drawn, and its glyphs. `scale`: points of the line's unit; for `goes_on` see
    /// [`Shaper::line`].
    pub(crate) fn line(&mut self, line: &TextLine, scale: f32, goes_on: bool) -> (String, Vec<Stretch>) {
        let Line { text, pieces } = self.shaper.line(line, scale, goes_on);
        let mut stretches = Vec::new();
        for piece in &pieces {
            let Some(font) = self.font(piece) else { continue };
            let mut pen = piece.at[0];
            if let Some(emblems) = self.emblems.as_mut().filter(|_| Fonts::is_emoji(&piece.font)) {
                for letter in &piece.letters {
                    self.missing += usize::from(letter.id == 0);
                    let emblem = emblem(emblems, piece, letter, &text, pen);
                    stretches
                        .extend(emblem.map(|stretch| Stretch { lead: lead_of(line, letter), ..stretch }));
                    pen += letter.advance;
                }
                continue;
            }
            // What no font has, or what means nothing to another program, is drawn as a shape that says what it is.
            let kind = |letter: &Letter| (is_odd(letter, &text), lead_of(line, letter));
            for run in piece.letters.chunk_by(|a, b| kind(a) == kind(b)) {
                let is_shape = run.first().is_some_and(|letter| is_odd(letter, &text));
                self.missing += run.iter().filter(|letter| letter.id == 0).count();
                let says = || run.iter().filter_map(|letter| text.get(letter.range.clone())).collect();
                stretches.push(Stretch {
                    font: font.clone(),
                    glyphs: run.iter().map(|letter| glyph(letter, piece.size)).collect(),
                    size: piece.size,
                    at: [pen, piece.at[1]],
                    lead: run.first().and_then(|letter| lead_of(line, letter)),
                    emblem: None,
                    says: is_shape.then(says),
                });
                pen += run.iter().map(|letter| letter.advance).sum::<f32>();
            }
        }
        (text, stretches)
    }

    fn font(&mut self, piece: &Piece) -> Option<Font> {
        let (data, id) = piece.font.data.clone().into_raw_parts();
        if let Some(font) = self.fonts.get(&id) {
            return Some(font.clone());
        }
        let font = Font::new(data.into(), piece.font.index)?;
        self.fonts.insert(id, font.clone());
        Some(font)
    }
}

fn emblem(emblems: &mut Emblems, piece: &Piece, letter: &Letter, text: &str, pen: f32) -> Option<Stretch> {
    let (font, blank) = emblems.blank()?;
    let wide = letter.advance / piece.size;
    Some(Stretch {
        font,
        glyphs: vec![KrillaGlyph::new(GlyphId::new(blank), wide, 0.0, 0.0, 0.0, 0..BLANK.len(), None)],
        size: piece.size,
        at: [pen, piece.at[1]],
        lead: None,
        emblem: Some(emblems.draw(piece, letter.id)?),
        says: Some(text.get(letter.range.clone())?.to_owned()),
    })
}

fn lead_of(line: &TextLine, letter: &Letter) -> Option<usize> {
    line.leads.iter().position(|lead| lead.range.contains(&letter.range.start))
}

fn glyph(letter: &Letter, size: f32) -> KrillaGlyph {
    let em = |v: f32| v / size;
    let [right, up] = letter.aside.map(em);
    KrillaGlyph::new(GlyphId::new(letter.id), em(letter.advance), right, up, 0.0, letter.range.clone(), None)
}

/// A letter no bundled font has, or one whose meaning is private to a font: neither may be text in an archived file.
fn is_odd(letter: &Letter, text: &str) -> bool {
    let private =
        |c: char| matches!(c as u32, 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFF | 0xFEFF | 0xFFFE | 0xFFFF | 0);
    letter.id == 0 || text.get(letter.range.clone()).is_some_and(|text| text.chars().any(private))
}
