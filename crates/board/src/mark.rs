//! A mark: a text without paper, a shape, a stroke of a pen or highlighter, an image.

use serde::{Deserialize, Serialize};
use yrs::{Any, Map, MapPrelim, MapRef, ReadTxn, TextPrelim, TransactionMut};

use crate::id::{ImageId, ItemId};
use crate::note::Src;
use crate::schema::{
    COORDINATE_MAX, Color, FORMS, MARK_SIDE_MAX, MARK_SIDE_MIN, POINT_MAX, POINTS_MAX, field,
};
use crate::value;

/// What a mark is, with the fields of that kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Figure {
    /// Words without paper, as large as its box lets them be.
    Text {
        /// What it says.
        text: String,
    },
    /// A geometric figure that fills its box.
    Shape {
        /// One of [`FORMS`].
        form: String,
        /// Ends of a line or arrow, `[x, y, x, y]` in [`POINT_MAX`]ths of the box; of others empty.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        points: Vec<f64>,
        /// Words in its middle.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    /// The outline of what was drawn by hand, a closed polygon: the same wherever it is drawn.
    Stroke {
        /// `[x, y, x, y, ...]` in [`POINT_MAX`]ths of the box.
        points: Vec<f64>,
        /// Drawn with a highlighter: one sees through it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        highlight: bool,
    },
    /// A picture somebody uploaded.
    Image {
        /// Its name.
        image: ImageId,
        /// What it shows, for who does not see it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
}

/// A mark as it is read, within the limits of [`crate::schema`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// What it is.
    #[serde(flatten)]
    pub figure: Figure,
    /// Top left corner, CSS pixels at zoom 1.
    pub pos: [f64; 2],
    /// Width and height, CSS pixels at zoom 1.
    pub size: [f64; 2],
    /// Its ink; `white` is the ink of the sheet.
    pub color: Color,
    /// Order key; the larger lies on top of the others of its layer.
    pub z: String,
    /// Opaque id of who made it; absent if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Only staff can change it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub locked: bool,
    /// Where it was collected from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub src: Option<Src>,
}

impl Figure {
    /// What it says; a stroke says nothing.
    pub fn text(&self) -> Option<&str> {
        match self {
            Figure::Text { text } | Figure::Shape { text, .. } | Figure::Image { text, .. } => Some(text),
            Figure::Stroke { .. } => None,
        }
    }

    /// The same without words.
    pub(crate) fn hush(&mut self) {
        match self {
            Figure::Text { text } | Figure::Shape { text, .. } | Figure::Image { text, .. } => text.clear(),
            Figure::Stroke { .. } => {}
        }
    }

    fn points(&self) -> &[f64] {
        match self {
            Figure::Shape { points, .. } | Figure::Stroke { points, .. } => points,
            Figure::Text { .. } | Figure::Image { .. } => &[],
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Figure::Text { .. } => "text",
            Figure::Shape { .. } => "shape",
            Figure::Stroke { .. } => "stroke",
            Figure::Image { .. } => "image",
        }
    }
}

impl Mark {
    /// `None` for a kind nobody knows, and for one of which there is nothing to see.
    pub(crate) fn read<T: ReadTxn>(map: &MapRef, txn: &T) -> Option<Self> {
        let text = || value::text(map, txn, field::TEXT);
        let figure = match value::string(map, txn, field::KIND)?.as_str() {
            "text" => Figure::Text { text: text() },
            "shape" => {
                let form = value::string(map, txn, field::FORM)
                    .filter(|form| FORMS.contains(&form.as_str()))
                    .unwrap_or_else(|| FORMS[0].to_owned());
                let is_open = form == "line" || form == "arrow";
                let ends = points(map, txn).filter(|ends| ends.len() == 4);
                let points = ends.unwrap_or_else(|| vec![0.0, 0.0, POINT_MAX, POINT_MAX]);
                Figure::Shape { form, points: if is_open { points } else { Vec::new() }, text: text() }
            }
            "stroke" => Figure::Stroke {
                points: points(map, txn).filter(|points| points.len() >= 6)?,
                highlight: value::string(map, txn, field::STYLE).as_deref() == Some("highlight"),
            },
            "image" => {
                Figure::Image { image: value::string(map, txn, field::IMAGE)?.parse().ok()?, text: text() }
            }
            _ => return None,
        };
        let side = |key| value::pair(map, txn, key, MARK_SIDE_MIN, MARK_SIDE_MAX);
        Some(Self {
            figure,
            pos: value::position(map, txn, field::POS).unwrap_or_default(),
            size: side(field::SIZE).unwrap_or([200.0; 2]),
            color: value::string(map, txn, field::COLOR)
                .and_then(|color| Color::parse(&color))
                .or_else(|| Color::parse("white"))
                .unwrap_or_default(),
            z: value::string(map, txn, field::Z).unwrap_or_default(),
            author: value::string(map, txn, field::AUTHOR),
            locked: value::boolean(map, txn, field::LOCKED),
            src: Src::read(map, txn),
        })
    }

    pub(crate) fn insert(&self, marks: &MapRef, txn: &mut TransactionMut<'_>, id: &ItemId) {
        let map = marks.insert(txn, id.as_str(), MapPrelim::default());
        if let Some(text) = self.figure.text() {
            map.insert(txn, field::TEXT, TextPrelim::new(text));
        }
        self.write_plain(&map, txn);
    }

    pub(crate) fn update(&self, map: &MapRef, txn: &mut TransactionMut<'_>) {
        if let Some(text) = self.figure.text() {
            value::set_text(map, txn, field::TEXT, text);
        }
        self.write_plain(map, txn);
    }

    fn write_plain(&self, map: &MapRef, txn: &mut TransactionMut<'_>) {
        let points = self.figure.points();
        let (form, image, highlight) = match &self.figure {
            Figure::Shape { form, .. } => (Some(form.as_str()), None, false),
            Figure::Image { image, .. } => (None, Some(image.as_str()), false),
            Figure::Stroke { highlight, .. } => (None, None, *highlight),
            Figure::Text { .. } => (None, None, false),
        };
        value::set(map, txn, field::KIND, Some(Any::from(self.figure.name())));
        value::set(map, txn, field::FORM, form.map(Any::from));
        value::set(map, txn, field::IMAGE, image.map(Any::from));
        value::set(map, txn, field::STYLE, highlight.then(|| Any::from("highlight")));
        value::set(map, txn, field::POINTS, (!points.is_empty()).then(|| Any::from(points.to_vec())));
        value::set(map, txn, field::POS, Some(value::pair_any(self.pos)));
        value::set(map, txn, field::SIZE, Some(value::pair_any(self.size)));
        value::set(map, txn, field::COLOR, Some(Any::from(self.color.as_str())));
        value::set(map, txn, field::Z, Some(Any::from(self.z.as_str())));
        value::set(map, txn, field::AUTHOR, self.author.as_deref().map(Any::from));
        value::set(map, txn, field::LOCKED, self.locked.then_some(Any::Bool(true)));
        value::set(map, txn, field::SRC, self.src.as_ref().map(Src::any));
    }

    /// Painted over the notes; others lie under them.
    pub fn is_above(&self) -> bool {
        matches!(self.figure, Figure::Stroke { .. } | Figure::Text { .. })
    }

    /// A point of the box on the board.
    pub fn at(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let place = |axis: usize, part: f64| self.pos[axis] + part / POINT_MAX * self.size[axis];
        [place(0, x), place(1, y)].map(|v| v.clamp(-2.0 * COORDINATE_MAX, 2.0 * COORDINATE_MAX))
    }
}

fn points<T: ReadTxn>(map: &MapRef, txn: &T) -> Option<Vec<f64>> {
    let Some(Any::Array(items)) = value::any(map, txn, field::POINTS) else { return None };
    let whole = items.len().min(POINTS_MAX) & !1;
    items[..whole].iter().map(|item| Some(value::number(item)?.clamp(0.0, POINT_MAX))).collect()
}
