//! What a start prints, and what it keeps.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

/// Everything a server over `data` prints until it serves: stdout and stderr.
fn printed(data: &Path) -> (String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_plenaria"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(data)
        .env_remove("PLENARIA_ADMIN_TOKEN")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut out = String::new();
    stdout.read_line(&mut out).unwrap();
    // It answers when it has said all it has to say.
    let address = out.trim().strip_prefix("listening on http://").unwrap().to_owned();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(b"GET /healthz HTTP/1.0\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.ends_with("ok\n"), "{answer}");
    child.kill().unwrap();
    child.wait().unwrap();
    stdout.read_to_string(&mut out).unwrap();
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    (out, err)
}

#[test]
fn ht24_the_administrators_link_is_printed_by_the_start_that_made_its_token() {
    let data = tempfile::tempdir().unwrap();
    let (first, _) = printed(data.path());
    let path = data.path().join("admin-token");
    let token = std::fs::read_to_string(&path).unwrap();
    assert!(first.contains(&format!("/admin#{}", token.trim())), "{first}");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::metadata(data.path()).unwrap().permissions().mode() & 0o777, 0o700);
    let (second, _) = printed(data.path());
    assert_eq!(second.lines().count(), 1, "{second}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), token);
}

#[test]
fn ht25_logs_are_plain_lines_where_no_terminal_reads_them() {
    let data = tempfile::tempdir().unwrap();
    let (_, logs) = printed(data.path());
    assert!(logs.contains("INFO serving"), "{logs:?}");
    assert!(!logs.contains('\u{1b}'), "{logs:?}");
}
