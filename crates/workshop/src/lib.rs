//! What a workshop is: its programme, groups, boards and people, and what each of them may do.
//!
//! Pure state and verbs: the server keeps a [`Workshop`] as one record, changes it by a verb, and puts it back. Time
//! and randomness are arguments; nothing here knows a socket, a disk or a document's bytes.
#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod address;
pub mod beginning;
pub mod code;
pub mod doors;
pub mod grouping;
pub mod import;
pub mod meetings;
pub mod mixing;
pub mod people;
pub mod programme;
pub mod progress;
pub mod proposal;
pub mod publication;
pub mod roles;
pub mod rooms;
pub mod roster;
pub mod seats;
pub mod signals;
pub mod template;
pub mod voting;
mod words;
mod workshop;
pub mod writing;

pub use beginning::Beginning;
pub use doors::{Arrival, Door};
pub use grouping::Grouping;
pub use people::{JoinError, Participant, PersonChange};
pub use programme::{Mode, Phase, Session, SessionSpec};
pub use progress::{Progress, Running, Step};
pub use proposal::{GroupingWish, How, Made, Weights};
pub use publication::Publication;
pub use roles::{Roles, RolesChange};
pub use roster::{Attribute, Expected, Roster};
pub use seats::{Move, Seating, Seats};
pub use signals::Said;
pub use template::{Template, TemplateError};
pub use voting::{Ballot, BallotError, Round, RoundWish, Voting};
pub use workshop::{BoardEntry, BoardKind, Invalid, Limits, Random, Spec, Workshop};
pub use writing::{Sheet, Writing};
