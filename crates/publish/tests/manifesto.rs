//! MF rules of what stands on a manifesto and how it is set. References are in golden.rs, other programs judge it in
//! `scripts/check-paper`.
#![allow(clippy::unwrap_used)]

#[path = "common/drawn.rs"]
mod drawn;
#[path = "common/letters.rs"]
mod letters;
#[path = "common/manifestos.rs"]
mod manifestos;
#[path = "common/sample.rs"]
mod sample;
#[path = "common/workshop.rs"]
mod workshop;

use board::note::Note;
use board::view::BoardView;
use board::words::Language;
use letters::Letters;
use manifestos::{chosen, note_of};
use publish::document::{Basis, Key, Material};
use publish::manifesto::{Choice, Chosen, Manifesto, SMALLEST_PT, Sheet, html, manifesto, sheet};
use publish::poster::{
    Align, Fonts, Item, Orientation, Outline, Paper, Print, Role, SvgText, TextLine, Theme, pdf, svg,
};
use std::sync::Arc;
use workshop::{HOSTILE, board, id, sample_workshop};

fn set(manifesto: &Manifesto) -> Sheet {
    sheet(manifesto, 60, &Fonts::default()).unwrap()
}

/// A canvas with these notes.
fn canvas(texts: &[&str]) -> Material {
    let mut view = BoardView::default();
    for (nth, text) in texts.iter().enumerate() {
        let pos = [0.0, nth as f64 * 300.0];
        view.notes
            .insert(id(&format!("n{nth:03}")), Note { text: (*text).to_owned(), pos, ..Note::default() });
    }
    let sheets = vec![workshop::sheet(Basis::Canvas, 0, "", view)];
    Material { title: "Laboratorio".to_owned(), language: Language::Italian, sheets, ..Material::default() }
}

/// All of them, on the largest paper.
fn of_all(texts: &[&str], paper: Paper) -> Manifesto {
    let material = canvas(texts);
    let sentences = Some(chosen_any(&material));
    manifesto(&material, &Choice { sentences, paper, ..Choice::default() })
}

fn chosen_any(material: &Material) -> Vec<Chosen> {
    let offered = manifesto(material, &Choice { sentences: Some(Vec::new()), ..Choice::default() });
    offered.clusters.into_iter().flat_map(|cluster| cluster.notes).map(|note| note_of(note.key)).collect()
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Nothing is cut, everything is inside the page, and nothing is smaller than it may be.
fn is_whole(manifesto: &Manifesto, made: &Sheet) {
    let lines: String = made.scene.texts().map(|line| solid(&line.text)).collect();
    let all = manifesto.sentences.iter().map(|one| &one.text);
    for text in all.chain([&manifesto.title, &manifesto.intro, &manifesto.signature]) {
        assert!(lines.contains(&solid(text)), "{text} is not on it");
    }
    let [w, h] = made.scene.size;
    for item in &made.scene.items {
        let (left, top, right, bottom) = match item {
            Item::Text(line) => {
                let left = if line.align == Align::Right { line.x - line.max_width } else { line.x };
                (left, line.y - line.size, left + line.max_width, line.y + 0.3 * line.size)
            }
            Item::Area { outline: Outline::Rounded([x, y, w, h], _), .. } => (*x, *y, x + w, y + h),
            Item::Line { points, .. } => (points[0][0], points[0][1], points[1][0], points[1][1]),
            other => panic!("{other:?}"),
        };
        // Within the border, but for what a fallback font hangs over.
        let border = 0.089 * w.min(h);
        let is_inside = left >= border && top >= border && right <= w - border && bottom <= h - border;
        assert!(is_inside, "{item:?} on {w} x {h}");
    }
    let of = |role: Role| {
        let passages = made.scene.sections.iter().flat_map(|section| section.all());
        passages.filter(move |passage| passage.role == role).flat_map(|passage| &passage.parts)
    };
    let lowest =
        of(Role::Note).flat_map(|part| made.scene.lines(part)).map(|line| line.y).fold(0.0, f32::max);
    let rules = made.scene.items.iter().filter_map(|item| match item {
        Item::Line { points, .. } => Some(points[0][1]),
        _ => None,
    });
    assert!(rules.into_iter().all(|y| y > lowest), "the last sentence lies on the signature");
    let smallest = made.scene.smallest_text_mm() / 25.4 * 72.0;
    assert!(smallest > SMALLEST_PT - 0.01, "{smallest}");
}

#[test]
fn mf1_without_a_choice_the_notes_with_most_votes_stand_on_it() {
    let material = sample_workshop();
    let made = manifesto(&material, &Choice::default());
    assert!(made.is_by_votes);
    assert_eq!(made.sentences.len(), 7);
    let votes = |key: &Key| {
        let notes = made.clusters.iter().flat_map(|cluster| &cluster.notes);
        notes.filter(|note| note.key == *key).map(|note| note.votes).next().unwrap()
    };
    let all: Vec<u32> = made.sentences.iter().map(|one| votes(&one.key)).collect();
    assert!(all.is_sorted_by(|a, b| a >= b), "{all:?}");
    let others = made.clusters.iter().flat_map(|cluster| &cluster.notes).map(|note| note.votes);
    assert_eq!(others.max(), all.first().copied());
    // Where nobody voted, nobody has chosen.
    let unvoted = manifesto(&canvas(&["una", "due"]), &Choice::default());
    assert_eq!((unvoted.sentences.len(), unvoted.is_by_votes), (0, true));
    assert_eq!(unvoted.clusters[0].notes.len(), 2);
    assert_eq!(set(&unvoted).scene.texts().nth(1).unwrap().text, "Non è ancora");
}

#[test]
fn mf2_what_is_chosen_follows_its_note_unless_it_has_a_wording_of_its_own() {
    let mut material = canvas(&["una\nriga", "due", "tre", "quattro"]);
    let key = |nth: usize| Key::of(&material.sheets[0].id, &id(&format!("n{nth:03}")));
    let own = Chosen { key: key(1), wording: "  Due, ma\ndette meglio ".to_owned() };
    let gone = Chosen { key: Key::of(&board("elsewhere"), &id("n1")), wording: "resta?".to_owned() };
    let twice = note_of(key(0));
    let sentences = vec![note_of(key(2)), own, gone, note_of(key(0)), twice];
    let choice = Choice { sentences: Some(sentences), ..Choice::default() };
    let texts = |material: &Material| -> Vec<String> {
        manifesto(material, &choice).sentences.into_iter().map(|one| one.text).collect()
    };
    assert_eq!(texts(&material), ["tre", "Due, ma dette meglio", "una riga"]);
    let mut view = BoardView::clone(&material.sheets[0].view);
    for note in view.notes.values_mut() {
        note.text.push_str(" davvero");
    }
    view.notes.remove(&id("n002"));
    material.sheets[0].view = Arc::new(view);
    assert_eq!(texts(&material), ["Due, ma dette meglio", "una riga davvero"]);
    assert_eq!(manifesto(&material, &choice).sentences[0].note, "due davvero");
}

#[test]
fn mf2_what_was_chosen_stays_when_other_boards_are_offered() {
    let mut material = sample_workshop();
    let sentences = Some(chosen(&material, 3));
    let choice = Choice { sentences, ..Choice::default() };
    let before = manifesto(&material, &choice);
    assert_eq!(before.basis, Basis::Plenary);
    let mut view = BoardView::default();
    view.notes.insert(id("new"), Note { text: "nuova".to_owned(), ..Note::default() });
    material.sheets[0].view = Arc::new(view);
    let after = manifesto(&material, &choice);
    assert_eq!(after.basis, Basis::Canvas);
    assert_eq!(after.sentences, before.sentences);
}

#[test]
fn mf3_choices_are_kept_as_they_are_spelled() {
    let key: Key = format!("{}/n1", "b".repeat(22)).parse().unwrap();
    let choice = Choice {
        title: "Titolo".to_owned(),
        sentences: Some(vec![Chosen { key, wording: "mia".to_owned() }]),
        paper: Paper::Own(300.0, 400.0),
        orientation: Orientation::Landscape,
        theme: Theme::HighContrast,
        ..Choice::default()
    };
    let text = serde_json::to_string(&choice).unwrap();
    assert_eq!(serde_json::from_str::<Choice>(&text).unwrap(), choice);
    for spelled in ["\"paper\":\"300x400\"", "\"orientation\":\"landscape\"", "\"theme\":\"high-contrast\""] {
        assert!(text.contains(spelled), "{text}");
    }
    assert_eq!(serde_json::from_str::<Choice>("{}").unwrap(), Choice::default());
    let odd = serde_json::from_str::<Choice>("{\"paper\":\"A5\"}").unwrap_err().to_string();
    assert!(odd.contains("A5") && odd.contains("A4"), "{odd}");
    assert!(choice.check().is_ok());
    let long = |most: usize| "à".repeat(most + 1);
    let too_much = [
        Choice { title: long(120), ..Choice::default() },
        Choice { intro: long(300), ..Choice::default() },
        Choice { signature: long(200), ..Choice::default() },
        Choice {
            sentences: Some(vec![choice.sentences.clone().unwrap()[0].clone(); 61]),
            ..Choice::default()
        },
        Choice {
            sentences: Some(vec![Chosen {
                wording: long(2_000),
                ..choice.sentences.clone().unwrap()[0].clone()
            }]),
            ..Choice::default()
        },
    ];
    for one in too_much {
        assert!(one.check().is_err());
    }
}

#[test]
fn mf4_type_is_as_large_as_everything_fits() {
    for (name, one) in manifestos::all() {
        let made = set(&one);
        is_whole(&one, &made);
        assert_eq!(made.scene, set(&one).scene, "{name}");
    }
    // The fewer, the larger; on larger paper as well.
    let texts: Vec<String> =
        (0..20).map(|n| format!("Frase numero {n}: camminiamo insieme lungo il fiume")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let points = |most: usize, paper| set(&of_all(&texts[..most], paper)).points;
    let by_count: Vec<f32> = [3, 8, 14, 20].map(|most| points(most, Paper::A4)).to_vec();
    assert!(by_count.is_sorted_by(|a, b| a >= b) && by_count[0] > by_count[3], "{by_count:?}");
    assert!((points(1, Paper::A4) - 50.6).abs() < 0.1, "{}", points(1, Paper::A4));
    assert!(points(14, Paper::A1) > 2.0 * points(14, Paper::A4));
}

#[test]
fn mf4_a_wide_page_with_many_sentences_has_two_columns_read_one_after_the_other() {
    let all = manifestos::all();
    let (_, numbered) = all.iter().find(|(name, _)| *name == "manifesto-numbered").unwrap();
    let made = set(numbered);
    assert_eq!(made.columns, 2);
    let notes = made.scene.sections.iter().flat_map(|section| section.all());
    let starts: Vec<(f32, f32)> = notes
        .filter(|passage| passage.role == Role::Note)
        .map(|passage| made.scene.lines(&passage.parts[1]).next().map(|line| (line.x, line.y)).unwrap())
        .collect();
    assert_eq!(starts.len(), 14);
    let second = starts.iter().position(|(x, _)| *x > starts[0].0).unwrap();
    assert!(starts[..second].is_sorted_by(|a, b| a.1 < b.1));
    assert!(starts[second..].is_sorted_by(|a, b| a.1 < b.1 && a.0 == b.0));
    // An upright page has two only where that makes much of a difference.
    let (_, upright) = &all[0];
    assert_eq!(set(&Manifesto { orientation: Orientation::Portrait, ..upright.clone() }).columns, 1);
}

#[test]
fn mf5_what_does_not_fit_says_how_much_would_and_on_which_paper() {
    let long = "Camminare insieme lungo il fiume. ".repeat(12);
    let texts = vec![long.as_str(); 30];
    let full = sheet(&of_all(&texts, Paper::A4), 60, &Fonts::default()).unwrap_err();
    assert_eq!((full.sentences, full.paper), (30, Paper::A4));
    assert!(full.fitting > 1 && full.fitting < 30, "{}", full.fitting);
    let larger = full.larger.unwrap();
    assert!(sheet(&of_all(&texts, larger), 60, &Fonts::default()).is_ok());
    assert!(sheet(&of_all(&texts[..full.fitting], Paper::A4), 60, &Fonts::default()).is_ok());
    assert!(sheet(&of_all(&texts[..=full.fitting], Paper::A4), 60, &Fonts::default()).is_err());
    let said = full.text().sentence().say(Language::Italian);
    assert!(said.contains("30 frasi") && said.contains(&larger.to_string()), "{said}");
    // No paper is large enough; and one on which not even the title has room.
    let huge = "Camminare insieme lungo il fiume. ".repeat(400);
    let never = sheet(&of_all(&vec![huge.as_str(); 20], Paper::A4), 60, &Fonts::default()).unwrap_err();
    assert_eq!((never.fitting, never.larger), (0, None));
    let title = "Attraversiamo i confini ".repeat(5);
    let tiny =
        Manifesto { title, paper: Paper::Own(50.0, 50.0), ..of_all(&["una frase"], Paper::Own(50.0, 50.0)) };
    assert_eq!(sheet(&tiny, 60, &Fonts::default()).unwrap_err().sentences, 0);
}

#[test]
fn mf6_words_stay_whole_and_no_line_is_left_with_one_short_word() {
    let word = "incommensurabilmente";
    let made = set(&of_all(&[word, "e basta"], Paper::A4));
    assert!(made.scene.texts().any(|line| line.text == word), "a word of 20 letters is whole");
    let long = "a".repeat(500);
    let one = of_all(&[&long, "una frase come tutte"], Paper::A4);
    let made = set(&one);
    is_whole(&one, &made);
    assert!(made.points > 20.0, "what is no word makes nothing else small: {}", made.points);
    for count in 4..30 {
        let made = set(&of_all(&[&format!("{}sì", "camminare ".repeat(count)), "e basta"], Paper::A4));
        assert!(made.scene.texts().all(|line| line.text != "sì"), "{count} words");
    }
    let all = manifestos::all();
    let made = set(&all[0].1);
    for passage in made.scene.sections.iter().flat_map(|section| section.all()) {
        let lines: Vec<&str> = made.scene.lines(&passage.parts[0]).map(|line| line.text.as_str()).collect();
        if let [_, .., last] = lines[..] {
            assert!(last.chars().count() > 5, "{lines:?}");
        }
    }
}

#[test]
fn mf7_whatever_is_typed_is_on_the_page_and_does_nothing() {
    let hard = [
        "👩‍🏫👨‍👩‍👧‍👦🏳️‍🌈🇮🇹👍🏿 1️⃣",
        "السَّلَامُ عَلَيْكُمْ في الحديقة",
        "שלום עולם (123) abc",
        "会議の前に森を歩く",
        "zero\u{200b}width\u{200d} so\u{ad}ft",
        "riga\nriga\n\nriga",
        &"parola ".repeat(285),
        &"x".repeat(500),
    ];
    let texts: Vec<&str> = hard.into_iter().chain(HOSTILE).collect();
    let mut one = of_all(&texts, Paper::A1);
    one.title = HOSTILE[0].to_owned();
    one.signature = HOSTILE[8].to_owned();
    let made = set(&one);
    is_whole(&one, &made);
    let page = html(&one, &made);
    // Two begin at the right, with what hangs before them.
    assert_eq!(page.matches("<li dir=\"rtl\" style=").count(), 2);
    let is_bar_of = |item: &Item, line: &TextLine| match item {
        Item::Area { outline: Outline::Rounded([x, y, _, h], _), .. } => {
            *x > line.x && (*y..y + h).contains(&line.y)
        }
        _ => false,
    };
    let turned: Vec<&TextLine> = made.scene.texts().filter(|line| line.rtl).collect();
    assert!(turned.len() >= 2 && turned.iter().all(|line| line.align == Align::Right), "{turned:?}");
    for line in turned {
        assert!(made.scene.items.iter().any(|item| is_bar_of(item, line)), "{line:?}");
    }
    let mut of_svg = Vec::new();
    svg(&made.scene, SvgText::Text, &mut of_svg).unwrap();
    for file in [page.as_str(), std::str::from_utf8(&of_svg).unwrap()] {
        for act in ["<script", "<img", "<iframe", "<a ", "</style><style", "<!--", "<b>"] {
            assert!(!file.contains(act), "{act}");
        }
    }
    let mut of_pdf = Vec::new();
    pdf(std::slice::from_ref(&made.scene), Print::default(), &mut of_pdf).unwrap();
    assert!(of_pdf.starts_with(b"%PDF-1.7"));
    // Letters by chance, of every plane.
    let mut letters = Letters::seeded(20_261_127);
    let texts: Vec<String> = (0..15).map(|_| letters.text(60)).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let made = set(&of_all(&texts, Paper::A2));
    pdf(&[made.scene], Print::default(), &mut Vec::new()).unwrap();
}

#[test]
fn mf8_the_page_says_its_language_needs_nothing_and_prints_on_one_page() {
    let all = manifestos::all();
    for (name, one) in &all {
        let made = set(one);
        let page = html(one, &made);
        assert_eq!(page, html(one, &made), "{name}");
        let start =
            format!("<!doctype html>\n<html lang=\"{}\" class=\"{}\">", one.language.code(), one.theme);
        assert!(page.starts_with(&start), "{name}");
        for needed in ["src=", "href=", "url(", "@import", "http://", "<script"] {
            let ours = page.replace("http-equiv", "");
            let typed =
                one.sentences.iter().any(|one| one.text.contains(needed) || one.source.contains(needed));
            assert!(typed || !ours.contains(needed), "{name}: {needed}");
        }
        let [w, h] = made.scene.size;
        assert!(page.contains(&format!("@page {{ size: {w}mm {h}mm;")), "{name}");
        assert_eq!(page.matches("<li").count(), one.sentences.len(), "{name}");
        assert_eq!(page.matches("<h1 dir=\"auto\">").count(), 1, "{name}");
        assert_eq!(page.contains("<ol"), one.numbered && !one.sentences.is_empty(), "{name}");
        assert_eq!(
            page.matches("class=\"source\"").count(),
            if one.sources { one.sentences.len() } else { 0 }
        );
    }
}
