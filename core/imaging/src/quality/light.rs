//! How much light.

use crate::grey::Grey;

/// Darker on average is too dark.
pub(crate) const DARK: f32 = 40.0;
/// Lighter on average is too bright.
pub(crate) const BRIGHT: f32 = 215.0;

/// Mean luma, 0 to 255.
pub(crate) fn mean(picture: &Grey) -> f32 {
    let sum: u64 = picture.pixels().iter().map(|grey| u64::from(*grey)).sum();
    sum as f32 / picture.pixels().len().max(1) as f32
}
