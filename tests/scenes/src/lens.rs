//! Blur of light before it is cut off at white: `image` would clamp it.

use image::{Rgb, Rgb32FImage};

/// Gaussian blur of a deviation in pixels, both ways.
pub(crate) fn blurred(light: &Rgb32FImage, deviation: f32) -> Rgb32FImage {
    let reach = (deviation * 3.2).ceil().max(1.0) as usize;
    let weights: Vec<f32> =
        (0..=2 * reach).map(|at| (-((at as f32 - reach as f32) / deviation).powi(2) / 2.0).exp()).collect();
    let total: f32 = weights.iter().sum();
    let weights: Vec<f32> = weights.iter().map(|weight| weight / total).collect();
    let across = turned(light, &weights, reach);
    turned(&across, &weights, reach)
}

/// Blurs along rows and swaps the axes, so that twice is both ways.
fn turned(light: &Rgb32FImage, weights: &[f32], reach: usize) -> Rgb32FImage {
    let (width, height) = light.dimensions();
    let mut out = Rgb32FImage::new(height, width);
    let mut padded: Vec<[f32; 3]> = Vec::with_capacity(width as usize + 2 * reach);
    for (y, row) in light.rows().enumerate() {
        let pixels: Vec<[f32; 3]> = row.map(|pixel| pixel.0).collect();
        let (Some(first), Some(last)) = (pixels.first(), pixels.last()) else { continue };
        padded.clear();
        padded.extend(std::iter::repeat_n(*first, reach));
        padded.extend_from_slice(&pixels);
        padded.extend(std::iter::repeat_n(*last, reach));
        for (x, window) in padded.windows(weights.len()).enumerate() {
            let mut sum = [0.0_f32; 3];
            for ([r, g, b], weight) in window.iter().zip(weights) {
                let [sr, sg, sb] = &mut sum;
                *sr += r * weight;
                *sg += g * weight;
                *sb += b * weight;
            }
            out.put_pixel(y as u32, x as u32, Rgb(sum));
        }
    }
    out
}
