//! Everybody's dots while a round is open: one record of the registry for each person, read by nobody but who gave them
//! and, as sums, by the closing of the round. They are in no document, no workshop's record and no log.

use board::id::{ParticipantId, WorkshopId};
use store::Put;
use workshop::{Ballot, Round, Workshop};

use crate::app::App;
use crate::errand::Errand;
use crate::http::{self, ApiError};

/// What the end of a round writes, in one transaction with it.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Sums for the boards, with the writes that make them certain.
    pub errands: Vec<(Errand, Put)>,
    /// The end of every ballot.
    pub ends: Vec<Put>,
}

fn prefix(workshop: &WorkshopId, round: &Round) -> String {
    format!("ballot/{workshop}/{}/", round.number)
}

fn key(workshop: &WorkshopId, round: &Round, person: &ParticipantId) -> String {
    format!("{}{person}", prefix(workshop, round))
}

/// What somebody has given in this round, without dots on what is gone meanwhile.
///
/// # Errors
/// When the store or a board cannot be read.
pub async fn given(
    app: &App,
    workshop: &Workshop,
    round: &Round,
    person: &ParticipantId,
) -> Result<Ballot, ApiError> {
    let entry = app.store.get(&key(&workshop.id, round, person)).await?;
    let mut ballot = entry.map(|entry| read(&entry.value)).unwrap_or_default();
    for board in ballot.0.keys().cloned().collect::<Vec<_>>() {
        let (view, _) = http::view(app, &board).await?;
        ballot.take_back(round, &board, &view);
    }
    Ok(ballot)
}

/// Keeps what somebody gives.
///
/// # Errors
/// When it cannot be stored.
pub async fn keep(
    app: &App,
    workshop: &WorkshopId,
    round: &Round,
    person: &ParticipantId,
    ballot: &Ballot,
) -> Result<(), ApiError> {
    let key = key(workshop, round, person);
    if ballot.0.is_empty() {
        return Ok(app.store.delete(&key).await?);
    }
    let json = serde_json::to_vec(ballot).map_err(|_| ApiError::unavailable())?;
    Ok(app.store.put(&key, json.into()).await?)
}

/// How many people have given at least one dot.
///
/// # Errors
/// When the store cannot be read.
pub async fn voters(app: &App, workshop: &Workshop, round: &Round) -> Result<usize, ApiError> {
    Ok(all(app, workshop, round).await?.0.len())
}

/// Ends the open round with its result: the sums, and no ballots any more.
///
/// # Errors
/// When no round is open, or the store or a board cannot be read; the round is open still.
pub async fn count(app: &App, workshop: &mut Workshop) -> Result<Outcome, ApiError> {
    let round = workshop.close_vote()?;
    let (ballots, ends) = all(app, workshop, &round).await?;
    let mut errands = Vec::new();
    for board in &round.boards {
        let (view, _) = http::view(app, board).await?;
        let tallies = round.tallies(board, &view, &ballots);
        if !tallies.is_empty() {
            errands.push(Errand::new(board.clone(), tallies).map_err(|_| ApiError::unavailable())?);
        }
    }
    Ok(Outcome { errands, ends })
}

/// Ends the open round as if nobody had voted.
///
/// # Errors
/// When no round is open, or the store cannot be read; the round is open still.
pub async fn forget(app: &App, workshop: &mut Workshop) -> Result<Outcome, ApiError> {
    let round = workshop.drop_vote()?;
    let (_, ends) = all(app, workshop, &round).await?;
    Ok(Outcome { errands: Vec::new(), ends })
}

/// The ballots that count, and the writes that erase all there are. Of whoever was removed none counts.
async fn all(app: &App, workshop: &Workshop, round: &Round) -> Result<(Vec<Ballot>, Vec<Put>), ApiError> {
    let prefix = prefix(&workshop.id, round);
    let entries = app.store.list(&prefix).await?;
    let is_here = |key: &str| {
        let person = key.strip_prefix(&prefix).and_then(|person| person.parse().ok());
        // Who facilitates is in no list.
        person.is_some_and(|person| workshop.participant(&person).is_none_or(|person| !person.removed))
    };
    let counting = entries.iter().filter(|(key, _)| is_here(key)).map(|(_, entry)| read(&entry.value));
    let ballots = counting.filter(|ballot| ballot.given() > 0).collect();
    Ok((ballots, entries.iter().map(|(key, _)| Put::delete(key.clone())).collect()))
}

/// One that cannot be read is an empty one: it must not keep the others from being counted.
fn read(json: &[u8]) -> Ballot {
    serde_json::from_slice(json).unwrap_or_else(|_| {
        tracing::error!("a ballot cannot be read; it counts as empty");
        Ballot::default()
    })
}
