//! `plenaria`: one binary.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use server::config::Config;

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
}

/// Board work runs on these threads; the engine's own recursion must find room.
const STACK_BYTES: usize = 8 << 20;

/// One board that hangs must not take the only thread.
const THREADS_MIN: usize = 2;

fn main() -> ExitCode {
    let Cli { command: Command::Serve(config) } = Cli::parse();
    match run(*config) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("plenaria: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(config: Config) -> anyhow::Result<()> {
    config.log.start()?;
    let threads = std::thread::available_parallelism().map_or(THREADS_MIN, |n| n.get().max(THREADS_MIN));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .worker_threads(threads)
        .thread_stack_size(STACK_BYTES)
        .build()?;
    let served = runtime.block_on(server::serve::run(config));
    // A thread that hangs must not keep the process.
    runtime.shutdown_background();
    served
}
