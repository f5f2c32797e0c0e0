//! The HTTP interface: the only place that knows JSON bodies, status codes and header names.
//!
//! A handler reads its request, makes one call into the rest of the server, and answers. `openapi.json` is tested
//! against the list of routes.

mod access;
mod assets;
mod ballot;
mod boards;
mod collect;
mod deeds;
mod envelope;
mod error;
mod etag;
mod files;
mod groupings;
mod health;
mod history;
mod images;
mod import;
mod inbox;
mod join;
mod keepsake;
mod language;
mod manifesto;
mod material;
mod people;
mod pieces;
mod poster;
mod press;
mod progress;
mod public;
mod publication;
mod roster;
mod send;
mod state;
mod suggest;
mod sync;
mod templates;
mod upgrade;
mod vademecum;
mod wall;
mod words;
mod workshops;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, delete, get, patch, post, put};
use board::format::Format;

use crate::app::App;

pub use access::InProcess;
pub use boards::{view, write};
pub use error::ApiError;
pub use import::carry_out as import_files;
pub use join::door_of;
pub use progress::{beginning_of, told};
pub use publication::TAKEN_BACK;

/// Everything a handler may use.
pub type Shared = axum::extract::State<Arc<App>>;

/// A route: its path, and what answers.
type Route = (&'static str, MethodRouter<Arc<App>>);

/// The paths of the interface, in the order of the documentation.
pub fn documented_paths() -> impl Iterator<Item = &'static str> {
    PATHS.into_iter()
}

const PATHS: [&str; 79] = [
    "/api/v1/workshops",
    "/api/v1/workshops/{workshop}",
    "/api/v1/workshops/{workshop}/facilitators",
    "/api/v1/workshops/{workshop}/participants",
    "/api/v1/workshops/{workshop}/participants/{participant}",
    "/api/v1/workshops/{workshop}/participants/{participant}/code",
    "/api/v1/workshops/{workshop}/participants/{participant}/undo",
    "/api/v1/workshops/{workshop}/groups",
    "/api/v1/workshops/{workshop}/groupings",
    "/api/v1/workshops/{workshop}/groupings/{grouping}",
    "/api/v1/workshops/{workshop}/groupings/{grouping}/apply",
    "/api/v1/workshops/{workshop}/roster",
    "/api/v1/workshops/{workshop}/roster.csv",
    "/api/v1/workshops/{workshop}/rooms.csv",
    "/api/v1/workshops/{workshop}/rooms.json",
    "/api/v1/workshops/{workshop}/progress",
    "/api/v1/workshops/{workshop}/wall",
    "/api/v1/workshops/{workshop}/sessions/{session}",
    "/api/v1/workshops/{workshop}/import",
    "/api/v1/workshops/{workshop}/collect",
    "/api/v1/workshops/{workshop}/collects",
    "/api/v1/workshops/{workshop}/collect/{collect}/undo",
    "/api/v1/workshops/{workshop}/send",
    "/api/v1/workshops/{workshop}/sends",
    "/api/v1/workshops/{workshop}/send/{send}/undo",
    "/api/v1/workshops/{workshop}/posters.pdf",
    "/api/v1/workshops/{workshop}/vademecum",
    "/api/v1/workshops/{workshop}/vademecum.md",
    "/api/v1/workshops/{workshop}/vademecum.html",
    "/api/v1/workshops/{workshop}/vademecum.docx",
    "/api/v1/workshops/{workshop}/vademecum.odt",
    "/api/v1/workshops/{workshop}/vademecum.pdf",
    "/api/v1/workshops/{workshop}/manifesto",
    "/api/v1/workshops/{workshop}/manifesto.pdf",
    "/api/v1/workshops/{workshop}/manifesto.png",
    "/api/v1/workshops/{workshop}/manifesto.html",
    "/api/v1/workshops/{workshop}/publication",
    "/api/v1/workshops/{workshop}/templates",
    "/api/v1/workshops/{workshop}/templates/{template}",
    "/api/v1/join",
    "/api/v1/join/preview",
    "/api/v1/me",
    "/api/v1/boards/{board}",
    "/api/v1/boards/{board}/people",
    "/api/v1/boards/{board}/suggest",
    "/api/v1/boards/{board}/ballot",
    "/api/v1/boards/{board}/versions",
    "/api/v1/boards/{board}/versions/{version}",
    "/api/v1/boards/{board}/versions/{version}/state",
    "/api/v1/boards/{board}/versions/{version}/changes",
    "/api/v1/boards/{board}/versions/{version}/restore",
    "/api/v1/boards/{board}/since",
    "/api/v1/boards/{board}/inbox",
    "/api/v1/boards/{board}/bin",
    "/api/v1/boards/{board}/bin/restore",
    "/api/v1/boards/{board}/export.json",
    "/api/v1/boards/{board}/export.csv",
    "/api/v1/boards/{board}/export.canvas",
    "/api/v1/boards/{board}/export.excalidraw",
    "/api/v1/boards/{board}/export.opml",
    "/api/v1/boards/{board}/export.mm",
    "/api/v1/boards/{board}/export.md",
    "/api/v1/boards/{board}/import",
    "/api/v1/boards/{board}/state",
    "/api/v1/boards/{board}/poster.png",
    "/api/v1/boards/{board}/poster.jpg",
    "/api/v1/boards/{board}/poster.pdf",
    "/api/v1/boards/{board}/poster.svg",
    "/api/v1/boards/{board}/poster.json",
    "/api/v1/boards/{board}/images",
    "/api/v1/boards/{board}/images/{image}",
    "/api/v1/openapi.json",
    "/healthz",
    "/readyz",
    "/metrics",
    "/p/{link}",
    "/p/{link}/{file}",
    "/sync/{board}",
    "/{page}",
];

fn routes(app: &App) -> Vec<Route> {
    let import_limit = DefaultBodyLimit::max(app.limits.import_bytes);
    let image_limit = DefaultBodyLimit::max(app.limits.image_bytes);
    let answers = [
        get(workshops::list).post(workshops::create),
        get(workshops::show).patch(workshops::change),
        post(workshops::facilitators),
        post(roster::expect),
        patch(people::change).delete(people::remove),
        post(roster::renew_code),
        post(deeds::undo),
        post(roster::add_group),
        post(groupings::make),
        patch(groupings::change).delete(groupings::remove),
        post(groupings::apply),
        get(roster::show).patch(roster::change),
        get(roster::list_out).post(roster::list_in).layer(import_limit),
        get(roster::zoom_out).post(roster::zoom_in).layer(import_limit),
        get(roster::rooms_out).post(roster::rooms_in),
        post(progress::conduct),
        post(wall::wall),
        put(progress::describe),
        post(import::import).layer(import_limit),
        post(collect::collect),
        get(collect::list),
        post(collect::undo),
        post(send::send),
        get(send::list),
        post(send::undo),
        get(poster::set),
        get(vademecum::show).put(vademecum::save),
        get(vademecum::markdown),
        get(vademecum::html),
        get(vademecum::docx),
        get(vademecum::odt),
        get(vademecum::pdf),
        get(manifesto::show).put(manifesto::save),
        get(manifesto::pdf),
        get(manifesto::png),
        get(manifesto::html),
        get(publication::show).put(publication::save).delete(publication::remove),
        get(templates::list).post(templates::save),
        delete(templates::remove),
        post(join::join),
        post(join::preview),
        get(workshops::me),
        get(boards::show),
        get(boards::people),
        post(suggest::suggest),
        get(ballot::show).put(ballot::put),
        get(history::list).post(history::name),
        patch(history::rename).delete(history::remove),
        get(history::state),
        get(history::changes),
        post(history::restore),
        get(history::since),
        get(inbox::list).post(inbox::pass),
        get(deeds::bin).delete(deeds::empty),
        post(deeds::restore),
        files::export(Format::Json),
        files::export(Format::Csv),
        files::export(Format::Canvas),
        files::export(Format::Excalidraw),
        files::export(Format::Opml),
        files::export(Format::FreeMind),
        files::export(Format::Markdown),
        post(files::import),
        get(state::state),
        get(poster::png),
        get(poster::jpeg),
        get(poster::pdf),
        get(poster::svg),
        get(poster::legibility),
        post(images::add).layer(image_limit),
        get(images::show),
        get(health::openapi),
        get(health::alive),
        get(health::ready),
        get(health::metrics),
        get(public::page),
        get(public::file),
        get(sync::sync),
    ];
    // The last path is the page itself, which the fallback serves.
    PATHS.into_iter().zip(answers).collect()
}

/// The whole interface.
pub fn router(app: Arc<App>) -> Router {
    let mut router = Router::new();
    for (path, route) in routes(&app) {
        router = router.route(path, route);
    }
    router
        .fallback(assets::serve)
        .method_not_allowed_fallback(assets::wrong_method)
        .layer(DefaultBodyLimit::max(app.limits.json_bytes))
        .layer(axum::middleware::from_fn_with_state(app.clone(), envelope::wrap))
        .with_state(app)
}
