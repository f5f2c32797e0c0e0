//! Names of the files of a public page.

use std::str::FromStr;

use publish::poster::SvgText;

use crate::http::{poster, vademecum};

/// A file of a public page. Boards are counted from 0, in their names from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// `board-1.svg`.
    Picture(usize),
    /// `poster-1.pdf`, `.png`, `.svg`.
    Poster(usize, poster::Format),
    /// `vademecum.pdf`, `.docx`, `.odt`, `.html`, `.md`.
    Handbook(vademecum::Format),
}

/// There is no such file.
pub struct NoSuchFile;

impl FromStr for Name {
    type Err = NoSuchFile;

    fn from_str(name: &str) -> Result<Self, NoSuchFile> {
        let (stem, ending) = name.split_once('.').ok_or(NoSuchFile)?;
        let nth = |text: &str| -> Result<usize, NoSuchFile> {
            let is_plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
            let number: usize = text.parse().map_err(|_| NoSuchFile)?;
            if is_plain { Ok(number - 1) } else { Err(NoSuchFile) }
        };
        if stem == "vademecum" {
            return vademecum::Format::ALL
                .into_iter()
                .find(|format| format.ending() == ending)
                .map(Self::Handbook)
                .ok_or(NoSuchFile);
        }
        let (kind, number) = stem.split_once('-').ok_or(NoSuchFile)?;
        match (kind, ending) {
            ("board", "svg") => Ok(Self::Picture(nth(number)?)),
            ("poster", "pdf") => Ok(Self::Poster(nth(number)?, poster::Format::Pdf)),
            ("poster", "png") => Ok(Self::Poster(nth(number)?, poster::Format::Png)),
            ("poster", "svg") => Ok(Self::Poster(nth(number)?, poster::Format::Svg(SvgText::Outlines))),
            _ => Err(NoSuchFile),
        }
    }
}

impl Name {
    /// As HTTP names it.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Picture(_) => "image/svg+xml",
            Self::Poster(_, format) => format.media_type(),
            Self::Handbook(format) => format.media_type(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ht116_a_page_has_these_files_and_no_other() {
        assert_eq!("board-12.svg".parse().ok(), Some(Name::Picture(11)));
        assert_eq!("poster-1.pdf".parse().ok(), Some(Name::Poster(0, poster::Format::Pdf)));
        assert_eq!("vademecum.odt".parse().ok(), Some(Name::Handbook(vademecum::Format::Odt)));
        for odd in [
            "board-0.svg",
            "board--1.svg",
            "board-01.svg",
            "board-+1.svg",
            "board-.svg",
            "board-1.png",
            "poster.pdf",
            "poster-1.jpg",
            "poster-1.json",
            "vademecum",
            "vademecum.exe",
            "../x",
            "",
            ".",
            "board-1.svg.svg",
            "board-99999999999999999999999.svg",
        ] {
            assert!(odd.parse::<Name>().is_err(), "{odd}");
        }
    }
}
