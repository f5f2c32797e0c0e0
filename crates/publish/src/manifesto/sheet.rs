//! The page: the largest type at which everything is on it.

use board::words::Text;

use super::columns::{Columns, Page, Texts};
use super::gather::Manifesto;
use super::painting;
use super::words;
use crate::poster::{Chart, DPI, Fonts, Orientation, Paper, Scene};
use crate::text::{Face, Measured};

/// Nothing on the page is smaller, in points: as large as a book sets it.
pub const SMALLEST_PT: f32 = 12.0;
/// Millimetres of a point.
const POINT: f64 = 25.4 / 72.0;
/// Of the short side: the largest type, so that one sentence is a sentence and no placard.
const LARGEST: f64 = 0.085;
/// From one size that is tried to the next one, in hundredths.
const STEP: u32 = 98;
/// Two columns, or the lying sheet, have to give so much larger type to be better.
const BETTER: f64 = 1.06;
/// The same of two columns on a sheet that stands: narrow ones are harder to read.
const MUCH_BETTER: f64 = 1.25;
/// Room before a sentence in its sizes: for a bar, and beside its number.
const BAR: f64 = 0.62;
const NUMBER: f64 = 0.5;

/// A manifesto on its page.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Ready to be drawn.
    pub scene: Scene,
    /// Size of the sentences, in points.
    pub points: f32,
    /// How many columns they stand in: one or two.
    pub columns: usize,
}

/// More than a page holds in type that can be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Overfull {
    /// How many sentences were chosen.
    pub sentences: usize,
    /// How many of them fit, from the first.
    pub fitting: usize,
    /// What it should be printed on.
    pub paper: Paper,
    /// The smallest larger paper on which everything fits.
    pub larger: Option<Paper>,
}

impl Overfull {
    /// What is too much and what would do, a part of a sentence.
    pub fn text(&self) -> Text {
        let words = match (self.sentences, &self.larger) {
            (0, _) => &words::HEADING_FULL,
            (_, Some(_)) => &words::OVERFULL_LARGER,
            (_, None) => &words::OVERFULL,
        };
        let larger = self.larger.map(|paper| paper.to_string()).unwrap_or_default();
        words
            .with("n", self.sentences)
            .with("fit", self.fitting)
            .with("paper", self.paper.to_string())
            .with("larger", larger)
    }
}

/// Sets a manifesto on its paper. The same manifesto gives the same page.
///
/// # Errors
/// [`Overfull`] when not even the smallest type would do.
pub fn sheet(manifesto: &Manifesto, dpi: u32, fonts: &Fonts) -> Result<Sheet, Overfull> {
    let texts = Texts::new(manifesto);
    let hang = hang(manifesto);
    let best = pages(manifesto.paper, manifesto.orientation)
        .into_iter()
        .filter_map(|page| largest(&texts, &page, hang).map(|made| (page, made)))
        .reduce(|best, other| if other.1.size > best.1.size * BETTER { other } else { best });
    let Some((page, made)) = best else { return Err(overfull(manifesto, &texts, hang)) };
    let made = texts.settled(made, &page);
    let (items, sections) = painting::paint(manifesto, &made, &page);
    let scene = Scene {
        size: page.size.map(|mm| mm as f32),
        dpi: dpi.clamp(*DPI.start(), *DPI.end()),
        items,
        title: manifesto.title.clone(),
        language: manifesto.language,
        date: manifesto.date,
        sections,
        chart: Chart::default(),
        colours: Vec::new(),
        fonts: fonts.clone(),
    };
    Ok(Sheet { scene, points: (made.size / POINT) as f32, columns: made.columns })
}

/// What hangs before a sentence, in sizes: the widest number, or a bar.
fn hang(manifesto: &Manifesto) -> f64 {
    if manifesto.sentences.is_empty() {
        return 0.0;
    }
    if !manifesto.numbered {
        return BAR;
    }
    let number = |n: usize| Measured::new(&n.to_string(), Face::SemiBold).ems();
    (1..=manifesto.sentences.len()).map(number).fold(0.0, f64::max) + NUMBER
}

/// The sides that may be up, the better one first.
fn pages(paper: Paper, orientation: Orientation) -> Vec<Page> {
    let (short, long) = paper.millimetres();
    let page = |[w, h]: [f32; 2]| Page {
        size: [f64::from(w), f64::from(h)],
        smallest: f64::from(SMALLEST_PT) * POINT,
    };
    let (upright, lying) = (page([short, long]), page([long, short]));
    match orientation {
        Orientation::Auto => vec![upright, lying],
        Orientation::Portrait => vec![upright],
        Orientation::Landscape => vec![lying],
    }
}

/// Sizes from the largest to the smallest, in millimetres.
fn sizes(page: &Page) -> impl Iterator<Item = f64> + use<> {
    let hundredths = |mm: f64| (mm * 100.0).round() as u32;
    let (top, least) = (hundredths(page.short() * LARGEST), hundredths(page.smallest));
    let ladder = std::iter::successors(Some(top), |size| Some(size * STEP / 100));
    let ladder = ladder.take_while(move |size| *size > least);
    ladder.map(|size| f64::from(size) / 100.0).chain(std::iter::once(page.smallest))
}

fn largest(texts: &Texts, page: &Page, hang: f64) -> Option<Columns> {
    let in_columns = |n: usize| sizes(page).find_map(|size| texts.set(page, size, n, hang, usize::MAX));
    let one = in_columns(1);
    if texts.count() < 4 {
        return one;
    }
    let better = if page.size[0] > page.size[1] { BETTER } else { MUCH_BETTER };
    match (one, in_columns(2)) {
        (Some(one), Some(two)) if two.size > one.size * better => Some(two),
        (None, two) => two,
        (one, _) => one,
    }
}

/// Do the first so many sentences fit at all?
fn fits(texts: &Texts, paper: Paper, orientation: Orientation, hang: f64, most: usize) -> bool {
    pages(paper, orientation).iter().any(|page| {
        let in_columns = |n: usize| texts.set(page, page.smallest, n, hang, most).is_some();
        in_columns(1) || (texts.count() >= 4 && in_columns(2))
    })
}

fn overfull(manifesto: &Manifesto, texts: &Texts, hang: f64) -> Overfull {
    let paper = manifesto.paper;
    let fit = |paper: Paper, most: usize| fits(texts, paper, manifesto.orientation, hang, most);
    let fitting = (0..texts.count()).rev().find(|most| fit(paper, *most));
    let papers = std::iter::successors(paper.larger(1.01), |paper| paper.larger(1.01));
    Overfull {
        // Not even the heading alone: the sentences are not what is too much.
        sentences: if fitting.is_some() { manifesto.sentences.len() } else { 0 },
        fitting: fitting.unwrap_or(0),
        paper,
        larger: papers.into_iter().find(|paper| fit(*paper, usize::MAX)),
    }
}
