//! Where a command asks: a data folder, of which it is the only user, or a running server. It asks the same of both.

use std::fs::{self, File};
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;

use anyhow::{Context, bail};
use axum::Router;
use axum::body::Body;
use axum::http::header::{AUTHORIZATION, HOST};
use axum::http::{HeaderValue, Method, Request, Response};
use board::id::ParticipantId;
use bytes::Bytes;
use clap::{Args, Parser};
use hyper_util::rt::TokioIo;
use store::sqlite::Sqlite;
use tokio::net::TcpStream;
use tower_service::Service;

use crate::app::App;
use crate::auth::{Person, Principal};
use crate::config::{Config, PublicUrl};
use crate::http::{self, InProcess};
use crate::secret::{self, Token};
use crate::serve;
use crate::workshops;

/// What an answer in words may have at most.
const WORDS_MAX: usize = 1 << 20;

/// Where it is asked.
#[derive(Args, Clone, Debug)]
pub struct Source {
    /// The data folder; the server that has it open must be stopped, or be asked with --url.
    #[arg(long, env = "PLENARIA_DATA", default_value = "./data", value_name = "FOLDER")]
    data: PathBuf,
    /// A running server instead, as http://127.0.0.1:8080.
    #[arg(long, value_name = "ADDRESS", requires = "token")]
    url: Option<String>,
    /// With --url: the token of who facilitates, which is what stands behind the # of their link. Prefer the variable:
    /// other users of the machine can see an argument.
    #[arg(long, env = "PLENARIA_TOKEN", hide_env_values = true, value_name = "TOKEN")]
    token: Option<String>,
    /// With a data folder: further fonts for posters and handbooks.
    #[arg(long, env = "PLENARIA_FONTS", value_name = "FOLDER")]
    fonts: Option<PathBuf>,
    /// With a data folder: where people reach its server, for the QR code on a poster, e.g. https://plenaria.example.org.
    #[arg(long, env = "PLENARIA_PUBLIC_URL", value_name = "ADDRESS")]
    public_url: Option<PublicUrl>,
}

/// The server's settings as they are without flags.
#[derive(Parser)]
struct Settings {
    #[command(flatten)]
    config: Config,
}

/// Opened, to be asked.
pub(super) enum Opened {
    /// A data folder.
    Folder { app: Arc<App>, store: Arc<Sqlite>, router: Router },
    /// A running server.
    Server { host: String, token: String },
}

impl Source {
    /// Opens it.
    pub(super) async fn open(&self) -> anyhow::Result<Opened> {
        let Some(url) = &self.url else { return self.folder() };
        let token = self.token.clone().context("--url needs --token")?;
        let host = url.trim_end_matches('/').strip_prefix("http://").map(str::to_owned);
        let Some(host) = host.filter(|host| !host.is_empty() && !host.contains('/')) else {
            bail!(
                "{url} is no address of the kind http://127.0.0.1:8080; behind TLS, ask on the server's own machine"
            );
        };
        Ok(Opened::Server { host, token })
    }

    /// Is it known where people reach it?
    pub(super) fn is_reachable(&self) -> bool {
        self.url.is_some() || self.public_url.is_some()
    }

    fn folder(&self) -> anyhow::Result<Opened> {
        if !self.data.is_dir() {
            bail!("there is no data folder {}; name it with --data", self.data.display());
        }
        let data = self.data.to_str().context("the name of the data folder is not UTF-8")?;
        let mut config = Settings::try_parse_from(["plenaria", "--data", data])?.config;
        config.fonts.clone_from(&self.fonts);
        config.bind.public_url.clone_from(&self.public_url);
        let (app, store) = serve::open(&config, &Token::fresh(), SocketAddr::from(([127, 0, 0, 1], 0)))?;
        let router = http::router(app.clone());
        Ok(Opened::Folder { app, store, router })
    }
}

impl Opened {
    /// Asks. `about` is a board's or a workshop's id, by which a data folder knows whose right is needed.
    pub(super) async fn ask(
        &mut self,
        method: Method,
        path: &str,
        about: Option<&str>,
        body: Bytes,
    ) -> anyhow::Result<Response<Body>> {
        let mut request =
            Request::builder().method(method).uri(format!("/api/v1{path}")).body(Body::from(body))?;
        let answer = match self {
            Self::Folder { app, router, .. } => {
                let caller = InProcess(caller(app, about).await?);
                request.extensions_mut().insert(caller);
                match router.call(request).await {
                    Ok(response) => response,
                    Err(never) => match never {},
                }
            }
            Self::Server { host, token } => {
                let headers = request.headers_mut();
                headers.insert(HOST, HeaderValue::from_str(host)?);
                headers.insert(AUTHORIZATION, HeaderValue::from_str(&format!("Bearer {token}"))?);
                over_line(host, request).await?
            }
        };
        if answer.status().is_success() {
            return Ok(answer);
        }
        let status = answer.status();
        let said = axum::body::to_bytes(answer.into_body(), WORDS_MAX).await.unwrap_or_default();
        let said: serde_json::Value = serde_json::from_slice(&said).unwrap_or_default();
        match said["message"].as_str() {
            Some(message) => bail!("{message}"),
            None => bail!("the server answers {status}"),
        }
    }

    /// Everything is stored before it ends.
    pub(super) async fn close(self) -> anyhow::Result<()> {
        let Self::Folder { app, store, router } = self else { return Ok(()) };
        drop(router);
        app.hub.stop(app.limits.stop()).await;
        tokio::task::spawn_blocking(move || store.close()).await?;
        Ok(())
    }
}

/// Whoever has the data folder has everything in it: of a workshop, what who facilitates has.
async fn caller(app: &App, about: Option<&str>) -> anyhow::Result<Principal> {
    let Some(about) = about else { return Ok(Principal::Administrator) };
    let of_board = match about.parse() {
        Ok(board) => match app.workshops.of_board(&board).await {
            Ok(workshop) => Some(workshop.id.clone()),
            Err(workshops::Error::Unknown) => None,
            Err(error) => return Err(error.into()),
        },
        Err(_) => None,
    };
    let Some(workshop) = of_board.or_else(|| about.parse().ok()) else {
        bail!("{about} is neither a board nor a workshop; `plenaria list` names them");
    };
    let id = ParticipantId::from_random(secret::random());
    Ok(Principal::Facilitator(Person { workshop, id }))
}

async fn over_line(host: &str, request: Request<Body>) -> anyhow::Result<Response<Body>> {
    let address = if host.contains(':') { host.to_owned() } else { format!("{host}:80") };
    let stream =
        TcpStream::connect(&address).await.with_context(|| format!("no server answers at http://{host}"))?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    Ok(sender.send_request(request).await?.map(Body::new))
}

/// Writes an answer into a file as it comes; `-` is stdout. What is not whole does not stay.
pub(super) async fn keep(body: Body, to: &Path) -> anyhow::Result<u64> {
    if to == Path::new("-") {
        return copy(body, &mut io::stdout()).await;
    }
    let unwritable = || format!("{} cannot be written", to.display());
    let mut file = File::create(to).with_context(unwritable)?;
    let copied = copy(body, &mut file).await;
    if copied.is_err() {
        drop(file);
        fs::remove_file(to).with_context(unwritable)?;
    }
    copied.with_context(unwritable)
}

async fn copy(mut body: Body, out: &mut impl Write) -> anyhow::Result<u64> {
    use hyper::body::Body as _;
    let mut bytes = 0;
    while let Some(frame) = std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        if let Ok(data) = frame?.into_data() {
            bytes += data.len() as u64;
            out.write_all(&data)?;
        }
    }
    out.flush()?;
    Ok(bytes)
}
