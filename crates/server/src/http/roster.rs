//! The roster: who is expected and who has come, their codes, and their tables for Zoom, BigBlueButton and spreadsheets.
//! Names and addresses go to whoever facilitates and to nobody else.

use axum::Json;
use axum::body::Body as Bytes;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use board::id::{ParticipantId, WorkshopId};
use workshop::rooms::{Intake, bigbluebutton, list, zoom};
use workshop::{Expected, Participant, Workshop, code};

use super::Shared;
use super::access::{Body, Caller, facilitated, id};
use super::error::ApiError;
use super::import::wrong_rows;
use crate::app::App;
use crate::rights;
use crate::secret;

/// Everybody with their codes; makes those that are missing.
async fn complete(app: &App, wanted: &WorkshopId) -> Result<Workshop, ApiError> {
    let there = app.workshops.get(wanted).await?;
    if !Workshop::clone(&there).ensure_codes(&mut secret::random) {
        return Ok(Workshop::clone(&there));
    }
    app.workshops
        .change(wanted, async |change| {
            change.commit(Vec::new()).await?;
            Ok(change.workshop.clone())
        })
        .await
}

fn row(workshop: &Workshop, person: &Participant) -> Value {
    json!({
        "participant": person.id,
        "name": person.name,
        "group": person.group,
        "role": workshop.role_in(person, person.group.as_deref()),
        "email": person.email,
        "sector": person.sector,
        "organisation": person.organisation,
        "territory": person.territory,
        "code": person.code.as_deref().map(code::show),
        "expected": person.imported,
    })
}

/// `GET /workshops/{workshop}/roster`.
pub async fn show(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let wanted = facilitated(&caller, &workshop)?;
    let workshop = complete(&app, &wanted).await?;
    let there = workshop.participants.iter().filter(|person| !person.removed);
    let groups = workshop.groups.iter().map(|group| {
        let code = workshop.roster.group_codes.get(group);
        json!({
            "name": group,
            "code": code.map(|code| code::show(code)),
            "url": code.map(|code| app.join_url(code)),
        })
    });
    let session = workshop.session_now;
    let in_force = workshop.roster.seatings.get(&session).and_then(|seating| seating.grouping.clone());
    let groupings = workshop.roster.groupings.iter().map(|grouping| {
        json!({
            "grouping": grouping.id,
            "name": grouping.name,
            "seats": grouping.seats,
            "report": workshop.grouping_report(&grouping.id, session),
            "in_force": in_force.as_ref() == Some(&grouping.id),
        })
    });
    Ok(Json(json!({
        "people": there.map(|person| row(&workshop, person)).collect::<Vec<_>>(),
        "groups": groups.collect::<Vec<_>>(),
        "groupings": groupings.collect::<Vec<_>>(),
        "list_at_door": workshop.roster.list_at_door,
    })))
}

/// `POST /workshops/{workshop}/participants`: somebody who is to come.
pub async fn expect(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
    Body(who): Body<Expected>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let wanted = facilitated(&caller, &workshop)?;
    app.workshops
        .change(&wanted, async |change| {
            let id = change.workshop.expect(&who, &app.limits.workshop(), &mut secret::random)?;
            change.commit(Vec::new()).await?;
            let made = change
                .workshop
                .participant(&id)
                .map(|person| row(&change.workshop, person))
                .ok_or_else(ApiError::unknown)?;
            Ok((StatusCode::CREATED, Json(made)))
        })
        .await
}

/// `POST /workshops/{workshop}/participants/{participant}/code`: another personal code; the old one opens nothing.
pub async fn renew_code(
    app: Shared,
    Caller(caller): Caller,
    Path((workshop, participant)): Path<(String, String)>,
) -> Result<Json<Value>, ApiError> {
    let wanted = facilitated(&caller, &workshop)?;
    let participant: ParticipantId = id(&participant)?;
    app.workshops
        .change(&wanted, async |change| {
            change.workshop.participant(&participant).ok_or_else(ApiError::unknown)?;
            change.workshop.renew_code(&participant, &mut secret::random)?;
            change.commit(Vec::new()).await?;
            let code = change.workshop.participant(&participant).and_then(|person| person.code.as_deref());
            Ok(Json(json!({ "code": code.map(code::show) })))
        })
        .await
}

/// A group to be made.
#[derive(Deserialize)]
pub struct Group {
    name: String,
}

/// `POST /workshops/{workshop}/groups`: one more group, with a board in every session.
pub async fn add_group(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
    Body(group): Body<Group>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let wanted = facilitated(&caller, &workshop)?;
    app.workshops
        .change(&wanted, async |change| {
            change.workshop.ensure_group(&group.name, &app.limits.workshop(), &mut secret::random)?;
            change.commit(Vec::new()).await?;
            Ok((StatusCode::CREATED, Json(json!({ "groups": change.workshop.groups }))))
        })
        .await
}

/// For which session; the present one without.
#[derive(Deserialize)]
pub struct Which {
    session: Option<u32>,
}

fn file(kind: &'static str, name: &str, text: String) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition)], text).into_response()
}

/// `GET /workshops/{workshop}/roster.csv`.
pub async fn list_out(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
) -> Result<Response, ApiError> {
    let wanted = facilitated(&caller, &workshop)?;
    let text = list::write(&complete(&app, &wanted).await?);
    Ok(file("text/csv; charset=utf-8", "roster.csv", text))
}

/// `GET /workshops/{workshop}/rooms.csv`: for Zoom. Who is not in it and why is told by `rooms.json`.
pub async fn zoom_out(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, ApiError> {
    let workshop = app.workshops.get(&facilitated(&caller, &workshop)?).await?;
    let table = zoom::write(&workshop, which.session.unwrap_or(workshop.session_now))?;
    Ok(file("text/csv; charset=utf-8", "zoom-rooms.csv", table.text))
}

/// `GET /workshops/{workshop}/rooms.json`: the groups as BigBlueButton's create call takes them, and who is not in Zoom's table.
pub async fn rooms_out(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
    Query(which): Query<Which>,
) -> Result<Json<Value>, ApiError> {
    let workshop = app.workshops.get(&facilitated(&caller, &workshop)?).await?;
    let session = which.session.unwrap_or(workshop.session_now);
    let groups = bigbluebutton::write(&workshop, session)?;
    let zoom = zoom::write(&workshop, session)
        .map(|table| json!({ "rooms": table.rooms, "people": table.people, "left_out": table.left_out }));
    Ok(Json(json!({ "groups": groups, "zoom": zoom.ok() })))
}

/// `POST /workshops/{workshop}/roster.csv`.
pub async fn list_in(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
    body: Bytes,
) -> Result<Json<Value>, ApiError> {
    let wanted = facilitated(&caller, &workshop)?;
    let bytes = all_of(&app, body).await?;
    take_in(&app, &wanted, |workshop, app| {
        list::read(workshop, &bytes, &app.limits.workshop(), &mut secret::random).map_err(wrong_rows)
    })
    .await
}

/// `POST /workshops/{workshop}/rooms.csv`: Zoom's pre-assignment; its rooms are in force at once.
pub async fn zoom_in(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
    Query(which): Query<Which>,
    body: Bytes,
) -> Result<Json<Value>, ApiError> {
    let wanted = facilitated(&caller, &workshop)?;
    let bytes = all_of(&app, body).await?;
    take_in(&app, &wanted, |workshop, app| {
        let session = which.session.unwrap_or(workshop.session_now);
        let limits = app.limits.workshop();
        zoom::read(workshop, &bytes, session, &limits, &mut secret::random).map_err(wrong_rows)
    })
    .await
}

/// `POST /workshops/{workshop}/rooms.json`: BigBlueButton's groups, in force at once.
pub async fn rooms_in(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
    Query(which): Query<Which>,
    Body(groups): Body<Vec<bigbluebutton::BbbGroup>>,
) -> Result<Json<Value>, ApiError> {
    let wanted = facilitated(&caller, &workshop)?;
    take_in(&app, &wanted, |workshop, app| {
        let session = which.session.unwrap_or(workshop.session_now);
        let limits = app.limits.workshop();
        Ok(bigbluebutton::read(workshop, &groups, session, &limits, &mut secret::random)?)
    })
    .await
}

async fn all_of(app: &App, body: Bytes) -> Result<bytes::Bytes, ApiError> {
    axum::body::to_bytes(body, app.limits.import_bytes).await.map_err(|_| ApiError::too_large())
}

/// Stores what a table makes of the workshop, all or nothing, and tells those who sit elsewhere now.
async fn take_in(
    app: &App,
    wanted: &WorkshopId,
    read: impl FnOnce(&Workshop, &App) -> Result<Intake, ApiError>,
) -> Result<Json<Value>, ApiError> {
    app.workshops
        .change(wanted, async |change| {
            let Intake { workshop, report } = read(&change.workshop, app)?;
            change.workshop = workshop;
            rights::settle(app, change, Vec::new()).await?;
            tracing::info!(workshop.id = %wanted, added = report.added, updated = report.updated, "a table of people came in");
            Ok(Json(json!(report)))
        })
        .await
}

/// Whether newcomers may find their own name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    list_at_door: bool,
}

/// `PATCH /workshops/{workshop}/roster`.
pub async fn change(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
    Body(wish): Body<Wish>,
) -> Result<Json<Value>, ApiError> {
    let wanted = facilitated(&caller, &workshop)?;
    app.workshops
        .change(&wanted, async |change| {
            change.workshop.roster.list_at_door = wish.list_at_door;
            change.commit(Vec::new()).await?;
            Ok(Json(json!({ "list_at_door": wish.list_at_door })))
        })
        .await
}
