//! Reading QR codes: off a camera frame (one quick look, the next frame comes soon) and out of a picture file (every
//! look there is, since the person has only this one).
//!
//! Two readers with different weaknesses look at the same pixels: `quircs`, then `rxing`.

mod look;
#[cfg(test)]
mod tests;

use std::fmt;

use image::{GrayImage, imageops};
use zeroize::Zeroizing;

use crate::picture::{Backdrop, Picture};
use crate::{ImageError, Plane};
use look::Look;

/// What a QR code says. It may be a secret, so it prints nothing and is wiped on drop.
#[derive(Clone, PartialEq, Eq)]
pub struct QrText(Zeroizing<String>);

impl QrText {
    /// The text. The name is long so that each use is seen in a review.
    #[must_use]
    pub fn expose_text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for QrText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("QrText(…)")
    }
}

/// No more codes than this are looked for in one picture.
pub const MAX_CODES: usize = 32;

/// Below this many pixels a picture that showed nothing is looked at again twice as large (a screenshot with a pixel or
/// two a module). 16 times as many take seconds.
const MAX_ENLARGED_PIXELS: u64 = 4_500_000;

/// Pictures are halved until the longer side is below this.
const SMALLEST_SIDE: u32 = 400;

/// Reads every QR code of a PNG, JPEG or WebP picture, each text once.
///
/// # Errors
/// [`ImageError`] says what is wrong with the picture; [`ImageError::NoCode`] if nothing is wrong with it.
pub fn read(bytes: &[u8]) -> Result<Vec<QrText>, ImageError> {
    let picture = Picture::decode(bytes)?;
    let mut found = search(picture.grey(Backdrop::White));
    if found.is_empty() && picture.is_transparent() {
        found = search(picture.grey(Backdrop::Black));
    }
    if found.is_empty() { Err(ImageError::NoCode) } else { Ok(found) }
}

/// Reads the QR codes of a camera frame, each text once; empty if there is none.
#[must_use]
pub fn read_luma(plane: Plane<'_>) -> Vec<QrText> {
    let mut look = Look::default();
    look.once(&plane.packed(), plane.width(), plane.height());
    look.found
}

/// Every look: at each size, dark on light and light on dark. A small code wants all pixels, a large noisy one fewer.
fn search(grey: GrayImage) -> Vec<QrText> {
    let mut look = Look::default();
    let enlarge = u64::from(grey.width()) * u64::from(grey.height()) <= MAX_ENLARGED_PIXELS;
    look.thoroughly(&grey);
    let mut smaller = halved(&grey);
    while let Some(grey) = smaller {
        look.thoroughly(&grey);
        smaller = halved(&grey);
    }
    if look.found.is_empty() && enlarge {
        let (width, height) = (grey.width() * 2, grey.height() * 2);
        look.thoroughly(&imageops::resize(&grey, width, height, imageops::FilterType::CatmullRom));
    }
    look.found
}

fn halved(grey: &GrayImage) -> Option<GrayImage> {
    let (width, height) = grey.dimensions();
    let long_enough = width.max(height) >= 2 * SMALLEST_SIDE && width.min(height) >= 2;
    long_enough.then(|| imageops::thumbnail(grey, width / 2, height / 2))
}
