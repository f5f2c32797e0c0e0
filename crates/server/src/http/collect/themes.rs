//! Suggested clusters for what is about to come into plenary.

use affinity::{Language, Text};
use axum::http::StatusCode;
use board::collect::{Report, Theme, Themes};
use board::edit::Kind;

use crate::app::App;
use crate::http::error::ApiError;
use crate::http::words;

/// Themes of all new notes together, called by their own words.
pub async fn of(app: &App, report: Report, language: board::words::Language) -> Result<Themes, ApiError> {
    // Seconds at the very worst: one at a time, and not on a thread that others wait for.
    let turn = app.suggestions.clone().acquire_owned().await.map_err(|_| ApiError::unavailable())?;
    let found = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let notes = report.added.iter().filter(|one| one.kind == Kind::Note);
        let texts: Vec<Text<'_>> =
            notes.map(|one| Text { id: &one.key, text: &one.says, cluster: None }).collect();
        let wish = affinity::Wish { language: Language::named(language.code()), ..affinity::Wish::default() };
        let found = affinity::suggest(&texts, &wish)?;
        let theme = |one: affinity::Cluster<'_>| Theme {
            title: one.words.join(", "),
            notes: one.notes.into_iter().map(str::to_owned).collect(),
        };
        let clusters = found.clusters.into_iter().filter(|one| !one.words.is_empty()).map(theme).collect();
        Ok(Themes { clusters, rest: words::THEMES_REST.says(language).to_owned() })
    });
    let found: Result<Themes, affinity::TooMany> = found.await.map_err(|_| ApiError::unavailable())?;
    found.map_err(|_| {
        let most = words::SUGGEST_MOST.with("most", affinity::TEXTS_MAX);
        ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "too_many", most)
    })
}
