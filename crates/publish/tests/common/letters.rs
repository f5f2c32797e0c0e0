//! Letters by chance, of every plane: what is typed is not up to us.
#![allow(dead_code)]

/// A small seeded generator of texts, so that a failing run can be repeated by its seed.
pub(crate) struct Letters(u64);

impl Letters {
    /// By the seed in `SEED`, else by this one; the seed is printed.
    pub(crate) fn seeded(usual: u64) -> Self {
        let given = std::env::var_os("SEED").and_then(|seed| seed.to_str()?.parse().ok());
        let seed: u64 = given.unwrap_or(usual);
        println!("SEED={seed}");
        Self(seed | 1)
    }

    fn next(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }

    /// At least one letter, at most so many, all of one stretch of Unicode.
    pub(crate) fn text(&mut self, most: u64) -> String {
        let ranges = [
            (0x20, 0x7f),
            (0x80, 0x600),
            (0x600, 0x2000),
            (0x2000, 0x3000),
            (0x3000, 0xffff),
            (0x1_0000, 0x11_0000),
            (0x1_f000, 0x200),
        ];
        let (low, span) = ranges[self.next(ranges.len() as u64) as usize];
        let letter = |n: u64| char::from_u32((low + n % span) as u32).unwrap_or(' ');
        (0..1 + self.next(most)).map(|_| letter(self.next(1 << 40))).collect()
    }
}
