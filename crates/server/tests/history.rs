//! Boards as they were: versions, what has changed, what comes back, and a programme of six sessions.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use board::edit::{Edit, Item, Kind};
use board::note::Note;
use common::{ADMIN, Server, Socket, contains, document, text};
use serde_json::{Value, json};

const MINUTE: u64 = 60_000;
const NOTES: &str = include_str!("../../../tests/data/laboratorio/notes.csv");
const LINKS: &str = include_str!("../../../tests/data/laboratorio/links.csv");
const AGENDA: &str = include_str!("../../../tests/data/laboratorio/agenda.csv");
const GROUPS: [&str; 4] = ["Ambiente", "Cultura", "Scuola", "Sociale"];

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
        let mut socket = self.server.socket_of_ours(board, self.staff()).await;
        let path = format!("/api/v1/boards/{board}/state");
        let head = format!("GET {path} HTTP/1.1\r\nAuthorization: Bearer {}\r\n", self.staff());
        let (_, _, state) = self.server.raw(&head, b"").await;
        socket.send(document(2, &board::edit::draft(&state, client, edits).unwrap())).await;
        saved(&mut socket).await;
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

/// Waits for the mark that says that what was sent is safe.
async fn saved(socket: &mut Socket) {
    loop {
        if socket.next().await.expect("open").first() == Some(&100) {
            return;
        }
    }
}

fn note(id: &str, text: &str) -> Edit {
    Edit::Put { id: id.parse().unwrap(), item: Item::Note(Note { text: text.into(), ..Note::default() }) }
}

fn gone(id: &str) -> Edit {
    Edit::Delete { kind: Kind::Note, id: id.parse().unwrap() }
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
    scene.edit(&board, 11, &[note("a", "ascolto"), note("b", "tempo"), note("c", "cura")]).await;
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

    scene.edit(&board, 12, &[note("a", "ascoltare"), gone("b"), note("d", "fiducia")]).await;
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
        scene.edit(&board, 20 + n, &[note(&format!("n{n}"), &format!("nota {n}"))]).await;
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
    scene.edit(&board, 11, &[note("a", "parola cancellata"), note("b", "resta")]).await;
    let named = scene.post(&format!("/boards/{board}/versions"), json!({ "name": "Prima" })).await;
    scene.edit(&board, 12, &[gone("a")]).await;
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
    socket.send(document(2, &common::note(77, "segretissimo"))).await;
    saved(&mut socket).await;
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
        scene.edit(&next, 30 + n, &[note(&format!("v{n}"), "accanto")]).await;
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
    scene.edit(&first, 11, &[note("a", "ascolto"), note("b", "tempo"), note("c", "cura")]).await;
    assert_eq!(scene.get(&format!("/boards/{first}/since")).await["since"], Value::Null);
    scene.conduct(json!({ "do": "next" })).await;
    // What somebody writes there afterwards was not last time.
    scene.edit(&first, 12, &[note("e", "dopo la fine")]).await;
    let (status, _) = scene
        .server
        .call("PATCH", &scene.path(), Some(scene.staff()), Some(json!({ "session_now": 2 })))
        .await;
    assert_eq!(status, 200);
    let second = scene.board(2, Some("Ambiente")).await;
    let anna = text(&scene.anna["token"]);
    let since = async || scene.server.call("GET", &format!("/boards/{second}/since"), Some(anna), None).await;
    // Nothing has been carried over yet.
    scene.edit(&second, 13, &[note("x", "da capo")]).await;
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
    scene.edit(&second, 14, &[gone("x")]).await;
    scene.conduct(json!({ "do": "start", "session": 2, "phase": 1 })).await;
    let carried = |item: &str| board::collect::carried_id(&first.parse().unwrap(), item).to_string();
    scene.server.content_has(&second, scene.staff(), &carried("c")).await;
    let (_, none) = since().await;
    assert_eq!(none["fresh"], false);
    assert_eq!(words(&none["removed"]), Vec::<&str>::new());
    scene
        .edit(&second, 15, &[note(&carried("a"), "ascoltare"), gone(&carried("b")), note("d", "fiducia")])
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

/// The rows of a table of one session, with its head.
fn rows_of(table: &str, session: u32) -> String {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    for (at, row) in reader.records().map(Result::unwrap).enumerate() {
        if at == 0 || row[0] == session.to_string() {
            writer.write_record(&row).unwrap();
        }
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[tokio::test]
async fn ht91_co20_six_sessions_come_together_on_one_canvas_with_their_sources() {
    let server = Server::start(&[]);
    let body = json!({ "title": "Laboratorio", "language": "it", "groups": GROUPS });
    let (status, workshop) = server.call("POST", "/workshops", Some(ADMIN), Some(body)).await;
    assert_eq!(status, 201, "{workshop}");
    let staff = text(&workshop["facilitator"]["token"]).to_owned();
    let path = format!("/workshops/{}", text(&workshop["id"]));
    let import = async |parts: &[(&str, String)]| {
        let mut form = String::new();
        for (name, table) in parts {
            form += &format!(
                "--b\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{name}.csv\"\r\n\r\n{table}\r\n"
            );
        }
        let request = format!(
            "POST /api/v1{path}/import HTTP/1.1\r\nAuthorization: Bearer {staff}\r\nContent-Type: multipart/form-data; boundary=b\r\n"
        );
        let (status, _, answer) = server.raw(&request, format!("{form}--b--\r\n").as_bytes()).await;
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(&answer));
    };
    let call = async |method: &str, path: &str, body: Option<Value>| {
        let (status, answer) = server.call(method, path, Some(&staff), body).await;
        assert!((200..300).contains(&status), "{method} {path}: {answer}");
        answer
    };
    import(&[("agenda", AGENDA.to_owned())]).await;
    // Of the six, the second and third begin with what was there; plenary too in the third.
    let shown = call("GET", &path, None).await;
    let carries =
        |session: u64, mode: &Value| matches!((session, text(mode)), (2 | 3, "groups") | (3, "plenary"));
    for session in shown["sessions"].as_array().unwrap() {
        let number = session["number"].as_u64().unwrap();
        let phases: Vec<Value> = session["phases"]
            .as_array()
            .unwrap()
            .iter()
            .map(|phase| {
                let mut phase = phase.clone();
                if carries(number, &phase["mode"]) {
                    phase["begins_with"] = json!("last_session");
                }
                phase
            })
            .collect();
        call(
            "PUT",
            &format!("{path}/sessions/{number}"),
            Some(json!({ "title": session["title"], "date": session["date"], "phases": phases })),
        )
        .await;
    }
    let boards = call("GET", &path, None).await["boards"].clone();
    let of = |kind: &str, session: Option<u64>, group: Option<&str>| {
        let is_it = |board: &&Value| {
            board["kind"] == kind && board["session"].as_u64() == session && board["group"].as_str() == group
        };
        text(&boards.as_array().unwrap().iter().find(is_it).unwrap()["id"]).to_owned()
    };
    let canvas = of("canvas", None, None);
    let content = async |board: &str| call("GET", &format!("/boards/{board}/export.json"), None).await;
    let notes = |content: &Value| content["notes"].as_object().unwrap().clone();
    let mut on_canvas = 0;
    for session in 1..=6_u32 {
        let at = u64::from(session);
        call("PATCH", &path, Some(json!({ "session_now": session }))).await;
        let phases = shown["sessions"][session as usize - 1]["phases"].as_array().unwrap();
        for phase in phases {
            call(
                "POST",
                &format!("{path}/progress"),
                Some(json!({ "do": "start", "session": session, "phase": phase["number"] })),
            )
            .await;
            if phase["mode"] == "groups" {
                let before = notes(&content(&of("group", Some(at), Some("Scuola"))).await).len();
                assert_eq!(before > 0, matches!(session, 2 | 3), "session {session} begins with {before}");
                import(&[("notes", rows_of(NOTES, session)), ("links", rows_of(LINKS, session))]).await;
            }
        }
        call("POST", &format!("{path}/progress"), Some(json!({ "do": "halt" }))).await;
        let from: Vec<String> = GROUPS.iter().map(|group| of("group", Some(at), Some(group))).collect();
        let plenary = of("plenary", Some(at), None);
        // Since last time: what this session's rows brought, and nothing of what was carried over.
        if matches!(session, 2 | 3) {
            let told = call("GET", &format!("/boards/{}/since", from[0]), None).await;
            let rows = rows_of(NOTES, session)
                .lines()
                .filter(|line| line.starts_with(&format!("{session},Ambiente,")))
                .count();
            let new =
                told["added"].as_array().unwrap().iter().filter(|thing| thing["what"] == "note").count();
            assert_eq!(
                (told["fresh"].as_bool(), told["since"]["session"].as_u64(), new),
                (Some(false), Some(at - 1), rows)
            );
            assert_eq!(told["removed"].as_array().unwrap().len(), 0);
        }
        for into in [&plenary, &canvas] {
            let wish = json!({ "from": from, "into": into });
            call("POST", &format!("{path}/collect"), Some(wish.clone())).await;
            let again = call("POST", &format!("{path}/collect"), Some(wish)).await;
            assert_eq!(
                (again["added"].as_array().unwrap().len(), again["conflicts"].as_array().unwrap().len()),
                (0, 0),
                "session {session}"
            );
        }
        on_canvas += csv::Reader::from_reader(rows_of(NOTES, session).as_bytes()).records().count();
        assert_eq!(notes(&content(&canvas).await).len(), on_canvas, "after session {session}");
        let plenary = notes(&content(&plenary).await).len();
        let expected = match session {
            2 => 64 + 12,
            3 => 64 + 12 + 60,
            other => rows_of(NOTES, other)
                .lines()
                .filter(|line| GROUPS.iter().any(|group| line.starts_with(&format!("{other},{group},"))))
                .count(),
        };
        assert_eq!(plenary, expected, "session {session}");
    }
    assert_eq!(on_canvas, 160);

    // Every row of the table is there once, and says who wrote it where.
    let all = content(&canvas).await;
    let mut there: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for note in notes(&all).values() {
        let src = &note["src"];
        *there
            .entry((
                src["session"].to_string(),
                text(&src["group"]).to_owned(),
                text(&note["text"]).to_owned(),
            ))
            .or_default() += 1;
    }
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(NOTES.as_bytes()).records().map(Result::unwrap).collect();
    assert_eq!((rows.len(), there.len()), (160, 160));
    for row in &rows {
        let row = (row[0].to_owned(), row[1].to_owned(), row[5].to_owned());
        assert_eq!(there.get(&row), Some(&1), "{row:?}");
    }
    assert_eq!(all["links"].as_object().unwrap().len(), 50);
    // A word that is changed in the last session in which a note lives comes to the canvas, once.
    let third = of("group", Some(3), Some("Ambiente"));
    let (id, note) =
        notes(&content(&third).await).into_iter().find(|(_, note)| note["src"]["session"] == 1).unwrap();
    let mut socket = server.socket_of_ours(&third, &staff).await;
    let head = format!("GET /api/v1/boards/{third}/state HTTP/1.1\r\nAuthorization: Bearer {staff}\r\n");
    let (_, _, state) = server.raw(&head, b"").await;
    let mut rewritten: Note = serde_json::from_value(note.clone()).unwrap();
    rewritten.text = "riscritta alla terza".into();
    let edit = Edit::Put { id: id.parse().unwrap(), item: Item::Note(rewritten) };
    socket.send(document(2, &board::edit::draft(&state, 991, &[edit]).unwrap())).await;
    saved(&mut socket).await;
    let told =
        call("POST", &format!("{path}/collect"), Some(json!({ "from": [third], "into": canvas }))).await;
    assert_eq!(
        (told["changed"].as_array().unwrap().len(), told["conflicts"].as_array().unwrap().len()),
        (1, 0),
        "{told}"
    );
    let after = notes(&content(&canvas).await);
    assert_eq!(after.len(), 160);
    let one: Vec<&Value> = after.values().filter(|note| note["text"] == "riscritta alla terza").collect();
    assert_eq!((one.len(), one[0]["src"]["session"].as_u64()), (1, Some(1)));
}
