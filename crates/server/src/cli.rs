//! What `plenaria` does besides serving. A command says what it did on stdout; what it could not do is one line on stderr
//! and exit code 1.

mod backup;
mod check;
mod files;
mod repair;
mod source;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use files::{Export, Import, List, Manifesto, Poster, Vademecum};

/// Work on a data folder.
#[derive(Debug, Subcommand)]
pub enum Care {
    /// Look at everything in a data folder and say what is damaged. Changes nothing; the server has to be stopped.
    Check(Folder),
    /// Make good what can be made good in a data folder, and say what is lost. Back it up first; the server has to be stopped.
    Repair(Folder),
    /// Copy everything into a new folder, checked, also while the server runs.
    Backup(Backup),
    /// Put a backup into an empty or missing data folder.
    Restore(Restore),
}

/// What leaves and comes, of a data folder or a running server.
#[derive(Debug, Subcommand)]
pub enum Files {
    /// Name the workshops and their boards, with the ids by which the other commands know them.
    List(List),
    /// Write a board as a file: JSON, a table, JSON Canvas, Excalidraw, OPML, FreeMind, Markdown.
    Export(Export),
    /// Put what is in a file onto a board, beside what is there.
    Import(Import),
    /// Draw boards as a poster: PNG, JPEG, PDF, SVG.
    Poster(Poster),
    /// Write a workshop as a handbook: Markdown, HTML, DOCX, ODT, PDF.
    Vademecum(Vademecum),
    /// Write a workshop's manifesto, the one page chosen on the facilitator's page: PDF, PNG, HTML.
    Manifesto(Manifesto),
}

impl Files {
    /// Carries a command out.
    ///
    /// # Errors
    /// In words for whoever typed it.
    pub async fn run(&self) -> anyhow::Result<()> {
        match self {
            Files::List(list) => list.run().await,
            Files::Export(export) => export.run().await,
            Files::Import(import) => import.run().await,
            Files::Poster(poster) => poster.run().await,
            Files::Vademecum(vademecum) => vademecum.run().await,
            Files::Manifesto(manifesto) => manifesto.run().await,
        }
    }
}

/// A data folder.
#[derive(Args, Clone, Debug)]
pub struct Folder {
    /// The data folder.
    #[arg(long, env = "PLENARIA_DATA", default_value = "./data", value_name = "FOLDER")]
    data: PathBuf,
}

/// Where a backup comes from and goes to.
#[derive(Args, Clone, Debug)]
pub struct Backup {
    #[command(flatten)]
    folder: Folder,
    /// The folder to make; it must not be there yet. Keep it as private as the data.
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
}

/// Where what is restored comes from and goes to.
#[derive(Args, Clone, Debug)]
pub struct Restore {
    #[command(flatten)]
    folder: Folder,
    /// A folder that `plenaria backup` made.
    #[arg(long, value_name = "FOLDER")]
    from: PathBuf,
}

/// Carries a command out. Blocks.
///
/// # Errors
/// In words for an administrator.
pub fn run(care: &Care) -> anyhow::Result<()> {
    match care {
        Care::Check(folder) => check::run(&folder.data),
        Care::Repair(folder) => repair::run(&folder.data),
        Care::Backup(backup) => backup::run(&backup.folder.data, &backup.to),
        Care::Restore(restore) => backup::restore(&restore.from, &restore.folder.data),
    }
}
