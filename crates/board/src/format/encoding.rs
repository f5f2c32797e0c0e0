//! Bytes of unknown make as text: UTF-8, UTF-16 with its mark, or what Windows wrote before.

use super::Refusal;
use super::reasons;

/// A text and how it was found.
pub(super) struct Decoded {
    pub(super) text: String,
    /// It was neither UTF-8 nor UTF-16: letters with accents are a guess.
    pub(super) is_guess: bool,
}

/// Windows-1252 from 0x80 to 0x9f; the rest of it is Latin-1. What is not assigned there stays a control character.
#[rustfmt::skip]
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Reads text from anywhere; lines end with `\n` then. Something with zeros in it that is no UTF-16 is no text.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Refusal> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
        char::decode_utf16(units).map(|one| one.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>()
    };
    let (text, is_guess) = match bytes {
        [0xff, 0xfe, rest @ ..] => (wide(rest, u16::from_le_bytes), false),
        [0xfe, 0xff, rest @ ..] => (wide(rest, u16::from_be_bytes), false),
        _ => match std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) {
            Ok(text) => (text.to_owned(), false),
            Err(_) if bytes.contains(&0) => return Err(Refusal::new(None, &reasons::NO_TEXT)),
            Err(_) => (bytes.iter().map(|byte| windows(*byte)).collect(), true),
        },
    };
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    Ok(Decoded { text, is_guess })
}

fn windows(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The text of a format that is UTF-8 by its own rules.
pub(super) fn utf8(bytes: &[u8]) -> Result<&str, Refusal> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|bad| {
        let line = 1 + bytes[..bad.valid_up_to()].iter().filter(|&&byte| byte == b'\n').count() as u64;
        Refusal::new(line, &reasons::NO_TEXT)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fm5_text_of_every_make_is_read() {
        let read = |bytes: &[u8]| decode(bytes).map(|decoded| (decoded.text, decoded.is_guess)).unwrap();
        assert_eq!(read(b"\xef\xbb\xbfper\xc3\xb2\r\n"), ("però\n".to_owned(), false));
        assert_eq!(read(b"\xff\xfep\0\xf2\0"), ("pò".to_owned(), false));
        assert_eq!(read(b"\xfe\xff\0p\0\xf2"), ("pò".to_owned(), false));
        assert_eq!(read(b"per\xf2 \x80 5"), ("però € 5".to_owned(), true));
        assert!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").is_err());
    }
}
