//! Collecting and sending over HTTP, whole, and over a programme of six sessions.

use std::collections::BTreeMap;

use crate::common::{ADMIN, Server, board_of, document, text};
use board::edit::{Edit, Item};
use board::note::Note;
use serde_json::{Value, json};

const NOTES: &str = include_str!("../../../tests/data/laboratorio/notes.csv");
const LINKS: &str = include_str!("../../../tests/data/laboratorio/links.csv");
const AGENDA: &str = include_str!("../../../tests/data/laboratorio/agenda.csv");
const GROUPS: [&str; 4] = ["Ambiente", "Cultura", "Scuola", "Sociale"];
const HEADER: &str = "session,group,author,type,color,text,cluster,votes\r\n";

struct Workshop {
    server: Server,
    made: Value,
}

fn count(value: &Value) -> usize {
    value.as_array().unwrap().len()
}

impl Workshop {
    /// Three groups; Ambiente and Cultura have written these rows, Scuola nothing.
    async fn with(rows: &[&str]) -> Workshop {
        Self::of(&["Ambiente", "Cultura", "Scuola"], rows).await
    }

    async fn of(groups: &[&str], rows: &[&str]) -> Workshop {
        let server = Server::start(&[]);
        let body = json!({ "title": "Prova", "language": "it", "groups": groups });
        let (status, made) = server.call("POST", "/workshops", Some(ADMIN), Some(body)).await;
        assert_eq!(status, 201, "{made}");
        let workshop = Workshop { server, made };
        let notes = rows.iter().fold(HEADER.to_owned(), |notes, row| notes + row + "\r\n");
        assert_eq!(workshop.server.import(&workshop.made, &[("notes", &notes)]).await.0, 200);
        workshop
    }

    fn token(&self) -> &str {
        text(&self.made["facilitator"]["token"])
    }

    fn group(&self, name: &str) -> String {
        board_of(&self.made, "group", Some(name))
    }

    fn plenary(&self) -> String {
        board_of(&self.made, "plenary", None)
    }

    async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        let path = format!("/workshops/{}/{path}", text(&self.made["id"]));
        self.server.call("POST", &path, Some(self.token()), Some(body)).await
    }

    async fn collect(&self, more: Value) -> Value {
        let from = ["Ambiente", "Cultura", "Scuola"].map(|name| self.group(name));
        let mut wish = json!({ "from": from, "into": self.plenary() });
        wish.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let (status, report) = self.post("collect", wish).await;
        assert_eq!(status, 200, "{report}");
        report
    }

    async fn board(&self, board: &str) -> Value {
        let path = format!("/boards/{board}/export.json");
        self.server.call("GET", &path, Some(self.token()), None).await.1
    }

    async fn texts(&self, board: &str) -> Vec<String> {
        let board = self.board(board).await;
        let mut texts: Vec<String> =
            board["notes"].as_object().unwrap().values().map(|note| text(&note["text"]).to_owned()).collect();
        texts.sort();
        texts
    }

    async fn titles(&self, board: &str) -> Vec<String> {
        let board = self.board(board).await;
        let mut titles: Vec<String> = board["clusters"]
            .as_object()
            .unwrap()
            .values()
            .map(|cluster| text(&cluster["title"]).to_owned())
            .collect();
        titles.sort();
        titles
    }

    async fn note(&self, board: &str, says: &str) -> String {
        let board = self.board(board).await;
        let notes = board["notes"].as_object().unwrap();
        notes.iter().find(|(_, note)| note["text"] == says).unwrap().0.clone()
    }
}

const ROWS: [&str; 4] = [
    "1,Ambiente,,note,yellow,il fiume,Paure,3",
    "1,Ambiente,,note,yellow,poco tempo,Paure,1",
    "1,Ambiente,,note,yellow,curiosità,,0",
    "1,Cultura,,note,pink,una biblioteca,,2",
];

#[tokio::test]
async fn ht80_what_is_chosen_comes_and_what_is_left_is_offered_again() {
    let workshop = Workshop::with(&ROWS).await;
    let plenary = workshop.plenary();
    let offer = workshop.collect(json!({ "dry_run": true })).await;
    let told: Vec<_> = offer["groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (text(&one["group"]), one["added"].as_u64().unwrap(), one["empty"].as_bool().unwrap()))
        .collect();
    assert_eq!(told, [("Ambiente", 5, false), ("Cultura", 2, false), ("Scuola", 1, true)]);
    let first = &offer["groups"][0];
    assert_eq!(
        (&first["clusters"][0]["title"], &first["clusters"][0]["notes"]),
        (&json!("Paure"), &json!(2))
    );
    assert_eq!(first["votes_most"], json!(3));
    assert_eq!(count(&offer["picture"]["notes"]), 4);
    assert!(workshop.texts(&plenary).await.is_empty(), "a dry run writes nothing");

    let paure = json!([{ "board": workshop.group("Ambiente"), "cluster": first["clusters"][0]["cluster"] }]);
    workshop.collect(json!({ "only": { "clusters": paure, "votes_min": 2 } })).await;
    assert_eq!(workshop.texts(&plenary).await, ["il fiume"]);
    let offer = workshop.collect(json!({ "dry_run": true })).await;
    let key = |says: &str| {
        let all = offer["added"].as_array().unwrap();
        text(&all.iter().find(|one| one["says"] == says).unwrap()["key"]).to_owned()
    };
    let left = workshop.collect(json!({ "leave": [key("curiosità")] })).await;
    assert_eq!((count(&left["left"]), &left["removed"]), (1, &json!([])));
    assert_eq!(workshop.texts(&plenary).await, ["il fiume", "poco tempo", "una biblioteca"]);
    let last = workshop.collect(json!({})).await;
    assert_eq!((count(&last["added"]), &last["added"][0]["says"]), (1, &json!("curiosità")));

    let from = [workshop.group("Ambiente")];
    let misspelt = json!({ "from": from, "into": plenary, "only": { "votes": 2 } });
    assert_eq!(workshop.post("collect", misspelt).await.0, 400, "a misspelt choice is not everything");
}

#[tokio::test]
async fn ht81_by_theme_notes_of_all_groups_lie_together_and_once_decided_it_stays() {
    let workshop = Workshop::with(&[
        "1,Ambiente,,note,yellow,sentieri puliti nel parco,,0",
        "1,Ambiente,,note,yellow,orari della biblioteca,,0",
        "1,Ambiente,,note,yellow,parco aperto la sera,,0",
        "1,Cultura,,note,pink,più alberi nel parco,,0",
        "1,Cultura,,note,pink,biblioteca anche di domenica,,0",
        "1,Cultura,,note,pink,la biblioteca dei ragazzi,,0",
        "1,Cultura,,note,pink,zucchero filato,,0",
    ])
    .await;
    let plenary = workshop.plenary();
    let done = workshop.collect(json!({ "layout": "themes" })).await;
    let board = workshop.board(&plenary).await;
    let home = |says: &str| {
        let notes = board["notes"].as_object().unwrap();
        let note = notes.values().find(|note| note["text"] == says).unwrap();
        text(&board["clusters"][text(&note["cluster"])]["title"]).to_owned()
    };
    assert_eq!(home("più alberi nel parco"), home("parco aperto la sera"));
    assert_eq!(home("orari della biblioteca"), home("biblioteca anche di domenica"));
    assert!(home("la biblioteca dei ragazzi").contains("biblioteca"));
    assert_ne!(home("più alberi nel parco"), home("orari della biblioteca"));
    assert_eq!(home("zucchero filato"), "Altro");
    let again = workshop.collect(json!({ "layout": "themes" })).await;
    assert_eq!((&again["added"], &again["changed"]), (&json!([]), &json!([])));
    assert_eq!(workshop.board(&plenary).await, board);
    for collect in [&again, &done] {
        let (status, _) =
            workshop.post(&format!("collect/{}/undo", text(&collect["collect"])), json!({})).await;
        assert_eq!(status, 200);
    }
    assert!(workshop.titles(&plenary).await.is_empty());
}

#[tokio::test]
async fn ht82_plenary_sends_to_all_groups_and_collects_nothing_of_it_back() {
    let workshop = Workshop::with(&ROWS).await;
    let (plenary, cultura) = (workshop.plenary(), workshop.group("Cultura"));
    workshop.collect(json!({})).await;
    let before = (workshop.board(&workshop.group("Ambiente")).await, workshop.board(&cultura).await);
    let river = workshop.note(&plenary, "il fiume").await;
    let wish = json!({ "from": plenary, "items": { "notes": [river] } });
    let anna = workshop.server.join(&workshop.made, "Anna", "Ambiente").await;
    let path = format!("/workshops/{}/send", text(&workshop.made["id"]));
    let refused = workshop.server.call("POST", &path, Some(text(&anna["token"])), Some(wish.clone())).await;
    assert_eq!(refused.0, 403);
    // Who helps conducting sends as well.
    let person =
        format!("/workshops/{}/participants/{}", text(&workshop.made["id"]), text(&anna["participant"]));
    let role = json!({ "role": "cofacilitator" });
    assert_eq!(workshop.server.call("PATCH", &person, Some(workshop.token()), Some(role)).await.0, 200);
    let mut trial = wish.clone();
    trial["dry_run"] = json!(true);
    let (status, told) = workshop.server.call("POST", &path, Some(text(&anna["token"])), Some(trial)).await;
    assert_eq!((status, &told["send"], &told["groups"][1]["added"]), (200, &Value::Null, &json!(1)));

    let (status, sent) = workshop.post("send", wish.clone()).await;
    assert_eq!(status, 200, "{sent}");
    let told: Vec<_> =
        sent["groups"].as_array().unwrap().iter().map(|one| (text(&one["group"]), &one["added"])).collect();
    // To the group it comes from it is nothing new.
    assert_eq!(told, [("Ambiente", &json!(0)), ("Cultura", &json!(1)), ("Scuola", &json!(1))]);
    assert_eq!(workshop.texts(&cultura).await, ["il fiume", "una biblioteca"]);
    let copy = workshop.note(&cultura, "il fiume").await;
    let src = &workshop.board(&cultura).await["notes"][&copy]["src"];
    assert_eq!((&src["board"], &src["item"]), (&json!(plenary), &json!(river)));
    assert_eq!(src["merged"][0]["group"], "Ambiente");
    let (_, twice) = workshop.post("send", wish).await;
    assert!(twice["groups"].as_array().unwrap().iter().all(|one| one["added"] == 0 && one["changed"] == 0));
    let back = workshop.collect(json!({ "dry_run": true })).await;
    assert_eq!((&back["added"], &back["changed"], &back["removed"]), (&json!([]), &json!([]), &json!([])));

    // One step back on all boards, the latest first.
    let undo = |send: &Value| format!("send/{}/undo", text(&send["send"]));
    assert_eq!(workshop.post(&undo(&sent), json!({})).await.0, 409);
    assert_eq!(workshop.post(&undo(&twice), json!({})).await.0, 200);
    let (status, undone) = workshop.post(&undo(&sent), json!({})).await;
    assert_eq!((status, &undone["kept"]), (200, &json!([])));
    assert_eq!((workshop.board(&workshop.group("Ambiente")).await, workshop.board(&cultura).await), before);
    assert!(workshop.texts(&workshop.group("Scuola")).await.is_empty());

    let nothing = json!({ "from": plenary, "items": { "notes": ["nowhere"] } });
    assert_eq!(workshop.post("send", nothing).await.0, 400);
    let into = json!({ "from": plenary, "items": { "notes": [river] }, "into": [plenary] });
    assert_eq!(workshop.post("send", into).await.0, 400, "not into itself");
}

#[tokio::test]
async fn ht83_collects_and_sends_of_a_board_go_back_in_the_order_they_were_made() {
    let workshop = Workshop::with(&ROWS).await;
    let plenary = workshop.plenary();
    let collected = workshop.collect(json!({})).await;
    let river = workshop.note(&plenary, "il fiume").await;
    let wish = json!({ "from": plenary, "items": { "notes": [river] }, "into": [workshop.group("Cultura")] });
    let (_, sent) = workshop.post("send", wish).await;
    let undo_collect = format!("collect/{}/undo", text(&collected["collect"]));
    let undo_send = format!("send/{}/undo", text(&sent["send"]));
    let (status, refused) = workshop.post(&undo_collect, json!({})).await;
    assert_eq!((status, &refused["code"]), (409, &json!("not_latest")));
    // Neither is the other's.
    assert_eq!(workshop.post(&format!("collect/{}/undo", text(&sent["send"])), json!({})).await.0, 404);
    let path = format!("/workshops/{}", text(&workshop.made["id"]));
    let list = |what: &str| format!("{path}/{what}");
    let (_, sends) = workshop.server.call("GET", &list("sends"), Some(workshop.token()), None).await;
    assert_eq!((count(&sends), &sends[0]["from"]), (1, &json!(plenary)));
    let (_, collects) = workshop.server.call("GET", &list("collects"), Some(workshop.token()), None).await;
    assert_eq!(count(&collects), 1);
    assert_eq!(workshop.post(&undo_send, json!({})).await.0, 200);
    assert_eq!(workshop.post(&undo_send, json!({})).await.0, 409, "once");
    assert_eq!(workshop.post(&undo_collect, json!({})).await.0, 200);
    assert!(workshop.texts(&plenary).await.is_empty());
}

#[tokio::test]
async fn ht84_what_was_sent_is_known_after_a_crash_and_can_still_be_taken_back() {
    let mut workshop = Workshop::with(&ROWS).await;
    workshop.collect(json!({})).await;
    let river = workshop.note(&workshop.plenary(), "il fiume").await;
    let wish = json!({ "from": workshop.plenary(), "items": { "notes": [river] } });
    let (_, sent) = workshop.post("send", wish.clone()).await;
    let data = workshop.server.kill();
    workshop.server = Server::over(data, &[]);
    assert_eq!(workshop.texts(&workshop.group("Scuola")).await, ["il fiume"]);
    let (_, again) =
        workshop.post("send", json!({ "dry_run": true, "from": wish["from"], "items": wish["items"] })).await;
    assert!(again["groups"].as_array().unwrap().iter().all(|one| one["added"] == 0));
    assert_eq!(workshop.post(&format!("send/{}/undo", text(&sent["send"])), json!({})).await.0, 200);
    assert!(workshop.texts(&workshop.group("Scuola")).await.is_empty());
    let (_, once_more) = workshop.post("send", wish).await;
    assert_eq!(once_more["groups"][2]["added"], json!(1), "what was taken back can be sent again");
}

/// How long thirty groups of fifty notes take, for docs/benchmarks.md.
#[tokio::test]
#[ignore = "measures"]
async fn ht80_thirty_groups_with_fifty_notes_each_come_while_one_waits() {
    let names: Vec<String> = (1..=30).map(|n| format!("Gruppo {n}")).collect();
    let words =
        ["fiume", "biblioteca", "parco", "scuola", "bando", "sentiero", "orari", "giovani", "casa", "tempo"];
    let row = |group: &String, n: usize| {
        let (a, b) = (words[n % 10], words[(n / 10 + n) % 10]);
        format!("1,{group},,note,yellow,{a} e {b} di {group} numero {n},Tema {},{}", n % 5, n % 7)
    };
    let rows: Vec<String> = names.iter().flat_map(|group| (0..50).map(move |n| row(group, n))).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let from = |workshop: &Workshop| names.iter().map(|name| workshop.group(name)).collect::<Vec<_>>();
    for layout in ["groups", "themes"] {
        let workshop = Workshop::of(&names, &rows).await;
        let wish = |dry_run: bool| json!({ "from": from(&workshop), "into": workshop.plenary(), "layout": layout, "dry_run": dry_run });
        // The first opens thirty boards.
        for (what, dry_run) in
            [("boards closed, dry run", true), ("dry run", true), ("real", false), ("again", false)]
        {
            let began = std::time::Instant::now();
            let (status, report) = workshop.post("collect", wish(dry_run)).await;
            assert_eq!(status, 200, "{report}");
            println!("{layout}, {what}: {:?}, {} added", began.elapsed(), count(&report["added"]));
        }
        if layout == "themes" {
            continue;
        }
        let board = workshop.board(&workshop.plenary()).await;
        let notes: Vec<&String> = board["notes"].as_object().unwrap().keys().take(20).collect();
        let began = std::time::Instant::now();
        let (_, sent) =
            workshop.post("send", json!({ "from": workshop.plenary(), "items": { "notes": notes } })).await;
        println!("twenty notes to thirty groups: {:?}", began.elapsed());
        let began = std::time::Instant::now();
        assert_eq!(workshop.post(&format!("send/{}/undo", text(&sent["send"])), json!({})).await.0, 200);
        println!("taken back from all: {:?}", began.elapsed());
    }
}

/// The rows of a table of one session, with its head.
fn rows_of(table: &str, session: u32) -> String {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    for (at, row) in reader.records().map(Result::unwrap).enumerate() {
        if at == 0 || row[0] == session.to_string() {
            writer.write_record(&row).unwrap();
        }
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[tokio::test]
async fn ht91_co20_six_sessions_come_together_on_one_canvas_with_their_sources() {
    let server = Server::start(&[]);
    let body = json!({ "title": "Laboratorio", "language": "it", "groups": GROUPS });
    let (status, workshop) = server.call("POST", "/workshops", Some(ADMIN), Some(body)).await;
    assert_eq!(status, 201, "{workshop}");
    let staff = text(&workshop["facilitator"]["token"]).to_owned();
    let path = format!("/workshops/{}", text(&workshop["id"]));
    let import = async |parts: &[(&str, &str)]| {
        let (status, answer) = server.import(&workshop, parts).await;
        assert_eq!(status, 200, "{answer}");
    };
    let call = async |method: &str, path: &str, body: Option<Value>| {
        let (status, answer) = server.call(method, path, Some(&staff), body).await;
        assert!((200..300).contains(&status), "{method} {path}: {answer}");
        answer
    };
    import(&[("agenda", AGENDA)]).await;
    // Of the six, the second and third begin with what was there; plenary too in the third.
    let shown = call("GET", &path, None).await;
    let carries =
        |session: u64, mode: &Value| matches!((session, text(mode)), (2 | 3, "groups") | (3, "plenary"));
    for session in shown["sessions"].as_array().unwrap() {
        let number = session["number"].as_u64().unwrap();
        let phases: Vec<Value> = session["phases"]
            .as_array()
            .unwrap()
            .iter()
            .map(|phase| {
                let mut phase = phase.clone();
                if carries(number, &phase["mode"]) {
                    phase["begins_with"] = json!("last_session");
                }
                phase
            })
            .collect();
        call(
            "PUT",
            &format!("{path}/sessions/{number}"),
            Some(json!({ "title": session["title"], "date": session["date"], "phases": phases })),
        )
        .await;
    }
    let boards = call("GET", &path, None).await["boards"].clone();
    let of = |kind: &str, session: Option<u64>, group: Option<&str>| {
        let is_it = |board: &&Value| {
            board["kind"] == kind && board["session"].as_u64() == session && board["group"].as_str() == group
        };
        text(&boards.as_array().unwrap().iter().find(is_it).unwrap()["id"]).to_owned()
    };
    let canvas = of("canvas", None, None);
    let content = async |board: &str| call("GET", &format!("/boards/{board}/export.json"), None).await;
    let notes = |content: &Value| content["notes"].as_object().unwrap().clone();
    let mut on_canvas = 0;
    for session in 1..=6_u32 {
        let at = u64::from(session);
        call("PATCH", &path, Some(json!({ "session_now": session }))).await;
        let phases = shown["sessions"][session as usize - 1]["phases"].as_array().unwrap();
        for phase in phases {
            call(
                "POST",
                &format!("{path}/progress"),
                Some(json!({ "do": "start", "session": session, "phase": phase["number"] })),
            )
            .await;
            if phase["mode"] == "groups" {
                let before = notes(&content(&of("group", Some(at), Some("Scuola"))).await).len();
                assert_eq!(before > 0, matches!(session, 2 | 3), "session {session} begins with {before}");
                import(&[("notes", &rows_of(NOTES, session)), ("links", &rows_of(LINKS, session))]).await;
            }
        }
        call("POST", &format!("{path}/progress"), Some(json!({ "do": "halt" }))).await;
        let from: Vec<String> = GROUPS.iter().map(|group| of("group", Some(at), Some(group))).collect();
        let plenary = of("plenary", Some(at), None);
        // Since last time: what this session's rows brought, and nothing of what was carried over.
        if matches!(session, 2 | 3) {
            let told = call("GET", &format!("/boards/{}/since", from[0]), None).await;
            let rows = rows_of(NOTES, session)
                .lines()
                .filter(|line| line.starts_with(&format!("{session},Ambiente,")))
                .count();
            let new =
                told["added"].as_array().unwrap().iter().filter(|thing| thing["what"] == "note").count();
            assert_eq!(
                (told["fresh"].as_bool(), told["since"]["session"].as_u64(), new),
                (Some(false), Some(at - 1), rows)
            );
            assert_eq!(told["removed"].as_array().unwrap().len(), 0);
        }
        for into in [&plenary, &canvas] {
            let wish = json!({ "from": from, "into": into });
            call("POST", &format!("{path}/collect"), Some(wish.clone())).await;
            let again = call("POST", &format!("{path}/collect"), Some(wish)).await;
            assert_eq!(
                (again["added"].as_array().unwrap().len(), again["conflicts"].as_array().unwrap().len()),
                (0, 0),
                "session {session}"
            );
        }
        on_canvas += csv::Reader::from_reader(rows_of(NOTES, session).as_bytes()).records().count();
        assert_eq!(notes(&content(&canvas).await).len(), on_canvas, "after session {session}");
        let plenary = notes(&content(&plenary).await).len();
        let expected = match session {
            2 => 64 + 12,
            3 => 64 + 12 + 60,
            other => rows_of(NOTES, other)
                .lines()
                .filter(|line| GROUPS.iter().any(|group| line.starts_with(&format!("{other},{group},"))))
                .count(),
        };
        assert_eq!(plenary, expected, "session {session}");
    }
    assert_eq!(on_canvas, 160);

    // Every row of the table is there once, and says who wrote it where.
    let all = content(&canvas).await;
    let mut there: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for note in notes(&all).values() {
        let src = &note["src"];
        *there
            .entry((
                src["session"].to_string(),
                text(&src["group"]).to_owned(),
                text(&note["text"]).to_owned(),
            ))
            .or_default() += 1;
    }
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(NOTES.as_bytes()).records().map(Result::unwrap).collect();
    assert_eq!((rows.len(), there.len()), (160, 160));
    for row in &rows {
        let row = (row[0].to_owned(), row[1].to_owned(), row[5].to_owned());
        assert_eq!(there.get(&row), Some(&1), "{row:?}");
    }
    assert_eq!(all["links"].as_object().unwrap().len(), 50);
    // A word that is changed in the last session in which a note lives comes to the canvas, once.
    let third = of("group", Some(3), Some("Ambiente"));
    let (id, note) =
        notes(&content(&third).await).into_iter().find(|(_, note)| note["src"]["session"] == 1).unwrap();
    let mut socket = server.socket_of_ours(&third, &staff).await;
    let head = format!("GET /api/v1/boards/{third}/state HTTP/1.1\r\nAuthorization: Bearer {staff}\r\n");
    let (_, _, state) = server.raw(&head, b"").await;
    let mut rewritten: Note = serde_json::from_value(note.clone()).unwrap();
    rewritten.text = "riscritta alla terza".into();
    let edit = Edit::Put { id: id.parse().unwrap(), item: Item::Note(rewritten) };
    socket.send(document(2, &board::edit::draft(&state, 991, &[edit]).unwrap())).await;
    socket.saved().await;
    let told =
        call("POST", &format!("{path}/collect"), Some(json!({ "from": [third], "into": canvas }))).await;
    assert_eq!(
        (told["changed"].as_array().unwrap().len(), told["conflicts"].as_array().unwrap().len()),
        (1, 0),
        "{told}"
    );
    let after = notes(&content(&canvas).await);
    assert_eq!(after.len(), 160);
    let one: Vec<&Value> = after.values().filter(|note| note["text"] == "riscritta alla terza").collect();
    assert_eq!((one.len(), one[0]["src"]["session"].as_u64()), (1, Some(1)));
}
