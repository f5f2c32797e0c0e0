//! What an uploaded picture is: raster, of four formats told by their first bytes, decoded with limits and written anew.
//!
//! Nothing of what somebody sent is kept: neither its name, nor what a camera wrote into it (place, time, device), nor
//! whatever else a file can hold beside its pixels. What is kept is what this code wrote.
//!
//! The loop, once: [`accept`] turns an upload into an [`Accepted`], whose bytes are stored under their hash; [`pixels`]
//! reads those bytes again for paper.
#![cfg_attr(test, allow(clippy::unwrap_used))]

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, imageops};

/// Most pixels of an upload: forty millions, what phones take.
pub const PIXELS_MAX: u64 = 40_000_000;
/// Longest side of an upload, in pixels.
pub const SIDE_MAX: u32 = 20_000;
/// Longest side of what is kept, in pixels: sharp on half an A3 sheet at 300 dpi.
pub const KEPT_SIDE: u32 = 2_048;
/// What decoding may take in memory: forty million pixels of four bytes, and as much again to work with.
const MEMORY_MAX: u64 = 2 * 4 * PIXELS_MAX;
const QUALITY: u8 = 85;

/// Why a picture is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Its first bytes are not those of a PNG, JPEG, WebP or GIF.
    #[error("not a PNG, JPEG, WebP or GIF")]
    Kind,
    /// It says it is one, and is not, or not to its end.
    #[error("the picture is damaged")]
    Damaged,
    /// More pixels than [`PIXELS_MAX`], or a side longer than [`SIDE_MAX`].
    #[error("the picture has too many pixels")]
    Pixels,
}

/// A picture as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// A JPEG, or a PNG where something can be seen through or colours are few.
    pub bytes: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// The media type of what [`accept`] made of an upload.
pub fn media_type(kept: &[u8]) -> &'static str {
    if kept.starts_with(&[0xff, 0xd8]) { "image/jpeg" } else { "image/png" }
}

/// Pixels, four bytes each (red, green, blue, opacity), rows from above.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// `4 * width * height` bytes.
    pub rgba: Vec<u8>,
}

/// Reads an upload and writes it anew: turned as its camera was held, at most [`KEPT_SIDE`] long, the first picture
/// of an animation. Takes up to some seconds and 320 MB for the largest.
///
/// # Errors
/// [`Refusal`].
pub fn accept(upload: &[u8]) -> Result<Accepted, Refusal> {
    let mut picture = decode(upload)?;
    if picture.width().max(picture.height()) > KEPT_SIDE {
        picture = picture.resize(KEPT_SIDE, KEPT_SIDE, imageops::FilterType::Triangle);
    }
    let (width, height) = (picture.width(), picture.height());
    let is_opaque = !picture.color().has_alpha() || picture.to_rgba8().pixels().all(|pixel| pixel[3] == 255);
    // Drawings and screenshots are smaller as PNG, and sharp.
    let bytes = if is_opaque {
        let (jpeg, png) = (as_jpeg(&picture)?, as_png(&picture.to_rgb8().into())?);
        if png.len() <= 2 * jpeg.len() { png } else { jpeg }
    } else {
        as_png(&picture.to_rgba8().into())?
    };
    Ok(Accepted { bytes, width, height })
}

/// The pixels of a kept picture, made smaller where its longer side is over `side`.
///
/// # Errors
/// [`Refusal`], if it is none that [`accept`] made.
pub fn pixels(kept: &[u8], side: u32) -> Result<Pixels, Refusal> {
    let mut picture = decode(kept)?;
    if picture.width().max(picture.height()) > side {
        picture = picture.resize(side.max(1), side.max(1), imageops::FilterType::Triangle);
    }
    let (width, height) = (picture.width(), picture.height());
    Ok(Pixels { width, height, rgba: picture.into_rgba8().into_raw() })
}

fn decode(bytes: &[u8]) -> Result<DynamicImage, Refusal> {
    let format = image::guess_format(bytes).map_err(|_| Refusal::Kind)?;
    if !matches!(format, ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP | ImageFormat::Gif) {
        return Err(Refusal::Kind);
    }
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(MEMORY_MAX);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let refused = |error: image::ImageError| match error {
        image::ImageError::Limits(_) => Refusal::Pixels,
        _ => Refusal::Damaged,
    };
    let mut decoder = reader.into_decoder().map_err(refused)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_MAX || width.max(height) > SIDE_MAX {
        return Err(Refusal::Pixels);
    }
    // A camera that wrote no readable sign was held upright.
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn as_jpeg(picture: &DynamicImage) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .encode_image(&DynamicImage::from(picture.to_rgb8()))
        .map_err(|_| Refusal::Damaged)?;
    Ok(bytes)
}

fn as_png(picture: &DynamicImage) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Adaptive);
    picture.write_with_encoder(encoder).map_err(|_| Refusal::Damaged)?;
    Ok(bytes)
}
