//! A board with everything that is drawn beside notes: texts, shapes, strokes, pictures.
#![allow(clippy::unwrap_used, dead_code)]

use board::{
    id::{ImageId, ItemId},
    mark::{Figure, Mark},
    note::Note,
    schema::{Color, FORMS},
    view::BoardView,
};
use publish::poster::Raster;
use std::collections::BTreeMap;

fn id(text: &str) -> ItemId {
    text.parse().unwrap()
}

pub(crate) fn mark(figure: Figure, pos: [f64; 2], size: [f64; 2], color: &str) -> Mark {
    let color = Color::parse(color).unwrap();
    Mark { figure, pos, size, color, z: "a0".into(), author: None, locked: false, src: None }
}

/// A wave as a pen leaves it: an outline, wider where it was slow.
fn wave() -> Vec<f64> {
    let at = |i: i32, side: f64| {
        let part = f64::from(i) / 40.0;
        let wide = 300.0 + 250.0 * (part * 9.0).sin().abs();
        [part * 10_000.0, (5_000.0 + 4_000.0 * (part * 12.0).sin() + side * wide).clamp(0.0, 10_000.0)]
    };
    let there = (0..=40).flat_map(|i| at(i, 1.0));
    there.chain((0..=40).rev().flat_map(|i| at(i, -1.0))).collect()
}

/// A picture with a diagonal and a hole one sees through.
pub(crate) fn raster() -> Raster {
    let (width, height) = (320_u32, 200_u32);
    let pixel = |i: u32| {
        let (x, y) = (i % width, i / width);
        let opacity = if (x as i32 - 240).pow(2) + (y as i32 - 60).pow(2) < 1600 { 0 } else { 255 };
        let is_line = (x * height).abs_diff(y * width) < 1600;
        if is_line {
            [20, 30, 60, opacity]
        } else {
            [(x * 255 / width) as u8, (y * 255 / height) as u8, 120, opacity]
        }
    };
    Raster { width, height, rgba: (0..width * height).flat_map(pixel).collect::<Vec<u8>>().into() }
}

pub(crate) fn image() -> ImageId {
    ImageId::of(b"drawn")
}

pub(crate) fn images() -> BTreeMap<ImageId, Raster> {
    BTreeMap::from([(image(), raster())])
}

pub(crate) fn board() -> BoardView {
    let mut view = BoardView { title: "Disegni".into(), ..BoardView::default() };
    for (i, form) in FORMS.iter().enumerate() {
        let is_open = *form == "line" || *form == "arrow";
        let points = if is_open { vec![0.0, 10_000.0, 10_000.0, 0.0] } else { vec![] };
        let text = if is_open { String::new() } else { "Prima il ponte".to_owned() };
        let figure = Figure::Shape { form: (*form).to_owned(), points, text };
        let color = ["yellow", "orange", "pink", "green", "blue", "white"][i];
        view.marks.insert(id(form), mark(figure, [i as f64 * 240.0, 0.0], [200.0, 140.0], color));
    }
    let title = Figure::Text { text: "Che cosa teniamo e che cosa lasciamo".to_owned() };
    view.marks.insert(id("title"), mark(title, [0.0, -200.0], [1400.0, 160.0], "blue"));
    let small = Figure::Text { text: "Una riga scritta in piccolo, senza carta sotto.".to_owned() };
    view.marks.insert(id("small"), mark(small, [0.0, 180.0], [240.0, 80.0], "white"));
    let note = Note { text: "Il ponte sul fiume".into(), pos: [300.0, 200.0], ..Note::default() };
    view.notes.insert(id("under"), note);
    let photo = |text: &str, x: f64| Note {
        text: text.into(),
        pos: [x, 200.0],
        image: Some(image()),
        ..Note::default()
    };
    view.notes.insert(id("photo"), photo("Il ponte com'è oggi", 560.0));
    view.notes.insert(id("only"), photo("", 800.0));
    let lost = Note { image: Some(ImageId::of(b"lost")), ..photo("La foto non c'è", 1040.0) };
    view.notes.insert(id("lost"), lost);
    let stroke = |highlight| Figure::Stroke { points: wave(), highlight };
    view.marks.insert(id("pen"), mark(stroke(false), [280.0, 220.0], [240.0, 60.0], "pink"));
    view.marks.insert(id("marker"), mark(stroke(true), [280.0, 320.0], [240.0, 80.0], "yellow"));
    let figure = Figure::Image { image: image(), text: "Una diagonale".into() };
    view.marks.insert(id("image"), mark(figure, [1280.0, 200.0], [160.0, 200.0], "white"));
    view
}
