//! TX rules: one algorithm, one table, two languages.
#![allow(clippy::unwrap_used)]

use publish::text::{self, Face, Fit, Measured};
use serde::{Deserialize, Serialize};
use std::{fmt::Write as _, fs};

const VECTORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/wrap.json");

#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
struct Vector {
    how: String,
    text: String,
    width: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<f32>,
    #[serde(default)]
    lines: Vec<String>,
}

impl Vector {
    fn answer(&self) -> Fit {
        match self.how.as_str() {
            "wrap" => {
                let size = self.size.unwrap();
                Fit { size, lines: text::wrap(&self.text, size as u32, self.width) }
            }
            "fit" => text::fit(&self.text, self.width, self.height.unwrap(), self.max.unwrap()),
            "note" => text::fit_note(&self.text, self.width, self.height.unwrap()),
            "title" => text::fit_title(&self.text, self.width),
            other => panic!("unknown vector {other}"),
        }
    }
}

#[derive(Deserialize)]
struct Vectors {
    vectors: Vec<Vector>,
}

#[test]
fn tx1_shared_vectors() {
    let known: Vectors = serde_json::from_slice(&fs::read(VECTORS).unwrap()).unwrap();
    let fresh: Vec<Vector> = known
        .vectors
        .iter()
        .map(|vector| {
            let Fit { size, lines } = vector.answer();
            Vector { size: Some(size), lines, ..vector.clone() }
        })
        .collect();
    if std::env::var_os("UPDATE").is_some() {
        let mut out = String::from("{\"vectors\":[\n");
        for (i, vector) in fresh.iter().enumerate() {
            let comma = if i + 1 < fresh.len() { "," } else { "" };
            writeln!(out, "{}{comma}", serde_json::to_string(vector).unwrap()).unwrap();
        }
        fs::write(VECTORS, out + "]}\n").unwrap();
        return;
    }
    assert!(fresh.len() >= 120);
    for (now, then) in fresh.iter().zip(&known.vectors) {
        assert_eq!(now, then);
    }
}

#[test]
fn tx2_no_line_is_wider_than_its_box_unless_one_cluster_is() {
    let known: Vectors = serde_json::from_slice(&fs::read(VECTORS).unwrap()).unwrap();
    for vector in &known.vectors {
        for (size, width) in [(12, 90), (28, 168), (16, 40)] {
            for line in text::wrap(&vector.text, size, width) {
                // Broken again in the same width, a line stays one line.
                assert!(Measured::new(&line, Face::Regular).wrap(size, width).len() <= 1, "{line:?}");
            }
        }
    }
}

#[test]
fn tx3_no_text_is_cut() {
    let solid = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    for text in ["parola ".repeat(2000), "x".repeat(9000), "\na".repeat(3000), "😀".repeat(400)] {
        for (w, h) in [(200, 200), (40, 40), (1, 1), (2000, 20)] {
            let fit = text::fit_note(&text, w, h);
            assert_eq!(solid(&fit.lines.concat()), solid(&text));
            let tall = fit.lines.len() as f32 * fit.size * text::LINE_HEIGHT;
            assert!(tall <= h as f32 || (w == 1 && h == 1), "{w}x{h}: {tall}");
        }
    }
}

#[test]
fn tx4_clusters_stay_whole() {
    for cluster in ["👩‍🏫", "🏳️‍🌈", "🇮🇹", "👍🏿", "1️⃣", "e\u{301}", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"]
    {
        let lines = text::wrap(&cluster.repeat(8), 20, 1);
        assert_eq!(lines, vec![cluster; 8]);
    }
}

#[test]
fn tx5_the_table_is_of_these_fonts() {
    for (name, hash) in ["Inter-Regular.ttf", "Inter-SemiBold.ttf"].iter().zip(text::FONT_HASH) {
        let path = format!("{}/fonts/{name}", env!("CARGO_MANIFEST_DIR"));
        assert_eq!(sha256(&fs::read(path).unwrap()), hash);
    }
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).iter().fold(String::new(), |mut out, byte| {
        write!(out, "{byte:02x}").unwrap();
        out
    })
}

#[test]
fn tx6_short_words_are_large_and_whole() {
    let fit = text::fit_note("fiducia", 200, 200);
    assert_eq!((fit.size, fit.lines.len()), (28.0, 1));
    // Ninety letters: several lines, still well legible.
    let fit = text::fit_note(
        "Aree interne che si svuotano: chiude il bar, poi la scuola, poi la corriera",
        200,
        200,
    );
    assert!(fit.size >= 20.0, "{fit:?}");
    // A long word makes the text smaller before it is broken.
    let fit = text::fit_note("interistituzionalmente", 200, 200);
    assert_eq!((fit.size, fit.lines.len()), (16.0, 1));
}
