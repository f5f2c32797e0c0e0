//! How far notes are from each other in what they are about.

use crate::vector::{Vector, width};

/// Squared distances between all pairs of notes, from 0 to 4: 2 − 2 cosines, about the centre of all of them, for what
/// all notes of a board share says nothing about which of them belong together.
pub(crate) struct Distances {
    count: usize,
    /// Row by row the pairs whose second is the higher; cosines until all are known.
    pairs: Vec<f32>,
}

impl Distances {
    /// Takes up to n²/2 · 96 additions, and 2 n² bytes.
    pub(crate) fn new(vectors: &[Vector]) -> Distances {
        let count = vectors.len();
        let mut distances = Distances { count, pairs: vec![0.0; count * count.saturating_sub(1) / 2] };
        let mut postings: Vec<Vec<(usize, f32)>> = vec![Vec::new(); width(vectors)];
        let mut row = vec![0.0_f32; count];
        let mut own = Vec::with_capacity(count);
        for (at, vector) in vectors.iter().enumerate() {
            row[..at].fill(0.0);
            for (feature, weight) in vector {
                let others = &mut postings[*feature as usize];
                for (other, theirs) in others.iter() {
                    row[*other] += weight * theirs;
                }
                others.push((at, *weight));
            }
            for (other, cosine) in row[..at].iter().enumerate() {
                *distances.at_mut(other, at) = *cosine;
            }
            own.push(vector.iter().map(|(_, weight)| weight * weight).sum::<f32>());
        }
        distances.centre(&own);
        distances
    }

    fn place(&self, x: usize, y: usize) -> usize {
        let (x, y) = (x.min(y), x.max(y));
        x * self.count - x * (x + 1) / 2 + y - x - 1
    }

    /// How many notes there are.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// Between two different notes.
    pub(crate) fn at(&self, x: usize, y: usize) -> f32 {
        self.pairs[self.place(x, y)]
    }

    /// The same, to be changed.
    pub(crate) fn at_mut(&mut self, x: usize, y: usize) -> &mut f32 {
        let place = self.place(x, y);
        &mut self.pairs[place]
    }

    /// Subtracts the mean vector, without ever making it: (x−m)(y−m) = xy − xm − ym + mm, and xm is a mean of xy.
    fn centre(&mut self, own: &[f32]) {
        let count = self.count;
        let mut with_mean: Vec<f64> = own.iter().map(|own| f64::from(*own)).collect();
        for x in 0..count {
            for y in x + 1..count {
                let cosine = f64::from(self.at(x, y));
                with_mean[x] += cosine;
                with_mean[y] += cosine;
            }
        }
        with_mean.iter_mut().for_each(|sum| *sum /= count.max(1) as f64);
        let mean = with_mean.iter().sum::<f64>() / count.max(1) as f64;
        let length = |x: usize| (f64::from(own[x]) - 2.0 * with_mean[x] + mean).max(0.0).sqrt();
        let lengths: Vec<f64> = (0..count).map(length).collect();
        for x in 0..count {
            for y in x + 1..count {
                let pair = self.at_mut(x, y);
                let about = f64::from(*pair) - with_mean[x] - with_mean[y] + mean;
                let by = lengths[x] * lengths[y];
                // A note that is the centre itself is as far from all.
                let cosine = if by > 1e-9 { (about / by).clamp(-1.0, 1.0) } else { 0.0 };
                *pair = (2.0 - 2.0 * cosine) as f32;
            }
        }
    }
}
