//! What files keep of a board and what they lose, as docs/formats.md says; a failure names its seed.
#![allow(clippy::unwrap_used)]

#[path = "common/chance.rs"]
mod chance;

use std::collections::{BTreeMap, BTreeSet};

use board::cluster::{Cluster, Layout};
use board::comment::Comment;
use board::edit::{apply, new_doc};
use board::format::landing::{Whose, land, sift};
use board::format::{Format, Import, export, import};
use board::id::{BoardId, ItemId};
use board::link::Link;
use board::mark::{Figure, Mark};
use board::note::{Note, Src};
use board::order;
use board::reaction::Reaction;
use board::schema::{COLORS, Color, SCHEMA_VERSION};
use board::view::{BoardView, Tally};
use chance::Random;
use yrs::Transact;

const CASES: u64 = 300;

impl Random {
    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// Words that mean something elsewhere: to spreadsheets, browsers, XML, Markdown, and to who reads from right to left.
const HOSTILE: [&str; 34] = [
    "fiume",
    "due righe\ne una \"citata\"",
    "=HYPERLINK(\"http://example.org\")",
    "+39 055",
    "-2+3",
    "@SUM(A1)",
    "＝1+1",
    "'=1",
    "''-già citata",
    "  =vuoto davanti",
    "a;b,c|d\te",
    "<img src=x onerror=alert(1)>",
    "</text><script>alert(1)</script>",
    "]]>",
    "&lt; &amp;amp; &#x41; &bomb;",
    "javascript:alert(1)",
    "# non un titolo",
    "- non un elenco",
    "1. nemmeno",
    "* [ ] casella *forte* _corsivo_ `codice`",
    "[legame](http://example.org/a_b_c)",
    "\\ fine \\",
    "--- ",
    "===",
    "> detto | da",
    "\u{202e}rovescio\u{202c}",
    "e\u{301}\u{301}\u{301} 🌲👩‍🚒",
    "{\"a\": [1]}",
    "%PDF-1.7",
    "~~~ ```",
    "![figura](x.png)",
    "10) numero",
    "riga\n\n\nvuote",
    "è",
];
const TITLES: [&str; 5] =
    ["Il bosco", "=Tema", "<b>Tema</b> & altri", "Acqua, aria; terra", "- # 1. *Libri*"];

/// A board by chance; every text is there once, so that things can be told by what they say.
fn board(random: &mut Random) -> BoardView {
    let mut view =
        BoardView { schema: SCHEMA_VERSION, title: "Laboratorio & <co>".to_owned(), ..BoardView::default() };
    let id = |kind: char, n: usize| -> ItemId { format!("{kind}{n}").parse().unwrap() };
    let mut z = None;
    let mut key = || {
        let next = order::between(z.as_deref(), None);
        z = Some(next.clone());
        next
    };
    let color = |random: &mut Random| match random.below(9) {
        at @ 0..7 => Color::parse(COLORS[at]).unwrap(),
        _ => Color::parse("#12ab9f").unwrap(),
    };
    let clusters = random.below(5);
    for (n, title) in TITLES.iter().enumerate().take(clusters) {
        let title = format!("{title} {n}");
        let pos = [(random.below(20_000) as f64 - 9_000.0) / 3.0, n as f64 * 700.0];
        let cluster = Cluster {
            title,
            pos,
            size: [640.0, 480.5],
            color: color(random),
            z: key(),
            ..Cluster::default()
        };
        view.clusters.insert(id('c', n), cluster);
    }
    let notes = 1 + random.below(14);
    for n in 0..notes {
        let cluster = (clusters > 0 && !random.one_in(3)).then(|| id('c', random.below(clusters)));
        let note = Note {
            text: format!("{} {n}", HOSTILE[random.below(HOSTILE.len())]),
            pos: [(random.next() % 900_000) as f64 / 7.0, -(random.below(4_000) as f64)],
            size: [200.0, 160.0 + random.below(80) as f64],
            color: color(random),
            z: key(),
            cluster,
            tags: (0..random.below(3)).map(|at| format!("=tag, {at}")).collect(),
            ..Note::default()
        };
        view.notes.insert(id('n', n), note);
    }
    for n in 0..random.below(12) {
        let from = id('n', random.below(notes));
        let to = if clusters > 0 && random.one_in(4) {
            id('c', random.below(clusters))
        } else {
            id('n', random.below(notes))
        };
        if from != to {
            let label = if random.one_in(2) { String::new() } else { format!("=porta a <{n}>") };
            view.links.insert(id('l', n), Link { from, to, label, style: String::new(), src: None });
        }
    }
    for n in 0..random.below(4) {
        let figure = match random.below(4) {
            0 => Figure::Text { text: format!("libero <{n}>") },
            1 => Figure::Shape { form: "ellipse".to_owned(), points: Vec::new(), text: format!("forma {n}") },
            2 => Figure::Shape {
                form: "arrow".to_owned(),
                points: vec![0.0, 10_000.0, 10_000.0, 0.0],
                text: String::new(),
            },
            _ => Figure::Stroke {
                points: vec![0.0, 0.0, 10_000.0, 2_500.0, 4_000.0, 10_000.0],
                highlight: random.one_in(2),
            },
        };
        let (pos, size) = ([n as f64 * 300.0, -1_000.25], [120.0, 80.0]);
        let mark = Mark {
            figure,
            pos,
            size,
            color: color(random),
            z: key(),
            author: None,
            locked: false,
            src: None,
        };
        view.marks.insert(id('m', n), mark);
    }
    view
}

/// A board as far as things can be told by what they say.
#[derive(Debug, PartialEq)]
struct Told {
    clusters: BTreeSet<String>,
    notes: BTreeSet<(String, String, String, Vec<String>)>,
    links: Vec<(String, String, String)>,
}

/// How a format changes words, tags and colours.
struct Way {
    text: fn(&str) -> String,
    title: fn(&str) -> String,
    tag: fn(&str) -> String,
    has_tags: bool,
    has_colors: bool,
    has_cluster_colors: bool,
}

const SAME: Way = Way {
    text: str::to_owned,
    title: str::to_owned,
    tag: str::to_owned,
    has_tags: true,
    has_colors: true,
    has_cluster_colors: true,
};

fn told(view: &BoardView, way: &Way, links: &dyn Fn(&ItemId) -> Option<bool>) -> Told {
    let color = |has: bool, color: &Color| if has { color.as_str().to_owned() } else { String::new() };
    let title = |id: &ItemId| view.clusters.get(id).map(|cluster| (way.title)(&cluster.title));
    let says = |id: &ItemId| {
        view.notes.get(id).map(|note| (way.text)(&note.text)).or_else(|| title(id)).unwrap_or_default()
    };
    let mut all: Vec<_> = view
        .links
        .iter()
        .filter_map(|(id, link)| {
            let label = if links(id)? { link.label.clone() } else { String::new() };
            Some((says(&link.from), says(&link.to), label))
        })
        .collect();
    all.sort();
    let clusters = view.clusters.values();
    Told {
        clusters: clusters
            .map(|one| format!("{} {}", (way.title)(&one.title), color(way.has_cluster_colors, &one.color)))
            .collect(),
        notes: view
            .notes
            .values()
            .map(|note| {
                let home = note.cluster.as_ref().and_then(title).unwrap_or_default();
                let tags = if way.has_tags {
                    note.tags.iter().map(|tag| (way.tag)(tag)).collect()
                } else {
                    Vec::new()
                };
                ((way.text)(&note.text), home, color(way.has_colors, &note.color), tags)
            })
            .collect(),
        links: all,
    }
}

fn again(format: Format, view: &BoardView, seed: u64) -> Import {
    let file = export(format, view, &|_| None).unwrap();
    assert_eq!(Format::guess("", &file), format, "seed {seed}: {}", String::from_utf8_lossy(&file));
    import(format, &file).unwrap_or_else(|refusal| {
        panic!("seed {seed}: {:?} {}\n{}", refusal.line, refusal.reason, String::from_utf8_lossy(&file))
    })
}

fn each_board(check: impl Fn(&BoardView, u64)) {
    for seed in 0..CASES {
        check(&board(&mut Random(seed)), seed);
    }
}

/// Places and sizes of things by what they say, drawings too.
fn places(view: &BoardView, round: fn(f64) -> f64, marks: fn(&Figure) -> bool) -> BTreeMap<String, [f64; 4]> {
    let four = |pos: [f64; 2], size: [f64; 2]| [pos[0], pos[1], size[0], size[1]].map(round);
    let notes = view.notes.values().map(|note| (note.text.clone(), four(note.pos, note.size)));
    let clusters = view.clusters.values().map(|one| (one.title.clone(), four(one.pos, one.size)));
    let marks = view.marks.values().filter(|mark| marks(&mark.figure));
    let marks =
        marks.map(|mark| (format!("{:?} {}", mark.figure, mark.color.as_str()), four(mark.pos, mark.size)));
    notes.chain(clusters).chain(marks).collect()
}

fn is_text(figure: &Figure) -> bool {
    matches!(figure, Figure::Text { .. })
}

#[test]
fn fm1_json_is_lossless_onto_an_empty_board() {
    each_board(|view, seed| {
        let mut view = view.clone();
        let note = view.notes.keys().next().unwrap().clone();
        let src = Src {
            board: BoardId::from_random(4),
            item: "x1".into(),
            group: "Ambiente".into(),
            session: 2,
            merged: Vec::new(),
        };
        let one = view.notes.get_mut(&note).unwrap();
        (one.author, one.at, one.locked, one.src) = (Some("anna".into()), Some(1.5e12), true, Some(src));
        one.stamps.insert("heart".into(), 3);
        one.pos = [0.1 + 0.2, 1.0 / 3.0];
        if let Some(cluster) = view.clusters.values_mut().next() {
            (cluster.layout, cluster.collapsed, cluster.locked) = (Layout::Radial, true, true);
        }
        let comment = Comment {
            on: note.clone(),
            text: "<b>".into(),
            author: Some("anna".into()),
            at: Some(5.0),
            done: true,
            quote: "fiu".into(),
        };
        view.comments.insert("k1".parse().unwrap(), comment);
        view.reactions.insert(
            "r1".parse().unwrap(),
            Reaction { on: note.clone(), kind: "plus".into(), author: "anna".into() },
        );
        view.tallies.insert(note, Tally { votes: 7, round: 2 });
        let mut read = again(Format::Json, &view, seed);
        assert!(read.remarks.is_empty(), "seed {seed}: {:?}", read.remarks);
        let whose = Whose { author: None, is_whole: true, knows: &|_| true, has: &|_| true, at_ms: 9 };
        sift(&mut read, &whose);
        assert!(read.remarks.is_empty(), "seed {seed}: {:?}", read.remarks);
        let doc = new_doc(1);
        let mut txn = doc.transact_mut();
        apply(&mut txn, &land(&read.content, &BoardView::default(), &whose, &mut || 0));
        assert_eq!(BoardView::read(&txn), view, "seed {seed}");
    });
}

#[test]
fn fm2_a_table_keeps_words_places_tags_and_links() {
    let way = Way { tag: |tag| tag.replace(';', ","), ..SAME };
    each_board(|view, seed| {
        let read = again(Format::Csv, view, seed).content;
        assert_eq!(told(&read, &way, &|_| Some(true)), told(view, &way, &|_| Some(true)), "seed {seed}");
        assert_eq!(places(&read, |n| n, is_text), places(view, |n| n, is_text), "seed {seed}");
    });
}

#[test]
fn fm6_json_canvas_keeps_words_whole_places_tags_and_links() {
    each_board(|view, seed| {
        let read = again(Format::Canvas, view, seed).content;
        assert_eq!(told(&read, &SAME, &|_| Some(true)), told(view, &SAME, &|_| Some(true)), "seed {seed}");
        assert_eq!(places(&read, f64::round, is_text), places(view, f64::round, is_text), "seed {seed}");
    });
}

#[test]
fn fm7_excalidraw_keeps_words_places_tags_links_and_drawings() {
    each_board(|view, seed| {
        let read = again(Format::Excalidraw, view, seed).content;
        assert_eq!(told(&read, &SAME, &|_| Some(true)), told(view, &SAME, &|_| Some(true)), "seed {seed}");
        let near = |n: f64| (n * 16.0).round() / 16.0;
        assert_eq!(places(&read, near, |_| true), places(view, near, |_| true), "seed {seed}");
    });
}

/// The links that an outline tells by where things stand: the first to each note, within one cluster, in no circle.
fn in_tree(view: &BoardView) -> BTreeSet<&ItemId> {
    let mut above: BTreeMap<&ItemId, &ItemId> = BTreeMap::new();
    let mut tree = BTreeSet::new();
    for (id, link) in &view.links {
        let ends = view.notes.get(&link.from).zip(view.notes.get(&link.to));
        let Some((from, to)) = ends else { continue };
        let mut up = Some(&link.from);
        while let Some(one) = up.filter(|one| **one != link.to) {
            up = above.get(one).copied();
        }
        if from.cluster == to.cluster && !above.contains_key(&link.to) && up.is_none() {
            above.insert(&link.to, &link.from);
            tree.insert(id);
        }
    }
    tree
}

#[test]
fn fm8_opml_keeps_words_colours_tags_and_the_links_of_its_tree() {
    let way = Way { tag: |tag| tag.replace(',', " "), ..SAME };
    each_board(|view, seed| {
        let tree = in_tree(view);
        let read = again(Format::Opml, view, seed).content;
        let kept = told(view, &way, &|id| tree.contains(id).then_some(true));
        assert_eq!(told(&read, &way, &|_| Some(true)), kept, "seed {seed}");
        assert_eq!(read.title, view.title);
    });
}

#[test]
fn fm9_freemind_keeps_words_colours_tags_and_all_links() {
    each_board(|view, seed| {
        let read = again(Format::FreeMind, view, seed).content;
        assert_eq!(told(&read, &SAME, &|_| Some(true)), told(view, &SAME, &|_| Some(true)), "seed {seed}");
        assert_eq!(read.title, view.title);
    });
}

#[test]
fn fm10_markdown_keeps_words_and_the_links_of_its_tree() {
    let text = |text: &str| text.split('\n').map(str::trim).collect::<Vec<_>>().join("\n");
    let title = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let way = Way { text, title, has_tags: false, has_colors: false, has_cluster_colors: false, ..SAME };
    each_board(|view, seed| {
        let tree = in_tree(view);
        let read = again(Format::Markdown, view, seed).content;
        let kept = told(view, &way, &|id| tree.contains(id).then_some(false));
        assert_eq!(told(&read, &way, &|_| Some(true)), kept, "seed {seed}");
    });
}

#[test]
fn fm11_outlines_are_laid_out_without_overlap() {
    each_board(|view, seed| {
        let read = again(Format::Opml, view, seed).content;
        let boxes: Vec<_> = read.notes.values().map(|note| (note.pos, note.size)).collect();
        for (i, (a, a_size)) in boxes.iter().enumerate() {
            for (b, b_size) in &boxes[i + 1..] {
                let apart =
                    (0..2).any(|axis| a[axis] + a_size[axis] <= b[axis] || b[axis] + b_size[axis] <= a[axis]);
                assert!(apart, "seed {seed}: {a:?} {b:?}");
            }
        }
        for note in read.notes.values() {
            let Some(cluster) = note.cluster.as_ref().map(|id| &read.clusters[id]) else { continue };
            assert!(
                (0..2).all(|axis| cluster.pos[axis] <= note.pos[axis]
                    && note.pos[axis] + note.size[axis] <= cluster.pos[axis] + cluster.size[axis]),
                "seed {seed}"
            );
        }
    });
}

#[test]
fn fm13_a_file_lands_beside_what_is_there_with_ids_of_its_own() {
    each_board(|view, seed| {
        let read = again(Format::Json, view, seed);
        let whose =
            Whose { author: Some("bea"), is_whole: false, knows: &|_| true, has: &|_| true, at_ms: 9 };
        let mut sifted = read.clone();
        sift(&mut sifted, &whose);
        let doc = new_doc(1);
        let mut txn = doc.transact_mut();
        apply(&mut txn, &land(&read.content, &BoardView::default(), &whose, &mut || 0));
        let before = BoardView::read(&txn);
        let mut n = 0;
        let edits = land(&sifted.content, &before, &whose, &mut || {
            n += 1;
            n
        });
        apply(&mut txn, &edits);
        let after = BoardView::read(&txn);
        assert_eq!(after.notes.len(), 2 * view.notes.len(), "seed {seed}");
        assert_eq!(after.links.len(), 2 * view.links.len(), "seed {seed}");
        assert!(after.links.values().all(|link| after.is_drawn(link)));
        assert!(before.notes.iter().all(|(id, note)| after.notes.get(id) == Some(note)), "seed {seed}");
        assert!(after.notes.values().all(|note| note.author.as_deref() == Some("bea")));
        let (old, new) = (before.bounds().unwrap(), sifted.content.bounds().unwrap());
        let all = after.bounds().unwrap();
        let apart = (0..2).any(|axis| {
            all[axis + 2] - all[axis] >= old[axis + 2] - old[axis] + new[axis + 2] - new[axis] - 1e-6
        });
        assert!(apart, "seed {seed}: {old:?} {new:?} {all:?}");
        let top = before.notes.values().map(|note| &note.z).max().unwrap();
        assert!(
            after.notes.iter().all(|(id, note)| before.notes.contains_key(id) || note.z > *top),
            "seed {seed}"
        );
    });
}
