//! What is logged, and how it looks.

use std::io::IsTerminal;

use clap::{Args, ValueEnum};
use tracing_subscriber::EnvFilter;

/// Libraries whose detailed logs print request lines or frames, and with them tokens; never below warnings, whatever
/// the filter says.
const NEVER_CHATTY: [&str; 4] =
    ["hyper=warn", "hyper_util=warn", "tungstenite=warn", "tokio_tungstenite=warn"];

/// Logs, on stderr.
#[derive(Args, Clone, Debug)]
pub struct Log {
    /// What to log: error, warn, info, debug, trace, or a tracing filter such as info,server=debug. Tokens, query
    /// strings and texts of boards are never logged at any level.
    #[arg(long = "log", id = "log", env = "PLENARIA_LOG", default_value = "info", value_name = "FILTER")]
    pub filter: String,
    /// How log lines look.
    #[arg(long, env = "PLENARIA_LOG_FORMAT", value_enum, default_value = "text")]
    pub log_format: LogFormat,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, for collectors.
    Json,
}

impl Log {
    /// Sends logs to stderr from now on; a second call in one process changes nothing.
    ///
    /// # Errors
    /// A filter that cannot be read.
    pub fn start(&self) -> anyhow::Result<()> {
        let mut filter = EnvFilter::builder().parse(&self.filter)?;
        for quiet in NEVER_CHATTY {
            filter = filter.add_directive(quiet.parse()?);
        }
        let builder = tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            .with_ansi(std::io::stderr().is_terminal());
        let started = match self.log_format {
            LogFormat::Text => builder.with_target(false).try_init(),
            LogFormat::Json => builder.json().flatten_event(true).try_init(),
        };
        if started.is_err() {
            tracing::debug!("logs were started before");
        }
        Ok(())
    }
}
