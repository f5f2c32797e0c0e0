//! What a reader collects of a file: things with ids of their own, in the order of the file, and links by the file's names.

use std::collections::HashMap;

use super::{Import, Refusal, Remarks, THINGS_MAX, reasons, remarks};
use crate::cluster::Cluster;
use crate::id::ItemId;
use crate::link::Link;
use crate::mark::Mark;
use crate::note::Note;
use crate::order;
use crate::view::BoardView;

/// A file as it is read, thing by thing.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) view: BoardView,
    pub(super) remarks: Remarks,
    /// What the file calls them.
    names: HashMap<String, ItemId>,
    links: Vec<(String, String, String)>,
    count: usize,
    key: Option<String>,
}

impl Draft {
    /// A thing that later lies upon those before; `name` is what links of the file call it, empty for none.
    pub(super) fn note(&mut self, name: &str, note: Note, line: Option<u64>) -> Result<ItemId, Refusal> {
        let id = self.fresh(name, line)?;
        let z = self.front();
        self.view.notes.insert(id.clone(), Note { z, ..note });
        Ok(id)
    }

    /// As [`Draft::note`].
    pub(super) fn cluster(
        &mut self,
        name: &str,
        cluster: Cluster,
        line: Option<u64>,
    ) -> Result<ItemId, Refusal> {
        let id = self.fresh(name, line)?;
        let z = self.front();
        self.view.clusters.insert(id.clone(), Cluster { z, ..cluster });
        Ok(id)
    }

    /// As [`Draft::note`]; links do not reach it.
    pub(super) fn mark(&mut self, mark: Mark, line: Option<u64>) -> Result<ItemId, Refusal> {
        let id = self.fresh("", line)?;
        let z = self.front();
        self.view.marks.insert(id.clone(), Mark { z, ..mark });
        Ok(id)
    }

    /// A link between two things by their names, whichever comes first.
    pub(super) fn link(&mut self, from: &str, to: &str, label: &str) {
        self.links.push((from.to_owned(), to.to_owned(), label.to_owned()));
    }

    /// What a name stands for.
    pub(super) fn named(&self, name: &str) -> Option<&ItemId> {
        self.names.get(name)
    }

    /// Everything, links with both ends.
    pub(super) fn done(mut self) -> Result<Import, Refusal> {
        for (from, to, label) in std::mem::take(&mut self.links) {
            let ends = self.names.get(&from).zip(self.names.get(&to)).filter(|(from, to)| from != to);
            let Some((from, to)) = ends.map(|(from, to)| (from.clone(), to.clone())) else {
                self.remarks.add(&remarks::LINKS);
                continue;
            };
            let id = self.fresh("", None)?;
            self.view.links.insert(id, Link { from, to, label, style: String::new(), src: None });
        }
        Ok(Import { content: self.view, remarks: self.remarks })
    }

    fn fresh(&mut self, name: &str, line: Option<u64>) -> Result<ItemId, Refusal> {
        self.count += 1;
        if self.count > THINGS_MAX {
            return Err(Refusal::new(line, reasons::MANY.with("most", THINGS_MAX)));
        }
        // As wide as all of them are, so that their order is that of the file.
        let id = format!("i{:04}", self.count);
        let id: ItemId = id.parse().unwrap_or_else(|_| ItemId::derived(&[&id]));
        if !name.is_empty() && self.names.insert(name.to_owned(), id.clone()).is_some() {
            return Err(Refusal::new(line, reasons::TWICE.with("id", name)));
        }
        Ok(id)
    }

    fn front(&mut self) -> String {
        let key = order::between(self.key.as_deref(), None);
        self.key = Some(key.clone());
        key
    }
}
