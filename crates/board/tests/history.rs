//! A board at two moments. A failure names its seed; put there as `FIRST`, it comes first.
#![allow(clippy::unwrap_used)]

#[path = "common/chance.rs"]
mod chance;

use std::collections::{BTreeMap, BTreeSet};

use board::cluster::Cluster;
use board::edit::{Edit, Item, Kind, apply, new_doc};
use board::history::{Changes, Respect, What, restore};
use board::id::ItemId;
use board::link::Link;
use board::mark::{Figure, Mark};
use board::note::Note;
use board::reaction::Reaction;
use board::schema::Color;
use board::view::{BoardView, Tally};
use chance::Random;
use yrs::Transact;

const FIRST: u64 = 0;
const CASES: u64 = 1_500;
const WORDS: [&str; 5] = ["fiume", "sentiero lungo", "libri aperti", "", "è 🌲 verde"];

fn id(text: &str) -> ItemId {
    text.parse().unwrap()
}

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn words(&mut self) -> String {
        WORDS[self.below(5) as usize].to_owned()
    }

    fn pos(&mut self) -> [f64; 2] {
        [self.below(900) as f64, self.below(900) as f64]
    }

    fn figure(&mut self) -> Figure {
        let text = self.words();
        match self.below(4) {
            0 => Figure::Text { text },
            1 => Figure::Shape { form: "arrow".into(), points: vec![0.0, 0.0, 9_000.0, 40.0], text },
            2 => Figure::Stroke {
                points: vec![0.0, 0.0, 500.0, 9.0, 70.0, 8.0],
                highlight: self.below(2) == 0,
            },
            _ => Figure::Image { image: "ab".repeat(32).parse().unwrap(), text },
        }
    }

    /// One change among few ids, so that things come, change, go and come again.
    fn edit(&mut self) -> Edit {
        let name = |kind: &str, n: u64| id(&format!("{kind}{n}"));
        let n = self.below(5);
        match self.below(12) {
            0..=3 => {
                let cluster = (self.below(2) == 0).then(|| name("c", self.below(3)));
                let locked = self.below(5) == 0;
                let note = Note { text: self.words(), pos: self.pos(), cluster, locked, ..Note::default() };
                Edit::Put { id: name("n", n), item: Item::Note(note) }
            }
            4 => Edit::Delete { kind: Kind::Note, id: name("n", n) },
            5 => {
                let cluster = Cluster { title: self.words(), pos: self.pos(), ..Cluster::default() };
                Edit::Put { id: name("c", n % 3), item: Item::Cluster(cluster) }
            }
            6 => Edit::Delete { kind: Kind::Cluster, id: name("c", n % 3) },
            7 => {
                let (from, to) = (name("n", n), name("n", (n + 1 + self.below(3)) % 5));
                let link = Link { from, to, label: self.words(), style: String::new(), src: None };
                Edit::Put { id: name("l", n), item: Item::Link(link) }
            }
            8 => Edit::Delete { kind: Kind::Link, id: name("l", n) },
            9 => {
                let color = Color::parse("blue").unwrap();
                let mark = Mark {
                    figure: self.figure(),
                    pos: self.pos(),
                    size: [300.0, 200.0],
                    color,
                    z: "a1".into(),
                    author: Some("p1".into()),
                    locked: false,
                    src: None,
                };
                Edit::PutMark { id: name("m", n), mark }
            }
            10 => Edit::DropMark { id: name("m", n) },
            _ => Edit::SetTitle(self.words()),
        }
    }
}

/// What a restore is about.
fn content(view: &BoardView) -> impl PartialEq + std::fmt::Debug + use<> {
    (
        view.title.clone(),
        view.notes.clone(),
        view.clusters.clone(),
        view.links.clone(),
        view.marks.clone(),
        view.tallies.clone(),
    )
}

/// Links whose end is gone are not brought back, nor notes put into clusters that are gone; nothing of that was ever seen.
fn as_seen(view: &BoardView) -> BoardView {
    let mut seen = view.clone();
    seen.links.retain(|_, link| view.is_drawn(link));
    for note in seen.notes.values_mut() {
        note.cluster = note.cluster.take().filter(|id| view.clusters.contains_key(id));
    }
    seen
}

#[test]
fn bd11_bd12_whatever_has_happened_a_board_comes_back_as_it_was() {
    for seed in std::iter::once(FIRST).chain(1..CASES) {
        let mut random = Random(seed);
        let doc = new_doc(1);
        let step = |edits: &[Edit]| {
            let mut txn = doc.transact_mut();
            apply(&mut txn, edits);
            BoardView::read(&txn)
        };
        let write = |random: &mut Random| (0..12).map(|_| random.edit()).collect::<Vec<_>>();
        step(&write(&mut random));
        // Votes are no part of a version.
        let then = step(&[Edit::PutTally { id: id("n1"), tally: Tally { votes: 3, round: 1 } }]);
        let now = step(&write(&mut random));

        let changes = Changes::between(&then, &now);
        let back = Changes::between(&now, &then);
        let names = |things: &[board::history::Thing]| -> Vec<_> {
            things.iter().map(|thing| (thing.what, thing.id.clone())).collect()
        };
        assert_eq!(names(&changes.added), names(&back.removed), "seed {seed}");
        assert_eq!(changes.changed.len(), back.changed.len(), "seed {seed}");

        let restored = step(&restore(&now, &then, None));
        let tallies = restored.tallies.clone();
        assert_eq!(
            content(&as_seen(&restored)),
            content(&BoardView { tallies, ..as_seen(&then) }),
            "seed {seed}"
        );
        assert_eq!(restored.tallies, now.tallies, "seed {seed}");
        let left = restore(&restored, &then, None);
        assert!(
            left.iter().all(
                |edit| matches!(edit, Edit::Put { item: Item::Note(note), .. } if note.cluster.is_none())
            ),
            "seed {seed}: {left:?}"
        );
        // And the way back is one to what it was.
        let again = step(&restore(&restored, &now, None));
        assert_eq!(content(&as_seen(&again)), content(&as_seen(&now)), "seed {seed}");
    }
}

fn small() -> BoardView {
    let note = |text: &str, cluster: Option<&str>| Note {
        text: text.into(),
        cluster: cluster.map(id),
        ..Note::default()
    };
    let link = |from: &str, to: &str| Link {
        from: id(from),
        to: id(to),
        label: "richiede".into(),
        style: String::new(),
        src: None,
    };
    let like = Reaction { on: id("a"), kind: "plus".into(), author: "p1".into() };
    BoardView {
        notes: [
            (id("a"), note("ascolto", Some("t"))),
            (id("b"), note("tempo", Some("t"))),
            (id("c"), note("cura", None)),
        ]
        .into(),
        clusters: [(id("t"), Cluster { title: "Che cosa serve".into(), ..Cluster::default() })].into(),
        links: [(id("l"), link("a", "b")), (id("k"), link("b", "c"))].into(),
        reactions: [(id("r"), like)].into(),
        ..BoardView::default()
    }
}

#[test]
fn bd11_what_is_different_is_told_thing_by_thing_and_in_which_respect() {
    let then = small();
    let mut now = small();
    let a = now.notes.get_mut(&id("a")).unwrap();
    (a.text, a.pos, a.cluster) = ("ascoltare".into(), [40.0, 0.0], None);
    now.notes.get_mut(&id("c")).unwrap().color = Color::parse("pink").unwrap();
    now.notes.remove(&id("b"));
    now.links.clear();
    now.notes.insert(id("d"), Note { text: "fiducia".into(), ..Note::default() });
    now.reactions.clear();
    let changes = Changes::between(&then, &now);
    let names = |things: &[board::history::Thing]| -> Vec<_> {
        things.iter().map(|thing| (thing.what, thing.words.clone())).collect()
    };
    assert_eq!(names(&changes.added), [(What::Note, "fiducia".to_owned())]);
    let links = vec![(What::Link, "richiede".to_owned()); 2];
    assert_eq!(names(&changes.removed), [vec![(What::Note, "tempo".to_owned())], links].concat());
    let changed: BTreeMap<_, _> = changes
        .changed
        .iter()
        .map(|one| (one.thing.words.as_str(), (one.said.as_str(), one.respects.clone())))
        .collect();
    let all = |respects: &[Respect]| respects.iter().copied().collect::<BTreeSet<_>>();
    assert_eq!(changed["ascoltare"], ("ascolto", all(&[Respect::Words, Respect::Place, Respect::Order])));
    assert_eq!(changed["cura"], ("cura", all(&[Respect::Look])));
    assert_eq!(changed.len(), 2);
    assert!(Changes::between(&then, &small()).is_empty());
}

#[test]
fn bd12_single_things_come_back_in_their_place_and_nothing_else_is_touched() {
    let then = small();
    let mut now = small();
    now.notes.remove(&id("a"));
    now.notes.remove(&id("b"));
    now.clusters.clear();
    now.links.clear();
    now.reactions.clear();
    now.notes.get_mut(&id("c")).unwrap().text = "cura reciproca".into();
    now.notes.insert(id("d"), Note::default());
    let ids = |edits: &[Edit]| -> Vec<String> {
        let name = |edit: &Edit| match edit {
            Edit::Put { id, .. } | Edit::PutReaction { id, .. } => id.to_string(),
            other => panic!("{other:?}"),
        };
        edits.iter().map(name).collect()
    };
    // With what was thought of it, and its link to what is there; without its cluster, which is gone.
    let only_b = restore(&now, &then, Some(&[id("b")].into()));
    assert_eq!(ids(&only_b), ["b", "k"]);
    assert!(matches!(&only_b[0], Edit::Put { item: Item::Note(note), .. } if note.cluster.is_none()));
    assert_eq!(ids(&restore(&now, &then, Some(&[id("a")].into()))), ["a", "r"]);
    // Together with its cluster it is in it again.
    let with_cluster = restore(&now, &then, Some(&[id("a"), id("b"), id("t")].into()));
    assert_eq!(ids(&with_cluster), ["t", "a", "r", "b", "k", "l"]);
    assert!(
        matches!(&with_cluster[1], Edit::Put { item: Item::Note(note), .. } if note.cluster == Some(id("t")))
    );
    // What is there, and another, is as it was.
    assert_eq!(ids(&restore(&now, &then, Some(&[id("c"), id("nessuno")].into()))), ["c"]);
}
