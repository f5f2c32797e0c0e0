//! Boards by chance, from a seed that a failing test prints.

/// splitmix64.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end.max(1) as u64) as usize
    }

    pub fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }

    /// A note of words that come again and again, some turned round, some misspelt.
    pub fn note(&mut self) -> String {
        const WORDS: [&str; 30] = [
            "biblioteca",
            "bibliotca",
            "parco",
            "parchi",
            "scuola",
            "sera",
            "giovani",
            "anziani",
            "bando",
            "bandi",
            "formazione",
            "formazzione",
            "autobus",
            "piazza",
            "volontari",
            "sentieri",
            "Lecco",
            "Como",
            "20",
            "due",
            "non",
            "senza",
            "più",
            "meno",
            "di",
            "nella",
            "e",
            "per",
            "la",
            "dopo",
        ];
        let words: Vec<&str> = (0..1 + self.below(8)).map(|_| self.pick(&WORDS)).collect();
        words.join(self.pick(&[" ", " ", " ", ", ", "\n"]))
    }

    /// So many notes, half of them another one with a word more, less, other or in another place.
    pub fn notes(&mut self, count: usize) -> Vec<String> {
        let mut notes: Vec<String> = Vec::new();
        for _ in 0..count {
            let fresh = self.note();
            let note = match notes.get(self.below(2 * notes.len() + 1)) {
                Some(known) => {
                    let mut words: Vec<&str> = known.split(' ').collect();
                    let (at, to) = (self.below(words.len()), self.below(words.len()));
                    match self.below(4) {
                        0 => words.insert(at, fresh.split(' ').next().unwrap_or_default()),
                        1 if words.len() > 1 => drop(words.remove(at)),
                        2 => words[at] = fresh.split(' ').next().unwrap_or_default(),
                        _ => words.swap(at, to),
                    }
                    words.join(" ")
                }
                None => fresh,
            };
            notes.push(note);
        }
        notes
    }

    /// Any characters of any script, with a liking for what trips readers up.
    pub fn nonsense(&mut self) -> String {
        const ODD: [&str; 16] = [
            "'",
            "’",
            "n't",
            "https://",
            "www.",
            ".",
            ",000",
            "\u{301}",
            "\u{200d}",
            "ﬁ",
            "İ",
            "ß",
            "👩‍👩‍👧",
            "\r\n",
            "\0",
            "٣",
        ];
        (0..self.below(40))
            .map(|_| match self.below(4) {
                0 => self.pick(&ODD).to_owned(),
                1 => char::from_u32(self.below(0x11_0000) as u32).map_or(String::new(), String::from),
                2 => char::from(b' ' + self.below(95) as u8).to_string(),
                _ => char::from_u32(0xc0 + self.below(0x500) as u32).map_or(String::new(), String::from),
            })
            .collect()
    }
}
