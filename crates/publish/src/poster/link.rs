//! One link: a straight line from edge to edge, with an arrow head.

use super::{
    flat::{End, Flat, Rect},
    label::Obstacles,
    scene::{Item, Outline},
    sheet::Place,
};
use std::collections::HashMap;

const WIDTH: f64 = 2.0;
const HEAD: f64 = 11.0;
/// Free room between an arrow and what it points at.
const AIR: f64 = 3.0;
/// Distance between links that join the same two things.
const BESIDE: f64 = 26.0;
/// How far aside of the straight line a way around may bend.
const DETOURS: [f64; 8] = [40.0, 80.0, 120.0, 180.0, 250.0, 320.0, 400.0, 540.0];

/// The way of a link in board units: a quadratic curve, mostly a straight one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Route {
    pub(super) from: [f64; 2],
    bend: [f64; 2],
    pub(super) to: [f64; 2],
}

impl Route {
    pub(super) fn straight(from: [f64; 2], to: [f64; 2]) -> Self {
        Self { from, bend: [0, 1].map(|i| (from[i] + to[i]) / 2.0), to }
    }

    /// The point at a part of the way, 0..=1.
    pub(super) fn at(&self, part: f64) -> [f64; 2] {
        let rest = 1.0 - part;
        [0, 1]
            .map(|i| rest * rest * self.from[i] + 2.0 * rest * part * self.bend[i] + part * part * self.to[i])
    }

    pub(super) fn length(&self) -> f64 {
        let (a, b) = (between(self.from, self.bend), between(self.bend, self.to));
        // The chord and the control polygon hold the length between them.
        (between(self.from, self.to) + a + b) / 2.0
    }

    // Of length one, along the way.
    fn along(&self, part: f64) -> [f64; 2] {
        let [dx, dy] =
            [0, 1].map(|i| (1.0 - part) * (self.bend[i] - self.from[i]) + part * (self.to[i] - self.bend[i]));
        let length = dx.hypot(dy).max(1e-6);
        [dx / length, dy / length]
    }

    /// Of length one, across the way.
    pub(super) fn across(&self, part: f64) -> [f64; 2] {
        let [dx, dy] = self.along(part);
        [-dy, dx]
    }

    pub(super) fn points(&self, count: usize) -> impl Iterator<Item = [f64; 2]> {
        let way = *self;
        (0..=count).map(move |i| way.at(i as f64 / count as f64))
    }
}

fn between(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

// Where the ray from inside `rect` leaves it.
fn leave(rect: &Rect, from: [f64; 2], dir: [f64; 2]) -> [f64; 2] {
    let reach = |from: f64, dir: f64, low: f64, high: f64| match dir {
        d if d > 1e-9 => (high - from) / d,
        d if d < -1e-9 => (low - from) / d,
        _ => f64::INFINITY,
    };
    let part =
        reach(from[0], dir[0], rect.x, rect.right()).min(reach(from[1], dir[1], rect.y, rect.bottom()));
    let part = if part.is_finite() { part.max(0.0) } else { 0.0 };
    [from[0] + dir[0] * part, from[1] + dir[1] * part]
}

// The straight way between two things, `shift` to the side; none when they lie upon each other.
fn way(a: &Rect, b: &Rect, shift: f64) -> Option<Route> {
    if b.holds(a) || a.holds(b) {
        // From the inner one to the nearest edge of the outer one.
        let (inner, outer) = if b.holds(a) { (a, b) } else { (b, a) };
        let [x, y] = inner.center();
        let edges = [
            (inner.x - outer.x, [inner.x, y + shift], [outer.x, y + shift]),
            (outer.right() - inner.right(), [inner.right(), y + shift], [outer.right(), y + shift]),
            (inner.y - outer.y, [x + shift, inner.y], [x + shift, outer.y]),
            (outer.bottom() - inner.bottom(), [x + shift, inner.bottom()], [x + shift, outer.bottom()]),
        ];
        let (gap, near, far) = edges.into_iter().min_by(|p, q| p.0.total_cmp(&q.0))?;
        let (from, to) = if b.holds(a) { (near, far) } else { (far, near) };
        return (gap > 4.0).then_some(Route::straight(from, to));
    }
    // Where the two face each other, go straight across the middle of what they share.
    let shared = |a0: f64, a1: f64, b0: f64, b1: f64| {
        let (low, high) = (a0.max(b0), a1.min(b1));
        (high - low > 30.0).then_some((low + high) / 2.0)
    };
    let (mut p, mut q) = (a.center(), b.center());
    if let Some(y) = shared(a.y, a.bottom(), b.y, b.bottom()) {
        (p[1], q[1]) = (y, y);
    } else if let Some(x) = shared(a.x, a.right(), b.x, b.right()) {
        (p[0], q[0]) = (x, x);
    }
    let side = Route::straight(p, q).across(0.5).map(|v| v * shift);
    let (p, q) = ([p[0] + side[0], p[1] + side[1]], [q[0] + side[0], q[1] + side[1]]);
    let dir = [q[0] - p[0], q[1] - p[1]];
    let full = dir[0].hypot(dir[1]);
    let (from, to) = (leave(a, p, dir), leave(b, q, [-dir[0], -dir[1]]));
    let ahead = (to[0] - from[0]) * dir[0] + (to[1] - from[1]) * dir[1];
    if full < 1e-6 || ahead <= 0.0 {
        return None;
    }
    let unit = dir.map(|v| v / full);
    let route =
        Route::straight([0, 1].map(|i| from[i] + unit[i] * AIR), [0, 1].map(|i| to[i] - unit[i] * AIR));
    let still = (route.to[0] - route.from[0]) * unit[0] + (route.to[1] - route.from[1]) * unit[1];
    (still > 4.0).then_some(route)
}

// A way around what lies between: leaves both things towards a point beside the middle.
fn around(a: &Rect, b: &Rect, aside: f64) -> Option<Route> {
    let (p, q) = (a.center(), b.center());
    let line = Route::straight(p, q);
    let side = line.across(0.5);
    let bend = [0, 1].map(|i| line.bend[i] + side[i] * aside);
    let towards = |rect: &Rect, from: [f64; 2]| {
        let dir = [bend[0] - from[0], bend[1] - from[1]];
        let full = dir[0].hypot(dir[1]).max(1e-6);
        let edge = leave(rect, from, dir);
        // A bend inside the thing itself is no way around anything.
        (between(from, edge) + AIR < full).then(|| [0, 1].map(|i| edge[i] + dir[i] / full * AIR))
    };
    Some(Route { from: towards(a, p)?, bend, to: towards(b, q)? })
}

// How much of a way lies under notes and titles, in board units, and what its detour costs.
fn price(route: &Route, straight: f64, obstacles: &Obstacles) -> f64 {
    let steps = (route.length() / 12.0).ceil().clamp(8.0, 200.0) as usize;
    let hidden = route.points(steps).filter(|&point| obstacles.hide(point)).count();
    hidden as f64 / steps as f64 * route.length() * 2.0 + (route.length() - straight).max(0.0) * 1.5
}

/// The routes of all links, in their order. Links between the same two things run side by side; a link that would
/// run under other notes goes around them if that is not far.
pub(super) fn routes(flat: &Flat, obstacles: &Obstacles) -> Vec<Option<Route>> {
    let pair = |a: End, b: End| if a < b { (a, b) } else { (b, a) };
    let mut count = HashMap::new();
    for link in &flat.links {
        *count.entry(pair(link.from, link.to)).or_insert(0usize) += 1;
    }
    let mut seen = HashMap::new();
    let mut out = Vec::with_capacity(flat.links.len());
    for link in &flat.links {
        let key = pair(link.from, link.to);
        let index = seen.entry(key).or_insert(0usize);
        let middle = (count[&key] - 1) as f64 / 2.0;
        // The other direction's left is this direction's right.
        let turn = if link.from <= link.to { 1.0 } else { -1.0 };
        let shift = (*index as f64 - middle) * BESIDE * turn;
        *index += 1;
        let (a, b) = (flat.end(link.from), flat.end(link.to));
        let straight = way(a, b, shift);
        out.push(straight.map(|straight| {
            let length = straight.length();
            let mut best = (price(&straight, length, obstacles), straight);
            if best.0 > 0.0 && !a.holds(b) && !b.holds(a) {
                // A wide bow says less than a line that dives under a note.
                let widest = length * 0.5 + 130.0;
                for aside in
                    DETOURS.into_iter().filter(|&aside| aside <= widest).flat_map(|aside| [aside, -aside])
                {
                    let Some(route) = around(a, b, aside) else { continue };
                    let cost = price(&route, length, obstacles);
                    if cost < best.0 {
                        best = (cost, route);
                    }
                }
            }
            best.1
        }));
    }
    out
}

pub(super) fn draw(route: &Route, dashed: bool, place: &Place, items: &mut Vec<Item>) {
    let length = route.length().max(1e-6);
    let head = HEAD.min(length * 0.7);
    let [dx, dy] = route.along(1.0);
    let point = |[x, y]: [f64; 2]| place.point(x, y);
    let wing = |side: f64| point([route.to[0] - dx * head - dy * side, route.to[1] - dy * head + dx * side]);
    let neck = 1.0 - head * 0.8 / length;
    let straight = between(route.bend, Route::straight(route.from, route.to).bend) < 0.5;
    let steps = if straight { 1 } else { 32 };
    let ink = place.theme.soft();
    items.push(Item::Line {
        points: (0..=steps).map(|i| point(route.at(neck * f64::from(i) / f64::from(steps)))).collect(),
        border: place.theme.border(ink, place.length(WIDTH)),
        dashed,
    });
    items.push(Item::Area {
        outline: Outline::Polygon(vec![point(route.to), wing(head * 0.45), wing(-head * 0.45)]),
        fill: (ink, 1.0),
        border: None,
    });
}
