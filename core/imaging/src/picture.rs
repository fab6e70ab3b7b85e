//! From a file's bytes to pixels, within limits that hold before anything is decoded: a file of a few kilobytes
//! can claim a picture of many gigabytes.

use std::io::Cursor;

use image::error::ImageError as DecodeError;
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;

use crate::ImageError;

/// The largest file that is read: 32 MiB.
pub const MAX_BYTES: usize = 32 << 20;

/// The largest picture that is decoded: 52 million pixels, what phones' cameras make at most by default.
pub const MAX_PIXELS: u64 = 52_000_000;

/// The longest side.
pub const MAX_SIDE: u32 = 32_768;

/// How many times longer than the other a side may be: a screenshot of a long page still passes.
pub const MAX_RATIO: u32 = 40;

/// The most memory a decoder may ask for: enough for [`MAX_PIXELS`] in four bytes each.
const MAX_DECODER_BYTES: u64 = 256 << 20;

/// What shines through where a picture is transparent.
#[derive(Clone, Copy)]
pub(crate) enum Backdrop {
    White,
    Black,
}

/// A decoded picture.
pub(crate) struct Picture(DynamicImage);

impl Picture {
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, ImageError> {
        Self::with_orientation(bytes).map(|(picture, _)| picture)
    }

    fn with_orientation(bytes: &[u8]) -> Result<(Self, Orientation), ImageError> {
        if bytes.len() > MAX_BYTES {
            return Err(ImageError::TooManyBytes);
        }
        let mut reader =
            ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| ImageError::Damaged)?;
        let mut limits = Limits::default();
        limits.max_image_width = Some(MAX_SIDE);
        limits.max_image_height = Some(MAX_SIDE);
        limits.max_alloc = Some(MAX_DECODER_BYTES);
        reader.limits(limits.clone());
        let mut decoder = reader.into_decoder().map_err(refused)?;
        let (width, height) = decoder.dimensions();
        check_size(width, height)?;
        limits.reserve(decoder.total_bytes()).map_err(refused)?;
        decoder.set_limits(limits).map_err(refused)?;
        // A picture without readable EXIF stands as it is.
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let picture = DynamicImage::from_decoder(decoder).map(Self).map_err(refused)?;
        Ok((picture, orientation))
    }

    /// Whether the backdrop makes a difference.
    pub(crate) fn is_transparent(&self) -> bool {
        self.0.color().has_alpha()
    }

    pub(crate) fn grey(&self, backdrop: Backdrop) -> GrayImage {
        if !self.is_transparent() {
            return self.0.to_luma8();
        }
        let behind = match backdrop {
            Backdrop::White => 255,
            Backdrop::Black => 0,
        };
        let layers = self.0.to_luma_alpha8();
        let mut grey = GrayImage::new(layers.width(), layers.height());
        for (to, from) in grey.pixels_mut().zip(layers.pixels()) {
            let [luma, alpha] = from.0.map(u16::from);
            let mixed = (luma * alpha + behind * (255 - alpha) + 127) / 255;
            to.0 = [u8::try_from(mixed).unwrap_or(u8::MAX)];
        }
        grey
    }
}

/// Decodes in colour, unturned; the orientation is what EXIF says. Photographs are JPEGs of twelve megapixels and more:
/// those are decoded straight into the pixels that are returned.
pub(crate) fn colour(bytes: &[u8]) -> Result<(RgbImage, Orientation), ImageError> {
    if bytes.len() > MAX_BYTES {
        return Err(ImageError::TooManyBytes);
    }
    if image::guess_format(bytes).is_ok_and(|format| format == ImageFormat::Jpeg) {
        return jpeg(bytes);
    }
    let (picture, orientation) = Picture::with_orientation(bytes)?;
    let opaque = if picture.is_transparent() { on_white(&picture.0) } else { picture.0.into_rgb8() };
    Ok((opaque, orientation))
}

fn jpeg(bytes: &[u8]) -> Result<(RgbImage, Orientation), ImageError> {
    let options = DecoderOptions::default()
        // All the format can say: the header alone allocates nothing, and our own check names what is wrong.
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        // A cut-off file would otherwise become a picture with a grey end.
        .set_strict_mode(true)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(refused_jpeg)?;
    let info = decoder.info().ok_or(ImageError::Damaged)?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    check_size(width, height)?;
    let mut pixels = vec![0; decoder.output_buffer_size().ok_or(ImageError::Damaged)?];
    if pixels.len() != width as usize * height as usize * 3 {
        return Err(ImageError::Damaged);
    }
    decoder.decode_into(&mut pixels).map_err(refused_jpeg)?;
    let orientation = decoder.exif().and_then(|exif| Orientation::from_exif_chunk(exif));
    let picture = RgbImage::from_raw(width, height, pixels).ok_or(ImageError::Damaged)?;
    Ok((picture, orientation.unwrap_or(Orientation::NoTransforms)))
}

fn on_white(picture: &DynamicImage) -> RgbImage {
    let layers = picture.to_rgba8();
    let mut opaque = RgbImage::new(layers.width(), layers.height());
    for (to, from) in opaque.pixels_mut().zip(layers.pixels()) {
        let [r, g, b, alpha] = from.0.map(u16::from);
        let mixed = |v: u16| u8::try_from((v * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX);
        to.0 = [mixed(r), mixed(g), mixed(b)];
    }
    opaque
}

/// Whether a picture of that size is taken.
pub(crate) fn check_size(width: u32, height: u32) -> Result<(), ImageError> {
    let (short, long) = (width.min(height), width.max(height));
    if short == 0 || long > MAX_SIDE || long / short > MAX_RATIO {
        return Err(ImageError::Shape);
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(ImageError::TooManyPixels);
    }
    Ok(())
}

fn refused(error: DecodeError) -> ImageError {
    use image::error::LimitErrorKind;
    match error {
        DecodeError::Unsupported(_) => ImageError::UnknownFormat,
        DecodeError::Limits(limit) => match limit.kind() {
            LimitErrorKind::DimensionError => ImageError::Shape,
            _ => ImageError::TooManyPixels,
        },
        _ => ImageError::Damaged,
    }
}

fn refused_jpeg(error: DecodeErrors) -> ImageError {
    match error {
        DecodeErrors::LargeDimensions(_) | DecodeErrors::ZeroError => ImageError::Shape,
        DecodeErrors::Unsupported(_) => ImageError::UnknownFormat,
        _ => ImageError::Damaged,
    }
}
