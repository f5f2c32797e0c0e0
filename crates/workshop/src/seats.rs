//! Who sits in which group, session by session: where everybody writes now, where they wrote then, and so who met whom.

use std::collections::BTreeMap;

use board::id::ParticipantId;
use serde::{Deserialize, Serialize};

use crate::people::Participant;
use crate::workshop::Workshop;

/// People in groups, each in at most one. Written as group → people, which is shorter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "BTreeMap<String, Vec<ParticipantId>>", into = "BTreeMap<String, Vec<ParticipantId>>")]
pub struct Seats(BTreeMap<ParticipantId, String>);

impl Seats {
    /// The group of a person.
    pub fn group(&self, person: &ParticipantId) -> Option<&str> {
        self.0.get(person).map(String::as_str)
    }

    /// Gives a person a seat in `group`, or takes it away.
    pub fn seat(&mut self, person: ParticipantId, group: Option<String>) {
        match group {
            Some(group) => self.0.insert(person, group),
            None => self.0.remove(&person),
        };
    }

    /// Everybody with a seat, by their id.
    pub fn iter(&self) -> impl Iterator<Item = (&ParticipantId, &str)> {
        self.0.iter().map(|(person, group)| (person, group.as_str()))
    }

    /// How many people have a seat.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Has nobody a seat?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(ParticipantId, String)> for Seats {
    fn from_iter<I: IntoIterator<Item = (ParticipantId, String)>>(seats: I) -> Self {
        Self(seats.into_iter().collect())
    }
}

impl From<BTreeMap<String, Vec<ParticipantId>>> for Seats {
    fn from(groups: BTreeMap<String, Vec<ParticipantId>>) -> Self {
        groups
            .into_iter()
            .flat_map(|(group, people)| people.into_iter().map(move |person| (person, group.clone())))
            .collect()
    }
}

impl From<Seats> for BTreeMap<String, Vec<ParticipantId>> {
    fn from(seats: Seats) -> Self {
        let mut groups: BTreeMap<String, Vec<ParticipantId>> = BTreeMap::new();
        for (person, group) in seats.0 {
            groups.entry(group).or_default().push(person);
        }
        groups
    }
}

/// How people sit in a session: as it was prepared, or as they sat when the session was left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seating {
    /// The grouping that is in force; none where people sat as they came. It may have been removed since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grouping: Option<String>,
    /// Of the present session as of when the grouping came into force; [`Workshop::seats_in`] knows better.
    pub seats: Seats,
}

/// Somebody's group in a session changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Move {
    /// Who.
    pub participant: ParticipantId,
    /// In which session.
    pub session: u32,
    /// The group before.
    pub from: Option<String>,
    /// The group from now on.
    pub to: Option<String>,
}

impl Workshop {
    /// A person's group in a session: in the present one where they are now; in others where they sat or are to sit, if
    /// that is recorded, else where they are now.
    pub fn group_in<'a>(&'a self, person: &'a Participant, session: u32) -> Option<&'a str> {
        let recorded = self.roster.seatings.get(&session).filter(|_| session != self.session_now);
        recorded.and_then(|seating| seating.seats.group(&person.id)).or(person.group.as_deref())
    }

    /// How people sit in a session, those who were removed left out: `None` for a session of which nothing is recorded
    /// and which is not the present one.
    pub fn seats_in(&self, session: u32) -> Option<Seats> {
        if session != self.session_now {
            let recorded = &self.roster.seatings.get(&session)?.seats;
            let there = self.participants.iter().filter(|person| !person.removed);
            let seat =
                |person: &Participant| Some((person.id.clone(), recorded.group(&person.id)?.to_owned()));
            return Some(there.filter_map(seat).collect());
        }
        Some(self.seats_now())
    }

    fn seats_now(&self) -> Seats {
        let there = self.participants.iter().filter(|person| !person.removed);
        there.filter_map(|person| Some((person.id.clone(), person.group.clone()?))).collect()
    }

    /// Whose group is another one than in `before`, in which session, by session and person: those to be told on open
    /// boards after any change. People who were removed are not in it.
    pub fn moves_since(&self, before: &Workshop) -> Vec<Move> {
        let former: BTreeMap<&ParticipantId, &Participant> =
            before.participants.iter().map(|person| (&person.id, person)).collect();
        let mut moves = Vec::new();
        for session in &self.sessions {
            for person in self.participants.iter().filter(|person| !person.removed) {
                let from = former.get(&person.id).and_then(|former| before.group_in(former, session.number));
                let to = self.group_in(person, session.number);
                if from != to {
                    moves.push(Move {
                        participant: person.id.clone(),
                        session: session.number,
                        from: from.map(str::to_owned),
                        to: to.map(str::to_owned),
                    });
                }
            }
        }
        moves
    }

    /// Seats people for the present session, after another one, `left`, was it: as a grouping says that was put in force
    /// here, else as they sat here. Of the session that is left it is kept how people sat. Who has no seat here keeps the
    /// group they are in.
    ///
    /// Going forward, how people once sat holds only as long as nobody has moved since in the session that is left:
    /// looking into the next session and coming back must not undo what is arranged meanwhile.
    pub(crate) fn seat_session(&mut self, left: u32) {
        let next = self.session_now;
        if next == left {
            return;
        }
        let seats = self.seats_now();
        let record = self.roster.seatings.entry(left).or_default();
        let is_as_it_was = record.seats == seats;
        record.seats = seats;
        let Some(seating) = self.roster.seatings.get(&next) else { return };
        if seating.grouping.is_none() && next > left && !is_as_it_was {
            self.roster.seatings.remove(&next);
            return;
        }
        for person in self.participants.iter_mut().filter(|person| !person.removed) {
            if let Some(group) = seating.seats.group(&person.id) {
                person.group = Some(group.to_owned());
            }
        }
    }

    /// The grouping in force now has a person where they are: who comes late, and who is moved by hand, is in it too.
    pub(crate) fn follow(&mut self, id: &ParticipantId) {
        let Some(group) = self.participant(id).and_then(|person| person.group.clone()) else { return };
        let in_force = self.roster.seatings.get(&self.session_now).and_then(|now| now.grouping.clone());
        let groupings = &mut self.roster.groupings;
        if let Some(grouping) = groupings.iter_mut().find(|known| Some(&known.id) == in_force.as_ref()) {
            grouping.seats.seat(id.clone(), Some(group));
        }
    }
}
