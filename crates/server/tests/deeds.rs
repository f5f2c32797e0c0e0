//! What was removed and comes back, and taking back what one person did.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::common::{Server, board_of, document, drop_note, put_note, text};
use board::edit::Edit;
use serde_json::{Value, json};

/// Two people in Ambiente.
struct Scene {
    server: Server,
    workshop: Value,
    anna: Value,
    bruno: Value,
    board: String,
}

impl Scene {
    async fn new() -> Scene {
        let server = Server::start(&[]);
        let workshop = server.workshop().await;
        let anna = server.join(&workshop, "Anna", "Ambiente").await;
        let bruno = server.join(&workshop, "Bruno", "Ambiente").await;
        let board = board_of(&workshop, "group", Some("Ambiente"));
        Scene { server, workshop, anna, bruno, board }
    }

    fn staff(&self) -> &str {
        text(&self.workshop["facilitator"]["token"])
    }

    async fn staff_calls(&self, method: &str, path: &str, body: Option<Value>) -> Value {
        let (status, answer) = self.server.call(method, path, Some(self.staff()), body).await;
        assert!((200..300).contains(&status), "{path}: {status} {answer}");
        answer
    }

    /// What somebody's page would write.
    async fn edit(&self, who: &Value, client: u64, edits: &[Edit]) {
        self.server.edit(&self.board, text(&who["token"]), client, edits).await;
    }

    async fn texts(&self) -> BTreeSet<String> {
        let content = self.staff_calls("GET", &format!("/boards/{}/export.json", self.board), None).await;
        content["notes"].as_object().unwrap().values().map(|note| text(&note["text"]).to_owned()).collect()
    }

    async fn bin(&self) -> Vec<(String, String)> {
        let bin = self.staff_calls("GET", &format!("/boards/{}/bin", self.board), None).await;
        let row = |one: &Value| (text(&one["words"]).to_owned(), one["by"].as_str().unwrap_or("").to_owned());
        bin.as_array().unwrap().iter().map(row).collect()
    }

    fn undo_path(&self, who: &Value) -> String {
        format!("/workshops/{}/participants/{}/undo", text(&self.workshop["id"]), text(&who["participant"]))
    }
}

fn set(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn pair(words: &str, by: &str) -> (String, String) {
    (words.to_owned(), by.to_owned())
}

#[tokio::test]
async fn ht93_what_was_removed_comes_back_in_its_place_and_lasts() {
    let scene = Scene::new().await;
    scene
        .edit(&scene.anna, 11, &[put_note("a", "ascolto"), put_note("b", "tempo"), put_note("v", " ")])
        .await;
    scene.edit(&scene.bruno, 12, &[drop_note("b"), drop_note("v")]).await;
    scene.edit(&scene.anna, 13, &[put_note("c", "un attimo")]).await;
    scene.edit(&scene.anna, 14, &[drop_note("c")]).await;
    assert_eq!(scene.bin().await, [pair("un attimo", "Anna"), pair("tempo", "Bruno")]);

    let Scene { server, workshop, anna, bruno, board } = scene;
    let scene = Scene { server: server.kill_and_restart(), workshop, anna, bruno, board };
    assert_eq!(scene.bin().await, [pair("un attimo", "Anna"), pair("tempo", "Bruno")]);
    let path = format!("/boards/{}/bin/restore", scene.board);
    let back = scene.staff_calls("POST", &path, Some(json!({ "items": ["b", "nobody"] }))).await;
    assert_eq!(back["back"], 1);
    assert_eq!(scene.texts().await, set(&["ascolto", "tempo"]));
    assert_eq!(scene.bin().await, [pair("un attimo", "Anna")]);

    // Of those who take part nobody looks into it.
    let token = text(&scene.anna["token"]);
    let bin = format!("/boards/{}/bin", scene.board);
    for (method, path) in [("GET", bin.clone()), ("DELETE", bin.clone()), ("POST", path.clone())] {
        let body = Some(json!({ "items": ["c"] }));
        assert_eq!(scene.server.call(method, &path, Some(token), body).await.0, 403, "{method} {path}");
    }

    // Emptied, it has nothing more, nor can what was done to it be taken back.
    assert_eq!(scene.server.call("DELETE", &bin, Some(scene.staff()), None).await.0, 204);
    assert!(scene.bin().await.is_empty());
    assert_eq!(scene.staff_calls("POST", &path, Some(json!({ "items": ["c"] }))).await["back"], 0);
    let done = scene.staff_calls("POST", &scene.undo_path(&scene.anna), Some(json!({ "minutes": 5 }))).await;
    assert_eq!(done["boards"][0]["back"], 0, "{done}");
    let data = scene.server.kill();
    let store = store::sqlite::Sqlite::open(data.path(), &store::sqlite::Options::default()).unwrap();
    for prefix in ["deed/", "deed-state/", "bin/"] {
        for (key, entry) in store::Registry::list(&store, prefix).await.unwrap() {
            let mut plain = Vec::new();
            std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&*entry.value), &mut plain).unwrap();
            assert!(!crate::common::contains(&plain, "un attimo"), "{key}");
        }
    }
}

#[tokio::test]
async fn ht93_no_record_is_purged_before_it_is_known_who_did_what() {
    let scene = Scene::new().await;
    // Whoever leaves has the board saved, and of two snapshots the older one's records go.
    for n in 0..5_u64 {
        let id = format!("n{n}");
        scene.edit(&scene.anna, 20 + 2 * n, &[put_note(&id, &format!("nota {n}"))]).await;
        scene.edit(&scene.bruno, 21 + 2 * n, &[drop_note(&id)]).await;
        let saved = async {
            while scene.server.metric("snapshots_total").await < n + 1 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), saved).await.expect("the board is saved");
        tokio::time::sleep(Duration::from_millis(600)).await;
    }
    let all: Vec<_> = (0..5).rev().map(|n| pair(&format!("nota {n}"), "Bruno")).collect();
    assert_eq!(scene.bin().await, all);
}

#[tokio::test]
async fn ht93_what_cannot_be_gone_through_is_passed_over_and_what_comes_after_is_there() {
    let scene = Scene::new().await;
    scene.edit(&scene.anna, 11, &[put_note("a", "prima"), put_note("b", "resta")]).await;
    scene.edit(&scene.bruno, 12, &[drop_note("a")]).await;
    assert_eq!(scene.bin().await, [pair("prima", "Bruno")]);
    scene.edit(&scene.anna, 13, &[put_note("c", "in mezzo")]).await;
    scene.edit(&scene.bruno, 14, &[drop_note("c")]).await;

    let Scene { server, workshop, anna, bruno, board } = scene;
    let data = server.kill();
    {
        let store = store::sqlite::Sqlite::open(data.path(), &store::sqlite::Options::default()).unwrap();
        store::Registry::delete(&store, &format!("deed-state/{board}")).await.unwrap();
        store.close();
    }
    let scene = Scene { server: Server::over(data, &[]), workshop, anna, bruno, board };
    // From where to go on is not known: what was done since is nowhere, what was in the bin is there.
    assert_eq!(scene.bin().await, [pair("prima", "Bruno")]);
    scene.edit(&scene.bruno, 15, &[drop_note("b")]).await;
    assert_eq!(scene.bin().await, [pair("resta", "Bruno"), pair("prima", "Bruno")]);
}

#[tokio::test]
async fn ht94_what_a_person_did_is_taken_back_and_that_as_well() {
    let scene = Scene::new().await;
    scene.edit(&scene.anna, 11, &[put_note("a", "ascolto"), put_note("b", "tempo")]).await;
    scene
        .edit(&scene.bruno, 12, &[put_note("a", "bla bla"), drop_note("b"), put_note("x", "scarabocchio")])
        .await;
    scene.edit(&scene.anna, 13, &[put_note("c", "cura")]).await;
    for minutes in [0, 61] {
        let (status, answer) = scene
            .server
            .call(
                "POST",
                &scene.undo_path(&scene.bruno),
                Some(scene.staff()),
                Some(json!({ "minutes": minutes })),
            )
            .await;
        assert_eq!((status, text(&answer["message"])), (400, "Choose from 1 to 60 minutes."), "{answer}");
    }
    let done = scene.staff_calls("POST", &scene.undo_path(&scene.bruno), Some(json!({ "minutes": 5 }))).await;
    let [one] = done["boards"].as_array().unwrap().as_slice() else { panic!("{done}") };
    let count = |name: &str| one[name].as_u64().unwrap();
    assert_eq!(
        (one["board"].as_str(), count("gone"), count("back"), count("changed"), count("kept")),
        (Some(&*scene.board), 1, 1, 1, 0)
    );
    assert_eq!(scene.texts().await, set(&["ascolto", "tempo", "cura"]));

    let again =
        scene.staff_calls("POST", &scene.undo_path(&scene.bruno), Some(json!({ "minutes": 5 }))).await;
    assert_eq!(again["boards"][0]["before"], Value::Null, "nothing is left to take back: {again}");
    let path = format!("/boards/{}/versions/{}/restore", scene.board, text(&one["before"]));
    scene.staff_calls("POST", &path, Some(json!({ "items": one["items"] }))).await;
    assert_eq!(scene.texts().await, set(&["bla bla", "scarabocchio", "cura"]));

    let token = text(&scene.anna["token"]);
    let (status, _) = scene
        .server
        .call("POST", &scene.undo_path(&scene.bruno), Some(token), Some(json!({ "minutes": 5 })))
        .await;
    assert_eq!(status, 403);
    let nobody = scene.undo_path(&json!({ "participant": "0000000000000000000000" }));
    let (status, _) =
        scene.server.call("POST", &nobody, Some(scene.staff()), Some(json!({ "minutes": 5 }))).await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn ht95_of_private_sheets_nothing_is_kept() {
    let scene = Scene::new().await;
    let progress = format!("/workshops/{}/progress", text(&scene.workshop["id"]));
    scene
        .staff_calls("POST", &progress, Some(json!({ "do": "write_privately", "boards": [scene.board] })))
        .await;
    let token = text(&scene.anna["token"]);
    let path = format!("/workshops/{}", text(&scene.workshop["id"]));
    let sheet = text(&scene.server.call("GET", &path, Some(token), None).await.1["landing"]).to_owned();
    assert_ne!(sheet, scene.board);
    let mut socket = scene.server.socket_of_ours(&sheet, token).await;
    socket.send(document(2, &crate::common::note(77, "segretissimo"))).await;
    socket.saved().await;
    for token in [scene.staff(), token] {
        let (status, _) = scene.server.call("GET", &format!("/boards/{sheet}/bin"), Some(token), None).await;
        assert!(matches!(status, 403 | 404), "{status}");
    }
    // Until both have been looked at.
    let _bruno = scene.server.socket_of_ours(&scene.board, text(&scene.bruno["token"])).await;
    tokio::time::sleep(Duration::from_secs(14)).await;
    let Scene { server, board, .. } = scene;
    let data = server.kill();
    let store = store::sqlite::Sqlite::open(data.path(), &store::sqlite::Options::default()).unwrap();
    let mut others = 0;
    for prefix in ["deed-base/", "deed-state/", "deed/", "bin/"] {
        for (key, _) in store::Registry::list(&store, prefix).await.unwrap() {
            assert!(!key.contains(&sheet), "{key}");
            others += usize::from(key.contains(&board));
        }
    }
    assert!(others > 0, "the board itself was looked at");
}
