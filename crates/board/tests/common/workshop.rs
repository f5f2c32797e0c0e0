//! Boards of groups and a plenary as they are read, without documents: what is decided about them is what counts here.
#![allow(dead_code)]

use std::collections::BTreeMap;

use board::arrange::Rect;
use board::collect::{Base, Layout, Only, Plan, Source, Target, Wish, key, plan, plenary_id};
use board::edit::{Item, Kind};
use board::id::{BoardId, ItemId};
use board::note::Note;
use board::view::BoardView;

/// The number of plenary's id; groups are 1, 2, ….
pub const PLENARY: u128 = 100;

pub fn id(text: &str) -> ItemId {
    text.parse().unwrap()
}

pub fn board_id(n: u128) -> BoardId {
    BoardId::from_random(n)
}

pub fn rect(pos: [f64; 2], size: [f64; 2]) -> Rect {
    Rect { pos, size }
}

#[derive(Clone)]
pub struct Workshop {
    pub groups: Vec<(BoardId, &'static str, BoardView)>,
    pub plenary: BoardView,
    pub bases: BTreeMap<BoardId, Base>,
}

impl Workshop {
    pub fn new(names: &[&'static str]) -> Self {
        let groups = names.iter().zip(1..).map(|(name, n)| (board_id(n), *name, BoardView::default()));
        Self { groups: groups.collect(), plenary: BoardView::default(), bases: BTreeMap::new() }
    }

    pub fn put(&mut self, group: usize, name: &str, item: Item) {
        put(&mut self.groups[group].2, name, item);
    }

    pub fn put_plenary(&mut self, name: &str, item: Item) {
        put(&mut self.plenary, name, item);
    }

    pub fn plan(&self, wish: &Wish) -> Plan {
        let sources: Vec<_> = self
            .groups
            .iter()
            .map(|(board, group, view)| Source { board, group, session: 1, before: &[], view })
            .collect();
        let target = Target { board: &board_id(PLENARY), before: &[], view: &self.plenary };
        plan(&target, &sources, &self.bases, wish)
    }

    pub fn collect(&mut self, wish: &Wish) -> Plan {
        let plan = self.plan(wish);
        self.plenary = plan.outcome(&self.plenary);
        self.bases.extend(plan.bases.clone());
        plan
    }

    /// What sending this to one group means: plenary is the source, and the base is that of the pair.
    pub fn plan_sending(&self, group: usize, only: &Only) -> Plan {
        let (board, _, view) = &self.groups[group];
        let hub = board_id(PLENARY);
        let source = Source { board: &hub, group: "", session: 1, before: &[], view: &self.plenary };
        let bases = [(hub.clone(), self.bases.get(board).cloned().unwrap_or_default())].into();
        let wish = Wish { only: only.clone(), layout: Layout::Aside, ..Wish::default() };
        plan(&Target { board, before: &[], view }, &[source], &bases, &wish)
    }

    pub fn send_to(&mut self, group: usize, only: &Only) -> Plan {
        let plan = self.plan_sending(group, only);
        let (board, _, view) = &mut self.groups[group];
        *view = plan.outcome(view);
        self.bases.insert(board.clone(), plan.bases[&board_id(PLENARY)].clone());
        plan
    }

    pub fn send(&mut self, only: &Only) -> Vec<Plan> {
        (0..self.groups.len()).map(|group| self.send_to(group, only)).collect()
    }

    pub fn plenary_note(&self, group: usize, item: &str) -> Note {
        self.plenary.notes[&plenary_id(&key(Kind::Note, &self.groups[group].0, item))].clone()
    }
}

pub fn put(view: &mut BoardView, name: &str, item: Item) {
    match item {
        Item::Note(note) => drop(view.notes.insert(id(name), note)),
        Item::Cluster(cluster) => drop(view.clusters.insert(id(name), cluster)),
        Item::Link(link) => drop(view.links.insert(id(name), link)),
    }
}
