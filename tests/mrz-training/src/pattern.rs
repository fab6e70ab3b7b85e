//! What is printed behind text: fine lines and dots, as security paper has.

use crate::canvas::Canvas;
use crate::maths::{cosine, sine};
use crate::random::Random;
use crate::ranges::Range;

/// A kind of background. Their lengths are in pitches, their heights in luma.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Waves that cross each other, one bent by the other.
    Waves,
    /// Lines and dots with hard edges, cut off from such waves.
    Hatching,
    /// Rings around a place beside the text, their radius going up and down: rosettes, as guilloches have.
    Rosettes,
    /// A grid of dots, larger and smaller, as half-tones have.
    Dots,
}

impl Pattern {
    /// Prints it on all of the canvas. `wave` is how long its waves are.
    pub fn print(self, random: &mut Random, canvas: &mut Canvas, strength: f32, wave: Range, pitch: f32) {
        match self {
            Self::Waves => {
                waves(random, canvas, wave, pitch, |fast, slow| strength * (0.6 * fast + 0.4 * slow));
            }
            Self::Hatching => waves(random, canvas, wave, pitch, |fast, slow| {
                strength * if fast + 0.6 * slow > 0.7 { -1.2 } else { 0.2 }
            }),
            Self::Rosettes => rosettes(random, canvas, strength, wave, pitch),
            Self::Dots => dots(random, canvas, strength, wave, pitch),
        }
    }
}

fn waves(random: &mut Random, canvas: &mut Canvas, wave: Range, pitch: f32, level: impl Fn(f32, f32) -> f32) {
    let wave = |random: &mut Random| {
        let turn = random.unit();
        let length = random.between(wave) * pitch;
        (cosine(turn) / length, sine(turn) / length, random.unit())
    };
    let (one, other, bend) = (wave(random), wave(random), random.between((0.0, 0.8)));
    canvas.shade(|x, y, luma| {
        let slow = sine(x * other.0 + y * other.1 + other.2);
        luma + level(sine(x * one.0 + y * one.1 + one.2 + bend * slow), slow)
    });
}

fn rosettes(random: &mut Random, canvas: &mut Canvas, strength: f32, wave: Range, pitch: f32) {
    let (width, height) = (canvas.width() as f32, canvas.height() as f32);
    let middle = (random.unit() * width, random.unit() * height);
    let apart = (random.between(wave) + 0.4) * pitch;
    let (petals, deep) = (random.between((0.3, 1.2)), random.between((0.2, 1.0)));
    canvas.shade(|x, y, luma| {
        let (across, down) = ((x - middle.0) / apart, (y - middle.1) / apart);
        let radius = (across * across + down * down).sqrt();
        // Petals grow with the radius: no angle is needed, and the lines stay equally far from each other.
        let line = sine(radius + deep * sine(petals * across / (1.0 + 0.05 * radius)));
        luma - strength * (line - 0.6).max(0.0) * 3.0
    });
}

fn dots(random: &mut Random, canvas: &mut Canvas, strength: f32, wave: Range, pitch: f32) {
    let turn = random.unit();
    let apart = (random.between(wave) + 0.25) * pitch;
    let (along, across) = (cosine(turn) / apart, sine(turn) / apart);
    let tone = random.between((2.0, 9.0));
    canvas.shade(|x, y, luma| {
        let (u, v) = (x * along + y * across, y * along - x * across);
        let size = 0.5 + 0.5 * sine(u / tone);
        luma - strength * (sine(u) * sine(v) + size - 0.8).max(0.0) * 1.5
    });
}
