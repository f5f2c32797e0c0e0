//! Who is expected, how they come in, and groups that are prepared.

use crate::common::{Server, board_of, document, note, text};
use serde_json::{Value, json};

const ROOMS: &str = include_str!("../../../tests/data/laboratorio/zoom-breakout.csv");

struct Desk {
    server: Server,
    workshop: Value,
}

impl Desk {
    async fn new() -> Desk {
        let server = Server::start(&[]);
        let body = json!({ "title": "Prova", "groups": ["Ambiente", "Cultura", "Scuola", "Sociale"], "sessions": [{}, {}] });
        let (_, workshop) = server.call("POST", "/workshops", Some(crate::common::ADMIN), Some(body)).await;
        Desk { server, workshop }
    }

    fn token(&self) -> &str {
        text(&self.workshop["facilitator"]["token"])
    }

    async fn ask(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let path = format!("/workshops/{}{path}", text(&self.workshop["id"]));
        self.server.call(method, &path, Some(self.token()), body).await
    }

    /// Sends or fetches a file: status, body.
    async fn file(&self, method: &str, path: &str, body: &str) -> (u16, String) {
        let path = format!("/api/v1/workshops/{}{path}", text(&self.workshop["id"]));
        let request = format!("{method} {path} HTTP/1.1\r\nAuthorization: Bearer {}\r\n", self.token());
        let (status, _, body) = self.server.raw(&request, body.as_bytes()).await;
        (status, String::from_utf8(body).unwrap())
    }

    async fn roster(&self) -> Value {
        self.ask("GET", "/roster", None).await.1
    }

    async fn join(&self, body: Value) -> (u16, Value) {
        self.server.call("POST", "/join", None, Some(body)).await
    }
}

fn named<'a>(list: &'a Value, name: &str) -> &'a Value {
    list.as_array().unwrap().iter().find(|one| one["name"] == name).unwrap()
}

#[tokio::test]
async fn ht58_who_is_expected_comes_in_by_a_code_of_their_own_and_comes_back_by_it() {
    let desk = Desk::new().await;
    let who =
        json!({ "name": "Anna", "group": "Cultura", "email": "anna@example.org", "sector": "Biblioteche" });
    let (status, anna) = desk.ask("POST", "/participants", Some(who)).await;
    assert_eq!((status, &anna["expected"]), (201, &json!(true)));
    let code = anna["code"].clone();
    let (_, door) = desk.server.call("POST", "/join/preview", None, Some(json!({ "code": code }))).await;
    assert_eq!((&door["person"]["name"], &door["group"]), (&json!("Anna"), &json!("Cultura")));
    assert!(!door.to_string().contains("example.org"));
    let (status, seat) = desk.join(json!({ "code": code })).await;
    assert_eq!(
        (status, &seat["participant"], &seat["group"]),
        (201, &anna["participant"], &json!("Cultura"))
    );
    // Another device, the same person.
    let (_, again) = desk.join(json!({ "code": code })).await;
    assert_eq!(again["participant"], seat["participant"]);
    assert_ne!(again["token"], seat["token"]);
    let path = format!("/participants/{}/code", text(&anna["participant"]));
    let (_, renewed) = desk.ask("POST", &path, None).await;
    assert_eq!(desk.join(json!({ "code": code })).await.0, 404);
    assert_eq!(desk.join(json!({ "code": renewed["code"] })).await.1["participant"], seat["participant"]);
    assert_eq!(desk.roster().await["people"].as_array().unwrap().len(), 1);
    assert_eq!(desk.ask("DELETE", path.trim_end_matches("/code"), None).await.0, 204);
    assert_eq!(desk.join(json!({ "code": renewed["code"] })).await.0, 404, "sent away");
}

#[tokio::test]
async fn ht58_a_groups_code_opens_that_group_and_the_list_only_if_it_is_shown() {
    let desk = Desk::new().await;
    desk.ask("POST", "/participants", Some(json!({ "name": "Bruno", "group": "Scuola" }))).await;
    let roster = desk.roster().await;
    let school = named(&roster["groups"], "Scuola");
    let preview = async |code: &Value| {
        desk.server.call("POST", "/join/preview", None, Some(json!({ "code": code }))).await.1
    };
    let door = preview(&school["code"]).await;
    assert_eq!((&door["group"], &door["waiting"]), (&json!("Scuola"), &json!([])));
    let (_, late) = desk.join(json!({ "code": school["code"], "name": "Carla", "group": "Cultura" })).await;
    assert_eq!(late["group"], "Scuola", "the door decides");

    desk.ask("PATCH", "/roster", Some(json!({ "list_at_door": true }))).await;
    let door = preview(&school["code"]).await;
    let entry = door["waiting"][0]["participant"].clone();
    let other = preview(&named(&roster["groups"], "Cultura")["code"]).await;
    assert_eq!((door["waiting"].as_array().unwrap().len(), &other["waiting"]), (1, &json!([])));
    let (status, seat) = desk.join(json!({ "code": school["code"], "entry": entry })).await;
    assert_eq!((status, &seat["participant"]), (201, &entry));
    assert_eq!(
        desk.join(json!({ "code": school["code"], "entry": entry })).await.0,
        409,
        "somebody is it already"
    );
    // New doors with the workshop's: those of the groups too.
    desk.ask("PATCH", "", Some(json!({ "renew_join": true }))).await;
    assert_eq!(desk.join(json!({ "code": school["code"], "name": "Dora" })).await.0, 404);
}

#[tokio::test]
async fn ht59_twenty_four_people_of_the_sample_land_in_their_groups_and_go_back_to_zoom() {
    let desk = Desk::new().await;
    let (status, report) = desk.file("POST", "/rooms.csv", ROOMS).await;
    assert_eq!(status, 200, "{report}");
    let roster = desk.roster().await;
    let people = roster["people"].as_array().unwrap();
    assert_eq!(people.len(), 24);
    let mut rows: Vec<&str> = ROOMS.trim_start_matches('\u{feff}').lines().skip(1).collect();
    for row in &rows {
        let (room, email) = row.split_once(',').unwrap();
        let person = people.iter().find(|person| person["email"] == email).unwrap();
        let (_, seat) = desk.join(json!({ "code": person["code"], "name": "Chi arriva" })).await;
        assert_eq!(seat["group"], room);
    }
    let (_, out) = desk.file("GET", "/rooms.csv", "").await;
    let mut back: Vec<&str> = out.lines().skip(1).collect();
    assert_eq!(out.lines().next(), Some("Pre-assign Room Name,Email Address"));
    rows.sort_unstable();
    back.sort_unstable();
    assert_eq!(rows, back);

    let (_, rooms) = desk.ask("GET", "/rooms.json", None).await;
    assert_eq!((rooms["groups"].as_array().unwrap().len(), &rooms["zoom"]["left_out"]), (4, &json!([])));
    let (status, moved) = desk.ask("POST", "/rooms.json?session=2", Some(rooms["groups"].clone())).await;
    assert_eq!((status, &moved["moves"]), (200, &json!([])), "{moved}");
    let with_mark = format!("\u{feff}{}", rooms["groups"]);
    let (status, answer) = desk.file("POST", "/rooms.json?session=2", &with_mark).await;
    assert_eq!(status, 200, "a file that begins with a byte order mark: {answer}");
    let (status, list) = desk.file("GET", "/roster.csv", "").await;
    assert_eq!((status, list.lines().count()), (200, 25));
    let (status, wrong) = desk.file("POST", "/roster.csv", "nome;e-mail\r\nAda;nessuna\r\n").await;
    assert_eq!(status, 422);
    assert!(wrong.contains("\"line\":2"), "{wrong}");
}

#[tokio::test]
async fn ht60_a_grouping_moves_people_at_once_when_it_is_put_in_force() {
    let desk = Desk::new().await;
    let mut seats = Vec::new();
    for (n, group) in ["Ambiente", "Cultura", "Scuola", "Sociale"].into_iter().cycle().take(8).enumerate() {
        seats.push(desk.server.join(&desk.workshop, &format!("P{n}"), group).await);
    }
    let (status, made) = desk.ask("POST", "/groupings", Some(json!({ "how": "rotate", "session": 2 }))).await;
    assert_eq!((status, &made["report"]["again"]), (201, &json!(0)), "{made}");
    let id = text(&made["id"]).to_owned();
    assert!(
        desk.roster().await["people"].as_array().unwrap().iter().all(|person| person["group"].is_string())
    );

    // By hand: everybody of Ambiente to Cultura, now.
    let (_, hand) = desk.ask("POST", "/groupings", Some(json!({ "how": "present", "name": "A mano" }))).await;
    let hand = text(&hand["id"]).to_owned();
    let first = text(&seats[0]["participant"]).to_owned();
    let wish = json!({ "name": "Mossi", "seats": { &first: "Cultura" } });
    let (status, changed) = desk.ask("PATCH", &format!("/groupings/{hand}"), Some(wish)).await;
    assert_eq!((status, &changed["grouping"]["name"]), (200, &json!("Mossi")));
    let board = board_of(&desk.workshop, "group", Some("Ambiente"));
    let token = text(&seats[0]["token"]);
    let mut socket = desk.server.socket(&board, Some(token)).await.unwrap();
    socket.send(document(2, &note(7, "prima"))).await;
    desk.server.content_has(&board, token, "prima").await;
    let (status, applied) = desk.ask("POST", &format!("/groupings/{hand}/apply"), Some(json!({}))).await;
    assert_eq!((status, applied["moves"].as_array().unwrap().len()), (200, 1));
    assert_eq!(
        (&applied["moves"][0]["participant"], &applied["moves"][0]["to"]),
        (&json!(first), &json!("Cultura"))
    );
    assert_eq!(socket.closed().await, 4403);
    let elsewhere = board_of(&desk.workshop, "group", Some("Cultura"));
    assert!(desk.server.socket(&elsewhere, Some(token)).await.is_ok());
    assert!(named(&desk.roster().await["groupings"], "Mossi")["in_force"].as_bool().unwrap());

    // Of the next session only when it is that one.
    desk.ask("POST", &format!("/groupings/{id}/apply"), Some(json!({ "session": 2 }))).await;
    assert!(desk.server.socket(&elsewhere, Some(token)).await.is_ok());
    desk.ask("PATCH", "", Some(json!({ "session_now": 2 }))).await;
    let roster = desk.roster().await;
    let planned = &roster["groupings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["grouping"] == id.as_str())
        .unwrap()["seats"];
    for person in roster["people"].as_array().unwrap() {
        let members = planned[text(&person["group"])].as_array().unwrap();
        assert!(members.contains(&person["participant"]));
    }
    assert!(desk.server.socket(&elsewhere, Some(token)).await.is_ok(), "what one has made stays one's own");
    assert_eq!(desk.ask("DELETE", &format!("/groupings/{id}"), None).await.0, 204);
    assert_eq!(desk.ask("POST", &format!("/groupings/{id}/apply"), Some(json!({}))).await.0, 404);
}

#[tokio::test]
async fn ht61_names_and_addresses_are_for_who_facilitates_alone() {
    let desk = Desk::new().await;
    desk.ask("POST", "/participants", Some(json!({ "name": "Anna", "email": "anna@example.org" }))).await;
    let seat = desk.server.join(&desk.workshop, "Bruno", "Cultura").await;
    let person = format!("/participants/{}", text(&seat["participant"]));
    desk.ask("PATCH", &person, Some(json!({ "role": "cofacilitator", "email": "bruno@example.org" }))).await;
    let other = desk.server.workshop().await;
    let base = format!("/workshops/{}", text(&desk.workshop["id"]));
    for token in [text(&seat["token"]), text(&other["facilitator"]["token"]), crate::common::ADMIN] {
        for (method, path, body) in [
            ("GET", "/roster", None),
            ("PATCH", "/roster", Some(json!({ "list_at_door": true }))),
            ("GET", "/roster.csv", None),
            ("POST", "/roster.csv", Some(json!("name"))),
            ("GET", "/rooms.csv", None),
            ("POST", "/rooms.csv", Some(json!("x"))),
            ("GET", "/rooms.json", None),
            ("POST", "/rooms.json", Some(json!([]))),
            ("POST", "/participants", Some(json!({}))),
            ("POST", "/groups", Some(json!({ "name": "Salute" }))),
            ("POST", "/groupings", Some(json!({ "how": "mix" }))),
            ("PATCH", "/groupings/x", Some(json!({}))),
            ("DELETE", "/groupings/x", None),
            ("POST", "/groupings/x/apply", Some(json!({}))),
        ] {
            let (status, answer) =
                desk.server.call(method, &format!("{base}{path}"), Some(token), body).await;
            assert_eq!(status, 403, "{method} {path}");
            assert!(!answer.to_string().contains("example.org"));
        }
        let (_, seen) = desk.server.call("GET", &base, Some(token), None).await;
        assert!(!seen.to_string().contains("example.org"));
    }
    let (status, groups) = desk.ask("POST", "/groups", Some(json!({ "name": "Salute" }))).await;
    assert_eq!((status, groups["groups"].as_array().unwrap().len()), (201, 5));
}

#[tokio::test]
async fn ht63_who_waits_opens_nothing_until_they_are_let_in() {
    let desk = Desk::new().await;
    let (_, anna) =
        desk.ask("POST", "/participants", Some(json!({ "name": "Anna", "group": "Cultura" }))).await;
    let (status, changed) = desk.ask("PATCH", "", Some(json!({ "waiting_room": true }))).await;
    assert_eq!((status, &changed["waiting_room"]), (200, &json!(true)));
    let (_, own) = desk.join(json!({ "code": anna["code"] })).await;
    assert_eq!((&own["waiting"], own["boards"].as_array().unwrap().len()), (&json!(false), 5));

    let board = board_of(&desk.workshop, "group", Some("Cultura"));
    let [bruno, carla] = [
        desk.server.join(&desk.workshop, "Bruno", "Cultura").await,
        desk.server.join(&desk.workshop, "Carla", "Cultura").await,
    ];
    let token = Some(text(&bruno["token"]));
    let base = format!("/workshops/{}", text(&desk.workshop["id"]));
    assert_eq!(
        (&bruno["waiting"], &bruno["boards"], &bruno["landing"]),
        (&json!(true), &json!([]), &Value::Null)
    );
    assert_eq!(desk.server.socket(&board, token).await.err(), Some(403));
    for path in
        [format!("/boards/{board}"), format!("/boards/{board}/export.json"), format!("{base}/templates")]
    {
        assert_eq!(desk.server.call("GET", &path, token, None).await.0, 403, "{path}");
    }
    let (_, seen) = desk.server.call("GET", &base, token, None).await;
    assert_eq!((&seen["me"]["waiting"], &seen["boards"]), (&json!(true), &json!([])));
    assert!(!seen.to_string().contains("Carla"));

    let person = format!("/participants/{}", text(&bruno["participant"]));
    desk.ask("PATCH", &person, Some(json!({ "waiting": false }))).await;
    let mut socket = desk.server.socket(&board, token).await.unwrap();
    assert_eq!(desk.server.call("GET", &base, token, None).await.1["landing"], board.as_str());
    assert_eq!(desk.server.socket(&board, Some(text(&carla["token"]))).await.err(), Some(403));
    desk.ask("PATCH", &person, Some(json!({ "waiting": true }))).await;
    assert_eq!(socket.closed().await, 4403, "sent back");
    desk.ask("PATCH", "", Some(json!({ "admit_all": true }))).await;
    for seat in [&bruno, &carla] {
        assert!(desk.server.socket(&board, Some(text(&seat["token"]))).await.is_ok());
    }
    let late = desk.server.join(&desk.workshop, "Dora", "Cultura").await;
    assert_eq!(late["waiting"], true);
    desk.ask("PATCH", "", Some(json!({ "waiting_room": false }))).await;
    assert!(desk.server.socket(&board, Some(text(&late["token"]))).await.is_ok());
}
