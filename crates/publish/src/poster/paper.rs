//! Sizes of paper.

use super::{options::UnknownOption, words};
use std::{fmt, ops::RangeInclusive, str::FromStr};

/// Sides paper of one's own may have, in millimetres.
pub const SIDES: RangeInclusive<f32> = 50.0..=2500.0;

/// Paper a print shop has, or of one's own measure. ISO 216 and ANSI/ASME Y14.1.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Paper {
    A0,
    A1,
    A2,
    A3,
    A4,
    Letter,
    Tabloid,
    ArchC,
    ArchD,
    ArchE,
    /// Its sides in millimetres, the short one first, within [`SIDES`].
    Own(f32, f32),
}

impl Paper {
    /// All that have a name, of each family the largest first.
    pub const NAMED: [(&'static str, Self); 10] = [
        ("A0", Self::A0),
        ("A1", Self::A1),
        ("A2", Self::A2),
        ("A3", Self::A3),
        ("A4", Self::A4),
        ("Letter", Self::Letter),
        ("Tabloid", Self::Tabloid),
        ("Arch-C", Self::ArchC),
        ("Arch-D", Self::ArchD),
        ("Arch-E", Self::ArchE),
    ];

    /// Short and long side in millimetres.
    pub const fn millimetres(self) -> (f32, f32) {
        match self {
            Self::A0 => (841.0, 1189.0),
            Self::A1 => (594.0, 841.0),
            Self::A2 => (420.0, 594.0),
            Self::A3 => (297.0, 420.0),
            Self::A4 => (210.0, 297.0),
            Self::Letter => (215.9, 279.4),
            Self::Tabloid => (279.4, 431.8),
            Self::ArchC => (457.2, 609.6),
            Self::ArchD => (609.6, 914.4),
            Self::ArchE => (914.4, 1219.2),
            Self::Own(short, long) => (short, long),
        }
    }

    /// The smallest paper of the same family on which everything is `times` as large as on this one, else the largest;
    /// `None` when this one is as large.
    pub fn larger(self, times: f32) -> Option<Self> {
        let family: &[Self] = match self {
            Self::A0 | Self::A1 | Self::A2 | Self::A3 | Self::A4 | Self::Own(..) => {
                &[Self::A4, Self::A3, Self::A2, Self::A1, Self::A0]
            }
            _ => &[Self::Letter, Self::Tabloid, Self::ArchC, Self::ArchD, Self::ArchE],
        };
        let wanted = self.millimetres().0 * times;
        let enough = family.iter().copied().find(|paper| paper.millimetres().0 >= wanted);
        enough.or(family.last().copied()).filter(|paper| paper.millimetres().0 > self.millimetres().0)
    }
}

impl fmt::Display for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Self::NAMED.iter().find(|(_, paper)| paper == self) {
            Some((name, _)) => f.write_str(name),
            None => {
                let (short, long) = self.millimetres();
                write!(f, "{short}x{long}")
            }
        }
    }
}

impl FromStr for Paper {
    type Err = UnknownOption;

    /// A name, or two sides in millimetres: `500x700`.
    fn from_str(value: &str) -> Result<Self, UnknownOption> {
        if let Some((_, paper)) = Self::NAMED.iter().find(|(name, _)| name.eq_ignore_ascii_case(value)) {
            return Ok(*paper);
        }
        let side = |text: &str| text.trim().parse::<f32>().ok().filter(|side| SIDES.contains(side));
        let own = value.split_once(['x', '×']).and_then(|(a, b)| Some((side(a)?, side(b)?)));
        match own {
            Some((a, b)) => Ok(Self::Own(a.min(b), a.max(b))),
            None => {
                let names = Self::NAMED.map(|(name, _)| name).join(", ");
                Err(UnknownOption::new(&words::NO_PAPER, value, &format!("{names}, 500x700")))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn po19_paper_has_a_name_or_two_sides() {
        for (name, paper) in Paper::NAMED {
            assert_eq!(name.parse::<Paper>(), Ok(paper));
            assert_eq!(name.to_lowercase().parse::<Paper>(), Ok(paper));
            assert_eq!(paper.to_string(), name);
        }
        assert_eq!("700x500".parse::<Paper>(), Ok(Paper::Own(500.0, 700.0)));
        assert_eq!("500 × 700.5".parse::<Paper>(), Ok(Paper::Own(500.0, 700.5)));
        assert_eq!("700x500".parse::<Paper>().unwrap().to_string(), "500x700");
        for odd in ["", "A5", "x", "10x10", "NaNx100", "infx100", "-100x100", "9000x100"] {
            assert!(odd.parse::<Paper>().is_err(), "{odd}");
        }
    }

    #[test]
    fn po20_larger_paper_is_of_the_same_family() {
        assert_eq!(Paper::A4.larger(1.3), Some(Paper::A3));
        assert_eq!(Paper::A3.larger(2.5), Some(Paper::A0));
        assert_eq!(Paper::A1.larger(1.6), Some(Paper::A0), "no paper is large enough: the largest");
        assert_eq!(Paper::A0.larger(1.1), None);
        assert_eq!(Paper::Letter.larger(2.0), Some(Paper::ArchC));
        assert_eq!(Paper::Own(200.0, 900.0).larger(1.5), Some(Paper::A2));
    }
}
