//! Colours as other programs know them.

use crate::schema::Color;

/// Our papers by name, as they are on a light board and in print (the palette of `publish`).
const PAPERS: [(&str, &str); 7] = [
    ("yellow", "#ffe98f"),
    ("orange", "#ffc995"),
    ("pink", "#ffc2d4"),
    ("green", "#c5e8b2"),
    ("blue", "#bddef8"),
    ("violet", "#dacbf8"),
    ("white", "#ffffff"),
];

/// `#rrggbb`, lower case.
pub(super) fn hex(color: &Color) -> &str {
    let name = color.as_str();
    PAPERS.iter().find(|(known, _)| *known == name).map_or(name, |(_, hex)| hex)
}

/// What `#rrggbb` or a name means here; exactly our papers are known by their names.
pub(super) fn color(text: &str) -> Option<Color> {
    let text = text.trim().to_ascii_lowercase();
    let short = text.strip_prefix('#').filter(|digits| digits.len() == 3);
    let long = short.map(|digits| digits.chars().flat_map(|digit| [digit, digit]).collect::<String>());
    let text = long.map_or(text, |digits| format!("#{digits}"));
    let name = PAPERS.iter().find(|(_, hex)| *hex == text).map(|(name, _)| *name);
    Color::parse(name.unwrap_or(&text))
}

/// White, the colour of what has none.
pub(super) fn white() -> Color {
    Color::parse("white").unwrap_or_default()
}
