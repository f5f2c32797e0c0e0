//! Collecting group boards into plenary, on real documents.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use board::cluster::Cluster;
use board::collect::{Accept, Base, Plan, Source, Target, Wish, plan, plenary_id, undo};
use board::edit::{Edit, Item, Kind, apply, draft, new_doc};
use board::id::{BoardId, ItemId};
use board::link::Link;
use board::note::Note;
use board::view::BoardView;
use proptest::prelude::*;
use yrs::updates::decoder::Decode;
use yrs::{Doc, Map, MapPrelim, ReadTxn, StateVector, Transact, Update, WriteTxn};

struct Board {
    doc: Doc,
}

impl Board {
    fn new(client: u64) -> Self {
        Self { doc: new_doc(client) }
    }

    fn view(&self) -> BoardView {
        BoardView::read(&self.doc.transact())
    }

    fn edit(&self, edits: &[Edit]) {
        apply(&mut self.doc.transact_mut(), edits);
    }

    /// The way the server writes: drafted on a copy, then applied as an update.
    fn take(&self, edits: &[Edit]) {
        let state = self.doc.transact().encode_state_as_update_v1(&StateVector::default());
        let update = draft(&state, 900, edits).unwrap();
        self.doc.transact_mut().apply_update(Update::decode_v1(&update).unwrap()).unwrap();
    }
}

fn id(text: &str) -> ItemId {
    text.parse().unwrap()
}

fn board_id(n: u128) -> BoardId {
    BoardId::from_random(n)
}

fn note(text: &str, pos: [f64; 2]) -> Item {
    Item::Note(Note { text: text.to_owned(), pos, ..Note::default() })
}

fn put(name: &str, item: Item) -> Edit {
    Edit::Put { id: id(name), item }
}

struct Workshop {
    groups: Vec<(BoardId, &'static str, Board)>,
    plenary: Board,
    bases: BTreeMap<BoardId, Base>,
}

impl Workshop {
    fn new() -> Self {
        let names = ["Ambiente", "Cultura"];
        let groups = names
            .iter()
            .enumerate()
            .map(|(i, name)| (board_id(i as u128 + 1), *name, Board::new(i as u64 + 1)));
        Self { groups: groups.collect(), plenary: Board::new(100), bases: BTreeMap::new() }
    }

    fn plan(&self, accept: &Accept) -> Plan {
        let views: Vec<_> = self.groups.iter().map(|(_, _, board)| board.view()).collect();
        let sources: Vec<_> = self
            .groups
            .iter()
            .zip(&views)
            .map(|((board, group, _), view)| Source { board, group, session: 1, before: &[], view })
            .collect();
        let wish = Wish { accept: accept.clone(), ..Wish::default() };
        let target = Target { board: &board_id(100), before: &[], view: &self.plenary.view() };
        plan(&target, &sources, &self.bases, &wish)
    }

    fn collect(&mut self, accept: &Accept) -> Plan {
        let plan = self.plan(accept);
        self.plenary.take(&plan.edits);
        self.bases.clone_from(&plan.bases);
        plan
    }

    fn key(&self, group: usize, item: &str) -> String {
        board::collect::key(Kind::Note, &self.groups[group].0, item)
    }

    fn plenary_note(&self, group: usize, item: &str) -> Note {
        self.plenary.view().notes[&plenary_id(&self.key(group, item))].clone()
    }
}

fn two_groups() -> Workshop {
    let workshop = Workshop::new();
    workshop.groups[0].2.edit(&[
        put(
            "paure",
            Item::Cluster(Cluster { title: "Paure".into(), pos: [300.0, 0.0], ..Cluster::default() }),
        ),
        put("a", note("il fiume non si ferma", [0.0, 0.0])),
        put(
            "b",
            Item::Note(Note {
                text: "poco tempo".into(),
                pos: [320.0, 80.0],
                cluster: Some(id("paure")),
                ..Note::default()
            }),
        ),
        put(
            "l",
            Item::Link(Link {
                from: id("a"),
                to: id("paure"),
                label: "alimenta".into(),
                style: String::new(),
                src: None,
            }),
        ),
        put(
            "dangling",
            Item::Link(Link {
                from: id("a"),
                to: id("gone"),
                label: String::new(),
                style: String::new(),
                src: None,
            }),
        ),
    ]);
    workshop.groups[1].2.edit(&[put("a", note("curiosità", [5_000.0, 5_000.0]))]);
    workshop
}

#[test]
fn co2_everything_arrives_with_its_source_each_group_in_its_own_area() {
    let mut workshop = two_groups();
    let plan = workshop.collect(&Accept::default());
    // Two frames, one cluster, three notes, one link that has both ends.
    assert_eq!(plan.report.added.len(), 7);
    let view = workshop.plenary.view();
    assert_eq!((view.notes.len(), view.clusters.len(), view.links.len()), (3, 3, 1));
    let frames: Vec<_> = view.clusters.values().filter(|c| c.src.as_ref().unwrap().item.is_empty()).collect();
    let mut titles: Vec<_> = frames.iter().map(|frame| frame.title.as_str()).collect();
    titles.sort_unstable();
    assert_eq!(titles, ["Ambiente", "Cultura"]);
    let area = |c: &Cluster| board::arrange::Rect { pos: c.pos, size: c.size };
    assert!(!area(frames[0]).overlaps(&area(frames[1])));
    for note in view.notes.values() {
        let src = note.src.as_ref().unwrap();
        let frame = frames.iter().find(|frame| frame.title == src.group).unwrap();
        assert!(area(frame).contains(&board::arrange::Rect { pos: note.pos, size: note.size }), "{note:?}");
    }
    assert!(view.links.values().all(|link| view.is_drawn(link)));
    // The group's own arrangement is kept.
    let (a, b) = (workshop.plenary_note(0, "a"), workshop.plenary_note(0, "b"));
    assert_eq!([b.pos[0] - a.pos[0], b.pos[1] - a.pos[1]], [320.0, 80.0]);
}

#[test]
fn co3_collecting_twice_changes_nothing() {
    let mut workshop = two_groups();
    workshop.collect(&Accept::default());
    let before = workshop.plenary.view();
    let again = workshop.collect(&Accept::default());
    assert!(again.edits.is_empty(), "{:?}", again.edits);
    assert_eq!((again.report.added.len(), again.report.changed.len(), again.report.unchanged), (0, 0, 7));
    assert_eq!(workshop.plenary.view(), before);
}

#[test]
fn co4_a_tidied_note_stays_where_it_was_put_and_still_gets_the_groups_words() {
    let mut workshop = two_groups();
    workshop.collect(&Accept::default());
    let mut tidied = workshop.plenary_note(0, "a");
    tidied.pos = [-900.0, 77.0];
    workshop.plenary.edit(&[Edit::Put { id: plenary_id(&workshop.key(0, "a")), item: Item::Note(tidied) }]);
    workshop.groups[0].2.edit(&[put("a", note("il fiume non si ferma al confine", [444.0, 0.0]))]);
    let plan = workshop.collect(&Accept::default());
    assert_eq!(plan.report.changed.len(), 1);
    let now = workshop.plenary_note(0, "a");
    assert_eq!((now.text.as_str(), now.pos), ("il fiume non si ferma al confine", [-900.0, 77.0]));
}

#[test]
fn co4_reactions_of_a_group_come_along_and_follow_what_the_group_thinks() {
    let react = |board: &Board, id: &str, author: &str| {
        let mut txn = board.doc.transact_mut();
        let entry = txn.get_or_insert_map("reactions").insert(&mut txn, id, MapPrelim::default());
        for (key, value) in [("on", "a"), ("kind", "plus"), ("author", author)] {
            entry.insert(&mut txn, key, value);
        }
    };
    let mut workshop = two_groups();
    react(&workshop.groups[0].2, "r1", "anna");
    workshop.collect(&Accept::default());
    let stamps = |count: u32| board::reaction::Stamps::from([("plus".to_owned(), count)]);
    assert_eq!(workshop.plenary_note(0, "a").stamps, stamps(1));
    react(&workshop.groups[0].2, "r2", "bruno");
    // Plenary's own reactions are its own.
    let here = plenary_id(&workshop.key(0, "a"));
    let mut txn = workshop.plenary.doc.transact_mut();
    let entry = txn.get_or_insert_map("reactions").insert(&mut txn, "r3", MapPrelim::default());
    for (key, value) in [("on", here.as_str()), ("kind", "plus"), ("author", "carla")] {
        entry.insert(&mut txn, key, value);
    }
    drop(txn);
    let plan = workshop.collect(&Accept::default());
    assert_eq!((plan.report.changed.len(), plan.report.conflicts.len()), (1, 0));
    assert_eq!(workshop.plenary_note(0, "a").stamps, stamps(2));
    let view = workshop.plenary.view();
    assert_eq!(board::reaction::stamps(&view)[&here], stamps(3));
}

#[test]
fn co5_what_both_changed_is_offered_and_taken_only_if_accepted() {
    let mut workshop = two_groups();
    workshop.collect(&Accept::default());
    let mut ours = workshop.plenary_note(1, "a");
    ours.text = "Curiosità!".into();
    workshop.plenary.edit(&[Edit::Put { id: plenary_id(&workshop.key(1, "a")), item: Item::Note(ours) }]);
    workshop.groups[1].2.edit(&[put("a", note("curiosità e voglia", [0.0, 0.0]))]);
    for _ in 0..2 {
        let plan = workshop.collect(&Accept::default());
        assert_eq!(plan.report.conflicts.len(), 1);
        assert!(plan.edits.is_empty());
        assert_eq!(workshop.plenary_note(1, "a").text, "Curiosità!");
    }
    let accept = Accept { conflicts: [workshop.key(1, "a")].into(), ..Accept::default() };
    workshop.collect(&accept);
    assert_eq!(workshop.plenary_note(1, "a").text, "curiosità e voglia");
    assert!(workshop.collect(&Accept::default()).report.conflicts.is_empty());
}

#[test]
fn co6_what_a_group_removed_is_offered_and_what_plenary_removed_stays_removed() {
    let mut workshop = two_groups();
    workshop.collect(&Accept::default());
    workshop.groups[0].2.edit(&[Edit::Delete { kind: Kind::Note, id: id("b") }]);
    workshop.plenary.edit(&[Edit::Delete { kind: Kind::Note, id: plenary_id(&workshop.key(1, "a")) }]);
    let plan = workshop.collect(&Accept::default());
    assert_eq!(plan.report.removed.iter().map(|c| c.key.clone()).collect::<Vec<_>>(), [workshop.key(0, "b")]);
    assert!(plan.edits.is_empty());
    workshop.collect(&Accept { removed: [workshop.key(0, "b")].into(), ..Accept::default() });
    assert_eq!(workshop.plenary.view().notes.len(), 1);
    assert!(workshop.collect(&Accept::default()).report.removed.is_empty());
}

#[test]
fn co7_a_lost_base_brings_nothing_twice() {
    let mut workshop = two_groups();
    workshop.collect(&Accept::default());
    workshop.bases.clear();
    let plan = workshop.collect(&Accept::default());
    assert!(plan.report.added.is_empty() && plan.edits.is_empty());
    assert_eq!(workshop.plan(&Accept::default()).report.unchanged, 7);
}

#[test]
fn co8_undo_keeps_what_people_changed_since() {
    let mut workshop = two_groups();
    let plan = workshop.collect(&Accept::default());
    let mut ours = workshop.plenary_note(0, "a");
    ours.text = "nostra".into();
    workshop.plenary.edit(&[Edit::Put { id: plenary_id(&workshop.key(0, "a")), item: Item::Note(ours) }]);
    let undone = undo(&plan.undo, &workshop.plenary.view());
    workshop.plenary.take(&undone.edits);
    assert_eq!(undone.kept, [plenary_id(&workshop.key(0, "a"))]);
    let view = workshop.plenary.view();
    assert_eq!((view.notes.len(), view.clusters.len()), (1, 0));
}

#[derive(Clone, Debug)]
enum Act {
    Write(usize, u8, String),
    Move(usize, u8, u16),
    Drop(usize, u8),
    Group(usize, u8, u8),
    Collect(bool),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let side = 0_usize..3;
    let act = prop_oneof![
        4 => (side.clone(), 0_u8..6, "[a-zè🌲]{0,6}").prop_map(|(s, n, t)| Act::Write(s, n, t)),
        2 => (side.clone(), 0_u8..6, any::<u16>()).prop_map(|(s, n, x)| Act::Move(s, n, x)),
        2 => (side.clone(), 0_u8..6).prop_map(|(s, n)| Act::Drop(s, n)),
        1 => (side, 0_u8..6, 0_u8..2).prop_map(|(s, n, c)| Act::Group(s, n, c)),
        2 => any::<bool>().prop_map(Act::Collect),
    ];
    prop::collection::vec(act, 1..40)
}

/// One person's change on a group's board (0, 1) or in plenary (2), on the n-th note there.
fn perform(workshop: &Workshop, act: &Act) {
    let (&side, n) = match act {
        Act::Write(side, n, _) | Act::Move(side, n, _) | Act::Drop(side, n) | Act::Group(side, n, _) => {
            (side, *n)
        }
        Act::Collect(_) => return,
    };
    let board = if side == 2 { &workshop.plenary } else { &workshop.groups[side].2 };
    let view = board.view();
    let name = if side == 2 {
        match view.notes.keys().nth(n as usize) {
            Some(id) => id.clone(),
            None => return,
        }
    } else {
        id(&format!("n{n}"))
    };
    let mut note = view.notes.get(&name).cloned().unwrap_or_default();
    match act {
        Act::Write(_, _, text) => note.text.clone_from(text),
        Act::Move(_, _, x) => note.pos = [f64::from(*x), 10.0],
        Act::Group(_, _, c) => {
            let cluster = id(&format!("c{c}"));
            board.edit(&[Edit::Put { id: cluster.clone(), item: Item::Cluster(Cluster::default()) }]);
            note.cluster = Some(cluster);
        }
        Act::Drop(..) => {
            board.edit(&[Edit::Delete { kind: Kind::Note, id: name }]);
            return;
        }
        Act::Collect(_) => {}
    }
    board.edit(&[Edit::Put { id: name, item: Item::Note(note) }]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn co9_any_history_is_idempotent_keeps_tidying_and_can_be_undone(acts in acts()) {
        let mut workshop = Workshop::new();
        for act in &acts {
            perform(&workshop, act);
            let Act::Collect(take_all) = act else { continue };
            let preview = workshop.plan(&Accept::default()).report;
            let accept = if *take_all {
                Accept {
                    removed: preview.removed.iter().map(|c| c.key.clone()).collect(),
                    conflicts: preview.conflicts.iter().map(|c| c.key.clone()).collect(),
                }
            } else {
                Accept::default()
            };
            let (before, bases) = (workshop.plenary.view(), workshop.bases.clone());
            let plan = workshop.collect(&accept);
            let after = workshop.plenary.view();
            for (id, note) in &before.notes {
                if let Some(now) = after.notes.get(id) {
                    prop_assert_eq!((now.pos, now.size, &now.z, &now.cluster), (note.pos, note.size, &note.z, &note.cluster));
                } else {
                    prop_assert!(plan.report.removed.iter().any(|c| &c.id == id && accept.removed.contains(&c.key)));
                }
            }
            // Nothing a group has written is missing, unless plenary removed it.
            for (_, _, board) in &workshop.groups {
                let view = board.view();
                for note_id in view.notes.keys() {
                    let known = workshop.bases.values().any(|base| base.keys().any(|key| key.ends_with(&format!(":{note_id}"))));
                    prop_assert!(known);
                }
            }
            let again = workshop.plan(&Accept::default());
            prop_assert!(again.edits.is_empty(), "{:?}", again.edits);
            // Undo on a copy restores exactly.
            let copy = Board::new(500);
            let state = workshop.plenary.doc.transact().encode_state_as_update_v1(&StateVector::default());
            copy.doc.transact_mut().apply_update(Update::decode_v1(&state).unwrap()).unwrap();
            let undone = undo(&plan.undo, &copy.view());
            prop_assert!(undone.kept.is_empty());
            copy.take(&undone.edits);
            let restored = copy.view();
            prop_assert_eq!((restored.notes, restored.clusters, restored.links), (before.notes, before.clusters, before.links));
            for (board, base) in &undone.bases {
                prop_assert_eq!(base.clone(), bases.get(board).cloned().unwrap_or_default());
            }
        }
    }
}
