//! Boards of the sample workshop, laid out as the import does it; shared by tests and the bench.
#![allow(clippy::unwrap_used, dead_code)]

use board::{
    arrange::{AISLE, Block, Rect, beside, block, shelves},
    cluster::Cluster,
    format::csv::Table,
    id::ItemId,
    link::Link,
    note::Note,
    schema::Color,
    view::{BoardView, Tally},
};
use std::collections::HashMap;

const NOTES: &[u8] = include_bytes!("../../../../tests/data/laboratorio/notes.csv");
const LINKS: &[u8] = include_bytes!("../../../../tests/data/laboratorio/links.csv");
const NOTE_COLUMNS: [&str; 8] = ["session", "group", "author", "type", "color", "text", "cluster", "votes"];
const LINK_COLUMNS: [&str; 5] = ["session", "group", "from_text", "to_text", "label"];
pub(crate) const GROUPS: [&str; 4] = ["Ambiente", "Cultura", "Scuola", "Sociale"];

fn id(kind: &str, n: usize) -> ItemId {
    format!("{kind}{n:05}").parse().unwrap()
}

/// One group's board of one session.
pub(crate) fn group(session: &str, group: &str) -> BoardView {
    let mut view = BoardView { title: group.to_owned(), ..BoardView::default() };
    add(&mut view, session, group, [0.0, 0.0]);
    view
}

/// All groups of one session, laid out as collecting does it: each in a frame with its name.
pub(crate) fn plenary(session: &str) -> BoardView {
    let mut view = BoardView { title: format!("Plenaria, incontro {session}"), ..BoardView::default() };
    let mut areas: Vec<Rect> = Vec::new();
    for name in GROUPS {
        let [w, h] = add(&mut BoardView::default(), session, name, [0.0, 0.0]);
        let size = [w + 80.0, h + 136.0];
        let pos = beside(&areas, &[], size, AISLE);
        areas.push(Rect { pos, size });
        add(&mut view, session, name, [pos[0] + 40.0, pos[1] + 96.0]);
        let frame = Cluster { title: name.to_owned(), pos, size, ..Cluster::default() };
        view.clusters.insert(id("g", view.clusters.len()), frame);
    }
    view
}

fn add(view: &mut BoardView, session: &str, group: &str, at: [f64; 2]) -> [f64; 2] {
    let notes = Table::read("notes", NOTES, &NOTE_COLUMNS).unwrap();
    let links = Table::read("links", LINKS, &LINK_COLUMNS).unwrap();
    let here: Vec<_> = notes
        .rows
        .iter()
        .filter(|row| notes.cell(row, "session") == session && notes.cell(row, "group") == group)
        .collect();
    let mut titles: Vec<&str> = Vec::new();
    for row in &here {
        let title = notes.cell(row, "cluster");
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    let of = |title: &str| here.iter().filter(|row| notes.cell(row, "cluster") == title).collect::<Vec<_>>();
    let mut blocks: Vec<Block> =
        titles.iter().map(|title| block(of(title).len(), 200.0, !title.is_empty())).collect();
    shelves(&mut blocks);
    let mut ids = HashMap::new();
    let mut size = [0.0_f64; 2];
    for (title, block) in titles.iter().zip(&blocks) {
        let moved = |p: [f64; 2]| [p[0] + at[0], p[1] + at[1]];
        let [x, y] = [0, 1].map(|axis| block.area.pos[axis] + block.area.size[axis]);
        size = [size[0].max(x), size[1].max(y)];
        if !title.is_empty() {
            let cluster = id("c", view.clusters.len());
            ids.insert((*title).to_owned(), cluster.clone());
            let made = Cluster {
                title: (*title).to_owned(),
                pos: moved(block.area.pos),
                size: block.area.size,
                ..Cluster::default()
            };
            view.clusters.insert(cluster, made);
        }
        for (row, pos) in of(title).into_iter().zip(&block.notes) {
            let note = id("n", view.notes.len());
            ids.entry(notes.cell(row, "text").to_owned()).or_insert_with(|| note.clone());
            let votes = notes.cell(row, "votes").parse().unwrap();
            view.tallies.insert(note.clone(), Tally { votes, round: 0 });
            let made = Note {
                text: notes.cell(row, "text").to_owned(),
                pos: moved(*pos),
                color: Color::parse(notes.cell(row, "color")).unwrap(),
                author: Some(notes.cell(row, "author").to_owned()),
                ..Note::default()
            };
            view.notes.insert(note, made);
        }
    }
    for row in &links.rows {
        if links.cell(row, "session") == session && links.cell(row, "group") == group {
            let made = Link {
                from: ids[links.cell(row, "from_text")].clone(),
                to: ids[links.cell(row, "to_text")].clone(),
                label: links.cell(row, "label").to_owned(),
                style: String::new(),
                src: None,
            };
            view.links.insert(id("l", view.links.len()), made);
        }
    }
    size
}

/// `count` notes with the sample's texts in clusters of twenty, and a labelled link for every fifth.
pub(crate) fn many(count: usize) -> BoardView {
    let notes = Table::read("notes", NOTES, &NOTE_COLUMNS).unwrap();
    let mut view = BoardView { title: format!("{count} note"), ..BoardView::default() };
    let mut blocks: Vec<Block> =
        (0..count.div_ceil(20)).map(|i| block(20.min(count - i * 20), 200.0, true)).collect();
    shelves(&mut blocks);
    for (i, block) in blocks.iter().enumerate() {
        let cluster = id("c", i);
        let title = format!("Tema {}", i + 1);
        let made = Cluster { title, pos: block.area.pos, size: block.area.size, ..Cluster::default() };
        view.clusters.insert(cluster, made);
        for pos in &block.notes {
            let n = view.notes.len();
            let row = &notes.rows[n % notes.rows.len()];
            let made = Note {
                text: notes.cell(row, "text").to_owned(),
                pos: *pos,
                color: Color::parse(notes.cell(row, "color")).unwrap(),
                ..Note::default()
            };
            view.notes.insert(id("n", n), made);
            view.tallies.insert(id("n", n), Tally { votes: (n % 8) as u32, round: 0 });
            if n % 5 == 4 {
                let link = Link {
                    from: id("n", n),
                    to: id("n", n - 3),
                    label: ["richiede", "ostacola", "favorisce"][n % 3].to_owned(),
                    style: String::new(),
                    src: None,
                };
                view.links.insert(id("l", n), link);
            }
        }
    }
    view
}

/// What fonts and breaking find hard.
pub(crate) fn stress() -> BoardView {
    let texts = [
        "مرحبا بالعالم هذا نص عربي طويل نسبيا، مع بعض English words",
        "שלום עולם זה טקסט בעברית 123",
        "👩‍🏫👨‍👩‍👧‍👦🏳️‍🌈🇮🇹👍🏿 1️⃣ ❤️ ❤ ☀ ✂ ✅",
        "e\u{301} decomposta perche\u{301} n\u{303}",
        &"a".repeat(500),
        &"parola ".repeat(280),
        &"riga\n".repeat(40),
        "→ ← ≠ ≤ € « » … – — ‘’“”",
        "",
        "Съешь же ещё этих мягких",
        "Ελληνικά",
        "السَّلَامُ عَلَيْكُمْ",
        "zero\u{200b}width\u{200d} so\u{ad}ft",
        "tab\tqui \u{7} ok",
        "TO AVATAR fi ffi To Te Wa V.",
        "Tiếng Việt: Phở Bắc, Đất nước",
        "<script>alert(1)</script> & \"x\"",
        "=SOMMA(A1:A9)",
    ];
    let colours = ["yellow", "orange", "pink", "green", "blue", "violet", "white", "#204060", "#808080"];
    let tags: [&[&str]; 5] = [
        &[],
        &["idea"],
        &["الماء", "מים"],
        &["una etichetta che da sola è più larga della nota"],
        &["a", "b", "✅", "d"],
    ];
    let stamps: [&[(&str, u32)]; 4] = [
        &[],
        &[("plus", 1), ("heart", 1)],
        &[("heart", 3), ("star", 1)],
        &[("plus", 12), ("question", 1), ("caution", 2)],
    ];
    let mut view =
        BoardView { title: "Prova dei caratteri ✅ עברית".to_owned(), ..BoardView::default() };
    for (n, text) in texts.iter().enumerate() {
        let made = Note {
            text: (*text).to_owned(),
            pos: [(n % 6) as f64 * 220.0, (n / 6) as f64 * 220.0],
            color: Color::parse(colours[n % colours.len()]).unwrap(),
            tags: tags[n % tags.len()].iter().map(|tag| (*tag).to_owned()).collect(),
            stamps: stamps[n % stamps.len()].iter().map(|(kind, n)| ((*kind).to_owned(), *n)).collect(),
            ..Note::default()
        };
        view.notes.insert(id("n", n), made);
        view.tallies.insert(id("n", n), Tally { votes: [0, 5, 23, 104][n % 4], round: 0 });
    }
    view
}
