//! One's own dots on a board, while a round is open there.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use board::id::BoardId;
use workshop::voting::Votes;
use workshop::{Ballot, BallotError, Round, Workshop};

use super::Shared;
use super::access::{Body, Caller};
use super::boards::{open, view};
use super::error::ApiError;
use super::words;
use crate::ballots;

/// All the dots somebody gives on a board, in the place of those they gave there before.
#[derive(Deserialize)]
pub struct Wish {
    /// The number of the round they are meant for.
    round: u32,
    votes: Votes,
}

/// A round as everybody hears of it, without any vote.
pub fn round(workshop: &Workshop) -> Option<Value> {
    let round = workshop.voting.round.as_ref()?;
    Some(json!({
        "number": round.number,
        "title": round.title,
        "dots": round.dots,
        "most": round.most,
        "boards": round.boards,
        "only": round.only,
        "began": round.began_ms,
    }))
}

fn closed() -> ApiError {
    ApiError::new(StatusCode::CONFLICT, "vote_closed", &words::VOTE_CLOSED)
}

fn own(round: &Round, board: &BoardId, ballot: &Ballot) -> Json<Value> {
    let votes = ballot.0.get(board).cloned().unwrap_or_default();
    Json(json!({
        "round": round.number,
        "dots": round.dots,
        "most": round.most,
        "only": round.only,
        "left": round.dots.saturating_sub(ballot.given()),
        "votes": votes,
    }))
}

/// `GET /boards/{id}/ballot`: what the caller has given there. Nobody is told anything about anybody else.
pub async fn show(
    app: Shared,
    Caller(caller): Caller,
    Path(board): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let opened = open(&app, &caller, &board).await?;
    let person = caller.person().ok_or_else(ApiError::forbidden)?;
    let round = opened.workshop.vote_on(&opened.board.id).ok_or_else(closed)?;
    let ballot = ballots::given(&app, &opened.workshop, round, &person.id).await?;
    Ok(own(round, &opened.board.id, &ballot))
}

/// `PUT /boards/{id}/ballot`.
pub async fn put(
    app: Shared,
    Caller(caller): Caller,
    Path(board): Path<String>,
    Body(wish): Body<Wish>,
) -> Result<Json<Value>, ApiError> {
    let opened = open(&app, &caller, &board).await?;
    let person = caller.person().ok_or_else(ApiError::forbidden)?;
    let board = opened.board.id;
    // Nothing of the workshop changes, but the round must not be closed between looking and storing.
    app.workshops
        .change(&opened.workshop.id, async |change| {
            let workshop = &change.workshop;
            caller.role(workshop, &board).ok_or_else(ApiError::forbidden)?;
            let round =
                workshop.vote_on(&board).filter(|round| round.number == wish.round).ok_or_else(closed)?;
            let mut ballot = ballots::given(&app, workshop, round, &person.id).await?;
            let (content, _) = view(&app, &board).await?;
            ballot.put(round, &board, &content, wish.votes).map_err(|error| refusal(error, round))?;
            ballots::keep(&app, &workshop.id, round, &person.id, &ballot).await?;
            Ok(own(round, &board, &ballot))
        })
        .await
}

fn refusal(error: BallotError, round: &Round) -> ApiError {
    let (code, text) = match error {
        BallotError::TooMany => ("too_many_dots", words::VOTE_TOO_MANY.with("dots", round.dots)),
        BallotError::TooManyOnOne => {
            ("too_many_on_note", words::VOTE_TOO_MANY_ON_ONE.with("most", round.most))
        }
        BallotError::NotThere => ("not_votable", (&words::VOTE_NOT_THERE).into()),
    };
    ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, code, text)
}
