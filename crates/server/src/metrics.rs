//! Numbers for whoever watches the server, in Prometheus' text format. No label ever holds an id, a name or a text.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// Upper bounds of the commit histogram, in microseconds: a good disk commits in well under a millisecond.
const COMMIT_BOUNDS_US: [u64; 10] =
    [250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 100_000, 500_000, 2_500_000];

/// All counters since the process started.
#[derive(Debug, Default)]
pub struct Metrics {
    sockets: AtomicU64,
    sockets_opened: AtomicU64,
    frames_in: AtomicU64,
    bytes_in: AtomicU64,
    frames_out: AtomicU64,
    bytes_out: AtomicU64,
    laggings: AtomicU64,
    records: AtomicU64,
    commits: Histogram,
    commits_failed: AtomicU64,
    snapshots: AtomicU64,
    snapshots_failed: AtomicU64,
    boards_failed: AtomicU64,
    boards_rebuilt: AtomicU64,
    damages: AtomicU64,
    boards_stuck: AtomicU64,
    boards_turned_away: AtomicU64,
    records_quarantined: AtomicU64,
    posters: AtomicU64,
    poster_us: AtomicU64,
    /// Sockets closed by us, by reason; updates refused, by rule; requests refused, by error code. All of these words
    /// are fixed in the code.
    closes: Mutex<BTreeMap<&'static str, u64>>,
    updates_refused: Mutex<BTreeMap<&'static str, u64>>,
    refusals: Mutex<BTreeMap<&'static str, u64>>,
    /// Requests by class of status: 2, 3, 4, 5.
    requests: [AtomicU64; 6],
}

#[derive(Debug, Default)]
struct Histogram {
    buckets: [AtomicU64; COMMIT_BOUNDS_US.len()],
    count: AtomicU64,
    sum_us: AtomicU64,
}

fn add(counter: &AtomicU64, n: u64) {
    counter.fetch_add(n, Ordering::Relaxed);
}

fn count(words: &Mutex<BTreeMap<&'static str, u64>>, word: &'static str) {
    *words.lock().unwrap_or_else(PoisonError::into_inner).entry(word).or_default() += 1;
}

impl Metrics {
    /// A socket is open for as long as this lives.
    pub fn socket(self: &std::sync::Arc<Metrics>) -> OpenSocket {
        add(&self.sockets, 1);
        add(&self.sockets_opened, 1);
        OpenSocket(self.clone())
    }

    /// A frame from a client reached its board.
    pub fn frame_in(&self, bytes: usize) {
        add(&self.frames_in, 1);
        add(&self.bytes_in, bytes as u64);
    }

    /// A frame was written to a socket.
    pub fn frame_out(&self, bytes: usize) {
        add(&self.frames_out, 1);
        add(&self.bytes_out, bytes as u64);
    }

    /// A slow reader's queue was dropped.
    pub fn lagging(&self) {
        add(&self.laggings, 1);
    }

    /// A commit ended.
    pub fn commit(&self, us: u64, records: u64, ok: bool) {
        if !ok {
            return add(&self.commits_failed, 1);
        }
        add(&self.records, records);
        add(&self.commits.count, 1);
        add(&self.commits.sum_us, us);
        if let Some(bucket) = COMMIT_BOUNDS_US.iter().position(|bound| us <= *bound) {
            add(&self.commits.buckets[bucket], 1);
        }
    }

    /// A snapshot was stored, or not.
    pub fn snapshot(&self, ok: bool) {
        add(if ok { &self.snapshots } else { &self.snapshots_failed }, 1);
    }

    /// A board could not be loaded.
    pub fn board_load_failed(&self) {
        add(&self.boards_failed, 1);
    }

    /// A board's room was dropped, to be loaded again.
    pub fn board_rebuilt(&self) {
        add(&self.boards_rebuilt, 1);
    }

    /// A board did not come back from one input in time.
    pub fn board_stuck(&self) {
        add(&self.boards_stuck, 1);
    }

    /// There was no memory for one more board.
    pub fn board_turned_away(&self) {
        add(&self.boards_turned_away, 1);
    }

    /// A record's content was left out, because the engine cannot live with it.
    pub fn record_quarantined(&self) {
        add(&self.records_quarantined, 1);
    }

    /// Damaged data was found and made good.
    pub fn damage_found(&self) {
        add(&self.damages, 1);
    }

    /// A poster was drawn.
    pub fn poster(&self, us: u64) {
        add(&self.posters, 1);
        add(&self.poster_us, us);
    }

    /// We closed a socket.
    pub fn closed(&self, reason: &'static str) {
        count(&self.closes, reason);
    }

    /// Admission refused an update.
    pub fn update_refused(&self, rule: &'static str) {
        count(&self.updates_refused, rule);
    }

    /// A request was answered.
    pub fn answered(&self, status: u16) {
        add(&self.requests[usize::from(status / 100).min(5)], 1);
    }

    /// A request was refused.
    pub fn refused(&self, code: &'static str) {
        count(&self.refusals, code);
    }

    /// Everything, in Prometheus' text format.
    pub fn text(&self, boards: usize) -> String {
        let mut out = Text::default();
        let get = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        out.one("gauge", "sockets", "Open sockets.", get(&self.sockets));
        out.one("gauge", "boards", "Boards in memory.", boards as u64);
        out.one("counter", "sockets_opened_total", "Sockets opened.", get(&self.sockets_opened));
        out.one("counter", "frames_received_total", "Frames from clients.", get(&self.frames_in));
        out.one("counter", "bytes_received_total", "Bytes in those frames.", get(&self.bytes_in));
        out.one("counter", "frames_sent_total", "Frames to clients.", get(&self.frames_out));
        out.one("counter", "bytes_sent_total", "Bytes in those frames.", get(&self.bytes_out));
        out.one(
            "counter",
            "lagging_total",
            "Queues of slow readers dropped and resynchronised.",
            get(&self.laggings),
        );
        out.one("counter", "updates_total", "Updates stored.", get(&self.records));
        out.one("counter", "commits_failed_total", "Commits that failed.", get(&self.commits_failed));
        out.one("counter", "snapshots_total", "Snapshots verified and stored.", get(&self.snapshots));
        out.one("counter", "snapshots_failed_total", "Snapshots that failed.", get(&self.snapshots_failed));
        out.one(
            "counter",
            "boards_failed_total",
            "Boards that could not be loaded.",
            get(&self.boards_failed),
        );
        out.one(
            "counter",
            "boards_rebuilt_total",
            "Boards dropped and loaded again.",
            get(&self.boards_rebuilt),
        );
        out.one(
            "counter",
            "boards_stuck_total",
            "Boards that did not come back from one input in time.",
            get(&self.boards_stuck),
        );
        out.one(
            "counter",
            "boards_turned_away_total",
            "Boards not opened because there was no memory for one more.",
            get(&self.boards_turned_away),
        );
        out.one(
            "counter",
            "records_quarantined_total",
            "Records left out because the engine cannot live with them.",
            get(&self.records_quarantined),
        );
        out.one("counter", "damage_total", "Damaged data found and made good.", get(&self.damages));
        out.one("counter", "posters_total", "Posters drawn.", get(&self.posters));
        out.seconds("poster_seconds_total", "Time spent drawing them.", get(&self.poster_us));
        out.words("closes_total", "Sockets closed by the server.", "reason", &self.closes);
        out.words("updates_refused_total", "Updates refused.", "rule", &self.updates_refused);
        out.words("refusals_total", "Requests refused.", "code", &self.refusals);
        out.head("counter", "requests_total", "Requests answered.");
        for class in 2..=5 {
            out.line(&format!("requests_total{{status=\"{class}xx\"}}"), get(&self.requests[class]));
        }
        self.commits.write(&mut out);
        out.0
    }
}

impl Histogram {
    fn write(&self, out: &mut Text) {
        out.head("histogram", "commit_seconds", "From handing edits to the store to their being safe.");
        let mut below = 0;
        for (bound, bucket) in COMMIT_BOUNDS_US.iter().zip(&self.buckets) {
            below += bucket.load(Ordering::Relaxed);
            out.line(&format!("commit_seconds_bucket{{le=\"{}\"}}", *bound as f64 / 1e6), below);
        }
        let count = self.count.load(Ordering::Relaxed);
        out.line("commit_seconds_bucket{le=\"+Inf\"}", count);
        out.line("commit_seconds_count", count);
        out.line("commit_seconds_sum", self.sum_us.load(Ordering::Relaxed) as f64 / 1e6);
    }
}

#[derive(Default)]
struct Text(String);

impl Text {
    fn head(&mut self, kind: &str, name: &str, help: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "# HELP plenaria_{name} {help}\n# TYPE plenaria_{name} {kind}");
    }

    fn line(&mut self, series: &str, value: impl std::fmt::Display) {
        let _ = writeln!(self.0, "plenaria_{series} {value}");
    }

    fn one(&mut self, kind: &str, name: &str, help: &str, value: u64) {
        self.head(kind, name, help);
        self.line(name, value);
    }

    fn seconds(&mut self, name: &str, help: &str, us: u64) {
        self.head("counter", name, help);
        self.line(name, us as f64 / 1e6);
    }

    fn words(&mut self, name: &str, help: &str, label: &str, words: &Mutex<BTreeMap<&'static str, u64>>) {
        self.head("counter", name, help);
        for (word, value) in words.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            self.line(&format!("{name}{{{label}=\"{word}\"}}"), value);
        }
    }
}

/// Counts as an open socket until dropped.
#[derive(Debug)]
pub struct OpenSocket(std::sync::Arc<Metrics>);

impl Drop for OpenSocket {
    fn drop(&mut self) {
        self.0.sockets.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ht30_metrics_are_prometheus_text() {
        let metrics = std::sync::Arc::new(Metrics::default());
        let socket = metrics.socket();
        metrics.commit(300, 2, true);
        metrics.commit(9_000_000, 1, true);
        metrics.closed("malformed");
        let text = metrics.text(3);
        for line in [
            "plenaria_sockets 1",
            "plenaria_boards 3",
            "plenaria_updates_total 3",
            "plenaria_commit_seconds_bucket{le=\"0.00025\"} 0",
            "plenaria_commit_seconds_bucket{le=\"0.0005\"} 1",
            "plenaria_commit_seconds_bucket{le=\"+Inf\"} 2",
            "plenaria_closes_total{reason=\"malformed\"} 1",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} in\n{text}");
        }
        drop(socket);
        assert!(metrics.text(0).contains("plenaria_sockets 0"));
    }
}
