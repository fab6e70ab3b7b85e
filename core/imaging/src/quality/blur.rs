//! How steep the edges are.
//!
//! Not the variance of the Laplacian: noise raises it, so that a blurred noisy card beats a sharp clean one. Instead the
//! steepest gradients after a smoothing of σ 1, as a share of the tile's own contrast: a step of any height blurred by
//! σ gives 1 / √(2π(σ² + 1)). What noise adds to the gradient is known from the noise, and taken off.

use crate::filter::gaussian;
use crate::grey::Grey;

/// What the middle one of a document's tiles, and what the sharpest part of a selfie must have.
const LEAST: f32 = 0.20;
const LEAST_OF_PART: f32 = 0.15;
/// What each tile must have: the lens may be sharp on one side only.
const LEAST_OF_TILE: f32 = 0.11;
/// White that was cut off at 255 was brighter: the contrast is taken for so many times what is left of it.
const CUT_OFF: f32 = 1.2;

const COLUMNS: usize = 2;
const ROWS: usize = 3;

/// How sharp a straightened document is. The middle tile tells the lens; the least sharp one alone does not, because a
/// printed portrait is soft and dark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sharpness {
    /// The slope of the middle tile.
    pub(crate) middle: f32,
    /// The slope of the least sharp tile.
    least: f32,
}

impl Sharpness {
    /// Of the tiles that have anything on them; `None` if the whole document is blank.
    pub(crate) fn of(document: &Grey) -> Option<Self> {
        let mut slopes = telling(document);
        slopes.sort_unstable_by(f32::total_cmp);
        Some(Self { middle: *slopes.get(slopes.len() / 2)?, least: *slopes.first()? })
    }

    pub(crate) fn is_enough(self) -> bool {
        self.middle >= LEAST && self.least >= LEAST_OF_TILE
    }
}

/// The slope of the sharpest tile of a part of a selfie; `None` if all is blank.
pub(crate) fn best_slope(part: &Grey) -> Option<f32> {
    telling(part).into_iter().max_by(f32::total_cmp)
}

/// Whether a part of a selfie with this slope is sharp.
pub(crate) fn is_sharp(slope: f32) -> bool {
    slope >= LEAST_OF_PART
}

/// The slopes of the tiles that have anything on them.
fn telling(document: &Grey) -> Vec<f32> {
    let (width, height) = (document.width() as usize, document.height() as usize);
    if width < 8 * COLUMNS || height < 8 * ROWS {
        return Vec::new();
    }
    let noise = noise(document);
    let sharp: Vec<f32> = document.pixels().iter().map(|grey| f32::from(*grey)).collect();
    let smooth = gaussian(&sharp, width, height);
    let mut tiles: Vec<Tile> = Vec::with_capacity(COLUMNS * ROWS);
    for row in 0..ROWS {
        for column in 0..COLUMNS {
            let (left, right) = (width * column / COLUMNS, width * (column + 1) / COLUMNS);
            let (top, bottom) = (height * row / ROWS, height * (row + 1) / ROWS);
            tiles.push(Tile::of(&smooth, width, height, [left, top, right, bottom], noise));
        }
    }
    let most = tiles.iter().map(|tile| tile.contrast).fold(0.0, f32::max);
    // Soft print, a fold's shade: a tile without contrast of its own says nothing about the lens.
    let least = (0.45 * most).max(8.0 + 4.0 * noise);
    tiles.into_iter().filter(|tile| tile.contrast > least).map(|tile| tile.slope).collect()
}

struct Tile {
    /// p99 − p1 of luma.
    contrast: f32,
    slope: f32,
}

impl Tile {
    fn of(smooth: &[f32], width: usize, height: usize, area: [usize; 4], noise: f32) -> Self {
        let [left, top, right, bottom] = area;
        let mut levels = Vec::with_capacity((right - left) * (bottom - top));
        let mut slopes = Vec::with_capacity(levels.capacity());
        let row = |y: usize| smooth.get(y * width..(y + 1) * width).unwrap_or_default();
        for y in top.max(1)..bottom.min(height - 1) {
            let (above, here, below) = (row(y - 1), row(y), row(y + 1));
            let (from, to) = (left.max(1), right.min(width - 1));
            let vertical = above.iter().zip(below).skip(from);
            for (three, (high, low)) in here.windows(3).skip(from - 1).take(to - from).zip(vertical) {
                if let [before, grey, after] = three {
                    levels.push(*grey);
                    slopes.push((after - before).hypot(low - high) / 2.0);
                }
            }
        }
        let brightest = at(&mut levels, 0.99);
        let seen = brightest - at(&mut levels, 0.01);
        let contrast = if brightest >= 254.5 { seen * CUT_OFF } else { seen };
        let steepest = at(&mut slopes, 0.995);
        // On an edge noise adds in square; its own gradient after σ 1 is a fifth of its deviation each way.
        let of_noise = 0.2 * noise * 2.6;
        let cleaned = (steepest * steepest - of_noise * of_noise).max(0.0).sqrt();
        Self { contrast, slope: if contrast > 0.0 { cleaned / contrast } else { 0.0 } }
    }
}

fn at(values: &mut [f32], share: f32) -> f32 {
    let index = ((values.len().max(1) - 1) as f32 * share) as usize;
    if index < values.len() { *values.select_nth_unstable_by(index, f32::total_cmp).1 } else { 0.0 }
}

/// The deviation of the sensor's noise (Immerkær 1996, with the median, because print is no noise).
fn noise(document: &Grey) -> f32 {
    let rows: Vec<&[u8]> = document.rows().collect();
    let mut sizes: Vec<f32> = Vec::new();
    for three in rows.windows(3).step_by(2) {
        let [above, here, below] = three else { continue };
        for ((a, h), b) in above.windows(3).zip(here.windows(3)).zip(below.windows(3)).step_by(2) {
            let ([a0, a1, a2], [h0, h1, h2], [b0, b1, b2]) = (a, h, b) else { continue };
            let v = |grey: &u8| f32::from(*grey);
            let laplace = v(a0) + v(a2) + v(b0) + v(b2) + 4.0 * v(h1) - 2.0 * (v(a1) + v(h0) + v(h2) + v(b1));
            sizes.push(laplace.abs());
        }
    }
    at(&mut sizes, 0.5) / 6.0 / 0.6745
}
