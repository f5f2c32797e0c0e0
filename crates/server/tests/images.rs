//! Pictures that people put on boards.

use crate::common::{Server, board_of, text};
use serde_json::Value;

/// A PNG of 2 by 2 pixels, red, green, blue and white.
const DOT: &[u8] = include_bytes!("../../../tests/data/pictures/dot.png");

async fn upload(server: &Server, board: &str, token: &str, head: &str, bytes: &[u8]) -> (u16, Value) {
    let request =
        format!("POST /api/v1/boards/{board}/images HTTP/1.1\r\nAuthorization: Bearer {token}\r\n{head}");
    let (status, _, body) = server.raw(&request, bytes).await;
    (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
}

async fn get(server: &Server, board: &str, token: &str, image: &str) -> (u16, String, Vec<u8>) {
    let request =
        format!("GET /api/v1/boards/{board}/images/{image} HTTP/1.1\r\nAuthorization: Bearer {token}\r\n");
    server.raw(&request, &[]).await
}

#[tokio::test]
async fn ht47_whoever_adds_notes_adds_pictures_and_whoever_opens_a_board_gets_them() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let board = board_of(&workshop, "group", Some("Ambiente"));
    let anna = server.join(&workshop, "Anna", "Ambiente").await;
    let (status, made) = upload(&server, &board, text(&anna["token"]), "", DOT).await;
    assert_eq!((status, &made["width"], &made["height"]), (201, &2.into(), &2.into()), "{made}");
    let image = text(&made["image"]);
    let (status, again) = upload(&server, &board, text(&anna["token"]), "", DOT).await;
    assert_eq!((status, &again["image"]), (201, &made["image"]));

    let (status, head, bytes) = get(&server, &board, text(&anna["token"]), image).await;
    let head = head.to_ascii_lowercase();
    assert_eq!(status, 200);
    assert!(bytes.starts_with(b"\x89PNG"));
    for line in [
        "content-type: image/png",
        "x-content-type-options: nosniff",
        "content-security-policy: sandbox; default-src 'none'",
        "content-disposition: attachment",
        "cache-control: private, max-age=31536000, immutable",
    ] {
        assert!(head.contains(line), "{line} in {head}");
    }

    // Another workshop's people know the name, and get nothing by it.
    let other = server.workshop().await;
    let bob = server.join(&other, "Bob", "Ambiente").await;
    let bobs = board_of(&other, "group", Some("Ambiente"));
    assert_eq!(get(&server, &board, text(&bob["token"]), image).await.0, 403);
    assert_eq!(get(&server, &bobs, text(&bob["token"]), image).await.0, 404);
    assert_eq!(get(&server, &board, "nobody", image).await.0, 401);
    for name in ["..%2f..%2fetc%2fpasswd", "CON", &image.to_uppercase(), &image[..63], &"0".repeat(64)] {
        assert_eq!(get(&server, &board, text(&anna["token"]), name).await.0, 404, "{name}");
    }
}

#[tokio::test]
async fn ht47_who_only_reads_or_comments_adds_no_pictures() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let board = board_of(&workshop, "group", Some("Ambiente"));
    let anna = server.join(&workshop, "Anna", "Ambiente").await;
    let facilitator = text(&workshop["facilitator"]["token"]);
    for (role, expected) in [("viewer", 403), ("commenter", 403), ("contributor", 201)] {
        let path =
            format!("/workshops/{}/participants/{}", text(&workshop["id"]), text(&anna["participant"]));
        let wish = serde_json::json!({ "role": role });
        assert_eq!(server.call("PATCH", &path, Some(facilitator), Some(wish)).await.0, 200);
        assert_eq!(upload(&server, &board, text(&anna["token"]), "", DOT).await.0, expected, "{role}");
    }
}

#[tokio::test]
async fn ht47_a_workshop_takes_so_many_pictures_and_so_many_bytes() {
    for flags in [["--images-per-workshop", "1"], ["--image-bytes-per-workshop", "100"]] {
        let server = Server::start(&flags);
        let workshop = server.workshop().await;
        let board = board_of(&workshop, "group", Some("Ambiente"));
        let facilitator = text(&workshop["facilitator"]["token"]);
        let first = upload(&server, &board, facilitator, "", DOT).await;
        let wide: &[u8] = include_bytes!("../../../tests/data/pictures/wide.png");
        let (status, refusal) = upload(&server, &board, facilitator, "", wide).await;
        assert_eq!((first.0, status, text(&refusal["code"])), (201, 409, "full"), "{refusal}");
        // What is there already takes no place.
        assert_eq!(upload(&server, &board, facilitator, "", DOT).await.0, 201);
    }
}

#[tokio::test]
async fn ht48_b18_hostile_uploads_are_refused_in_plain_words_and_nothing_of_their_names_is_used() {
    let server = Server::start(&["--image-bytes", "5000"]);
    let workshop = server.workshop().await;
    let board = board_of(&workshop, "group", Some("Ambiente"));
    let anna = server.join(&workshop, "Anna", "Ambiente").await;
    let token = text(&anna["token"]);
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    for (head, bytes, expected) in [
        ("Content-Type: image/svg+xml\r\n", &svg[..], (415, "no_picture")),
        ("Content-Type: image/png\r\n", &svg[..], (415, "no_picture")),
        ("Content-Type: image/png\r\n", &DOT[..DOT.len() / 2], (415, "no_picture")),
        ("", &[0; 6000], (413, "too_large")),
        ("", b"", (415, "no_picture")),
    ] {
        let (status, refusal) = upload(&server, &board, token, head, bytes).await;
        assert_eq!((status, text(&refusal["code"])), expected, "{head}");
        assert!(text(&refusal["message"]).len() > 20);
    }
    let long = format!("Content-Disposition: attachment; filename=\"{}\"\r\n", "x".repeat(4000));
    let names = ["../../etc/x", "CON", "a\\..\\b"]
        .map(|name| format!("Content-Disposition: attachment; filename=\"{name}\"\r\n"));
    for head in names.iter().chain([&long]) {
        let (status, made) = upload(&server, &board, token, head, DOT).await;
        assert_eq!((status, text(&made["image"]).len()), (201, 64));
    }
}

#[tokio::test]
async fn ht47_a_poster_shows_the_pictures_of_its_board() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let board = board_of(&workshop, "group", Some("Ambiente"));
    let anna = server.join(&workshop, "Anna", "Ambiente").await;
    let token = text(&anna["token"]);
    let (_, made) = upload(&server, &board, token, "", DOT).await;
    let mut socket = server.socket(&board, Some(token)).await.unwrap();
    socket
        .send(crate::common::document(2, &crate::common::image_mark(9, "foto", text(&made["image"]))))
        .await;
    let path = format!("/boards/{board}/export.json");
    let kept = loop {
        let (_, content) = server.call("GET", &path, Some(token), None).await;
        if content["marks"]["foto"]["kind"] == "image" {
            break content["marks"]["foto"].clone();
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    };
    assert_eq!(kept["image"], made["image"]);
    let request = format!(
        "GET /api/v1/boards/{board}/poster.png?paper=A4&dpi=36 HTTP/1.1\r\nAuthorization: Bearer {token}\r\n"
    );
    let (status, _, bytes) = server.raw(&request, &[]).await;
    assert_eq!(status, 200);
    let sheet = picture::pixels(&bytes, 4_000).unwrap();
    let is_red = |pixel: &[u8]| pixel[0] > 200 && pixel[1] < 60 && pixel[2] < 60;
    assert!(sheet.rgba.chunks_exact(4).any(is_red), "the red corner of the picture");
}
