//! Workshops: made by the administrator, run by who facilitates, seen by everybody in them as far as they may.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use board::id::{BoardId, ParticipantId, WorkshopId};
use board::role::Role;
use store::Put;
use workshop::{BoardEntry, RolesChange, Spec, Workshop};

use super::Shared;
use super::access::{Body, Caller, facilitated, id};
use super::error::ApiError;
use super::words;
use crate::agenda;
use crate::auth::{self, Person, Principal};
use crate::ballots;
use crate::secret::{self, Token};

/// A board in JSON.
pub fn entry(board: &BoardEntry, role: Option<Role>) -> Value {
    let mut entry = json!({
        "id": board.id, "kind": board.kind, "session": board.session, "group": board.group, "title": board.title,
    });
    if let Some(role) = role {
        entry["role"] = json!(role);
    }
    entry
}

/// `POST /workshops`.
pub async fn create(
    app: Shared,
    Caller(caller): Caller,
    Body(spec): Body<Spec>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    if caller != Principal::Administrator {
        return Err(ApiError::forbidden());
    }
    if app.workshops.list().await?.len() >= app.limits.workshops {
        return Err(ApiError::new(StatusCode::CONFLICT, "full", &words::WORKSHOPS_MOST));
    }
    let mut workshop =
        Workshop::create(&spec, &app.limits.workshop(), &mut secret::random, app.clock.now_ms())?;
    workshop.ensure_codes(&mut secret::random);
    let (token, put) = facilitator(&workshop.id)?;
    app.workshops.create(&workshop, vec![put]).await?;
    tracing::info!(workshop.id = %workshop.id, "workshop made");
    let body = json!({
        "id": workshop.id,
        "facilitator": { "token": token.reveal(), "url": app.facilitator_url(&workshop.id, token.reveal()) },
        "join": { "code": workshop.code, "url": app.join_url(&workshop.invite) },
        "boards": workshop.boards.iter().map(|board| entry(board, None)).collect::<Vec<_>>(),
    });
    Ok((StatusCode::CREATED, Json(body)))
}

fn facilitator(workshop: &WorkshopId) -> Result<(Token, Put), ApiError> {
    let person = Person { workshop: workshop.clone(), id: ParticipantId::from_random(secret::random()) };
    auth::issue(&Principal::Facilitator(person)).ok_or_else(ApiError::unavailable)
}

/// `POST /workshops/{id}/facilitators`: one more link for who facilitates, when one was lost or somebody helps. Those
/// there are stay valid.
pub async fn facilitators(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let wanted: WorkshopId = id(&workshop)?;
    if caller != Principal::Administrator && !caller.facilitates(&wanted) {
        return Err(ApiError::forbidden());
    }
    let workshop = app.workshops.get(&wanted).await?;
    let (token, put) = facilitator(&workshop.id)?;
    app.store.commit(vec![put]).await?;
    tracing::info!(workshop.id = %workshop.id, by = caller.kind(), "one more link for who facilitates");
    let body = json!({ "token": token.reveal(), "url": app.facilitator_url(&workshop.id, token.reveal()) });
    Ok((StatusCode::CREATED, Json(body)))
}

/// `GET /workshops`.
pub async fn list(app: Shared, Caller(caller): Caller) -> Result<Json<Value>, ApiError> {
    if caller != Principal::Administrator {
        return Err(ApiError::forbidden());
    }
    let row = |workshop: &Workshop| {
        json!({
            "id": workshop.id,
            "title": workshop.title,
            "created": workshop.created_ms,
            "boards": workshop.boards.len(),
            "participants": workshop.participants.iter().filter(|person| !person.imported && !person.removed).count(),
            "join": { "code": workshop.code, "url": app.join_url(&workshop.invite) },
        })
    };
    Ok(Json(app.workshops.list().await?.iter().map(row).collect()))
}

/// `GET /me`.
pub async fn me(app: Shared, Caller(caller): Caller) -> Result<Json<Value>, ApiError> {
    let mut body = json!({ "kind": caller.kind() });
    if let Some(person) = caller.person() {
        let workshop = app.workshops.get(&person.workshop).await?;
        body["workshop"] = json!(person.workshop);
        body["participant"] = json!(person.id);
        body["name"] = json!(workshop.participant(&person.id).map(|participant| &participant.name));
    }
    Ok(Json(body))
}

/// `GET /workshops/{id}`: what the caller may see of it.
pub async fn show(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let wanted: WorkshopId = id(&workshop)?;
    let person =
        caller.person().filter(|person| person.workshop == wanted).ok_or_else(ApiError::forbidden)?;
    let workshop = app.workshops.get(&wanted).await?;
    let myself = workshop.participant(&person.id);
    let boards: Vec<Value> = workshop
        .boards_and_sheets()
        .filter_map(|board| Some(entry(board, Some(caller.role(&workshop, &board.id)?))))
        .collect();
    // What is said to other groups is not for whoever takes part.
    let landing = workshop.landing(&person.id).or(workshop.boards.first()).map(|board| &board.id);
    let heard = if caller.conducts(&workshop) { None } else { landing };
    let mut body = json!({
        "id": workshop.id,
        "title": workshop.title,
        "language": workshop.language,
        "session_now": workshop.session_now,
        "sessions": workshop.sessions,
        "groups": workshop.groups,
        "progress": super::told(&workshop, app.agenda.now_ms(), heard),
        "landing": workshop.landing(&person.id).map(|board| &board.id),
        "boards": boards,
        "me": {
            "participant": person.id,
            "name": myself.map(|participant| &participant.name),
            "role": caller.kind(),
            "group": myself.and_then(|participant| participant.group.as_ref()),
            "waiting": myself.is_some_and(|participant| participant.waiting),
        },
    });
    if let Some(round) = workshop.voting.round.as_ref().filter(|_| caller.conducts(&workshop)) {
        body["voters"] = json!(ballots::voters(&app, &workshop, round).await?);
    }
    if caller.facilitates(&wanted) {
        body["join"] = json!({ "code": workshop.code, "url": app.join_url(&workshop.invite) });
        body["join_open"] = json!(workshop.join_open);
        body["waiting_room"] = json!(workshop.waiting_room);
        body["roles"] = json!({ "all": workshop.roles.all, "groups": workshop.roles.groups });
        body["people"] = people(&app, &workshop).await;
    }
    Ok(Json(body))
}

/// Who is where.
async fn people(app: &Shared, workshop: &Workshop) -> Value {
    let mut where_is = std::collections::BTreeMap::<ParticipantId, BoardId>::new();
    // On a board that is closed is nobody.
    for board in workshop.boards.iter().filter(|board| app.hub.is_open(&board.id)) {
        // A board that cannot be reached at the moment is left out; the page asks again.
        let Ok(stats) = app.hub.stats(&board.id).await else { continue };
        where_is.extend(stats.people.keys().map(|person| (person.clone(), board.id.clone())));
    }
    for sheet in workshop.sheets().filter(|sheet| app.hub.is_open(&sheet.entry.id)) {
        let Ok(stats) = app.hub.stats(&sheet.entry.id).await else { continue };
        where_is.extend(stats.people.keys().map(|person| (person.clone(), sheet.of.clone())));
    }
    workshop
        .participants
        .iter()
        .filter(|person| !person.imported && !person.removed)
        .map(|person| {
            let board = where_is.get(&person.id);
            json!({
                "participant": person.id,
                "name": person.name,
                "group": person.group,
                "role": workshop.role_in(person, person.group.as_deref()),
                "own_role": person.role,
                "waiting": person.waiting,
                "online": board.is_some(),
                "board": board,
            })
        })
        .collect()
}

/// What a facilitator may change.
#[derive(Deserialize)]
pub struct Wish {
    session_now: Option<u32>,
    title: Option<String>,
    join_open: Option<bool>,
    /// Closing it lets everybody in who waits.
    waiting_room: Option<bool>,
    /// What everybody may do, and what the people of a group may.
    #[serde(default)]
    roles: RolesChange,
    #[serde(default)]
    admit_all: bool,
    /// The code and the link go round where they should not: make new ones.
    #[serde(default)]
    renew_join: bool,
}

/// `PATCH /workshops/{id}`.
pub async fn change(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
    Body(wish): Body<Wish>,
) -> Result<Json<Value>, ApiError> {
    let wanted = facilitated(&caller, &workshop)?;
    app.workshops
        .change(&wanted, async |change| {
            if let Some(number) = wish.session_now {
                change.workshop.set_session_now(number)?;
            }
            if let Some(title) = &wish.title {
                change.workshop.set_title(title)?;
            }
            change.workshop.set_roles(&wish.roles)?;
            if let Some(open) = wish.join_open {
                change.workshop.join_open = open;
            }
            if let Some(waiting_room) = wish.waiting_room {
                change.workshop.waiting_room = waiting_room;
            }
            if wish.admit_all || wish.waiting_room == Some(false) {
                change.workshop.admit_all();
            }
            if wish.renew_join {
                change.workshop.renew_door(&mut secret::random);
            }
            agenda::carry_out(&app, change).await?;
            let workshop = &change.workshop;
            Ok(Json(json!({
                "session_now": workshop.session_now, "title": workshop.title, "join_open": workshop.join_open,
                "waiting_room": workshop.waiting_room, "roles": { "all": workshop.roles.all, "groups": workshop.roles.groups },
                "join": { "code": workshop.code, "url": app.join_url(&workshop.invite) },
            })))
        })
        .await
}
