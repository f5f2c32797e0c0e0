//! Where things go that nobody has placed: grids of notes, shelves of clusters, the next free place.

/// Space between two notes, CSS pixels.
pub const GAP: f64 = 20.0;
/// Space between a cluster's border and its notes, CSS pixels.
pub const PADDING: f64 = 24.0;
/// Height of a cluster's heading, CSS pixels.
pub const HEADING: f64 = 56.0;
/// Space between two clusters, CSS pixels.
pub const AISLE: f64 = 60.0;

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

/// A grid of `count` square notes of `side`, slightly wider than high, at the origin.
pub fn block(count: usize, side: f64, headed: bool) -> Block {
    let columns = ((count as f64 * 1.3).sqrt().ceil() as usize).clamp(1, 8);
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
    let area: f64 = blocks.iter().map(|b| (b.area.size[0] + AISLE) * (b.area.size[1] + AISLE)).sum();
    let widest = blocks.iter().map(|b| b.area.size[0]).fold(0.0, f64::max);
    let width = (area * 1.6).sqrt().max(widest);
    let (mut x, mut y, mut height) = (0.0, 0.0, 0.0_f64);
    for block in blocks {
        if x > 0.0 && x + block.area.size[0] > width {
            (x, y) = (0.0, y + height + AISLE);
            height = 0.0;
        }
        block.area = block.area.moved([x, y]);
        for note in &mut block.notes {
            *note = [note[0] + x, note[1] + y];
        }
        x += block.area.size[0] + AISLE;
        height = height.max(block.area.size[1]);
    }
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
        fn co1_a_free_place_is_free(taken in prop::collection::vec((0.0..900.0, 0.0..900.0), 0..25)) {
            let taken: Vec<Rect> =
                taken.into_iter().map(|(x, y)| Rect { pos: [x, y], size: [200.0; 2] }).collect();
            let area = Rect { pos: [0.0, 0.0], size: [900.0, 400.0] };
            let place = Rect { pos: free_place(area, [200.0; 2], &taken), size: [200.0; 2] };
            prop_assert!(!taken.iter().any(|rect| rect.overlaps(&place)));
        }
    }
}
