//! Addresses in texts: `https://…`, `www.…` and mail. Nothing else is ever a link: no script, no file, no other scheme.
//!
//! The same as `web/src/doc/addresses.ts`; `tests/data/addresses.json` holds both to the same answers.

use std::ops::Range;
use std::sync::Arc;

use url::Url;

use crate::text::tidy;

/// Where a stretch of a line leads. Two stretches of one address that is broken over lines share the allocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    /// Bytes of the line.
    pub range: Range<usize>,
    /// An address with `http:`, `https:` or `mailto:`, in ASCII.
    pub href: Arc<str>,
}

/// What begins an address of the web.
const SCHEMES: [&str; 2] = ["https://", "http://"];
const WWW: &str = "www.";

/// Where addresses stand in lines that `text` was broken into.
pub(crate) fn leads(text: &str, lines: &[String]) -> Vec<Vec<Lead>> {
    let clean = tidy(text);
    let found = addresses(&clean);
    let mut from = 0;
    let mut leads = Vec::with_capacity(lines.len());
    for line in lines {
        // Between lines only spaces and newlines are left out.
        let rest = &clean[from..];
        from += if rest.starts_with(line.as_str()) { 0 } else { rest.len() - rest.trim_start().len() };
        if !clean[from..].starts_with(line.as_str()) {
            leads.push(Vec::new());
            continue;
        }
        let span = from..from + line.len();
        let within = |lead: &Lead| {
            let (start, end) = (lead.range.start.max(span.start), lead.range.end.min(span.end));
            (start < end)
                .then(|| Lead { range: start - span.start..end - span.start, href: lead.href.clone() })
        };
        leads.push(found.iter().filter_map(within).collect());
        from = span.end;
    }
    leads
}

/// Does an address go on from a line with these leads to the next?
pub(crate) fn goes_on(line: &[Lead], next: &[Lead]) -> bool {
    match (line.last(), next.first()) {
        (Some(last), Some(first)) => Arc::ptr_eq(&last.href, &first.href),
        _ => false,
    }
}

/// All addresses in `text`, from the first to the last.
pub(crate) fn addresses(text: &str) -> Vec<Lead> {
    let mut found = Vec::new();
    let mut next = 0;
    // Up to where it is known that no mail address begins.
    let mut no_mail = 0;
    while let Some(rest) = text.get(next..).filter(|rest| !rest.is_empty()) {
        let mail = if next < no_mail { Err(0) } else { mail(rest) };
        if let Err(skip) = mail {
            no_mail = no_mail.max(next + skip);
        }
        let Some(len) = web(rest).or(mail.ok()) else {
            next += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let own = without_tail(&rest[..len]);
        if let Some(href) = safe(own) {
            found.push(Lead { range: next..next + own.len(), href: href.into() });
        }
        next += len;
    }
    found
}

/// Bytes of the address of the web that begins here.
fn web(rest: &str) -> Option<usize> {
    let body = |from: usize| rest[from..].find(|c| !is_body(c)).map_or(rest.len(), |len| from + len);
    if let Some(scheme) = SCHEMES.iter().find(|scheme| begins(rest, scheme)) {
        let end = body(scheme.len());
        return (end > scheme.len()).then_some(end);
    }
    if !begins(rest, WWW) {
        return None;
    }
    let end = body(WWW.len());
    // A dot with something on both sides.
    let run = &rest[WWW.len()..end];
    let inner = run.char_indices().skip(1).any(|(at, c)| c == '.' && at + 1 < run.len());
    inner.then_some(end)
}

/// Bytes of the mail address that begins here, or how many bytes no mail address begins in.
fn mail(rest: &str) -> Result<usize, usize> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let local = rest.find(|c| !(is_word(c) || matches!(c, '.' | '+' | '-'))).unwrap_or(rest.len());
    let Some(host) = rest[local..].strip_prefix('@').filter(|_| local > 0) else { return Err(local) };
    let label = |text: &str| text.find(|c| !(is_word(c) || c == '-')).unwrap_or(text.len());
    let mut end = label(host);
    let mut labels = usize::from(end > 0);
    while let Some(len) = host[end..].strip_prefix('.').map(label).filter(|len| *len > 0 && labels > 0) {
        end += 1 + len;
        labels += 1;
    }
    if labels > 1 { Ok(local + 1 + end) } else { Err(local) }
}

fn begins(rest: &str, with: &str) -> bool {
    rest.as_bytes().get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with.as_bytes()))
}

fn is_body(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '\u{FEFF}' | '<' | '>' | '"' | '“' | '”' | '«' | '»')
}

/// Without what belongs to the sentence around it. A bracket that was opened in the address closes in it.
fn without_tail(whole: &str) -> &str {
    let is_tail = |c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…' | '\'' | '’' | ')' | ']');
    let own = whole.trim_end_matches(is_tail);
    let closes = own.contains('(') && whole[own.len()..].starts_with(')');
    &whole[..own.len() + usize::from(closes)]
}

/// As browsers write it; none for what is no address.
fn safe(text: &str) -> Option<String> {
    let is_web = begins(text, "http:") || begins(text, "https:");
    let written = if is_web {
        text.to_owned()
    } else if text.contains('@') && !begins(text, WWW) {
        format!("mailto:{text}")
    } else {
        format!("https://{text}")
    };
    let url = Url::parse(&written).ok()?;
    let host = url.host_str().unwrap_or_default();
    let leads = match url.scheme() {
        "mailto" => true,
        "http" | "https" => host.contains('.') || host == "localhost",
        _ => false,
    };
    leads.then(|| url.into())
}

#[cfg(test)]
mod tests {
    use super::{addresses, leads};
    use crate::text::{Face, Measured};

    #[test]
    fn wb64_addresses_are_those_that_the_page_finds() {
        let table = include_str!("../../../tests/data/addresses.json");
        let table: Vec<(String, Vec<(String, String)>)> = serde_json::from_str(table).unwrap();
        assert!(table.len() > 20);
        for (text, wanted) in table {
            let found = addresses(&text);
            let found: Vec<_> =
                found.iter().map(|one| (text[one.range.clone()].to_owned(), one.href.to_string())).collect();
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn po41_an_address_broken_over_lines_leads_to_one_place() {
        let address = format!("https://parco.example/{}", "sentieri/".repeat(8));
        let text = format!("Vedi:\r\n\n  {address}, e\tanna@parco.example\u{7}");
        let lines = Measured::new(&text, Face::Regular).wrap(16, 160);
        let leads = leads(&text, &lines);
        assert_eq!(leads.len(), lines.len());
        let stretches = |nth: &str| -> String {
            let of = |(line, leads): (&String, &Vec<super::Lead>)| -> String {
                leads.iter().filter(|lead| &*lead.href == nth).map(|lead| &line[lead.range.clone()]).collect()
            };
            lines.iter().zip(&leads).map(of).collect()
        };
        assert_eq!(stretches(&address), address);
        assert_eq!(stretches("mailto:anna@parco.example"), "anna@parco.example");
        let broken = leads.iter().flatten().filter(|lead| *lead.href == *address).count();
        assert!(broken > 1, "{lines:?}");
    }

    #[test]
    fn po41_a_flood_of_what_is_nearly_an_address_costs_no_more_than_its_length() {
        for text in ["www.", "a.", "http://", "a@", "@"] {
            let flood = text.repeat(200_000);
            assert!(addresses(&flood).len() < 200_000);
        }
    }
}
