//! The servers this generator can speak to, and how each of them lets somebody in.

use std::net::{SocketAddr, ToSocketAddrs};
use std::rc::Rc;

use room::wire::{Message, SUBPROTOCOL};
use serde_json::{Value, json};

use crate::cockpit::Cockpit;
use crate::failure::{Outcome, failed};
use crate::fleet::Seat;
use crate::http::Http;
use crate::number::{write, write_bytes};

/// Which dialect a server speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// Ours: rooms are boards of groups, everybody is a participant, the token is the first frame.
    Plenaria,
    /// Any server for y-websocket: rooms are paths.
    Yjs,
    /// Hocuspocus 4: the room's name in front of every message, a token first.
    Hocuspocus,
    /// y-sweet: rooms and their addresses are asked for by HTTP.
    YSweet,
    /// `loadgen relay`: hands on whatever comes, keeps nothing.
    Relay,
}

/// A server, its rooms and seats.
pub struct Target {
    kind: Kind,
    address: SocketAddr,
    host: String,
    /// With `{room}` where the room's name goes.
    path: String,
    http: Http,
    admin_token: String,
    rooms: usize,
    /// The workshop that was made last, and the token of who facilitates it.
    facilitated: Option<(String, String)>,
}

/// Where people meet.
#[derive(Clone, Debug)]
pub struct Room {
    name: String,
    /// Plenaria's join code.
    code: String,
    /// y-sweet's path.
    path: String,
}

/// What Hocuspocus calls its authentication message, and the token in it.
const AUTH: u64 = 2;
/// People in one workshop: its record is written anew whenever somebody joins.
const PEOPLE_PER_WORKSHOP: usize = 400;
const ROOMS_PER_WORKSHOP: usize = 50;

impl Target {
    /// The server at `url` (ws or http).
    ///
    /// # Errors
    /// When that is no address, or a token is missing.
    pub fn new(kind: Kind, url: &str, admin_token: Option<&str>) -> Outcome<Target> {
        let Some((_, rest)) = url.split_once("://") else { return failed(format!("{url} is no URL")) };
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let Some(address) = host.to_socket_addrs()?.next() else {
            return failed(format!("{host} is nowhere"));
        };
        if kind == Kind::Plenaria && admin_token.is_none() {
            return failed("plenaria needs --admin-token to make workshops");
        }
        let mut path = format!("/{path}");
        if !path.contains("{room}") {
            let slash = if path.ends_with('/') { "" } else { "/" };
            path = format!("{path}{slash}{{room}}");
        }
        Ok(Target {
            kind,
            address,
            host: host.to_owned(),
            path,
            http: Http::new(address, host),
            admin_token: admin_token.unwrap_or_default().to_owned(),
            rooms: 0,
            facilitated: None,
        })
    }

    /// Whether it keeps documents and answers those who ask for them.
    pub fn keeps_documents(&self) -> bool {
        self.kind != Kind::Relay
    }

    /// Rooms that nobody has used, for that many people each.
    ///
    /// # Errors
    /// When the server does not make them.
    pub fn rooms(&mut self, count: usize, people: usize) -> Outcome<Vec<Room>> {
        let mut rooms = Vec::with_capacity(count);
        while rooms.len() < count {
            self.rooms += 1;
            let name = format!("load-{}-{}", std::process::id(), self.rooms);
            match self.kind {
                Kind::Plenaria => {
                    let groups =
                        (PEOPLE_PER_WORKSHOP / people).clamp(1, ROOMS_PER_WORKSHOP).min(count - rooms.len());
                    self.workshop(&name, groups, &mut rooms)?;
                }
                Kind::YSweet => {
                    self.http.post("/doc/new", None, &json!({ "docId": name }))?;
                    let auth = self.http.post(&format!("/doc/{name}/auth"), None, &json!({}))?;
                    let url = text(&auth, "url")?;
                    let path = url.splitn(4, '/').nth(3).unwrap_or_default();
                    let token =
                        auth["token"].as_str().map_or(String::new(), |token| format!("?token={token}"));
                    rooms.push(Room { path: format!("/{path}/{name}{token}"), name, code: String::new() });
                }
                Kind::Yjs | Kind::Hocuspocus | Kind::Relay => {
                    rooms.push(Room { path: self.path.replace("{room}", &name), name, code: String::new() });
                }
            }
        }
        Ok(rooms)
    }

    fn workshop(&mut self, name: &str, groups: usize, rooms: &mut Vec<Room>) -> Outcome<()> {
        let names: Vec<String> = (1..=groups).map(|number| format!("Tavolo {number}")).collect();
        let body = json!({ "title": name, "groups": names });
        let made = self.http.post("/api/v1/workshops", Some(&self.admin_token), &body)?;
        let code = text(&made["join"], "code")?;
        self.facilitated = Some((text(&made, "id")?, text(&made["facilitator"], "token")?));
        rooms.extend(names.into_iter().map(|name| Room { name, code: code.clone(), path: String::new() }));
        Ok(())
    }

    /// The wall of the workshop that was made last.
    ///
    /// # Errors
    /// When the server knows no workshops.
    pub fn cockpit(&self) -> Outcome<Cockpit> {
        match &self.facilitated {
            Some((workshop, token)) => {
                Ok(Cockpit::open(Http::new(self.address, &self.host), workshop, token.clone()))
            }
            None => failed("only plenaria has a cockpit"),
        }
    }

    /// One more seat in a room, for a person of its own.
    ///
    /// # Errors
    /// When the server has none.
    pub fn seat(&mut self, room: &Room) -> Outcome<Seat> {
        // Sync step 1 of somebody who has nothing.
        let step_1 = Message::Step1(&[0]).encode().to_vec();
        let mut seat = Seat {
            address: self.address,
            host: self.host.clone(),
            path: room.path.clone(),
            subprotocol: None,
            prefix: Rc::from([]),
            greeting: vec![step_1.clone()],
            person: "a0b1c2d3e4f5g6h7i8j9k0".to_owned(),
        };
        match self.kind {
            Kind::Plenaria => {
                let body = json!({ "code": room.code, "name": "Prova", "group": room.name });
                let joined = self.http.post("/api/v1/join", None, &body)?;
                let boards = joined["boards"].as_array().map(Vec::as_slice).unwrap_or_default();
                let Some(board) = boards.iter().find(|board| board["group"] == *room.name) else {
                    return failed("the group that was joined has no board");
                };
                seat.path = format!("/sync/{}", text(board, "id")?);
                seat.subprotocol = Some(SUBPROTOCOL);
                seat.person = text(&joined, "participant")?;
                seat.greeting = vec![Message::Token(&text(&joined, "token")?).encode().to_vec(), step_1];
            }
            Kind::Hocuspocus => {
                let mut prefix = Vec::new();
                write_bytes(&mut prefix, room.name.as_bytes());
                seat.prefix = Rc::from(prefix);
                let mut auth = Vec::new();
                for number in [AUTH, 0, 0] {
                    write(&mut auth, number);
                }
                seat.greeting = vec![auth, step_1];
            }
            // Nobody would answer.
            Kind::Relay => seat.greeting.clear(),
            Kind::Yjs | Kind::YSweet => {}
        }
        Ok(seat)
    }
}

fn text(of: &Value, key: &str) -> Outcome<String> {
    match of[key].as_str() {
        Some(text) => Ok(text.to_owned()),
        None => failed(format!("the server's answer has no {key}: {of}")),
    }
}
