//! What notes are about: vectors of weighted words, and how alike one is to the sum of others.

use std::collections::BTreeMap;

use crate::reading::{Reader, Reading};

/// Of each note so many of its heaviest features are kept, which bounds the time for notes that are pages.
const FEATURES_MAX: usize = 96;
/// Letters of a piece of a word.
const PIECE: usize = 4;
/// How much of a note's weight lies on pieces of words instead of stems.
const PIECES_SHARE: f32 = 0.15;

/// Feature and weight, by feature.
pub(crate) type Vector = Vec<(u32, f32)>;

/// Weighted vectors of length 1 (or of no features at all).
///
/// Features are stems and pieces of four letters, which bring together what a stemmer keeps apart (`bibliotecari`,
/// `biblioteca`; German compounds) and what is misspelt. Each weighs its inverse document frequency (K. Spärck
/// Jones 1972), once a note: on a note of ten words repetition says little. What only one note has can link it to none
/// and is left out, but counts in the length.
pub(crate) fn vectors(readings: &[Reading], reader: &Reader) -> Vec<Vector> {
    let mut ids: BTreeMap<Feature, u32> = BTreeMap::new();
    let notes: Vec<[Vec<u32>; 2]> = readings
        .iter()
        .map(|reading| {
            let mut sorted = [Vec::new(), Vec::new()];
            for (kind, features) in features(reading, reader).into_iter().enumerate() {
                for feature in features {
                    let next = u32::try_from(ids.len()).unwrap_or(u32::MAX);
                    sorted[kind].push(*ids.entry(feature).or_insert(next));
                }
                sorted[kind].sort_unstable();
                sorted[kind].dedup();
            }
            sorted
        })
        .collect();
    let mut frequency = vec![0_u32; ids.len()];
    notes.iter().flatten().flatten().for_each(|id| frequency[*id as usize] += 1);
    let count = readings.len() as f32;
    let weight = |id: u32| (1.0 + count / frequency[id as usize] as f32).ln();
    notes
        .into_iter()
        .map(|kinds| {
            let mut vector = Vector::new();
            for (ids, share) in kinds.into_iter().zip([1.0 - PIECES_SHARE, PIECES_SHARE]) {
                let mut part: Vector = ids.into_iter().map(|id| (id, weight(id))).collect();
                scale(&mut part, share.sqrt());
                vector.extend(part.into_iter().filter(|(id, _)| frequency[*id as usize] > 1));
            }
            vector.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
            vector.truncate(FEATURES_MAX);
            vector.sort_unstable_by_key(|(id, _)| *id);
            vector
        })
        .collect()
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Feature {
    Stem(u32),
    Piece([char; PIECE]),
}

fn features(reading: &Reading, reader: &Reader) -> [Vec<Feature>; 2] {
    let mut found = [Vec::new(), Vec::new()];
    if reading.is_little {
        return found;
    }
    for word in &reading.content {
        found[0].push(Feature::Stem(word.stem));
        let letters: Vec<char> = std::iter::once(' ')
            .chain(reader.word(word.folded).chars())
            .chain(std::iter::once(' '))
            .collect();
        let pieces = letters.windows(PIECE).filter_map(|piece| piece.try_into().ok());
        found[1].extend(pieces.map(Feature::Piece));
    }
    found
}

/// Gives a vector this length; one of no length stays as it is.
pub(crate) fn scale(vector: &mut Vector, length: f32) {
    let norm = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    if norm > 0.0 {
        vector.iter_mut().for_each(|(_, weight)| *weight *= length / norm);
    }
}

/// One more than the highest feature.
pub(crate) fn width(vectors: &[Vector]) -> usize {
    vectors.iter().filter_map(|vector| vector.last()).map(|(id, _)| *id as usize + 1).max().unwrap_or(0)
}

/// The sum of some vectors, at each feature's place.
pub(crate) struct Sum {
    weights: Vec<f32>,
    length: f32,
}

impl Sum {
    /// Of vectors of less than `width` features, each so many times.
    pub(crate) fn new<'v>(width: usize, parts: impl Iterator<Item = (&'v Vector, f32)>) -> Sum {
        let mut weights = vec![0.0; width];
        for (vector, times) in parts {
            vector.iter().for_each(|(id, weight)| weights[*id as usize] += times * weight);
        }
        let length = weights.iter().map(|weight| weight * weight).sum::<f32>().sqrt();
        Sum { weights, length }
    }

    /// How alike a vector of length 1 is to the sum: their cosine, from 0 to 1. What it lost of its length is missing here
    /// too, so that a note with words of its own is like nothing.
    pub(crate) fn cosine(&self, vector: &Vector) -> f32 {
        let product: f32 = vector.iter().map(|(id, weight)| self.weights[*id as usize] * weight).sum();
        if self.length > 0.0 { product / self.length } else { 0.0 }
    }
}
