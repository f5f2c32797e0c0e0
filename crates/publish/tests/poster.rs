//! PO rules: size, resolution, whole text, sameness, odd boards.
#![allow(clippy::unwrap_used)]

#[path = "common/sample.rs"]
mod sample;

#[path = "common/drawn.rs"]
mod drawn;

use board::{cluster::Cluster, link::Link, note::Note, view::BoardView, words::Language};
use publish::{
    poster::{Item, Options, Orientation, Paper, Report, Scene, jpeg, png, scene},
    text,
};
use std::io;

fn options(paper: Paper, dpi: u32) -> Options {
    Options {
        paper,
        dpi,
        subtitle: Some("Incontro 1 · 29 settembre 2021".into()),
        language: Language::Italian,
        ..Options::default()
    }
}

fn draw(scene: &Scene) -> (Vec<u8>, Report) {
    let mut bytes = Vec::new();
    let report = png(scene, &mut bytes).unwrap();
    (bytes, report)
}

fn decode(bytes: &[u8]) -> (png::OutputInfo, Vec<u8>, png::Info<'static>) {
    let mut reader = png::Decoder::new(io::Cursor::new(bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    reader.finish().unwrap();
    (frame, pixels, reader.info().clone())
}

#[test]
fn po1_the_sheet_is_paper_times_resolution() {
    let view = BoardView::default();
    for (paper, dpi, orientation, size) in [
        (Paper::A0, 300, Orientation::Portrait, (9933, 14043)),
        (Paper::A0, 300, Orientation::Landscape, (14043, 9933)),
        (Paper::A1, 150, Orientation::Portrait, (3508, 4967)),
        (Paper::A4, 300, Orientation::Portrait, (2480, 3508)),
        (Paper::A4, 9999, Orientation::Portrait, (4961, 7016)),
        (Paper::Letter, 300, Orientation::Portrait, (2550, 3300)),
        (Paper::ArchE, 100, Orientation::Landscape, (4800, 3600)),
        (Paper::Own(500.0, 700.0), 254, Orientation::Portrait, (5000, 7000)),
        (Paper::A3, 0, Orientation::Landscape, (496, 351)),
    ] {
        let options = Options { orientation, ..options(paper, dpi) };
        assert_eq!(scene(&view, &options).pixels(), size, "{paper} {dpi}");
    }
    let (bytes, report) = draw(&scene(&view, &options(Paper::A4, 60)));
    let (frame, ..) = decode(&bytes);
    assert_eq!((frame.width, frame.height), (496, 702));
    assert_eq!((report.width_px, report.height_px), (496, 702));
}

#[test]
fn po2_the_file_says_its_resolution_and_its_colours() {
    let (bytes, _) = draw(&scene(&sample::group("1", "Ambiente"), &options(Paper::A4, 100)));
    let (frame, _, info) = decode(&bytes);
    let dims = info.pixel_dims.unwrap();
    assert_eq!((dims.xppu, dims.yppu, dims.unit), (3937, 3937, png::Unit::Meter));
    assert!(info.srgb.is_some());
    assert_eq!((frame.color_type, frame.bit_depth), (png::ColorType::Rgb, png::BitDepth::Eight));
}

#[test]
fn po34_a_jpeg_looks_like_the_png() {
    let options = Options { images: drawn::images(), ..options(Paper::A4, 90) };
    let scene = scene(&drawn::board(), &options);
    let mut bytes = Vec::new();
    let report = jpeg(&scene, &mut bytes).unwrap();
    let (frame, wanted, _) = decode(&draw(&scene).0);
    assert_eq!((report.width_px, report.height_px), (frame.width, frame.height));
    // JFIF: density in dots per inch.
    assert_eq!((&bytes[6..11], &bytes[13..18]), (&b"JFIF\0"[..], &[1, 0, 90, 0, 90][..]));
    let picture::Pixels { width, height, rgba } = picture::pixels(&bytes, 4_000).unwrap();
    assert_eq!((width, height), (frame.width, frame.height));
    let far: u64 = rgba
        .chunks_exact(4)
        .zip(wanted.chunks_exact(3))
        .map(|(a, b)| (0..3).map(|i| u64::from(a[i].abs_diff(b[i]))).sum::<u64>())
        .sum();
    let mean = far as f64 / wanted.len() as f64;
    assert!(mean < 1.0, "{mean} of 255 in the mean");
    let mut again = Vec::new();
    jpeg(&scene, &mut again).unwrap();
    assert!(bytes == again);
}

// A second decoder: the first one skips checksums.
#[test]
fn po2_every_checksum_is_right() {
    use std::io::Read as _;
    for view in [BoardView::default(), sample::stress(), sample::group("3", "Sociale")] {
        let (bytes, report) = draw(&scene(&view, &options(Paper::A4, 144)));
        let mut stream = Vec::new();
        let mut at = 8;
        while at < bytes.len() {
            let length = u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
            let body = &bytes[at + 4..at + 8 + length];
            let check = u32::from_be_bytes(bytes[at + 8 + length..at + 12 + length].try_into().unwrap());
            assert_eq!(crc32fast::hash(body), check);
            if body.starts_with(b"IDAT") {
                stream.extend_from_slice(&body[4..]);
            }
            at += 12 + length;
        }
        let mut rows = Vec::new();
        let mut inflate = flate2::read::ZlibDecoder::new(&stream[..]);
        inflate.read_to_end(&mut rows).unwrap();
        assert_eq!(inflate.total_in() as usize, stream.len());
        assert_eq!(rows.len(), (report.width_px as usize * 3 + 1) * report.height_px as usize);
    }
}

#[test]
fn po3_nothing_is_missing_or_cut_in_the_sample() {
    for session in 1..=6 {
        for group in sample::GROUPS {
            let view = sample::group(&session.to_string(), group);
            let scene = scene(&view, &options(Paper::A1, 30));
            let (_, report) = draw(&scene);
            assert_eq!((report.missing_glyphs, report.cut_text), (0, 0), "{session} {group}");
            let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let drawn: String = scene.texts().map(|line| solid(&line.text)).collect();
            for note in view.notes.values() {
                assert!(drawn.contains(&solid(&note.text)), "{}", note.text);
            }
        }
    }
    let (_, report) = draw(&scene(&sample::stress(), &options(Paper::A3, 100)));
    assert_eq!((report.missing_glyphs, report.cut_text), (0, 0));
    let mut view = sample::stress();
    view.title = "漢字".into();
    assert_eq!(draw(&scene(&view, &options(Paper::A4, 40))).1.missing_glyphs, 2);
}

#[test]
fn po4_lines_break_where_the_screen_breaks_them() {
    let view = sample::plenary("1");
    let scene = scene(&view, &options(Paper::A2, 60));
    let lines: Vec<&str> = scene.texts().map(|line| line.text.as_str()).collect();
    for note in view.notes.values() {
        let fit = text::fit_note(&note.text, note.size[0] as u32, note.size[1] as u32);
        let wanted: Vec<&str> =
            fit.lines.iter().map(String::as_str).filter(|line| !line.is_empty()).collect();
        assert!(lines.windows(wanted.len()).any(|window| window == wanted), "{wanted:?}");
    }
}

#[test]
fn po5_odd_boards_give_a_sheet() {
    let note = |pos, text: &str| Note { pos, text: text.into(), ..Note::default() };
    let id = |text: &str| text.parse().unwrap();
    let mut far = BoardView::default();
    far.notes.insert(id("a"), note([0.0, 0.0], "qui"));
    far.notes.insert(id("b"), note([1e6, -1e6], "laggiù"));
    let (_, report) = draw(&scene(&far, &options(Paper::A4, 60)));
    assert!(report.smallest_text_mm > 1.0, "{report:?}");

    let mut odd = BoardView::default();
    for (i, v) in [f64::NAN, f64::INFINITY, -1e300, 0.0].into_iter().enumerate() {
        odd.notes.insert(id(&format!("n{i}")), Note { size: [v, v], ..note([v, v], "x") });
        odd.clusters
            .insert(id(&format!("c{i}")), Cluster { pos: [v, v], size: [v, v], ..Cluster::default() });
    }
    let link = |from: &str, to: &str| Link {
        from: id(from),
        to: id(to),
        label: "con sé".into(),
        style: String::new(),
        src: None,
    };
    for (i, (from, to)) in [("n0", "n0"), ("n0", "n1"), ("n1", "gone"), ("c0", "n2")].into_iter().enumerate()
    {
        odd.links.insert(id(&format!("l{i}")), link(from, to));
    }
    draw(&scene(&odd, &options(Paper::A4, 60)));

    let empty = scene(&BoardView::default(), &options(Paper::A4, 60));
    assert!(empty.texts().any(|line| line.text == "Questa lavagna è ancora vuota"));
    let bare = Options { subtitle: None, title: Some(String::new()), ..options(Paper::A4, 60) };
    draw(&scene(&BoardView::default(), &bare));

    let mut huge = BoardView::default();
    for i in 0..200 {
        let pos = [f64::from(i) * 100_000.0, f64::from(i % 7) * 90_000.0];
        huge.clusters.insert(id(&format!("c{i}")), Cluster { pos, size: [1e5, 1e5], ..Cluster::default() });
    }
    draw(&scene(&huge, &options(Paper::A4, 60)));
}

#[test]
fn po18_a_poster_counts_in_the_language_of_its_workshop() {
    let id = |text: &str| text.parse().unwrap();
    let mut one = BoardView::default();
    one.notes.insert(id("a"), Note { text: "a".into(), ..Note::default() });
    let said = |board: &BoardView, language: Language| -> Vec<String> {
        let options =
            Options { language, title: Some("Sala".into()), subtitle: None, ..options(Paper::A4, 60) };
        scene(board, &options).texts().map(|line| line.text.clone()).collect()
    };
    for (language, note, empty) in [
        (Language::English, "1 note", "This board is still empty"),
        (Language::Italian, "1 nota", "Questa lavagna è ancora vuota"),
        (Language::French, "1 note", "Ce tableau est encore vide"),
        (Language::German, "1 Notiz", "Diese Pinnwand ist noch leer"),
        (Language::Spanish, "1 nota", "Este tablero está todavía vacío"),
    ] {
        assert!(said(&one, language).iter().any(|text| text == note), "{:?}", said(&one, language));
        assert!(said(&BoardView::default(), language).iter().any(|text| text == empty));
        let (_, report) =
            draw(&scene(&BoardView::default(), &Options { language, ..options(Paper::A4, 60) }));
        assert_eq!(report.missing_glyphs, 0, "{language:?}");
    }
}

#[test]
fn po6_same_board_same_bytes() {
    let view = sample::group("1", "Cultura");
    let first = draw(&scene(&view, &options(Paper::A3, 100))).0;
    let again = draw(&scene(&view.clone(), &options(Paper::A3, 100))).0;
    assert!(first == again);
}

#[test]
fn po7_everything_lies_on_the_sheet() {
    for view in [sample::plenary("1"), sample::stress(), sample::many(300), drawn::board()] {
        let options = Options { images: drawn::images(), ..options(Paper::A3, 60) };
        let scene = scene(&view, &options);
        let [w, h] = scene.size;
        let inside = |[x, y]: &[f32; 2]| *x >= 0.0 && *y >= 0.0 && *x <= w && *y <= h;
        for item in &scene.items {
            match item {
                Item::Text(line) => assert!(inside(&[line.x, line.y]), "{line:?}"),
                Item::Line { points, .. } => assert!(points.iter().all(inside)),
                Item::Area { outline: publish::poster::Outline::Polygon(points), .. } => {
                    assert!(points.iter().all(inside), "{points:?}");
                }
                Item::Area { outline: publish::poster::Outline::Rounded([x, y, dx, dy], _), .. } => {
                    assert!(inside(&[*x, *y]) && inside(&[x + dx, y + dy]));
                }
                Item::Picture { rect: [x, y, dx, dy], .. } => {
                    assert!(inside(&[*x, *y]) && inside(&[x + dx, y + dy]));
                }
            }
        }
    }
}

#[test]
fn po8_auto_takes_the_sheet_that_prints_larger() {
    let note = |x: f64, y: f64| Note { pos: [x, y], text: "x".into(), ..Note::default() };
    let row = |across: bool| {
        let mut view = BoardView::default();
        for i in 0..9 {
            let at = f64::from(i) * 220.0;
            let note = if across { note(at, 0.0) } else { note(0.0, at) };
            view.notes.insert(format!("n{i}").parse().unwrap(), note);
        }
        let [w, h] = scene(&view, &options(Paper::A4, 60)).size;
        w > h
    };
    assert!(row(true));
    assert!(!row(false));
}

#[test]
fn po14_po15_drawings_and_pictures_are_on_the_sheet_in_their_order() {
    let options = Options { images: drawn::images(), ..options(Paper::A4, 100) };
    let scene = scene(&drawn::board(), &options);
    let pictures = scene.items.iter().filter(|item| matches!(item, Item::Picture { .. })).count();
    assert_eq!(pictures, 3, "one by itself, two on notes; the one that is not there is a frame");
    // Shapes lie under the notes, strokes over them.
    let at = |text: &str| {
        let is_it = |item: &Item| matches!(item, Item::Text(line) if line.text.contains(text));
        scene.items.iter().position(is_it).unwrap()
    };
    assert!(at("Prima") < at("Il ponte sul"));
    let stroke = scene.items.iter().position(|item| {
        matches!(item, Item::Area { outline: publish::poster::Outline::Polygon(points), .. } if points.len() == 82)
    });
    assert!(stroke.unwrap() > at("Il ponte sul"));
}

#[test]
fn po15_pictures_that_are_none_do_no_harm() {
    let raster = drawn::raster();
    for odd in [
        publish::poster::Raster { width: 0, ..raster.clone() },
        publish::poster::Raster { height: 9_999, ..raster.clone() },
        publish::poster::Raster { width: 70_000, height: 1, rgba: vec![0; 280_000].into() },
    ] {
        let options = Options { images: [(drawn::image(), odd)].into(), ..options(Paper::A4, 60) };
        draw(&scene(&drawn::board(), &options));
    }
}

#[test]
fn po11_a_reader_who_leaves_ends_the_drawing() {
    struct Closed(usize);
    impl io::Write for Closed {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::BrokenPipe)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let scene = scene(&sample::group("1", "Scuola"), &options(Paper::A3, 100));
    assert!(png(&scene, &mut Closed(20_000)).is_err());
    assert!(jpeg(&scene, &mut Closed(20_000)).is_err());
}
