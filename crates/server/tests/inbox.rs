//! What who may only add notes sends comes to an inbox, and is passed on by who conducts.

use crate::common::{Server, Socket, board_of, contains, document, text};
use board::edit::{Edit, Item};
use board::note::Note;
use serde_json::{Value, json};

/// Anna only adds notes, Bruno writes; whoever facilitates is a third.
struct Scene {
    server: Server,
    workshop: Value,
    anna: Value,
    bruno: Value,
    board: String,
}

impl Scene {
    async fn new(anonymous: bool) -> Scene {
        let server = Server::start(&[]);
        let workshop = server.workshop().await;
        let anna = server.join(&workshop, "Anna", "Ambiente").await;
        let bruno = server.join(&workshop, "Bruno", "Ambiente").await;
        let board = board_of(&workshop, "group", Some("Ambiente"));
        let scene = Scene { server, workshop, anna, bruno, board };
        let person = format!("/workshops/{}/participants/{}", scene.id(), text(&scene.anna["participant"]));
        let (status, _) = scene.staff("PATCH", &person, Some(json!({ "role": "contributor" }))).await;
        assert_eq!(status, 200);
        let wish = json!({ "do": "write_privately", "boards": [scene.board], "anonymous": anonymous, "inbox": true });
        let told = scene.conduct(wish).await;
        assert_eq!(told["private"][&scene.board]["inbox"], true, "{told}");
        scene
    }

    fn id(&self) -> &str {
        text(&self.workshop["id"])
    }

    async fn staff(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        self.server.call(method, path, Some(text(&self.workshop["facilitator"]["token"])), body).await
    }

    async fn conduct(&self, wish: Value) -> Value {
        let (status, told) =
            self.staff("POST", &format!("/workshops/{}/progress", self.id()), Some(wish)).await;
        assert_eq!(status, 200, "{told}");
        told
    }

    async fn inbox(&self) -> Vec<Value> {
        let (status, waiting) = self.staff("GET", &format!("/boards/{}/inbox", self.board), None).await;
        assert_eq!(status, 200, "{waiting}");
        waiting.as_array().unwrap().clone()
    }

    async fn pass(&self, body: Value) -> u64 {
        let (status, answer) = self.staff("POST", &format!("/boards/{}/inbox", self.board), Some(body)).await;
        assert_eq!(status, 200, "{answer}");
        answer["passed"].as_u64().unwrap()
    }

    async fn texts(&self) -> Vec<String> {
        let (_, content) = self.staff("GET", &format!("/boards/{}/export.json", self.board), None).await;
        let notes = content["notes"].as_object().unwrap().values();
        let mut texts: Vec<String> = notes.map(|note| text(&note["text"]).to_owned()).collect();
        texts.sort();
        texts
    }

    /// Anna's own page, and what she writes there.
    async fn sends(&self, client: u64, notes: &[(&str, &str, f64)]) -> (String, Socket) {
        let token = text(&self.anna["token"]);
        let path = format!("/workshops/{}", self.id());
        let sheet = text(&self.server.call("GET", &path, Some(token), None).await.1["landing"]).to_owned();
        assert_ne!(sheet, self.board);
        let put = |(id, words, at): &(&str, &str, f64)| {
            let author = Some(text(&self.anna["participant"]).to_owned());
            let note = Note { text: (*words).into(), at: Some(*at), author, ..Note::default() };
            Edit::Put { id: id.parse().unwrap(), item: Item::Note(note) }
        };
        let edits: Vec<Edit> = notes.iter().map(put).collect();
        let mut socket = self.server.socket_of_ours(&sheet, token).await;
        socket.send(document(2, &board::edit::draft(&[0, 0], client, &edits).unwrap())).await;
        socket.saved().await;
        (sheet, socket)
    }
}

#[tokio::test]
async fn ht96_what_is_sent_waits_for_who_conducts_and_comes_singly_or_all() {
    let scene = Scene::new(false).await;
    let bruno = text(&scene.bruno["token"]);
    let mut watched = scene.server.socket_of_ours(&scene.board, bruno).await;
    watched.send(vec![0, 0, 1, 0]).await;
    let (sheet, mut page) = scene
        .sends(31, &[("a", "prima idea", 1.0), ("b", "seconda idea", 2.0), ("c", "terza idea", 3.0)])
        .await;
    assert!(!contains(&watched.everything().await, "idea"), "nobody else gets what waits");
    for (method, path) in [("GET", "inbox"), ("POST", "inbox")] {
        for token in [bruno, text(&scene.anna["token"])] {
            let path = format!("/boards/{}/{path}", scene.board);
            assert_eq!(scene.server.call(method, &path, Some(token), Some(json!({}))).await.0, 403);
        }
    }
    let waiting = scene.inbox().await;
    let told: Vec<_> = waiting.iter().map(|one| (text(&one["text"]), text(&one["by"]))).collect();
    assert_eq!(told, [("prima idea", "Anna"), ("seconda idea", "Anna"), ("terza idea", "Anna")]);

    // One of them; twice is once.
    let second = json!({ "items": [waiting[1]["id"]] });
    assert_eq!(scene.pass(second.clone()).await, 1);
    assert_eq!(scene.pass(second).await, 0);
    assert_eq!(scene.texts().await, ["seconda idea"]);
    assert!(contains(&watched.everything().await, "seconda idea"), "who is on the board sees it come");
    assert_eq!(scene.inbox().await.len(), 2);
    // On her page it stays, and is hers to change no more.
    let (_, content) = scene
        .server
        .call("GET", &format!("/boards/{sheet}/export.json"), Some(text(&scene.anna["token"])), None)
        .await;
    assert_eq!(content["notes"]["b"]["locked"], true, "{content}");
    drop(page.everything().await);

    // Bruno writes on the board meanwhile, as he did before.
    watched.send(document(2, &crate::common::note(91, "suo"))).await;
    watched.saved().await;

    // All that is left; and what comes after that waits again.
    assert_eq!(scene.pass(json!({})).await, 2);
    assert!(scene.inbox().await.is_empty());
    assert_eq!(scene.texts().await.iter().filter(|text| text.contains("idea")).count(), 3);
    scene.sends(32, &[("d", "quarta idea", 4.0)]).await;
    assert_eq!(scene.inbox().await.len(), 1);

    // A crash loses nothing of it; at the end all that waits is there, once.
    let Scene { server, workshop, anna, bruno, board } = scene;
    let scene = Scene { server: server.kill_and_restart(), workshop, anna, bruno, board };
    assert_eq!(scene.inbox().await.len(), 1);
    let mut watched = scene.server.socket_of_ours(&scene.board, text(&scene.bruno["token"])).await;
    watched.send(vec![0, 0, 1, 0]).await;
    drop(watched.everything().await);
    assert_eq!(scene.pass(json!({})).await, 1);
    assert!(contains(&watched.everything().await, "quarta idea"), "passed on, it comes");
    // She is there when it ends.
    let _page = scene.sends(34, &[("e", "quinta idea", 5.0)]).await;
    scene.conduct(json!({ "do": "reveal", "boards": [scene.board] })).await;
    assert!(contains(&watched.everything().await, "quinta idea"), "what is left comes to who is there");
    let ideas: Vec<_> = scene.texts().await.into_iter().filter(|text| text.contains("idea")).collect();
    assert_eq!(ideas, ["prima idea", "quarta idea", "quinta idea", "seconda idea", "terza idea"]);
    assert_eq!(scene.staff("GET", &format!("/boards/{}/inbox", scene.board), None).await.0, 404);
}

#[tokio::test]
async fn ht96_an_inbox_without_names_has_none_and_private_writing_is_no_inbox() {
    let scene = Scene::new(true).await;
    scene.sends(31, &[("a", "senza nome", 1.0)]).await;
    let [one] = scene.inbox().await.try_into().unwrap();
    assert_eq!(one["by"], Value::Null);
    assert_eq!(scene.pass(json!({})).await, 1);
    let (_, content) = scene.staff("GET", &format!("/boards/{}/export.json", scene.board), None).await;
    let note = content["notes"].as_object().unwrap().values().next().unwrap();
    assert_eq!((text(&note["text"]), note.get("author")), ("senza nome", None));
    scene.conduct(json!({ "do": "reveal" })).await;

    // Of what is written privately nobody is told, who conducts included.
    let wish = json!({ "do": "write_privately", "boards": [scene.board] });
    scene.conduct(wish).await;
    scene.sends(33, &[("p", "segretissimo", 1.0)]).await;
    for method in ["GET", "POST"] {
        let (status, answer) =
            scene.staff(method, &format!("/boards/{}/inbox", scene.board), Some(json!({}))).await;
        assert_eq!(status, 404, "{answer}");
    }
}
