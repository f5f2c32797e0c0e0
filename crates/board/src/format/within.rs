//! What was read is brought within the limits of a board; what had to change is told.

use std::collections::BTreeSet;

use super::remarks::{CUT, HIDDEN, KINDS, LINKS, NEAREST, TAGS};
use super::{Import, Refusal, THINGS_MAX, reasons};
use crate::id::ItemId;
use crate::mark::Figure;
use crate::order;
use crate::schema::{
    CLUSTER_SIDE_MAX, COMMENT_MAX, COORDINATE_MAX, FORMS, LABEL_MAX, MARK_SIDE_MAX, MARK_SIDE_MIN,
    NOTE_SIDE_MAX, NOTE_TEXT_MAX, ORDER_KEY_MAX, POINT_MAX, POINTS_MAX, QUOTE_MAX, REACTIONS, SCHEMA_VERSION,
    SIDE_MIN, TAG_MAX, TAGS_MAX, TITLE_MAX,
};

/// Brings all of it within the limits; a board without anything on it is refused.
pub(super) fn bring(import: &mut Import) -> Result<(), Refusal> {
    let Import { content, remarks } = import;
    let things = content.notes.len() + content.clusters.len() + content.links.len() + content.marks.len();
    if things + content.comments.len() + content.reactions.len() > 2 * THINGS_MAX || things > THINGS_MAX {
        return Err(Refusal::new(None, reasons::MANY.with("most", THINGS_MAX)));
    }
    content.schema = SCHEMA_VERSION;
    remarks.add_many(&HIDDEN, content.hidden.len());
    content.hidden.clear();
    let mut cut = |text: &mut String, most: usize| {
        if shorten(text, most) {
            remarks.add(&CUT);
        }
    };
    cut(&mut content.title, TITLE_MAX);
    for note in content.notes.values_mut() {
        cut(&mut note.text, NOTE_TEXT_MAX);
    }
    for cluster in content.clusters.values_mut() {
        cut(&mut cluster.title, TITLE_MAX);
    }
    for link in content.links.values_mut() {
        cut(&mut link.label, LABEL_MAX);
        cut(&mut link.style, TAG_MAX);
    }
    for mark in content.marks.values_mut() {
        if let Figure::Text { text } | Figure::Shape { text, .. } | Figure::Image { text, .. } =
            &mut mark.figure
        {
            cut(text, NOTE_TEXT_MAX);
        }
    }
    for comment in content.comments.values_mut() {
        cut(&mut comment.text, COMMENT_MAX);
        cut(&mut comment.quote, QUOTE_MAX);
    }
    let clusters: BTreeSet<ItemId> = content.clusters.keys().cloned().collect();
    let mut moved = 0;
    for note in content.notes.values_mut() {
        let all = note.tags.len();
        note.tags.retain(|tag| !tag.trim().is_empty() && tag.encode_utf16().count() <= TAG_MAX);
        note.tags.truncate(TAGS_MAX);
        remarks.add_many(&TAGS, all - note.tags.len());
        note.stamps
            .retain(|kind, count| REACTIONS.contains(&kind.as_str()) && (1..=1_000_000).contains(count));
        note.cluster = note.cluster.take().filter(|id| clusters.contains(id));
        note.at = note.at.filter(|at| (0.0..=1e15).contains(at));
        moved +=
            usize::from(place(&mut note.pos, &mut note.size, SIDE_MIN, NOTE_SIDE_MAX) | key(&mut note.z));
    }
    for cluster in content.clusters.values_mut() {
        let is_moved = place(&mut cluster.pos, &mut cluster.size, SIDE_MIN, CLUSTER_SIDE_MAX);
        moved += usize::from(is_moved | key(&mut cluster.z));
    }
    let before = content.marks.len();
    content.marks.retain(|_, mark| is_visible(&mut mark.figure));
    remarks.add_many(&KINDS, before - content.marks.len());
    for mark in content.marks.values_mut() {
        let is_moved = place(&mut mark.pos, &mut mark.size, MARK_SIDE_MIN, MARK_SIDE_MAX);
        moved += usize::from(is_moved | key(&mut mark.z));
    }
    remarks.add_many(&NEAREST, moved);
    let ends: BTreeSet<&ItemId> = content.notes.keys().chain(content.clusters.keys()).collect();
    let before = content.links.len();
    content
        .links
        .retain(|_, link| link.from != link.to && ends.contains(&link.from) && ends.contains(&link.to));
    remarks.add_many(&LINKS, before - content.links.len());
    content.reactions.retain(|_, one| {
        REACTIONS.contains(&one.kind.as_str())
            && one.author.len() <= TITLE_MAX
            && content.notes.contains_key(&one.on)
    });
    content.tallies.retain(|id, _| content.notes.contains_key(id));
    if content.notes.is_empty() && content.clusters.is_empty() && content.marks.is_empty() {
        return Err(Refusal::new(None, &reasons::NOTHING));
    }
    Ok(())
}

/// Cuts a text to so many UTF-16 units, at a letter; whether it had to.
pub(super) fn shorten(text: &mut String, most: usize) -> bool {
    // A byte is at least a third of a unit: what is short in bytes is short.
    if text.len() <= most {
        return false;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > most
    });
    match end {
        Some((at, _)) => {
            text.truncate(at);
            true
        }
        None => false,
    }
}

fn place(pos: &mut [f64; 2], size: &mut [f64; 2], least: f64, most: f64) -> bool {
    let number = |value: f64, low: f64, high: f64| if value.is_nan() { low } else { value.clamp(low, high) };
    let was = (*pos, *size);
    *size = size.map(|side| number(side, least, most));
    *pos = pos.map(|side| number(side, -COORDINATE_MAX, COORDINATE_MAX));
    was != (*pos, *size)
}

/// An order key that is none becomes the first of all; whether it had to. None at all is read as the lowest.
fn key(z: &mut String) -> bool {
    let fits = z.is_empty() || (z.len() <= ORDER_KEY_MAX && order::is_key(z));
    if !fits {
        "a0".clone_into(z);
    }
    !fits
}

/// Of a figure what can be drawn; false for one of which there is nothing to see.
fn is_visible(figure: &mut Figure) -> bool {
    let fits = |points: &mut Vec<f64>| {
        points.truncate(POINTS_MAX);
        points.truncate(points.len() & !1);
        for point in points {
            *point = if point.is_nan() { 0.0 } else { point.clamp(0.0, POINT_MAX) };
        }
    };
    match figure {
        Figure::Text { .. } | Figure::Image { .. } => true,
        Figure::Shape { form, points, .. } => {
            if !FORMS.contains(&form.as_str()) {
                FORMS[0].clone_into(form);
            }
            fits(points);
            match form.as_str() {
                "line" | "arrow" if points.len() != 4 => *points = vec![0.0, 0.0, POINT_MAX, POINT_MAX],
                "line" | "arrow" => {}
                _ => points.clear(),
            }
            true
        }
        Figure::Stroke { points, .. } => {
            fits(points);
            points.len() >= 6
        }
    }
}
