//! Every setting of the server, with its default and its reason: the only place that reads flags and environment.
//!
//! Each flag is also an environment variable `PLENARIA_…`; a flag wins over the variable.

mod bind;
mod fault;
mod limits;
mod log;
mod proxies;

pub use bind::{Bind, Origins, PublicUrl};
pub use fault::{fault, test_clock};
pub use limits::Limits;
pub use log::{Log, LogFormat};
pub use proxies::{Proxies, Proxy};

use std::path::PathBuf;

use clap::Args;

/// Everything `plenaria serve` can be told.
#[derive(Args, Clone, Debug)]
pub struct Config {
    /// Where to listen and under which address people reach us.
    #[command(flatten)]
    pub bind: Bind,
    /// The administrator's token.
    ///
    /// Without it one is made at the first start and kept in the data folder (readable by its owner only). Prefer the
    /// environment variable: other users of the machine can see a flag.
    #[arg(long, env = "PLENARIA_ADMIN_TOKEN", hide_env_values = true, value_name = "TOKEN")]
    pub admin_token: Option<String>,
    /// Load the sample workshop (in Italian) when there is no workshop yet, and print its links at every start.
    #[arg(long, env = "PLENARIA_SAMPLE")]
    pub sample: bool,
    /// A folder of fonts (.ttf, .otf, .ttc) for posters, for scripts that are too large to be built in: Chinese, Japanese, Korean.
    #[arg(long, env = "PLENARIA_FONTS", value_name = "FOLDER")]
    pub fonts: Option<PathBuf>,
    /// Logs, on stderr.
    #[command(flatten)]
    pub log: Log,
    /// Bounds of everything that comes from outside.
    #[command(flatten)]
    pub limits: Limits,
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::*;

    #[derive(Parser)]
    struct Command {
        #[command(flatten)]
        config: Config,
    }

    #[test]
    fn ht1_every_flag_has_help_a_variable_of_its_name_and_limits_say_why() {
        for arg in Command::command().get_arguments().filter(|arg| arg.get_id() != "help") {
            let id = arg.get_id().as_str();
            let variable = format!("PLENARIA_{}", id.to_uppercase());
            assert_eq!(arg.get_env().and_then(|env| env.to_str()), Some(variable.as_str()), "{id}");
            assert!(arg.get_help().is_some(), "{id} has no help");
        }
    }

    #[test]
    fn ht1_the_defaults_are_whole() {
        let config = Command::parse_from(["serve"]).config;
        assert_eq!(config.bind.listen.to_string(), "127.0.0.1:8080");
        assert!(config.limits.frame_bytes >= config.limits.update_bytes, "an update fits into a frame");
    }
}
