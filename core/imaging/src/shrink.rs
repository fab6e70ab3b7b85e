//! Scaling, averaging where it shrinks. By the library's typed entrance: its other one compiles its loops for every kind
//! of pixel that it knows, which is most of this crate's size and of the time to build it.

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::InnerPixel;
use fast_image_resize::{FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer};

/// Pixels, row after row, at another size (width, height); `None` if their number does not fit the size they have.
pub(crate) fn shrunk<P: PixelTrait + InnerPixel>(
    pixels: &[u8],
    (width, height): (u32, u32),
    (to_width, to_height): (u32, u32),
    filter: FilterType,
) -> Option<Vec<u8>> {
    let larger = TypedImageRef::<P>::from_buffer(width, height, pixels).ok()?;
    let mut bytes = vec![0; to_width as usize * to_height as usize * P::size()];
    let mut smaller = TypedImage::<P>::from_buffer(to_width, to_height, &mut bytes).ok()?;
    let how = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(filter)).use_alpha(false);
    Resizer::new().resize_typed(&larger, &mut smaller, &how).ok()?;
    Some(bytes)
}
