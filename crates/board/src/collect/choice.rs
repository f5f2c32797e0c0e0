//! What is to come: the facilitator's choice of clusters, of notes, of a number of votes; item by item; and where it lies.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::incoming::Incoming;
use crate::edit::{Item, Kind};
use crate::id::{BoardId, ItemId};
use crate::view::BoardView;

/// What the facilitator takes over although plenary would otherwise be left as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accept {
    /// Keys the group has removed: remove them here too.
    #[serde(default)]
    pub removed: BTreeSet<String>,
    /// Keys both sides changed: take the group's words.
    #[serde(default)]
    pub conflicts: BTreeSet<String>,
}

/// An item of a board.
pub type Place = (BoardId, ItemId);

/// A part of what there is. Without any wish it is everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Only {
    /// These notes.
    pub notes: Option<BTreeSet<Place>>,
    /// These clusters, each with its notes.
    pub clusters: Option<BTreeSet<Place>>,
    /// These links; not said, all between what comes.
    pub links: Option<BTreeSet<Place>>,
    /// Of the notes those with at least so many votes.
    pub votes_min: Option<u32>,
}

/// A suggested cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Its heading.
    pub title: String,
    /// Keys of the notes that go into it.
    pub notes: Vec<String>,
}

/// Suggested clusters for what is new.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Themes {
    /// The clusters, in the order they are laid out.
    pub clusters: Vec<Theme>,
    /// The heading over what fits into none.
    pub rest: String,
}

/// Where new things lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Each group's in a frame with its name, arranged as the group had it.
    #[default]
    Groups,
    /// Notes by suggested clusters. Frames and clusters of the groups do not come.
    Themes(Themes),
    /// Together beside what is there, without a frame; nothing is ever removed. For what plenary sends to groups.
    Aside,
}

/// How to collect.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Beyond what is applied anyway.
    pub accept: Accept,
    /// Keys that are left with the group although they are new or changed. They are offered again.
    pub leave: BTreeSet<String>,
    /// What is looked at; everything else is left as if nobody had collected.
    pub only: Only,
    /// Where new things lie.
    pub layout: Layout,
}

impl Only {
    pub(super) fn is_everything(&self) -> bool {
        self.notes.is_none() && self.clusters.is_none() && self.links.is_none() && self.votes_min.is_none()
    }

    fn names(set: Option<&BTreeSet<Place>>, board: &BoardId, id: &ItemId) -> bool {
        set.is_some_and(|set| set.contains(&(board.clone(), id.clone())))
    }

    fn note(&self, board: &BoardId, view: &BoardView, id: &ItemId) -> bool {
        let cluster = view.notes.get(id).and_then(|note| note.cluster.as_ref());
        let is_named = (self.notes.is_none() && self.clusters.is_none())
            || Self::names(self.notes.as_ref(), board, id)
            || cluster.is_some_and(|cluster| Self::names(self.clusters.as_ref(), board, cluster));
        let votes = view.tallies.get(id).map_or(0, |tally| tally.votes);
        is_named && self.votes_min.is_none_or(|least| votes >= least)
    }

    /// The chosen ones of a source, by their ids there. Links are chosen with their ends, and asked for apart.
    pub(super) fn chosen(
        &self,
        board: &BoardId,
        view: &BoardView,
        with_clusters: bool,
    ) -> BTreeSet<(Kind, ItemId)> {
        let notes: Vec<&ItemId> = view.notes.keys().filter(|id| self.note(board, view, id)).collect();
        let around = notes.iter().filter_map(|id| view.notes.get(*id)?.cluster.clone());
        let around: BTreeSet<ItemId> = if with_clusters { around.collect() } else { BTreeSet::new() };
        let all = self.notes.is_none() && self.clusters.is_none() && self.votes_min.is_none();
        let is_chosen =
            |id: &&ItemId| all || around.contains(id) || Self::names(self.clusters.as_ref(), board, id);
        let clusters = view.clusters.keys().filter(is_chosen).map(|id| (Kind::Cluster, id.clone()));
        notes.into_iter().map(|id| (Kind::Note, id.clone())).chain(clusters).collect()
    }

    pub(super) fn link(&self, board: &BoardId, id: &ItemId) -> bool {
        self.links.is_none() || Self::names(self.links.as_ref(), board, id)
    }
}

impl Layout {
    /// Does this kind of thing come anew in this layout?
    pub(super) fn takes(&self, incoming: &Incoming) -> bool {
        !matches!((self, &incoming.item), (Layout::Themes(_), Item::Cluster(_)))
    }
}
