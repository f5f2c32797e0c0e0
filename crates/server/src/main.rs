//! `plenaria`: one binary.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use server::cli::{self, Care, Files};
use server::config::Config;

#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Groups that think together live, and bring it home.
#[derive(Parser)]
#[command(name = "plenaria", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server.
    Serve(Box<Config>),
    #[command(flatten)]
    Care(Care),
    #[command(flatten)]
    Files(Box<Files>),
}

/// Board work runs on these threads; the engine's own recursion must find room.
const STACK_BYTES: usize = 8 << 20;

/// One board that hangs must not take the only thread.
const THREADS_MIN: usize = 2;

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Serve(config) => run(*config),
        Command::Care(care) => on_board_thread(move || cli::run(&care)),
        Command::Files(files) => on_runtime(files.run()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("plenaria: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Boards are loaded here as well.
fn on_board_thread(work: impl FnOnce() -> anyhow::Result<()> + Send + 'static) -> anyhow::Result<()> {
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(work)?;
    thread.join().unwrap_or_else(|_| Err(anyhow::anyhow!("the command broke off; nothing more was changed")))
}

fn run(config: Config) -> anyhow::Result<()> {
    config.log.start()?;
    on_runtime(server::serve::run(config))
}

fn on_runtime(work: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    let threads = std::thread::available_parallelism().map_or(THREADS_MIN, |n| n.get().max(THREADS_MIN));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .worker_threads(threads)
        .thread_stack_size(STACK_BYTES)
        .build()?;
    let done = runtime.block_on(work);
    // A thread that hangs must not keep the process.
    runtime.shutdown_background();
    done
}
