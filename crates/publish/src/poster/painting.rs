//! A board, item by item, in the order it is painted, and what it says in the order it is read.

use super::{
    cluster::{self, Titled},
    flat::{End, Flat, Rect},
    label::{self, Obstacles},
    link, mark, note, order,
    passage::{Content, Part, Passage, Role, Section},
    scene::Item,
    sheet::Place,
    words,
};
use board::words::Language;

/// Beyond a note, in board units: its edge all around, and below it the signs that hang over.
const EDGE: f64 = 1.0;
const HANGING: f64 = 9.0;

/// What is read, and painted over the links.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Title(usize),
    Note(usize),
    Mark(usize),
}

/// Paints the board at its place: frames, links, notes, titles, labels; whatever is read lies above whatever is not.
/// Gives what it says, cluster by cluster.
pub(super) fn paint(
    flat: &Flat,
    bounds: Rect,
    place: &Place,
    language: Language,
    items: &mut Vec<Item>,
) -> Vec<Section> {
    let mut obstacles = Obstacles::new(bounds);
    let written: Vec<_> = flat.notes.iter().map(note::write).collect();
    for (note, written) in flat.notes.iter().zip(&written) {
        obstacles.add(note.rect, 1.0);
        obstacles.add(written.covers.grown(4.0), 25.0);
        if let Some(badge) = note::signs(note) {
            obstacles.add(badge, 25.0);
        }
    }
    let titles: Vec<_> =
        flat.clusters.iter().map(|c| cluster::entitle(c, |rect| obstacles.touches(rect, 1.0))).collect();
    for titled in titles.iter().flatten() {
        obstacles.add(titled.covers.grown(2.0), 25.0);
    }
    let mut said = Said::new(flat);
    for cluster in &flat.clusters {
        cluster::frame(cluster, place, items);
    }
    for (i, one) in flat.marks.iter().enumerate().filter(|(_, mark)| !mark.is_above) {
        said.marks[i] = mark::draw(one, place, language, items);
    }
    let routes = link::routes(flat, &obstacles);
    for ((link, route), said) in flat.links.iter().zip(&routes).zip(&mut said.links) {
        if let Some(route) = route {
            let start = items.len();
            link::draw(route, link.dashed, place, items);
            said.push(start..items.len());
        }
    }
    let chapters = chapters(flat);
    for block in blocks(flat, &titles, &chapters) {
        match block {
            Block::Note(i) => {
                said.notes[i] = note::draw(&flat.notes[i], &written[i], place, language, items);
            }
            Block::Mark(i) => said.marks[i] = mark::draw(&flat.marks[i], place, language, items),
            Block::Title(i) => {
                if let Some(titled) = &titles[i] {
                    let start = items.len();
                    cluster::title(&flat.clusters[i], titled, place, items);
                    said.titles[i] = Some(Part::new(start..items.len(), Content::Words));
                }
            }
        }
    }
    let mut labels = Vec::new();
    for (i, (link, route)) in flat.links.iter().zip(&routes).enumerate() {
        // Two things upon each other have no line between them; what their link says still stands.
        let middle = |end| flat.end(end).center();
        let route = route.unwrap_or(link::Route::straight(middle(link.from), middle(link.to)));
        labels.extend(label::settle(&link.label, &route, &mut obstacles).map(|label| (i, label)));
    }
    for (i, label) in &labels {
        let start = items.len();
        label::draw(label, place, items);
        said.links[*i].push(start..items.len());
    }
    said.sections(flat, chapters, language)
}

/// A cluster, or what is in none, and what is in it, in reading order.
struct Chapter {
    cluster: Option<usize>,
    within: Vec<Block>,
}

fn chapters(flat: &Flat) -> Vec<Chapter> {
    let rects: Vec<Rect> = flat.clusters.iter().map(|cluster| cluster.rect).collect();
    let order = order::reading(&rects);
    let mut out: Vec<Chapter> =
        order.iter().map(|&i| Chapter { cluster: Some(i), within: Vec::new() }).collect();
    out.push(Chapter { cluster: None, within: Vec::new() });
    let mut place = vec![0; order.len()];
    for (nth, &i) in order.iter().enumerate() {
        place[i] = nth;
    }
    let loose = order.len();
    for (i, note) in flat.notes.iter().enumerate() {
        out[note.cluster.map_or(loose, |i| place[i])].within.push(Block::Note(i));
    }
    for (i, mark) in flat.marks.iter().enumerate() {
        out[order::holding(flat, &mark.rect).map_or(loose, |i| place[i])].within.push(Block::Mark(i));
    }
    for chapter in &mut out {
        let rects: Vec<Rect> = chapter.within.iter().map(|block| lies(flat, *block)).collect();
        chapter.within = order::reading(&rects).into_iter().map(|i| chapter.within[i]).collect();
    }
    out
}

fn lies(flat: &Flat, block: Block) -> Rect {
    match block {
        Block::Title(i) => flat.clusters[i].rect,
        Block::Note(i) => flat.notes[i].rect,
        Block::Mark(i) => flat.marks[i].rect,
    }
}

// Notes, what is drawn over them, titles: in reading order, but for what lies under something else.
fn blocks(flat: &Flat, titles: &[Option<Titled>], chapters: &[Chapter]) -> Vec<Block> {
    let all: Vec<Block> = chapters
        .iter()
        .flat_map(|chapter| {
            chapter.cluster.map(Block::Title).into_iter().chain(chapter.within.iter().copied())
        })
        .filter(|block| !matches!(block, Block::Mark(i) if !flat.marks[*i].is_above))
        .collect();
    let rects: Vec<Rect> = all
        .iter()
        .map(|&block| match block {
            Block::Title(i) => titles[i].as_ref().map_or(flat.clusters[i].rect, |titled| titled.covers),
            _ => {
                let rect = lies(flat, block).grown(EDGE);
                Rect { h: rect.h + HANGING, ..rect }
            }
        })
        .collect();
    let ranks: Vec<usize> = all
        .iter()
        .map(|block| match block {
            Block::Note(i) => *i,
            Block::Mark(i) => flat.notes.len() + i,
            Block::Title(i) => flat.notes.len() + flat.marks.len() + i,
        })
        .collect();
    order::painting(&rects, &ranks).into_iter().map(|i| all[i]).collect()
}

/// Which items say what.
struct Said {
    titles: Vec<Option<Part>>,
    notes: Vec<Vec<Part>>,
    marks: Vec<Vec<Part>>,
    links: Vec<Vec<std::ops::Range<usize>>>,
}

impl Said {
    fn new(flat: &Flat) -> Self {
        Self {
            titles: vec![None; flat.clusters.len()],
            notes: vec![Vec::new(); flat.notes.len()],
            marks: vec![Vec::new(); flat.marks.len()],
            links: vec![Vec::new(); flat.links.len()],
        }
    }

    fn sections(mut self, flat: &Flat, chapters: Vec<Chapter>, language: Language) -> Vec<Section> {
        let mut out = Vec::with_capacity(chapters.len());
        for chapter in chapters {
            let mut section = Section::default();
            if let Some(i) = chapter.cluster {
                // A cluster without a title is one all the same.
                let part = self.titles[i].take();
                section.heading = part.map(|part| Passage { role: Role::Heading, parts: vec![part] });
            }
            // Many strokes make one drawing.
            let mut drawn = Vec::new();
            for block in chapter.within {
                let (role, parts) = match block {
                    Block::Note(i) => (Role::Note, std::mem::take(&mut self.notes[i])),
                    Block::Mark(i) => (Role::Mark, std::mem::take(&mut self.marks[i])),
                    Block::Title(_) => continue,
                };
                let (strokes, parts): (Vec<_>, Vec<_>) =
                    parts.into_iter().partition(|part| part.content == Content::Drawn);
                drawn.extend(strokes.into_iter().flat_map(|part| part.items));
                if !parts.is_empty() {
                    section.passages.push(Passage { role, parts });
                }
            }
            if !drawn.is_empty() {
                let says = words::DRAWING.with("n", drawn.len()).say(language);
                let part = Part { items: drawn, content: Content::Figure(says) };
                section.passages.push(Passage { role: Role::Mark, parts: vec![part] });
            }
            if section.heading.is_some() || !section.passages.is_empty() {
                out.push(section);
            }
        }
        let mut links = Section::default();
        for (link, items) in flat.links.iter().zip(self.links).filter(|(_, items)| !items.is_empty()) {
            let [from, to] = [link.from, link.to].map(|end| called(flat, end, language));
            let says = match link.label.trim() {
                "" => words::BARE_LINK.with("from", from).with("to", to),
                label => words::LINK.with("from", from).with("label", label).with("to", to),
            };
            let part = Part { items, content: Content::Figure(says.say(language)) };
            links.passages.push(Passage { role: Role::Link, parts: vec![part] });
        }
        if !links.passages.is_empty() {
            out.push(links);
        }
        out
    }
}

fn called(flat: &Flat, end: End, language: Language) -> String {
    let (text, otherwise) = match end {
        End::Note(i) => (&flat.notes[i].text, &words::BLANK),
        End::Cluster(i) => (&flat.clusters[i].title, &words::UNTITLED),
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() { otherwise.says(language).to_owned() } else { text }
}
