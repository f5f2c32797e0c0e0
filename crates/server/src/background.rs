//! Work beside the live boards: reading snapshots back, going through logs, compressing boards, drawing for paper.
//!
//! On threads of lower priority, so that on a machine of one or two cores the edits of all boards do not wait for it.

use std::io;

use tokio::sync::oneshot;

/// The engine's own recursion must find room.
const STACK_BYTES: usize = 8 << 20;
/// The lowest priority an ordinary thread can have; it still gets its share of a busy machine.
#[cfg(target_os = "linux")]
const NICE: i32 = 19;

/// Work that was begun, to be waited for. Who does not wait any more leaves it behind.
pub struct Begun<T>(oneshot::Receiver<T>);

impl<T> Begun<T> {
    /// What came of it.
    ///
    /// # Errors
    /// When the work panicked.
    pub async fn done(self) -> io::Result<T> {
        self.0.await.map_err(|_| io::Error::other("work on a thread of its own panicked"))
    }
}

/// Does work that nobody waits for on a thread of its own.
///
/// # Errors
/// When no thread can be started, or the work panicked.
pub async fn run<T: Send + 'static>(name: &str, work: impl FnOnce() -> T + Send + 'static) -> io::Result<T> {
    begin(name, lower_priority, work)?.done().await
}

/// Begins what somebody waits for, on a thread of its own.
///
/// # Errors
/// When no thread can be started.
pub fn beside<T: Send + 'static>(
    name: &str,
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<Begun<T>> {
    begin(name, || {}, work)
}

fn begin<T: Send + 'static>(
    name: &str,
    step_back: fn(),
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<Begun<T>> {
    let (answer, done) = oneshot::channel();
    let work = move || {
        step_back();
        // Nobody waiting any more is no error.
        let _ = answer.send(work());
    };
    std::thread::Builder::new().name(name.to_owned()).stack_size(STACK_BYTES).spawn(work)?;
    Ok(Begun(done))
}

fn lower_priority() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(Some(rustix::thread::gettid()), NICE) {
        tracing::debug!(%error, "work in the background runs at the priority of everything else");
    }
}

#[cfg(test)]
mod tests {
    use super::run;

    #[tokio::test]
    async fn ht33_what_panics_in_the_background_is_told() {
        assert_eq!(run("work", || 7).await.unwrap(), 7);
        let died = run("work", || -> u32 { panic!("on purpose") }).await;
        assert!(died.unwrap_err().to_string().contains("panicked"));
    }
}
