//! Reflections: saturated patches on something that is not itself that white.
//!
//! A white card in good light comes near saturation, and light that falls off saturates one end of it. What tells a
//! reflection is that a little way off the paper is clearly darker: its light falls off within millimetres. If half of
//! the document is saturated, the picture is too bright and nothing is said about reflections.

use crate::filter::boxed;
use crate::grey::Grey;

/// A larger share of the document is glare.
pub(crate) const MOST: f32 = 0.02;

const SATURATED: f32 = 251.5;
/// If paper this light lies around a patch, light saturated it and not a reflection.
const LIGHTEST_AROUND: f32 = 247.5;

/// The share of a straightened document that reflections cover.
pub(crate) fn share(document: &Grey) -> f32 {
    let (width, height) = (document.width() as usize, document.height() as usize);
    let sharp: Vec<f32> = document.pixels().iter().map(|grey| f32::from(*grey)).collect();
    // Noise and letters are not patches: averaged away over about a millimetre.
    let smooth = boxed(&sharp, width, height, (width / 160).max(2));
    let mask: Vec<f32> = smooth.iter().map(|grey| if *grey >= SATURATED { 1.0 } else { 0.0 }).collect();
    let share = mask.iter().sum::<f32>() / mask.len().max(1) as f32;
    if share < MOST / 4.0 {
        return share;
    }
    if share > 0.5 {
        return 0.0;
    }
    let near = boxed(&mask, width, height, width / 16);
    let wide = boxed(&mask, width, height, width / 9);
    let around = near.iter().zip(&wide).zip(&smooth);
    let mut paper: Vec<f32> =
        around.filter(|((near, wide), _)| **near < 1e-4 && **wide > 1e-4).map(|(_, grey)| *grey).collect();
    let at = paper.len() * 17 / 20;
    if at < paper.len() && *paper.select_nth_unstable_by(at, f32::total_cmp).1 > LIGHTEST_AROUND {
        return 0.0;
    }
    share
}
