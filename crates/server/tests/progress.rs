//! A programme that goes on while people are at work.

use crate::common::{ADMIN, Server, Socket, board_of, document, note, text};
use serde_json::{Value, json};

const MINUTE: u64 = 60_000;

/// A workshop of one session with three phases, and two people of two groups.
struct Scene {
    server: Server,
    clock: tempfile::NamedTempFile,
    workshop: Value,
    anna: Value,
    bruno: Value,
}

impl Scene {
    async fn new() -> Scene {
        let clock = tempfile::NamedTempFile::new().unwrap();
        let server = Server::with(&[], &[("PLENARIA_TEST_CLOCK", clock.path().to_str().unwrap())]);
        let phases = json!([
            { "title": "Benvenuto", "minutes": 5, "mode": "plenary" },
            { "title": "Gruppi", "minutes": 30, "mode": "groups", "instructions": "Scrivete.", "leads_on": true },
            { "title": "Ritorno", "mode": "plenary" },
        ]);
        let body = json!({
            "title": "Prova", "language": "it", "groups": ["Ambiente", "Cultura"],
            "sessions": [{ "title": "Confini", "phases": phases }, {}],
        });
        let (status, workshop) = server.call("POST", "/workshops", Some(ADMIN), Some(body)).await;
        assert_eq!(status, 201, "{workshop}");
        let anna = server.join(&workshop, "Anna", "Ambiente").await;
        let bruno = server.join(&workshop, "Bruno", "Cultura").await;
        Scene { server, clock, workshop, anna, bruno }
    }

    fn path(&self) -> String {
        format!("/workshops/{}", text(&self.workshop["id"]))
    }

    async fn conduct(&self, wish: Value) -> (u16, Value) {
        let token = text(&self.workshop["facilitator"]["token"]);
        self.server.call("POST", &format!("{}/progress", self.path()), Some(token), Some(wish)).await
    }

    async fn seen_by(&self, token: &Value) -> Value {
        self.server.call("GET", &self.path(), Some(text(token)), None).await.1
    }

    /// The board where somebody belongs.
    async fn landing(&self, who: &Value) -> String {
        text(&self.seen_by(&who["token"]).await["landing"]).to_owned()
    }

    fn board(&self, kind: &str, group: Option<&str>) -> String {
        board_of(&self.workshop, kind, group)
    }

    async fn sits(&self, who: &Value, board: &str) -> Socket {
        let mut socket = self.server.socket_of_ours(board, text(&who["token"])).await;
        socket.send(vec![0, 0, 1, 0]).await;
        socket
    }

    fn put_forward(&self, ahead_ms: u64) {
        std::fs::write(self.clock.path(), ahead_ms.to_string()).unwrap();
    }
}

/// What a page hears next about the programme.
async fn heard(socket: &mut Socket) -> Value {
    loop {
        let frame = socket.next().await.expect("open");
        // 103 as LEB128, and a length of one or two bytes.
        if frame.first() == Some(&103) {
            let start = frame.iter().position(|byte| *byte == b'{').unwrap();
            return serde_json::from_slice(&frame[start..]).unwrap();
        }
    }
}

#[tokio::test]
async fn ht52_everybody_hears_of_the_next_phase_and_knows_where_they_belong() {
    let scene = Scene::new().await;
    let (own, plenary) = (scene.board("group", Some("Ambiente")), scene.board("plenary", None));
    let mut a = scene.sits(&scene.anna, &own).await;
    assert_eq!(scene.landing(&scene.anna).await, own);
    assert_eq!(text(&scene.anna["landing"]), own, "joining says so as well");

    let (status, now) = scene.conduct(json!({ "do": "next" })).await;
    assert_eq!((status, text(&now["phase"]["title"])), (200, "Benvenuto"));
    let told = heard(&mut a).await;
    assert_eq!((&told["turn"], text(&told["phase"]["title"])), (&now["turn"], "Benvenuto"));
    let length = told["phase"]["ends"].as_u64().unwrap() - told["phase"]["began"].as_u64().unwrap();
    assert_eq!(length, 5 * MINUTE);
    assert_eq!(scene.landing(&scene.anna).await, plenary);

    scene.conduct(json!({ "do": "next" })).await;
    assert_eq!(text(&heard(&mut a).await["phase"]["instructions"]), "Scrivete.");
    assert_eq!(scene.landing(&scene.anna).await, own);
    let mut late = scene.sits(&scene.bruno, &scene.board("group", Some("Cultura"))).await;
    assert_eq!(text(&heard(&mut late).await["phase"]["title"]), "Gruppi", "also who comes later");
    let (_, board) =
        scene.server.call("GET", &format!("/boards/{own}"), Some(text(&scene.anna["token"])), None).await;
    assert_eq!(text(&board["progress"]["phase"]["title"]), "Gruppi", "also before the socket is there");

    let (_, more) = scene.conduct(json!({ "do": "extend", "minutes": 5 })).await;
    let ends = |told: &Value| told["phase"]["ends"].as_u64().unwrap();
    assert_eq!(ends(&more), ends(&heard(&mut late).await));
    let (_, halted) = scene.conduct(json!({ "do": "halt" })).await;
    assert!(halted.get("phase").is_none());
}

#[tokio::test]
async fn ht53_a_phase_leads_on_by_itself_also_after_a_restart() {
    let scene = Scene::new().await;
    let mut a = scene.sits(&scene.anna, &scene.board("group", Some("Ambiente"))).await;
    let phase = json!({ "do": "start", "session": 1, "phase": 2 });
    scene.conduct(phase.clone()).await;
    assert_eq!(text(&heard(&mut a).await["phase"]["title"]), "Gruppi");
    scene.put_forward(29 * MINUTE);
    assert_eq!(text(&heard(&mut a).await["phase"]["title"]), "Gruppi", "a minute is left");
    scene.put_forward(30 * MINUTE + 1);
    let mut told = heard(&mut a).await;
    while text(&told["phase"]["title"]) == "Gruppi" {
        told = heard(&mut a).await;
    }
    assert_eq!(text(&told["phase"]["title"]), "Ritorno");

    scene.conduct(phase).await;
    let Scene { server, clock, workshop, anna, bruno } = scene;
    let data = server.kill();
    // Its time is up while nobody serves.
    std::fs::write(clock.path(), (90 * MINUTE).to_string()).unwrap();
    let server = Server::over_with(data, &[], &[("PLENARIA_TEST_CLOCK", clock.path().to_str().unwrap())]);
    let scene = Scene { server, clock, workshop, anna, bruno };
    let mut a = scene.sits(&scene.anna, &scene.board("group", Some("Ambiente"))).await;
    let mut told = heard(&mut a).await;
    while text(&told["phase"]["title"]) == "Gruppi" {
        told = heard(&mut a).await;
    }
    assert_eq!(text(&told["phase"]["title"]), "Ritorno");
}

#[tokio::test]
async fn ht54_everybody_may_look_where_they_are_called_and_only_as_long() {
    let scene = Scene::new().await;
    let others = scene.board("group", Some("Cultura"));
    let token = Some(text(&scene.anna["token"]));
    assert_eq!(scene.server.socket(&others, token).await.err(), Some(403));
    let (status, _) = scene.conduct(json!({ "do": "gather", "board": others })).await;
    assert_eq!(status, 200);
    assert_eq!(scene.landing(&scene.anna).await, others);
    let mut a = scene.sits(&scene.anna, &others).await;
    assert_eq!(text(&heard(&mut a).await["gathered"]), others);
    let mut owner = scene.sits(&scene.bruno, &others).await;
    heard(&mut owner).await;
    scene.conduct(json!({ "do": "gather", "board": null })).await;
    assert_eq!(a.closed().await, 4403, "who was only called there");
    assert!(heard(&mut owner).await["gathered"].is_null(), "whose board it is stays");
    assert_eq!(scene.server.socket(&others, token).await.err(), Some(403));
    let (status, _) = scene.conduct(json!({ "do": "gather", "board": "0123456789012345678901" })).await;
    assert_eq!(status, 422);
}

#[tokio::test]
async fn ht55_only_staff_conduct_and_two_of_them_do_not_go_two_steps() {
    let scene = Scene::new().await;
    let other = scene.server.workshop().await;
    let path = format!("{}/progress", scene.path());
    let describe = format!("{}/sessions/1", scene.path());
    let foreign = text(&other["facilitator"]["token"]);
    for token in [text(&scene.anna["token"]), foreign, ADMIN] {
        let next = scene.server.call("POST", &path, Some(token), Some(json!({ "do": "next" }))).await;
        let put = scene.server.call("PUT", &describe, Some(token), Some(json!({ "title": "x" }))).await;
        assert_eq!((next.0, put.0), (403, 403));
    }
    let person = format!("{}/participants/{}", scene.path(), text(&scene.anna["participant"]));
    let staff = Some(text(&scene.workshop["facilitator"]["token"]));
    scene.server.call("PATCH", &person, staff, Some(json!({ "role": "cofacilitator" }))).await;
    let helper = Some(text(&scene.anna["token"]));
    let wish = json!({ "do": "next", "turn": 0 });
    let (first, now) = scene.server.call("POST", &path, helper, Some(wish.clone())).await;
    let (second, refused) = scene.server.call("POST", &path, staff, Some(wish)).await;
    assert_eq!((first, second, text(&refused["code"])), (200, 409, "crossed"));
    assert_eq!(text(&scene.seen_by(&scene.anna["token"]).await["progress"]["phase"]["title"]), "Benvenuto");
    for (wish, status) in [
        (json!({ "do": "dance" }), 400),
        (json!({ "do": "start", "session": 1, "phase": 99 }), 422),
        (json!({ "do": "extend", "minutes": 9_999 }), 422),
        (json!({ "do": "back" }), 422),
    ] {
        assert_eq!(scene.conduct(wish).await.0, status);
    }
    assert_eq!(scene.seen_by(&scene.anna["token"]).await["progress"]["turn"], now["turn"]);
}

#[tokio::test]
async fn ht56_a_programme_is_changed_while_it_runs() {
    let scene = Scene::new().await;
    let staff = Some(text(&scene.workshop["facilitator"]["token"]));
    scene.conduct(json!({ "do": "next" })).await;
    let mut a = scene.sits(&scene.anna, &scene.board("plenary", None)).await;
    heard(&mut a).await;
    let mut phases = scene.seen_by(&scene.anna["token"]).await["sessions"][0]["phases"].clone();
    phases[0]["instructions"] = json!("Dite come vi chiamate.");
    let path = format!("{}/sessions/1", scene.path());
    let body = json!({ "title": "Confini", "date": "2026-11-26", "phases": phases });
    let (status, session) = scene.server.call("PUT", &path, staff, Some(body)).await;
    assert_eq!((status, text(&session["date"])), (200, "2026-11-26"));
    assert_eq!(text(&heard(&mut a).await["phase"]["instructions"]), "Dite come vi chiamate.");

    let one_more = format!("{}/sessions/3", scene.path());
    let (status, _) = scene.server.call("PUT", &one_more, staff, Some(json!({ "title": "Fine" }))).await;
    let boards = scene.seen_by(&scene.anna["token"]).await["boards"].clone();
    let of_third = boards.as_array().unwrap().iter().filter(|board| board["session"] == 3);
    assert_eq!((status, of_third.count()), (200, 2), "its plenary and the own group's board");
    for (path, body, status) in [
        (format!("{}/sessions/9", scene.path()), json!({}), 422),
        (path, json!({ "phases": [] }), 422),
        (one_more, json!({ "date": "domani" }), 422),
    ] {
        assert_eq!(scene.server.call("PUT", &path, staff, Some(body)).await.0, status);
    }
}

#[tokio::test]
async fn ht57_boards_begin_with_a_template_or_with_what_was_there_last_time() {
    let scene = Scene::new().await;
    let staff = Some(text(&scene.workshop["facilitator"]["token"]));
    let content = json!({
        "clusters": [{ "id": "a", "title": "Forze", "pos": [0, 0], "size": [600, 400], "color": "green" }],
        "notes": [{ "id": "b", "text": "Che cosa ci riesce?", "pos": [24, 80], "size": [200, 200], "color": "white", "cluster": "a" }],
        "links": [],
    });
    let templates = format!("{}/templates", scene.path());
    let made = json!({ "title": "Forze", "content": content });
    let (status, template) = scene.server.call("POST", &templates, staff, Some(made)).await;
    assert_eq!(status, 201, "{template}");
    let mut huge = content.clone();
    huge["notes"][0]["text"] = json!("x".repeat(2_001));
    for content in [huge, json!({ "clusters": [], "notes": [], "links": [] })] {
        let wish = json!({ "title": "x", "content": content });
        assert_eq!(scene.server.call("POST", &templates, staff, Some(wish)).await.0, 422);
    }

    // Cultura has begun on its own; Ambiente has not.
    let [empty, begun] = ["Ambiente", "Cultura"].map(|group| scene.board("group", Some(group)));
    let mut b = scene.sits(&scene.bruno, &begun).await;
    b.send(document(2, &note(7, "nostra"))).await;
    scene.server.content_has(&begun, text(&scene.bruno["token"]), "nostra").await;
    let describe = async |session: u32, begins: Value| {
        let phases = json!([{ "title": "Gruppi", "minutes": 5, "mode": "groups", "begins_with": begins }]);
        let path = format!("{}/sessions/{session}", scene.path());
        scene.server.call("PUT", &path, staff, Some(json!({ "phases": phases }))).await;
        let sessions = scene.seen_by(&scene.anna["token"]).await["sessions"].clone();
        let phase = sessions[session as usize - 1]["phases"][0]["number"].clone();
        scene.conduct(json!({ "do": "start", "session": session, "phase": phase })).await;
    };
    let content_of = async |board: &str| {
        scene.server.call("GET", &format!("/boards/{board}/export.json"), staff, None).await.1
    };
    let texts = |content: &Value| {
        let notes = content["notes"].as_object().unwrap().values();
        notes.map(|note| text(&note["text"]).to_owned()).collect::<Vec<_>>()
    };
    describe(1, json!({ "template": template["template"] })).await;
    let laid = content_of(&empty).await;
    assert_eq!(
        (texts(&laid), texts(&content_of(&begun).await)),
        (vec!["Che cosa ci riesce?".into()], vec!["nostra".into()])
    );
    let note = laid["notes"].as_object().unwrap().values().next().unwrap();
    assert!(laid["clusters"].get(text(&note["cluster"])).is_some() && note.get("author").is_none());
    describe(1, json!({ "template": template["template"] })).await;
    assert_eq!(content_of(&empty).await, laid, "not twice");

    describe(2, json!("last_session")).await;
    let mut boards = scene.workshop["boards"].as_array().unwrap().iter();
    let second = boards.find(|board| board["session"] == 2 && board["group"] == "Cultura").unwrap();
    let carried = content_of(text(&second["id"])).await;
    let src = &carried["notes"].as_object().unwrap().values().next().unwrap()["src"];
    assert_eq!(texts(&carried), ["nostra"]);
    assert_eq!(
        (&src["group"], &src["session"], text(&src["board"])),
        (&json!("Cultura"), &json!(1), begun.as_str())
    );
    describe(1, json!({ "template": "gone" })).await;
    assert_eq!(content_of(&empty).await, laid);
}

#[tokio::test]
async fn ht64_on_a_frozen_board_only_staff_write() {
    let scene = Scene::new().await;
    let board = scene.board("group", Some("Ambiente"));
    let (anna, staff) = (text(&scene.anna["token"]), text(&scene.workshop["facilitator"]["token"]));
    let mut a = scene.sits(&scene.anna, &board).await;
    a.send(document(2, &note(7, "prima"))).await;
    scene.server.content_has(&board, anna, "prima").await;
    let (status, told) = scene.conduct(json!({ "do": "freeze", "board": board, "frozen": true })).await;
    assert_eq!((status, &told["frozen"]), (200, &json!([board])));
    a.send(document(2, &note(8, "dopo"))).await;
    assert_eq!(a.closed().await, 4403);
    let mut stock = scene.server.socket(&board, Some(anna)).await.expect("reading goes on");
    let mut s = scene.server.socket(&board, Some(staff)).await.unwrap();
    s.send(document(2, &note(9, "chi_facilita"))).await;
    scene.server.content_has(&board, anna, "chi_facilita").await;
    stock.send(document(2, &note(10, "di_nascosto"))).await;
    assert_eq!(stock.closed().await, 4403);
    let others = scene.board("group", Some("Cultura"));
    let mut b = scene.sits(&scene.bruno, &others).await;
    b.send(document(2, &note(11, "altrove"))).await;
    scene.server.content_has(&others, text(&scene.bruno["token"]), "altrove").await;
    scene.conduct(json!({ "do": "freeze", "board": board, "frozen": false })).await;
    let mut a = scene.sits(&scene.anna, &board).await;
    a.send(document(2, &note(12, "di_nuovo"))).await;
    scene.server.content_has(&board, anna, "di_nuovo").await;
    let (_, content) =
        scene.server.call("GET", &format!("/boards/{board}/export.json"), Some(staff), None).await;
    assert!(content["notes"].get("dopo").is_none() && content["notes"].get("di_nascosto").is_none());
    assert_eq!(
        scene.conduct(json!({ "do": "freeze", "board": "0123456789012345678901", "frozen": true })).await.0,
        422
    );
}
