//! The public page of a workshop: who decides about it, what leaves with it, and what does not.

use crate::common::{Server, board_of, comment, document, put_note, text};
use board::edit::{Edit, Item};
use board::note::Note;
use serde_json::{Value, json};

struct Scene {
    server: Server,
    workshop: Value,
    plenary: String,
    group: String,
    /// A person of the group, who wrote on its board and on the plenary one.
    anna: Value,
}

const NAME: &str = "Annunziata";
/// Every file of a page with one board.
const FILES: [&str; 9] = [
    "board-1.svg",
    "poster-1.pdf",
    "poster-1.svg",
    "poster-1.png",
    "vademecum.pdf",
    "vademecum.docx",
    "vademecum.odt",
    "vademecum.html",
    "vademecum.md",
];

impl Scene {
    async fn new() -> Scene {
        let server = Server::start(&["--public-url", "https://plenaria.example.org"]);
        let workshop = server.workshop().await;
        let anna = server.join(&workshop, NAME, "Ambiente").await;
        let plenary = board_of(&workshop, "plenary", None);
        let group = board_of(&workshop, "group", Some("Ambiente"));
        let scene = Scene { server, workshop, plenary, group, anna };
        let edits = [put_note("n1", "il parco <script>alert(1)</script>"), put_note("n2", "il fiume")];
        scene.server.edit(&scene.plenary, scene.staff(), 7, &edits).await;
        let me = text(&scene.anna["participant"]);
        let note = Note { text: "rimasta nel gruppo".into(), author: Some(me.into()), ..Note::default() };
        let edits = [Edit::Put { id: "n3".parse().unwrap(), item: Item::Note(note) }];
        scene.server.edit(&scene.group, text(&scene.anna["token"]), 8, &edits).await;
        let mut socket = scene.server.socket_of_ours(&scene.group, text(&scene.anna["token"])).await;
        socket.send(document(2, &comment(9, "c1", "n3", "detto fra noi", me))).await;
        socket.saved().await;
        scene
    }

    fn staff(&self) -> &str {
        text(&self.workshop["facilitator"]["token"])
    }

    fn path(&self) -> String {
        format!("/workshops/{}/publication", text(&self.workshop["id"]))
    }

    async fn told(&self) -> Value {
        let (status, body) = self.server.call("GET", &self.path(), Some(self.staff()), None).await;
        assert_eq!(status, 200, "{body}");
        body
    }

    async fn decide(&self, version: u64, boards: &[&str], names: bool) -> (u16, Value) {
        let wish =
            json!({ "version": version, "boards": boards, "names": names, "poster": true, "handbook": true });
        self.server.call("PUT", &self.path(), Some(self.staff()), Some(wish)).await
    }

    /// Publishes the plenary board; the path of the page.
    async fn publish(&self, names: bool) -> String {
        let (status, told) = self.decide(0, &[&self.plenary], names).await;
        assert_eq!(status, 200, "{told}");
        text(&told["url"]).strip_prefix("https://plenaria.example.org").unwrap().to_owned()
    }

    async fn take_back(&self) {
        let (status, body) = self.server.call("DELETE", &self.path(), Some(self.staff()), None).await;
        assert_eq!(status, 204, "{body}");
    }

    async fn get(&self, path: &str, more: &str) -> (u16, String, Vec<u8>) {
        self.server.raw(&format!("GET {path} HTTP/1.1\r\n{more}"), b"").await
    }

    async fn page(&self, path: &str) -> String {
        let (status, head, body) = self.get(path, "").await;
        assert_eq!(status, 200, "{head}");
        String::from_utf8(body).unwrap()
    }

    async fn everything(&self, path: &str) -> Vec<(String, Vec<u8>)> {
        let mut all = vec![("page".to_owned(), self.page(path).await.into_bytes())];
        for file in FILES {
            let (status, head, body) = self.get(&format!("{path}/{file}"), "").await;
            assert_eq!(status, 200, "{file}: {head}");
            all.push((file.to_owned(), body));
        }
        all
    }

    async fn rename(&self, name: &str) {
        let id = text(&self.anna["participant"]);
        let path = format!("/workshops/{}/participants/{id}", text(&self.workshop["id"]));
        let (status, body) =
            self.server.call("PATCH", &path, Some(self.staff()), Some(json!({ "name": name }))).await;
        assert_eq!(status, 200, "{body}");
    }
}

fn value<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| {
        let (key, value) = line.split_once(": ")?;
        key.eq_ignore_ascii_case(name).then_some(value)
    })
}

#[tokio::test]
async fn ht115_who_conducts_publishes_changes_and_takes_back() {
    let scene = Scene::new().await;
    let before = scene.told().await;
    assert_eq!((&before["version"], &before["url"]), (&json!(0), &Value::Null));
    assert_eq!(before["shown"]["boards"], json!([scene.plenary]), "what a handbook would be made of");
    assert_eq!(before["shown"]["names"], json!(false));

    let path = scene.publish(false).await;
    assert!(scene.page(&path).await.contains("il fiume"));
    assert!(
        !scene.page(&path).await.contains("rimasta nel gruppo"),
        "boards that were not chosen stay inside"
    );
    let (status, crossed) = scene.decide(0, &[&scene.group], false).await;
    assert_eq!((status, &crossed["code"]), (409, &json!("crossed")));

    let (status, told) = scene.decide(1, &[&scene.group, &scene.plenary], false).await;
    assert_eq!((status, &told["version"]), (200, &json!(2)), "{told}");
    assert!(text(&told["url"]).ends_with(&path), "the link stays");
    assert!(scene.page(&path).await.contains("rimasta nel gruppo"));
    // What is written meanwhile is there for whoever opens it next.
    scene.server.edit(&scene.plenary, scene.staff(), 9, &[put_note("n4", "arrivata dopo")]).await;
    assert!(scene.page(&path).await.contains("arrivata dopo"));

    let scene = Scene { server: scene.server.kill_and_restart(), ..scene };
    assert!(scene.page(&path).await.contains("arrivata dopo"), "a crash takes nothing back");
    scene.take_back().await;
    scene.take_back().await;
    assert_eq!(scene.told().await["url"], Value::Null);
    let scene = Scene { server: scene.server.kill_and_restart(), ..scene };
    assert_eq!(scene.get(&path, "").await.0, 410);
}

#[tokio::test]
async fn ht115_what_cannot_be_public_is_refused_in_words() {
    let scene = Scene::new().await;
    let other = scene.server.workshop().await;
    let (theirs, nothing) = (board_of(&other, "plenary", None), "0".repeat(22));
    for boards in [vec![], vec![theirs.as_str()], vec![&scene.plenary, &nothing]] {
        let (status, refused) = scene.decide(0, &boards, false).await;
        assert_eq!((status, &refused["code"]), (422, &json!("invalid")), "{refused}");
        assert!(text(&refused["message"]).len() > 20);
    }
    assert_eq!(scene.decide(3, &[&scene.plenary], false).await.0, 409);
    assert_eq!(scene.told().await["version"], 0);
}

#[tokio::test]
async fn ht115_who_does_not_conduct_neither_publishes_nor_learns_the_link() {
    let scene = Scene::new().await;
    scene.publish(false).await;
    let other = scene.server.workshop().await;
    let tokens = [
        Some(text(&scene.anna["token"])),
        Some(text(&other["facilitator"]["token"])),
        Some(crate::common::ADMIN),
        None,
    ];
    for token in tokens {
        for method in ["GET", "PUT", "DELETE"] {
            let body = (method == "PUT").then(|| {
                json!({ "version": 1, "boards": [scene.plenary], "names": true, "poster": true, "handbook": true })
            });
            let (status, answer) = scene.server.call(method, &scene.path(), token, body).await;
            assert_eq!(status, if token.is_some() { 403 } else { 401 }, "{method}: {answer}");
            assert!(answer.get("url").is_none());
        }
    }
    assert_eq!(scene.told().await["version"], 1);
    assert!(!scene.server.logs().contains(text(&scene.told().await["url"]).rsplit('/').next().unwrap()));
}

#[tokio::test]
async fn ht116_every_file_of_a_page_comes_with_its_kind_and_only_when_it_has_changed() {
    let scene = Scene::new().await;
    let path = scene.publish(false).await;
    for (file, media_type, first) in [
        ("", "text/html; charset=utf-8", b"<!doctype html>".as_slice()),
        ("/board-1.svg", "image/svg+xml", b"<svg "),
        ("/poster-1.pdf", "application/pdf", b"%PDF-1.7"),
        ("/poster-1.svg", "image/svg+xml", b"<svg "),
        ("/vademecum.pdf", "application/pdf", b"%PDF-1.7"),
        ("/vademecum.odt", "application/vnd.oasis.opendocument.text", b"PK\x03\x04"),
        ("/vademecum.md", "text/markdown; charset=utf-8", b"# "),
    ] {
        let (status, head, body) = scene.get(&format!("{path}{file}"), "").await;
        assert_eq!((status, value(&head, "content-type")), (200, Some(media_type)), "{file}");
        assert!(body.starts_with(first), "{file}");
        assert_eq!(value(&head, "cache-control"), Some("no-cache"), "{file}");
        let known = format!("If-None-Match: {}\r\n", value(&head, "etag").unwrap());
        assert_eq!(scene.get(&format!("{path}{file}"), &known).await.0, 304, "{file}");
        scene
            .server
            .edit(&scene.plenary, scene.staff(), 20, &[put_note("n8", &format!("nota {file}"))])
            .await;
        assert_eq!(scene.get(&format!("{path}{file}"), &known).await.0, 200, "{file}");
    }
    for file in ["board-2.svg", "board-0.svg", "poster-2.pdf", "poster-1.exe", "vademecum.exe", "x", "%2e%2e"]
    {
        assert_eq!(scene.get(&format!("{path}/{file}"), "").await.0, 404, "{file}");
    }
    // Smaller on the line for whoever takes it so.
    let (_, head, packed) = scene.get(&format!("{path}/board-1.svg"), "Accept-Encoding: gzip\r\n").await;
    assert_eq!(value(&head, "content-encoding"), Some("gzip"));
    assert!(packed.starts_with(&[0x1f, 0x8b]));
    // What is not offered is not there.
    let wish = json!({ "version": 1, "boards": [scene.plenary], "names": false, "poster": false, "handbook": false });
    let (status, told) = scene.server.call("PUT", &scene.path(), Some(scene.staff()), Some(wish)).await;
    assert_eq!(status, 200, "{told}");
    for file in ["poster-1.pdf", "vademecum.pdf"] {
        assert_eq!(scene.get(&format!("{path}/{file}"), "").await.0, 404, "{file}");
        assert!(!scene.page(&path).await.contains(file));
    }
}

#[tokio::test]
async fn ht117_no_name_is_in_any_file_unless_it_is_allowed() {
    let scene = Scene::new().await;
    let shows = json!({ "version": 0, "outline": { "basis": "groups", "shows": { "names": true, "comments": true } } });
    let outline = format!("/workshops/{}/vademecum", text(&scene.workshop["id"]));
    assert_eq!(scene.server.call("PUT", &outline, Some(scene.staff()), Some(shows)).await.0, 200);
    let (status, told) = scene.decide(0, &[&scene.group], false).await;
    assert_eq!(status, 200, "{told}");
    let path = text(&told["url"]).strip_prefix("https://plenaria.example.org").unwrap().to_owned();
    // A name that is in a file would change it with itself, whatever the file is packed in.
    let before = scene.everything(&path).await;
    scene.rename("Zoe").await;
    for ((file, was), (_, is)) in before.iter().zip(scene.everything(&path).await) {
        assert!(*was == is, "{file} says a name");
    }
    assert!(!String::from_utf8_lossy(&before[0].1).contains(NAME));

    let (status, told) = scene.decide(1, &[&scene.group], true).await;
    assert_eq!(status, 200, "{told}");
    let before = scene.everything(&path).await;
    scene.rename("Beatrice").await;
    for ((file, was), (_, is)) in before.iter().zip(scene.everything(&path).await) {
        assert!(*was != is, "{file} says no name");
    }
    assert!(scene.page(&path).await.contains("Beatrice"));
}

#[tokio::test]
async fn ht117_what_was_said_aside_and_privately_stays_inside() {
    let scene = Scene::new().await;
    let shows = json!({ "version": 0, "outline": { "basis": "groups", "shows": { "comments": true } } });
    let outline = format!("/workshops/{}/vademecum", text(&scene.workshop["id"]));
    assert_eq!(scene.server.call("PUT", &outline, Some(scene.staff()), Some(shows)).await.0, 200);
    let token = text(&scene.anna["token"]);
    let progress = format!("/workshops/{}/progress", text(&scene.workshop["id"]));
    let wish = json!({ "do": "write_privately", "boards": [scene.group] });
    assert_eq!(scene.server.call("POST", &progress, Some(scene.staff()), Some(wish)).await.0, 200);
    let mine = format!("/workshops/{}", text(&scene.workshop["id"]));
    let (_, me) = scene.server.call("GET", &mine, Some(token), None).await;
    let sheet = board_of(&me, "private", None);
    scene.server.edit(&sheet, token, 30, &[put_note("s1", "un pensiero mio")]).await;
    scene.server.content_has(&sheet, token, "s1").await;
    assert_eq!(scene.decide(0, &[&sheet], false).await.0, 422, "a sheet of one person is never public");
    let (status, told) = scene.decide(0, &[&scene.plenary, &scene.group], false).await;
    assert_eq!(status, 200, "{told}");
    let path = text(&told["url"]).strip_prefix("https://plenaria.example.org").unwrap();
    for (file, bytes) in scene.everything(path).await {
        let text = String::from_utf8_lossy(&bytes);
        for inside in ["pensiero", "detto fra noi", NAME] {
            assert!(!text.contains(inside), "{file}: {inside}");
        }
    }
    assert!(scene.page(path).await.contains("rimasta nel gruppo"));
}

#[tokio::test]
async fn ht118_one_address_has_so_many_files_made_in_a_minute() {
    let scene = Scene::new().await;
    let server = Server::over(scene.server.kill(), &["--page-files-per-address", "2"]);
    let path = {
        let body = json!({ "version": 0, "boards": [scene.plenary], "names": false, "poster": true, "handbook": true });
        let route = format!("/workshops/{}/publication", text(&scene.workshop["id"]));
        let token = text(&scene.workshop["facilitator"]["token"]);
        let (status, told) = server.call("PUT", &route, Some(token), Some(body)).await;
        assert_eq!(status, 200, "{told}");
        format!("/p/{}", text(&told["url"]).rsplit('/').next().unwrap())
    };
    let status = async |file: &str| server.raw(&format!("GET {path}/{file} HTTP/1.1\r\n"), b"").await.0;
    for (file, expected) in [
        ("board-1.svg", 200),
        ("vademecum.md", 200),
        ("vademecum.html", 429),
        // What is made already is for everybody.
        ("board-1.svg", 200),
        ("vademecum.md", 200),
    ] {
        assert_eq!(status(file).await, expected, "{file}");
    }
    let (status, _, page) = server.raw(&format!("GET {path} HTTP/1.1\r\n"), b"").await;
    assert!(status == 200 && !page.is_empty(), "the page itself is always there");
}

#[tokio::test]
async fn ht119_nothing_of_a_page_runs_or_leads_elsewhere() {
    let scene = Scene::new().await;
    let path = scene.publish(false).await;
    let (_, head, body) = scene.get(&path, "Accept-Language: de\r\n").await;
    let page = String::from_utf8(body).unwrap();
    assert!(page.contains("<html lang=\"it\">"), "the language of what is written");
    assert!(page.contains("il parco &lt;script&gt;alert(1)&lt;/script&gt;"));
    assert_eq!(page.matches("<script").count(), 1);
    assert!(!page.contains("://"), "no address of anywhere");
    let policy = value(&head, "content-security-policy").unwrap();
    for part in [
        "default-src 'none'",
        "script-src 'self'",
        "img-src 'self'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("unsafe"), "{policy}");
    for file in FILES {
        let (_, head, _) = scene.get(&format!("{path}/{file}"), "").await;
        let policy = value(&head, "content-security-policy").unwrap();
        assert!(policy.starts_with("sandbox; default-src 'none';"), "{file}: {policy}");
        assert_eq!(value(&head, "x-robots-tag"), Some("noindex"), "{file}");
    }
    for (name, expected) in [
        ("x-robots-tag", Some("noindex")),
        ("referrer-policy", Some("no-referrer")),
        ("x-content-type-options", Some("nosniff")),
        ("set-cookie", None),
    ] {
        assert_eq!(value(&head, name), expected, "{name}");
    }
}

#[tokio::test]
async fn ht119_a_link_that_leads_nowhere_says_why_in_the_language_of_who_reads() {
    let scene = Scene::new().await;
    let path = scene.publish(false).await;
    scene.take_back().await;
    let never = format!("/p/{}", "a".repeat(26));
    for (path, status, says) in [
        (path.clone(), 410, "Questa pagina non è più pubblica"),
        (format!("{path}/board-1.svg"), 410, "Questa pagina non è più pubblica"),
        (format!("{path}/poster-1.pdf"), 410, "Questa pagina non è più pubblica"),
        (never.clone(), 404, "Qui non c’è nessuna pagina"),
        ("/p/x".to_owned(), 404, "Qui non c’è nessuna pagina"),
        (format!("{never}/board-1.svg"), 404, "Qui non c’è nessuna pagina"),
    ] {
        let (got, head, body) = scene.get(&path, "Accept-Language: it\r\n").await;
        let page = String::from_utf8(body).unwrap();
        assert_eq!((got, value(&head, "content-type")), (status, Some("text/html; charset=utf-8")), "{path}");
        assert!(page.contains(says) && !page.contains("<script") && !page.contains("il fiume"), "{page}");
    }
    // Published again it is somewhere else, and the old link stays without a page.
    let again = scene.publish(false).await;
    assert_ne!(again, path);
    assert_eq!((scene.get(&path, "").await.0, scene.get(&again, "").await.0), (410, 200));
}

#[tokio::test]
async fn po40_the_code_on_a_poster_leads_to_the_page_and_is_refused_where_there_is_none() {
    let scene = Scene::new().await;
    let poster = async || {
        let path = format!("/api/v1/boards/{}/poster.svg?qr=true", scene.plenary);
        let head = format!("GET {path} HTTP/1.1\r\nAuthorization: Bearer {}\r\n", scene.staff());
        let (status, head, body) = scene.server.raw(&head, b"").await;
        (status, head, String::from_utf8(body).unwrap())
    };
    let (status, _, refused) = poster().await;
    assert!(status == 400 && refused.contains("public page"), "{status} {refused}");
    let path = scene.publish(false).await;
    let (status, first, shapes) = poster().await;
    assert_eq!(status, 200);
    assert!(shapes.contains(&format!("https://plenaria.example.org{path}</title>")), "{path}");
    // Another link is another poster.
    scene.take_back().await;
    assert_eq!(poster().await.0, 400);
    let again = scene.publish(false).await;
    let (_, second, shapes) = poster().await;
    assert!(shapes.contains(&again) && !shapes.contains(&path));
    assert_ne!(value(&first, "etag"), value(&second, "etag"));
}
