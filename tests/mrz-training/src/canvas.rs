//! A picture in the making: luma as numbers, so that ink, light, lens and sensor can follow each other without rounding
//! in between.

use crate::face::Face;
use crate::maths::exp;
use crate::random::Random;
use image::GrayImage;
use kauth_imaging::mrz::training::{Grid, Line};

/// Luma from 0 to 255, rows from the top; no pixels at all if it was asked for none.
#[derive(Clone, Debug)]
pub struct Canvas {
    values: Vec<f32>,
    width: usize,
    height: usize,
}

/// How a line is printed.
#[derive(Clone, Copy, Debug)]
pub struct Print {
    /// Luma of the ink.
    pub ink: f32,
    /// How far it runs over the outline, as for [`Face::ink`].
    pub gain: f32,
    /// How far glyphs lean to the right, in pixels a pixel of height.
    pub lean: f32,
}

impl Canvas {
    /// Even paper.
    #[must_use]
    pub fn new(width: usize, height: usize, luma: f32) -> Self {
        Self { values: vec![luma; width * height], width, height }
    }

    /// Pixels in a row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// Changes every pixel: gets its place and its luma.
    pub fn shade(&mut self, change: impl FnMut(f32, f32, f32) -> f32) {
        let (width, height) = (self.width, self.height);
        self.shade_within((0, 0), (width, height), change);
    }

    /// The same within a rectangle, given by its first pixel and the first beyond it.
    pub fn shade_within(
        &mut self,
        (left, top): (usize, usize),
        (right, bottom): (usize, usize),
        mut change: impl FnMut(f32, f32, f32) -> f32,
    ) {
        let rows = self.values.chunks_exact_mut(self.width.max(1)).enumerate();
        for (y, row) in rows.take(bottom).skip(top) {
            for (x, value) in row.iter_mut().enumerate().take(right).skip(left) {
                *value = change(x as f32, y as f32, *value);
            }
        }
    }

    /// Prints a line of text.
    pub fn text(&mut self, face: &Face, text: &str, line: Line, print: Print) {
        let Print { ink, gain, lean } = print;
        let length = text.chars().count() as f32 * line.pitch;
        let drop = line.slope * length;
        let bound = |value: f32, most: usize| value.clamp(0.0, most as f32) as usize;
        let reach = 0.8 * line.pitch;
        let first = (bound(line.x, self.width), bound(line.y + drop.min(0.0) - reach, self.height));
        let last = (
            bound(line.x + length + 2.0, self.width),
            bound(line.y + drop.max(0.0) + reach + 1.0, self.height),
        );
        self.shade_within(first, last, |x, y, luma| {
            let (along, across) = (x - line.x, y - line.y);
            // Turning by a small angle.
            let place = (along + across * (line.slope + lean), across - along * line.slope);
            let tall = place.1 / (line.pitch * line.stretch);
            luma + (ink - luma) * face.ink(text, place.0 / line.pitch, tall, line.pitch, gain)
        });
    }

    /// What a lens does: a Gauss filter, `sigma` in pixels.
    pub fn blur(&mut self, sigma: f32) {
        if sigma.is_nan() || sigma < 0.05 {
            return;
        }
        let reach = (3.0 * sigma).ceil() as usize;
        let weights: Vec<f32> = (0..=2 * reach)
            .map(|at| {
                let off = at as f32 - reach as f32;
                exp(-off * off / (2.0 * sigma * sigma))
            })
            .collect();
        let total: f32 = weights.iter().sum();
        let weights: Vec<f32> = weights.iter().map(|weight| weight / total).collect();
        let width = self.width;
        for row in self.values.chunks_exact_mut(width.max(1)) {
            let edges = (row.first().copied().unwrap_or_default(), row.last().copied().unwrap_or_default());
            let mut padded = vec![edges.0; reach];
            padded.extend_from_slice(row);
            padded.resize(width + 2 * reach, edges.1);
            row.fill(0.0);
            for (weight, shifted) in
                weights.iter().zip((0..).map(|shift| padded.get(shift..).unwrap_or_default()))
            {
                row.iter_mut().zip(shifted).for_each(|(sum, value)| *sum += weight * value);
            }
        }
        let last = self.height.saturating_sub(1);
        let mut blurred = vec![0.0; self.values.len()];
        for (y, sums) in blurred.chunks_exact_mut(width.max(1)).enumerate() {
            for (shift, weight) in weights.iter().enumerate() {
                let from = (y + shift).saturating_sub(reach).min(last);
                let row = self.values.get(from * width..(from + 1) * width).unwrap_or_default();
                sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += weight * value);
            }
        }
        self.values = blurred;
    }

    /// What a sensor does: noise of this deviation, then whole numbers from 0 to 255.
    pub fn sense(&mut self, noise: f32, random: &mut Random) {
        for value in &mut self.values {
            *value = (*value + noise * random.normal() + 0.5).clamp(0.0, 255.0).floor();
        }
    }

    /// As the reader takes it; none without pixels.
    #[must_use]
    pub fn to_grid(&self) -> Option<Grid> {
        Grid::new(self.values.clone(), self.width, self.height)
    }

    /// As a picture, rounded down.
    #[must_use]
    pub fn to_image(&self) -> GrayImage {
        let mut image = GrayImage::new(self.width as u32, self.height as u32);
        for (pixel, value) in image.pixels_mut().zip(&self.values) {
            pixel.0 = [*value as u8];
        }
        image
    }
}
