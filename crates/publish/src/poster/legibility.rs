//! Whether a sheet can be read, said before it is printed.

use super::{
    paper::Paper,
    passage::{Content, Role},
    scene::Scene,
};
use crate::glyphs::Shaper;

/// Text smaller than this (em, millimetres) is hard to read at arm's length: some 11 points.
pub const LEGIBLE_MM: f32 = 4.0;

/// How well a sheet can be read.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Legibility {
    /// Width and height of the sheet in millimetres.
    pub size_mm: [f32; 2],
    /// Notes on it that say something.
    pub notes: usize,
    /// Those whose text is smaller than [`LEGIBLE_MM`].
    pub small_notes: usize,
    /// The smallest text of a note, em in millimetres; 0 without any.
    pub smallest_mm: f32,
    /// When this one is too small: the smallest paper on which none is, or the largest there is.
    pub paper: Option<String>,
    /// Notes that would be too small on that paper too.
    pub still_small: usize,
    /// Characters no bundled font has; they are drawn as boxes.
    pub missing_glyphs: usize,
}

/// Reads a scene that was laid out on `paper`.
pub fn legibility(scene: &Scene, paper: Paper) -> Legibility {
    let notes = scene.sections.iter().flat_map(|section| &section.passages);
    let notes = notes.filter(|passage| passage.role == Role::Note);
    let sizes: Vec<f32> = notes
        .filter_map(|note| {
            // The first words of a note are its text; who wrote it and its tags come later, and are smaller.
            let text = note.parts.first().filter(|part| part.content == Content::Words)?;
            scene.lines(text).map(|line| line.size).min_by(f32::total_cmp)
        })
        .collect();
    let smallest_mm = sizes.iter().copied().min_by(f32::total_cmp).unwrap_or(0.0);
    let small_notes = sizes.iter().filter(|size| **size < LEGIBLE_MM).count();
    let larger = if small_notes > 0 { paper.larger(LEGIBLE_MM / smallest_mm) } else { None };
    let times = larger.map_or(1.0, |larger| larger.millimetres().0 / paper.millimetres().0);
    // By a hundredth: what is just large enough is not too small for a rounding.
    let still_small = sizes.iter().filter(|size| **size * times * 1.01 < LEGIBLE_MM).count();
    let mut shaper = Shaper::new(&scene.fonts);
    Legibility {
        size_mm: scene.size,
        notes: sizes.len(),
        small_notes,
        smallest_mm,
        paper: larger.map(|paper| paper.to_string()),
        still_small,
        missing_glyphs: scene.texts().map(|line| shaper.shape(line, 1.0).missing).sum(),
    }
}
