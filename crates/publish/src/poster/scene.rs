//! The flat list between layout and writers: absolute, in millimetres from the sheet's upper left corner.

use super::{
    passage::{Part, Section},
    raster::Raster,
};
pub(super) use crate::direction::is_rtl;
use crate::{address::Lead, fonts::Fonts, palette::Rgb, text::Face};
use board::words::Language;
use jiff::civil::Date;

/// A sheet and everything on it, in the order it is painted.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Width and height of the sheet in millimetres.
    pub size: [f32; 2],
    /// Dots per inch it was asked for.
    pub dpi: u32,
    /// Painted first to last.
    pub items: Vec<Item>,
    /// What the sheet is called.
    pub title: String,
    /// Language of its title and of what is said of it.
    pub language: Language,
    /// The day it is of.
    pub date: Date,
    /// What it says, in reading order. Items that are in no part of it are ornament.
    pub sections: Vec<Section>,
    /// Where on the board a place of the sheet is.
    pub chart: Chart,
    /// Colours of the notes on it, by their names in the document, in the order of the palette.
    pub colours: Vec<String>,
    /// What its letters are drawn with.
    pub fonts: Fonts,
}

/// From places on a sheet to places on its board: pairs of millimetres and board units, ascending, straight in between.
/// Empty when nothing is on the board.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Chart {
    /// From left to right.
    pub across: Vec<[f64; 2]>,
    /// Downwards.
    pub down: Vec<[f64; 2]>,
}

/// One thing on the sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A closed shape.
    Area {
        /// Its edge.
        outline: Outline,
        /// Colour inside and its opacity, 0..=1.
        fill: (Rgb, f32),
        /// Line along the edge.
        border: Option<Border>,
    },
    /// An open line.
    Line {
        /// Corners, at least two.
        points: Vec<[f32; 2]>,
        /// Colour and width of the line.
        border: Border,
        /// Drawn in dashes.
        dashed: bool,
    },
    /// One line of text.
    Text(TextLine),
    /// A picture. It fills its rectangle; what does not fit its proportions is cut off on both sides alike.
    Picture {
        /// x, y, width and height.
        rect: [f32; 4],
        /// Its pixels.
        raster: Raster,
    },
}

/// Edge of an [`Item::Area`].
#[derive(Clone, Debug, PartialEq)]
pub enum Outline {
    /// Corners, at least three.
    Polygon(Vec<[f32; 2]>),
    /// x, y, width, height and the radius of the corners.
    Rounded([f32; 4], f32),
}

/// Colour and width of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Border {
    /// Colour.
    pub color: Rgb,
    /// Width in millimetres.
    pub width: f32,
}

/// Which end of a text line is at its `x`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Align {
    Left,
    Center,
    Right,
}

/// One line of text, broken already.
#[derive(Clone, Debug, PartialEq)]
pub struct TextLine {
    /// What it says; no newlines.
    pub text: String,
    /// Left end, centre or right end, by `align`.
    pub x: f32,
    /// Base line.
    pub y: f32,
    /// Font size (em).
    pub size: f32,
    /// Weight.
    pub face: Face,
    /// Ink.
    pub color: Rgb,
    /// What `x` is.
    pub align: Align,
    /// The line's paragraph runs from right to left.
    pub rtl: bool,
    /// A drawn line wider than this is drawn smaller: letters of a fallback font may be wider than the table thinks.
    pub max_width: f32,
    /// Where stretches of it lead.
    pub leads: Vec<Lead>,
}

impl Scene {
    /// Width and height in pixels.
    pub fn pixels(&self) -> (u32, u32) {
        let [w, h] = self.size.map(|mm| (f64::from(mm) / 25.4 * f64::from(self.dpi)).round() as u32);
        (w.max(1), h.max(1))
    }

    pub(super) fn with(self, items: Vec<Item>, sections: Vec<Section>) -> Self {
        Self { items, sections, ..self }
    }

    /// Every line of text.
    pub fn texts(&self) -> impl Iterator<Item = &TextLine> {
        self.items.iter().filter_map(|item| match item {
            Item::Text(line) => Some(line),
            _ => None,
        })
    }

    /// The lines of text among the items of a part.
    pub fn lines<'a>(&'a self, part: &'a Part) -> impl Iterator<Item = &'a TextLine> {
        part.items.iter().cloned().flatten().filter_map(|item| match self.items.get(item) {
            Some(Item::Text(line)) => Some(line),
            _ => None,
        })
    }

    /// The smallest font size on the sheet in millimetres; 0 without text.
    pub fn smallest_text_mm(&self) -> f32 {
        self.texts().map(|line| line.size).min_by(f32::total_cmp).unwrap_or(0.0)
    }
}
