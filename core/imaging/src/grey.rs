//! A grey picture of our own: what a lent [`Plane`] becomes once it is turned upright, shrunk or straightened.

use crate::geometry::{Projection, Quad};
use crate::{ImageError, Plane, Rotation};

/// A grey picture: one byte a pixel, 0 is black, rows from the top without padding.
#[derive(Clone, PartialEq, Eq)]
pub struct Grey {
    pixels: Vec<u8>,
    width: u32,
    height: u32,
}

impl std::fmt::Debug for Grey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Grey({} × {})", self.width, self.height)
    }
}

impl Grey {
    /// Takes `width` × `height` pixels.
    ///
    /// # Errors
    /// [`ImageError::Mismatch`] if there are not as many bytes as pixels; [`ImageError::Shape`],
    /// [`ImageError::TooManyPixels`].
    pub fn new(pixels: Vec<u8>, width: u32, height: u32) -> Result<Self, ImageError> {
        Plane::new(&pixels, width, height, width as usize)?;
        if pixels.len() != width as usize * height as usize {
            return Err(ImageError::Mismatch);
        }
        Ok(Self { pixels, width, height })
    }

    /// Pixels in a row.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// All pixels, row after row.
    #[must_use]
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// The rows, from the top.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &[u8]> + ExactSizeIterator {
        self.pixels.chunks_exact(self.width as usize)
    }

    /// The same pixels, lent.
    #[must_use]
    pub fn plane(&self) -> Plane<'_> {
        Plane::lent(&self.pixels, self.width, self.height)
    }

    pub(crate) fn from_fn(width: u32, height: u32, mut at: impl FnMut(u32, u32) -> u8) -> Self {
        let mut pixels = Vec::with_capacity(width as usize * height as usize);
        for y in 0..height {
            pixels.extend((0..width).map(|x| at(x, y)));
        }
        Self { pixels, width, height }
    }

    /// A frame turned upright, its longer side at most `long` pixels.
    pub(crate) fn upright(plane: Plane<'_>, rotation: Rotation, long: u32) -> Self {
        let (width, height) = fitted(plane.width(), plane.height(), long);
        Self::shrunk(&plane.packed(), (plane.width(), plane.height()), (width, height)).turned(rotation)
    }

    /// Scaled, averaging when it shrinks.
    pub(crate) fn resized(&self, width: u32, height: u32) -> Self {
        Self::shrunk(&self.pixels, (self.width, self.height), (width, height))
    }

    fn shrunk(pixels: &[u8], from: (u32, u32), to: (u32, u32)) -> Self {
        let whole = || Self { pixels: pixels.to_vec(), width: from.0, height: from.1 };
        if from == to {
            return whole();
        }
        match kauth_shrink::grey(pixels, from, to) {
            Some(pixels) => Self { pixels, width: to.0, height: to.1 },
            // Sizes and lengths agree, so it cannot refuse; if it did, the picture stays as large as it is.
            None => whole(),
        }
    }

    /// Turned clockwise.
    pub(crate) fn turned(self, rotation: Rotation) -> Self {
        let (width, height) = (self.width as usize, self.height as usize);
        let (width_to, height_to) = rotation.size(self.width, self.height);
        let pixels = match rotation {
            Rotation::None => return self,
            Rotation::Half => self.pixels.iter().rev().copied().collect(),
            Rotation::Quarter => {
                let mut pixels = Vec::with_capacity(self.pixels.len());
                for x in 0..width {
                    pixels.extend(self.pixels.iter().skip(x).step_by(width).take(height).rev());
                }
                pixels
            }
            Rotation::ThreeQuarters => {
                let mut pixels = Vec::with_capacity(self.pixels.len());
                for x in (0..width).rev() {
                    pixels.extend(self.pixels.iter().skip(x).step_by(width).take(height));
                }
                pixels
            }
        };
        Self { pixels, width: width_to, height: height_to }
    }

    /// What lies inside a quadrilateral, straightened to `width` × `height`; beyond the edge the edge goes on.
    pub(crate) fn straightened(&self, quad: &Quad, width: u32, height: u32) -> Option<Self> {
        let map = Projection::onto(quad, width as f32, height as f32)?;
        let plane = self.plane();
        Some(Self::from_fn(width, height, |x, y| {
            let at = map.point(x as f32 + 0.5, y as f32 + 0.5);
            (plane.between(at.x - 0.5, at.y - 0.5) + 0.5) as u8
        }))
    }

    /// A part of it, as far as it lies inside.
    pub(crate) fn part(&self, left: u32, top: u32, width: u32, height: u32) -> Self {
        let (left, top) = (left.min(self.width - 1), top.min(self.height - 1));
        let (width, height) = (width.clamp(1, self.width - left), height.clamp(1, self.height - top));
        let mut pixels = Vec::with_capacity(width as usize * height as usize);
        for row in self.rows().skip(top as usize).take(height as usize) {
            pixels.extend(row.iter().skip(left as usize).take(width as usize));
        }
        Self { pixels, width, height }
    }
}

/// A size scaled down so that its longer side is at most `long`, never up.
pub(crate) fn fitted(width: u32, height: u32, long: u32) -> (u32, u32) {
    let longest = width.max(height);
    if longest <= long {
        return (width, height);
    }
    let scaled = |side: u32| {
        let side = (u64::from(side) * u64::from(long) + u64::from(longest) / 2) / u64::from(longest);
        u32::try_from(side).unwrap_or(1).max(1)
    };
    (scaled(width), scaled(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(width: u32, pixels: &[u8]) -> Grey {
        Grey::new(pixels.to_vec(), width, pixels.len() as u32 / width).unwrap()
    }

    #[test]
    fn turning_is_clockwise() {
        let picture = grey(3, &[1, 2, 3, 4, 5, 6]);
        assert_eq!(picture.clone().turned(Rotation::Quarter).pixels(), [4, 1, 5, 2, 6, 3]);
        assert_eq!(picture.clone().turned(Rotation::Half).pixels(), [6, 5, 4, 3, 2, 1]);
        assert_eq!(picture.clone().turned(Rotation::ThreeQuarters).pixels(), [3, 6, 2, 5, 1, 4]);
        assert_eq!(picture.clone().turned(Rotation::Quarter).width(), 2);
        assert_eq!(picture.clone().turned(Rotation::None), picture);
    }

    #[test]
    fn sizes_shrink_in_proportion_and_never_to_nothing() {
        assert_eq!(fitted(4000, 3000, 960), (960, 720));
        assert_eq!(fitted(40, 30, 960), (40, 30));
        assert_eq!(fitted(4000, 100, 10), (10, 1));
    }

    #[test]
    fn a_part_ends_at_the_edge() {
        let picture = grey(3, &[1, 2, 3, 4, 5, 6]);
        assert_eq!(picture.part(1, 0, 9, 1).pixels(), [2, 3]);
        assert_eq!(picture.part(7, 7, 9, 9).pixels(), [6]);
    }

    #[test]
    fn lengths_must_match() {
        assert_eq!(Grey::new(vec![0; 7], 2, 3), Err(ImageError::Mismatch));
        assert_eq!(Grey::new(vec![0; 5], 2, 3), Err(ImageError::Mismatch));
    }
}
