//! Votes: secret until the round closes, counted once, by whoever may look at the board.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::common::{ADMIN, Server, Socket, board_of, contains, document, text};
use board::edit::{Edit, Item};
use board::id::WorkshopId;
use board::note::Note;
use board::schema::Color;
use serde_json::{Value, json};
use store::sqlite::{Options, Sqlite};
use store::{Put, Registry};

/// A workshop of two groups, with four notes on its plenary board and two on that of Ambiente.
struct Scene {
    server: Server,
    workshop: Value,
    anna: Value,
    bruno: Value,
    plenary: String,
    ambiente: String,
}

impl Scene {
    async fn new() -> Scene {
        let server = Server::start(&[]);
        let workshop = server.workshop().await;
        let anna = server.join(&workshop, "Anna", "Ambiente").await;
        let bruno = server.join(&workshop, "Bruno", "Cultura").await;
        let plenary = board_of(&workshop, "plenary", None);
        let ambiente = board_of(&workshop, "group", Some("Ambiente"));
        let scene = Scene { server, workshop, anna, bruno, plenary, ambiente };
        scene.notes(&scene.plenary, &["alfa", "beta", "gamma", "verde"]).await;
        scene.notes(&scene.ambiente, &["delta", "epsilon"]).await;
        scene
    }

    async fn notes(&self, board: &str, ids: &[&str]) {
        let put = |id: &&str| {
            let color = Color::parse(if *id == "verde" { "green" } else { "yellow" }).unwrap();
            let note = Note { text: format!("Nota {id}"), color, ..Note::default() };
            Edit::Put { id: id.parse().unwrap(), item: Item::Note(note) }
        };
        let edits: Vec<_> = ids.iter().map(put).collect();
        let mut socket = self.server.socket(board, Some(self.staff())).await.unwrap();
        socket.send(document(2, &board::edit::draft(&[0, 0], 4_711, &edits).unwrap())).await;
        self.server.content_has(board, self.staff(), ids[0]).await;
    }

    fn staff(&self) -> &str {
        text(&self.workshop["facilitator"]["token"])
    }

    fn path(&self) -> String {
        format!("/workshops/{}", text(&self.workshop["id"]))
    }

    async fn conduct_as(&self, token: &str, wish: Value) -> (u16, Value) {
        self.server.call("POST", &format!("{}/progress", self.path()), Some(token), Some(wish)).await
    }

    async fn conduct(&self, wish: Value) -> Value {
        let (status, told) = self.conduct_as(self.staff(), wish).await;
        assert_eq!(status, 200, "{told}");
        told
    }

    /// Opens a round on plenary.
    async fn opens(&self, dots: u32) -> Value {
        self.conduct(json!({ "do": "vote", "boards": [self.plenary], "dots": dots })).await
    }

    async fn gives_in(&self, round: u32, token: &str, board: &str, votes: Value) -> (u16, Value) {
        let path = format!("/boards/{board}/ballot");
        self.server.call("PUT", &path, Some(token), Some(json!({ "round": round, "votes": votes }))).await
    }

    async fn gives(&self, who: &Value, votes: Value) -> Value {
        let (status, own) = self.gives_in(1, text(&who["token"]), &self.plenary, votes).await;
        assert_eq!(status, 200, "{own}");
        own
    }

    async fn ballot(&self, token: &str, board: &str) -> (u16, Value) {
        self.server.call("GET", &format!("/boards/{board}/ballot"), Some(token), None).await
    }

    async fn seen(&self, token: &str, path: &str) -> Value {
        let (status, body) = self.server.call("GET", path, Some(token), None).await;
        assert_eq!(status, 200, "{body}");
        body
    }

    /// Dots by note, as the board has them.
    async fn tallies(&self, board: &str) -> BTreeMap<String, (u64, u64)> {
        let content = self.seen(self.staff(), &format!("/boards/{board}/export.json")).await;
        let of = |tally: &Value| (tally["votes"].as_u64().unwrap(), tally["round"].as_u64().unwrap());
        let Some(tallies) = content["tallies"].as_object() else { return BTreeMap::new() };
        tallies.iter().map(|(id, tally)| (id.clone(), of(tally))).collect()
    }

    /// What a client of any kind can ask for, without what differs with each moment.
    async fn everything(&self, token: &str) -> Vec<u8> {
        let mut all = Vec::new();
        let board = format!("/boards/{}", self.plenary);
        for path in [
            board.clone(),
            format!("{board}/people"),
            format!("{board}/export.json"),
            self.path(),
            "/me".to_owned(),
            format!("{}/templates", self.path()),
        ] {
            let mut body = self.seen(token, &path).await;
            for at in ["/progress/now", "/voters"] {
                if let Some(value) = body.pointer_mut(at) {
                    *value = Value::Null;
                }
            }
            all.extend(serde_json::to_vec(&body).unwrap());
        }
        for path in ["poster.png?paper=a4&dpi=30", "poster.pdf", "poster.svg", "poster.json", "state"]
            .map(|file| format!("{board}/{file}"))
        {
            let request = format!("GET /api/v1{path} HTTP/1.1\r\nAuthorization: Bearer {token}\r\n");
            let (status, _, body) = self.server.raw(&request, b"").await;
            assert_eq!(status, 200);
            all.extend(body);
        }
        all
    }
}

/// Everything that comes, until the page hears of a turn that is not one before.
async fn until_turn(socket: &mut Socket, turn: &Value) -> (Vec<Vec<u8>>, Value) {
    let mut frames = Vec::new();
    loop {
        let frame = socket.next().await.expect("open");
        if frame.first() == Some(&103) {
            let start = frame.iter().position(|byte| *byte == b'{').unwrap();
            let told: Value = serde_json::from_slice(&frame[start..]).unwrap();
            if told["turn"] == *turn {
                return (frames, told);
            }
        }
        frames.push(frame);
    }
}

#[tokio::test]
async fn ht70_until_a_round_closes_nobody_is_told_who_votes_for_what_nor_how_many() {
    let scene = Scene::new().await;
    let carla = scene.server.join(&scene.workshop, "Carla", "Cultura").await;
    let watching = [text(&carla["token"]), scene.staff()];
    let opened = scene.opens(5).await;
    let mut sockets = Vec::new();
    for token in watching {
        let mut socket = scene.server.socket_of_ours(&scene.plenary, token).await;
        socket.send(vec![0, 0, 1, 0]).await;
        until_turn(&mut socket, &opened["turn"]).await;
        socket.update_or_nothing().await;
        sockets.push(socket);
    }
    let before = [scene.everything(watching[0]).await, scene.everything(watching[1]).await];
    let logged = scene.server.logs().len();

    scene.gives(&scene.anna, json!({ "alfa": 3, "beta": 2 })).await;
    scene.gives(&scene.anna, json!({ "alfa": 4 })).await;
    scene.gives(&scene.bruno, json!({ "alfa": 1, "gamma": 2 })).await;
    let refused = scene.gives_in(1, text(&scene.bruno["token"]), &scene.plenary, json!({ "alfa": 9 })).await;
    assert_eq!(refused.0, 422);

    let after = [scene.everything(watching[0]).await, scene.everything(watching[1]).await];
    assert!(before == after, "votes are in nothing that can be asked for");
    let logs = scene.server.logs()[logged..].to_owned();
    let (_, _, metrics) = scene.server.raw("GET /metrics HTTP/1.1\r\n", b"").await;
    for word in ["alfa", "beta", "gamma", "votes", "Nota"] {
        assert!(!logs.contains(word), "{word} in the log: {logs}");
        assert!(!contains(&metrics, word));
    }
    let [as_carla, as_staff] =
        [scene.seen(watching[0], &scene.path()).await, scene.seen(watching[1], &scene.path()).await];
    assert_eq!(
        (as_carla.get("voters"), &as_staff["voters"]),
        (None, &json!(2)),
        "who conducts sees a number"
    );
    for token in watching {
        let own = scene.ballot(token, &scene.plenary).await;
        assert_eq!((own.0, &own.1["votes"], &own.1["left"]), (200, &json!({}), &json!(5)));
    }

    let closed = scene.conduct(json!({ "do": "close_vote" })).await;
    assert_eq!((closed.get("voting"), &closed["counted"]), (None, &json!(1)));
    for mut socket in sockets {
        let (frames, told) = until_turn(&mut socket, &closed["turn"]).await;
        assert_eq!(told["counted"], 1);
        // The result, in one frame, before the word that it is there; presence is nobody's vote.
        let documents: Vec<_> = frames.iter().filter(|frame| frame.first() != Some(&1)).collect();
        assert_eq!(documents.len(), 1, "{frames:?}");
        assert!(contains(documents[0], "votes") && contains(documents[0], "gamma"));
        assert!(
            frames.iter().filter(|frame| frame.first() == Some(&1)).all(|frame| !contains(frame, "alfa"))
        );
    }
    let tallies = scene.tallies(&scene.plenary).await;
    assert_eq!(tallies, BTreeMap::from([("alfa".into(), (5, 1)), ("gamma".into(), (2, 1))]));

    // Nobody's own dots outlive the round, in the file neither.
    assert_eq!(scene.ballot(text(&scene.anna["token"]), &scene.plenary).await.0, 409);
    let data = scene.server.kill();
    let store = Sqlite::open(data.path(), &Options::default()).unwrap();
    assert_eq!(store.list("ballot/").await.unwrap(), []);
    for (key, entry) in store.list("").await.unwrap() {
        assert!(!contains(&entry.value, "alfa"), "{key}");
    }
}

#[tokio::test]
async fn ht71_more_than_one_has_and_what_the_vote_is_not_about_is_refused_in_words() {
    let scene = Scene::new().await;
    let anna = text(&scene.anna["token"]);
    assert_eq!(scene.gives_in(1, anna, &scene.plenary, json!({})).await.1["code"], "vote_closed");
    let wish = json!({
        "do": "vote", "boards": [scene.plenary, scene.ambiente], "dots": 3, "most": 2,
        "title": "Che cosa conta?", "only": { "colors": ["yellow"] },
    });
    let told = scene.conduct(wish).await;
    assert_eq!((text(&told["voting"]["title"]), &told["voting"]["most"]), ("Che cosa conta?", &json!(2)));
    assert_eq!(scene.gives(&scene.anna, json!({ "alfa": 2, "beta": 0 })).await["left"], 1);
    let (_, own) = scene.gives_in(1, anna, &scene.ambiente, json!({ "delta": 1 })).await;
    assert_eq!((&own["left"], &own["votes"]), (&json!(0), &json!({ "delta": 1 })), "all boards together");
    for (votes, status, code) in [
        (json!({ "alfa": 2, "beta": 1 }), 422, "too_many_dots"),
        (json!({ "alfa": 3 }), 422, "too_many_on_note"),
        (json!({ "verde": 1 }), 422, "not_votable"),
        (json!({ "delta": 1 }), 422, "not_votable"),
        (json!({ "nowhere": 1 }), 422, "not_votable"),
        (json!({ "no id!": 1 }), 400, "bad_request"),
        (json!({ "alfa": -1 }), 400, "bad_request"),
        (json!({ "alfa": 4_294_967_295_u32, "beta": 4_294_967_295_u32 }), 422, "too_many_on_note"),
    ] {
        let (answer, refused) = scene.gives_in(1, anna, &scene.plenary, votes).await;
        assert_eq!((answer, text(&refused["code"])), (status, code));
        assert!(text(&refused["message"]).ends_with('.'), "{refused}");
    }
    let (_, own) = scene.ballot(anna, &scene.plenary).await;
    assert_eq!((&own["votes"], &own["only"]), (&json!({ "alfa": 2 }), &json!({ "colors": ["yellow"] })));
    // Of another round, or where none is.
    assert_eq!(scene.gives_in(2, anna, &scene.plenary, json!({})).await.0, 409);
    let canvas = board_of(&scene.workshop, "canvas", None);
    assert_eq!(scene.gives_in(1, anna, &canvas, json!({})).await.0, 409);
    // Dots on a note that goes are one's own again.
    let yellow = |id: &str| Edit::Put { id: id.parse().unwrap(), item: Item::Note(Note::default()) };
    let drafted = |edits: &[Edit]| board::edit::draft(&[0, 0], 8, edits).unwrap();
    let put = drafted(&[yellow("zeta")]);
    let mut socket = scene.server.socket(&scene.plenary, Some(scene.staff())).await.unwrap();
    socket.send(document(2, &put)).await;
    scene.server.content_has(&scene.plenary, scene.staff(), "zeta").await;
    assert_eq!(scene.gives(&scene.anna, json!({ "zeta": 2 })).await["left"], 0);
    let gone = Edit::Delete { kind: board::edit::Kind::Note, id: "zeta".parse().unwrap() };
    socket.send(document(2, &board::edit::draft(&put, 9, &[gone]).unwrap())).await;
    let free = async {
        while scene.ballot(anna, &scene.plenary).await.1["left"] != 2 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), free).await.expect("free again");
    assert_eq!(scene.gives(&scene.anna, json!({ "alfa": 2 })).await["left"], 0);
}

#[tokio::test]
async fn ht72_closing_counts_once_whatever_happens_meanwhile() {
    let mut scene = Scene::new().await;
    // Between the end of the round and its result on the board.
    scene.opens(5).await;
    scene.gives(&scene.anna, json!({ "alfa": 3 })).await;
    scene.gives(&scene.bruno, json!({ "alfa": 1, "beta": 2 })).await;
    let data = scene.server.kill();
    {
        let store = Sqlite::open(data.path(), &Options::default()).unwrap();
        let id: WorkshopId = text(&scene.workshop["id"]).parse().unwrap();
        let key = format!("workshop/{id}");
        let kept = store.get(&key).await.unwrap().unwrap().value;
        assert!(!contains(&kept, "alfa"), "no vote is in the workshop's record");
        let mut workshop: workshop::Workshop = serde_json::from_slice(&kept).unwrap();
        workshop.close_vote().unwrap();
        let sum = |note: &str, votes: u32| json!({ "put_tally": { "id": note, "tally": { "votes": votes, "round": 1 } } });
        let errand = json!({ "board": scene.plenary, "edits": [sum("alfa", 4), sum("beta", 2)] });
        let ballots = store.list("ballot/").await.unwrap();
        assert_eq!(ballots.len(), 2);
        let mut puts = vec![
            Put::set(key, serde_json::to_vec(&workshop).unwrap()),
            Put::set("errand/vote", serde_json::to_vec(&errand).unwrap()),
        ];
        puts.extend(ballots.into_iter().map(|(key, _)| Put::delete(key)));
        store.commit(puts).await.unwrap();
    }
    scene.server = Server::over(data, &[]);
    let first = BTreeMap::from([("alfa".to_owned(), (4, 1)), ("beta".to_owned(), (2, 1))]);
    let arrived = async {
        while scene.tallies(&scene.plenary).await != first {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), arrived).await.expect("what was left over is done");

    // Killed at whatever moment of a closing: all of it has happened or nothing, and never twice.
    for (nth, round) in (2..8_u32).enumerate() {
        scene.opens(5).await;
        let anna = text(&scene.anna["token"]);
        assert_eq!(scene.gives_in(round, anna, &scene.plenary, json!({ "gamma": 5 })).await.0, 200);
        let wish = json!({ "do": "close_vote" });
        let closing = scene.conduct_as(scene.staff(), wish.clone());
        let moment = async {
            for _ in 0..nth {
                scene.server.raw("GET /healthz HTTP/1.1\r\n", b"").await;
            }
        };
        tokio::select! {
            _ = closing => {}
            () = moment => {}
        }
        scene.server = scene.server.kill_and_restart();
        let open = scene.seen(scene.staff(), &scene.path()).await["progress"].get("voting").is_some();
        if open {
            let own = scene.ballot(text(&scene.anna["token"]), &scene.plenary).await.1;
            assert_eq!(own["votes"], json!({ "gamma": 5 }), "nothing has happened");
            scene.conduct(wish).await;
        }
        let counted = async {
            while scene.tallies(&scene.plenary).await.get("gamma") != Some(&(5, u64::from(round))) {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), counted).await.expect("counted");
    }
    let tallies = scene.tallies(&scene.plenary).await;
    assert_eq!(
        (tallies["alfa"], tallies["beta"]),
        ((0, 7), (0, 7)),
        "what had dots in an earlier round has none"
    );
    let data = scene.server.kill();
    let store = Sqlite::open(data.path(), &Options::default()).unwrap();
    assert_eq!(
        (store.list("errand/").await.unwrap(), store.list("ballot/").await.unwrap()),
        (vec![], vec![])
    );
}

#[tokio::test]
async fn ht73_whoever_may_look_at_a_board_votes_on_it_and_nobody_else() {
    let scene = Scene::new().await;
    scene.conduct(json!({ "do": "vote", "dots": 2 })).await;
    let (anna, bruno) = (text(&scene.anna["token"]), text(&scene.bruno["token"]));
    // Without a phase people are in their groups.
    assert_eq!(scene.gives_in(1, anna, &scene.ambiente, json!({ "delta": 2 })).await.0, 200);
    for token in [bruno, ADMIN] {
        assert_eq!(scene.gives_in(1, token, &scene.ambiente, json!({ "delta": 1 })).await.0, 403);
        assert_eq!(scene.ballot(token, &scene.ambiente).await.0, 403);
    }
    let foreign = scene.server.workshop().await;
    let foreign = text(&foreign["facilitator"]["token"]).to_owned();
    assert_eq!(scene.gives_in(1, &foreign, &scene.ambiente, json!({ "delta": 1 })).await.0, 403);
    // Called there to look at it, one votes as well; so does who facilitates, and who comes late.
    scene.conduct(json!({ "do": "gather", "board": scene.ambiente })).await;
    assert_eq!(scene.gives_in(1, bruno, &scene.ambiente, json!({ "epsilon": 1 })).await.0, 200);
    scene.conduct(json!({ "do": "gather", "board": null })).await;
    assert_eq!(
        scene.gives_in(1, bruno, &scene.ambiente, json!({})).await.0,
        403,
        "what was given stays given"
    );
    assert_eq!(scene.gives_in(1, scene.staff(), &scene.ambiente, json!({ "delta": 1 })).await.0, 200);
    let late = scene.server.join(&scene.workshop, "Dora", "Ambiente").await;
    assert_eq!(
        scene.gives_in(1, text(&late["token"]), &scene.ambiente, json!({ "epsilon": 2 })).await.0,
        200
    );
    // Of somebody who was removed nothing counts.
    let gone = scene.server.join(&scene.workshop, "Enzo", "Ambiente").await;
    assert_eq!(scene.gives_in(1, text(&gone["token"]), &scene.ambiente, json!({ "delta": 2 })).await.0, 200);
    let person = format!("{}/participants/{}", scene.path(), text(&gone["participant"]));
    assert_eq!(scene.server.call("DELETE", &person, Some(scene.staff()), None).await.0 / 100, 2);
    assert_eq!(scene.gives_in(1, text(&gone["token"]), &scene.ambiente, json!({})).await.0, 401);
    assert_eq!(scene.seen(scene.staff(), &scene.path()).await["voters"], 4);
    scene.conduct(json!({ "do": "close_vote" })).await;
    let expected = BTreeMap::from([("delta".to_owned(), (3, 1)), ("epsilon".to_owned(), (3, 1))]);
    assert_eq!(scene.tallies(&scene.ambiente).await, expected);
    assert_eq!(scene.tallies(&scene.plenary).await, BTreeMap::new());
}

#[tokio::test]
async fn ht74_only_staff_open_and_end_rounds_and_everybody_hears_of_it() {
    let scene = Scene::new().await;
    let mut page = scene.server.socket_of_ours(&scene.plenary, text(&scene.anna["token"])).await;
    page.send(vec![0, 0, 1, 0]).await;
    let wish = json!({ "do": "vote", "boards": [scene.plenary], "dots": 3 });
    for token in [text(&scene.anna["token"]), ADMIN] {
        for act in [wish.clone(), json!({ "do": "close_vote" }), json!({ "do": "drop_vote" })] {
            assert_eq!(scene.conduct_as(token, act).await.0, 403);
        }
    }
    assert_eq!(scene.conduct_as(scene.staff(), json!({ "do": "close_vote" })).await.0, 422);
    let opened = scene.conduct(wish.clone()).await;
    let (_, told) = until_turn(&mut page, &opened["turn"]).await;
    assert_eq!((&told["voting"], &told["voting"]["number"]), (&opened["voting"], &json!(1)));
    let board = scene.seen(text(&scene.anna["token"]), &format!("/boards/{}", scene.plenary)).await;
    assert_eq!(board["progress"]["voting"], opened["voting"], "also whoever comes later");
    assert_eq!(scene.conduct_as(scene.staff(), wish.clone()).await.0, 422, "one at a time");

    // Who helps conducts as well; without a result nothing is left.
    let person = format!("{}/participants/{}", scene.path(), text(&scene.bruno["participant"]));
    let helper = json!({ "role": "cofacilitator" });
    scene.server.call("PATCH", &person, Some(scene.staff()), Some(helper)).await;
    let helper = text(&scene.bruno["token"]);
    scene.gives(&scene.anna, json!({ "alfa": 3 })).await;
    assert_eq!(scene.seen(helper, &scene.path()).await["voters"], 1);
    let crossed = json!({ "do": "drop_vote", "turn": 0 });
    assert_eq!(scene.conduct_as(helper, crossed).await.1["code"], "crossed");
    let (status, dropped) = scene.conduct_as(helper, json!({ "do": "drop_vote" })).await;
    assert_eq!((status, dropped.get("voting"), dropped.get("counted")), (200, None, None));
    until_turn(&mut page, &dropped["turn"]).await;
    assert_eq!(scene.tallies(&scene.plenary).await, BTreeMap::new());
    // The next round has another number and none of the dots.
    let next = scene.conduct(wish).await;
    assert_eq!(next["voting"]["number"], 2);
    let own = scene.ballot(text(&scene.anna["token"]), &scene.plenary).await.1;
    assert_eq!((&own["votes"], &own["left"]), (&json!({}), &json!(3)));
    let data = scene.server.kill();
    let store = Sqlite::open(data.path(), &Options::default()).unwrap();
    assert_eq!(store.list("ballot/").await.unwrap(), []);
}
