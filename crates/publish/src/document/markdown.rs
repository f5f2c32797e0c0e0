//! Markdown (CommonMark 0.31): for who goes on writing elsewhere. Pictures are said, since a text file holds none.

use super::block::{Block, Document, Entry, document};
use super::handbook::Handbook;

/// Writes the handbook. What people typed is escaped wherever it would mean something.
pub fn markdown(handbook: &Handbook) -> String {
    let Document { blocks, .. } = document(handbook);
    let mut out = String::new();
    for block in &blocks {
        match block {
            Block::Title(text) => paragraph("# ", &one_line(text), &mut out),
            Block::Heading(level, text) => {
                let marks = if *level == 1 { "## " } else { "### " };
                paragraph(marks, &one_line(text), &mut out);
            }
            Block::Lead(text) => paragraph("", &lines(text, ""), &mut out),
            Block::Paragraph(text) => paragraph("", &lines(text, ""), &mut out),
            Block::Label(text) => paragraph("", &format!("**{}**", one_line(text)), &mut out),
            Block::List(entries) => {
                entries.iter().for_each(|one| entry(one, &mut out));
                // Two lists one after the other would be one.
                out.push('\n');
            }
            // A reader of Markdown makes its own, and no link in a text file leads to a heading for certain.
            Block::Contents(_) | Block::PageBreak => {}
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn paragraph(marks: &str, text: &str, out: &mut String) {
    out.push_str(marks);
    out.push_str(text);
    out.push_str("\n\n");
}

fn entry(entry: &Entry, out: &mut String) {
    out.push_str("- ");
    let mut parts = Vec::new();
    if !entry.text.is_empty() {
        parts.push(lines(&entry.text, "  "));
    }
    parts.extend(entry.figure.as_ref().map(|figure| format!("({})", one_line(&figure.says))));
    if !entry.detail.is_empty() {
        parts.push(format!("*{}*", one_line(&entry.detail)));
    }
    out.push_str(&parts.join("\\\n  "));
    out.push('\n');
    for remark in &entry.remarks {
        out.push_str("  - ");
        out.push_str(&lines(remark, "    "));
        out.push('\n');
    }
}

fn one_line(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    let mut out = String::new();
    escape(&line.join(" "), &mut out);
    out
}

/// Newlines stay, as breaks or as paragraphs, each line behind `indent`.
fn lines(text: &str, indent: &str) -> String {
    let mut out = String::new();
    let mut blank = false;
    for line in text.split('\n').map(str::trim) {
        if line.is_empty() {
            blank = true;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if blank { "\n\n" } else { "\\\n" });
            out.push_str(indent);
        }
        blank = false;
        escape(line, &mut out);
    }
    out
}

/// A line that says what it says (CommonMark 2.4: any of these is itself behind a backslash).
fn escape(line: &str, out: &mut String) {
    let number = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    for (at, c) in line.char_indices() {
        let is_special = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$')
            || (at == 0 && matches!(c, '#' | '+' | '-' | '=' | ':'))
            || (number > 0 && at == number && matches!(c, '.' | ')'));
        if is_special {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hb9_what_is_typed_is_no_markdown() {
        let said = |text: &str| lines(text, "  ");
        assert_eq!(said("# no\n- no\n\n1. no, 2. si"), "\\# no\\\n  \\- no\n\n  1\\. no, 2. si");
        assert_eq!(
            said("<b>*a*_b_`c`</b> &amp; [x](javascript:alert(1))"),
            "\\<b\\>\\*a\\*\\_b\\_\\`c\\`\\</b\\> \\&amp; \\[x\\](javascript:alert(1))"
        );
        assert_eq!(said("    code\n---\n=== \\"), "code\\\n  \\---\\\n  \\=== \\\\");
        assert_eq!(one_line(" due\nrighe "), "due righe");
    }
}
