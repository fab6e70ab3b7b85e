//! A picture file's QR code. Where there are several, the first that this app can use.

use crate::error::ErrorKind;
use crate::links::recognise;

/// The text of a picture's QR code.
pub(super) fn qr_text(bytes: &[u8]) -> Result<String, ErrorKind> {
    let found = kauth_imaging::qr::read(bytes).map_err(|error| match error {
        kauth_imaging::ImageError::NoCode => ErrorKind::PictureWithoutCode,
        _ => ErrorKind::PictureUnreadable,
    })?;
    let texts = || found.iter().map(kauth_imaging::qr::QrText::expose_text);
    let usable = texts().find(|text| recognise(text).is_ok());
    usable.or_else(|| texts().next()).map(str::to_owned).ok_or(ErrorKind::PictureWithoutCode)
}
