//! A QR code as a picture with its own white margin, so that it is read in dark mode, too.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use image::{ImageFormat, Luma};
use qrcode::{EcLevel, QrCode};

use crate::domain::failure::Failure;

/// The picture as a reply.
///
/// # Errors
/// [`Failure`] if the text is too long for one.
pub(super) fn picture(text: &str) -> Result<Response, Failure> {
    Ok(([(header::CONTENT_TYPE, "image/png")], png(text)?).into_response())
}

fn png(text: &str) -> Result<Vec<u8>, Failure> {
    let broken = |_| Failure::Computation("a QR code");
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(broken)?;
    // The renderer adds the quiet zone of four modules (ISO/IEC 18004 §6.3.8).
    let picture = code.render::<Luma<u8>>().quiet_zone(true).module_dimensions(6, 6).build();
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).map_err(|_| Failure::Computation("a picture"))?;
    Ok(bytes.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_is_dark_on_white_with_a_white_margin() {
        let bytes = png("kauth://link?v=1&u=http%3A%2F%2F127.0.0.1%3A1&t=abc&k=def").unwrap();
        let picture = image::load_from_memory(&bytes).unwrap().to_luma8();
        let edge = (0..picture.width()).map(|x| picture.get_pixel(x, 12).0[0]);
        assert!(edge.into_iter().all(|pixel| pixel == 255));
        assert!(picture.pixels().any(|pixel| pixel.0[0] == 0));
    }
}
