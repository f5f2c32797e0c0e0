//! A note as it is compared: its words of meaning, in order, and what keeps it apart from others.

use std::collections::HashMap;

use snowball_stemmers_rs::{Algorithm, Stemmer};

use crate::language::{self, Language};
use crate::lexicon::{self, Role};
use crate::word::{self, Word};
use crate::{CHARS_MAX, Text};

/// Words of meaning that are kept of one note; nobody says the same in more.
const WORDS_MAX: usize = 96;

/// A word of meaning.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    /// Its stem, as an id of [`Reader`].
    pub stem: u32,
    /// The word without accents and capitals, as an id of [`Reader`].
    pub folded: u32,
    /// As written.
    pub surface: String,
    /// Is it turned round (`non`, `without`)?
    pub is_negated: bool,
    /// The preposition that leads it.
    pub case: Option<&'static str>,
    /// Is it the name of somebody or some place, as far as a capital tells?
    pub is_name: bool,
    /// Is there nothing at all between it and the word before?
    pub is_beside: bool,
    /// Is there an `and` or a comma between them, and no preposition?
    pub is_listed: bool,
    /// Does it open the text or a sentence?
    pub is_first: bool,
}

/// One note, read.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    /// In which language it was read.
    pub language: Language,
    /// Words with different stems, in the order in which they come first.
    pub content: Vec<Content>,
    /// Stem → place in `content`, by stem.
    pub by_stem: Vec<(u32, usize)>,
    /// Numbers and addresses, in order of their ids: none may differ.
    pub numbers: Vec<u32>,
    /// Quantities, times and directions (see [`Role::Guard`]): none may differ.
    pub guards: Vec<&'static str>,
    /// Signs that say yes or no, more or less: none may differ.
    pub signs: Vec<&'static str>,
    /// All words, without accents, capitals and signs between them; an id of [`Reader`].
    pub squeezed: u32,
    /// All words as they are compared, with spaces: two texts with one key are the same text.
    pub key: String,
    /// Are there only little words, so that these are all there is to compare?
    pub is_little: bool,
}

impl Reading {
    /// Is there anything to compare?
    pub(crate) fn has_words(&self) -> bool {
        !self.key.is_empty()
    }
}

/// Reads notes; gives every word and stem one number, the same one in all notes.
pub(crate) struct Reader {
    ids: HashMap<String, u32>,
    words: Vec<String>,
    stems: HashMap<(Language, String), u32>,
    stemmers: [Stemmer; 5],
    language: Language,
}

impl Reader {
    /// A reader of a board in `language`; where that is not said, in the one most of its little words are of.
    pub(crate) fn new(texts: &[Text], language: Option<Language>) -> Reader {
        let algorithms = [
            Algorithm::Italian,
            Algorithm::English,
            Algorithm::French,
            Algorithm::German,
            Algorithm::Spanish,
        ];
        let mut reader = Reader {
            ids: HashMap::new(),
            words: Vec::new(),
            stems: HashMap::new(),
            stemmers: algorithms.map(Stemmer::create),
            language: language.unwrap_or(Language::Italian),
        };
        if language.is_none() {
            let mut sum = [0; 5];
            for text in texts {
                let words = word::split(head(text.text));
                let hits = language::hits(words.iter().map(|word| word.folded.as_str()));
                sum.iter_mut().zip(hits).for_each(|(sum, hits)| *sum += hits);
            }
            reader.language = language::most(sum, Language::Italian);
        }
        reader
    }

    /// The word or stem of an id.
    pub(crate) fn word(&self, id: u32) -> &str {
        self.words.get(id as usize).map_or("", String::as_str)
    }

    fn id(&mut self, word: &str) -> u32 {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.ids.insert(word.to_owned(), id);
        self.words.push(word.to_owned());
        id
    }

    fn stem(&mut self, word: &Word, language: Language) -> u32 {
        let key = (language, word.small.clone());
        if let Some(id) = self.stems.get(&key) {
            return *id;
        }
        let stem = self.stemmers[language as usize].stem(&word.small);
        let folded = word::fold(&stem);
        let id = self.id(if folded.is_empty() { &word.folded } else { &folded });
        self.stems.insert(key, id);
        id
    }

    /// Reads one note.
    pub(crate) fn read(&mut self, text: &str) -> Reading {
        let text = head(text);
        let words = word::split(text);
        let hits = language::hits(words.iter().map(|word| word.folded.as_str()));
        let language = language::most(hits, self.language);
        let lexicon = lexicon::of(language);
        let means = |word: &Word| word.is_address || word.is_number() || lexicon.role(&word.folded).is_none();
        let is_little = !words.iter().any(means);

        let mut reading = Reading {
            language,
            content: Vec::new(),
            by_stem: Vec::new(),
            numbers: Vec::new(),
            guards: Vec::new(),
            signs: signs(text),
            squeezed: 0,
            key: words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" "),
            is_little,
        };
        let squeezed: String = words.iter().map(|word| word.folded.as_str()).collect();
        reading.squeezed = self.id(&squeezed);
        let mut way = Way::default();
        for word in &words {
            way.is_parted |= word.is_parted;
            let role = if is_little { None } else { lexicon.role(&word.folded) };
            match role {
                _ if word.is_address || word.is_number() => {
                    let id = self.id(&word.folded);
                    reading.numbers.push(id);
                    way = Way { last_case: way.last_case, ..Way::default() };
                }
                Some(Role::Number(digits)) => reading.numbers.push(self.id(digits)),
                Some(Role::Guard(name)) => reading.guards.push(name),
                Some(Role::Stop) => way.has_stop = true,
                Some(Role::Joiner) => way.has_joiner = true,
                Some(Role::Not) => way.is_negated = true,
                Some(Role::Case(name)) => way.case = Some(name),
                None => {
                    let content = self.content(word, language, &mut way);
                    push(&mut reading, content);
                }
            }
        }
        if way.is_negated {
            // `tempo non ce n'è`: nothing follows, so it is about what came last.
            match reading.content.last_mut() {
                Some(last) => last.is_negated = true,
                None => reading.guards.push("not"),
            }
        }
        names(&mut reading.content, language);
        reading.numbers.sort_unstable();
        reading.numbers.dedup();
        reading.guards.sort_unstable();
        reading.guards.dedup();
        reading.by_stem = reading.content.iter().enumerate().map(|(at, word)| (word.stem, at)).collect();
        reading.by_stem.sort_unstable();
        reading
    }

    fn content(&mut self, word: &Word, language: Language, way: &mut Way) -> Content {
        let is_listed = way.case.is_none() && (way.has_joiner || word.is_parted || way.is_parted);
        let is_beside = way.case.is_none() && !way.has_stop;
        // `per giovani e anziani`: what leads the one leads the other.
        let case = if way.has_joiner && way.case.is_none() { way.last_case } else { way.case };
        let content = Content {
            stem: self.stem(word, language),
            folded: self.id(&word.folded),
            surface: word.surface.clone(),
            is_negated: way.is_negated,
            case,
            is_name: word.is_capital(),
            is_beside,
            is_listed,
            is_first: word.is_first,
        };
        *way = Way { last_case: case, ..Way::default() };
        content
    }
}

/// What stood since the last word of meaning.
#[derive(Default)]
struct Way {
    is_negated: bool,
    has_stop: bool,
    has_joiner: bool,
    is_parted: bool,
    case: Option<&'static str>,
    last_case: Option<&'static str>,
}

fn push(reading: &mut Reading, content: Content) {
    if let Some(known) = reading.content.iter_mut().find(|known| known.stem == content.stem) {
        known.is_negated |= content.is_negated;
    } else if reading.content.len() < WORDS_MAX {
        reading.content.push(content);
    }
}

/// A capital tells a name only where other words have none, and in German never.
fn names(content: &mut [Content], language: Language) {
    let within = content.iter().filter(|word| !word.is_first).count();
    let capitals = content.iter().filter(|word| word.is_name).count();
    if language == Language::German || 2 * capitals > within {
        content.iter_mut().for_each(|word| word.is_name = false);
    }
}

fn head(text: &str) -> &str {
    text.char_indices().nth(CHARS_MAX).map_or(text, |(end, _)| &text[..end])
}

fn signs(text: &str) -> Vec<&'static str> {
    let mut signs = Vec::new();
    match text.trim_start().chars().next() {
        Some('+') => signs.push("plus"),
        Some('-' | '−' | '–') if text.contains('+') => signs.push("minus"),
        _ => {}
    }
    if text.contains(['👎', '❌', '🚫', '⛔']) {
        signs.push("thumbdown");
    }
    if text.contains(['👍', '✅']) {
        signs.push("thumbup");
    }
    signs
}
