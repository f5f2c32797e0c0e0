//! What people are on open boards, told when it changes.

use board::id::{BoardId, ParticipantId};
use board::role::Role;
use room::Standing;
use workshop::{Participant, Workshop};

use crate::app::App;

/// Tells every open board of the workshop what a person is there. Whoever changes the same workshop next waits for it, so
/// that two changes arrive in the order in which they were stored.
pub async fn spread(app: &App, workshop: &Workshop, participant: &ParticipantId) {
    for board in &workshop.boards {
        tell(app, workshop, &board.id, participant).await;
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
