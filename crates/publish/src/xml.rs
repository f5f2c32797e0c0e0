//! XML that is written by hand: what people typed never becomes markup.

/// Text as XML 1.0 can have it: what would be markup is written out, what no XML may hold is left out. Good inside quoted
/// attributes too.
pub(crate) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => out.push(c),
            _ => {}
        }
    }
}

/// A document under way. Whoever writes closes what they open.
#[derive(Debug, Default)]
pub(crate) struct Xml {
    text: String,
}

/// Names and values of attributes.
pub(crate) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// With the declaration every part of a package begins with.
    pub(crate) fn document() -> Self {
        Self { text: "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".to_owned() }
    }

    fn start(&mut self, name: &str, attributes: Attributes<'_>) {
        self.text.push('<');
        self.text.push_str(name);
        for (key, value) in attributes {
            self.text.push(' ');
            self.text.push_str(key);
            self.text.push_str("=\"");
            escape(value, &mut self.text);
            self.text.push('"');
        }
    }

    pub(crate) fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        self.start(name, attributes);
        self.text.push('>');
    }

    pub(crate) fn close(&mut self, name: &str) {
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
    }

    /// An element without content, as XML and not HTML has them.
    pub(crate) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.start(name, attributes);
        self.text.push_str("/>");
    }

    /// An element with nothing but text in it.
    pub(crate) fn leaf(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.open(name, attributes);
        self.say(text);
        self.close(name);
    }

    pub(crate) fn say(&mut self, text: &str) {
        escape(text, &mut self.text);
    }

    /// Markup of our own, as it stands.
    pub(crate) fn raw(&mut self, markup: &'static str) {
        self.text.push_str(markup);
    }

    /// What was written elsewhere.
    pub(crate) fn append(&mut self, other: &Self) {
        self.text.push_str(&other.text);
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn po28_hb9_text_is_no_markup() {
        let mut out = String::new();
        escape("</title><script a=\"1\">&\u{0}\u{7}\u{fffe}ok", &mut out);
        assert_eq!(out, "&lt;/title&gt;&lt;script a=&quot;1&quot;&gt;&amp;ok");
        let mut xml = Xml::default();
        xml.leaf("p", &[("t", "\"><b>")], "]]>");
        assert_eq!(xml.finish(), "<p t=\"&quot;&gt;&lt;b&gt;\">]]&gt;</p>");
    }
}
