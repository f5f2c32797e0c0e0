//! Joining a workshop with a code or a link, without an account.

use axum::Json;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

use board::id::ParticipantId;
use workshop::{Arrival, Door, JoinError, Workshop, code};

use super::access::{Address, Body};
use super::error::ApiError;
use super::{Shared, workshops::entry};
use crate::app::App;
use crate::auth::{self, Person, Principal};
use crate::secret;
use crate::workshops::Error;

/// What opens a workshop.
#[derive(Deserialize)]
pub struct Entrance {
    code: Option<String>,
    invite: Option<String>,
}

/// A request to join.
#[derive(Deserialize)]
pub struct Joining {
    #[serde(flatten)]
    door: Entrance,
    /// Who is expected may leave it out, and keeps the name of the list.
    name: Option<String>,
    group: Option<String>,
    /// Whose entry of the list it is.
    entry: Option<ParticipantId>,
}

/// What somebody typed, as it is looked up.
pub fn door_of(typed: &str) -> String {
    code::normalise(typed)
}

/// Finds what is behind a door, or counts a wrong try.
async fn open(app: &App, address: &Address, door: &Entrance) -> Result<(Arc<Workshop>, Door), ApiError> {
    let now_ms = app.clock.now_ms();
    app.tries_by_address.check(&address.0, now_ms).map_err(ApiError::slow_down)?;
    let typed = door.code.as_deref().or(door.invite.as_deref()).unwrap_or_default();
    match app.workshops.of_door(&door_of(typed)).await {
        Ok(opened) => Ok(opened),
        Err(Error::Unknown) => {
            app.tries_by_address.failed(address.0, now_ms);
            Err(ApiError::wrong_code())
        }
        Err(other) => Err(other.into()),
    }
}

/// `POST /join/preview`: which workshop this is, before giving a name.
pub async fn preview(
    app: Shared,
    address: Address,
    Body(entrance): Body<Entrance>,
) -> Result<Json<Value>, ApiError> {
    let (workshop, door) = open(&app, &address, &entrance).await?;
    let groups: Vec<Value> = workshop
        .groups
        .iter()
        .map(|group| json!({ "name": group, "people": workshop.people_in(group) }))
        .collect();
    let waiting = workshop
        .waiting_at(&door)
        .map(|person| json!({ "participant": person.id, "name": person.name, "group": person.group }));
    let mut body = json!({
        "workshop": workshop.id,
        "title": workshop.title,
        "language": workshop.language,
        "groups": groups,
        "session_now": workshop.session_now,
        "waiting": waiting.collect::<Vec<_>>(),
    });
    match &door {
        Door::Workshop => {}
        Door::Group(group) => body["group"] = json!(group),
        Door::Person(id) => {
            let person = workshop.participant(id);
            body["group"] = json!(person.and_then(|person| person.group.as_ref()));
            body["person"] =
                json!(person.map(|person| json!({ "name": person.name, "expected": person.imported })));
        }
    }
    Ok(Json(body))
}

/// `POST /join`: a new participant with a token.
pub async fn join(
    app: Shared,
    address: Address,
    Body(joining): Body<Joining>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let (workshop, door) = open(&app, &address, &joining.door).await?;
    let id = workshop.id.clone();
    let now_ms = app.clock.now_ms();
    app.tries_by_workshop.check(&id, now_ms).map_err(ApiError::slow_down)?;
    let limits = app.limits.workshop();
    app.workshops
        .change(&id, async |change| {
            let arrival = Arrival {
                name: joining.name.as_deref(),
                group: joining.group.as_deref(),
                entry: joining.entry.as_ref(),
            };
            let joined = change.workshop.arrive(&door, &arrival, &limits, &mut secret::random);
            let person = joined.map_err(|error| {
                app.tries_by_workshop.failed(id.clone(), now_ms);
                refusal(&error)
            })?;
            let principal = Principal::Participant(Person { workshop: id.clone(), id: person.id.clone() });
            let (token, put) = auth::issue(&principal).ok_or_else(ApiError::unavailable)?;
            change.commit(vec![put]).await?;
            tracing::info!(workshop.id = %id, participant.id = %person.id, "joined");
            Ok((StatusCode::CREATED, Json(seat(&change.workshop, &person.id, token.reveal()))))
        })
        .await
}

fn seat(workshop: &Workshop, participant: &ParticipantId, token: &str) -> Value {
    let boards: Vec<Value> =
        workshop.boards_of(participant).map(|(board, role)| entry(board, Some(role))).collect();
    json!({
        "participant": participant,
        "token": token,
        "boards": boards,
        "workshop": workshop.id,
        "title": workshop.title,
        "language": workshop.language,
        "session_now": workshop.session_now,
        "waiting": workshop.participant(participant).is_some_and(|person| person.waiting),
        "landing": workshop.landing(participant).map(|board| &board.id),
        "group": workshop.participant(participant).and_then(|person| person.group.as_ref()),
    })
}

fn refusal(error: &JoinError) -> ApiError {
    let (status, code) = match error {
        JoinError::Closed => (StatusCode::FORBIDDEN, "closed"),
        JoinError::Name => (StatusCode::UNPROCESSABLE_ENTITY, "name"),
        JoinError::Group => (StatusCode::UNPROCESSABLE_ENTITY, "group"),
        JoinError::Full => (StatusCode::CONFLICT, "full"),
        JoinError::Taken => (StatusCode::CONFLICT, "taken"),
    };
    ApiError::new(status, code, error.text().sentence())
}
