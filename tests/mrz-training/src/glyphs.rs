//! Our own glyphs for a machine readable zone, drawn as strokes of a round pen in the manner of OCR-B (ISO 1073-2): a
//! demo needs a document on machines without that font, and the network should not know one drawing only.
//!
//! Coordinates are hundredths of the pitch, from the middle of the glyph, x to the right, y down. Fonts and these strokes become the same thing, a [`Face`].

use crate::face::{Face, Shape};
use image::{GrayImage, Luma};

type Stroke = &'static [(i8, i8)];

/// What the strokes' heights are multiplied by, so that capital letters have OCR-B's height of 1.03 pitches.
const TALL: f32 = 1.11;
/// Half of the pen's width.
const PEN: f32 = 7.0;

const O: Stroke = &[
    (0, -40),
    (12, -38),
    (21, -29),
    (26, -13),
    (26, 13),
    (21, 29),
    (12, 38),
    (0, 40),
    (-12, 38),
    (-21, 29),
    (-26, 13),
    (-26, -13),
    (-21, -29),
    (-12, -38),
    (0, -40),
];
const P: Stroke = &[(-22, 40), (-22, -40), (8, -40), (20, -33), (24, -19), (20, -5), (8, 2), (-22, 2)];

#[rustfmt::skip]
const STROKES: [(char, &[Stroke]); 37] = [
    ('A', &[&[(-26, 40), (0, -40), (26, 40)], &[(-17, 14), (17, 14)]]),
    ('B', &[
        &[(-24, -40), (-24, 40), (10, 40), (21, 33), (25, 20), (20, 6), (8, -1), (-24, -1)],
        &[(8, -1), (17, -8), (20, -20), (17, -33), (7, -40), (-24, -40)],
    ]),
    ('C', &[&[
        (25, -28), (16, -37), (4, -40), (-10, -37), (-21, -25), (-25, 0), (-21, 25), (-10, 37), (4, 40), (16, 37),
        (25, 28),
    ]]),
    ('D', &[&[(-25, -40), (-25, 40), (1, 40), (16, 33), (24, 16), (26, 0), (24, -16), (16, -33), (1, -40), (-25, -40)]]),
    ('E', &[&[(24, -40), (-22, -40), (-22, 40), (24, 40)], &[(-22, 0), (16, 0)]]),
    ('F', &[&[(24, -40), (-22, -40), (-22, 40)], &[(-22, -1), (16, -1)]]),
    ('G', &[&[
        (25, -28), (16, -37), (4, -40), (-10, -37), (-21, -25), (-25, 0), (-21, 25), (-10, 37), (4, 40), (16, 37),
        (25, 28), (25, 4), (6, 4),
    ]]),
    ('H', &[&[(-24, -40), (-24, 40)], &[(24, -40), (24, 40)], &[(-24, 0), (24, 0)]]),
    ('I', &[&[(0, -40), (0, 40)], &[(-15, -40), (15, -40)], &[(-15, 40), (15, 40)]]),
    ('J', &[&[(-8, -40), (18, -40), (18, 18), (13, 33), (0, 40), (-13, 37), (-22, 26)]]),
    ('K', &[&[(-23, -40), (-23, 40)], &[(24, -40), (-23, 6)], &[(-9, -7), (25, 40)]]),
    ('L', &[&[(-20, -40), (-20, 40), (25, 40)]]),
    ('M', &[&[(-27, 40), (-27, -40), (0, 4), (27, -40), (27, 40)]]),
    ('N', &[&[(-24, 40), (-24, -40), (24, 40), (24, -40)]]),
    ('O', &[O]),
    ('P', &[P]),
    ('Q', &[O, &[(5, 18), (27, 44)]]),
    ('R', &[P, &[(2, 2), (25, 40)]]),
    ('S', &[&[
        (23, -29), (14, -37), (0, -40), (-14, -36), (-22, -26), (-20, -13), (-10, -5), (10, 4), (21, 13), (24, 26),
        (15, 37), (0, 40), (-14, 37), (-24, 29),
    ]]),
    ('T', &[&[(-26, -40), (26, -40)], &[(0, -40), (0, 40)]]),
    ('U', &[&[(-24, -40), (-24, 16), (-19, 32), (-8, 40), (8, 40), (19, 32), (24, 16), (24, -40)]]),
    ('V', &[&[(-26, -40), (0, 40), (26, -40)]]),
    ('W', &[&[(-28, -40), (-16, 40), (0, -8), (16, 40), (28, -40)]]),
    ('X', &[&[(-25, -40), (25, 40)], &[(25, -40), (-25, 40)]]),
    ('Y', &[&[(-25, -40), (0, 0), (25, -40)], &[(0, 0), (0, 40)]]),
    ('Z', &[&[(-23, -40), (24, -40), (-24, 40), (25, 40)]]),
    ('0', &[&[
        (0, -40), (11, -35), (18, -20), (20, 0), (18, 20), (11, 35), (0, 40), (-11, 35), (-18, 20), (-20, 0),
        (-18, -20), (-11, -35), (0, -40),
    ]]),
    ('1', &[&[(-16, -27), (2, -40), (2, 40)], &[(-17, 40), (20, 40)]]),
    ('2', &[&[(-21, -27), (-14, -37), (0, -40), (14, -36), (21, -24), (19, -10), (-22, 40), (24, 40)]]),
    ('3', &[&[
        (-20, -40), (20, -40), (-4, -8), (10, -5), (21, 6), (23, 20), (17, 34), (2, 40), (-12, 38), (-23, 30),
    ]]),
    ('4', &[&[(6, -40), (-24, 20), (25, 20)], &[(12, -6), (12, 40)]]),
    ('5', &[&[
        (20, -40), (-17, -40), (-17, -4), (2, -7), (16, 0), (23, 14), (19, 30), (6, 39), (-9, 40), (-22, 34),
    ]]),
    ('6', &[&[
        (12, -40), (-6, -22), (-19, -2), (-23, 16), (-18, 32), (-5, 40), (8, 40), (19, 32), (23, 17), (18, 3), (6, -5),
        (-8, -4), (-19, 5),
    ]]),
    ('7', &[&[(-22, -40), (23, -40), (4, -4), (-4, 40)]]),
    ('8', &[
        &[(0, -40), (13, -36), (18, -22), (12, -8), (0, -3), (-12, -8), (-18, -22), (-13, -36), (0, -40)],
        &[(0, -3), (16, 4), (23, 18), (17, 34), (0, 40), (-17, 34), (-23, 18), (-16, 4), (0, -3)],
    ]),
    ('9', &[&[
        (-12, 40), (6, 22), (19, 2), (23, -16), (18, -32), (5, -40), (-8, -40), (-19, -32), (-23, -17), (-18, -3),
        (-6, 5), (8, 4), (19, -5),
    ]]),
    ('<', &[&[(24, -27), (-22, 0), (24, 27)]]),
];

/// Our glyphs.
#[must_use]
pub fn face() -> Face {
    Face::new(|character| {
        let (_, strokes) = STROKES.iter().find(|(known, _)| *known == character)?;
        Some(Shape::new(|x, y| {
            let (x, y) = (x * 100.0, y * 100.0);
            let segments = strokes.iter().flat_map(|stroke| stroke.windows(2));
            let nearest = segments.map(|ends| distance((x, y), ends)).fold(f32::MAX, f32::min);
            (PEN - nearest) / 100.0
        }))
    })
}

/// A line of text as a picture, ink 0 on 255, for whoever has no font: each character `pitch_px` wide, the picture
/// 1.6 pitches high with the capital letters in its middle. What has no glyph is a gap. None if it would have no pixel
/// or more than 16 million.
#[must_use]
pub fn draw_line(text: &str, pitch_px: f32) -> Option<GrayImage> {
    let (width, height) = ((text.chars().count() as f32 * pitch_px).ceil(), (1.6 * pitch_px).ceil());
    if !(width >= 1.0 && height >= 1.0 && width * height <= 16e6) {
        return None;
    }
    let mut image = GrayImage::from_pixel(width as u32, height as u32, Luma([255]));
    let face = face();
    for (y, row) in image.rows_mut().enumerate() {
        for (x, pixel) in row.enumerate() {
            let ink = face.ink(
                text,
                (x as f32 + 0.5) / pitch_px,
                (y as f32 + 0.5 - height / 2.0) / pitch_px,
                pitch_px,
                0.0,
            );
            *pixel = Luma([(255.0 * (1.0 - ink) + 0.5) as u8]);
        }
    }
    Some(image)
}

fn distance((x, y): (f32, f32), ends: &[(i8, i8)]) -> f32 {
    let [from, to] = ends else { return f32::MAX };
    let place = |end: &(i8, i8)| (f32::from(end.0), f32::from(end.1) * TALL);
    let (from, to) = (place(from), place(to));
    let (along_x, along_y) = (to.0 - from.0, to.1 - from.1);
    let length = along_x * along_x + along_y * along_y;
    let part = ((x - from.0) * along_x + (y - from.1) * along_y) / length.max(1.0);
    let part = part.clamp(0.0, 1.0);
    let (off_x, off_y) = (x - from.0 - part * along_x, y - from.1 - part * along_y);
    (off_x * off_x + off_y * off_y).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_ink_on_paper() {
        let image = draw_line("A<I", 20.0).unwrap();
        assert_eq!(image.dimensions(), (60, 32));
        assert_eq!(image.get_pixel(50, 16).0, [0], "the stem of the I");
        assert_eq!(image.get_pixel(40, 16).0, [255], "between two glyphs");
        assert_eq!(image.get_pixel(40, 0).0, [255]);
        assert!(draw_line("", 20.0).is_none());
        assert!(draw_line("A", f32::NAN).is_none());
        assert!(draw_line("A", 1e9).is_none());
        assert!(draw_line("é ", 12.0).unwrap().pixels().all(|pixel| pixel.0 == [255]));
    }
}
