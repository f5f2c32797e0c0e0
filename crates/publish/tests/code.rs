//! PO38..: the way from a poster to the public page, read back as a phone does.
#![allow(clippy::unwrap_used)]

#[path = "common/sample.rs"]
mod sample;

use board::words::Language;
use publish::poster::{
    Content, Item, Options, Outline, Paper, Print, Role, Scene, SvgText, Theme, pdf, png, scene, svg,
};

const URL: &str = "https://plenaria.example.org/p/miewe22cl6pmgtrvelfty3zdnf";

fn sheet(paper: Paper, theme: Theme, dpi: u32) -> Scene {
    let options = Options {
        paper,
        theme,
        dpi,
        language: Language::Italian,
        legend: Some([("yellow".to_owned(), "Problemi".to_owned())].into()),
        code: Some(URL.to_owned()),
        ..Options::default()
    };
    scene(&sample::group("1", "Ambiente"), &options)
}

/// Every code that is found on a sheet.
fn read(scene: &Scene) -> Vec<String> {
    let mut bytes = Vec::new();
    png(scene, &mut bytes).unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let (width, height) = (info.width as usize, info.height as usize);
    let each = info.line_size / width;
    let grey = |x: usize, y: usize| {
        let at = y * info.line_size + x * each;
        pixels[at..at + each.min(3)].iter().map(|byte| u32::from(*byte)).sum::<u32>() as usize / each.min(3)
    };
    let mut seen = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| grey(x, y) as u8);
    seen.detect_grids().into_iter().filter_map(|grid| Some(grid.decode().ok()?.1)).collect()
}

#[test]
fn po38_a_phone_reads_the_address_from_every_theme_and_paper() {
    for theme in [Theme::Colour, Theme::InkSaving, Theme::HighContrast] {
        assert_eq!(read(&sheet(Paper::A3, theme, 100)), [URL], "{theme:?}");
    }
    for paper in [Paper::A4, Paper::A1] {
        assert_eq!(read(&sheet(paper, Theme::Colour, 100)), [URL], "{paper:?}");
    }
    let without = Options { paper: Paper::A3, dpi: 60, ..Options::default() };
    assert_eq!(read(&scene(&sample::group("1", "Ambiente"), &without)), Vec::<String>::new());
}

#[test]
fn po38_it_is_large_enough_has_its_margin_and_touches_nothing() {
    for (paper, least) in [(Paper::A0, 50.0), (Paper::A1, 25.0), (Paper::A4, 25.0)] {
        let scene = sheet(paper, Theme::Colour, 72);
        let way = scene.sections.iter().flat_map(|section| section.all()).flat_map(|one| &one.parts);
        let part = way.into_iter().find(|part| matches!(part.content, Content::Way { .. })).unwrap();
        let rects: Vec<[f32; 4]> = part
            .items
            .iter()
            .cloned()
            .flatten()
            .filter_map(|item| match &scene.items[item] {
                Item::Area { outline: Outline::Rounded(rect, _), .. } => Some(*rect),
                _ => None,
            })
            .collect();
        let [margin, modules @ ..] = rects.as_slice() else { panic!("no code") };
        let left = modules.iter().map(|rect| rect[0]).fold(f32::INFINITY, f32::min);
        let right = modules.iter().map(|rect| rect[0] + rect[2]).fold(0.0, f32::max);
        assert!(right - left >= least, "{paper:?}: {} mm", right - left);
        let module = modules.iter().map(|rect| rect[3]).fold(f32::INFINITY, f32::min);
        assert!(left - margin[0] >= 3.9 * module && margin[0] + margin[2] - right >= 3.9 * module);
        // Nothing else is painted there.
        let own: Vec<usize> = part.items.iter().cloned().flatten().collect();
        for (nth, item) in scene.items.iter().enumerate().filter(|(nth, _)| !own.contains(nth)) {
            if let Item::Text(line) = item {
                let is_right = line.x > margin[0] + 0.1 && line.y > margin[1];
                assert!(!is_right, "{paper:?}: {nth} {}", line.text);
            }
        }
        assert!(margin[0] + margin[2] <= scene.size[0] && margin[1] + margin[3] <= scene.size[1]);
    }
}

#[test]
fn po39_the_address_stands_beside_it_in_words_and_is_said() {
    let scene = sheet(Paper::A1, Theme::Colour, 72);
    let texts: Vec<&str> = scene.texts().map(|line| line.text.as_str()).collect();
    for words in ["Da leggere ed esplorare:", "https://plenaria.example.org/p", "/miewe22cl6pmgtrvelfty3zdnf"]
    {
        assert!(texts.contains(&words), "{words}");
    }
    let foot = scene.sections.last().unwrap();
    let way = foot.passages.last().unwrap();
    let [words, code] = way.parts.as_slice() else { panic!("{way:?}") };
    assert_eq!((&words.content, way.role), (&Content::Words, Role::Lead));
    assert!(matches!(&code.content, Content::Way { to, .. } if to == URL));
    let says = format!("Codice QR dell’indirizzo {URL}");
    let mut shapes = Vec::new();
    svg(&scene, SvgText::Outlines, &mut shapes).unwrap();
    let shapes = String::from_utf8(shapes).unwrap();
    assert!(shapes.contains(&format!("{says}</title>")) && !shapes.contains("<a "));
    // The PDF complies, or would not have been made; the field over the code leads there.
    let mut bytes = Vec::new();
    pdf(&[scene.clone(), sheet(Paper::A4, Theme::HighContrast, 72)], Print::default(), &mut bytes).unwrap();
    let has = |text: &str| bytes.windows(text.len()).filter(|window| *window == text.as_bytes()).count();
    assert_eq!(has(&format!("/URI({URL})")) + has(&format!("/URI ({URL})")), 2);
}

#[test]
fn po39_an_address_too_long_for_a_code_leaves_the_sheet_without_one() {
    let options = Options { code: Some("https://x/".to_owned() + &"a".repeat(3_000)), ..Options::default() };
    let with = scene(&sample::group("1", "Ambiente"), &options);
    assert_eq!(with.items, scene(&sample::group("1", "Ambiente"), &Options::default()).items);
}
