//! Smoothing of grey pixels as numbers: rows first, then the picture turned on its side and rows again.

/// Mean over a square of 2 · `reach` + 1 pixels a side.
pub(crate) fn boxed(pixels: &[f32], width: usize, height: usize, reach: usize) -> Vec<f32> {
    let across = mean_rows(pixels, width, reach);
    transposed(&mean_rows(&transposed(&across, width, height), height, reach), height, width)
}

fn mean_rows(pixels: &[f32], width: usize, reach: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity(pixels.len());
    let share = 1.0 / (2 * reach + 1) as f32;
    for row in pixels.chunks_exact(width) {
        let at = |x: isize| {
            let x = x.clamp(0, width as isize - 1);
            row.get(x.unsigned_abs()).copied().unwrap_or_default()
        };
        let reach = reach as isize;
        let mut sum: f32 = (-reach..=reach).map(at).sum();
        for x in 0..width as isize {
            out.push(sum * share);
            sum += at(x + reach + 1) - at(x - reach);
        }
    }
    out
}

pub(crate) fn transposed(pixels: &[f32], width: usize, height: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity(pixels.len());
    for x in 0..width {
        out.extend(pixels.iter().skip(x).step_by(width).take(height));
    }
    out
}

/// Gaussian blur of σ 1.
pub(crate) fn gaussian(pixels: &[f32], width: usize, height: usize) -> Vec<f32> {
    let across = gaussian_rows(pixels, width);
    transposed(&gaussian_rows(&transposed(&across, width, height), height), height, width)
}

fn gaussian_rows(pixels: &[f32], width: usize) -> Vec<f32> {
    const REACH: usize = 3;
    let mut out = Vec::with_capacity(pixels.len());
    let mut padded: Vec<f32> = Vec::with_capacity(width + 2 * REACH);
    for row in pixels.chunks_exact(width) {
        let (Some(first), Some(last)) = (row.first(), row.last()) else { continue };
        padded.clear();
        padded.extend(std::iter::repeat_n(*first, REACH));
        padded.extend_from_slice(row);
        padded.extend(std::iter::repeat_n(*last, REACH));
        out.extend(padded.windows(2 * REACH + 1).map(|seven| match seven {
            [a, b, c, d, e, f, g] => 0.3991 * d + 0.2420 * (c + e) + 0.0540 * (b + f) + 0.0045 * (a + g),
            _ => 0.0,
        }));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smoothing_keeps_what_is_even_and_spreads_what_is_not() {
        let even = vec![7.0; 35];
        assert!(
            boxed(&even, 7, 5, 2).iter().chain(&gaussian(&even, 7, 5)).all(|grey| (grey - 7.0).abs() < 1e-2)
        );
        let mut point = vec![0.0; 81];
        point[4 * 9 + 4] = 81.0;
        let spread = boxed(&point, 9, 9, 1);
        assert!((spread[3 * 9 + 5] - 9.0).abs() < 1e-3 && spread[2 * 9 + 4].abs() < 1e-3);
        let middle = gaussian(&point, 9, 9)[4 * 9 + 4];
        assert!((middle / 81.0 - 0.159).abs() < 2e-3, "1 / 2π: {middle}");
    }
}
