//! Rights that change while people are at work.

use crate::common::{Server, board_of, contains, document, note, text};
use crate::replica::Replica;
use serde_json::{Value, json};

fn person(workshop: &Value, seat: &Value) -> String {
    format!("/workshops/{}/participants/{}", text(&workshop["id"]), text(&seat["participant"]))
}

/// Two people of one group on its board, the first one watched by the second.
struct Scene {
    server: Server,
    workshop: Value,
    anna: Value,
    board: String,
}

impl Scene {
    async fn new() -> Scene {
        let server = Server::start(&[]);
        let workshop = server.workshop().await;
        let anna = server.join(&workshop, "Anna", "Ambiente").await;
        let board = board_of(&workshop, "group", Some("Ambiente"));
        Scene { server, workshop, anna, board }
    }

    async fn facilitator(&self, method: &str, body: Option<Value>) -> (u16, Value) {
        let token = Some(text(&self.workshop["facilitator"]["token"]));
        self.server.call(method, &person(&self.workshop, &self.anna), token, body).await
    }
}

#[tokio::test]
async fn ht28_f24_who_is_removed_writes_nothing_more_hears_nothing_more_and_does_not_come_back() {
    let scene = Scene::new().await;
    let Scene { server, workshop, anna, board } = &scene;
    let bruno = server.join(workshop, "Bruno", "Ambiente").await;
    let (token, other) = (text(&anna["token"]), text(&bruno["token"]));
    let mut a = server.socket(board, Some(token)).await.unwrap();
    let mut b = server.socket(board, Some(other)).await.unwrap();
    a.send(document(2, &note(7, "prima"))).await;
    assert!(contains(&b.update().await, "prima"));

    assert_eq!(scene.facilitator("DELETE", None).await.0, 204);
    a.send(document(2, &note(8, "dopo"))).await;
    b.send(document(2, &note(9, "segreto"))).await;
    let mut heard = Vec::new();
    let code = loop {
        match a.next().await {
            Ok(frame) => heard.extend(frame),
            Err(code) => break code,
        }
    };
    assert_eq!((code, contains(&heard, "segreto")), (4401, false));
    assert_eq!(server.socket(board, Some(token)).await.err(), Some(401));
    assert_eq!(server.call("GET", "/me", Some(token), None).await.0, 401);
    let (_, state) = server.call("GET", &format!("/boards/{board}/export.json"), Some(other), None).await;
    assert!(!state.to_string().contains("dopo") && state.to_string().contains("prima"));
    assert_eq!(scene.facilitator("DELETE", None).await.0, 404);
}

#[tokio::test]
async fn ht28_f24_a_role_and_a_group_are_in_force_at_once_and_after_a_restart() {
    let scene = Scene::new().await;
    let Scene { server, workshop, anna, board } = &scene;
    let token = text(&anna["token"]);
    let bruno = server.join(workshop, "Bruno", "Ambiente").await;
    let mut a = server.socket(board, Some(token)).await.unwrap();
    let mut b = server.socket(board, Some(text(&bruno["token"]))).await.unwrap();
    a.send(document(2, &note(7, "mia"))).await;
    assert!(contains(&b.update().await, "mia"));
    let (status, changed) = scene.facilitator("PATCH", Some(json!({ "role": "viewer" }))).await;
    assert_eq!((status, text(&changed["role"])), (200, "viewer"));
    a.send(document(2, &note(8, "dopo"))).await;
    assert_eq!(a.closed().await, 4403);
    let mut a = server.socket(board, Some(token)).await.expect("a viewer may look on");
    assert!(contains(&a.update().await, "mia"));

    let elsewhere = board_of(workshop, "group", Some("Cultura"));
    assert_eq!(server.socket(&elsewhere, Some(token)).await.err(), Some(403));
    let wish = json!({ "role": "editor", "group": "Cultura", "name": "Anna B." });
    assert_eq!(scene.facilitator("PATCH", Some(wish)).await.0, 200);
    assert_eq!(a.closed().await, 4403, "the old group's board");
    assert_eq!(server.socket(board, Some(token)).await.err(), Some(403));
    assert!(server.socket(&elsewhere, Some(token)).await.is_ok());
    for (wish, status) in [
        (json!({ "role": "facilitator" }), 422),
        (json!({ "group": "Sport" }), 422),
        (json!({ "rolle": "viewer" }), 400),
        (json!({ "role": "king" }), 400),
    ] {
        assert_eq!(scene.facilitator("PATCH", Some(wish)).await.0, status);
    }

    let Scene { server, workshop, anna, board } = scene;
    let server = server.kill_and_restart();
    assert_eq!(server.socket(&board, Some(text(&anna["token"]))).await.err(), Some(403));
    let facilitator = Some(text(&workshop["facilitator"]["token"]));
    let (_, seen) =
        server.call("GET", &format!("/workshops/{}", text(&workshop["id"])), facilitator, None).await;
    let people = &seen["people"][0];
    assert_eq!(
        (text(&people["name"]), text(&people["group"]), text(&people["role"])),
        ("Anna B.", "Cultura", "editor")
    );
}

#[tokio::test]
async fn ht28_f24_a_right_that_ends_while_somebody_comes_in_is_not_kept() {
    let scene = Scene::new().await;
    let Scene { server, anna, board, .. } = &scene;
    let token = text(&anna["token"]);
    for round in 0..150 {
        // Nothing has come from the board yet: the seat may be taken or not.
        let mut socket = server.socket(board, Some(token)).await.unwrap();
        assert_eq!(scene.facilitator("PATCH", Some(json!({ "group": "Cultura" }))).await.0, 200);
        assert_eq!(socket.closed().await, 4403, "round {round}");
        scene.facilitator("PATCH", Some(json!({ "group": "Ambiente" }))).await;
    }
}

#[tokio::test]
async fn ht28_rights_are_for_who_facilitates_this_workshop_to_change() {
    let scene = Scene::new().await;
    let other = scene.server.workshop().await;
    let path = person(&scene.workshop, &scene.anna);
    for token in [text(&scene.anna["token"]), text(&other["facilitator"]["token"]), crate::common::ADMIN] {
        for (method, body) in [("PATCH", Some(json!({ "role": "cofacilitator" }))), ("DELETE", None)] {
            assert_eq!(scene.server.call(method, &path, Some(token), body).await.0, 403, "{method}");
        }
    }
    // Two ids in one request: a person of another workshop.
    let token = Some(text(&other["facilitator"]["token"]));
    assert_eq!(scene.server.call("DELETE", &person(&other, &scene.anna), token, None).await.0, 404);
    assert!(scene.server.socket(&scene.board, Some(text(&scene.anna["token"]))).await.is_ok());
}

#[tokio::test]
async fn ht29_f24_a_renewed_code_and_link_replace_the_old_ones() {
    let scene = Scene::new().await;
    let Scene { server, workshop, anna, board } = &scene;
    let path = format!("/workshops/{}", text(&workshop["id"]));
    let token = Some(text(&workshop["facilitator"]["token"]));
    let (status, renewed) = server.call("PATCH", &path, token, Some(json!({ "renew_join": true }))).await;
    assert_eq!(status, 200);
    let join = async |from: &Value| {
        let invite = text(&from["join"]["url"]).split('#').nth(1).unwrap();
        let mut statuses = Vec::new();
        for door in [json!({ "code": from["join"]["code"] }), json!({ "invite": invite })] {
            statuses.push(server.call("POST", "/join/preview", None, Some(door)).await.0);
        }
        statuses
    };
    assert_eq!(join(workshop).await, [404, 404]);
    assert_eq!(join(&renewed).await, [200, 200]);
    assert!(server.socket(board, Some(text(&anna["token"]))).await.is_ok(), "who is in stays in");
}

#[tokio::test]
async fn ht44_names_on_a_board_are_those_of_who_wrote_commented_or_reacted_there() {
    let scene = Scene::new().await;
    let Scene { server, workshop, anna, board } = &scene;
    let bruno = server.join(workshop, "Bruno", "Ambiente").await;
    let dora = server.join(workshop, "Dora", "Ambiente").await;
    let carla = server.join(workshop, "Carla", "Cultura").await;
    let (token, me) = (text(&anna["token"]), text(&anna["participant"]));
    let mut a = server.socket(board, Some(token)).await.unwrap();
    let replica = Replica::new(7);
    a.send(document(2, &replica.signed("notes", "una", &[("author", me)]))).await;
    server.content_has(board, token, "una").await;
    let mut b = server.socket(board, Some(text(&bruno["token"]))).await.unwrap();
    let other = Replica::new(8);
    let reaction = [("on", "una"), ("kind", "plus"), ("author", text(&bruno["participant"]))];
    b.send(document(2, &other.signed("reactions", "r", &reaction))).await;
    assert!(contains(&a.update().await, "plus"));
    let mut d = server.socket(board, Some(text(&dora["token"]))).await.unwrap();
    let comment = [("on", "una"), ("author", text(&dora["participant"]))];
    d.send(document(2, &Replica::new(10).signed("comments", "c", &comment))).await;
    assert!(contains(&a.update().await, "comments"));

    let path = format!("/boards/{board}/people");
    let (status, answer) = server.call("GET", &path, Some(token), None).await;
    assert_eq!(status, 200);
    let mut names: Vec<&str> =
        answer["people"].as_array().unwrap().iter().map(|one| text(&one["name"])).collect();
    names.sort_unstable();
    assert_eq!(names, ["Anna", "Bruno", "Dora"]);
    // Another group's board gives no names, and without a token there are none.
    assert_eq!(server.call("GET", &path, Some(text(&carla["token"])), None).await.0, 403);
    assert_eq!(server.call("GET", &path, None, None).await.0, 401);
    // A comment or a reaction in another's name ends the line.
    d.send(document(2, &Replica::new(11).signed("comments", "d", &[("author", me)]))).await;
    assert_eq!(d.closed().await, 4400);
    b.send(document(2, &Replica::new(9).signed("reactions", "s", &[("author", me)]))).await;
    assert_eq!(b.closed().await, 4400);
}

#[tokio::test]
async fn ht92_what_a_group_may_do_changes_at_once_for_its_people_and_for_nobody_else() {
    let scene = Scene::new().await;
    let Scene { server, workshop, anna, board } = &scene;
    let bruno = server.join(workshop, "Bruno", "Cultura").await;
    let carla = server.join(workshop, "Carla", "Ambiente").await;
    let (path, staff) =
        (format!("/workshops/{}", text(&workshop["id"])), text(&workshop["facilitator"]["token"]));
    let change = async |method, path: &str, body| server.call(method, path, Some(staff), Some(body)).await;
    let role = async |seat: &Value, board: &str| {
        server.call("GET", &format!("/boards/{board}"), Some(text(&seat["token"])), None).await.1["role"]
            .clone()
    };
    let cultura = board_of(workshop, "group", Some("Cultura"));
    let mut a = server.socket(board, Some(text(&anna["token"]))).await.unwrap();
    a.send(document(2, &note(7, "prima"))).await;
    server.content_has(board, staff, "prima").await;

    let (status, now) =
        change("PATCH", &path, json!({ "roles": { "groups": { "Ambiente": "viewer" } } })).await;
    assert_eq!((status, &now["roles"]), (200, &json!({ "all": null, "groups": { "Ambiente": "viewer" } })));
    // What was sent after that is not taken.
    a.send(document(2, &note(8, "dopo"))).await;
    assert_eq!(a.closed().await, 4403);
    assert_eq!(
        [role(anna, board).await, role(&carla, board).await, role(&bruno, &cultura).await],
        ["viewer", "viewer", "editor"]
    );
    let scribe = person(workshop, &carla);
    let (status, told) = change("PATCH", &scribe, json!({ "role": "editor" })).await;
    assert_eq!((status, &told["role"], &told["own_role"]), (200, &json!("editor"), &json!("editor")));
    let mut c = server.socket(board, Some(text(&carla["token"]))).await.unwrap();
    c.send(document(2, &note(9, "verbale"))).await;
    server.content_has(board, staff, "verbale").await;
    change("PATCH", &scribe, json!({ "role": null })).await;
    assert_eq!(role(&carla, board).await, "viewer");

    change("PATCH", &path, json!({ "roles": { "all": "commenter", "groups": { "Ambiente": null } } })).await;
    assert_eq!([role(anna, board).await, role(&bruno, &cultura).await], ["commenter", "commenter"]);
    for (wrong, status) in [
        (json!({ "roles": { "all": "cofacilitator" } }), 422),
        (json!({ "roles": { "groups": { "Altro": "viewer" } } }), 422),
        (json!({ "roles": { "group": {} } }), 400),
    ] {
        assert_eq!(change("PATCH", &path, wrong.clone()).await.0, status, "{wrong}");
    }
    // It lasts.
    let Scene { server, workshop, .. } = scene;
    let server = server.kill_and_restart();
    let shown = server.call("GET", &path, Some(text(&workshop["facilitator"]["token"])), None).await.1;
    assert_eq!(shown["roles"], json!({ "all": "commenter", "groups": {} }));
}
