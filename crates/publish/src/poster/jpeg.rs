//! JPEG for programs that take nothing else: one thread paints bands, this one compresses them. Same scene, same bytes.

use super::{
    band::{Drawing, Painter, ROWS},
    png::{Failure, Report},
    scene::Scene,
};
use jpeg_encoder::{
    Encoder, EncodingError, ImageBuffer, JpegColorType, PixelDensity, SamplingFactor, rgb_to_ycbcr,
};
use std::{
    cell::RefCell,
    io::Write,
    panic::{self, AssertUnwindSafe},
    sync::mpsc,
    thread,
};

/// Letters stay clean, without rings around them, at half the bytes of the best quality.
const QUALITY: u8 = 90;
const THREADS: usize = 2;

/// Draws `scene` as JPEG with its resolution written down; each pixel has its own colour, so that coloured letters are
/// sharp. Memory grows with the width of the sheet and with what is on it, never with its area.
///
/// # Errors
/// [`Failure::Write`] when the reader leaves; [`Failure::Draw`] when drawing fails or a side has more than 65,535 pixels.
pub fn jpeg(scene: &Scene, out: &mut impl Write) -> Result<Report, Failure> {
    let drawing =
        panic::catch_unwind(AssertUnwindSafe(|| Drawing::new(scene, THREADS))).map_err(|_| Failure::Draw)?;
    let (send, receive) = mpsc::sync_channel::<Vec<u8>>(1);
    let encoded = thread::scope(|scope| {
        scope.spawn(|| {
            let send = send;
            // What breaks here ends the bands early, which is found below.
            let _ = panic::catch_unwind(AssertUnwindSafe(|| {
                let mut painter = Painter::new(&drawing);
                for band in 0..drawing.bands() {
                    if send.send(painter.band(&drawing, band).to_vec()).is_err() {
                        return;
                    }
                }
            }));
        });
        let rows = Rows {
            width: u16::try_from(drawing.width).map_err(|_| Failure::Draw)?,
            height: u16::try_from(drawing.height).map_err(|_| Failure::Draw)?,
            band: RefCell::new(Band { of: None, rgba: Vec::new(), whole: true }),
            receive,
        };
        let dpi = u16::try_from(scene.dpi).unwrap_or(u16::MAX);
        let mut encoder = Encoder::new(&mut *out, QUALITY);
        encoder.set_density(PixelDensity::dpi(dpi));
        encoder.set_sampling_factor(SamplingFactor::F_1_1);
        encoder.encode_image(&rows).map_err(|error| match error {
            EncodingError::IoError(error) => Failure::Write(error),
            _ => Failure::Draw,
        })?;
        if rows.band.borrow().whole { Ok(()) } else { Err(Failure::Draw) }
    });
    encoded?;
    out.flush()?;
    let (width_px, height_px) = (drawing.width, drawing.height);
    let smallest_text_mm = scene.smallest_text_mm();
    Ok(Report { width_px, height_px, missing_glyphs: drawing.missing, smallest_text_mm, cut_text: 0 })
}

/// The rows of a sheet, as they come.
struct Rows {
    width: u16,
    height: u16,
    band: RefCell<Band>,
    receive: mpsc::Receiver<Vec<u8>>,
}

struct Band {
    /// Which band is here.
    of: Option<u32>,
    rgba: Vec<u8>,
    /// No band was missing.
    whole: bool,
}

impl ImageBuffer for &Rows {
    fn get_jpeg_color_type(&self) -> JpegColorType {
        JpegColorType::Ycbcr
    }

    fn width(&self) -> u16 {
        self.width
    }

    fn height(&self) -> u16 {
        self.height
    }

    // The encoder asks for rows in order, from the first to the last.
    fn fill_buffers(&self, y: u16, buffers: &mut [Vec<u8>; 4]) {
        let mut band = self.band.borrow_mut();
        let wanted = u32::from(y) / ROWS;
        while band.of.is_none_or(|of| of < wanted) && band.whole {
            match self.receive.recv() {
                Ok(rgba) => {
                    band.of = Some(band.of.map_or(0, |of| of + 1));
                    band.rgba = rgba;
                }
                Err(_) => band.whole = false,
            }
        }
        let row = usize::from(self.width) * 4;
        let at = (u32::from(y) % ROWS) as usize * row;
        let Some(pixels) = band.rgba.get(at..at + row).filter(|_| band.whole) else {
            for buffer in &mut buffers[..3] {
                buffer.resize(buffer.len() + usize::from(self.width), 0);
            }
            return;
        };
        for pixel in pixels.chunks_exact(4) {
            let (y, cb, cr) = rgb_to_ycbcr(pixel[0], pixel[1], pixel[2]);
            buffers[0].push(y);
            buffers[1].push(cb);
            buffers[2].push(cr);
        }
    }
}
