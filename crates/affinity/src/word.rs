//! A text as its words: where they begin and end, and how they read without accents and capitals.

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use unicode_segmentation::UnicodeSegmentation;

/// Longest word that is looked at, in characters; the rest of a longer one is not read.
const LETTERS_MAX: usize = 64;

/// One word as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// As written.
    pub surface: String,
    /// Small and composed (NFKC), with its accents: what a stemmer expects.
    pub small: String,
    /// Small, without accents: what words are compared by.
    pub folded: String,
    /// Does it open the text, a line or a sentence?
    pub is_first: bool,
    /// Is there a sign between it and the word before, a comma or a slash?
    pub is_parted: bool,
    /// Is it an address, kept whole?
    pub is_address: bool,
}

impl Word {
    fn new(surface: &str, is_first: bool) -> Option<Word> {
        let surface: String = surface.chars().take(LETTERS_MAX).collect();
        let small = ComposingNormalizerBorrowed::new_nfkc().normalize(&surface.to_lowercase()).into_owned();
        let folded = fold(&small);
        (!folded.is_empty()).then_some(Word {
            surface,
            small,
            folded,
            is_first,
            is_parted: is_first,
            is_address: false,
        })
    }

    /// Does it hold a digit?
    pub(crate) fn is_number(&self) -> bool {
        self.folded.chars().any(char::is_numeric)
    }

    /// Is it written with a capital, though nothing begins here?
    pub(crate) fn is_capital(&self) -> bool {
        !self.is_first && self.surface.chars().next().is_some_and(char::is_uppercase)
    }
}

/// Letters and digits alone, without accents; letters that are written as two are two.
pub(crate) fn fold(small: &str) -> String {
    let mut folded = String::with_capacity(small.len());
    for c in DecomposingNormalizerBorrowed::new_nfkd().normalize(small).chars() {
        match c {
            'ß' => folded.push_str("ss"),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            c if c.is_alphanumeric() => folded.push(c),
            // Marks of scripts that are not read without them (vowels of Indic and Thai) are letters to Rust already.
            _ => {}
        }
    }
    folded
}

/// The words of a text, in order. Apostrophes part words (`l'acqua` is two), `don't` ends in `not`, digits with
/// separators are one number as long as they are one (`10.000`, but `18.30` is two), an address is one word.
pub(crate) fn split(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    for line in text.lines() {
        let mut between = String::new();
        let mut begins = true;
        for chunk in line.split_whitespace() {
            if let Some(address) = address(chunk) {
                let word = Word::new(address, begins);
                words.extend(word.map(|word| Word { is_address: true, ..word }));
                (between, begins) = (String::new(), false);
                continue;
            }
            let mut end = 0;
            for (at, piece) in chunk.unicode_word_indices() {
                between.push_str(chunk.get(end..at).unwrap_or_default());
                end = at + piece.len();
                let from = words.len();
                parts(piece, begins || between.contains(OPENING), &mut words);
                if let Some(first) = words.get_mut(from) {
                    first.is_parted |= !between.is_empty();
                }
                (between, begins) = (String::new(), false);
            }
            between.push_str(chunk.get(end..).unwrap_or_default());
        }
    }
    words
}

/// Signs after which something begins.
const OPENING: [char; 14] = ['.', '!', '?', ':', ';', '•', '«', '"', '“', '„', '(', '–', '—', '-'];

/// The address in a chunk, without what surrounds it in the text.
fn address(chunk: &str) -> Option<&str> {
    let at = ["https://", "http://", "www."].iter().find_map(|start| chunk.find(start))?;
    let address = chunk.get(at..)?.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/');
    (address.len() > 8).then_some(address)
}

const APOSTROPHES: [char; 4] = ['\'', '’', '‘', 'ʼ'];

fn parts(piece: &str, begins: bool, words: &mut Vec<Word>) {
    let mut begins = begins;
    let mut push = |part: &str| {
        words.extend(Word::new(part, begins));
        begins = false;
    };
    if piece.chars().any(char::is_numeric) {
        for part in numbers(piece) {
            push(&part);
        }
        return;
    }
    let parts: Vec<&str> = piece.split(APOSTROPHES).collect();
    for (index, part) in parts.iter().enumerate() {
        let is_before_t = parts.get(index + 1).is_some_and(|next| next.eq_ignore_ascii_case("t"));
        if is_before_t && part.to_ascii_lowercase().ends_with('n') {
            push(part.get(..part.len() - 1).unwrap_or(part));
            push("not");
            return;
        }
        push(part);
    }
}

/// `10.000` is one number, `18.30` are two, `3,5` and `3.5` are the same two.
fn numbers(piece: &str) -> Vec<String> {
    let mut numbers: Vec<String> = Vec::new();
    for part in piece.split(['.', ',', '\'', '’']) {
        let is_thousands = part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit());
        match numbers.last_mut() {
            Some(last) if is_thousands && last.bytes().all(|b| b.is_ascii_digit()) => last.push_str(part),
            _ => numbers.push(part.to_owned()),
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        split(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn af1_words_are_without_case_accents_and_signs() {
        assert_eq!(folded("L'acqua dell’Adda: perchè NO?!"), ["l", "acqua", "dell", "adda", "perche", "no"]);
        assert_eq!(folded("Straße, œuvre, ﬁne e\u{301}"), ["strasse", "oeuvre", "fine", "e"]);
        assert_eq!(folded("we don't, can't"), ["we", "do", "not", "ca", "not"]);
        assert_eq!(
            folded("10.000 euro alle 18.30, il 30%"),
            ["10000", "euro", "alle", "18", "30", "il", "30"]
        );
        assert_eq!(folded("🌳 📚 … =>"), Vec::<String>::new());
        assert_eq!(folded("qui: (https://example.org/a?b=1)."), ["qui", "httpsexampleorgab1"]);
        assert_eq!(folded(&"a".repeat(2_000)), ["a".repeat(LETTERS_MAX)]);
    }

    #[test]
    fn af1_a_capital_within_a_sentence_is_seen() {
        let capital = |text: &str| -> Vec<String> {
            split(text).into_iter().filter(Word::is_capital).map(|word| word.surface).collect()
        };
        assert_eq!(capital("Biblioteca aperta a Lecco. Anche la sera: Orari\nNuovi - Tutti"), ["Lecco"]);
    }
}
