//! HB rules of the PDF: it complies whatever is typed, and is always the same. Other programs judge it in `scripts/check-paper`.
#![allow(clippy::unwrap_used)]

#[path = "common/drawn.rs"]
mod drawn;
#[path = "common/letters.rs"]
mod letters;
#[path = "common/sample.rs"]
mod sample;
#[path = "common/workshop.rs"]
mod workshop;

use board::{cluster::Cluster, note::Note, view::BoardView};
use letters::Letters;
use publish::document::{Basis, Material, Outline, Shows, handbook, pdf};
use publish::poster::Fonts;
use workshop::{id, pictures, sample_workshop, sheet, stress_workshop};

fn write(material: &Material) -> Vec<u8> {
    let shows = Shows { names: true, comments: true, ..Shows::default() };
    pdf(&handbook(material, &Outline { shows, ..Outline::default() }), &pictures(), &Fonts::default())
        .unwrap()
}

#[test]
fn hb8_hb11_every_handbook_complies_and_is_always_the_same() {
    for material in [sample_workshop(), stress_workshop(), Material::default()] {
        let bytes = write(&material);
        assert!(bytes.starts_with(b"%PDF-1.7"));
        assert!(bytes == write(&material), "{}", material.title);
    }
    let bare = pdf(
        &handbook(&stress_workshop(), &Outline::default()),
        &publish::document::Pictures::new(),
        &Fonts::default(),
    );
    assert!(bare.is_ok(), "without its pictures");
}

/// Letters by chance, of every plane: what is typed is not up to us.
#[test]
fn hb11_whatever_is_typed_complies() {
    let mut letters = Letters::seeded(20_261_128);
    let mut view = BoardView::default();
    for i in 0..300_u32 {
        let text = letters.text(30);
        if i % 20 == 0 {
            view.clusters.insert(id(&format!("c{i}")), Cluster { title: text.clone(), ..Cluster::default() });
        }
        let cluster = Some(id(&format!("c{}", i - i % 20)));
        view.notes.insert(id(&format!("n{i}")), Note { text, cluster, ..Note::default() });
    }
    let title = view.notes.values().next().unwrap().text.clone();
    write(&Material { title, sheets: vec![sheet(Basis::Canvas, 0, "", view)], ..Material::default() });
}
