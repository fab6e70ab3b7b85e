//! A picture file's QR code. Where there are several, the first that this app can use.

use kauth_imaging::Plane;
use kauth_imaging::qr::QrText;

use crate::error::ErrorKind;
use crate::links::recognise;

/// The text of a camera frame's QR code.
pub(super) fn frame_text(luma: &[u8], width: u32, height: u32, row_stride: u32) -> Option<String> {
    let plane = Plane::new(luma, width, height, usize::try_from(row_stride).ok()?).ok()?;
    usable(&kauth_imaging::qr::read_luma(plane))
}

/// The text of a picture's QR code.
pub(super) fn qr_text(bytes: &[u8]) -> Result<String, ErrorKind> {
    let found = kauth_imaging::qr::read(bytes).map_err(|error| match error {
        kauth_imaging::ImageError::NoCode => ErrorKind::PictureWithoutCode,
        _ => ErrorKind::PictureUnreadable,
    })?;
    usable(&found).ok_or(ErrorKind::PictureWithoutCode)
}

/// The first text that this app can use; else the first.
fn usable(found: &[QrText]) -> Option<String> {
    let texts = || found.iter().map(QrText::expose_text);
    texts().find(|text| recognise(text).is_ok()).or_else(|| texts().next()).map(str::to_owned)
}
