//! What a manifesto says, set at one size of type in one column or two: where its lines end and how high it gets.

use board::words::Language;

use super::gather::Manifesto;
use super::words;
use crate::text::{Face, LINE_HEIGHT, Measured};

/// Of the short side: the border, and the size down to which every word of a usual length stays whole.
const MARGIN: f64 = 0.09;
const WHOLE: f64 = 0.04;
/// The same of the bar above the title.
const BAR: [f64; 2] = [0.13, 0.012];
/// In sizes of the sentences: title, line below it, signature, sources.
const TITLE: f64 = 1.7;
const INTRO: f64 = 0.8;
const SIGNATURE: f64 = 0.8;
const SOURCE: f64 = 0.55;
/// Distance of base lines of a title, in its size: large type needs less.
const TITLE_LINE: f64 = 1.12;
/// The same of the sentences.
const LINE: f64 = LINE_HEIGHT as f64;
/// Between two columns, in sizes of the sentences.
const AISLE: f64 = 1.6;
/// A column is at least so many sizes wide.
const NARROWEST: f64 = 11.0;
/// A last line is a widow below this part of the width.
const WIDOW: f64 = 0.3;
/// How much narrower lines may be set for the sake of the last one.
const NARROWER: f64 = 0.7;

/// Everything it says, measured once.
pub(super) struct Texts {
    title: Measured,
    intro: Measured,
    signature: Measured,
    sentences: Vec<Said>,
}

struct Said {
    text: Measured,
    source: Option<Measured>,
}

/// Paper, in millimetres, and the smallest type on it.
#[derive(Clone, Copy)]
pub(super) struct Page {
    pub(super) size: [f64; 2],
    pub(super) smallest: f64,
}

impl Page {
    pub(super) fn short(&self) -> f64 {
        self.size[0].min(self.size[1])
    }

    pub(super) fn margin(&self) -> f64 {
        self.short() * MARGIN
    }

    /// The bar above the title, width and height.
    pub(super) fn bar(&self) -> [f64; 2] {
        BAR.map(|part| part * self.short())
    }

    /// Between the borders.
    pub(super) fn inner(&self) -> [f64; 2] {
        self.size.map(|side| side - 2.0 * self.margin())
    }
}

/// Lines of one size, in millimetres.
#[derive(Clone, Debug, Default)]
pub(super) struct Set {
    pub(super) lines: Vec<String>,
    pub(super) size: f64,
    /// Distance of base lines.
    pub(super) leading: f64,
}

impl Set {
    pub(super) fn height(&self) -> f64 {
        self.lines.len() as f64 * self.leading
    }
}

/// A sentence as it is set.
pub(super) struct Item {
    pub(super) text: Set,
    pub(super) source: Set,
}

impl Item {
    pub(super) fn height(&self) -> f64 {
        self.text.height() + self.source.height()
    }
}

/// The whole page as it is set.
pub(super) struct Columns {
    /// Size of the sentences.
    pub(super) size: f64,
    pub(super) title: Set,
    pub(super) intro: Set,
    pub(super) signature: Set,
    pub(super) items: Vec<Item>,
    /// How many of the items are in the first column; all of them where there is one.
    pub(super) first: usize,
    pub(super) columns: usize,
    /// Width of the text of a column, and of what hangs before it.
    pub(super) width: f64,
    pub(super) hang: f64,
    /// Height of all that is not sentences, with the distances around it.
    pub(super) around: f64,
    /// Height of the higher column, its sentences as close as they may be.
    pub(super) body: f64,
}

impl Columns {
    /// Least distance of two sentences.
    pub(super) fn gap(&self) -> f64 {
        self.size * 0.55
    }

    /// From the bar above the title to the title.
    pub(super) fn below_bar(&self) -> f64 {
        self.size * 0.55
    }

    /// From the title to the line below it.
    pub(super) fn above_intro(&self) -> f64 {
        if self.intro.lines.is_empty() { 0.0 } else { self.size * 0.3 }
    }

    /// From the heading to the sentences.
    pub(super) fn below_heading(&self) -> f64 {
        self.size * 1.1
    }

    /// From the sentences to the signature.
    pub(super) fn above_signature(&self) -> f64 {
        if self.signature.lines.is_empty() { 0.0 } else { self.size * 1.4 }
    }

    /// The columns, each its sentences.
    pub(super) fn split(&self) -> [&[Item]; 2] {
        let (first, second) = self.items.split_at(self.first);
        [first, second]
    }

    fn column(&self, items: &[Item]) -> f64 {
        let gaps = items.len().saturating_sub(1) as f64 * self.gap();
        items.iter().map(Item::height).sum::<f64>() + gaps
    }

    /// Where the second column begins so that both end as early as they can.
    fn balance(&mut self) {
        let height = |first: usize| {
            let (one, two) = self.items.split_at(first);
            self.column(one).max(self.column(two))
        };
        let all = self.items.len();
        let firsts = if self.columns == 1 { all..=all } else { all.min(1)..=all };
        let best = firsts.map(|first| (first, height(first))).min_by(|a, b| a.1.total_cmp(&b.1));
        (self.first, self.body) = best.unwrap_or((0, 0.0));
    }
}

/// Hundredths of a millimetre: lines are broken in whole numbers.
fn whole(mm: f64) -> u32 {
    (mm * 100.0).round().max(1.0) as u32
}

fn wrap(text: &Measured, size: f64, width: f64) -> Vec<String> {
    text.wrap(whole(size), whole(width))
}

/// Keeps a title together: of all widths with as few lines, the narrowest.
fn balanced(text: &Measured, size: f64, width: f64) -> Vec<String> {
    let lines = wrap(text, size, width);
    let word = text.widest(width / size) * size;
    let narrower = (1..=25).map(|step| width * (1.0 - 0.02 * f64::from(step)));
    let same = narrower.take_while(|w| *w >= word).map(|w| wrap(text, size, w));
    same.take_while(|narrow| narrow.len() == lines.len()).last().unwrap_or(lines)
}

/// Without a last line of one short word, where that is possible with as many lines: all of them narrower, else a word more
/// on the last one.
fn without_widow(text: &Measured, size: f64, width: f64) -> Vec<String> {
    let mut lines = wrap(text, size, width);
    let long = |line: &str| Measured::new(line, Face::Regular).ems() * size;
    let last = |lines: &[String]| lines.last().map_or(0.0, |line| long(line));
    if lines.len() < 2 || last(&lines) >= WIDOW * width {
        return lines;
    }
    let word = text.widest(width / size) * size;
    let steps = (1..).map(|step| width * (1.0 - 0.02 * f64::from(step)));
    let narrower = steps.take_while(|w| *w >= (NARROWER * width).max(word)).map(|w| wrap(text, size, w));
    let mut same = narrower.take_while(|narrow| narrow.len() == lines.len());
    if let Some(narrow) = same.find(|narrow| last(narrow) >= WIDOW * width) {
        return narrow;
    }
    if let [.., before, widow] = &mut lines[..]
        && let Some((rest, word)) = before.rsplit_once(' ')
    {
        let (rest, two) = (rest.trim_end().to_owned(), format!("{word} {widow}"));
        if !rest.is_empty() && long(&two) <= width {
            (*before, *widow) = (rest, two);
        }
    }
    lines
}

impl Texts {
    pub(super) fn new(manifesto: &Manifesto) -> Self {
        let regular = |text: &str| Measured::new(text, Face::Regular);
        let nothing = |language: Language| {
            let text = regular(words::NOTHING.says(language));
            vec![Said { text, source: None }]
        };
        let said = |sentence: &super::Sentence| Said {
            text: regular(&sentence.text),
            source: manifesto.sources.then(|| regular(&sentence.source)),
        };
        let sentences: Vec<Said> = manifesto.sentences.iter().map(said).collect();
        Self {
            title: Measured::new(&manifesto.title, Face::SemiBold),
            intro: regular(&manifesto.intro),
            signature: regular(&manifesto.signature),
            sentences: if sentences.is_empty() { nothing(manifesto.language) } else { sentences },
        }
    }

    /// How many sentences there are.
    pub(super) fn count(&self) -> usize {
        self.sentences.len()
    }

    /// With its first `most` sentences on the page, the sentences at `size` in so many columns; nothing when that is higher
    /// than the page, or a word of a usual length would have to be broken.
    pub(super) fn set(
        &self,
        page: &Page,
        size: f64,
        columns: usize,
        hang: f64,
        most: usize,
    ) -> Option<Columns> {
        let [across, down] = page.inner();
        let small = |part: f64| (size * part).max(page.smallest);
        let hang = hang * size;
        let aisle = AISLE * size * (columns - 1) as f64;
        let width = (across - aisle) / columns as f64 - hang;
        if width < if columns > 1 { NARROWEST * size } else { page.smallest } {
            return None;
        }
        let usual = across / (page.short() * WHOLE);
        let title_word = self.title.widest(usual);
        // A long word of the title makes the title smaller, not all the rest.
        let fitting = if title_word > 0.0 { across / title_word } else { f64::INFINITY };
        let title_size = (size * TITLE).min(fitting).max(size.min(fitting)).max(page.smallest);
        if title_word * title_size > across + 0.01 {
            return None;
        }
        let set = |text: &Measured, size: f64, width: f64, line: f64| Set {
            lines: wrap(text, size, width),
            size,
            leading: size * line,
        };
        let mut made = Columns {
            size,
            title: set(&self.title, title_size, across, TITLE_LINE),
            intro: set(&self.intro, small(INTRO), across, LINE),
            signature: set(&self.signature, small(SIGNATURE), across, LINE),
            items: Vec::with_capacity(self.sentences.len()),
            first: 0,
            columns,
            width,
            hang,
            around: 0.0,
            body: 0.0,
        };
        let title = page.bar()[1] + made.below_bar() + made.title.height();
        let heading = title + made.above_intro() + made.intro.height() + made.below_heading();
        made.around = heading + made.above_signature() + made.signature.height();
        let room = (down - made.around) * columns as f64;
        let mut height = 0.0;
        for said in self.sentences.iter().take(most) {
            if said.text.widest(usual) * size > width {
                return None;
            }
            let text = set(&said.text, size, width, LINE);
            let source = said.source.as_ref();
            let source = source.map(|text| set(text, small(SOURCE), width, LINE)).unwrap_or_default();
            made.items.push(Item { text, source });
            height += made.items.last().map_or(0.0, Item::height);
            if height > room {
                return None;
            }
        }
        made.balance();
        (made.around + made.body <= down).then_some(made)
    }

    /// The same with the ends of lines where they look best.
    pub(super) fn settled(&self, mut made: Columns, page: &Page) -> Columns {
        made.title.lines = balanced(&self.title, made.title.size, page.inner()[0]);
        made.intro.lines = without_widow(&self.intro, made.intro.size, page.inner()[0]);
        made.signature.lines = without_widow(&self.signature, made.signature.size, page.inner()[0]);
        for (item, said) in made.items.iter_mut().zip(&self.sentences) {
            item.text.lines = without_widow(&said.text, made.size, made.width);
        }
        made
    }
}
