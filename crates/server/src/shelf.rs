//! Files of public pages as they were made last: whoever asks next has them at once.

use std::collections::VecDeque;
use std::future::Future;
use std::sync::{Arc, Mutex as Lock, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::sync::Mutex;

/// Bytes of all that is kept.
const KEPT_BYTES: usize = 64 << 20;
/// Bytes of one file that is kept; a larger one is made each time.
const FILE_BYTES: usize = 16 << 20;

/// A file, and the same compressed where that is worth it.
#[derive(Clone, Debug)]
pub struct File {
    /// As it is.
    pub plain: Bytes,
    /// By gzip.
    pub packed: Option<Bytes>,
}

impl File {
    fn len(&self) -> usize {
        self.plain.len() + self.packed.as_ref().map_or(0, Bytes::len)
    }
}

#[derive(Debug)]
struct Kept {
    link: String,
    name: String,
    tag: String,
    file: File,
}

/// In which queue a file is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Making {
    /// Pages and pictures, which are soon made.
    Seen,
    /// Posters and handbooks, which take their turn among those of everybody.
    Printed,
}

/// What was made last. However many ask, of each kind one file is made at a time, and whoever waited for the same finds it made:
/// who only reads takes from those who work one turn at most.
#[derive(Debug, Default)]
pub struct Shelf {
    kept: Lock<VecDeque<Kept>>,
    seen: Arc<Mutex<()>>,
    printed: Arc<Mutex<()>>,
}

impl Shelf {
    /// The file of that name of a page, as `tag` says it is now; `make` makes it where it is not there.
    ///
    /// # Errors
    /// Those of `make`.
    pub async fn take<E>(
        &self,
        (link, name, tag): (&str, &str, &str),
        making: Making,
        make: impl Future<Output = Result<File, E>>,
    ) -> Result<File, E> {
        if let Some(file) = self.found(link, name, tag) {
            return Ok(file);
        }
        let queue = if making == Making::Seen { &self.seen } else { &self.printed };
        let _turn = queue.lock().await;
        if let Some(file) = self.found(link, name, tag) {
            return Ok(file);
        }
        let file = make.await?;
        self.keep(Kept { link: link.into(), name: name.into(), tag: tag.into(), file: file.clone() });
        Ok(file)
    }

    /// Lets go of everything of a page.
    pub fn forget(&self, link: &str) {
        self.kept().retain(|one| one.link != link);
    }

    fn kept(&self) -> MutexGuard<'_, VecDeque<Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn found(&self, link: &str, name: &str, tag: &str) -> Option<File> {
        let kept = self.kept();
        let one = kept.iter().find(|one| one.link == link && one.name == name && one.tag == tag)?;
        Some(one.file.clone())
    }

    fn keep(&self, new: Kept) {
        let mut kept = self.kept();
        kept.retain(|one| one.link != new.link || one.name != new.name);
        if new.file.len() > FILE_BYTES {
            return;
        }
        kept.push_back(new);
        let mut bytes: usize = kept.iter().map(|one| one.file.len()).sum();
        while bytes > KEPT_BYTES {
            let Some(oldest) = kept.pop_front() else { return };
            bytes -= oldest.file.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn file(bytes: usize) -> File {
        File { plain: vec![0; bytes].into(), packed: None }
    }

    #[tokio::test]
    async fn ht118_a_file_that_many_ask_for_is_made_once() {
        let (shelf, made) = (Shelf::default(), AtomicUsize::new(0));
        let ask = |tag: &'static str| {
            shelf.take(("l", "a.svg", tag), Making::Seen, async {
                made.fetch_add(1, Ordering::Relaxed);
                tokio::task::yield_now().await;
                Ok::<_, ()>(file(10))
            })
        };
        let (a, b, c) = tokio::join!(ask("1"), ask("1"), ask("1"));
        assert!(a.is_ok() && b.is_ok() && c.is_ok());
        assert_eq!(made.load(Ordering::Relaxed), 1);
        ask("2").await.unwrap();
        ask("2").await.unwrap();
        assert_eq!(made.load(Ordering::Relaxed), 2, "what has changed is made anew, once");
        shelf.forget("l");
        ask("2").await.unwrap();
        assert_eq!(made.load(Ordering::Relaxed), 3);
        // What could not be made is tried again.
        let failed = shelf.take(("l", "b", "1"), Making::Printed, async { Err::<File, _>("no") }).await;
        assert_eq!(failed.unwrap_err(), "no");
        assert!(shelf.take(("l", "b", "1"), Making::Printed, async { Ok::<_, ()>(file(1)) }).await.is_ok());
    }

    #[tokio::test]
    async fn ht118_what_is_kept_is_bounded() {
        let shelf = Shelf::default();
        for nth in 0..10 {
            let name = format!("{nth}");
            shelf
                .take(("l", &name, "1"), Making::Seen, async { Ok::<_, ()>(file(FILE_BYTES)) })
                .await
                .unwrap();
        }
        shelf
            .take(("l", "large", "1"), Making::Seen, async { Ok::<_, ()>(file(FILE_BYTES + 1)) })
            .await
            .unwrap();
        assert!(shelf.found("l", "large", "1").is_none());
        assert!(shelf.found("l", "0", "1").is_none() && shelf.found("l", "9", "1").is_some());
        assert!(shelf.kept().iter().map(|one| one.file.len()).sum::<usize>() <= KEPT_BYTES);
    }
}
