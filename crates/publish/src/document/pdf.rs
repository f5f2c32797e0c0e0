//! PDF on A4: tagged, with bookmarks, contents that lead to their pages, and numbers on all but the cover.

mod flow;

use std::num::NonZeroU16;
use std::panic::{self, AssertUnwindSafe};

use krilla::{
    annotation::{Annotation, LinkAnnotation, Target as Leads},
    color::rgb,
    destination::XyzDestination,
    geom::{Point, Rect, Size, Transform},
    image::Image,
    num::NormalizedF32,
    outline::{Outline as Bookmarks, OutlineNode},
    page::PageSettings,
    paint::{Fill, FillRule},
    surface::Surface,
    tagging::{
        Artifact, ArtifactType, BBox, ContentTag, ListNumbering, Node, SpanTag, Tag, TagGroup, TagTree,
    },
};

use super::block::{Document, document};
use super::handbook::Handbook;
use super::picture::{Picture, Pictures};
use super::words;
use crate::anchor::{Anchors, Written};
use crate::fonts::Fonts;
use crate::ink::{self, Ink};
use crate::poster::{Align, Failure, TextLine};
use flow::{Flow, MARGIN, Mark, PAGE, Part, Placed, Role, Target, flow};

/// Dots per inch of pictures: more than a printer shows would only be slow to print.
const SHARP: f32 = 300.0;

/// Writes the handbook. The same handbook gives the same bytes.
///
/// # Errors
/// [`Failure::Comply`] when the file would comply neither with PDF/UA-1 nor PDF/A-2a; [`Failure::Draw`].
pub fn pdf(handbook: &Handbook, pictures: &Pictures, fonts: &Fonts) -> Result<Vec<u8>, Failure> {
    let document = document(handbook);
    panic::catch_unwind(AssertUnwindSafe(|| make(&document, pictures, fonts))).map_err(|_| Failure::Draw)?
}

fn make(document: &Document, pictures: &Pictures, fonts: &Fonts) -> Result<Vec<u8>, Failure> {
    let flow = flow(document, pictures);
    let mut file = ink::document()?;
    let mut ink = Ink::new(fonts, false);
    let mut anchors = Anchors::default();
    let mut written: Vec<Vec<Written>> = flow.parts.iter().map(|_| Vec::new()).collect();
    let mut boxes: Vec<Option<BBox>> = flow.parts.iter().map(|_| None).collect();
    for (nth, marks) in flow.pages.iter().enumerate() {
        let settings = PageSettings::from_wh(PAGE[0], PAGE[1]).ok_or(Failure::Draw)?;
        let mut page = file.start_page_with(settings);
        let surface = page.surface();
        let (written_now, anchors_now) = (&mut written, &mut anchors);
        let mut leaf =
            Leaf { surface, nth, ink: &mut ink, written: written_now, anchors: anchors_now, open: None };
        leaf.draw(marks, &flow.targets, pictures);
        if nth > 0 {
            leaf.edges(document, nth + 1);
        }
        leaf.finish();
        for placed in marks {
            if let Mark::Picture { rect: [x, y, w, h], .. } = placed.mark {
                boxes[placed.part] = Rect::from_xywh(x, y, w, h).map(|rect| BBox::new(nth, rect));
            }
        }
        for (part, annotation) in links(document, &flow, marks) {
            let content = page.add_tagged_annotation(annotation);
            written[part].push(Written { content, anchor: None });
        }
        anchors.place(nth, &mut page);
        page.finish();
    }
    let nodes = |part: usize| anchors.nodes(&written[part]);
    file.set_tag_tree(tags(document, &flow.parts, &nodes, &boxes));
    file.set_outline(bookmarks(document, &flow.targets));
    file.set_metadata(ink::metadata(&document.title, document.language, document.date));
    ink::finish(file)
}

/// A page under way.
struct Leaf<'a> {
    surface: Surface<'a>,
    nth: usize,
    ink: &'a mut Ink,
    written: &'a mut Vec<Vec<Written>>,
    anchors: &'a mut Anchors,
    /// The part that is being written.
    open: Option<usize>,
}

impl Leaf<'_> {
    fn finish(self) {
        self.surface.finish();
    }

    fn begin(&mut self, part: usize, tag: ContentTag<'_>, anchor: Option<usize>) {
        let content = self.surface.start_tagged(tag);
        self.written[part].push(Written { content, anchor });
        self.open = Some(part);
    }

    fn leave(&mut self) {
        if self.open.take().is_some() {
            self.surface.end_tagged();
        }
    }

    fn enter(&mut self, part: usize) {
        if self.open != Some(part) {
            self.leave();
            self.begin(part, ContentTag::Other, None);
        }
    }

    fn draw(&mut self, marks: &[Placed], targets: &[Target], pictures: &Pictures) {
        for Placed { part, mark } in marks {
            self.enter(*part);
            match mark {
                Mark::Text { line, goes_on } => self.text(*part, line, *goes_on),
                Mark::Number { heading, x, y } => {
                    if let Some(target) = targets.get(*heading) {
                        self.text(*part, &flow::number((target.page + 1).to_string(), *x, *y), false);
                    }
                }
                Mark::Picture { rect, image } => {
                    if let Some(picture) = pictures.get(image) {
                        self.picture(*rect, picture);
                    }
                }
            }
        }
        self.leave();
    }

    fn text(&mut self, part: usize, line: &TextLine, goes_on: bool) {
        self.colour(line);
        let (text, stretches) = self.ink.line(line, 1.0, goes_on);
        for stretch in &stretches {
            let lead = stretch.lead(line, [0.0; 2]);
            let anchor = lead.map(|(lead, rect)| self.anchors.add(lead, self.nth, rect));
            let says = stretch.says.as_deref();
            if anchor.is_none() && says.is_none() {
                self.enter(part);
                stretch.draw(&mut self.surface, &text, [0.0; 2]);
                continue;
            }
            self.leave();
            let tag = match says {
                Some(says) => ContentTag::Span(SpanTag::empty().with_actual_text(Some(says))),
                None => ContentTag::Other,
            };
            self.begin(part, tag, anchor);
            stretch.draw(&mut self.surface, &text, [0.0; 2]);
            self.leave();
        }
    }

    fn colour(&mut self, line: &TextLine) {
        let [r, g, b] = line.color;
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill {
            paint: rgb::Color::new(r, g, b).into(),
            opacity: NormalizedF32::ONE,
            rule: FillRule::NonZero,
        }));
    }

    fn picture(&mut self, [x, y, w, h]: [f32; 4], picture: &Picture) {
        let raster = picture.raster.for_dots([w, h].map(|points| points / 72.0 * SHARP));
        let Some(size) = Size::from_wh(w, h).filter(|_| raster.is_whole()) else { return };
        self.surface.push_transform(&Transform::from_translate(x, y));
        self.surface.draw_image(Image::from_rgba8(raster.rgba.to_vec(), raster.width, raster.height), size);
        self.surface.pop();
    }

    /// Title and number of the page: seen, and not read out in the middle of a sentence.
    fn edges(&mut self, document: &Document, number: usize) {
        let title = flow::running(super::gather::short(&document.title), Align::Left, MARGIN - 26.0);
        let page = words::PAGE.with("n", number).say(document.language);
        let page = flow::running(page, Align::Center, PAGE[1] - MARGIN + 34.0);
        for (line, kind) in [(title, ArtifactType::Header), (page, ArtifactType::Footer)] {
            self.colour(&line);
            self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
            let (text, stretches) = self.ink.line(&line, 1.0, false);
            for stretch in &stretches {
                stretch.draw(&mut self.surface, &text, [0.0; 2]);
            }
            self.surface.end_tagged();
        }
    }
}

fn destination(target: &Target) -> XyzDestination {
    XyzDestination::new(target.page, Point::from_xy(MARGIN, (target.y - 12.0).max(0.0)))
}

/// For each entry of the contents on this page the field that leads to its heading.
fn links(document: &Document, flow: &Flow, marks: &[Placed]) -> Vec<(usize, Annotation)> {
    let mut fields: Vec<(usize, usize, [f32; 2])> = Vec::new();
    for Placed { part, mark } in marks {
        let (Role::Entry(heading), Mark::Text { line, .. }) = (&flow.parts[*part].role, mark) else {
            continue;
        };
        let (top, bottom) = (line.y - line.size, line.y + 0.3 * line.size);
        match fields.last_mut().filter(|(last, ..)| last == part) {
            Some((.., field)) => field[1] = bottom,
            None => fields.push((*part, *heading, [top, bottom])),
        }
    }
    let annotation = |(part, heading, [top, bottom]): (usize, usize, [f32; 2])| {
        let target = flow.targets.get(heading)?;
        let rect = Rect::from_ltrb(MARGIN, top, PAGE[0] - MARGIN, bottom)?;
        let leads = Leads::Destination(destination(target).into());
        let says = words::ENTRY.with("title", target.text.as_str()).with("n", target.page + 1);
        let says = says.say(document.language);
        Some((part, Annotation::new_link(LinkAnnotation::new(rect, leads), Some(says))))
    };
    fields.into_iter().filter_map(annotation).collect()
}

/// Headings to jump to, those of level 2 below theirs.
fn bookmarks(document: &Document, targets: &[Target]) -> Bookmarks {
    let mut bookmarks = Bookmarks::new();
    let cover = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    bookmarks.push_child(OutlineNode::new(document.title.clone(), cover));
    let mut rest = targets;
    while let Some((first, after)) = rest.split_first() {
        let below = after.iter().take_while(|target| target.level > first.level).count();
        let mut node = OutlineNode::new(first.text.clone(), destination(first));
        for target in &after[..below] {
            node.push_child(OutlineNode::new(target.text.clone(), destination(target)));
        }
        bookmarks.push_child(node);
        rest = &after[below..];
    }
    bookmarks
}

/// The document as it is read.
fn tags(
    document: &Document,
    parts: &[Part],
    nodes: &dyn Fn(usize) -> Vec<Node>,
    boxes: &[Option<BBox>],
) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(document.language.code().to_owned()));
    let level = |n: u8| NonZeroU16::new(u16::from(n)).unwrap_or(NonZeroU16::MIN);
    let mut nth = 0;
    while let Some(part) = parts.get(nth) {
        // What belongs to one list, or to the contents, stands together.
        let together = match (&part.role, part.of) {
            (Role::Entry(_), _) => {
                parts[nth..].iter().take_while(|one| matches!(one.role, Role::Entry(_))).count()
            }
            (_, Some((list, _))) => {
                parts[nth..].iter().take_while(|one| one.of.is_some_and(|(of, _)| of == list)).count()
            }
            _ => 1,
        };
        match &part.role {
            Role::Title(text) => {
                tree.push(TagGroup::with_children(Tag::Hn(level(1), Some(text.clone())), nodes(nth)));
            }
            Role::Heading(below, text) => {
                let tag = Tag::Hn(level(below + 1), Some(text.clone()));
                tree.push(TagGroup::with_children(tag, nodes(nth)));
            }
            Role::Entry(_) => {
                let entry = |nth: usize| {
                    let link = TagGroup::with_children(Tag::Link, nodes(nth));
                    let reference = TagGroup::with_children(Tag::Reference, vec![link.into()]);
                    TagGroup::with_children(Tag::TOCI, vec![reference.into()]).into()
                };
                tree.push(TagGroup::with_children(Tag::TOC, (nth..nth + together).map(entry).collect()));
            }
            _ if part.of.is_some() => tree.push(list(&parts[nth..nth + together], nth, nodes, boxes)),
            _ => tree.push(TagGroup::with_children(Tag::P, nodes(nth))),
        }
        nth += together;
    }
    tree
}

fn list(parts: &[Part], from: usize, nodes: &dyn Fn(usize) -> Vec<Node>, boxes: &[Option<BBox>]) -> TagGroup {
    let mut list = TagGroup::new(Tag::L(ListNumbering::Disc));
    let mut nth = from;
    for parts in parts.chunk_by(|a, b| a.of == b.of) {
        let mut item = TagGroup::new(Tag::LI);
        let mut body = TagGroup::new(Tag::LBody);
        let mut remarks = TagGroup::new(Tag::L(ListNumbering::Disc));
        let mut remark = TagGroup::new(Tag::LI);
        for part in parts {
            let children = nodes(nth);
            match &part.role {
                Role::Bullet => item.push(TagGroup::with_children(Tag::Lbl, children)),
                Role::Figure(says) => {
                    let tag = Tag::Figure(Some(says.clone())).with_bbox(boxes[nth]);
                    body.push(TagGroup::with_children(tag, children));
                }
                Role::RemarkBullet => remark.push(TagGroup::with_children(Tag::Lbl, children)),
                Role::Remark => {
                    remark.push(TagGroup::with_children(Tag::LBody, children));
                    remarks.push(std::mem::replace(&mut remark, TagGroup::new(Tag::LI)));
                }
                _ => body.push(TagGroup::with_children(Tag::P, children)),
            }
            nth += 1;
        }
        if !remarks.children.is_empty() {
            body.push(remarks);
        }
        item.push(body);
        list.push(item);
    }
    list
}
