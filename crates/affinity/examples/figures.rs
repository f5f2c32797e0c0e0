//! What the method is worth and what it costs: `cargo run --release -p affinity --example figures`.
//!
//! Agreement with the labelled notes of `tests/data`, then milliseconds for boards of several sizes.
#![allow(clippy::unwrap_used, dead_code)]

#[path = "../tests/common/labelled.rs"]
mod labelled;

use std::time::Instant;

use affinity::{Text, Wish, duplicates, suggest};
use labelled::{Score, Way, pairs, precision_and_recall, themed};

fn main() {
    let pairs = pairs();
    println!("duplicates        pairs precision recall");
    for part in ["tuned", "held", "after", "last", "all"] {
        let of_part = || pairs.iter().filter(|pair| part == "all" || pair.part == part);
        let (precision, recall) = precision_and_recall(of_part());
        println!("{part:<17} {:>5} {precision:>9.3} {recall:>6.3}", of_part().count());
    }
    for pair in pairs.iter().filter(|pair| pair.is_found() != pair.is_same) {
        println!("  {} {}: {} | {}", pair.part, pair.kind, pair.texts[0], pair.texts[1]);
    }
    println!("\nset         given         rand placed right groups");
    for set in ["repeating-it", "natural-it", "natural-en", "hard-it"] {
        let notes = themed(set);
        let count = Some(notes.names.len());
        for (name, way) in [
            ("groups", Way::Groups(count)),
            ("nothing", Way::Groups(None)),
            ("names", Way::Names),
            ("three notes", Way::Examples(3)),
        ] {
            let Score { rand, placed, right, groups } = notes.score(way);
            println!("{set:<12} {name:<12} {rand:>5.2} {placed:>6.2} {right:>5.2} {groups:>3}");
        }
    }
    println!("\nnotes  what                     duplicates  suggest");
    for (count, what) in [(500, "notes"), (2_000, "notes"), (5_000, "notes")] {
        timed(what, &board(count));
    }
    timed("pages of 2,000 letters", &pages(5_000));
    timed("nearly the same 20 words", &nearly(5_000));
    timed("one word of 2,000 letters", &vec!["x".repeat(2_000); 5_000]);
}

fn timed(what: &str, notes: &[String]) {
    let ids: Vec<String> = (0..notes.len()).map(|at| format!("{at}")).collect();
    let texts: Vec<Text> = ids.iter().zip(notes).map(|(id, text)| Text { id, text, cluster: None }).collect();
    let best = |run: &dyn Fn()| {
        let runs = if texts.len() > 2_000 { 1 } else { 5 };
        let millis = (0..runs).map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64() * 1e3
        });
        millis.fold(f64::INFINITY, f64::min)
    };
    let alone = best(&|| drop(duplicates(&texts, None)));
    let all = best(&|| drop(suggest(&texts, &Wish::default())));
    println!("{:>5}  {what:<25} {alone:>7.1} ms {all:>7.1} ms", texts.len());
}

/// Notes made of halves of the labelled ones, so that words come as often as they do in notes.
fn board(count: usize) -> Vec<String> {
    let texts: Vec<String> =
        ["natural-it", "hard-it", "natural-en"].iter().flat_map(|set| themed(set).texts).collect();
    let words: Vec<Vec<&str>> = texts.iter().map(|text| text.split(' ').collect()).collect();
    (0..count)
        .map(|at| {
            let (x, y) = (&words[at * 7 % words.len()], &words[at * 13 / 5 % words.len()]);
            [&x[..x.len() / 2 + 1], &y[y.len() / 2..]].concat().join(" ")
        })
        .collect()
}

/// The same words in each, and three long ones that nearly look alike.
fn nearly(count: usize) -> Vec<String> {
    let same: String = (0..20)
        .map(|of| format!("parola{} ", ["ba", "co", "di", "fu", "ga"][of % 5].repeat(1 + of / 5)))
        .collect();
    let own = |at: usize, of: usize| {
        format!("lunghissim{}", char::from(b'a' + (at * 7 + of) as u8 % 26).to_string().repeat(2 + at % 9))
    };
    (0..count).map(|at| format!("{same} {} {} {}", own(at, 0), own(at, 1), own(at, 2))).collect()
}

/// Long texts of few words, each nearly like each.
fn pages(count: usize) -> Vec<String> {
    let syllables = ["ba", "co", "di", "fu", "ga", "le", "mi", "no", "pe", "ru"];
    let word =
        |of: usize| format!("{}{}{}", syllables[of % 10], syllables[of / 10 % 10], syllables[of / 100 % 10]);
    (0..count).map(|at| (0..285).map(|of| word(of + at % 50)).collect::<Vec<_>>().join(" ")).collect()
}
