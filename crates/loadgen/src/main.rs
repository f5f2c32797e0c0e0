//! `loadgen`: how much a server carries.

use std::io::{BufRead, Write};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use clap::{Parser, Subcommand};
use loadgen::crowd::Timing;
use loadgen::failure::{Outcome, failed};
use loadgen::process::Process;
use loadgen::relay::Relay;
use loadgen::report::{Row, tables};
use loadgen::scenario::{ALL, Setting, named, run};
use loadgen::target::{Kind, Target};

/// An open-loop load generator for Plenaria and its peers.
#[derive(Parser)]
#[command(name = "loadgen", version)]
struct Cli {
    #[command(subcommand)]
    command: Doing,
}

#[derive(Subcommand)]
enum Doing {
    /// Name the scenarios.
    List,
    /// Measure a server.
    Run(Run),
    /// Be a dumb broadcast relay: the approximate ceiling. The first line on stdout is its address.
    Relay(Relaying),
    /// Read lines of `run --json` from stdin and print tables, others' figures as multiples of ours.
    Table,
}

#[derive(Parser)]
struct Run {
    /// Names of `loadgen list`.
    #[arg(required = true)]
    scenarios: Vec<String>,
    /// Which dialect the server speaks.
    #[arg(long, value_enum)]
    target: Kind,
    /// Where it is, e.g. ws://127.0.0.1:8080; a path may hold {room}.
    #[arg(long)]
    url: String,
    /// The server's process number; without it there are no figures of processor and memory.
    #[arg(long)]
    server_pid: Option<u32>,
    /// The administrator's token of a Plenaria.
    #[arg(long, env = "PLENARIA_ADMIN_TOKEN", hide_env_values = true)]
    admin_token: Option<String>,
    /// How the server is called in the tables; the target's name if not given.
    #[arg(long)]
    label: Option<String>,
    /// Seconds that are measured.
    #[arg(long, default_value_t = 5.0)]
    seconds: f64,
    /// Seconds before that which are not.
    #[arg(long, default_value_t = 1.0)]
    warmup: f64,
    /// A shell command for cold-join that restarts the server at the same address and prints its process number.
    #[arg(long)]
    restart_cmd: Option<String>,
    /// Print JSON lines to stdout, and the tables to stderr.
    #[arg(long)]
    json: bool,
}

#[derive(Parser)]
struct Relaying {
    /// Address and port; port 0 picks a free one.
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// Write to a connection at most once in so many milliseconds; 0 writes at once.
    #[arg(long, default_value_t = 0)]
    tick_ms: u64,
}

fn main() -> ExitCode {
    match execute(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("loadgen: {error}");
            ExitCode::FAILURE
        }
    }
}

fn execute(doing: Doing) -> Outcome<()> {
    match doing {
        Doing::List => {
            for scenario in ALL {
                println!("{:<15} {}", scenario.name, scenario.about);
            }
            Ok(())
        }
        Doing::Run(wish) => measure(wish),
        Doing::Relay(wish) => {
            loadgen::process::allow_files(8_192)?;
            let tick = (wish.tick_ms > 0).then(|| Duration::from_millis(wish.tick_ms));
            let relay = Relay::bind(wish.listen, tick)?;
            println!("{}", relay.address()?);
            std::io::stdout().flush()?;
            relay.run(&AtomicBool::new(false))
        }
        Doing::Table => {
            let mut rows = Vec::new();
            for line in std::io::stdin().lock().lines() {
                rows.extend(Row::parse(&line?));
            }
            print!("{}", tables(&rows));
            Ok(())
        }
    }
}

fn measure(wish: Run) -> Outcome<()> {
    let scenarios = wish.scenarios.iter().map(|name| named(name)).collect::<Outcome<Vec<_>>>()?;
    if !(wish.seconds > 0.0 && wish.warmup >= 0.0 && wish.seconds + wish.warmup < 3600.0) {
        return failed("--seconds and --warmup must be times of less than an hour");
    }
    let mut target = Target::new(wish.target, &wish.url, wish.admin_token.as_deref())?;
    let name = clap::ValueEnum::to_possible_value(&wish.target).map(|value| value.get_name().to_owned());
    let setting = Setting {
        label: wish.label.or(name).unwrap_or_default(),
        server: wish.server_pid.map(Process::new),
        restart: wish.restart_cmd,
        timing: Timing {
            warmup: Duration::from_secs_f64(wish.warmup),
            measured: Duration::from_secs_f64(wish.seconds),
        },
    };
    let mut failures = Vec::new();
    for scenario in scenarios {
        match run(scenario, &mut target, &setting) {
            Ok(rows) => {
                let table = tables(&rows);
                if wish.json {
                    rows.iter().for_each(|row| println!("{}", row.json()));
                    eprint!("{table}");
                } else {
                    print!("{table}");
                }
            }
            Err(error) => {
                eprintln!("loadgen: {}: {error}", scenario.name);
                failures.push(scenario.name);
            }
        }
    }
    if failures.is_empty() { Ok(()) } else { failed(format!("{} gave no figures", failures.join(", "))) }
}
