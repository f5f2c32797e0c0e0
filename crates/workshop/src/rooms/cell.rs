//! Cells of tables: in quotes where they need them, and never a formula.
//!
//! Sources: RFC 4180, 2 (quotes); OWASP ASVS 5, 1.2.10, and CWE-1236 (formulas).

use std::borrow::Cow;

use super::reasons;
use crate::address::clip;
use board::words::Text;

/// A cell as it stands in a table: in quotes if it holds a separator, a quote, a line break or blanks at its ends.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    if text.contains([',', ';', '\t', '"', '\r', '\n']) || text.trim() != text {
        Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(text)
    }
}

/// Would a spreadsheet calculate this? Full-width signs count: some programs narrow them.
pub(super) fn is_formula(text: &str) -> bool {
    text.starts_with(['\t', '\r', '\0'])
        || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// Text that a spreadsheet takes for text: with an apostrophe before what it would calculate, and before what looks as
/// if it had been given one, so that [`bare`] finds back.
pub(super) fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text.trim_start_matches('\'')) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Text without the apostrophe of [`guarded`].
pub(super) fn bare(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

/// A cell of one line, without blanks around it. A line break in it is most often a quotation mark that was never closed.
pub(super) fn one_line<'a>(column: &str, text: &'a str) -> Result<&'a str, Text> {
    let text = text.trim();
    if text.contains(char::is_control) {
        return Err(reasons::CELL_BREAK.with("column", clip(column)));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wk18_cells_never_calculate_and_find_back() {
        for text in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "＝1",
            "'=1",
            "''=1",
            "'",
            "'quoted'",
            "plain",
            "",
            "=\"a\"\"b\"",
        ] {
            let safe = guarded(text);
            assert!(!is_formula(&safe), "{text:?}");
            assert_eq!(bare(&safe), text);
        }
        assert_eq!(guarded("=1"), "'=1");
        assert_eq!(guarded("'quoted'"), "'quoted'");
        assert_eq!(quoted("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(quoted("Città d’arte"), "Città d’arte");
    }
}
