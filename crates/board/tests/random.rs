//! What holds after whatever people do on both sides (CO18). A failure names its seed; put there as `FIRST`, it comes first.
#![allow(clippy::unwrap_used)]

#[path = "common/chance.rs"]
mod chance;
#[path = "common/workshop.rs"]
mod workshop;

use std::collections::BTreeSet;

use board::cluster::Cluster;
use board::collect::{Accept, Change, Layout, Only, Place, Plan, Theme, Themes, Wish, undo};
use board::edit::{Edit, Item, Kind, apply, new_doc};
use board::id::{BoardId, ItemId};
use board::link::Link;
use board::note::Note;
use board::view::{BoardView, Tally};
use chance::Random;
use workshop::{PLENARY, Workshop, board_id, id, put};
use yrs::Transact;

const FIRST: u64 = 0;
const CASES: u64 = 3_000;
const STEPS: usize = 24;

impl Random {
    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn of<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        (!items.is_empty()).then(|| &items[self.below(items.len())])
    }

    fn some<T: Clone>(&mut self, items: &[T], one_in: usize) -> Vec<T> {
        items.iter().filter(|_| self.one_in(one_in)).cloned().collect()
    }
}

const WORDS: [&str; 5] = ["fiume", "sentiero", "libri aperti", "", "è 🌲"];

/// One person's change on a board.
fn edit(view: &mut BoardView, random: &mut Random) {
    let notes: Vec<ItemId> = view.notes.keys().cloned().collect();
    let clusters: Vec<ItemId> = view.clusters.keys().cloned().collect();
    let fresh = format!("x{}", random.below(12));
    let pos = [random.below(3_000) as f64 - 1_000.0, random.below(2_000) as f64];
    let text = WORDS[random.below(WORDS.len())].to_owned();
    let known = random.of(&notes).cloned();
    match (random.below(12), known) {
        (0..=2, _) if !view.notes.contains_key(&id(&fresh)) => {
            let cluster = random.of(&clusters).filter(|_| pos[0] > 0.0).cloned();
            put(view, &fresh, Item::Note(Note { text, pos, cluster, ..Note::default() }));
        }
        (3 | 4, Some(note)) => view.notes.get_mut(&note).unwrap().text = text,
        (5, Some(note)) => view.notes.get_mut(&note).unwrap().pos = pos,
        (6, Some(note)) => drop(view.notes.remove(&note)),
        (7, Some(note)) => view.notes.get_mut(&note).unwrap().cluster = random.of(&clusters).cloned(),
        (8, _) if clusters.len() < 4 => {
            put(
                view,
                &format!("c{fresh}"),
                Item::Cluster(Cluster { title: text, pos, ..Cluster::default() }),
            );
        }
        (9, _) => match random.of(&clusters) {
            Some(cluster) if random.one_in(2) => drop(view.clusters.remove(cluster)),
            Some(cluster) => view.clusters.get_mut(cluster).unwrap().title = text,
            None => {}
        },
        (10, Some(from)) => {
            let ends: Vec<ItemId> = notes.into_iter().chain(clusters).collect();
            let to = random.of(&ends).unwrap().clone();
            let link = Link { from, to, label: text, style: String::new(), src: None };
            put(view, &format!("l{fresh}"), Item::Link(link));
        }
        (_, Some(note)) => {
            view.tallies.insert(note, Tally { votes: random.below(4) as u32, round: 1 });
        }
        _ => {}
    }
}

fn places(board: &BoardId, ids: impl Iterator<Item = ItemId>) -> Vec<Place> {
    ids.map(|id| (board.clone(), id)).collect()
}

fn wish(workshop: &Workshop, random: &mut Random) -> Wish {
    let offer = workshop.plan(&Wish::default()).report;
    let keys = |changes: &[Change]| changes.iter().map(|one| one.key.clone()).collect::<Vec<_>>();
    let accept = Accept {
        removed: random.some(&keys(&offer.removed), 2).into_iter().collect(),
        conflicts: random.some(&keys(&offer.conflicts), 2).into_iter().collect(),
    };
    let mut leave = BTreeSet::new();
    if random.one_in(2) {
        leave.extend(random.some(&keys(&offer.added), 3));
        leave.extend(random.some(&keys(&offer.changed), 3));
    }
    let mut only = Only::default();
    if random.one_in(4) {
        let mut all = workshop
            .groups
            .iter()
            .flat_map(|(board, _, view)| places(board, view.clusters.keys().cloned()))
            .collect::<Vec<_>>();
        all = random.some(&all, 2);
        only.clusters = Some(all.into_iter().collect());
    }
    if random.one_in(4) {
        only.votes_min = Some(random.below(4) as u32);
    }
    let layout = if random.one_in(3) {
        let notes = keys(&offer.added).into_iter().filter(|key| key.starts_with('n')).collect::<Vec<_>>();
        let (first, second) = notes.split_at(notes.len() / 2);
        let theme = |title: &str, notes: &[String]| Theme { title: title.into(), notes: notes.to_vec() };
        let clusters = vec![theme("uno", first), theme("due", &second[..second.len() / 2])];
        Layout::Themes(Themes { clusters, rest: "Altro".into() })
    } else {
        Layout::Groups
    };
    Wish { accept, leave, only, layout }
}

/// The same edits on a real document end in the same reading.
fn written(before: &BoardView, plan: &Plan) -> BoardView {
    let doc = new_doc(7);
    let mut txn = doc.transact_mut();
    let notes = before.notes.iter().map(|(id, one)| (id, Item::Note(one.clone())));
    let clusters = before.clusters.iter().map(|(id, one)| (id, Item::Cluster(one.clone())));
    let links = before.links.iter().map(|(id, one)| (id, Item::Link(one.clone())));
    let edits: Vec<Edit> =
        notes.chain(clusters).chain(links).map(|(id, item)| Edit::Put { id: id.clone(), item }).collect();
    apply(&mut txn, &edits);
    apply(&mut txn, &plan.edits);
    drop(txn);
    BoardView::read(&doc.transact())
}

fn content(view: &BoardView) -> impl PartialEq + std::fmt::Debug + '_ {
    (&view.notes, &view.clusters, &view.links)
}

/// Nothing of a board that was there is moved, put elsewhere or lost, and no word changes that was not told.
fn kept(before: &BoardView, after: &BoardView, plan: &Plan, accept: &Accept) {
    let told: BTreeSet<&ItemId> = plan
        .report
        .changed
        .iter()
        .chain(plan.report.conflicts.iter().filter(|one| accept.conflicts.contains(&one.key)))
        .map(|one| &one.id)
        .collect();
    let gone: BTreeSet<&ItemId> = plan
        .report
        .removed
        .iter()
        .filter(|one| accept.removed.contains(&one.key))
        .map(|one| &one.id)
        .collect();
    for (id, note) in &before.notes {
        let Some(now) = after.notes.get(id) else {
            assert!(gone.contains(id), "note {id} is lost");
            continue;
        };
        let mut expected = note.clone();
        if told.contains(id) {
            (expected.text, expected.color) = (now.text.clone(), now.color.clone());
            (expected.tags, expected.stamps) = (now.tags.clone(), now.stamps.clone());
            expected.image.clone_from(&now.image);
        }
        assert_eq!(*now, expected, "note {id} was tidied");
    }
    for (id, cluster) in &before.clusters {
        let Some(now) = after.clusters.get(id) else {
            assert!(gone.contains(id), "cluster {id} is lost");
            continue;
        };
        assert!(now.size[0] >= cluster.size[0] && now.size[1] >= cluster.size[1], "cluster {id} shrank");
        let mut expected = Cluster { size: now.size, ..cluster.clone() };
        if told.contains(id) {
            (expected.title, expected.color) = (now.title.clone(), now.color.clone());
        }
        assert_eq!(*now, expected, "cluster {id} was tidied");
    }
    for (id, link) in &before.links {
        let Some(now) = after.links.get(id) else {
            assert!(gone.contains(id), "link {id} is lost");
            continue;
        };
        assert!(told.contains(id) || now == link, "link {id} was changed");
    }
}

fn collect(workshop: &mut Workshop, random: &mut Random, on_paper: bool) {
    let wish = wish(workshop, random);
    let before = workshop.clone();
    let plan = workshop.collect(&wish);
    if on_paper {
        assert_eq!(content(&written(&before.plenary, &plan)), content(&workshop.plenary));
    }
    kept(&before.plenary, &workshop.plenary, &plan, &wish.accept);
    // Nothing of plenary's own came back as somebody's.
    let hub = board_id(PLENARY);
    assert!(workshop.plenary.notes.values().all(|note| note.src.as_ref().is_none_or(|src| src.board != hub)));
    // Idempotent, with the same wishes and without any layout.
    let again = workshop.plan(&wish);
    assert!(again.edits.is_empty(), "twice: {:?}", again.edits);
    assert_eq!(again.bases, plan.bases);
    // Nothing is lost: what was left or not chosen is offered, whatever else was chosen is known by now.
    let all = workshop.plan(&Wish::default());
    let offered: BTreeSet<&str> = all
        .report
        .added
        .iter()
        .chain(&all.report.changed)
        .chain(&all.report.conflicts)
        .map(|one| one.key.as_str())
        .collect();
    // A frame comes for what comes; without that it is nothing that a group has made.
    for one in plan.report.left.iter().filter(|one| !one.key.ends_with(':')) {
        assert!(offered.contains(one.key.as_str()), "left, and not offered again: {}", one.key);
    }
    for (board, _, view) in &workshop.groups {
        for note in view.notes.keys() {
            let has = |plan: &Plan| plan.bases[board].keys().any(|key| key.ends_with(&format!(":{note}")));
            let is_home = view.notes[note].src.as_ref().is_some_and(|src| src.board == hub);
            assert!(has(&all) || is_home, "note {note} would never come");
        }
    }
    // What is on the group's board was not removed by it.
    for one in &plan.report.removed {
        let (board, item) = one.key[2..].split_once(':').unwrap();
        let (_, _, view) = workshop.groups.iter().find(|(id, ..)| id.as_str() == board).unwrap();
        let is_there = match one.kind {
            Kind::Note => view.notes.contains_key(&id(item)),
            Kind::Cluster => item.is_empty() || view.clusters.contains_key(&id(item)),
            Kind::Link => view.links.get(&id(item)).is_some_and(|link| view.is_drawn(link)),
        };
        assert!(!is_there, "{} is still there", one.key);
    }
    // And it can be taken back exactly.
    let undone = undo(&plan.undo, &workshop.plenary);
    assert!(undone.kept.is_empty());
    let back = Plan { edits: undone.edits, ..plan }.outcome(&workshop.plenary);
    assert_eq!(content(&back), content(&before.plenary));
    for (board, base) in &undone.bases {
        assert_eq!(*base, before.bases.get(board).cloned().unwrap_or_default());
    }
    if random.one_in(6) {
        workshop.plenary = back;
        workshop.bases = before.bases;
    }
}

fn send(workshop: &mut Workshop, random: &mut Random) {
    let hub = board_id(PLENARY);
    let notes = places(&hub, workshop.plenary.notes.keys().cloned());
    let clusters = places(&hub, workshop.plenary.clusters.keys().cloned());
    let only = Only {
        notes: Some(random.some(&notes, 3).into_iter().collect()),
        clusters: Some(random.some(&clusters, 4).into_iter().collect()),
        ..Only::default()
    };
    for group in 0..workshop.groups.len() {
        if random.one_in(4) {
            continue;
        }
        let (board, _, before) = workshop.groups[group].clone();
        let plan = workshop.send_to(group, &only);
        let after = &workshop.groups[group].2;
        kept(&before, after, &plan, &Accept::default());
        assert!(after.notes.values().all(|note| note.src.as_ref().is_none_or(|src| src.board != board)));
        assert!(workshop.plan_sending(group, &only).edits.is_empty(), "sent twice");
        let undone = undo(&plan.undo, after);
        let back = Plan { edits: undone.edits, ..plan }.outcome(after);
        assert_eq!(content(&back), content(&before));
        // What comes back at once brings nothing of it.
        let keys: BTreeSet<String> = only.notes.iter().flatten().map(|(_, id)| id.to_string()).collect();
        let offer = workshop.plan(&Wish::default()).report;
        for one in offer.added.iter().filter(|one| one.source == board) {
            assert!(!keys.contains(one.id.as_str()), "{} came home as new", one.key);
        }
    }
}

fn case(seed: u64) {
    let mut random = Random(seed);
    let mut workshop = Workshop::new(&["Ambiente", "Cultura"]);
    for step in 0..STEPS {
        match random.below(8) {
            0..=3 => {
                let group = random.below(2);
                edit(&mut workshop.groups[group].2, &mut random);
            }
            4 => edit(&mut workshop.plenary, &mut random),
            5 | 6 => collect(&mut workshop, &mut random, step == STEPS / 2),
            _ => send(&mut workshop, &mut random),
        }
    }
}

#[test]
fn co18_whatever_people_do_collecting_is_idempotent_loses_nothing_leaves_what_was_tidied_and_can_be_taken_back()
 {
    for seed in FIRST..FIRST + CASES {
        if let Err(panic) = std::panic::catch_unwind(|| case(seed)) {
            println!("seed {seed}");
            std::panic::resume_unwind(panic);
        }
    }
}
