//! Time and peak memory of A0 posters: `cargo run --release -p publish --example bench [-- FOLDER]`.
//!
//! Each case runs in a process of its own, so that its peak is its own: the first poster of a process, then steady ones.
//! Prints JSON lines, then a table. With a folder the posters are kept there.
#![allow(clippy::unwrap_used)]

#[path = "../tests/common/sample.rs"]
mod sample;

use publish::poster::{Options, Paper, Print, Scene, SvgText, pdf, png, scene, svg};
use serde_json::{Value, json};
use std::{
    env, fs,
    io::{self, BufWriter, Write},
    process::Command,
    time::Instant,
};

const RUNS: usize = 7;

/// What is written.
#[derive(Clone, Copy)]
enum File {
    /// At so many dots per inch.
    Png(u32),
    Pdf,
    Svg,
}

/// A case, its goal (milliseconds, megabytes), and what others took for as many notes on the same sheet (milliseconds;
/// November 2026, 2 cores, the same kind of machine, not run again here): a Chromium 156 screenshot or, of PDF, its
/// print; Excalidraw 0.18.1 `exportToBlob`; resvg 0.49.
struct Case {
    name: &'static str,
    notes: Option<usize>,
    file: File,
    goal: Option<(f64, f64)>,
    chromium: Option<f64>,
    excalidraw: Option<f64>,
    resvg: Option<f64>,
}

const fn case(name: &'static str, notes: Option<usize>, file: File, goal: Option<(f64, f64)>) -> Case {
    Case { name, notes, file, goal, chromium: None, excalidraw: None, resvg: None }
}

const CASES: [Case; 9] = [
    case("sample", None, File::Png(300), Some((800.0, 200.0))),
    Case {
        chromium: Some(14_500.0),
        excalidraw: Some(6_330.0),
        ..case("500", Some(500), File::Png(300), None)
    },
    Case {
        chromium: Some(15_600.0),
        excalidraw: Some(7_100.0),
        resvg: Some(6_460.0),
        ..case("2000", Some(2000), File::Png(300), Some((800.0, 200.0)))
    },
    Case { chromium: Some(25_300.0), ..case("10000", Some(10_000), File::Png(300), Some((2000.0, 250.0))) },
    case("2000-600", Some(2000), File::Png(600), Some((3000.0, 250.0))),
    Case { chromium: Some(3_750.0), ..case("2000-pdf", Some(2000), File::Pdf, Some((500.0, 200.0))) },
    Case { chromium: Some(32_500.0), ..case("10000-pdf", Some(10_000), File::Pdf, None) },
    case("2000-svg", Some(2000), File::Svg, Some((100.0, 200.0))),
    case("10000-svg", Some(10_000), File::Svg, None),
];

fn peak_mb() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM 0 kB");
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or(0.0) / 1000.0
}

struct Counted<W: Write>(W, u64);

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.1 += bytes.len() as u64;
        self.0.write_all(bytes).map(|()| bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn ms(since: Instant) -> f64 {
    (since.elapsed().as_secs_f64() * 10_000.0).round() / 10.0
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn one(name: &str, folder: Option<&str>) {
    let case = CASES.iter().find(|case| case.name == name).unwrap();
    let view = case.notes.map_or_else(|| sample::plenary("1"), sample::many);
    let (dpi, ending) = match case.file {
        File::Png(dpi) => (dpi, "png"),
        File::Pdf => (300, "pdf"),
        File::Svg => (300, "svg"),
    };
    let options =
        Options { paper: Paper::A0, dpi, language: board::words::Language::Italian, ..Options::default() };
    let before = peak_mb();
    let mut laid = Vec::new();
    let mut all = Vec::new();
    let mut last = None;
    for run in 0..RUNS {
        let out: Box<dyn Write> = match folder {
            Some(folder) if run == 0 => {
                Box::new(fs::File::create(format!("{folder}/a0-{name}.{ending}")).unwrap())
            }
            _ => Box::new(io::sink()),
        };
        let mut out = Counted(BufWriter::new(out), 0);
        let started = Instant::now();
        let scene: Scene = scene(&view, &options);
        laid.push(ms(started));
        let report = match case.file {
            File::Png(_) => png(&scene, &mut out),
            File::Pdf => pdf(&[scene], Print::default(), &mut out),
            File::Svg => svg(&scene, SvgText::Outlines, &mut out),
        };
        let report = report.unwrap();
        all.push(ms(started));
        last = Some((report, out.1));
    }
    let (report, bytes) = last.unwrap();
    let line = json!({
        "figure": format!("A0, {name}"),
        "notes": view.notes.len(),
        "pixels": [report.width_px, report.height_px],
        "first_ms": all[0],
        "steady_ms": median(all[1..].to_vec()),
        "layout_ms": median(laid[1..].to_vec()),
        "megabytes": (bytes as f64 / 1e5).round() / 10.0,
        "peak_mb": peak_mb().round(),
        "peak_before_mb": before.round(),
        "smallest_text_mm": (f64::from(report.smallest_text_mm) * 100.0).round() / 100.0,
    });
    println!("{line}");
}

fn main() {
    let args: Vec<String> = env::args().skip(1).collect();
    if let [flag, name, rest @ ..] = &args[..]
        && flag == "--one"
    {
        return one(name, rest.first().map(String::as_str));
    }
    let mut rows = Vec::new();
    for case in CASES {
        let mut command = Command::new(env::current_exe().unwrap());
        let output = command.args(["--one", case.name]).args(&args).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        print!("{text}");
        rows.push(row(&case, &serde_json::from_str(&text).unwrap()));
    }
    println!(
        "\n| notes | file | first | steady | layout | peak | size | Chromium / ours | Excalidraw / ours | resvg / ours |"
    );
    println!("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n{}", rows.join("\n"));
}

fn row(case: &Case, line: &Value) -> String {
    let number = |key: &str| line[key].as_f64().unwrap();
    let kept = |value: f64, goal: Option<f64>| match goal {
        Some(goal) if value > goal => format!(" (**over {goal}**)"),
        Some(goal) => format!(" (≤ {goal})"),
        None => String::new(),
    };
    let (first, steady, peak) = (number("first_ms"), number("steady_ms"), number("peak_mb"));
    let file = match case.file {
        File::Png(dpi) => format!("PNG, {dpi} dpi"),
        File::Pdf => "PDF/UA".to_owned(),
        File::Svg => "SVG".to_owned(),
    };
    let ratio = |peer: Option<f64>| peer.map_or_else(String::new, |peer| format!("{:.0}×", peer / steady));
    format!(
        "| {}{} | {file} | {first:.0} ms{} | {steady:.0} ms | {:.0} ms | {peak:.0} MB{} | {} MB | {} | {} | {} |",
        number("notes"),
        if case.name == "sample" { " (sample)" } else { "" },
        kept(first, case.goal.map(|goal| goal.0)),
        number("layout_ms"),
        kept(peak, case.goal.map(|goal| goal.1)),
        number("megabytes"),
        ratio(case.chromium),
        ratio(case.excalidraw),
        ratio(case.resvg),
    )
}
