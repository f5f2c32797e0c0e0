//! Bringing group boards back to plenary, and chosen things of plenary to the groups: a three-way upsert.
//!
//! For every item of a group's board there are three readings: the group's now, plenary's now, and what was last
//! collected (the [`Base`]). What only the group changed is applied; what only plenary changed stays; what both changed,
//! and what the group removed, is listed and left as plenary has it until it is accepted. Position, size, cluster and
//! order are taken once, when an item arrives, and belong to plenary from then on. Collecting twice changes nothing.
//!
//! Sending is the same with the two sides changed over ([`Layout::Aside`]), and both share one base: what was sent is known
//! when it comes back, and what was collected when it is sent to where it came from. What is left out ([`Only`],
//! [`Wish::leave`]) is as if nobody had collected.

mod choice;
mod fields;
mod incoming;
mod landing;
mod report;
mod undo;

use std::collections::{BTreeMap, BTreeSet};

use crate::arrange::Rect;
use crate::edit::{Edit, Item, Kind};
use crate::id::{BoardId, ItemId};
use crate::note::Note;
use crate::view::BoardView;

pub use choice::{Accept, Layout, Only, Place, Theme, Themes, Wish};
pub use fields::Fields;
use incoming::Incoming;
use landing::{Frame, Landing};
pub use report::{Change, GroupReport, Report};
pub use undo::{Undo, Undone, undo};

/// A group's board as it was read.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The board.
    pub board: &'a BoardId,
    /// The group's name; empty for plenary.
    pub group: &'a str,
    /// The session's number, from 1; 0 for the board of the whole workshop.
    pub session: u32,
    /// The boards that stood in its place in the sessions before, the oldest first: what was carried over from there is known.
    pub before: &'a [BoardId],
    /// Its content.
    pub view: &'a BoardView,
}

/// The board collected into.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The board.
    pub board: &'a BoardId,
    /// The boards that stood in its place in the sessions before, the oldest first.
    pub before: &'a [BoardId],
    /// Its content.
    pub view: &'a BoardView,
}

/// The id under which an item is carried over from that board to the one that follows it.
pub fn carried_id(from: &BoardId, item: &str) -> ItemId {
    ItemId::derived(&["carried", from.as_str(), item])
}

/// The same over several boards, the oldest first.
fn carried_over(from: &[BoardId], item: ItemId) -> ItemId {
    from.iter().fold(item, |item, board| carried_id(board, item.as_str()))
}

/// What was last collected from one source board, and last sent to it: key → content fields.
pub type Base = BTreeMap<String, Fields>;

/// A collect, decided but not yet written.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// For the facilitator.
    pub report: Report,
    /// For plenary's document.
    pub edits: Vec<Edit>,
    /// The new base of every source.
    pub bases: BTreeMap<BoardId, Base>,
    /// Takes it all back.
    pub undo: Undo,
}

impl Plan {
    /// Plenary as it would be.
    pub fn outcome(&self, plenary: &BoardView) -> BoardView {
        let mut view = plenary.clone();
        for edit in &self.edits {
            match edit {
                Edit::Put { id, item: Item::Note(note) } => {
                    view.notes.insert(id.clone(), note.clone());
                }
                Edit::Put { id, item: Item::Cluster(cluster) } => {
                    view.clusters.insert(id.clone(), cluster.clone());
                }
                Edit::Put { id, item: Item::Link(link) } => {
                    view.links.insert(id.clone(), link.clone());
                }
                Edit::Delete { kind: Kind::Note, id } => drop(view.notes.remove(id)),
                Edit::Delete { kind: Kind::Cluster, id } => drop(view.clusters.remove(id)),
                Edit::Delete { kind: Kind::Link, id } => drop(view.links.remove(id)),
                // A collect does nothing else.
                Edit::PutMark { .. }
                | Edit::DropMark { .. }
                | Edit::PutReaction { .. }
                | Edit::DropReaction { .. }
                | Edit::PutComment { .. }
                | Edit::DropComment { .. }
                | Edit::SetTitle(_)
                | Edit::PutTally { .. }
                | Edit::PutHidden { .. }
                | Edit::DropHidden { .. } => {}
            }
        }
        view
    }
}

/// The stable name of an item of a group's board.
pub fn key(kind: Kind, board: &BoardId, item: &str) -> String {
    let letter = match kind {
        Kind::Note => 'n',
        Kind::Cluster => 'c',
        Kind::Link => 'l',
    };
    format!("{letter}:{board}:{item}")
}

/// The id in plenary of the item with that key.
pub fn plenary_id(key: &str) -> ItemId {
    ItemId::derived(&["collect", key])
}

/// Decides what collecting `sources` into a board means. Sources land beside each other, in the order given.
///
/// A thing that was carried over from session to session is one thing: it comes upon what an earlier session brought, compared
/// with what was common then. So `bases` may have those of the boards before the sources, too.
pub fn plan(
    target: &Target<'_>,
    sources: &[Source<'_>],
    bases: &BTreeMap<BoardId, Base>,
    wish: &Wish,
) -> Plan {
    let plenary = target.view;
    let mut collecting = Collecting {
        plenary,
        wish,
        report: Report::default(),
        puts: BTreeMap::new(),
        deletes: BTreeMap::new(),
        landing: Landing::new(plenary),
    };
    let before: BTreeMap<BoardId, Base> = sources
        .iter()
        .map(|source| (source.board.clone(), bases.get(source.board).cloned().unwrap_or_default()))
        .collect();
    let mut claimed = BTreeSet::new();
    let mut readings: Vec<Reading> = Vec::new();
    for source in sources {
        let base = inherited(before[source.board].clone(), source, target, bases);
        readings.push(collecting.read(source, target, &base, &mut claimed));
    }
    if let Layout::Themes(themes) = &wish.layout {
        let fresh: Vec<(&str, &Note)> = readings.iter().flat_map(Reading::fresh_notes).collect();
        for (id, cluster) in collecting.landing.themes(themes, &fresh) {
            collecting.puts.insert(id, Item::Cluster(cluster));
        }
    }
    let mut after = BTreeMap::new();
    for (source, reading) in sources.iter().zip(&readings) {
        let base = inherited(before[source.board].clone(), source, target, &after);
        let base = inherited(base, source, target, bases);
        after.insert(source.board.clone(), collecting.source(source, reading, base));
    }
    let Collecting { report, mut puts, deletes, landing, .. } = collecting;
    landing.finish(&mut puts);
    let undo = Undo::record(plenary, &puts, &deletes, before, after.clone());
    let mut edits: Vec<Edit> = Vec::with_capacity(puts.len() + deletes.len());
    edits.extend(puts.into_iter().map(|(id, item)| Edit::Put { id, item }));
    edits.extend(deletes.into_iter().map(|(id, kind)| Edit::Delete { kind, id }));
    Plan { report, edits, bases: after, undo }
}

/// The base with what is common to the boards before and the target, of what it does not know itself. A target that began
/// afresh has nothing in common with what came to the boards before it.
fn inherited(
    mut base: Base,
    source: &Source<'_>,
    target: &Target<'_>,
    bases: &BTreeMap<BoardId, Base>,
) -> Base {
    let known = || source.before.iter().rev().filter_map(|board| bases.get(board)).flatten();
    let is_there = |key: &String| {
        fields::kind_of(key).is_some_and(|kind| incoming::image(target, kind, &plenary_id(key)).is_some())
    };
    if target.before.is_empty() || known().any(|(key, _)| is_there(key)) {
        for (key, fields) in known() {
            if !base.contains_key(key) {
                base.insert(key.clone(), fields.clone());
            }
        }
    }
    base
}

/// A source, gone through once: what there is, and what of it is to come.
struct Reading {
    frame: Incoming,
    has_frame: bool,
    items: Vec<Incoming>,
    /// In the place of each item: it was chosen.
    chosen: Vec<bool>,
    /// In the place of each item: a note or cluster that is about to come.
    fresh: Vec<bool>,
}

impl Reading {
    fn fresh(&self) -> impl Iterator<Item = &Incoming> {
        self.items.iter().zip(&self.fresh).filter(|(_, fresh)| **fresh).map(|(item, _)| item)
    }

    fn fresh_notes(&self) -> impl Iterator<Item = (&str, &Note)> {
        self.fresh().filter_map(|incoming| match &incoming.item {
            Item::Note(note) => Some((incoming.name.as_str(), note)),
            _ => None,
        })
    }

    /// Around all that is about to come, as the source has it.
    fn bounds(&self) -> Option<Rect> {
        let rects = self.fresh().filter_map(|incoming| match &incoming.item {
            Item::Note(note) => Some(Rect { pos: note.pos, size: note.size }),
            Item::Cluster(cluster) => Some(Rect { pos: cluster.pos, size: cluster.size }),
            Item::Link(_) => None,
        });
        rects.reduce(Rect::around)
    }
}

struct Collecting<'a> {
    plenary: &'a BoardView,
    wish: &'a Wish,
    report: Report,
    puts: BTreeMap<ItemId, Item>,
    deletes: BTreeMap<ItemId, Kind>,
    landing: Landing<'a>,
}

impl Collecting<'_> {
    /// The item as it is by now: of several groups each comes upon what the one before has brought.
    fn find(&self, kind: Kind, id: &ItemId) -> Option<Item> {
        match self.puts.get(id) {
            Some(item) if item.kind() == kind => Some(item.clone()),
            _ => fields::find(self.plenary, kind, id).filter(|_| !self.deletes.contains_key(id)),
        }
    }

    fn read(
        &self,
        source: &Source<'_>,
        target: &Target<'_>,
        base: &Base,
        claimed: &mut BTreeSet<ItemId>,
    ) -> Reading {
        let Wish { only, layout, leave, accept } = self.wish;
        let is_aside = *layout == Layout::Aside;
        let picked = only.chosen(source.board, source.view, !is_aside);
        let items = incoming::items(source, target, !is_aside, is_aside.then_some(&picked));
        let is_chosen = |incoming: &Incoming| match (&incoming.item, &incoming.there) {
            (Item::Link(_), Some(id)) => only.link(source.board, id),
            (item, Some(id)) => picked.contains(&(item.kind(), id.clone())),
            (_, None) => true,
        };
        let chosen: Vec<bool> = items.iter().map(is_chosen).collect();
        let is_fresh = |(incoming, chosen): (&Incoming, &bool)| {
            let is_box = !matches!(incoming.item, Item::Link(_));
            let is_there = self.find(incoming.item.kind(), &incoming.id).is_some();
            let is_new = match base.get(&incoming.key) {
                None => layout.takes(incoming) && !leave.contains(&incoming.name),
                Some(before) => {
                    accept.conflicts.contains(&incoming.name) && !is_same(before, &content(incoming))
                }
            };
            // What an earlier source of this collect brings is there by then.
            *chosen && is_box && !is_there && is_new && claimed.insert(incoming.id.clone())
        };
        let fresh: Vec<bool> = items.iter().zip(&chosen).map(is_fresh).collect();
        let frame = incoming::frame(source);
        let has_frame = match layout {
            Layout::Aside => false,
            _ if base.contains_key(&frame.key) || self.find(Kind::Cluster, &frame.id).is_some() => true,
            Layout::Themes(_) => false,
            Layout::Groups => fresh.contains(&true) || (items.is_empty() && only.is_everything()),
        };
        Reading { frame, has_frame, items, chosen, fresh }
    }

    fn source(&mut self, source: &Source<'_>, reading: &Reading, mut base: Base) -> Base {
        let lengths = self.report.lengths();
        let Reading { frame, items, .. } = reading;
        let lands = if self.find(Kind::Cluster, &frame.id).is_some() && self.wish.layout != Layout::Aside {
            Frame::There(&frame.id)
        } else if reading.has_frame && !base.contains_key(&frame.key) && !self.wish.leave.contains(&frame.key)
        {
            Frame::New(&frame.id)
        } else {
            Frame::Without
        };
        let in_themes = matches!(self.wish.layout, Layout::Themes(_));
        let bounds = reading.bounds().filter(|_| !in_themes);
        self.landing.open(source.board, &lands, &frame.item, bounds, reading.fresh().count());
        let mut skipped = 0;
        // The frame and clusters first, so that notes find the cluster they arrive in; links last, when both ends are known.
        if reading.has_frame {
            self.item(source, frame, &mut base);
        }
        for (incoming, chosen) in items.iter().zip(&reading.chosen) {
            let comes = *chosen && self.has_ends(incoming);
            let is_known =
                base.contains_key(&incoming.key) || self.find(incoming.item.kind(), &incoming.id).is_some();
            if comes && (is_known || self.wish.layout.takes(incoming)) {
                self.item(source, incoming, &mut base);
            } else {
                skipped += 1;
            }
        }
        if self.wish.layout != Layout::Aside {
            let here: BTreeSet<&str> =
                items.iter().chain([frame]).map(|incoming| incoming.key.as_str()).collect();
            let is_gone = |key: &&String| fields::is_of(key, source.board) && !here.contains(key.as_str());
            let gone: Vec<String> = base.keys().filter(is_gone).cloned().collect();
            for key in gone {
                self.gone(source, &key, &mut base);
            }
        }
        self.landing.close();
        let [added, changed, removed, conflicts, left] = {
            let now = self.report.lengths();
            std::array::from_fn(|at| now[at] - lengths[at])
        };
        self.report.groups.push(GroupReport {
            board: source.board.clone(),
            group: source.group.to_owned(),
            session: source.session,
            notes: source.view.notes.len(),
            empty: source.view.notes.is_empty() && source.view.clusters.is_empty(),
            added,
            changed,
            removed,
            conflicts,
            left,
            skipped,
        });
        base
    }

    /// A link comes when both its ends come or are there.
    fn has_ends(&self, incoming: &Incoming) -> bool {
        let Item::Link(link) = &incoming.item else { return true };
        [&link.from, &link.to]
            .into_iter()
            .all(|end| self.find(Kind::Note, end).is_some() || self.find(Kind::Cluster, end).is_some())
    }

    fn item(&mut self, source: &Source<'_>, incoming: &Incoming, base: &mut Base) {
        let Incoming { key, name, id, item, .. } = incoming;
        let theirs = content(incoming);
        let is_left = self.wish.leave.contains(name);
        let change = |fields: Fields, plenary: Fields| Change {
            key: name.clone(),
            id: id.clone(),
            source: source.board.clone(),
            kind: item.kind(),
            says: fields::says(item),
            fields,
            plenary,
        };
        match (base.get(key), self.find(item.kind(), id)) {
            (None, None) if is_left => self.report.left.push(change(theirs, Fields::new())),
            (None, None) => {
                let landed = self.landing.land(incoming);
                self.puts.insert(id.clone(), landed);
                self.report.added.push(change(theirs.clone(), Fields::new()));
                base.insert(key.clone(), theirs);
            }
            (Some(before), None) if is_same(before, &theirs) => self.report.unchanged += 1,
            // Plenary removed it, the group went on with it.
            (Some(_), None) => {
                if self.wish.accept.conflicts.contains(name) {
                    let landed = self.landing.land(incoming);
                    self.puts.insert(id.clone(), landed);
                    base.insert(key.clone(), theirs.clone());
                }
                self.report.conflicts.push(change(theirs, Fields::new()));
            }
            (before, Some(ours)) => {
                // Without a base (a crash lost it) whatever differs counts as changed on both sides.
                let verdict = fields::compare(before, &theirs, &fields::of(&ours));
                if verdict.changed.is_empty() && verdict.conflicts.is_empty() {
                    self.report.unchanged += 1;
                }
                if !verdict.changed.is_empty() {
                    let list = if is_left { &mut self.report.left } else { &mut self.report.changed };
                    list.push(change(verdict.changed.clone(), verdict.before.clone()));
                }
                if !verdict.conflicts.is_empty() {
                    self.report.conflicts.push(change(verdict.conflicts.clone(), verdict.plenary.clone()));
                }
                if is_left {
                    return;
                }
                let mut merged = ours.clone();
                fields::write(&mut merged, &verdict.changed);
                let mut known = before.cloned().unwrap_or_default();
                known.extend(verdict.settled);
                if self.wish.accept.conflicts.contains(name) {
                    fields::write(&mut merged, &verdict.conflicts);
                    known.extend(verdict.conflicts);
                }
                if merged != ours {
                    self.puts.insert(id.clone(), merged);
                }
                base.insert(key.clone(), known);
            }
        }
    }

    fn gone(&mut self, source: &Source<'_>, key: &str, base: &mut Base) {
        let id = plenary_id(key);
        let Some((kind, ours)) = fields::kind_of(key).and_then(|kind| Some((kind, self.find(kind, &id)?)))
        else {
            // Both sides removed it: nothing is left to compare.
            base.remove(key);
            return;
        };
        self.report.removed.push(Change {
            key: key.to_owned(),
            id: id.clone(),
            source: source.board.clone(),
            kind,
            says: fields::says(&ours),
            fields: fields::of(&ours),
            plenary: Fields::new(),
        });
        if self.wish.accept.removed.contains(key) {
            self.puts.remove(&id);
            self.deletes.insert(id, kind);
            base.remove(key);
        }
    }
}

fn content(incoming: &Incoming) -> Fields {
    if incoming.is_home { fields::of_home(&incoming.item) } else { fields::of(&incoming.item) }
}

/// Is this what was there before? What comes home is compared in less than what was sent.
fn is_same(before: &Fields, now: &Fields) -> bool {
    now.iter().all(|(name, value)| before.get(name) == Some(value))
}
