//! How much ink a sheet takes, and how far its colours stand apart.

use super::{options::UnknownOption, scene::Border, words};
use crate::palette::{self, ACCENT, INK, Paper, Rgb, SHEET, SOFT_INK, contrast, mix};
use std::{fmt, str::FromStr};

const BLACK: Rgb = [0; 3];
/// What lines and edges of high contrast are wider by.
const BOLD: f64 = 1.6;
/// Contrast that text should have for readers with low vision (WCAG 2.2, 1.4.6, AAA).
const ENHANCED: f32 = 7.0;

/// How much ink a sheet takes, and how far its colours stand apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Paper as on the screen.
    #[default]
    Colour,
    /// White paper with coloured edges: what colours say stays, most of the ink does not.
    InkSaving,
    /// Black on white, with heavier lines; a colour is told by the corner of its paper.
    HighContrast,
}

impl FromStr for Theme {
    type Err = UnknownOption;
    fn from_str(value: &str) -> Result<Self, UnknownOption> {
        match value.to_ascii_lowercase().as_str() {
            "" | "colour" => Ok(Self::Colour),
            "ink-saving" => Ok(Self::InkSaving),
            "high-contrast" => Ok(Self::HighContrast),
            _ => Err(UnknownOption::new(&words::NO_THEME, value, "colour, ink-saving, high-contrast")),
        }
    }
}

impl fmt::Display for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Colour => "colour",
            Self::InkSaving => "ink-saving",
            Self::HighContrast => "high-contrast",
        })
    }
}

/// A note's paper and what is on it.
pub(super) struct Sticky {
    pub(super) surface: Rgb,
    pub(super) edge: Rgb,
    /// Width of the edge in board units.
    pub(super) width: f64,
    /// The folded corner.
    pub(super) flap: Rgb,
    pub(super) ink: Rgb,
    /// Ink of who wrote it.
    pub(super) faint: Rgb,
    pub(super) paper: Paper,
}

impl Theme {
    pub(super) fn sticky(self, color: &str) -> Sticky {
        let paper = palette::paper(color);
        let ink = palette::ink(paper.light);
        let colour = Sticky {
            surface: paper.light,
            edge: mix(paper.light, paper.deep, 0.55),
            width: 1.0,
            flap: mix(paper.light, paper.deep, 0.6),
            ink,
            faint: mix(ink, paper.light, 0.25),
            paper,
        };
        match self {
            Self::Colour => colour,
            Self::InkSaving => Sticky {
                surface: SHEET,
                edge: paper.deep,
                width: 2.0,
                ink: INK,
                faint: mix(INK, SHEET, 0.25),
                ..colour
            },
            Self::HighContrast => Sticky {
                surface: SHEET,
                edge: BLACK,
                width: 2.0,
                flap: BLACK,
                ink: BLACK,
                faint: BLACK,
                ..colour
            },
        }
    }

    /// Inside of a cluster's frame, and its edge with its width in board units.
    pub(super) fn frame(self, color: &str) -> (Rgb, Rgb, f64) {
        let paper = palette::paper(color);
        match self {
            Self::Colour => {
                let fill = mix(SHEET, mix(paper.light, paper.deep, 0.3), 0.2);
                (fill, mix(paper.light, paper.deep, 0.5), 1.5)
            }
            Self::InkSaving => (SHEET, paper.deep, 1.5),
            Self::HighContrast => (SHEET, BLACK, 3.0),
        }
    }

    /// What draws and writes without paper.
    pub(crate) fn pen(self, color: &str) -> Rgb {
        let pen = palette::pen(color);
        if self != Self::HighContrast {
            return pen;
        }
        let darker = (0..=10).map(|step| mix(pen, BLACK, step as f32 / 10.0));
        darker.into_iter().find(|ink| contrast(*ink, SHEET) >= ENHANCED).unwrap_or(BLACK)
    }

    /// Inside of a shape.
    pub(super) fn shape(self, color: &str) -> Rgb {
        match self {
            Self::Colour => mix(SHEET, palette::paper(color).light, 0.55),
            Self::InkSaving | Self::HighContrast => SHEET,
        }
    }

    /// Headings, and whatever is written on white.
    pub(crate) fn ink(self) -> Rgb {
        if self == Self::HighContrast { BLACK } else { INK }
    }

    /// Links, counts, what stands back.
    pub(crate) fn soft(self) -> Rgb {
        if self == Self::HighContrast { BLACK } else { SOFT_INK }
    }

    /// A quiet line, so much of the soft ink.
    pub(crate) fn quiet(self, part: f32) -> Rgb {
        if self == Self::HighContrast { BLACK } else { mix(SHEET, SOFT_INK, part) }
    }

    /// Edge and ink of votes.
    pub(super) fn votes(self) -> (Rgb, Rgb) {
        if self == Self::HighContrast { (BLACK, BLACK) } else { (ACCENT, mix(ACCENT, INK, 0.3)) }
    }

    /// Ink of a sign, such as a reaction.
    pub(super) fn sign(self, ink: Rgb) -> Rgb {
        if self == Self::HighContrast { BLACK } else { ink }
    }

    /// A line's width, which may have to be heavier.
    pub(super) fn weight(self, width: f64) -> f64 {
        if self == Self::HighContrast { width * BOLD } else { width }
    }

    /// A line of that ink.
    pub(crate) fn border(self, color: Rgb, width: f32) -> Border {
        Border { color, width: self.weight(f64::from(width)) as f32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn po29_every_theme_can_be_read() {
        let colors =
            palette::PAPERS.iter().map(|paper| paper.name).chain(["#000000", "#123456", "#ffffff", "x"]);
        for color in colors {
            for theme in [Theme::Colour, Theme::InkSaving, Theme::HighContrast] {
                let note = theme.sticky(color);
                let least = if theme == Theme::Colour { 4.5 } else { ENHANCED };
                assert!(contrast(note.ink, note.surface) >= least, "{theme:?} {color}");
                let edge = if theme == Theme::HighContrast { ENHANCED } else { 1.0 };
                assert!(contrast(note.edge, note.surface) >= edge, "{theme:?} {color}");
            }
            assert!(contrast(Theme::HighContrast.pen(color), SHEET) >= ENHANCED, "{color}");
            assert_eq!(Theme::InkSaving.sticky(color).surface, SHEET);
        }
    }
}
