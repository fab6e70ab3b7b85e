//! A small paint box: codes, pages around them, and turning.

use image::{GrayImage, Luma, imageops};
use qrcode::{Color, QrCode};

/// Numbers that look random and are the same for a seed (xorshift64*).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self((seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// 0 to `end` - 1.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32;
        ((high * u64::from(end.max(1))) >> 32) as u32
    }
}

/// A code of `scale` pixels a module with `quiet` light modules around it.
pub(super) fn code(text: &str, scale: u32, quiet: u32) -> GrayImage {
    let code = QrCode::new(text).unwrap();
    let modules = code.width() as u32;
    let side = (modules + 2 * quiet) * scale;
    GrayImage::from_fn(side, side, |x, y| {
        let inside = |v: u32| (v / scale).checked_sub(quiet).filter(|v| *v < modules);
        match (inside(x), inside(y)) {
            (Some(x), Some(y)) if code[(x as usize, y as usize)] == Color::Dark => Luma([0]),
            _ => Luma([255]),
        }
    })
}

/// Something like a web page: a bar, boxes, pictures and lines of text, light or dark.
pub(super) fn page(width: u32, height: u32, light: bool, dice: &mut Dice) -> GrayImage {
    let shade = |grey: u8| Luma([if light { grey } else { 255 - grey }]);
    let mut page = GrayImage::from_pixel(width, height, shade(248));
    let mut fill = |x: u32, y: u32, w: u32, h: u32, pixel: Luma<u8>| {
        for y in y..(y + h).min(height) {
            for x in x..(x + w).min(width) {
                page.put_pixel(x, y, pixel);
            }
        }
    };
    fill(0, 0, width, 60, shade(40));
    for _ in 0..6 {
        let (x, y) = (dice.below(width), dice.below(height));
        fill(x, y, 80 + dice.below(300), 40 + dice.below(200), shade(150 + dice.below(100) as u8));
    }
    for row in 0..height / 24 {
        let mut x = 40 + dice.below(60);
        while x + 200 < width {
            let letters = 1 + dice.below(12);
            for _ in 0..letters {
                fill(
                    x,
                    70 + row * 24 + dice.below(3),
                    1 + dice.below(2),
                    6 + dice.below(6),
                    shade(dice.below(90) as u8),
                );
                fill(x, 72 + row * 24 + dice.below(8), 5, 1, shade(dice.below(90) as u8));
                x += 7;
            }
            x += 6 + dice.below(8) + if dice.below(9) == 0 { 120 } else { 0 };
        }
    }
    page
}

pub(super) fn paste(page: &mut GrayImage, code: &GrayImage, x: u32, y: u32) {
    imageops::replace(page, code, i64::from(x), i64::from(y));
}

/// Turned about its middle by so many degrees, on white, nothing cut off.
pub(super) fn rotated(image: &GrayImage, degrees: f64) -> GrayImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let side = (f64::from(image.width()) * 1.5) as u32;
    let (to, from) = (f64::from(side) / 2.0, f64::from(image.width()) / 2.0);
    let at = |x: i64, y: i64| match (u32::try_from(x), u32::try_from(y)) {
        (Ok(x), Ok(y)) if x < image.width() && y < image.height() => f64::from(image.get_pixel(x, y).0[0]),
        _ => 255.0,
    };
    GrayImage::from_fn(side, side, |x, y| {
        let (dx, dy) = (f64::from(x) + 0.5 - to, f64::from(y) + 0.5 - to);
        let (u, v) = (dx * cos + dy * sin + from - 0.5, dy * cos - dx * sin + from - 0.5);
        let (left, top) = (u.floor(), v.floor());
        let (right_share, low_share) = (u - left, v - top);
        let (left, top) = (left as i64, top as i64);
        let upper = at(left, top) * (1.0 - right_share) + at(left + 1, top) * right_share;
        let lower = at(left, top + 1) * (1.0 - right_share) + at(left + 1, top + 1) * right_share;
        Luma([(upper * (1.0 - low_share) + lower * low_share).round() as u8])
    })
}
