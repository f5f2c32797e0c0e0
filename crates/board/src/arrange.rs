//! Where things go that nobody has placed: grids of notes, shelves of clusters, the next free place.

/// Space between two notes, CSS pixels.
pub const GAP: f64 = 20.0;
/// Space between a cluster's border and its notes, CSS pixels.
pub const PADDING: f64 = 24.0;
/// Height of a cluster's heading, CSS pixels.
pub const HEADING: f64 = 56.0;
/// Space between two clusters, CSS pixels: across and down. Labels of links are wider than high, and stand there.
pub const AISLE: [f64; 2] = [120.0, 72.0];
/// A landscape sheet of the A series: width by height. What is arranged well is printed large.
const SHEET: f64 = std::f64::consts::SQRT_2;

/// Most rows of a grid.
const ROWS_MAX: usize = 200;

/// A rectangle: position and size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Top left corner.
    pub pos: [f64; 2],
    /// Width and height.
    pub size: [f64; 2],
}

impl Rect {
    /// Do the two share any area?
    pub fn overlaps(&self, other: &Rect) -> bool {
        (0..2).all(|axis| {
            self.pos[axis] < other.pos[axis] + other.size[axis]
                && other.pos[axis] < self.pos[axis] + self.size[axis]
        })
    }

    /// Is `other` wholly inside?
    pub fn contains(&self, other: &Rect) -> bool {
        (0..2).all(|axis| {
            self.pos[axis] <= other.pos[axis]
                && other.pos[axis] + other.size[axis] <= self.pos[axis] + self.size[axis]
        })
    }

    /// The smallest rectangle that holds both.
    pub fn around(self, other: Rect) -> Rect {
        let pos = [0, 1].map(|axis| self.pos[axis].min(other.pos[axis]));
        let end = |rect: &Rect, axis: usize| rect.pos[axis] + rect.size[axis];
        let size = [0, 1].map(|axis| end(&self, axis).max(end(&other, axis)) - pos[axis]);
        Rect { pos, size }
    }

    fn moved(self, by: [f64; 2]) -> Rect {
        Rect { pos: [self.pos[0] + by[0], self.pos[1] + by[1]], size: self.size }
    }
}

/// A block of notes: a cluster with heading and border, or loose notes without.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// The whole block.
    pub area: Rect,
    /// Top left corner of each note.
    pub notes: Vec<[f64; 2]>,
}

/// A grid of `count` square notes of `side`, slightly wider than high, at the origin. Hundreds of notes have eight columns,
/// thousands as many as keep it within what a cluster may be.
pub fn block(count: usize, side: f64, headed: bool) -> Block {
    let columns = ((count as f64 * 1.3).sqrt().ceil() as usize).clamp(1, 8.max(count.div_ceil(ROWS_MAX)));
    let rows = count.div_ceil(columns).max(1);
    let (border, top) = if headed { (PADDING, HEADING + PADDING / 2.0) } else { (0.0, 0.0) };
    let step = side + GAP;
    let notes = (0..count)
        .map(|i| [border + (i % columns) as f64 * step, top + (i / columns) as f64 * step])
        .collect();
    let size = [columns as f64 * step - GAP + 2.0 * border, rows as f64 * step - GAP + top + border];
    Block { area: Rect { pos: [0.0, 0.0], size }, notes }
}

/// Puts blocks on shelves from left to right, in their order, about as wide as 1.6 times the height.
pub fn shelves(blocks: &mut [Block]) {
    let area: f64 = blocks.iter().map(|b| (b.area.size[0] + AISLE[0]) * (b.area.size[1] + AISLE[1])).sum();
    let widest = blocks.iter().map(|b| b.area.size[0]).fold(0.0, f64::max);
    let width = (area * 1.6).sqrt().max(widest);
    let (mut x, mut y, mut height) = (0.0, 0.0, 0.0_f64);
    for block in blocks {
        if x > 0.0 && x + block.area.size[0] > width {
            (x, y) = (0.0, y + height + AISLE[1]);
            height = 0.0;
        }
        block.area = block.area.moved([x, y]);
        for note in &mut block.notes {
            *note = [note[0] + x, note[1] + y];
        }
        x += block.area.size[0] + AISLE[0];
        height = height.max(block.area.size[1]);
    }
}

/// A place for something of `size` beside one of the `areas` or below it, so that everything together stays close to the
/// shape of a sheet of paper; at the origin when there is nothing yet. It touches nothing of `taken`, and keeps `aisle`
/// from it. Never slower than areas × taken.
pub fn beside(areas: &[Rect], taken: &[Rect], size: [f64; 2], aisle: [f64; 2]) -> [f64; 2] {
    let Some(all) = areas.iter().chain(taken).copied().reduce(Rect::around) else { return [0.0; 2] };
    let [right, bottom] = [all.pos[0] + all.size[0] + aisle[0], all.pos[1] + all.size[1] + aisle[1]];
    let corners = areas.iter().flat_map(|area| {
        [
            [area.pos[0] + area.size[0] + aisle[0], area.pos[1]],
            [area.pos[0], area.pos[1] + area.size[1] + aisle[1]],
        ]
    });
    let free = |pos: [f64; 2]| {
        let with_aisle = Rect {
            pos: [pos[0] - aisle[0], pos[1] - aisle[1]],
            size: [size[0] + 2.0 * aisle[0], size[1] + 2.0 * aisle[1]],
        };
        !areas.iter().chain(taken).any(|rect| rect.overlaps(&with_aisle))
    };
    // What needs no more room comes first, then what keeps the shape, then reading order.
    let cost = |pos: [f64; 2]| {
        let grown = all.around(Rect { pos, size });
        let shape = (grown.size[0] / grown.size[1].max(1.0) / SHEET).ln().abs();
        (if grown == all { -1.0 } else { shape }, pos[1], pos[0])
    };
    corners
        .chain([[right, all.pos[1]], [all.pos[0], bottom]])
        .filter(|&pos| free(pos))
        .map(|pos| (cost(pos), pos))
        .min_by(|(a, _), (b, _)| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal))
        .map_or([right, all.pos[1]], |(_, pos)| pos)
}

/// The first place for something of `size` inside `area`'s width, row by row from its top left, that touches nothing
/// of `taken`; below `area` if it is full. Rows and columns follow the grid of notes.
pub fn free_place(area: Rect, size: [f64; 2], taken: &[Rect]) -> [f64; 2] {
    let columns = (((area.size[0] + GAP) / (size[0] + GAP)).floor() as usize).max(1);
    let lowest = taken.iter().map(|rect| rect.pos[1] + rect.size[1]).fold(area.pos[1], f64::max);
    let rows = ((lowest - area.pos[1]) / (size[1] + GAP)).ceil().max(0.0) as usize + 1;
    for row in 0..=rows {
        for column in 0..columns {
            let pos =
                [area.pos[0] + column as f64 * (size[0] + GAP), area.pos[1] + row as f64 * (size[1] + GAP)];
            let here = Rect { pos, size };
            if !taken.iter().any(|rect| rect.overlaps(&here)) {
                return pos;
            }
        }
    }
    [area.pos[0], lowest + GAP]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn co1_groups_of_one_size_fill_a_sheet_row_by_row() {
        let size = [1500.0, 1200.0];
        let mut areas: Vec<Rect> = Vec::new();
        for _ in 0..4 {
            let pos = beside(&areas, &[], size, [100.0, 100.0]);
            areas.push(Rect { pos, size });
        }
        let corners: Vec<_> = areas.iter().map(|area| area.pos).collect();
        assert_eq!(corners, [[0.0, 0.0], [1600.0, 0.0], [0.0, 1300.0], [1600.0, 1300.0]]);
    }

    proptest! {
        #[test]
        fn im1_grids_never_overlap(counts in prop::collection::vec((0_usize..40, any::<bool>()), 1..20)) {
            let mut blocks: Vec<_> = counts.iter().map(|&(count, headed)| block(count, 200.0, headed)).collect();
            shelves(&mut blocks);
            let rects: Vec<Rect> = blocks
                .iter()
                .flat_map(|b| b.notes.iter().map(|&pos| Rect { pos, size: [200.0; 2] }))
                .collect();
            for (i, a) in rects.iter().enumerate() {
                for b in &rects[i + 1..] {
                    prop_assert!(!a.overlaps(b), "{a:?} {b:?}");
                }
            }
            for (i, a) in blocks.iter().enumerate() {
                for note in &a.notes {
                    let note = Rect { pos: *note, size: [200.0; 2] };
                    prop_assert!(a.area.contains(&note));
                }
                for b in &blocks[i + 1..] {
                    prop_assert!(!a.area.overlaps(&b.area));
                }
            }
        }

        #[test]
        fn co1_areas_of_groups_lie_beside_each_other_in_the_shape_of_a_sheet(
            sizes in prop::collection::vec((400.0..2000.0, 400.0..2000.0), 1..12),
            notes in prop::collection::vec((-3000.0..3000.0, -3000.0..3000.0), 0..10),
        ) {
            let notes: Vec<Rect> =
                notes.into_iter().map(|(x, y)| Rect { pos: [x, y], size: [200.0; 2] }).collect();
            let mut areas: Vec<Rect> = Vec::new();
            for (w, h) in sizes {
                let area = Rect { pos: beside(&areas, &notes, [w, h], [100.0, 50.0]), size: [w, h] };
                prop_assert!(!areas.iter().chain(&notes).any(|rect| rect.overlaps(&area)));
                areas.push(area);
            }
        }

        #[test]
        fn co1_a_free_place_is_free(taken in prop::collection::vec((0.0..900.0, 0.0..900.0), 0..25)) {
            let taken: Vec<Rect> =
                taken.into_iter().map(|(x, y)| Rect { pos: [x, y], size: [200.0; 2] }).collect();
            let area = Rect { pos: [0.0, 0.0], size: [900.0, 400.0] };
            let place = Rect { pos: free_place(area, [200.0; 2], &taken), size: [200.0; 2] };
            prop_assert!(!taken.iter().any(|rect| rect.overlaps(&place)));
        }
    }
}
