//! The handbook of a workshop: its outline, and the files.

use crate::common::{Server, board_of, put_note, text};
use serde_json::{Value, json};

struct Scene {
    server: Server,
    workshop: Value,
    plenary: String,
    group: String,
}

impl Scene {
    async fn new() -> Scene {
        let server = Server::start(&[]);
        let workshop = server.workshop().await;
        let plenary = board_of(&workshop, "plenary", None);
        let group = board_of(&workshop, "group", Some("Ambiente"));
        let scene = Scene { server, workshop, plenary, group };
        let edits = [put_note("n1", "il parco <script>"), put_note("n2", "il fiume")];
        scene.server.edit(&scene.plenary, scene.staff(), 7, &edits).await;
        scene.server.edit(&scene.group, scene.staff(), 8, &[put_note("n3", "rimasta nel gruppo")]).await;
        scene
    }

    fn staff(&self) -> &str {
        text(&self.workshop["facilitator"]["token"])
    }

    fn path(&self) -> String {
        format!("/workshops/{}/vademecum", text(&self.workshop["id"]))
    }

    async fn outline(&self) -> Value {
        let (status, body) = self.server.call("GET", &self.path(), Some(self.staff()), None).await;
        assert_eq!(status, 200, "{body}");
        body
    }

    async fn save(&self, version: u64, outline: Value) -> (u16, Value) {
        let wish = json!({ "version": version, "outline": outline });
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

    async fn markdown(&self) -> String {
        String::from_utf8(self.file("md", "").await.2).unwrap()
    }
}

fn points(body: &Value) -> Vec<&str> {
    let chapters = body["chapters"].as_array().unwrap();
    chapters.iter().flat_map(|one| one["points"].as_array().unwrap()).map(|one| text(&one["text"])).collect()
}

#[tokio::test]
async fn ht98_the_outline_is_kept_and_what_came_since_is_there() {
    let scene = Scene::new().await;
    let first = scene.outline().await;
    assert_eq!((&first["version"], &first["basis"]), (&json!(0), &json!("plenary")));
    assert_eq!(first["possible"], json!(["plenary", "groups"]));
    assert_eq!(points(&first), ["il parco <script>", "il fiume"]);
    assert_eq!(first["left_out"], 1);
    let key = |nth: usize| first["chapters"][0]["points"][nth]["key"].clone();
    let outline = json!({
        "title": "Da portare a casa",
        "headings": { "loose": "Il territorio" },
        "points": { "loose": [key(1), key(0)] },
        "excluded": [key(0)],
    });
    let (status, kept) = scene.save(0, outline.clone()).await;
    assert_eq!(status, 200, "{kept}");
    assert_eq!(
        (&kept["version"], &kept["title"], &kept["left_out"]),
        (&json!(1), &json!("Da portare a casa"), &json!(2))
    );
    assert_eq!(kept["chapters"][0]["heading"], "Il territorio");

    scene.server.edit(&scene.plenary, scene.staff(), 9, &[put_note("n4", "arrivata dopo")]).await;
    let server = scene.server.kill_and_restart();
    let scene = Scene { server, ..scene };
    let then = scene.outline().await;
    assert_eq!(points(&then), ["il fiume", "arrivata dopo", "il parco <script>"]);
    assert_eq!(then["outline"]["excluded"], outline["excluded"]);
    let text = scene.markdown().await;
    assert!(text.starts_with("# Da portare a casa\n") && text.contains("## Il territorio"), "{text}");
    assert!(text.contains("- arrivata dopo\\\n") && text.contains("## Che cosa è rimasto fuori"), "{text}");
}

#[tokio::test]
async fn ht98_over_a_newer_outline_nothing_is_saved() {
    let scene = Scene::new().await;
    assert_eq!(scene.save(0, json!({ "title": "Prima" })).await.0, 200);
    for stale in [0, 2] {
        let (status, refused) = scene.save(stale, json!({ "title": "Seconda" })).await;
        assert_eq!((status, &refused["code"]), (409, &json!("crossed")), "{refused}");
    }
    assert_eq!(scene.outline().await["title"], "Prima");
    assert_eq!(scene.save(1, json!({ "title": "Seconda" })).await.1["version"], 2);
}

#[tokio::test]
async fn ht98_an_outline_that_is_none_is_refused_in_words() {
    let scene = Scene::new().await;
    for (status, outline) in [
        (422, json!({ "title": "è".repeat(121) })),
        (422, json!({ "order": vec!["loose"; 20_001] })),
        (400, json!({ "order": ["../x"] })),
        (400, json!({ "excluded": "loose" })),
        (400, json!({ "basis": "tutto" })),
    ] {
        let (got, refused) = scene.save(0, outline).await;
        assert_eq!(got, status, "{refused}");
        assert!(text(&refused["message"]).len() > 10);
    }
    let long = json!({ "version": 0, "outline": { "intro": "è".repeat(300_000) } });
    assert_eq!(scene.server.call("PUT", &scene.path(), Some(scene.staff()), Some(long)).await.0, 413);
    assert_eq!(scene.outline().await["version"], 0);
}

#[tokio::test]
async fn ht98_who_does_not_conduct_has_no_handbook() {
    let scene = Scene::new().await;
    let anna = scene.server.join(&scene.workshop, "Anna", "Ambiente").await;
    let other = scene.server.workshop().await;
    let tokens = [
        Some(text(&anna["token"])),
        Some(text(&other["facilitator"]["token"])),
        Some(crate::common::ADMIN),
        None,
    ];
    for token in tokens {
        for ending in ["", ".md", ".html", ".docx", ".odt", ".pdf"] {
            let path = format!("{}{ending}", scene.path());
            let (status, answer) = scene.server.call("GET", &path, token, None).await;
            assert_eq!(status, if token.is_some() { 403 } else { 401 }, "{answer}");
        }
    }
}

#[tokio::test]
async fn ht99_a_handbook_is_a_file_of_each_format() {
    let scene = Scene::new().await;
    for (ending, media_type, first) in [
        ("md", "text/markdown; charset=utf-8", b"# ".as_slice()),
        ("html", "text/html; charset=utf-8", b"<!doctype html>"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04"),
        ("odt", "application/vnd.oasis.opendocument.text", b"PK\x03\x04"),
        ("pdf", "application/pdf", b"%PDF-1.7"),
    ] {
        let (status, head, body) = scene.file(ending, "").await;
        let head = head.to_lowercase();
        assert_eq!(status, 200, "{head}");
        assert!(head.contains(&format!("content-type: {media_type}")), "{head}");
        assert!(head.contains(&format!("filename=\"vademecum.{ending}\"")), "{head}");
        assert!(head.contains("content-security-policy: sandbox; default-src 'none'"), "{head}");
        assert!(body.starts_with(first));
        let tag = head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap().to_owned();
        assert_eq!(scene.file(ending, &format!("If-None-Match: {tag}\r\n")).await.0, 304);
    }
    let (_, _, page) = scene.file("html", "").await;
    assert!(String::from_utf8(page).unwrap().contains("il parco &lt;script&gt;"));
}

#[tokio::test]
async fn ht99_its_tag_changes_with_whatever_is_in_it() {
    let scene = Scene::new().await;
    let (server, staff) = (&scene.server, scene.staff());
    let workshop = format!("/workshops/{}", text(&scene.workshop["id"]));
    let tag = async || {
        let head = scene.file("md", "").await.1.to_lowercase();
        head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap().to_owned()
    };
    let mut tags = vec![tag().await];
    server.edit(&scene.group, staff, 10, &[put_note("n9", "nuova")]).await;
    tags.push(tag().await);
    assert_eq!(scene.save(0, json!({ "intro": "Ciao" })).await.0, 200);
    tags.push(tag().await);
    let session = json!({ "title": "Il primo", "date": "2021-09-29", "phases": [] });
    assert_eq!(
        server.call("PUT", &format!("{workshop}/sessions/1"), Some(staff), Some(session)).await.0,
        200
    );
    tags.push(tag().await);
    assert!(scene.markdown().await.contains("29 settembre 2021"));
    let title = json!({ "title": "Altro titolo" });
    assert_eq!(server.call("PATCH", &workshop, Some(staff), Some(title)).await.0, 200);
    tags.push(tag().await);
    assert_eq!(tags.last(), Some(&tag().await));
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 5);
}

#[tokio::test]
async fn ht100_private_writing_is_in_no_handbook() {
    let scene = Scene::new().await;
    let anna = scene.server.join(&scene.workshop, "Anna", "Ambiente").await;
    let token = text(&anna["token"]);
    let progress = format!("/workshops/{}/progress", text(&scene.workshop["id"]));
    let act =
        async |wish: Value| scene.server.call("POST", &progress, Some(scene.staff()), Some(wish)).await.0;
    assert_eq!(act(json!({ "do": "write_privately", "boards": [scene.group] })).await, 200);
    let (_, me) = scene
        .server
        .call("GET", &format!("/workshops/{}", text(&scene.workshop["id"])), Some(token), None)
        .await;
    let sheet = board_of(&me, "private", None);
    scene.server.edit(&sheet, token, 30, &[put_note("s1", "un pensiero mio")]).await;
    scene.server.content_has(&sheet, token, "s1").await;
    assert!(!scene.markdown().await.contains("pensiero"));
    assert_eq!(act(json!({ "do": "reveal" })).await, 200);
    for _ in 0..500 {
        if scene.markdown().await.contains("un pensiero mio") {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("what was revealed does not come");
}
