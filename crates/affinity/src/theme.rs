//! Loose notes laid to themes that somebody has named.

use crate::vector::{Sum, Vector, width};

/// A note less like its theme than this stays loose: a cosine of vectors about words.
const LIKE_MIN: f32 = 0.1;
/// By so much of its likeness a note has to be nearer to its theme than to the next.
const MARGIN: f32 = 0.15;
/// A theme's name weighs as much as so many of its notes: what it gathers shall not carry it away.
const NAME_WEIGHT: f32 = 3.0;
/// The notes laid to a theme say what else it is about; so often they are laid anew.
const ROUNDS: usize = 6;

/// For each of `loose` the number of its theme, or `None` where no theme is near enough, or two are.
///
/// Seeded k-means (S. Basu, A. Banerjee, R. Mooney 2002): a theme begins as its name and the notes that are in it already
/// (with no name, as these alone), and takes up what is laid to it.
pub(crate) fn lay(
    vectors: &[Vector],
    names: &[Option<&Vector>],
    members: &[Vec<usize>],
    loose: &[usize],
) -> Vec<Option<usize>> {
    let width = width(vectors);
    let mut laid: Vec<Option<usize>> = vec![None; loose.len()];
    for _ in 0..ROUNDS {
        // Best and second best cosine, and the theme of the best.
        let mut near = vec![(0.0_f32, 0.0_f32, 0_usize); loose.len()];
        for (theme, (name, members)) in names.iter().zip(members).enumerate() {
            let taken = loose.iter().zip(&laid).filter(|(_, laid)| **laid == Some(theme)).map(|(at, _)| *at);
            let notes = members.iter().copied().chain(taken).map(|at| (&vectors[at], 1.0));
            let name = name.iter().map(|name| (*name, NAME_WEIGHT));
            let sum = Sum::new(width, name.chain(notes));
            for (at, near) in loose.iter().zip(&mut near) {
                let cosine = sum.cosine(&vectors[*at]);
                if cosine > near.0 {
                    *near = (cosine, near.0, theme);
                } else if cosine > near.1 {
                    near.1 = cosine;
                }
            }
        }
        let next: Vec<Option<usize>> = near
            .into_iter()
            .map(|(best, second, theme)| {
                (best >= LIKE_MIN && best - second >= MARGIN * best).then_some(theme)
            })
            .collect();
        if next == laid {
            break;
        }
        laid = next;
    }
    laid
}
