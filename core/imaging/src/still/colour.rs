//! A whole picture in colour as its file has it, and what is taken out of it: an overview, a smaller whole, a cut.
//!
//! It is never turned as a whole: turning 36 MB would need as much again. What is taken out is small, and turned then.

use image::{RgbImage, imageops};

use crate::geometry::{Outline, Point, Projection, Quad, Row};
use crate::grey::{Grey, fitted};
use crate::{ImageError, Rotation, picture, share};

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
        // Four pixels are mixed to one: where many more fall together the picture is shrunk first. Up to half as many more
        // the mix leaves nothing out, and a camera's own mosaic holds nothing finer.
        let share = width.max(height) as f32 / across.max(down).max(1.0);
        let small = if share < 2.0 / 3.0 {
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

/// Pixels are taken in squares of this side: read row by row, a document that lies across the picture would touch another
/// page of memory with each pixel.
const SQUARE: usize = 64;

/// What the quadrilateral holds, straightened; `None` for what has no area.
fn straightened(picture: &RgbImage, quad: &Quad, width: u32, height: u32) -> Option<RgbImage> {
    if width == 0 || height == 0 || picture.width() < 2 || picture.height() < 2 {
        return None;
    }
    let map = Projection::onto(quad, width as f32, height as f32)?;
    let mut straight = RgbImage::new(width, height);
    let line = width as usize * 3;
    let bytes: &mut [u8] = &mut straight;
    let bands = bytes.chunks_mut(line * SQUARE).zip((0..height).step_by(SQUARE)).collect();
    share::among_cores(bands, |(band, top)| {
        for left in (0..width as usize).step_by(SQUARE) {
            let right = (left + SQUARE).min(width as usize);
            for (row, y) in band.chunks_exact_mut(line).zip(top..) {
                if let Some(part) = row.get_mut(left * 3..right * 3) {
                    mix(picture, map.row(f64::from(y) + 0.5), left, part);
                }
            }
        }
    });
    Some(straight)
}

/// Fills a part of a row, from pixel `left` on and at most [`SQUARE`] long, with the mix of the four pixels around each
/// point; beyond the picture's edge its last pixels go on.
fn mix(picture: &RgbImage, row: Row, left: usize, part: &mut [u8]) {
    // In 256ths of a pixel; a step of its own, because it is the same for all and so done several at a time.
    let mut places = [(0_u32, 0_u32); SQUARE];
    let last = |side: u32| (side - 1) as f32;
    let (last_x, last_y) = (last(picture.width()), last(picture.height()));
    for (x, place) in places.iter_mut().enumerate() {
        let (x, y) = row.at((left + x) as f32 + 0.5);
        let fixed = |at: f32, last: f32| ((at - 0.5).max(0.0).min(last) * 256.0) as i32 as u32;
        *place = (fixed(x, last_x), fixed(y, last_y));
    }
    let stride = picture.width() as usize * 3;
    let (most_x, most_y) = (picture.width() - 2, picture.height() - 2);
    let bytes: &[u8] = picture;
    for (pixel, (x, y)) in part.chunks_exact_mut(3).zip(places) {
        let (column, line) = ((x >> 8).min(most_x), (y >> 8).min(most_y));
        let (share_x, share_y) = (x - (column << 8), y - (line << 8));
        let upper = line as usize * stride + column as usize * 3;
        let lower = upper + stride;
        let two = (bytes.get(upper..upper + 6), bytes.get(lower..lower + 6));
        let (Some([a0, a1, a2, b0, b1, b2]), Some([c0, c1, c2, d0, d1, d2])) = two else { continue };
        let shares = [
            (256 - share_x) * (256 - share_y),
            share_x * (256 - share_y),
            (256 - share_x) * share_y,
            share_x * share_y,
        ];
        let mixed = |four: [&u8; 4]| {
            let sum: u32 = four.iter().zip(shares).map(|(value, share)| u32::from(**value) * share).sum();
            ((sum + 32_768) >> 16) as u8
        };
        pixel.copy_from_slice(&[mixed([a0, b0, c0, d0]), mixed([a1, b1, c1, d1]), mixed([a2, b2, c2, d2])]);
    }
}
