//! Conducting a workshop: what its programme says, and where it is in it.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use board::edit::Edit;
use board::id::{BoardId, WorkshopId};
use workshop::beginning::{self, Beginning};
use workshop::writing::How;
use workshop::{BoardEntry, RoundWish, Said, SessionSpec, Step, Workshop, Writing};

use super::Shared;
use super::access::{Body, Caller, conducting, id};
use super::boards::view;
use super::error::ApiError;
use super::{ballot, templates, words};
use crate::agenda;
use crate::app::App;
use crate::auth::Principal;
use crate::ballots::{self, Outcome};
use crate::curtain;
use crate::secret;

/// Where a workshop is in its programme, as pages read it: on one board or sheet, or, for whoever conducts, on all of them.
pub fn told(workshop: &Workshop, now_ms: u64, board: Option<&BoardId>) -> Value {
    let progress = &workshop.progress;
    let board = board.map(|board| workshop.sheet(board).map_or(board, |sheet| sheet.of));
    let mut body = json!({
        "turn": progress.turn, "now": now_ms, "gathered": progress.gathered, "frozen": workshop.frozen,
    });
    let reaches = |said: &&Said| board.is_none_or(|board| said.reaches(board));
    let said: Vec<Value> = progress.said.iter().filter(reaches).map(|said| message(said, board)).collect();
    if !said.is_empty() {
        body["said"] = json!(said);
    }
    if let Some(lowered) = board.and_then(|board| progress.lowered.get(board)) {
        body["lowered"] = json!(lowered);
    }
    if !workshop.writing.is_empty() {
        let writing = |(board, writing): (&BoardId, &Writing)| {
            (board.to_string(), {
                let mut told = json!({ "anonymous": writing.anonymous, "began": writing.began_ms });
                if writing.inbox {
                    told["inbox"] = json!(true);
                }
                told
            })
        };
        body["private"] = workshop.writing.iter().map(writing).collect::<serde_json::Map<_, _>>().into();
    }
    if let Some((running, phase)) = workshop.phase_now() {
        body["phase"] = json!({
            "session": running.session,
            "number": phase.number,
            "title": phase.title,
            "mode": phase.mode,
            "instructions": phase.instructions,
            "began": running.began_ms,
            "ends": board.map_or(running.ends_ms, |board| running.ends_on(board)),
        });
        if board.is_none() && !running.ends_by.is_empty() {
            body["phase"]["ends_by"] = json!(running.ends_by);
        }
    }
    if let Some(round) = ballot::round(workshop) {
        body["voting"] = round;
    }
    if workshop.voting.counted > 0 {
        body["counted"] = json!(workshop.voting.counted);
    }
    body
}

/// A message as pages read it. To whom it is knows whoever conducts.
fn message(said: &Said, board: Option<&BoardId>) -> Value {
    let mut message = json!({ "turn": said.turn, "text": said.text, "at": said.at_ms });
    if board.is_none() {
        message["boards"] = json!(said.boards);
    }
    message
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
    Start {
        session: u32,
        phase: u32,
    },
    Next,
    Back,
    /// For everybody unless a board is named.
    Extend {
        minutes: i32,
        board: Option<BoardId>,
    },
    /// To everybody unless boards are named.
    Say {
        text: String,
        boards: Option<BTreeSet<BoardId>>,
    },
    LowerHands {
        board: BoardId,
    },
    Gather {
        board: Option<BoardId>,
    },
    Freeze {
        board: BoardId,
        frozen: bool,
    },
    /// On the boards of the phase under way unless others are named.
    WritePrivately {
        boards: Option<Vec<BoardId>>,
        #[serde(default)]
        anonymous: bool,
        /// What who may only add notes writes comes to an inbox.
        #[serde(default)]
        inbox: bool,
    },
    /// All of them unless some are named.
    Reveal {
        boards: Option<Vec<BoardId>>,
    },
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
    let app = app.0.clone();
    // What is begun is brought to its end, also when whoever asked hangs up.
    let conducted = tokio::spawn(async move { act(&app, &caller, &wanted, wish).await });
    conducted.await.map_err(|_| ApiError::unavailable())?.map(Json)
}

async fn act(app: &App, caller: &Principal, wanted: &WorkshopId, wish: Wish) -> Result<Value, ApiError> {
    app.workshops
        .change(wanted, async |change| {
            conducting(caller, &change.workshop)?;
            if wish.turn.is_some_and(|turn| turn != change.workshop.progress.turn) {
                return Err(ApiError::new(StatusCode::CONFLICT, "crossed", &words::CROSSED));
            }
            let now_ms = app.agenda.now_ms();
            let mut outcome = Outcome::default();
            match wish.act {
                Act::Start { session, phase } => change.workshop.start(session, phase, now_ms)?,
                Act::Next => change.workshop.step(Step::Next, now_ms)?,
                Act::Back => change.workshop.step(Step::Back, now_ms)?,
                Act::Extend { minutes, board } => change.workshop.extend(minutes, board.as_ref(), now_ms)?,
                Act::Say { text, boards } => change.workshop.say(&text, boards, now_ms)?,
                Act::LowerHands { board } => change.workshop.lower_hands(&board)?,
                Act::Gather { board } => change.workshop.gather(board)?,
                Act::Freeze { board, frozen } => change.workshop.freeze(&board, frozen)?,
                Act::WritePrivately { boards, anonymous, inbox } => {
                    let boards = boards.unwrap_or_else(|| change.workshop.boards_now());
                    change.workshop.write_privately(&boards, How { anonymous, inbox }, now_ms)?;
                }
                Act::Reveal { boards } => {
                    let boards = boards.unwrap_or_else(|| change.workshop.writing.keys().cloned().collect());
                    curtain::reveal(app, change, &boards).await?;
                    return Ok(told(&change.workshop, app.agenda.now_ms(), None));
                }
                Act::Halt => change.workshop.halt(),
                Act::Vote(round) => change.workshop.open_vote(round, now_ms)?,
                Act::CloseVote => outcome = ballots::count(app, &mut change.workshop).await?,
                Act::DropVote => outcome = ballots::forget(app, &mut change.workshop).await?,
            }
            agenda::carry_out_with(app, change, outcome.errands, outcome.ends).await?;
            tracing::info!(workshop.id = %wanted, turn = change.workshop.progress.turn, "conducted");
            Ok(told(&change.workshop, app.agenda.now_ms(), None))
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
