//! Taking back what one person did of late, and nothing that others did since.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Deed, Key, Part, SERVER};
use crate::edit::Edit;
use crate::history::restore;
use crate::id::ItemId;
use crate::schema::Root;
use crate::view::BoardView;

/// Fields that say something: whoever changes one of another's thing has made it theirs as well.
const WORDS: [&str; 3] = ["text", "title", "label"];

/// What taking back means.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Undoing {
    /// To be done in this order, as one change.
    pub edits: Vec<Edit>,
    /// The notes, clusters, links and marks that become others, go or come back.
    pub items: BTreeSet<ItemId>,
    /// How many of them go.
    pub gone: usize,
    /// How many come back.
    pub back: usize,
    /// How many become again what they were.
    pub changed: usize,
    /// How many opinions (reactions, comments) go, come back or change.
    pub opinions: usize,
    /// How many things stay in part or whole, because others have gone on with them.
    pub kept: usize,
}

/// What one person has made of one thing, as far as nobody else has gone on with it.
#[derive(Default)]
struct Trace {
    /// They made it.
    is_made: bool,
    /// They removed it: what it was by then.
    removed: Option<Part>,
    /// Field by field: what it was before, and what they left.
    fields: BTreeMap<String, (Option<Value>, Option<Value>)>,
    /// Somebody else has written in it.
    is_others: bool,
    /// They did something to it.
    is_touched: bool,
}

/// How to take back what `who` did on the board since `since_ms`. `deeds` are everybody's, in order.
///
/// What they made goes, unless somebody else has written in it; what they removed comes back, as far as nobody else has
/// removed it since; each field they changed becomes what it was, if the last change of it was theirs.
pub fn undo(deeds: &[Deed], who: &str, since_ms: u64, now: &BoardView) -> Undoing {
    let recent: Vec<&Deed> = deeds.iter().filter(|deed| deed.at_ms >= since_ms).collect();
    let removed: BTreeSet<&ItemId> = recent
        .iter()
        .filter(|deed| deed.who == who && deed.removed().is_some())
        .map(|deed| &deed.id)
        .collect();
    // The server removes what hangs on something that is gone: whoever removed that did it.
    let is_consequence = |deed: &Deed| {
        deed.who == SERVER
            && deed.removed().is_some_and(|part| match part {
                Part::Link(link) => removed.contains(&link.from) || removed.contains(&link.to),
                Part::Reaction(reaction) => removed.contains(&reaction.on),
                _ => false,
            })
    };
    let mut traces: BTreeMap<Key, Trace> = BTreeMap::new();
    for deed in recent {
        let Some(key) = deed.key() else { continue };
        traces.entry(key).or_default().follow(deed, deed.who == who || is_consequence(deed));
    }
    let mut then = now.clone();
    let mut undoing = Undoing::default();
    for (key, trace) in traces.into_iter().filter(|(_, trace)| trace.is_touched) {
        undoing.decide(&key, trace, who, now, &mut then);
    }
    let edits = restore(now, &then, Some(&undoing.items));
    // Opinions first: what hangs on a thing is there when it comes back, as it was.
    undoing.edits.extend(edits);
    undoing
}

impl Trace {
    fn follow(&mut self, deed: &Deed, is_theirs: bool) {
        self.is_touched |= is_theirs;
        match (&deed.before, &deed.after) {
            (None, Some(after)) => {
                let was = self.removed.take();
                *self = Trace { is_touched: self.is_touched, ..Trace::default() };
                match was {
                    // They have brought back what they had removed.
                    Some(was) if is_theirs => self.change(&was, after, true),
                    Some(_) => {}
                    None => self.is_made = is_theirs,
                }
            }
            (Some(before), None) => {
                let was = self.undone(before);
                let is_all_theirs = self.is_made && !self.is_others;
                let removed = (is_theirs && !is_all_theirs).then_some(was);
                *self = Trace { removed, is_touched: self.is_touched, ..Trace::default() };
            }
            (Some(before), Some(after)) => self.change(before, after, is_theirs),
            (None, None) => {}
        }
    }

    fn change(&mut self, before: &Part, after: &Part, is_theirs: bool) {
        let (before, after) = (before.fields(), after.fields());
        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for name in names.into_iter().filter(|name| before.get(*name) != after.get(*name)) {
            let left = after.get(name).cloned();
            if is_theirs {
                let first = before.get(name).cloned();
                self.fields.entry(name.clone()).or_insert((first, None)).1 = left;
            } else {
                self.fields.remove(name);
                self.is_others |= WORDS.contains(&name.as_str());
            }
        }
    }

    /// The part with their changes taken back, where it still is what they left.
    fn undone(&self, part: &Part) -> Part {
        let mut fields = part.fields();
        for (name, (before, left)) in &self.fields {
            if fields.get(name) != left.as_ref() {
                continue;
            }
            match before {
                Some(value) => drop(fields.insert(name.clone(), value.clone())),
                None => drop(fields.remove(name)),
            }
        }
        part.with(fields)
    }
}

impl Undoing {
    fn decide(&mut self, key: &Key, trace: Trace, who: &str, now: &BoardView, then: &mut BoardView) {
        let (root, id) = key;
        let there = Part::on(now, key);
        let wanted = match (&there, &trace.removed) {
            (None, Some(removed)) => Some(removed.clone()),
            // Somebody has brought it back, or removed it as well.
            (None, None) => return,
            (Some(_), _) if trace.is_made && !trace.is_others => None,
            (Some(part), _) => {
                self.kept += usize::from(trace.is_made);
                Some(trace.undone(part))
            }
        };
        if wanted == there {
            self.kept += usize::from(there.is_some() && !trace.is_made && trace.is_others);
            return;
        }
        if matches!(root, Root::Reactions | Root::Comments) {
            self.opinion(id, wanted, who, now);
            return;
        }
        match (&there, &wanted) {
            (Some(_), Some(_)) => self.changed += 1,
            (None, _) => self.back += 1,
            (_, None) => self.gone += 1,
        }
        self.items.insert(id.clone());
        match wanted {
            Some(part) => part.put(then, id.clone()),
            None => self.drop_part(key, now, then),
        }
    }

    fn drop_part(&mut self, (root, id): &Key, now: &BoardView, then: &mut BoardView) {
        match root {
            Root::Notes => drop(then.notes.remove(id)),
            Root::Links => drop(then.links.remove(id)),
            Root::Marks => drop(then.marks.remove(id)),
            Root::Clusters => {
                then.clusters.remove(id);
                // The notes of a cluster stay when it goes.
                let members = now.members(id).into_iter().map(|(note, _)| note.clone());
                for note in members.collect::<Vec<_>>() {
                    if let Some(there) = then.notes.get_mut(&note) {
                        there.cluster = there.cluster.take().filter(|cluster| cluster != id);
                        self.items.insert(note);
                    }
                }
            }
            Root::Meta | Root::Comments | Root::Reactions | Root::Tallies | Root::Hidden => {}
        }
    }

    fn opinion(&mut self, id: &ItemId, wanted: Option<Part>, who: &str, now: &BoardView) {
        let id = id.clone();
        let edit = match (wanted, now.comments.get(&id)) {
            (Some(Part::Reaction(reaction)), _) => Edit::PutReaction { id, reaction },
            (Some(Part::Comment(comment)), _) => Edit::PutComment { id, comment },
            (Some(_), _) => return,
            (None, None) => Edit::DropReaction { id },
            // Others have replied: the thread stays, without the words.
            (None, Some(comment)) if is_replied(&id, who, now) => {
                self.kept += 1;
                let text = String::new();
                Edit::PutComment { id, comment: crate::comment::Comment { text, ..comment.clone() } }
            }
            (None, Some(_)) => Edit::DropComment { id },
        };
        self.opinions += 1;
        self.edits.push(edit);
    }
}

fn is_replied(id: &ItemId, who: &str, now: &BoardView) -> bool {
    now.comments.values().any(|reply| reply.on == *id && reply.author.as_deref() != Some(who))
}
