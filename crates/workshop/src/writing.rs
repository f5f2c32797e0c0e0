//! Private writing: for a while everybody writes on a sheet of their own, and a board shows only how many notes there are.
//! And the inbox: who may only add notes writes on such a sheet, and staff pass the notes on, one by one or all.
//!
//! A sheet is a board that nobody opens but its owner, staff included. Of private writing what is on it leaves the server for
//! nobody else; on the board itself lie placeholders that say nothing, and revealing brings the notes of all sheets onto the
//! board in one edit, in an order that says nothing either. Of an inbox whoever conducts is told what is on the sheets; a
//! note that was passed on stays there, locked, so that its writer sees what has become of it.

use std::collections::BTreeMap;

use board::edit::{Edit, Item};
use board::id::{BoardId, ItemId, ParticipantId};
use board::note::Note;
use board::order;
use board::role::Role;
use board::schema::NOTE_SIDE;
use board::view::{BoardView, Hidden};
use serde::{Deserialize, Serialize};

use crate::people::Participant;
use crate::words;
use crate::workshop::{BoardEntry, BoardKind, Invalid, Random, Workshop};

/// Between two notes that are revealed, CSS pixels.
const GAP: f64 = 24.0;
/// Between what was on the board and what is revealed, CSS pixels.
const MARGIN: f64 = 80.0;
/// Fewest notes in a row.
const COLUMNS_MIN: usize = 6;
/// How much wider than high the notes of a reveal lie: about a screen.
const WIDER: f64 = 1.6;

/// A board on which everybody writes privately.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writing {
    /// Who wrote what is not kept when it is revealed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub anonymous: bool,
    /// An inbox: only who may add notes and nothing else has a sheet, and staff pass on what comes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub inbox: bool,
    /// When it began, ms since 1970.
    pub began_ms: u64,
    /// It is about to be revealed: nothing more is written on the sheets.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shut: bool,
    /// What each writes on.
    #[serde(default)]
    pub sheets: BTreeMap<ParticipantId, BoardEntry>,
}

/// In which way people write on sheets of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct How {
    /// Who wrote what is not kept.
    pub anonymous: bool,
    /// Staff read what comes and pass it on.
    pub inbox: bool,
}

/// A sheet, and what it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// The board to which its notes come.
    pub of: &'a BoardId,
    /// The only person who opens it.
    pub owner: &'a ParticipantId,
    /// Itself.
    pub entry: &'a BoardEntry,
}

impl Workshop {
    /// From now on everybody writes privately on these boards, or what people add there comes to an inbox.
    ///
    /// # Errors
    /// No board, one that is not there, one on which that is so already.
    pub fn write_privately(&mut self, boards: &[BoardId], how: How, now_ms: u64) -> Result<(), Invalid> {
        let How { anonymous, inbox } = how;
        if boards.is_empty() || boards.iter().any(|board| self.board(board).is_none()) {
            return Err(Invalid((&words::NO_BOARD).into()));
        }
        if boards.iter().any(|board| self.writing.contains_key(board)) {
            return Err(Invalid((&words::WRITING_ALREADY).into()));
        }
        for board in boards {
            self.writing
                .insert(board.clone(), Writing { anonymous, inbox, began_ms: now_ms, ..Writing::default() });
        }
        self.turn(|_| ());
        Ok(())
    }

    /// Lets nobody write on the sheets of this board any more, so that all there is can be read; or lets them write again.
    ///
    /// # Errors
    /// When nobody writes privately there.
    pub fn shut_sheets(&mut self, board: &BoardId, shut: bool) -> Result<(), Invalid> {
        let writing = self.writing.get_mut(board).ok_or_else(|| Invalid((&words::WRITING_NOT).into()))?;
        writing.shut = shut;
        Ok(())
    }

    /// Private writing on this board is over; what was written has to be brought there.
    ///
    /// # Errors
    /// When nobody writes privately there.
    pub fn reveal(&mut self, board: &BoardId) -> Result<Writing, Invalid> {
        let writing = self.writing.remove(board).ok_or_else(|| Invalid((&words::WRITING_NOT).into()))?;
        self.turn(|_| ());
        Ok(writing)
    }

    /// Gives a sheet to everybody who has none and writes where private writing is under way.
    pub fn ensure_sheets(&mut self, random: Random<'_>) {
        let lacking = |of: &BoardId, writing: &Writing| -> Vec<ParticipantId> {
            let has_none = |person: &&Participant| !writing.sheets.contains_key(&person.id);
            let people = self.participants.iter().filter(has_none);
            people.filter(|person| self.writes_on_sheet(person, of)).map(|person| person.id.clone()).collect()
        };
        let all: Vec<_> = self
            .writing
            .iter()
            .map(|(of, writing)| (of.clone(), lacking(of, writing)))
            .filter(|(_, people)| !people.is_empty())
            .collect();
        for (of, people) in all {
            let Some(like) = self.board(&of).cloned() else { continue };
            let Some(writing) = self.writing.get_mut(&of) else { continue };
            for person in people {
                let id = BoardId::from_random(random());
                writing.sheets.insert(person, BoardEntry { id, kind: BoardKind::Private, ..like.clone() });
            }
        }
    }

    /// All sheets there are.
    pub fn sheets(&self) -> impl Iterator<Item = Sheet<'_>> {
        self.writing.iter().flat_map(|(of, writing)| {
            writing.sheets.iter().map(move |(owner, entry)| Sheet { of, owner, entry })
        })
    }

    /// The sheet of that id.
    pub fn sheet(&self, id: &BoardId) -> Option<Sheet<'_>> {
        self.sheets().find(|sheet| sheet.entry.id == *id)
    }

    /// The board or sheet of that id.
    pub fn board_or_sheet(&self, id: &BoardId) -> Option<&BoardEntry> {
        self.board(id).or_else(|| self.sheet(id).map(|sheet| sheet.entry))
    }

    /// All boards, sheets included.
    pub fn boards_and_sheets(&self) -> impl Iterator<Item = &BoardEntry> {
        self.boards.iter().chain(self.sheets().map(|sheet| sheet.entry))
    }

    /// Where somebody writes while private writing is under way on a board: not staff, nor who only reads or comments.
    pub(crate) fn sheet_of(&self, participant: &ParticipantId, of: &BoardId) -> Option<&BoardEntry> {
        let entry = self.writing.get(of)?.sheets.get(participant)?;
        self.role_of(participant, &entry.id).is_some().then_some(entry)
    }

    /// What its owner may do on a sheet: add notes, and change their own. The notes that come to the board are all that is
    /// on it.
    pub(crate) fn role_on_sheet(&self, person: &Participant, sheet: Sheet<'_>) -> Option<Role> {
        if person.id != *sheet.owner || !self.writes_on_sheet(person, sheet.of) {
            return None;
        }
        let is_shut = self.writing.get(sheet.of).is_some_and(|writing| writing.shut);
        Some(if is_shut || self.frozen.contains(sheet.of) { Role::Viewer } else { Role::Contributor })
    }

    /// What people add to this board comes to an inbox.
    pub fn is_inbox(&self, board: &BoardId) -> bool {
        self.writing.get(board).is_some_and(|writing| writing.inbox)
    }

    fn writes_on_sheet(&self, person: &Participant, of: &BoardId) -> bool {
        let group = self.board(of).and_then(|board| board.group.as_deref()).or(person.group.as_deref());
        let role = self.role_in(person, group);
        let writes = if self.is_inbox(of) {
            role == Role::Contributor
        } else {
            (Role::Contributor..Role::Cofacilitator).contains(&role)
        };
        writes && !person.imported && self.role_of(&person.id, of).is_some()
    }
}

/// Where so many notes lie that are not shown yet, or are being revealed: below what is on the board, in rows. Where there
/// are placeholders already, they say where the first lies.
pub fn slots(view: &BoardView, count: usize) -> Vec<Hidden> {
    let first = view.hidden.get(&placeholder(0)).map(|hidden| hidden.pos);
    let [left, top] = first.unwrap_or_else(|| match view.bounds() {
        Some([left, _, _, bottom]) => [left.round(), (bottom + MARGIN).round()],
        None => [0.0, 0.0],
    });
    let columns = COLUMNS_MIN.max((count as f64 * WIDER).sqrt().ceil() as usize);
    let step = NOTE_SIDE + GAP;
    (0..count)
        .map(|at| Hidden {
            pos: [left + (at % columns) as f64 * step, top + (at / columns) as f64 * step],
            size: [NOTE_SIDE; 2],
        })
        .collect()
}

/// What makes a board show so many placeholders.
pub fn placeholders(view: &BoardView, count: usize) -> Vec<Edit> {
    let wanted: BTreeMap<ItemId, Hidden> =
        slots(view, count).into_iter().enumerate().map(|(at, hidden)| (placeholder(at), hidden)).collect();
    let gone = view.hidden.keys().filter(|id| !wanted.contains_key(*id));
    let gone: Vec<Edit> = gone.map(|id| Edit::DropHidden { id: id.clone() }).collect();
    let put = wanted.into_iter().filter(|(id, hidden)| view.hidden.get(id) != Some(hidden));
    gone.into_iter().chain(put.map(|(id, hidden)| Edit::PutHidden { id, hidden })).collect()
}

fn placeholder(at: usize) -> ItemId {
    ItemId::derived(&["hidden", &at.to_string()])
}

/// Is there something on the note that its author would miss?
fn says_something(note: &Note) -> bool {
    !note.text.trim().is_empty() || note.image.is_some()
}

/// A sheet of an inbox as it was read.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    /// Who writes there.
    pub owner: &'a ParticipantId,
    /// The sheet.
    pub sheet: &'a BoardId,
    /// What is on it.
    pub view: &'a BoardView,
}

/// A note that waits in an inbox.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting<'a> {
    /// The id it has on the board when it is passed on.
    pub id: ItemId,
    /// Who wrote it.
    pub owner: &'a ParticipantId,
    /// The sheet it is on.
    pub sheet: &'a BoardId,
    /// Its id there.
    pub item: &'a ItemId,
    /// The note.
    pub note: &'a Note,
}

/// What waits in an inbox, the earliest first: what was not passed on, and says something.
pub fn waiting<'a>(view: &BoardView, sheets: &[Sent<'a>]) -> Vec<Waiting<'a>> {
    let mut all: Vec<Waiting<'a>> = Vec::new();
    for &Sent { owner, sheet, view: there } in sheets {
        for (item, note) in &there.notes {
            let id = ItemId::derived(&["inbox", sheet.as_str(), item.as_str()]);
            // What is on the board was passed on, also if a crash left it open on its sheet.
            if says_something(note) && !note.locked && !view.notes.contains_key(&id) {
                all.push(Waiting { id, owner, sheet, item, note });
            }
        }
    }
    let at = |one: &Waiting<'_>| one.note.at.unwrap_or_default();
    all.sort_by(|a, b| at(a).total_cmp(&at(b)).then_with(|| a.id.cmp(&b.id)));
    all
}

/// What passes these on: the edits of the board, and those of the sheets, on which they stay and change no more.
pub fn passed_on(
    view: &BoardView,
    waiting: &[Waiting<'_>],
    anonymous: bool,
    now_ms: u64,
) -> (Vec<Edit>, BTreeMap<BoardId, Vec<Edit>>) {
    let top = view.notes.values().map(|note| note.z.as_str()).max();
    let keys = order::sequence(top, waiting.len());
    let mut edits = Vec::new();
    let mut marks: BTreeMap<BoardId, Vec<Edit>> = BTreeMap::new();
    for ((one, slot), z) in waiting.iter().zip(slots(view, waiting.len())).zip(keys) {
        let note =
            Note { pos: slot.pos, size: slot.size, z, ..shown(one.note, one.owner, anonymous, now_ms) };
        edits.push(Edit::Put { id: one.id.clone(), item: Item::Note(note) });
        let locked = Note { locked: true, ..one.note.clone() };
        let mark = Edit::Put { id: one.item.clone(), item: Item::Note(locked) };
        marks.entry(one.sheet.clone()).or_default().push(mark);
    }
    (edits, marks)
}

/// A note of a sheet as everybody gets it.
fn shown(note: &Note, owner: &ParticipantId, anonymous: bool, now_ms: u64) -> Note {
    let (author, at) = if anonymous {
        (None, Some(now_ms as f64))
    } else {
        (Some(note.author.clone().unwrap_or_else(|| owner.to_string())), note.at)
    };
    let Note { text, color, tags, image, .. } = note.clone();
    Note { text, color, tags, image, author, at, ..Note::default() }
}

/// What brings the notes of all sheets onto their board: under new ids, in an order that is drawn by lot, and, of
/// anonymous writing, without who wrote them and when.
pub fn revealed(
    view: &BoardView,
    sheets: &[(&ParticipantId, &BoardView)],
    anonymous: bool,
    now_ms: u64,
    random: Random<'_>,
) -> Vec<Edit> {
    let mut notes: Vec<Note> = Vec::new();
    for (owner, sheet) in sheets {
        let there = sheet.notes.values().filter(|note| says_something(note));
        notes.extend(there.map(|note| shown(note, owner, anonymous, now_ms)));
    }
    for last in (1..notes.len()).rev() {
        notes.swap(last, (random() % (last as u128 + 1)) as usize);
    }
    let top = view.notes.values().map(|note| note.z.as_str()).max();
    let keys = order::sequence(top, notes.len());
    let mut edits: Vec<Edit> = view.hidden.keys().map(|id| Edit::DropHidden { id: id.clone() }).collect();
    for ((note, slot), z) in notes.into_iter().zip(slots(view, keys.len())).zip(keys) {
        let id = ItemId::derived(&["revealed", &format!("{:032x}", random())]);
        edits.push(Edit::Put { id, item: Item::Note(Note { pos: slot.pos, size: slot.size, z, ..note }) });
    }
    edits
}
