//! Votes of a note wherever they were given: collecting does not carry them along.

use board::id::{BoardId, ItemId};
use board::note::Note;
use std::collections::HashMap;

use super::material::{Basis, Material, Sheet};

type Source = (BoardId, String);

/// What was voted on every board, by where the notes were written.
pub(super) struct Votes {
    together: HashMap<Source, u32>,
    in_groups: HashMap<Source, u32>,
}

fn sources(sheet: &Sheet, id: &ItemId, note: &Note) -> Vec<Source> {
    let from = note.src.iter().flat_map(|src| src.origins()).map(|one| (one.board, one.item));
    std::iter::once((sheet.id.clone(), id.as_str().to_owned())).chain(from).collect()
}

impl Votes {
    pub(super) fn of_all(material: &Material) -> Self {
        let mut all = Self { together: HashMap::new(), in_groups: HashMap::new() };
        for sheet in &material.sheets {
            let known = if sheet.basis == Basis::Groups { &mut all.in_groups } else { &mut all.together };
            for (id, tally) in &sheet.view.tallies {
                let Some(note) = sheet.view.notes.get(id) else { continue };
                for source in sources(sheet, id, note) {
                    let most = known.entry(source).or_default();
                    *most = tally.votes.max(*most);
                }
            }
        }
        all
    }

    /// Of a note: those it got on its board, else those it got in plenary, else those it and what was joined to it got in
    /// the groups. Never the sum of two rounds about the same.
    pub(super) fn of(&self, sheet: &Sheet, id: &ItemId, note: &Note) -> u32 {
        if let Some(tally) = sheet.view.tallies.get(id).filter(|tally| tally.votes > 0) {
            return tally.votes;
        }
        let sources = sources(sheet, id, note);
        let together =
            sources.iter().filter_map(|source| self.together.get(source).copied()).max().unwrap_or(0);
        if together > 0 {
            return together;
        }
        sources
            .iter()
            .filter_map(|source| self.in_groups.get(source))
            .fold(0, |sum, votes| votes.saturating_add(sum))
    }
}
