//! The board as the poster sees it: plain rectangles, finite numbers, links whose both ends exist.

use super::raster::Raster;
use board::mark::Figure;
use std::collections::HashMap;

/// A rectangle in board units (CSS pixels at zoom 1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rect {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) w: f64,
    pub(super) h: f64,
}

impl Rect {
    pub(super) fn right(&self) -> f64 {
        self.x + self.w
    }

    pub(super) fn bottom(&self) -> f64 {
        self.y + self.h
    }

    pub(super) fn center(&self) -> [f64; 2] {
        [self.x + self.w / 2.0, self.y + self.h / 2.0]
    }

    pub(super) fn grown(&self, by: f64) -> Self {
        Self { x: self.x - by, y: self.y - by, w: self.w + 2.0 * by, h: self.h + 2.0 * by }
    }

    pub(super) fn union(&self, other: &Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let (right, bottom) = (self.right().max(other.right()), self.bottom().max(other.bottom()));
        Self { x, y, w: right - x, h: bottom - y }
    }

    pub(super) fn of([x, y]: [f64; 2], [w, h]: [f64; 2]) -> Self {
        Self { x, y, w, h }
    }

    pub(super) fn has(&self, [x, y]: [f64; 2]) -> bool {
        x >= self.x && x <= self.right() && y >= self.y && y <= self.bottom()
    }

    pub(super) fn overlap(&self, other: &Self) -> f64 {
        let w = self.right().min(other.right()) - self.x.max(other.x);
        let h = self.bottom().min(other.bottom()) - self.y.max(other.y);
        if w > 0.0 && h > 0.0 { w * h } else { 0.0 }
    }

    pub(super) fn holds(&self, other: &Self) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && self.right() >= other.right()
            && self.bottom() >= other.bottom()
    }
}

#[derive(Clone, Debug)]
pub(super) struct FlatNote {
    pub(super) rect: Rect,
    pub(super) text: String,
    pub(super) color: String,
    pub(super) votes: u32,
    /// Reactions in the order they are shown, and how many people.
    pub(super) stamps: Vec<(&'static str, u32)>,
    pub(super) tags: Vec<String>,
    pub(super) credit: Option<String>,
    /// It has a picture; its pixels, if they are there.
    pub(super) image: Option<Option<Raster>>,
    /// The cluster it is in, by its place in the list.
    pub(super) cluster: Option<usize>,
}

#[derive(Clone, Debug)]
pub(super) struct FlatMark {
    pub(super) rect: Rect,
    pub(super) figure: Figure,
    pub(super) color: String,
    /// Of an image.
    pub(super) raster: Option<Raster>,
    /// Painted over the notes; others lie under them.
    pub(super) is_above: bool,
}

#[derive(Clone, Debug)]
pub(super) struct FlatCluster {
    pub(super) rect: Rect,
    pub(super) title: String,
    pub(super) color: String,
}

/// A note or a cluster, by its place in the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum End {
    Note(usize),
    Cluster(usize),
}

#[derive(Clone, Debug)]
pub(super) struct FlatLink {
    pub(super) from: End,
    pub(super) to: End,
    pub(super) label: String,
    pub(super) dashed: bool,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Flat {
    pub(super) title: String,
    /// In painting order.
    pub(super) notes: Vec<FlatNote>,
    /// Large ones first, so that what lies in them is seen.
    pub(super) clusters: Vec<FlatCluster>,
    pub(super) links: Vec<FlatLink>,
    /// In painting order.
    pub(super) marks: Vec<FlatMark>,
}

/// Where things were before empty strips were narrowed: pairs of now and then, ascending, straight in between.
#[derive(Clone, Debug, Default)]
pub(super) struct Squeezed {
    pub(super) across: Vec<[f64; 2]>,
    pub(super) down: Vec<[f64; 2]>,
}

/// Empty room wider than this is narrowed to it: a stray note far away must not shrink all others to dust.
const WIDEST_GAP: f64 = 400.0;
const FARTHEST: f64 = 1e9;

/// A rectangle that can be drawn, whatever was written.
pub(super) fn rect(pos: [f64; 2], size: [f64; 2], largest: f64) -> Rect {
    let place = |v: f64| if v.is_finite() { v.clamp(-FARTHEST, FARTHEST) } else { 0.0 };
    let length = |v: f64| if v.is_finite() { v.clamp(8.0, largest) } else { 200.0 };
    Rect { x: place(pos[0]), y: place(pos[1]), w: length(size[0]), h: length(size[1]) }
}

impl Flat {
    pub(super) fn end(&self, end: End) -> &Rect {
        match end {
            End::Note(i) => &self.notes[i].rect,
            End::Cluster(i) => &self.clusters[i].rect,
        }
    }

    fn rects_mut(&mut self) -> impl Iterator<Item = &mut Rect> {
        let clusters = self.clusters.iter_mut().map(|c| &mut c.rect);
        let marks = self.marks.iter_mut().map(|m| &mut m.rect);
        self.notes.iter_mut().map(|n| &mut n.rect).chain(clusters).chain(marks)
    }

    pub(super) fn bounds(&self) -> Option<Rect> {
        let clusters = self.clusters.iter().map(|c| c.rect);
        let marks = self.marks.iter().map(|m| m.rect);
        self.notes.iter().map(|n| n.rect).chain(clusters).chain(marks).reduce(|a, b| a.union(&b))
    }

    /// Narrows wide empty strips, first across and then down. What touches stays as it is.
    pub(super) fn squeeze(&mut self) -> Squeezed {
        fn narrow(spans: &mut [(f64, f64, &mut f64)]) -> Vec<[f64; 2]> {
            spans.sort_by(|a, b| a.0.total_cmp(&b.0));
            let Some(&(start, mut reached, _)) = spans.first() else { return Vec::new() };
            let mut less = 0.0;
            let mut known = vec![[start, start]];
            for (from, to, place) in spans {
                let spare = (*from - reached - WIDEST_GAP).max(0.0);
                if spare > 0.0 {
                    known.push([reached - less, reached]);
                    less += spare;
                    known.push([*from - less, *from]);
                }
                reached = reached.max(*to);
                **place -= less;
            }
            known.push([reached - less, reached]);
            known
        }
        let mut across: Vec<_> = self.rects_mut().map(|r| (r.x, r.right(), &mut r.x)).collect();
        let across = narrow(&mut across);
        let mut down: Vec<_> = self.rects_mut().map(|r| (r.y, r.bottom(), &mut r.y)).collect();
        Squeezed { across, down: narrow(&mut down) }
    }
}

/// Ends by id; a note hides a cluster of the same id.
pub(super) fn ends<'a>(notes: &[(&'a str, usize)], clusters: &[(&'a str, usize)]) -> HashMap<&'a str, End> {
    let clusters = clusters.iter().map(|&(id, i)| (id, End::Cluster(i)));
    clusters.chain(notes.iter().map(|&(id, i)| (id, End::Note(i)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(x: f64, y: f64) -> FlatNote {
        let rect = rect([x, y], [200.0, 200.0], 2000.0);
        FlatNote {
            rect,
            text: String::new(),
            color: String::new(),
            votes: 0,
            stamps: vec![],
            tags: vec![],
            credit: None,
            image: None,
            cluster: None,
        }
    }

    #[test]
    fn po5_empty_room_is_narrowed_and_nothing_else_moves() {
        let places = [(0.0, 0.0), (220.0, 0.0), (0.0, 500.0), (1e6, -1e6)];
        let mut flat = Flat { notes: places.map(|(x, y)| note(x, y)).to_vec(), ..Flat::default() };
        let squeezed = flat.squeeze();
        assert_eq!(squeezed.across, [[0.0, 0.0], [420.0, 420.0], [820.0, 1e6], [1020.0, 1e6 + 200.0]]);
        let all = flat.bounds().unwrap();
        assert_eq!((all.w, all.h), (220.0 + 200.0 + 400.0 + 200.0, 200.0 + 400.0 + 700.0));
        let [a, b, c, _] = [0, 1, 2, 3].map(|i| flat.notes[i].rect);
        assert_eq!((b.x - a.x, b.y - a.y, c.x - a.x, c.y - a.y), (220.0, 0.0, 0.0, 500.0));
    }

    #[test]
    fn po5_odd_numbers_become_rectangles() {
        for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0, 1e300] {
            let made = rect([odd, odd], [odd, odd], 2000.0);
            assert!([made.x, made.y, made.w, made.h].iter().all(|v| v.is_finite()));
            assert!(made.w >= 8.0 && made.h >= 8.0);
        }
    }
}
