//! The engine fails: rules HT33 and HT34, rows F15 and F16 of docs/spec.md. Faults on purpose exist in debug builds only.

use std::time::{Duration, Instant};

use crate::common::{ADMIN, Server, Socket, board_of, contains, document, note, text};
use serde_json::Value;

struct Scene {
    server: Server,
    workshop: Value,
    anna: Value,
    /// Where things go wrong, and another.
    board: String,
    other: String,
}

impl Scene {
    async fn new(fault: &str) -> Scene {
        let server = Server::with(&[], &[("PLENARIA_FAULT", fault)]);
        let workshop = server.workshop().await;
        let anna = server.join(&workshop, "Anna", "Ambiente").await;
        let (board, other) =
            (board_of(&workshop, "group", Some("Ambiente")), board_of(&workshop, "group", Some("Cultura")));
        Scene { server, workshop, anna, board, other }
    }

    async fn socket(&self, board: &str) -> Socket {
        let token =
            if board == self.board { &self.anna["token"] } else { &self.workshop["facilitator"]["token"] };
        self.server.socket(board, Some(text(token))).await.unwrap()
    }

    async fn content(&self, board: &str) -> Value {
        let token = Some(text(&self.workshop["facilitator"]["token"]));
        self.server.call("GET", &format!("/boards/{board}/export.json"), token, None).await.1
    }

    /// The other board takes an edit and shows it, while things go wrong.
    async fn other_goes_on(&self, writer: &mut Socket, reader: &mut Socket, id: u64) {
        writer.send(document(2, &note(id, &format!("altrove-{id}")))).await;
        assert!(contains(&reader.update().await, &format!("altrove-{id}")));
    }
}

#[tokio::test]
async fn ht33_f15_a_panic_costs_one_board_a_reconnect() {
    let scene = Scene::new("panic 1 polvere").await;
    let (mut writer, mut reader) = (scene.socket(&scene.other).await, scene.socket(&scene.other).await);
    let mut a = scene.socket(&scene.board).await;
    a.send(document(2, &note(7, "prima"))).await;
    a.send(document(2, &note(8, "polvere"))).await;
    assert_eq!(a.closed().await, 1012);
    let began = Instant::now();
    scene.other_goes_on(&mut writer, &mut reader, 20).await;
    let mut a = scene.socket(&scene.board).await;
    assert!(contains(&a.update().await, "prima"), "what was durable is there");
    println!("back after {:?}", began.elapsed());
    assert!(contains(&a.update().await, "polvere"), "so is what the engine failed over");
    a.send(document(2, &note(9, "dopo"))).await;
    while !scene.content(&scene.board).await.to_string().contains("dopo") {}
    assert_eq!(
        (
            scene.server.metric("boards_rebuilt_total").await,
            scene.server.metric("records_quarantined_total").await
        ),
        (1, 0)
    );
}

#[tokio::test]
async fn ht33_f15_a_record_that_fails_twice_is_set_aside_and_everything_else_is_there() {
    let scene = Scene::new("panic 1000 polvere").await;
    let mut a = scene.socket(&scene.board).await;
    for (client, id) in [(7, "prima"), (8, "polvere")] {
        a.send(document(2, &note(client, id))).await;
    }
    assert_eq!(a.closed().await, 1012);
    for round in 0..2 {
        let mut a = scene.socket(&scene.board).await;
        let state = a.update().await;
        assert!(contains(&state, "prima") && !contains(&state, "polvere"), "round {round}");
    }
    assert_eq!(scene.server.metric("records_quarantined_total").await, 1);
    // The author goes on under the same client id: nothing is missing before what comes next.
    let mut a = scene.socket(&scene.board).await;
    let more = board::edit::draft(
        &note(8, "polvere"),
        8,
        &[board::edit::Edit::Put {
            id: "dopo".parse().unwrap(),
            item: board::edit::Item::Note(board::note::Note {
                text: "dopo".to_owned(),
                ..Default::default()
            }),
        }],
    )
    .unwrap();
    a.send(document(2, &more)).await;
    while !scene.content(&scene.board).await.to_string().contains("dopo") {}
    // Also after a restart, on which the record is known.
    let Scene { server, workshop, anna, board, other } = scene;
    let server = server.kill_and_restart();
    let scene = Scene { server, workshop, anna, board, other };
    let content = scene.content(&scene.board).await.to_string();
    assert!(content.contains("prima") && content.contains("dopo") && !content.contains("polvere"));
}

#[tokio::test]
async fn ht34_f16_a_board_that_hangs_is_noticed_others_go_on_and_the_process_starts_anew() {
    let mut scene = Scene::new("hang polvere").await;
    let (mut writer, mut reader) = (scene.socket(&scene.other).await, scene.socket(&scene.other).await);
    let mut a = scene.socket(&scene.board).await;
    a.send(document(2, &note(7, "prima"))).await;
    while !scene.content(&scene.board).await.to_string().contains("prima") {}
    a.send(document(2, &note(8, "polvere"))).await;
    let began = Instant::now();
    let mut ids = 20..;
    while scene.server.metric("boards_stuck_total").await == 0 {
        // A person has sixteen client ids a day.
        assert!(ids.start < 32, "it is not noticed");
        scene.other_goes_on(&mut writer, &mut reader, ids.next().unwrap()).await;
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    println!("noticed after {:?}", began.elapsed());
    // Who comes now is not kept waiting.
    let (status, _) = scene
        .server
        .call(
            "GET",
            &format!("/boards/{}/export.json", scene.board),
            scene.workshop["facilitator"]["token"].as_str(),
            None,
        )
        .await;
    assert_eq!(status, 503);
    scene.other_goes_on(&mut writer, &mut reader, 10).await;
    assert_eq!(scene.server.exit_code().await, Some(1));
    assert_eq!(reader.closed().await, 1012, "in order");
    // Without the fault, everything that was durable is there: the update that hung the engine as well.
    let Scene { server, workshop, anna, board, other } = scene;
    let scene = Scene { server: server.kill_and_restart(), workshop, anna, board, other };
    let content = scene.content(&scene.board).await.to_string();
    assert!(content.contains("prima") && content.contains("polvere"));
    assert!(scene.content(&scene.other).await.to_string().contains("altrove-10"));
    assert_eq!(scene.server.call("GET", "/workshops", Some(ADMIN), None).await.0, 200);
}
