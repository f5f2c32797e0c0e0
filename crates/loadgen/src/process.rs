//! What a process costs, from `/proc`.

use std::fs;

use crate::failure::{Outcome, failed};

/// A process of this machine, all its threads.
#[derive(Clone, Debug)]
pub struct Process(String);

impl Process {
    /// By its number.
    pub fn new(pid: u32) -> Process {
        Process(format!("/proc/{pid}"))
    }

    /// This one.
    pub fn own() -> Process {
        Process("/proc/self".to_owned())
    }

    /// Seconds of processor so far, in user and in kernel mode.
    ///
    /// # Errors
    /// When there is no such process.
    pub fn cpu_seconds(&self) -> Outcome<f64> {
        let stat = self.read("stat")?;
        // The name in brackets may hold anything, spaces too.
        let fields = stat.rsplit_once(')').map(|(_, rest)| rest.split_whitespace().collect::<Vec<_>>());
        let ticks = |at: usize| -> Option<f64> { fields.as_ref()?.get(at)?.parse().ok() };
        // utime and stime are fields 14 and 15; the third stands first behind the name.
        match (ticks(11), ticks(12)) {
            (Some(user), Some(system)) => {
                Ok((user + system) / rustix::param::clock_ticks_per_second() as f64)
            }
            _ => failed(format!("{}/stat cannot be read", self.0)),
        }
    }

    /// The same to the nanosecond, over the threads there are now: for what takes less than a few ticks.
    ///
    /// # Errors
    /// When there is no such process.
    pub fn cpu_seconds_exact(&self) -> Outcome<f64> {
        let mut sum = 0.0;
        for thread in fs::read_dir(format!("{}/task", self.0))? {
            let file = thread?.path().join("schedstat");
            // A thread may end while we look; without these statistics in the kernel the ticks must do.
            let Ok(text) = fs::read_to_string(file) else { continue };
            sum += text.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or_default() / 1e9;
        }
        if sum > 0.0 { Ok(sum) } else { self.cpu_seconds() }
    }

    /// Resident memory in MiB.
    ///
    /// # Errors
    /// When there is no such process.
    pub fn rss_mib(&self) -> Outcome<f64> {
        self.status("VmRSS:")
    }

    /// The most it ever was since [`Process::forget_peak`], in MiB.
    ///
    /// # Errors
    /// When there is no such process.
    pub fn peak_mib(&self) -> Outcome<f64> {
        self.status("VmHWM:")
    }

    /// Lets the peak begin at what is resident now. A kernel that does not allow it keeps the peak since the start.
    pub fn forget_peak(&self) {
        let _ = fs::write(format!("{}/clear_refs", self.0), "5");
    }

    fn status(&self, name: &str) -> Outcome<f64> {
        let status = self.read("status")?;
        let kib: Option<f64> =
            status.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse().ok());
        match kib {
            Some(kib) => Ok(kib / 1024.0),
            None => failed(format!("{}/status has no {name}", self.0)),
        }
    }

    fn read(&self, file: &str) -> Outcome<String> {
        let path = format!("{}/{file}", self.0);
        fs::read_to_string(&path).or_else(|error| failed(format!("{path}: {error}")))
    }
}

/// Makes room for that many sockets.
///
/// # Errors
/// In words that say what to do, when the system allows fewer.
pub fn allow_files(sockets: usize) -> Outcome<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let wanted = sockets as u64 + 64;
    let limit = getrlimit(Resource::Nofile);
    if limit.current.is_none_or(|now| now >= wanted) {
        return Ok(());
    }
    if limit.maximum.is_some_and(|most| most < wanted) {
        return failed(format!(
            "{sockets} connections need `ulimit -n {wanted}` here and on the server's side; the hard limit is {}",
            limit.maximum.unwrap_or_default()
        ));
    }
    Ok(setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum })?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_has_memory_and_an_unknown_one_has_not() {
        assert!(Process::own().rss_mib().unwrap() > 0.0);
        assert!(Process::own().peak_mib().unwrap() > 0.0);
        assert!(Process::own().cpu_seconds().unwrap() >= 0.0);
        assert!(Process::new(u32::MAX).cpu_seconds().is_err());
    }
}
