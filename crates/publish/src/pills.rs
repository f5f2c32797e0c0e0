//! The row of small signs on a note's lower edge: the dots it got, reactions, tags. The same signs in the same places on
//! screen and paper: `web/src/scene/pills.ts` is this file in TypeScript, and `tests/data/pills.json` holds both to the
//! same answers.
//!
//! The row lies half on the paper and half below it, so that it takes no room from the text. What does not fit the
//! note's width is an ellipsis at its end.

use crate::text::{Face, Measured};

/// Height of a sign, in CSS pixels at zoom 1.
pub const HEIGHT: u32 = 20;
/// How much of it lies on the paper; less than the border around the text.
pub const INSIDE: u32 = 12;
/// Font size of what it says.
pub const SIZE: u32 = 12;
/// Side of a symbol that is a shape.
pub const SYMBOL: u32 = 11;
/// Free border at its left and right.
pub const PADDING: u32 = 6;
/// Between a symbol and its count.
pub const SYMBOL_GAP: u32 = 3;

const INSET: u32 = 12;
const GAP: u32 = 4;

/// What a sign is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Dots of a vote.
    Votes,
    /// A reaction, by its name in the document.
    Reaction(String),
    /// A tag.
    Tag,
    /// There are more than have room.
    More,
}

/// One sign of the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pill {
    /// What it is about.
    pub sign: Sign,
    /// What it says; a heart or star of one person says nothing beside its shape.
    pub text: String,
    /// Left edge, in whole CSS pixels from the note's.
    pub x: u32,
    /// Width in whole CSS pixels. A tag that is wider is drawn smaller.
    pub w: u32,
}

impl Pill {
    /// The weight of what it says.
    pub fn face(&self) -> Face {
        face(&self.sign)
    }

    /// A reaction that is drawn as a shape ([`shape`]).
    pub fn is_shape(&self) -> bool {
        matches!(&self.sign, Sign::Reaction(kind) if shape(kind).is_some())
    }
}

fn face(sign: &Sign) -> Face {
    match sign {
        Sign::Votes | Sign::Reaction(_) => Face::SemiBold,
        Sign::Tag | Sign::More => Face::Regular,
    }
}

/// The signs of a note `width` wide. `stamps` in the order they are shown.
pub fn row(width: u32, votes: u32, stamps: &[(&str, u32)], tags: &[String]) -> Vec<Pill> {
    let room = width.saturating_sub(2 * INSET);
    if room < HEIGHT {
        return Vec::new();
    }
    let mut all = Vec::new();
    if votes > 0 {
        all.push(pill(Sign::Votes, votes.to_string(), room));
    }
    for &(kind, count) in stamps.iter().filter(|(_, count)| *count > 0) {
        let text = match kind {
            "plus" => format!("+{count}"),
            "question" if count > 1 => format!("? {count}"),
            "question" => "?".to_owned(),
            "caution" if count > 1 => format!("! {count}"),
            "caution" => "!".to_owned(),
            _ if count > 1 => count.to_string(),
            _ => String::new(),
        };
        all.push(pill(Sign::Reaction(kind.to_owned()), text, room));
    }
    all.extend(
        tags.iter().filter(|tag| !tag.trim().is_empty()).map(|tag| pill(Sign::Tag, tag.clone(), room)),
    );
    let more = pill(Sign::More, "\u{2026}".to_owned(), room);
    let mut shown: Vec<Pill> = Vec::with_capacity(all.len());
    let mut end = 0;
    let last = all.len();
    for (nth, mut one) in all.into_iter().enumerate() {
        let reserve = if nth + 1 < last { GAP + more.w } else { 0 };
        if end + one.w + reserve > room {
            shown.push(Pill { x: INSET + end, ..more });
            break;
        }
        one.x = INSET + end;
        end += one.w + GAP;
        shown.push(one);
    }
    shown
}

fn pill(sign: Sign, text: String, room: u32) -> Pill {
    let words = if text.is_empty() { 0 } else { Measured::new(&text, face(&sign)).pixels(SIZE) };
    let is_shape = matches!(&sign, Sign::Reaction(kind) if shape(kind).is_some());
    let symbol = if is_shape { SYMBOL + if text.is_empty() { 0 } else { SYMBOL_GAP } } else { 0 };
    let w = (words + symbol + 2 * PADDING).clamp(HEIGHT, room);
    Pill { sign, text, x: 0, w }
}

/// The outline of a symbol in a square of side 1, y down; `None` for those that are letters.
pub fn shape(kind: &str) -> Option<&'static [[f32; 2]]> {
    match kind {
        "heart" => Some(&HEART),
        "star" => Some(&STAR),
        _ => None,
    }
}

/// All shapes by name.
pub const SHAPES: [(&str, &[[f32; 2]]); 2] = [("heart", &HEART), ("star", &STAR)];

const HEART: [[f32; 2]; 18] = [
    [0.5, 0.24],
    [0.42, 0.12],
    [0.29, 0.06],
    [0.14, 0.09],
    [0.03, 0.21],
    [0.0, 0.37],
    [0.05, 0.52],
    [0.16, 0.66],
    [0.32, 0.81],
    [0.5, 0.96],
    [0.68, 0.81],
    [0.84, 0.66],
    [0.95, 0.52],
    [1.0, 0.37],
    [0.97, 0.21],
    [0.86, 0.09],
    [0.71, 0.06],
    [0.58, 0.12],
];

const STAR: [[f32; 2]; 10] = [
    [0.5, 0.0],
    [0.633, 0.326],
    [0.984, 0.352],
    [0.716, 0.579],
    [0.799, 0.921],
    [0.5, 0.737],
    [0.201, 0.921],
    [0.284, 0.579],
    [0.016, 0.352],
    [0.367, 0.326],
];

/// Ink of a reaction on white.
pub fn ink(kind: &str) -> crate::palette::Rgb {
    match kind {
        "heart" => [0xb3, 0x24, 0x3a],
        "star" => [0x86, 0x60, 0x00],
        "question" => [0x1f, 0x5f, 0x99],
        "caution" => [0xa0, 0x49, 0x00],
        _ => crate::palette::ACCENT,
    }
}
