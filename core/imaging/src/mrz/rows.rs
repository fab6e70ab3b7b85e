//! Where lines of a zone may lie: equally spaced rows of text that reach across nearly the whole document.
//!
//! What tells such a row from a portrait, a label or a bar code is that it changes from light to dark everywhere along
//! it, so a row counts by its quieter parts, not by their sum. Pitch and slope are not known yet; a few of each are
//! tried, and what comes out is a short list for the classifier to judge.

use super::grid::Grid;

/// Parts a row is cut into.
const BLOCKS: usize = 16;
/// Which of the parts counts, from the quietest: so many may be empty, or hidden by a finger.
const QUIET: usize = 4;
/// Brightness changes above this are as good as this, in luma: a bar code should not outweigh a zone.
const LOUD: f32 = 60.0;
/// Slopes that are tried, either side, in steps of [`SLOPE_STEP`].
const SLOPES: i16 = 7;
/// 0.23 degrees: half a step moves the ends of the longest line by a tenth of its pitch's height.
const SLOPE_STEP: f32 = 0.004;
/// Pitches that are tried, as parts of the width: from the narrowest TD3 to a TD1 that fills the picture.
const PITCHES: (f32, f32) = (0.0155, 0.0345);
/// From one to the next.
const PITCH_STEP: f32 = 1.09;
/// How many of the best are handed on for each number of lines.
const KEPT: usize = 5;

/// Rows that may be a zone's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rows {
    /// How many.
    pub(super) lines: usize,
    /// Roughly, in pixels.
    pub(super) pitch: f32,
    /// Of all of them.
    pub(super) slope: f32,
    /// The middle of the first row halfway across, in pixels.
    pub(super) y: f32,
    /// From one row to the next, in pixels.
    pub(super) spacing: f32,
    /// How much they look like text.
    strength: f32,
}

impl Rows {
    /// Where row `index` crosses the left edge.
    pub(super) fn left_end(&self, grid: &Grid, index: usize) -> f32 {
        self.y + self.spacing * index as f32 - self.slope * grid.width() as f32 / 2.0
    }
}

/// The most promising ones, best first.
pub(super) fn find(grid: &Grid) -> Vec<Rows> {
    let blocks = changes(grid);
    let mut found: Vec<Rows> = Vec::new();
    for slope in (-SLOPES..=SLOPES).map(|step| f32::from(step) * SLOPE_STEP) {
        let sums = running(&across(&blocks, grid, slope));
        let mut pitch = PITCHES.0 * grid.width() as f32;
        while pitch <= PITCHES.1 * grid.width() as f32 {
            let text = text_likeness(&sums, pitch);
            for lines in [2, 3] {
                found.extend(best_of(&text, lines, pitch, slope));
            }
            pitch *= PITCH_STEP;
        }
    }
    found.sort_unstable_by(|a, b| b.strength.total_cmp(&a.strength));
    let mut kept: Vec<Rows> = Vec::new();
    for rows in found {
        let alike = |other: &Rows| {
            other.lines == rows.lines
                && (other.y - rows.y).abs() < 0.3 * rows.pitch
                && (other.spacing - rows.spacing).abs() < 0.2 * rows.pitch
                && (other.pitch / rows.pitch - 1.0).abs() < 0.13
        };
        let of_kind = kept.iter().filter(|other| other.lines == rows.lines).count();
        if of_kind < KEPT && !kept.iter().any(alike) {
            kept.push(rows);
        }
    }
    kept
}

/// For each block of columns and each row the mean change of brightness from left to right.
fn changes(grid: &Grid) -> Vec<Vec<f32>> {
    let reach = if grid.width() > 550 { 2 } else { 1 };
    let margin = grid.width() / 20;
    let size = (grid.width().saturating_sub(2 * margin) / BLOCKS).max(1);
    let blocks = (0..BLOCKS).map(|block| margin + block * size);
    blocks
        .map(|start| {
            let of_row = |row: &[f32]| {
                let left = row.get(start.saturating_sub(reach)..).unwrap_or_default();
                let right = row.get(start + reach..).unwrap_or_default();
                left.iter().zip(right).take(size).map(|(a, b)| (a - b).abs().min(LOUD)).sum::<f32>()
                    / size as f32
            };
            grid.rows().map(of_row).collect()
        })
        .collect()
}

/// For each row how much the quieter blocks change, along lines of this slope.
fn across(blocks: &[Vec<f32>], grid: &Grid, slope: f32) -> Vec<f32> {
    let block_width = grid.width() as f32 * 0.9 / BLOCKS as f32;
    let shifts: Vec<isize> = (0..blocks.len())
        .map(|block| (slope * block_width * (block as f32 + 0.5 - BLOCKS as f32 / 2.0)).round() as isize)
        .collect();
    (0..grid.height())
        .map(|y| {
            let mut levels = [0.0_f32; BLOCKS];
            for ((level, block), shift) in levels.iter_mut().zip(blocks).zip(&shifts) {
                let row = y.saturating_add_signed(*shift);
                *level = block.get(row).copied().unwrap_or_default();
            }
            levels.sort_unstable_by(f32::total_cmp);
            levels.get(QUIET).copied().unwrap_or_default()
        })
        .collect()
}

/// Sums up to but without each index.
fn running(values: &[f32]) -> Vec<f32> {
    let mut sum = 0.0;
    let mut sums = vec![0.0];
    sums.extend(values.iter().map(|value| {
        sum += value;
        sum
    }));
    sums
}

/// For each row how much more it changes, over the height of capital letters, than the gaps above and below.
fn text_likeness(sums: &[f32], pitch: f32) -> Vec<f32> {
    let height = sums.len().saturating_sub(1);
    let mean = |from: f32, to: f32| {
        let from = (from.round().max(0.0) as usize).min(height);
        let to = (to.round().max(0.0) as usize).min(height);
        let sum = sums.get(to).copied().unwrap_or_default() - sums.get(from).copied().unwrap_or_default();
        if to > from { sum / (to - from) as f32 } else { 0.0 }
    };
    (0..height)
        .map(|y| {
            let y = y as f32 + 0.5;
            let letters = mean(y - 0.45 * pitch, y + 0.45 * pitch);
            let gaps = mean(y - 0.9 * pitch, y - 0.65 * pitch) + mean(y + 0.65 * pitch, y + 0.9 * pitch);
            letters - gaps / 2.0
        })
        .collect()
}

/// The best rows of this number, pitch and slope, and the best beside those. A zone ends in the lower half.
fn best_of(text: &[f32], lines: usize, pitch: f32, slope: f32) -> Vec<Rows> {
    // In pitches. TD1: 4.23 mm (part 5); TD2 and TD3: 6.35 mm (part 3, 4.1); a pitch is 2.54 mm. Prints vary.
    let spacings: (f32, f32) = if lines == 3 { (1.45, 2.0) } else { (1.6, 2.9) };
    let at = |y: f32| text.get(y as usize).copied().unwrap_or(0.0);
    let mut best: Vec<Rows> = Vec::new();
    let mut spacing = spacings.0 * pitch;
    while spacing <= spacings.1 * pitch {
        let reach = spacing * (lines - 1) as f32;
        let lowest = text.len() as f32 - 1.0 - 0.4 * pitch;
        let first = text.len() / 2;
        for last_row in first..(lowest.max(0.0) as usize) {
            let y = last_row as f32 - reach;
            if y < 0.4 * pitch {
                continue;
            }
            let levels = (0..lines).map(|line| at(y + spacing * line as f32));
            let least = levels.clone().fold(f32::MAX, f32::min);
            // A row counts little more than the weakest of them.
            let strength = least + 0.3 * levels.sum::<f32>() / lines as f32;
            if least > 0.0 && best.last().is_none_or(|other| strength > other.strength || best.len() < 2) {
                best.push(Rows { lines, pitch, slope, y: y + 0.5, spacing, strength });
                best.sort_unstable_by(|a, b| b.strength.total_cmp(&a.strength));
                let near = |a: &Rows, b: &Rows| (a.y - b.y).abs() < 0.5 * pitch;
                if let [a, b, ..] = best.as_slice()
                    && near(a, b)
                {
                    best.remove(1);
                }
                best.truncate(2);
            }
        }
        spacing += 0.05 * pitch;
    }
    best
}
