//! `plenaria list`, `export`, `import`, `poster`, `vademecum` and `manifesto`: what leaves and comes, for scripts.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use axum::http::Method;
use bytes::Bytes;
use clap::Args;
use serde_json::Value;

use super::source::{Opened, Source, keep};

/// A board as a file.
#[derive(Args, Clone, Debug)]
pub struct Export {
    /// The board: its id, or its address.
    board: String,
    /// The file; its ending says what it is: json, csv, canvas, excalidraw, opml, mm, md. A lone - is stdout, as JSON.
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    #[command(flatten)]
    source: Source,
}

/// A file onto a board.
#[derive(Args, Clone, Debug)]
pub struct Import {
    /// The board: its id, or its address.
    board: String,
    /// The file: any that `export` writes, tables, lists, or a spreadsheet's cells as text.
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
    /// Only say what would come.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    source: Source,
}

/// Boards as a poster.
#[derive(Args, Clone, Debug)]
pub struct Poster {
    /// The boards, by id or address; several become sheets of one PDF.
    #[arg(required = true, value_name = "BOARD")]
    boards: Vec<String>,
    /// The file; its ending says what it is: png, jpg, pdf, svg.
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// Choices as in the address of a poster: paper=A0, dpi=300, theme=ink-saving, title=…; may be repeated.
    #[arg(long = "with", value_name = "CHOICE=VALUE")]
    choices: Vec<String>,
    #[command(flatten)]
    source: Source,
}

/// A workshop as a handbook.
#[derive(Args, Clone, Debug)]
pub struct Vademecum {
    /// The workshop: its id.
    workshop: String,
    /// The file; its ending says what it is: md, html, docx, odt, pdf.
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    #[command(flatten)]
    source: Source,
}

/// A workshop's manifesto.
#[derive(Args, Clone, Debug)]
pub struct Manifesto {
    /// The workshop: its id.
    workshop: String,
    /// The file; its ending says what it is: pdf, png, html.
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// Of a PNG: dots per inch, 30 to 600; 150 unless said.
    #[arg(long)]
    dpi: Option<u32>,
    #[command(flatten)]
    source: Source,
}

/// What there is.
#[derive(Args, Clone, Debug)]
pub struct List {
    /// With --url, the workshop whose token it is.
    workshop: Option<String>,
    #[command(flatten)]
    source: Source,
}

impl Export {
    pub(super) async fn run(&self) -> anyhow::Result<()> {
        let board = id(&self.board);
        let ending = if self.to == Path::new("-") { "json" } else { ending(&self.to)? };
        let mut opened = self.source.open().await?;
        fetch(&mut opened, &format!("/boards/{board}/export.{ending}"), board, &self.to).await?;
        opened.close().await
    }
}

impl Import {
    pub(super) async fn run(&self) -> anyhow::Result<()> {
        let board = id(&self.board);
        let bytes = fs::read(&self.from);
        let bytes = bytes.with_context(|| format!("{} cannot be read", self.from.display()))?;
        let name = self.from.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let only = if self.dry_run { "&dry_run=1" } else { "" };
        let path = format!("/boards/{board}/import?name={}{only}", encoded(name));
        let mut opened = self.source.open().await?;
        let answer = opened.ask(Method::POST, &path, Some(board), Bytes::from(bytes)).await?;
        let told = json(answer.into_body()).await?;
        let count = |what: &str| told[what].as_u64().unwrap_or_default();
        let (notes, clusters, links) = (count("notes"), count("clusters"), count("links"));
        let lead = if self.dry_run { "would come" } else { "came" };
        println!("{lead}: {notes} notes, {clusters} clusters, {links} links, {} drawings", count("drawings"));
        for remark in told["remarks"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            println!("{remark}");
        }
        opened.close().await
    }
}

impl Poster {
    pub(super) async fn run(&self) -> anyhow::Result<()> {
        let ending = ending(&self.to)?;
        let mut query = String::new();
        for choice in &self.choices {
            let (name, value) = choice
                .split_once('=')
                .with_context(|| format!("{choice} is no choice; write it as paper=A1"))?;
            if name == "qr" && value == "true" && !self.source.is_reachable() {
                bail!("say with --public-url where people reach the server; else the code leads nowhere");
            }
            query.push_str(&format!("{}={}&", encoded(name), encoded(value)));
        }
        let boards: Vec<&str> = self.boards.iter().map(|board| id(board)).collect();
        let mut opened = self.source.open().await?;
        let path = match boards[..] {
            [board] => format!("/boards/{board}/poster.{ending}?{query}"),
            _ if ending != "pdf" => bail!("several boards become one PDF; call the file .pdf"),
            _ => {
                let answer = opened
                    .ask(Method::GET, &format!("/boards/{}", boards[0]), Some(boards[0]), Bytes::new())
                    .await?;
                let workshop =
                    json(answer.into_body()).await?["workshop"].as_str().unwrap_or_default().to_owned();
                format!("/workshops/{workshop}/posters.pdf?{query}boards={}", boards.join(","))
            }
        };
        fetch(&mut opened, &path, boards[0], &self.to).await?;
        opened.close().await
    }
}

impl Vademecum {
    pub(super) async fn run(&self) -> anyhow::Result<()> {
        let ending = ending(&self.to)?;
        let mut opened = self.source.open().await?;
        let path = format!("/workshops/{}/vademecum.{ending}", self.workshop);
        fetch(&mut opened, &path, &self.workshop, &self.to).await?;
        opened.close().await
    }
}

impl Manifesto {
    pub(super) async fn run(&self) -> anyhow::Result<()> {
        let ending = ending(&self.to)?;
        let fine = self.dpi.map(|dpi| format!("?dpi={dpi}")).unwrap_or_default();
        let mut opened = self.source.open().await?;
        let path = format!("/workshops/{}/manifesto.{ending}{fine}", self.workshop);
        fetch(&mut opened, &path, &self.workshop, &self.to).await?;
        opened.close().await
    }
}

impl List {
    pub(super) async fn run(&self) -> anyhow::Result<()> {
        let mut opened = self.source.open().await?;
        let workshops = match (&self.workshop, &opened) {
            (Some(workshop), _) => vec![workshop.clone()],
            (None, Opened::Server { .. }) => {
                bail!("name the workshop whose token it is: plenaria list WORKSHOP --url …")
            }
            (None, Opened::Folder { .. }) => {
                let all = opened.ask(Method::GET, "/workshops", None, Bytes::new()).await?;
                let all = json(all.into_body()).await?;
                let ids = all.as_array().into_iter().flatten().filter_map(|one| one["id"].as_str());
                ids.map(str::to_owned).collect()
            }
        };
        for id in workshops {
            let one = opened.ask(Method::GET, &format!("/workshops/{id}"), Some(&id), Bytes::new()).await?;
            let one = json(one.into_body()).await?;
            println!("{id}  {}", one["title"].as_str().unwrap_or_default());
            for board in one["boards"].as_array().into_iter().flatten() {
                let session = board["session"].as_u64().map(|n| format!("session {n}, ")).unwrap_or_default();
                let what = board["group"].as_str().or(board["kind"].as_str()).unwrap_or_default();
                println!("  {}  {session}{what}", board["id"].as_str().unwrap_or_default());
            }
        }
        opened.close().await
    }
}

async fn fetch(opened: &mut Opened, path: &str, about: &str, to: &Path) -> anyhow::Result<()> {
    let answer = opened.ask(Method::GET, path, Some(about), Bytes::new()).await?;
    let bytes = keep(answer.into_body(), to).await?;
    if to != Path::new("-") {
        println!("{}: {bytes} bytes", to.display());
    }
    Ok(())
}

async fn json(body: axum::body::Body) -> anyhow::Result<Value> {
    let bytes = axum::body::to_bytes(body, usize::MAX).await?;
    Ok(serde_json::from_slice(&bytes)?)
}

/// A board's address ends with its id.
fn id(text: &str) -> &str {
    let path = text.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    path.rsplit('/').next().unwrap_or_default()
}

fn ending(file: &Path) -> anyhow::Result<&str> {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some(ending) if ending.chars().all(|c| c.is_ascii_alphanumeric()) => Ok(ending),
        _ => bail!("{} has no ending that says what it should be", file.display()),
    }
}

fn encoded(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' => (byte as char).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ht114_a_board_is_named_by_its_id_or_its_address() {
        for text in ["abc", "http://x.example/b/abc", "http://x.example/b/abc/?x#y", "/b/abc"] {
            assert_eq!(id(text), "abc", "{text}");
        }
        assert_eq!(encoded("Che cosa è?"), "Che%20cosa%20%C3%A8%3F");
        assert!(ending(Path::new("poster")).is_err() && ending(Path::new("a.p/d")).is_err());
    }
}
