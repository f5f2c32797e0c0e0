//! The roster as a table for spreadsheets: `name, group, sector, organisation, territory, email, code`.

use std::collections::{BTreeMap, BTreeSet};

use board::format::csv::{Row, RowError, Table};
use board::id::ParticipantId;
use board::words::Text;

use super::cell::{bare, guarded, one_line, quoted};
use super::{Faults, Intake, NAMED_MAX, group_of, named, reasons, report_of};
use crate::address::{clip, is_address, is_same};
use crate::code;
use crate::people::{NAME_CHARS_MAX, PersonChange};
use crate::roster::{Attribute, Expected, attribute_fits};
use crate::words;
use crate::workshop::{Limits, Random, Workshop};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Name,
    Group,
    Of(Attribute),
    Email,
    Code,
}

const COLUMNS: [Column; 7] = [
    Column::Name,
    Column::Group,
    Column::Of(Attribute::Sector),
    Column::Of(Attribute::Organisation),
    Column::Of(Attribute::Territory),
    Column::Email,
    Column::Code,
];

impl Column {
    const fn name(self) -> &'static str {
        match self {
            Column::Name => "name",
            Column::Group => "group",
            Column::Of(attribute) => attribute.name(),
            Column::Email => "email",
            Column::Code => "code",
        }
    }

    /// The column that people call so, in one of our languages: small and large letters, blanks, dashes and slashes do
    /// not matter.
    fn called(header: &str) -> Option<Column> {
        let called: String =
            header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        Some(match called.as_str() {
            "name" | "nome" | "nom" | "nombre" | "pseudonym" | "pseudonimo" | "pseudonyme" | "seudónimo"
            | "seudonimo" => Column::Name,
            "group" | "gruppo" | "groupe" | "gruppe" | "grupo" | "preassignroomname" => Column::Group,
            "sector" | "settore" | "secteur" | "sektor" | "bereich" => Column::Of(Attribute::Sector),
            "organisation" | "organization" | "organizzazione" | "organizzazioneente" | "ente"
            | "organización" | "organizacion" | "einrichtung" | "organisme" => {
                Column::Of(Attribute::Organisation)
            }
            "territory" | "territorio" | "territoire" | "gebiet" => Column::Of(Attribute::Territory),
            "email" | "mail" | "emailaddress" | "posta" | "postaelettronica" | "courriel" | "correo"
            | "correoelectrónico" => Column::Email,
            "code" | "codice" | "código" | "codigo" => Column::Code,
            _ => return None,
        })
    }
}

/// The table of everybody who was not removed, in the order in which they came, with their groups of now. UTF-8 with a
/// byte order mark, without which spreadsheets guess wrong; lines end in CRLF; no cell is a formula. Codes are shown as
/// they are written down; who has none yet gets one by [`Workshop::ensure_codes`].
pub fn write(workshop: &Workshop) -> String {
    let mut text = format!("\u{feff}{}\r\n", COLUMNS.map(Column::name).join(","));
    for person in workshop.participants.iter().filter(|person| !person.removed) {
        let code = person.code.as_deref().map(code::show);
        let cells = COLUMNS.map(|column| {
            let text = match column {
                Column::Name => Some(person.name.as_str()),
                Column::Group => person.group.as_deref(),
                Column::Of(attribute) => person.attribute(attribute),
                Column::Email => person.email.as_deref(),
                Column::Code => code.as_deref(),
            };
            quoted(&guarded(text.unwrap_or_default())).into_owned()
        });
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

/// One row, checked by itself. Empty cells change nothing.
#[derive(Default)]
struct Entry<'a> {
    name: Option<&'a str>,
    group: Option<&'a str>,
    attributes: [Option<&'a str>; 3],
    email: Option<&'a str>,
    code: Option<&'a str>,
}

/// Takes a table in. Columns stand in any order, apart by comma, semicolon or tab, and are called as in any of the five
/// languages; unknown ones are reported. A person is known by their code, else by their address, else by their name among
/// the expected who have no other address; others are expected from now on, under a pseudonym if they have no name.
/// Groups that are missing are made. Empty cells change nothing, and who has joined keeps the name they gave.
///
/// # Errors
/// Every bad row by its line, at most [`NAMED_MAX`].
pub fn read(
    workshop: &Workshop,
    bytes: &[u8],
    limits: &Limits,
    random: Random<'_>,
) -> Result<Intake, Vec<RowError>> {
    let example = COLUMNS.map(Column::name).join(",");
    let mut columns: BTreeMap<Column, usize> = BTreeMap::new();
    let mut unknown_columns = Vec::new();
    let table = Table::read_apart("roster", bytes, separator(bytes), &example, |header| {
        for (at, heading) in header.iter().enumerate().filter(|(_, heading)| !heading.is_empty()) {
            match Column::called(heading) {
                Some(column) if columns.insert(column, at).is_some() => {
                    return Err(reasons::COLUMN_TWICE.with("column", clip(heading)));
                }
                Some(_) => {}
                None if unknown_columns.len() < NAMED_MAX => unknown_columns.push(clip(heading)),
                None => {}
            }
        }
        let is_somebody = columns.contains_key(&Column::Name) || columns.contains_key(&Column::Email);
        is_somebody.then_some(()).ok_or_else(|| (&reasons::NO_COLUMN).into())
    });
    let table = table.map_err(named)?;
    let mut faults = Faults::of("roster");
    let there = workshop.participants.iter().filter(|person| !person.removed);
    let mut taking = Taking {
        before: workshop,
        codes: there.filter_map(|person| Some((person.code.as_deref()?, &person.id))).collect(),
        after: workshop.clone(),
        limits,
        people: BTreeSet::new(),
        addresses: BTreeSet::new(),
        names: BTreeSet::new(),
    };
    for row in &table.rows {
        let taken = entry(row, table.header(), &columns).and_then(|entry| taking.take(&entry, random));
        if let Err(reason) = taken {
            faults.add(row.line, reason);
        }
    }
    faults.end()?;
    let mut report = report_of(workshop, &taking.after, workshop.session_now);
    report.unknown_columns = unknown_columns;
    Ok(Intake { workshop: taking.after, report })
}

fn entry<'a>(row: &'a Row, header: &[String], columns: &BTreeMap<Column, usize>) -> Result<Entry<'a>, Text> {
    let mut entry = Entry::default();
    for (&column, &at) in columns {
        let heading = &header[at];
        let text = bare(one_line(heading, row.at(at))?).trim();
        if text.is_empty() {
            continue;
        }
        match column {
            Column::Name => {
                let length = text.chars().count();
                if length > NAME_CHARS_MAX {
                    let reason = words::CELL_LONG.with("column", clip(heading));
                    return Err(reason.with("length", length).with("most", NAME_CHARS_MAX));
                }
                entry.name = Some(text);
            }
            Column::Group => entry.group = Some(text),
            Column::Of(attribute) => {
                attribute_fits(attribute, text)?;
                entry.attributes[attribute as usize] = Some(text);
            }
            Column::Email if is_address(text) => entry.email = Some(text),
            Column::Email => return Err(words::NO_ADDRESS.with("text", clip(text))),
            Column::Code => entry.code = Some(text),
        }
    }
    if entry.name.is_none() && entry.email.is_none() {
        return Err((&reasons::ROW_OF_NOBODY).into());
    }
    Ok(entry)
}

struct Taking<'a> {
    /// As it was before the table: rows name people as who made the table knew them.
    before: &'a Workshop,
    /// Code → person.
    codes: BTreeMap<&'a str, &'a ParticipantId>,
    after: Workshop,
    limits: &'a Limits,
    people: BTreeSet<ParticipantId>,
    addresses: BTreeSet<String>,
    /// Of new people without an address.
    names: BTreeSet<String>,
}

impl Taking<'_> {
    fn take(&mut self, entry: &Entry<'_>, random: Random<'_>) -> Result<(), Text> {
        if let Some(email) = entry.email
            && !self.addresses.insert(email.to_lowercase())
        {
            return Err(words::ADDRESS_TWICE.with("text", email));
        }
        let known = self.known(entry)?;
        let name = entry.name.unwrap_or_default();
        let is_again = match &known {
            Some(id) => !self.people.insert(id.clone()),
            None => entry.email.is_none() && !self.names.insert(name.to_lowercase()),
        };
        if is_again {
            let shown = if name.is_empty() { entry.email.unwrap_or_default() } else { name };
            return Err(reasons::PERSON_TWICE.with("name", shown));
        }
        let group = match entry.group {
            Some(group) => {
                Some(group_of(&mut self.after, group, self.limits, random).map_err(|invalid| invalid.0)?)
            }
            None => None,
        };
        let text = |text: Option<&str>| text.map(str::to_owned);
        let [sector, organisation, territory] = entry.attributes.map(text);
        let done = match known {
            Some(id) => {
                let is_expected = self.before.participant(&id).is_some_and(|person| person.imported);
                let change = PersonChange {
                    name: text(entry.name.filter(|_| is_expected)),
                    group,
                    email: text(entry.email).map(Some),
                    sector: sector.map(Some),
                    organisation: organisation.map(Some),
                    territory: territory.map(Some),
                    ..PersonChange::default()
                };
                self.after.change_person(&id, &change)
            }
            None => {
                let email = text(entry.email);
                let who = Expected { name: text(entry.name), group, email, sector, organisation, territory };
                self.after.expect(&who, self.limits, random).map(|_| ())
            }
        };
        done.map_err(|invalid| invalid.0)
    }

    /// Who this is, of those who were there before.
    fn known(&self, entry: &Entry<'_>) -> Result<Option<ParticipantId>, Text> {
        if let Some(id) = entry.code.and_then(|code| self.codes.get(code::normalise(code).as_str())) {
            return Ok(Some((*id).clone()));
        }
        if let Some(person) = entry.email.and_then(|email| self.before.with_address(email)) {
            return Ok(Some(person.id.clone()));
        }
        let Some(name) = entry.name else { return Ok(None) };
        let mut called = self.before.participants.iter().filter(|person| {
            let is_free = entry.email.is_none() || person.email.is_none();
            person.imported && !person.removed && is_free && is_same(&person.name, name)
        });
        match (called.next(), called.next()) {
            (Some(_), Some(_)) => Err(reasons::NAME_UNSURE.with("name", name)),
            (first, _) => Ok(first.map(|person| person.id.clone())),
        }
    }
}

/// What stands between the cells of the first line with something in it: whatever is there most often outside quotes.
fn separator(bytes: &[u8]) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut is_quoted = false;
    let begin = bytes.iter().position(|byte| !matches!(byte, b'\r' | b'\n')).unwrap_or(0);
    for &byte in &bytes[begin..] {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted => break,
            _ if !is_quoted => {
                if let Some((_, count)) = counts.iter_mut().find(|(separator, _)| *separator == byte) {
                    *count += 1;
                }
            }
            _ => {}
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| separator)
}
