//! A board as an outline, and an outline as a board: for formats that know lists in lists and no places.
//!
//! At the top stand clusters and loose notes; in a cluster its notes; under a note those that it is linked to, as far as
//! the links of one group of notes make a tree.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use super::{Import, Refusal, Remarks};
use crate::arrange::{Rect, block, shelves};
use crate::cluster::Cluster;
use crate::edit::Kind;
use crate::id::ItemId;
use crate::note::Note;
use crate::schema::{Color, NOTE_SIDE, TITLE_MAX};
use crate::view::BoardView;

/// Notes under notes are written so deep; links beyond stay links.
const TWIGS_MAX: usize = 20;

/// One line of an outline with what is under it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Twig {
    /// What links call it; empty for nothing.
    pub(super) name: String,
    pub(super) text: String,
    /// What the file says that it is; without it the place decides.
    pub(super) kind: Option<Kind>,
    pub(super) color: Option<Color>,
    pub(super) tags: Vec<String>,
    /// What the link says that leads here from the note above.
    pub(super) label: String,
    pub(super) children: Vec<Twig>,
    /// Where it stands in the file.
    pub(super) line: Option<u64>,
}

/// An outline and the links that are no part of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tree {
    pub(super) title: String,
    pub(super) twigs: Vec<Twig>,
    /// From, to, label.
    pub(super) links: Vec<(String, String, String)>,
}

impl Twig {
    /// Whether a reader that goes by the place alone would take it for something else.
    pub(super) fn needs_kind(&self) -> bool {
        (self.kind == Some(Kind::Cluster)) == self.children.is_empty()
    }
}

/// A board as an outline: clusters as one reads them, then loose notes.
pub(super) fn of(view: &BoardView) -> Tree {
    let above = branches(view);
    let mut below: BTreeMap<&ItemId, Vec<&ItemId>> = BTreeMap::new();
    for (to, (from, _)) in &above {
        below.entry(from).or_default().push(to);
    }
    let place = |pos: [f64; 2]| (pos[1], pos[0]);
    let mut clusters: Vec<_> = view.clusters.iter().collect();
    clusters.sort_by(|(a_id, a), (b_id, b)| {
        place(a.pos).partial_cmp(&place(b.pos)).unwrap_or(std::cmp::Ordering::Equal).then(a_id.cmp(b_id))
    });
    let mut loose: Vec<_> = view.notes.iter().filter(|(_, note)| home(view, note).is_none()).collect();
    loose.sort_by(|(a_id, a), (b_id, b)| {
        place(a.pos).partial_cmp(&place(b.pos)).unwrap_or(std::cmp::Ordering::Equal).then(a_id.cmp(b_id))
    });
    let grown = |notes: Vec<&ItemId>| -> Vec<Twig> {
        let roots = notes.into_iter().filter(|id| !above.contains_key(*id));
        roots.map(|id| twig(view, id, &above, &below)).collect()
    };
    let mut twigs: Vec<Twig> = clusters
        .iter()
        .map(|(id, cluster)| Twig {
            name: id.to_string(),
            text: cluster.title.clone(),
            kind: Some(Kind::Cluster),
            color: Some(cluster.color.clone()),
            children: grown(view.members(id).into_iter().map(|(id, _)| id).collect()),
            ..Twig::default()
        })
        .collect();
    twigs.extend(grown(loose.into_iter().map(|(id, _)| id).collect()));
    let used: BTreeSet<&ItemId> = above.values().map(|(_, link)| *link).collect();
    let links = view.links.iter().filter(|(id, link)| !used.contains(id) && view.is_drawn(link));
    let links = links.map(|(_, link)| (link.from.to_string(), link.to.to_string(), link.label.clone()));
    Tree { title: view.title.clone(), twigs, links: links.collect() }
}

/// The cluster of a note, if it is there.
fn home<'a>(view: &BoardView, note: &'a Note) -> Option<&'a ItemId> {
    note.cluster.as_ref().filter(|id| view.clusters.contains_key(id))
}

/// For each note under another: that one, and the link. The first link to a note counts.
fn branches(view: &BoardView) -> BTreeMap<&ItemId, (&ItemId, &ItemId)> {
    let mut above: BTreeMap<&ItemId, (&ItemId, &ItemId)> = BTreeMap::new();
    let mut height: BTreeMap<&ItemId, usize> = BTreeMap::new();
    for (id, link) in &view.links {
        let (Some((from, start)), Some((to, end))) =
            (view.notes.get_key_value(&link.from), view.notes.get_key_value(&link.to))
        else {
            continue;
        };
        if home(view, start) != home(view, end) || above.contains_key(to) {
            continue;
        }
        let mut ancestors = vec![from];
        while let Some((next, _)) = ancestors.last().and_then(|id| above.get(id)) {
            ancestors.push(next);
        }
        let tall = 1 + height.get(to).copied().unwrap_or(0);
        if ancestors.contains(&to) || ancestors.len() + tall > TWIGS_MAX {
            continue;
        }
        above.insert(to, (from, id));
        for (up, ancestor) in ancestors.into_iter().enumerate() {
            let known = height.entry(ancestor).or_default();
            *known = (*known).max(tall + up);
        }
    }
    above
}

fn twig(
    view: &BoardView,
    id: &ItemId,
    above: &BTreeMap<&ItemId, (&ItemId, &ItemId)>,
    below: &BTreeMap<&ItemId, Vec<&ItemId>>,
) -> Twig {
    let note = view.notes.get(id);
    let link = above.get(id).and_then(|(_, link)| view.links.get(*link));
    let children = below.get(id).map_or(&[][..], Vec::as_slice);
    Twig {
        name: id.to_string(),
        text: note.map(|note| note.text.clone()).unwrap_or_default(),
        kind: Some(Kind::Note),
        color: note.map(|note| note.color.clone()),
        tags: note.map(|note| note.tags.clone()).unwrap_or_default(),
        label: link.map(|link| link.label.clone()).unwrap_or_default(),
        children: children.iter().map(|id| twig(view, id, above, below)).collect(),
        line: None,
    }
}

/// An outline as a board. What stands at the top and has something under it is a cluster; what is under that are its notes;
/// what is deeper are notes linked from the one above. At the top without anything under it stands a loose note.
pub(super) fn board(tree: Tree, remarks: Remarks) -> Result<Import, Refusal> {
    let mut draft = Draft::default();
    draft.remarks = remarks;
    draft.view.title = tree.title;
    let mut unnamed = 0;
    for twig in tree.twigs {
        // A title has room for less than a note.
        let is_heading = match twig.kind {
            Some(kind) => kind == Kind::Cluster,
            None => !twig.children.is_empty(),
        };
        if is_heading && twig.text.encode_utf16().count() <= TITLE_MAX {
            let blank = Cluster::default();
            let color = twig.color.clone().unwrap_or(blank.color.clone());
            let cluster = Cluster { title: twig.text, color, ..blank };
            let id = draft.cluster(&twig.name, cluster, twig.line)?;
            for child in twig.children {
                grow(&mut draft, child, Some(&id), None, &mut unnamed)?;
            }
        } else {
            grow(&mut draft, twig, None, None, &mut unnamed)?;
        }
    }
    for (from, to, label) in &tree.links {
        draft.link(from, to, label);
    }
    let mut import = draft.done()?;
    lay(&mut import.content);
    Ok(import)
}

/// A note and those under it; readers have bounded how deep that goes.
fn grow(
    draft: &mut Draft,
    mut twig: Twig,
    cluster: Option<&ItemId>,
    above: Option<&str>,
    unnamed: &mut usize,
) -> Result<(), Refusal> {
    if twig.name.is_empty() {
        *unnamed += 1;
        // No file's own name: names of files do not begin so.
        twig.name = format!("\u{0}{unnamed}");
    }
    let blank = Note::default();
    let note = Note {
        text: twig.text,
        color: twig.color.unwrap_or(blank.color.clone()),
        tags: twig.tags,
        cluster: cluster.cloned(),
        ..blank
    };
    draft.note(&twig.name, note, twig.line)?;
    if let Some(above) = above {
        draft.link(above, &twig.name, &twig.label);
    }
    for child in twig.children {
        grow(draft, child, cluster, Some(&twig.name), unnamed)?;
    }
    Ok(())
}

/// Gives everything a place, in the order of the ids: notes in grids, each cluster around its own, loose ones after them.
pub(super) fn lay(view: &mut BoardView) {
    let clusters: Vec<ItemId> = view.clusters.keys().cloned().collect();
    let mut members: BTreeMap<Option<ItemId>, Vec<ItemId>> = BTreeMap::new();
    for (id, note) in &view.notes {
        members.entry(home(view, note).cloned()).or_default().push(id.clone());
    }
    let mut homes: Vec<Option<ItemId>> = clusters.into_iter().map(Some).collect();
    if members.contains_key(&None) {
        homes.push(None);
    }
    let count = |home: &Option<ItemId>| members.get(home).map_or(0, Vec::len);
    let mut blocks: Vec<_> = homes.iter().map(|home| block(count(home), NOTE_SIDE, home.is_some())).collect();
    shelves(&mut blocks);
    for (home, block) in homes.iter().zip(&blocks) {
        let notes = members.get(home).map_or(&[][..], Vec::as_slice);
        for (id, pos) in notes.iter().zip(&block.notes) {
            if let Some(note) = view.notes.get_mut(id) {
                (note.pos, note.size) = (*pos, [NOTE_SIDE; 2]);
            }
        }
        if let Some(cluster) = home.as_ref().and_then(|id| view.clusters.get_mut(id)) {
            let Rect { pos, size } = block.area;
            (cluster.pos, cluster.size) = (pos, size);
        }
    }
}
