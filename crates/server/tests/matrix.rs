//! Who may do what: every role and every kind of change, by a modified client and over HTTP, as the tables in docs/spec.md say.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::common::{Server, Socket, board_of, document, text};
use crate::replica::Replica;
use serde_json::{Value, json};
use yrs::{Any, Map, MapPrelim, MapRef, Out, Text, TextPrelim, Transact, TransactionMut};

const ROLES: [&str; 6] = ["viewer", "commenter", "contributor", "editor", "cofacilitator", "facilitator"];

/// A table of docs/spec.md by what stands above its first column: what is done, and whether each role may.
fn table(head: &str) -> BTreeMap<String, Vec<String>> {
    let spec = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/spec.md")).unwrap();
    let first = format!("| {head} | {} |", ROLES.join(" | "));
    let rows =
        spec.lines().skip_while(|line| *line != first).skip(2).take_while(|line| line.starts_with('|'));
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    rows.map(|line| {
        let mut row = cells(line);
        (row.remove(0), row)
    })
    .collect()
}

/// Somebody with a role on the board of their group.
struct Person {
    role: &'static str,
    id: String,
    token: String,
}

struct Scene {
    server: Server,
    workshop: Value,
    board: String,
    people: Vec<Person>,
}

impl Scene {
    async fn new() -> Scene {
        let server = Server::start(&["--clients-per-participant", "1000", "--clients-per-board", "10000"]);
        let workshop = server.workshop().await;
        let facilitator = text(&workshop["facilitator"]["token"]).to_owned();
        let mut people = Vec::new();
        for role in &ROLES[..5] {
            let seat = server.join(&workshop, role, "Ambiente").await;
            let id = text(&seat["participant"]).to_owned();
            let path = format!("/workshops/{}/participants/{id}", text(&workshop["id"]));
            let (status, answer) =
                server.call("PATCH", &path, Some(&facilitator), Some(json!({ "role": role }))).await;
            assert_eq!(status, 200, "{answer}");
            people.push(Person { role, id, token: text(&seat["token"]).to_owned() });
        }
        let me = server.call("GET", "/me", Some(&facilitator), None).await.1;
        let id = text(&me["participant"]).to_owned();
        people.push(Person { role: ROLES[5], id, token: facilitator });
        let board = board_of(&workshop, "group", Some("Ambiente"));
        Scene { server, workshop, board, people }
    }

    fn facilitator(&self) -> &Person {
        &self.people[5]
    }

    async fn content(&self) -> Value {
        let path = format!("/boards/{}/export.json", self.board);
        self.server.call("GET", &path, Some(&self.facilitator().token), None).await.1
    }
}

/// A client that does what it likes, with all of the board.
struct Client {
    socket: Socket,
    replica: Replica,
}

impl Client {
    async fn open(scene: &Scene, token: &str, id: u64) -> Client {
        let mut socket = scene.server.socket(&scene.board, Some(token)).await.unwrap();
        let replica = Replica::new(id);
        loop {
            let frame = socket.next().await.unwrap();
            replica.hear(&frame);
            if frame.starts_with(&[0, 1]) {
                return Client { socket, replica };
            }
        }
    }

    async fn change(&mut self, change: impl FnOnce(&mut TransactionMut<'_>, &dyn Fn(&str) -> MapRef)) {
        let roots: BTreeMap<&str, MapRef> =
            ["meta", "notes", "clusters", "links", "marks", "comments", "reactions", "tallies", "hidden"]
                .map(|name| (name, self.replica.doc.get_or_insert_map(name)))
                .into();
        let update = {
            let mut txn = self.replica.doc.transact_mut();
            change(&mut txn, &|name| roots[name].clone());
            txn.encode_update_v1()
        };
        self.socket.send(document(2, &update)).await;
    }
}

/// Whether the board has it in the end; what is refused closes a stock client with 4403.
async fn is_taken(scene: &Scene, client: &mut Client, seen: &dyn Fn(&Value) -> bool) -> bool {
    for _ in 0..500 {
        if seen(&scene.content().await) {
            return true;
        }
        if let Ok(Err(code)) = tokio::time::timeout(Duration::from_millis(10), client.socket.next()).await {
            assert_eq!(code, 4403);
            assert!(!seen(&scene.content().await), "closed, and taken all the same");
            return false;
        }
    }
    panic!("neither taken nor refused");
}

fn pair(a: f64, b: f64) -> Any {
    Any::Array([Any::from(a), Any::from(b)].into())
}

fn plain(fields: &[(&str, Any)]) -> Any {
    Any::from(
        fields
            .iter()
            .map(|(key, value)| ((*key).to_owned(), value.clone()))
            .collect::<std::collections::HashMap<_, _>>(),
    )
}

fn entry(txn: &mut TransactionMut<'_>, root: &MapRef, id: &str) -> MapRef {
    match root.get(txn, id) {
        Some(Out::YMap(map)) => map,
        _ => root.insert(txn, id, MapPrelim::default()),
    }
}

fn put(txn: &mut TransactionMut<'_>, root: &MapRef, id: &str, text: Option<&str>, fields: &[(&str, Any)]) {
    let map = entry(txn, root, id);
    if let Some(text) = text {
        map.insert(txn, "text", TextPrelim::new(text));
    }
    for (key, value) in fields {
        map.insert(txn, *key, value.clone());
    }
}

fn note(txn: &mut TransactionMut<'_>, notes: &MapRef, id: &str, author: &str, locked: bool) {
    let place = [("pos", pair(0.0, 0.0)), ("size", pair(200.0, 200.0)), ("z", "a0".into())];
    put(txn, notes, id, Some("parole"), &place);
    put(txn, notes, id, None, &[("author", author.into())]);
    if locked {
        put(txn, notes, id, None, &[("locked", true.into())]);
    }
}

fn comment(txn: &mut TransactionMut<'_>, comments: &MapRef, id: &str, on: &str, author: &str) {
    let fields = [("on", on.into()), ("author", author.into()), ("at", 1.0.into())];
    put(txn, comments, id, Some("Perché?"), &fields);
}

/// Inserts `words` before the text of a note.
fn write(txn: &mut TransactionMut<'_>, notes: &MapRef, id: &str, words: &str) {
    let Some(Out::YText(text)) = entry(txn, notes, id).get(txn, "text") else { panic!("no text") };
    text.insert(txn, 0, words);
}

/// What each attempt finds on the board: things of whoever facilitates, made for it alone.
struct Things {
    n: u64,
    me: String,
}

impl Things {
    fn name(&self, what: &str) -> String {
        format!("{what}-{}", self.n)
    }
}

/// Does one kind of change; answers how one sees that it was taken.
async fn attempt(client: &mut Client, what: &str, things: &Things) -> Box<dyn Fn(&Value) -> bool> {
    let name = |what: &str| things.name(what);
    let (id, of_others, shut, said, mine) =
        (name("mia"), name("altrui"), name("chiusa"), name("detto"), name("propria"));
    let (mark, n, me) = (name("segno"), things.n as f64, things.me.clone());
    let has = |root: &'static str, id: String| -> Box<dyn Fn(&Value) -> bool> {
        Box::new(move |board| board[root].get(&id).is_some())
    };
    let gone = |root: &'static str, id: String| -> Box<dyn Fn(&Value) -> bool> {
        Box::new(move |board| board[root].get(&id).is_none())
    };
    let is =
        |root: &'static str, id: String, key: &'static str, value: Value| -> Box<dyn Fn(&Value) -> bool> {
            Box::new(move |board| board[root][&id].get(key).unwrap_or(&Value::Null) == &value)
        };
    let reads = |id: String, words: String| -> Box<dyn Fn(&Value) -> bool> {
        Box::new(move |board| text(&board["notes"][&id]["text"]).contains(&words))
    };
    match what {
        "adds a note" => {
            client.change(|txn, root| note(txn, &root("notes"), &id, &me, false)).await;
            has("notes", id)
        }
        "writes on a note of their own" => {
            client.change(|txn, root| write(txn, &root("notes"), &mine, &mark)).await;
            reads(mine, mark)
        }
        "writes on a note of others" => {
            client.change(|txn, root| write(txn, &root("notes"), &of_others, &mark)).await;
            reads(of_others, mark)
        }
        "moves a note of others" => {
            client
                .change(|txn, root| put(txn, &root("notes"), &of_others, None, &[("pos", pair(n, n))]))
                .await;
            is("notes", of_others, "pos", json!([n, n]))
        }
        "removes a note of others" => {
            client.change(|txn, root| drop(root("notes").remove(txn, &of_others))).await;
            gone("notes", of_others)
        }
        "makes a cluster" => {
            client
                .change(|txn, root| {
                    let fields = [("pos", pair(0.0, 0.0)), ("size", pair(400.0, 400.0)), ("z", "a0".into())];
                    put(txn, &root("clusters"), &id, None, &fields);
                    entry(txn, &root("clusters"), &id).insert(txn, "title", TextPrelim::new("Tema"));
                })
                .await;
            has("clusters", id)
        }
        "puts a note of others into a cluster" => {
            client
                .change(|txn, root| put(txn, &root("notes"), &of_others, None, &[("cluster", "tema".into())]))
                .await;
            is("notes", of_others, "cluster", json!("tema"))
        }
        "links two notes" => {
            client
                .change(|txn, root| {
                    let ends = [("from", Any::from(of_others.as_str())), ("to", Any::from(shut.as_str()))];
                    put(txn, &root("links"), &id, None, &ends);
                    entry(txn, &root("links"), &id).insert(txn, "label", TextPrelim::new("sostiene"));
                })
                .await;
            has("links", id)
        }
        "draws" => {
            client
                .change(|txn, root| {
                    let fields = [
                        ("kind", "shape".into()),
                        ("form", "rectangle".into()),
                        ("pos", pair(0.0, 0.0)),
                        ("size", pair(50.0, 50.0)),
                        ("color", "blue".into()),
                        ("z", "a0".into()),
                    ];
                    put(txn, &root("marks"), &id, None, &fields);
                })
                .await;
            has("marks", id)
        }
        "comments" => {
            client.change(|txn, root| comment(txn, &root("comments"), &id, &of_others, &me)).await;
            has("comments", id)
        }
        "settles a thread of others" => {
            client
                .change(|txn, root| put(txn, &root("comments"), &said, None, &[("done", true.into())]))
                .await;
            is("comments", said, "done", json!(true))
        }
        "removes a comment of others" => {
            client.change(|txn, root| drop(root("comments").remove(txn, &said))).await;
            gone("comments", said)
        }
        "reacts" => {
            let fields = [
                ("on", Any::from(of_others.as_str())),
                ("kind", "heart".into()),
                ("author", me.as_str().into()),
            ];
            client.change(|txn, root| put(txn, &root("reactions"), &id, None, &fields)).await;
            has("reactions", id)
        }
        "locks" => {
            client
                .change(|txn, root| put(txn, &root("notes"), &of_others, None, &[("locked", true.into())]))
                .await;
            is("notes", of_others, "locked", json!(true))
        }
        "writes on what is locked" => {
            client.change(|txn, root| write(txn, &root("notes"), &shut, &mark)).await;
            reads(shut, mark)
        }
        "unlocks" => {
            client
                .change(|txn, root| put(txn, &root("notes"), &shut, None, &[("locked", false.into())]))
                .await;
            is("notes", shut, "locked", Value::Null)
        }
        "gives the board a title" => {
            client
                .change(|txn, root| {
                    root("meta").insert(txn, "title", mark.as_str());
                })
                .await;
            Box::new(move |board| board["title"] == mark)
        }
        "writes a result of a vote" => {
            let tally = plain(&[("votes", n.into()), ("round", 1.0.into())]);
            client
                .change(|txn, root| {
                    root("tallies").insert(txn, of_others.as_str(), tally);
                })
                .await;
            has("tallies", of_others)
        }
        "hides a note that is not there" => {
            let hidden = plain(&[("pos", pair(0.0, 0.0)), ("size", pair(200.0, 200.0))]);
            client
                .change(|txn, root| {
                    root("hidden").insert(txn, id.as_str(), hidden);
                })
                .await;
            has("hidden", id)
        }
        other => panic!("docs/spec.md knows a change that this test does not: {other}"),
    }
}

#[tokio::test]
async fn ht85_a_modified_client_changes_what_its_role_may_and_nothing_else() {
    let scene = Scene::new().await;
    let rows = table("on a board");
    assert_eq!(rows.len(), 19, "the table of docs/spec.md: {rows:?}");
    let staff = scene.facilitator();
    let mut n = 0;
    for (what, allowed) in &rows {
        for (person, may) in scene.people.iter().zip(allowed) {
            n += 1;
            let things = Things { n, me: person.id.clone() };
            // Somebody else's things, made for this attempt; of one's own role too.
            let mut other = Client::open(&scene, &staff.token, 10_000 + n).await;
            other
                .change(|txn, root| {
                    note(txn, &root("notes"), &things.name("altrui"), &staff.id, false);
                    note(txn, &root("notes"), &things.name("chiusa"), &staff.id, true);
                    comment(txn, &root("comments"), &things.name("detto"), &things.name("altrui"), &staff.id);
                })
                .await;
            let there = things.name("detto");
            assert!(is_taken(&scene, &mut other, &|board| board["comments"].get(&there).is_some()).await);
            let mut client = Client::open(&scene, &person.token, 20_000 + n).await;
            if what == "writes on a note of their own" {
                if may == "–" {
                    continue;
                }
                let own = things.name("propria");
                client.change(|txn, root| note(txn, &root("notes"), &own, &person.id, false)).await;
                assert!(is_taken(&scene, &mut client, &|board| board["notes"].get(&own).is_some()).await);
            }
            let seen = attempt(&mut client, what, &things).await;
            let taken = is_taken(&scene, &mut client, &*seen).await;
            assert_eq!(if taken { "yes" } else { "no" }, may, "{}: {what}", person.role);
        }
    }
}

#[tokio::test]
async fn ht86_over_http_each_role_does_what_it_may_and_nothing_else() {
    let scene = Scene::new().await;
    let rows = table("over HTTP");
    let (workshop, board) = (text(&scene.workshop["id"]), &scene.board);
    let plenary = board_of(&scene.workshop, "plenary", None);
    let staff = &scene.facilitator().token;
    let progress = format!("/workshops/{workshop}/progress");
    let vote = json!({ "do": "vote", "boards": [board], "dots": 3 });
    assert_eq!(scene.server.call("POST", &progress, Some(staff), Some(vote)).await.0, 200);
    let inbox = json!({ "do": "write_privately", "boards": [plenary], "inbox": true });
    assert_eq!(scene.server.call("POST", &progress, Some(staff), Some(inbox)).await.0, 200);
    let kept = json!({ "name": "Ora" });
    let (_, kept) =
        scene.server.call("POST", &format!("/boards/{board}/versions"), Some(staff), Some(kept)).await;
    let version = text(&kept["version"]);
    let person = format!("/workshops/{workshop}/participants/{}", scene.people[0].id);
    let public = json!({ "version": 7, "boards": [board], "names": false, "poster": true, "handbook": true });
    let wishes: BTreeMap<&str, (&str, String, Option<Value>)> = BTreeMap::from([
        ("opens the board", ("GET", format!("/boards/{board}"), None)),
        ("exports it", ("GET", format!("/boards/{board}/export.json"), None)),
        (
            "puts a file on it",
            ("POST", format!("/boards/{board}/import?format=md&dry_run=1"), Some(json!("una nota"))),
        ),
        ("prints it", ("GET", format!("/boards/{board}/poster.png?paper=A4&dpi=72"), None)),
        ("asks what belongs together", ("POST", format!("/boards/{board}/suggest"), Some(json!({})))),
        ("votes", ("PUT", format!("/boards/{board}/ballot"), Some(json!({ "round": 1, "votes": {} })))),
        ("adds a picture", ("POST", format!("/boards/{board}/images"), None)),
        ("sees what is new since last time", ("GET", format!("/boards/{board}/since"), None)),
        ("looks into the board's history", ("GET", format!("/boards/{board}/versions"), None)),
        (
            "restores what was there",
            ("POST", format!("/boards/{board}/versions/{version}/restore"), Some(json!({ "items": [] }))),
        ),
        ("passes on from an inbox", ("POST", format!("/boards/{plenary}/inbox"), Some(json!({})))),
        ("looks into the bin", ("GET", format!("/boards/{board}/bin"), None)),
        (
            "puts back from the bin",
            ("POST", format!("/boards/{board}/bin/restore"), Some(json!({ "items": [] }))),
        ),
        ("takes back what somebody did", ("POST", format!("{person}/undo"), Some(json!({ "minutes": 1 })))),
        ("conducts", ("POST", progress, Some(json!({ "do": "say", "text": "Ciao" })))),
        ("looks at the wall", ("POST", format!("/workshops/{workshop}/wall"), Some(json!({ "session": 1 })))),
        (
            "writes the programme",
            ("PUT", format!("/workshops/{workshop}/sessions/1"), Some(json!({ "title": "Uno" }))),
        ),
        (
            "sends to groups",
            (
                "POST",
                format!("/workshops/{workshop}/send"),
                Some(json!({ "from": plenary, "items": { "notes": [] } })),
            ),
        ),
        (
            "saves a template",
            (
                "POST",
                format!("/workshops/{workshop}/templates"),
                Some(json!({ "title": "Copia", "board": board })),
            ),
        ),
        ("reads the handbook", ("GET", format!("/workshops/{workshop}/vademecum"), None)),
        (
            "writes its outline",
            // Over a version that is not there: told to whoever may.
            ("PUT", format!("/workshops/{workshop}/vademecum"), Some(json!({ "version": 7, "outline": {} }))),
        ),
        ("reads the manifesto", ("GET", format!("/workshops/{workshop}/manifesto"), None)),
        (
            "writes the manifesto",
            ("PUT", format!("/workshops/{workshop}/manifesto"), Some(json!({ "version": 7, "choice": {} }))),
        ),
        ("sees what is public", ("GET", format!("/workshops/{workshop}/publication"), None)),
        ("decides what is public", ("PUT", format!("/workshops/{workshop}/publication"), Some(public))),
        ("takes the public page back", ("DELETE", format!("/workshops/{workshop}/publication"), None)),
        (
            "collects",
            (
                "POST",
                format!("/workshops/{workshop}/collect"),
                Some(json!({ "from": [board], "into": plenary })),
            ),
        ),
        ("changes people", ("PATCH", person, Some(json!({ "name": "Altro nome" })))),
        ("reads the roster", ("GET", format!("/workshops/{workshop}/roster"), None)),
        (
            "prepares groups",
            (
                "POST",
                format!("/workshops/{workshop}/groupings"),
                Some(json!({ "how": "empty", "session": 1, "name": "A" })),
            ),
        ),
        (
            "changes the workshop",
            ("PATCH", format!("/workshops/{workshop}"), Some(json!({ "title": "Nuovo" }))),
        ),
        (
            "makes a link for who facilitates",
            ("POST", format!("/workshops/{workshop}/facilitators"), Some(json!({}))),
        ),
    ]);
    assert_eq!(
        rows.keys().map(String::as_str).collect::<Vec<_>>(),
        wishes.keys().copied().collect::<Vec<_>>(),
        "the table of docs/spec.md and this test"
    );
    for (what, (method, path, body)) in &wishes {
        for (person, may) in scene.people.iter().zip(&rows[*what]) {
            let (status, answer) = scene.server.call(method, path, Some(&person.token), body.clone()).await;
            // What is no picture, or nothing to be done, is told to whoever may.
            assert!(
                status < 300 || [400, 403, 409, 415, 422].contains(&status),
                "{}: {what}: {answer}",
                person.role
            );
            assert_eq!(if status == 403 { "no" } else { "yes" }, may, "{}: {what}: {status}", person.role);
        }
    }
}
