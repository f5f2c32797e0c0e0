//! The HTTP interface: the only place that knows JSON bodies, status codes and header names.
//!
//! A handler reads its request, makes one call into the rest of the server, and answers. [`routes`] is the list of
//! everything there is; `openapi.json` is tested against it.

mod access;
mod assets;
mod boards;
mod collect;
mod envelope;
mod error;
mod health;
mod import;
mod join;
mod language;
mod poster;
mod sync;
mod workshops;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, get, patch, post};

use crate::app::App;

pub use error::ApiError;
pub use import::carry_out as import_files;
pub use join::door_of;

/// Everything a handler may use.
pub type Shared = axum::extract::State<Arc<App>>;

/// A route: methods, path, and what answers.
type Route = (&'static str, &'static str, MethodRouter<Arc<App>>);

/// Every route of the interface, in the order of the documentation.
fn routes(app: &App) -> Vec<Route> {
    let import_limit = DefaultBodyLimit::max(app.limits.import_bytes);
    vec![
        ("GET POST", "/api/v1/workshops", get(workshops::list).post(workshops::create)),
        ("GET", "/api/v1/workshops/{workshop}", get(workshops::show)),
        ("PATCH", "/api/v1/workshops/{workshop}", patch(workshops::change)),
        ("POST", "/api/v1/workshops/{workshop}/import", post(import::import).layer(import_limit)),
        ("POST", "/api/v1/workshops/{workshop}/collect", post(collect::collect)),
        ("GET", "/api/v1/workshops/{workshop}/collects", get(collect::list)),
        ("POST", "/api/v1/workshops/{workshop}/collect/{collect}/undo", post(collect::undo)),
        ("POST", "/api/v1/join", post(join::join)),
        ("POST", "/api/v1/join/preview", post(join::preview)),
        ("GET", "/api/v1/me", get(workshops::me)),
        ("GET", "/api/v1/boards/{board}", get(boards::show)),
        ("GET", "/api/v1/boards/{board}/export.json", get(boards::export)),
        ("GET", "/api/v1/boards/{board}/poster.png", get(poster::png)),
        ("GET", "/api/v1/openapi.json", get(health::openapi)),
        ("GET", "/healthz", get(health::alive)),
        ("GET", "/readyz", get(health::ready)),
        ("GET", "/metrics", get(health::metrics)),
        ("GET", "/sync/{board}", get(sync::sync)),
    ]
}

/// The whole interface.
pub fn router(app: Arc<App>) -> Router {
    let mut router = Router::new();
    for (_, path, route) in routes(&app) {
        router = router.route(path, route);
    }
    router
        .fallback(assets::serve)
        .method_not_allowed_fallback(assets::wrong_method)
        .layer(DefaultBodyLimit::max(app.limits.json_bytes))
        .layer(axum::middleware::from_fn_with_state(app.clone(), envelope::wrap))
        .with_state(app)
}
