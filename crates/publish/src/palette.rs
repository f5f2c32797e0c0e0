//! Paper colours: once here, mirrored for the browser in `web/src/scene/palette.ts` (a test keeps it so).
//!
//! Every paper carries its ink with a contrast of at least 7, light and dark. Colour is never the only sign: each has
//! its own corner, so that people who see colours differently, and black-and-white printers, keep the categories.

use crate::pills;
use std::fmt::Write as _;

/// Red, green, blue.
pub type Rgb = [u8; 3];

/// What a note of one colour looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paper {
    /// Name in the document: `yellow`, ...
    pub name: &'static str,
    /// Surface on a light board and on the poster.
    pub light: Rgb,
    /// Surface on a dark board.
    pub dark: Rgb,
    /// Fold, border and cluster outline: a deeper tone of the same colour.
    pub deep: Rgb,
    /// The corner that names this colour without colour.
    pub corner: Corner,
}

/// Shape of a note's lower right corner, in units of the fold (see [`FOLD`]); x to the left, y up, from the corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Corner {
    /// The note's outline from its right edge to its lower edge.
    pub cut: &'static [[f32; 2]],
    /// Folded-over part, drawn in the deep tone; empty when the corner is cut away.
    pub flap: &'static [[f32; 2]],
}

/// Size of the fold as a part of the note's smaller side.
pub const FOLD: f32 = 0.07;
/// Ink on every paper.
pub const INK: Rgb = [0x24, 0x21, 0x1c];
/// Ink for what stands back: credits, labels, counts.
pub const SOFT_INK: Rgb = [0x5c, 0x58, 0x50];
/// The one accent.
pub const ACCENT: Rgb = [0x0b, 0x6e, 0x69];
/// The sheet.
pub const SHEET: Rgb = [0xff, 0xff, 0xff];

const NONE: Corner = Corner { cut: &[[0.0, 0.0]], flap: &[] };

/// The named papers, in the order of the palette.
pub const PAPERS: [Paper; 7] = [
    Paper {
        name: "yellow",
        light: [0xff, 0xe9, 0x8f],
        dark: [0xe8, 0xcd, 0x6b],
        deep: [0xd9, 0xb3, 0x2c],
        corner: Corner { cut: &[[0.0, 1.0], [1.0, 0.0]], flap: &[[0.0, 1.0], [1.0, 0.0], [1.0, 1.0]] },
    },
    Paper {
        name: "orange",
        light: [0xff, 0xc9, 0x95],
        dark: [0xeb, 0xac, 0x72],
        deep: [0xd9, 0x84, 0x3a],
        corner: Corner { cut: &[[0.0, 0.7], [1.4, 0.0]], flap: &[[0.0, 0.7], [1.4, 0.0], [0.56, 1.12]] },
    },
    Paper {
        name: "pink",
        light: [0xff, 0xc2, 0xd4],
        dark: [0xe8, 0x9f, 0xb5],
        deep: [0xd6, 0x6d, 0x8f],
        corner: Corner { cut: &[[0.0, 1.4], [0.7, 0.0]], flap: &[[0.0, 1.4], [0.7, 0.0], [1.12, 0.56]] },
    },
    Paper {
        name: "green",
        light: [0xc5, 0xe8, 0xb2],
        dark: [0xa3, 0xcb, 0x8d],
        deep: [0x6f, 0xa9, 0x52],
        corner: Corner { cut: &[[0.0, 0.9], [0.9, 0.9], [0.9, 0.0]], flap: &[] },
    },
    Paper {
        name: "blue",
        light: [0xbd, 0xde, 0xf8],
        dark: [0x94, 0xbd, 0xde],
        deep: [0x55, 0x94, 0xc6],
        corner: Corner {
            cut: &[[0.0, 1.1], [0.42, 1.02], [0.78, 0.78], [1.02, 0.42], [1.1, 0.0]],
            flap: &[],
        },
    },
    Paper {
        name: "violet",
        light: [0xda, 0xcb, 0xf8],
        dark: [0xb9, 0xa5, 0xe2],
        deep: [0x8e, 0x74, 0xc9],
        corner: Corner { cut: &[[0.0, 1.2], [0.6, 1.2], [0.6, 0.6], [1.2, 0.6], [1.2, 0.0]], flap: &[] },
    },
    Paper {
        name: "white",
        light: [0xff, 0xff, 0xff],
        dark: [0xde, 0xdd, 0xd9],
        deep: [0xb4, 0xb0, 0xa8],
        corner: NONE,
    },
];

/// What draws and writes without paper: readable (AA) on the board, by day and by night.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pen {
    /// Name in the document.
    pub name: &'static str,
    /// On a light board and on the poster.
    pub light: Rgb,
    /// On a dark board.
    pub dark: Rgb,
}

/// The pens, in the order of [`PAPERS`]; what is white on paper is ink here.
pub const PENS: [Pen; 7] = [
    Pen { name: "yellow", light: [0x85, 0x63, 0x00], dark: [0xf0, 0xcf, 0x5a] },
    Pen { name: "orange", light: [0xa8, 0x50, 0x08], dark: [0xf0, 0xa5, 0x61] },
    Pen { name: "pink", light: [0xb5, 0x2d, 0x5c], dark: [0xf0, 0x93, 0xb1] },
    Pen { name: "green", light: [0x38, 0x74, 0x1c], dark: [0x94, 0xcf, 0x76] },
    Pen { name: "blue", light: [0x1f, 0x63, 0x9c], dark: [0x7f, 0xb8, 0xe6] },
    Pen { name: "violet", light: [0x67, 0x47, 0xae], dark: [0xb7, 0x9c, 0xf0] },
    Pen { name: "white", light: INK, dark: [0xec, 0xea, 0xe4] },
];

/// The pen of a colour as the document writes it, on the sheet; `#rrggbb` is itself, anything else is ink.
pub fn pen(color: &str) -> Rgb {
    let known = PENS.iter().find(|pen| pen.name == color).map(|pen| pen.light);
    known.unwrap_or_else(|| if color.starts_with('#') { paper(color).light } else { INK })
}

/// `part` of `b` in `a`, 0..=1.
pub fn mix(a: Rgb, b: Rgb, part: f32) -> Rgb {
    let one = |i: usize| (f32::from(a[i]) + (f32::from(b[i]) - f32::from(a[i])) * part).round() as u8;
    [one(0), one(1), one(2)]
}

/// WCAG relative luminance, 0..=1.
pub fn luminance(rgb: Rgb) -> f32 {
    let lin = |v: u8| {
        let v = f32::from(v) / 255.0;
        if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * lin(rgb[0]) + 0.7152 * lin(rgb[1]) + 0.0722 * lin(rgb[2])
}

/// The paper of a colour as the document writes it: a name or `#rrggbb`; anything else is yellow.
pub fn paper(color: &str) -> Paper {
    if let Some(known) = PAPERS.iter().find(|paper| paper.name == color) {
        return *known;
    }
    let hex = color.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii());
    let Some(value) = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()) else { return PAPERS[0] };
    let [_, r, g, b] = value.to_be_bytes();
    let rgb = [r, g, b];
    Paper { name: "", light: rgb, dark: rgb, deep: mix(rgb, INK, 0.3), corner: NONE }
}

/// WCAG contrast of two colours, 1..=21.
pub fn contrast(a: Rgb, b: Rgb) -> f32 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Ink that can be read on `surface` (AA): the usual one, else white, else black.
pub fn ink(surface: Rgb) -> Rgb {
    let white = [0xff; 3];
    [INK, white].into_iter().find(|&ink| contrast(ink, surface) >= 4.5).unwrap_or([0; 3])
}

fn hex(rgb: Rgb) -> String {
    format!("\"#{:02x}{:02x}{:02x}\"", rgb[0], rgb[1], rgb[2])
}

/// The pens as a TypeScript module of their own, for what draws comes later than what is painted first.
pub fn pens_typescript() -> String {
    let mut out = String::from(
        "// Generated from crates/publish/src/palette.rs (UPDATE=1 cargo test -p publish --test palette); do not edit.\n\n\
         /** What draws and writes without paper, by the colour's name. */\n\
         export const PENS: Readonly<Record<string, { readonly light: string; readonly dark: string }>> = {\n",
    );
    for pen in &PENS {
        let _ = writeln!(out, "  {}: {{ light: {}, dark: {} }},", pen.name, hex(pen.light), hex(pen.dark));
    }
    out.push_str("};\n");
    out
}

/// The same palette as a TypeScript module.
pub fn typescript() -> String {
    let mut out = String::from(
        "// Generated from crates/publish/src/palette.rs (UPDATE=1 cargo test -p publish --test palette); do not edit.\n\n\
         /** Lower right corner, in units of the fold; x to the left, y up, from the corner. `cut`: outline; `flap`: folded over. */\n\
         export interface Corner {\n  readonly cut: readonly (readonly [number, number])[];\n  readonly flap: readonly (readonly [number, number])[];\n}\n\
         export interface Paper {\n  readonly light: string;\n  readonly dark: string;\n  readonly deep: string;\n  readonly corner: Corner;\n}\n\n",
    );
    let points = |list: &[[f32; 2]]| {
        let cells: Vec<_> = list.iter().map(|[x, y]| format!("[{x}, {y}]")).collect();
        format!("[{}]", cells.join(", "))
    };
    let _ = writeln!(out, "/** Fold as a part of the note's smaller side. */\nexport const FOLD = {FOLD};");
    for (name, rgb) in [("INK", INK), ("SOFT_INK", SOFT_INK), ("ACCENT", ACCENT)] {
        let _ = writeln!(out, "export const {name} = {};", hex(rgb));
    }
    out.push_str("export const PAPERS: Readonly<Record<string, Paper>> = {\n");
    for paper in &PAPERS {
        let _ = writeln!(
            out,
            "  {}: {{ light: {}, dark: {}, deep: {}, corner: {{ cut: {}, flap: {} }} }},",
            paper.name,
            hex(paper.light),
            hex(paper.dark),
            hex(paper.deep),
            points(paper.corner.cut),
            points(paper.corner.flap),
        );
    }
    out.push_str("};\n/** Symbols of reactions that are shapes, in a square of side 1, y down. */\nexport const SHAPES: Readonly<Record<string, readonly (readonly [number, number])[]>> = {\n");
    for (kind, outline) in pills::SHAPES {
        let _ = writeln!(out, "  {kind}: {},", points(outline));
    }
    out.push_str("};\n/** Ink of reactions on white; of others ACCENT. */\nexport const REACTION_INKS: Readonly<Record<string, string>> = {\n");
    for kind in ["heart", "star", "question", "caution"] {
        let _ = writeln!(out, "  {kind}: {},", hex(pills::ink(kind)));
    }
    out.push_str("};\n");
    out
}
