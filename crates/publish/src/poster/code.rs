//! The QR code of an address (ISO/IEC 18004), for who stands before the sheet.

use super::{
    flat::Rect,
    passage::{Content, Part},
    scene::{Item, Outline},
    sheet::Place,
    words,
};
use board::words::Language;
use qrcodegen::{QrCode, QrCodeEcc};

/// Side of the code without its margin: so many parts of the sheet, and never less than what a phone reads at arm's length.
const SIDE: f64 = 48.0;
const SIDE_MM: f64 = 25.0;
/// As much of the sheet's short side as it may take, margin included.
const MOST: f64 = 1.0 / 3.0;
/// Modules of white around it, as the standard wants them.
const QUIET: usize = 4;
/// Rows overlap by so much of a module, so that no hair of white is drawn between them.
const OVERLAP: f64 = 0.02;

/// A code, to be painted.
pub(super) struct Code {
    url: String,
    modules: QrCode,
    /// Its side in parts of the sheet, margin included.
    pub(super) side: f64,
}

impl Code {
    /// `part`: millimetres of a part. None for an address too long for a code.
    pub(super) fn new(url: &str, part: f64, short_mm: f64) -> Option<Self> {
        let modules = QrCode::encode_text(url, QrCodeEcc::Medium).ok()?;
        let count = f64::from(modules.size());
        let side_mm = (SIDE * part).max(SIDE_MM) * (count + 2.0 * QUIET as f64) / count;
        Some(Self { url: url.to_owned(), modules, side: side_mm.min(short_mm * MOST) / part })
    }

    /// The address in two lines that are about as long.
    pub(super) fn lines(&self) -> [&str; 2] {
        self.url.split_at(self.url.rfind('/').unwrap_or(0)).into()
    }

    /// Black on white whatever the theme, or no phone reads it.
    pub(super) fn paint(
        &self,
        [x, y]: [f64; 2],
        place: &Place,
        language: Language,
        items: &mut Vec<Item>,
    ) -> Part {
        let start = items.len();
        let mut area = |rect: Rect, color: u8| {
            let outline = Outline::Rounded(place.rect(&rect), 0.0);
            items.push(Item::Area { outline, fill: ([color; 3], 1.0), border: None });
        };
        area(Rect { x, y, w: self.side, h: self.side }, 0xff);
        let count = self.modules.size();
        let module = self.side / (f64::from(count) + 2.0 * QUIET as f64);
        let at = |nth: i32| (f64::from(nth) + QUIET as f64) * module;
        for row in 0..count {
            let mut column = 0;
            while column < count {
                let run = (column..count).take_while(|&nth| self.modules.get_module(nth, row)).count() as i32;
                if run > 0 {
                    let (w, h) = (f64::from(run) * module, module * (1.0 + OVERLAP));
                    area(Rect { x: x + at(column), y: y + at(row), w, h }, 0);
                }
                column += run + 1;
            }
        }
        let says = words::CODE.with("url", self.url.as_str()).say(language);
        Part::new(start..items.len(), Content::Way { says, to: self.url.clone() })
    }
}
