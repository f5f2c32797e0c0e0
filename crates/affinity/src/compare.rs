//! Do two notes say the same?

use crate::language::Language;
use crate::lexicon::{FROM, TO};
use crate::reading::{Content, Reader, Reading};

/// Of the different words of both notes so many hundredths have to be in both.
const SHARE_MIN: usize = 75;
/// A note with fewer words of meaning is the same as another only word for word.
const SHORT: usize = 3;
/// In a shorter word a letter more, less or other makes another word (`casetta`, `cassetta`)...
const SPELLING_MIN: usize = 8;
/// ...while two letters that changed places hardly ever do...
const EXCHANGED_MIN: usize = 5;
/// ...and another last letter is an ending that the stemmer took for a part of the word (`diverse`, `diversi`).
const ENDING_MIN: usize = 6;
/// In a note of more words none is taken for misspelt.
const SPELLING_WORDS: usize = 24;
/// So many words of a note may be misspelt, and no more than one and a third of the others.
const SLIPS_MAX: usize = 3;

/// How two notes are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// In thousandths: 1000 for the same words in the same order.
    pub score: u32,
    /// Places in the first note of the words that are in both.
    pub shared: Vec<usize>,
    /// Words that differ by one letter, as written: the first note's, the second's.
    pub spelt: Vec<(String, String)>,
    /// Do the shared words stand in another order?
    pub is_moved: bool,
    /// Words of meaning in either.
    pub of: usize,
}

/// Compares two notes; the same from either side. The share is Jaccard's (common stems by all different stems,
/// P. Jaccard 1901), on three conditions: only one of the two may have words that the other lacks, for a word in the
/// place of another is another matter ("via Roma", "via Verdi"); numbers, quantities, directions and what is negated
/// are the same; and a word that has moved has taken its preposition along, for else it is another's part ("the young
/// help the old").
///
/// Costs one walk through the stems of both, at most 96 each, and little more for the few pairs that pass it.
pub(crate) fn compare(a: &Reading, b: &Reading, reader: &Reader) -> Option<Match> {
    if a.signs != b.signs {
        return None;
    }
    if a.squeezed == b.squeezed && a.key != b.key {
        return same_letters(a, b);
    }
    if a.numbers != b.numbers || a.guards != b.guards || a.is_little != b.is_little {
        return None;
    }
    let (len_a, len_b) = (a.content.len(), b.content.len());
    let (few, many) = (len_a.min(len_b), len_a.max(len_b));
    // Two words written as one count as one too many.
    if 100 * (few + 1) < SHARE_MIN * many {
        return None;
    }
    let mut left = walk(a, b);
    if a.language != b.language {
        left.pair(|x, y| (a.content[x].folded == b.content[y].folded).then_some(()));
    }
    let slips = if many > SPELLING_WORDS { 0 } else { (1 + left.pairs.len() / 3).min(SLIPS_MAX) };
    // Two words for one are one more.
    if left.only_a.len().min(left.only_b.len()) > slips.max(1) {
        return None;
    }
    let spelt = spelling(a, b, &mut left, slips, reader);
    let Left { mut pairs, only_a, only_b } = left;
    if !only_a.is_empty() && !only_b.is_empty() {
        return None;
    }
    let extra: Vec<&Content> =
        only_a.iter().map(|at| &a.content[*at]).chain(only_b.iter().map(|at| &b.content[*at])).collect();
    let of = pairs.len() + extra.len();
    if 100 * pairs.len() < SHARE_MIN * of || pairs.is_empty() {
        return None;
    }
    let is_literal = pairs.iter().all(|(x, y)| a.content[*x].folded == b.content[*y].folded);
    if few < SHORT && !(extra.is_empty() && is_literal) {
        return None;
    }
    if extra.iter().any(|word| word.is_negated || word.is_name) {
        return None;
    }
    let has_gender = |reading: &Reading| matches!(reading.language, Language::Italian | Language::Spanish);
    let are_gendered = has_gender(a) && has_gender(b);
    let is_turned = |(x, y): &(usize, usize)| {
        let (x, y) = (&a.content[*x], &b.content[*y]);
        let ways = [x.case, y.case];
        let is_other = x.folded != y.folded
            && are_gendered
            && is_other_gender(reader.word(x.folded), reader.word(y.folded));
        x.is_negated != y.is_negated
            || is_other
            || ways == [Some(FROM), Some(TO)]
            || ways == [Some(TO), Some(FROM)]
    };
    if pairs.iter().any(is_turned) {
        return None;
    }
    pairs.sort_unstable();
    let is_moved = pairs.windows(2).any(|two| two[0].1 > two[1].1);
    if is_moved && !may_move(a, b, &pairs) {
        return None;
    }
    let tenths = 10 * pairs.len() - spelt.len().min(pairs.len());
    let score = 100 * tenths / of - if is_moved { 10 } else { 0 };
    let shared = pairs.into_iter().map(|(x, _)| x).collect();
    Some(Match { score: u32::try_from(score).unwrap_or(0), shared, spelt, is_moved, of })
}

/// `doposcuola` and `dopo scuola`, `e-mail` and `email`: every letter is there.
fn same_letters(a: &Reading, b: &Reading) -> Option<Match> {
    let is_negated = |reading: &Reading| reading.content.iter().any(|word| word.is_negated);
    (is_negated(a) == is_negated(b)).then(|| Match {
        score: 990,
        shared: (0..a.content.len()).collect(),
        spelt: Vec::new(),
        is_moved: false,
        of: a.content.len(),
    })
}

/// Places of words that are in both notes, and of those that are in one.
struct Left {
    pairs: Vec<(usize, usize)>,
    only_a: Vec<usize>,
    only_b: Vec<usize>,
}

impl Left {
    /// Pairs what is left over and fits, each with the first that does; what the fits say comes back.
    fn pair<T>(&mut self, mut fits: impl FnMut(usize, usize) -> Option<T>) -> Vec<T> {
        let mut all = Vec::new();
        let Left { pairs, only_a, only_b } = self;
        only_a.retain(|x| {
            let fit = only_b.iter().enumerate().find_map(|(at, y)| fits(*x, *y).map(|fit| (at, fit)));
            let Some((at, fit)) = fit else { return true };
            pairs.push((*x, only_b.remove(at)));
            all.push(fit);
            false
        });
        all
    }
}

/// Pairs words with one stem.
fn walk(a: &Reading, b: &Reading) -> Left {
    let (mut pairs, mut only_a, mut only_b) = (Vec::new(), Vec::new(), Vec::new());
    let (mut xs, mut ys) = (a.by_stem.iter().peekable(), b.by_stem.iter().peekable());
    loop {
        match (xs.peek(), ys.peek()) {
            (Some((stem, x)), Some((other, y))) if stem == other => {
                pairs.push((*x, *y));
                xs.next();
                ys.next();
            }
            (Some((stem, x)), Some((other, _))) if stem < other => {
                only_a.push(*x);
                xs.next();
            }
            (Some((_, x)), None) => {
                only_a.push(*x);
                xs.next();
            }
            (_, Some((_, y))) => {
                only_b.push(*y);
                ys.next();
            }
            (None, None) => break,
        }
    }
    only_a.sort_unstable();
    only_b.sort_unstable();
    Left { pairs, only_a, only_b }
}

/// Pairs what is left over and is one word all the same: misspelt, at most so many times, or written apart.
fn spelling(
    a: &Reading,
    b: &Reading,
    left: &mut Left,
    slips: usize,
    reader: &Reader,
) -> Vec<(String, String)> {
    left.pair(|x, y| {
        let (x, y) = (&a.content[x], &b.content[y]);
        have_other_endings(reader.word(x.folded), reader.word(y.folded)).then_some(())
    });
    let mut most = if left.pairs.is_empty() { 0 } else { slips };
    let spelt = left.pair(|x, y| {
        let (x, y) = (&a.content[x], &b.content[y]);
        let fits = most > 0 && may_be_misspelt(reader.word(x.folded), reader.word(y.folded));
        most -= usize::from(fits);
        fits.then(|| (x.surface.clone(), y.surface.clone()))
    });
    let joined = |reading: &Reading, of: &[usize]| -> String {
        of.iter().map(|at| reader.word(reading.content[*at].folded)).collect()
    };
    if let ([x], [y, _]) | ([x, _], [y]) = (&left.only_a[..], &left.only_b[..])
        && joined(a, &left.only_a) == joined(b, &left.only_b)
    {
        left.pairs.push((*x, *y));
        left.only_a.clear();
        left.only_b.clear();
    }
    spelt
}

/// Do two words differ in their last letter alone?
fn have_other_endings(a: &str, b: &str) -> bool {
    let head = |word: &str| word.char_indices().next_back().map_or(0, |(last, _)| last);
    let (head_a, head_b) = (&a[..head(a)], &b[..head(b)]);
    head_a == head_b && a.chars().count() >= ENDING_MIN
}

/// One letter more, less or another, or two that changed places, in a word long enough that this is hardly another
/// word; the first letter stands, for `morale` and `amorale` are two.
fn may_be_misspelt(a: &str, b: &str) -> bool {
    if a.chars().next() != b.chars().next() || a.len().abs_diff(b.len()) > 4 {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let short = a.len().min(b.len());
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    match (&a[..a.len() - end], &b[..b.len() - end]) {
        ([], []) | ([_], [] | [_]) | ([], [_]) => short >= SPELLING_MIN,
        ([x, y], [z, w]) => x == w && y == z && short >= EXCHANGED_MIN,
        _ => false,
    }
}

/// `corso` and `corsa`, `banco` and `banca` have one stem and are two things.
fn is_other_gender(a: &str, b: &str) -> bool {
    match (a.strip_suffix(['a', 'o']), b.strip_suffix(['a', 'o'])) {
        (Some(stem), Some(other)) => stem == other && a != b,
        _ => false,
    }
}

/// May the words of `b` stand in another order than those of `a` and still say the same?
fn may_move(a: &Reading, b: &Reading, pairs: &[(usize, usize)]) -> bool {
    let tail = |reading: &Reading, fits: fn(&Content) -> bool| reading.content.iter().skip(1).all(fits);
    let is_list = [a, b].iter().all(|reading| tail(reading, |word| word.is_listed));
    let is_pair = [a, b].iter().all(|reading| tail(reading, |word| word.is_listed || word.is_beside));
    if is_list || (is_pair && pairs.len() < SHORT) {
        return true;
    }
    if pairs.iter().any(|(x, y)| a.content[*x].case != b.content[*y].case) {
        return false;
    }
    let bare: Vec<usize> =
        pairs.iter().filter(|(x, _)| a.content[*x].case.is_none()).map(|(_, y)| *y).collect();
    let falls = bare.windows(2).filter(|two| two[0] > two[1]).count();
    let is_turned_once = falls == 1 && bare.first() > bare.last();
    falls == 0 || (is_turned_once && bare.len() >= SHORT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn af3_comparing_is_the_same_from_either_side() {
        let mut compared = 0;
        for seed in 0..40 {
            let mut random = Random(seed);
            let mut reader = Reader::new(&[], None);
            let notes = random.notes(50);
            let read: Vec<Reading> = notes.iter().map(|note| reader.read(note)).collect();
            for (x, y) in (0..50).flat_map(|x| (0..x).map(move |y| (x, y))) {
                let (a, b) = (&read[x], &read[y]);
                let there = compare(a, b, &reader).map(|found| (found.score, found.shared.len(), found.of));
                let back = compare(b, a, &reader).map(|found| (found.score, found.shared.len(), found.of));
                assert_eq!(there, back, "seed {seed}: {} | {}", notes[x], notes[y]);
                compared += usize::from(there.is_some());
            }
        }
        assert!(compared > 500, "hardly any were alike: {compared}");
    }

    #[test]
    fn af4_one_letter_in_a_long_word_may_be_a_slip() {
        for (a, b) in [("riconosciuta", "riconosiuta"), ("quartiere", "quartirere"), ("scuola", "sculoa")] {
            assert!(may_be_misspelt(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("parco", "porco"),
            ("casetta", "cassetta"),
            ("morale", "amorale"),
            ("esterno", "interno"),
            ("centro", "centrali"),
        ] {
            assert!(!may_be_misspelt(a, b), "{a} {b}");
        }
    }
}
