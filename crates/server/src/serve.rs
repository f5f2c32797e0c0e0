//! From settings to a running server, and back to nothing without losing a word.

use std::fs;
use std::io::{IsTerminal, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use dashmap::DashMap;
use publish::poster::Fonts;
use store::Store;
use store::sqlite::{Options, Sqlite};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Notify, Semaphore};

use crate::agenda::{self, Agenda};
use crate::app::App;
use crate::auth::{Gate, Throttle};
use crate::clock::Clock;
use crate::config::{self, Config, Origins, Proxies, PublicUrl};
use crate::copies::Copies;
use crate::curtain::{self, Curtain};
use crate::deeds::{self, Deeds};
use crate::fonts;
use crate::history::{self, History};
use crate::hub::Hub;
use crate::listen::{self, Bounds};
use crate::metrics::Metrics;
use crate::secret::Token;
use crate::shelf::Shelf;
use crate::workshops::Workshops;
use crate::{errand, http, sample};

pub(crate) const ADMIN_FILE: &str = "admin-token";
/// A configured token shorter than this could be guessed.
const ADMIN_TOKEN_CHARS_MIN: usize = 16;

/// Runs until it is told to stop.
///
/// # Errors
/// When it cannot start: the data folder, the store, or the port.
pub async fn run(config: Config) -> anyhow::Result<()> {
    let data = &config.bind.data;
    make_private(data).with_context(|| format!("the data folder {} cannot be used", data.display()))?;
    let store = stored(data)?;
    let fonts = fonts::read(config.fonts.as_deref())?;
    let (admin, is_new) = admin_token(&config, data)?;
    let listener = TcpListener::bind(config.bind.listen)
        .await
        .with_context(|| format!("cannot listen on {}", config.bind.listen))?;
    let address = listener.local_addr()?;
    let app = build(&config, store.clone(), &admin, address, fonts);

    say(&format!("listening on http://{address}"));
    for line in sample_lines(&config, &app).await? {
        say(&line);
    }
    // Where nobody looks on, stdout is somebody's journal: the link stands there once, when its token is made.
    if is_new || config.sample || std::io::stdout().is_terminal() {
        say(&format!("  administration        {}", app.admin_url(admin.reveal())));
    }
    tracing::info!(address = %address, data = %data.display(), "serving");

    let hub = app.hub.clone();
    let errands = tokio::spawn({
        let app = app.clone();
        async move { errand::watch(&app).await }
    });
    let conductor = tokio::spawn({
        let app = app.clone();
        async move { agenda::conduct(&app).await }
    });
    let curtain = tokio::spawn({
        let app = app.clone();
        async move { curtain::keep(&app).await }
    });
    let history = tokio::spawn({
        let app = app.clone();
        async move { history::walk(&app).await }
    });
    let deeds = tokio::spawn({
        let app = app.clone();
        async move { deeds::walk(&app).await }
    });
    if let Some(file) = config::test_clock() {
        tokio::spawn(agenda::follow_clock(app.clone(), file));
    }
    let within = config.limits.stop();
    let bounds = Bounds { connections: config.limits.connections, head: config.limits.greeting() };
    let serving = tokio::spawn(listen::serve(listener, http::router(app), bounds));
    hub.watch()?;
    let is_hopeless = tokio::select! {
        told = stopped() => told.map(|()| false)?,
        () = hub.hopeless() => true,
    };
    tracing::info!("stopping");
    errands.abort();
    conductor.abort();
    curtain.abort();
    history.abort();
    deeds.abort();
    hub.stop(within).await;
    serving.abort();
    tokio::task::spawn_blocking(move || store.close()).await?;
    if is_hopeless {
        bail!("a board held its thread for ever; everything that was saved is safe: start again");
    }
    Ok(())
}

fn stored(data: &Path) -> anyhow::Result<Arc<Sqlite>> {
    let store = Sqlite::open(data, &Options::default())
        .with_context(|| format!("the data in {} cannot be opened", data.display()))?;
    Ok(Arc::new(store))
}

/// All of a server but its port, over the data folder of `config`: for whoever is its only user.
///
/// # Errors
/// When the folder cannot be opened, which it cannot while a server has it open.
pub fn open(config: &Config, admin: &Token, address: SocketAddr) -> anyhow::Result<(Arc<App>, Arc<Sqlite>)> {
    let store = stored(&config.bind.data)?;
    let fonts = fonts::read(config.fonts.as_deref())?;
    Ok((build(config, store.clone(), admin, address, fonts), store))
}

/// A line on stdout. Whoever started us may read one line and close; that is no reason to stop serving.
fn say(line: &str) {
    let mut out = std::io::stdout();
    if let Err(error) = writeln!(out, "{line}").and_then(|()| out.flush()) {
        tracing::debug!(error = %error, "nobody reads our output");
    }
}

/// The sample's links, when it is wanted.
async fn sample_lines(config: &Config, app: &App) -> anyhow::Result<Vec<String>> {
    if config.sample { sample::links(app).await } else { Ok(Vec::new()) }
}

fn build(
    config: &Config,
    store: Arc<dyn Store>,
    admin: &Token,
    address: SocketAddr,
    fonts: Fonts,
) -> Arc<App> {
    let limits = config.limits.clone();
    let clock = Clock::start();
    let metrics = Arc::new(Metrics::default());
    let public = config.bind.public_url.clone().unwrap_or_else(|| PublicUrl::of(address));
    Arc::new(App {
        hub: Hub::new(store.clone(), limits.clone(), clock, metrics.clone(), config::fault()),
        workshops: Workshops::new(store.clone()),
        agenda: Agenda::new(clock),
        history: Arc::new(History::new(store.clone())),
        deeds: Deeds::new(store.clone()),
        curtain: Curtain::default(),
        gate: Gate::new(store.clone(), admin.hash()),
        frames: frames(&config.bind.embedded_in),
        origins: Origins::new(&public, address, &config.bind.allowed_origins),
        proxies: Proxies::new(config.bind.trusted_proxies.clone()),
        tries_by_address: Throttle::new(limits.join_tries_per_address),
        tries_by_workshop: Throttle::new(limits.join_tries_per_workshop),
        broken_sockets: Throttle::new(limits.broken_sockets_per_person),
        sockets: DashMap::new(),
        errands: Notify::new(),
        copies: Copies::default(),
        shelf: Shelf::default(),
        drawings: Throttle::new(limits.page_files_per_address),
        fonts,
        posters: Arc::new(Semaphore::new(limits.posters_at_once.max(1))),
        posters_waiting: Arc::new(Semaphore::new(limits.posters_at_once.max(1) + limits.posters_waiting)),
        pictures: Arc::new(Semaphore::new(1)),
        files: Arc::new(Semaphore::new(2)),
        suggestions: Arc::new(Semaphore::new(1)),
        pictures_waiting: Arc::new(Semaphore::new(1 + limits.images_waiting)),
        limits,
        clock,
        metrics,
        store,
        public,
    })
}

/// The sites of a policy's `frame-ancestors`.
fn frames(sites: &[PublicUrl]) -> String {
    if sites.is_empty() {
        return "'none'".to_owned();
    }
    sites.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// A folder that only its owner can read.
pub(crate) fn make_private(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    if !folder.exists() {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

/// The configured token, the kept one, or a fresh one that is kept from now on; and whether it is fresh.
fn admin_token(config: &Config, data: &Path) -> anyhow::Result<(Token, bool)> {
    use std::os::unix::fs::OpenOptionsExt;
    if let Some(token) = &config.admin_token {
        if token.len() < ADMIN_TOKEN_CHARS_MIN {
            bail!("the administrator's token needs at least {ADMIN_TOKEN_CHARS_MIN} characters");
        }
        return Ok((Token::shown(token), false));
    }
    let path = data.join(ADMIN_FILE);
    if path.exists() {
        let kept = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        let kept = kept.trim();
        if kept.len() < ADMIN_TOKEN_CHARS_MIN {
            bail!("{} is damaged: remove it, and a new token is made", path.display());
        }
        return Ok((Token::shown(kept), false));
    }
    let token = Token::fresh();
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
    writeln!(file, "{}", token.reveal())?;
    file.sync_all()?;
    Ok((token, true))
}

async fn stopped() -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        done = tokio::signal::ctrl_c() => done,
        _ = terminate.recv() => Ok(()),
    }
}
