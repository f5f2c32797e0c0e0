//! From checked rows to a changed workshop and edits of its boards.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use board::arrange::{AISLE, block, shelves};
use board::cluster::Cluster;
use board::edit::{Edit, Item};
use board::format::csv::RowError;
use board::id::{BoardId, ItemId, ParticipantId};
use board::link::Link;
use board::note::Note;
use board::order;
use board::schema::NOTE_SIDE;
use board::view::Tally;
use board::words::Text;

use super::rows::{NoteRow, Rows};
use super::{Plan, Report};
use crate::people::{NAME_CHARS_MAX, Participant};
use crate::programme::{Phase, SessionSpec};
use crate::words;
use crate::workshop::{Limits, Random, Workshop};

pub(super) fn make(
    workshop: &Workshop,
    rows: &Rows,
    limits: &Limits,
    occupied_bottom: &dyn Fn(&BoardId) -> f64,
    random: Random<'_>,
    now_ms: u64,
) -> Result<Plan, Vec<RowError>> {
    let mut making = Making {
        workshop: workshop.clone(),
        limits,
        random,
        errors: Vec::new(),
        report: Report::default(),
        authors: BTreeMap::new(),
        addressed: BTreeSet::new(),
    };
    making.programme(rows);
    making.rooms(rows);
    let mut edits = Vec::new();
    for ((session, group), notes) in by_board(&rows.notes) {
        making.place("notes", notes[0].line, session, &group);
        let Some(board) = making.workshop.group_board(session, &group).map(|board| board.id.clone()) else {
            continue;
        };
        let links = rows.links.iter().filter(|link| link.session == session && link.group == group);
        let top = occupied_bottom(&board);
        let written = making.board(&notes, links, top, now_ms);
        edits.push((board, written));
    }
    making.orphan_links(rows);
    making.pseudonyms();
    making.report.sessions = making.workshop.sessions.len() - workshop.sessions.len();
    making.report.groups = making.workshop.groups.len() - workshop.groups.len();
    making.report.participants = making.workshop.participants.len() - workshop.participants.len();
    if making.workshop.participants.len() > limits.participants_max {
        making.error("notes", 1, words::PEOPLE_MOST.with("most", limits.participants_max));
    }
    let Making { workshop, mut errors, report, .. } = making;
    if !errors.is_empty() {
        errors.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        return Err(errors);
    }
    Ok(Plan { workshop, edits, report })
}

type Place = (u32, String);

fn by_board(notes: &[NoteRow]) -> BTreeMap<Place, Vec<&NoteRow>> {
    let mut boards: BTreeMap<Place, Vec<&NoteRow>> = BTreeMap::new();
    for note in notes {
        boards.entry((note.session, note.group.clone())).or_default().push(note);
    }
    boards
}

struct Making<'a> {
    workshop: Workshop,
    limits: &'a Limits,
    random: Random<'a>,
    errors: Vec<RowError>,
    report: Report,
    authors: BTreeMap<(String, String), ParticipantId>,
    /// Known by their address alone, as long as no author of a note is called like its first part.
    addressed: BTreeSet<ParticipantId>,
}

impl Making<'_> {
    fn error(&mut self, file: &str, line: u64, reason: Text) {
        self.errors.push(RowError { file: file.to_owned(), line, reason });
    }

    /// Makes session and group where they are missing.
    fn place(&mut self, file: &str, line: u64, session: u32, group: &str) {
        let made = self
            .workshop
            .ensure_session(session, self.limits, self.random)
            .and_then(|()| self.workshop.ensure_group(group, self.limits, self.random));
        if let Err(invalid) = made {
            self.error(file, line, invalid.0);
        }
    }

    fn programme(&mut self, rows: &Rows) {
        let mut sessions: BTreeMap<u32, (u64, SessionSpec)> = BTreeMap::new();
        for row in &rows.agenda {
            let (_, spec) = sessions.entry(row.session).or_insert_with(|| (row.line, SessionSpec::default()));
            spec.title.clone_from(&row.title);
            spec.date = (!row.date.is_empty()).then(|| row.date.clone());
            spec.phases.push(Phase {
                title: row.phase.clone(),
                minutes: row.minutes,
                mode: row.mode,
                ..Phase::default()
            });
        }
        self.report.phases = rows.agenda.len();
        for (number, (line, spec)) in sessions {
            let described = self
                .workshop
                .ensure_session(number, self.limits, self.random)
                .and_then(|()| self.workshop.describe_session(number, spec));
            if let Err(invalid) = described {
                self.error("agenda", line, invalid.0);
            }
        }
    }

    /// Pre-assigned people: known by their address, named by its first part until they join.
    fn rooms(&mut self, rows: &Rows) {
        let mut seen = BTreeSet::new();
        for row in &rows.rooms {
            if !seen.insert(row.email.to_lowercase()) {
                self.error("rooms", row.line, words::ADDRESS_TWICE.with("text", row.email.as_str()));
                continue;
            }
            if let Err(invalid) = self.workshop.ensure_group(&row.group, self.limits, self.random) {
                self.error("rooms", row.line, invalid.0);
                continue;
            }
            let same = |person: &&mut Participant| {
                person.email.as_ref().is_some_and(|email| email.eq_ignore_ascii_case(&row.email))
            };
            if let Some(person) = self.workshop.participants.iter_mut().find(same) {
                person.group = Some(row.group.clone());
                let id = person.id.clone();
                self.workshop.follow(&id);
                continue;
            }
            let name = row.email.split('@').next().unwrap_or_default().chars().take(NAME_CHARS_MAX).collect();
            let id = self.add_person(name, row.group.clone(), Some(row.email.clone()));
            self.addressed.insert(id);
        }
    }

    /// Whose address says who they are gets another name.
    fn pseudonyms(&mut self) {
        for id in std::mem::take(&mut self.addressed) {
            let name = self.workshop.pseudonym();
            if let Some(person) = self.workshop.participants.iter_mut().find(|person| person.id == id) {
                person.name = name;
            }
        }
    }

    fn add_person(&mut self, name: String, group: String, email: Option<String>) -> ParticipantId {
        let id = ParticipantId::from_random((self.random)());
        self.workshop.participants.push(Participant {
            group: Some(group),
            email,
            imported: true,
            ..Participant::named(id.clone(), name)
        });
        id
    }

    /// The participant behind a pseudonym: an imported person of that name in the group, else a new one.
    fn author(&mut self, name: &str, group: &str) -> Option<ParticipantId> {
        if name.is_empty() {
            return None;
        }
        let known = (group.to_owned(), name.to_owned());
        if let Some(id) = self.authors.get(&known) {
            return Some(id.clone());
        }
        let there = self.workshop.participants.iter_mut().find(|person| {
            person.imported
                && person.name.eq_ignore_ascii_case(name)
                && person.group.as_deref() == Some(group)
        });
        let id = match there {
            Some(person) => {
                name.clone_into(&mut person.name);
                self.addressed.remove(&person.id);
                person.id.clone()
            }
            None => self.add_person(name.chars().take(NAME_CHARS_MAX).collect(), group.to_owned(), None),
        };
        self.authors.insert(known, id.clone());
        Some(id)
    }

    fn board<'r>(
        &mut self,
        notes: &[&NoteRow],
        links: impl Iterator<Item = &'r super::rows::LinkRow>,
        top: f64,
        now_ms: u64,
    ) -> Vec<Edit> {
        // Clusters in the order they first appear; what has none comes last.
        let mut titles: Vec<&str> = Vec::new();
        for note in notes {
            if !note.cluster.is_empty() && !titles.contains(&note.cluster.as_str()) {
                titles.push(&note.cluster);
            }
        }
        let members =
            |title: &str| notes.iter().filter(|note| note.cluster == title).copied().collect::<Vec<_>>();
        let mut groups: Vec<(Option<&str>, Vec<&NoteRow>)> =
            titles.iter().map(|&title| (Some(title), members(title))).collect();
        let loose = members("");
        if !loose.is_empty() {
            groups.push((None, loose));
        }
        let mut blocks: Vec<_> =
            groups.iter().map(|(title, notes)| block(notes.len(), NOTE_SIDE, title.is_some())).collect();
        shelves(&mut blocks);
        let down = if top > f64::MIN { top + AISLE[1] } else { 0.0 };
        let mut keys = order::sequence(None, notes.len() + groups.len()).into_iter();
        let mut next_key = || keys.next().unwrap_or_default();
        let mut edits = Vec::new();
        let mut ends: HashMap<String, ItemId> = HashMap::new();
        for ((title, notes), block) in groups.iter().zip(&blocks) {
            let cluster = title.map(|title| {
                let id = self.item_id();
                let cluster = Cluster {
                    title: title.to_owned(),
                    pos: [block.area.pos[0], block.area.pos[1] + down],
                    size: block.area.size,
                    z: next_key(),
                    ..Cluster::default()
                };
                edits.push(Edit::Put { id: id.clone(), item: Item::Cluster(cluster) });
                ends.insert(title.to_owned(), id.clone());
                self.report.clusters += 1;
                id
            });
            for (row, pos) in notes.iter().zip(&block.notes) {
                let id = self.item_id();
                let note = Note {
                    text: row.text.clone(),
                    pos: [pos[0], pos[1] + down],
                    color: row.color.clone(),
                    z: next_key(),
                    cluster: cluster.clone(),
                    author: self.author(&row.author, &row.group).map(String::from),
                    at: Some(now_ms as f64),
                    ..Note::default()
                };
                edits.push(Edit::Put { id: id.clone(), item: Item::Note(note) });
                if row.votes > 0 {
                    edits
                        .push(Edit::PutTally { id: id.clone(), tally: Tally { votes: row.votes, round: 0 } });
                    self.report.tallies += 1;
                }
                ends.entry(row.text.clone()).or_insert(id);
                self.report.notes += 1;
            }
        }
        for link in links {
            match (ends.get(&link.from), ends.get(&link.to)) {
                (Some(from), Some(to)) => {
                    let (from, to) = (from.clone(), to.clone());
                    let item = Link { from, to, label: link.label.clone(), style: String::new(), src: None };
                    edits.push(Edit::Put { id: self.item_id(), item: Item::Link(item) });
                    self.report.links += 1;
                }
                (from, _) => {
                    let (column, text) =
                        if from.is_none() { ("from_text", &link.from) } else { ("to_text", &link.to) };
                    let reason = words::NO_END
                        .with("column", column)
                        .with("text", text.as_str())
                        .with("group", link.group.as_str())
                        .with("session", link.session);
                    self.error("links", link.line, reason);
                }
            }
        }
        edits
    }

    /// Links of a session and group that has no notes in this upload have nothing to hold on to.
    fn orphan_links(&mut self, rows: &Rows) {
        let boards: BTreeSet<(u32, &str)> =
            rows.notes.iter().map(|n| (n.session, n.group.as_str())).collect();
        for link in rows.links.iter().filter(|l| !boards.contains(&(l.session, l.group.as_str()))) {
            let reason = words::NO_NOTES.with("group", link.group.as_str()).with("session", link.session);
            self.error("links", link.line, reason);
        }
    }

    fn item_id(&mut self) -> ItemId {
        // The text of a board id is also a valid item id.
        BoardId::from_random((self.random)()).as_str().parse().unwrap_or_else(|_| ItemId::derived(&["item"]))
    }
}
