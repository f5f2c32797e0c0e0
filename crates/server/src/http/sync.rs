//! A socket on a board: the handshake, the greeting, then frames both ways.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Extension;
use axum::extract::{Path, Query};
use axum::http::header::{ORIGIN, SEC_WEBSOCKET_PROTOCOL};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use serde::Deserialize;

use board::id::ParticipantId;
use board::role::Role;
use room::wire::{self, CloseCode};
use room::{Seat, wire::Message as Frame};
use workshop::Workshop;

use super::Shared;
use super::access::{Address, principal};
use super::boards::{Opened, open};
use super::error::ApiError;
use super::upgrade::Upgrade;
use super::words;
use crate::app::App;
use crate::auth::Principal;
use crate::hub::{Bounds, Connection, Next, Outbox};
use crate::listen;
use crate::rights::standing;
use crate::socket::{self, Error, Frame as Outgoing, Message, ProtocolError, Reading, Writing};

/// How long the other side has to answer a close.
const GOODBYE: Duration = Duration::from_secs(1);
/// Later than any time: whoever is not read is not silent.
const NOT_LISTENING: u64 = u64::MAX;
/// How long somebody who has to wait is left without an answer.
const TURNED_AWAY: Duration = Duration::from_secs(1);
/// A frame somewhat above the limit is still read, so that it can be answered with its own close code.
const SLACK_BYTES: usize = 64 * 1024;

/// Stock clients bring their token as a query parameter.
#[derive(Deserialize)]
pub struct Params {
    token: Option<String>,
}

/// `GET /sync/{board}`.
pub async fn sync(
    app: Shared,
    Address(address): Address,
    Path(board): Path<String>,
    Query(params): Query<Params>,
    Extension(connection): Extension<listen::Place>,
    headers: HeaderMap,
    upgrade: Upgrade,
) -> Result<Response, ApiError> {
    let origin = headers.get(ORIGIN);
    if origin.is_some_and(|origin| !origin.to_str().is_ok_and(|origin| app.origins.allow(origin))) {
        return Err(ApiError::forbidden());
    }
    // An unknown board is told before the upgrade, whoever asks: ids cannot be guessed.
    app.workshops.of_board(&super::access::id(&board)?).await?;
    let opened = match params.token.as_deref() {
        Some(token) => Some(enter(&app, token, &board).await?),
        None => None,
    };
    let Some(place) = OfAddress::take(&app, address) else {
        return Err(ApiError::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too_many_sockets",
            &words::TOO_MANY_SOCKETS,
        ));
    };
    let ours = headers
        .get(SEC_WEBSOCKET_PROTOCOL)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(',').any(|protocol| protocol.trim() == wire::SUBPROTOCOL));
    let limits = &app.limits;
    let app = app.0.clone();
    let bounds =
        socket::Bounds { read_buffer: limits.read_buffer_bytes, message: limits.frame_bytes + SLACK_BYTES };
    Ok(upgrade.answer(ours.then_some(wire::SUBPROTOCOL), bounds, move |reading, writing| async move {
        let _open = app.metrics.socket();
        let _places = (place, connection);
        run(app, reading, writing, opened, &board, ours).await;
    }))
}

/// One of an address's sockets.
struct OfAddress {
    app: Arc<App>,
    address: IpAddr,
}

impl OfAddress {
    fn take(app: &Arc<App>, address: IpAddr) -> Option<OfAddress> {
        let mut count = app.sockets.entry(address).or_insert(0);
        if *count >= app.limits.sockets_per_address {
            return None;
        }
        *count += 1;
        Some(OfAddress { app: app.clone(), address })
    }
}

impl Drop for OfAddress {
    fn drop(&mut self) {
        if let Some(mut count) = self.app.sockets.get_mut(&self.address) {
            *count -= 1;
        }
        self.app.sockets.remove_if(&self.address, |_, count| *count == 0);
    }
}

async fn run(
    app: Arc<App>,
    mut reading: Reading,
    writing: Writing,
    opened: Option<(Opened, Principal)>,
    board: &str,
    ours: bool,
) {
    let bounds = Bounds { frames: app.limits.outbox_frames, bytes: app.limits.outbox_bytes };
    let outbox = Arc::new(Outbox::new(bounds, Box::new(writing.clone()), app.metrics.clone()));
    let socket = Socket {
        app: &app,
        outbox: &outbox,
        writing: &writing,
        silent_since_ms: AtomicU64::new(app.clock.now_ms()),
    };
    // Boxed: what is needed for coming in is not kept for as long as somebody stays.
    let seated = Box::pin(async {
        let (opened, caller) = match opened {
            Some(opened) => opened,
            None => greeted(&app, &mut reading, &outbox, board).await?,
        };
        let seat = seat(&opened, &caller, ours);
        let joined = app.hub.join(&opened.board.id, seat, outbox.clone()).await;
        let connection = joined.map_err(|_| CloseCode::Restart)?;
        catch_up(&app, &caller, &opened).await;
        tracing::debug!(board.id = %opened.board.id, conn.id = connection.number(), "joined");
        Ok((connection, caller.person().map(|person| person.id.clone())))
    });
    let (connection, person) = match seated.await {
        Ok((connection, person)) => (Some(connection), person),
        Err(code) => {
            outbox.close(code, true);
            (None, None)
        }
    };
    let closed = tokio::select! {
        () = socket.read(&mut reading, connection.as_ref()) => false,
        closed = socket.write(connection.as_ref()) => closed,
    };
    if let (Some(CloseCode::Malformed | CloseCode::TooLarge), Some(person)) = (outbox.closing(), person) {
        app.broken_sockets.failed(person, app.clock.now_ms());
    }
    if closed {
        // The other side's answer to our close; its own last frames are of no use any more.
        let rest = async { while reading.next(|_| {}).await.is_ok() {} };
        let _ = tokio::time::timeout(GOODBYE, rest).await;
    }
    outbox.end();
}

/// Rights may have changed between the look at them and the seat, and the programme may have gone on.
async fn catch_up(app: &App, caller: &Principal, opened: &Opened) {
    let (Some(person), board) = (caller.person(), &opened.board.id) else { return };
    let Ok(workshop) = app.workshops.get(&opened.workshop.id).await else { return };
    let role = caller.role(&workshop, board);
    if role != Some(opened.role) {
        let now = workshop.participant(&person.id);
        let name = now.map_or("", |now| &now.name);
        app.hub.rights(board, &person.id, standing(role, now), name).await;
    }
    let turn = workshop.progress.turn;
    if turn > 0 {
        let text = super::told(&workshop, app.agenda.now_ms(), Some(board)).to_string();
        app.hub.progress(board, turn, text).await;
    }
}

/// The first frame of our own page is its token.
async fn greeted(
    app: &App,
    reading: &mut Reading,
    outbox: &Outbox,
    board: &str,
) -> Result<(Opened, Principal), CloseCode> {
    let first = tokio::time::timeout(app.limits.greeting(), reading.next(|frame| outbox.say(frame))).await;
    let Ok(Ok(Message::Binary(bytes))) = first else { return Err(CloseCode::Unauthorised) };
    let Ok(Frame::Token(token)) = Frame::decode(&bytes) else { return Err(CloseCode::Unauthorised) };
    enter(app, token, board).await.map_err(|error| code(&error))
}

/// Whose token it is, and the board with that person's right to it. Whoever sends broken frames again and again has to wait, so that
/// the others do not wait for what each of these sockets costs.
async fn enter(app: &App, token: &str, board: &str) -> Result<(Opened, Principal), ApiError> {
    let caller = principal(app, token).await?;
    if let Some(person) = caller.person()
        && let Err(seconds) = app.broken_sockets.check(&person.id, app.clock.now_ms())
    {
        // Asking again at once would cost nearly as much as coming in.
        tokio::time::sleep(TURNED_AWAY).await;
        return Err(ApiError::slow_down(seconds));
    }
    Ok((open(app, &caller, board).await?, caller))
}

fn code(error: &ApiError) -> CloseCode {
    match error.status {
        StatusCode::UNAUTHORIZED => CloseCode::Unauthorised,
        StatusCode::FORBIDDEN => CloseCode::Forbidden,
        StatusCode::NOT_FOUND => CloseCode::UnknownBoard,
        StatusCode::TOO_MANY_REQUESTS => CloseCode::Budget,
        _ => CloseCode::Restart,
    }
}

/// Cursor colours that white text is legible on.
const COLOURS: [&str; 12] = [
    "#0b6e69", "#9a3412", "#6d28d9", "#1d4ed8", "#a21caf", "#166534", "#b91c1c", "#854d0e", "#0369a1",
    "#4d7c0f", "#be185d", "#475569",
];

fn seat(opened: &Opened, caller: &Principal, ours: bool) -> Seat {
    // Only people of a workshop get here.
    let id = caller.person().map_or_else(|| ParticipantId::from_random(0), |person| person.id.clone());
    let staff = words::STAFF.says(opened.workshop.language());
    let name = opened.workshop.participant(&id).map_or(staff, |person| &person.name).to_owned();
    let colour = COLOURS[turn(&opened.workshop, &id) % COLOURS.len()].to_owned();
    Seat { participant: id, name, colour, role: opened.role.max(Role::Viewer), ours }
}

/// Which colour's turn it is: people of one group differ as long as there are colours; staff are in no group.
fn turn(workshop: &Workshop, id: &ParticipantId) -> usize {
    let Some(person) = workshop.participant(id) else {
        return id.as_str().bytes().map(usize::from).sum();
    };
    let of_group = workshop.participants.iter().filter(|other| other.group == person.group);
    of_group.take_while(|other| other.id != person.id).count()
}

/// An open socket, for as long as its task runs.
struct Socket<'a> {
    app: &'a App,
    outbox: &'a Outbox,
    writing: &'a Writing,
    /// Since when the other side has said nothing, pongs included; [`NOT_LISTENING`] while it is not read.
    silent_since_ms: AtomicU64,
}

impl Socket<'_> {
    /// Hands frames to the board, until the other side has ended; after a close of ours it only waits for that to be said.
    async fn read(&self, reading: &mut Reading, connection: Option<&Connection>) {
        let Some(connection) = connection else { return std::future::pending().await };
        let (app, outbox) = (self.app, self.outbox);
        loop {
            let paused = outbox.paused_until();
            if paused > app.clock.now_ms() {
                tokio::time::sleep_until(app.clock.instant(paused)).await;
            }
            self.listens(true);
            let message = reading.next(|frame| outbox.say(frame)).await;
            self.listens(false);
            match message {
                Ok(Message::Binary(bytes)) if bytes.len() > app.limits.frame_bytes => {
                    outbox.close(CloseCode::TooLarge, true);
                }
                Ok(Message::Binary(bytes)) => {
                    // The frame is a slice of the socket's read buffer; kept as it is, it would keep all of that.
                    match connection.frame(Bytes::copy_from_slice(&bytes)).await {
                        Ok(()) => continue,
                        Err(_) => outbox.close(CloseCode::Restart, true),
                    }
                }
                Ok(Message::Ping(_) | Message::Pong(_)) => continue,
                Ok(Message::Text(_) | Message::Frame(_)) => outbox.close(CloseCode::Malformed, true),
                Err(Error::Capacity(_)) => outbox.close(CloseCode::TooLarge, false),
                Err(Error::Protocol(error)) if error != ProtocolError::ResetWithoutClosingHandshake => {
                    outbox.close(CloseCode::Malformed, false);
                }
                Err(Error::Utf8(_)) => outbox.close(CloseCode::Malformed, false),
                Ok(Message::Close(_)) | Err(_) => return,
            }
            // Whoever does not even take the close is given up like anybody silent.
            self.listens(true);
            return std::future::pending().await;
        }
    }

    fn listens(&self, now: bool) {
        let since_ms = if now { self.app.clock.now_ms() } else { NOT_LISTENING };
        self.silent_since_ms.store(since_ms, Ordering::Relaxed);
    }

    /// Writes what could not be written at once, and pings, until there is no other side any more; answers whether a close of ours
    /// was said, which the other side may answer.
    async fn write(&self, connection: Option<&Connection>) -> bool {
        let Socket { app, outbox, .. } = self;
        let period_ms = app.limits.ping_seconds.max(1) * 1000;
        let silence_ms = app.limits.silence_seconds * 1000;
        let mut ping_ms = app.clock.now_ms() + period_ms;
        loop {
            let given_up_ms = || self.silent_since_ms.load(Ordering::Relaxed).saturating_add(silence_ms);
            // Who is not listened to now may be in a moment.
            let look_ms = given_up_ms().min(app.clock.now_ms() + silence_ms).min(ping_ms);
            tokio::select! {
                biased;
                next = outbox.next(self.writing) => match (next, connection) {
                    (Next::Closed(code), _) => {
                        app.metrics.closed(code.reason());
                        return true;
                    }
                    (Next::Writable, Some(connection)) if connection.writable().await.is_ok() => {}
                    (Next::Writable | Next::Gone, _) => return false,
                },
                () = tokio::time::sleep_until(app.clock.instant(look_ms)) => {
                    let now_ms = app.clock.now_ms();
                    if now_ms >= given_up_ms() {
                        return false;
                    }
                    if now_ms >= ping_ms {
                        outbox.say(Outgoing::ping());
                        ping_ms = now_ms + period_ms;
                    }
                }
            }
        }
    }
}
