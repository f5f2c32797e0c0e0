//! What a run has seen.

use std::ops::AddAssign;

/// What a run has seen; a simulation that no longer crashes, lags or refuses proves nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub events: u64,
    pub edits: u64,
    pub saved: u64,
    pub shown: u64,
    pub crashes: u64,
    pub drops: u64,
    pub lags: u64,
    pub refused_appends: u64,
    pub questions: u64,
    pub snapshots: u64,
    pub compactions: u64,
    pub purges: u64,
    pub server_edits: u64,
    pub merged: u64,
    pub pauses: u64,
}

impl Counts {
    pub fn add(&mut self, other: &Counts) {
        for (mine, theirs) in self.all().into_iter().zip((*other).clone().all()) {
            mine.add_assign(*theirs);
        }
    }

    pub fn is_telling(&mut self) -> bool {
        self.all().into_iter().all(|count| *count > 0)
    }

    fn all(&mut self) -> [&mut u64; 15] {
        [
            &mut self.events,
            &mut self.edits,
            &mut self.saved,
            &mut self.shown,
            &mut self.crashes,
            &mut self.drops,
            &mut self.lags,
            &mut self.refused_appends,
            &mut self.questions,
            &mut self.snapshots,
            &mut self.compactions,
            &mut self.purges,
            &mut self.server_edits,
            &mut self.merged,
            &mut self.pauses,
        ]
    }
}
