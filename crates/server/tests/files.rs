//! A board as a file, and files onto a board.

use crate::common::{Server, board_of, put_note, text};
use board::cluster::Cluster;
use board::edit::{Edit, Item};
use board::link::Link;
use board::mark::{Figure, Mark};
use board::note::Note;
use serde_json::{Value, json};

const FORMATS: [(&str, &str); 7] = [
    ("json", "application/json"),
    ("csv", "text/csv"),
    ("canvas", "application/json"),
    ("excalidraw", "application/vnd.excalidraw+json"),
    ("opml", "text/x-opml"),
    ("mm", "application/x-freemind"),
    ("md", "text/markdown"),
];

struct Scene {
    server: Server,
    workshop: Value,
    anna: Value,
    /// The board of *Ambiente*, with something of everything on it.
    board: String,
}

impl Scene {
    async fn new(flags: &[&str]) -> Scene {
        let server = Server::start(flags);
        let workshop = server.workshop().await;
        let anna = server.join(&workshop, "Anna", "Ambiente").await;
        let board = board_of(&workshop, "group", Some("Ambiente"));
        let author = Some(text(&anna["participant"]).to_owned());
        let id = |id: &str| id.parse().unwrap();
        let cluster = Cluster { title: "Verde".into(), pos: [0.1 + 0.2, -50.0], ..Cluster::default() };
        let note = Note {
            text: "=più alberi".into(),
            pos: [20.0, 30.0],
            cluster: Some(id("c")),
            author: author.clone(),
            at: Some(5e11),
            tags: vec!["parco".into()],
            ..Note::default()
        };
        let link =
            Link { from: id("n"), to: id("m"), label: "porta a".into(), style: String::new(), src: None };
        let figure = Figure::Text { text: "in grande".into() };
        let (pos, size, color) = ([0.0, 500.0], [300.0, 80.0], note.color.clone());
        let mark = Mark { figure, pos, size, color, z: "a5".into(), author, locked: false, src: None };
        let edits = [
            Edit::Put { id: id("c"), item: Item::Cluster(cluster) },
            Edit::Put { id: id("n"), item: Item::Note(note) },
            put_note("m", "panchine"),
            Edit::Put { id: id("l"), item: Item::Link(link) },
            Edit::PutMark { id: id("t"), mark },
        ];
        server.edit(&board, text(&anna["token"]), 7, &edits).await;
        server.content_has(&board, text(&anna["token"]), "m").await;
        Scene { server, workshop, anna, board }
    }

    fn anna(&self) -> &str {
        text(&self.anna["token"])
    }

    fn staff(&self) -> &str {
        text(&self.workshop["facilitator"]["token"])
    }

    fn canvas(&self) -> String {
        board_of(&self.workshop, "canvas", None)
    }

    async fn export(&self, board: &str, token: &str, format: &str) -> (u16, String, Vec<u8>) {
        let line = format!(
            "GET /api/v1/boards/{board}/export.{format} HTTP/1.1\r\nAuthorization: Bearer {token}\r\n"
        );
        self.server.raw(&line, b"").await
    }

    async fn content(&self, board: &str) -> Value {
        serde_json::from_slice(&self.export(board, self.staff(), "json").await.2).unwrap()
    }

    async fn import(&self, board: &str, token: &str, query: &str, file: &[u8]) -> (u16, Value) {
        let line = format!(
            "POST /api/v1/boards/{board}/import?{query} HTTP/1.1\r\nAuthorization: Bearer {token}\r\nAccept-Language: it\r\n"
        );
        let (status, _, body) = self.server.raw(&line, file).await;
        (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
    }
}

fn texts(content: &Value) -> Vec<&str> {
    let mut texts: Vec<_> =
        content["notes"].as_object().unwrap().values().map(|note| text(&note["text"])).collect();
    texts.sort_unstable();
    texts
}

#[tokio::test]
async fn ht105_whoever_opens_a_board_gets_it_as_every_file_and_the_file_says_the_same() {
    let scene = Scene::new(&[]).await;
    let other = scene.server.join(&scene.workshop, "Bob", "Cultura").await;
    for (format, media) in FORMATS {
        let (status, head, file) = scene.export(&scene.board, scene.anna(), format).await;
        let head = head.to_ascii_lowercase();
        assert_eq!(status, 200, "{format}");
        assert!(head.contains(&format!("content-type: {media}")), "{head}");
        assert!(head.contains(&format!("attachment; filename=\"board.{format}\"")), "{head}");
        assert_eq!(scene.export(&scene.board, text(&other["token"]), format).await.0, 403);
        // What it is tells itself, whatever it is called.
        let (status, told) =
            scene.import(&scene.board, scene.anna(), "dry_run=1&name=senza+nome", &file).await;
        assert_eq!((status, &told["format"], &told["notes"]), (200, &json!(format), &json!(2)), "{told}");
    }
    let table = String::from_utf8(scene.export(&scene.board, scene.anna(), "csv").await.2).unwrap();
    assert!(table.contains("'=più alberi,c,") && table.contains(",Anna,"), "{table}");
}

#[tokio::test]
async fn ht106_a_file_is_told_first_and_lands_as_one_change_of_who_brings_it() {
    let scene = Scene::new(&[]).await;
    let before = scene.content(&scene.board).await;
    let list =
        "# Verbale\n\n## Acqua\n\n- fontane\n  - una in piazza\n- <b>pozzi</b>\n\n## Aria\n\n- alberi\n"
            .as_bytes();
    let (status, told) = scene.import(&scene.board, scene.anna(), "dry_run=1", list).await;
    assert_eq!(
        (status, &told["clusters"], &told["notes"], &told["links"]),
        (200, &json!(2), &json!(4), &json!(1))
    );
    assert_eq!(told["says"], json!(["Acqua", "Aria", "fontane", "una in piazza", "<b>pozzi</b>", "alberi"]));
    assert_eq!(told["remarks"], json!(["Il file si intitola «Verbale»; la lavagna tiene il suo titolo."]));
    assert_eq!(scene.content(&scene.board).await, before, "a dry run changes nothing");

    let (status, done) = scene.import(&scene.board, scene.anna(), "name=verbale.md", list).await;
    assert_eq!((status, &done["notes"]), (200, &json!(4)), "{done}");
    let after = scene.content(&scene.board).await;
    assert_eq!(
        texts(&after),
        ["<b>pozzi</b>", "=più alberi", "alberi", "fontane", "panchine", "una in piazza"]
    );
    for (id, note) in after["notes"].as_object().unwrap() {
        if before["notes"].get(id).is_none() {
            assert_eq!(note["author"], scene.anna["participant"]);
            assert!(
                note["pos"][0].as_f64().unwrap() > 400.0 || note["pos"][1].as_f64().unwrap() > 400.0,
                "beside"
            );
        }
    }
    // What was there is a version that brings it back.
    let path = format!("/boards/{}/versions/{}/restore", scene.board, text(&done["before"]));
    let (status, answer) = scene.server.call("POST", &path, Some(scene.staff()), Some(json!({}))).await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(texts(&scene.content(&scene.board).await), ["=più alberi", "panchine"]);
}

#[tokio::test]
async fn ht107_json_brings_a_board_back_whole_for_staff_and_its_content_for_others() {
    let scene = Scene::new(&[]).await;
    let (_, _, file) = scene.export(&scene.board, scene.staff(), "json").await;
    let canvas = scene.canvas();
    let (status, done) = scene.import(&canvas, scene.staff(), "", &file).await;
    assert_eq!((status, &done["remarks"]), (200, &json!([])), "{done}");
    assert_eq!(scene.export(&canvas, scene.staff(), "json").await.2, file, "byte by byte");

    // Somebody else's page gets pieces in its own name, and the board stays as it is.
    let (status, told) = scene.import(&scene.board, scene.anna(), "pieces=1", &file).await;
    assert_eq!(status, 200, "{told}");
    let note = &told["pieces"]["notes"][1];
    assert_eq!(
        (&note["text"], &note["cluster"], &note["src"]),
        (&json!("=più alberi"), &json!(0), &Value::Null)
    );
    assert!(note.get("author").is_none() && note.get("id").is_none());
    assert_eq!(told["pieces"]["links"], json!([{ "from": 2, "to": 1, "label": "porta a" }]));
    assert!(text(&told["remarks"][0]).contains("restano fuori"), "{told}");

    // Into another workshop authors are nobody.
    let other = scene.server.workshop().await;
    let foreign = board_of(&other, "plenary", None);
    let (status, done) =
        scene.import(&foreign, text(&other["facilitator"]["token"]), "format=json", &file).await;
    assert_eq!(status, 200, "{done}");
    assert!(text(&done["remarks"][0]).contains("2 elementi sono di persone"), "{done}");
    let line = format!("/boards/{foreign}/export.json");
    let (_, there) = scene.server.call("GET", &line, Some(text(&other["facilitator"]["token"])), None).await;
    assert!(
        there["notes"]["n"].get("author").is_none() && there["notes"]["n"]["tags"][0] == "parco",
        "{there}"
    );
}

#[tokio::test]
async fn ht108_b20_nonsense_bombs_and_floods_are_refused_with_the_place_and_change_nothing() {
    let scene = Scene::new(&[]).await;
    let before = scene.export(&scene.board, scene.staff(), "json").await.2;
    let note = r#"{"text":"a","pos":[0,0],"size":[200,200],"color":"yellow","z":"a0"}"#;
    let twice = format!("{{\"schema\":1,\n\"notes\":{{\"n1\":{note},\n\"n1\":{note}}}}}");
    let later = format!("{{\"schema\":9,\"notes\":{{\"n1\":{note}}}}}");
    let deep = format!("{{\"schema\":1,\n\"notes\":{}", "[".repeat(100_000));
    let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n<opml><body><outline text=\"&b;\"/></body></opml>";
    let reach = "<!DOCTYPE map SYSTEM \"file:///etc/passwd\"><map version=\"1\"><node TEXT=\"x\"/></map>";
    let tall = format!("<opml><body>{}", "<outline text=\"x\">".repeat(100_000));
    let files: [(&str, &[u8], Option<u64>, &str); 9] = [
        ("", twice.as_bytes(), Some(3), "n1"),
        ("format=json", later.as_bytes(), None, "versione 9"),
        ("format=json", deep.as_bytes(), Some(2), "64 livelli"),
        ("format=canvas", deep.as_bytes(), Some(2), "64 livelli"),
        ("", bomb.as_bytes(), Some(2), "DOCTYPE"),
        ("format=mm", reach.as_bytes(), Some(1), "DOCTYPE"),
        ("", tall.as_bytes(), Some(1), "64 livelli"),
        ("", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", None, "non è testo"),
        ("format=csv", b"\n\n", None, "niente"),
    ];
    for (query, file, line, word) in files {
        for dry in ["", "&dry_run=1", "&pieces=1"] {
            let (status, refusal) =
                scene.import(&scene.board, scene.anna(), &format!("{query}{dry}"), file).await;
            assert_eq!((status, &refusal["code"]), (400, &json!("wrong_file")), "{query} {refusal}");
            assert_eq!(refusal["rows"][0]["line"].as_u64(), line, "{refusal}");
            assert!(text(&refusal["message"]).contains(word), "{word}: {refusal}");
        }
    }
    let (status, refusal) = scene.import(&scene.board, scene.anna(), "format=exe", b"x").await;
    assert_eq!(status, 400, "{refusal}");
    assert_eq!(scene.import(&scene.board, scene.anna(), "", &vec![b'['; (4 << 20) + 1]).await.0, 413);
    // A hundred megabytes are not read: the answer comes before their end.
    let head = format!(
        "POST /api/v1/boards/{}/import HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nContent-Length: 104857600\r\n\r\n",
        scene.board,
        scene.anna()
    );
    let answer = scene.server.once(&head, &vec![b'{'; (4 << 20) + 65_536]).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert_eq!(scene.export(&scene.board, scene.staff(), "json").await.2, before, "the board is as it was");
}

#[tokio::test]
async fn ht109_a_file_comes_only_from_who_makes_clusters_and_not_while_the_board_is_frozen() {
    let scene = Scene::new(&[]).await;
    let person = format!(
        "/workshops/{}/participants/{}",
        text(&scene.workshop["id"]),
        text(&scene.anna["participant"])
    );
    let progress = format!("/workshops/{}/progress", text(&scene.workshop["id"]));
    let freeze = |frozen: bool| json!({ "do": "freeze", "board": scene.board, "frozen": frozen });
    let staff = Some(scene.staff());
    assert_eq!(scene.server.call("POST", &progress, staff, Some(freeze(true))).await.0, 200);
    assert_eq!(scene.import(&scene.board, scene.anna(), "", b"- una").await.0, 403);
    assert_eq!(scene.import(&scene.board, scene.staff(), "dry_run=1", b"- una").await.0, 200);
    assert_eq!(scene.server.call("POST", &progress, staff, Some(freeze(false))).await.0, 200);
    for (role, expected) in [("viewer", 403), ("contributor", 403), ("editor", 200)] {
        let change = Some(json!({ "role": role }));
        assert_eq!(scene.server.call("PATCH", &person, staff, change).await.0, 200);
        assert_eq!(scene.import(&scene.board, scene.anna(), "", b"- una").await.0, expected, "{role}");
        assert_eq!(scene.export(&scene.board, scene.anna(), "md").await.0, 200, "{role}");
    }
    assert_eq!(
        scene
            .import(&board_of(&scene.workshop, "group", Some("Cultura")), scene.anna(), "", b"- una")
            .await
            .0,
        403
    );
}
