//! Real processes, real disks, many people: rows F1, F12, F13, F14, F23, F27 and F30 of docs/spec.md. `make soak` runs them long.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::common::{Server, Socket, board_of, document, text};
use crate::replica::{Replica, payload};
use serde_json::Value;
use yrs::{Map, ReadTxn, StateVector, Text, Transact};

/// Everybody who writes at the same time.
const WRITERS: u64 = 50;
/// Those who only look on.
const WITNESSES: usize = 3;

fn number(variable: &str, ordinary: u64) -> u64 {
    // A test's settings are not the server's.
    #[expect(clippy::disallowed_methods, reason = "how long the long form runs")]
    let wanted = std::env::var(variable).ok();
    wanted.map_or(ordinary, |text| text.parse().unwrap())
}

struct Scene {
    server: Server,
    workshop: Value,
    board: String,
}

impl Scene {
    async fn new(flags: &[&str]) -> Scene {
        let server = Server::start(flags);
        let workshop = server.workshop().await;
        let board = board_of(&workshop, "group", Some("Ambiente"));
        Scene { server, workshop, board }
    }

    fn facilitator(&self) -> &str {
        text(&self.workshop["facilitator"]["token"])
    }

    async fn join(&self, name: &str) -> String {
        text(&self.server.join(&self.workshop, name, "Ambiente").await["token"]).to_owned()
    }

    /// What the server says there is.
    async fn notes(&self) -> BTreeSet<String> {
        let path = format!("/boards/{}/export.json", self.board);
        let (status, content) = self.server.call("GET", &path, Some(self.facilitator()), None).await;
        assert_eq!(status, 200, "{content}");
        content["notes"].as_object().unwrap().keys().cloned().collect()
    }
}

/// Somebody's socket with their document, until the line breaks or it is told to stop.
struct Person {
    replica: Replica,
    token: String,
    /// Notes made, with the number of the frame that carried each on the present connection.
    made: Vec<(String, u64)>,
    frames: u64,
    saved: BTreeSet<String>,
}

impl Person {
    async fn connect(&mut self, server: &Server, board: &str) -> Socket {
        let mut socket = server.socket_of_ours(board, &self.token).await;
        self.frames = 0;
        self.made.clear();
        socket.send(self.replica.vector()).await;
        socket
    }

    /// Hears until `until`; adds a note every `pause`, if it writes.
    async fn live(&mut self, socket: &mut Socket, prefix: &str, pause: Option<Duration>, stop: &AtomicBool) {
        let mut next = Instant::now();
        let mut greeted = false;
        while !stop.load(Ordering::Relaxed) {
            if let Some(pause) = pause.filter(|_| greeted && Instant::now() >= next) {
                next += pause;
                let id = format!("{prefix}-{}", self.replica.notes().len() + self.made.len());
                let update = self.replica.add(&id);
                self.frames += 1;
                self.made.push((id, self.frames));
                socket.send(document(2, &update)).await;
            }
            let heard = tokio::time::timeout(Duration::from_millis(5), socket.next()).await;
            let Ok(heard) = heard else { continue };
            let Ok(frame) = heard else { return };
            let (answer, saved) = self.replica.hear(&frame);
            if let Some(answer) = answer {
                self.frames += 1;
                // The answer carries whatever was made before; this covers it.
                let own: Vec<String> = self.own(prefix);
                self.made = own.into_iter().map(|id| (id, self.frames)).collect();
                socket.send(answer).await;
                greeted = true;
            }
            if let Some(saved) = saved {
                let safe = self.made.iter().filter(|(_, frame)| *frame <= saved).map(|(id, _)| id.clone());
                self.saved.extend(safe);
            }
        }
    }

    fn own(&self, prefix: &str) -> Vec<String> {
        let prefix = format!("{prefix}-");
        self.replica.notes().into_iter().filter(|id| id.starts_with(&prefix)).collect()
    }
}

fn prefix(client: u64) -> String {
    format!("w{client}")
}

/// Waits until everybody has what the server has.
async fn converge(scene: &Scene, people: &mut [(u64, Person)]) -> Duration {
    let began = Instant::now();
    let mut sockets = Vec::new();
    for (_, person) in people.iter_mut() {
        sockets.push(person.connect(&scene.server, &scene.board).await);
    }
    loop {
        for ((client, person), socket) in people.iter_mut().zip(&mut sockets) {
            let stop = AtomicBool::new(false);
            let _ = tokio::time::timeout(
                Duration::from_millis(2),
                person.live(socket, &prefix(*client), None, &stop),
            )
            .await;
        }
        let there = scene.notes().await;
        if people.iter().all(|(_, person)| person.replica.notes() == there) {
            return began.elapsed();
        }
        assert!(began.elapsed() < Duration::from_secs(60), "they do not agree");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ht11_f1_everything_saved_or_seen_by_another_survives_sigkill_under_fifty_writers() {
    let rounds = number("KILLS", 2);
    let mut scene = Scene::new(&[]).await;
    let mut slowest = Duration::ZERO;
    for round in 0..rounds {
        // A board of its own each time: what is killed is the server, not the patience of fifty clients in one process.
        scene.workshop = scene.server.workshop().await;
        scene.board = board_of(&scene.workshop, "group", Some("Ambiente"));
        let mut people = Vec::new();
        for n in 0..WRITERS + WITNESSES as u64 {
            let token = scene.join(&format!("P{n}")).await;
            let replica = Replica::new(1_000 + n);
            let person = Person { replica, token, made: Vec::new(), frames: 0, saved: BTreeSet::new() };
            people.push((1_000 + n, person));
        }
        let stop = Arc::new(AtomicBool::new(false));
        let mut tasks = Vec::new();
        for (nth, (client, mut person)) in people.into_iter().enumerate() {
            let mut socket = person.connect(&scene.server, &scene.board).await;
            let stop = stop.clone();
            let pause = (nth < WRITERS as usize).then(|| Duration::from_millis(100 + nth as u64));
            tasks.push(tokio::spawn(async move {
                person.live(&mut socket, &prefix(client), pause, &stop).await;
                (client, person)
            }));
        }
        // Another moment each time.
        tokio::time::sleep(Duration::from_millis(600 + round * 137 % 500)).await;
        let data = scene.server.kill();
        stop.store(true, Ordering::Relaxed);
        let mut people = Vec::new();
        for task in tasks {
            people.push(task.await.unwrap());
        }
        scene.server = Server::over(data, &[]);
        let there = scene.notes().await;
        let mut expected = BTreeSet::new();
        for (client, person) in &people {
            expected.extend(person.saved.iter().cloned());
            let own = format!("{}-", prefix(*client));
            expected.extend(person.replica.notes().into_iter().filter(|id| !id.starts_with(&own)));
        }
        let lost: Vec<_> = expected.difference(&there).collect();
        assert!(lost.is_empty(), "round {round}: {} of {} lost: {lost:?}", lost.len(), expected.len());
        // They come back, send what they still have, and agree.
        slowest = slowest.max(converge(&scene, &mut people).await);
        println!("round {round}: {} expected, {} there", expected.len(), there.len());
    }
    println!("{rounds} rounds, the slowest agreed after {slowest:?}");
}

#[tokio::test]
async fn ht19_f23_told_to_stop_under_load_it_stores_what_has_come_and_ends_in_order() {
    let scene = Scene::new(&[]).await;
    let token = scene.join("Anna").await;
    let mut anna =
        Person { replica: Replica::new(7), token, made: Vec::new(), frames: 0, saved: BTreeSet::new() };
    let mut socket = anna.connect(&scene.server, &scene.board).await;
    let stop = Arc::new(AtomicBool::new(false));
    let writing = tokio::spawn(async move {
        anna.live(&mut socket, "w7", Some(Duration::from_millis(5)), &stop).await;
        anna
    });
    tokio::time::sleep(Duration::from_millis(700)).await;
    let Scene { server, workshop, board } = scene;
    let (code, data) = server.terminate().await;
    assert_eq!(code, Some(0));
    let anna = writing.await.unwrap();
    assert!(anna.saved.len() > 20, "{}", anna.saved.len());
    let scene = Scene { server: Server::over(data, &[]), workshop, board };
    assert!(scene.notes().await.is_superset(&anna.saved));
}

/// A board with so many notes, made at once by the facilitator.
async fn filled(scene: &Scene, count: usize) -> Replica {
    let replica = Replica::new(500);
    let mut socket = scene.server.socket(&scene.board, Some(scene.facilitator())).await.unwrap();
    for chunk in (0..count).collect::<Vec<_>>().chunks(500) {
        let before = replica.doc.transact().state_vector();
        for n in chunk {
            replica.add(&format!("n{n}"));
        }
        let update = replica.doc.transact().encode_state_as_update_v1(&before);
        socket.send(document(2, &update)).await;
        // A person's budget refills.
        while scene.notes().await.len() < chunk[chunk.len() - 1] + 1 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    replica
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rm4_f14_three_hundred_join_a_large_board_at_once_while_somebody_writes() {
    let scene = Scene::new(&[]).await;
    let joiners = number("JOINERS", 300);
    filled(&scene, 5_000).await;
    let token = scene.join("Anna").await;
    let mut writer =
        Person { replica: Replica::new(7), token, made: Vec::new(), frames: 0, saved: BTreeSet::new() };
    let mut socket = writer.connect(&scene.server, &scene.board).await;
    let stop = Arc::new(AtomicBool::new(false));
    let writing = tokio::spawn({
        let stop = stop.clone();
        async move {
            writer.live(&mut socket, "w7", Some(Duration::from_millis(50)), &stop).await;
            writer.own("w7").into_iter().collect::<BTreeSet<_>>()
        }
    });
    let began = Instant::now();
    let (server, board) = (Arc::new(scene), Arc::new(Mutex::new(Vec::new())));
    let mut joining = Vec::new();
    for _ in 0..joiners {
        let scene = server.clone();
        let states = board.clone();
        joining.push(tokio::spawn(async move {
            let mut socket = scene.server.socket(&scene.board, Some(scene.facilitator())).await.unwrap();
            let mut bytes = 0;
            loop {
                let frame = socket.next().await.expect("open");
                // A part of the board may come as an update, sync step 2 completes it.
                if frame.starts_with(&[0, 1]) || frame.starts_with(&[0, 2]) {
                    bytes += frame.len();
                }
                if frame.starts_with(&[0, 1]) {
                    states.lock().unwrap().push(bytes);
                    return socket;
                }
            }
        }));
    }
    let mut sockets = Vec::new();
    for join in joining {
        sockets.push(join.await.unwrap());
    }
    println!("{joiners} joined in {:?}", began.elapsed());
    let sizes = board.lock().unwrap().clone();
    assert!(sizes.iter().all(|bytes| *bytes > 5_000 * 40), "each of them has the whole board: {sizes:?}");
    stop.store(true, Ordering::Relaxed);
    let made = writing.await.unwrap();
    let scene = server;
    while !scene.notes().await.is_superset(&made) {}
    assert!(!made.is_empty());
    // Everybody is live: the next note reaches each of them.
    let token = scene.join("Bea").await;
    let mut bea = scene.server.socket(&scene.board, Some(&token)).await.unwrap();
    bea.send(document(2, &Replica::new(9).add("ultima"))).await;
    for socket in &mut sockets {
        while !crate::common::contains(&socket.update().await, "ultima") {}
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rm15_f13_who_stops_reading_costs_a_bounded_queue_and_nobody_elses_time() {
    const NOTES: usize = 480;
    let flags = ["--outbox-bytes", "200000", "--bytes-per-second", "16777216", "--burst-bytes", "16777216"];
    let scene = Scene::new(&flags).await;
    let mut reader = scene.server.socket(&scene.board, Some(scene.facilitator())).await.unwrap();
    // It greets, and then does not read for a long time.
    let mut silent = scene.server.socket_that_takes_little(&scene.board, scene.facilitator()).await;
    silent.update_or_nothing().await;
    let mut before = 0;
    let mut sent = 0;
    // As much as several people may write at once, so that no budget slows them.
    for person in 0..8 {
        let token = scene.join(&format!("P{person}")).await;
        let mut writer = scene.server.socket(&scene.board, Some(&token)).await.unwrap();
        let replica = Replica::new(700 + person as u64);
        for n in 0..NOTES / 8 {
            let id = format!("n{person}-{n}");
            let update = replica.add_long(&id);
            sent += update.len();
            writer.send(document(2, &update)).await;
            while !crate::common::contains(&reader.next().await.expect("open"), &id) {}
        }
        if person == 3 {
            before = scene.server.rss_kb();
        }
    }
    assert!(scene.server.metric("lagging_total").await >= 1, "the silent one's queue was dropped");
    let grown = scene.server.rss_kb().saturating_sub(before) * 1_000;
    println!("{grown} bytes more for {} sent", sent / 2);
    // It reads again, and has everything in the end, or is asked to come anew.
    let replica = Replica::new(11);
    loop {
        match silent.next().await {
            Ok(frame) => drop(replica.hear(&frame)),
            Err(code) => {
                assert_eq!(code, 4508);
                break;
            }
        }
        if replica.notes().len() == NOTES {
            break;
        }
    }
}

#[tokio::test]
async fn ad13_f12_an_hour_offline_is_merged_what_is_locked_meanwhile_excepted() {
    let scene = Scene::new(&[]).await;
    let staff = Replica::new(500);
    let mut desk = scene.server.socket(&scene.board, Some(scene.facilitator())).await.unwrap();
    desk.send(document(2, &staff.add("chiusa"))).await;
    desk.send(document(2, &staff.add("aperta"))).await;
    while scene.notes().await.len() < 2 {}
    let token = scene.join("Anna").await;
    let anna = Replica::new(7);
    anna.apply(&staff.doc.transact().encode_state_as_update_v1(&StateVector::default()));
    // Offline: she writes on both, and 500 notes of her own.
    for id in ["chiusa", "aperta"] {
        let notes = anna.doc.get_or_insert_map("notes");
        let mut txn = anna.doc.transact_mut();
        let Some(yrs::Out::YMap(note)) = notes.get(&txn, id) else { panic!() };
        let Some(yrs::Out::YText(words)) = note.get(&txn, "text") else { panic!() };
        words.insert(&mut txn, 0, "ANNA ");
    }
    for n in 0..500 {
        anna.add(&format!("a{n}"));
    }
    // Meanwhile one is locked, and others write.
    let lock = {
        let notes = staff.doc.get_or_insert_map("notes");
        let mut txn = staff.doc.transact_mut();
        let Some(yrs::Out::YMap(note)) = notes.get(&txn, "chiusa") else { panic!() };
        note.insert(&mut txn, "locked", true);
        txn.encode_update_v1()
    };
    desk.send(document(2, &lock)).await;
    for n in 0..50 {
        let before = staff.doc.transact().state_vector();
        for m in 0..100 {
            staff.add(&format!("s{n}-{m}"));
        }
        let update = staff.doc.transact().encode_state_as_update_v1(&before);
        desk.send(document(2, &update)).await;
    }
    while scene.notes().await.len() < 5_002 {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let mut socket = scene.server.socket_of_ours(&scene.board, &token).await;
    socket.send(anna.vector()).await;
    let began = Instant::now();
    let mut notice = None;
    let mut saved = 0;
    while notice.is_none() || saved == 0 {
        let frame = socket.next().await.expect("open");
        if frame[0] == 101 {
            notice = Some(String::from_utf8(payload(&frame[1..]).to_vec()).unwrap());
        }
        let (answer, safe) = anna.hear(&frame);
        if let Some(answer) = answer {
            socket.send(answer).await;
        }
        saved = safe.unwrap_or(saved);
    }
    println!("merged after {:?}", began.elapsed());
    let notice: Value = serde_json::from_str(&notice.unwrap()).unwrap();
    assert_eq!((text(&notice["code"]), &notice["reset"]), ("forbidden", &Value::Bool(true)));
    let path = format!("/boards/{}/export.json", scene.board);
    let (_, content) = scene.server.call("GET", &path, Some(scene.facilitator()), None).await;
    assert_eq!(text(&content["notes"]["chiusa"]["text"]), "chiusa");
    assert_eq!(text(&content["notes"]["aperta"]["text"]), "ANNA aperta");
    assert_eq!(content["notes"].as_object().unwrap().len(), 5_502);
    // What she writes afterwards is taken, under the same client id as well.
    socket.send(document(2, &anna.add("poi"))).await;
    while !scene.notes().await.contains("poi") {}
}

#[tokio::test]
async fn ht36_f30_without_memory_for_one_more_board_those_open_go_on() {
    let scene = Scene::new(&["--memory-megabytes", "70", "--idle-seconds", "1"]).await;
    let token = scene.join("Anna").await;
    let mut anna = scene.server.socket(&scene.board, Some(&token)).await.unwrap();
    // The largest board that one person makes at once, and one that there is no room for any more.
    let replica = Replica::new(7);
    for n in 0..90 {
        anna.send(document(2, &replica.add_long(&format!("n{n}")))).await;
    }
    while scene.notes().await.len() < 90 || scene.server.rss_kb() < 70_000 {
        let (status, _) = scene
            .server
            .call("GET", &format!("/boards/{}/poster.png?paper=A3&dpi=150", scene.board), Some(&token), None)
            .await;
        assert_eq!(status, 200);
    }
    let other = board_of(&scene.workshop, "plenary", None);
    let path = format!("/boards/{other}/export.json");
    let (status, refusal) = scene.server.call("GET", &path, Some(scene.facilitator()), None).await;
    assert_eq!((status, text(&refusal["code"])), (503, "unavailable"));
    let mut late = scene.server.socket(&other, Some(scene.facilitator())).await.unwrap();
    assert_eq!(late.closed().await, 1012);
    anna.send(document(2, &replica.add("altra"))).await;
    while !scene.notes().await.contains("altra") {}
    assert!(scene.server.metric("boards_turned_away_total").await >= 2);
}

/// Bots that come, write and go, on boards that open and close: what the process holds does not grow.
#[tokio::test]
async fn ht40_f27_boards_that_open_and_close_leave_nothing_behind() {
    let least = Duration::from_secs(number("SOAK_SECONDS", 8));
    let scene = Scene::new(&["--idle-seconds", "1"]).await;
    let boards: Vec<String> = scene.workshop["boards"]
        .as_array()
        .unwrap()
        .iter()
        .map(|board| text(&board["id"]).to_owned())
        .collect();
    let mut held = Vec::new();
    let began = Instant::now();
    while held.len() < 4 || began.elapsed() < least {
        let mut sockets = Vec::new();
        for board in &boards {
            for _ in 0..10 {
                sockets.push(scene.server.socket(board, Some(scene.facilitator())).await.unwrap());
            }
        }
        // The same note each time: what is measured is what comes and goes, not what is kept.
        let replica = Replica::new(7);
        let update = replica.add("n");
        for socket in &mut sockets {
            socket.send(document(2, &update)).await;
            socket.send(document(1, &[0, 0])).await;
        }
        drop(sockets);
        while scene.server.metric("boards").await > 0 || scene.server.metric("sockets").await > 0 {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        held.push((scene.server.rss_kb(), scene.server.open_files()));
        println!("round {}: {:?}", held.len(), held.last().unwrap());
    }
    let (half, last) = (held[held.len() / 2], held[held.len() - 1]);
    assert!(last.1 <= half.1 + 2, "files stay open: {held:?}");
    assert!(last.0 as f64 <= half.0 as f64 * 1.05 + 1_024.0, "memory grows: {held:?}");
}
