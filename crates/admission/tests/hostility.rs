//! A bounded run of hostile updates; `make fuzz` runs it long and guided.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;
#[path = "common/grammar.rs"]
mod grammar;
#[path = "common/hostility.rs"]
mod hostility;
#[path = "common/world.rs"]
mod world;

#[test]
fn ad12_b2_what_is_admitted_harms_nothing() {
    let fresh = std::process::id().into();
    for seed in [1, 2, 3, fresh] {
        println!("seed {seed}");
        let tally = hostility::run(seed, 40_000);
        println!("{tally:?}");
        assert!(
            tally.admitted > 500 && tally.rewritten > 50 && tally.refused > 5_000,
            "the run did not get anywhere: {tally:?}"
        );
    }
}
