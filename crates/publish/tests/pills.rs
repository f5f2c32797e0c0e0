//! The row of signs on a note: one row, two languages.
#![allow(clippy::unwrap_used)]

use publish::pills::{self, Sign};
use serde::{Deserialize, Serialize};
use std::{fmt::Write as _, fs};

const VECTORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/pills.json");

#[derive(Serialize, Deserialize, Clone)]
struct Vector {
    width: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    votes: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    stamps: Vec<(String, u32)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    /// Sign, text, x, width.
    #[serde(default)]
    row: Vec<(String, String, u32, u32)>,
}

fn is_zero(n: &u32) -> bool {
    *n == 0
}

impl Vector {
    fn answer(&self) -> Vec<(String, String, u32, u32)> {
        let stamps: Vec<_> = self.stamps.iter().map(|(kind, count)| (kind.as_str(), *count)).collect();
        let name = |sign: &Sign| match sign {
            Sign::Votes => "votes".to_owned(),
            Sign::Reaction(kind) => kind.clone(),
            Sign::Tag => "tag".to_owned(),
            Sign::More => "more".to_owned(),
        };
        let row = pills::row(self.width, self.votes, &stamps, &self.tags);
        row.into_iter().map(|pill| (name(&pill.sign), pill.text, pill.x, pill.w)).collect()
    }
}

#[test]
fn po13_shared_vectors() {
    let known: Vec<Vector> = serde_json::from_slice(&fs::read(VECTORS).unwrap()).unwrap();
    assert!(known.len() >= 15);
    if std::env::var_os("UPDATE").is_some() {
        let mut out = String::from("[\n");
        for (i, vector) in known.iter().enumerate() {
            let fresh = Vector { row: vector.answer(), ..vector.clone() };
            let comma = if i + 1 < known.len() { "," } else { "" };
            writeln!(out, "{}{comma}", serde_json::to_string(&fresh).unwrap()).unwrap();
        }
        out.push_str("]\n");
        fs::write(VECTORS, out).unwrap();
        return;
    }
    for vector in known {
        assert_eq!(vector.answer(), vector.row, "{} {:?} {:?}", vector.width, vector.stamps, vector.tags);
    }
}

#[test]
fn po13_a_row_stays_within_its_note_and_nothing_overlaps() {
    let tags: Vec<String> = (0..20).map(|n| "x".repeat(1 + n * 3 % 40)).collect();
    let stamps = [("plus", 12), ("heart", 1), ("star", 3), ("question", 1), ("caution", 100)];
    for width in 0..=600 {
        for count in [0, 1, 3, 20] {
            let row = pills::row(width, 7, &stamps, &tags[..count]);
            assert_eq!(row.is_empty(), width < 44, "{width}");
            for pair in row.windows(2) {
                assert!(pair[0].x + pair[0].w < pair[1].x, "{width}: {pair:?}");
            }
            if let Some(last) = row.last() {
                assert!(last.x + last.w + 12 <= width, "{width}: {last:?}");
                let shown = row.iter().filter(|pill| pill.sign != Sign::More).count();
                assert_eq!(shown < 6 + count, last.sign == Sign::More, "{width}");
            }
        }
    }
}
