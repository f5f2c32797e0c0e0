//! The sample workshop as a handbook is made of it, and one that is hard on every writer; shared by tests and examples.
#![allow(clippy::unwrap_used, dead_code)]

use super::{drawn, sample};
use board::{
    cluster::Cluster,
    comment::Comment,
    id::{BoardId, ItemId},
    link::Link,
    note::{Note, Src},
    view::{BoardView, Tally},
    words::Language,
};
use publish::document::{Basis, Material, Phase, Picture, Pictures, Place, Session, Sheet};
use std::{collections::BTreeMap, sync::Arc};

pub(crate) fn id(text: &str) -> ItemId {
    text.parse().unwrap()
}

pub(crate) fn board(name: &str) -> BoardId {
    format!("{name:0>22}").parse().unwrap()
}

pub(crate) fn sheet(basis: Basis, session: u32, group: &str, view: BoardView) -> Sheet {
    let name = format!("{basis:?}{session}{group}").to_lowercase();
    Sheet { id: board(&name), basis, session, group: group.to_owned(), view: Arc::new(view) }
}

/// What collecting makes of a group's board, beside what is on the target already.
fn collected(target: &mut BoardView, from: &Sheet, leave: usize) {
    let view = &from.view;
    let prefix = from.group.to_lowercase();
    let there = |one: &ItemId| id(&format!("{prefix}-{one}"));
    let src = |item: &str| Src {
        board: from.id.clone(),
        item: item.to_owned(),
        group: from.group.clone(),
        session: from.session,
        merged: Vec::new(),
    };
    let moved = |pos: [f64; 2]| [pos[0] + target.notes.len() as f64 * 100.0, pos[1]];
    let clusters = view.clusters.iter().map(|(one, cluster)| {
        (there(one), Cluster { pos: moved(cluster.pos), src: Some(src(one.as_str())), ..cluster.clone() })
    });
    let notes = view.notes.iter().take(view.notes.len() - leave).map(|(one, note)| {
        let cluster = note.cluster.as_ref().map(there);
        (there(one), Note { pos: moved(note.pos), cluster, src: Some(src(one.as_str())), ..note.clone() })
    });
    let (clusters, notes): (Vec<_>, Vec<_>) = (clusters.collect(), notes.collect());
    target.clusters.extend(clusters);
    target.notes.extend(notes);
    for (one, link) in &view.links {
        let made = Link { from: there(&link.from), to: there(&link.to), ..link.clone() };
        target.links.insert(there(one), made);
    }
    target.tallies.extend(view.tallies.iter().map(|(one, tally)| (there(one), *tally)));
}

/// The notes of a group's board, each in the cluster it lies in.
fn group(session: u32, name: &str) -> BoardView {
    let mut view = sample::group(&session.to_string(), name);
    let within = |note: &Note| {
        let holds = |(_, cluster): &(&ItemId, &Cluster)| {
            (0..2).all(|axis| {
                note.pos[axis] >= cluster.pos[axis] && note.pos[axis] < cluster.pos[axis] + cluster.size[axis]
            })
        };
        view.clusters.iter().find(holds).map(|(one, _)| one.clone())
    };
    let clusters: Vec<Option<ItemId>> = view.notes.values().map(within).collect();
    for (note, cluster) in view.notes.values_mut().zip(clusters) {
        note.cluster = cluster;
    }
    view
}

/// Two sessions of the sample, collected but for the last two notes of every group.
pub(crate) fn sample_workshop() -> Material {
    let sessions = [
        (1, "Attraversare i confini: perché collaborare", "29 settembre 2021"),
        (2, "Chi c'è intorno a noi: risorse, alleati, antenne", "13 ottobre 2021"),
    ];
    let phase = |title: &str, minutes, place| Phase { title: title.to_owned(), minutes, place };
    let mut sheets = vec![sheet(Basis::Canvas, 0, "", BoardView::default())];
    for (number, ..) in sessions {
        let groups: Vec<Sheet> = sample::GROUPS
            .iter()
            .map(|name| sheet(Basis::Groups, number, name, group(number, name)))
            .collect();
        let mut plenary = BoardView::default();
        groups.iter().for_each(|one| collected(&mut plenary, one, 2));
        sheets.push(sheet(Basis::Plenary, number, "", plenary));
        sheets.extend(groups);
    }
    let told = |(number, title, day): (u32, &str, &str)| Session {
        number,
        title: title.to_owned(),
        day: day.to_owned(),
        phases: vec![
            phase("welcome", 20, Place::Plenary),
            phase("Passeggiata nel parco", 60, Place::Groups),
            phase("", 0, Place::Plenary),
        ],
    };
    Material {
        title: "Laboratorio nel parco".to_owned(),
        language: Language::Italian,
        date: Some(jiff::civil::date(2021, 10, 13)),
        sessions: sessions.into_iter().map(told).collect(),
        sheets,
        names: BTreeMap::from([
            ("P01".to_owned(), "Anna".to_owned()),
            ("P02".to_owned(), "Bruno".to_owned()),
        ]),
    }
}

/// Texts that mean something to a program somewhere.
pub(crate) const HOSTILE: [&str; 12] = [
    "<script>alert(1)</script>",
    "]]><!-- --><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;",
    "[qui](javascript:alert(1)) <a href=\"javascript:alert(1)\" onclick='alert(1)'>qui</a>",
    "<img src=x onerror=alert(1)> <iframe src=\"https://evil.example\"></iframe>",
    "# titolo\n- punto\n\n    codice\n```\n~~~",
    "{{7*7}} ${7*7} <%= 1 %> =SOMMA(A1) @SUM(1) \\write18{ls}",
    "\" onmouseover=\"alert(1)",
    "HYPERLINK \"https://evil.example\" \\o MERGEFIELD INCLUDETEXT",
    "</w:t></w:r></w:p><w:p/> <text:p> </style><style>*{display:none}",
    "\u{202e}capovolto\u{2066}senza fine",
    "\u{0}\u{7}\u{b}\u{1f}controllo\u{fffe}\u{ffff}\u{feff}",
    "https://www.example.org/una?a=1&b=2#c",
];

/// One canvas with whatever is hard: every script, long and empty texts, hostile ones, pictures, comments, merged sources.
pub(crate) fn stress_workshop() -> Material {
    let mut view = sample::stress();
    let mut at = 0.0;
    let mut put = |text: &str, cluster: Option<&str>| {
        at += 1.0;
        let name = format!("hostile{at}");
        let made = Note {
            text: text.to_owned(),
            pos: [0.0, 9_000.0 + at],
            cluster: cluster.map(id),
            author: Some("P01".to_owned()),
            src: Some(Src {
                board: board("groups1x"),
                item: name.clone(),
                group: HOSTILE[at as usize % HOSTILE.len()].to_owned(),
                session: 1,
                merged: vec![Src {
                    board: board("groups2y"),
                    item: name.clone(),
                    group: "السكان".to_owned(),
                    session: 2,
                    merged: Vec::new(),
                }],
            }),
            ..Note::default()
        };
        view.notes.insert(id(&name), made);
    };
    HOSTILE.iter().for_each(|text| put(text, Some("hostile")));
    put(&"due\nrighe e\n\nun paragrafo ".repeat(80), Some("hostile"));
    put("漢字かな交じり文、改行は文字の間。".repeat(20).as_str(), Some("hebrew"));
    put("שלום עולם (123) abc", Some("hebrew"));
    let cluster = |title: &str| Cluster { title: title.to_owned(), ..Cluster::default() };
    view.clusters.insert(id("hostile"), cluster("<b>Tema</b> & ]]> \"x\"\n# due"));
    view.clusters.insert(id("hebrew"), cluster("עברית 12 و العربية"));
    view.clusters.insert(id("blank"), cluster(""));
    for nth in 0..2 {
        let text = if nth == 0 { "" } else { "Con un'immagine <b>" };
        let made = Note {
            text: text.to_owned(),
            image: Some(drawn::image()),
            cluster: Some(id("blank")),
            pos: [0.0, f64::from(nth)],
            ..Note::default()
        };
        view.notes.insert(id(&format!("image{nth}")), made);
    }
    let link = |from: &str, to: &str, label: &str| Link {
        from: id(from),
        to: id(to),
        label: label.to_owned(),
        style: String::new(),
        src: None,
    };
    view.links.insert(id("l1"), link("hostile1", "hostile2", "</w:t> & \"causa\""));
    view.links.insert(id("l2"), link("hebrew", "hostile", ""));
    view.links.insert(id("l3"), link("hostile1", "hostile1", "da sola"));
    view.links.insert(id("l4"), link("hostile1", "nowhere", "nel vuoto"));
    for (nth, text) in HOSTILE.iter().enumerate() {
        let made = Comment {
            on: id("hostile1"),
            text: (*text).to_owned(),
            author: Some("P02".to_owned()),
            at: Some(nth as f64),
            done: false,
            quote: String::new(),
        };
        view.comments.insert(id(&format!("c{nth}")), made);
    }
    view.tallies.insert(id("hostile3"), Tally { votes: 1_234, round: 1 });
    let mut left = BoardView::default();
    for (nth, text) in HOSTILE.iter().enumerate() {
        let made = Note { text: (*text).to_owned(), pos: [0.0, nth as f64], ..Note::default() };
        left.notes.insert(id(&format!("left{nth}")), made);
    }
    Material {
        title: "Prova ✅ <b>&amp;</b> عنوان".to_owned(),
        language: Language::French,
        date: None,
        sessions: vec![Session {
            number: 1,
            title: "</title><script>".to_owned(),
            day: String::new(),
            phases: vec![Phase {
                title: "<i>fase</i> שלום".to_owned(), minutes: 0, place: Place::Groups
            }],
        }],
        sheets: vec![sheet(Basis::Canvas, 0, "", view), sheet(Basis::Groups, 1, "x", left)],
        names: BTreeMap::from([
            ("P01".to_owned(), "<Anna>".to_owned()),
            ("P02".to_owned(), "بشرى".to_owned()),
        ]),
    }
}

/// The pictures of [`drawn`], as files.
pub(crate) fn pictures() -> Pictures {
    let file = |raster: &publish::poster::Raster| {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, raster.width, raster.height);
        encoder.set_color(png::ColorType::Rgba);
        encoder.write_header().unwrap().write_image_data(&raster.rgba).unwrap();
        bytes
    };
    drawn::images()
        .into_iter()
        .map(|(image, raster)| {
            (image, Picture { file: file(&raster).into(), media_type: "image/png", raster })
        })
        .collect()
}
