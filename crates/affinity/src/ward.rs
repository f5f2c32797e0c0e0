//! Ward's clustering: at every step the two groups are joined whose union adds least to the spread within groups.
//!
//! J. H. Ward 1963; distances by the formula of G. N. Lance and W. T. Williams 1967; in n² steps by following nearest
//! neighbours until two are each other's (F. Murtagh 1983).

use crate::distance::Distances;

/// Two groups that were joined, each named by its lowest member, and how much spread that added.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Joint {
    first: usize,
    second: usize,
    height: f32,
}

/// All n−1 joints, the closest first. Takes some n² steps, and the distances.
pub(crate) fn joints(mut distances: Distances) -> Vec<Joint> {
    let count = distances.count();
    let mut size = vec![1.0_f32; count];
    let mut alive: Vec<usize> = (0..count).collect();
    let mut chain: Vec<usize> = Vec::new();
    let mut joints = Vec::with_capacity(count.saturating_sub(1));
    while alive.len() > 1 {
        let tip = match chain.last() {
            Some(tip) => *tip,
            None => {
                chain.push(alive[0]);
                alive[0]
            }
        };
        let before = chain.len().checked_sub(2).map(|at| chain[at]);
        // Of equals the one before wins, or the chain would never end; then the lowest, so that order is no matter.
        let mut near = before.map(|at| (distances.at(tip, at), at));
        for other in alive.iter().copied().filter(|other| *other != tip) {
            let distance = distances.at(tip, other);
            if near.is_none_or(|(least, _)| distance < least) {
                near = Some((distance, other));
            }
        }
        let Some((height, other)) = near else { break };
        if Some(other) != before {
            chain.push(other);
            continue;
        }
        let (first, second) = (tip.min(other), tip.max(other));
        // The last two, but for a rounding that made the chain come back to one of them.
        chain.truncate(chain.iter().position(|at| *at == first || *at == second).unwrap_or(0));
        joints.push(Joint { first, second, height });
        alive.retain(|at| *at != second);
        for at in alive.iter().copied().filter(|at| *at != first) {
            let sum = size[first] + size[second] + size[at];
            let to_first = (size[first] + size[at]) * distances.at(first, at);
            let to_second = (size[second] + size[at]) * distances.at(second, at);
            *distances.at_mut(first, at) = (to_first + to_second - size[at] * height) / sum;
        }
        size[first] += size[second];
    }
    joints.sort_by(|x, y| x.height.total_cmp(&y.height));
    joints
}

/// Groups of at least `least` notes, of those that come first where joints are made in order: as soon as there are
/// `wanted` of them, else when there are most.
///
/// Cutting the tree at `wanted` groups would be the usual way. On notes of ten words it puts whatever has nothing to
/// do with anything into one of them, which is then the largest.
pub(crate) fn cores(joints: &[Joint], wanted: usize, least: usize) -> Vec<Vec<usize>> {
    let count = joints.len() + 1;
    let mut forest = Forest::new(count);
    let (mut cores, mut most, mut at_most) = (0, 0, 0);
    for (done, joint) in joints.iter().enumerate() {
        let (mine, theirs) = forest.join(joint);
        let large = |size: usize| usize::from(size >= least);
        cores = cores + large(mine + theirs) - large(mine) - large(theirs);
        if cores > most {
            (most, at_most) = (cores, done + 1);
        }
        if most >= wanted {
            break;
        }
    }
    let mut forest = Forest::new(count);
    joints.iter().take(at_most).for_each(|joint| {
        forest.join(joint);
    });
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); count];
    for at in 0..count {
        groups[forest.root(at)].push(at);
    }
    groups.retain(|group| group.len() >= least);
    groups
}

/// How many groups to begin with: the root of half the notes (K. V. Mardia, J. T. Kent, J. M. Bibby 1979). What the
/// heights of the joints say about it is noise on notes of ten words.
pub(crate) fn usual(count: usize) -> usize {
    (count as f64 / 2.0).sqrt().ceil() as usize
}

/// Groups as trees that point to their lowest member.
struct Forest {
    parent: Vec<usize>,
    size: Vec<usize>,
}

impl Forest {
    fn new(count: usize) -> Forest {
        Forest { parent: (0..count).collect(), size: vec![1; count] }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] != at {
            self.parent[at] = self.parent[self.parent[at]];
            at = self.parent[at];
        }
        at
    }

    /// The sizes that the two groups had.
    fn join(&mut self, joint: &Joint) -> (usize, usize) {
        let (first, second) = (self.root(joint.first), self.root(joint.second));
        let sizes = (self.size[first], self.size[second]);
        self.parent[first.max(second)] = first.min(second);
        self.size[first.min(second)] = sizes.0 + sizes.1;
        sizes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vector::Vector;

    #[test]
    fn af8_ward_joins_what_is_near_first() {
        // Two close pairs, a third note near the first pair, one by itself.
        let vectors: Vec<Vector> =
            [[1.0, 0.0, 0.0], [0.96, 0.28, 0.0], [0.0, 0.0, 1.0], [0.0, 0.28, 0.96], [0.6, 0.8, 0.0]]
                .iter()
                .map(|of| of.iter().enumerate().map(|(id, weight)| (id as u32, *weight)).collect())
                .collect();
        let joints = joints(Distances::new(&vectors));
        assert_eq!(joints.len(), 4);
        assert!(joints.windows(2).all(|two| two[0].height <= two[1].height));
        assert_eq!(cores(&joints, 2, 2), [vec![0, 1], vec![2, 3]]);
        assert_eq!(cores(&joints, 1, 3), [vec![0, 1, 4]]);
        assert_eq!(cores(&[], 1, 2), Vec::<Vec<usize>>::new());
    }
}
