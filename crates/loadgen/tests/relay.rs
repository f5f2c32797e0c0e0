//! The generator against its own relay: what it counts is what happened. Nothing here depends on how fast a machine is.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use loadgen::crowd::Timing;
use loadgen::process::Process;
use loadgen::relay::Relay;
use loadgen::report::Row;
use loadgen::scenario::{Setting, named, run};
use loadgen::target::{Kind, Target};

fn against_a_relay(scenario: &str, tick: Option<Duration>) -> Row {
    let relay = Relay::bind("127.0.0.1:0".parse().unwrap(), tick).unwrap();
    let url = format!("ws://{}", relay.address().unwrap());
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = stop.clone();
    let relaying = std::thread::spawn(move || relay.run(&stopped));
    let setting = Setting {
        label: "relay".to_owned(),
        server: Some(Process::own()),
        restart: None,
        timing: Timing { warmup: Duration::from_millis(200), measured: Duration::from_secs(1) },
    };
    let mut target = Target::new(Kind::Relay, &url, None).unwrap();
    let mut rows = run(named(scenario).unwrap(), &mut target, &setting).unwrap();
    stop.store(true, Ordering::Relaxed);
    relaying.join().unwrap().unwrap();
    rows.remove(0)
}

/// 2 rooms × 2 writers × 10 edits in the second, each to 3 others.
const PAIRS: f64 = 2.0 * 2.0 * 10.0 * 3.0;

#[test]
fn everything_a_relay_hands_on_is_counted_once() {
    for tick in [None, Some(Duration::from_millis(16))] {
        let row = against_a_relay("smoke", tick);
        let figure = |name: &str| row.figures.get(name).unwrap();
        assert_eq!(figure("undelivered"), 0.0);
        assert_eq!(figure("closed"), 0.0);
        let counted = figure("offered/s") - PAIRS;
        // The clock is read a little after the second is over; the edits of it are counted, not what was seen meanwhile.
        assert!(counted.abs() < PAIRS / 10.0, "{counted}");
        assert!(figure("p50 ms") > 0.0 && figure("max ms") >= figure("p99 ms"));
    }
}

#[test]
fn what_needs_documents_is_not_measured_on_a_relay() {
    let mut target = Target::new(Kind::Relay, "ws://127.0.0.1:9", None).unwrap();
    let setting = Setting {
        label: String::new(),
        server: None,
        restart: None,
        timing: Timing { warmup: Duration::ZERO, measured: Duration::from_secs(1) },
    };
    assert!(run(named("join-1k").unwrap(), &mut target, &setting).is_err());
    assert!(named("nonsense").is_err());
}
