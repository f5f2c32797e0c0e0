//! What people read from the server, in each of our languages.

use crate::common::{ADMIN, Server, text};
use serde_json::{Value, json};

const LANGUAGES: [&str; 5] = ["en", "it", "fr", "de", "es"];

/// What a request is answered, asked for in a language.
async fn said(server: &Server, language: &str, request: &str, body: &[u8]) -> Value {
    let (_, _, body) = server.raw(&format!("{request}Accept-Language: {language}\r\n"), body).await;
    serde_json::from_slice(&body).unwrap()
}

#[tokio::test]
async fn ht50_a_refusal_is_said_in_the_language_of_who_asks_and_its_code_is_the_same() {
    let server = Server::start(&[]);
    let join = "POST /api/v1/join/preview HTTP/1.1\r\nContent-Type: application/json\r\n";
    let mut messages = Vec::new();
    for language in LANGUAGES {
        let refusal = said(&server, language, join, br#"{"code":"XXXXXXXX"}"#).await;
        assert_eq!(refusal["code"], "unknown_code");
        messages.push(text(&refusal["message"]).to_owned());
    }
    assert_eq!(
        messages[0],
        "This code does not open a workshop. Check it with who facilitates and try again."
    );
    assert_eq!(
        messages[2],
        "Ce code n’ouvre aucun atelier. Vérifiez-le avec la personne qui anime et réessayez."
    );
    messages.sort();
    messages.dedup();
    assert_eq!(messages.len(), LANGUAGES.len());
}

#[tokio::test]
async fn ht50_so_are_the_rows_of_an_import_that_need_a_look() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let request = format!(
        "POST /api/v1/workshops/{}/import HTTP/1.1\r\nAuthorization: Bearer {}\r\nContent-Type: multipart/form-data; boundary=b\r\n",
        text(&workshop["id"]),
        text(&workshop["facilitator"]["token"])
    );
    let table = "session,group,author,type,color,text,cluster,votes\r\nx,Ambiente,P01,note,yellow,uno,,0\r\n";
    let body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"notes\"; filename=\"notes.csv\"\r\n\r\n{table}\r\n--b--\r\n"
    );
    for (language, reason, message) in [
        (
            "en",
            "session is \"x\", but should be a whole number from 1 to 1000",
            "Nothing was imported: 1 row needs a look.",
        ),
        (
            "fr",
            "session vaut «\u{a0}x\u{a0}», mais devrait être un nombre entier de 1 à 1000",
            "Rien n’a été importé\u{a0}: 1 ligne est à revoir.",
        ),
        (
            "de",
            "session ist „x“, sollte aber eine ganze Zahl von 1 bis 1000 sein",
            "Nichts wurde importiert: 1 Zeile ist durchzusehen.",
        ),
        (
            "es",
            "session es «x», pero debería ser un número entero del 1 al 1000",
            "No ha entrado nada: hay que revisar 1 línea.",
        ),
    ] {
        let refusal = said(&server, language, &request, body.as_bytes()).await;
        assert_eq!(refusal["rows"][0], json!({ "file": "notes", "line": 2, "reason": reason }));
        assert!(text(&refusal["message"]).starts_with(message), "{refusal}");
        assert!(text(&refusal["message"]).contains(reason), "{refusal}");
    }
}

#[tokio::test]
async fn wk8_a_workshop_names_its_boards_in_its_language_and_says_it_to_newcomers() {
    let server = Server::start(&[]);
    for (language, plenary, canvas) in [
        ("en", "Plenary", "Canvas"),
        ("it", "Plenaria", "Canvas"),
        ("fr", "Plénière", "Canevas"),
        ("de", "Plenum", "Canvas"),
        ("es", "Plenaria", "Lienzo"),
    ] {
        let wish = json!({ "title": "Prova", "language": language, "groups": ["A"] });
        let (_, made) = server.call("POST", "/workshops", Some(ADMIN), Some(wish)).await;
        let titles = |kind: &str| {
            let boards = made["boards"].as_array().unwrap().iter();
            boards.filter(|board| board["kind"] == kind).map(|board| text(&board["title"]).to_owned()).next()
        };
        assert_eq!(titles("plenary").as_deref(), Some(plenary));
        assert_eq!(titles("canvas").as_deref(), Some(canvas));
        let door = json!({ "code": made["join"]["code"] });
        assert_eq!(server.call("POST", "/join/preview", None, Some(door)).await.1["language"], language);
    }
    let unknown = json!({ "title": "Prova", "language": "pl" });
    let (_, made) = server.call("POST", "/workshops", Some(ADMIN), Some(unknown)).await;
    let path = format!("/workshops/{}", text(&made["id"]));
    let facilitator = text(&made["facilitator"]["token"]);
    assert_eq!(server.call("GET", &path, Some(facilitator), None).await.1["language"], "it");
}
