//! Groupings: prepared sets of groups, made by hand or by mixing, put in force when who facilitates says so.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use board::id::ParticipantId;
use workshop::{GroupingWish, Workshop};

use super::Shared;
use super::access::{Body, Caller, facilitated};
use super::error::ApiError;
use crate::rights;
use crate::secret;

fn known(workshop: &Workshop, id: &str) -> Result<(), ApiError> {
    workshop.grouping(id).map(|_| ()).ok_or_else(ApiError::unknown)
}

/// `POST /workshops/{workshop}/groupings`: nobody moves before it is in force.
pub async fn make(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
    Body(wish): Body<GroupingWish>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let wanted = facilitated(&caller, &workshop)?;
    app.workshops
        .change(&wanted, async |change| {
            let made = change.workshop.make_grouping(&wish, &mut secret::random)?;
            change.commit(Vec::new()).await?;
            Ok((StatusCode::CREATED, Json(json!(made))))
        })
        .await
}

/// What is to be another way.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    name: Option<String>,
    /// Who sits elsewhere: person → group, or null for nowhere.
    #[serde(default)]
    seats: std::collections::BTreeMap<ParticipantId, Option<String>>,
    /// Draw once more.
    remake: Option<GroupingWish>,
}

/// `PATCH /workshops/{workshop}/groupings/{grouping}`.
pub async fn change(
    app: Shared,
    Caller(caller): Caller,
    Path((workshop, grouping)): Path<(String, String)>,
    Body(wish): Body<Wish>,
) -> Result<Json<Value>, ApiError> {
    let wanted = facilitated(&caller, &workshop)?;
    app.workshops
        .change(&wanted, async |change| {
            let there = &mut change.workshop;
            known(there, &grouping)?;
            if let Some(name) = &wish.name {
                there.rename_grouping(&grouping, name)?;
            }
            for (person, group) in &wish.seats {
                there.seat(&grouping, person, group.as_deref())?;
            }
            if let Some(remake) = &wish.remake {
                there.remake_grouping(&grouping, remake, &mut secret::random)?;
            }
            let report = there.grouping_report(&grouping, there.session_now);
            change.commit(Vec::new()).await?;
            Ok(Json(json!({ "grouping": change.workshop.grouping(&grouping), "report": report })))
        })
        .await
}

/// `DELETE /workshops/{workshop}/groupings/{grouping}`: who sits by it stays.
pub async fn remove(
    app: Shared,
    Caller(caller): Caller,
    Path((workshop, grouping)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    let wanted = facilitated(&caller, &workshop)?;
    app.workshops
        .change(&wanted, async |change| {
            known(&change.workshop, &grouping)?;
            change.workshop.remove_grouping(&grouping)?;
            change.commit(Vec::new()).await?;
            Ok(StatusCode::NO_CONTENT)
        })
        .await
}

/// In which session; the present one without.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Force {
    session: Option<u32>,
}

/// `POST /workshops/{workshop}/groupings/{grouping}/apply`: people sit as it says; whoever is on a board that is no longer
/// theirs is gone from it when this answers.
pub async fn apply(
    app: Shared,
    Caller(caller): Caller,
    Path((workshop, grouping)): Path<(String, String)>,
    Body(force): Body<Force>,
) -> Result<Json<Value>, ApiError> {
    let wanted = facilitated(&caller, &workshop)?;
    app.workshops
        .change(&wanted, async |change| {
            known(&change.workshop, &grouping)?;
            let session = force.session.unwrap_or(change.workshop.session_now);
            let moves = change.workshop.apply_grouping(&grouping, session)?;
            rights::settle(&app, change, Vec::new()).await?;
            tracing::info!(workshop.id = %wanted, session, moves = moves.len(), "a grouping is in force");
            Ok(Json(json!({ "moves": moves })))
        })
        .await
}
