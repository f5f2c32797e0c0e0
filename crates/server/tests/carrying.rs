//! What leaves and comes by commands, of a data folder and of a running server.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::common::{Server, board_of, text};

const NOTES: &str = "session,group,author,type,color,text,cluster,votes\r\n";

/// Exit code, stdout, stderr.
fn plenaria(folder: &Path, arguments: &[&str], source: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenaria"));
    let out = command.args(arguments).args(source).current_dir(folder).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (out.status.code().unwrap(), text(out.stdout), text(out.stderr))
}

#[tokio::test]
async fn ht123_the_manifesto_leaves_by_command_of_a_server_and_of_a_folder() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let row = "1,Ambiente,,note,yellow,il fiume non si ferma,Acqua,3\r\n";
    server.import(&workshop, &[("notes", &format!("{NOTES}{row}"))]).await;
    let (id, token) = (text(&workshop["id"]).to_owned(), text(&workshop["facilitator"]["token"]).to_owned());
    let files = tempfile::tempdir().unwrap();
    let leaves = |source: &[&str]| {
        for (arguments, first) in [
            (&["--to", "door.pdf"][..], b"%PDF-1.7".as_slice()),
            (&["--to", "door.png", "--dpi", "40"], b"\x89PNG"),
            (&["--to", "door.html"], b"<!doctype html>"),
        ] {
            let all = [&["manifesto", id.as_str()], arguments].concat();
            let (code, out, err) = plenaria(files.path(), &all, source);
            assert_eq!((code, err.as_str()), (0, ""), "{out}");
            let file = files.path().join(arguments[1]);
            assert!(std::fs::read(&file).unwrap().starts_with(first), "{file:?}");
            std::fs::remove_file(file).unwrap();
        }
        for (arguments, says) in
            [(["door.docx", "150"], ""), (["door.png", "9000"], "600"), (["door", "150"], "ending")]
        {
            let all = ["manifesto", &id, "--to", arguments[0], "--dpi", arguments[1]];
            let (code, out, err) = plenaria(files.path(), &all, source);
            assert_eq!((code, out.as_str(), err.lines().count()), (1, "", 1), "{arguments:?} {err}");
            assert!(err.contains(says) && !files.path().join(arguments[0]).exists(), "{err}");
        }
    };
    leaves(&["--url", &format!("http://{}", server.address), "--token", &token]);
    let data = server.kill();
    leaves(&["--data", data.path().to_str().unwrap()]);
}

/// All of it, asked of the same source.
fn carried(folder: &Path, workshop: &str, [from, into]: [&str; 2], source: &[&str]) -> Value {
    let done = |arguments: &[&str]| {
        let (code, out, err) = plenaria(folder, arguments, source);
        assert_eq!((code, err.as_str()), (0, ""), "{arguments:?} {out}");
        out
    };
    let begins = |file: &str, with: &[u8]| {
        let bytes = std::fs::read(folder.join(file)).unwrap();
        assert!(bytes.starts_with(with), "{file}");
    };
    let address = format!("http://plenaria.example.org/b/{from}");
    done(&["export", &address, "--to", "board.json"]);
    done(&["export", from, "--to", "board.csv"]);
    done(&[
        "poster",
        from,
        "--to",
        "one.png",
        "--with",
        "paper=A4",
        "--with",
        "dpi=40",
        "--with",
        "title=Che cosa è?",
    ]);
    begins("one.png", b"\x89PNG");
    done(&["poster", from, into, "--to", "set.pdf", "--with", "paper=A4"]);
    begins("set.pdf", b"%PDF-1.7");
    done(&["vademecum", workshop, "--to", "handbook.docx"]);
    begins("handbook.docx", b"PK");
    done(&["vademecum", workshop, "--to", "handbook.md"]);
    assert!(std::fs::read_to_string(folder.join("handbook.md")).unwrap().contains("il fiume non si ferma"));

    let told = done(&["import", into, "--from", "board.csv", "--dry-run"]);
    assert!(told.contains("would come: 1 notes"), "{told}");
    let came = done(&["import", into, "--from", "board.csv"]);
    assert!(came.contains("came: 1 notes"), "{came}");
    serde_json::from_str(&done(&["export", into, "--to", "-"])).unwrap()
}

#[tokio::test]
async fn ht114_commands_carry_out_and_in_what_the_pages_do_of_a_server_and_of_a_folder() {
    let server = Server::start(&[]);
    let workshop = server.workshop().await;
    let row = "1,Ambiente,,note,yellow,il fiume non si ferma,Acqua,0\r\n";
    server.import(&workshop, &[("notes", &format!("{NOTES}{row}"))]).await;
    let id = text(&workshop["id"]).to_owned();
    let [from, into] = ["Ambiente", "Cultura"].map(|group| board_of(&workshop, "group", Some(group)));
    let other = board_of(&workshop, "plenary", None);
    let files = tempfile::tempdir().unwrap();
    let url = format!("http://{}", server.address);
    let token = text(&workshop["facilitator"]["token"]).to_owned();
    let running = ["--url", url.as_str(), "--token", token.as_str()];
    let board = carried(files.path(), &id, [&from, &into], &running);
    assert_eq!(board["notes"].as_object().unwrap().len(), 1, "{board}");

    // Of the folder only when no server has it.
    let folder = server.data.path().to_str().unwrap().to_owned();
    let (code, _, err) = plenaria(files.path(), &["export", &from, "--to", "x.json"], &["--data", &folder]);
    assert_eq!((code, err.lines().count()), (1, 1), "{err}");
    assert!(!files.path().join("x.json").exists());
    for (arguments, source, says) in [
        (vec!["export", "weg", "--to", "x.json"], &running[..], ""),
        (vec!["export", &from, "--to", "x.doc"], &running[..], ""),
        (vec!["export", &from, "--to", "nowhere/x.json"], &running[..], "nowhere/x.json"),
        (vec!["poster", &from, "--to", "x.png", "--with", "paper=A9"], &running[..], "A9"),
        (vec!["poster", &from, &into, "--to", "x.png"], &running[..], "PDF"),
        (vec!["import", &from, "--from", "nowhere.csv"], &running[..], "nowhere.csv"),
        (
            vec!["export", &from, "--to", "x.json"],
            &["--url", "https://example.org", "--token", "x"][..],
            "http://",
        ),
        (vec!["export", &from, "--to", "x.json"], &["--data", "nowhere"][..], "nowhere"),
    ] {
        let (code, out, err) = plenaria(files.path(), &arguments, source);
        assert_eq!((code, out.as_str(), err.lines().count()), (1, "", 1), "{arguments:?} {out} {err}");
        assert!(err.contains(says), "{arguments:?} {err}");
        assert!(!files.path().join("x.json").exists() && !files.path().join("x.png").exists());
    }

    // The code of the public page leads to where people reach the server, or is not on the poster.
    let shown = json!({ "version": 0, "boards": [from], "names": false, "poster": true, "handbook": true });
    let path = format!("/workshops/{id}/publication");
    let (status, page) = server.call("PUT", &path, Some(&token), Some(shown)).await;
    assert_eq!(status, 200, "{page}");
    let page = text(&page["url"]).rsplit_once("/p/").unwrap().1.to_owned();

    let data = server.kill();
    let folder = data.path().to_str().unwrap().to_owned();
    let stopped = ["--data", folder.as_str()];
    let coded = ["poster", &from, "--to", "x.pdf", "--with", "qr=true"];
    let (code, _, err) = plenaria(files.path(), &coded, &stopped);
    assert!(code == 1 && err.contains("--public-url"), "{err}");
    let reached = [&stopped[..], &["--public-url", "https://plenaria.example.org"]].concat();
    assert_eq!(plenaria(files.path(), &coded, &reached).0, 0);
    let poster = std::fs::read(files.path().join("x.pdf")).unwrap();
    let leads = format!("/URI(https://plenaria.example.org/p/{page})");
    assert!(poster.windows(leads.len()).any(|window| window == leads.as_bytes()));
    let board = carried(files.path(), &id, [&from, &other], &stopped);
    assert_eq!(board["notes"].as_object().unwrap().len(), 1, "{board}");
    let (code, list, _) = plenaria(files.path(), &["list"], &stopped);
    assert!(
        code == 0 && list.contains(&id) && list.contains(&from) && list.contains("session 1, Ambiente"),
        "{list}"
    );

    // What came by command is there for the server that starts again.
    let server = Server::over(data, &[]);
    let (_, again) = server.call("GET", &format!("/boards/{other}/export.json"), Some(&token), None).await;
    assert_eq!(again["notes"], board["notes"]);
}
