//! Gradients of a small picture at two scales.

use crate::filter::boxed;
use crate::grey::Grey;

/// Gradients, fine and coarse, of each pixel.
pub(super) struct Edges {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) fine: Layer,
    pub(super) coarse: Layer,
}

/// Gradients of one scale.
pub(super) struct Layer {
    /// To the right and down, one a pixel.
    pub(super) gradients: Vec<[f32; 2]>,
    /// A gradient of this length counts half.
    pub(super) half: f32,
}

impl Edges {
    pub(super) fn of(picture: &Grey) -> Self {
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let sharp: Vec<f32> = picture.pixels().iter().map(|grey| f32::from(*grey)).collect();
        let smooth = boxed(&sharp, width, height, 1);
        let coarse = boxed(&boxed(&sharp, width, height, 3), width, height, 2);
        Self {
            width,
            height,
            fine: Layer::of(&smooth, width, height, 1, 2.0),
            coarse: Layer::of(&coarse, width, height, 4, 4.0),
        }
    }
}

impl Layer {
    /// Differences over `reach` pixels to either side; `least` is the smallest length that may count half.
    fn of(pixels: &[f32], width: usize, height: usize, reach: usize, least: f32) -> Self {
        let mut gradients = Vec::with_capacity(width * height);
        let row = |y: usize| pixels.get(y * width..(y + 1) * width).unwrap_or_default();
        for y in 0..height {
            let (above, here, below) =
                (row(y.saturating_sub(reach)), row(y), row((y + reach).min(height - 1)));
            for (x, (high, low)) in above.iter().zip(below).enumerate() {
                let left = here.get(x.saturating_sub(reach)).copied().unwrap_or_default();
                let right = here.get((x + reach).min(width - 1)).copied().unwrap_or_default();
                gradients.push([right - left, low - high]);
            }
        }
        let mut lengths: Vec<f32> = gradients.iter().step_by(7).map(|[x, y]| x.hypot(*y)).collect();
        let at = lengths.len() * 3 / 4;
        let quarter =
            if lengths.is_empty() { 0.0 } else { *lengths.select_nth_unstable_by(at, f32::total_cmp).1 };
        Self { gradients, half: quarter.max(least) }
    }
}
