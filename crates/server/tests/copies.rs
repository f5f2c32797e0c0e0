//! The compressed copy of a board, for pages that have nothing of it.

use std::io::Read;

use crate::common::{Server, board_of, contains, document, note};
use flate2::read::GzDecoder;
use yrs::updates::decoder::Decode;
use yrs::{Doc, Map, ReadTxn, Transact, Update};

async fn state(server: &Server, board: &str, token: &str, more: &str) -> (u16, String, Vec<u8>) {
    let request =
        format!("GET /api/v1/boards/{board}/state HTTP/1.1\r\nAuthorization: Bearer {token}\r\n{more}");
    server.raw(&request, b"").await
}

fn notes(update: &[u8]) -> u32 {
    let doc = Doc::new();
    let notes = doc.get_or_insert_map("notes");
    let mut txn = doc.transact_mut();
    txn.apply_update(Update::decode_v1(update).unwrap()).unwrap();
    assert!(txn.store().pending_update().is_none(), "nothing is missing in between");
    notes.len(&txn)
}

#[tokio::test]
async fn ht27_the_copy_of_a_board_is_whole_newest_and_only_for_those_who_may_open_it() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let anna = server.join(&workshop, "Anna", "Ambiente").await;
    let carla = server.join(&workshop, "Carla", "Cultura").await;
    let token = anna["token"].as_str().unwrap();
    let board = board_of(&workshop, "group", Some("Ambiente"));
    let mut socket = server.socket(&board, Some(token)).await.unwrap();
    let mut other = server.socket(&board, Some(token)).await.unwrap();
    socket.send(document(2, &note(7, "parco"))).await;
    assert!(contains(&other.update().await, "parco"));

    let gzip = "Accept-Encoding: gzip\r\n";
    let (status, head, copy) = state(&server, &board, token, gzip).await;
    assert_eq!(status, 200);
    assert!(head.contains("content-encoding: gzip") && head.contains("cache-control: no-store"), "{head}");
    let mut plain = Vec::new();
    GzDecoder::new(&copy[..]).read_to_end(&mut plain).unwrap();
    assert_eq!(notes(&plain), 1);
    assert_eq!(state(&server, &board, token, gzip).await.2, copy, "the same copy serves the next one");
    let (_, head, bare) = state(&server, &board, token, "").await;
    assert!(!head.contains("content-encoding"), "{head}");
    assert_eq!(bare, plain);

    socket.send(document(2, &note(8, "bosco"))).await;
    assert!(contains(&other.update().await, "bosco"));
    let (_, _, newer) = state(&server, &board, token, "").await;
    assert_eq!(notes(&newer), 2);
    let (_, _, copy) = state(&server, &board, token, gzip).await;
    plain.clear();
    GzDecoder::new(&copy[..]).read_to_end(&mut plain).unwrap();
    assert_eq!(plain, newer, "a copy made before is not given out after");

    assert_eq!(state(&server, &board, carla["token"].as_str().unwrap(), gzip).await.0, 403);
    assert_eq!(server.call("GET", &format!("/boards/{board}/state"), None, None).await.0, 401);
}
