//! HB rules of the PDF: it complies whatever is typed, and is always the same. Other programs judge it in `scripts/check-paper`.
#![allow(clippy::unwrap_used)]

#[path = "common/drawn.rs"]
mod drawn;
#[path = "common/sample.rs"]
mod sample;
#[path = "common/workshop.rs"]
mod workshop;

use board::{cluster::Cluster, note::Note, view::BoardView};
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
    let given = std::env::var_os("SEED").and_then(|seed| seed.to_str()?.parse().ok());
    let seed: u64 = given.unwrap_or(20_261_128);
    println!("SEED={seed}");
    let mut state = seed | 1;
    let mut next = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let mut view = BoardView::default();
    for i in 0..300_u32 {
        let ranges = [
            (0x20, 0x7f),
            (0x80, 0x600),
            (0x600, 0x2000),
            (0x2000, 0x3000),
            (0x3000, 0xffff),
            (0x1_0000, 0x11_0000),
        ];
        let (low, span) = ranges[next(ranges.len() as u64) as usize];
        let letter = |n: u64| char::from_u32((low + n % span) as u32).unwrap_or(' ');
        let text: String = (0..1 + next(30)).map(|_| letter(next(1 << 40))).collect();
        if i % 20 == 0 {
            view.clusters.insert(id(&format!("c{i}")), Cluster { title: text.clone(), ..Cluster::default() });
        }
        let cluster = Some(id(&format!("c{}", i - i % 20)));
        view.notes.insert(id(&format!("n{i}")), Note { text, cluster, ..Note::default() });
    }
    let title = view.notes.values().next().unwrap().text.clone();
    write(&Material { title, sheets: vec![sheet(Basis::Canvas, 0, "", view)], ..Material::default() });
}
