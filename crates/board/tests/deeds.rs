//! Who did what, taking it back, and the bin. A failure names its seed; put there as `FIRST`, it comes first.
#![allow(clippy::unwrap_used)]

#[path = "common/chance.rs"]
mod chance;

use std::collections::{BTreeMap, BTreeSet};

use board::cluster::Cluster;
use board::comment::Comment;
use board::deed::{Bin, Deed, Part, Replay, SERVER, undo};
use board::edit::{Edit, Item, Kind, draft, new_doc, read};
use board::id::ItemId;
use board::link::Link;
use board::mark::{Figure, Mark};
use board::note::Note;
use board::reaction::Reaction;
use board::schema::Color;
use board::view::BoardView;
use chance::Random;
use yrs::updates::decoder::Decode;
use yrs::{ReadTxn, StateVector, Transact, Update};

const FIRST: u64 = 0;
const CASES: u64 = 600;

fn id(text: &str) -> ItemId {
    text.parse().unwrap()
}

/// A board on which several people write, one after the other, with its records.
struct Desk {
    state: Vec<u8>,
    records: Vec<(String, u64, Vec<u8>)>,
    at_ms: u64,
}

impl Desk {
    fn new() -> Desk {
        Desk { state: vec![0, 0], records: Vec::new(), at_ms: 1_000_000 }
    }

    fn by(&mut self, who: &str, edits: &[Edit]) {
        let client = 1 + u64::from(who.as_bytes()[0]);
        let update = draft(&self.state, client, edits).unwrap();
        let doc = new_doc(9);
        for one in [&self.state, &update] {
            doc.transact_mut().apply_update(Update::decode_v1(one).unwrap()).unwrap();
        }
        self.state = doc.transact().encode_state_as_update_v1(&StateVector::default());
        self.at_ms += 20_000;
        self.records.push((who.to_owned(), self.at_ms, update));
    }

    fn view(&self) -> BoardView {
        read(&self.state).unwrap()
    }

    /// What was done since the record of that number.
    fn deeds(&self, from: usize) -> Vec<Deed> {
        let mut replay = Replay::new(&[]).unwrap();
        for (who, at_ms, update) in &self.records {
            replay.take(who, *at_ms, update).unwrap();
        }
        let (deeds, state) = replay.end();
        assert_eq!(read(&state).unwrap(), self.view(), "the replay has come to the same board");
        let since = from.checked_sub(1).map_or(0, |last| self.records[last].1 + 1);
        deeds.into_iter().filter(|deed| deed.at_ms >= since).collect()
    }

    fn undo(&mut self, who: &str, from: usize) -> board::deed::Undoing {
        let undoing = undo(&self.deeds(from), who, 0, &self.view());
        self.by(SERVER, &undoing.edits);
        undoing
    }
}

fn note(text: &str) -> Note {
    Note { text: text.into(), ..Note::default() }
}

fn put(name: &str, note: Note) -> Edit {
    Edit::Put { id: id(name), item: Item::Note(note) }
}

fn put_link(name: &str, from: &str, to: &str) -> Edit {
    let link = Link { from: id(from), to: id(to), label: "aiuta".into(), style: String::new(), src: None };
    Edit::Put { id: id(name), item: Item::Link(link) }
}

fn put_cluster(name: &str, title: &str) -> Edit {
    Edit::Put { id: id(name), item: Item::Cluster(Cluster { title: title.into(), ..Cluster::default() }) }
}

fn delete(name: &str) -> Edit {
    Edit::Delete { kind: Kind::Note, id: id(name) }
}

#[test]
fn bd13_a_record_becomes_what_its_writer_changed() {
    let mut desk = Desk::new();
    desk.by("anna", &[put("n1", note("uno")), put_link("l1", "n1", "n2")]);
    desk.by("bruno", &[put("n1", note("uno due"))]);
    desk.by("anna", &[delete("n1"), Edit::Delete { kind: Kind::Link, id: id("l1") }]);
    let deeds = desk.deeds(0);
    let said: Vec<_> = deeds
        .iter()
        .map(|deed| {
            let words = |part: &Option<Part>| part.as_ref().map(|part| part.words().to_owned());
            (deed.who.as_str(), deed.id.as_str(), words(&deed.before), words(&deed.after))
        })
        .collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        said,
        [
            ("anna", "n1", None, some("uno")),
            ("anna", "l1", None, some("aiuta")),
            ("bruno", "n1", some("uno"), some("uno due")),
            ("anna", "n1", some("uno due"), None),
            ("anna", "l1", some("aiuta"), None),
        ]
    );
    // What the server makes is no deed, what it changes or removes is.
    desk.by(SERVER, &[put("s1", note("importata"))]);
    assert_eq!(desk.deeds(0).len(), deeds.len());
    desk.by(SERVER, &[delete("s1")]);
    assert_eq!(desk.deeds(0).len(), deeds.len() + 1);
    let json = serde_json::to_string(&deeds).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Deed>>(&json).unwrap(), deeds);
}

#[test]
fn bd13_what_goes_on_within_seconds_is_one_deed_and_removing_is_for_itself() {
    let mut desk = Desk::new();
    for text in ["u", "un", "uno"] {
        desk.by("anna", &[put("n1", note(text))]);
    }
    desk.by("anna", &[delete("n1")]);
    for (n, record) in desk.records.iter_mut().enumerate() {
        record.1 = 5_000 + n as u64;
    }
    let deeds = desk.deeds(0);
    assert_eq!(deeds.len(), 2, "{deeds:?}");
    assert_eq!((deeds[0].before.as_ref(), deeds[0].after.as_ref().unwrap().words()), (None, "uno"));
    assert_eq!(deeds[1].before.as_ref().unwrap().words(), "uno");
}

#[test]
fn bd14_what_one_did_is_taken_back_and_what_others_did_stays() {
    let mut desk = Desk::new();
    let blue = Color::parse("blue").unwrap();
    desk.by(
        "anna",
        &[
            put("n1", note("fiume")),
            put("n2", note("libri")),
            put("n3", note("sentiero")),
            put_link("l1", "n1", "n2"),
            put_cluster("c1", "Luoghi"),
        ],
    );
    let then = desk.view();
    let from = desk.records.len();
    // He writes nonsense, removes one, rewords another, paints a third; makes a note others write in, and one they do not.
    desk.by("bruno", &[put("x1", note("bla bla")), put("x2", note("forse"))]);
    desk.by("bruno", &[delete("n1")]);
    desk.by(SERVER, &[Edit::Delete { kind: Kind::Link, id: id("l1") }]);
    desk.by(
        "bruno",
        &[put("n2", note("niente")), put("n3", Note { color: blue.clone(), ..note("sentiero") })],
    );
    desk.by("carla", &[put("x2", note("forse sì, con i ragazzi"))]);
    desk.by("carla", &[put("n3", Note { color: blue, ..note("sentiero nel bosco") })]);
    let undoing = desk.undo("bruno", from);
    let now = desk.view();
    assert_eq!((undoing.gone, undoing.back, undoing.changed, undoing.kept), (1, 2, 2, 1), "{undoing:?}");
    assert_eq!(now.notes[&id("n1")], then.notes[&id("n1")]);
    assert_eq!(now.links, then.links, "what the server removed after him comes back as well");
    assert_eq!(now.notes[&id("n2")].text, "libri");
    assert_eq!(now.notes[&id("n3")].text, "sentiero nel bosco");
    assert_eq!(now.notes[&id("n3")].color, then.notes[&id("n3")].color);
    assert!(!now.notes.contains_key(&id("x1")));
    assert_eq!(now.notes[&id("x2")].text, "forse sì, con i ragazzi");
    // Once more there is nothing left to take back.
    let again = undo(&desk.deeds(from), "bruno", 0, &now);
    assert!(again.edits.is_empty(), "{again:?}");
}

#[test]
fn bd14_opinions_go_and_come_back_and_a_thread_stays() {
    let mut desk = Desk::new();
    let comment = |author: &str, on: &str, text: &str| Comment {
        on: id(on),
        text: text.into(),
        author: Some(author.into()),
        at: Some(5.0),
        done: false,
        quote: String::new(),
    };
    let like = |author: &str| Reaction { on: id("n1"), kind: "plus".into(), author: author.into() };
    desk.by("anna", &[put("n1", note("fiume")), Edit::PutReaction { id: id("r1"), reaction: like("bruno") }]);
    desk.by("bruno", &[Edit::PutComment { id: id("k0"), comment: comment("bruno", "n1", "Bello") }]);
    let from = desk.records.len();
    desk.by("bruno", &[Edit::DropReaction { id: id("r1") }, Edit::DropComment { id: id("k0") }]);
    desk.by("bruno", &[Edit::PutComment { id: id("k1"), comment: comment("bruno", "n1", "Che noia") }]);
    desk.by("bruno", &[Edit::PutComment { id: id("k2"), comment: comment("bruno", "n1", "Anche questo") }]);
    desk.by("anna", &[Edit::PutComment { id: id("k3"), comment: comment("anna", "k2", "Perché?") }]);
    let undoing = desk.undo("bruno", from);
    let now = desk.view();
    assert_eq!((undoing.opinions, undoing.kept), (4, 1), "{undoing:?}");
    assert_eq!(now.reactions.keys().collect::<Vec<_>>(), [&id("r1")]);
    let said: Vec<_> = now.comments.iter().map(|(id, one)| (id.as_str(), one.text.as_str())).collect();
    assert_eq!(said, [("k0", "Bello"), ("k2", ""), ("k3", "Perché?")]);
}

#[test]
fn bd15_the_bin_brings_things_back_with_what_hung_on_them() {
    let mut desk = Desk::new();
    let inside = |text: &str| Note { cluster: Some(id("c1")), pos: [60.0, 80.0], ..note(text) };
    desk.by(
        "anna",
        &[
            put_cluster("c1", "Luoghi"),
            put("n1", inside("fiume")),
            put("n2", inside("libri")),
            put("n3", note("")),
            put_link("l1", "n1", "n2"),
            Edit::PutReaction {
                id: id("r1"),
                reaction: Reaction { on: id("n1"), kind: "plus".into(), author: "anna".into() },
            },
        ],
    );
    let then = desk.view();
    // Came and went at once; an empty note is nothing to bring back.
    desk.by("bruno", &[put("x1", note("un attimo"))]);
    desk.by("bruno", &[delete("x1"), delete("n3")]);
    let free = |text: &str| Note { cluster: None, ..inside(text) };
    desk.by(
        "bruno",
        &[
            Edit::Delete { kind: Kind::Cluster, id: id("c1") },
            put("n2", free("libri")),
            delete("n1"),
            Edit::DropReaction { id: id("r1") },
        ],
    );
    desk.by(SERVER, &[Edit::Delete { kind: Kind::Link, id: id("l1") }]);
    let mut bin = Bin::default();
    assert!(bin.add(&desk.deeds(0)));
    assert!(!bin.add(&[]));
    let listed = |bin: &Bin, desk: &Desk| -> Vec<String> {
        bin.listed(&desk.view()).iter().map(|one| one.id.to_string()).collect()
    };
    let mut names = listed(&bin, &desk);
    names[..2].sort();
    assert_eq!(names, ["c1", "n1", "x1"], "the latest first");
    let edits = bin.restore(&desk.view(), &BTreeSet::from([id("c1"), id("n1"), id("n3")]));
    desk.by(SERVER, &edits);
    let now = desk.view();
    for name in ["n1", "n2"] {
        assert_eq!(now.notes[&id(name)], then.notes[&id(name)]);
    }
    assert_eq!((&now.clusters, &now.links, &now.reactions), (&then.clusters, &then.links, &then.reactions));
    assert_eq!(listed(&bin, &desk), ["x1"]);
}

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn edits(&mut self) -> Vec<Edit> {
        (0..1 + self.below(3)).map(|_| self.edit()).collect()
    }

    fn edit(&mut self) -> Edit {
        let n = self.below(6);
        let name = |kind: &str, n: u64| id(&format!("{kind}{n}"));
        let text = ["fiume", "sentiero lungo", "libri", "è 🌲 verde"][self.below(4) as usize];
        let pos = [self.below(500) as f64, self.below(500) as f64];
        match self.below(10) {
            0..=3 => {
                let cluster = (self.below(2) == 0).then(|| name("c", self.below(2)));
                let color = Color::parse(["yellow", "blue"][self.below(2) as usize]).unwrap();
                put(&format!("n{n}"), Note { pos, cluster, color, ..note(text) })
            }
            4 | 5 => delete(&format!("n{n}")),
            6 => put_cluster(&format!("c{}", n % 2), text),
            7 => Edit::Delete { kind: Kind::Cluster, id: name("c", n % 2) },
            8 => put_link(&format!("l{n}"), &format!("n{n}"), &format!("n{}", (n + 1) % 6)),
            _ if self.below(2) == 0 => Edit::DropMark { id: name("m", n) },
            _ => {
                let mark = Mark {
                    figure: Figure::Text { text: text.into() },
                    pos,
                    size: [300.0, 200.0],
                    color: Color::default(),
                    z: "a1".into(),
                    author: None,
                    locked: false,
                    src: None,
                };
                Edit::PutMark { id: name("m", n), mark }
            }
        }
    }
}

/// Without what nobody sees: links whose end is gone, clusters of notes that are none.
fn seen(view: &BoardView) -> BoardView {
    let mut seen = view.clone();
    seen.links.retain(|_, link| view.is_drawn(link));
    for note in seen.notes.values_mut() {
        note.cluster = note.cluster.take().filter(|id| view.clusters.contains_key(id));
    }
    seen
}

#[test]
fn bd14_when_only_one_has_written_since_the_board_is_again_what_it_was() {
    for seed in std::iter::once(FIRST).chain(1..CASES) {
        let mut random = Random(seed);
        let mut desk = Desk::new();
        for who in ["anna", "bruno", "carla"] {
            let edits = random.edits();
            desk.by(who, &edits);
        }
        let then = seen(&desk.view());
        let from = desk.records.len();
        for _ in 0..1 + random.below(6) {
            let edits = random.edits();
            desk.by("bruno", &edits);
        }
        desk.undo("bruno", from);
        let now = seen(&desk.view());
        // A note that lay in a cluster nobody had made is in none.
        assert_eq!((&now.clusters, &now.marks), (&then.clusters, &then.marks), "seed {seed}");
        assert_eq!(now.notes, then.notes, "seed {seed}");
        assert_eq!(now.links, then.links, "seed {seed}");
    }
}

#[test]
fn bd14_bd15_whatever_has_happened_others_work_stays_and_what_was_removed_comes_back() {
    for seed in std::iter::once(FIRST).chain(1..CASES) {
        let mut random = Random(seed.wrapping_mul(0x1_0001));
        let mut desk = Desk::new();
        for _ in 0..10 {
            let edits = random.edits();
            let who = ["anna", "bruno", "carla"][random.below(3) as usize];
            desk.by(who, &edits);
        }
        let deeds = desk.deeds(0);
        let touched: BTreeSet<&ItemId> =
            deeds.iter().filter(|deed| deed.who == "bruno").map(|deed| &deed.id).collect();
        let before = desk.view();
        let undoing = undo(&deeds, "bruno", 0, &before);
        let is_orphan = |note: &Note| note.cluster.as_ref().is_some_and(|id| touched.contains(id));
        for edit in &undoing.edits {
            let of_cluster = matches!(edit, Edit::Put { id, item: Item::Note(_) } if before.notes.get(id).is_some_and(is_orphan));
            let id = match edit {
                Edit::Put { id, .. } | Edit::Delete { id, .. } => id,
                Edit::PutMark { id, .. } | Edit::DropMark { id } => id,
                other => panic!("seed {seed}: {other:?}"),
            };
            assert!(
                touched.contains(id) || of_cluster,
                "seed {seed}: {edit:?} is about what he never touched"
            );
        }
        // What somebody else wrote last is what stands there.
        let mut last: BTreeMap<&ItemId, &Deed> = BTreeMap::new();
        for deed in deeds.iter().filter(|deed| deed.who != SERVER) {
            let words = |part: &Option<Part>| part.as_ref().map(|part| part.words().to_owned());
            if words(&deed.before) != words(&deed.after) {
                last.insert(&deed.id, deed);
            }
        }
        let mut bin = Bin::default();
        bin.add(&deeds);
        desk.by(SERVER, &undoing.edits);
        let after = desk.view();
        for (id, deed) in last.into_iter().filter(|(_, deed)| deed.who != "bruno") {
            let Some(Part::Note(left)) = &deed.after else { continue };
            let stands =
                after.notes.get(id).unwrap_or_else(|| panic!("seed {seed}: {id} of {} is gone", deed.who));
            assert_eq!(stands.text, left.text, "seed {seed}: {id}");
        }
        let gone: BTreeMap<ItemId, Part> =
            bin.listed(&after).into_iter().map(|one| (one.id.clone(), one.part.clone())).collect();
        desk.by(SERVER, &bin.restore(&after, &gone.keys().cloned().collect()));
        let back = desk.view();
        for (id, part) in gone {
            match part {
                Part::Note(note) => {
                    let cluster = back.notes[&id].cluster.clone();
                    assert_eq!(back.notes[&id], Note { cluster, ..note }, "seed {seed}");
                }
                Part::Cluster(cluster) => assert_eq!(back.clusters[&id], cluster, "seed {seed}"),
                Part::Link(link) => assert_eq!(back.links[&id], link, "seed {seed}"),
                Part::Mark(mark) => assert_eq!(back.marks[&id], mark, "seed {seed}"),
                Part::Reaction(_) | Part::Comment(_) => panic!("seed {seed}: an opinion in the bin"),
            }
        }
    }
}
