//! Luma as numbers that can be averaged and asked for between pixels. Every access is checked; beyond an edge stands
//! what stands at the edge.

use crate::Plane;

/// Luma from 0 (black) to 255, rows from the top.
#[derive(Clone, Debug)]
pub struct Grid {
    values: Vec<f32>,
    width: usize,
    height: usize,
}

impl Grid {
    /// A grid of these rows; none if they are not `width * height` values or there are none.
    #[must_use]
    pub fn new(values: Vec<f32>, width: usize, height: usize) -> Option<Self> {
        let fits = width.checked_mul(height).is_some_and(|count| count > 0 && count == values.len());
        fits.then_some(Self { values, width, height })
    }

    /// A lent plane, made smaller if it is wider than `max_width` pixels: each new pixel is the average of what it
    /// covers, which also averages noise away.
    #[must_use]
    pub fn from_plane(plane: Plane<'_>, max_width: usize) -> Self {
        let (width, height) = (plane.width() as usize, plane.height() as usize);
        let rows = plane.rows().map(|row| row.iter().map(|luma| f32::from(*luma)).collect::<Vec<_>>());
        if width <= max_width {
            return Self { values: rows.flatten().collect(), width, height };
        }
        let new_height = (height * max_width).div_ceil(width).max(1);
        let narrow = rows.flat_map(|row| shrink(row.chunks(1), width, max_width, 1)).collect::<Vec<_>>();
        let values = shrink(narrow.chunks(max_width), height, new_height, max_width);
        Self { values, width: max_width, height: new_height }
    }

    /// Pixels in a row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// The rows, from the top.
    pub fn rows(&self) -> impl Iterator<Item = &[f32]> {
        self.values.chunks_exact(self.width)
    }

    /// One row; the last one if there is none so far down.
    #[must_use]
    pub fn row(&self, y: usize) -> &[f32] {
        let start = y.min(self.height - 1) * self.width;
        self.values.get(start..start + self.width).unwrap_or_default()
    }

    /// Luma at a point, where pixel (0, 0) has its centre at (0, 0), from the four pixels around it.
    #[must_use]
    #[inline]
    pub fn at(&self, x: f32, y: f32) -> f32 {
        let x = x.clamp(0.0, (self.width - 1) as f32);
        let y = y.clamp(0.0, (self.height - 1) as f32);
        let (left, top) = (x as usize, y as usize);
        let (right, below) = ((left + 1).min(self.width - 1), (top + 1).min(self.height - 1));
        let (u, v) = (x - left as f32, y - top as f32);
        let value = |x: usize, y: usize| self.values.get(y * self.width + x).copied().unwrap_or_default();
        let upper = value(left, top) + (value(right, top) - value(left, top)) * u;
        let lower = value(left, below) + (value(right, below) - value(left, below)) * u;
        upper + (lower - upper) * v
    }
}

/// Averages `count` neighbouring items of `item` values each down to `new_count`; an item that two new ones share
/// counts in both by its part.
fn shrink<'a>(
    items: impl Iterator<Item = &'a [f32]>,
    count: usize,
    new_count: usize,
    item: usize,
) -> Vec<f32> {
    let mut sums = vec![0.0; new_count * item];
    let ratio = new_count as f32 / count as f32;
    for (index, values) in items.enumerate() {
        // Where the item begins and ends, counted in new items.
        let (start, end) = (index as f32 * ratio, (index + 1) as f32 * ratio);
        let first = start as usize;
        let within_first = (end.min((first + 1) as f32) - start).clamp(0.0, ratio);
        for (place, part) in [(first, within_first), (first + 1, ratio - within_first)] {
            let Some(sum) = sums.get_mut(place * item..(place + 1) * item) else { continue };
            for (sum, value) in sum.iter_mut().zip(values) {
                *sum += value * part;
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_pixels_stands_what_lies_between_and_beyond_the_edge_what_stands_at_it() {
        let grid = Grid::new(vec![0.0, 10.0, 20.0, 30.0], 2, 2).unwrap();
        assert_eq!(grid.at(0.5, 0.0), 5.0);
        assert_eq!(grid.at(0.5, 0.5), 15.0);
        assert_eq!(grid.at(-9.0, 9.0), 20.0);
        assert!(Grid::new(vec![0.0; 3], 2, 2).is_none());
        assert!(Grid::new(vec![], 0, 0).is_none());
        assert!(grid.at(f32::NAN, 0.0).is_nan());
    }

    #[test]
    fn making_it_smaller_keeps_the_light() {
        let data: Vec<u8> = (0..70 * 30).map(|pixel| (pixel % 70) as u8 * 3).collect();
        let plane = Plane::new(&data, 70, 30, 70).unwrap();
        let grid = Grid::from_plane(plane, 25);
        assert_eq!((grid.width(), grid.height()), (25, 11));
        let middle = grid.row(5)[12];
        assert!((middle - 34.5 * 3.0).abs() < 1.0, "{middle}");
        assert_eq!(Grid::from_plane(plane, 70).row(29)[69], 207.0);
    }
}
