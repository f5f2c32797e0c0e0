//! Content of a file as the page puts it on a board: things from back to front, that name each other by their index.

use std::collections::BTreeMap;

use board::id::ItemId;
use board::mark::{Figure, Mark};
use board::view::BoardView;
use serde_json::{Value, json};

/// Clusters, notes and marks by their order, links by the indices of clusters and then notes.
pub fn of(content: &BoardView) -> Value {
    let mut clusters: Vec<_> = content.clusters.iter().collect();
    clusters.sort_by(|(a_id, a), (b_id, b)| a.z.cmp(&b.z).then(a_id.cmp(b_id)));
    let mut notes: Vec<_> = content.notes.iter().collect();
    notes.sort_by(|(a_id, a), (b_id, b)| a.z.cmp(&b.z).then(a_id.cmp(b_id)));
    let mut marks: Vec<_> = content.marks.iter().collect();
    marks.sort_by(|(a_id, a), (b_id, b)| a.z.cmp(&b.z).then(a_id.cmp(b_id)));
    let ids = clusters.iter().map(|(id, _)| *id).chain(notes.iter().map(|(id, _)| *id));
    let places: BTreeMap<&ItemId, usize> = ids.zip(0..).collect();
    let link = |link: &board::link::Link| {
        let (from, to) = (places.get(&link.from)?, places.get(&link.to)?);
        Some(json!({ "from": from, "to": to, "label": link.label }))
    };
    let clusters = clusters.iter().map(|(_, cluster)| {
        let [x, y, w, h] = rect(cluster.pos, cluster.size);
        let (layout, collapsed) = (cluster.layout, cluster.collapsed);
        json!({ "x": x, "y": y, "w": w, "h": h, "title": cluster.title, "color": cluster.color, "layout": layout, "collapsed": collapsed })
    });
    let notes = notes.iter().map(|(_, note)| {
        let [x, y, w, h] = rect(note.pos, note.size);
        let cluster = note.cluster.as_ref().and_then(|id| places.get(id));
        json!({
            "x": x, "y": y, "w": w, "h": h, "text": note.text, "color": note.color, "tags": note.tags,
            "image": note.image, "cluster": cluster, "src": null,
        })
    });
    json!({
        "clusters": clusters.collect::<Vec<_>>(),
        "notes": notes.collect::<Vec<_>>(),
        "links": content.links.values().filter_map(link).collect::<Vec<_>>(),
        "marks": marks.iter().map(|(_, one)| mark(one)).collect::<Vec<_>>(),
    })
}

fn rect(pos: [f64; 2], size: [f64; 2]) -> [f64; 4] {
    [pos[0], pos[1], size[0], size[1]]
}

fn mark(mark: &Mark) -> Value {
    let [x, y, w, h] = rect(mark.pos, mark.size);
    let mut piece = json!({ "x": x, "y": y, "w": w, "h": h, "color": mark.color });
    match &mark.figure {
        Figure::Text { text } => {
            piece["figure"] = json!("text");
            piece["text"] = json!(text);
        }
        Figure::Shape { form, points, text } => {
            piece["figure"] = json!("shape");
            (piece["form"], piece["points"], piece["text"]) = (json!(form), json!(points), json!(text));
        }
        Figure::Stroke { points, highlight } => {
            piece["figure"] = json!("stroke");
            (piece["points"], piece["highlight"]) = (json!(points), json!(highlight));
        }
        Figure::Image { image, text } => {
            piece["figure"] = json!("image");
            (piece["image"], piece["text"]) = (json!(image), json!(text));
        }
    }
    piece
}
