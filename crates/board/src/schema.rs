//! Field names and limits of a board's document, defined once; the web client's copy is generated from here.

use serde::{Deserialize, Serialize};

use crate::id::ITEM_ID_CHARS_MAX;

/// The version this code reads and writes (`meta.schema`).
pub const SCHEMA_VERSION: u32 = 1;

/// A root Y.Map of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Root {
    /// `schema`, `title`: plain values by key.
    Meta,
    /// id → Y.Map of a note.
    Notes,
    /// id → Y.Map of a cluster.
    Clusters,
    /// id → Y.Map of a link.
    Links,
    /// id → Y.Map of a text, shape, stroke or image.
    Marks,
    /// id → Y.Map of a comment.
    Comments,
    /// id → Y.Map of a reaction.
    Reactions,
    /// id → plain `{votes, round}`.
    Tallies,
    /// id → plain `{pos, size}`.
    Hidden,
}

impl Root {
    /// All of them, in document order.
    pub const ALL: [Root; 9] = [
        Root::Meta,
        Root::Notes,
        Root::Clusters,
        Root::Links,
        Root::Marks,
        Root::Comments,
        Root::Reactions,
        Root::Tallies,
        Root::Hidden,
    ];

    /// The name in the document.
    pub fn name(self) -> &'static str {
        match self {
            Root::Meta => "meta",
            Root::Notes => "notes",
            Root::Clusters => "clusters",
            Root::Links => "links",
            Root::Marks => "marks",
            Root::Comments => "comments",
            Root::Reactions => "reactions",
            Root::Tallies => "tallies",
            Root::Hidden => "hidden",
        }
    }

    /// Written by the server only.
    pub fn server_only(self) -> bool {
        matches!(self, Root::Tallies | Root::Hidden)
    }
}

/// Field names inside notes, clusters and links.
pub mod field {
    /// Y.Text of a note.
    pub const TEXT: &str = "text";
    /// Y.Text of a cluster, plain string of `meta`.
    pub const TITLE: &str = "title";
    /// Y.Text of a link.
    pub const LABEL: &str = "label";
    /// `[x, y]`.
    pub const POS: &str = "pos";
    /// `[w, h]`.
    pub const SIZE: &str = "size";
    /// A colour's name or `#rrggbb`.
    pub const COLOR: &str = "color";
    /// Fractional order key.
    pub const Z: &str = "z";
    /// Id of the cluster a note is in.
    pub const CLUSTER: &str = "cluster";
    /// Participant id.
    pub const AUTHOR: &str = "author";
    /// Milliseconds since 1970.
    pub const AT: &str = "at";
    /// Array of strings.
    pub const TAGS: &str = "tags";
    /// Only staff can change it.
    pub const LOCKED: &str = "locked";
    /// Where a collected item comes from.
    pub const SRC: &str = "src";
    /// How a cluster arranges its notes.
    pub const LAYOUT: &str = "layout";
    /// Only the title of the cluster is shown.
    pub const COLLAPSED: &str = "collapsed";
    /// Start of a link.
    pub const FROM: &str = "from";
    /// End of a link.
    pub const TO: &str = "to";
    /// Line style of a link.
    pub const STYLE: &str = "style";
    /// What a comment or reaction is about.
    pub const ON: &str = "on";
    /// The thread that a comment begins is settled.
    pub const DONE: &str = "done";
    /// How the thing that a comment is about began when it was written.
    pub const QUOTE: &str = "quote";
    /// Which reaction.
    pub const KIND: &str = "kind";
    /// Reactions that a collected note brought along, by kind.
    pub const STAMPS: &str = "stamps";
    /// Which shape a mark is.
    pub const FORM: &str = "form";
    /// Outline of a stroke, or the ends of a line.
    pub const POINTS: &str = "points";
    /// Id of an uploaded image.
    pub const IMAGE: &str = "image";
    /// Version of the schema.
    pub const SCHEMA: &str = "schema";
    /// Dots of a tally.
    pub const VOTES: &str = "votes";
    /// Round of a tally; imported votes are round 0.
    pub const ROUND: &str = "round";
}

/// Longest text of a note, in UTF-16 units.
pub const NOTE_TEXT_MAX: usize = 2_000;
/// Longest title of a board or cluster, in UTF-16 units.
pub const TITLE_MAX: usize = 200;
/// Longest label of a link, in UTF-16 units.
pub const LABEL_MAX: usize = 120;
/// Longest comment, in UTF-16 units.
pub const COMMENT_MAX: usize = 2_000;
/// Longest quotation of what a comment is about, in UTF-16 units.
pub const QUOTE_MAX: usize = 80;
/// Coordinates lie within ± this many CSS pixels.
pub const COORDINATE_MAX: f64 = 1_000_000.0;
/// Smallest side of a note or cluster, in CSS pixels.
pub const SIDE_MIN: f64 = 40.0;
/// Largest side of a note, in CSS pixels.
pub const NOTE_SIDE_MAX: f64 = 2_000.0;
/// Largest side of a cluster, in CSS pixels.
pub const CLUSTER_SIDE_MAX: f64 = 100_000.0;
/// Side of a new note, in CSS pixels.
pub const NOTE_SIDE: f64 = 200.0;
/// Most tags on one note.
pub const TAGS_MAX: usize = 20;
/// Longest tag, in UTF-16 units.
pub const TAG_MAX: usize = 40;
/// Longest order key, in characters.
pub const ORDER_KEY_MAX: usize = 200;

/// Shapes a mark can be, in the order the palette shows them.
pub const FORMS: [&str; 6] = ["rectangle", "ellipse", "diamond", "triangle", "line", "arrow"];
/// Smallest side of a mark, in CSS pixels.
pub const MARK_SIDE_MIN: f64 = 1.0;
/// Largest side of a mark, in CSS pixels.
pub const MARK_SIDE_MAX: f64 = 20_000.0;
/// Points of a mark go from 0 to this across its box.
pub const POINT_MAX: f64 = 10_000.0;
/// Most numbers in the points of a mark, two for each point.
pub const POINTS_MAX: usize = 4_000;

/// The named colours, in the order the palette shows them.
pub const COLORS: [&str; 7] = ["yellow", "orange", "pink", "green", "blue", "violet", "white"];

/// The reactions, in the order they are shown; `plus` is the stamp "+1".
pub const REACTIONS: [&str; 5] = ["plus", "heart", "star", "question", "caution"];

/// A named colour or `#rrggbb` (lower case).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Color(String);

impl Color {
    /// The colour of that name, or of those six hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        if COLORS.contains(&text) {
            return Some(Self(text.to_owned()));
        }
        let digits = text.strip_prefix('#')?;
        let fits = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        fits.then(|| Self(text.to_ascii_lowercase()))
    }

    /// As it stands in the document.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Color {
    fn default() -> Self {
        Self("yellow".to_owned())
    }
}

impl TryFrom<String> for Color {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("{text} is not a colour"))
    }
}

impl From<Color> for String {
    fn from(color: Color) -> String {
        color.0
    }
}

/// The TypeScript module with the same names and numbers (`web/src/doc/schema.gen.ts`).
pub fn typescript() -> String {
    use std::fmt::Write;
    let mut out =
        String::from("// Generated from crates/board/src/schema.rs by `make gen`; do not edit.\n\n");
    let mut line = |text: std::fmt::Arguments<'_>| {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{text}");
    };
    line(format_args!("export const SCHEMA_VERSION = {SCHEMA_VERSION};"));
    let roots: Vec<_> = Root::ALL.iter().map(|root| format!("{:?}", root.name())).collect();
    line(format_args!("export const ROOTS = [{}] as const;", roots.join(", ")));
    let colors: Vec<_> = COLORS.iter().map(|color| format!("{color:?}")).collect();
    line(format_args!("export const COLORS = [{}] as const;", colors.join(", ")));
    let reactions: Vec<_> = REACTIONS.iter().map(|kind| format!("{kind:?}")).collect();
    line(format_args!("export const REACTIONS = [{}] as const;", reactions.join(", ")));
    let forms: Vec<_> = FORMS.iter().map(|form| format!("{form:?}")).collect();
    line(format_args!("export const FORMS = [{}] as const;", forms.join(", ")));
    line(format_args!("export type Form = (typeof FORMS)[number];"));
    line(format_args!("export type ReactionKind = (typeof REACTIONS)[number];"));
    line(format_args!("export type ColorName = (typeof COLORS)[number];"));
    let fields = [
        ("TEXT", field::TEXT),
        ("TITLE", field::TITLE),
        ("LABEL", field::LABEL),
        ("POS", field::POS),
        ("SIZE", field::SIZE),
        ("COLOR", field::COLOR),
        ("Z", field::Z),
        ("CLUSTER", field::CLUSTER),
        ("AUTHOR", field::AUTHOR),
        ("AT", field::AT),
        ("TAGS", field::TAGS),
        ("LOCKED", field::LOCKED),
        ("SRC", field::SRC),
        ("LAYOUT", field::LAYOUT),
        ("COLLAPSED", field::COLLAPSED),
        ("FROM", field::FROM),
        ("TO", field::TO),
        ("STYLE", field::STYLE),
        ("ON", field::ON),
        ("DONE", field::DONE),
        ("QUOTE", field::QUOTE),
        ("KIND", field::KIND),
        ("STAMPS", field::STAMPS),
        ("FORM", field::FORM),
        ("POINTS", field::POINTS),
        ("IMAGE", field::IMAGE),
        ("SCHEMA", field::SCHEMA),
        ("VOTES", field::VOTES),
        ("ROUND", field::ROUND),
    ];
    line(format_args!("export const FIELD = {{"));
    for (name, value) in fields {
        line(format_args!("  {name}: {value:?},"));
    }
    line(format_args!("}} as const;"));
    line(format_args!("/** Texts in UTF-16 units, lengths in CSS pixels at zoom 1. */"));
    line(format_args!("export const LIMIT = {{"));
    let limits = [
        ("NOTE_TEXT", NOTE_TEXT_MAX as f64),
        ("TITLE", TITLE_MAX as f64),
        ("LABEL", LABEL_MAX as f64),
        ("COMMENT", COMMENT_MAX as f64),
        ("QUOTE", QUOTE_MAX as f64),
        ("COORDINATE", COORDINATE_MAX),
        ("SIDE_MIN", SIDE_MIN),
        ("NOTE_SIDE", NOTE_SIDE_MAX),
        ("CLUSTER_SIDE", CLUSTER_SIDE_MAX),
        ("MARK_SIDE_MIN", MARK_SIDE_MIN),
        ("MARK_SIDE", MARK_SIDE_MAX),
        ("POINT", POINT_MAX),
        ("POINTS", POINTS_MAX as f64),
        ("TAGS", TAGS_MAX as f64),
        ("TAG", TAG_MAX as f64),
        ("ITEM_ID", ITEM_ID_CHARS_MAX as f64),
        ("ORDER_KEY", ORDER_KEY_MAX as f64),
    ];
    for (name, value) in limits {
        line(format_args!("  {name}: {value},"));
    }
    line(format_args!("}} as const;"));
    line(format_args!("/** Side of a new note. */"));
    line(format_args!("export const NOTE_SIDE = {NOTE_SIDE};"));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bd3_the_web_schema_is_generated_from_this_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/src/doc/schema.gen.ts");
        let there = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(there, typescript(), "web/src/doc/schema.gen.ts is stale: run `make gen`");
    }

    #[test]
    fn bd4_colours_are_names_or_hex() {
        for good in ["yellow", "white", "#00aaFF"] {
            assert!(Color::parse(good).is_some(), "{good}");
        }
        for bad in ["", "Yellow", "#fff", "#ggggggg", "red;}", "#12345g"] {
            assert!(Color::parse(bad).is_none(), "{bad}");
        }
    }
}
