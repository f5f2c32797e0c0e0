//! What whoever conducts sees of all boards, and says to them.

use crate::common::{ADMIN, Server, Socket, board_of, document, note, text};
use serde_json::{Value, json};

struct Scene {
    server: Server,
    workshop: Value,
    anna: Value,
    bruno: Value,
}

impl Scene {
    async fn new() -> Scene {
        let server = Server::start(&[]);
        let workshop = server.workshop().await;
        let anna = server.join(&workshop, "Anna", "Ambiente").await;
        let bruno = server.join(&workshop, "Bruno", "Cultura").await;
        Scene { server, workshop, anna, bruno }
    }

    fn board(&self, group: &str) -> String {
        board_of(&self.workshop, "group", Some(group))
    }

    async fn post(&self, path: &str, token: &str, body: Value) -> (u16, Value) {
        let path = format!("/workshops/{}/{path}", text(&self.workshop["id"]));
        self.server.call("POST", &path, Some(token), Some(body)).await
    }

    async fn conduct(&self, wish: Value) -> Value {
        let (status, told) = self.post("progress", text(&self.workshop["facilitator"]["token"]), wish).await;
        assert_eq!(status, 200, "{told}");
        told
    }

    async fn wall(&self, known: &Value) -> Value {
        let wish = json!({ "session": 1, "known": known });
        let (status, wall) = self.post("wall", text(&self.workshop["facilitator"]["token"]), wish).await;
        assert_eq!(status, 200, "{wall}");
        wall
    }

    async fn sits(&self, who: &Value, board: &str) -> Socket {
        let mut socket = self.server.socket_of_ours(board, text(&who["token"])).await;
        socket.send(vec![0, 0, 1, 0]).await;
        socket
    }
}

fn of<'a>(wall: &'a Value, board: &str) -> &'a Value {
    wall["boards"].as_array().unwrap().iter().find(|row| row["board"] == board).unwrap()
}

/// An awareness frame of one entry.
fn awareness(client: u8, clock: u8, state: &str) -> Vec<u8> {
    let mut payload = vec![1, client, clock];
    payload.push(u8::try_from(state.len()).unwrap());
    payload.extend(state.as_bytes());
    [vec![1, u8::try_from(payload.len()).unwrap()], payload].concat()
}

#[tokio::test]
async fn ht68_whoever_conducts_sees_what_goes_on_on_every_board_and_nobody_else_does() {
    let scene = Scene::new().await;
    let (board, other) = (scene.board("Ambiente"), scene.board("Cultura"));
    for (token, status) in [(text(&scene.anna["token"]), 403), (ADMIN, 403), ("nonsense", 401)] {
        assert_eq!(scene.post("wall", token, json!({ "session": 1 })).await.0, status);
    }
    let first = scene.wall(&json!({})).await;
    assert_eq!(first["boards"].as_array().unwrap().len(), 4, "plenary, two groups, the canvas");
    assert_eq!(of(&first, &board)["edited"], Value::Null);

    let mut anna = scene.sits(&scene.anna, &board).await;
    anna.send(document(2, &note(71, "nota"))).await;
    scene.server.content_has(&board, text(&scene.anna["token"]), "nota").await;
    anna.send(awareness(71, 1, r#"{"cursor":null,"hand":0}"#)).await;
    let mut wall = scene.wall(&json!({})).await;
    while of(&wall, &board)["hands"] == json!([]) {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        wall = scene.wall(&json!({})).await;
    }
    let row = of(&wall, &board);
    assert_eq!((&row["notes"], &row["hands"]), (&json!(1), &json!([scene.anna["participant"]])), "{row}");
    assert_eq!(row["online"], json!([{ "participant": scene.anna["participant"], "name": "Anna" }]));
    assert_eq!(row["sketch"]["notes"], json!([[0, 0, 200, 200, "yellow"]]));
    assert!(row["edited"].as_u64().unwrap() <= wall["now"].as_u64().unwrap());

    // What the page has does not come again; what has changed does.
    let known = json!({ &board: row["seq"], &other: of(&wall, &other)["seq"] });
    let again = scene.wall(&known).await;
    assert_eq!((again["boards"].as_array().unwrap().len(), of(&again, &board).get("sketch")), (4, None));
    anna.send(document(2, &note(72, "altra"))).await;
    scene.server.content_has(&board, text(&scene.anna["token"]), "altra").await;
    let changed = scene.wall(&known).await;
    assert_eq!(of(&changed, &board)["sketch"]["notes"].as_array().unwrap().len(), 2);
    assert_eq!(of(&changed, &other).get("sketch"), None);

    scene.conduct(json!({ "do": "lower_hands", "board": board })).await;
    assert_eq!(of(&scene.wall(&known).await, &board)["hands"], json!([]));
    // While everybody writes privately they count as being there, and what they write does not show.
    drop(anna);
    scene.conduct(json!({ "do": "write_privately", "boards": [board] })).await;
    let path = format!("/workshops/{}", text(&scene.workshop["id"]));
    let seen = scene.server.call("GET", &path, Some(text(&scene.anna["token"])), None).await.1;
    let mut anna = scene.sits(&scene.anna, text(&seen["landing"])).await;
    anna.send(document(2, &note(73, "segreta"))).await;
    scene.server.content_has(text(&seen["landing"]), text(&scene.anna["token"]), "segreta").await;
    let veiled = scene.wall(&json!({})).await;
    assert_eq!(of(&veiled, &board)["online"][0]["name"], "Anna");
    assert!(!veiled.to_string().contains("segreta") && veiled["boards"].as_array().unwrap().len() == 4);
}

#[tokio::test]
async fn ht69_a_message_to_one_group_and_its_time_are_told_to_nobody_else() {
    let scene = Scene::new().await;
    let (board, other) = (scene.board("Ambiente"), scene.board("Cultura"));
    let phases = json!([{ "title": "Gruppi", "minutes": 30, "mode": "groups" }]);
    let path = format!("/workshops/{}/sessions/1", text(&scene.workshop["id"]));
    let token = text(&scene.workshop["facilitator"]["token"]);
    let body = json!({ "title": "", "phases": phases });
    assert_eq!(scene.server.call("PUT", &path, Some(token), Some(body)).await.0, 200);
    scene.conduct(json!({ "do": "start", "session": 1, "phase": 1 })).await;
    let mut anna = scene.sits(&scene.anna, &board).await;
    let mut bruno = scene.sits(&scene.bruno, &other).await;
    scene.conduct(json!({ "do": "say", "text": "Venite un momento?", "boards": [board] })).await;
    let told = scene.conduct(json!({ "do": "extend", "minutes": 5, "board": board })).await;
    assert_eq!(
        (&told["said"][0]["boards"], told["phase"]["ends_by"].get(&board).is_some()),
        (&json!([board]), true)
    );
    let last = scene.conduct(json!({ "do": "say", "text": "Ancora un minuto" })).await["turn"].clone();

    let heard = async |socket: &mut Socket| {
        let mut all = Vec::new();
        loop {
            let frame = socket.next().await.unwrap();
            let Some(at) = (frame[0] == 103).then(|| frame.iter().position(|byte| *byte == b'{').unwrap())
            else {
                continue;
            };
            let told: Value = serde_json::from_slice(&frame[at..]).unwrap();
            all.push(told.clone());
            if told["turn"] == last {
                return all;
            }
        }
    };
    let (to_anna, to_bruno) = (heard(&mut anna).await, heard(&mut bruno).await);
    let texts = |told: &Value| -> Vec<String> {
        told["said"].as_array().unwrap().iter().map(|said| text(&said["text"]).to_owned()).collect()
    };
    assert_eq!(texts(to_anna.last().unwrap()), ["Venite un momento?", "Ancora un minuto"]);
    assert_eq!(texts(to_bruno.last().unwrap()), ["Ancora un minuto"]);
    assert!(
        to_bruno
            .iter()
            .all(|told| !told.to_string().contains("Venite") && !told.to_string().contains("ends_by"))
    );
    let ends = |told: &Value| told["phase"]["ends"].as_u64().unwrap();
    assert_eq!(ends(to_anna.last().unwrap()) - ends(to_bruno.last().unwrap()), 5 * 60_000);

    // Asked for, the same.
    for path in [format!("/boards/{other}"), format!("/workshops/{}", text(&scene.workshop["id"]))] {
        let (status, seen) = scene.server.call("GET", &path, Some(text(&scene.bruno["token"])), None).await;
        assert!(status == 200 && seen.to_string().contains("Ancora un minuto"), "{seen}");
        assert!(!seen.to_string().contains("Venite"), "{path}");
    }
    let (status, refusal) = scene.post("progress", token, json!({ "do": "say", "text": " " })).await;
    assert_eq!((status, &refusal["code"]), (422, &json!("invalid")));
}
