//! What the network learns from: cells cut out of printed lines with the reader's own knife, a little beside where they
//! should be, and cells that show nothing in their middle.

use crate::canvas::{Canvas, Print};
use crate::face::Face;
use crate::maths::{cosine, sine};
use crate::random::Random;
use crate::ranges::Ranges;
use kauth_imaging::mrz::training::{ALPHABET, CELL, CELL_WIDTH, GLYPHS, Line, Strip};

/// Characters a line.
const LENGTH: usize = 10;

/// A cell and the index of the right answer.
pub type Sample = ([f32; CELL], usize);

/// Prints one line and cuts it several times.
pub fn draw(random: &mut Random, faces: &[Face], ranges: &Ranges, samples: &mut Vec<Sample>) {
    let Some(face) = random.pick(faces) else { return };
    let pitch = random.between((7.0, 26.0));
    let labels: Vec<usize> = text(random);
    let (width, height) = (((LENGTH as f32 + 3.0) * pitch) as usize, (3.6 * pitch) as usize);
    let slope = random.between(ranges.slope);
    let line = Line {
        x: (1.5 + random.between((-0.3, 0.3))) * pitch,
        y: height as f32 / 2.0 + random.between((-0.2, 0.2)) * pitch - slope * width as f32 / 2.0,
        pitch,
        slope,
        stretch: random.between((0.95, 1.05)),
    };
    let Some(grid) = print(random, face, ranges, line, &labels, (width, height)).to_grid() else { return };
    for _ in 0..3 {
        let near = Line {
            x: line.x + random.between((-0.07, 0.07)) * pitch,
            y: line.y + random.between((-0.09, 0.09)) * pitch,
            pitch: pitch * random.between((0.993, 1.007)),
            slope: slope + random.between((-0.01, 0.01)),
            stretch: random.between((0.93, 1.07)),
        };
        let strip = Strip::cut(&grid, near, LENGTH);
        let cells = (0..LENGTH).filter_map(|cell| strip.cell(cell * CELL_WIDTH));
        samples.extend(cells.zip(labels.iter().copied()));
    }
    let off = beside(random, line);
    let strip = Strip::cut(&grid, off, LENGTH);
    let cells = (0..LENGTH).filter_map(|cell| strip.cell(cell * CELL_WIDTH));
    samples.extend(cells.map(|cell| (cell, GLYPHS)));
}

/// All glyphs alike, and more fillers, in runs as in a zone.
fn text(random: &mut Random) -> Vec<usize> {
    let filled = if random.chance(0.25) { random.below(LENGTH) } else { LENGTH };
    (0..LENGTH).map(|at| if at < filled { random.below(GLYPHS) } else { GLYPHS - 1 }).collect()
}

/// A line with neighbours above and below, on paper, in light, through a lens, onto a sensor.
fn print(
    random: &mut Random,
    face: &Face,
    ranges: &Ranges,
    line: Line,
    labels: &[usize],
    (width, height): (usize, usize),
) -> Canvas {
    let pitch = line.pitch;
    let paper = random.between(ranges.paper);
    let how = Print {
        ink: random.between(ranges.ink).min(paper - ranges.contrast),
        gain: random.between(ranges.gain),
        lean: random.between(ranges.lean),
    };
    let mut canvas = Canvas::new(width, height, paper);
    ranges.print_pattern(random, &mut canvas, pitch);
    canvas.text(face, &string(labels), line, how);
    for side in [-1.0, 1.0] {
        if random.chance(0.7) {
            let spacing = random.between((1.6, 2.6)) * pitch * side;
            let neighbour = Line { y: line.y + spacing, x: line.x - line.slope * spacing, ..line };
            canvas.text(face, &string(&text(random)), neighbour, how);
        }
    }
    scratches(random, &mut canvas, pitch);
    let slant = random.between(ranges.slant) * random.between((-1.0, 1.0));
    canvas.shade(|x, _, luma| luma * (1.0 + slant * (x / width as f32 - 0.5)));
    canvas.blur(random.between(ranges.blur.0) + random.between(ranges.blur.1) * pitch);
    let noise = random.between(ranges.noise);
    canvas.sense(noise, random);
    canvas
}

/// Thin lines and soft spots, dark or bright: what is neither glyph nor pattern.
fn scratches(random: &mut Random, canvas: &mut Canvas, pitch: f32) {
    let (width, height) = (canvas.width() as f32, canvas.height() as f32);
    for _ in 0..random.below(4) {
        let (x, y) = (random.unit() * width, random.unit() * height);
        let tone = random.between((-35.0, 35.0));
        let turn = random.unit();
        let (along, across) = (cosine(turn), sine(turn));
        let thin = random.between((0.04, 0.15)) * pitch;
        let (long, wide) = if random.chance(0.6) { (40.0 * pitch, thin) } else { (4.0 * thin, 4.0 * thin) };
        canvas.shade(|px, py, luma| {
            let (u, v) = ((px - x) * along + (py - y) * across, (py - y) * along - (px - x) * across);
            let near = (1.0 - v.abs() / wide).max(0.0) * (1.0 - u.abs() / long).max(0.0);
            luma + tone * near
        });
    }
}

/// Where cells have nothing in their middle.
fn beside(random: &mut Random, line: Line) -> Line {
    let side = if random.chance(0.5) { 1.0 } else { -1.0 };
    let pitch = line.pitch;
    match random.below(4) {
        0 | 1 => Line {
            x: line.x + side * random.between((0.3, 0.5)) * pitch,
            y: line.y + random.between((-0.3, 0.3)) * pitch,
            ..line
        },
        2 => Line {
            y: line.y + side * random.between((0.35, 1.0)) * pitch,
            x: line.x + random.between((-0.5, 0.5)) * pitch,
            ..line
        },
        _ => {
            let factor =
                if random.chance(0.5) { random.between((0.6, 0.75)) } else { random.between((1.35, 1.7)) };
            Line { pitch: pitch * factor, x: line.x + random.between((-0.5, 0.5)) * pitch, ..line }
        }
    }
}

fn string(labels: &[usize]) -> String {
    labels.iter().filter_map(|label| ALPHABET.get(*label)).copied().map(char::from).collect()
}
