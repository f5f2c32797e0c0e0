//! What people write privately is theirs until it is shown.

use std::time::Duration;

use crate::common::{ADMIN, Server, Socket, board_of, contains, document, text};
use board::edit::{Edit, Item};
use board::note::Note;
use serde_json::{Value, json};
use store::sqlite::{Options, Sqlite};
use store::{BoardLog, Registry};

const SECRET: &str = "temo per il mio posto";

/// The update that writes a note under somebody's name.
fn written(client: u64, id: &str, words: &str, author: &str) -> Vec<u8> {
    let note = Note { text: words.to_owned(), author: Some(author.to_owned()), ..Note::default() };
    let put = Edit::Put { id: id.parse().unwrap(), item: Item::Note(note) };
    board::edit::draft(&[0, 0], client, &[put]).unwrap()
}

/// Two people of one group; whoever facilitates is a third.
struct Scene {
    server: Server,
    workshop: Value,
    anna: Value,
    bruno: Value,
    board: String,
}

impl Scene {
    async fn new() -> Scene {
        Scene::on(Server::start(&[])).await
    }

    async fn on(server: Server) -> Scene {
        let workshop = server.workshop().await;
        let anna = server.join(&workshop, "Anna", "Ambiente").await;
        let bruno = server.join(&workshop, "Bruno", "Ambiente").await;
        let board = board_of(&workshop, "group", Some("Ambiente"));
        Scene { server, workshop, anna, bruno, board }
    }

    fn facilitator(&self) -> &str {
        text(&self.workshop["facilitator"]["token"])
    }

    async fn get(&self, path: &str, token: &str) -> (u16, Value) {
        self.server.call("GET", path, Some(token), None).await
    }

    async fn conduct(&self, wish: Value) -> (u16, Value) {
        let path = format!("/workshops/{}/progress", text(&self.workshop["id"]));
        self.server.call("POST", &path, Some(self.facilitator()), Some(wish)).await
    }

    async fn write_privately(&self, anonymous: bool) {
        let wish = json!({ "do": "write_privately", "boards": [self.board], "anonymous": anonymous });
        let (status, told) = self.conduct(wish).await;
        assert_eq!((status, &told["private"][&self.board]["anonymous"]), (200, &json!(anonymous)), "{told}");
    }

    async fn reveal(&self) {
        let (status, told) = self.conduct(json!({ "do": "reveal" })).await;
        assert_eq!((status, told.get("private")), (200, None), "{told}");
    }

    /// Where somebody writes now.
    async fn landing(&self, who: &Value) -> String {
        let path = format!("/workshops/{}", text(&self.workshop["id"]));
        text(&self.get(&path, text(&who["token"])).await.1["landing"]).to_owned()
    }

    async fn content(&self) -> Value {
        self.get(&format!("/boards/{}/export.json", self.board), self.facilitator()).await.1
    }

    /// The board on paper.
    async fn poster(&self) -> Vec<u8> {
        let path = format!("/boards/{}/poster.png?paper=A4&dpi=72", self.board);
        let request =
            format!("GET /api/v1{path} HTTP/1.1\r\nAuthorization: Bearer {}\r\n", self.facilitator());
        let (status, _, png) = self.server.raw(&request, b"").await;
        assert_eq!(status, 200);
        png
    }

    /// Somebody writes a note on their sheet, which is stored when this answers.
    async fn writes(&self, who: &Value, client: u64, id: &str, words: &str) -> Socket {
        let sheet = self.landing(who).await;
        let mut socket = self.server.socket(&sheet, Some(text(&who["token"]))).await.unwrap();
        socket.send(document(2, &written(client, id, words, text(&who["participant"])))).await;
        self.server.content_has(&sheet, text(&who["token"]), id).await;
        socket
    }

    /// Waits until so many placeholders are on the board.
    async fn shows(&self, count: usize) -> Value {
        for _ in 0..500 {
            let content = self.content().await;
            if content["hidden"].as_object().map_or(0, serde_json::Map::len) == count {
                return content;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{count} placeholders do not come: {}", self.content().await);
    }
}

#[tokio::test]
async fn ht65_b23_nothing_of_what_is_written_privately_leaves_the_server_before_it_is_shown() {
    let scene = Scene::new().await;
    let (anna, bruno) = (text(&scene.anna["token"]), text(&scene.bruno["token"]));
    let mut watched = vec![
        scene.server.socket_of_ours(&scene.board, bruno).await,
        scene.server.socket(&scene.board, Some(scene.facilitator())).await.unwrap(),
    ];
    watched[0].send(vec![0, 0, 1, 0]).await;
    let before = scene.poster().await;
    scene.write_privately(true).await;
    let sheet = scene.landing(&scene.anna).await;
    assert_ne!(sheet, scene.board);
    assert_ne!(sheet, scene.landing(&scene.bruno).await, "each has their own");
    let mut own = scene.writes(&scene.anna, 41, "riservata", SECRET).await;
    let shown = scene.shows(1).await;
    assert!(scene.poster().await == before, "paper shows nothing of it");
    // Somebody comes late, and opens the board as well.
    let dora = scene.server.join(&scene.workshop, "Dora", "Ambiente").await;
    assert_eq!(dora["boards"].as_array().unwrap().iter().filter(|one| one["kind"] == "private").count(), 1);
    watched.push(scene.server.socket(&scene.board, Some(text(&dora["token"]))).await.unwrap());

    let placeholders: Vec<_> = shown["hidden"].as_object().unwrap().values().collect();
    assert_eq!(placeholders, [&json!({ "pos": [0.0, 0.0], "size": [200.0, 200.0] })]);

    let mut seen = shown.to_string().into_bytes();
    for socket in &mut watched {
        seen.extend(socket.everything().await);
    }
    // Whoever facilitates knows who takes part; the others hear nothing of who writes.
    assert!(!contains(&seen, text(&scene.anna["participant"])));
    let workshop = format!("/workshops/{}", text(&scene.workshop["id"]));
    for token in [bruno, scene.facilitator(), text(&dora["token"])] {
        for path in [
            format!("/boards/{}", scene.board),
            format!("/boards/{}/people", scene.board),
            format!("/boards/{}/export.json", scene.board),
            format!("/boards/{}/state", scene.board),
            workshop.clone(),
            format!("{workshop}/collects"),
        ] {
            let request = format!("GET /api/v1{path} HTTP/1.1\r\nAuthorization: Bearer {token}\r\n");
            seen.extend(scene.server.raw(&request, b"").await.2);
        }
        // The sheet itself is for nobody else, whoever asks and however.
        for path in [
            "",
            "/export.json",
            "/people",
            "/poster.png",
            "/poster.pdf",
            "/poster.svg",
            "/poster.json",
            "/state",
        ] {
            assert_eq!(scene.get(&format!("/boards/{sheet}{path}"), token).await.0, 403, "{path}");
        }
        assert_eq!(scene.server.socket(&sheet, Some(token)).await.err(), Some(403));
    }
    assert_eq!(scene.get(&format!("/boards/{sheet}/export.json"), ADMIN).await.0, 403);
    let facilitator = Some(scene.facilitator());
    for (path, body) in [
        (format!("/boards/{sheet}/suggest"), json!({})),
        (format!("{workshop}/templates"), json!({ "title": "Copia", "board": sheet })),
        (
            format!("{workshop}/collect"),
            json!({ "from": [sheet], "into": board_of(&scene.workshop, "plenary", None) }),
        ),
        (format!("{workshop}/collect"), json!({ "from": [], "into": sheet })),
        (format!("{workshop}/progress"), json!({ "do": "gather", "board": sheet })),
        (format!("{workshop}/progress"), json!({ "do": "freeze", "board": sheet, "frozen": true })),
        (format!("{workshop}/progress"), json!({ "do": "write_privately", "boards": [sheet] })),
    ] {
        let (status, answer) = scene.server.call("POST", &path, facilitator, Some(body)).await;
        assert!([403, 404, 422].contains(&status), "{path}: {status} {answer}");
        seen.extend(answer.to_string().into_bytes());
    }
    seen.extend(scene.server.raw("GET /metrics HTTP/1.1\r\n", b"").await.2);
    seen.extend(scene.server.logs().into_bytes());
    let seen = String::from_utf8_lossy(&seen);
    assert!(!seen.contains(SECRET) && !seen.contains("riservata"), "text or id");
    let boards = async |token: &str| scene.get(&workshop, token).await;
    assert!(!boards(bruno).await.1.to_string().contains(&sheet), "whose sheet it is");
    assert!(!boards(scene.facilitator()).await.1.to_string().contains(&sheet));
    assert!(boards(anna).await.1.to_string().contains(&sheet));

    // On the board nobody writes meanwhile, whatever client they use.
    let mut guest = scene.server.socket(&scene.board, Some(bruno)).await.unwrap();
    guest.send(document(2, &written(42, "aperta", "Ciao", text(&scene.bruno["participant"])))).await;
    assert_eq!(guest.closed().await, 4403);

    scene.reveal().await;
    let content = scene.content().await;
    assert!(scene.poster().await != before, "now it does");
    let notes: Vec<_> = content["notes"].as_object().unwrap().iter().collect();
    let [(id, note)] = &notes[..] else { panic!("{content}") };
    assert_eq!(note["text"], SECRET);
    assert_eq!((note.get("author"), content.get("hidden")), (None, None), "{content}");
    assert_ne!(id.as_str(), "riservata", "an id that its author knows would tell");
    assert_eq!(own.closed().await, 4403);
    assert_eq!(scene.landing(&scene.anna).await, scene.board);
    assert_eq!(scene.get(&format!("/boards/{sheet}"), anna).await.0, 403);
    for socket in &mut watched {
        assert!(contains(&socket.everything().await, SECRET), "everybody has it now");
    }
}

#[tokio::test]
async fn ht66_f28_a_reveal_that_a_crash_cuts_shows_everything_or_nothing() {
    let mut server = Server::start(&[]);
    // From before anything is stored until after everything is; which moment a round meets does not matter.
    for (round, after_us) in [0_u64, 500, 1_500, 3_000, 6_000, 12_000, 30_000].into_iter().enumerate() {
        let scene = Scene::on(server).await;
        scene.write_privately(false).await;
        for (at, who) in [&scene.anna, &scene.bruno].into_iter().enumerate() {
            for n in 0..3 {
                let client = 50 + 10 * at as u64 + n;
                scene.writes(who, client, &format!("n{at}{n}"), &format!("pensiero {at} {n}")).await;
            }
        }
        let path = format!("/workshops/{}/progress", text(&scene.workshop["id"]));
        let body = serde_json::to_vec(&json!({ "do": "reveal" })).unwrap();
        let request = format!(
            "POST /api/v1{path} HTTP/1.1\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n",
            scene.facilitator()
        );
        tokio::select! {
            _ = scene.server.raw(&request, &body) => {}
            () = tokio::time::sleep(Duration::from_micros(after_us)) => {}
        }
        let Scene { server: running, workshop, anna, bruno, board } = scene;
        let scene = Scene { server: running.kill_and_restart(), workshop, anna, bruno, board };
        let notes = |content: &Value| content["notes"].as_object().map_or(0, serde_json::Map::len);
        let (_, told) = scene.get(&format!("/boards/{}", scene.board), scene.facilitator()).await;
        if told["progress"].get("private").is_some() {
            assert_eq!(notes(&scene.content().await), 0, "round {round}: nothing of it");
            // People go on writing, and it can be revealed.
            let sheet = scene.landing(&scene.anna).await;
            let token = text(&scene.anna["token"]);
            let role = async || scene.get(&format!("/boards/{sheet}"), token).await.1["role"].clone();
            while role().await != "contributor" {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            scene.reveal().await;
        }
        let arrived = async {
            loop {
                let content = scene.content().await;
                match notes(&content) {
                    0 => tokio::time::sleep(Duration::from_millis(20)).await,
                    there => return (there, content),
                }
            }
        };
        let (there, content) = tokio::time::timeout(Duration::from_secs(20), arrived).await.unwrap();
        assert_eq!((there, content.get("hidden")), (6, None), "round {round}: all of it: {content}");
        let by = |who: &Value| {
            let notes = content["notes"].as_object().unwrap().values();
            notes.filter(|note| note["author"] == who["participant"]).count()
        };
        assert_eq!((by(&scene.anna), by(&scene.bruno)), (3, 3), "round {round}");
        server = scene.server;
    }
    // Of the sheets nothing is left: boards that were never open have no log.
    let boards = 7;
    for _ in 0..20 {
        let (_, data) = server.terminate().await;
        let store = Sqlite::open(data.path(), &Options::default()).unwrap();
        let left = store.list("erase/").await.unwrap();
        let logs = store.boards().await.unwrap();
        store.close();
        if left.is_empty() {
            assert_eq!(logs.len(), boards, "{logs:?}");
            return;
        }
        server = Server::over(data, &[]);
    }
    panic!("sheets are not removed");
}

#[tokio::test]
async fn ht67_whoever_moves_or_only_reads_writes_on_the_right_sheet_or_none() {
    let scene = Scene::new().await;
    scene.write_privately(false).await;
    let sheet = scene.landing(&scene.anna).await;
    let mut socket = scene.writes(&scene.anna, 61, "prima", "Prima di andare").await;
    let workshop = format!("/workshops/{}", text(&scene.workshop["id"]));
    let person = |who: &Value| format!("{workshop}/participants/{}", text(&who["participant"]));
    let change = async |who: &Value, body: Value| {
        let facilitator = Some(scene.facilitator());
        let (status, answer) = scene.server.call("PATCH", &person(who), facilitator, Some(body)).await;
        assert_eq!(status, 200, "{answer}");
    };
    change(&scene.anna, json!({ "group": "Cultura" })).await;
    assert_eq!(socket.closed().await, 4403, "of another group now");
    assert_eq!(scene.landing(&scene.anna).await, board_of(&scene.workshop, "group", Some("Cultura")));
    assert_eq!(scene.get(&format!("/boards/{sheet}"), text(&scene.anna["token"])).await.0, 403);
    // Who helps sees the board, and nobody's sheet.
    change(&scene.bruno, json!({ "role": "cofacilitator" })).await;
    assert_eq!(scene.landing(&scene.bruno).await, scene.board);
    assert_eq!(scene.get(&format!("/boards/{sheet}"), text(&scene.bruno["token"])).await.0, 403);
    // What was written before stays, and comes with the rest.
    scene.reveal().await;
    let content = scene.content().await;
    assert!(content["notes"].to_string().contains("Prima di andare"), "{content}");
    let (status, refusal) = scene.conduct(json!({ "do": "reveal", "boards": [scene.board] })).await;
    assert_eq!((status, &refusal["code"]), (422, &json!("invalid")), "{refusal}");
}
