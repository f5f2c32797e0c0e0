//! What a page says to who does not see it: tags in reading order, and bookmarks.

use super::{
    super::{
        passage::{Content, Part, Passage, Role},
        scene::{Align, Item, Outline},
    },
    Owner, Told,
};
use krilla::{
    action::LinkAction,
    annotation::{Annotation, LinkAnnotation, Target},
    destination::XyzDestination,
    geom::{Point, Rect},
    outline::OutlineNode,
    tagging::{BBox, ListNumbering, Node, Tag, TagGroup},
};
use std::num::NonZeroU16;

impl Told<'_> {
    /// Where a part is on the page.
    fn bounds(&self, part: &Part) -> Option<Rect> {
        self.around(std::slice::from_ref(part))
    }

    fn around(&self, parts: &[Part]) -> Option<Rect> {
        let mut all: Option<[f32; 4]> = None;
        let mut add = |[x, y]: [f32; 2]| {
            all = Some(all.map_or([x, y, x, y], |[l, t, r, b]| [l.min(x), t.min(y), r.max(x), b.max(y)]));
        };
        for item in parts.iter().flat_map(|part| &part.items).cloned().flatten() {
            match &self.scene.items[item] {
                Item::Area { outline: Outline::Polygon(points), .. } | Item::Line { points, .. } => {
                    points.iter().copied().for_each(&mut add);
                }
                Item::Area { outline: Outline::Rounded([x, y, w, h], _), .. }
                | Item::Picture { rect: [x, y, w, h], .. } => {
                    add([*x, *y]);
                    add([x + w, y + h]);
                }
                Item::Text(line) => {
                    add([line.x, line.y - line.size]);
                    add([line.x, line.y]);
                    if line.align == Align::Right {
                        add([line.x - line.max_width, line.y]);
                    }
                }
            }
        }
        let [l, t, r, b] = all?;
        let ([l, t], [r, b]) = (self.sheet.at([l, t]), self.sheet.at([r, b]));
        Rect::from_ltrb(l, t, r.max(l + 1.0), b.max(t + 1.0))
    }

    fn words(&self, passage: &Passage) -> String {
        let parts = passage.parts.iter().filter(|part| part.content == Content::Words);
        let lines = parts.flat_map(|part| self.scene.lines(part));
        lines.map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The sheet as it is read: its title, then a section for each cluster.
    pub(super) fn tags(&self) -> TagGroup {
        let mut sheet = TagGroup::new(Tag::Section);
        for (s, section) in self.scene.sections.iter().enumerate() {
            let mut group = TagGroup::new(Tag::Section);
            let mut list = TagGroup::new(Tag::L(ListNumbering::None));
            for (p, passage) in section.all().enumerate() {
                let level = |n: u16| NonZeroU16::new(n).unwrap_or(NonZeroU16::MIN);
                let node = match passage.role {
                    Role::Title => TagGroup::with_children(
                        Tag::Hn(level(1), Some(self.words(passage))),
                        self.children((s, p), passage),
                    ),
                    Role::Heading => TagGroup::with_children(
                        Tag::Hn(level(2), Some(self.words(passage))),
                        self.children((s, p), passage),
                    ),
                    Role::Lead => TagGroup::with_children(Tag::P, self.children((s, p), passage)),
                    Role::Note | Role::Mark | Role::Link => {
                        let body = TagGroup::with_children(Tag::LBody, self.children((s, p), passage));
                        list.push(TagGroup::with_children(Tag::LI, vec![body.into()]));
                        continue;
                    }
                };
                group.push(node);
            }
            if !list.children.is_empty() {
                group.push(list);
            }
            sheet.push(group);
        }
        sheet
    }

    fn children(&self, (s, p): (usize, usize), passage: &Passage) -> Vec<Node> {
        let mut out = Vec::new();
        for (q, part) in passage.parts.iter().enumerate() {
            let Some(written) = self.written.get(&(s, p, q)) else { continue };
            let ids = self.anchors.nodes(written);
            match &part.content {
                Content::Words | Content::Drawn => out.extend(ids),
                Content::Sign(says) => {
                    let tag = Tag::Span.with_alt_text(Some(says.clone()));
                    out.push(TagGroup::with_children(tag, ids).into());
                }
                Content::Figure(says) => out.push(self.figure(part, says, ids)),
                Content::Way { says, .. } => {
                    // What stands before it leads there too.
                    let mut within = std::mem::take(&mut out);
                    within.push(self.figure(part, says, ids));
                    within.extend(self.ways.get(&(s, p, q)).map(|id| Node::from(*id)));
                    let tag = Tag::Link.with_alt_text(Some(says.clone()));
                    out.push(TagGroup::with_children(tag, within).into());
                }
            }
        }
        out
    }

    fn figure(&self, part: &Part, says: &str, ids: Vec<Node>) -> Node {
        let at = self.bounds(part).map(|rect| BBox::new(self.index, rect));
        TagGroup::with_children(Tag::Figure(Some(says.to_owned())).with_bbox(at), ids).into()
    }

    /// Fields of the page that lead somewhere.
    pub(super) fn fields(&self) -> Vec<(Owner, Annotation)> {
        let mut out = Vec::new();
        for (s, section) in self.scene.sections.iter().enumerate() {
            for (p, passage) in section.all().enumerate() {
                for (q, part) in passage.parts.iter().enumerate() {
                    let Content::Way { says, to } = &part.content else { continue };
                    let Some(rect) = self.around(&passage.parts) else { continue };
                    let leads = Target::Action(LinkAction::new(to.clone()).into());
                    let link = LinkAnnotation::new(rect, leads);
                    out.push(((s, p, q), Annotation::new_link(link, Some(says.clone()))));
                }
            }
        }
        out
    }

    /// The sheet and its clusters, to jump to.
    pub(super) fn bookmark(&self) -> OutlineNode {
        let top = XyzDestination::new(self.index, Point::from_xy(0.0, 0.0));
        let mut node = OutlineNode::new(self.scene.title.clone(), top);
        let headings = self.scene.sections.iter().filter_map(|section| section.heading.as_ref());
        for heading in headings.filter(|heading| heading.role == Role::Heading) {
            let Some(rect) = heading.parts.first().and_then(|part| self.bounds(part)) else { continue };
            let at = Point::from_xy((rect.left() - 12.0).max(0.0), (rect.top() - 12.0).max(0.0));
            node.push_child(OutlineNode::new(self.words(heading), XyzDestination::new(self.index, at)));
        }
        node
    }
}
