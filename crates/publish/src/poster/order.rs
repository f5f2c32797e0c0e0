//! In which order a sheet is read, and painted.

use super::flat::{Flat, Rect};
use std::collections::HashMap;

/// Rows from above, in each from the left: how one reads what is not in a list. What begins beside the upper half of
/// the first of a row is in that row.
pub(super) fn reading(rects: &[Rect]) -> Vec<usize> {
    let mut rest: Vec<usize> = (0..rects.len()).collect();
    rest.sort_by(|&a, &b| {
        rects[a].y.total_cmp(&rects[b].y).then(rects[a].x.total_cmp(&rects[b].x)).then(a.cmp(&b))
    });
    let mut out = Vec::with_capacity(rest.len());
    let mut rest = &mut rest[..];
    while let Some(&first) = rest.first() {
        let middle = rects[first].y + rects[first].h / 2.0;
        let row = rest.iter().position(|&i| rects[i].y > middle).unwrap_or(rest.len());
        let (now, later) = rest.split_at_mut(row);
        now.sort_by(|&a, &b| rects[a].x.total_cmp(&rects[b].x).then(a.cmp(&b)));
        out.extend_from_slice(now);
        rest = later;
    }
    out
}

/// The order in which `rects`, that are to be read as they come, are painted: as they come, but for what lies under
/// another one, which `ranks` say (the lower rank lies under the higher). So the text in a file is in reading order
/// wherever nothing is covered.
pub(super) fn painting(rects: &[Rect], ranks: &[usize]) -> Vec<usize> {
    let by_rank = || {
        let mut all: Vec<usize> = (0..rects.len()).collect();
        all.sort_by_key(|&i| ranks[i]);
        all
    };
    let Some(below) = below(rects, ranks) else { return by_rank() };
    let mut done = vec![false; rects.len()];
    let mut out = Vec::with_capacity(rects.len());
    // What waits for what lies under it; the rank only falls on the way down, so nothing waits for itself.
    let mut waiting: Vec<(usize, usize)> = Vec::new();
    for start in 0..rects.len() {
        waiting.push((start, 0));
        while let Some((one, next)) = waiting.last_mut() {
            let one = *one;
            if done[one] {
                waiting.pop();
            } else if let Some(&under) = below[one].get(*next) {
                *next += 1;
                if !done[under] {
                    waiting.push((under, 0));
                }
            } else {
                done[one] = true;
                out.push(one);
                waiting.pop();
            }
        }
    }
    out
}

/// Side of a cell of the grid that finds what lies upon what.
const CELL: f64 = 256.0;
/// More pairs a thing than this are a heap; a heap is painted from below.
const PAIRS: usize = 40;

/// For each of `rects` those that it lies upon; none when there are too many.
fn below(rects: &[Rect], ranks: &[usize]) -> Option<Vec<Vec<usize>>> {
    let most = 1000 + PAIRS * rects.len();
    let mut cells: HashMap<(i64, i64), Vec<usize>> = HashMap::new();
    let mut out = vec![Vec::new(); rects.len()];
    let (mut looked, mut entered) = (0, 0);
    for (i, rect) in rects.iter().enumerate() {
        let cell = |v: f64| (v / CELL).floor() as i64;
        let (x0, x1) = (cell(rect.x), cell(rect.right()));
        let (y0, y1) = (cell(rect.y), cell(rect.bottom()));
        entered += (x1 - x0 + 1).saturating_mul(y1 - y0 + 1).max(0) as usize;
        if entered > most {
            return None;
        }
        for at in (y0..=y1).flat_map(|y| (x0..=x1).map(move |x| (x, y))) {
            let here = cells.entry(at).or_default();
            looked += here.len();
            if looked > most {
                return None;
            }
            for &other in here.iter().filter(|&&other| rects[other].overlap(rect) > 0.0) {
                let (under, over) = if ranks[other] < ranks[i] { (other, i) } else { (i, other) };
                out[over].push(under);
            }
            here.push(i);
        }
    }
    for under in &mut out {
        under.sort_by_key(|&i| ranks[i]);
        under.dedup();
    }
    Some(out)
}

/// The cluster each thing is read in: the one it is a member of, else (of marks) the smallest that holds its middle.
pub(super) fn holding(flat: &Flat, rect: &Rect) -> Option<usize> {
    let holders = flat.clusters.iter().enumerate().filter(|(_, cluster)| cluster.rect.has(rect.center()));
    let size = |r: &Rect| r.w * r.h;
    holders.min_by(|(_, a), (_, b)| size(&a.rect).total_cmp(&size(&b.rect))).map(|(i, _)| i)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64, y: f64) -> Rect {
        Rect { x, y, w: 100.0, h: 100.0 }
    }

    #[test]
    fn po21_one_reads_in_rows_that_need_not_be_straight() {
        let rects = [at(0.0, 200.0), at(240.0, 10.0), at(0.0, 30.0), at(120.0, 190.0), at(120.0, 0.0)];
        assert_eq!(reading(&rects), [2, 4, 1, 0, 3]);
        assert!(reading(&[]).is_empty());
    }

    #[test]
    fn po21_what_is_covered_is_painted_before_what_covers_it() {
        // Read first, but lying upon the last one, which lies upon the second.
        let rects = [at(0.0, 0.0), at(80.0, 80.0), at(40.0, 40.0), at(900.0, 0.0)];
        assert_eq!(painting(&rects, &[9, 1, 5, 0]), [1, 2, 0, 3]);
        assert_eq!(painting(&rects, &[0, 1, 2, 3]), [0, 1, 2, 3]);
        assert_eq!(painting(&rects, &[0, 3, 2, 1]), [0, 2, 1, 3]);
    }

    #[test]
    fn po21_a_heap_is_painted_from_below() {
        let rects = vec![at(0.0, 0.0); 3000];
        let ranks: Vec<usize> = (0..3000).rev().collect();
        assert_eq!(painting(&rects, &ranks), (0..3000).rev().collect::<Vec<_>>());
    }
}
