//! Writing an update anew, when not all of what came may be taken as it came.

use std::collections::HashMap;

use crate::Malformed;
use crate::staging::Staged;
use crate::update::{Deletes, Id, Update};

/// What stands instead of a struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Replacement {
    /// A garbage-collected range.
    Collected,
    /// A deleted item in the same place.
    Deleted,
}

/// The update of these structs, some of them replaced by others of the same clocks, and these deletions.
pub(crate) fn written(
    staged: &[Staged<'_, '_>],
    replaced: &HashMap<Id, Replacement>,
    deletes: &[Deletes],
) -> Vec<u8> {
    let mut out = Vec::new();
    uint(&mut out, staged.len() as u64);
    for block in staged {
        uint(&mut out, block.structs.len() as u64);
        uint(&mut out, block.client);
        uint(&mut out, u64::from(block.first()));
        for one in block.structs {
            match replaced.get(&Id { client: block.client, clock: one.clock }) {
                None => out.extend_from_slice(one.raw),
                Some(Replacement::Collected) => {
                    out.push(0);
                    uint(&mut out, u64::from(one.len));
                }
                Some(Replacement::Deleted) => {
                    let (info, place) = one.header.split_first().unwrap_or((&0, &[]));
                    out.push(info & !0x1f | 1);
                    out.extend_from_slice(place);
                    uint(&mut out, u64::from(one.len));
                }
            }
        }
    }
    uint(&mut out, deletes.len() as u64);
    for block in deletes {
        uint(&mut out, block.client);
        uint(&mut out, block.ranges.len() as u64);
        for &(start, end) in &block.ranges {
            uint(&mut out, u64::from(start));
            uint(&mut out, u64::from(end - start));
        }
    }
    out
}

/// An update of the same clocks with nothing in it: what stands in for one that was taken and that the engine cannot live
/// with, so that whatever came after it still fits.
///
/// # Errors
/// [`Malformed`] when the update does not hold together.
pub fn emptied(update_v1: &[u8]) -> Result<Vec<u8>, Malformed> {
    let update = Update::read(update_v1, true).map_err(Malformed)?;
    let mut out = Vec::new();
    uint(&mut out, update.blocks.len() as u64);
    for block in &update.blocks {
        uint(&mut out, 1);
        uint(&mut out, block.client);
        uint(&mut out, u64::from(block.first()));
        out.push(0);
        uint(&mut out, u64::from(block.end() - block.first()));
    }
    uint(&mut out, 0);
    Ok(out)
}

fn uint(out: &mut Vec<u8>, mut value: u64) {
    while value > 0x7f {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
