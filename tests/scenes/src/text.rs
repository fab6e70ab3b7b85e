//! Marks that have the strokes and the rhythm of print, and say nothing.

use crate::Dice;
use crate::canvas::{Area, Canvas, Ink};

/// A line of words, from left to right, as long as it is told.
pub(crate) fn line(canvas: &mut Canvas, at: [f32; 2], length: f32, height: f32, ink: Ink, dice: &mut Dice) {
    let [left, top] = at;
    let advance = height * 0.72;
    let mut x = left;
    let mut letters = 2 + dice.below(8);
    while x + advance <= left + length {
        if letters == 0 {
            letters = 2 + dice.below(9);
        } else {
            glyph(canvas, [x, top, height * 0.52, height], height * 0.13, ink, dice);
            letters -= 1;
        }
        x += advance;
    }
}

/// Rows of evenly spaced marks over a whole width, as a machine-readable zone has.
pub(crate) fn zone(canvas: &mut Canvas, area: Area, rows: u32, ink: Ink, dice: &mut Dice) {
    let [left, top, width, height] = area;
    let pitch = 2.54;
    let letters = (width / pitch).floor() as u32;
    for row in 0..rows {
        let y = top + height * (row as f32 + 0.5) / rows as f32 - 1.2;
        for letter in 0..letters {
            let x = left + letter as f32 * pitch;
            if dice.chance(0.25) {
                // The filler.
                canvas.stroke([x + 1.4, y + 0.2], [x + 0.2, y + 1.2], 0.35, ink);
                canvas.stroke([x + 0.2, y + 1.2], [x + 1.4, y + 2.2], 0.35, ink);
            } else {
                glyph(canvas, [x, y, 1.5, 2.4], 0.35, ink, dice);
            }
        }
    }
}

fn glyph(canvas: &mut Canvas, area: Area, thick: f32, ink: Ink, dice: &mut Dice) {
    let [left, top, width, height] = area;
    let (right, middle, bottom) = (left + width, top + height / 2.0, top + height);
    let shape = dice.below(64);
    let mut bar = |on: u32, from: [f32; 2], to: [f32; 2]| {
        if shape & on != 0 {
            canvas.stroke(from, to, thick, ink);
        }
    };
    bar(1, [left, top], [left, bottom]);
    bar(2, [right, top], [right, bottom]);
    bar(4, [left, top], [right, top]);
    bar(8, [left, middle], [right, middle]);
    bar(16, [left, bottom], [right, bottom]);
    bar(32, [left, bottom], [right, top]);
    if shape < 4 {
        canvas.stroke([left + width / 2.0, top], [left + width / 2.0, bottom], thick, ink);
    }
}
