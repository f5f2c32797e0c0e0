//! What belongs together, asked for over HTTP.

use crate::common::{Server, board_of};
use serde_json::{Value, json};

const NOTES: &str = "session,group,author,type,color,text,cluster,votes\n\
    1,Ambiente,P01,note,yellow,Serve più fiducia tra le scuole,,0\n\
    1,Ambiente,P02,note,yellow,serve piu fiducia tra le scuole!,,0\n\
    1,Ambiente,P03,note,yellow,Il fiume attraversa tre comuni,Il fiume,0\n\
    1,Ambiente,P03,note,yellow,Pulire il fiume insieme,,0\n";

#[tokio::test]
async fn ht62_what_belongs_together_is_told_and_nothing_is_moved() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let staff = workshop["facilitator"]["token"].as_str().unwrap();
    let mut body = Vec::new();
    let part = "--x\r\nContent-Disposition: form-data; name=\"notes\"; filename=\"notes.csv\"\r\n\r\n";
    body.extend_from_slice(format!("{part}{NOTES}\r\n--x--\r\n").as_bytes());
    let head = format!(
        "POST /api/v1/workshops/{}/import HTTP/1.1\r\nAuthorization: Bearer {staff}\r\nContent-Type: multipart/form-data; boundary=x\r\n",
        workshop["id"].as_str().unwrap()
    );
    assert_eq!(server.raw(&head, &body).await.0, 200);
    let board = board_of(&workshop, "group", Some("Ambiente"));
    let content =
        async || server.call("GET", &format!("/boards/{board}/export.json"), Some(staff), None).await.1;
    let before = content().await;

    let head = format!(
        "POST /api/v1/boards/{board}/suggest HTTP/1.1\r\nAuthorization: Bearer {staff}\r\nAccept-Language: it\r\n"
    );
    let (status, _, answer) = server.raw(&head, b"{}").await;
    let answer: Value = serde_json::from_slice(&answer).unwrap();
    assert_eq!(status, 200, "{answer}");
    let texts = |ids: &Value| -> Vec<String> {
        let text = |id: &Value| before["notes"][id.as_str().unwrap()]["text"].as_str().unwrap().to_owned();
        let mut texts: Vec<String> = ids.as_array().unwrap().iter().map(text).collect();
        texts.sort();
        texts
    };
    let [same] = answer["duplicates"].as_array().unwrap().as_slice() else { panic!("{answer}") };
    assert_eq!(
        texts(&same["notes"]),
        ["Serve più fiducia tra le scuole", "serve piu fiducia tra le scuole!"]
    );
    assert_eq!((&same["why"], &same["because"]["kind"]), (&json!("le stesse parole"), &json!("same_words")));
    let river = answer["clusters"].as_array().unwrap().iter().find(|one| one["title"] == "Il fiume").unwrap();
    assert_eq!(texts(&river["notes"]), ["Pulire il fiume insieme"]);
    assert!(before["clusters"].get(river["cluster"].as_str().unwrap()).is_some());

    let path = format!("/boards/{board}/suggest");
    let themes: Vec<String> = (0..65).map(|n| format!("tema {n}")).collect();
    assert_eq!(server.call("POST", &path, Some(staff), Some(json!({ "themes": themes }))).await.0, 422);
    let stranger = server.join(&workshop, "Bruno", "Cultura").await;
    let token = stranger["token"].as_str();
    assert_eq!(server.call("POST", &path, token, Some(json!({}))).await.0, 403);
    assert_eq!(content().await, before);
}
