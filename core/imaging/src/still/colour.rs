//! A whole picture in colour as its file has it, and what is taken out of it: an overview, a smaller whole, a cut.
//!
//! It is never turned as a whole: turning 36 MB would need as much again. What is taken out is small, and turned then.

use image::{RgbImage, imageops};

use crate::geometry::{Outline, Point, Projection, Quad};
use crate::grey::{Grey, fitted};
use crate::picture;
use crate::{ImageError, Rotation};

/// Pixels as in the file, and how they stand to what a person sees: mirrored first, then turned.
pub(super) struct Colour {
    pixels: RgbImage,
    mirrored: bool,
    rotation: Rotation,
}

impl Colour {
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, ImageError> {
        let (pixels, orientation) = picture::colour(bytes)?;
        let (mirrored, rotation) = crate::rotation::of_orientation(orientation);
        Ok(Self { pixels, mirrored, rotation })
    }

    pub(super) fn width_upright(&self) -> u32 {
        self.rotation.size(self.pixels.width(), self.pixels.height()).0
    }

    /// Its luma, small and upright.
    pub(super) fn overview(&self, long: u32) -> Grey {
        luma(&self.whole(long))
    }

    /// All of it, upright, the longer side at most `long` pixels.
    pub(super) fn whole(&self, long: u32) -> RgbImage {
        let (width, height) = fitted(self.pixels.width(), self.pixels.height(), long);
        let mut small = shrunk(&self.pixels, width, height).unwrap_or_else(|| self.pixels.clone());
        if self.mirrored {
            imageops::flip_horizontal_in_place(&mut small);
        }
        turned(small, self.rotation)
    }

    /// What lies within an outline of the upright picture, straightened to that size.
    pub(super) fn cut(&self, outline: &Outline, width: u32, height: u32) -> Option<RgbImage> {
        let outline = Outline { corners: outline.corners.map(|at| self.in_file(at)) };
        let (across, down) = outline.pixels(self.pixels.width(), self.pixels.height()).size();
        // Four pixels are mixed to one: where more fall together the picture is shrunk first.
        let share = width.max(height) as f32 / across.max(down).max(1.0);
        let small = if share < 0.8 {
            let side = |side: u32| ((side as f32 * share) as u32).max(1);
            shrunk(&self.pixels, side(self.pixels.width()), side(self.pixels.height()))
        } else {
            None
        };
        let from = small.as_ref().unwrap_or(&self.pixels);
        straightened(from, &outline.pixels(from.width(), from.height()), width, height)
    }

    /// Where a point of the upright picture lies in the file's, both in fractions.
    fn in_file(&self, at: Point) -> Point {
        let Point { x, y } = at;
        let (x, y) = match self.rotation {
            Rotation::None => (x, y),
            Rotation::Quarter => (y, 1.0 - x),
            Rotation::Half => (1.0 - x, 1.0 - y),
            Rotation::ThreeQuarters => (1.0 - y, x),
        };
        Point { x: if self.mirrored { 1.0 - x } else { x }, y }
    }
}

/// Turned clockwise.
pub(super) fn turned(picture: RgbImage, rotation: Rotation) -> RgbImage {
    match rotation {
        Rotation::None => picture,
        Rotation::Quarter => imageops::rotate90(&picture),
        Rotation::Half => imageops::rotate180(&picture),
        Rotation::ThreeQuarters => imageops::rotate270(&picture),
    }
}

/// Its luma (ITU-R BT.601, as cameras and JPEG have it).
pub(super) fn luma(picture: &RgbImage) -> Grey {
    let mut pixels = picture.pixels().map(|pixel| {
        let [r, g, b] = pixel.0.map(u32::from);
        ((r * 19_595 + g * 38_470 + b * 7_471 + 32_768) >> 16) as u8
    });
    Grey::from_fn(picture.width(), picture.height(), |_, _| pixels.next().unwrap_or(0))
}

/// `None` if it has that size already.
fn shrunk(picture: &RgbImage, width: u32, height: u32) -> Option<RgbImage> {
    if picture.dimensions() == (width, height) {
        return None;
    }
    let smaller = kauth_shrink::rgb(picture, picture.dimensions(), (width, height))?;
    RgbImage::from_raw(width, height, smaller)
}

fn straightened(picture: &RgbImage, quad: &Quad, width: u32, height: u32) -> Option<RgbImage> {
    if width == 0 || height == 0 {
        return None;
    }
    let map = Projection::onto(quad, width as f32, height as f32)?;
    let stride = picture.width() as usize * 3;
    let (last_x, last_y) = ((picture.width() - 1) as f32, (picture.height() - 1) as f32);
    let bytes: &[u8] = picture;
    let mut pixels = Vec::with_capacity(width as usize * height as usize * 3);
    for y in 0..height {
        for x in 0..width {
            let at = map.point(x as f32 + 0.5, y as f32 + 0.5);
            let (fx, fy) = ((at.x - 0.5).clamp(0.0, last_x), (at.y - 0.5).clamp(0.0, last_y));
            let (left, top) = (fx as usize, fy as usize);
            let (share_x, share_y) =
                (((fx - left as f32) * 256.0) as u32, ((fy - top as f32) * 256.0) as u32);
            let upper = top * stride + left * 3;
            let right = if left as f32 >= last_x { 0 } else { 3 };
            let lower = if top as f32 >= last_y { upper } else { upper + stride };
            let three = |at: usize| match bytes.get(at..at + 3) {
                Some([r, g, b]) => [u32::from(*r), u32::from(*g), u32::from(*b)],
                _ => [0; 3],
            };
            let ([a0, a1, a2], [b0, b1, b2]) = (three(upper), three(upper + right));
            let ([c0, c1, c2], [d0, d1, d2]) = (three(lower), three(lower + right));
            let mix = |a: u32, b: u32, c: u32, d: u32| {
                let above = a * (256 - share_x) + b * share_x;
                let below = c * (256 - share_x) + d * share_x;
                ((above * (256 - share_y) + below * share_y + 32_768) >> 16) as u8
            };
            pixels.extend([mix(a0, b0, c0, d0), mix(a1, b1, c1, d1), mix(a2, b2, c2, d2)]);
        }
    }
    RgbImage::from_raw(width, height, pixels)
}
