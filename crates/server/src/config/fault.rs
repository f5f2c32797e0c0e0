//! Faults on purpose and time put forward, for tests. Only in builds for developers; the released binary knows none.

use room::Fault;

/// What `PLENARIA_FAULT` asks for: `panic 2 word` panics the first two times that an update with this word reaches the
/// engine, `hang word` never returns from it.
#[cfg(debug_assertions)]
#[expect(
    clippy::disallowed_methods,
    reason = "this is server::config, and no setting: nobody should find it in the help"
)]
pub fn fault() -> Option<Fault> {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    let wish = std::env::var("PLENARIA_FAULT").ok()?;
    let mut words = wish.split(' ');
    let times = match words.next()? {
        "panic" => Some(words.next()?.parse().ok()?),
        "hang" => None,
        _ => return None,
    };
    let word = words.next()?.as_bytes().to_vec();
    let left = AtomicU64::new(times.unwrap_or(0));
    Some(Fault(Arc::new(move |update| {
        if !update.windows(word.len()).any(|window| window == word) {
            return;
        }
        if times.is_none() {
            loop {
                std::thread::sleep(std::time::Duration::from_secs(60));
            }
        }
        let spent = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
        assert!(spent.is_err(), "a fault on purpose");
    })))
}

/// None.
#[cfg(not(debug_assertions))]
pub fn fault() -> Option<Fault> {
    None
}

/// The file of `PLENARIA_TEST_CLOCK`: how many milliseconds the clock of all programmes is ahead.
#[cfg(debug_assertions)]
pub fn test_clock() -> Option<std::path::PathBuf> {
    std::env::var_os("PLENARIA_TEST_CLOCK").map(Into::into)
}

/// None.
#[cfg(not(debug_assertions))]
pub fn test_clock() -> Option<std::path::PathBuf> {
    None
}
