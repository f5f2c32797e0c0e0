//! One cluster: a quiet frame and its title.

use super::{
    flat::{FlatCluster, Rect},
    scene::{Align, Border, Item, Outline, TextLine, is_rtl},
    sheet::Place,
};
use crate::text::{self, BASELINE, Face, Fit, LINE_HEIGHT, Measured, TITLE_HEIGHT, TITLE_PADDING, TITLE_TOP};

/// A title, its lines, and where they stand.
pub(super) struct Titled {
    pub(super) fit: Fit,
    pub(super) covers: Rect,
}

/// Places a title inside the top of its frame, or above it when notes lie there.
pub(super) fn entitle(cluster: &FlatCluster, taken: impl Fn(&Rect) -> bool) -> Option<Titled> {
    let fit = text::fit_title(&cluster.title, cluster.rect.w.floor() as u32);
    if fit.lines.is_empty() {
        return None;
    }
    let size = f64::from(fit.size);
    let widest =
        fit.lines.iter().map(|line| Measured::new(line, Face::SemiBold).ems()).fold(0.0, f64::max) * size;
    let tall = fit.lines.len() as f64 * size * f64::from(LINE_HEIGHT);
    let pad = f64::from(TITLE_PADDING);
    let spare = (f64::from(TITLE_HEIGHT) - tall).max(0.0) / 2.0;
    let r = &cluster.rect;
    let x = if is_rtl(&cluster.title) { r.right() - pad - widest } else { r.x + pad };
    let inside = Rect { x, y: r.y + f64::from(TITLE_TOP) + spare, w: widest, h: tall };
    let above = Rect { y: r.y - tall - 4.0, ..inside };
    let covers = if taken(&inside) && !taken(&above) { above } else { inside };
    Some(Titled { fit, covers })
}

pub(super) fn frame(cluster: &FlatCluster, place: &Place, items: &mut Vec<Item>) {
    let (fill, edge, width) = place.theme.frame(&cluster.color);
    items.push(Item::Area {
        outline: Outline::Rounded(place.rect(&cluster.rect), place.length(10.0)),
        fill: (fill, 1.0),
        border: Some(Border { color: edge, width: place.length(width) }),
    });
}

pub(super) fn title(cluster: &FlatCluster, titled: &Titled, place: &Place, items: &mut Vec<Item>) {
    let rtl = is_rtl(&cluster.title);
    let size = f64::from(titled.fit.size);
    for (i, line) in titled.fit.lines.iter().enumerate() {
        let down = i as f64 * size * f64::from(LINE_HEIGHT) + size * f64::from(BASELINE);
        let x = if rtl { titled.covers.right() } else { titled.covers.x };
        let [x, y] = place.point(x, titled.covers.y + down);
        items.push(Item::Text(TextLine {
            text: line.clone(),
            x,
            y,
            size: place.length(size),
            face: Face::SemiBold,
            color: place.theme.ink(),
            align: if rtl { Align::Right } else { Align::Left },
            rtl,
            max_width: place.length((cluster.rect.w - 2.0 * f64::from(TITLE_PADDING)).max(titled.covers.w)),
            leads: Vec::new(),
        }));
    }
}
