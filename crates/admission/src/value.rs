//! Plain values (`Any`), read with bounds and checked against the fields they are written to.

use crate::cursor::{Cursor, Read, malformed};
use crate::limits::{VALUE_DEPTH_MAX, VALUE_ELEMENTS_MAX};
use crate::{Refusal, Rule};

/// A plain value. Texts are slices of the message.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    Nothing,
    Bool(bool),
    Number(f64),
    Text(&'a str),
    List(Vec<Value<'a>>),
    Map(Vec<(&'a str, Value<'a>)>),
}

/// Largest number anywhere in a document; larger ones serve nobody and overflow renderers.
const NUMBER_MAX: f64 = 1e15;
/// Coordinates and sizes, CSS pixels.
const COORDINATE_MAX: f64 = 1e6;
/// Numbers in the outline of a stroke, and how large each may be.
const POINTS_MAX: usize = 4_000;
const POINT_MAX: f64 = 10_000.0;
/// Longest plain text.
const TEXT_MAX: usize = 20_000;
/// Longest title of a board; one unit is at most four bytes.
const TITLE_UNITS_MAX: usize = 200;
/// Longest quotation of what a comment is about; one unit is at most four bytes.
const QUOTE_UNITS_MAX: usize = 80;

impl<'a> Value<'a> {
    pub(crate) fn read(cursor: &mut Cursor<'a>) -> Read<Self> {
        Self::at_depth(cursor, 0, &mut 0)
    }

    fn at_depth(cursor: &mut Cursor<'a>, depth: usize, elements: &mut usize) -> Read<Self> {
        *elements += 1;
        if *elements > VALUE_ELEMENTS_MAX {
            return malformed(Rule::Kind, "a value has too many elements");
        }
        let inside = |depth: usize| {
            if depth < VALUE_DEPTH_MAX {
                Ok(depth + 1)
            } else {
                malformed(Rule::Kind, "a value is nested too deep")
            }
        };
        Ok(match cursor.byte()? {
            126 | 127 => Value::Nothing,
            125 => number(cursor.int()?)?,
            124 => number(f64::from(f32::from_be_bytes(cursor.array()?)))?,
            123 => number(f64::from_be_bytes(cursor.array()?))?,
            kind @ (120 | 121) => Value::Bool(kind == 120),
            119 => {
                let text = cursor.string()?;
                if text.len() > TEXT_MAX {
                    return malformed(Rule::Value, "a plain text is too long");
                }
                Value::Text(text)
            }
            118 => {
                let depth = inside(depth)?;
                let count = cursor.count()?;
                let mut entries = Vec::new();
                for _ in 0..count {
                    let key = cursor.string()?;
                    if is_reserved(key) {
                        return malformed(Rule::Value, "a key that is none in JavaScript");
                    }
                    entries.push((key, Self::at_depth(cursor, depth, elements)?));
                }
                Value::Map(entries)
            }
            117 => {
                let depth = inside(depth)?;
                let count = cursor.count()?;
                let mut items = Vec::new();
                for _ in 0..count {
                    items.push(Self::at_depth(cursor, depth, elements)?);
                }
                Value::List(items)
            }
            _ => return malformed(Rule::Kind, "a value is of a kind that is not used here"),
        })
    }

    fn pair(&self, low: f64, high: f64) -> bool {
        match self {
            Value::List(items) => items.len() == 2 && items.iter().all(|item| item.within(low, high)),
            _ => false,
        }
    }

    fn within(&self, low: f64, high: f64) -> bool {
        matches!(self, Value::Number(n) if (low..=high).contains(n))
    }

    fn is_whole(&self) -> bool {
        matches!(self, Value::Number(n) if n.fract() == 0.0)
    }

    fn text(&self, fits: impl Fn(&str) -> bool) -> bool {
        matches!(self, Value::Text(text) if fits(text))
    }
}

fn number(value: f64) -> Read<Value<'static>> {
    if value.abs() <= NUMBER_MAX {
        Ok(Value::Number(value))
    } else {
        malformed(Rule::Value, "a number is not finite or too large")
    }
}

/// Setting this key of a JavaScript object sets something else, so that browsers read another board than the server.
pub(crate) fn is_reserved(key: &str) -> bool {
    key == "__proto__"
}

/// Is `text` an id inside a document: 1 to 40 URL-safe characters?
pub(crate) fn is_item_id(text: &str) -> bool {
    (1..=40).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

/// Fields that hold shared text, not a plain value.
pub(crate) fn is_shared_text(key: &str) -> bool {
    matches!(key, "text" | "title" | "label")
}

/// Fields that hold a plain value, never a shared type.
pub(crate) fn is_plain(key: &str) -> bool {
    const FIELDS: [&str; 23] = [
        "pos",
        "size",
        "z",
        "cluster",
        "author",
        "from",
        "to",
        "on",
        "color",
        "at",
        "locked",
        "done",
        "quote",
        "layout",
        "style",
        "kind",
        "tags",
        "src",
        "stamps",
        "collapsed",
        "form",
        "points",
        "image",
    ];
    FIELDS.contains(&key)
}

/// Checks a plain value against a key of `meta`; unknown keys take anything small enough.
pub(crate) fn check_meta(key: &str, value: &Value<'_>) -> Result<(), Refusal> {
    let fits = match key {
        // A board of a version that nobody knows could not be opened any more.
        "schema" => value.within(1.0, f64::from(crate::SCHEMA)) && value.is_whole(),
        "title" => value.text(|text| text.len() <= 4 * TITLE_UNITS_MAX),
        _ => true,
    };
    if fits { Ok(()) } else { malformed(Rule::Value, "a key of the board has a value it cannot have") }
}

/// Checks a plain value against the field of an object it is written to; unknown fields take anything small enough.
pub(crate) fn check_field(key: &str, value: &Value<'_>) -> Result<(), Refusal> {
    let fits = match key {
        "pos" => value.pair(-COORDINATE_MAX, COORDINATE_MAX),
        "size" => value.pair(1.0, COORDINATE_MAX),
        "z" => value.text(|text| !text.is_empty() && text.len() <= 200 && text.is_ascii()),
        "cluster" | "author" => *value == Value::Nothing || value.text(is_item_id),
        "from" | "to" | "on" => value.text(is_item_id),
        "color" => value.text(is_color),
        "at" => value.within(0.0, NUMBER_MAX),
        "locked" | "done" | "collapsed" => matches!(value, Value::Bool(_)),
        "layout" | "style" | "kind" | "form" => value.text(|text| text.len() <= 40),
        "quote" => value.text(|text| text.len() <= 4 * QUOTE_UNITS_MAX),
        "tags" => match value {
            Value::List(tags) => {
                tags.len() <= 20 && tags.iter().all(|tag| tag.text(|text| text.len() <= 160))
            }
            _ => false,
        },
        "points" => match value {
            Value::List(points) => {
                points.len() <= POINTS_MAX && points.iter().all(|point| point.within(0.0, POINT_MAX))
            }
            _ => false,
        },
        "image" => *value == Value::Nothing || value.text(is_image_id),
        "stamps" => match value {
            Value::Map(stamps) => {
                stamps.len() <= 20 && stamps.iter().all(|(_, count)| count.within(0.0, 1e6))
            }
            _ => false,
        },
        _ => true,
    };
    if fits { Ok(()) } else { malformed(Rule::Value, "a field has a value it cannot have") }
}

/// An image is named by its SHA-256, so that nothing else can be asked for under its name.
fn is_image_id(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

fn is_color(text: &str) -> bool {
    ["yellow", "orange", "pink", "green", "blue", "violet", "white"].contains(&text)
        || text.strip_prefix('#').is_some_and(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()))
}
