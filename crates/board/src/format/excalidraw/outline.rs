//! The outline of a pen's way, for a board stores strokes so.

use crate::schema::{POINT_MAX, POINTS_MAX};

type Pair = [f64; 2];

/// A way as a closed outline of twice `half` wide.
pub(super) fn around(way: &[Pair], half: f64) -> Vec<Pair> {
    let most = POINTS_MAX / 4 - 2;
    // Of a long way every n-th place: the outline has room for so many.
    let step = way.len().div_ceil(most).max(1);
    let mut places: Vec<Pair> = way.iter().copied().step_by(step).collect();
    places.extend(way.last().filter(|last| places.last() != Some(last)).copied());
    if let [only] = places[..] {
        places.push([only[0] + half, only[1]]);
    }
    let side = |at: usize| -> Pair {
        let (before, after) = (places[at.saturating_sub(1)], places[(at + 1).min(places.len() - 1)]);
        let way = [after[0] - before[0], after[1] - before[1]];
        let length = way[0].hypot(way[1]).max(1e-9);
        [-way[1] / length * half, way[0] / length * half]
    };
    let shifted = |at: usize, sign: f64| {
        let [x, y] = side(at);
        [places[at][0] + sign * x, places[at][1] + sign * y]
    };
    let left = (0..places.len()).map(|at| shifted(at, 1.0));
    let right = (0..places.len()).rev().map(|at| shifted(at, -1.0));
    left.chain(right).collect()
}

/// The smallest box around places, and the places in its ten thousandths.
pub(super) fn boxed(places: &[Pair]) -> (Pair, Pair, Vec<f64>) {
    let edge = |axis: usize, pick: fn(f64, f64) -> f64, from: f64| {
        places.iter().map(|place| place[axis]).fold(from, pick)
    };
    let pos = [0, 1].map(|axis| edge(axis, f64::min, f64::MAX));
    let size = [0, 1].map(|axis| (edge(axis, f64::max, f64::MIN) - pos[axis]).max(1.0));
    let share = |place: &Pair, axis: usize| ((place[axis] - pos[axis]) / size[axis] * POINT_MAX).round();
    let points = places.iter().flat_map(|place| [share(place, 0), share(place, 1)]).collect();
    (pos, size, points)
}
