//! Who may depend on whom (docs/architecture.md). A new arrow is a decision, not an accident.

use std::collections::BTreeSet;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};

/// Crate, our crates it may use, outside crates it may use.
const WALLS: [(&str, &[&str], &[&str]); 10] = [
    ("board", &[], &["csv", "quick-xml", "serde", "serde_json", "sha2", "thiserror", "yrs"]),
    ("admission", &[], &["foldhash", "serde_json", "thiserror"]),
    // The load generator stands outside: of `room` it takes the wire alone, and nothing of the server.
    ("loadgen", &["board", "room"], &["clap", "hdrhistogram", "rustix", "serde_json", "thiserror", "yrs"]),
    ("room", &["admission", "board"], &["bytes", "serde", "serde_json", "thiserror", "yrs"]),
    ("store", &[], &["bytes", "crc32c", "rusqlite", "thiserror", "tokio", "tracing"]),
    ("affinity", &[], &["icu_normalizer", "snowball_stemmers_rs", "thiserror", "unicode-segmentation"]),
    ("picture", &[], &["image", "thiserror"]),
    ("workshop", &["board"], &["serde", "thiserror"]),
    (
        "publish",
        &["board"],
        &[
            "base64",
            "crc32fast",
            "flate2",
            "foldhash",
            "font-subset",
            "jiff",
            "jpeg-encoder",
            "krilla",
            "parley",
            "png",
            // Posters lead to the public page: the reference encoder for QR codes, nothing else in it.
            "qrcodegen",
            "serde",
            "serde_json",
            "skrifa",
            "thiserror",
            "unicode-segmentation",
            "url",
            "vello_cpu",
        ],
    ),
    (
        "server",
        &["admission", "affinity", "board", "picture", "publish", "room", "store", "workshop"],
        &[
            "anyhow",
            "axum",
            "bytes",
            "clap",
            "dashmap",
            "flate2",
            "getrandom",
            "hyper",
            "hyper-util",
            "jiff",
            "rust-embed",
            "rustix",
            "serde",
            "serde_json",
            "sha2",
            "subtle",
            "thiserror",
            "tikv-jemallocator",
            "tokio",
            "tower-service",
            "tracing",
            "tracing-subscriber",
            "tungstenite",
        ],
    ),
];

fn metadata() -> Metadata {
    MetadataCommand::new().no_deps().exec().expect("cargo metadata works in a checkout")
}

#[test]
fn wa1_every_crate_stays_within_its_walls() {
    let metadata = metadata();
    let packages: BTreeSet<&str> = metadata.packages.iter().map(|package| package.name.as_str()).collect();
    let known: BTreeSet<&str> = WALLS.iter().map(|(name, ..)| *name).collect();
    assert_eq!(packages, known, "a crate is a wall: name it here and in docs/decisions");
    for (name, ours, outside) in WALLS {
        let package =
            metadata.packages.iter().find(|package| package.name.as_str() == name).expect("listed above");
        for dependency in package.dependencies.iter().filter(|dep| dep.kind == DependencyKind::Normal) {
            let used = dependency.name.as_str();
            let allowed = if known.contains(used) { ours.contains(&used) } else { outside.contains(&used) };
            assert!(allowed, "{name} may not use {used}");
        }
    }
}
