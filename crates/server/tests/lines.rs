//! Lines that break in the middle of a request, and what is counted of those that hold.

use std::time::Duration;

use crate::common::{Server, board_of, document, note};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Requests that are cut off, each a little later than the one before: some of them while they are being stored.
const HANGUPS: u64 = 200;

#[tokio::test]
async fn ht23_a_workshop_takes_people_after_others_have_hung_up_while_joining() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let body = json!({ "code": workshop["join"]["code"], "name": "Anna", "group": "Ambiente" }).to_string();
    let request = format!(
        "POST /api/v1/join HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    for n in 0..HANGUPS {
        let mut stream = TcpStream::connect(&server.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        // Not waiting for anything: this is the moment at which the line breaks.
        std::thread::sleep(Duration::from_micros(n % 40 * 50));
        drop(stream);
    }
    server.join(&workshop, "Bruno", "Ambiente").await;
}

#[tokio::test]
async fn ht30_a_frame_is_counted_once() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let anna = server.join(&workshop, "Anna", "Ambiente").await;
    let board = board_of(&workshop, "group", Some("Ambiente"));
    let token = anna["token"].as_str();
    let mut writer = server.socket(&board, token).await.unwrap();
    let mut reader = server.socket(&board, token).await.unwrap();
    writer.send(document(2, &note(7, "uno"))).await;
    // Whoever sees the note has greeted, and so has who wrote it: two greetings and an edit.
    reader.update().await;
    let (_, _, metrics) = server.raw("GET /metrics HTTP/1.1\r\n", b"").await;
    let metrics = String::from_utf8(metrics).unwrap();
    assert!(metrics.contains("\nplenaria_frames_received_total 3\n"), "{metrics}");
}

#[tokio::test]
async fn ht31_b11_a_request_that_never_gets_ready_is_given_up() {
    let server = Server::start(&["--greeting-seconds", "1"]);
    let mut silent = TcpStream::connect(&server.address).await.unwrap();
    let mut slow = TcpStream::connect(&server.address).await.unwrap();
    slow.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ").await.unwrap();
    for stream in [&mut silent, &mut slow] {
        // Something like 408 may come first; what counts is the end.
        let mut rest = Vec::new();
        tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut rest)).await.unwrap().ok();
    }
    let (status, ..) = server.raw("GET /healthz HTTP/1.1\r\n", b"").await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn ht32_b11_beyond_the_bound_connections_wait_for_a_place_sockets_included() {
    let server = Server::start(&["--connections", "1"]);
    let workshop = server.workshop().await;
    let anna = server.join(&workshop, "Anna", "Ambiente").await;
    let board = board_of(&workshop, "group", Some("Ambiente"));
    let socket = server.socket(&board, anna["token"].as_str()).await.unwrap();
    let mut waiting = TcpStream::connect(&server.address).await.unwrap();
    waiting.write_all(b"GET /healthz HTTP/1.0\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    let early = tokio::time::timeout(Duration::from_millis(500), waiting.read_to_string(&mut answer)).await;
    assert!(early.is_err(), "served beside the socket: {answer}");
    drop(socket);
    tokio::time::timeout(Duration::from_secs(20), waiting.read_to_string(&mut answer))
        .await
        .unwrap()
        .unwrap();
    assert!(answer.ends_with("ok\n"), "{answer}");
}
