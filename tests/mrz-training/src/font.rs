//! The faces of OCR-B fonts: from an outline to a table of distances.

use crate::face::{Face, Shape};
use ab_glyph::{Font, FontRef, PxScale};

/// Pixels a pitch in which outlines are filled before distances are taken.
const DETAIL: f32 = 80.0;
/// Distances are exact up to here, in those pixels.
const FAR: i32 = 14;

/// A glyph filled in, and where its upper left pixel lies from the glyph's middle.
struct Filled {
    ink: Vec<bool>,
    width: i32,
    height: i32,
    left: f32,
    top: f32,
}

/// The face of a font file's bytes; none if it is no font, lacks a glyph or has no width.
#[must_use]
pub fn face(bytes: &[u8]) -> Option<Face> {
    let font = FontRef::try_from_slice(bytes).ok()?;
    let advance = font.h_advance_unscaled(font.glyph_id('H'));
    if advance.is_nan() || advance <= 0.0 {
        return None;
    }
    let scale = PxScale::from(DETAIL / advance * font.height_unscaled());
    let middle = {
        let bounds = font.outline_glyph(font.glyph_id('H').with_scale(scale))?.px_bounds();
        (bounds.min.y + bounds.max.y) / 2.0
    };
    let face = Face::new(|character| {
        let outline = font.outline_glyph(font.glyph_id(character).with_scale(scale))?;
        let bounds = outline.px_bounds();
        let (width, height) = (bounds.width().ceil() as i32, bounds.height().ceil() as i32);
        let mut ink = vec![false; (width * height).max(0) as usize];
        outline.draw(|x, y, coverage| {
            if let Some(pixel) = ink.get_mut((y as i32 * width + x as i32) as usize) {
                *pixel = coverage >= 0.5;
            }
        });
        let filled =
            Filled { ink, width, height, left: bounds.min.x - DETAIL / 2.0, top: bounds.min.y - middle };
        Some(Shape::new(|x, y| filled.within(x * DETAIL, y * DETAIL) / DETAIL))
    });
    face.is_whole().then_some(face)
}

impl Filled {
    fn is_ink(&self, x: i32, y: i32) -> bool {
        (0..self.width).contains(&x)
            && (0..self.height).contains(&y)
            && self.ink.get((y * self.width + x) as usize).copied().unwrap_or(false)
    }

    /// How far within the outline a place lies: the distance to the nearest pixel of the other kind, to its near side.
    fn within(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (x - self.left - 0.5, y - self.top - 0.5);
        let (column, row) = ((x + 0.5).floor() as i32, (y + 0.5).floor() as i32);
        let here = self.is_ink(column, row);
        let mut nearest = (FAR * FAR) as f32;
        for other_row in row - FAR..=row + FAR {
            for other in column - FAR..=column + FAR {
                if self.is_ink(other, other_row) != here {
                    let (off_x, off_y) = (other as f32 - x, other_row as f32 - y);
                    nearest = nearest.min(off_x * off_x + off_y * off_y);
                }
            }
        }
        let distance = nearest.sqrt() - 0.5;
        if here { distance } else { -distance }
    }
}
