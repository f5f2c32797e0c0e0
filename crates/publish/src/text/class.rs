//! What a code point does to a line: the few classes breaking needs, and its advance.

use super::{
    Face, UPEM,
    table::{ADVANCES, EMOJI, MARKS, RUNS},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Other,
    Digit,
    Mark,
    Picture,
    Ideograph,
    Space,
    Newline,
    Dropped,
    Close,
    Open,
    Quote,
    Glue,
    Hyphen,
    Slash,
    ZeroSpace,
    Format,
}

const EMOJI_WIDTH: u64 = 2560;
const CLOSING: &str = ")]}.,;:!?%…›、。，．・：；？！）］｝〉》」』】〕〗〙〛ー々ゝゞヽヾ゛゜ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ";
const OPENING: &str = "([{¡¿‹〈《「『【〔〖〘〚（［｛";
const QUOTES: &str = "\"'«»‘’‚“”„";

fn within(ranges: &[(u32, u32)], point: u32) -> bool {
    let after = ranges.partition_point(|&(first, _)| first <= point);
    after > 0 && point <= ranges[after - 1].1
}

pub(super) fn is_flag(point: char) -> bool {
    matches!(point, '\u{1F1E6}'..='\u{1F1FF}')
}

pub(super) fn of(point: char) -> Kind {
    match point {
        'a'..='z' | 'A'..='Z' => return Kind::Other,
        ' ' | '\t' => return Kind::Space,
        '0'..='9' => return Kind::Digit,
        '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => return Kind::Newline,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FEFF}' => return Kind::Dropped,
        '-' | '\u{2010}' | '\u{2013}' | '\u{2014}' => return Kind::Hyphen,
        '/' => return Kind::Slash,
        '\u{A0}' | '\u{2007}' | '\u{2011}' | '\u{202F}' => return Kind::Glue,
        '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200A}' | '\u{205F}' | '\u{3000}' => {
            return Kind::Space;
        }
        '\u{200B}' => return Kind::ZeroSpace,
        '\u{AD}'
        | '\u{61C}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' => {
            return Kind::Format;
        }
        _ => {}
    }
    if CLOSING.contains(point) {
        return Kind::Close;
    }
    if OPENING.contains(point) {
        return Kind::Open;
    }
    if QUOTES.contains(point) {
        return Kind::Quote;
    }
    let code = point as u32;
    if code >= 0x300 && within(&MARKS, code) {
        return Kind::Mark;
    }
    if code >= 0x2000 && within(&EMOJI, code) {
        return Kind::Picture;
    }
    match code {
        0x1100..=0x115F | 0x2E80..=0x2FFF | 0x3001..=0xA4CF | 0xA960..=0xA97F | 0xAC00..=0xD7A3 => {
            Kind::Ideograph
        }
        0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF => Kind::Ideograph,
        _ => Kind::Other,
    }
}

pub(super) fn advance(face: Face, point: char, kind: Kind) -> u64 {
    match kind {
        Kind::Mark | Kind::ZeroSpace | Kind::Format | Kind::Newline => return 0,
        Kind::Picture => return EMOJI_WIDTH,
        _ => {}
    }
    let code = point as u32;
    let after = RUNS.partition_point(|&(first, _, _)| first <= code);
    let Some(&(first, count, index)) = after.checked_sub(1).and_then(|i| RUNS.get(i)) else { return UPEM };
    if code - first >= count {
        return UPEM;
    }
    let pair = ADVANCES[(index + code - first) as usize];
    u64::from(pair[if face == Face::Regular { 0 } else { 1 }])
}
