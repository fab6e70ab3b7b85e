//! Painting in millimetres on a sheet of so many dots a millimetre, edges smoothed.

use image::{GrayImage, Rgb, RgbImage, imageops};

/// A colour, 0–255 each: red, green, blue.
pub(crate) type Ink = [f32; 3];

/// A sheet being painted.
pub(crate) struct Canvas {
    pub(crate) image: RgbImage,
    /// Dots a millimetre.
    pub(crate) scale: f32,
}

/// A rectangle in millimetres: left, top, width, height.
pub(crate) type Area = [f32; 4];

impl Canvas {
    pub(crate) fn new(size_mm: [f32; 2], scale: f32, ink: Ink) -> Self {
        let [width, height] = size_mm.map(|mm| (mm * scale).round() as u32);
        Self { image: RgbImage::from_pixel(width, height, Rgb(ink.map(|v| v as u8))), scale }
    }

    /// Mixes `ink` in wherever `cover` (a share, by the point in millimetres) says so, within an area.
    pub(crate) fn paint(&mut self, area: Area, ink: Ink, cover: impl Fn(f32, f32) -> f32) {
        let [left, top, width, height] = area.map(|mm| mm * self.scale);
        let (right, bottom) = ((left + width).ceil() as u32, (top + height).ceil() as u32);
        for y in top.floor() as u32..bottom.min(self.image.height()) {
            for x in left.floor() as u32..right.min(self.image.width()) {
                let share = cover((x as f32 + 0.5) / self.scale, (y as f32 + 0.5) / self.scale);
                if share > 0.0 {
                    let pixel = self.image.get_pixel_mut(x, y);
                    pixel.0 = mixed(pixel.0, ink, share.min(1.0));
                }
            }
        }
    }

    pub(crate) fn fill(&mut self, area: Area, ink: Ink) {
        let half = 0.5 / self.scale;
        let [left, top, width, height] = area;
        let grown = [left - half, top - half, width + 2.0 * half, height + 2.0 * half];
        let scale = self.scale;
        self.paint(grown, ink, move |x, y| {
            let inside = |at: f32, from: f32, length: f32| {
                ((at - from).min(from + length - at) * scale + 0.5).clamp(0.0, 1.0)
            };
            inside(x, left, width) * inside(y, top, height)
        });
    }

    pub(crate) fn frame(&mut self, area: Area, thick: f32, ink: Ink) {
        let [left, top, width, height] = area;
        self.fill([left, top, width, thick], ink);
        self.fill([left, top + height - thick, width, thick], ink);
        self.fill([left, top, thick, height], ink);
        self.fill([left + width - thick, top, thick, height], ink);
    }

    /// A line of round ends between two points.
    pub(crate) fn stroke(&mut self, from: [f32; 2], to: [f32; 2], thick: f32, ink: Ink) {
        let ([x0, y0], [x1, y1]) = (from, to);
        let (dx, dy) = (x1 - x0, y1 - y0);
        let long = (dx * dx + dy * dy).max(1e-9);
        let pad = thick + 1.0 / self.scale;
        let area = [x0.min(x1) - pad, y0.min(y1) - pad, dx.abs() + 2.0 * pad, dy.abs() + 2.0 * pad];
        let scale = self.scale;
        self.paint(area, ink, move |x, y| {
            let along = (((x - x0) * dx + (y - y0) * dy) / long).clamp(0.0, 1.0);
            let away = (x - x0 - along * dx).hypot(y - y0 - along * dy);
            ((thick / 2.0 - away) * scale + 0.5).clamp(0.0, 1.0)
        });
    }

    /// Lays a grey picture into an area, tinted.
    pub(crate) fn grey(&mut self, area: Area, picture: &GrayImage, tint: Ink) {
        let [left, top, width, height] = area.map(|mm| (mm * self.scale).round().max(0.0) as u32);
        let fitted = imageops::resize(picture, width.max(1), height.max(1), imageops::FilterType::CatmullRom);
        for (x, y, pixel) in fitted.enumerate_pixels() {
            if let Some(to) = self.image.get_pixel_mut_checked(left + x, top + y) {
                to.0 = tint.map(|share| (f32::from(pixel.0[0]) * share).clamp(0.0, 255.0) as u8);
            }
        }
    }
}

fn mixed(old: [u8; 3], ink: Ink, share: f32) -> [u8; 3] {
    let [r, g, b] = old;
    let [ir, ig, ib] = ink;
    let mix = |old: u8, new: f32| (f32::from(old) + (new - f32::from(old)) * share).round() as u8;
    [mix(r, ir), mix(g, ig), mix(b, ib)]
}
