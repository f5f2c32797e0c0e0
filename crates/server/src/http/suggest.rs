//! What on a board belongs together. Changes nothing: every suggestion is for a person to take or to leave.

use affinity::{Cluster, Duplicate, Language, Suggestion, Text, Theme, TooMany, Why, Wish};
use axum::Json;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use board::view::BoardView;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Shared;
use super::access::{Body, Caller};
use super::boards::{open, view};
use super::error::ApiError;
use super::language::wanted as wanted_language;
use super::words;

/// What is wanted.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Wanted {
    /// Names of themes that notes are laid to; without any, the titles of the clusters that are there.
    themes: Option<Vec<String>>,
    /// How many groups; without a number as many as hold together.
    clusters: Option<usize>,
}

/// `POST /boards/{board}/suggest`, for whoever may open the board.
pub async fn suggest(
    app: Shared,
    Caller(caller): Caller,
    Path(board): Path<String>,
    headers: HeaderMap,
    Body(wanted): Body<Wanted>,
) -> Result<Json<Value>, ApiError> {
    let opened = open(&app, &caller, &board).await?;
    let (view, _) = view(&app, &opened.board.id).await?;
    // Seconds at the very worst: one at a time, and not on a thread that others wait for.
    let turn = app.suggestions.clone().acquire_owned().await.map_err(|_| ApiError::unavailable())?;
    let reader = wanted_language(&headers);
    let language = Language::named(opened.workshop.language().code());
    let found = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        answer(&view, &wanted, language, reader)
    });
    found.await.map_err(|_| ApiError::unavailable())?.map(Json).map_err(|too_many| {
        let most = match too_many {
            TooMany::Texts(_) => affinity::TEXTS_MAX,
            TooMany::Themes(_) => affinity::THEMES_MAX,
        };
        ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "too_many", words::SUGGEST_MOST.with("most", most))
    })
}

fn answer(
    view: &BoardView,
    wanted: &Wanted,
    language: Option<Language>,
    reader: board::words::Language,
) -> Result<Value, TooMany> {
    let texts: Vec<Text<'_>> = view
        .notes
        .iter()
        .map(|(id, note)| Text {
            id: id.as_str(),
            text: &note.text,
            cluster: note.cluster.as_ref().filter(|id| view.clusters.contains_key(id)).map(|id| id.as_str()),
        })
        .collect();
    let there = view.clusters.iter().filter(|(_, cluster)| !cluster.title.trim().is_empty());
    let titled: Vec<(&str, &str)> = there.map(|(id, cluster)| (id.as_str(), cluster.title.trim())).collect();
    let themes: Vec<Theme<'_>> = match &wanted.themes {
        None => titled.iter().map(|&(id, name)| Theme { name, cluster: Some(id) }).collect(),
        Some(names) => names
            .iter()
            .map(|name| {
                let is_it = |(_, title): &&(&str, &str)| title.to_lowercase() == name.trim().to_lowercase();
                Theme { name, cluster: titled.iter().find(is_it).map(|(id, _)| *id) }
            })
            .collect(),
    };
    // More themes than can be told apart help nobody; of those that were asked for, the refusal says so.
    let themes =
        if wanted.themes.is_none() && themes.len() > affinity::THEMES_MAX { Vec::new() } else { themes };
    let wish = Wish { themes: &themes, clusters: wanted.clusters, language };
    let Suggestion { clusters, unplaced, duplicates } = affinity::suggest(&texts, &wish)?;
    let cluster = |one: &Cluster<'_>| {
        let theme = one.theme.map(|at| &themes[at]);
        let shared = one.shared.iter().map(|shared| json!({ "word": shared.word, "notes": shared.notes }));
        json!({
            "title": theme.map_or_else(|| one.words.join(", "), |theme| theme.name.to_owned()),
            "cluster": theme.and_then(|theme| theme.cluster),
            "notes": one.notes,
            "central": one.central(),
            "shared": shared.collect::<Vec<_>>(),
        })
    };
    Ok(json!({
        "clusters": clusters.iter().map(cluster).collect::<Vec<_>>(),
        "unplaced": unplaced,
        "duplicates": duplicates.iter().map(|one| duplicate(one, reader)).collect::<Vec<_>>(),
    }))
}

/// Why, in words for who asked, and for programs.
fn duplicate(found: &Duplicate<'_>, reader: board::words::Language) -> Value {
    let (why, because) = match &found.why {
        Why::SameWords => (words::SAME_WORDS.says(reader).to_owned(), json!({ "kind": "same_words" })),
        Why::SameWordsOtherOrder => (
            words::SAME_WORDS_OTHER_ORDER.says(reader).to_owned(),
            json!({ "kind": "same_words_other_order" }),
        ),
        Why::Spelling { pairs } => {
            let said: Vec<String> = pairs.iter().map(|(one, other)| format!("{one} / {other}")).collect();
            let why = words::SPELLING.with("words", said.join(", ")).say(reader);
            (why, json!({ "kind": "spelling", "pairs": pairs }))
        }
        Why::SharedWords { words: shared, of } => {
            let why = words::SHARED_WORDS.with("words", shared.join(", ")).say(reader);
            (why, json!({ "kind": "shared_words", "words": shared, "of": of }))
        }
    };
    json!({ "notes": found.notes, "why": why, "because": because })
}
