//! One mark: a text without paper, a shape, a stroke, a picture.

use super::{
    flat::{FlatMark, Rect},
    passage::{Content, Part},
    raster::Raster,
    scene::{Align, Border, Item, Outline, TextLine, is_rtl},
    sheet::Place,
    words,
};
use crate::{
    address,
    palette::{self, Rgb, SHEET, SOFT_INK, mix},
    text::{self, BASELINE, Face, Fit, LINE_HEIGHT},
};
use board::{mark::Figure, schema::POINT_MAX, words::Language};

/// Width of the line around a shape, and of an arrow.
const LINE: f64 = 3.0;
/// Length of an arrow's head.
const HEAD: f64 = 16.0;
/// How much of a highlighter's colour is seen.
const HIGHLIGHT: f32 = 0.4;

/// Paints a mark; gives what it says.
pub(super) fn draw(mark: &FlatMark, place: &Place, language: Language, items: &mut Vec<Item>) -> Vec<Part> {
    let start = items.len();
    let pen = place.theme.pen(&mark.color);
    let r = &mark.rect;
    let at = |point: &[f64]| place.point(r.x + point[0] / POINT_MAX * r.w, r.y + point[1] / POINT_MAX * r.h);
    match &mark.figure {
        Figure::Text { text } => {
            lines(&fit_text(text, r), text, r, pen, Face::Regular, false, place, items);
            words_since(start, items)
        }
        Figure::Shape { form, points, text } => {
            let border = place.theme.border(pen, place.length(LINE));
            if form == "line" || form == "arrow" {
                let [from, to] = [at(&points[..2]), at(&points[2..])];
                if form == "arrow" {
                    arrow(from, to, border, place, items);
                } else {
                    items.push(Item::Line { points: vec![from, to], border, dashed: false });
                }
                return vec![Part::new(start..items.len(), Content::Drawn)];
            }
            let fill = place.theme.shape(&mark.color);
            items.push(Item::Area {
                outline: outline(form, r, place),
                fill: (fill, 1.0),
                border: Some(border),
            });
            let inner = inside(form, r);
            let (w, h) = (inner.w.floor() as u32, inner.h.floor() as u32);
            let first = items.len();
            lines(
                &text::fit_note(text, w, h),
                text,
                &inner,
                place.theme.ink(),
                Face::Regular,
                true,
                place,
                items,
            );
            let said = words_since(first, items);
            if said.is_empty() { vec![Part::new(start..items.len(), Content::Drawn)] } else { said }
        }
        Figure::Stroke { points, highlight } => {
            let outline = Outline::Polygon(points.chunks_exact(2).map(at).collect());
            let fill = if *highlight { (palette::paper(&mark.color).deep, HIGHLIGHT) } else { (pen, 1.0) };
            items.push(Item::Area { outline, fill, border: None });
            vec![Part::new(start..items.len(), Content::Drawn)]
        }
        Figure::Image { text, .. } => {
            picture(mark.raster.as_ref(), r, place, items);
            let says = match text.trim() {
                "" => words::PICTURE.says(language),
                text => text,
            };
            vec![Part::new(start..items.len(), Content::Figure(says.to_owned()))]
        }
    }
}

fn words_since(start: usize, items: &[Item]) -> Vec<Part> {
    if items.len() > start { vec![Part::new(start..items.len(), Content::Words)] } else { Vec::new() }
}

/// The text of a mark grows with its box: fitted as if the box were so many times smaller, and drawn larger.
fn fit_text(text: &str, r: &Rect) -> Fit {
    let times = text_scale(r.w, r.h);
    let (w, h) = ((r.w / f64::from(times)).floor() as u32, (r.h / f64::from(times)).floor() as u32);
    let fit = text::fit(text, w.max(1), h.max(1), text::SIZES[0]);
    Fit { size: fit.size * times as f32, ..fit }
}

/// See [`fit_text`]; the same numbers as in `web/src/scene/paintmarks.ts`.
fn text_scale(w: f64, h: f64) -> u32 {
    (h.min(w / 3.0) / 64.0).floor().clamp(1.0, 32.0) as u32
}

#[expect(clippy::too_many_arguments, reason = "one line each, from two places")]
fn lines(
    fit: &Fit,
    text: &str,
    r: &Rect,
    color: Rgb,
    face: Face,
    centred: bool,
    place: &Place,
    items: &mut Vec<Item>,
) {
    let rtl = is_rtl(text);
    let size = f64::from(fit.size);
    let tall = fit.lines.len() as f64 * size * f64::from(LINE_HEIGHT);
    let top = if centred { r.y + ((r.h - tall) / 2.0).max(0.0) } else { r.y };
    let (x, align) = match (centred, rtl) {
        (true, _) => (r.x + r.w / 2.0, Align::Center),
        (false, true) => (r.right(), Align::Right),
        (false, false) => (r.x, Align::Left),
    };
    let lines = fit.lines.iter().zip(address::leads(text, &fit.lines)).enumerate();
    for (i, (line, leads)) in lines.filter(|(_, (line, _))| !line.is_empty()) {
        let down = i as f64 * size * f64::from(LINE_HEIGHT) + size * f64::from(BASELINE);
        let [x, y] = place.point(x, top + down);
        let (size, max_width) = (place.length(size), place.length(r.w));
        items.push(Item::Text(TextLine {
            text: line.clone(),
            x,
            y,
            size,
            face,
            color,
            align,
            rtl,
            max_width,
            leads,
        }));
    }
}

fn outline(form: &str, r: &Rect, place: &Place) -> Outline {
    let corner = |x: f64, y: f64| place.point(r.x + x * r.w, r.y + y * r.h);
    match form {
        "ellipse" => {
            let turn = |i: u32| std::f64::consts::TAU * f64::from(i) / 72.0;
            let point = |i: u32| corner(0.5 + turn(i).cos() / 2.0, 0.5 + turn(i).sin() / 2.0);
            Outline::Polygon((0..72).map(point).collect())
        }
        "diamond" => {
            Outline::Polygon(vec![corner(0.5, 0.0), corner(1.0, 0.5), corner(0.5, 1.0), corner(0.0, 0.5)])
        }
        "triangle" => Outline::Polygon(vec![corner(0.5, 0.0), corner(1.0, 1.0), corner(0.0, 1.0)]),
        _ => Outline::Rounded(place.rect(r), place.length(8.0)),
    }
}

/// Where words have room in a shape.
fn inside(form: &str, r: &Rect) -> Rect {
    let part =
        |x: f64, y: f64, w: f64, h: f64| Rect { x: r.x + x * r.w, y: r.y + y * r.h, w: w * r.w, h: h * r.h };
    match form {
        "ellipse" => part(0.146, 0.146, 0.708, 0.708),
        "diamond" => part(0.25, 0.25, 0.5, 0.5),
        "triangle" => part(0.25, 0.5, 0.5, 0.5),
        _ => part(0.0, 0.0, 1.0, 1.0),
    }
}

fn arrow(from: [f32; 2], to: [f32; 2], border: Border, place: &Place, items: &mut Vec<Item>) {
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let length = dx.hypot(dy).max(1e-6);
    let head = place.length(HEAD).min(length);
    let (ux, uy) = (dx / length * head, dy / length * head);
    let base = [to[0] - ux, to[1] - uy];
    let wing = |side: f32| [base[0] - side * uy * 0.5, base[1] + side * ux * 0.5];
    items.push(Item::Line { points: vec![from, base], border, dashed: false });
    items.push(Item::Area {
        outline: Outline::Polygon(vec![to, wing(1.0), wing(-1.0)]),
        fill: (border.color, 1.0),
        border: None,
    });
}

/// A picture that fills a rectangle, cut where it has other proportions; a frame where there is none.
pub(super) fn picture(raster: Option<&Raster>, r: &Rect, place: &Place, items: &mut Vec<Item>) {
    match raster {
        Some(raster) => items.push(Item::Picture { rect: place.rect(r), raster: raster.clone() }),
        None => items.push(Item::Area {
            outline: Outline::Rounded(place.rect(r), 0.0),
            fill: (mix(SHEET, SOFT_INK, 0.1), 1.0),
            border: Some(Border { color: mix(SHEET, SOFT_INK, 0.4), width: place.length(1.0) }),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn po14_a_text_grows_with_its_box() {
        assert_eq!(
            [(100.0, 40.0), (300.0, 100.0), (2000.0, 640.0)].map(|(w, h)| text_scale(w, h)),
            [1, 1, 10]
        );
        let rect = |w, h| Rect { x: 0.0, y: 0.0, w, h };
        let (small, large) =
            (fit_text("Titolo", &rect(200.0, 60.0)), fit_text("Titolo", &rect(2000.0, 600.0)));
        assert!(large.size > 5.0 * small.size, "{} {}", small.size, large.size);
    }
}
