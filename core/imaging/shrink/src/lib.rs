//! Scaling, averaging where it shrinks. By the library's typed entrance: its other one compiles its loops for every kind
//! of pixel that it knows.
//!
//! Even so they are most of what there is to compile on the camera side, and they are compiled where they are called:
//! hence a crate of its own, which is built once while `kauth-imaging` changes, is tested, and is built with other features.

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::{InnerPixel, U8, U8x3};
use fast_image_resize::{FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer};

/// Grey pixels (a byte each, row after row, no padding) at another size (width, height), between neighbours linearly; `None`
/// if their number does not fit the size they have.
#[must_use]
pub fn grey(pixels: &[u8], size: (u32, u32), to: (u32, u32)) -> Option<Vec<u8>> {
    shrunk::<U8>(pixels, size, to, FilterType::Bilinear)
}

/// The same for colours (red, green, blue, a byte each), by Hamming's filter: sharper.
#[must_use]
pub fn rgb(pixels: &[u8], size: (u32, u32), to: (u32, u32)) -> Option<Vec<u8>> {
    shrunk::<U8x3>(pixels, size, to, FilterType::Hamming)
}

fn shrunk<P: PixelTrait + InnerPixel>(
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halving_averages_each_colour_by_itself() {
        let stripes: Vec<u8> = [[0, 200, 40], [100, 0, 40]].concat().repeat(8);
        let halved = rgb(&stripes, (8, 2), (1, 1)).unwrap();
        assert!(
            halved.iter().zip([50_u8, 100, 40]).all(|(is, should)| is.abs_diff(should) <= 1),
            "{halved:?}"
        );
        assert_eq!(grey(&[10; 64], (8, 8), (3, 5)).unwrap(), vec![10; 15]);
    }

    #[test]
    fn what_does_not_fit_its_size_is_none() {
        assert_eq!(grey(&[0; 7], (4, 2), (2, 1)), None);
        assert_eq!(rgb(&[0; 23], (4, 2), (2, 1)), None);
    }
}
