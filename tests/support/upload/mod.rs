//! Dossiers on their way while something goes wrong: what suites hold with small numbers and benches with large ones.

mod kills;
mod network;

pub use kills::{Killed, Victims, killed};
pub use network::{Arrived, through};

use image::{DynamicImage, ImageFormat, RgbImage};
use kauth_imaging::{Subject, still};
use kauth_protocol::checks::BlobKind;

use crate::flows::check::Opened;
use crate::world::{WorldError, must};

/// A picture of nothing, which is large for its size: the phone advises against it, and the person sends it anyway.
///
/// # Errors
/// [`WorldError`] if it cannot be written.
pub fn noise(width: u32, height: u32, seed: u32) -> Result<Vec<u8>, WorldError> {
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let mixed = (x ^ seed).wrapping_mul(0x9e37_79b1).wrapping_add(y.wrapping_mul(0x85eb_ca77));
        let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x2c1b_3c6d);
        let [_, red, green, blue] = (mixed ^ (mixed >> 12)).to_be_bytes();
        image::Rgb([red, green, blue])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    let written = DynamicImage::ImageRgb8(picture).write_to(&mut bytes, ImageFormat::Jpeg);
    written.map(|()| bytes.into_inner()).map_err(|error| WorldError::Unmet(error.to_string()))
}

/// What the phone makes of a picture: the same on every phone.
///
/// # Errors
/// [`WorldError`] if it cannot be read.
pub fn upload(picture: &[u8], subject: Subject) -> Result<Vec<u8>, WorldError> {
    let prepared = still::prepare(picture, subject);
    prepared.map(|prepared| prepared.upload).map_err(|error| WorldError::Unmet(error.to_string()))
}

/// The reviewer sees exactly these pictures.
fn same(opened: &Opened, expected: &[(BlobKind, Vec<u8>)]) -> Result<(), WorldError> {
    must(opened.pictures.len() == expected.len(), "as many pictures as were taken")?;
    for (kind, jpeg) in expected {
        let arrived = opened.pictures.iter().find(|(found, _)| found == kind);
        must(
            arrived.is_some_and(|(_, bytes)| bytes == jpeg),
            format!("the {} as it was sent", kind.as_str()),
        )?;
    }
    Ok(())
}
