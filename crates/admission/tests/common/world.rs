//! A populated board with its index, and what must hold of both after whatever was admitted.
#![allow(dead_code, missing_docs, clippy::unwrap_used)]

use std::collections::BTreeMap;

use admission::{Admission, Limits, Role, Sender, Verdict};
use serde_json::Value;

use crate::common::{Board, base64};

/// A board to begin with, as a restart finds it.
#[derive(Clone, Debug)]
pub struct Base {
    pub state: Vec<u8>,
    pub owners: Vec<(u64, String, u64)>,
    /// The recorded updates that led there and go on from there.
    pub corpus: Vec<Vec<u8>>,
}

pub struct World {
    pub board: Board,
    pub index: Admission,
    base: Vec<u8>,
    /// What was admitted since, as it was stored.
    pub taken: Vec<Vec<u8>>,
    /// Root, id and content of objects that nobody changes whose updates are offered.
    protected: Vec<(String, String, Value)>,
    /// Somebody may have commented.
    talks: bool,
}

pub fn limits() -> Limits {
    Limits {
        bytes_burst: u64::MAX / 4,
        structs_burst: u64::MAX / 4,
        steps_burst: u64::MAX / 4,
        clients_per_participant: 10_000,
        ..Limits::default()
    }
}

impl Base {
    pub fn empty() -> Base {
        Base { state: Board::new().state(), owners: Vec::new(), corpus: vec![vec![0, 0]] }
    }

    /// The board after the first `lines` of a recorded session; the corpus has twice as many.
    pub fn recorded(session: &str, lines: usize) -> Base {
        let board = Board::new();
        let mut index = Admission::new(limits());
        let mut corpus = Vec::new();
        for (nth, line) in session.lines().filter(|line| !line.starts_with('=')).take(2 * lines).enumerate() {
            let (who, rest) = line.split_once(' ').unwrap();
            let update = base64(rest);
            if nth < lines {
                let verdict = index.admit(&Sender { participant: who, role: Role::Editor }, &update, 0);
                if let Some(taken) = verdict.taken(&update) {
                    board.apply(taken);
                }
            }
            corpus.push(update);
        }
        board.lock_one_note();
        let owners = index.owners().map(|(client, who, at)| (client, who.to_owned(), at)).collect();
        Base { state: board.state(), owners, corpus }
    }

    pub fn index(&self) -> Admission {
        let mut index = Admission::new(limits());
        index.load(&self.state).unwrap();
        for (client, owner, last_ms) in &self.owners {
            index.set_owner(*client, owner, *last_ms);
        }
        index
    }
}

impl World {
    pub fn new(base: &Base) -> World {
        let board = Board::new();
        board.apply(&base.state);
        let mut world = World {
            board,
            index: base.index(),
            base: base.state.clone(),
            taken: Vec::new(),
            protected: Vec::new(),
            talks: false,
        };
        world.protect(|object| object["locked"] == Value::Bool(true));
        world
    }

    /// Who comments, in whose name.
    fn authors(&self) -> BTreeMap<String, String> {
        // To read all of it at every step would take longer than all the rest.
        let json = if self.talks { self.board.json() } else { Value::Null };
        let comments = json["comments"].as_object().into_iter().flatten();
        comments.filter_map(|(id, one)| Some((id.clone(), one["author"].as_str()?.to_owned()))).collect()
    }

    /// From now on these objects must not change; none: any may.
    pub fn protect(&mut self, is_protected: impl Fn(&Value) -> bool) {
        let json = self.board.json();
        let roots = json.as_object().unwrap().iter();
        let objects = roots.flat_map(|(root, entries)| {
            entries.as_object().unwrap().iter().map(move |(id, object)| (root, id, object))
        });
        self.protected = objects
            .filter(|(_, _, object)| object.is_object() && is_protected(object))
            .map(|(root, id, object)| (root.clone(), id.clone(), object.clone()))
            .collect();
    }

    /// Offers an update as a socket would; what is admitted is applied.
    pub fn offer(&mut self, sender: &Sender<'_>, update: &[u8], now_ms: u64) -> Verdict {
        let verdict = self.index.admit(sender, update, now_ms);
        let Some(taken) = verdict.taken(update) else { return verdict };
        self.talks |= taken.windows(8).any(|name| name == b"comments");
        let said = self.authors();
        self.board.apply(taken);
        for (id, author) in self.authors() {
            let is_old = said.get(&id) == Some(&author);
            assert!(is_old || author == sender.participant, "{id} is written in the name of {author}");
        }
        self.taken.push(taken.to_vec());
        if sender.role >= Role::Cofacilitator {
            self.protected.clear();
        }
        assert_eq!(self.index.state_vector(), self.board.state_vector(), "the index is not the document");
        assert!(!self.board.is_waiting(), "the engine waits for something");
        verdict
    }

    /// The index as a restart builds it.
    pub fn restart(&mut self) {
        self.index = self.board.reindexed(&self.index, limits());
    }

    /// The board is written, read back, merged and echoed, and is the same each time.
    pub fn check(&mut self) {
        self.board.exercise();
        let vector = self.board.state_vector();
        let json = self.board.json();
        for (root, id, object) in &self.protected {
            assert_eq!(&json[root][id], object, "{root} {id} was changed without the right to it");
        }
        let state = self.board.state();
        let is_this = |copy: &Board, what: &str| {
            assert!(!copy.is_waiting(), "{what}: the engine waits for something");
            assert_eq!(copy.state_vector(), vector, "{what}");
            assert_eq!(copy.json(), json, "{what}");
        };
        let copy = Board::new();
        copy.apply(&state);
        is_this(&copy, "the state does not survive writing");
        if self.taken.len() > 1 {
            let other = Board::new();
            other.apply(&self.base);
            other.apply(&yrs::merge_updates_v1(&self.taken).unwrap());
            is_this(&other, "others are shown something else");
        }
        // A restart from the state, and one from the records.
        let mut again = self.board.reindexed(&self.index, limits());
        assert_eq!(again.state_vector(), vector, "the state gives another index");
        let mut records = Admission::new(limits());
        for record in std::iter::once(&self.base).chain(&self.taken) {
            records.load(record).unwrap();
        }
        assert_eq!(records.state_vector(), vector, "the records give another index");
        // Who has it all and says so has changed nothing, whatever the role.
        let echo = self.board.diff_for_itself();
        for role in [Role::Viewer, Role::Commenter, Role::Contributor, Role::Editor] {
            let sender = Sender { participant: "echo", role };
            assert_eq!(again.admit(&sender, &echo, 0), Verdict::Duplicate, "{role:?}");
            let verdict = self.index.admit(&sender, &echo, 0);
            let is_welcome = match verdict {
                Verdict::Duplicate => true,
                Verdict::Admitted | Verdict::Rewritten(_) => role != Role::Viewer,
                _ => false,
            };
            assert!(is_welcome, "{role:?}: {verdict:?}");
        }
    }
}
