//! A real server on a free port, and a socket that speaks the wire.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

pub const ADMIN: &str = "administrator-of-a-test-0123456789";
const PATIENCE: Duration = Duration::from_secs(10);

/// The binary, killed when dropped.
pub struct Server {
    child: Child,
    pub address: String,
    pub data: tempfile::TempDir,
}

impl Server {
    pub fn start(extra: &[&str]) -> Self {
        Self::over(tempfile::tempdir().unwrap(), extra)
    }

    pub fn over(data: tempfile::TempDir, extra: &[&str]) -> Self {
        Self::run(data, extra, &[])
    }

    /// With more in its environment.
    pub fn with(extra: &[&str], variables: &[(&str, &str)]) -> Self {
        Self::run(tempfile::tempdir().unwrap(), extra, variables)
    }

    /// The same data again, with more in its environment.
    pub fn over_with(data: tempfile::TempDir, extra: &[&str], variables: &[(&str, &str)]) -> Self {
        Self::run(data, extra, variables)
    }

    fn run(data: tempfile::TempDir, extra: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_plenaria"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data.path())
            .args(extra)
            .env("PLENARIA_ADMIN_TOKEN", ADMIN)
            .env("PLENARIA_LOG", "trace")
            .envs(variables.iter().copied())
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(data.path().join("stderr.log")).unwrap())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://").expect("the first line").to_owned();
        Self { child, address, data }
    }

    /// SIGKILL, then the same data again.
    pub fn kill_and_restart(self) -> Self {
        Self::over(self.kill(), &[])
    }

    /// SIGKILL; answers the data folder.
    pub fn kill(mut self) -> tempfile::TempDir {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        std::mem::replace(&mut self.data, tempfile::tempdir().unwrap())
    }

    /// Waits until it ends by itself.
    pub async fn exit_code(&mut self) -> Option<i32> {
        for _ in 0..600 {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("it does not end");
    }

    /// Asks it to stop, as systemd does, and waits for the end.
    pub async fn terminate(mut self) -> (Option<i32>, tempfile::TempDir) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        let code = self.exit_code().await;
        (code, std::mem::replace(&mut self.data, tempfile::tempdir().unwrap()))
    }

    pub fn is_up(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Resident memory in kB.
    pub fn rss_kb(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }

    /// How many files and sockets it has open.
    pub fn open_files(&self) -> usize {
        std::fs::read_dir(format!("/proc/{}/fd", self.child.id())).unwrap().count()
    }

    /// A counter or gauge without labels.
    pub async fn metric(&self, name: &str) -> u64 {
        let (_, _, metrics) = self.raw("GET /metrics HTTP/1.1\r\n", b"").await;
        let metrics = String::from_utf8(metrics).unwrap();
        let line = metrics.lines().find(|line| line.starts_with(&format!("plenaria_{name} "))).unwrap();
        line.rsplit(' ').next().unwrap().parse().unwrap()
    }

    pub fn logs(&self) -> String {
        std::fs::read_to_string(self.data.path().join("stderr.log")).unwrap()
    }

    /// One HTTP/1.1 request by hand: status, head, body.
    pub async fn raw(&self, request: &str, body: &[u8]) -> (u16, String, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.address).await.unwrap();
        let head = format!(
            "{request}Host: {}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
            self.address,
            body.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(body).await.unwrap();
        let mut answer = Vec::new();
        tokio::time::timeout(Duration::from_secs(30), stream.read_to_end(&mut answer))
            .await
            .unwrap()
            .unwrap();
        let split = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(answer[..split].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
        let body = answer[split + 4..].to_vec();
        (status, head, if chunked { unchunked(&body) } else { body })
    }

    /// The first answer to these bytes as it comes, on a connection that may live on.
    pub async fn once(&self, head: &str, body: &[u8]) -> String {
        let mut stream = TcpStream::connect(&self.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(body).await.unwrap();
        let mut answer = Vec::new();
        while !answer.windows(4).any(|four| four == b"\r\n\r\n") || !answer.ends_with(b"}") {
            let more =
                tokio::time::timeout(Duration::from_secs(30), stream.read_buf(&mut answer)).await.unwrap();
            assert_ne!(more.unwrap(), 0, "{}", String::from_utf8_lossy(&answer));
        }
        String::from_utf8(answer).unwrap()
    }

    pub async fn call(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        body: Option<Value>,
    ) -> (u16, Value) {
        let auth = token.map_or(String::new(), |token| format!("Authorization: Bearer {token}\r\n"));
        let body = body.map_or(Vec::new(), |body| serde_json::to_vec(&body).unwrap());
        let request = format!("{method} /api/v1{path} HTTP/1.1\r\n{auth}Content-Type: application/json\r\n");
        let (status, _, body) = self.raw(&request, &body).await;
        (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
    }

    /// Takes tables in, under the names of their parts.
    pub async fn import(&self, workshop: &Value, parts: &[(&str, &str)]) -> (u16, Value) {
        let request = format!(
            "POST /api/v1/workshops/{}/import HTTP/1.1\r\nAuthorization: Bearer {}\r\nContent-Type: multipart/form-data; boundary=b\r\n",
            text(&workshop["id"]),
            text(&workshop["facilitator"]["token"])
        );
        let (status, _, body) = self.raw(&request, &form(parts)).await;
        (status, serde_json::from_slice(&body).unwrap())
    }

    pub async fn workshop(&self) -> Value {
        let body = json!({ "title": "Prova", "language": "it", "groups": ["Ambiente", "Cultura"] });
        let (status, made) = self.call("POST", "/workshops", Some(ADMIN), Some(body)).await;
        assert_eq!(status, 201, "{made}");
        made
    }

    pub async fn join(&self, workshop: &Value, name: &str, group: &str) -> Value {
        let body = json!({ "code": workshop["join"]["code"], "name": name, "group": group });
        let (status, seat) = self.call("POST", "/join", None, Some(body)).await;
        assert_eq!(status, 201, "{seat}");
        seat
    }

    /// Waits until a note is on a board.
    pub async fn content_has(&self, board: &str, token: &str, note: &str) {
        for _ in 0..500 {
            let path = format!("/boards/{board}/export.json");
            let (status, content) = self.call("GET", &path, Some(token), None).await;
            assert_eq!(status, 200, "{content}");
            if content["notes"].get(note).is_some() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("note {note} does not come");
    }

    /// Opens a socket as our own page does: it hears `saved` and notices. The token is a query parameter all the same.
    pub async fn socket_of_ours(&self, board: &str, token: &str) -> Socket {
        let mut request =
            format!("ws://{}/sync/{board}?token={token}", self.address).into_client_request().unwrap();
        request.headers_mut().insert("sec-websocket-protocol", "plenaria.1".parse().unwrap());
        let (stream, _) = tokio_tungstenite::connect_async(request).await.unwrap();
        Socket { stream }
    }

    /// What somebody's page would write; it is stored when this answers.
    pub async fn edit(&self, board: &str, token: &str, client: u64, edits: &[board::edit::Edit]) {
        let mut socket = self.socket_of_ours(board, token).await;
        let head = format!("GET /api/v1/boards/{board}/state HTTP/1.1\r\nAuthorization: Bearer {token}\r\n");
        let (_, _, state) = self.raw(&head, b"").await;
        socket.send(document(2, &board::edit::draft(&state, client, edits).unwrap())).await;
        socket.saved().await;
    }

    /// Opens a socket with the smallest window there is, so that what is not read waits on the server's side.
    pub async fn socket_that_takes_little(&self, board: &str, token: &str) -> Socket {
        let tcp = tokio::net::TcpSocket::new_v4().unwrap();
        tcp.set_recv_buffer_size(4_096).unwrap();
        let stream = tcp.connect(self.address.parse().unwrap()).await.unwrap();
        let url = format!("ws://{}/sync/{board}?token={token}", self.address);
        let (stream, _) = tokio_tungstenite::client_async(url, MaybeTlsStream::Plain(stream)).await.unwrap();
        let mut socket = Socket { stream };
        socket.send(vec![0, 0, 1, 0]).await;
        socket
    }

    /// Opens a socket; the error is the status before the upgrade.
    pub async fn socket(&self, board: &str, token: Option<&str>) -> Result<Socket, u16> {
        let query = token.map_or(String::new(), |token| format!("?token={token}"));
        match tokio_tungstenite::connect_async(format!("ws://{}/sync/{board}{query}", self.address)).await {
            Ok((stream, _)) => {
                let mut socket = Socket { stream };
                if token.is_some() {
                    // Sync step 1 with nothing in hand, as every client begins.
                    socket.send(vec![0, 0, 1, 0]).await;
                }
                Ok(socket)
            }
            Err(tokio_tungstenite::tungstenite::Error::Http(response)) => Err(response.status().as_u16()),
            Err(other) => panic!("{other}"),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn unchunked(mut body: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    while let Some(end) = body.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&body[..end]).unwrap(), 16).unwrap();
        out.extend_from_slice(&body[end + 2..end + 2 + size]);
        body = &body[end + 4 + size..];
        if size == 0 {
            break;
        }
    }
    out
}

/// A JSON value that is text.
pub fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

pub fn board_of(of: &Value, kind: &str, group: Option<&str>) -> String {
    let board = of["boards"]
        .as_array()
        .unwrap()
        .iter()
        .find(|board| board["kind"] == kind && group.is_none_or(|group| board["group"] == group));
    board.unwrap()["id"].as_str().unwrap().to_owned()
}

pub fn form(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut body = String::new();
    for (name, content) in parts {
        body += &format!(
            "--b\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{name}.csv\"\r\n\r\n{content}\r\n"
        );
    }
    (body + "--b--\r\n").into_bytes()
}

pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Socket {
    pub async fn send(&mut self, bytes: Vec<u8>) {
        // A server that has closed already is found out by reading.
        let _ = self.stream.send(Message::Binary(bytes.into())).await;
    }

    /// Sends frames in one write: the server finds them together, however little time this process gets.
    pub async fn send_at_once(&mut self, frames: impl IntoIterator<Item = Vec<u8>>) {
        for bytes in frames {
            let _ = self.stream.feed(Message::Binary(bytes.into())).await;
        }
        let _ = self.stream.flush().await;
    }

    pub async fn send_text(&mut self, text: &str) {
        let _ = self.stream.send(Message::Text(text.into())).await;
    }

    /// The next data frame, or the close code.
    pub async fn next(&mut self) -> Result<Vec<u8>, u16> {
        loop {
            let next =
                tokio::time::timeout(PATIENCE, self.stream.next()).await.expect("the server answers in time");
            match next {
                Some(Ok(Message::Binary(bytes))) => return Ok(bytes.to_vec()),
                Some(Ok(Message::Close(frame))) => return Err(frame.map_or(1005, |frame| frame.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(1006),
            }
        }
    }

    /// Reads until the mark that says that what was sent is safe.
    pub async fn saved(&mut self) {
        while self.next().await.expect("open").first() != Some(&100) {}
    }

    /// Reads until the server closes.
    pub async fn closed(&mut self) -> u16 {
        loop {
            if let Err(code) = self.next().await {
                return code;
            }
        }
    }

    /// Everything that comes until it has been quiet for a while.
    pub async fn everything(&mut self) -> Vec<u8> {
        let mut heard = Vec::new();
        while let Ok(Ok(frame)) = tokio::time::timeout(Duration::from_millis(300), self.next()).await {
            heard.extend(frame);
        }
        heard
    }

    /// Reads what has come so far.
    pub async fn update_or_nothing(&mut self) {
        let _ = tokio::time::timeout(Duration::from_millis(200), self.update()).await;
    }

    /// Reads until an update or a step 2 with content arrives, and returns its bytes.
    pub async fn update(&mut self) -> Vec<u8> {
        loop {
            let frame = self.next().await.expect("open");
            if frame.len() > 5 && frame[0] == 0 && (frame[1] == 2 || frame[1] == 1) {
                return frame;
            }
        }
    }
}

/// A document frame: step 2 or update.
pub fn document(step: u8, update: &[u8]) -> Vec<u8> {
    let mut frame = vec![0, step];
    let mut len = update.len();
    while len > 0x7f {
        frame.push(len as u8 | 0x80);
        len >>= 7;
    }
    frame.push(len as u8);
    frame.extend_from_slice(update);
    frame
}

pub fn hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

/// The update in which `client` makes its first note, called `id`.
pub fn note(client: u64, id: &str) -> Vec<u8> {
    board::edit::draft(&[0, 0], client, &[put_note(id, id)]).unwrap()
}

pub fn put_note(id: &str, text: &str) -> board::edit::Edit {
    let note = board::note::Note { text: text.into(), ..board::note::Note::default() };
    board::edit::Edit::Put { id: id.parse().unwrap(), item: board::edit::Item::Note(note) }
}

pub fn drop_note(id: &str) -> board::edit::Edit {
    board::edit::Edit::Delete { kind: board::edit::Kind::Note, id: id.parse().unwrap() }
}

/// An update that puts an image on a board.
pub fn image_mark(client: u64, id: &str, image: &str) -> Vec<u8> {
    use yrs::{Any, Map, MapPrelim, ReadTxn, StateVector, Transact, WriteTxn};
    let doc = board::edit::new_doc(client);
    let mut txn = doc.transact_mut();
    let mark = txn.get_or_insert_map("marks").insert(&mut txn, id, MapPrelim::default());
    for (key, value) in [("kind", "image"), ("image", image), ("z", "a0"), ("color", "white")] {
        mark.insert(&mut txn, key, value);
    }
    let pair = |a: f64, b: f64| Any::Array([Any::from(a), Any::from(b)].into());
    mark.insert(&mut txn, "pos", pair(0.0, 0.0));
    mark.insert(&mut txn, "size", pair(300.0, 300.0));
    txn.encode_state_as_update_v1(&StateVector::default())
}

pub fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

pub fn read_all(path: &std::path::Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    std::fs::File::open(path).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

/// An update that says something about a note.
pub fn comment(client: u64, id: &str, on: &str, says: &str, author: &str) -> Vec<u8> {
    use yrs::{Map, MapPrelim, ReadTxn, StateVector, TextPrelim, Transact, WriteTxn};
    let doc = board::edit::new_doc(client);
    let mut txn = doc.transact_mut();
    let comment = txn.get_or_insert_map("comments").insert(&mut txn, id, MapPrelim::default());
    comment.insert(&mut txn, "text", TextPrelim::new(says));
    comment.insert(&mut txn, "on", on);
    comment.insert(&mut txn, "author", author);
    comment.insert(&mut txn, "at", 1.0);
    txn.encode_state_as_update_v1(&StateVector::default())
}
