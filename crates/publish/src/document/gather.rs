//! From boards and choices to a handbook.

use board::cluster::Cluster;
use board::comment::Comment;
use board::id::ItemId;
use board::note::Note;
use board::view::BoardView;
use jiff::{Timestamp, civil::Date, tz::Offset};
use std::collections::{HashMap, HashSet};
use unicode_segmentation::UnicodeSegmentation as _;

use super::choice::{Key, arranged};
use super::handbook::{Chapter, Handbook, Meeting, Origin, Point, Remark};
use super::left;
use super::material::{Basis, Material, Sheet};
use super::outline::{Outline, Shows};
use super::votes::Votes;
use super::words;
use crate::direction::has_rtl;
use crate::poster::words as poster;
use crate::text;

/// Most points of a session's page.
const BROUGHT_MAX: usize = 5;
/// Longest part of a sentence that a note is, in letters as one sees them.
const QUOTE_LETTERS: usize = 120;

/// Makes a handbook. The same material and choices make the same one.
pub fn handbook(material: &Material, outline: &Outline) -> Handbook {
    let possible: Vec<Basis> = Basis::ALL
        .into_iter()
        .filter(|basis| sheets(material, *basis).any(|sheet| is_used(&sheet.view)))
        .collect();
    let chosen = outline.basis.filter(|basis| possible.contains(basis));
    let basis = chosen.or(possible.first().copied()).unwrap_or(Basis::Plenary);
    let mut chapters = natural(material, basis, outline.shows);
    for chapter in &mut chapters {
        // Of clusters that are one chapter, the choices of each are about it.
        let order: Vec<Key> =
            chapter.keys.iter().filter_map(|key| outline.points.get(key)).flatten().cloned().collect();
        chapter.points =
            arranged(std::mem::take(&mut chapter.points), &order, |point| std::slice::from_ref(&point.key));
        for point in &mut chapter.points {
            point.included = !outline.excluded.contains(&point.key);
        }
        chapter.included = !chapter.keys.iter().any(|key| outline.excluded.contains(key));
        let own = chapter.keys.iter().find_map(|key| outline.headings.get(key)).map(|own| line(own));
        if let Some(own) = own.filter(|own| !own.is_empty()) {
            chapter.heading = own;
        }
    }
    let mut chapters = arranged(chapters, &outline.order, |chapter| &chapter.keys);
    if outline.shows.sentences {
        link(material, basis, &mut chapters);
    }
    let unnamed = words::HANDBOOK.says(material.language).to_owned();
    let titles = [line(&outline.title), line(&material.title), unnamed];
    let title = titles.into_iter().find(|title| !title.is_empty()).unwrap_or_default();
    Handbook {
        language: material.language,
        title,
        intro: tidied(&outline.intro),
        date: material.date.unwrap_or_else(|| latest(material)),
        days: days(material),
        basis,
        is_chosen: chosen.is_some(),
        possible,
        groups: groups(material),
        shows: outline.shows,
        meetings: if outline.shows.sessions { meetings(material, &chapters) } else { Vec::new() },
        left_out: if outline.shows.left_out { left::out(material, basis, &chapters) } else { Vec::new() },
        chapters,
    }
}

/// The boards of a kind, in their order.
pub(super) fn sheets(material: &Material, basis: Basis) -> impl Iterator<Item = &Sheet> {
    material.sheets.iter().filter(move |sheet| sheet.basis == basis)
}

fn is_used(view: &BoardView) -> bool {
    view.notes.values().any(is_something)
}

/// Does the note say or show anything?
pub(super) fn is_something(note: &Note) -> bool {
    note.image.is_some() || !tidied(&note.text).is_empty()
}

/// Without what no page can show: control characters, blanks at the ends of lines, empty lines around.
pub(super) fn tidied(text: &str) -> String {
    let lines: Vec<String> = text::tidy(text).split('\n').map(|line| line.trim_end().to_owned()).collect();
    let kept = |c: &char| !matches!(c, '\u{fffe}' | '\u{ffff}');
    lines
        .join("\n")
        .trim_matches(|c: char| c.is_whitespace() || c == '\u{200b}')
        .chars()
        .filter(kept)
        .collect()
}

/// The same on one line.
pub(crate) fn line(text: &str) -> String {
    tidied(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The beginning, on one line: of what is long as many letters as a sentence bears.
pub(super) fn short(text: &str) -> String {
    let whole = line(text);
    let letters: Vec<&str> = whole.graphemes(true).take(QUOTE_LETTERS + 1).collect();
    if letters.len() <= QUOTE_LETTERS {
        return whole;
    }
    let cut = letters[..QUOTE_LETTERS].concat();
    // Between words, unless there is one long one.
    let end = cut.rfind(' ').filter(|end| *end > cut.len() / 2).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end())
}

/// As a part of a sentence of ours: not longer than it bears, and running its own way inside.
pub(super) fn quoted(text: &str) -> String {
    isolated(&short(text))
}

/// Without marks that turn what stands beside them.
pub(crate) fn unmarked(text: &str) -> String {
    let is_mark = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|c| !is_mark(*c)).collect()
}

/// With marks around it where it may run from right to left, so that it does not turn what stands beside it (Unicode UAX 9).
pub(super) fn isolated(text: &str) -> String {
    let plain = unmarked(text);
    if has_rtl(&plain) { format!("\u{2068}{plain}\u{2069}") } else { plain }
}

fn by_place<'a>(a: (&'a ItemId, [f64; 2]), b: (&'a ItemId, [f64; 2])) -> std::cmp::Ordering {
    a.1[1].total_cmp(&b.1[1]).then(a.1[0].total_cmp(&b.1[0])).then(a.0.cmp(b.0))
}

/// All chapters that have points, by votes; what is in no cluster last.
fn natural(material: &Material, basis: Basis, shows: Shows) -> Vec<Chapter> {
    let mut chapters: Vec<Chapter> = Vec::new();
    let mut by_title: HashMap<String, usize> = HashMap::new();
    let mut loose: Vec<Point> = Vec::new();
    let votes = Votes::of_all(material);
    for sheet in sheets(material, basis) {
        let mut clusters: Vec<(&ItemId, &Cluster)> = sheet.view.clusters.iter().collect();
        clusters.sort_by(|(a_id, a), (b_id, b)| by_place((a_id, a.pos), (b_id, b.pos)));
        let threads = threads(&sheet.view);
        let point = |(id, note): (&ItemId, &Note)| {
            is_something(note).then(|| point(material, &votes, sheet, shows, threads.get(id), id, note))
        };
        for (id, cluster) in clusters {
            let points: Vec<Point> = sheet.view.members(id).into_iter().filter_map(point).collect();
            if points.is_empty() {
                continue;
            }
            let (key, title) = (Key::of(&sheet.id, id), line(&cluster.title));
            let at = *by_title.entry(title.to_lowercase()).or_insert(chapters.len());
            if let Some(there) = chapters.get_mut(at).filter(|_| !title.is_empty()) {
                there.keys.push(key);
                there.points.extend(points);
                continue;
            }
            let title =
                if title.is_empty() { poster::UNTITLED.says(material.language).to_owned() } else { title };
            chapters.push(chapter(key, title, points));
        }
        let mut rest: Vec<_> = sheet
            .view
            .notes
            .iter()
            .filter(|(_, note)| !note.cluster.as_ref().is_some_and(|id| sheet.view.clusters.contains_key(id)))
            .collect();
        rest.sort_by(|(a_id, a), (b_id, b)| by_place((a_id, a.pos), (b_id, b.pos)));
        loose.extend(rest.into_iter().filter_map(point));
    }
    for chapter in &mut chapters {
        chapter.points.sort_by_key(|point| std::cmp::Reverse(point.votes));
    }
    chapters.sort_by_key(|chapter| std::cmp::Reverse(chapter.votes()));
    if !loose.is_empty() {
        loose.sort_by_key(|point| std::cmp::Reverse(point.votes));
        chapters.push(chapter(Key::loose(), words::LOOSE.says(material.language).to_owned(), loose));
    }
    chapters
}

fn chapter(key: Key, title: String, points: Vec<Point>) -> Chapter {
    Chapter {
        keys: vec![key.clone()],
        key,
        heading: title.clone(),
        title,
        included: true,
        points,
        sentences: Vec::new(),
    }
}

fn point(
    material: &Material,
    votes: &Votes,
    sheet: &Sheet,
    shows: Shows,
    thread: Option<&Vec<(String, Option<String>)>>,
    id: &ItemId,
    note: &Note,
) -> Point {
    let name = |author: &Option<String>| {
        author.as_ref().filter(|_| shows.names).and_then(|id| material.names.get(id)).map(|name| line(name))
    };
    let remark = |(text, author): &(String, Option<String>)| Remark { text: text.clone(), by: name(author) };
    Point {
        key: Key::of(&sheet.id, id),
        text: tidied(&note.text),
        votes: votes.of(sheet, id, note),
        origins: origins(sheet, note),
        by: name(&note.author),
        picture: note.image.clone(),
        remarks: if shows.comments { thread.into_iter().flatten().map(remark).collect() } else { Vec::new() },
        included: true,
    }
}

/// Where a note was written, and what was joined to it: each place once, the earliest session first.
pub(super) fn origins(sheet: &Sheet, note: &Note) -> Vec<Origin> {
    let Some(src) = &note.src else {
        return vec![Origin { session: sheet.session, group: line(&sheet.group) }];
    };
    let mut all: Vec<Origin> =
        src.origins().iter().map(|one| Origin { session: one.session, group: line(&one.group) }).collect();
    all.sort();
    all.dedup();
    all
}

/// What was said about each note, with whose it is: a thread after the other, answers behind what they answer.
fn threads(view: &BoardView) -> HashMap<&ItemId, Vec<(String, Option<String>)>> {
    let mut all: Vec<_> = view.comments.iter().collect();
    all.sort_by(|(a_id, a), (b_id, b)| {
        a.at.unwrap_or(0.0).total_cmp(&b.at.unwrap_or(0.0)).then_with(|| a_id.cmp(b_id))
    });
    let mut about: HashMap<&ItemId, Vec<(&ItemId, &Comment)>> = HashMap::new();
    for (id, comment) in all {
        about.entry(&comment.on).or_default().push((id, comment));
    }
    let mut out: HashMap<&ItemId, Vec<(String, Option<String>)>> = HashMap::new();
    for note in view.notes.keys() {
        for &(id, comment) in about.get(note).into_iter().flatten() {
            let answers = about.get(id).into_iter().flatten().map(|(_, answer)| *answer);
            let said = std::iter::once(comment).chain(answers);
            let texts = said.map(|one| (tidied(&one.text), one.author.clone()));
            out.entry(note).or_default().extend(texts.filter(|(text, _)| !text.is_empty()));
        }
    }
    out
}

/// Writes each link whose ends both stand in the handbook into the chapter in which it begins.
fn link(material: &Material, basis: Basis, chapters: &mut [Chapter]) {
    let mut chapter_of: HashMap<Key, usize> = HashMap::new();
    for (nth, chapter) in chapters.iter().enumerate().filter(|(_, chapter)| chapter.included) {
        chapter_of.extend(chapter.keys.iter().map(|key| (key.clone(), nth)));
        chapter_of.extend(chapter.shown().map(|point| (point.key.clone(), nth)));
    }
    let mut said: HashSet<(usize, String)> = HashSet::new();
    for sheet in sheets(material, basis) {
        let view = &sheet.view;
        let place = |id: &ItemId| {
            let note = view.notes.get(id).map(|note| note.pos);
            note.or_else(|| view.clusters.get(id).map(|cluster| cluster.pos)).unwrap_or_default()
        };
        let name = |id: &ItemId| match view.notes.get(id) {
            Some(note) => Some(quoted(&note.text)),
            None => view.clusters.get(id).map(|cluster| quoted(&cluster.title)),
        };
        let mut links: Vec<_> = view.links.iter().filter(|(_, link)| link.from != link.to).collect();
        links.sort_by(|(a_id, a), (b_id, b)| {
            by_place((&a.from, place(&a.from)), (&b.from, place(&b.from)))
                .then_with(|| by_place((&a.to, place(&a.to)), (&b.to, place(&b.to))))
                .then_with(|| a_id.cmp(b_id))
        });
        for (_, link) in links {
            // A cluster without notes of its own is no chapter, but may well be spoken of.
            let stands = |id: &ItemId| {
                let nth = chapter_of.get(&Key::of(&sheet.id, id)).copied();
                let is_frame = view.clusters.contains_key(id) && view.members(id).is_empty();
                (nth, nth.is_some() || is_frame)
            };
            let ((from, has_from), (to, has_to)) = (stands(&link.from), stands(&link.to));
            let (Some(nth), true, true) = (from.or(to), has_from, has_to) else { continue };
            let (Some(from), Some(to)) = (name(&link.from), name(&link.to)) else { continue };
            if from.is_empty() || to.is_empty() {
                continue;
            }
            let label = quoted(&link.label);
            let words = if label.is_empty() { &words::BARE_LINK } else { &words::LINK };
            let sentence =
                words.with("from", from).with("label", label).with("to", to).say(material.language);
            if said.insert((nth, sentence.clone())) {
                chapters[nth].sentences.push(sentence);
            }
        }
    }
}

fn latest(material: &Material) -> Date {
    let notes = material.sheets.iter().flat_map(|sheet| sheet.view.notes.values());
    let at_ms = notes.filter_map(|note| note.at).fold(0.0, f64::max);
    Offset::UTC.to_datetime(Timestamp::from_millisecond(at_ms as i64).unwrap_or_default()).date()
}

fn days(material: &Material) -> Vec<String> {
    let all: Vec<&String> =
        material.sessions.iter().map(|one| &one.day).filter(|day| !day.is_empty()).collect();
    let mut days: Vec<String> = all.first().into_iter().chain(all.last()).map(|day| (*day).clone()).collect();
    days.dedup();
    days
}

fn groups(material: &Material) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    for sheet in sheets(material, Basis::Groups) {
        let group = line(&sheet.group);
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    groups
}

fn meetings(material: &Material, chapters: &[Chapter]) -> Vec<Meeting> {
    let meeting = |session: &super::material::Session| {
        let groups: Vec<(String, usize)> = sheets(material, Basis::Groups)
            .filter(|sheet| sheet.session == session.number)
            .map(|sheet| {
                (line(&sheet.group), sheet.view.notes.values().filter(|note| is_something(note)).count())
            })
            .filter(|(_, notes)| *notes > 0)
            .collect();
        let is_of = |point: &&Point| point.origins.iter().any(|origin| origin.session == session.number);
        let mut brought: Vec<&Point> = chapters
            .iter()
            .flat_map(Chapter::shown)
            .filter(is_of)
            .filter(|point| point.votes > 0 && !point.text.is_empty())
            .collect();
        brought.sort_by_key(|point| std::cmp::Reverse(point.votes));
        Meeting {
            number: session.number,
            title: line(&session.title),
            day: session.day.clone(),
            phases: session.phases.clone(),
            groups,
            brought: brought.into_iter().take(BROUGHT_MAX).map(|point| quoted(&point.text)).collect(),
        }
    };
    let is_told = |meeting: &Meeting| {
        let is_bare = meeting.title.is_empty() && meeting.phases.is_empty();
        !(is_bare && meeting.groups.is_empty() && meeting.brought.is_empty())
    };
    material.sessions.iter().map(meeting).filter(is_told).collect()
}
