//! Pitch and phase: where exactly every cell lies.
//!
//! The classifier looks at every place along a row and says where something sits in the middle of a cell; a comb of as
//! many teeth as the format has columns is laid over that in every pitch and place. What lies before and behind must be
//! empty, or a comb of 36 would fit a line of 44. Then each line is moved, tilted and stretched a little on its own as
//! long as the classifier becomes surer.

use super::cell::{CELL_WIDTH, Line, Strip};
use super::grid::Grid;
use super::network::{Answer, Network};
use super::rows::Rows;
use super::text::Format;

/// Columns of a strip from one look to the next while a comb is searched.
const STRIDE: usize = 2;
/// How far the true pitch may be from the assumed one.
const PITCH_OFF: f32 = 0.05;
/// From one comb to the next: over 44 columns a tenth of a pitch.
const PITCH_STEP: f32 = 0.0025;
/// What a glyph before or behind the comb costs, in cells' worth of mean.
const OUTSIDE: f32 = 0.15;

/// How far beside a cell it is looked at once more, in pitches: right, down.
const BESIDE: [(f32, f32); 5] = [(0.0, 0.0), (0.05, 0.03), (-0.05, 0.03), (0.04, -0.05), (-0.04, -0.05)];
/// How it is looked at where no check digit helps: in pitches right and down, and how much taller. As far off as the network
/// has learnt to know a glyph, or a little more: one that it only guesses is often taken for another there.
const FARTHER: [(f32, f32, f32); 6] = [
    (0.09, 0.0, 1.0),
    (-0.09, 0.0, 1.0),
    (0.0, 0.09, 1.0),
    (0.0, -0.09, 1.0),
    (0.0, 0.0, 1.08),
    (0.0, 0.0, 0.93),
];

/// Lines that were found, and how well they fit.
#[derive(Clone, Debug)]
pub(super) struct Fit {
    pub(super) format: Format,
    pub(super) lines: Vec<Line>,
    /// Mean over all cells of how sure it is that a glyph sits in its middle, 0 to 1; less for what lies outside.
    pub(super) score: f32,
}

impl Fit {
    /// The same with its left and its right end so many cells further right.
    pub(super) fn with_ends(&self, left: f32, right: f32) -> Self {
        let columns = self.format.columns() as f32;
        let lines = self.lines.iter().map(|line| {
            let by = left * line.pitch;
            let pitch = line.pitch * (columns + right - left) / columns;
            Line { x: line.x + by, y: line.y + by * line.slope, pitch, ..*line }
        });
        Self { lines: lines.collect(), ..self.clone() }
    }
}

/// For these rows the best comb of each format that has so many lines and fits into the picture. One of 36 teeth may fit
/// the beginning of a line of 44 better than one of 44 does: that is for check digits to tell.
pub(super) fn combs(grid: &Grid, network: &Network, rows: &Rows, pitch: f32) -> Vec<Fit> {
    let left = -0.5 * pitch;
    let cells = ((grid.width() as f32 + pitch) / pitch) as usize;
    let mut presence: Vec<f32> = Vec::new();
    for index in 0..rows.lines {
        let line = Line {
            x: left,
            y: rows.left_end(grid, index) + rows.slope * left,
            pitch,
            slope: rows.slope,
            stretch: 1.0,
        };
        let strip = Strip::cut(grid, line, cells);
        let looks = (0..strip.width()).step_by(STRIDE).filter_map(|column| strip.cell(column));
        let of_line: Vec<f32> = looks.map(|cell| 1.0 - network.look(&cell).nothing).collect();
        if presence.is_empty() {
            presence = of_line;
        } else {
            presence.iter_mut().zip(of_line).for_each(|(sum, value)| *sum += value);
        }
    }
    presence.iter_mut().for_each(|sum| *sum /= rows.lines as f32);
    let step = pitch * STRIDE as f32 / CELL_WIDTH as f32;
    let formats = Format::ALL.into_iter().filter(|format| format.lines() == rows.lines);
    let fits = formats.filter_map(|format| {
        let (x, pitch, score) = best_comb(&presence, format.columns(), pitch / step)?;
        let lines = (0..rows.lines).map(|index| {
            let x = left + x * step;
            let y = rows.left_end(grid, index) + rows.slope * x;
            Line { x, y, pitch: pitch * step, slope: rows.slope, stretch: 1.0 }
        });
        Some(Fit { format, lines: lines.collect(), score })
    });
    fits.collect()
}

/// Place, pitch and score of the best comb of so many teeth, in steps of `presence`.
fn best_comb(presence: &[f32], teeth: usize, pitch: f32) -> Option<(f32, f32, f32)> {
    let at = |place: f32| {
        let index = (place + 0.5).floor();
        if index < 0.0 { 0.0 } else { presence.get(index as usize).copied().unwrap_or(0.0) }
    };
    let steps = (PITCH_OFF / PITCH_STEP) as i16;
    let mut best: Option<(f32, f32, f32)> = None;
    for pitch in (-steps..=steps).map(|step| pitch * (1.0 + f32::from(step) * PITCH_STEP)) {
        let room = presence.len() as f32 - pitch * (teeth - 1) as f32;
        for start in 0..(room.max(0.0) as usize) {
            let start = start as f32;
            let within: f32 = (0..teeth).map(|tooth| at(start + pitch * tooth as f32)).sum();
            let outside = at(start - pitch) + at(start + pitch * teeth as f32);
            let score = within / teeth as f32 - OUTSIDE * outside;
            if best.is_none_or(|(_, _, other)| score > other) {
                best = Some((start, pitch, score));
            }
        }
    }
    best
}

/// Moves a line as long as that makes the classifier surer.
pub(super) fn refine(grid: &Grid, network: &Network, line: Line, cells: usize) -> (Line, f32) {
    let mut best = (line, sureness(grid, network, line, cells));
    for size in [1.0, 0.5, 0.25] {
        for _ in 0..2 {
            let before = best.1;
            for (index, side) in (0..5).flat_map(|index| [(index, size), (index, -size)]) {
                let moved = moved(best.0, cells, index, side);
                let sure = sureness(grid, network, moved, cells);
                if sure > best.1 {
                    best = (moved, sure);
                }
            }
            if best.1 - before < 0.002 {
                break;
            }
        }
    }
    best
}

/// One of five ways to move a line: up, right, wider, tilted, taller. The line's middle stays where it is.
fn moved(line: Line, cells: usize, way: usize, by: f32) -> Line {
    let half = cells as f32 / 2.0;
    let mut moved = line;
    match way {
        0 => moved.y += 0.08 * by * line.pitch,
        1 => moved.x += 0.08 * by * line.pitch,
        2 => {
            moved.pitch += 0.004 * by * line.pitch;
            moved.x -= 0.004 * by * line.pitch * half;
        }
        3 => {
            moved.slope += 0.003 * by;
            moved.y -= 0.003 * by * line.pitch * half;
        }
        _ => moved.stretch = (line.stretch + 0.05 * by).clamp(0.85, 1.18),
    }
    moved
}

/// The mean probability of the likeliest glyph.
fn sureness(grid: &Grid, network: &Network, line: Line, cells: usize) -> f32 {
    let sum: f32 = look(grid, network, line, cells)
        .iter()
        .map(|answer| answer.glyphs.iter().copied().fold(f32::MIN, f32::max).exp())
        .sum();
    sum / cells as f32
}

/// What the classifier says of each cell, first as the line lies, then looking a little beside it: a glyph it knows stays
/// the same, one it guesses does not. One list of cells a look.
pub(super) fn look_around(grid: &Grid, network: &Network, line: Line, cells: usize) -> Vec<Vec<Answer>> {
    let beside = BESIDE.iter().map(|(right, down)| beside(line, *right, *down));
    beside.map(|line| look(grid, network, line, cells)).collect()
}

/// The same, looking farther beside each cell, and at taller and shorter ones.
pub(super) fn look_farther(grid: &Grid, network: &Network, line: Line, cells: usize) -> Vec<Vec<Answer>> {
    let farther = FARTHER
        .iter()
        .map(|(right, down, taller)| Line { stretch: line.stretch * taller, ..beside(line, *right, *down) });
    farther.map(|line| look(grid, network, line, cells)).collect()
}

/// The line, so many pitches further right and down.
fn beside(line: Line, right: f32, down: f32) -> Line {
    Line { x: line.x + right * line.pitch, y: line.y + down * line.pitch, ..line }
}

/// What the classifier says of each cell.
fn look(grid: &Grid, network: &Network, line: Line, cells: usize) -> Vec<Answer> {
    let strip = Strip::cut(grid, line, cells);
    let cells = (0..cells).filter_map(|cell| strip.cell(cell * CELL_WIDTH));
    cells.map(|cell| network.look(&cell)).collect()
}
