//! Boards as they were: versions, what has changed, and what comes back.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::common::{ADMIN, Server, contains, document, drop_note, put_note, text};
use board::edit::Edit;
use serde_json::{Value, json};

const MINUTE: u64 = 60_000;

/// A workshop of two sessions with two phases each, and somebody in Ambiente.
struct Scene {
    server: Server,
    clock: tempfile::NamedTempFile,
    workshop: Value,
    anna: Value,
}

impl Scene {
    async fn new() -> Scene {
        let clock = tempfile::NamedTempFile::new().unwrap();
        let server = Server::with(&[], &[("PLENARIA_TEST_CLOCK", clock.path().to_str().unwrap())]);
        let phases = |begins: Value| {
            json!([
                { "title": "Gruppi", "mode": "groups", "begins_with": begins },
                { "title": "Ritorno", "mode": "plenary" },
            ])
        };
        let body = json!({
            "title": "Prova", "language": "it", "groups": ["Ambiente", "Cultura"],
            "sessions": [
                { "title": "Confini", "date": "2026-09-29", "phases": phases(Value::Null) },
                { "title": "Ponti", "phases": phases(json!("last_session")) },
            ],
        });
        let (status, workshop) = server.call("POST", "/workshops", Some(ADMIN), Some(body)).await;
        assert_eq!(status, 201, "{workshop}");
        let anna = server.join(&workshop, "Anna", "Ambiente").await;
        Scene { server, clock, workshop, anna }
    }

    fn staff(&self) -> &str {
        text(&self.workshop["facilitator"]["token"])
    }

    fn path(&self) -> String {
        format!("/workshops/{}", text(&self.workshop["id"]))
    }

    async fn conduct(&self, wish: Value) {
        let path = format!("{}/progress", self.path());
        let (status, told) = self.server.call("POST", &path, Some(self.staff()), Some(wish)).await;
        assert_eq!(status, 200, "{told}");
    }

    async fn get(&self, path: &str) -> Value {
        let (status, answer) = self.server.call("GET", path, Some(self.staff()), None).await;
        assert_eq!(status, 200, "{path}: {answer}");
        answer
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.server.call("POST", path, Some(self.staff()), Some(body)).await;
        assert!((200..300).contains(&status), "{path}: {answer}");
        answer
    }

    /// The group's board in a session.
    async fn board(&self, session: u64, group: Option<&str>) -> String {
        let workshop = self.get(&self.path()).await;
        let boards = workshop["boards"].as_array().unwrap();
        let is_it = |board: &&Value| board["session"] == session && board["group"].as_str() == group;
        text(&boards.iter().find(is_it).unwrap()["id"]).to_owned()
    }

    /// What the page of who facilitates would write.
    async fn edit(&self, board: &str, client: u64, edits: &[Edit]) {
        self.server.edit(board, self.staff(), client, edits).await;
    }

    async fn texts(&self, board: &str) -> BTreeSet<String> {
        let content = self.get(&format!("/boards/{board}/export.json")).await;
        content["notes"].as_object().unwrap().values().map(|note| text(&note["text"]).to_owned()).collect()
    }

    fn put_forward(&self, minutes: u64) {
        std::fs::write(self.clock.path(), (minutes * MINUTE).to_string()).unwrap();
    }

    /// Waits until the board has so many versions.
    async fn steps_to(&self, board: &str, count: usize) {
        for _ in 0..400 {
            if self.versions(board).await.len() >= count {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("there is no step {count}");
    }

    async fn versions(&self, board: &str) -> Vec<Value> {
        self.get(&format!("/boards/{board}/versions")).await.as_array().unwrap().clone()
    }
}

fn words(things: &Value) -> Vec<&str> {
    things.as_array().unwrap().iter().map(|thing| text(&thing["words"])).collect()
}

fn set(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

#[tokio::test]
async fn ht87_ht88_what_was_there_is_kept_compared_and_brought_back() {
    let scene = Scene::new().await;
    let board = scene.board(1, Some("Ambiente")).await;
    scene.conduct(json!({ "do": "start", "session": 1, "phase": 1 })).await;
    scene.edit(&board, 11, &[put_note("a", "ascolto"), put_note("b", "tempo"), put_note("c", "cura")]).await;
    let (status, answer) = scene
        .server
        .call(
            "POST",
            &format!("/boards/{board}/versions"),
            Some(scene.staff()),
            Some(json!({ "name": "  " })),
        )
        .await;
    assert_eq!((status, text(&answer["code"])), (400, "bad_request"));
    let named =
        scene.post(&format!("/boards/{board}/versions"), json!({ "name": "  Prima   del riordino " })).await;
    assert_eq!(named["name"], "Prima del riordino");
    let version = text(&named["version"]).to_owned();

    scene.edit(&board, 12, &[put_note("a", "ascoltare"), drop_note("b"), put_note("d", "fiducia")]).await;
    scene.conduct(json!({ "do": "next" })).await;
    let all = scene.versions(&board).await;
    assert_eq!(
        all.iter()
            .map(|one| (text(&one["cause"]), one["name"].as_str(), one["session"].as_u64()))
            .collect::<Vec<_>>(),
        [("phase", Some("Gruppi"), Some(1)), ("named", Some("Prima del riordino"), Some(1))]
    );
    // Nothing has happened since: going back and on keeps nothing more.
    scene.conduct(json!({ "do": "back" })).await;
    scene.conduct(json!({ "do": "next" })).await;
    assert_eq!(scene.versions(&board).await.len(), 2);

    let at = format!("/boards/{board}/versions/{version}");
    for path in [format!("{at}/changes"), format!("{at}/changes?to={}", text(&all[0]["version"]))] {
        let changes = scene.get(&path).await;
        assert_eq!((words(&changes["added"]), words(&changes["removed"])), (vec!["fiducia"], vec!["tempo"]));
        let changed = &changes["changed"][0];
        assert_eq!((text(&changed["words"]), text(&changed["said"])), ("ascoltare", "ascolto"));
        assert_eq!(changed["respects"], json!(["words"]));
    }

    // One thing, seen by whoever sits there; then all of it; then what was there before.
    let mut anna = scene.server.socket_of_ours(&board, text(&scene.anna["token"])).await;
    anna.send(vec![0, 0, 1, 0]).await;
    let one = scene.post(&format!("{at}/restore"), json!({ "items": ["b"] })).await;
    assert_eq!((one["back"].as_u64(), one["gone"].as_u64()), (Some(1), Some(0)));
    assert_eq!(scene.texts(&board).await, set(&["ascoltare", "tempo", "cura", "fiducia"]));
    let seen = tokio::time::timeout(Duration::from_secs(5), async {
        while !contains(&anna.next().await.expect("open"), "tempo") {}
    });
    seen.await.expect("who sits there sees it");
    let whole = scene.post(&format!("{at}/restore"), json!({})).await;
    assert_eq!((whole["back"].as_u64(), whole["gone"].as_u64()), (Some(1), Some(1)));
    assert_eq!(scene.texts(&board).await, set(&["ascolto", "tempo", "cura"]));
    scene.post(&format!("/boards/{board}/versions/{}/restore", text(&whole["before"])), json!({})).await;
    assert_eq!(scene.texts(&board).await, set(&["ascoltare", "tempo", "cura", "fiducia"]));

    // A name stays, a removed version is nowhere; and all of it lasts.
    let (status, renamed) =
        scene.server.call("PATCH", &at, Some(scene.staff()), Some(json!({ "name": "Inizio" }))).await;
    assert_eq!((status, text(&renamed["name"])), (200, "Inizio"));
    let gone = text(&whole["before"]);
    let (status, _) = scene
        .server
        .call("DELETE", &format!("/boards/{board}/versions/{gone}"), Some(scene.staff()), None)
        .await;
    assert_eq!(status, 204);
    let Scene { server, workshop, clock, anna } = scene;
    let scene = Scene { server: server.kill_and_restart(), workshop, clock, anna };
    let all = scene.versions(&board).await;
    assert!(all.iter().any(|one| one["name"] == "Inizio") && all.iter().all(|one| one["version"] != gone));
    let (status, _) = scene
        .server
        .call("GET", &format!("/boards/{board}/versions/{gone}/changes"), Some(scene.staff()), None)
        .await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn ht87_while_people_work_there_are_steps_in_between() {
    let scene = Scene::new().await;
    let board = scene.board(1, Some("Ambiente")).await;
    // Somebody sits there, so that the board is open.
    let _anna = scene.server.socket_of_ours(&board, text(&scene.anna["token"])).await;
    for n in 1..=3_u64 {
        scene.edit(&board, 20 + n, &[put_note(&format!("n{n}"), &format!("nota {n}"))]).await;
        scene.put_forward(n * 2);
        scene.steps_to(&board, n as usize).await;
    }
    let all = scene.versions(&board).await;
    assert!(all.iter().all(|one| one["cause"] == "step"), "{all:?}");
    let path = format!(
        "/boards/{board}/versions/{}/changes?to={}",
        text(&all[2]["version"]),
        text(&all[0]["version"])
    );
    assert_eq!(words(&scene.get(&path).await["added"]), ["nota 2", "nota 3"]);
}

#[tokio::test]
async fn ht89_nobody_else_gets_what_is_in_a_version_and_private_writing_is_in_none() {
    let scene = Scene::new().await;
    let board = scene.board(1, Some("Ambiente")).await;
    scene.edit(&board, 11, &[put_note("a", "parola cancellata"), put_note("b", "resta")]).await;
    let named = scene.post(&format!("/boards/{board}/versions"), json!({ "name": "Prima" })).await;
    scene.edit(&board, 12, &[drop_note("a")]).await;
    let anna = text(&scene.anna["token"]);
    let version = format!("/boards/{board}/versions/{}", text(&named["version"]));
    for path in [
        "versions".to_owned(),
        format!("versions/{}/state", text(&named["version"])),
        format!("versions/{}/changes", text(&named["version"])),
    ] {
        let (status, answer) =
            scene.server.call("GET", &format!("/boards/{board}/{path}"), Some(anna), None).await;
        assert_eq!((status, text(&answer["code"])), (403, "forbidden"), "{path}");
    }
    for (method, path) in [
        ("POST", format!("{version}/restore")),
        ("POST", format!("/boards/{board}/versions")),
        ("PATCH", version.clone()),
        ("DELETE", version.clone()),
    ] {
        let (status, _) = scene.server.call(method, &path, Some(anna), Some(json!({ "name": "Mia" }))).await;
        assert_eq!(status, 403, "{method} {path}");
    }
    let head = format!("GET /api/v1/boards/{board}/state HTTP/1.1\r\nAuthorization: Bearer {anna}\r\n");
    assert!(
        !contains(&scene.server.raw(&head, b"").await.2, "cancellata"),
        "what was removed is in nobody's copy"
    );
    let head = format!("GET /api/v1{version}/state HTTP/1.1\r\nAuthorization: Bearer {}\r\n", scene.staff());
    assert!(contains(&scene.server.raw(&head, b"").await.2, "parola cancellata"));

    scene.conduct(json!({ "do": "write_privately", "boards": [board] })).await;
    let sheet =
        text(&scene.server.call("GET", &scene.path(), Some(anna), None).await.1["landing"]).to_owned();
    assert_ne!(sheet, board);
    let mut socket = scene.server.socket_of_ours(&sheet, anna).await;
    socket.send(document(2, &crate::common::note(77, "segretissimo"))).await;
    socket.saved().await;
    for token in [scene.staff(), anna] {
        for of in [&sheet, &board] {
            if of == &board && token == scene.staff() {
                continue;
            }
            let (status, _) =
                scene.server.call("GET", &format!("/boards/{of}/versions"), Some(token), None).await;
            assert!(matches!(status, 403 | 404), "{status}");
        }
    }
    scene.post(&format!("/boards/{board}/versions"), json!({ "name": "Mentre si scrive" })).await;
    // Steps come on a board next door, so all boards have been looked at.
    let next = scene.board(1, Some("Cultura")).await;
    for n in 1..=2 {
        scene.edit(&next, 30 + n, &[put_note(&format!("v{n}"), "accanto")]).await;
        scene.put_forward(n * 2);
        scene.steps_to(&next, n as usize).await;
    }
    scene.conduct(json!({ "do": "start", "session": 1, "phase": 1 })).await;
    scene.conduct(json!({ "do": "next" })).await;
    let Scene { server, .. } = scene;
    let data = server.kill();
    let store = store::sqlite::Sqlite::open(data.path(), &store::sqlite::Options::default());
    let store = store.unwrap();
    let states = store::Registry::list(&store, "version-state/").await.unwrap();
    assert!(!states.is_empty());
    for (key, entry) in states {
        assert!(!key.contains(&sheet), "a sheet has a version");
        let mut state = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&*entry.value), &mut state).unwrap();
        assert!(!contains(&state, "segretissimo"), "{key}");
    }
}

#[tokio::test]
async fn ht90_since_last_time_tells_what_is_new_another_and_gone() {
    let scene = Scene::new().await;
    let first = scene.board(1, Some("Ambiente")).await;
    scene.conduct(json!({ "do": "start", "session": 1, "phase": 1 })).await;
    scene.edit(&first, 11, &[put_note("a", "ascolto"), put_note("b", "tempo"), put_note("c", "cura")]).await;
    assert_eq!(scene.get(&format!("/boards/{first}/since")).await["since"], Value::Null);
    scene.conduct(json!({ "do": "next" })).await;
    // What somebody writes there afterwards was not last time.
    scene.edit(&first, 12, &[put_note("e", "dopo la fine")]).await;
    let (status, _) = scene
        .server
        .call("PATCH", &scene.path(), Some(scene.staff()), Some(json!({ "session_now": 2 })))
        .await;
    assert_eq!(status, 200);
    let second = scene.board(2, Some("Ambiente")).await;
    let anna = text(&scene.anna["token"]);
    let since = async || scene.server.call("GET", &format!("/boards/{second}/since"), Some(anna), None).await;
    // Nothing has been carried over yet.
    scene.edit(&second, 13, &[put_note("x", "da capo")]).await;
    let (status, fresh) = since().await;
    assert_eq!((status, fresh["fresh"].as_bool(), words(&fresh["removed"])), (200, Some(true), vec![]));
    assert_eq!(
        (
            fresh["since"]["session"].as_u64(),
            text(&fresh["since"]["title"]),
            fresh["since"]["notes"].as_u64()
        ),
        (Some(1), "Confini", Some(3))
    );
    scene.edit(&second, 14, &[drop_note("x")]).await;
    scene.conduct(json!({ "do": "start", "session": 2, "phase": 1 })).await;
    let carried = |item: &str| board::collect::carried_id(&first.parse().unwrap(), item).to_string();
    scene.server.content_has(&second, scene.staff(), &carried("c")).await;
    let (_, none) = since().await;
    assert_eq!(none["fresh"], false);
    assert_eq!(words(&none["removed"]), Vec::<&str>::new());
    scene
        .edit(
            &second,
            15,
            &[put_note(&carried("a"), "ascoltare"), drop_note(&carried("b")), put_note("d", "fiducia")],
        )
        .await;
    let (_, told) = since().await;
    assert!(words(&told["added"]).contains(&"fiducia"), "{told}");
    assert_eq!(words(&told["removed"]), ["tempo"]);
    assert_eq!(
        (text(&told["changed"][0]["words"]), text(&told["changed"][0]["said"])),
        ("ascoltare", "ascolto")
    );
    assert_eq!(told["changed"].as_array().unwrap().len(), 1);
    let (status, _) = scene.server.call("GET", &format!("/boards/{second}/since"), None, None).await;
    assert_eq!(status, 401);
}
