//! What was decided for many boards is done on all of them, a crash in the middle included.

use std::time::Duration;

use crate::common::{Server, board_of};
use serde_json::json;
use store::sqlite::{Options, Sqlite};
use store::{Put, Registry};

fn errand(board: &str, id: &str, text: &str) -> Put {
    let note = json!({ "kind": "note", "text": text, "pos": [0, 0], "size": [200, 200], "color": "yellow", "z": "a0" });
    let edits = json!([{ "put": { "id": id, "item": note } }]);
    Put::set(format!("errand/{id}"), serde_json::to_vec(&json!({ "board": board, "edits": edits })).unwrap())
}

#[tokio::test]
async fn im8_what_a_crash_left_of_an_import_comes_in_at_the_next_start_once() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let boards =
        [board_of(&workshop, "group", Some("Ambiente")), board_of(&workshop, "group", Some("Cultura"))];
    let data = server.kill();
    {
        let store = Sqlite::open(data.path(), &Options::default()).unwrap();
        let puts = boards.iter().zip(["uno", "due"]).map(|(board, id)| errand(board, id, "dal file"));
        store.commit(puts.collect()).await.unwrap();
    }
    let server = Server::over(data, &[]);
    let token = workshop["facilitator"]["token"].as_str();
    for (board, id) in boards.iter().zip(["uno", "due"]) {
        let arrived = async {
            loop {
                let (status, view) =
                    server.call("GET", &format!("/boards/{board}/export.json"), token, None).await;
                assert_eq!(status, 200, "{view}");
                if view["notes"][id]["text"] == "dal file" {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), arrived).await.unwrap();
    }
    let data = server.kill();
    let store = Sqlite::open(data.path(), &Options::default()).unwrap();
    assert_eq!(store.list("errand/").await.unwrap(), [], "done means done");
}
