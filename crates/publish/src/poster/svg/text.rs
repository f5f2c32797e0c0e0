//! Letters that stay letters, with the fonts they need inside the file.

use super::number;
use crate::{
    fonts::{Bundled, Fonts},
    glyphs::{Line, Piece, Run},
    poster::{UnknownOption, words},
    xml::escape,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use font_subset::Font;
use std::{collections::BTreeSet, fmt::Write as _, str::FromStr};
use vello_cpu::Glyph;

/// How letters of an SVG are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SvgText {
    /// As shapes: the same in every program.
    #[default]
    Outlines,
    /// As text that can be searched and changed, each letter at its place, with the part of the font it needs. Scripts
    /// whose letters join or bear marks, and emoji, stay shapes.
    Text,
}

impl FromStr for SvgText {
    type Err = UnknownOption;
    fn from_str(value: &str) -> Result<Self, UnknownOption> {
        match value.to_ascii_lowercase().as_str() {
            "" | "outlines" => Ok(Self::Outlines),
            "text" => Ok(Self::Text),
            _ => Err(UnknownOption::new(&words::NO_SVG_TEXT, value, "outlines, text")),
        }
    }
}

/// The letters used of each of the two cuts.
#[derive(Default)]
pub(super) struct Letters([BTreeSet<char>; 2]);

impl Letters {
    /// Writes a piece as text; `false` when it has to be drawn as shapes.
    pub(super) fn write(&mut self, piece: &Piece, line: &Line, y: f32, ink: &str, out: &mut String) -> bool {
        let Some(cut) = cut(piece) else { return false };
        let Some(letters) = plain(piece, &line.text) else { return false };
        if letters.iter().all(|(letter, _)| letter.is_whitespace()) {
            return true;
        }
        let _ = write!(out, "<text class=\"t{cut}\"{ink} font-size=\"");
        number(piece.size, out);
        out.push_str("\" y=\"");
        number(y, out);
        out.push_str("\" x=\"");
        for (i, (_, x)) in letters.iter().enumerate() {
            if i > 0 {
                out.push(' ');
            }
            number(*x, out);
        }
        out.push_str("\">");
        for (letter, _) in letters {
            self.0[cut].insert(letter);
            escape(letter.encode_utf8(&mut [0; 4]), out);
        }
        out.push_str("</text>\n");
        true
    }

    /// The parts of the fonts that were used, as a style sheet without any address.
    pub(super) fn style(&self) -> String {
        let mut out = String::new();
        for (cut, letters) in self.0.iter().enumerate().filter(|(_, letters)| !letters.is_empty()) {
            let bytes = Fonts::bytes([Bundled::Regular, Bundled::SemiBold][cut]);
            // A cut that cannot be cut further is given whole.
            let subset = Font::opentype(bytes).and_then(|font| Ok(font.subset(letters)?.to_opentype()));
            let subset = subset.unwrap_or_else(|_| bytes.to_vec());
            let weight = [400, 600][cut];
            let _ = write!(
                out,
                "@font-face{{font-family:\"Plenaria Sans {weight}\";src:url(data:font/ttf;base64,{})}}\n\
                 .t{cut}{{font-family:\"Plenaria Sans {weight}\",\"Plenaria Sans\",Inter,sans-serif;font-weight:{weight};\
                 white-space:pre;font-kerning:none}}\n",
                STANDARD.encode(subset)
            );
        }
        out
    }
}

fn cut(piece: &Piece) -> Option<usize> {
    match Fonts::bundled(&piece.font)? {
        Bundled::Regular => Some(0),
        Bundled::SemiBold => Some(1),
        Bundled::Other => None,
    }
}

// Each letter and where it stands, when every glyph is one letter at its usual place, from left to right. Behind a
// letter of two code units, programs count the places of those after it differently.
fn plain(piece: &Piece, text: &str) -> Option<Vec<(char, f32)>> {
    let mut pen = piece.at[0];
    let mut after = 0;
    let mut out = Vec::with_capacity(piece.letters.len());
    for letter in &piece.letters {
        let mut said = text.get(letter.range.clone())?.chars();
        let (one, none) = (said.next()?, said.next());
        let is_plain = none.is_none()
            && letter.id != 0
            && letter.aside == [0.0, 0.0]
            && letter.range.start >= after
            && one.len_utf16() == 1
            && (letter.advance > 0.0 || one.is_whitespace());
        if !is_plain {
            return None;
        }
        after = letter.range.end;
        out.push((one, pen));
        pen += letter.advance;
    }
    Some(out)
}

/// The same glyphs as shapes.
pub(super) fn shapes(piece: &Piece, y: f32) -> Run {
    let mut pen = piece.at[0];
    let glyphs = piece.letters.iter().map(|letter| {
        let [right, up] = letter.aside;
        let glyph = Glyph { id: letter.id, x: pen + right, y: y - up };
        pen += letter.advance;
        glyph
    });
    Run { font: piece.font.clone(), size: piece.size, glyphs: glyphs.collect() }
}
