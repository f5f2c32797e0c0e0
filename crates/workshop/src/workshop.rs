//! The workshop itself and the verbs that change it.

use std::collections::{BTreeMap, BTreeSet};

use board::id::{BoardId, ParticipantId, WorkshopId};
use board::role::Role;
use board::words::{Language, Text};
use serde::{Deserialize, Serialize};

use crate::code;
use crate::people::Participant;
use crate::programme::{Session, SessionSpec};
use crate::progress::Progress;
use crate::roles::Roles;
use crate::roster::Roster;
use crate::voting::Voting;
use crate::words;
use crate::writing::Writing;

/// Longest title of a workshop, session, phase or group, in characters.
pub(crate) const TITLE_CHARS_MAX: usize = 120;

/// A source of 128 random bits.
pub type Random<'a> = &'a mut dyn FnMut() -> u128;

/// How much one workshop may hold. Settings of the server, with reasons there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most people, imported ones included.
    pub participants_max: usize,
    /// Most groups.
    pub groups_max: usize,
    /// Most sessions.
    pub sessions_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { participants_max: 1_000, groups_max: 100, sessions_max: 50 }
    }
}

/// What a board is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BoardKind {
    /// Of everybody, one per session.
    Plenary,
    /// Of one group in one session.
    Group,
    /// One for the whole workshop.
    Canvas,
    /// Of one person, during private writing; see [`crate::writing`].
    Private,
}

/// A board of a workshop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardEntry {
    /// Its id.
    pub id: BoardId,
    /// What it is for.
    pub kind: BoardKind,
    /// Its session's number; none for the canvas.
    pub session: Option<u32>,
    /// Its group; only group boards have one.
    pub group: Option<String>,
    /// What people see above it.
    pub title: String,
}

/// What to make a workshop of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spec {
    /// Its title.
    pub title: String,
    /// `it`, `en`, `fr`, `de` or `es`; anything else reads as `it`.
    #[serde(default)]
    pub language: Option<String>,
    /// Names of the groups, in order.
    #[serde(default)]
    pub groups: Vec<String>,
    /// The programme; without one there is one session.
    #[serde(default)]
    pub sessions: Vec<SessionSpec>,
}

/// The wish cannot be carried out; the message says what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Invalid(pub Text);

/// A workshop. One record in the server's registry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workshop {
    /// Its id.
    pub id: WorkshopId,
    /// Its title.
    pub title: String,
    /// The code of its [`Language`], for what it says to everybody alike.
    pub language: String,
    /// The join code, 8 symbols without dash. Can be shown again at any time.
    pub code: String,
    /// The invite of the join link.
    pub invite: String,
    /// When it was made, ms since 1970.
    pub created_ms: u64,
    /// The number of the present session.
    pub session_now: u32,
    /// In order of their numbers.
    pub sessions: Vec<Session>,
    /// In the order they were made.
    pub groups: Vec<String>,
    /// All boards but the sheets of private writing.
    pub boards: Vec<BoardEntry>,
    /// All people.
    pub participants: Vec<Participant>,
    /// May new people join?
    pub join_open: bool,
    /// Do new people wait until who facilitates lets them in?
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waiting_room: bool,
    /// What people may do where nothing was said of themselves.
    #[serde(default, skip_serializing_if = "Roles::is_empty")]
    pub roles: Roles,
    /// Where it is in its programme.
    #[serde(default)]
    pub progress: Progress,
    /// Boards on which only staff write for now.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub frozen: BTreeSet<BoardId>,
    /// Boards on which everybody writes privately for now.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub writing: BTreeMap<BoardId, Writing>,
    /// Codes of the groups, prepared groupings, and who sat where in which session.
    #[serde(default, skip_serializing_if = "Roster::is_empty")]
    pub roster: Roster,
    /// The round that is open, without anybody's votes.
    #[serde(default, skip_serializing_if = "Voting::is_empty")]
    pub voting: Voting,
}

impl Workshop {
    /// Makes a workshop with its boards.
    pub fn create(spec: &Spec, limits: &Limits, random: Random<'_>, now_ms: u64) -> Result<Self, Invalid> {
        let title =
            title(&spec.title).ok_or_else(|| Invalid(words::WORKSHOP_TITLE.with("most", TITLE_CHARS_MAX)))?;
        let language = spec.language.as_deref().and_then(Language::named).unwrap_or(Language::Italian);
        let mut workshop = Self {
            id: WorkshopId::from_random(random()),
            title,
            language: language.code().to_owned(),
            code: code::spell(random(), code::CODE_SYMBOLS),
            invite: code::spell(random(), code::INVITE_SYMBOLS),
            created_ms: now_ms,
            session_now: 1,
            sessions: Vec::new(),
            groups: Vec::new(),
            boards: Vec::new(),
            participants: Vec::new(),
            join_open: true,
            waiting_room: false,
            roles: Roles::default(),
            progress: Progress::default(),
            frozen: BTreeSet::new(),
            writing: BTreeMap::new(),
            roster: Roster::default(),
            voting: Voting::default(),
        };
        workshop.boards.push(BoardEntry {
            id: BoardId::from_random(random()),
            kind: BoardKind::Canvas,
            session: None,
            group: None,
            title: words::CANVAS.says(language).to_owned(),
        });
        let sessions =
            if spec.sessions.is_empty() { vec![SessionSpec::default()] } else { spec.sessions.clone() };
        for (index, session) in sessions.into_iter().enumerate() {
            let number = index as u32 + 1;
            workshop.ensure_session(number, limits, random)?;
            workshop.describe_session(number, session)?;
        }
        for group in &spec.groups {
            if workshop.groups.iter().any(|there| there == group.trim()) {
                return Err(Invalid(words::GROUP_TWICE.with("group", group.trim())));
            }
            workshop.ensure_group(group, limits, random)?;
        }
        Ok(workshop)
    }

    /// The language of what it says to everybody alike: names of boards, posters.
    pub fn language(&self) -> Language {
        Language::named(&self.language).unwrap_or(Language::Italian)
    }

    /// Makes all sessions up to `number`, with a plenary board and one board per group each.
    pub fn ensure_session(
        &mut self,
        number: u32,
        limits: &Limits,
        random: Random<'_>,
    ) -> Result<(), Invalid> {
        if number == 0 || number as usize > limits.sessions_max {
            return Err(Invalid(words::SESSION_NUMBER.with("most", limits.sessions_max)));
        }
        while (self.sessions.len() as u32) < number {
            let number = self.sessions.len() as u32 + 1;
            self.sessions.push(Session { number, ..Session::default() });
            let title = words::PLENARY.says(self.language()).to_owned();
            self.boards.push(BoardEntry {
                id: BoardId::from_random(random()),
                kind: BoardKind::Plenary,
                session: Some(number),
                group: None,
                title,
            });
            for group in self.groups.clone() {
                self.add_group_board(number, group, random);
            }
        }
        Ok(())
    }

    /// Makes a group with a board in every session, unless it is there.
    pub fn ensure_group(&mut self, name: &str, limits: &Limits, random: Random<'_>) -> Result<(), Invalid> {
        let name = title(name).ok_or_else(|| Invalid(words::GROUP_NAME.with("most", TITLE_CHARS_MAX)))?;
        if self.groups.contains(&name) {
            return Ok(());
        }
        if self.groups.len() >= limits.groups_max {
            return Err(Invalid(words::GROUPS_MOST.with("most", limits.groups_max)));
        }
        self.groups.push(name.clone());
        for number in 1..=self.sessions.len() as u32 {
            self.add_group_board(number, name.clone(), random);
        }
        Ok(())
    }

    /// Gives the workshop another title.
    pub fn set_title(&mut self, text: &str) -> Result<(), Invalid> {
        self.title =
            title(text).ok_or_else(|| Invalid(words::WORKSHOP_TITLE.with("most", TITLE_CHARS_MAX)))?;
        Ok(())
    }

    /// The board of that id. Sheets are none: what is done with boards is not done with what somebody writes privately.
    pub fn board(&self, id: &BoardId) -> Option<&BoardEntry> {
        self.boards.iter().find(|board| &board.id == id)
    }

    /// The board of a group in a session.
    pub fn group_board(&self, session: u32, group: &str) -> Option<&BoardEntry> {
        self.boards.iter().find(|board| {
            board.kind == BoardKind::Group
                && board.session == Some(session)
                && board.group.as_deref() == Some(group)
        })
    }

    /// What a participant may do on a board: write on their group's boards and on the canvas as far as their role goes,
    /// read plenary, and nothing on the boards of other groups, unless everybody was called there. A cofacilitator helps
    /// everywhere but on others' sheets. Their group is the one they are in at the board's session. On a board that is
    /// frozen, or while everybody writes privately, they read; where what is added comes to an inbox, so does who only adds.
    pub fn role_of(&self, participant: &ParticipantId, board: &BoardId) -> Option<Role> {
        let person = self.participant(participant).filter(|person| !person.removed && !person.waiting)?;
        if let Some(sheet) = self.sheet(board) {
            return self.role_on_sheet(person, sheet);
        }
        let board = self.board(board)?;
        if person.helps() {
            return person.role;
        }
        let may = |group: Option<&str>| {
            let role = self.role_in(person, group);
            let is_elsewhere = self
                .writing
                .get(&board.id)
                .is_some_and(|writing| !writing.inbox || role == Role::Contributor);
            if is_elsewhere || self.frozen.contains(&board.id) { Role::Viewer } else { role }
        };
        match board.kind {
            BoardKind::Canvas => Some(may(person.group.as_deref())),
            BoardKind::Plenary => Some(Role::Viewer),
            BoardKind::Group => {
                let group = self.group_in(person, board.session.unwrap_or(self.session_now));
                let is_own = board.group.is_some() && board.group.as_deref() == group;
                if is_own { Some(may(group)) } else { self.reads_as_called(&board.id) }
            }
            BoardKind::Private => None,
        }
    }

    /// What a record of an earlier version lacks.
    #[must_use]
    pub fn brought_up(mut self) -> Self {
        for session in &mut self.sessions {
            session.number_phases();
        }
        self
    }

    /// Makes the join code, the invite and the groups' codes anew; the old ones open nothing. Who is in stays in, and
    /// personal codes stay: see [`Workshop::renew_code`].
    pub fn renew_door(&mut self, random: Random<'_>) {
        self.code = code::spell(random(), code::CODE_SYMBOLS);
        self.invite = code::spell(random(), code::INVITE_SYMBOLS);
        self.renew_group_codes(random);
    }

    /// The boards a participant may open, with their role on each.
    pub fn boards_of<'a>(
        &'a self,
        participant: &'a ParticipantId,
    ) -> impl Iterator<Item = (&'a BoardEntry, Role)> + 'a {
        self.boards_and_sheets().filter_map(move |board| Some((board, self.role_of(participant, &board.id)?)))
    }

    fn add_group_board(&mut self, session: u32, group: String, random: Random<'_>) {
        self.boards.push(BoardEntry {
            id: BoardId::from_random(random()),
            kind: BoardKind::Group,
            session: Some(session),
            title: group.clone(),
            group: Some(group),
        });
    }
}

/// A title as it is kept: trimmed and on one line; `None` if nothing or too much is left.
pub(crate) fn title(text: &str) -> Option<String> {
    let title = text.split(char::is_control).collect::<Vec<_>>().join(" ").trim().to_owned();
    (1..=TITLE_CHARS_MAX).contains(&title.chars().count()).then_some(title)
}
