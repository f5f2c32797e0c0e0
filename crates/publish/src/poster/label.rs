//! Labels of links: near their line, off everybody's text.

use super::{
    flat::Rect,
    link::Route,
    scene::{Align, Item, Outline, TextLine, is_rtl},
    sheet::Place,
};
use crate::{
    palette::SHEET,
    text::{BASELINE, Face, LINE_HEIGHT, Measured},
};
use std::collections::HashMap;

const SIZES: [u32; 3] = [15, 13, 11];
const WIDEST: u32 = 180;
const PAD: [f64; 2] = [6.0, 2.0];
/// Sizes of a label that has no place on its line.
const SMALLER: [u32; 2] = [13, 11];
/// Between such a label and what it lies beside, in board units.
const CLEAR: f64 = 1.0;
/// How far from its line such a label may be.
const FARTHEST: f64 = 240.0;
const CELL: f64 = 256.0;
const ALONG: [f64; 9] = [0.5, 0.42, 0.58, 0.34, 0.66, 0.25, 0.75, 0.15, 0.85];
const ASIDE: [f64; 11] = [0.0, 14.0, -14.0, 28.0, -28.0, 42.0, -42.0, 60.0, -60.0, 84.0, -84.0];

/// What a label had better not cover, in a grid so that thousands of notes cost nothing.
pub(super) struct Obstacles {
    cells: HashMap<(i32, i32), Vec<u32>>,
    all: Vec<(Rect, f64)>,
    bounds: Rect,
}

impl Obstacles {
    pub(super) fn new(bounds: Rect) -> Self {
        Self { cells: HashMap::new(), all: Vec::new(), bounds }
    }

    fn over(rect: &Rect) -> impl Iterator<Item = (i32, i32)> + use<> {
        let cell = |v: f64| (v / CELL).floor() as i32;
        let (x0, x1, y0, y1) = (cell(rect.x), cell(rect.right()), cell(rect.y), cell(rect.bottom()));
        (y0..=y1).flat_map(move |y| (x0..=x1).map(move |x| (x, y)))
    }

    /// `weight`: how bad it is to cover a unit of it.
    pub(super) fn add(&mut self, rect: Rect, weight: f64) {
        let index = self.all.len() as u32;
        for cell in Self::over(&rect) {
            self.cells.entry(cell).or_default().push(index);
        }
        self.all.push((rect, weight));
    }

    fn cost(&self, rect: &Rect) -> f64 {
        let mut near: Vec<u32> =
            Self::over(rect).filter_map(|cell| self.cells.get(&cell)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        let outside = rect.w * rect.h - rect.overlap(&self.bounds);
        let covered = |&i: &u32| self.all[i as usize].0.overlap(rect) * self.all[i as usize].1;
        outside * 20.0 + near.iter().map(covered).sum::<f64>()
    }

    /// Does any of a short straight line lie under a note or a title?
    fn lies_under(&self, [from, to]: Leader) -> bool {
        let route = Route::straight(from, to);
        let steps = (route.length() / 6.0).ceil().max(2.0) as usize;
        route.points(steps).any(|point| self.hide(point))
    }

    /// What lies within some distance of a point.
    fn near(&self, [x, y]: [f64; 2], within: f64) -> Vec<Rect> {
        let area = Rect { x: x - within, y: y - within, w: 2.0 * within, h: 2.0 * within };
        let mut near: Vec<u32> =
            Self::over(&area).filter_map(|cell| self.cells.get(&cell)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        near.into_iter().map(|i| self.all[i as usize].0).filter(|rect| rect.overlap(&area) > 0.0).collect()
    }

    /// Does a point lie under a note or a title?
    pub(super) fn hide(&self, [x, y]: [f64; 2]) -> bool {
        let cell = ((x / CELL).floor() as i32, (y / CELL).floor() as i32);
        let over = |&i: &u32| {
            let rect = &self.all[i as usize].0;
            x > rect.x && x < rect.right() && y > rect.y && y < rect.bottom()
        };
        self.cells.get(&cell).is_some_and(|indices| indices.iter().any(over))
    }

    /// Is any obstacle of at least this weight touched?
    pub(super) fn touches(&self, rect: &Rect, weight: f64) -> bool {
        let hit = |&i: &u32| self.all[i as usize].1 >= weight && self.all[i as usize].0.overlap(rect) > 0.0;
        Self::over(rect).filter_map(|cell| self.cells.get(&cell)).any(|indices| indices.iter().any(hit))
    }
}

/// From where to where.
type Leader = [[f64; 2]; 2];

pub(super) struct Label {
    rect: Rect,
    /// A thin line to its arrow, where it lies apart from it.
    leader: Option<Leader>,
    size: f64,
    lines: Vec<String>,
    rtl: bool,
}

/// Places one label and makes it an obstacle for the next.
pub(super) fn settle(label: &str, route: &Route, obstacles: &mut Obstacles) -> Option<Label> {
    let measured = Measured::new(label, Face::Regular);
    let points: Vec<_> = route.points(16).collect();
    let mut best: Option<(f64, Label)> = None;
    for (step, size) in SIZES.into_iter().enumerate() {
        let lines = measured.wrap(size, WIDEST);
        if lines.is_empty() {
            return None;
        }
        let size = f64::from(size);
        let widest = lines.iter().map(|line| Measured::new(line, Face::Regular).ems()).fold(0.0, f64::max);
        let w = widest * size + 2.0 * PAD[0];
        let h = lines.len() as f64 * size * f64::from(LINE_HEIGHT) + 2.0 * PAD[1];
        for (rank, along) in ALONG.into_iter().enumerate() {
            for aside in ASIDE {
                let ([x, y], [dx, dy]) = (route.at(along), route.across(along));
                let rect = Rect { x: x + dx * aside - w / 2.0, y: y + dy * aside - h / 2.0, w, h };
                // A smaller, a farther, a less central label has to be worth it.
                let price = step as f64 * 150.0 + rank as f64 * 20.0 + aside.abs() * 12.0;
                // A label may interrupt its arrow, not hide it.
                let under = points
                    .iter()
                    .filter(|&&[x, y]| rect.overlap(&Rect { x, y, w: 0.1, h: 0.1 }) > 0.0)
                    .count();
                let hidden = if under * 2 > points.len() { 600.0 } else { 0.0 };
                let cost = price + hidden + obstacles.cost(&rect);
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    let (lines, rtl) = (lines.clone(), is_rtl(label));
                    best = Some((cost, Label { rect, leader: None, size, lines, rtl }));
                }
            }
        }
    }
    let mut best = best?.1;
    if obstacles.touches(&best.rect, 1.0)
        && let Some(apart) = apart(&measured, route, obstacles, &best)
    {
        best = apart;
    }
    obstacles.add(best.rect.grown(3.0), 25.0);
    Some(best)
}

/// A place that touches nothing, right beside something that is near the line.
fn apart(measured: &Measured, route: &Route, obstacles: &Obstacles, best: &Label) -> Option<Label> {
    for size in SMALLER {
        let lines = measured.wrap(size, WIDEST);
        let size = f64::from(size);
        let widest = lines.iter().map(|line| Measured::new(line, Face::Regular).ems()).fold(0.0, f64::max);
        let w = widest * size + 2.0 * PAD[0];
        let h = lines.len() as f64 * size * f64::from(LINE_HEIGHT) + 2.0 * PAD[1];
        let mut least: Option<(f64, Rect, Option<Leader>)> = None;
        for along in ALONG {
            let [px, py] = route.at(along);
            for rect in obstacles.near([px, py], FARTHEST) {
                let (left, above) = (px - w / 2.0, py - h / 2.0);
                for (x, y) in [
                    (left, rect.y - h - CLEAR),
                    (left, rect.bottom() + CLEAR),
                    (rect.x - w - CLEAR, above),
                    (rect.right() + CLEAR, above),
                    (rect.right() + CLEAR, rect.y),
                    (rect.x - w - CLEAR, rect.y),
                ] {
                    let sheet = &obstacles.bounds;
                    let x = x.min(sheet.right() - w).max(sheet.x);
                    let y = y.min(sheet.bottom() - h).max(sheet.y);
                    let place = Rect { x, y, w, h };
                    let [cx, cy] = place.center();
                    let far = (cx - px).hypot(cy - py) + (along - 0.5).abs() * 40.0;
                    if far > FARTHEST || obstacles.touches(&place, 1.0) {
                        continue;
                    }
                    // A line over somebody's words is worse than none.
                    let line = leader(&place, [px, py]);
                    let covers = line.is_some_and(|line| obstacles.lies_under(line));
                    let price = if covers { far + FARTHEST } else { far };
                    if least.is_none_or(|(known, ..)| price < known) {
                        least = Some((price, place, line.filter(|_| !covers)));
                    }
                }
            }
        }
        if let Some((_, rect, leader)) = least {
            return Some(Label { rect, leader, size, lines, rtl: best.rtl });
        }
    }
    None
}

/// From the edge of a label to its arrow, when there is a gap that one sees.
fn leader(rect: &Rect, [x, y]: [f64; 2]) -> Option<Leader> {
    let edge = [x.clamp(rect.x, rect.right()), y.clamp(rect.y, rect.bottom())];
    ((edge[0] - x).hypot(edge[1] - y) > CLEAR * 3.0).then_some([edge, [x, y]])
}

pub(super) fn draw(label: &Label, place: &Place, items: &mut Vec<Item>) {
    if let Some(points) = &label.leader {
        items.push(Item::Line {
            points: points.iter().map(|[x, y]| place.point(*x, *y)).collect(),
            border: place.theme.border(place.theme.quiet(0.6), place.length(0.75)),
            dashed: false,
        });
    }
    items.push(Item::Area {
        outline: Outline::Rounded(place.rect(&label.rect), place.length(5.0)),
        fill: (SHEET, 0.94),
        border: Some(place.theme.border(place.theme.quiet(0.35), place.length(0.75))),
    });
    for (i, line) in label.lines.iter().enumerate() {
        let down = PAD[1] + i as f64 * label.size * f64::from(LINE_HEIGHT) + label.size * f64::from(BASELINE);
        let [x, y] = place.point(label.rect.x + label.rect.w / 2.0, label.rect.y + down);
        items.push(Item::Text(TextLine {
            text: line.clone(),
            x,
            y,
            size: place.length(label.size),
            face: Face::Regular,
            color: place.theme.ink(),
            align: Align::Center,
            rtl: label.rtl,
            max_width: place.length(label.rect.w - PAD[0]),
            leads: Vec::new(),
        }));
    }
}
