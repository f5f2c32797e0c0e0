//! PO10, MF4: the reference posters and manifestos of `tests/ref`, as PNG, SVG and PDF.
//!
//! `UPDATE=1 cargo test -p publish --test golden` makes them anew; look at them. When one differs, a page beside the
//! test's other files shows what was, what is, and where they differ; the failure says where it lies.
#![allow(clippy::unwrap_used)]

#[path = "common/sample.rs"]
mod sample;

#[path = "common/drawn.rs"]
mod drawn;

#[path = "common/workshop.rs"]
mod workshop;

#[path = "common/manifestos.rs"]
mod manifestos;

use board::{note::Note, view::BoardView, words::Language};
use flate2::{Compression, read::GzDecoder, read::ZlibDecoder, write::GzEncoder};
use publish::manifesto::sheet;
use publish::poster::{
    Credits, Emoji, Fonts, Logo, Options, Paper, Print, Scene, SvgText, Theme, legibility, pdf, png, scene,
    svg,
};
use std::{
    fmt::Write as _,
    fs,
    io::{Read as _, Write as _},
    path::PathBuf,
};

struct Case {
    name: &'static str,
    view: BoardView,
    options: Options,
    print: Print,
    /// Characters that no font has.
    boxes: usize,
}

fn options(paper: Paper, dpi: u32) -> Options {
    Options {
        paper,
        dpi,
        subtitle: Some("Incontro 1 · 29 settembre 2021".into()),
        language: Language::Italian,
        images: drawn::images(),
        ..Options::default()
    }
}

fn cases() -> Vec<Case> {
    let case = |name, view, options| Case { name, view, options, print: Print::default(), boxes: 0 };
    let chosen = |theme| Options {
        theme,
        credits: Credits::Groups(Some("Ambiente".into())),
        legend: Some(
            [("yellow", "Problemi"), ("pink", "Domande aperte"), ("green", "Proposte")]
                .map(|(color, means)| (color.to_owned(), means.to_owned()))
                .into(),
        ),
        logos: vec![Logo { raster: drawn::raster(), says: "Comune di Valverde".into() }],
        ..options(Paper::A4, 72)
    };
    let mut far = BoardView { title: "森林と会議".into(), ..BoardView::default() };
    for (i, text) in ["山と川の水 🙂 acqua", "参与讨论社会环境", "주민참여회의", "会議".repeat(40).as_str()]
        .iter()
        .enumerate()
    {
        let pos = [i as f64 * 220.0, 0.0];
        far.notes
            .insert(format!("n{i}").parse().unwrap(), Note { text: (*text).into(), pos, ..Note::default() });
    }
    let folder = Fonts::with(vec![include_bytes!("data/cjk.otf").to_vec()]);
    vec![
        case("group", sample::group("1", "Ambiente"), options(Paper::A4, 72)),
        case("plenary", sample::plenary("1"), options(Paper::A3, 72)),
        case("stress", sample::stress(), options(Paper::A4, 72)),
        case(
            "empty",
            BoardView { title: "Lavagna nuova".into(), ..BoardView::default() },
            options(Paper::A4, 36),
        ),
        case("drawn", drawn::board(), options(Paper::A4, 100)),
        case("ink-saving", sample::group("1", "Ambiente"), chosen(Theme::InkSaving)),
        case("high-contrast", sample::group("1", "Ambiente"), chosen(Theme::HighContrast)),
        Case {
            print: Print { crop_marks: true, emoji: Emoji::Pictures },
            ..case("marked", sample::stress(), options(Paper::A4, 36))
        },
        case("far-east", far.clone(), Options { fonts: folder, ..options(Paper::A4, 72) }),
        Case { boxes: 104, ..case("far-east-without-fonts", far, options(Paper::A4, 72)) },
    ]
}

fn known(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/ref").join(name)
}

fn pixels(bytes: &[u8]) -> (u32, u32, Vec<u8>) {
    let mut reader = ::png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    (frame.width, frame.height, pixels)
}

/// How many samples are far off, so that a rounding of another processor is no difference.
fn is_other_picture(now: &[u8], was: &[u8]) -> bool {
    let ((w, h, now), (known_w, known_h, was)) = (pixels(now), pixels(was));
    let differ = now.iter().zip(&was).filter(|(a, b)| a.abs_diff(**b) > 8).count();
    (w, h) != (known_w, known_h) || differ * 2000 >= now.len()
}

fn difference(now: &[u8], was: &[u8]) -> Vec<u8> {
    let ((w, h, now), (_, _, was)) = (pixels(now), pixels(was));
    let grey: Vec<u8> = now
        .chunks_exact(3)
        .enumerate()
        .map(|(i, rgb)| match was.get(3 * i..3 * i + 3) {
            Some(old) => 255 - (0..3).map(|c| rgb[c].abs_diff(old[c])).max().unwrap(),
            None => 0,
        })
        .collect();
    let mut out = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut out, w, h);
    encoder.set_color(::png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&grey).unwrap();
    writer.finish().unwrap();
    out
}

/// What a PDF holds, apart from how well it is compressed and where its objects lie.
fn holds(pdf: &[u8]) -> Vec<Vec<u8>> {
    let mut streams = Vec::new();
    let mut rest = pdf;
    let find = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).position(|part| part == what);
    while let Some(at) = find(rest, b"stream\n") {
        let body = &rest[at + 7..];
        let Some(end) = find(body, b"\nendstream") else { break };
        let mut plain = Vec::new();
        match ZlibDecoder::new(&body[..end]).read_to_end(&mut plain) {
            Ok(_) => streams.push(plain),
            Err(_) => streams.push(body[..end].to_vec()),
        }
        rest = &body[end + 10..];
    }
    // The last one lists where objects lie.
    streams.pop();
    streams
}

fn packed(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
}

fn unpacked(packed: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    GzDecoder::new(packed).read_to_end(&mut plain).unwrap();
    plain
}

/// What differs from the references.
struct Differing {
    folder: PathBuf,
    report: String,
    files: Vec<String>,
}

impl Differing {
    fn new(what: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("golden").join(what);
        fs::create_dir_all(&folder).unwrap();
        let report = format!(
            "<!doctype html><meta charset=utf-8><title>{what} that differ</title><style>img{{max-width:32%;border:1px solid}}</style>\n"
        );
        Self { folder, report, files: Vec::new() }
    }

    /// Writes the sheet in every format, and looks whether it is what it was.
    fn look(&mut self, name: &str, sheet: Scene, print: Print, boxes: usize) {
        let mut of_png = Vec::new();
        let drawn = png(&sheet, &mut of_png).unwrap();
        assert_eq!((drawn.missing_glyphs, drawn.cut_text), (boxes, 0), "{name}");
        let mut of_svg = Vec::new();
        assert_eq!(svg(&sheet, SvgText::Outlines, &mut of_svg).unwrap().missing_glyphs, boxes, "{name}");
        let mut of_pdf = Vec::new();
        assert_eq!(pdf(&[sheet], print, &mut of_pdf).unwrap().missing_glyphs, boxes, "{name}");
        let files = [("png", of_png), ("svgz", packed(&of_svg)), ("pdf", of_pdf)];
        for (ending, now) in files {
            let file = format!("{name}.{ending}");
            let path = known(&file);
            if std::env::var_os("UPDATE").is_some() {
                fs::write(&path, &now).unwrap();
            }
            let was = fs::read(&path).unwrap_or_else(|_| panic!("{file} is not in tests/ref"));
            let is_other = match ending {
                "png" => is_other_picture(&now, &was),
                "svgz" => unpacked(&now) != unpacked(&was),
                _ => holds(&now) != holds(&was),
            };
            if is_other {
                self.tell(file, ending, &now, &was);
            }
        }
    }

    fn tell(&mut self, file: String, ending: &str, now: &[u8], was: &[u8]) {
        let Self { folder, report, .. } = self;
        fs::write(folder.join(&file), now).unwrap();
        fs::write(folder.join(format!("known-{file}")), was).unwrap();
        if ending == "png" {
            fs::write(folder.join(format!("difference-{file}")), difference(now, was)).unwrap();
            writeln!(report, "<h2>{file}</h2><img src=\"known-{file}\"> <img src=\"{file}\"> <img src=\"difference-{file}\">").unwrap();
        } else {
            writeln!(report, "<h2>{file}</h2><a href=\"known-{file}\">was</a> <a href=\"{file}\">is</a>")
                .unwrap();
        }
        self.files.push(file);
    }

    fn end(self) {
        let page = self.folder.join("index.html");
        fs::write(&page, self.report).unwrap();
        let others = self.files;
        assert!(others.is_empty(), "{others:?} are other than in tests/ref; look at {}", page.display());
    }
}

#[test]
fn mf4_reference_manifestos() {
    let mut differing = Differing::new("manifestos");
    for (name, manifesto) in manifestos::all() {
        differing.look(name, sheet(&manifesto, 60, &Fonts::default()).unwrap().scene, Print::default(), 0);
    }
    differing.end();
}

#[test]
fn po10_reference_posters() {
    let mut differing = Differing::new("posters");
    for Case { name, view, options, print, boxes } in cases() {
        let sheet = scene(&view, &options);
        assert_eq!(legibility(&sheet, options.paper).missing_glyphs, boxes, "{name}");
        // Every letter is on the sheet.
        let solid =
            |text: &str| text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>();
        let lines: String = sheet.texts().map(|line| solid(&line.text)).collect();
        for note in view.notes.values() {
            assert!(lines.contains(&solid(&note.text)), "{name}: {}", note.text);
        }
        differing.look(name, sheet, print, boxes);
    }
    differing.end();
}
