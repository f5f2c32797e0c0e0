//! People of a workshop: what they are on its boards, and that they are in it at all.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use serde_json::{Value, json};

use board::id::ParticipantId;
use workshop::{Participant, PersonChange, Workshop};

use super::Shared;
use super::access::{Body, Caller, facilitated, id};
use super::error::ApiError;
use crate::rights;

/// `PATCH /workshops/{workshop}/participants/{participant}`: name, group, role. In force on open boards when this
/// answers.
pub async fn change(
    app: Shared,
    Caller(caller): Caller,
    Path((workshop, participant)): Path<(String, String)>,
    Body(wish): Body<PersonChange>,
) -> Result<Json<Value>, ApiError> {
    let (workshop, participant) = (facilitated(&caller, &workshop)?, id(&participant)?);
    let changed = app
        .workshops
        .change(&workshop, async |change| {
            known(&change.workshop, &participant)?;
            change.workshop.change_person(&participant, &wish)?;
            change.commit(Vec::new()).await?;
            rights::spread(&app, &change.workshop, &participant).await;
            let person = known(&change.workshop, &participant)?;
            Ok::<_, ApiError>(json!({
                "participant": person.id, "name": person.name, "group": person.group,
                "role": change.workshop.role_in(person, person.group.as_deref()), "own_role": person.role,
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
    let (workshop, participant) = (facilitated(&caller, &workshop)?, id(&participant)?);
    app.workshops
        .change(&workshop, async |change| {
            known(&change.workshop, &participant)?;
            change.workshop.remove_person(&participant)?;
            change.commit(Vec::new()).await?;
            rights::spread(&app, &change.workshop, &participant).await;
            Ok::<_, ApiError>(())
        })
        .await?;
    tracing::info!(workshop.id = %workshop, participant.id = %participant, "a person was removed");
    Ok(StatusCode::NO_CONTENT)
}

fn known<'a>(workshop: &'a Workshop, participant: &ParticipantId) -> Result<&'a Participant, ApiError> {
    workshop.participant(participant).filter(|person| !person.removed).ok_or_else(ApiError::unknown)
}
