//! Time and peak memory of A0 posters at 300 dpi: `cargo run --release -p publish --example bench [-- FOLDER]`.
//!
//! Each case runs in a process of its own, so that its peak is its own. With a folder the posters are kept there.
#![allow(clippy::unwrap_used)]

#[path = "../tests/common/sample.rs"]
mod sample;

use publish::poster::{Options, PaperSize, png, scene};
use std::{
    env, fs,
    io::{self, BufWriter, Write},
    process::Command,
    time::Instant,
};

fn peak_mb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM 0 kB");
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
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

fn one(name: &str, folder: Option<&str>) {
    let view = match name {
        "sample" => sample::plenary("1"),
        count => sample::many(count.parse().unwrap()),
    };
    let options = Options { paper: PaperSize::A0, dpi: 300, language: "it".into(), ..Options::default() };
    let out: Box<dyn Write> = match folder {
        Some(folder) => Box::new(fs::File::create(format!("{folder}/a0-{name}.png")).unwrap()),
        None => Box::new(io::sink()),
    };
    let mut out = Counted(BufWriter::new(out), 0);
    let before = peak_mb();
    let started = Instant::now();
    let scene = scene(&view, &options);
    let laid = started.elapsed();
    let report = png(&scene, &mut out).unwrap();
    let all = started.elapsed();
    println!(
        "{name:>7}: {} notes, {}x{} px, layout {:.3} s, all {:.3} s, {:.1} MB, peak {} MB (was {before}), smallest text {:.2} mm",
        view.notes.len(),
        report.width_px,
        report.height_px,
        laid.as_secs_f64(),
        all.as_secs_f64(),
        out.1 as f64 / 1e6,
        peak_mb(),
        report.smallest_text_mm,
    );
}

fn main() {
    let args: Vec<String> = env::args().skip(1).collect();
    if let [flag, name, rest @ ..] = &args[..]
        && flag == "--one"
    {
        return one(name, rest.first().map(String::as_str));
    }
    for name in ["sample", "500", "2000", "10000"] {
        for _ in 0..3 {
            let mut command = Command::new(env::current_exe().unwrap());
            assert!(command.args(["--one", name]).args(&args).status().unwrap().success());
        }
    }
}
