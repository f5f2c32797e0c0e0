//! What of a workshop is public: which boards, with what beside them, and the address that shows them.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use board::id::BoardId;
use serde::{Deserialize, Serialize};

use crate::words;
use crate::workshop::{BoardKind, Invalid, Workshop};

/// Characters of a [`Link`]: as many as 128 bits need.
const LINK_CHARS: usize = 26;
/// Small letters and figures that nobody takes for one another (RFC 4648, 6).
const SIGNS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// The part of the page's address that nobody can guess: 128 random bits as 26 of `a-z` and `2-7`. Whoever has it may read.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Link(String);

/// The text is no link of a public page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the link of a public page")]
pub struct NoLink;

impl Link {
    /// The link that these random bits are.
    pub fn from_random(random: u128) -> Self {
        let sign = |nth: usize| char::from(SIGNS[(random >> (nth * 5)) as usize & 31]);
        Self((0..LINK_CHARS).map(sign).collect())
    }

    /// The bare text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Link {
    type Err = NoLink;

    fn from_str(text: &str) -> Result<Self, NoLink> {
        let fits = text.len() == LINK_CHARS && text.bytes().all(|byte| SIGNS.contains(&byte));
        if fits { Ok(Self(text.to_owned())) } else { Err(NoLink) }
    }
}

impl TryFrom<String> for Link {
    type Error = NoLink;

    fn try_from(text: String) -> Result<Self, NoLink> {
        text.parse()
    }
}

impl From<Link> for String {
    fn from(link: Link) -> String {
        link.0
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Link(…)")
    }
}

/// What is shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Shown {
    /// In the order of the workshop, each once.
    pub boards: Vec<BoardId>,
    /// The names of people, where something says who wrote what.
    pub names: bool,
    /// Posters of the boards, to be downloaded.
    pub poster: bool,
    /// The handbook, to be downloaded.
    pub handbook: bool,
}

impl Shown {
    /// The same with its boards in order.
    ///
    /// # Errors
    /// [`Invalid`] without a board, or with one that is not the workshop's or is somebody's own.
    pub fn of(self, workshop: &Workshop) -> Result<Self, Invalid> {
        let wanted: BTreeSet<&BoardId> = self.boards.iter().collect();
        let open = workshop.boards.iter().filter(|board| board.kind != BoardKind::Private);
        let boards: Vec<BoardId> =
            open.map(|board| &board.id).filter(|id| wanted.contains(id)).cloned().collect();
        if boards.is_empty() || boards.len() < wanted.len() {
            return Err(Invalid((&words::PAGE_BOARDS).into()));
        }
        Ok(Self { boards, ..self })
    }
}

/// The public page of a workshop. One record in the server's registry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// Where it is; the next time it is published it is somewhere else.
    pub link: Link,
    /// When it was published, ms since 1970.
    pub at_ms: u64,
    /// What it shows.
    #[serde(flatten)]
    pub shown: Shown,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workshop::{Limits, Spec};

    #[test]
    fn pp1_a_link_is_128_bits_that_nobody_mistypes() {
        for (random, text) in [
            (0, "aaaaaaaaaaaaaaaaaaaaaaaaaa"),
            (31, "7aaaaaaaaaaaaaaaaaaaaaaaaa"),
            (u128::MAX, "7777777777777777777777777h"),
        ] {
            let link = Link::from_random(random);
            assert_eq!(link.as_str(), text);
            assert_eq!(text.parse(), Ok(link.clone()));
            assert!(!format!("{link:?}").contains(text));
        }
        for bad in [
            "",
            "a",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "Aaaaaaaaaaaaaaaaaaaaaaaaaa",
            "1aaaaaaaaaaaaaaaaaaaaaaaaa",
        ] {
            assert_eq!(bad.parse::<Link>(), Err(NoLink), "{bad}");
        }
    }

    #[test]
    fn pp2_a_page_shows_boards_of_its_workshop_each_once_in_order() {
        let spec = Spec { title: "Prova".into(), groups: vec!["A".into(), "B".into()], ..Spec::default() };
        let mut n = 0;
        let workshop = Workshop::create(
            &spec,
            &Limits::default(),
            &mut || {
                n += 1;
                n
            },
            0,
        )
        .unwrap();
        let ids: Vec<BoardId> = workshop.boards.iter().map(|board| board.id.clone()).collect();
        let shown =
            |boards: Vec<BoardId>| Shown { boards, names: false, poster: true, handbook: true }.of(&workshop);
        let mut back = ids.clone();
        back.reverse();
        back.push(ids[0].clone());
        assert_eq!(shown(back).unwrap().boards, ids);
        assert!(shown(Vec::new()).is_err());
        assert!(shown(vec![ids[0].clone(), BoardId::from_random(u128::MAX)]).is_err());
    }
}
