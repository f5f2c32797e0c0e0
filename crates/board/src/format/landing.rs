//! A file's content comes onto a board: where nothing lies, in one change, without touching what is there.

use std::collections::{BTreeMap, BTreeSet};

use super::Import;
use super::remarks::{OPINIONS, PEOPLE, PICTURES};
use crate::arrange::{AISLE, Rect, beside};
use crate::edit::{Edit, Item};
use crate::id::{BoardId, ImageId, ItemId};
use crate::mark::Figure;
use crate::note::Note;
use crate::order;
use crate::reaction;
use crate::schema::COORDINATE_MAX;
use crate::view::BoardView;

/// In whose name something lands, and how much of what the file says beside its content is believed.
pub struct Whose<'a> {
    /// Who lands it, for what is nobody else's.
    pub author: Option<&'a str>,
    /// Names, votes, reactions, comments, locks and sources of the file are kept: for staff.
    pub is_whole: bool,
    /// Is this id somebody of the workshop?
    pub knows: &'a dyn Fn(&str) -> bool,
    /// Has the workshop this picture?
    pub has: &'a dyn Fn(&ImageId) -> bool,
    /// When, ms since 1970.
    pub at_ms: u64,
}

/// Takes out of a file what does not come onto this board, and says so. What is left is what [`land`] puts there.
pub fn sift(import: &mut Import, whose: &Whose<'_>) {
    let Import { content, remarks } = import;
    let pictures = content.marks.len();
    content.marks.retain(|_, mark| match &mark.figure {
        Figure::Image { image, .. } => (whose.has)(image),
        _ => true,
    });
    let mut missing = pictures - content.marks.len();
    for note in content.notes.values_mut() {
        if note.image.as_ref().is_some_and(|image| !(whose.has)(image)) {
            note.image = None;
            missing += 1;
        }
    }
    remarks.add_many(&PICTURES, missing);
    if whose.is_whole {
        remarks.add_many(&PEOPLE, strangers(content, whose));
        return;
    }
    let mut stripped = content.comments.len() + content.reactions.len() + content.tallies.len();
    content.comments.clear();
    content.reactions.clear();
    content.tallies.clear();
    for note in content.notes.values_mut() {
        let bare = Note {
            author: None,
            at: None,
            stamps: BTreeMap::new(),
            locked: false,
            src: None,
            ..note.clone()
        };
        stripped += usize::from(bare != *note);
        *note = bare;
    }
    for cluster in content.clusters.values_mut() {
        stripped += usize::from(cluster.locked || cluster.src.is_some());
        (cluster.locked, cluster.src) = (false, None);
    }
    for mark in content.marks.values_mut() {
        stripped += usize::from(mark.author.is_some() || mark.locked || mark.src.is_some());
        (mark.author, mark.locked, mark.src) = (None, false, None);
    }
    for link in content.links.values_mut() {
        stripped += usize::from(link.src.is_some());
        link.src = None;
    }
    remarks.add_many(&OPINIONS, stripped);
}

/// What is of people of another workshop is nobody's here; their reactions become stamps of the note. How many things.
fn strangers(content: &mut BoardView, whose: &Whose<'_>) -> usize {
    let is_strange = |author: &Option<String>| author.as_deref().is_some_and(|author| !(whose.knows)(author));
    let mut count = 0;
    let (known, strange): (BTreeMap<_, _>, BTreeMap<_, _>) =
        std::mem::take(&mut content.reactions).into_iter().partition(|(_, one)| (whose.knows)(&one.author));
    count += strange.len();
    content.reactions = strange;
    let stamps: BTreeMap<ItemId, _> =
        reaction::stamps(content).into_iter().map(|(id, stamps)| (id.clone(), stamps)).collect();
    for (id, stamps) in stamps {
        if let Some(note) = content.notes.get_mut(&id) {
            note.stamps = stamps;
        }
    }
    content.reactions = known;
    let authors = content.notes.values_mut().map(|note| &mut note.author);
    let authors = authors.chain(content.marks.values_mut().map(|mark| &mut mark.author));
    for author in authors.chain(content.comments.values_mut().map(|comment| &mut comment.author)) {
        if is_strange(author) {
            *author = None;
            count += 1;
        }
    }
    count
}

/// The edits that put a sifted file onto `board`. Ids stay where they are free there; on a board without anything places and
/// orders stay too, so that a whole board comes back as it was. `random` is for ids that are taken.
pub fn land(
    content: &BoardView,
    board: &BoardView,
    whose: &Whose<'_>,
    random: &mut dyn FnMut() -> u128,
) -> Vec<Edit> {
    let is_empty = board.bounds().is_none();
    let ids = ids(content, board, random);
    let id = |id: &ItemId| ids.get(id).unwrap_or(id).clone();
    let by = if is_empty { [0.0; 2] } else { shift(content, board) };
    let pos =
        |pos: [f64; 2]| [0, 1].map(|axis| (pos[axis] + by[axis]).clamp(-COORDINATE_MAX, COORDINATE_MAX));
    let keys = if is_empty { BTreeMap::new() } else { keys(content, board) };
    let z = |id: &ItemId, own: &str| keys.get(id).cloned().unwrap_or_else(|| own.to_owned());
    let author = |own: &Option<String>| own.clone().or_else(|| whose.author.map(str::to_owned));
    let mut edits = Vec::new();
    if board.title.is_empty() && !content.title.is_empty() && whose.is_whole {
        edits.push(Edit::SetTitle(content.title.clone()));
    }
    for (old, cluster) in &content.clusters {
        let mut cluster = cluster.clone();
        (cluster.pos, cluster.z) = (pos(cluster.pos), z(old, &cluster.z));
        edits.push(Edit::Put { id: id(old), item: Item::Cluster(cluster) });
    }
    for (old, note) in &content.notes {
        let mut note = note.clone();
        (note.pos, note.z) = (pos(note.pos), z(old, &note.z));
        note.cluster = note.cluster.as_ref().map(id);
        if !whose.is_whole {
            (note.author, note.at) = (author(&note.author), Some(whose.at_ms as f64));
        }
        edits.push(Edit::Put { id: id(old), item: Item::Note(note) });
    }
    for (old, link) in &content.links {
        let mut link = link.clone();
        (link.from, link.to) = (id(&link.from), id(&link.to));
        edits.push(Edit::Put { id: id(old), item: Item::Link(link) });
    }
    for (old, mark) in &content.marks {
        let mut mark = mark.clone();
        (mark.pos, mark.z) = (pos(mark.pos), z(old, &mark.z));
        if !whose.is_whole {
            mark.author = author(&mark.author);
        }
        edits.push(Edit::PutMark { id: id(old), mark });
    }
    for (old, reaction) in &content.reactions {
        let mut reaction = reaction.clone();
        reaction.on = id(&reaction.on);
        edits.push(Edit::PutReaction { id: id(old), reaction });
    }
    for (old, comment) in &content.comments {
        let mut comment = comment.clone();
        comment.on = id(&comment.on);
        edits.push(Edit::PutComment { id: id(old), comment });
    }
    for (old, tally) in &content.tallies {
        edits.push(Edit::PutTally { id: id(old), tally: *tally });
    }
    edits
}

/// New ids for what would meet something of the same id, in any root: links and comments name them all alike.
fn ids(content: &BoardView, board: &BoardView, random: &mut dyn FnMut() -> u128) -> BTreeMap<ItemId, ItemId> {
    let taken: BTreeSet<&ItemId> = all(board).collect();
    let mut fresh = || {
        let text = BoardId::from_random(random());
        text.as_str().parse().unwrap_or_else(|_| ItemId::derived(&[text.as_str()]))
    };
    all(content).filter(|id| taken.contains(id)).map(|id| (id.clone(), fresh())).collect()
}

fn all(view: &BoardView) -> impl Iterator<Item = &ItemId> {
    let things = view.notes.keys().chain(view.clusters.keys()).chain(view.links.keys());
    things.chain(view.marks.keys()).chain(view.reactions.keys()).chain(view.comments.keys())
}

/// How far everything moves, so that it lies beside what is there.
fn shift(content: &BoardView, board: &BoardView) -> [f64; 2] {
    let rect =
        |[left, top, right, bottom]: [f64; 4]| Rect { pos: [left, top], size: [right - left, bottom - top] };
    let (Some(there), Some(comes)) = (board.bounds().map(rect), content.bounds().map(rect)) else {
        return [0.0; 2];
    };
    let place = beside(&[there], &[], comes.size, AISLE);
    [0, 1].map(|axis| place[axis] - comes.pos[axis])
}

/// Order keys above all that are there, in the order of the file.
fn keys(content: &BoardView, board: &BoardView) -> BTreeMap<ItemId, String> {
    fn orders(view: &BoardView) -> impl Iterator<Item = (&String, &ItemId)> {
        let clusters = view.clusters.iter().map(|(id, cluster)| (&cluster.z, id));
        let notes = view.notes.iter().map(|(id, note)| (&note.z, id));
        clusters.chain(notes).chain(view.marks.iter().map(|(id, mark)| (&mark.z, id)))
    }
    let front = orders(board).map(|(z, _)| z).max();
    let mut ordered: Vec<_> = orders(content).collect();
    ordered.sort();
    let keys = order::sequence(front.map(String::as_str), ordered.len());
    ordered.into_iter().map(|(_, id)| id.clone()).zip(keys).collect()
}
