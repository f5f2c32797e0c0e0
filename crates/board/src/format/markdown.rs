//! Headings and lists of Markdown: clusters, notes, and notes under notes. Letters that would mean something are written so that
//! they mean nothing.

use super::encoding::decode;
use super::remarks::LETTERS;
use super::tree::{self, Tree, Twig};
use super::{DEPTH_MAX, Import, Refusal, Remarks, reasons};
use crate::edit::Kind;
use crate::view::BoardView;

/// Deeper under a note than this is as deep as this.
const INDENT: usize = 2;

pub(super) fn write(view: &BoardView) -> String {
    let tree = tree::of(view);
    let mut out = String::new();
    if !tree.title.is_empty() {
        out.push_str(&format!("# {}\n\n", one_line(&tree.title)));
    }
    let (clusters, loose): (Vec<_>, Vec<_>) =
        tree.twigs.iter().partition(|twig| twig.kind == Some(Kind::Cluster));
    // Behind a heading they would be its notes.
    for twig in loose {
        item(&mut out, twig, 0);
    }
    for cluster in clusters {
        if !out.is_empty() && !out.ends_with("\n\n") {
            out.push('\n');
        }
        out.push_str(&format!("## {}\n\n", one_line(&cluster.text)));
        for twig in &cluster.children {
            item(&mut out, twig, 0);
        }
    }
    out
}

fn item(out: &mut String, twig: &Twig, depth: usize) {
    let indent = " ".repeat(depth * INDENT);
    let mut lines = twig.text.split('\n');
    out.push_str(&format!("{indent}- {}\n", escaped(lines.next().unwrap_or_default())));
    for line in lines {
        // Two blanks or a stroke would end a line in Markdown; a list's own indent goes on with it.
        out.push_str(&format!(
            "{indent}  {}\n",
            if line.trim().is_empty() { "\\".to_owned() } else { escaped(line) }
        ));
    }
    for child in &twig.children {
        item(out, child, depth + 1);
    }
}

fn one_line(text: &str) -> String {
    escaped(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A line without any meaning of its own, and without blanks at its ends.
fn escaped(line: &str) -> String {
    let line = line.trim();
    let mut out = String::with_capacity(line.len());
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let letters: Vec<char> = line.chars().filter(|letter| !matches!(letter, '\0' | '\r')).collect();
    let is_word =
        |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|letter| letter.is_alphanumeric());
    for (at, &letter) in letters.iter().enumerate() {
        let has_meaning = match letter {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
            // Inside a word, as in addresses, it is a letter.
            '_' => !(is_word(at.checked_sub(1)) && is_word(Some(at + 1))),
            '&' => letters.get(at + 1).is_some_and(|next| next.is_alphanumeric() || *next == '#'),
            '#' | '-' | '+' | '=' | '>' => at == 0,
            '.' | ')' => digits > 0 && at == digits,
            _ => false,
        };
        if has_meaning {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// Is it more than plain lines: does it begin with a heading or a list?
pub(super) fn is_list(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.next().is_some_and(|line| heading(line).is_some() || bullet(line).is_some())
}

pub(super) fn read(bytes: &[u8]) -> Result<Import, Refusal> {
    let decoded = decode(bytes)?;
    let mut remarks = Remarks::default();
    if decoded.is_guess {
        remarks.add(&LETTERS);
    }
    let mut reading = Reading::default();
    for (line, number) in decoded.text.lines().zip(1_u64..) {
        reading.line(line, number)?;
    }
    tree::board(reading.done(), remarks)
}

/// Where in a file the reader is.
#[derive(Default)]
struct Reading {
    /// Headings with their level and what is under them.
    parts: Vec<(usize, Twig)>,
    /// What comes before all headings.
    loose: Vec<Twig>,
    /// The list items one is in, each with its indent.
    open: Vec<(usize, Twig)>,
    was_blank: bool,
    in_code: bool,
}

impl Reading {
    fn line(&mut self, line: &str, number: u64) -> Result<(), Refusal> {
        let blank = std::mem::replace(&mut self.was_blank, line.trim().is_empty());
        if line.trim_start().starts_with("```") {
            self.in_code = !self.in_code;
            return Ok(());
        }
        if line.trim().is_empty() {
            return Ok(());
        }
        let indent = line
            .chars()
            .take_while(|letter| letter.is_whitespace())
            .map(|letter| if letter == '\t' { 4 } else { 1 })
            .sum();
        if let (Some((level, text)), false) = (heading(line), self.in_code) {
            self.close(0);
            let kind = Some(Kind::Cluster);
            let part = Twig { text: unescaped(text), kind, line: Some(number), ..Twig::default() };
            self.parts.push((level, part));
        } else if let (Some(text), false) = (bullet(line), self.in_code) {
            self.close(indent);
            if self.open.len() >= DEPTH_MAX {
                return Err(Refusal::new(number, reasons::DEEP.with("most", DEPTH_MAX)));
            }
            self.open.push((indent, Twig { text: unescaped(text), line: Some(number), ..Twig::default() }));
        } else {
            let is_rule = line.trim().len() > 2
                && line.trim().chars().all(|letter| matches!(letter, '-' | '*' | '_' | '='));
            if is_rule && !self.in_code {
                return Ok(());
            }
            match self.open.last_mut() {
                // It goes on: what is indented, or follows without a gap.
                Some((at, twig)) if indent > *at || !blank => {
                    twig.text.push('\n');
                    twig.text.push_str(&unescaped(line.trim()));
                }
                _ => {
                    self.close(0);
                    self.open.push((
                        indent,
                        Twig { text: unescaped(line.trim()), line: Some(number), ..Twig::default() },
                    ));
                }
            }
        }
        Ok(())
    }

    /// Ends the items that are indented at least so far; those above keep them.
    fn close(&mut self, indent: usize) {
        while let Some((at, _)) = self.open.last() {
            if *at < indent {
                return;
            }
            let Some((_, twig)) = self.open.pop() else { return };
            match (self.open.last_mut(), self.parts.last_mut()) {
                (Some((_, parent)), _) => parent.children.push(twig),
                (None, Some((_, part))) => part.children.push(twig),
                (None, None) => self.loose.push(twig),
            }
        }
    }

    fn done(mut self) -> Tree {
        self.close(0);
        // The only heading of the first level, at the beginning, says what all of it is called.
        let is_titled = self.loose.is_empty()
            && self.parts.first().is_some_and(|(level, _)| *level == 1)
            && self.parts.iter().filter(|(level, _)| *level == 1).count() == 1;
        let mut parts: Vec<Twig> = self.parts.into_iter().map(|(_, part)| part).collect();
        let first = is_titled.then(|| parts.remove(0));
        let (title, mut loose) = first.map_or((String::new(), self.loose), |part| (part.text, part.children));
        for twig in &mut loose {
            twig.kind = Some(Kind::Note);
        }
        Tree { title, twigs: parts.into_iter().chain(loose).collect(), links: Vec::new() }
    }
}

/// Level and words of a heading.
fn heading(line: &str) -> Option<(usize, &str)> {
    let line = line.trim_end();
    let level = line.bytes().take_while(|&byte| byte == b'#').count();
    let text = line.get(level..)?;
    ((1..=6).contains(&level) && (text.is_empty() || text.starts_with([' ', '\t'])))
        .then(|| (level, text.trim().trim_end_matches('#').trim_end()))
}

/// Words of a list item, a box before them left out.
fn bullet(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let rest = match line.as_bytes() {
        [b'-' | b'*' | b'+', b' ' | b'\t', ..] => &line[2..],
        [b'-' | b'*' | b'+'] => "",
        _ => {
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            let rest = line.get(digits..)?;
            let rest = rest.strip_prefix(['.', ')'])?;
            if !(1..=9).contains(&digits) || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
                return None;
            }
            rest
        }
    };
    let rest = rest.trim();
    let is_box = ["[ ] ", "[x] ", "[X] "].iter().any(|known| rest.starts_with(known));
    Some(if is_box { &rest[4..] } else { rest })
}

/// Letters as they were before they were written without meaning.
fn unescaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, letters.peek()) {
            ('\\', Some(next)) if next.is_ascii_punctuation() => out.extend(letters.next()),
            // A blank line of a note, or a hard break.
            ('\\', None) => {}
            _ => out.push(letter),
        }
    }
    out
}
