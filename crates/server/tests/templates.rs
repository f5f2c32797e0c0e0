//! Templates that a workshop saves for its boards.

use crate::common::{ADMIN, Server, board_of, document, note, text};
use serde_json::{Value, json};

/// A workshop with one note, called `parco`, on the board of a group.
struct Scene {
    server: Server,
    workshop: Value,
    anna: Value,
    board: String,
}

impl Scene {
    async fn new(flags: &[&str]) -> Scene {
        let server = Server::start(flags);
        let workshop = server.workshop().await;
        let anna = server.join(&workshop, "Anna", "Ambiente").await;
        let board = board_of(&workshop, "group", Some("Ambiente"));
        let mut socket = server.socket(&board, Some(text(&anna["token"]))).await.unwrap();
        socket.send(document(2, &note(7, "parco"))).await;
        server.content_has(&board, text(&anna["token"]), "parco").await;
        Scene { server, workshop, anna, board }
    }

    fn path(&self) -> String {
        format!("/workshops/{}/templates", text(&self.workshop["id"]))
    }

    fn facilitator(&self) -> &str {
        text(&self.workshop["facilitator"]["token"])
    }

    fn anna(&self) -> &str {
        text(&self.anna["token"])
    }

    async fn save(&self, token: &str, title: &str, notes: bool) -> (u16, Value) {
        let wish = json!({ "board": self.board, "title": title, "notes": notes });
        self.server.call("POST", &self.path(), Some(token), Some(wish)).await
    }

    async fn list(&self, token: &str) -> (u16, Value) {
        self.server.call("GET", &self.path(), Some(token), None).await
    }
}

#[tokio::test]
async fn ht46_staff_save_and_remove_templates_and_everybody_in_the_workshop_sees_them() {
    let scene = Scene::new(&[]).await;
    let (facilitator, anna) = (scene.facilitator(), scene.anna());
    assert_eq!(scene.save(anna, "Mio", true).await.0, 403);
    let (status, made) = scene.save(facilitator, "Il parco", true).await;
    assert_eq!(status, 201, "{made}");
    assert_eq!(
        made["content"]["notes"],
        json!([{ "id": "n1", "text": "parco", "pos": [0.0, 0.0], "size": [200.0, 200.0], "color": "yellow" }])
    );

    // Whoever helps to run it saves too, from the moment they do.
    let person = format!(
        "/workshops/{}/participants/{}",
        text(&scene.workshop["id"]),
        text(&scene.anna["participant"])
    );
    let role = |role: &'static str| {
        scene.server.call("PATCH", &person, Some(facilitator), Some(json!({ "role": role })))
    };
    assert_eq!(role("cofacilitator").await.0, 200);
    assert_eq!(scene.save(anna, "Di Anna", true).await.0, 201);
    assert_eq!(role("viewer").await.0, 200);
    let (status, seen) = scene.list(anna).await;
    let titles: Vec<_> =
        seen["templates"].as_array().unwrap().iter().map(|one| text(&one["title"])).collect();
    assert_eq!((status, titles), (200, vec!["Di Anna", "Il parco"]));

    let one = format!("{}/{}", scene.path(), text(&made["template"]));
    assert_eq!(scene.server.call("DELETE", &one, Some(anna), None).await.0, 403);
    assert_eq!(scene.server.call("DELETE", &one, Some(facilitator), None).await.0, 204);
    assert_eq!(scene.server.call("DELETE", &one, Some(facilitator), None).await.0, 404);
    assert_eq!(
        scene.server.call("DELETE", &format!("{}/..", scene.path()), Some(facilitator), None).await.0,
        404
    );
    let Scene { server, workshop, .. } = scene;
    let server = server.kill_and_restart();
    let path = format!("/workshops/{}/templates", text(&workshop["id"]));
    let (_, seen) = server.call("GET", &path, Some(text(&workshop["facilitator"]["token"])), None).await;
    assert_eq!(seen["templates"].as_array().unwrap().len(), 1);
    assert_eq!(text(&seen["templates"][0]["title"]), "Di Anna");
}

#[tokio::test]
async fn ht46_templates_of_another_workshop_are_neither_seen_nor_made_nor_removed() {
    let scene = Scene::new(&[]).await;
    let (_, made) = scene.save(scene.facilitator(), "Nostro", true).await;
    let one = format!("{}/{}", scene.path(), text(&made["template"]));
    let other = scene.server.workshop().await;
    let token = text(&other["facilitator"]["token"]);
    for token in [token, ADMIN] {
        assert_eq!(scene.list(token).await.0, 403);
        assert_eq!(scene.save(token, "Altrui", true).await.0, 403);
        assert_eq!(scene.server.call("DELETE", &one, Some(token), None).await.0, 403);
    }
    assert_eq!(scene.server.call("GET", &scene.path(), None, None).await.0, 401);
    // Two ids in one request: a board, and a template, of another workshop.
    let own = format!("/workshops/{}/templates", text(&other["id"]));
    let wish = json!({ "board": scene.board, "title": "Preso", "notes": true });
    assert_eq!(scene.server.call("POST", &own, Some(token), Some(wish)).await.0, 404);
    let foreign = format!("{own}/{}", text(&made["template"]));
    assert_eq!(scene.server.call("DELETE", &foreign, Some(token), None).await.0, 404);
    assert_eq!(scene.server.call("GET", &own, Some(token), None).await.1, json!({ "templates": [] }));
    assert_eq!(scene.list(scene.anna()).await.1["templates"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn ht46_there_are_so_many_templates_of_such_a_size_and_what_does_not_fit_is_said() {
    let scene = Scene::new(&["--templates-per-workshop", "2", "--template-bytes", "400"]).await;
    let facilitator = scene.facilitator();
    let (status, refusal) = scene.save(facilitator, "Solo temi", false).await;
    assert_eq!((status, text(&refusal["code"])), (422, "invalid"), "nothing is left without the notes");
    for title in ["", &"x".repeat(121)] {
        assert_eq!(scene.save(facilitator, title, true).await.0, 422);
    }
    let mut socket = scene.server.socket(&scene.board, Some(scene.anna())).await.unwrap();
    assert_eq!(scene.save(facilitator, "Uno", true).await.0, 201);
    for n in 0..4 {
        let id = format!("nota-{n}");
        socket.send(document(2, &note(100 + n, &id))).await;
        scene.server.content_has(&scene.board, scene.anna(), &id).await;
    }
    let (status, refusal) = scene.save(facilitator, "Grande", true).await;
    assert_eq!((status, text(&refusal["code"])), (422, "too_large"));
    let small = board_of(&scene.workshop, "group", Some("Cultura"));
    let mut socket = scene.server.socket(&small, Some(facilitator)).await.unwrap();
    socket.send(document(2, &note(9, "piccola"))).await;
    scene.server.content_has(&small, facilitator, "piccola").await;
    for (title, status) in [("Due", 201), ("Tre", 409)] {
        let wish = json!({ "board": small, "title": title, "notes": true });
        let (answer, body) = scene.server.call("POST", &scene.path(), Some(facilitator), Some(wish)).await;
        assert_eq!(answer, status, "{body}");
    }
}
