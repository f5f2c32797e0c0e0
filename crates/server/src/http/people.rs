//! People of a workshop: what they are on its boards, and that they are in it at all.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use serde_json::{Value, json};

use board::id::{ParticipantId, WorkshopId};
use board::role::Role;
use room::Standing;
use workshop::{Participant, PersonChange, Workshop};

use super::Shared;
use super::access::{Body, Caller};
use super::error::ApiError;
use super::workshops::id;
use crate::app::App;

/// `PATCH /workshops/{workshop}/participants/{participant}`: name, group, role. In force on open boards when this
/// answers.
pub async fn change(
    app: Shared,
    Caller(caller): Caller,
    Path((workshop, participant)): Path<(String, String)>,
    Body(wish): Body<PersonChange>,
) -> Result<Json<Value>, ApiError> {
    let (workshop, participant): (WorkshopId, ParticipantId) = (id(&workshop)?, id(&participant)?);
    if !caller.facilitates(&workshop) {
        return Err(ApiError::forbidden());
    }
    let changed = app
        .workshops
        .change(&workshop, async |change| {
            known(&change.workshop, &participant)?;
            change.workshop.change_person(&participant, &wish)?;
            change.commit(Vec::new()).await?;
            spread(&app, &change.workshop, &participant).await;
            let person = known(&change.workshop, &participant)?;
            Ok::<_, ApiError>(json!({
                "participant": person.id, "name": person.name, "group": person.group, "role": person.role(),
            }))
        })
        .await?;
    tracing::info!(workshop.id = %workshop, participant.id = %participant, "a person's rights changed");
    Ok(Json(changed))
}

/// `DELETE /workshops/{workshop}/participants/{participant}`: the token opens nothing from now on, and every socket is
/// closed when this answers. What the person wrote stays.
pub async fn remove(
    app: Shared,
    Caller(caller): Caller,
    Path((workshop, participant)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    let (workshop, participant): (WorkshopId, ParticipantId) = (id(&workshop)?, id(&participant)?);
    if !caller.facilitates(&workshop) {
        return Err(ApiError::forbidden());
    }
    app.workshops
        .change(&workshop, async |change| {
            known(&change.workshop, &participant)?;
            change.workshop.remove_person(&participant)?;
            change.commit(Vec::new()).await?;
            spread(&app, &change.workshop, &participant).await;
            Ok::<_, ApiError>(())
        })
        .await?;
    tracing::info!(workshop.id = %workshop, participant.id = %participant, "a person was removed");
    Ok(StatusCode::NO_CONTENT)
}

fn known<'a>(workshop: &'a Workshop, participant: &ParticipantId) -> Result<&'a Participant, ApiError> {
    workshop.participant(participant).filter(|person| !person.removed).ok_or_else(ApiError::unknown)
}

/// Tells every open board of the workshop. Whoever changes the same workshop next waits for it, so that two changes
/// arrive in the order in which they were stored.
async fn spread(app: &App, workshop: &Workshop, participant: &ParticipantId) {
    let Some(person) = workshop.participant(participant) else { return };
    for board in &workshop.boards {
        let standing = standing(workshop.role_of(participant, &board.id), Some(person));
        app.hub.rights(&board.id, participant, standing, &person.name).await;
    }
}

/// What a person with this role on a board is there; without one they belong elsewhere, or nowhere any more.
pub(super) fn standing(role: Option<Role>, person: Option<&Participant>) -> Standing {
    match role {
        Some(role) => Standing::Role(role),
        None if person.is_none_or(|person| person.removed) => Standing::SentAway,
        None => Standing::Elsewhere,
    }
}
