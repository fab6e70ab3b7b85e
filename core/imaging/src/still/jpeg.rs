//! Encoding for the upload: 4:2:0, no metadata, quality 90 unless that makes it too heavy for a tunnel.

use image::RgbImage;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::ImageError;

const QUALITY: u8 = 90;
const LIGHTER: u8 = 85;
/// Above this many bytes the lighter quality is taken.
const HEAVY: usize = 1_200_000;

pub(super) fn encoded(picture: &RgbImage) -> Result<Vec<u8>, ImageError> {
    let bytes = at(picture, QUALITY)?;
    if bytes.len() > HEAVY { at(picture, LIGHTER) } else { Ok(bytes) }
}

fn at(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, ImageError> {
    let side = |side: u32| u16::try_from(side).map_err(|_| ImageError::Shape);
    let (width, height) = (side(picture.width())?, side(picture.height())?);
    let mut bytes = Vec::with_capacity(1 << 19);
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.encode(picture, width, height, ColorType::Rgb).map_err(|_| ImageError::Shape)?;
    Ok(bytes)
}
