//! Edits that are made once by the engine and then written again and again with other clocks.

use board::edit::{Edit, Item, apply, new_doc};
use board::note::Note;
use yrs::Transact;

use crate::failure::{Outcome, failed};
use crate::number::write;
use crate::ranges::{self, Visit};

/// What a hand does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// Each edit is a new note of about sixty characters.
    Notes,
    /// Each edit is one more character of the same note.
    Typing,
}

const PHRASE: &str = "Una piazza dove chi arriva trova ombra, acqua e qualcuno con cui parlare";
/// Base 36 digits of an edit's number in the id of its note.
const NUMBER_DIGITS: usize = 5;

/// One client id that writes.
pub struct Author {
    client: u64,
    /// What came before the first edit, one part after the other.
    setup: Vec<Template>,
    edit: Template,
    written: u64,
}

impl Author {
    /// A hand that has written nothing yet. `person` is the opaque id its notes carry.
    ///
    /// # Errors
    /// When the engine writes an update of another shape than this code expects.
    pub fn new(client: u64, person: &str, hand: Hand) -> Outcome<Author> {
        let doc = new_doc(client);
        // The schema version of the board is somebody else's to write: it would make the first edit unlike the others.
        apply_update(&doc, &title_update(client ^ SEED)?)?;
        let name = format!("n{}{}", base36(client, 7), base36(0, NUMBER_DIGITS));
        let draft = |text: &str| {
            let Ok(id) = name.parse() else { return failed("the generator made an id that is none") };
            let note = Note {
                text: text.to_owned(),
                pos: [240.0, 1_320.0],
                author: Some(person.to_owned()),
                at: Some(1_760_000_000_000.0),
                ..Note::default()
            };
            let mut txn = doc.transact_mut();
            apply(&mut txn, &[Edit::Put { id, item: Item::Note(note) }]);
            Template::new(&txn.encode_update_v1(), client, &name)
        };
        let texts: &[&str] = match hand {
            Hand::Notes => &[PHRASE],
            Hand::Typing => &["a", "ab", "abc"],
        };
        let mut drafts = texts.iter().map(|text| draft(text)).collect::<Outcome<Vec<_>>>()?;
        match drafts.pop() {
            Some(edit) => Ok(Author { client, setup: drafts, edit, written: 0 }),
            None => failed("the generator made no edit"),
        }
    }

    /// Whose clocks these are.
    pub fn client(&self) -> u64 {
        self.client
    }

    /// Clocks before the first edit.
    pub fn first_clock(&self) -> u64 {
        self.setup.iter().map(|part| part.clocks).sum()
    }

    /// Clocks of one edit.
    pub fn clocks(&self) -> u64 {
        self.edit.clocks
    }

    /// Edits so far.
    pub fn written(&self) -> u64 {
        self.written
    }

    /// The clock behind the last one written.
    pub fn clock(&self) -> u64 {
        self.first_clock() + self.written * self.edit.clocks
    }

    /// What has to be there before the first edit; nothing if there is no need.
    pub fn setup(&self) -> Option<Vec<u8>> {
        (!self.setup.is_empty()).then(|| self.since(0))
    }

    /// Appends the update of the next `count` edits.
    pub fn next(&mut self, count: u64, out: &mut Vec<u8>) {
        write(out, 1);
        write(out, count * self.edit.structs);
        write(out, self.client);
        write(out, self.clock());
        for _ in 0..count {
            self.edit.write(self.client, self.clock(), self.written, out);
            self.written += 1;
        }
        write(out, 0);
    }

    /// What somebody lacks who knows this client's clocks up to `known`.
    pub fn since(&self, known: u64) -> Vec<u8> {
        let mut out = Vec::new();
        if known >= self.clock() {
            return vec![0, 0];
        }
        let mut clock = 0;
        let mut parts = Vec::new();
        for part in &self.setup {
            if clock >= known {
                parts.push((part, clock, 0));
            }
            clock += part.clocks;
        }
        for number in 0..self.written {
            if clock >= known {
                parts.push((&self.edit, clock, number));
            }
            clock += self.edit.clocks;
        }
        let Some(&(_, begin, _)) = parts.first() else { return vec![0, 0] };
        write(&mut out, 1);
        write(&mut out, parts.iter().map(|(part, ..)| part.structs).sum());
        write(&mut out, self.client);
        write(&mut out, begin);
        for (part, clock, number) in parts {
            part.write(self.client, clock, number, &mut out);
        }
        write(&mut out, 0);
        out
    }
}

/// Apart from every writer's client id; never sent.
const SEED: u64 = 1 << 40;

/// The update with which `client` gives a board its title, and so its schema version.
///
/// # Errors
/// Never, as long as the engine works.
pub fn title_update(client: u64) -> Outcome<Vec<u8>> {
    let doc = new_doc(client);
    let mut txn = doc.transact_mut();
    apply(&mut txn, &[Edit::SetTitle("Carico".to_owned())]);
    Ok(txn.encode_update_v1())
}

fn apply_update(doc: &yrs::Doc, update: &[u8]) -> Outcome<()> {
    use yrs::updates::decoder::Decode;
    let applied = yrs::Update::decode_v1(update).map(|update| doc.transact_mut().apply_update(update));
    match applied {
        Ok(Ok(())) => Ok(()),
        _ => failed("the engine does not take its own update"),
    }
}

fn base36(mut number: u64, digits: usize) -> String {
    let mut text = vec![b'0'; digits];
    for place in text.iter_mut().rev() {
        *place = b"0123456789abcdefghijklmnopqrstuvwxyz"[(number % 36) as usize];
        number /= 36;
    }
    text.iter().map(|byte| char::from(*byte)).collect()
}

/// One edit with holes where its clocks are.
struct Template {
    clocks: u64,
    structs: u64,
    bytes: Vec<u8>,
    holes: Vec<Hole>,
}

struct Hole {
    begin: usize,
    end: usize,
    what: Fill,
}

#[derive(Clone, Copy)]
enum Fill {
    /// An id of the author's own, that far from the edit's first clock.
    Own(i64),
    /// The edit's number.
    Number,
}

impl Template {
    fn new(update: &[u8], client: u64, numbered: &str) -> Outcome<Template> {
        let mut shape = Shape { client, ..Shape::default() };
        let read = ranges::read(update, &mut shape);
        if read.is_err() || shape.clients != 1 || shape.ranges != 1 || update[shape.end..] != [0] {
            return failed("the engine wrote an edit of another shape than expected");
        }
        let mut holes: Vec<Hole> = shape
            .ids
            .iter()
            .map(|&(clock, begin, end)| Hole {
                begin,
                end,
                what: Fill::Own(clock as i64 - shape.clock as i64),
            })
            .collect();
        let text = numbered.as_bytes();
        for begin in shape.begin..update.len().saturating_sub(text.len()) {
            if update[begin..].starts_with(text) {
                let end = begin + text.len();
                holes.push(Hole { begin: end - NUMBER_DIGITS, end, what: Fill::Number });
            }
        }
        holes.sort_by_key(|hole| hole.begin);
        for hole in &mut holes {
            hole.begin -= shape.begin;
            hole.end -= shape.begin;
        }
        Ok(Template {
            clocks: shape.clocks,
            structs: shape.structs,
            bytes: update[shape.begin..shape.end].to_vec(),
            holes,
        })
    }

    fn write(&self, client: u64, clock: u64, number: u64, out: &mut Vec<u8>) {
        let mut done = 0;
        for hole in &self.holes {
            out.extend_from_slice(&self.bytes[done..hole.begin]);
            match hole.what {
                Fill::Own(distance) => {
                    write(out, client);
                    write(out, clock.wrapping_add_signed(distance));
                }
                Fill::Number => out.extend_from_slice(base36(number, NUMBER_DIGITS).as_bytes()),
            }
            done = hole.end;
        }
        out.extend_from_slice(&self.bytes[done..]);
    }
}

#[derive(Default)]
struct Shape {
    client: u64,
    clients: usize,
    ranges: usize,
    clock: u64,
    clocks: u64,
    structs: u64,
    begin: usize,
    end: usize,
    ids: Vec<(u64, usize, usize)>,
}

impl Visit for Shape {
    fn range(&mut self, client: u64, from: u64, to: u64) {
        self.ranges += usize::from(client == self.client);
        self.clocks = to - from;
    }

    fn client(&mut self, structs: u64, _client: u64, clock: u64, end: usize) {
        self.clients += 1;
        self.structs = structs;
        self.clock = clock;
        self.begin = end;
    }

    fn id(&mut self, client: u64, clock: u64, begin: usize, end: usize) {
        if client == self.client {
            self.ids.push((clock, begin, end));
        }
    }

    fn structs_end(&mut self, end: usize) {
        self.end = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use board::view::BoardView;

    fn read(doc: &yrs::Doc) -> BoardView {
        BoardView::read(&doc.transact())
    }

    #[test]
    fn notes_written_by_hand_are_notes() {
        let doc = new_doc(1);
        apply_update(&doc, &title_update(2).unwrap()).unwrap();
        let mut author = Author::new(1 << 30, "someone", Hand::Notes).unwrap();
        for count in [1, 300, 1] {
            let mut update = Vec::new();
            author.next(count, &mut update);
            apply_update(&doc, &update).unwrap();
        }
        let board = read(&doc);
        assert_eq!(board.notes.len(), 302);
        assert!(board.notes.values().all(|note| note.text == PHRASE));
        let other = new_doc(3);
        apply_update(&other, &author.since(0)).unwrap();
        assert_eq!(read(&other).notes, board.notes);
        assert_eq!(author.since(author.clock()), [0, 0]);
    }

    #[test]
    fn characters_follow_each_other() {
        let doc = new_doc(1);
        let mut author = Author::new(1 << 30, "someone", Hand::Typing).unwrap();
        apply_update(&doc, &author.setup().unwrap()).unwrap();
        for _ in 0..200 {
            let mut update = Vec::new();
            author.next(1, &mut update);
            apply_update(&doc, &update).unwrap();
        }
        let board = read(&doc);
        let texts: Vec<&str> = board.notes.values().map(|note| note.text.as_str()).collect();
        assert_eq!(texts, [format!("ab{}", "c".repeat(200))]);
        let other = new_doc(3);
        apply_update(&other, &author.since(0)).unwrap();
        assert_eq!(read(&other).notes, board.notes);
    }
}
