//! Pictures of notes: as the files they are kept as, and as pixels for paper.

use board::id::ImageId;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::poster::Raster;

/// A picture, given by whoever keeps it.
#[derive(Clone, Debug)]
pub struct Picture {
    /// A whole PNG or JPEG.
    pub file: Arc<[u8]>,
    /// `image/png` or `image/jpeg`.
    pub media_type: &'static str,
    /// Its pixels, or fewer of them in the same proportions.
    pub raster: Raster,
}

/// Largest sides in a document, in CSS pixels (1/96 inch): 12 by 9 centimetres.
pub(super) const LARGEST: [f32; 2] = [454.0, 340.0];

impl Picture {
    /// Width and height on a page, in the unit of `largest`: as it is, or smaller so that it fits.
    pub(super) fn sides(&self, largest: [f32; 2]) -> [f32; 2] {
        let [w, h] = [self.raster.width.max(1) as f32, self.raster.height.max(1) as f32];
        let scale = (largest[0] / w).min(largest[1] / h).min(1.0);
        [w * scale, h * scale]
    }
}

/// Pictures by their ids; where one is missing, what it shows is said.
pub type Pictures = BTreeMap<ImageId, Picture>;
