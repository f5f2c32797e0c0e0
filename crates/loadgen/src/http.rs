//! Just enough HTTP/1.1 to ask a server for rooms and seats: one connection, JSON both ways.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

use crate::failure::{Failure, Outcome, failed};

/// A server's HTTP side.
pub struct Http {
    address: SocketAddr,
    host: String,
    kept: Option<BufReader<TcpStream>>,
}

const PATIENCE: Duration = Duration::from_secs(30);

impl Http {
    /// Nothing is connected yet.
    pub fn new(address: SocketAddr, host: &str) -> Http {
        Http { address, host: host.to_owned(), kept: None }
    }

    /// Posts JSON; the answer must be one of success.
    ///
    /// # Errors
    /// When there is no answer, or another one.
    pub fn post(&mut self, path: &str, token: Option<&str>, body: &Value) -> Outcome<Value> {
        let body = serde_json::to_vec(body)?;
        let (status, answer) = match self.kept.take() {
            // A kept connection may have been closed meanwhile.
            Some(kept) => match self.exchange(kept, path, token, &body) {
                Ok(answer) => answer,
                Err(_) => self.fresh(path, token, &body)?,
            },
            None => self.fresh(path, token, &body)?,
        };
        if !(200..300).contains(&status) {
            return failed(format!("POST {path}: {status} {}", String::from_utf8_lossy(&answer)));
        }
        Ok(serde_json::from_slice(&answer)?)
    }

    fn fresh(&mut self, path: &str, token: Option<&str>, body: &[u8]) -> Outcome<(u16, Vec<u8>)> {
        let stream = TcpStream::connect(self.address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        self.exchange(BufReader::new(stream), path, token, body)
    }

    fn exchange(
        &mut self,
        mut stream: BufReader<TcpStream>,
        path: &str,
        token: Option<&str>,
        body: &[u8],
    ) -> Outcome<(u16, Vec<u8>)> {
        let auth = token.map_or(String::new(), |token| format!("Authorization: Bearer {token}\r\n"));
        let mut request = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\n{auth}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            self.host,
            body.len()
        )
        .into_bytes();
        request.extend_from_slice(body);
        stream.get_mut().write_all(&request)?;
        let head = lines(&mut stream)?;
        let status =
            head.first().and_then(|line| line.split(' ').nth(1)).and_then(|status| status.parse().ok());
        let Some(status) = status else { return failed("the server does not speak HTTP") };
        let field = |name: &str| {
            head.iter().find_map(|line| {
                let (key, value) = line.split_once(':')?;
                key.eq_ignore_ascii_case(name).then(|| value.trim().to_ascii_lowercase())
            })
        };
        let mut answer = Vec::new();
        if let Some(length) = field("content-length").and_then(|length| length.parse().ok()) {
            answer.resize(length, 0);
            stream.read_exact(&mut answer)?;
        } else if field("transfer-encoding").is_some_and(|coding| coding.contains("chunked")) {
            loop {
                let mut line = String::new();
                stream.read_line(&mut line)?;
                let Ok(size) = usize::from_str_radix(line.trim(), 16) else {
                    return failed("a broken answer");
                };
                let begin = answer.len();
                answer.resize(begin + size, 0);
                stream.read_exact(&mut answer[begin..])?;
                stream.read_line(&mut line)?;
                if size == 0 {
                    break;
                }
            }
        }
        if field("connection").is_none_or(|value| value != "close") {
            self.kept = Some(stream);
        }
        Ok((status, answer))
    }
}

fn lines(stream: &mut impl BufRead) -> Result<Vec<String>, Failure> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line)? == 0 {
            return failed("the server closed before it answered");
        }
        let line = line.trim_end();
        if line.is_empty() {
            return Ok(lines);
        }
        lines.push(line.to_owned());
    }
}
