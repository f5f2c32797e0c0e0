//! Elements as a board: what bears words or is held by arrows becomes notes and links, the rest drawings.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{INK, outline};
use crate::cluster::Cluster;
use crate::format::draft::Draft;
use crate::format::json::parse;
use crate::format::paper;
use crate::format::remarks::{ARROWS, KINDS, PICTURES, STRAIGHT, UPRIGHT};
use crate::format::{Format, Import, Refusal, reasons};
use crate::mark::{Figure, Mark};
use crate::note::Note;
use crate::schema::Color;

type Pair = [f64; 2];

/// The version of the file that is read; there has been no other since 2020.
const VERSION: u32 = 2;
/// Half of how wide a pen of width 1 draws.
const PEN: f64 = 2.0;

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    r#type: String,
    #[serde(default)]
    version: u32,
    elements: Vec<Element>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Element {
    id: String,
    r#type: String,
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    angle: f64,
    stroke_color: Option<String>,
    background_color: Option<String>,
    stroke_width: Option<f64>,
    is_deleted: bool,
    frame_id: Option<String>,
    link: Option<String>,
    text: Option<String>,
    original_text: Option<String>,
    container_id: Option<String>,
    name: Option<String>,
    points: Vec<Pair>,
    start_binding: Option<Binding>,
    end_binding: Option<Binding>,
    start_arrowhead: Option<String>,
    end_arrowhead: Option<String>,
    custom_data: Option<Custom>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Binding {
    element_id: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Custom {
    plenaria: Option<Own>,
}

/// What only we know of an element.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Own {
    kind: String,
    form: String,
    highlight: bool,
    color: Option<String>,
    tags: Vec<String>,
}

pub(in crate::format) fn read(bytes: &[u8]) -> Result<Import, Refusal> {
    let file: File = parse(bytes, Format::Excalidraw)?;
    // Made by hand, it may not say what it is; its clipboard says `excalidraw/clipboard`.
    if !(file.r#type.is_empty() || file.r#type.starts_with("excalidraw")) {
        return Err(Refusal::new(1, reasons::NOT_THIS.with("kind", "Excalidraw")));
    }
    if file.version > VERSION {
        let reason = reasons::NEWER.with("found", file.version).with("known", VERSION);
        return Err(Refusal::new(None, reason));
    }
    let elements: Vec<Element> = file.elements.into_iter().filter(|one| !one.is_deleted).collect();
    let reading = Reading::of(&elements);
    let mut draft = Draft::default();
    for element in elements.iter().filter(|one| one.is_frame()) {
        let (pos, size) = element.area();
        let title = element.name.clone().unwrap_or_default();
        let blank = Cluster::default();
        let color = element.own_color().unwrap_or(blank.color.clone());
        draft.cluster(&element.id, Cluster { title, pos, size, color, ..blank }, None)?;
    }
    for element in elements.iter().filter(|one| !one.is_frame()) {
        reading.element(element, &mut draft)?;
    }
    draft.done()
}

/// What elements are to each other.
struct Reading<'a> {
    /// Words by what they stand in.
    words: BTreeMap<&'a str, &'a Element>,
    /// What an arrow that is bound at both ends holds.
    held: BTreeSet<&'a str>,
    known: BTreeSet<&'a str>,
}

impl<'a> Reading<'a> {
    fn of(elements: &'a [Element]) -> Self {
        let known: BTreeSet<&str> = elements.iter().map(|one| one.id.as_str()).collect();
        let inside = |one: &&Element| one.container_id.as_deref().is_some_and(|id| known.contains(id));
        let words = elements.iter().filter(|one| one.r#type == "text").filter(inside);
        let words = words.filter_map(|one| Some((one.container_id.as_deref()?, one))).collect();
        let mut reading = Reading { words, held: BTreeSet::new(), known };
        let ends: Vec<_> = elements.iter().filter_map(|one| reading.ends(one)).collect();
        reading.held = ends.into_iter().flat_map(|(from, to)| [from, to]).collect();
        reading
    }

    /// What a line holds together.
    fn ends(&self, line: &'a Element) -> Option<(&'a str, &'a str)> {
        let end = |binding: &'a Option<Binding>| {
            binding.as_ref().map(|end| end.element_id.as_str()).filter(|id| self.known.contains(id))
        };
        end(&line.start_binding).zip(end(&line.end_binding))
    }

    fn words(&self, element: &Element) -> String {
        let own = if element.r#type == "text" {
            Some(element)
        } else {
            self.words.get(element.id.as_str()).copied()
        };
        let text =
            own.and_then(|one| one.original_text.clone().or_else(|| one.text.clone())).unwrap_or_default();
        match element.link.as_deref().filter(|link| !link.is_empty() && !text.contains(link)) {
            Some(link) if text.is_empty() => link.to_owned(),
            Some(link) => format!("{text}\n{link}"),
            None => text,
        }
    }

    fn element(&self, element: &'a Element, draft: &mut Draft) -> Result<(), Refusal> {
        if element.angle.abs() > 0.01 && element.points.is_empty() {
            draft.remarks.add(&UPRIGHT);
        }
        let own = element.own();
        let text = self.words(element);
        let is_held = self.held.contains(element.id.as_str());
        match element.r#type.as_str() {
            "text" if element.container_id.as_deref().is_some_and(|id| self.known.contains(id)) => {}
            "text" if !is_held => self.mark(element, Figure::Text { text }, draft)?,
            form @ ("rectangle" | "ellipse" | "diamond") => {
                if own.is_some_and(|own| own.kind == "note")
                    || (own.is_none() && (is_held || !text.is_empty()))
                {
                    self.note(element, text, draft)?;
                } else {
                    let figure = Figure::Shape { form: form.to_owned(), points: Vec::new(), text };
                    self.mark(element, figure, draft)?;
                }
            }
            "text" | "stickynote" | "embeddable" | "iframe" => self.note(element, text, draft)?,
            "arrow" | "line" => self.line(element, text, draft)?,
            "freedraw" => self.stroke(element, draft)?,
            "image" => draft.remarks.add(&PICTURES),
            _ => draft.remarks.add(&KINDS),
        }
        Ok(())
    }

    fn note(&self, element: &Element, text: String, draft: &mut Draft) -> Result<(), Refusal> {
        let (pos, size) = element.area();
        let color = element.background_color.as_deref().and_then(paper::color).unwrap_or_else(paper::white);
        let cluster = element.frame_id.as_deref().and_then(|frame| draft.named(frame)).cloned();
        let tags = element.own().map(|own| own.tags.clone()).unwrap_or_default();
        draft.note(&element.id, Note { text, pos, size, color, cluster, tags, ..Note::default() }, None)?;
        Ok(())
    }

    fn line(&self, element: &'a Element, text: String, draft: &mut Draft) -> Result<(), Refusal> {
        if let Some((start, end)) = self.ends(element) {
            let (from, to) = match (&element.start_arrowhead, &element.end_arrowhead) {
                (None, Some(_)) => (start, end),
                (Some(_), None) => (end, start),
                _ => {
                    draft.remarks.add(&ARROWS);
                    (start, end)
                }
            };
            draft.link(from, to, &text);
            return Ok(());
        }
        let places = element.places();
        let (Some(first), Some(last)) = (places.first(), places.last()) else { return Ok(()) };
        let own = element.own();
        if own.is_some_and(|own| own.kind == "shape" && own.form == "triangle") {
            let (pos, size, _) = outline::boxed(&places);
            let figure = Figure::Shape { form: "triangle".to_owned(), points: Vec::new(), text };
            return self.placed(element, figure, pos, size, draft);
        }
        if own.is_some_and(|own| own.kind == "stroke") {
            let (pos, size, points) = outline::boxed(&places[..places.len() - 1]);
            let highlight = own.is_some_and(|own| own.highlight);
            return self.placed(element, Figure::Stroke { points, highlight }, pos, size, draft);
        }
        if places.len() > 3 && first == last {
            return self.stroke(element, draft);
        }
        if places.len() > 2 {
            draft.remarks.add(&STRAIGHT);
        }
        let is_turned = element.end_arrowhead.is_none() && element.start_arrowhead.is_some();
        let has_head = element.end_arrowhead.is_some() || is_turned;
        let ends = if is_turned { [*last, *first] } else { [*first, *last] };
        let (pos, size, points) = outline::boxed(&ends);
        let form = if has_head { "arrow" } else { "line" }.to_owned();
        self.placed(element, Figure::Shape { form, points, text }, pos, size, draft)
    }

    fn stroke(&self, element: &Element, draft: &mut Draft) -> Result<(), Refusal> {
        let places = element.places();
        if places.is_empty() {
            return Ok(());
        }
        let half = element.stroke_width.unwrap_or(1.0).clamp(0.5, 40.0) * PEN;
        let (pos, size, points) = outline::boxed(&outline::around(&places, half));
        self.placed(element, Figure::Stroke { points, highlight: false }, pos, size, draft)
    }

    fn mark(&self, element: &Element, figure: Figure, draft: &mut Draft) -> Result<(), Refusal> {
        let (pos, size) = element.area();
        self.placed(element, figure, pos, size, draft)
    }

    fn placed(
        &self,
        element: &Element,
        figure: Figure,
        pos: Pair,
        size: Pair,
        draft: &mut Draft,
    ) -> Result<(), Refusal> {
        let ink = element.stroke_color.as_deref().filter(|ink| *ink != INK && *ink != "#000000");
        let color = element.own_color().or_else(|| ink.and_then(paper::color)).unwrap_or_else(paper::white);
        let mark =
            Mark { figure, pos, size, color, z: String::new(), author: None, locked: false, src: None };
        draft.mark(mark, None)?;
        Ok(())
    }
}

impl Element {
    fn is_frame(&self) -> bool {
        matches!(self.r#type.as_str(), "frame" | "magicframe")
    }

    fn own(&self) -> Option<&Own> {
        self.custom_data.as_ref().and_then(|custom| custom.plenaria.as_ref())
    }

    fn own_color(&self) -> Option<Color> {
        self.own().and_then(|own| own.color.as_deref()).and_then(paper::color)
    }

    fn area(&self) -> (Pair, Pair) {
        ([self.x, self.y], [self.width, self.height])
    }

    fn places(&self) -> Vec<Pair> {
        self.points.iter().map(|[x, y]| [self.x + x, self.y + y]).collect()
    }
}
