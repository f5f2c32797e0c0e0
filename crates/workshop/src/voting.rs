//! Voting: rounds in which everybody puts dots on notes. Who gave how many to what is not here: see
//! `docs/decisions/0017-votes-are-kept-apart-until-the-round-closes.md`.

use std::collections::{BTreeMap, BTreeSet};

use board::edit::Edit;
use board::id::{BoardId, ItemId};
use board::note::Note;
use board::schema::{Color, TAG_MAX};
use board::view::{BoardView, Tally};
use board::words::Text;
use serde::{Deserialize, Serialize};

use crate::words;
use crate::workshop::{Invalid, TITLE_CHARS_MAX, Workshop, title};

/// Most dots that one person has in a round.
pub const DOTS_MAX: u32 = 20;
/// Most colours, clusters or tags that a round is narrowed to.
const ONLY_MAX: usize = 100;

/// The votes of a workshop: what is open, and how far the numbers of rounds have gone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voting {
    /// The number of the last round; no two rounds have the same.
    pub last: u32,
    /// The last round that came to a result; 0 for none.
    #[serde(default)]
    pub counted: u32,
    /// The round that is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<Round>,
}

impl Voting {
    /// Nobody has voted yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.last == 0
    }
}

/// A round that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Its number, from 1.
    pub number: u32,
    /// What it is about; may be empty.
    pub title: String,
    /// How many dots each person has, on all of its boards together.
    pub dots: u32,
    /// How many of them one note may get from one person.
    pub most: u32,
    /// Where.
    pub boards: Vec<BoardId>,
    /// Which notes.
    #[serde(default)]
    pub only: Only,
    /// When it began, ms since 1970.
    pub began_ms: u64,
}

/// Which notes can be voted on: those that have one of the colours, lie in one of the clusters and bear one of the tags.
/// Of a list that is empty nothing is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Only {
    /// By colour.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub colors: BTreeSet<String>,
    /// By cluster.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub clusters: BTreeSet<ItemId>,
    /// By tag.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<String>,
}

impl Only {
    /// Can this note be voted on?
    pub fn fits(&self, note: &Note) -> bool {
        let color = self.colors.is_empty() || self.colors.contains(note.color.as_str());
        let cluster = self.clusters.is_empty()
            || note.cluster.as_ref().is_some_and(|cluster| self.clusters.contains(cluster));
        let tag = self.tags.is_empty() || note.tags.iter().any(|tag| self.tags.contains(tag));
        color && cluster && tag
    }
}

/// A round that is wished for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct RoundWish {
    /// What it is about.
    #[serde(default)]
    pub title: String,
    /// Dots of each person.
    pub dots: u32,
    /// Most of them on one note; all of them if it is not said.
    #[serde(default)]
    pub most: Option<u32>,
    /// Where; without any where the phase has people.
    #[serde(default)]
    pub boards: Vec<BoardId>,
    /// Which notes.
    #[serde(default)]
    pub only: Only,
}

/// One person's dots: note by note, board by board. None with 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ballot(pub BTreeMap<BoardId, Votes>);

/// Dots by note.
pub type Votes = BTreeMap<ItemId, u32>;

/// Why somebody's dots cannot be as they want them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BallotError {
    /// More than they have.
    #[error("more dots than a person has")]
    TooMany,
    /// More on one note than may be.
    #[error("more dots than one note may get")]
    TooManyOnOne,
    /// A note that is not there, or not among those that can be voted on.
    #[error("a note that cannot be voted on")]
    NotThere,
}

impl Ballot {
    /// Dots that are given.
    pub fn given(&self) -> u32 {
        self.0.values().flat_map(Votes::values).sum()
    }

    /// Dots on what is gone, or is not among what can be voted on any more, are free again.
    pub fn take_back(&mut self, round: &Round, board: &BoardId, view: &BoardView) {
        if let Some(votes) = self.0.get_mut(board) {
            votes.retain(|id, _| round.takes(view, id));
        }
        self.0.retain(|_, votes| !votes.is_empty());
    }

    /// Puts a person's dots on a board in the place of those they had there.
    ///
    /// # Errors
    /// [`BallotError`]; the ballot is then as it was.
    pub fn put(
        &mut self,
        round: &Round,
        board: &BoardId,
        view: &BoardView,
        mut votes: Votes,
    ) -> Result<(), BallotError> {
        votes.retain(|_, dots| *dots > 0);
        if votes.values().any(|dots| *dots > round.most) {
            return Err(BallotError::TooManyOnOne);
        }
        let elsewhere = self.0.iter().filter(|(other, _)| *other != board);
        let elsewhere = elsewhere.flat_map(|(_, votes)| votes.values()).map(|dots| u64::from(*dots));
        let wanted = votes.values().map(|dots| u64::from(*dots));
        if elsewhere.sum::<u64>() + wanted.sum::<u64>() > u64::from(round.dots) {
            return Err(BallotError::TooMany);
        }
        if votes.keys().any(|id| !round.takes(view, id)) {
            return Err(BallotError::NotThere);
        }
        self.0.remove(board);
        if !votes.is_empty() {
            self.0.insert(board.clone(), votes);
        }
        Ok(())
    }
}

impl Round {
    /// Can one vote on this note of a board?
    pub fn takes(&self, view: &BoardView, note: &ItemId) -> bool {
        view.notes.get(note).is_some_and(|note| self.only.fits(note))
    }

    /// What the ballots come to on one board: a tally for each note that got dots, and for each that had some from before.
    pub fn tallies(&self, board: &BoardId, view: &BoardView, ballots: &[Ballot]) -> Vec<Edit> {
        let mut sums: BTreeMap<&ItemId, u32> = BTreeMap::new();
        for (id, dots) in ballots.iter().filter_map(|ballot| ballot.0.get(board)).flatten() {
            *sums.entry(id).or_default() += dots;
        }
        let voted_on = view.notes.iter().filter(|(_, note)| self.only.fits(note));
        let tally = |(id, _): (&ItemId, &Note)| {
            let votes = sums.get(id).copied().unwrap_or(0);
            let counts = votes > 0 || view.tallies.contains_key(id);
            let tally = Tally { votes, round: self.number };
            counts.then(|| Edit::PutTally { id: id.clone(), tally })
        };
        voted_on.filter_map(tally).collect()
    }
}

impl Workshop {
    /// Opens a round.
    ///
    /// # Errors
    /// Numbers, boards or a filter that make no sense, and while another round is open.
    pub fn open_vote(&mut self, wish: RoundWish, now_ms: u64) -> Result<(), Invalid> {
        if self.voting.round.is_some() {
            return Err(Invalid((&words::VOTE_OPEN).into()));
        }
        let heading = match wish.title.trim() {
            "" => String::new(),
            text => title(text).ok_or_else(|| Invalid(words::TITLE_LENGTH.with("most", TITLE_CHARS_MAX)))?,
        };
        if !(1..=DOTS_MAX).contains(&wish.dots) {
            return Err(Invalid(words::VOTE_DOTS.with("most", DOTS_MAX)));
        }
        let most = wish.most.unwrap_or(wish.dots);
        if !(1..=wish.dots).contains(&most) {
            return Err(Invalid(words::VOTE_MOST.with("dots", wish.dots)));
        }
        let boards = self.boards_to_vote_on(&wish.boards)?;
        if let Some(text) = unfit(&wish.only, boards.len()) {
            return Err(Invalid(text));
        }
        let number = self.voting.last + 1;
        self.voting.last = number;
        self.voting.round = Some(Round {
            number,
            title: heading,
            dots: wish.dots,
            most,
            boards,
            only: wish.only,
            began_ms: now_ms,
        });
        self.turn(|_| ());
        Ok(())
    }

    /// Ends the open round with a result: what it comes to is for the caller to write.
    ///
    /// # Errors
    /// When no round is open.
    pub fn close_vote(&mut self) -> Result<Round, Invalid> {
        let round = self.drop_vote()?;
        self.voting.counted = round.number;
        Ok(round)
    }

    /// Ends the open round without a result.
    ///
    /// # Errors
    /// When no round is open.
    pub fn drop_vote(&mut self) -> Result<Round, Invalid> {
        let round = self.voting.round.take().ok_or_else(|| Invalid((&words::NO_VOTE).into()))?;
        self.turn(|_| ());
        Ok(round)
    }

    /// The open round, if it is on this board.
    pub fn vote_on(&self, board: &BoardId) -> Option<&Round> {
        self.voting.round.as_ref().filter(|round| round.boards.contains(board))
    }

    /// Those named, each once; else those where people are.
    fn boards_to_vote_on(&self, named: &[BoardId]) -> Result<Vec<BoardId>, Invalid> {
        let mut boards = Vec::new();
        for board in named {
            if self.board(board).is_none() {
                return Err(Invalid((&words::NO_BOARD).into()));
            }
            if !boards.contains(board) {
                boards.push(board.clone());
            }
        }
        Ok(if boards.is_empty() { self.boards_now() } else { boards })
    }
}

/// What is wrong with a filter, if something is.
fn unfit(only: &Only, boards: usize) -> Option<Text> {
    let sizes = [only.colors.len(), only.clusters.len(), only.tags.len()];
    if sizes.into_iter().any(|size| size > ONLY_MAX) {
        return Some(words::VOTE_ONLY_MOST.with("most", ONLY_MAX));
    }
    if let Some(text) = only.colors.iter().find(|text| is_no_color(text)) {
        return Some(words::VOTE_COLOR.with("text", text.chars().take(40).collect::<String>()));
    }
    if only.tags.iter().any(|tag| tag.chars().count() > TAG_MAX) {
        return Some(words::VOTE_TAG.with("most", TAG_MAX));
    }
    (boards > 1 && !only.clusters.is_empty()).then(|| (&words::VOTE_CLUSTERS).into())
}

/// Colours stand here as they do in a document.
fn is_no_color(text: &str) -> bool {
    Color::parse(text).is_none_or(|color| color.as_str() != text)
}
