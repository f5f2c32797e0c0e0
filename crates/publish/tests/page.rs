//! PP rules: what stands on a public page, and that nothing that was typed can act there.
#![allow(clippy::unwrap_used)]

#[path = "common/drawn.rs"]
mod drawn;
#[path = "common/sample.rs"]
mod sample;
#[path = "common/workshop.rs"]
mod workshop;

use board::mark::Figure;
use board::note::Note;
use board::view::Tally;
use board::words::Language;
use publish::document::{Basis, Material, Page, gone, page};
use publish::poster::{Options, SvgText, picture, picture_size, svg};
use workshop::{id, sample_workshop, stress_workshop};

fn wish(names: bool) -> Page {
    Page { folder: "abc".to_owned(), names, poster: true, handbook: true }
}

/// The plenary boards of the sample.
fn plenary() -> Material {
    let mut material = sample_workshop();
    material.sheets.retain(|sheet| sheet.basis == Basis::Plenary);
    material
}

fn written(html: &str) -> roxmltree::Document<'_> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    roxmltree::Document::parse_with_options(html, options).unwrap()
}

/// HTML as XML can read it: elements without an end get one.
fn closed(html: &str) -> String {
    let mut out = String::new();
    for part in html.split_inclusive('>') {
        let open = part.rfind('<').unwrap_or(0);
        let is_empty = ["<meta", "<img", "<link"].iter().any(|name| part[open..].starts_with(name));
        match part.strip_suffix('>').filter(|_| is_empty) {
            Some(start) => out.push_str(&format!("{start}/>")),
            None => out.push_str(part),
        }
    }
    out.replace("<script src=\"/public.js\" defer>", "<script src=\"/public.js\">")
        .replace("<!doctype html>", "")
}

#[test]
fn pp3_every_board_is_a_picture_and_an_outline() {
    let material = plenary();
    let html = page(&material, &wish(false));
    assert_eq!(html, page(&material, &wish(false)));
    let text = closed(&html);
    let tree = written(&text);
    let said = |name: &str| -> Vec<String> {
        let all = tree.descendants().filter(|node| node.has_tag_name(name));
        all.map(|node| node.text().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(said("h1").join(""), material.title);
    assert!(said("h2").iter().any(|one| one == "Plenaria, incontro 1"), "{:?}", said("h2"));
    for sheet in &material.sheets {
        for note in sheet.view.notes.values().filter(|note| !note.text.trim().is_empty()) {
            assert!(said("p").contains(&note.text), "{}", note.text);
        }
        let held =
            sheet.view.notes.values().filter_map(|note| sheet.view.clusters.get(note.cluster.as_ref()?));
        for cluster in held {
            assert!(said("h3").contains(&cluster.title), "{}", cluster.title);
        }
    }
    let images = tree.descendants().filter(|node| node.has_tag_name("img")).count();
    assert_eq!(images, material.sheets.len());
    // Each heading is at most one level below the one before it.
    let levels: Vec<u8> = tree
        .descendants()
        .filter_map(|node| node.tag_name().name().strip_prefix('h')?.parse().ok())
        .collect();
    assert!(levels.windows(2).all(|two| two[1] <= two[0] + 1), "{levels:?}");
    // Every place that is led to is there.
    let has = |id: &str| tree.descendants().any(|node| node.attribute("id") == Some(id));
    let hrefs = tree.descendants().filter_map(|node| node.attribute("href"));
    for href in hrefs {
        match href.strip_prefix('#') {
            Some(id) => assert!(has(id), "{href}"),
            None => assert!(href.starts_with("abc/") || href == "/icon.svg", "{href}"),
        }
    }
}

#[test]
fn pp3_votes_origins_links_and_what_is_written_beside_are_there() {
    let mut material = plenary();
    let sheet = material.sheets.first_mut().unwrap();
    let mut view = (*sheet.view).clone();
    view.notes.insert(id("n"), Note { text: "una voce".into(), ..Note::default() });
    view.tallies.insert(id("n"), Tally { votes: 3, round: 1 });
    let figure = Figure::Text { text: "scritto a lato".into() };
    view.marks.insert(id("m"), drawn::mark(figure, [0.0; 2], [200.0, 40.0], "white"));
    sheet.view = view.into();
    let html = page(&material, &wish(false));
    for words in ["3 voti", "incontro 1", "Come si lega", "Scritto accanto alle note", "scritto a lato"] {
        assert!(html.contains(words), "{words}");
    }
}

#[test]
fn pp4_whatever_was_typed_is_text() {
    let mut material = stress_workshop();
    material.title = "</title><script>alert(1)</script>".to_owned();
    for sheet in &mut material.sheets {
        let mut view = (*sheet.view).clone();
        for (nth, text) in [
            "</p><script>alert(1)</script>",
            "\" onload=\"alert(1)",
            "<img src=x onerror=alert(1)>",
            "javascript:alert(1) https://evil.example/x",
            "\u{0}\u{1b}[31m\u{fffe}",
        ]
        .iter()
        .enumerate()
        {
            view.notes.insert(id(&format!("x{nth}")), Note { text: (*text).to_owned(), ..Note::default() });
        }
        sheet.group = "<b>gruppo</b>".to_owned();
        sheet.view = view.into();
    }
    let html = page(&material, &wish(true));
    let text = closed(&html);
    let tree = written(&text);
    let allowed = [
        "html", "head", "meta", "title", "link", "style", "script", "body", "header", "h1", "h2", "h3", "p",
        "nav", "ul", "li", "a", "main", "section", "div", "button", "img", "figure",
    ];
    for node in tree.descendants().filter(roxmltree::Node::is_element) {
        assert!(allowed.contains(&node.tag_name().name()), "{}", node.tag_name().name());
        assert!(!node.attributes().any(|one| one.name().starts_with("on")));
        for address in ["href", "src"].iter().filter_map(|name| node.attribute(*name)) {
            let is_own = ["abc/", "#"].iter().any(|start| address.starts_with(start));
            assert!(is_own || ["/icon.svg", "/public.js"].contains(&address), "{address}");
        }
    }
    assert_eq!(tree.descendants().filter(|node| node.has_tag_name("script")).count(), 1);
}

#[test]
fn pp6_names_are_told_only_where_they_are_allowed_and_comments_never() {
    let material = plenary();
    let name = "Annunziata Quaglia";
    let mut named = material.clone();
    for sheet in &mut named.sheets {
        let mut view = (*sheet.view).clone();
        view.notes.values_mut().for_each(|note| note.author = Some("somebody".to_owned()));
        sheet.view = view.into();
    }
    named.names.insert("somebody".to_owned(), name.to_owned());
    assert!(!page(&named, &wish(false)).contains(name));
    assert!(page(&named, &wish(true)).contains(name));
    for sheet in &material.sheets {
        for comment in sheet.view.comments.values().filter(|one| one.text.len() > 12) {
            assert!(!page(&material, &wish(true)).contains(&comment.text), "{}", comment.text);
        }
    }
}

#[test]
fn pp7_the_picture_of_a_board_is_the_board_alone() {
    for sheet in stress_workshop().sheets.iter().chain(&plenary().sheets) {
        let scene = picture(&sheet.view, &Options { title: Some("Titolo".into()), ..Options::default() });
        assert_eq!(scene.size, picture_size(&sheet.view));
        assert!(scene.texts().all(|line| line.text != "Titolo"));
        let mut bytes = Vec::new();
        svg(&scene, SvgText::Outlines, &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        for acts in ["<script", "<a ", "<foreignObject", "onload", "href=\"http", "href=\"file"] {
            assert!(!text.contains(acts), "{acts}");
        }
    }
    // Nothing on it is a picture of nothing, and still one.
    let empty = picture(&board::view::BoardView::default(), &Options::default());
    assert!(empty.items.is_empty() && empty.size.iter().all(|side| *side > 10.0));
}

#[test]
fn pp8_a_page_that_is_not_there_says_so_in_every_language() {
    for language in Language::ALL {
        for was in [true, false] {
            let html = gone(language, was);
            assert!(html.contains(&format!("<html lang=\"{}\">", language.code())) && html.contains("<h1>"));
            assert!(!html.contains("<script") && !html.contains("href=\"http"));
        }
    }
    assert_ne!(gone(Language::Italian, true), gone(Language::Italian, false));
}
