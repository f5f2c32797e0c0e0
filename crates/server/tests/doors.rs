//! What comes to the door by HTTP and WebSocket handshake: rows B12, B15, B22 and B24 of docs/spec.md.

use crate::common::{ADMIN, Server, board_of, document, text};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Sends bytes as they are and gives the status of the first answer; none if the line is closed without one.
async fn status(server: &Server, bytes: &[u8]) -> Option<u16> {
    let mut stream = TcpStream::connect(&server.address).await.unwrap();
    // A server that has refused already does not read the rest.
    let _ = stream.write_all(bytes).await;
    let mut answer = vec![0; 64];
    let wait = std::time::Duration::from_secs(10);
    let read = tokio::time::timeout(wait, stream.read(&mut answer)).await.expect("an answer, or the end");
    let answer = String::from_utf8_lossy(&answer[..read.unwrap_or(0)]).into_owned();
    answer.split(' ').nth(1).and_then(|status| status.parse().ok())
}

/// The head of a handshake.
fn head(server: &Server, path: &str, headers: &str) -> String {
    format!(
        "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}\r\n",
        server.address
    )
}

const VERSION: &str = "Sec-WebSocket-Version: 13\r\n";

async fn handshake(server: &Server, path: &str, headers: &str) -> Option<u16> {
    status(server, head(server, path, &format!("{VERSION}{headers}")).as_bytes()).await
}

#[tokio::test]
async fn ht6_b12_pages_of_others_and_tokens_of_other_places_do_not_get_in() {
    let server = Server::start(&[]);
    let (workshop, other) = (server.workshop().await, server.workshop().await);
    let anna = server.join(&workshop, "Anna", "Ambiente").await;
    let stranger = server.join(&other, "Zoe", "Ambiente").await;
    let board = board_of(&workshop, "group", Some("Ambiente"));
    let path = |token: &str| format!("/sync/{board}?token={token}");
    let (good, own) = (path(text(&anna["token"])), format!("Origin: http://{}\r\n", server.address));
    for (headers, expected) in [
        ("", 101),
        (own.as_str(), 101),
        ("Origin: https://evil.example\r\n", 403),
        ("Origin: null\r\n", 403),
        ("Origin: http://127.0.0.1.evil.example\r\n", 403),
        ("Origin: \r\n", 403),
    ] {
        assert_eq!(handshake(&server, &good, headers).await, Some(expected), "{headers:?}");
    }
    for (token, expected) in [
        ("", 401),
        ("wrong", 401),
        (ADMIN, 403),
        (text(&stranger["token"]), 403),
        (text(&other["facilitator"]["token"]), 403),
        (text(&workshop["join"]["code"]), 401),
    ] {
        assert_eq!(handshake(&server, &path(token), "").await, Some(expected), "{token:?}");
    }
    // A token is good as often as its holder comes, until it ends.
    for _ in 0..2 {
        assert_eq!(handshake(&server, &good, "").await, Some(101));
    }
}

#[tokio::test]
async fn ht38_b15_whatever_is_written_is_text_and_comes_back_as_it_was() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let anna = server.join(&workshop, "Anna", "Ambiente").await;
    let board = board_of(&workshop, "group", Some("Ambiente"));
    let token = text(&anna["token"]);
    let mut socket = server.socket(&board, Some(token)).await.unwrap();
    let marks = "\u{301}".repeat(2_000);
    let words = [
        "<img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "</text><script>alert(1)</script>",
        "]]>",
        "\u{202e}gnirts desrever",
        "nul\0nul",
        "=1+1",
        marks.as_str(),
    ];
    for (n, words) in (0_u64..).zip(words) {
        let note = board::note::Note { text: words.to_owned(), ..Default::default() };
        let put = board::edit::Edit::Put {
            id: format!("n{n}").parse().unwrap(),
            item: board::edit::Item::Note(note),
        };
        let update = board::edit::draft(&[0, 0], 100 + n, &[put]).unwrap();
        socket.send(document(2, &update)).await;
    }
    let content = loop {
        let (_, content) =
            server.call("GET", &format!("/boards/{board}/export.json"), Some(token), None).await;
        if content["notes"].as_object().unwrap().len() == words.len() {
            break content;
        }
    };
    for (n, words) in words.iter().enumerate() {
        assert_eq!(text(&content["notes"][format!("n{n}")]["text"]), *words, "{n}");
    }
    let request = format!(
        "GET /api/v1/boards/{board}/poster.png?paper=A4&dpi=72 HTTP/1.1\r\nAuthorization: Bearer {}\r\n",
        token
    );
    let (status, head, png) = server.raw(&request, b"").await;
    assert_eq!((status, &png[1..4]), (200, &b"PNG"[..]), "{head}");
    assert!(head.to_ascii_lowercase().contains("x-content-type-options: nosniff"));
}

#[tokio::test]
async fn ht37_b22_ids_that_are_none_open_nothing() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let token = text(&workshop["facilitator"]["token"]);
    let long = "a".repeat(20_000);
    let ids = [
        "..",
        "%2e%2e",
        "%2e%2e%2fplenaria.db",
        "%00",
        "*",
        "%3e",
        ".",
        "a%20b",
        "AAAAAAAAAAAAAAAAAAAAAA",
        "aaaaaaaaaaaaaaaaaaaaa",
        "aaaaaaaaaaaaaaaaaaaaaaa",
        "%f0%9f%8c%b2",
        long.as_str(),
    ];
    for id in ids {
        for path in [format!("/boards/{id}"), format!("/boards/{id}/export.json"), format!("/workshops/{id}")]
        {
            let (status, _) = server.call("GET", &path, Some(token), None).await;
            assert!([400, 404, 414, 431].contains(&status), "{status} for {}", &path[..path.len().min(60)]);
        }
        let opened = handshake(&server, &format!("/sync/{id}?token={token}"), "").await;
        assert!(opened.is_none_or(|status| status != 101), "{id}");
    }
    // Ids inside of bodies as well.
    let path = format!("/workshops/{}/collect", text(&workshop["id"]));
    for id in ids {
        let (status, _) =
            server.call("POST", &path, Some(token), Some(json!({ "from": [id], "into": id }))).await;
        assert!((400..500).contains(&status), "{status}");
    }
}

#[tokio::test]
async fn ht39_b24_requests_that_read_two_ways_and_heads_without_end_are_refused() {
    let server = Server::start(&["--greeting-seconds", "2"]);
    let smuggled = "POST /api/v1/join HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    for headers in [
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 5, 6\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
    ] {
        let request = format!("{smuggled}{headers}\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
        let status = status(&server, request.as_bytes()).await;
        assert!(status.is_none_or(|status| (400..500).contains(&status)), "{headers:?}: {status:?}");
    }
    for request in [
        format!("GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: {}\r\n\r\n", "a".repeat(2 << 20)),
        format!("GET /healthz HTTP/1.1\r\nHost: x\r\n{}\r\n", "X-Many: a\r\n".repeat(20_000)),
        format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(2 << 20)),
        "GET /healthz HTTP/1.1\r\nHost: x\r\nBad Header: a\r\n\r\n".to_owned(),
        "\u{0}\u{0}\u{0}\r\n\r\n".to_owned(),
    ] {
        let status = status(&server, request.as_bytes()).await;
        assert!(status.is_none_or(|status| (400..500).contains(&status)), "{status:?}");
    }
    // Neither a name nor an address is believed that anybody can write: links are of the public URL, tries are counted
    // where they come from.
    for n in 0..40 {
        let request = format!(
            "POST /api/v1/join/preview HTTP/1.1\r\nContent-Type: application/json\r\nX-Forwarded-For: 10.0.0.{n}\r\n\
             X-Forwarded-Host: evil.example\r\n"
        );
        let (status, _, _) = server.raw(&request, br#"{"code":"AAAA-AAAA"}"#).await;
        if n == 39 {
            assert_eq!(status, 429, "forty addresses that one claims are one");
        }
    }
    assert_eq!(server.call("GET", "/workshops", Some(ADMIN), None).await.0, 200);
}

#[tokio::test]
async fn ht41_who_sends_broken_frames_again_and_again_has_to_wait_and_nobody_else() {
    let server = Server::start(&["--broken-sockets-per-person", "3"]);
    let workshop = server.workshop().await;
    let eve = server.join(&workshop, "Eve", "Ambiente").await;
    let anna = server.join(&workshop, "Anna", "Ambiente").await;
    let board = board_of(&workshop, "group", Some("Ambiente"));
    for _ in 0..3 {
        let mut socket = server.socket(&board, Some(text(&eve["token"]))).await.unwrap();
        socket.send(document(2, &[1, 200])).await;
        assert_eq!(socket.closed().await, 4400);
    }
    assert_eq!(server.socket(&board, Some(text(&eve["token"]))).await.err(), Some(429));
    let mut late = server.socket(&board, None).await.unwrap();
    late.send([&[102, text(&eve["token"]).len() as u8], text(&eve["token"]).as_bytes()].concat()).await;
    assert_eq!(late.closed().await, 4529, "a code on which clients try again");
    let mut socket = server.socket(&board, Some(text(&anna["token"]))).await.unwrap();
    socket.send(document(2, &crate::common::note(7, "a"))).await;
    server.content_has(&board, text(&anna["token"]), "a").await;
}

#[tokio::test]
async fn rm16_a_frame_larger_than_all_the_space_that_waits_for_a_board_still_gets_in() {
    let server = Server::start(&["--inbox-bytes", "10"]);
    let workshop = server.workshop().await;
    let anna = server.join(&workshop, "Anna", "Ambiente").await;
    let board = board_of(&workshop, "group", Some("Ambiente"));
    let mut socket = server.socket(&board, Some(text(&anna["token"]))).await.unwrap();
    for (client, id) in [(7, "a"), (8, "b"), (9, "c")] {
        socket.send(document(2, &crate::common::note(client, id))).await;
    }
    for id in ["a", "b", "c"] {
        server.content_has(&board, text(&anna["token"]), id).await;
    }
}

/// A frame as clients send it, with a mask that changes nothing.
fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
    [&[first, 0x80 | payload.len() as u8, 0, 0, 0, 0], payload].concat()
}

#[tokio::test]
async fn ht42_a_socket_speaks_websocket_13_and_says_so_to_whoever_does_not() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let anna = server.join(&workshop, "Anna", "Ambiente").await;
    let board = board_of(&workshop, "group", Some("Ambiente"));
    let path = format!("/sync/{board}?token={}", text(&anna["token"]));
    for version in ["", "Sec-WebSocket-Version: 8\r\n"] {
        assert_eq!(status(&server, head(&server, &path, version).as_bytes()).await, Some(426));
    }
    let (code, _, body) = server.raw(&format!("GET {path} HTTP/1.1\r\n"), b"").await;
    assert_eq!((code, crate::common::contains(&body, "upgrade_required")), (426, true));

    // Everything at once, behind the head: a message in two fragments with a ping between them, then a close.
    let sent = [
        head(&server, &path, VERSION).into_bytes(),
        masked(0x02, &[0, 0]),
        masked(0x89, b"hi"),
        masked(0x80, &[1, 0]),
    ];
    let mut stream = TcpStream::connect(&server.address).await.unwrap();
    stream.write_all(&sent.concat()).await.unwrap();
    let mut heard = Vec::new();
    let mut more = [0; 4096];
    let until = |heard: &[u8], wanted: &[u8]| heard.windows(wanted.len()).any(|here| here == wanted);
    // A pong with what the ping had, and the answer to the whole message: a sync step 2.
    while !(until(&heard, b"\x8a\x02hi") && until(&heard, &[0x82, 5, 0, 1, 2, 0, 0])) {
        let read = tokio::time::timeout(std::time::Duration::from_secs(10), stream.read(&mut more)).await;
        let read = read.unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&heard))).unwrap();
        assert!(read > 0, "{}", String::from_utf8_lossy(&heard));
        heard.extend(&more[..read]);
    }
    assert!(until(&heard, b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), "the accepted key of RFC 6455, 1.3");
    stream.write_all(&masked(0x88, &1000_u16.to_be_bytes())).await.unwrap();
    let mut rest = Vec::new();
    tokio::time::timeout(std::time::Duration::from_secs(10), stream.read_to_end(&mut rest))
        .await
        .unwrap()
        .unwrap();
    assert!(rest.ends_with(&[0x88, 2, 3, 0xe8]), "a close is answered, then the line ends: {rest:?}");
}

#[tokio::test]
async fn ht43_who_is_silent_is_given_up_but_not_who_is_not_listened_to() {
    let server = Server::start(&["--silence-seconds", "1", "--frames-per-second", "1"]);
    let workshop = server.workshop().await;
    let anna = server.join(&workshop, "Anna", "Ambiente").await;
    let board = board_of(&workshop, "group", Some("Ambiente"));
    let mut socket = server.socket(&board, Some(text(&anna["token"]))).await.unwrap();
    // Faster than allowed: what comes last lies unread for some seconds.
    for (client, id) in (7..13).zip(["a", "b", "c", "d", "e", "f"]) {
        socket.send(document(2, &crate::common::note(client, id))).await;
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    server.content_has(&board, text(&anna["token"]), "f").await;
    assert_eq!(socket.closed().await, 1006, "silent from here on");
}
