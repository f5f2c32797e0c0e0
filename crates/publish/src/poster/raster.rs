//! A picture as pixels: given to the poster by whoever keeps it.

use std::{fmt, sync::Arc};

/// Pixels of a picture. Cheap to clone.
#[derive(Clone, PartialEq)]
pub struct Raster {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Red, green, blue, opacity, each a byte; rows from above; `4 * width * height` of them.
    pub rgba: Arc<[u8]>,
}

impl fmt::Debug for Raster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Raster({} x {})", self.width, self.height)
    }
}

impl Raster {
    /// Has it the bytes it says it has, and any at all?
    pub(crate) fn is_whole(&self) -> bool {
        let bytes = 4 * u64::from(self.width) * u64::from(self.height);
        bytes > 0 && self.rgba.len() as u64 == bytes
    }

    /// With not many more pixels than the dots of a rectangle it fills.
    pub(crate) fn for_dots(&self, [w, h]: [f32; 2]) -> Self {
        let spare = (self.width as f32 / w).min(self.height as f32 / h);
        self.shrunk(spare.floor().clamp(1.0, 64.0) as u32)
    }

    /// So many times smaller each way, every pixel the mean of those it stands for: what is drawn much smaller than
    /// it is would flicker and lose its thin lines otherwise.
    fn shrunk(&self, times: u32) -> Self {
        if times <= 1 || self.width < times || self.height < times {
            return self.clone();
        }
        let (width, height) = (self.width / times, self.height / times);
        let mut rgba = Vec::with_capacity(4 * width as usize * height as usize);
        for y in 0..height {
            for x in 0..width {
                let mut sum = [0_u32; 4];
                for row in 0..times {
                    let from = 4 * ((y * times + row) as usize * self.width as usize + (x * times) as usize);
                    for pixel in self.rgba[from..from + 4 * times as usize].chunks_exact(4) {
                        // What is seen through weighs as little as it is seen.
                        let opacity = u32::from(pixel[3]);
                        for (sum, part) in sum.iter_mut().zip(&pixel[..3]) {
                            *sum += u32::from(*part) * opacity / 255;
                        }
                        sum[3] += opacity;
                    }
                }
                let opacity = sum[3] / (times * times);
                let part = |sum: u32| {
                    if opacity == 0 { 0 } else { (sum * 255 / (opacity * times * times)).min(255) as u8 }
                };
                rgba.extend([part(sum[0]), part(sum[1]), part(sum[2]), opacity as u8]);
            }
        }
        Self { width, height, rgba: rgba.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn po15_a_shrunk_picture_has_the_mean_of_what_it_stands_for() {
        let rgba: Vec<u8> =
            [[0, 0, 0, 255], [200, 100, 50, 255], [200, 100, 50, 255], [0, 0, 0, 255]].concat();
        let whole = Raster { width: 2, height: 2, rgba: rgba.into() };
        let small = whole.shrunk(2);
        assert_eq!((small.width, small.height), (1, 1));
        assert_eq!(&small.rgba[..], &[100, 50, 25, 255]);
        assert!(small.is_whole());
        let half = Raster { width: 2, height: 1, rgba: vec![255, 0, 0, 255, 0, 0, 0, 0].into() };
        assert_eq!(half.shrunk(2), half, "one row cannot be halved");
    }
}
