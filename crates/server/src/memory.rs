//! How much memory the process uses.

use std::fs;

/// Resident memory in bytes; none where the system does not say (only Linux does, in `/proc`).
pub fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kb| kb * 1024)
}

#[cfg(test)]
mod tests {
    use super::resident;

    #[test]
    fn ht36_memory_is_read_where_there_is_a_proc() {
        assert_eq!(resident().is_some_and(|bytes| bytes > 1 << 20), cfg!(target_os = "linux"));
    }
}
