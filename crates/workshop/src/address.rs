//! E-mail addresses: which texts are some, and which are the same one. They live in the registry and in tables for who
//! facilitates, and nowhere else.

/// Longest address, in bytes.
///
/// Source: RFC 5321, 4.5.3.1.3 (a path of 256 with its angle brackets).
pub const ADDRESS_BYTES_MAX: usize = 254;

/// Longest piece of somebody's text that a reason repeats, in characters.
const CLIP_CHARS: usize = 60;

/// Is this an e-mail address, bare and unquoted? Letters may be of any script. What a spreadsheet would take for a
/// formula is none: nobody's address begins with `=` or `@`, and one that begins with `+` or `-` has nothing to calculate
/// with behind it.
///
/// Source: RFC 5322, 3.2.3 (dot-atom), RFC 6531 (letters beyond ASCII).
pub fn is_address(text: &str) -> bool {
    let Some((user, host)) = text.rsplit_once('@') else { return false };
    let is_word = |c: char| c.is_alphanumeric() || "._+-".contains(c);
    let is_user = if user.starts_with(['+', '-']) {
        user.chars().all(is_word)
    } else {
        !user.starts_with('=') && user.chars().all(|c| is_word(c) || "!#$%&'*/=?^`{|}~".contains(c))
    };
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    text.len() <= ADDRESS_BYTES_MAX
        && !user.is_empty()
        && is_user
        && host.contains('.')
        && host.split('.').all(is_label)
}

/// Are these two writings of one address, or of one name? Capitals do not tell people apart.
pub fn is_same(one: &str, other: &str) -> bool {
    one.chars().flat_map(char::to_lowercase).eq(other.chars().flat_map(char::to_lowercase))
}

/// The beginning of what somebody wrote, for a reason: a cell may be megabytes.
pub(crate) fn clip(text: &str) -> String {
    match text.char_indices().nth(CLIP_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wk18_what_calculates_is_no_address() {
        for good in [
            "p01@example.org",
            "+a.b@example.org",
            "-x@example.org",
            "o'neill+1@a-b.example.org",
            "è@così.it",
        ] {
            assert!(is_address(good), "{good}");
        }
        let long = format!("{}@example.org", "a".repeat(250));
        for bad in [
            "",
            "@",
            "a@b",
            "@example.org",
            "a b@example.org",
            "a@b@example.org",
            "a@.org",
            "a@example.",
            "=1+1@example.org",
            "+cmd|'/C'!A0@example.org",
            "-2*3@example.org",
            "a\0@example.org",
            "a@exa\nmple.org",
            "=HYPERLINK(\"http://example.org\")",
            "＝a@example.org",
            &long,
        ] {
            assert!(!is_address(bad), "{bad}");
        }
        assert_eq!(clip(&"x".repeat(10_000_000)).chars().count(), CLIP_CHARS + 1);
    }
}
