//! Addresses in a PDF: where one can click, and the same told to who has the page read aloud.

use krilla::{
    action::{Action, LinkAction},
    annotation::{Annotation, LinkAnnotation, Target},
    geom::{Quadrilateral, Rect},
    page::Page,
    tagging::{Identifier, Node, Tag, TagGroup},
};
use std::sync::Arc;

use crate::address::Lead;

/// The addresses of a file, in the order in which they were written.
#[derive(Default)]
pub(crate) struct Anchors(Vec<Anchor>);

struct Anchor {
    href: Arc<str>,
    page: usize,
    /// Where its letters are; an address that is broken over lines has several.
    fields: Vec<Quadrilateral>,
    annotation: Option<Identifier>,
}

/// A stretch of content that was written.
#[derive(Clone, Copy)]
pub(crate) struct Written {
    pub(crate) content: Identifier,
    /// Number of the address it is part of.
    pub(crate) anchor: Option<usize>,
}

impl Anchors {
    /// Letters that lead somewhere are at `rect` of a page; the number of their address.
    pub(crate) fn add(&mut self, lead: &Lead, page: usize, rect: Rect) -> usize {
        match self.0.last_mut() {
            Some(last) if last.page == page && Arc::ptr_eq(&last.href, &lead.href) => {
                last.fields.push(rect.into());
            }
            _ => {
                let (href, fields) = (lead.href.clone(), vec![rect.into()]);
                self.0.push(Anchor { href, page, fields, annotation: None });
            }
        }
        self.0.len() - 1
    }

    /// Once a page is written: what can be clicked on it.
    pub(crate) fn place(&mut self, nth: usize, page: &mut Page<'_>) {
        for anchor in self.0.iter_mut().filter(|anchor| anchor.page == nth && anchor.annotation.is_none()) {
            let target = Target::Action(Action::Link(LinkAction::new(anchor.href.to_string())));
            let link = LinkAnnotation::new_with_quad_points(std::mem::take(&mut anchor.fields), target);
            let says = Some(anchor.href.to_string());
            anchor.annotation = Some(page.add_tagged_annotation(Annotation::new_link(link, says)));
        }
    }

    /// What was written as it is read: addresses as links, each once with all its stretches.
    pub(crate) fn nodes(&self, written: &[Written]) -> Vec<Node> {
        let mut nodes = Vec::new();
        for (nth, stretch) in written.iter().enumerate() {
            let Some(anchor) = stretch.anchor.and_then(|anchor| self.0.get(anchor)) else {
                nodes.push(stretch.content.into());
                continue;
            };
            // All that is written of an address belongs to where it begins.
            let is_same = |other: &&Written| other.anchor == stretch.anchor;
            if written[..nth].iter().any(|other| is_same(&other)) {
                continue;
            }
            let contents = written.iter().filter(is_same).map(|stretch| Node::from(stretch.content));
            let children = contents.chain(anchor.annotation.map(Node::from)).collect();
            nodes.push(TagGroup::with_children(Tag::Link, children).into());
        }
        nodes
    }
}
