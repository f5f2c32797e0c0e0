//! JSON Canvas 1.0: cards, groups and edges. What it has no word for stands under one key of ours.

use serde::{Deserialize, Serialize};

use super::draft::Draft;
use super::json::parse;
use super::paper;
use super::remarks::{ARROWS, KINDS, PICTURES};
use super::{Format, Import, Refusal, Unwritable};
use crate::arrange::Rect;
use crate::cluster::Cluster;
use crate::id::ItemId;
use crate::mark::{Figure, Mark};
use crate::note::Note;
use crate::schema::Color;
use crate::view::BoardView;

/// Its numbered colours, and what they are here: red, orange, yellow, green, cyan, purple.
const PRESETS: [(&str, &str); 6] =
    [("1", "pink"), ("2", "orange"), ("3", "yellow"), ("4", "green"), ("5", "blue"), ("6", "violet")];

#[derive(Serialize, Deserialize)]
struct File {
    #[serde(default)]
    nodes: Vec<Node>,
    #[serde(default)]
    edges: Vec<Edge>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    id: String,
    r#type: String,
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    color: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing)]
    file: Option<String>,
    #[serde(default, skip_serializing)]
    subpath: Option<String>,
    #[serde(default, skip_serializing)]
    url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    plenaria: Option<Own>,
}

/// What only we know of a node.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Own {
    /// A text without paper.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    bare: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    /// The group it is in; otherwise that is told by where it lies.
    cluster: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Edge {
    id: String,
    from_node: String,
    to_node: String,
    #[serde(default, skip_serializing)]
    from_end: Option<String>,
    #[serde(default, skip_serializing)]
    to_end: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<String>,
}

pub(super) fn write(view: &BoardView) -> Result<Vec<u8>, Unwritable> {
    let mut groups: Vec<_> = view.clusters.iter().collect();
    groups.sort_by(|(a_id, a), (b_id, b)| a.z.cmp(&b.z).then(a_id.cmp(b_id)));
    let mut notes: Vec<_> = view.notes.iter().collect();
    notes.sort_by(|(a_id, a), (b_id, b)| a.z.cmp(&b.z).then(a_id.cmp(b_id)));
    let mut nodes: Vec<Node> = groups
        .into_iter()
        .map(|(id, cluster)| {
            let label = Some(cluster.title.clone());
            Node { label, color: preset(&cluster.color), ..node(id, "group", cluster.pos, cluster.size) }
        })
        .collect();
    nodes.extend(notes.into_iter().map(|(id, note)| {
        let cluster =
            note.cluster.as_ref().filter(|id| view.clusters.contains_key(id)).map(ItemId::to_string);
        let own = Own { bare: false, tags: note.tags.clone(), cluster };
        let (text, plenaria) = (Some(note.text.clone()), Some(own));
        Node { text, plenaria, color: preset(&note.color), ..node(id, "text", note.pos, note.size) }
    }));
    for (id, mark) in &view.marks {
        if let Figure::Text { text } = &mark.figure {
            let (text, plenaria) = (Some(text.clone()), Some(Own { bare: true, ..Own::default() }));
            nodes.push(Node {
                text,
                plenaria,
                color: preset(&mark.color),
                ..node(id, "text", mark.pos, mark.size)
            });
        }
    }
    let edges = view.links.iter().filter(|(_, link)| view.is_drawn(link)).map(|(id, link)| Edge {
        id: id.to_string(),
        from_node: link.from.to_string(),
        to_node: link.to.to_string(),
        from_end: None,
        to_end: None,
        label: Some(link.label.clone()).filter(|label| !label.is_empty()),
    });
    let file = File { nodes, edges: edges.collect() };
    serde_json::to_vec_pretty(&file).map_err(|error| Unwritable::of(&error))
}

/// Numbers are whole in this format.
fn node(id: &ItemId, kind: &str, pos: [f64; 2], size: [f64; 2]) -> Node {
    let [x, y, width, height] = [pos[0], pos[1], size[0], size[1]].map(f64::round);
    Node { id: id.to_string(), r#type: kind.to_owned(), x, y, width, height, ..Node::default() }
}

/// White is the colour of what has none.
fn preset(color: &Color) -> Option<String> {
    let name = color.as_str();
    let number = PRESETS.iter().find(|(_, known)| *known == name).map(|(number, _)| (*number).to_owned());
    number.or_else(|| (name != "white").then(|| paper::hex(color).to_owned()))
}

fn color(text: Option<&str>) -> Color {
    let Some(text) = text else { return paper::white() };
    let name = PRESETS.iter().find(|(number, _)| *number == text).map_or(text, |(_, name)| name);
    paper::color(name).unwrap_or_else(paper::white)
}

pub(super) fn read(bytes: &[u8]) -> Result<Import, Refusal> {
    let file: File = parse(bytes, Format::Canvas)?;
    let mut draft = Draft::default();
    let rect = |node: &Node| Rect { pos: [node.x, node.y], size: [node.width, node.height] };
    let mut groups: Vec<(ItemId, Rect)> = Vec::new();
    for node in file.nodes.iter().filter(|node| node.r#type == "group") {
        let Rect { pos, size } = rect(node);
        let title = node.label.clone().unwrap_or_default();
        let cluster = Cluster { title, pos, size, color: color(node.color.as_deref()), ..Cluster::default() };
        groups.push((draft.cluster(&node.id, cluster, None)?, rect(node)));
    }
    // A node is in the smallest group that has its middle.
    groups.sort_by(|(_, a), (_, b)| (a.size[0] * a.size[1]).total_cmp(&(b.size[0] * b.size[1])));
    for node in &file.nodes {
        let Rect { pos, size } = rect(node);
        let text = match node.r#type.as_str() {
            "group" => continue,
            "text" => node.text.clone().unwrap_or_default(),
            "link" => node.url.clone().unwrap_or_default(),
            "file" => {
                let file = node.file.clone().unwrap_or_default();
                if is_picture(&file) {
                    draft.remarks.add(&PICTURES);
                    continue;
                }
                format!("{file}{}", node.subpath.as_deref().unwrap_or_default())
            }
            _ => {
                draft.remarks.add(&KINDS);
                continue;
            }
        };
        let color = color(node.color.as_deref());
        if node.plenaria.as_ref().is_some_and(|own| own.bare) {
            let figure = Figure::Text { text };
            draft.mark(
                Mark { figure, pos, size, color, z: String::new(), author: None, locked: false, src: None },
                None,
            )?;
            continue;
        }
        let middle = [pos[0] + size[0] / 2.0, pos[1] + size[1] / 2.0];
        let around =
            || groups.iter().find(|(_, group)| group.contains(&Rect { pos: middle, size: [0.0; 2] }));
        let cluster = match &node.plenaria {
            Some(own) => own.cluster.as_deref().and_then(|name| draft.named(name)).cloned(),
            None => around().map(|(id, _)| id.clone()),
        };
        let tags = node.plenaria.as_ref().map(|own| own.tags.clone()).unwrap_or_default();
        draft.note(&node.id, Note { text, pos, size, color, cluster, tags, ..Note::default() }, None)?;
    }
    for edge in &file.edges {
        let is = |end: Option<&str>, default: &str| end.unwrap_or(default) == "arrow";
        let (from, to) = match (is(edge.from_end.as_deref(), "none"), is(edge.to_end.as_deref(), "arrow")) {
            (false, true) => (&edge.from_node, &edge.to_node),
            (true, false) => (&edge.to_node, &edge.from_node),
            _ => {
                draft.remarks.add(&ARROWS);
                (&edge.from_node, &edge.to_node)
            }
        };
        draft.link(from, to, edge.label.as_deref().unwrap_or_default());
    }
    draft.done()
}

fn is_picture(file: &str) -> bool {
    let extension = file.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| {
        ["png", "jpg", "jpeg", "gif", "webp", "svg", "bmp", "avif"].contains(&extension.as_str())
    })
}
