//! What a choice is about, and how much may be chosen.

use board::id::{BoardId, ItemId};
use board::words::Text;
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, fmt, str::FromStr};

/// A chapter or a point: the cluster or note it is made of, `board/item`, or [`Key::loose`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Key(String);

const LOOSE: &str = "loose";

/// Not the key of a chapter or point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a key of a chapter or point: it is board/item, or {LOOSE}")]
pub struct InvalidKey;

impl Key {
    /// Of a cluster or note.
    pub fn of(board: &BoardId, item: &ItemId) -> Self {
        Self(format!("{board}/{item}"))
    }

    /// The chapter of what is in no cluster.
    pub fn loose() -> Self {
        Self(LOOSE.to_owned())
    }

    /// Is it that chapter?
    pub fn is_loose(&self) -> bool {
        self.0 == LOOSE
    }
}

impl FromStr for Key {
    type Err = InvalidKey;

    fn from_str(text: &str) -> Result<Self, InvalidKey> {
        if text == LOOSE {
            return Ok(Self::loose());
        }
        let (board, item) = text.split_once('/').ok_or(InvalidKey)?;
        let board = board.parse().map_err(|_| InvalidKey)?;
        let item = item.parse().map_err(|_| InvalidKey)?;
        Ok(Self::of(&board, &item))
    }
}

impl TryFrom<String> for Key {
    type Error = InvalidKey;

    fn try_from(text: String) -> Result<Self, InvalidKey> {
        text.parse()
    }
}

impl From<Key> for String {
    fn from(key: Key) -> String {
        key.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// More than an outline may hold; the text, a part of a sentence, says what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct TooMuch(pub Text);

/// Puts `known` into the order in which `chosen` has them. What `chosen` does not name comes right after what it follows in
/// `natural`; what is no longer there is passed over.
pub(super) fn arranged<T>(natural: Vec<T>, chosen: &[Key], keys: impl Fn(&T) -> &[Key]) -> Vec<T> {
    if chosen.is_empty() {
        return natural;
    }
    let ranks: HashMap<&Key, usize> = chosen.iter().enumerate().map(|(rank, key)| (key, rank)).collect();
    let rank_of = |one: &T| keys(one).iter().filter_map(|key| ranks.get(key).copied()).min();
    let mut keyed: Vec<(usize, usize, T)> = Vec::with_capacity(natural.len());
    // Beside the one before it: the same place, a little later.
    let (mut place, mut after) = (None, 0);
    let mut front = Vec::new();
    for one in natural {
        match rank_of(&one) {
            Some(rank) => {
                (place, after) = (Some(rank), 0);
                keyed.push((rank, 0, one));
            }
            None => match place {
                Some(rank) => {
                    after += 1;
                    keyed.push((rank, after, one));
                }
                None => front.push(one),
            },
        }
    }
    keyed.sort_by_key(|(rank, after, _)| (*rank, *after));
    front.into_iter().chain(keyed.into_iter().map(|(.., one)| one)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hb4_what_the_outline_does_not_know_comes_at_its_natural_place() {
        let key = |c: char| Key::of(&"b".repeat(22).parse().unwrap(), &c.to_string().parse().unwrap());
        let order = |natural: &str, chosen: &str| -> String {
            let chosen: Vec<Key> = chosen.chars().map(key).collect();
            let natural: Vec<(char, Key)> = natural.chars().map(|c| (c, key(c))).collect();
            let arranged = arranged(natural, &chosen, |(_, key)| std::slice::from_ref(key));
            arranged.into_iter().map(|(c, _)| c).collect()
        };
        assert_eq!(order("abc", ""), "abc");
        assert_eq!(order("abc", "cba"), "cba");
        // `n` follows `b` by nature, `m` comes before all; `x` is gone.
        assert_eq!(order("mabnc", "cxba"), "mcbna");
        assert_eq!(order("abnoc", "cab"), "cabno");
        assert_eq!(order("", "ab"), "");
    }

    #[test]
    fn hb4_a_key_names_a_thing_of_a_board() {
        let board = "b".repeat(22);
        for good in ["loose".to_owned(), format!("{board}/n1"), format!("{board}/A_b-9")] {
            assert_eq!(good.parse::<Key>().unwrap().to_string(), good);
        }
        for bad in ["", "b/n", "loose/n", &board, &format!("{board}/"), &format!("{board}/a/b"), "<b>/n"] {
            assert!(bad.parse::<Key>().is_err(), "{bad}");
        }
    }
}
