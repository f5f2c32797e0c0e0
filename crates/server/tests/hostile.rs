//! Bad input on live sockets: the answer is its own, nothing of it is kept, the server stays up and other boards go on.

#[path = "../../admission/tests/common/crafted.rs"]
mod crafted;
#[path = "../../admission/tests/common/grammar.rs"]
mod grammar;

use crate::common::{Server, Socket, board_of, contains, document, hex};
use crafted::{
    ANY, ARRAY, Crafted, FINDINGS, MAP, STRING, TYPE, behind, bombs, in_root, inside, note, pair, plain,
    string, text, written,
};
use serde_json::{Value, json};

/// Sync frames: step 2, update.
const STEPS: [u8; 2] = [1, 2];

/// Eve on the board of *Ambiente*, Carla on that of *Cultura*.
struct Scene {
    server: Server,
    board: String,
    other: String,
    plenary: String,
    eve: String,
    anna: String,
    carla: String,
    facilitator: String,
}

impl Scene {
    async fn new(extra: &[&str]) -> Scene {
        // One person who sends hundreds of broken frames is what these tests are about.
        let server = Server::start(&[&["--broken-sockets-per-person", "100000"], extra].concat());
        let workshop = server.workshop().await;
        let token = |value: &Value| value["token"].as_str().unwrap().to_owned();
        Scene {
            board: board_of(&workshop, "group", Some("Ambiente")),
            other: board_of(&workshop, "group", Some("Cultura")),
            plenary: board_of(&workshop, "plenary", None),
            eve: token(&server.join(&workshop, "Eve", "Ambiente").await),
            anna: token(&server.join(&workshop, "Anna", "Ambiente").await),
            carla: token(&server.join(&workshop, "Carla", "Cultura").await),
            facilitator: token(&workshop["facilitator"]),
            server,
        }
    }

    async fn socket(&self, board: &str, token: &str) -> Socket {
        self.server.socket(board, Some(token)).await.unwrap()
    }

    /// Eve sends one document frame on a socket of its own: the close code.
    async fn answer(&self, step: u8, update: &[u8]) -> u16 {
        let mut socket = self.socket(&self.board, &self.eve).await;
        socket.send(document(step, update)).await;
        socket.closed().await
    }

    async fn content(&self, board: &str) -> Value {
        let path = format!("/boards/{board}/export.json");
        self.server.call("GET", &path, Some(&self.facilitator), None).await.1
    }

    /// Two people on the other board: what one writes the other gets.
    async fn other_board_goes_on(&mut self, round: u64) {
        assert!(self.server.is_up());
        let mut writer = self.socket(&self.other, &self.carla).await;
        let mut reader = self.socket(&self.other, &self.facilitator).await;
        let id = format!("serena-{round}");
        writer.send(document(2, &note(1_000 + round, &id, "pos", &pair(0.0, 0.0)))).await;
        while !contains(&reader.update().await, &id) {}
    }
}

/// What the server asks with when something before an update is missing.
async fn asked(socket: &mut Socket) {
    loop {
        let frame = socket.next().await.expect("the socket stays open");
        if frame.starts_with(&[0, 0]) {
            return;
        }
    }
}

#[tokio::test]
async fn ad1_b3_bombs_are_refused_live_as_step_2_as_update_and_inside_a_merged_update() {
    let mut scene = Scene::new(&[]).await;
    let honest = note(500, "onesta", "pos", &pair(0.0, 0.0));
    for (what, bomb) in bombs() {
        for step in STEPS {
            for (how, bytes) in [("alone", bomb.clone()), ("merged", crafted::merged(&honest, &bomb))] {
                let code = scene.answer(step, &bytes).await;
                assert!([4400, 4413, 4529].contains(&code), "{what}, {how}, as step {step}: {code}");
            }
        }
    }
    scene.other_board_goes_on(0).await;
    assert_eq!(scene.content(&scene.board).await["notes"], json!({}));
}

#[tokio::test]
async fn ad1_findings_harm_a_board_with_people_and_notes_no_more_than_an_empty_one() {
    let mut scene = Scene::new(&[]).await;
    let mut anna = scene.socket(&scene.board, &scene.anna).await;
    anna.send(document(2, &written(7, "parco", 20))).await;
    let mut witness = scene.socket(&scene.board, &scene.facilitator).await;
    while !contains(&witness.update().await, "parco") {}
    let before = scene.content(&scene.board).await;
    for finding in FINDINGS {
        for step in STEPS {
            assert_eq!(scene.answer(step, &hex(finding)).await, 4400, "{finding} as step {step}");
        }
    }
    scene.other_board_goes_on(0).await;
    assert_eq!(scene.content(&scene.board).await, before);
    // Anna writes on, and the first thing the witness hears of is that.
    anna.send(document(2, &Crafted::default().block(7, 22, [behind(STRING, (7, 21), &text("b"))]).bytes()))
        .await;
    let heard = witness.update().await;
    assert!(heard.len() < 40, "{heard:?}");
    assert_eq!(scene.content(&scene.board).await["notes"]["parco"]["text"], format!("{}b", "a".repeat(20)));
}

#[tokio::test]
async fn ad1_b4_an_update_cut_at_any_byte_is_refused_live() {
    let mut scene = Scene::new(&[]).await;
    let whole = note(7, "parco", "pos", &pair(0.0, 0.0));
    for end in 0..whole.len() {
        assert_eq!(scene.answer(2, &whole[..end]).await, 4400, "cut at {end}");
    }
    // A frame that promises more than it holds.
    for promise in [&[0xff, 0xff, 0xff, 0xff, 0x0f][..], &[0x80, 0x80, 0x80, 0x80, 1], &[0xff; 11]] {
        for step in [0, 1, 2] {
            let mut socket = scene.socket(&scene.board, &scene.eve).await;
            socket.send([&[0, step], promise].concat()).await;
            assert_eq!(socket.closed().await, 4400, "{promise:?} as step {step}");
        }
    }
    scene.other_board_goes_on(0).await;
    assert_eq!(scene.content(&scene.board).await["notes"], json!({}));
}

#[tokio::test]
async fn ad2_ad9_b5_b7_b8_b17_every_rule_has_its_answer_on_the_wire() {
    let mut scene = Scene::new(&[]).await;
    let mut anna = scene.socket(&scene.board, &scene.anna).await;
    anna.send(document(2, &written(7, "parco", 3))).await;
    let mut witness = scene.socket(&scene.board, &scene.facilitator).await;
    while !contains(&witness.update().await, "parco") {}
    let before = scene.content(&scene.board).await;

    let one = |structs: Vec<Vec<u8>>| Crafted::default().block(9, 0, structs).bytes();
    let field = |kind: u8, key: &str, content: &[u8]| one(vec![inside(kind, (7, 0), key, content)]);
    let value = |key: &str, value: &[u8]| field(ANY, key, &plain(value));
    let stroke = |points: u64| {
        let mut out = vec![117];
        grammar::varuint(&mut out, points);
        [out, [117, 2, 125, 1, 125, 2].repeat(points as usize)].concat()
    };
    let float = |n: f64| [&[123][..], &n.to_be_bytes()].concat();
    let cases: Vec<(&str, u16, Vec<u8>)> = vec![
        // Authors.
        (
            "another's client id",
            4400,
            Crafted::default().block(7, 5, [behind(STRING, (7, 4), &text("x"))]).bytes(),
        ),
        ("client id 0", 4400, note(0, "e", "pos", &pair(0.0, 0.0))),
        ("a client id above 2^53", 4400, note(1 << 53, "e", "pos", &pair(0.0, 0.0))),
        // Clocks.
        ("a clock near 2^31", 4400, Crafted::default().block(9, (1 << 31) - 2, [vec![0, 1]]).bytes()),
        ("clocks beyond 2^30", 4400, Crafted::default().block(9, (1 << 30) - 1, [vec![0, 5]]).bytes()),
        // Kinds.
        ("a hole", 4400, one(vec![vec![10, 5]])),
        ("JSON", 4400, field(2, "extra", &[1, 1, b'1'])),
        ("bytes", 4400, field(3, "extra", &[1, 1])),
        ("an embed", 4400, one(vec![inside(5, (7, 1), "", &text("{}"))])),
        ("a document", 4400, field(9, "extra", &[&text("guid")[..], &[118, 0]].concat())),
        ("a move", 4400, field(11, "extra", &[0, 7, 0])),
        ("an unknown kind", 4400, field(31, "extra", &[1])),
        ("an XML element", 4400, field(TYPE, "extra", &[&[3][..], &text("p")].concat())),
        ("a weak link", 4400, field(TYPE, "extra", &[7, 0, 7, 0])),
        ("letters in a map", 4400, field(STRING, "extra", &text("x"))),
        (
            "letters in a list",
            4400,
            one(vec![inside(TYPE, (7, 0), "extra", ARRAY), inside(STRING, (9, 0), "", &text("x"))]),
        ),
        ("values in a text", 4400, one(vec![inside(ANY, (7, 1), "", &plain(&[126]))])),
        ("an empty text", 4400, one(vec![inside(STRING, (7, 1), "", &text(""))])),
        ("an unknown root", 4400, one(vec![in_root(TYPE, "other", "e", MAP)])),
        // Delete sets.
        ("a delete set out of order", 4400, Crafted::default().delete(7, [(3, 1), (1, 1)]).bytes()),
        ("a delete set of nothing", 4400, Crafted::default().delete(7, [(1, 0)]).bytes()),
        ("a delete set of what is not there", 4400, Crafted::default().delete(7, [(0, 999)]).bytes()),
        (
            "a delete set of 100,000 ranges",
            4400,
            Crafted::default().delete(7, (0..100_000).map(|n| (2 * n, 1))).bytes(),
        ),
        (
            "a range to the end of all numbers",
            4400,
            Crafted::default().delete(7, [(1, (1 << 32) - 1)]).bytes(),
        ),
        ("a version nobody knows", 4400, one(vec![in_root(ANY, "meta", "schema", &plain(&[125, 9]))])),
        // Values.
        ("a place that is no number", 4400, value("pos", &pair(f64::NAN, 0.0))),
        ("an endless place", 4400, value("pos", &pair(0.0, f64::INFINITY))),
        ("a place beyond everything", 4400, value("pos", &pair(1e308, 0.0))),
        ("a size of nothing", 4400, value("size", &pair(0.0, 200.0))),
        ("a size below nothing", 4400, value("size", &pair(-1.0, 200.0))),
        ("a number for an order key", 4400, value("z", &float(1.0))),
        ("an endless moment", 4400, value("at", &float(f64::INFINITY))),
        ("a style sheet for a colour", 4400, value("color", &string("red;}"))),
        ("a map for a place", 4400, field(TYPE, "pos", MAP)),
        ("a stroke of thirty thousand points", 4400, value("points", &stroke(30_000))),
        ("an id that is a path", 4400, note(9, "../parco", "pos", &pair(0.0, 0.0))),
    ];
    for (what, expected, update) in &cases {
        for step in STEPS {
            assert_eq!(scene.answer(step, update).await, *expected, "{what}, as step {step}");
        }
    }
    scene.other_board_goes_on(0).await;
    assert_eq!(scene.content(&scene.board).await, before);
    // Minus nothing is a place like any other.
    let mut socket = scene.socket(&scene.board, &scene.eve).await;
    socket.send(document(2, &value("pos", &pair(-0.0, 0.0)))).await;
    witness.update().await;
    assert_eq!(scene.content(&scene.board).await["notes"]["parco"]["text"], "aaa");
    // What the server alone writes is left out, and the rest is taken.
    for (client, step) in (20..).zip(STEPS) {
        let votes = in_root(ANY, "tallies", "parco", &plain(&[125, 9]));
        let color = inside(ANY, (7, 0), "color", &plain(&string(&format!("#0000{client}"))));
        let update = Crafted::default().block(client, 0, [votes, color]).bytes();
        assert_eq!(scene.answer(step, &update).await, 4403, "votes, as step {step}");
        while !contains(&witness.update().await, &format!("#0000{client}")) {}
    }
    assert!(!scene.content(&scene.board).await.to_string().contains("tallies\":{\"parco"));
}

#[tokio::test]
async fn ad3_a_gap_is_asked_for_and_what_is_known_is_no_news() {
    let scene = Scene::new(&[]).await;
    let mut eve = scene.socket(&scene.board, &scene.eve).await;
    let mut witness = scene.socket(&scene.board, &scene.facilitator).await;
    asked(&mut eve).await;
    let first = written(9, "parco", 2);
    let third = Crafted::default().block(9, 6, [behind(STRING, (9, 5), &text("d"))]).bytes();
    eve.send(document(2, &third)).await;
    asked(&mut eve).await;
    // The answer holds everything; twice does no harm.
    let whole = written(9, "parco", 5);
    for update in [&first, &first, &whole[..].to_vec()] {
        eve.send(document(1, update)).await;
    }
    eve.send(document(2, &Crafted::default().block(9, 7, [behind(STRING, (9, 6), &text("z"))]).bytes()))
        .await;
    while !contains(&witness.update().await, "z") {}
    assert_eq!(scene.content(&scene.board).await["notes"]["parco"]["text"], "aaaaaz");
    // The z and two more letters, as one: the z has crossed the answer on its way. Not taken, but asked for.
    eve.send(document(
        2,
        &Crafted::default().block(9, 7, [inside(STRING, (9, 1), "", &text("lie"))]).bytes(),
    ))
    .await;
    asked(&mut eve).await;
    assert_eq!(scene.content(&scene.board).await["notes"]["parco"]["text"], "aaaaaz");
}

#[tokio::test]
async fn ad7_b13_a_viewers_change_is_refused_and_its_echo_is_not() {
    let mut scene = Scene::new(&[]).await;
    let mut facilitator = scene.socket(&scene.plenary, &scene.facilitator).await;
    facilitator.send(document(2, &written(7, "parco", 3))).await;
    let mut viewer = scene.socket(&scene.plenary, &scene.eve).await;
    while !contains(&viewer.update().await, "parco") {}
    let before = scene.content(&scene.plenary).await;
    for step in STEPS {
        for (what, update) in [
            ("a note", note(9, "e", "pos", &pair(0.0, 0.0))),
            ("a letter", Crafted::default().block(9, 0, [behind(STRING, (7, 4), &text("x"))]).bytes()),
            ("a deletion", Crafted::default().delete(7, [(0, 1)]).bytes()),
        ] {
            let mut socket = scene.socket(&scene.plenary, &scene.eve).await;
            socket.send(document(step, &update)).await;
            assert_eq!(socket.closed().await, 4403, "{what} as step {step}");
        }
    }
    // What everybody has is no change: the socket goes on listening.
    viewer.send(document(1, &written(7, "parco", 3))).await;
    viewer.send(document(1, &[0, 0])).await;
    facilitator
        .send(document(2, &Crafted::default().block(7, 5, [behind(STRING, (7, 4), &text("b"))]).bytes()))
        .await;
    while !contains(&viewer.update().await, "b") {}
    assert_eq!(before["notes"]["parco"]["text"], "aaa");
    // Nor does a guest facilitate.
    let wish = json!({ "from": [scene.board], "into": scene.plenary });
    let workshop =
        scene.server.call("GET", &format!("/boards/{}", scene.board), Some(&scene.eve), None).await.1;
    let path = format!("/workshops/{}/collect", workshop["workshop"].as_str().unwrap());
    assert_eq!(scene.server.call("POST", &path, Some(&scene.eve), Some(wish)).await.0, 403);
    scene.other_board_goes_on(0).await;
}

#[tokio::test]
async fn ad8_b9_floods_slow_down_who_sends_them_and_nobody_else() {
    let mut scene = Scene::new(&["--frames-per-second", "1"]).await;
    let mut eve = scene.socket(&scene.board, &scene.eve).await;
    let mut witness = scene.socket(&scene.board, &scene.facilitator).await;
    let make = |nth: u64| {
        document(
            2,
            &Crafted::default().block(9, nth, [in_root(TYPE, "notes", &format!("n{nth}"), MAP)]).bytes(),
        )
    };
    // What is under way already is taken; then she is not read for as long as that should have lasted.
    eve.send_at_once((0..50).map(make)).await;
    while !contains(&witness.update().await, "n49") {}
    for nth in 50..100 {
        eve.send(make(nth)).await;
    }
    scene.other_board_goes_on(0).await;
    let taken = scene.content(&scene.board).await["notes"].as_object().unwrap().len();
    assert!((50..60).contains(&taken), "{taken} notes");
    // More than one may do at once: the passing code, and the board as it was.
    let ids = (0..80).fold(Crafted::default(), |all, client| {
        all.block(2_000 + client, 0, [in_root(TYPE, "notes", &format!("c{client}"), MAP)])
    });
    let mut socket = scene.socket(&scene.board, &scene.anna).await;
    socket.send(document(2, &ids.bytes())).await;
    assert_eq!(socket.closed().await, 4529, "eighty client ids of one person");
    let notes = scene.content(&scene.board).await["notes"].clone();
    assert!(notes.as_object().unwrap().keys().all(|id| id.starts_with('n')), "{notes}");
}

/// An awareness frame.
fn awareness(entries: &[(u64, u64, &str)]) -> Vec<u8> {
    let mut payload = Vec::new();
    grammar::varuint(&mut payload, entries.len() as u64);
    for (client, clock, state) in entries {
        grammar::varuint(&mut payload, *client);
        grammar::varuint(&mut payload, *clock);
        payload.extend(text(state));
    }
    let mut frame = vec![1];
    grammar::varuint(&mut frame, payload.len() as u64);
    [frame, payload].concat()
}

#[tokio::test]
async fn ad10_b14_a_socket_speaks_for_itself_and_the_server_says_who_it_is() {
    let mut scene = Scene::new(&[]).await;
    let mut witness = scene.socket(&scene.board, &scene.facilitator).await;
    let mut anna = scene.socket(&scene.board, &scene.anna).await;
    anna.send(awareness(&[(7, 1, r#"{"cursor":[1,2]}"#)])).await;
    let shown = |frame: &[u8], word: &str| frame[0] == 1 && contains(frame, word);
    loop {
        if shown(&witness.next().await.unwrap(), r#""name":"Anna""#) {
            break;
        }
    }
    // Eve speaks for Anna, then for herself under another's name and role, with more than may be said.
    let mut eve = scene.socket(&scene.board, &scene.eve).await;
    let large = "x".repeat(3_000);
    let state = format!(
        r#"{{"cursor":[3,4],"who":{{"name":"Facilitator","role":"facilitator"}},"user":{{"name":"Facilitator"}},"note":"{large}"}}"#
    );
    eve.send(awareness(&[(9, 1, "{}"), (7, u64::from(u32::MAX), r#"{"cursor":[666,666]}"#)])).await;
    eve.send(awareness(&[(7, u64::from(u32::MAX), "null")])).await;
    eve.send(awareness(&[(9, 2, &state)])).await;
    let seen = loop {
        let frame = witness.next().await.unwrap();
        assert!(!contains(&frame, "666"), "a cursor of somebody else");
        if shown(&frame, "[3,4]") {
            break frame;
        }
    };
    assert!(contains(&seen, r#""name":"Eve""#) && contains(&seen, r#""role":"editor""#));
    assert!(!contains(&seen, "Facilitator") && seen.len() < 1_100);
    // Anna's own next word is heard: nobody has used up her clock.
    anna.send(awareness(&[(7, 2, r#"{"cursor":[5,6]}"#)])).await;
    while !shown(&witness.next().await.unwrap(), "[5,6]") {}
    // What is no awareness at all.
    let many: Vec<_> = (1..=100_000).map(|client| (client, 1, "{}")).collect();
    for (what, frame) in [
        ("100,000 ids", awareness(&many)),
        ("no JSON", awareness(&[(9, 3, "{")])),
        ("a state that is a list", awareness(&[(9, 3, "[]")])),
        ("a state of a megabyte", awareness(&[(9, 3, &format!("\"{}\"", "x".repeat(900_000)))])),
        ("more than it holds", vec![1, 5, 0x80, 0x80, 0x80, 0x80, 1]),
    ] {
        let mut socket = scene.socket(&scene.board, &scene.eve).await;
        socket.send(frame).await;
        assert_eq!(socket.closed().await, 4400, "{what}");
    }
    scene.other_board_goes_on(0).await;
}
