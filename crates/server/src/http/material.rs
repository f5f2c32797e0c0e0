//! What a handbook and a manifesto are made of: the workshop's programme and all its boards.

use std::hash::{Hash, Hasher};

use publish::document::{Basis, Material, Phase, Place, Session, Sheet};
use workshop::{BoardEntry, BoardKind, Mode, Workshop};

use crate::app::App;
use crate::http::boards::view;
use crate::http::error::ApiError;
use crate::http::language::day;

/// Reads those boards of the workshop that are wanted, private ones never. What goes into `hasher` changes whenever the material does.
pub async fn of(
    app: &App,
    workshop: &Workshop,
    is_wanted: impl Fn(&BoardEntry) -> bool,
    hasher: &mut impl Hasher,
) -> Result<Material, ApiError> {
    let language = workshop.language();
    let mut boards: Vec<(&BoardEntry, Basis)> = workshop
        .boards
        .iter()
        .filter(|board| is_wanted(board))
        .filter_map(|board| Some((board, basis(board.kind)?)))
        .collect();
    let group =
        |board: &BoardEntry| workshop.groups.iter().position(|group| Some(group) == board.group.as_ref());
    boards.sort_by_key(|(board, basis)| (board.session, *basis, group(board)));
    let mut sheets = Vec::with_capacity(boards.len());
    for (board, basis) in boards {
        let (view, seq) = view(app, &board.id).await?;
        (board.id.as_str(), seq).hash(hasher);
        sheets.push(Sheet {
            id: board.id.clone(),
            basis,
            session: board.session.unwrap_or(0),
            group: board.group.clone().unwrap_or_default(),
            view,
        });
    }
    let phase = |phase: &workshop::Phase| Phase {
        title: phase.title.clone(),
        minutes: phase.minutes,
        place: match phase.mode {
            Mode::Plenary => Place::Plenary,
            Mode::Groups => Place::Groups,
        },
    };
    let session = |session: &workshop::Session| Session {
        number: session.number,
        title: session.title.clone(),
        day: session.date.as_deref().map(|date| day(language, date)).unwrap_or_default(),
        phases: session.phases.iter().map(phase).collect(),
    };
    let dates = workshop.sessions.iter().filter_map(|session| session.date.as_deref()?.parse().ok());
    let material = Material {
        title: workshop.title.clone(),
        language,
        date: dates.max(),
        sessions: workshop.sessions.iter().map(session).collect(),
        sheets,
        names: workshop.participants.iter().map(|one| (one.id.to_string(), one.name.clone())).collect(),
    };
    (&material.title, language.code(), &material.names).hash(hasher);
    format!("{:?}", material.sessions).hash(hasher);
    Ok(material)
}

/// Sheets of private writing are in no handbook.
fn basis(kind: BoardKind) -> Option<Basis> {
    match kind {
        BoardKind::Canvas => Some(Basis::Canvas),
        BoardKind::Plenary => Some(Basis::Plenary),
        BoardKind::Group => Some(Basis::Groups),
        BoardKind::Private => None,
    }
}
