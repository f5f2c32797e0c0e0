//! What people labelled, and how far a machine agrees: `tests/data/pairs.csv`, `tests/data/themes.csv`.

use std::collections::BTreeMap;
use std::path::Path;

use affinity::{Text, Theme, Wish, duplicates, suggest};

/// Two notes, and whether they say the same.
pub struct Pair {
    pub part: String,
    pub kind: String,
    pub is_same: bool,
    pub texts: [String; 2],
}

fn rows(name: &str) -> Vec<csv::StringRecord> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    csv::Reader::from_path(path).unwrap().records().map(Result::unwrap).collect()
}

pub fn pairs() -> Vec<Pair> {
    let pair = |row: &csv::StringRecord| Pair {
        part: row[0].to_owned(),
        kind: row[2].to_owned(),
        is_same: &row[3] == "1",
        texts: [row[4].to_owned(), row[5].to_owned()],
    };
    rows("pairs.csv").iter().map(pair).collect()
}

impl Pair {
    /// Are its two notes, alone, taken for the same?
    pub fn is_found(&self) -> bool {
        let text = |at: usize| Text { id: ["a", "b"][at], text: &self.texts[at], cluster: None };
        !duplicates(&[text(0), text(1)], None).unwrap().is_empty()
    }
}

/// Precision and recall over some pairs.
pub fn precision_and_recall<'p>(pairs: impl Iterator<Item = &'p Pair>) -> (f64, f64) {
    let (mut right, mut found, mut same) = (0.0, 0.0, 0.0);
    for pair in pairs {
        let is_found = pair.is_found();
        found += f64::from(u8::from(is_found));
        same += f64::from(u8::from(pair.is_same));
        right += f64::from(u8::from(is_found && pair.is_same));
    }
    (right / found, right / same)
}

/// Notes with the theme that a person gave them.
pub struct Themed {
    pub texts: Vec<String>,
    pub theme: Vec<usize>,
    pub names: Vec<String>,
}

pub fn themed(set: &str) -> Themed {
    let mut themed = Themed { texts: Vec::new(), theme: Vec::new(), names: Vec::new() };
    for row in rows("themes.csv").iter().filter(|row| &row[0] == set) {
        if themed.names.last().map(String::as_str) != Some(&row[1]) {
            themed.names.push(row[1].to_owned());
        }
        themed.texts.push(row[2].to_owned());
        themed.theme.push(themed.names.len() - 1);
    }
    themed
}

/// What [`suggest`] is given of a set.
#[derive(Clone, Copy)]
pub enum Way {
    /// Notes alone, and how many groups to find.
    Groups(Option<usize>),
    /// The themes' names.
    Names,
    /// Their names, and the first few notes of each.
    Examples(usize),
}

/// What came of a set, over its loose notes: the adjusted Rand index, with each that was not placed as a group of
/// one; the share of notes that were placed; of these the share in their theme, or for found groups in the group's
/// most frequent theme; and how many groups there were.
#[derive(Debug)]
pub struct Score {
    pub rand: f64,
    pub placed: f64,
    pub right: f64,
    pub groups: usize,
}

impl Themed {
    pub fn score(&self, way: Way) -> Score {
        let ids: Vec<String> = (0..self.texts.len()).map(|at| format!("{at}")).collect();
        let mut seen = vec![0; self.names.len()];
        let mut texts = Vec::new();
        for ((id, text), theme) in ids.iter().zip(&self.texts).zip(&self.theme) {
            seen[*theme] += 1;
            let is_example = matches!(way, Way::Examples(count) if seen[*theme] <= count);
            texts.push(Text { id, text, cluster: is_example.then_some(self.names[*theme].as_str()) });
        }
        let themes: Vec<Theme> =
            self.names.iter().map(|name| Theme { name, cluster: Some(name.as_str()) }).collect();
        let themes = if matches!(way, Way::Groups(_)) { &[] } else { &themes[..] };
        let clusters = if let Way::Groups(count) = way { count } else { None };
        let suggestion = suggest(&texts, &Wish { themes, clusters, language: None }).unwrap();
        let mut given: Vec<usize> = (0..texts.len()).map(|at| 1_000 + at).collect();
        let (mut placed, mut right, mut pure) = (0.0, 0.0, 0);
        for (number, cluster) in suggestion.clusters.iter().enumerate() {
            for id in &cluster.notes {
                let at: usize = id.parse().unwrap();
                given[at] = number;
                placed += 1.0;
                right += f64::from(u8::from(cluster.theme == Some(self.theme[at])));
            }
            let of_theme = |theme: usize| {
                cluster.notes.iter().filter(|id| self.theme[id.parse::<usize>().unwrap()] == theme).count()
            };
            pure += (0..self.names.len()).map(of_theme).max().unwrap_or(0);
        }
        let loose: Vec<usize> = (0..texts.len()).filter(|at| texts[*at].cluster.is_none()).collect();
        let of_loose = |labels: &[usize]| loose.iter().map(|at| labels[*at]).collect::<Vec<_>>();
        Score {
            rand: adjusted_rand(&of_loose(&given), &of_loose(&self.theme)),
            placed: placed / loose.len() as f64,
            right: if matches!(way, Way::Groups(_)) { pure as f64 / placed } else { right / placed },
            groups: suggestion.clusters.len(),
        }
    }
}

/// L. Hubert and P. Arabie 1985: 1 for the same groups, about 0 for groups by chance.
pub fn adjusted_rand(x: &[usize], y: &[usize]) -> f64 {
    let pairs = |count: usize| (count * count.saturating_sub(1) / 2) as f64;
    let mut both: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let (mut of_x, mut of_y) = (BTreeMap::new(), BTreeMap::new());
    for (x, y) in x.iter().zip(y) {
        *both.entry((*x, *y)).or_default() += 1;
        *of_x.entry(*x).or_insert(0) += 1;
        *of_y.entry(*y).or_insert(0) += 1;
    }
    let sum = |counts: &BTreeMap<usize, usize>| counts.values().map(|count| pairs(*count)).sum::<f64>();
    let (together, in_x, in_y) =
        (both.values().map(|count| pairs(*count)).sum::<f64>(), sum(&of_x), sum(&of_y));
    let by_chance = in_x * in_y / pairs(x.len());
    (together - by_chance) / ((in_x + in_y) / 2.0 - by_chance)
}
