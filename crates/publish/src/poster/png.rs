//! PNG in bands: two threads paint, filter and compress, this one writes in order. Same scene, same bytes.

use super::{
    band::{Drawing, Painter, ROWS},
    scene::Scene,
};
use flate2::{Compress, Compression, FlushCompress};
use std::{
    collections::BTreeMap,
    io::{self, Write},
    panic,
    sync::{
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

const THREADS: usize = 2;
/// Fast and still a third smaller than run lengths alone; higher levels double the time for a tenth of the bytes.
const LEVEL: u32 = 1;

/// Why there is no poster.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The other end does not take what is written.
    #[error("it could not be written: {0}")]
    Write(#[from] io::Error),
    /// What was made is no PDF/UA or no PDF/A, and so is not given out; the board is unharmed.
    #[error("the PDF would not comply: {0}")]
    Comply(String),
    /// A painter or the compressor gave up; the board is unharmed.
    #[error("it could not be drawn")]
    Draw,
}

/// What was drawn.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Report {
    /// Width in pixels.
    pub width_px: u32,
    /// Height in pixels.
    pub height_px: u32,
    /// Characters no bundled font has; they are drawn as boxes.
    pub missing_glyphs: usize,
    /// The smallest font size (em) on the sheet in millimetres; 0 without text.
    pub smallest_text_mm: f32,
    /// Lines of text that do not fit their note. Always 0: text is made smaller, never cut.
    pub cut_text: usize,
}

struct Band {
    // Deflated rows, ending at a byte and without the stream's end.
    data: Vec<u8>,
    adler: u32,
    length: usize,
}

/// Draws `scene` as PNG: RGB, 8 bits, with its resolution and sRGB written down. Memory grows with the width of the
/// sheet and with what is on it, never with its area.
pub fn png(scene: &Scene, out: &mut impl Write) -> Result<Report, Failure> {
    let drawing = panic::catch_unwind(panic::AssertUnwindSafe(|| Drawing::new(scene, THREADS)))
        .map_err(|_| Failure::Draw)?;
    write_head(&drawing, scene.dpi, out)?;
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    // One finished band a thread may wait: a slow reader slows the painters, it does not fill the memory.
    let (send, receive) = mpsc::sync_channel::<(usize, Option<Band>)>(1);
    thread::scope(|scope| {
        for _ in 0..THREADS.min(drawing.bands()) {
            let send = send.clone();
            let (drawing, next, stop) = (&drawing, &next, &stop);
            scope.spawn(move || {
                let mut worker = None;
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= drawing.bands() || stop.load(Ordering::Relaxed) {
                        return;
                    }
                    let make = panic::AssertUnwindSafe(|| {
                        worker.get_or_insert_with(|| Worker::new(drawing)).make(drawing, index)
                    });
                    let band = panic::catch_unwind(make).ok().flatten();
                    if send.send((index, band)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let written = write_bands(&drawing, receive, out);
        stop.store(true, Ordering::Relaxed);
        written
    })?;
    chunk(out, b"IEND", &[])?;
    out.flush()?;
    let (width_px, height_px) = (drawing.width, drawing.height);
    let smallest_text_mm = scene.smallest_text_mm();
    Ok(Report { width_px, height_px, missing_glyphs: drawing.missing, smallest_text_mm, cut_text: 0 })
}

fn write_head(drawing: &Drawing<'_>, dpi: u32, out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"\x89PNG\r\n\x1a\n")?;
    let mut head = [0; 13];
    head[0..4].copy_from_slice(&drawing.width.to_be_bytes());
    head[4..8].copy_from_slice(&drawing.height.to_be_bytes());
    head[8..13].copy_from_slice(&[8, 2, 0, 0, 0]);
    chunk(out, b"IHDR", &head)?;
    chunk(out, b"sRGB", &[0])?;
    // Without it print shops see 72 dpi and a poster four times too large.
    let metre = (f64::from(dpi) / 0.0254).round() as u32;
    let mut pixels = [0; 9];
    pixels[0..4].copy_from_slice(&metre.to_be_bytes());
    pixels[4..8].copy_from_slice(&metre.to_be_bytes());
    pixels[8] = 1;
    chunk(out, b"pHYs", &pixels)
}

fn write_bands(
    drawing: &Drawing<'_>,
    receive: mpsc::Receiver<(usize, Option<Band>)>,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let mut early = BTreeMap::new();
    let mut due = 0;
    let mut adler = 1;
    for (index, band) in receive {
        early.insert(index, band.ok_or(Failure::Draw)?);
        while let Some(mut band) = early.remove(&due) {
            adler = joined(adler, band.adler, band.length);
            due += 1;
            if due == drawing.bands() {
                // An empty last block, and the checksum of all rows.
                band.data.extend_from_slice(&[0x03, 0x00]);
                band.data.extend_from_slice(&adler.to_be_bytes());
            }
            chunk(out, b"IDAT", &band.data)?;
        }
    }
    if due == drawing.bands() { Ok(()) } else { Err(Failure::Draw) }
}

fn chunk(out: &mut impl Write, kind: &[u8; 4], data: &[u8]) -> io::Result<()> {
    let mut check = crc32fast::Hasher::new();
    check.update(kind);
    check.update(data);
    out.write_all(&(data.len() as u32).to_be_bytes())?;
    out.write_all(kind)?;
    out.write_all(data)?;
    out.write_all(&check.finalize().to_be_bytes())
}

// Adler-32 of two pieces one after the other.
fn joined(first: u32, second: u32, second_length: usize) -> u32 {
    const BASE: u64 = 65521;
    let (a1, b1) = (u64::from(first & 0xffff), u64::from(first >> 16));
    let (a2, b2) = (u64::from(second & 0xffff), u64::from(second >> 16));
    let length = second_length as u64 % BASE;
    let a = (a1 + a2 + BASE - 1) % BASE;
    let b = (b1 + b2 + length * ((a1 + BASE - 1) % BASE)) % BASE;
    (b << 16 | a) as u32
}

struct Worker {
    painter: Painter,
    deflate: Compress,
    rgb: [Vec<u8>; 2],
    rows: Vec<u8>,
}

impl Worker {
    fn new(drawing: &Drawing<'_>) -> Self {
        let row = drawing.width as usize * 3;
        Self {
            painter: Painter::new(drawing),
            deflate: Compress::new(Compression::new(LEVEL), true),
            rgb: [vec![0; row], vec![0; row]],
            rows: Vec::with_capacity((row + 1) * ROWS as usize),
        }
    }

    fn make(&mut self, drawing: &Drawing<'_>, index: usize) -> Option<Band> {
        let pixels = self.painter.band(drawing, index);
        let row = drawing.width as usize * 3;
        self.rows.clear();
        for (y, rgba) in pixels.chunks_exact(drawing.width as usize * 4).enumerate() {
            let [now, before] = &mut self.rgb;
            for (to, from) in now.chunks_exact_mut(3).zip(rgba.chunks_exact(4)) {
                to.copy_from_slice(&from[..3]);
            }
            if y == 0 {
                // The row above belongs to another thread: the first row looks left, all others look up.
                self.rows.push(1);
                self.rows.extend_from_slice(&now[..3]);
                self.rows.extend(now[3..].iter().zip(&now[..row - 3]).map(|(a, b)| a.wrapping_sub(*b)));
            } else {
                self.rows.push(2);
                self.rows.extend(now.iter().zip(before.iter()).map(|(a, b)| a.wrapping_sub(*b)));
            }
            self.rgb.swap(0, 1);
        }
        self.compress(index == 0)
    }

    // Deflates the rows up to a byte border, then ends the stream only to be told the checksum of the rows.
    fn compress(&mut self, first: bool) -> Option<Band> {
        self.deflate.reset();
        let mut data = Vec::with_capacity(self.rows.len() / 6 + 4096);
        loop {
            let done = self.deflate.total_in() as usize;
            self.deflate.compress_vec(&self.rows[done..], &mut data, FlushCompress::Sync).ok()?;
            if self.deflate.total_in() as usize == self.rows.len() && data.len() < data.capacity() {
                break;
            }
            data.reserve(data.capacity());
        }
        let body = data.len();
        data.reserve(64);
        self.deflate.compress_vec(&[], &mut data, FlushCompress::Finish).ok()?;
        let tail = data.get(data.len().checked_sub(4)?..)?;
        let adler = u32::from_be_bytes(tail.try_into().ok()?);
        data.truncate(body);
        if !first {
            // The stream's head is written once.
            data.drain(..2);
        }
        Some(Band { data, adler, length: self.rows.len() })
    }
}
