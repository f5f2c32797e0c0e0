//! A board as a table, one thing to a row; and any table as notes.
//!
//! Cells that a spreadsheet would take for a formula have an apostrophe before them, which reading takes away again.

use std::collections::BTreeMap;

use super::draft::Draft;
use super::encoding::decode;
use super::remarks::{COLUMN, KINDS, LETTERS};
use super::{Import, Names, Refusal, Unwritable, paper, reasons, tree};
use crate::cluster::Cluster;
use crate::mark::{Figure, Mark};
use crate::note::Note;
use crate::schema::{NOTE_SIDE, TAG_MAX};
use crate::view::BoardView;

/// The columns that are written, in their order.
const HEADER: [&str; 14] = [
    "kind", "id", "text", "cluster", "from", "to", "color", "tags", "votes", "author", "x", "y", "width",
    "height",
];
/// Cells of a row that are looked at, and rows among which the headings are looked for.
const COLUMNS_MAX: usize = 200;
const HEAD_MAX: usize = 20;
/// Between two tags in a cell.
const TAG_BREAK: &str = "; ";

pub(super) fn write(view: &BoardView, names: Names<'_>) -> Result<Vec<u8>, Unwritable> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    let mut row = |cells: [&str; 14]| {
        let safe =
            cells.iter().enumerate().map(|(at, cell)| if at < 10 { safe(cell) } else { (*cell).to_owned() });
        writer.write_record(safe).map_err(|error| Unwritable::of(&error))
    };
    row(HEADER)?;
    for (id, cluster) in &view.clusters {
        let [x, y, w, h] = numbers(cluster.pos, cluster.size);
        let color = cluster.color.as_str();
        row(["cluster", id.as_str(), &cluster.title, "", "", "", color, "", "", "", &x, &y, &w, &h])?;
    }
    for (id, note) in &view.notes {
        let [x, y, w, h] = numbers(note.pos, note.size);
        let home =
            note.cluster.as_ref().filter(|id| view.clusters.contains_key(id)).map_or("", |id| id.as_str());
        let tags: Vec<String> = note.tags.iter().map(|tag| tag.replace(';', ",")).collect();
        let votes = view.tallies.get(id).map(|tally| tally.votes.to_string()).unwrap_or_default();
        let author = note.author.as_deref().and_then(names).unwrap_or_default();
        let (color, tags) = (note.color.as_str(), tags.join(TAG_BREAK));
        row(["note", id.as_str(), &note.text, home, "", "", color, &tags, &votes, &author, &x, &y, &w, &h])?;
    }
    for (id, mark) in &view.marks {
        if let Figure::Text { text } = &mark.figure {
            let [x, y, w, h] = numbers(mark.pos, mark.size);
            row(["text", id.as_str(), text, "", "", "", mark.color.as_str(), "", "", "", &x, &y, &w, &h])?;
        }
    }
    for (id, link) in view.links.iter().filter(|(_, link)| view.is_drawn(link)) {
        let (from, to) = (link.from.as_str(), link.to.as_str());
        row(["link", id.as_str(), &link.label, "", from, to, "", "", "", "", "", "", "", ""])?;
    }
    let table = writer.into_inner().map_err(|error| Unwritable::of(&error))?;
    // Spreadsheets take a file without the mark for one of the machine's old letters.
    Ok([b"\xef\xbb\xbf".as_slice(), &table].concat())
}

fn numbers(pos: [f64; 2], size: [f64; 2]) -> [String; 4] {
    [pos[0], pos[1], size[0], size[1]].map(|number| number.to_string())
}

/// Would a spreadsheet take it for a formula, or for one behind an apostrophe of ours?
fn is_formula(cell: &str) -> bool {
    let begins = |letter: char| {
        matches!(letter, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\0' | '＝' | '＋' | '－' | '＠')
    };
    let cell = cell.trim_start_matches('\'');
    cell.starts_with(begins) || cell.trim_start().starts_with(begins)
}

/// A cell that stays text wherever the table is opened.
fn safe(cell: &str) -> String {
    if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// The cell as it was before [`safe`].
fn plain(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|_| is_formula(cell)).unwrap_or(cell)
}

/// What a column is, by the words that stand above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Kind,
    Id,
    Text,
    Cluster,
    From,
    To,
    Color,
    Tags,
    X,
    Y,
    Width,
    Height,
    /// Known, and nothing for a board.
    Passed,
}

/// Headings by what they mean, in the five languages and as other programs write them.
#[rustfmt::skip]
const HEADINGS: [(Column, &[&str]); 13] = [
    (Column::Kind, &["kind", "type", "tipo", "typ", "genre", "item type", "object type", "widget type"]),
    (Column::Id, &["id", "item id", "identificativo", "kennung", "identifiant", "identificador"]),
    (Column::Text, &["text", "content", "contents", "note", "notes", "sticky", "sticky note", "sticky notes", "sticky note text", "note text",
        "description", "message", "idea", "testo", "contenuto", "nota", "note adesive", "descrizione", "texte", "contenu", "inhalt",
        "notiz", "beschreibung", "texto", "contenido", "descripción", "label", "body", "summary", "title", "titolo", "titre", "titel", "título"]),
    (Column::Cluster, &["cluster", "theme", "frame", "frame title", "frame name", "group", "section", "category", "column", "tema", "gruppo", "sezione",
        "categoria", "riquadro", "thème", "groupe", "catégorie", "cadre", "thema", "gruppe", "kategorie", "rahmen", "grupo", "categoría", "marco"]),
    (Column::From, &["from", "from_id", "da", "von", "de", "desde", "start"]),
    (Column::To, &["to", "to_id", "a", "nach", "à", "hasta", "end"]),
    (Column::Color, &["color", "colour", "colore", "couleur", "farbe", "background color", "fill color", "sticky color"]),
    (Column::Tags, &["tag", "tags", "labels", "etichetta", "etichette", "étiquette", "étiquettes", "etikett", "etiketten", "etiqueta", "etiquetas"]),
    (Column::X, &["x", "position x", "pos x", "x position"]),
    (Column::Y, &["y", "position y", "pos y", "y position"]),
    (Column::Width, &["width", "larghezza", "largeur", "breite", "ancho"]),
    (Column::Height, &["height", "altezza", "hauteur", "höhe", "alto"]),
    (Column::Passed, &["votes", "voti", "stimmen", "votos", "author", "autore", "auteur", "autor", "created by", "creato da", "created at", "modified at",
        "last modified", "last modified by", "url", "link to board", "board", "board name", "parent", "parent id", "#", "rotation", "geometry"]),
];

fn column(heading: &str) -> Option<Column> {
    let heading = heading.trim().trim_start_matches('\u{feff}').to_lowercase();
    HEADINGS.iter().find(|(_, names)| names.contains(&heading.as_str())).map(|(column, _)| *column)
}

struct Line {
    number: u64,
    cells: Vec<String>,
}

/// Reads any table: cells apart by commas, semicolons or tabs, rows of any width, with headings or without.
pub(super) fn read(bytes: &[u8]) -> Result<Import, Refusal> {
    let decoded = decode(bytes)?;
    let mut draft = Draft::default();
    if decoded.is_guess {
        draft.remarks.add(&LETTERS);
    }
    let mut lines = lines(&decoded.text)?;
    for line in &mut lines {
        let cells = line.cells.len();
        line.cells.truncate(COLUMNS_MAX);
        draft.remarks.add_many(&KINDS, cells - line.cells.len());
    }
    // A list of one column has no headings: a word that could be one is an item like the others.
    let head = lines.iter().take(HEAD_MAX).position(|line| {
        let known: Vec<Column> = line.cells.iter().filter_map(|cell| column(cell)).collect();
        let others = line.cells.iter().filter(|cell| !cell.trim().is_empty()).count() - known.len();
        // A sentence that is one word of ours is no heading if it stands among other sentences.
        line.cells.len() > 1
            && (known.contains(&Column::Text) && (known.len() > 1 || others <= known.len())
                || known.len() > 2 && others <= known.len())
    });
    let mut columns: Vec<Option<Column>> = Vec::new();
    for cell in head.map_or(&[][..], |at| &lines[at].cells) {
        // What comes twice is, the second time, one more thing to know.
        columns
            .push(column(cell).filter(|found| *found == Column::Passed || !columns.contains(&Some(*found))));
    }
    let headings: Vec<String> =
        head.map_or(Vec::new(), |at| lines[at].cells.iter().map(|cell| cell.trim().to_owned()).collect());
    let rows = &lines[head.map_or(0, |at| at + 1)..];
    if !columns.contains(&Some(Column::Text)) {
        let Some(at) = wordiest(rows, &columns) else { return Err(Refusal::new(None, &reasons::NOTHING)) };
        columns.resize(columns.len().max(at + 1), None);
        columns[at] = Some(Column::Text);
        if rows.iter().any(|row| row.cells.len() > 1) {
            let name = headings.get(at).cloned().filter(|name| !name.is_empty());
            draft.remarks.say(&COLUMN, name.unwrap_or_else(|| (at + 1).to_string()));
        }
    }
    let mut places = BTreeMap::new();
    for (at, column) in columns.iter().enumerate() {
        places.extend(column.map(|column| (column, at)));
    }
    Rows { columns, places, headings }.read(rows, draft)
}

/// The column with the most letters, of those that are nothing else.
fn wordiest(rows: &[Line], columns: &[Option<Column>]) -> Option<usize> {
    let mut letters: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows {
        for (at, cell) in row.cells.iter().enumerate() {
            let is_address = cell.contains("://") && !cell.trim().contains(' ');
            if columns.get(at).copied().flatten().is_none() && !is_address {
                *letters.entry(at).or_default() +=
                    cell.chars().filter(|letter| letter.is_alphabetic()).count();
            }
        }
    }
    // Of columns that are alike the first.
    letters.into_iter().rev().max_by_key(|(_, count)| *count).map(|(at, _)| at)
}

struct Rows {
    columns: Vec<Option<Column>>,
    places: BTreeMap<Column, usize>,
    headings: Vec<String>,
}

impl Rows {
    fn cell<'a>(&self, row: &'a Line, wanted: Column) -> &'a str {
        self.places.get(&wanted).and_then(|&at| row.cells.get(at)).map_or("", |cell| plain(cell))
    }

    fn read(&self, rows: &[Line], mut draft: Draft) -> Result<Import, Refusal> {
        let mut is_placed =
            self.columns.contains(&Some(Column::X)) && self.columns.contains(&Some(Column::Y));
        let mut homes: BTreeMap<String, crate::id::ItemId> = BTreeMap::new();
        // Clusters that have a row of their own come first, for notes name them.
        for row in rows.iter().filter(|row| self.kind(row) == "cluster") {
            let (name, title) = (self.cell(row, Column::Id), self.cell(row, Column::Text));
            let place = self.place(row);
            is_placed &= place.is_some();
            let (pos, size) = place.unwrap_or_default();
            let blank = Cluster::default();
            let cluster = Cluster {
                title: title.to_owned(),
                pos,
                size: if size[0] > 0.0 { size } else { blank.size },
                color: paper::color(self.cell(row, Column::Color)).unwrap_or(blank.color.clone()),
                ..blank
            };
            let id = draft.cluster(name, cluster, Some(row.number))?;
            homes.insert(if name.is_empty() { title.to_owned() } else { name.to_owned() }, id);
        }
        for row in rows {
            let (name, text) = (self.cell(row, Column::Id), self.cell(row, Column::Text));
            let place = self.place(row);
            match self.kind(row).as_str() {
                "cluster" => {}
                "link" => draft.link(self.cell(row, Column::From), self.cell(row, Column::To), text),
                "text" if place.is_some_and(|(_, size)| size[0] > 0.0) => {
                    let (pos, size) = place.unwrap_or_default();
                    let color = paper::color(self.cell(row, Column::Color)).unwrap_or_else(paper::white);
                    let figure = Figure::Text { text: text.to_owned() };
                    let mark = Mark {
                        figure,
                        pos,
                        size,
                        color,
                        z: String::new(),
                        author: None,
                        locked: false,
                        src: None,
                    };
                    draft.mark(mark, Some(row.number))?;
                }
                kind => {
                    let is_ours = kind == "note";
                    if text.trim().is_empty() && !is_ours {
                        continue;
                    }
                    is_placed &= place.is_some();
                    let (pos, size) = place.unwrap_or_default();
                    let home = self.cell(row, Column::Cluster);
                    let cluster = match homes.get(home) {
                        _ if home.trim().is_empty() => None,
                        Some(id) => Some(id.clone()),
                        None => {
                            let cluster = Cluster { title: home.to_owned(), ..Cluster::default() };
                            let id = draft.cluster("", cluster, Some(row.number))?;
                            homes.insert(home.to_owned(), id.clone());
                            is_placed = false;
                            Some(id)
                        }
                    };
                    let note = Note {
                        text: if is_ours { text.to_owned() } else { text.trim().to_owned() },
                        pos,
                        size: if size[0] > 0.0 { size } else { [NOTE_SIDE; 2] },
                        color: paper::color(self.cell(row, Column::Color)).unwrap_or_default(),
                        tags: self.tags(row, is_ours),
                        cluster,
                        ..Note::default()
                    };
                    draft.note(name, note, Some(row.number))?;
                }
            }
        }
        let mut import = draft.done()?;
        if !is_placed {
            tree::lay(&mut import.content);
        }
        Ok(import)
    }

    /// What a row is, as far as a board has a word for it.
    fn kind(&self, row: &Line) -> String {
        let kind = self.cell(row, Column::Kind).trim().to_lowercase();
        match kind.as_str() {
            "frame" | "riquadro" | "cadre" | "rahmen" | "marco" => "cluster".to_owned(),
            "connector" | "line" if !self.cell(row, Column::From).is_empty() => "link".to_owned(),
            _ => kind,
        }
    }

    fn place(&self, row: &Line) -> Option<([f64; 2], [f64; 2])> {
        let number = |column| {
            let cell = self.cell(row, column).trim().replace(',', ".");
            cell.parse::<f64>().ok().filter(|number| number.is_finite())
        };
        let pos = [number(Column::X)?, number(Column::Y)?];
        let size = [Column::Width, Column::Height].map(|column| number(column).unwrap_or_default());
        Some((pos, if size.iter().all(|side| *side > 0.0) { size } else { [0.0; 2] }))
    }

    /// Its tags; of a table from elsewhere all else that fits a tag, too.
    fn tags(&self, row: &Line, is_ours: bool) -> Vec<String> {
        let breaks = |letter: char| matches!(letter, ';' | ',' | '|' | '\n');
        let cell = self.cell(row, Column::Tags);
        let own: Vec<&str> =
            if is_ours { cell.split(TAG_BREAK.trim_end()).collect() } else { cell.split(breaks).collect() };
        let mut tags: Vec<String> =
            own.into_iter().map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect();
        if is_ours {
            return tags;
        }
        for (at, cell) in row.cells.iter().enumerate() {
            let is_kind = self.columns.get(at).copied().flatten() == Some(Column::Kind)
                && !matches!(
                    self.kind(row).as_str(),
                    "sticky_note" | "sticky note" | "sticky" | "shape" | "card"
                );
            let cell = plain(cell).trim();
            if cell.is_empty() || !(self.columns.get(at).copied().flatten().is_none() || is_kind) {
                continue;
            }
            let named =
                self.headings.get(at).filter(|name| !name.is_empty()).map(|name| format!("{name}: {cell}"));
            let short = |tag: &String| tag.encode_utf16().count() <= TAG_MAX;
            tags.push(named.filter(|tag| !is_kind && short(tag)).unwrap_or_else(|| cell.to_owned()));
        }
        tags.dedup();
        tags
    }
}

/// The rows that are not blank, cell by cell.
fn lines(text: &str) -> Result<Vec<Line>, Refusal> {
    // Excel's own way to say what stands between cells.
    let stated = text.strip_prefix("sep=").and_then(|rest| rest.chars().next());
    let (text, skipped) = match text.split_once('\n') {
        Some((_, rest)) if stated.is_some() => (rest, 1),
        _ => (text, 0),
    };
    let separator = match stated.and_then(|letter| u8::try_from(letter).ok()) {
        Some(separator @ (b',' | b';' | b'\t' | b'|')) => separator,
        _ => separator(text),
    };
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut lines = Vec::new();
    let mut place = super::csv::Lines::of(text.as_bytes());
    // One record for all: a copy of each would be as wide as the widest so far.
    let mut record = ::csv::StringRecord::new();
    loop {
        let is_there = reader.read_record(&mut record).map_err(|error| {
            let line = error.position().map(|position| position.line() + skipped);
            Refusal::new(line, reasons::UNREADABLE.with("error", error.to_string()))
        })?;
        if !is_there {
            break;
        }
        let number = skipped + place.at(record.position().map_or(0, ::csv::Position::byte));
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            lines.push(Line { number, cells: record.iter().map(str::to_owned).collect() });
        }
    }
    Ok(lines)
}

/// What stands between cells: of the three the one that the first lines have most of, outside of quotes.
fn separator(text: &str) -> u8 {
    let mut counts = [(b'\t', 0_usize), (b';', 0), (b',', 0)];
    let (mut in_quotes, mut lines) = (false, 0);
    for byte in text.bytes() {
        match byte {
            b'"' => in_quotes = !in_quotes,
            b'\n' if !in_quotes => {
                lines += 1;
                // A list of sentences has commas in it, and is no table: only a heading tells.
                if lines > HEAD_MAX {
                    break;
                }
            }
            _ if in_quotes => {}
            _ => counts.iter_mut().filter(|(known, _)| *known == byte).for_each(|(_, count)| *count += 1),
        }
    }
    // Above the headings there may be a title.
    let names = |separator: u8| {
        let known = |line: &str| {
            let cells = line.split(char::from(separator)).take(COLUMNS_MAX);
            cells.filter(|cell| column(cell.trim_matches('"')).is_some()).count()
        };
        text.lines().take(HEAD_MAX).map(known).max().unwrap_or(0)
    };
    let counts = counts.map(|(separator, count)| (separator, count, names(separator)));
    let best = counts.iter().max_by_key(|(_, count, names)| (*names, *count));
    match best {
        Some((separator, _, names)) if *names > 1 => *separator,
        _ if counts[0].1 > 0 => b'\t',
        _ if counts[1].1 > 0 && counts[1].1 >= lines.min(HEAD_MAX) => b';',
        _ if counts[2].1 > 0 && is_even(text) => b',',
        // Nothing that text does not have: every line is one cell.
        _ => b'\t',
    }
}

/// Does every one of the first lines have as many commas? Sentences do not.
fn is_even(text: &str) -> bool {
    let count = |line: &str| line.bytes().filter(|byte| *byte == b',').count();
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).take(HEAD_MAX).map(count);
    text.contains('"') || lines.next().is_some_and(|first| lines.all(|other| other == first))
}
