//! The manifesto of a workshop: what was chosen for it, and the files.

use crate::common::{ADMIN, Server, board_of, put_note, text};
use serde_json::{Value, json};

const NOTES: &str = "session,group,author,type,color,text,cluster,votes\r\n";

struct Scene {
    server: Server,
    workshop: Value,
    plenary: String,
}

impl Scene {
    async fn new() -> Scene {
        let server = Server::start(&[]);
        let workshop = server.workshop().await;
        let plenary = board_of(&workshop, "plenary", None);
        let scene = Scene { server, workshop, plenary };
        let edits = [put_note("n1", "il parco <script>"), put_note("n2", "il fiume\nnon si ferma")];
        scene.server.edit(&scene.plenary, scene.staff(), 7, &edits).await;
        scene
    }

    fn staff(&self) -> &str {
        text(&self.workshop["facilitator"]["token"])
    }

    fn path(&self) -> String {
        format!("/workshops/{}/manifesto", text(&self.workshop["id"]))
    }

    async fn told(&self) -> Value {
        let (status, body) = self.server.call("GET", &self.path(), Some(self.staff()), None).await;
        assert_eq!(status, 200, "{body}");
        body
    }

    async fn save(&self, version: u64, choice: Value) -> (u16, Value) {
        let wish = json!({ "version": version, "choice": choice });
        self.server.call("PUT", &self.path(), Some(self.staff()), Some(wish)).await
    }

    async fn file(&self, ending: &str, more: &str) -> (u16, String, Vec<u8>) {
        let head = format!(
            "GET /api/v1{}.{ending} HTTP/1.1\r\nAuthorization: Bearer {}\r\n{more}",
            self.path(),
            self.staff()
        );
        self.server.raw(&head, &[]).await
    }

    async fn page(&self) -> String {
        let (status, _, body) = self.file("html", "").await;
        assert_eq!(status, 200);
        String::from_utf8(body).unwrap()
    }

    fn key(&self, note: &str) -> String {
        format!("{}/{note}", self.plenary)
    }
}

fn sentences(body: &Value) -> Vec<&str> {
    body["sentences"].as_array().unwrap().iter().map(|one| text(&one["text"])).collect()
}

#[tokio::test]
async fn ht120_what_was_chosen_is_kept_and_follows_its_notes() {
    let scene = Scene::new().await;
    let first = scene.told().await;
    assert_eq!((&first["version"], &first["by_votes"]), (&json!(0), &json!(true)));
    assert_eq!((sentences(&first).len(), first["clusters"][0]["notes"].as_array().unwrap().len()), (0, 2));
    let choice = json!({
        "title": "Sulla porta",
        "sentences": [
            { "key": scene.key("n2") },
            { "key": scene.key("n1"), "wording": "Il parco è di tutti" },
            { "key": scene.key("never") },
        ],
        "paper": "A4",
    });
    let (status, kept) = scene.save(0, choice).await;
    assert_eq!((status, &kept["version"], &kept["title"]), (200, &json!(1), &json!("Sulla porta")), "{kept}");
    assert_eq!(sentences(&kept), ["il fiume non si ferma", "Il parco è di tutti"]);
    assert_eq!(kept["sentences"][1]["note"], "il parco <script>");
    assert!(kept["points"].as_f64().unwrap() > 30.0 && kept["size_mm"] == json!([210.0, 297.0]), "{kept}");

    scene.server.edit(&scene.plenary, scene.staff(), 8, &[put_note("n2", "il fiume va al mare")]).await;
    let server = scene.server.kill_and_restart();
    let scene = Scene { server, ..scene };
    let then = scene.told().await;
    assert_eq!(sentences(&then), ["il fiume va al mare", "Il parco è di tutti"]);
    assert_eq!(
        then["choice"]["sentences"].as_array().unwrap().len(),
        3,
        "what is kept stays as it was chosen"
    );
    let page = scene.page().await;
    assert!(page.contains("il fiume va al mare") && !page.contains("non si ferma"), "{page}");
}

#[tokio::test]
async fn ht120_without_a_choice_the_most_voted_notes_are_on_it() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let rows: String = (0..9).map(|n| format!("1,Ambiente,,note,yellow,frase {n},Acqua,{n}\r\n")).collect();
    server.import(&workshop, &[("notes", &format!("{NOTES}{rows}"))]).await;
    let scene = Scene { plenary: board_of(&workshop, "plenary", None), server, workshop };
    let told = scene.told().await;
    let expected: Vec<String> = (2..9).rev().map(|n| format!("frase {n}")).collect();
    assert_eq!(sentences(&told), expected);
    assert_eq!(told["clusters"][0]["title"], "Acqua");
    assert_eq!(told["clusters"][0]["notes"][0]["sources"], json!([{ "group": "Ambiente", "session": 1 }]));
}

#[tokio::test]
async fn ht120_over_a_newer_choice_nothing_is_saved() {
    let scene = Scene::new().await;
    assert_eq!(scene.save(0, json!({ "title": "Prima" })).await.0, 200);
    for stale in [0, 2] {
        let (status, refused) = scene.save(stale, json!({ "title": "Seconda" })).await;
        assert_eq!((status, &refused["code"]), (409, &json!("crossed")), "{refused}");
    }
    assert_eq!(scene.told().await["title"], "Prima");
    assert_eq!(scene.save(1, json!({ "title": "Seconda" })).await.1["version"], 2);
}

#[tokio::test]
async fn ht120_a_choice_that_is_none_is_refused_in_words() {
    let scene = Scene::new().await;
    let many = vec![json!({ "key": scene.key("n1") }); 61];
    for (status, choice) in [
        (422, json!({ "title": "è".repeat(121) })),
        (422, json!({ "intro": "è".repeat(301) })),
        (422, json!({ "signature": "è".repeat(201) })),
        (422, json!({ "sentences": many })),
        (422, json!({ "sentences": [{ "key": scene.key("n1"), "wording": "è".repeat(2001) }] })),
        (400, json!({ "sentences": [{ "key": "../x" }] })),
        (400, json!({ "sentences": [{}] })),
        (400, json!({ "paper": "A9" })),
        (400, json!({ "paper": 4 })),
        (400, json!({ "theme": "neon" })),
        (400, json!({ "basis": "tutto" })),
    ] {
        let (got, refused) = scene.save(0, choice).await;
        assert_eq!(got, status, "{refused}");
        assert!(text(&refused["message"]).len() > 10);
    }
    for odd in ["png?dpi=20", "png?dpi=601", "png?dpi=x"] {
        assert_eq!(scene.file(odd, "").await.0, 400, "{odd}");
    }
    assert_eq!(scene.told().await["version"], 0);
}

#[tokio::test]
async fn ht120_who_does_not_conduct_has_no_manifesto() {
    let scene = Scene::new().await;
    let anna = scene.server.join(&scene.workshop, "Anna", "Ambiente").await;
    let other = scene.server.workshop().await;
    let tokens = [Some(text(&anna["token"])), Some(text(&other["facilitator"]["token"])), Some(ADMIN), None];
    for token in tokens {
        for ending in ["", ".pdf", ".png", ".html"] {
            let path = format!("{}{ending}", scene.path());
            let (status, answer) = scene.server.call("GET", &path, token, None).await;
            assert_eq!(status, if token.is_some() { 403 } else { 401 }, "{answer}");
        }
    }
}

#[tokio::test]
async fn ht121_a_manifesto_is_a_file_of_each_format() {
    let scene = Scene::new().await;
    let chosen = json!({ "sentences": [{ "key": scene.key("n1") }], "paper": "A4" });
    assert_eq!(scene.save(0, chosen).await.0, 200);
    for (ending, media_type, first) in [
        ("pdf", "application/pdf", b"%PDF-1.7".as_slice()),
        ("png", "image/png", b"\x89PNG"),
        ("html", "text/html; charset=utf-8", b"<!doctype html>"),
    ] {
        let (status, head, body) = scene.file(ending, "").await;
        let head = head.to_lowercase();
        assert_eq!(status, 200, "{head}");
        assert!(head.contains(&format!("content-type: {media_type}")), "{head}");
        assert!(head.contains(&format!("filename=\"manifesto.{ending}\"")), "{head}");
        assert!(head.contains("content-security-policy: sandbox; default-src 'none'"), "{head}");
        assert!(body.windows(first.len()).any(|part| part == first));
        let tag = head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap().to_owned();
        assert_eq!(scene.file(ending, &format!("If-None-Match: {tag}\r\n")).await.0, 304);
        scene
            .server
            .edit(&scene.plenary, scene.staff(), 20 + first.len() as u64, &[put_note(ending, "x")])
            .await;
        assert_eq!(scene.file(ending, &format!("If-None-Match: {tag}\r\n")).await.0, 200);
    }
    let (fine, coarse) = (scene.file("png?dpi=100", "").await, scene.file("png?dpi=30", "").await);
    assert!(fine.2.len() > coarse.2.len());
    let page = scene.page().await;
    assert!(page.contains("il parco &lt;script&gt;") && !page.contains("<script"), "{page}");
}

#[tokio::test]
async fn ht122_what_a_page_does_not_hold_is_told_and_not_drawn() {
    let scene = Scene::new().await;
    let long = "Camminare insieme lungo il fiume. ".repeat(50);
    let edits: Vec<_> = (0..12).map(|n| put_note(&format!("l{n}"), &long)).collect();
    scene.server.edit(&scene.plenary, scene.staff(), 9, &edits).await;
    let sentences: Vec<Value> = (0..12).map(|n| json!({ "key": scene.key(&format!("l{n}")) })).collect();
    let choice = json!({ "sentences": sentences, "paper": "A4" });
    let (status, told) = scene.save(0, choice).await;
    assert_eq!(status, 200, "{told}");
    let words = text(&told["overfull"]);
    assert!(words.contains("12 sentences") && words.contains("A1") && words.ends_with('.'), "{words}");
    assert_eq!(told.get("points"), None);
    let italian = scene.file("pdf", "Accept-Language: it\r\n").await;
    let said = String::from_utf8(italian.2).unwrap();
    assert!(italian.0 == 422 && said.contains("overfull") && said.contains("12 frasi"), "{said}");
    assert_eq!(scene.save(1, json!({ "sentences": sentences, "paper": "A1" })).await.1.get("overfull"), None);
    assert_eq!(scene.file("png?dpi=30", "").await.0, 200);
}
