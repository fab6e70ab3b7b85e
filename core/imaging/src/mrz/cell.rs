//! Cutting characters out: a line of the zone becomes a strip of fixed height in which every character is a window.
//!
//! Training and reading cut with this same code, so that the network sees while reading what it saw while learning.

use super::grid::Grid;

/// Pixels across a cell; a cell is as wide as the pitch.
pub const CELL_WIDTH: usize = 14;
/// Pixels down a cell: about 1.4 times the pitch, a capital letter (1.03 pitches) with air around it, and short of the
/// next line even on a TD1 (1.67 pitches; Doc 9303 parts 3 and 5).
pub const CELL_HEIGHT: usize = 20;
/// Pixels of a cell.
pub const CELL: usize = CELL_WIDTH * CELL_HEIGHT;

/// Contrast below which a cell is not stretched further, in luma: paper's own noise is no glyph.
const LEAST_DEVIATION: f32 = 6.0;

/// Where a line of characters lies in a grid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// The left end of the first cell, in pixels.
    pub x: f32,
    /// The middle of the capital letters there, in pixels.
    pub y: f32,
    /// From one cell's middle to the next, in pixels.
    pub pitch: f32,
    /// How many pixels the line goes down a pixel to the right.
    pub slope: f32,
    /// How much taller than usual the cells are cut.
    pub stretch: f32,
}

/// A line, cut out: rows of the same length, from the top.
#[derive(Clone, Debug)]
pub struct Strip {
    values: Vec<f32>,
    width: usize,
}

impl Strip {
    /// Cuts `cells` characters out of a grid.
    #[must_use]
    pub fn cut(grid: &Grid, line: Line, cells: usize) -> Self {
        let width = cells * CELL_WIDTH;
        let step = line.pitch / CELL_WIDTH as f32;
        let down = step * line.stretch;
        // Where a pixel of the strip covers more than one of the grid, it is the average of some.
        let taps = if step > 1.2 { 2 } else { 1 };
        let offsets: Vec<f32> = (0..taps).map(|tap| (tap as f32 + 0.5) / taps as f32 - 0.5).collect();
        let share = 1.0 / (taps * taps) as f32;
        let mut values = Vec::with_capacity(width * CELL_HEIGHT);
        for row in 0..CELL_HEIGHT {
            for column in 0..width {
                let mut sum = 0.0;
                for v in &offsets {
                    for u in &offsets {
                        let along = (column as f32 + 0.5 + u) * step;
                        let across = (row as f32 + 0.5 + v - CELL_HEIGHT as f32 / 2.0) * down;
                        let x = line.x + along - line.slope * across;
                        let y = line.y + line.slope * along + across;
                        sum += grid.at(x, y);
                    }
                }
                values.push(sum * share);
            }
        }
        Self { values, width }
    }

    /// Pixels in a row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// The cell whose left edge is at this column, ready for the network: ink positive, mean 0, deviation 1. None if it
    /// does not lie within the strip.
    #[must_use]
    pub fn cell(&self, column: usize) -> Option<[f32; CELL]> {
        let mut cell = [0.0; CELL];
        for (to, from) in cell.chunks_exact_mut(CELL_WIDTH).zip(self.values.chunks_exact(self.width)) {
            to.copy_from_slice(from.get(column..column + CELL_WIDTH)?);
        }
        let mean = cell.iter().sum::<f32>() / CELL as f32;
        let variance = cell.iter().map(|value| (value - mean) * (value - mean)).sum::<f32>() / CELL as f32;
        let scale = 1.0 / variance.sqrt().max(LEAST_DEVIATION);
        for value in &mut cell {
            *value = (mean - *value) * scale;
        }
        Some(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_what_lies_there() {
        // Ink is a bar of 4 by 10 pixels in the middle of the second cell of pitch 14.
        let values = (0..60 * 40)
            .map(
                |at| if (19..23).contains(&(at % 60)) && (15..25).contains(&(at / 60)) { 0.0 } else { 200.0 },
            )
            .collect();
        let grid = Grid::new(values, 60, 40).unwrap();
        let line = Line { x: -0.5, y: 19.5, pitch: 14.0, slope: 0.0, stretch: 1.0 };
        let strip = Strip::cut(&grid, line, 3);
        let cell = strip.cell(CELL_WIDTH).unwrap();
        for (at, value) in cell.iter().enumerate() {
            let ink = (5..9).contains(&(at % CELL_WIDTH)) && (5..15).contains(&(at / CELL_WIDTH));
            assert_eq!(*value > 0.0, ink, "{at}");
        }
        assert!(strip.cell(0).unwrap().iter().all(|value| value.abs() < 1e-3), "paper is no ink");
        assert!(strip.cell(2 * CELL_WIDTH + 1).is_none());
    }
}
