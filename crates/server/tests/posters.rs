//! Posters as they are asked for: sizes, files, choices, sheet sets, fonts of a folder, and who leaves in the middle.

use std::process::Command;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::common::{Server, board_of, text};

const NOTES: &str = "session,group,author,type,color,text,cluster,votes\r\n";

#[tokio::test]
async fn ht14_the_poster_has_the_size_that_was_asked_for() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    server.import(&workshop, &[("notes", &format!("{NOTES}1,Ambiente,,note,yellow,uno,,0\r\n"))]).await;
    let board = board_of(&workshop, "group", Some("Ambiente"));
    let get = |query: &str| {
        format!(
            "GET /api/v1/boards/{board}/poster.png?{query} HTTP/1.1\r\nAuthorization: Bearer {}\r\n",
            text(&workshop["facilitator"]["token"])
        )
    };
    let (status, head, png) =
        server.raw(&get("paper=A4&orientation=portrait&dpi=100&title=Prova"), b"").await;
    assert_eq!((status, &png[1..4]), (200, &b"PNG"[..]));
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!((side(16), side(20)), (827, 1169));
    let tag = head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
    let again =
        format!("{}If-None-Match: {tag}\r\n", get("paper=A4&orientation=portrait&dpi=100&title=Prova"));
    assert_eq!(server.raw(&again, b"").await.0, 304);
    for query in ["paper=A9", "dpi=9000", "orientation=sideways"] {
        assert_eq!(server.raw(&get(query), b"").await.0, 400, "{query}");
    }
}

#[tokio::test]
async fn ht97_a_poster_is_a_pdf_too_and_says_how_well_it_could_be_read() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let rows = "1,Ambiente,,note,yellow,uno,Acqua,0\r\n1,Ambiente,,note,yellow,due,Terra,0\r\n";
    server.import(&workshop, &[("notes", &format!("{NOTES}{rows}"))]).await;
    let board = board_of(&workshop, "group", Some("Ambiente"));
    let token = text(&workshop["facilitator"]["token"]);
    let get = async |file: &str| {
        let head =
            format!("GET /api/v1/boards/{board}/poster.{file} HTTP/1.1\r\nAuthorization: Bearer {token}\r\n");
        server.raw(&head, b"").await
    };
    let (status, head, pdf) = get("pdf?paper=A4&title=Prova").await;
    assert_eq!((status, &pdf[..8]), (200, &b"%PDF-1.7"[..]));
    assert!(head.contains("content-type: application/pdf") && head.contains(".pdf\""), "{head}");
    assert!(get("pdf?paper=A4&title=Prova").await.2 == pdf, "the same board, the same file");
    assert!(get("pdf?paper=A4&title=Prova&crop_marks=true").await.2 != pdf);

    let (status, head, svg) = get("svg?paper=A4&title=Prova").await;
    assert_eq!((status, &svg[..5]), (200, &b"<svg "[..]));
    assert!(head.contains("content-type: image/svg+xml") && head.contains("attachment"), "{head}");

    let (status, _, found) = get("json?paper=A4").await;
    let found: serde_json::Value = serde_json::from_slice(&found).unwrap();
    assert_eq!((status, &found["notes"], &found["missing_glyphs"]), (200, &json!(2), &json!(0)), "{found}");
    let clusters = found["clusters"].as_array().unwrap();
    let water = clusters.iter().find(|cluster| cluster["title"] == "Acqua").unwrap();
    let part = get(&format!("json?paper=A4&cluster={}", text(&water["id"]))).await.2;
    let part: serde_json::Value = serde_json::from_slice(&part).unwrap();
    assert_eq!(part["notes"], 1, "{part}");
    for query in ["pdf?cluster=weg", "json?paper=A9", "pdf?cluster=%00"] {
        assert_eq!(get(query).await.0, 400, "{query}");
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() { (byte as char).to_string() } else { format!("%{byte:02X}") }
            },
        )
        .collect()
}

#[tokio::test]
async fn ht110_what_one_chooses_is_on_the_poster_or_refused_in_words() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let rows = "1,Ambiente,Ada,note,yellow,uno,Acqua,2\r\n1,Ambiente,Ada,note,green,due,Terra,0\r\n";
    server.import(&workshop, &[("notes", &format!("{NOTES}{rows}"))]).await;
    let board = board_of(&workshop, "group", Some("Ambiente"));
    let token = text(&workshop["facilitator"]["token"]);
    let get = async |path: &str| {
        let head = format!("GET /api/v1{path} HTTP/1.1\r\nAuthorization: Bearer {token}\r\n");
        server.raw(&head, b"").await
    };
    let poster = async |file: &str| get(&format!("/boards/{board}/poster.{file}")).await;
    let found = async |query: &str| -> Value {
        serde_json::from_slice(&poster(&format!("json?paper=A4&{query}")).await.2).unwrap()
    };
    let whole = found("").await;
    assert_eq!(whole["colours"], json!(["yellow", "green"]), "{whole}");
    assert!(text(&whole["subtitle"]).contains("Ambiente"), "{whole}");
    let (across, down) =
        (whole["chart"]["across"].as_array().unwrap(), whole["chart"]["down"].as_array().unwrap());
    assert!(across.len() >= 2 && down.len() >= 2);
    // Nothing has its middle beyond the right edge of everything.
    let right = across.last().unwrap()[1].as_f64().unwrap();
    assert_eq!(found(&format!("area={},0,100,100", right + 1000.0)).await["notes"], 0);
    assert_eq!(found("area=-100000,-100000,900000,900000").await["notes"], 2);

    let said =
        async |query: &str| String::from_utf8(poster(&format!("svg?paper=A4&{query}")).await.2).unwrap();
    let plain = said("").await;
    let legend = encoded(r#"{"yellow":"Problemi","green":""}"#);
    assert!(!plain.contains("Ada") && !plain.contains("Problemi"));
    assert!(said("credits=people").await.contains("Ada"));
    assert!(said("credits=groups").await.matches("Ambiente").count() > plain.matches("Ambiente").count());
    assert!(said(&format!("legend={legend}")).await.contains("Problemi"));
    assert!(said("subtitle=Una%20riga").await.contains("Una riga"));
    assert!(!said("subtitle=").await.contains("Ambiente"));
    assert!(said("theme=ink-saving").await != plain);
    assert!(said("text=text").await.contains("<text "));
    assert!(poster("pdf?paper=A4&emoji=pictures").await.0 == 200);
    let (status, head, jpeg) = poster("jpg?paper=A4&dpi=60").await;
    assert_eq!((status, &jpeg[..3]), (200, &[0xff, 0xd8, 0xff][..]));
    assert!(head.contains("content-type: image/jpeg") && head.contains(".jpg"), "{head}");

    let picture =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/pictures/dot.png")).unwrap();
    let head = format!("POST /api/v1/boards/{board}/images HTTP/1.1\r\nAuthorization: Bearer {token}\r\n");
    let added: Value = serde_json::from_slice(&server.raw(&head, &picture).await.2).unwrap();
    let logos = encoded(&json!([{"image": added["image"], "says": "Comune di Valverde"}]).to_string());
    assert!(said(&format!("logos={logos}")).await.contains("Comune di Valverde"));
    let strange = encoded(&json!([{"image": "0".repeat(64)}]).to_string());
    for query in [
        "dpi=many",
        "theme=rainbow",
        "credits=all",
        "area=1,2,3",
        "legend=x",
        "logos=x",
        "text=runes",
        &format!("logos={strange}"),
    ] {
        let (status, _, body) = poster(&format!("svg?paper=A4&{query}")).await;
        let body: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!((status, text(&body["code"])), (400, "bad_request"), "{query} {body}");
    }
    assert_eq!(poster("pdf?emoji=smoke").await.0, 400);
}

#[tokio::test]
async fn ht111_several_boards_are_sheets_of_one_file_for_who_may_see_them_all() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let rows = "1,Ambiente,,note,yellow,uno,,0\r\n1,Cultura,,note,yellow,due,,0\r\n";
    server.import(&workshop, &[("notes", &format!("{NOTES}{rows}"))]).await;
    let boards = ["Ambiente", "Cultura"].map(|group| board_of(&workshop, "group", Some(group)));
    let anna = server.join(&workshop, "Anna", "Ambiente").await;
    let id = text(&workshop["id"]);
    let get = async |workshop: &str, token: &str, query: &str| {
        let path = format!("/workshops/{workshop}/posters.pdf?paper=A4&{query}");
        server.raw(&format!("GET /api/v1{path} HTTP/1.1\r\nAuthorization: Bearer {token}\r\n"), b"").await
    };
    let token = text(&workshop["facilitator"]["token"]);
    let both = format!("crop_marks=false&boards={}", boards.join(","));
    let (status, head, pdf) = get(id, token, &both).await;
    assert_eq!((status, &pdf[..8]), (200, &b"%PDF-1.7"[..]), "{head}");
    let count = |pdf: &[u8]| pdf.windows(10).filter(|part| part == b"/MediaBox[").count();
    let one = get(id, token, &format!("boards={}", boards[0])).await.2;
    assert_eq!(count(&pdf), 2 * count(&one).max(1), "two pages");
    let tag = head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
    let path = format!("/api/v1/workshops/{id}/posters.pdf?paper=A4&{both}");
    let again = format!("GET {path} HTTP/1.1\r\nAuthorization: Bearer {token}\r\nIf-None-Match: {tag}\r\n");
    assert_eq!(server.raw(&again, b"").await.0, 304);

    assert_eq!(get(id, text(&anna["token"]), &both).await.0, 403, "not her group's");
    assert_eq!(get(id, text(&anna["token"]), &format!("boards={}", boards[0])).await.0, 200);
    let other = server.workshop().await;
    assert_eq!(get(text(&other["id"]), text(&other["facilitator"]["token"]), &both).await.0, 403);
    for query in ["boards=", "", "boards=,,", &format!("boards={}", vec!["x"; 200].join(","))] {
        assert_eq!(get(id, token, query).await.0, 400, "{query}");
    }
}

#[tokio::test]
async fn ht112_who_leaves_ends_the_drawing_and_others_go_on() {
    let server = Server::start(&["--posters-at-once", "1", "--posters-waiting", "2"]);
    let workshop = server.workshop().await;
    let rows: String =
        (0..60).map(|i| format!("1,Ambiente,,note,yellow,nota {i} con qualche parola,,0\r\n")).collect();
    server.import(&workshop, &[("notes", &format!("{NOTES}{rows}"))]).await;
    let board = board_of(&workshop, "group", Some("Ambiente"));
    let token = text(&workshop["facilitator"]["token"]);
    let drawn = async || {
        let metrics = String::from_utf8(server.raw("GET /metrics HTTP/1.1\r\n", b"").await.2).unwrap();
        let line =
            metrics.lines().find(|line| line.starts_with("plenaria_posters_total")).unwrap().to_owned();
        line.rsplit(' ').next().unwrap().parse::<f64>().unwrap()
    };
    let before = drawn().await;
    for _ in 0..3 {
        let mut stream = TcpStream::connect(&server.address).await.unwrap();
        let head = format!(
            "GET /api/v1/boards/{board}/poster.png?paper=A0&dpi=600 HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {token}\r\n\r\n",
            server.address
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        // The first rows are on their way: the answer does not wait for the last.
        let mut first = vec![0; 4096];
        stream.read_exact(&mut first).await.unwrap();
        assert!(first.starts_with(b"HTTP/1.1 200"));
        drop(stream);
    }
    let small = format!(
        "GET /api/v1/boards/{board}/poster.png?paper=A4&dpi=30 HTTP/1.1\r\nAuthorization: Bearer {token}\r\n"
    );
    assert_eq!(server.raw(&small, b"").await.0, 200);
    assert_eq!(drawn().await - before, 1.0, "none of those that were left was drawn to its end");
}

/// What a server that does not start says.
fn refused(flags: &[&str]) -> String {
    let data = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenaria"));
    command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data.path()).args(flags);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr).unwrap()
}

#[tokio::test]
async fn ht113_fonts_of_a_folder_are_drawn_with_and_an_empty_folder_is_told() {
    let fonts = tempfile::tempdir().unwrap();
    let empty = fonts.path().to_str().unwrap().to_owned();
    let said = refused(&["--fonts", &empty]);
    assert!(said.contains("has no font") && said.contains(&empty), "{said}");
    let missing = refused(&["--fonts", "/nirgends/da"]);
    assert!(missing.contains("/nirgends/da"), "{missing}");

    std::fs::copy(
        concat!(env!("CARGO_MANIFEST_DIR"), "/../publish/tests/data/cjk.otf"),
        fonts.path().join("cjk.otf"),
    )
    .unwrap();
    for (flags, boxes) in [(vec![], 2), (vec!["--fonts", &empty], 0)] {
        let server = Server::start(&flags);
        let workshop = server.workshop().await;
        server.import(&workshop, &[("notes", &format!("{NOTES}1,Ambiente,,note,yellow,会議,,0\r\n"))]).await;
        let board = board_of(&workshop, "group", Some("Ambiente"));
        let token = text(&workshop["facilitator"]["token"]);
        let (_, found) =
            server.call("GET", &format!("/boards/{board}/poster.json?paper=A4"), Some(token), None).await;
        assert_eq!(found["missing_glyphs"], boxes, "{found}");
    }
}
