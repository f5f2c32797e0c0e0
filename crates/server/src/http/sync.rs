//! A socket on a board: the handshake, the greeting, then frames both ways.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, Query};
use axum::http::header::{ORIGIN, SEC_WEBSOCKET_PROTOCOL};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use serde::Deserialize;
use tokio::task::AbortHandle;

use board::id::ParticipantId;
use board::role::Role;
use room::wire::{self, CloseCode};
use room::{Seat, wire::Message as Frame};
use workshop::Workshop;

use super::Shared;
use super::access::{Address, principal};
use super::boards::{Opened, open};
use super::error::ApiError;
use crate::app::App;
use crate::auth::Principal;
use crate::hub::{Bounds, Connection, Next, Outbox, Pen};
use crate::listen;

/// How long the other side has to answer a close.
const GOODBYE: Duration = Duration::from_secs(1);
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
    upgrade: WebSocketUpgrade,
) -> Result<Response, ApiError> {
    let origin = headers.get(ORIGIN);
    if origin.is_some_and(|origin| !origin.to_str().is_ok_and(|origin| app.origins.allow(origin))) {
        return Err(ApiError::forbidden());
    }
    // An unknown board is told before the upgrade, whoever asks: ids cannot be guessed.
    app.workshops.of_board(&super::workshops::id(&board)?).await?;
    let opened = match params.token.as_deref() {
        Some(token) => {
            let caller = principal(&app, token).await?;
            Some((open(&app, &caller, &board).await?, caller))
        }
        None => None,
    };
    let Some(place) = OfAddress::take(&app, address) else {
        return Err(ApiError::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too_many_sockets",
            "Too many connections from this address. Close some and try again.",
            "Troppe connessioni da questo indirizzo. Chiudine qualcuna e riprova.",
        ));
    };
    let ours = headers
        .get(SEC_WEBSOCKET_PROTOCOL)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(',').any(|protocol| protocol.trim() == wire::SUBPROTOCOL));
    let limits = &app.limits;
    let app = app.0.clone();
    let upgrade = upgrade
        .protocols([wire::SUBPROTOCOL])
        .read_buffer_size(limits.read_buffer_bytes)
        // What waits is bounded by the outbox, and written out before more is taken from it. A bound here would only keep
        // people from boards larger than that.
        .max_write_buffer_size(usize::MAX)
        .max_frame_size(limits.frame_bytes + SLACK_BYTES)
        .max_message_size(limits.frame_bytes + SLACK_BYTES);
    Ok(upgrade
        .on_upgrade(move |socket| async move {
            let _open = app.metrics.socket();
            let _places = (place, connection);
            run(app, socket, opened, &board, ours).await;
        })
        .into_response())
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
    mut socket: WebSocket,
    opened: Option<(Opened, Principal)>,
    board: &str,
    ours: bool,
) {
    let app = &app;
    let opened = match opened {
        Some(opened) => Ok(opened),
        None => greeted(app, &mut socket, board).await,
    };
    let (opened, caller) = match opened {
        Ok(opened) => opened,
        Err(code) => return goodbye(app, socket, code).await,
    };
    let outbox =
        Arc::new(Outbox::new(Bounds { frames: app.limits.outbox_frames, bytes: app.limits.outbox_bytes }));
    let seat = seat(&opened, &caller, ours);
    let connection = match app.hub.join(&opened.board.id, seat, outbox.clone()).await {
        Ok(connection) => connection,
        Err(_) => return goodbye(app, socket, CloseCode::Restart).await,
    };
    catch_up(app, &caller, &opened).await;
    tracing::debug!(board.id = %opened.board.id, conn.id = connection.number(), "joined");
    let (sink, mut stream) = socket.split();
    // A task of its own: what is pushed to a socket must not look at each time what could be read from it.
    let mut writing = tokio::spawn(write(app.clone(), sink, connection.pen(), outbox.clone()));
    let _ends_with_us = Abort(writing.abort_handle());
    tokio::select! {
        () = read(app, &mut stream, &connection, &outbox) => {}
        _ = &mut writing => {
            // The other side's answer to our close; its own last frames are of no use any more.
            let rest = async { while let Some(Ok(_)) = stream.next().await {} };
            let _ = tokio::time::timeout(GOODBYE, rest).await;
        }
    }
}

/// Ends a task with whoever started it.
struct Abort(AbortHandle);

impl Drop for Abort {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Rights may have changed between the look at them and the seat.
async fn catch_up(app: &App, caller: &Principal, opened: &Opened) {
    let (Some(person), board) = (caller.person(), &opened.board.id) else { return };
    let Ok(workshop) = app.workshops.get(&opened.workshop.id).await else { return };
    let role = caller.role(&workshop, board);
    if role != Some(opened.role) {
        let name = workshop.participant(&person.id).map_or("", |person| &person.name);
        app.hub.rights(board, &person.id, role, name).await;
    }
}

/// The first frame of our own page is its token.
async fn greeted(app: &App, socket: &mut WebSocket, board: &str) -> Result<(Opened, Principal), CloseCode> {
    let first = tokio::time::timeout(app.limits.greeting(), socket.recv()).await;
    let Ok(Some(Ok(Message::Binary(bytes)))) = first else { return Err(CloseCode::Unauthorised) };
    let Ok(Frame::Token(token)) = Frame::decode(&bytes) else { return Err(CloseCode::Unauthorised) };
    let caller = principal(app, token).await.map_err(|error| code(&error))?;
    let opened = open(app, &caller, board).await.map_err(|error| code(&error))?;
    Ok((opened, caller))
}

fn code(error: &ApiError) -> CloseCode {
    match error.status {
        StatusCode::UNAUTHORIZED => CloseCode::Unauthorised,
        StatusCode::FORBIDDEN => CloseCode::Forbidden,
        StatusCode::NOT_FOUND => CloseCode::UnknownBoard,
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
    let staff = if opened.workshop.language == "en" { "Facilitator" } else { "Chi facilita" };
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

async fn read(app: &App, stream: &mut SplitStream<WebSocket>, connection: &Connection, outbox: &Outbox) {
    let silence = Duration::from_secs(app.limits.silence_seconds);
    loop {
        let paused = outbox.paused_until();
        if paused > app.clock.now_ms() {
            tokio::time::sleep_until(app.clock.instant(paused)).await;
        }
        let message = match tokio::time::timeout(silence, stream.next()).await {
            Ok(Some(Ok(message))) => message,
            Ok(Some(Err(error))) => {
                let too_large =
                    error.to_string().contains("too long") || error.to_string().contains("too large");
                outbox.close(if too_large { CloseCode::TooLarge } else { CloseCode::Malformed }, false);
                return std::future::pending().await;
            }
            // Silence or the end: the seat is free.
            Err(_) | Ok(None) => return,
        };
        match message {
            Message::Binary(bytes) if bytes.len() > app.limits.frame_bytes => {
                outbox.close(CloseCode::TooLarge, true);
                return std::future::pending().await;
            }
            Message::Binary(bytes) => {
                // The frame is a slice of the socket's read buffer; kept as it is, it would keep all of that.
                if connection.frame(Bytes::copy_from_slice(&bytes)).await.is_err() {
                    outbox.close(CloseCode::Restart, true);
                    return std::future::pending().await;
                }
            }
            Message::Text(_) => {
                outbox.close(CloseCode::Malformed, true);
                return std::future::pending().await;
            }
            Message::Ping(_) | Message::Pong(_) => {}
            Message::Close(_) => return,
        }
    }
}

async fn write(app: Arc<App>, mut sink: SplitSink<WebSocket, Message>, pen: Pen, outbox: Arc<Outbox>) {
    let period = Duration::from_secs(app.limits.ping_seconds.max(1));
    let mut ping = tokio::time::interval(period);
    ping.tick().await;
    loop {
        let next = tokio::select! {
            biased;
            next = outbox.next() => next,
            _ = ping.tick() => {
                if sink.send(Message::Ping(Bytes::new())).await.is_err() {
                    return;
                }
                continue;
            }
        };
        match next {
            Next::Frames(frames) => {
                let bytes = frames.iter().map(Bytes::len).sum();
                app.metrics.frames_out(frames.len(), bytes);
                for frame in frames {
                    if sink.feed(Message::Binary(frame)).await.is_err() {
                        return;
                    }
                }
                if sink.flush().await.is_err() {
                    return;
                }
            }
            Next::Writable => {
                if pen.writable().await.is_err() {
                    return;
                }
            }
            Next::Close(code) => {
                app.metrics.closed(code.reason());
                let _ = sink.send(Message::Close(Some(close(code)))).await;
                return;
            }
        }
    }
}

fn close(code: CloseCode) -> CloseFrame {
    CloseFrame { code: code.number(), reason: code.reason().into() }
}

async fn goodbye(app: &App, mut socket: WebSocket, code: CloseCode) {
    app.metrics.closed(code.reason());
    let _ = socket.send(Message::Close(Some(close(code)))).await;
    let _ = tokio::time::timeout(GOODBYE, async { while let Some(Ok(_)) = socket.recv().await {} }).await;
}
