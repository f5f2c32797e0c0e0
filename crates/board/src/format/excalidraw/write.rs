//! A board as elements.

use serde_json::{Value, json};

use super::INK;
use crate::format::{Unwritable, paper};
use crate::id::ItemId;
use crate::mark::{Figure, Mark};
use crate::schema::{Color, POINT_MAX};
use crate::view::BoardView;

type Pair = [f64; 2];

pub(in crate::format) fn write(view: &BoardView) -> Result<Vec<u8>, Unwritable> {
    let mut elements: Vec<Value> = Vec::new();
    let mut notes: Vec<_> = view.notes.iter().collect();
    notes.sort_by(|(a_id, a), (b_id, b)| a.z.cmp(&b.z).then(a_id.cmp(b_id)));
    for (id, note) in notes {
        let frame = note.cluster.as_ref().filter(|id| view.clusters.contains_key(id));
        let mut own = json!({ "kind": "note" });
        if !note.tags.is_empty() {
            own["tags"] = json!(note.tags);
        }
        let mut card = base(id.as_str(), "rectangle", note.pos, note.size);
        card["backgroundColor"] = json!(paper::hex(&note.color));
        card["strokeColor"] = json!(INK);
        card["frameId"] = json!(frame);
        card["customData"] = json!({ "plenaria": own });
        card["boundElements"] = bound(view, id, true);
        elements.push(card);
        elements.push(words(id.as_str(), &note.text, note.pos, note.size, frame));
    }
    let mut marks: Vec<_> = view.marks.iter().collect();
    marks.sort_by(|(a_id, a), (b_id, b)| a.z.cmp(&b.z).then(a_id.cmp(b_id)));
    for (id, mark) in marks {
        drawn(&mut elements, id, mark);
    }
    for (id, link) in view.links.iter().filter(|(_, link)| view.is_drawn(link)) {
        let (Some(from), Some(to)) = (area(view, &link.from), area(view, &link.to)) else { continue };
        let (start, end) = (border(from, middle(to)), border(to, middle(from)));
        let mut arrow = line(id.as_str(), "arrow", &[start, end]);
        arrow["startBinding"] = json!({ "elementId": link.from, "focus": 0, "gap": 1 });
        arrow["endBinding"] = json!({ "elementId": link.to, "focus": 0, "gap": 1 });
        arrow["endArrowhead"] = json!("arrow");
        if !link.label.is_empty() {
            arrow["boundElements"] = json!([{ "type": "text", "id": text_id(id.as_str()) }]);
        }
        elements.push(arrow);
        if !link.label.is_empty() {
            let at = [(start[0] + end[0]) / 2.0 - 50.0, (start[1] + end[1]) / 2.0 - 12.5];
            elements.push(words(id.as_str(), &link.label, at, [100.0, 25.0], None));
        }
    }
    // A frame comes after what is in it.
    let mut clusters: Vec<_> = view.clusters.iter().collect();
    clusters.sort_by(|(a_id, a), (b_id, b)| a.z.cmp(&b.z).then(a_id.cmp(b_id)));
    for (id, cluster) in clusters {
        let mut frame = base(id.as_str(), "frame", cluster.pos, cluster.size);
        frame["name"] = json!(cluster.title);
        frame["customData"] = json!({ "plenaria": { "color": cluster.color } });
        frame["boundElements"] = bound(view, id, false);
        elements.push(frame);
    }
    let file = json!({
        "type": "excalidraw",
        "version": 2,
        "source": "plenaria",
        "elements": elements,
        "appState": { "gridSize": null, "viewBackgroundColor": "#ffffff" },
        "files": {},
    });
    serde_json::to_vec_pretty(&file).map_err(|error| Unwritable::of(&error))
}

fn drawn(elements: &mut Vec<Value>, id: &ItemId, mark: &Mark) {
    let name = id.as_str();
    let own = |more: Value| {
        let mut own = json!({ "color": mark.color });
        if let (Some(own), Value::Object(more)) = (own.as_object_mut(), more) {
            own.extend(more);
        }
        json!({ "plenaria": own })
    };
    match &mark.figure {
        Figure::Text { text } => {
            let mut element = words(name, text, mark.pos, mark.size, None);
            element["id"] = json!(name);
            element["containerId"] = Value::Null;
            element["strokeColor"] = json!(ink(&mark.color));
            element["customData"] = own(json!({}));
            elements.push(element);
        }
        Figure::Shape { form, points, text } => {
            let ends = |points: &[f64]| -> Vec<Pair> { spots(points, mark.pos, mark.size) };
            let mut element = match form.as_str() {
                "line" | "arrow" => line(name, form, &ends(points)),
                "triangle" => {
                    let corners =
                        [0.0, POINT_MAX, POINT_MAX / 2.0, 0.0, POINT_MAX, POINT_MAX, 0.0, POINT_MAX];
                    line(name, "line", &ends(&corners))
                }
                form => base(name, form, mark.pos, mark.size),
            };
            element["strokeColor"] = json!(ink(&mark.color));
            element["customData"] = own(json!({ "kind": "shape", "form": form }));
            if form == "arrow" {
                element["endArrowhead"] = json!("arrow");
            }
            if !text.is_empty() {
                element["boundElements"] = json!([{ "type": "text", "id": text_id(name) }]);
            }
            elements.push(element);
            if !text.is_empty() {
                elements.push(words(name, text, mark.pos, mark.size, None));
            }
        }
        Figure::Stroke { points, highlight } => {
            let mut outline = spots(points, mark.pos, mark.size);
            outline.extend(outline.first().copied());
            let mut element = line(name, "line", &outline);
            element["strokeWidth"] = json!(1);
            element["strokeColor"] = json!("transparent");
            element["backgroundColor"] = json!(ink(&mark.color));
            element["opacity"] = json!(if *highlight { 40 } else { 100 });
            element["customData"] = own(json!({ "kind": "stroke", "highlight": highlight }));
            elements.push(element);
        }
        // Its bytes are not here.
        Figure::Image { .. } => {}
    }
}

fn ink(color: &Color) -> &str {
    if color.as_str() == "white" { INK } else { paper::hex(color) }
}

/// Points in thousandths of a box, as places on the board.
fn spots(points: &[f64], pos: Pair, size: Pair) -> Vec<Pair> {
    points
        .as_chunks::<2>()
        .0
        .iter()
        .map(|[x, y]| [pos[0] + x / POINT_MAX * size[0], pos[1] + y / POINT_MAX * size[1]])
        .collect()
}

/// What every element has.
fn base(id: &str, kind: &str, pos: Pair, size: Pair) -> Value {
    json!({
        "id": id, "type": kind, "x": pos[0], "y": pos[1], "width": size[0], "height": size[1], "angle": 0,
        "strokeColor": INK, "backgroundColor": "transparent", "fillStyle": "solid", "strokeWidth": 1,
        "strokeStyle": "solid", "roughness": 0, "opacity": 100, "groupIds": [], "frameId": null, "index": null,
        "roundness": null, "seed": 1, "version": 1, "versionNonce": 1, "isDeleted": false,
        "boundElements": null, "updated": 1, "link": null, "locked": false,
    })
}

/// A line through places; the first is where the element is.
fn line(id: &str, kind: &str, places: &[Pair]) -> Value {
    let first = places.first().copied().unwrap_or_default();
    let side = |axis: usize| {
        let all = || places.iter().map(|place| place[axis]);
        all().fold(f64::MIN, f64::max) - all().fold(f64::MAX, f64::min)
    };
    let size = if places.is_empty() { [0.0; 2] } else { [side(0), side(1)] };
    let mut element = base(id, kind, first, size);
    let points: Vec<Pair> = places.iter().map(|[x, y]| [x - first[0], y - first[1]]).collect();
    element["points"] = json!(points);
    element["lastCommittedPoint"] = Value::Null;
    element["startBinding"] = Value::Null;
    element["endBinding"] = Value::Null;
    element["startArrowhead"] = Value::Null;
    element["endArrowhead"] = Value::Null;
    element
}

/// The words in something.
fn words(container: &str, text: &str, pos: Pair, size: Pair, frame: Option<&ItemId>) -> Value {
    let mut element = base(&text_id(container), "text", pos, size);
    element["text"] = json!(text);
    element["originalText"] = json!(text);
    element["fontSize"] = json!(20);
    element["fontFamily"] = json!(2);
    element["textAlign"] = json!("center");
    element["verticalAlign"] = json!("middle");
    element["containerId"] = json!(container);
    element["lineHeight"] = json!(1.25);
    element["autoResize"] = json!(true);
    element["frameId"] = json!(frame);
    element
}

fn text_id(container: &str) -> String {
    format!("{container}.text")
}

/// What is bound to a note or frame: its words and the arrows that begin or end there.
fn bound(view: &BoardView, id: &ItemId, has_words: bool) -> Value {
    let arrows =
        view.links.iter().filter(|(_, link)| (link.from == *id || link.to == *id) && view.is_drawn(link));
    let mut all: Vec<Value> = arrows.map(|(id, _)| json!({ "type": "arrow", "id": id })).collect();
    if has_words {
        all.push(json!({ "type": "text", "id": text_id(id.as_str()) }));
    }
    json!(all)
}

fn area(view: &BoardView, id: &ItemId) -> Option<(Pair, Pair)> {
    let note = view.notes.get(id).map(|note| (note.pos, note.size));
    note.or_else(|| view.clusters.get(id).map(|cluster| (cluster.pos, cluster.size)))
}

fn middle((pos, size): (Pair, Pair)) -> Pair {
    [pos[0] + size[0] / 2.0, pos[1] + size[1] / 2.0]
}

/// Where the way from the middle of a box to a place leaves it.
fn border(of: (Pair, Pair), toward: Pair) -> Pair {
    let from = middle(of);
    let way = [toward[0] - from[0], toward[1] - from[1]];
    let reach =
        [0, 1].map(|axis| if way[axis] == 0.0 { f64::MAX } else { of.1[axis] / 2.0 / way[axis].abs() });
    let part = reach[0].min(reach[1]).min(1.0);
    [from[0] + way[0] * part, from[1] + way[1] * part]
}
