//! Which way text runs.

fn runs_left(c: char) -> bool {
    matches!(c as u32, 0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
}

/// Does a paragraph run from right to left? By its first letter of a script that tells.
pub(crate) fn is_rtl(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(runs_left)
}

/// Is any of it written from right to left?
pub(crate) fn has_rtl(text: &str) -> bool {
    text.chars().any(|c| c.is_alphabetic() && runs_left(c))
}

/// The same where parts are set apart by marks (U+2066 to U+2069): those do not say which way the whole runs (UAX 9, P2).
pub(crate) fn is_rtl_around(text: &str) -> bool {
    let mut depth = 0_u32;
    let outside = |c: &char| {
        match c {
            '\u{2066}'..='\u{2068}' => depth += 1,
            '\u{2069}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && c.is_alphabetic()
    };
    text.chars().find(outside).is_some_and(runs_left)
}

#[cfg(test)]
#[test]
fn hb9_what_is_set_apart_does_not_turn_the_rest() {
    for (text, whole, around) in [
        ("abc שלום", false, false),
        ("שלום abc", true, true),
        ("\u{2068}שלום\u{2069}: abc", true, false),
        ("1. \u{2068}abc\u{2069} שלום", false, true),
        ("\u{2069}שלום", true, true),
        ("123", false, false),
    ] {
        assert_eq!((is_rtl(text), is_rtl_around(text)), (whole, around), "{text}");
    }
}
