//! In which language a note is written, as far as its little words tell.

use crate::lexicon;

/// A language whose endings and little words are known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Italian.
    Italian,
    /// English.
    English,
    /// French.
    French,
    /// German.
    German,
    /// Spanish.
    Spanish,
}

impl Language {
    /// All of them; where nothing else tells, an earlier one is taken.
    pub const ALL: [Language; 5] =
        [Language::Italian, Language::English, Language::French, Language::German, Language::Spanish];

    /// Its ISO 639 code.
    pub const fn code(self) -> &'static str {
        match self {
            Language::Italian => "it",
            Language::English => "en",
            Language::French => "fr",
            Language::German => "de",
            Language::Spanish => "es",
        }
    }

    /// The one of a language tag, `fr` or `fr-CA`, if it is known here.
    pub fn named(tag: &str) -> Option<Language> {
        let (code, rest) = tag.split_at_checked(2)?;
        let is_whole = rest.is_empty() || rest.starts_with(['-', '_']);
        Self::ALL.into_iter().find(|language| is_whole && code.eq_ignore_ascii_case(language.code()))
    }
}

/// How many of a text's words are little words of each language, in the order of [`Language::ALL`].
pub(crate) fn hits<'a>(words: impl Iterator<Item = &'a str>) -> [u32; 5] {
    let mut hits = [0; 5];
    for word in words {
        for (count, language) in hits.iter_mut().zip(Language::ALL) {
            *count += u32::from(lexicon::of(language).role(word).is_some());
        }
    }
    hits
}

/// The language with the most hits, if `fallback` has none or it has at least two more; for a noun of the one is a little
/// word of the other (`sera`).
pub(crate) fn most(hits: [u32; 5], fallback: Language) -> Language {
    let own = hits[fallback as usize];
    let mut best = (fallback, if own > 0 { own + 1 } else { 0 });
    for (language, hits) in Language::ALL.into_iter().zip(hits) {
        if hits > best.1 {
            best = (language, hits);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(text: &str) -> Language {
        let folded: Vec<String> = crate::word::split(text).into_iter().map(|word| word.folded).collect();
        most(hits(folded.iter().map(String::as_str)), Language::Italian)
    }

    #[test]
    fn af2_the_language_of_a_note_is_told_by_its_little_words() {
        assert_eq!(guessed("la biblioteca è l'ultimo posto gratis dove si può stare"), Language::Italian);
        assert_eq!(guessed("the library is the last place where you can sit for free"), Language::English);
        assert_eq!(
            guessed("la bibliothèque est le dernier endroit où l'on peut s'asseoir"),
            Language::French
        );
        assert_eq!(guessed("die Bibliothek ist der letzte Ort, an dem man sitzen kann"), Language::German);
        assert_eq!(guessed("la biblioteca es el último sitio donde uno puede sentarse"), Language::Spanish);
        assert_eq!(
            guessed("biblioteca aperta la sera"),
            Language::Italian,
            "la, sera: two of Spanish, one of Italian"
        );
        assert_eq!(guessed("PCTO 2021 🌳"), Language::Italian, "nothing tells: what the board speaks");
        assert_eq!(Language::named("de-CH"), Some(Language::German));
        assert_eq!(Language::named("dex"), None);
        assert_eq!(Language::named("è"), None);
    }
}
