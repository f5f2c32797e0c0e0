//! What people are on open boards, told when it changes.

use std::collections::BTreeSet;

use board::id::{BoardId, ParticipantId};
use board::role::Role;
use room::Standing;
use store::Put;
use workshop::{Participant, Workshop};

use crate::app::App;
use crate::workshops::{Change, Error};

/// Tells every open board of the workshop what a person is there. Whoever changes the same workshop next waits for it, so
/// that two changes arrive in the order in which they were stored.
pub async fn spread(app: &App, workshop: &Workshop, participant: &ParticipantId) {
    for board in workshop.boards_and_sheets() {
        tell(app, workshop, &board.id, participant).await;
    }
}

/// Stores the workshop as it is now, together with `puts`, and tells every board whose people sit elsewhere from now on.
///
/// # Errors
/// As [`Change::commit`].
pub async fn settle(app: &App, change: &mut Change<'_>, puts: Vec<Put>) -> Result<(), Error> {
    let before = app.workshops.get(&change.workshop.id).await?;
    change.commit(puts).await?;
    moved(app, &before, &change.workshop).await;
    Ok(())
}

/// Tells the boards about everybody whose group is another one, in whichever session.
pub async fn moved(app: &App, before: &Workshop, workshop: &Workshop) {
    let people: BTreeSet<_> = workshop.moves_since(before).into_iter().map(|one| one.participant).collect();
    for person in &people {
        spread(app, workshop, person).await;
    }
}

/// Tells one board.
pub async fn tell(app: &App, workshop: &Workshop, board: &BoardId, participant: &ParticipantId) {
    let Some(person) = workshop.participant(participant) else { return };
    let standing = standing(workshop.role_of(participant, board), Some(person));
    app.hub.rights(board, participant, standing, &person.name).await;
}

/// What a person with this role on a board is there; without one they belong elsewhere, or nowhere any more.
pub fn standing(role: Option<Role>, person: Option<&Participant>) -> Standing {
    match role {
        Some(role) => Standing::Role(role),
        None if person.is_none_or(|person| person.removed) => Standing::SentAway,
        None => Standing::Elsewhere,
    }
}
