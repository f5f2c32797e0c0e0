//! Conducting a workshop: what its programme says, and where it is in it.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use board::edit::Edit;
use board::id::{BoardId, WorkshopId};
use workshop::beginning::{self, Beginning};
use workshop::{BoardEntry, RoundWish, SessionSpec, Step, Workshop};

use super::Shared;
use super::access::{Body, Caller, conducting, id};
use super::boards::view;
use super::error::ApiError;
use super::{ballot, templates, words};
use crate::agenda;
use crate::app::App;
use crate::ballots::{self, Outcome};
use crate::secret;

/// Where a workshop is in its programme, as pages read it.
pub fn told(workshop: &Workshop, now_ms: u64) -> Value {
    let progress = &workshop.progress;
    let mut body = json!({
        "turn": progress.turn, "now": now_ms, "gathered": progress.gathered, "frozen": workshop.frozen,
    });
    if let Some((running, phase)) = workshop.phase_now() {
        body["phase"] = json!({
            "session": running.session,
            "number": phase.number,
            "title": phase.title,
            "mode": phase.mode,
            "instructions": phase.instructions,
            "began": running.began_ms,
            "ends": running.ends_ms,
        });
    }
    if let Some(round) = ballot::round(workshop) {
        body["voting"] = round;
    }
    if workshop.voting.counted > 0 {
        body["counted"] = json!(workshop.voting.counted);
    }
    body
}

/// What a board begins with; nothing where there is something already, or nothing to begin with.
pub async fn beginning_of(
    app: &App,
    workshop: &Workshop,
    board: &BoardEntry,
    beginning: &Beginning,
) -> Result<Vec<Edit>, ApiError> {
    let (there, _) = view(app, &board.id).await?;
    if !beginning::is_empty(&there) {
        return Ok(Vec::new());
    }
    match beginning {
        Beginning::Template(template) => {
            let kept = templates::one(app, &workshop.id, template).await?;
            let edits =
                |kept: workshop::Template| kept.content.edits(app.agenda.now_ms(), &mut secret::random);
            Ok(kept.map(edits).unwrap_or_default())
        }
        Beginning::LastSession => match workshop.board_before(board) {
            Some(before) => Ok(beginning::carried(before, &view(app, &before.id).await?.0)),
            None => Ok(Vec::new()),
        },
    }
}

/// What whoever conducts wants.
#[derive(Deserialize)]
pub struct Wish {
    /// The turn this was decided at. When it has passed, somebody else was quicker, and nothing is done.
    turn: Option<u64>,
    #[serde(flatten)]
    act: Act,
}

#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
enum Act {
    Start { session: u32, phase: u32 },
    Next,
    Back,
    Extend { minutes: i32 },
    Gather { board: Option<BoardId> },
    Freeze { board: BoardId, frozen: bool },
    Halt,
    Vote(RoundWish),
    CloseVote,
    DropVote,
}

/// `POST /workshops/{id}/progress`: the next phase, more time, everybody to one board. Everybody has heard of it when this
/// answers.
pub async fn conduct(
    app: Shared,
    Caller(caller): Caller,
    Path(workshop): Path<String>,
    Body(wish): Body<Wish>,
) -> Result<Json<Value>, ApiError> {
    let wanted: WorkshopId = id(&workshop)?;
    app.workshops
        .change(&wanted, async |change| {
            conducting(&caller, &change.workshop)?;
            if wish.turn.is_some_and(|turn| turn != change.workshop.progress.turn) {
                return Err(ApiError::new(StatusCode::CONFLICT, "crossed", &words::CROSSED));
            }
            let now_ms = app.agenda.now_ms();
            let mut outcome = Outcome::default();
            match wish.act {
                Act::Start { session, phase } => change.workshop.start(session, phase, now_ms)?,
                Act::Next => change.workshop.step(Step::Next, now_ms)?,
                Act::Back => change.workshop.step(Step::Back, now_ms)?,
                Act::Extend { minutes } => change.workshop.extend(minutes, now_ms)?,
                Act::Gather { board } => change.workshop.gather(board)?,
                Act::Freeze { board, frozen } => change.workshop.freeze(&board, frozen)?,
                Act::Halt => change.workshop.halt(),
                Act::Vote(round) => change.workshop.open_vote(round, now_ms)?,
                Act::CloseVote => outcome = ballots::count(&app, &mut change.workshop).await?,
                Act::DropVote => outcome = ballots::forget(&app, &mut change.workshop).await?,
            }
            agenda::carry_out_with(&app, change, outcome.errands, outcome.ends).await?;
            tracing::info!(workshop.id = %wanted, turn = change.workshop.progress.turn, "conducted");
            Ok(Json(told(&change.workshop, app.agenda.now_ms())))
        })
        .await
}

/// `PUT /workshops/{id}/sessions/{number}`: title, date and phases of a session; the number after the last one makes one
/// more, with its boards.
pub async fn describe(
    app: Shared,
    Caller(caller): Caller,
    Path((workshop, number)): Path<(String, String)>,
    Body(spec): Body<SessionSpec>,
) -> Result<Json<Value>, ApiError> {
    let (wanted, number): (WorkshopId, u32) = (id(&workshop)?, id(&number)?);
    app.workshops
        .change(&wanted, async |change| {
            conducting(&caller, &change.workshop)?;
            if number as usize == change.workshop.sessions.len() + 1 {
                change.workshop.add_session(&app.limits.workshop(), &mut secret::random)?;
            }
            change.workshop.describe_session(number, spec)?;
            // The phase under way may have other instructions now.
            let called = change.workshop.progress.gathered.clone();
            change.workshop.gather(called)?;
            agenda::carry_out(&app, change).await?;
            Ok(Json(json!(change.workshop.session(number))))
        })
        .await
}
