//! The server as outsiders meet it: real process, real sockets, real disk.

use crate::common::{ADMIN, Server, board_of, contains, document, form, hex, note, read_all, text};
use serde_json::{Value, json};

/// What hangs, crashes or poisons the CRDT engine (docs/decisions/0002).
const FINDINGS: [&str; 10] = [
    "02010200a9010706677569642d3176000007ffffffff0f00",
    "010201feffffff0f0a0505010174027b7d010202320317ffffffff0f",
    "010109000401016104f09f988000",
    "0201070147090a060509ffffffff0f0080808080088401330ac3a9f09f9880f09f988000ffffffff0fc90220020a06677569642d3176002200091f026e300001780103021e0e1a06",
    "010203feffffff0f0001a70301060107012503",
    "0200070002020000ffffffff0f0401027a7a04f09f988000",
    "020007000101fdffffff0f210101780003020300030319033e11290d",
    "01010200a2033702017801780131010200",
    "8080808001",
    "0101050000c0843d00",
];

/// Meant for the other encoding (V2). Read as V1 it is well formed, about clocks that nobody knows: it is answered by a
/// question, and nothing of it is taken.
const OF_THE_OTHER_ENCODING: &str = "0101073700010109011802";

#[tokio::test]
async fn ht10_two_people_of_a_group_see_each_other_and_nobody_else_gets_in() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let (anna, bruno, carla) = (
        server.join(&workshop, "Anna", "Ambiente").await,
        server.join(&workshop, "Bruno", "Ambiente").await,
        server.join(&workshop, "Carla", "Cultura").await,
    );
    let board = board_of(&workshop, "group", Some("Ambiente"));
    let mut a = server.socket(&board, Some(text(&anna["token"]))).await.unwrap();
    let mut b = server.socket(&board, Some(text(&bruno["token"]))).await.unwrap();
    a.send(document(2, &note(7, "parco"))).await;
    assert!(contains(&b.update().await, "parco"));

    let carla = text(&carla["token"]);
    assert_eq!(server.socket(&board, Some(carla)).await.err(), Some(403));
    for path in [
        format!("/boards/{board}"),
        format!("/boards/{board}/export.json"),
        format!("/boards/{board}/state"),
        format!("/boards/{board}/poster.png"),
        format!("/boards/{board}/poster.jpg"),
        format!("/boards/{board}/poster.pdf"),
        format!("/boards/{board}/poster.svg"),
        format!("/boards/{board}/poster.json"),
    ] {
        assert_eq!(server.call("GET", &path, Some(carla), None).await.0, 403, "{path}");
    }
    // Our own page's way: the token as the first frame.
    let mut late = server.socket(&board, None).await.unwrap();
    let mut greeting = vec![102, carla.len() as u8];
    greeting.extend_from_slice(carla.as_bytes());
    late.send(greeting).await;
    assert_eq!(late.closed().await, 4403);
}

#[tokio::test]
async fn ht11_what_another_has_seen_survives_sigkill() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let (anna, bruno) =
        (server.join(&workshop, "Anna", "Ambiente").await, server.join(&workshop, "Bruno", "Ambiente").await);
    let board = board_of(&workshop, "group", Some("Ambiente"));
    let mut a = server.socket(&board, Some(text(&anna["token"]))).await.unwrap();
    let mut b = server.socket(&board, Some(text(&bruno["token"]))).await.unwrap();
    for n in 0..20 {
        a.send(document(2, &note(100 + n, &format!("nota-{n}")))).await;
        if n >= 15 {
            break;
        }
        b.update().await;
    }
    let server = server.kill_and_restart();
    let (status, view) =
        server.call("GET", &format!("/boards/{board}/export.json"), Some(text(&anna["token"])), None).await;
    assert_eq!(status, 200);
    for n in 0..15 {
        assert_eq!(view["notes"][format!("nota-{n}")]["text"], format!("nota-{n}"));
    }
}

#[tokio::test]
async fn ad1_b1_every_known_finding_is_refused_live_and_other_boards_go_on() {
    let mut server = Server::start(&["--broken-sockets-per-person", "100"]);
    let workshop = server.workshop().await;
    let (eve, carla) =
        (server.join(&workshop, "Eve", "Ambiente").await, server.join(&workshop, "Carla", "Cultura").await);
    let board = board_of(&workshop, "group", Some("Ambiente"));
    let other = board_of(&workshop, "group", Some("Cultura"));
    let mut quiet = server.socket(&other, Some(text(&carla["token"]))).await.unwrap();
    for finding in FINDINGS {
        for step in [1, 2] {
            let mut socket = server.socket(&board, Some(text(&eve["token"]))).await.unwrap();
            socket.send(document(step, &hex(finding))).await;
            assert_eq!(socket.closed().await, 4400, "{finding} as step {step}");
            // And behind an honest note, under one count.
            let honest = note(500, "onesta");
            let mut merged = vec![hex(finding)[0].wrapping_add(honest[0])];
            merged.extend_from_slice(&honest[1..honest.len() - 1]);
            merged.extend_from_slice(&hex(finding)[1..]);
            let mut socket = server.socket(&board, Some(text(&eve["token"]))).await.unwrap();
            socket.send(document(step, &merged)).await;
            assert_eq!(socket.closed().await, 4400, "{finding} merged, as step {step}");
        }
    }
    let mut socket = server.socket(&board, Some(text(&eve["token"]))).await.unwrap();
    for step in [1, 2] {
        socket.send(document(step, &hex(OF_THE_OTHER_ENCODING))).await;
    }
    assert!(server.is_up());
    let mut reader = server.socket(&other, Some(text(&carla["token"]))).await.unwrap();
    quiet.send(document(2, &note(9, "serena"))).await;
    assert!(contains(&reader.update().await, "serena"), "the other board takes edits");
    let empty =
        server.call("GET", &format!("/boards/{board}/export.json"), Some(text(&eve["token"])), None).await.1;
    assert_eq!(empty["notes"], json!({}));
}

#[tokio::test]
async fn ht12_b10_bad_frames_have_their_close_codes() {
    let server = Server::start(&["--frame-bytes", "600000"]);
    let workshop = server.workshop().await;
    let anna = server.join(&workshop, "Anna", "Ambiente").await;
    let token = text(&anna["token"]);
    let board = board_of(&workshop, "group", Some("Ambiente"));
    let plenary = board_of(&workshop, "plenary", None);

    let mut socket = server.socket(&board, Some(token)).await.unwrap();
    socket.send_text("hello").await;
    assert_eq!(socket.closed().await, 4400, "a text frame");
    let mut socket = server.socket(&board, Some(token)).await.unwrap();
    socket.send(vec![0; 600_001]).await;
    assert_eq!(socket.closed().await, 4413, "an oversized frame");
    let mut socket = server.socket(&board, None).await.unwrap();
    socket.send(vec![102, 3, b'a', b'b', b'c']).await;
    assert_eq!(socket.closed().await, 4401, "a wrong token");
    let mut socket = server.socket(&plenary, Some(token)).await.unwrap();
    socket.send(document(1, &[0, 0])).await;
    socket.send(document(2, &note(3, "no"))).await;
    assert_eq!(socket.closed().await, 4403, "a viewer's change");

    assert_eq!(server.socket(&board, Some("wrong")).await.err(), Some(401));
    assert_eq!(server.socket("0000000000000000000000", Some(token)).await.err(), Some(404));
    assert_eq!(server.socket("..%2f", Some(token)).await.err(), Some(404));
    let handshake = format!(
        "GET /sync/{board}?token={token} HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
         Sec-WebSocket-Version: 13\r\nOrigin: https://evil.example\r\n"
    );
    assert_eq!(server.raw(&handshake, b"").await.0, 403, "a foreign page");
}

#[tokio::test]
async fn ht13_a_full_board_says_so_and_lets_the_next_one_in() {
    let server = Server::start(&["--sockets-per-board", "1"]);
    let workshop = server.workshop().await;
    let anna = server.join(&workshop, "Anna", "Ambiente").await;
    let board = board_of(&workshop, "group", Some("Ambiente"));
    let mut first = server.socket(&board, Some(text(&anna["token"]))).await.unwrap();
    // Who is greeted has the seat; until then either of two may get it.
    assert!(first.next().await.is_ok());
    let mut second = server.socket(&board, Some(text(&anna["token"]))).await.unwrap();
    let code = second.closed().await;
    assert!(!(4400..4500).contains(&code), "a full board is no reason to give up: {code}");
    drop(first);
    let mut third = server.socket(&board, Some(text(&anna["token"]))).await.unwrap();
    assert!(third.next().await.is_ok());
}

#[tokio::test]
async fn ht9_b21_codes_are_forgiving_to_people_and_not_to_guessers() {
    let server = Server::start(&["--join-tries-per-address", "3"]);
    let workshop = server.workshop().await;
    let typed = format!(" {} ", text(&workshop["join"]["code"]).to_lowercase());
    let (status, preview) = server.call("POST", "/join/preview", None, Some(json!({ "code": typed }))).await;
    assert_eq!((status, &preview["title"]), (200, &json!("Prova")));
    let (_, named) = server.call("POST", "/join", None, Some(json!({ "code": typed, "name": " " }))).await;
    assert_eq!(named["code"], "name");
    for _ in 0..3 {
        let (status, wrong) =
            server.call("POST", "/join", None, Some(json!({ "code": "XXXXXXXX", "name": "A" }))).await;
        assert_eq!((status, &wrong["code"]), (404, &json!("unknown_code")));
    }
    let (status, slow) =
        server.call("POST", "/join/preview", None, Some(json!({ "code": "XXXXXXXX" }))).await;
    assert_eq!((status, &slow["code"]), (429, &json!("slow_down")));
}

const NOTES: &str = "session,group,author,type,color,text,cluster,votes\r\n";

#[tokio::test]
async fn im8_b20_an_import_is_all_or_nothing() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let bad = format!("{NOTES}1,Ambiente,P01,note,yellow,uno,,0\r\n1,Ambiente,P01,note,mauve,due,,0\r\n");
    let (status, answer) = server.import(&workshop, &[("notes", &bad)]).await;
    assert_eq!((status, &answer["rows"][0]["line"]), (422, &json!(3)));
    let board = board_of(&workshop, "group", Some("Ambiente"));
    let facilitator = text(&workshop["facilitator"]["token"]);
    let export = format!("/boards/{board}/export.json");
    assert_eq!(server.call("GET", &export, Some(facilitator), None).await.1["notes"], json!({}));
    let good = format!("{NOTES}1,Ambiente,P01,note,yellow,uno,Tema,3\r\n");
    let (status, report) = server.import(&workshop, &[("notes", &good)]).await;
    assert_eq!((status, &report["notes"], &report["tallies"]), (200, &json!(1), &json!(1)));
    let (_, other) = server.import(&workshop, &[("nothing", "x")]).await;
    assert_eq!(other["code"], "bad_request");
}

#[tokio::test]
async fn im8_an_upload_that_broke_off_or_is_too_large_says_so_and_its_connection_carries_nothing_else() {
    let server = Server::start(&["--import-bytes", "2000"]);
    let workshop = server.workshop().await;
    let request = |length: usize| {
        format!(
            "POST /api/v1/workshops/{}/import HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\
             Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {length}\r\n\r\n",
            text(&workshop["id"]),
            server.address,
            text(&workshop["facilitator"]["token"])
        )
    };
    let whole = form(&[("notes", &format!("{NOTES}1,Ambiente,P01,note,yellow,uno,,0\r\n"))]);
    let broken = &whole[..whole.len() - 20];
    let answer = server.once(&request(broken.len()), broken).await;
    assert!(answer.starts_with("HTTP/1.1 400") && answer.contains("\"cut\""), "{answer}");
    let large = form(&[("notes", &"x".repeat(3000))]);
    // Nobody asked for the connection to end, and it ends.
    let answer = server.once(&request(large.len()), &large).await;
    assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("\"too_large\""), "{answer}");
    assert!(answer.to_ascii_lowercase().contains("\r\nconnection: close\r\n"), "{answer}");
}

#[tokio::test]
async fn co10_collecting_over_http_is_idempotent_undoable_and_only_for_staff() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let anna = server.join(&workshop, "Anna", "Ambiente").await;
    let notes = format!("{NOTES}1,Ambiente,,note,yellow,uno,Tema,0\r\n1,Cultura,,note,pink,due,,0\r\n");
    server.import(&workshop, &[("notes", &notes)]).await;
    let facilitator = text(&workshop["facilitator"]["token"]);
    let plenary = board_of(&workshop, "plenary", None);
    let from =
        [board_of(&workshop, "group", Some("Ambiente")), board_of(&workshop, "group", Some("Cultura"))];
    let path = format!("/workshops/{}/collect", text(&workshop["id"]));
    let wish = |dry_run: bool| json!({ "from": from, "into": plenary, "dry_run": dry_run });
    assert_eq!(server.call("POST", &path, Some(text(&anna["token"])), Some(wish(false))).await.0, 403);
    let export = format!("/boards/{plenary}/export.json");
    let (_, preview) = server.call("POST", &path, Some(facilitator), Some(wish(true))).await;
    assert_eq!(preview["added"].as_array().unwrap().len(), 5, "two frames, a cluster, two notes");
    assert_eq!(server.call("GET", &export, Some(facilitator), None).await.1["notes"], json!({}));
    let (_, first) = server.call("POST", &path, Some(facilitator), Some(wish(false))).await;
    let (_, before) = server.call("GET", &export, Some(facilitator), None).await;
    assert_eq!(before["notes"].as_object().unwrap().len(), 2);
    let (_, second) = server.call("POST", &path, Some(facilitator), Some(wish(false))).await;
    assert_eq!((&second["added"], &second["unchanged"]), (&json!([]), &json!(5)));
    assert_eq!(server.call("GET", &export, Some(facilitator), None).await.1, before);

    let undo = |collect: &Value| format!("{path}/{}/undo", text(collect));
    assert_eq!(
        server.call("POST", &undo(&first["collect"]), Some(facilitator), None).await.0,
        409,
        "not the latest"
    );
    assert_eq!(server.call("POST", &undo(&second["collect"]), Some(facilitator), None).await.0, 200);
    assert_eq!(server.call("POST", &undo(&first["collect"]), Some(facilitator), None).await.0, 200);
    let (_, after) = server.call("GET", &export, Some(facilitator), None).await;
    assert_eq!((&after["notes"], &after["clusters"]), (&json!({}), &json!({})));
    let (_, again) = server.call("POST", &path, Some(facilitator), Some(wish(false))).await;
    assert_eq!(again["added"].as_array().unwrap().len(), 5, "what was taken back can come again");
}

#[tokio::test]
async fn ht15_pages_and_answers_carry_their_headers_and_secrets_stay_out_of_logs_and_disk() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let anna = server.join(&workshop, "Anna", "Ambiente").await;
    let token = text(&anna["token"]).to_owned();
    let board = board_of(&workshop, "group", Some("Ambiente"));
    drop(server.socket(&board, Some(&token)).await.unwrap());
    for path in ["/", "/b/x", "/healthz", "/readyz", "/metrics", "/api/v1/openapi.json"] {
        let (status, head, _) = server.raw(&format!("GET {path} HTTP/1.1\r\n"), b"").await;
        assert!(status == 200, "{path}: {status}");
        for header in
            ["content-security-policy", "x-content-type-options: nosniff", "referrer-policy: no-referrer"]
        {
            assert!(head.to_ascii_lowercase().contains(header), "{path} lacks {header}");
        }
    }
    let (_, italian) = {
        let (_, _, body) = server.raw("GET /api/v1/workshops HTTP/1.1\r\nAccept-Language: it\r\n", b"").await;
        (0, serde_json::from_slice::<Value>(&body).unwrap())
    };
    assert!(text(&italian["message"]).contains("accesso"), "{italian}");
    let facilitator = text(&workshop["facilitator"]["token"]).to_owned();
    let logs = server.logs();
    let mut stored = Vec::new();
    for file in std::fs::read_dir(server.data.path()).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() && !path.ends_with("stderr.log") {
            stored.extend(read_all(&path));
        }
    }
    for secret in [token.as_str(), facilitator.as_str(), ADMIN] {
        assert!(!logs.contains(secret), "a token is in the logs");
        assert!(!contains(&stored, secret), "a token is on the disk");
    }
}

#[tokio::test]
async fn ht45_what_has_no_hash_in_its_name_is_asked_for_anew_each_time_the_worker_too() {
    let server = Server::start(&[]);
    let (_, _, page) = server.raw("GET / HTTP/1.1\r\n", b"").await;
    let page = String::from_utf8(page).unwrap();
    let chunk = page.split('"').find(|word| word.starts_with("/assets/")).unwrap();
    for (path, kind, cache) in [
        ("/", "text/html", "no-cache"),
        ("/sw.js", "text/javascript", "no-cache"),
        ("/fonts/regular-latin.woff2", "font/woff2", "no-cache"),
        (chunk, "text/", "public, max-age=31536000, immutable"),
    ] {
        let (status, head, _) = server.raw(&format!("GET {path} HTTP/1.1\r\n"), b"").await;
        let head = head.to_ascii_lowercase();
        assert_eq!(status, 200, "{path}");
        assert!(head.contains(&format!("content-type: {kind}")), "{path}: {head}");
        assert!(head.contains(&format!("cache-control: {cache}\r\n")), "{path}: {head}");
        // Of workers our own, and with what a page may ask for.
        assert!(
            head.contains("; worker-src 'self';") && head.contains("default-src 'none';"),
            "{path}: {head}"
        );
    }
}

#[tokio::test]
async fn ht16_openapi_names_every_route() {
    let server = Server::start(&[]);
    let (status, api) = server.call("GET", "/openapi.json", None, None).await;
    assert_eq!(status, 200);
    let paths = api["paths"].as_object().unwrap();
    for path in server::http::documented_paths() {
        assert!(paths.contains_key(path), "{path} is not in openapi.json");
    }
    assert_eq!(paths.len(), server::http::documented_paths().count());
}

#[tokio::test]
async fn ht26_a_lost_facilitators_link_is_made_anew_by_those_who_may() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let anna = server.join(&workshop, "Anna", "Ambiente").await;
    let other = server.workshop().await;
    let path = format!("/workshops/{}/facilitators", text(&workshop["id"]));
    for token in [None, Some(text(&anna["token"])), Some(text(&other["facilitator"]["token"]))] {
        let (status, body) = server.call("POST", &path, token, None).await;
        assert!(status == 401 || status == 403, "{status} {body}");
    }
    for token in [crate::common::ADMIN, text(&workshop["facilitator"]["token"])] {
        let (status, body) = server.call("POST", &path, Some(token), None).await;
        assert_eq!(status, 201, "{body}");
        let here = format!("/workshops/{}", text(&workshop["id"]));
        for token in [text(&body["token"]), text(&workshop["facilitator"]["token"])] {
            let (status, seen) = server.call("GET", &here, Some(token), None).await;
            assert_eq!((status, text(&seen["me"]["role"])), (200, "facilitator"));
        }
    }
    assert_eq!(
        server.call("POST", "/workshops/nothing/facilitators", Some(crate::common::ADMIN), None).await.0,
        404
    );
}
