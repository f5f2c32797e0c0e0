//! Manifestos of the sample workshop and of the one that is hard on every writer; shared by tests and examples.
#![allow(clippy::unwrap_used, dead_code)]

use super::workshop::{sample_workshop, stress_workshop};
use publish::document::{Key, Material};
use publish::manifesto::{Choice, Chosen, Manifesto, manifesto};
use publish::poster::{Orientation, Paper, Theme};

/// The first `most` notes that are offered.
pub(crate) fn chosen(material: &Material, most: usize) -> Vec<Chosen> {
    let offered = manifesto(material, &Choice { sentences: Some(Vec::new()), ..Choice::default() });
    // Without fonts of one's own there are none for Chinese.
    let is_drawn = |text: &str| !text.chars().any(|c| ('\u{3000}'..='\u{9fff}').contains(&c));
    let notes = offered.clusters.into_iter().flat_map(|cluster| cluster.notes);
    notes.filter(|note| is_drawn(&note.text)).take(most).map(|note| note_of(note.key)).collect()
}

pub(crate) fn note_of(key: Key) -> Chosen {
    Chosen { key, wording: String::new() }
}

/// One for each way a page can look.
pub(crate) fn all() -> Vec<(&'static str, Manifesto)> {
    let sample = sample_workshop();
    let said = Choice {
        title: "Attraversiamo i confini come fa l’acqua".to_owned(),
        intro: "Quello che i gruppi del parco chiedono, e quello che promettono".to_owned(),
        signature: "Il laboratorio nel parco, 13 ottobre 2021".to_owned(),
        ..Choice::default()
    };
    let hard = Choice {
        sentences: Some(chosen(&stress_workshop(), 15)),
        sources: true,
        numbered: true,
        paper: Paper::A1,
        intro: "<script>alert(1)</script> מים".to_owned(),
        signature: "عنوان & <b>".to_owned(),
        ..Choice::default()
    };
    vec![
        ("manifesto", manifesto(&sample, &said)),
        (
            "manifesto-numbered",
            manifesto(
                &sample,
                &Choice {
                    sentences: Some(chosen(&sample, 14)),
                    numbered: true,
                    sources: true,
                    paper: Paper::A4,
                    orientation: Orientation::Landscape,
                    theme: Theme::InkSaving,
                    ..said.clone()
                },
            ),
        ),
        (
            "manifesto-bare",
            manifesto(
                &sample,
                &Choice {
                    sentences: Some(chosen(&sample, 1)),
                    theme: Theme::HighContrast,
                    ..Choice::default()
                },
            ),
        ),
        ("manifesto-stress", manifesto(&stress_workshop(), &hard)),
        (
            "manifesto-empty",
            manifesto(&sample, &Choice { sentences: Some(Vec::new()), paper: Paper::A4, ..said }),
        ),
    ]
}
