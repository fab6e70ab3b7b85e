//! A grey picture somebody lends: a camera frame's luma plane. Checked once, so that what comes after may trust it.

use std::borrow::Cow;

use crate::{ImageError, picture};

/// A luma plane: one byte a pixel, 0 is black, rows from the top.
#[derive(Clone, Copy)]
pub struct Plane<'a> {
    data: &'a [u8],
    width: u32,
    height: u32,
    stride: usize,
}

impl<'a> Plane<'a> {
    /// Checks that the rows lie within the bytes. `stride` is the distance from one row's start to the next, in bytes;
    /// the last row may end without its padding.
    ///
    /// # Errors
    /// [`ImageError::Shape`], [`ImageError::TooManyPixels`], [`ImageError::Mismatch`].
    pub fn new(data: &'a [u8], width: u32, height: u32, stride: usize) -> Result<Self, ImageError> {
        picture::check_size(width, height)?;
        let row = usize::try_from(width).map_err(|_| ImageError::Shape)?;
        let rows = usize::try_from(height).map_err(|_| ImageError::Shape)?;
        let needed = stride.checked_mul(rows.saturating_sub(1)).and_then(|before| before.checked_add(row));
        if stride < row || needed.is_none_or(|needed| data.len() < needed) {
            return Err(ImageError::Mismatch);
        }
        Ok(Self { data, width, height, stride })
    }

    /// Pixels that are known to fit: only [`Grey`](crate::Grey) has such.
    pub(crate) fn lent(data: &'a [u8], width: u32, height: u32) -> Self {
        Self { data, width, height, stride: width as usize }
    }

    /// The grey between four pixels, whose middles lie at whole coordinates; beyond the edge the edge goes on.
    #[inline]
    pub(crate) fn between(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (x.clamp(0.0, (self.width - 1) as f32), y.clamp(0.0, (self.height - 1) as f32));
        let (left, top) = (x as usize, y as usize);
        let (right_share, low_share) = (x - left as f32, y - top as f32);
        let right = (left + 1).min(self.width as usize - 1);
        let row = top * self.stride;
        let below = (top + 1).min(self.height as usize - 1) * self.stride;
        let (upper_left, upper_right) = (self.byte(row + left), self.byte(row + right));
        let (lower_left, lower_right) = (self.byte(below + left), self.byte(below + right));
        let upper = upper_left + (upper_right - upper_left) * right_share;
        let lower = lower_left + (lower_right - lower_left) * right_share;
        upper + (lower - upper) * low_share
    }

    #[inline]
    fn byte(&self, at: usize) -> f32 {
        f32::from(self.data.get(at).copied().unwrap_or(0))
    }

    /// Pixels in a row.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The rows, from the top.
    pub fn rows(&self) -> impl Iterator<Item = &'a [u8]> {
        let width = self.width as usize;
        self.data.chunks(self.stride).take(self.height as usize).filter_map(move |row| row.get(..width))
    }

    /// All pixels without padding; copied only if there is padding.
    pub(crate) fn packed(&self) -> Cow<'a, [u8]> {
        let (width, pixels) = (self.width as usize, self.width as usize * self.height as usize);
        match self.data.get(..pixels) {
            Some(data) if self.stride == width => Cow::Borrowed(data),
            _ => {
                let mut packed = Vec::with_capacity(pixels);
                self.rows().for_each(|row| packed.extend_from_slice(row));
                Cow::Owned(packed)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_do_not_fit_are_refused() {
        let data = [0; 100];
        assert!(Plane::new(&data, 10, 10, 10).is_ok());
        assert!(Plane::new(&data, 10, 5, 20).is_ok());
        assert!(Plane::new(&data, 8, 9, 11).is_ok(), "the last row needs no padding");
        for (width, height, stride) in
            [(10, 11, 10), (10, 10, 9), (10, 10, 11), (10, 10, 0), (10, 2, usize::MAX)]
        {
            let plane = Plane::new(&data, width, height, stride);
            assert_eq!(plane.err(), Some(ImageError::Mismatch), "{width} {height} {stride}");
        }
        for (width, height) in [(0, 10), (10, 0), (0, 0), (1, 100), (u32::MAX, u32::MAX)] {
            assert_eq!(
                Plane::new(&data, width, height, 10).err(),
                Some(ImageError::Shape),
                "{width} {height}"
            );
        }
    }

    #[test]
    fn padding_is_left_out() {
        let data: Vec<u8> = (0..11).collect();
        let plane = Plane::new(&data, 3, 3, 4).unwrap();
        assert_eq!(plane.rows().collect::<Vec<_>>(), [&[0, 1, 2], &[4, 5, 6], &[8, 9, 10]]);
        assert_eq!(plane.packed().as_ref(), [0, 1, 2, 4, 5, 6, 8, 9, 10]);
        assert!(matches!(Plane::new(&data, 3, 3, 3).unwrap().packed(), Cow::Borrowed(_)));
    }
}
