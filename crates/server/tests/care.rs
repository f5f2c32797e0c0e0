//! Backup, restore, check and repair: rule HT35, and rows F5 and B25 of the fault and input tables.

use std::path::Path;
use std::process::Command;

use crate::common::{Server, board_of, document, note, text};
use rusqlite::Connection;
use serde_json::Value;

/// Exit code, stdout, stderr.
fn plenaria(arguments: &[&str]) -> (i32, String, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_plenaria")).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (out.status.code().unwrap(), text(out.stdout), text(out.stderr))
}

fn on(command: &str, folder: &Path) -> (i32, String, String) {
    plenaria(&[command, "--data", folder.to_str().unwrap()])
}

struct Scene {
    server: Server,
    workshop: Value,
    board: String,
}

impl Scene {
    /// A board with six notes, each a record of its own.
    async fn new() -> Scene {
        let server = Server::start(&[]);
        let workshop = server.workshop().await;
        let anna = server.join(&workshop, "Anna", "Ambiente").await;
        let board = board_of(&workshop, "group", Some("Ambiente"));
        let scene = Scene { server, workshop, board };
        let mut a = scene.server.socket(&scene.board, Some(text(&anna["token"]))).await.unwrap();
        for n in 1..=6 {
            a.send(document(2, &note(100 + n, &format!("nota{n}")))).await;
            scene.has(&format!("nota{n}")).await;
        }
        scene
    }

    async fn content(&self) -> String {
        let token = Some(text(&self.workshop["facilitator"]["token"]));
        self.server
            .call("GET", &format!("/boards/{}/export.json", self.board), token, None)
            .await
            .1
            .to_string()
    }

    async fn has(&self, note: &str) {
        let token = text(&self.workshop["facilitator"]["token"]);
        self.server.content_has(&self.board, token, note).await;
    }

    /// Killed, damaged by `sql` (with `BOARD` for the board), and what commands then work on.
    fn damaged(self, sql: &str) -> Broken {
        let Scene { server, workshop, board } = self;
        let data = server.kill();
        let database = Connection::open(data.path().join("plenaria.db")).unwrap();
        database.execute_batch(&sql.replace("BOARD", &format!("'{board}'"))).unwrap();
        drop(database);
        Broken { data, workshop, board }
    }
}

struct Broken {
    data: tempfile::TempDir,
    workshop: Value,
    board: String,
}

impl Broken {
    fn start(self) -> Scene {
        let Broken { data, workshop, board } = self;
        Scene { server: Server::over(data, &[]), workshop, board }
    }
}

#[tokio::test]
async fn ht35_a_backup_of_a_running_server_is_whole_private_and_can_be_restored() {
    use std::os::unix::fs::PermissionsExt;
    let scene = Scene::new().await;
    let place = tempfile::tempdir().unwrap();
    let (to, data) = (place.path().join("backup"), scene.server.data.path());
    let back_up =
        |to: &Path| plenaria(&["backup", "--data", data.to_str().unwrap(), "--to", to.to_str().unwrap()]);
    let (code, said, error) = back_up(&to);
    assert_eq!((code, error.as_str()), (0, ""), "{said}");
    for (path, mode) in [(to.clone(), 0o700), (to.join("plenaria.db"), 0o600)] {
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, mode, "{path:?}");
    }
    let (code, _, error) = back_up(&to);
    assert!(code == 1 && error.contains("is there already"), "{error}");
    assert_eq!(plenaria(&["backup", "--to", "x", "--data", "/nowhere"]).0, 1);

    let fresh = tempfile::tempdir().unwrap();
    let restore = |from: &Path, data: &Path| {
        plenaria(&["restore", "--from", from.to_str().unwrap(), "--data", data.to_str().unwrap()])
    };
    assert_eq!(restore(&to, fresh.path()).0, 0);
    let (code, _, error) = restore(&to, fresh.path());
    assert!(code == 1 && error.contains("is not empty"), "{error}");
    assert!(restore(place.path(), &place.path().join("new")).2.contains("is no backup"));
    // What came after the backup is not in it; everything before is.
    let anna = scene.server.join(&scene.workshop, "Bea", "Ambiente").await;
    let mut a = scene.server.socket(&scene.board, Some(text(&anna["token"]))).await.unwrap();
    a.send(document(2, &note(200, "dopo"))).await;
    scene.has("dopo").await;
    assert_eq!(on("check", fresh.path()).0, 0);
    let restored =
        Broken { data: fresh, workshop: scene.workshop.clone(), board: scene.board.clone() }.start();
    let content = restored.content().await;
    assert!((1..=6).all(|n| content.contains(&format!("nota{n}"))) && !content.contains("dopo"), "{content}");
}

#[tokio::test]
async fn ht35_check_and_repair_keep_out_while_a_server_runs_and_find_nothing_in_what_is_whole() {
    let scene = Scene::new().await;
    for command in ["check", "repair"] {
        let (code, _, error) = on(command, scene.server.data.path());
        assert!(code == 1 && error.contains("in use by another server"), "{error}");
    }
    let data = scene.server.kill();
    for command in ["check", "repair"] {
        let (code, said, error) = on(command, data.path());
        assert!(code == 0 && said.contains("is whole") && error.is_empty(), "{said} {error}");
    }
    assert_eq!(on("check", Path::new("/nowhere")).0, 1);
    assert_eq!(plenaria(&["check", "--nonsense"]).0, 2);
}

#[tokio::test]
async fn ht35_f5_b25_a_damaged_record_is_said_the_board_not_served_and_repair_keeps_the_rest() {
    for (sql, what, kept) in [
        ("UPDATE record SET bytes = x'00' WHERE board = BOARD AND seq = 3", "record 3 is damaged", 5),
        ("DELETE FROM record WHERE board = BOARD AND seq = 3", "record 3 is missing", 5),
        ("UPDATE head SET seq = 2 WHERE board = BOARD", "its head is damaged", 6),
        ("DELETE FROM record WHERE board = BOARD AND seq < 4", "record 1 is missing", 3),
    ] {
        let broken = Scene::new().await.damaged(sql);
        let (code, said, error) = on("check", broken.data.path());
        assert!(code == 1 && said.contains(what) && error.contains("plenaria repair"), "{said} {error}");
        assert_eq!(error.lines().count(), 1, "{error}");
        assert_eq!(on("check", broken.data.path()).1, said, "check changes nothing");
        let (code, said, error) = on("repair", broken.data.path());
        assert!(code == 0 && said.contains(&format!("kept {kept} notes")), "{said} {error}");
        assert_eq!(on("check", broken.data.path()).0, 0);
        let scene = broken.start();
        let content = scene.content().await;
        assert_eq!((1..=6).filter(|n| content.contains(&format!("nota{n}"))).count(), kept, "{sql}");
        // It is a board like any other again.
        let bea = scene.server.join(&scene.workshop, "Bea", "Ambiente").await;
        let mut b = scene.server.socket(&scene.board, Some(text(&bea["token"]))).await.unwrap();
        b.send(document(2, &note(200, "dopo"))).await;
        scene.has("dopo").await;
    }
}

#[tokio::test]
async fn ht35_b25_a_workshops_record_with_a_wrong_checksum_is_taken_as_it_reads_and_nonsense_is_set_aside() {
    let sql = "UPDATE registry SET crc = crc + 1 WHERE key LIKE 'workshop/%';
               INSERT INTO registry (key, version, crc, value) VALUES ('workshop/x', 1, 0, x'7b'), ('vademecum/x', 1, 0, x'7b'), ('manifesto/x', 1, 0, x'7b'), ('publication/x', 1, 0, x'7b'), ('page/x', 1, 0, x'7b')";
    let broken = Scene::new().await.damaged(sql);
    let (code, said, _) = on("check", broken.data.path());
    for key in ["workshop/x", "vademecum/x", "manifesto/x", "publication/x", "page/x"] {
        assert!(code == 1 && said.contains(&format!("record {key}: cannot be read")), "{said}");
    }
    let (code, said, error) = on("repair", broken.data.path());
    assert!(code == 0 && said.contains("taken as it reads") && said.contains("set aside"), "{said} {error}");
    assert!(broken.start().content().await.contains("nota6"));
}

#[tokio::test]
async fn ht35_b25_a_file_with_broken_pages_is_carried_over_as_far_as_it_can_be_read() {
    let broken = Scene::new().await.damaged("PRAGMA wal_checkpoint(TRUNCATE)");
    let path = broken.data.path().join("plenaria.db");
    // The pages of what nobody needs to find the rest: an index of no table, somewhere in the middle.
    let database = Connection::open(&path).unwrap();
    let root: u64 = database
        .query_row(
            "SELECT rootpage FROM sqlite_schema WHERE name LIKE 'sqlite_autoindex_snapshot%'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    drop(database);
    let mut bytes = std::fs::read(&path).unwrap();
    let from = (root as usize - 1) * 4096;
    bytes[from..from + 64].fill(0xff);
    std::fs::write(&path, bytes).unwrap();
    let (code, said, error) = on("check", broken.data.path());
    assert!(code == 1 && said.contains("the file:") && error.contains("plenaria repair"), "{said} {error}");
    let (code, said, error) = on("repair", broken.data.path());
    assert!(code == 0 && said.contains("carried over"), "{said} {error}");
    assert!(broken.data.path().join("plenaria.db.damaged").exists());
    let content = broken.start().content().await;
    assert!((1..=6).all(|n| content.contains(&format!("nota{n}"))), "{content}");
}

#[tokio::test]
async fn ht35_b25_what_is_no_database_is_never_started_over_as_an_empty_one() {
    for bytes in [&b""[..], b"not a database, but something of about that size", &[0; 8192]] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plenaria.db");
        std::fs::write(&path, bytes).unwrap();
        let (code, _, error) = on("check", folder.path());
        assert!(code == 1 && error.contains("plenaria.db"), "{error}");
        let data = folder.path().to_str().unwrap();
        let (code, _, error) = plenaria(&["serve", "--listen", "127.0.0.1:0", "--data", data]);
        assert!(code == 1 && error.contains("plenaria.db"), "{error}");
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }
}
