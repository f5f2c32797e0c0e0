//! The wall of a cockpit that is open: asks again and again, as the page does.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use serde_json::{Map, Value, json};

use crate::failure::{Failure, Outcome, failed};
use crate::http::Http;
use crate::report::Figures;

/// How often the page asks.
const EVERY: Duration = Duration::from_millis(800);
const MICROSECONDS_MAX: u64 = 60_000_000;

/// Somebody looks at the wall of a workshop, until they are told to stop.
pub struct Cockpit {
    stop: Arc<AtomicBool>,
    watching: JoinHandle<Outcome<Seen>>,
}

/// How the wall was answered.
struct Seen {
    /// Microseconds from question to answer.
    answers: Histogram<u64>,
    /// Boards on it.
    boards: usize,
    /// Notes it counted in the end.
    notes: u64,
    /// Sketches that came.
    sketches: u64,
}

impl Cockpit {
    /// Opens the wall of this workshop.
    pub fn open(http: Http, workshop: &str, token: String) -> Cockpit {
        let stop = Arc::new(AtomicBool::new(false));
        let (path, told) = (format!("/api/v1/workshops/{workshop}/wall"), stop.clone());
        let watching = std::thread::spawn(move || watch(http, &path, &token, &told));
        Cockpit { stop, watching }
    }

    /// Closes it, and says how it was answered.
    ///
    /// # Errors
    /// When it was not.
    pub fn close(self, figures: &mut Figures) -> Outcome<()> {
        self.stop.store(true, Ordering::Relaxed);
        let Ok(seen) = self.watching.join() else { return failed("the wall was not watched to its end") };
        let Seen { answers, boards, notes, sketches } = seen?;
        let ms = |quantile: f64| answers.value_at_quantile(quantile) as f64 / 1_000.0;
        figures.push("boards on the wall", boards as f64);
        figures.push("notes on the wall", notes as f64);
        figures.push("sketches", sketches as f64);
        figures.push("wall p50 ms", ms(0.5));
        figures.push("wall max ms", ms(1.0));
        // A change just after a question waits for the next one.
        figures.push("change seen after at most ms", EVERY.as_secs_f64() * 1_000.0 + ms(1.0));
        Ok(())
    }
}

fn watch(mut http: Http, path: &str, token: &str, stop: &AtomicBool) -> Outcome<Seen> {
    let answers = Histogram::new_with_bounds(1, MICROSECONDS_MAX, 3)
        .map_err(|error| Failure::Run(error.to_string()))?;
    let mut seen = Seen { answers, boards: 0, notes: 0, sketches: 0 };
    let mut known = Map::new();
    while !stop.load(Ordering::Relaxed) {
        let asked = Instant::now();
        let wish = json!({ "session": 1, "known": known });
        let wall = http.post(path, Some(token), &wish)?;
        seen.answers.saturating_record(asked.elapsed().as_micros() as u64);
        let boards = wall["boards"].as_array().map(Vec::as_slice).unwrap_or_default();
        seen.boards = boards.len();
        seen.notes = boards.iter().filter_map(|board| board["notes"].as_u64()).sum();
        seen.sketches += boards.iter().filter(|board| board.get("sketch").is_some()).count() as u64;
        for board in boards {
            if let Value::String(id) = &board["board"] {
                known.insert(id.clone(), board["seq"].clone());
            }
        }
        std::thread::sleep(EVERY.saturating_sub(asked.elapsed()));
    }
    Ok(seen)
}
