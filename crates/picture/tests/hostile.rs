//! HT48: what is no picture, or more than one, does not come in; what comes in is pixels and nothing else.
#![allow(clippy::unwrap_used, missing_docs)]

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use picture::{KEPT_SIDE, Refusal, accept, media_type, pixels};

fn picture(width: u32, height: u32) -> DynamicImage {
    let shade = |x: u32, y: u32| Rgba([(x * 7 % 256) as u8, (y * 5 % 256) as u8, ((x * y) % 251) as u8, 255]);
    RgbaImage::from_fn(width, height, shade).into()
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = if format == ImageFormat::Jpeg { picture.to_rgb8().into() } else { picture.clone() };
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = u32::MAX;
    for byte in kind.iter().chain(data) {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    [&(data.len() as u32).to_be_bytes()[..], kind, data, &(!crc).to_be_bytes()].concat()
}

/// A PNG that says it is so large, with little in it.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let rows = [0x78, 0x01, 0x01, 0x00, 0x00, 0xff, 0xff, 0x00, 0x00, 0x00, 0x01];
    [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &head), &chunk(b"IDAT", &rows), &chunk(b"IEND", &[])].concat()
}

#[test]
fn ht47_four_kinds_are_read_and_written_anew_as_two() {
    let picture = picture(120, 80);
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif] {
        let kept = accept(&encoded(&picture, format)).unwrap();
        assert_eq!((kept.width, kept.height), (120, 80), "{format:?}");
        assert!(["image/png", "image/jpeg"].contains(&media_type(&kept.bytes)));
        let back = pixels(&kept.bytes, KEPT_SIDE).unwrap();
        assert_eq!((back.width, back.height, back.rgba.len()), (120, 80, 4 * 120 * 80));
        assert_eq!(accept(&encoded(&picture, format)).unwrap(), kept, "the same upload has the same name");
    }
}

#[test]
fn ht47_what_can_be_seen_through_stays_so_and_large_ones_become_smaller() {
    let mut hole = picture(64, 64).to_rgba8();
    hole.put_pixel(10, 10, Rgba([0, 0, 0, 0]));
    let kept = accept(&encoded(&hole.into(), ImageFormat::Png)).unwrap();
    assert_eq!(media_type(&kept.bytes), "image/png");
    assert_eq!(pixels(&kept.bytes, 64).unwrap().rgba[4 * (10 * 64 + 10) + 3], 0);
    let kept = accept(&encoded(&picture(4_000, 1_000), ImageFormat::Jpeg)).unwrap();
    assert_eq!((kept.width, kept.height), (2_048, 512));
    assert_eq!(pixels(&kept.bytes, 512).unwrap().width, 512);
}

#[test]
fn ht47_a_photo_is_turned_as_the_camera_was_held_and_what_the_camera_wrote_is_gone() {
    // A JPEG with an Exif block: turned by 90 degrees, and a place nobody should learn.
    let plain = encoded(&picture(40, 20), ImageFormat::Jpeg);
    let tiff = [
        &b"Exif\0\0MM\0*\0\0\0\x08\0\x01"[..],
        &[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0],
        b"GPS 46.0 N 11.1 E",
    ]
    .concat();
    let block = [&[0xff, 0xe1][..], &(tiff.len() as u16 + 2).to_be_bytes(), &tiff].concat();
    let photo = [&plain[..2], &block, &plain[2..]].concat();
    let kept = accept(&photo).unwrap();
    assert_eq!((kept.width, kept.height), (20, 40));
    let has = |needle: &[u8]| kept.bytes.windows(needle.len()).any(|window| window == needle);
    assert!(!has(b"Exif") && !has(b"GPS"));
}

#[test]
fn ht48_b18_what_is_no_picture_is_refused() {
    for text in [
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
        "<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><svg>&x;</svg>",
        "<html><script>1</script>",
        "%PDF-1.7",
        "BM then nothing",
        "",
    ] {
        assert_eq!(accept(text.as_bytes()), Err(Refusal::Kind), "{text}");
    }
    let whole = encoded(&picture(60, 60), ImageFormat::Png);
    assert_eq!(accept(&whole[..whole.len() / 2]), Err(Refusal::Damaged), "cut off");
    let mut wrong = encoded(&picture(60, 60), ImageFormat::Jpeg);
    wrong.splice(..3, *b"GIF89a".first_chunk::<3>().unwrap());
    assert!(accept(&wrong).is_err(), "the first bytes of another kind");
}

#[test]
fn ht48_b18_a_bomb_is_refused_before_it_is_unpacked() {
    for (width, height) in [(65_000, 65_000), (20_001, 1), (1, 4_000_000), (8_000, 8_000), (u32::MAX >> 1, 3)]
    {
        assert_eq!(accept(&bomb(width, height)), Err(Refusal::Pixels), "{width} x {height}");
    }
    assert_eq!(accept(&bomb(0, 10)), Err(Refusal::Damaged));
}

#[test]
fn ht48_b18_what_hides_behind_a_picture_stays_outside() {
    let script = b"*/=1;alert(document.domain)/*<script>fetch('//evil')</script>";
    let gif = encoded(&picture(16, 16), ImageFormat::Gif);
    let png = encoded(&picture(16, 16), ImageFormat::Png);
    let comment = chunk(b"tEXt", &[&b"Comment\0"[..], script].concat());
    for polyglot in [[&gif[..], script].concat(), [&png[..33], &comment, &png[33..], script].concat()] {
        let kept = accept(&polyglot).unwrap();
        let has = |needle: &[u8]| kept.bytes.windows(needle.len()).any(|window| window == needle);
        assert!(!has(b"alert") && !has(b"script"));
        assert!(kept.bytes.starts_with(b"\x89PNG") || kept.bytes.starts_with(&[0xff, 0xd8]));
    }
}
