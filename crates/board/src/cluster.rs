//! A cluster: a titled area that notes belong to. With linked notes and a layout that is not free, it is a map.

use serde::{Deserialize, Serialize};
use yrs::{Any, Map, MapPrelim, MapRef, ReadTxn, TextPrelim, TransactionMut};

use crate::id::ItemId;
use crate::note::Src;
use crate::schema::{CLUSTER_SIDE_MAX, Color, SIDE_MIN, field};
use crate::value;

/// How a cluster arranges its notes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// As people put them.
    #[default]
    Free,
    /// A tree along its links.
    Tree,
    /// Circles around a centre.
    Radial,
    /// Layers along its links.
    Layered,
}

impl Layout {
    fn name(self) -> &'static str {
        match self {
            Layout::Free => "free",
            Layout::Tree => "tree",
            Layout::Radial => "radial",
            Layout::Layered => "layered",
        }
    }

    fn parse(text: &str) -> Self {
        match text {
            "tree" => Layout::Tree,
            "radial" => Layout::Radial,
            "layered" => Layout::Layered,
            _ => Layout::Free,
        }
    }
}

/// A cluster as it is read, within the limits of [`crate::schema`]. Its notes name it; it does not list them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cluster {
    /// Its heading.
    pub title: String,
    /// Top left corner, CSS pixels at zoom 1.
    pub pos: [f64; 2],
    /// Width and height, CSS pixels at zoom 1.
    pub size: [f64; 2],
    /// Tint.
    pub color: Color,
    /// Order key; the larger lies on top.
    pub z: String,
    /// Arrangement of its notes.
    #[serde(default)]
    pub layout: Layout,
    /// On screen only its title is shown, and how many notes are in it. Paper shows it whole.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub collapsed: bool,
    /// Only staff can change it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub locked: bool,
    /// Where it was collected from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub src: Option<Src>,
}

impl Default for Cluster {
    fn default() -> Self {
        Self {
            title: String::new(),
            pos: [0.0, 0.0],
            size: [480.0, 360.0],
            color: Color::parse("white").unwrap_or_default(),
            z: "a0".to_owned(),
            layout: Layout::Free,
            collapsed: false,
            locked: false,
            src: None,
        }
    }
}

impl Cluster {
    pub(crate) fn read<T: ReadTxn>(map: &MapRef, txn: &T) -> Self {
        let blank = Self::default();
        Self {
            title: value::text(map, txn, field::TITLE),
            pos: value::position(map, txn, field::POS).unwrap_or_default(),
            size: value::pair(map, txn, field::SIZE, SIDE_MIN, CLUSTER_SIDE_MAX).unwrap_or(blank.size),
            color: value::string(map, txn, field::COLOR)
                .and_then(|c| Color::parse(&c))
                .unwrap_or(blank.color),
            z: value::string(map, txn, field::Z).unwrap_or_default(),
            layout: value::string(map, txn, field::LAYOUT).map_or(Layout::Free, |text| Layout::parse(&text)),
            collapsed: value::boolean(map, txn, field::COLLAPSED),
            locked: value::boolean(map, txn, field::LOCKED),
            src: Src::read(map, txn),
        }
    }

    pub(crate) fn insert(&self, clusters: &MapRef, txn: &mut TransactionMut<'_>, id: &ItemId) {
        let map = clusters.insert(txn, id.as_str(), MapPrelim::default());
        map.insert(txn, field::TITLE, TextPrelim::new(self.title.as_str()));
        self.write_plain(&map, txn);
    }

    pub(crate) fn update(&self, map: &MapRef, txn: &mut TransactionMut<'_>) {
        value::set_text(map, txn, field::TITLE, &self.title);
        self.write_plain(map, txn);
    }

    fn write_plain(&self, map: &MapRef, txn: &mut TransactionMut<'_>) {
        value::set(map, txn, field::POS, Some(value::pair_any(self.pos)));
        value::set(map, txn, field::SIZE, Some(value::pair_any(self.size)));
        value::set(map, txn, field::COLOR, Some(Any::from(self.color.as_str())));
        value::set(map, txn, field::Z, Some(Any::from(self.z.as_str())));
        value::set(map, txn, field::LAYOUT, Some(Any::from(self.layout.name())));
        value::set(map, txn, field::COLLAPSED, self.collapsed.then_some(Any::Bool(true)));
        value::set(map, txn, field::LOCKED, self.locked.then_some(Any::Bool(true)));
        value::set(map, txn, field::SRC, self.src.as_ref().map(Src::any));
    }
}
