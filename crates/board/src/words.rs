//! What people read, in every language of Plenaria. A catalogue is made by [`words!`](crate::words!): a language that is
//! missing in it does not compile. Codes, logs and the command line stay English.

use std::fmt;

/// A language that people read here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Italian.
    Italian,
    /// French.
    French,
    /// German.
    German,
    /// Spanish.
    Spanish,
}

impl Language {
    /// All of them.
    pub const ALL: [Language; 5] =
        [Language::English, Language::Italian, Language::French, Language::German, Language::Spanish];

    /// Its ISO 639 code.
    pub const fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Italian => "it",
            Language::French => "fr",
            Language::German => "de",
            Language::Spanish => "es",
        }
    }

    /// The one of a language tag, `fr` or `fr-CA`, if we speak it.
    pub fn named(tag: &str) -> Option<Language> {
        let (code, rest) = tag.split_at_checked(2)?;
        let is_whole = rest.is_empty() || rest.starts_with(['-', '_']);
        Self::ALL.into_iter().find(|language| is_whole && code.eq_ignore_ascii_case(language.code()))
    }

    /// Does so many of something take the singular?
    pub const fn is_one(self, count: u64) -> bool {
        match self {
            Language::French => count < 2,
            _ => count == 1,
        }
    }

    /// A number as it is written: `12,345`, `12.345`, with a space that holds in French.
    pub fn number(self, number: u64) -> String {
        let digits = number.to_string();
        let mark = match self {
            Language::English => ',',
            Language::French => '\u{a0}',
            // Four digits stand together in Spanish.
            Language::Spanish if digits.len() < 5 => return digits,
            Language::Italian | Language::German | Language::Spanish => '.',
        };
        let mut grouped = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push(mark);
            }
            grouped.push(digit);
        }
        grouped
    }
}

/// One thing to say. `{name}` is filled in; `{count:row|rows}` is the singular or the plural for the number `count`.
#[derive(Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Words {
    pub en: &'static str,
    pub it: &'static str,
    pub fr: &'static str,
    pub de: &'static str,
    pub es: &'static str,
}

impl Words {
    /// As it is said in a language, nothing filled in.
    pub const fn says(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.en,
            Language::Italian => self.it,
            Language::French => self.fr,
            Language::German => self.de,
            Language::Spanish => self.es,
        }
    }

    /// With something filled in.
    pub fn with(&'static self, name: &'static str, value: impl Into<Value>) -> Text {
        Text::from(self).with(name, value)
    }
}

/// Makes a catalogue: a constant for each thing to say, and `ALL` of them for its test.
///
/// ```
/// board::words! {
///     /// Nothing was found.
///     NOTHING { en: "nothing", it: "nulla", fr: "rien", de: "nichts", es: "nada" }
/// }
/// assert_eq!(NOTHING.says(board::words::Language::German), "nichts");
/// ```
///
/// What lacks a language is not built:
///
/// ```compile_fail
/// board::words! {
///     /// Nothing was found.
///     NOTHING { en: "nothing", it: "nulla", fr: "rien", de: "nichts" }
/// }
/// ```
#[macro_export]
macro_rules! words {
    ($($(#[$about:meta])* $name:ident { $($language:ident : $text:expr),+ $(,)? })+) => {
        $($(#[$about])* pub static $name: $crate::words::Words = $crate::words::Words { $($language: $text),+ };)+
        /// All of this catalogue, for its test.
        #[allow(dead_code)]
        pub(crate) const ALL: &[&$crate::words::Words] = &[$(&$name),+];
    };
}

/// What is filled into a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Written with the thousands of the language.
    Number(u64),
    /// As it stands: what people wrote, names of columns.
    Verbatim(String),
    /// Said in the same language.
    Said(Text),
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Value::Number(number)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Value::Number(number as u64)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Value::Number(u64::from(number))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Verbatim(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Verbatim(text)
    }
}

impl From<Text> for Value {
    fn from(text: Text) -> Self {
        Value::Said(text)
    }
}

impl From<&'static Words> for Value {
    fn from(words: &'static Words) -> Self {
        Value::Said(words.into())
    }
}

/// Words with what is filled in; said when it is known who reads them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    words: &'static Words,
    values: Vec<(&'static str, Value)>,
    is_sentence: bool,
}

impl From<&'static Words> for Text {
    fn from(words: &'static Words) -> Self {
        Self { words, values: Vec::new(), is_sentence: false }
    }
}

impl Text {
    /// With something more filled in.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// What is written as a part of a sentence, as a sentence: with a capital, and an end.
    #[must_use]
    pub fn sentence(mut self) -> Self {
        self.is_sentence = true;
        self
    }

    /// In a language.
    pub fn say(&self, language: Language) -> String {
        let mut said = String::new();
        let mut rest = self.words.says(language);
        while let Some((before, inside, after)) = hole(rest) {
            said.push_str(before);
            self.fill(inside, language, &mut said);
            rest = after;
        }
        said.push_str(rest);
        if !self.is_sentence {
            return said;
        }
        let mut letters = said.chars();
        letters
            .next()
            .map_or(String::new(), |first| first.to_uppercase().chain(letters).chain(['.']).collect())
    }

    fn fill(&self, inside: &str, language: Language, said: &mut String) {
        let (name, forms) =
            inside.split_once(':').map_or((inside, None), |(name, forms)| (name, forms.split_once('|')));
        let value = self.values.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
        match (value, forms) {
            (Some(Value::Number(count)), Some((one, other))) => {
                said.push_str(if language.is_one(*count) { one } else { other });
            }
            (Some(Value::Number(number)), None) => said.push_str(&language.number(*number)),
            (Some(Value::Verbatim(text)), None) => said.push_str(text),
            (Some(Value::Said(text)), None) => said.push_str(&text.say(language)),
            // The tests of the catalogues do not let it come to this.
            _ => said.push_str(name),
        }
    }
}

/// For logs: in English.
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(Language::English))
    }
}

/// What stands before, inside and after the first braces.
fn hole(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (inside, after) = rest.split_once('}')?;
    Some((before, inside, after))
}

/// What is wrong with a catalogue, for its test: nothing empty, the same filled in everywhere, no shouting, and in French
/// a space that holds before double marks.
pub fn faults(catalogue: &[&Words]) -> Vec<String> {
    let mut faults = Vec::new();
    for words in catalogue {
        let wanted = holes(words.en);
        for language in Language::ALL {
            let text = words.says(language);
            let mut fault = |what: &str| faults.push(format!("{}: {text:?} {what}", language.code()));
            if text.trim().is_empty() || text.trim() != text {
                fault("is empty or has blanks around it");
            }
            if holes(text) != wanted {
                fault("does not fill in what the English does");
            }
            if text.contains('!') {
                fault("shouts");
            }
            if language == Language::French && [" :", " ;", " ?", "'"].iter().any(|bad| text.contains(bad)) {
                fault("has a space that breaks before a double mark, or a straight apostrophe");
            }
            // A single word may be the same: French has notes too.
            if language != Language::English && text == words.en && bare(text).trim().contains(' ') {
                fault("is still English");
            }
        }
    }
    faults
}

fn holes(mut text: &str) -> std::collections::BTreeSet<&str> {
    let mut found = std::collections::BTreeSet::new();
    while let Some((_, inside, after)) = hole(text) {
        // Where a language needs no plural it may do with the number.
        found.insert(inside.split(':').next().unwrap_or(inside));
        text = after;
    }
    found
}

/// Without what is filled in.
fn bare(mut text: &str) -> String {
    let mut bare = String::new();
    while let Some((before, _, after)) = hole(text) {
        bare.push_str(before);
        text = after;
    }
    bare + text
}

#[cfg(test)]
mod tests {
    use super::*;

    crate::words! {
        ROWS {
            en: "{count} {count:row|rows} of {file}",
            it: "{count} {count:riga|righe} di {file}",
            fr: "{count} {count:ligne|lignes} de {file}",
            de: "{count} {count:Zeile|Zeilen} von {file}",
            es: "{count} {count:línea|líneas} de {file}",
        }
        INSIDE { en: "look at {what}", it: "guarda {what}", fr: "voyez {what}", de: "sehen Sie {what}", es: "mira {what}" }
    }

    #[test]
    fn ht51_a_text_is_said_with_the_plurals_and_numbers_of_its_language() {
        let rows = |count: u64, language| ROWS.with("count", count).with("file", "notes").say(language);
        assert_eq!(rows(1, Language::English), "1 row of notes");
        assert_eq!(rows(0, Language::French), "0 ligne de notes");
        assert_eq!(rows(0, Language::German), "0 Zeilen von notes");
        assert_eq!(rows(12_345, Language::Italian), "12.345 righe di notes");
        assert_eq!(rows(12_345, Language::French), "12\u{a0}345 lignes de notes");
        assert_eq!(rows(1_000_000, Language::English), "1,000,000 rows of notes");
        assert_eq!(rows(1_234, Language::Spanish), "1234 líneas de notes");
        assert_eq!(faults(ALL), Vec::<String>::new());
    }

    #[test]
    fn ht51_what_people_wrote_is_filled_in_as_it_stands() {
        let text = INSIDE.with("what", "{count} {what} ünter");
        assert_eq!(text.say(Language::German), "sehen Sie {count} {what} ünter");
        let nested = INSIDE.with("what", ROWS.with("count", 2_u32).with("file", "links")).sentence();
        assert_eq!(nested.say(Language::Spanish), "Mira 2 líneas de links.");
        assert_eq!(nested.to_string(), "Look at 2 rows of links.");
    }

    #[test]
    fn ht51_a_catalogue_with_faults_is_told() {
        static BAD: Words =
            Words { en: "so {n}", it: "", fr: "ainsi : {n}", de: "so {m}", es: "¡así {n}!" };
        let faults = faults(&[&BAD]);
        for language in ["it", "fr", "de", "es"] {
            assert!(faults.iter().any(|fault| fault.starts_with(language)), "{language}: {faults:?}");
        }
    }

    #[test]
    fn ht3_a_tag_names_a_language_or_none() {
        assert_eq!(Language::named("fr-CA"), Some(Language::French));
        assert_eq!(Language::named("DE"), Some(Language::German));
        assert_eq!(Language::named("es_MX"), Some(Language::Spanish));
        for none in ["", "i", "ita", "pl", "è", "*"] {
            assert_eq!(Language::named(none), None, "{none}");
        }
    }
}
