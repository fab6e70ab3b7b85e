//! How good or bad a picture may be.
//!
//! The network learns from worse than it is tried on, so that it learns to doubt: ink that is 45 darker than its paper at
//! the least, in more noise than the capture checks let through. The splits `test` and `unseen` are equally good; what
//! stands behind the text, the cut of the font, JPEG and how far lines turn are of other kinds in `unseen` than any that
//! was learnt.

use crate::canvas::Canvas;
use crate::pattern::Pattern;
use crate::random::Random;

/// From, to.
pub type Range = (f32, f32);

/// Ranges from which each picture draws its conditions. Luma is 0 to 255.
#[derive(Clone, Copy, Debug)]
pub struct Ranges {
    /// Luma of the paper.
    pub paper: Range,
    /// Luma of the ink.
    pub ink: Range,
    /// How much darker than the paper ink is at least.
    pub contrast: f32,
    /// How far ink runs over its outline, in pitches.
    pub gain: Range,
    /// The lens's blur, in pixels and on top of it in pitches.
    pub blur: (Range, Range),
    /// The sensor's noise, in luma.
    pub noise: Range,
    /// How much brighter the brightest edge of a document is than the darkest, as a part of its luma.
    pub slant: Range,
    /// How far the background's pattern goes up and down, in luma.
    pub pattern: Range,
    /// The pattern's waves, in pitches.
    pub wave: Range,
    /// What is left to turn after rectification, in pixels a pixel.
    pub slope: Range,
    /// How far glyphs lean, in pixels a pixel of height.
    pub lean: Range,
    /// The quality of the JPEG in between; none if above 100.
    pub jpeg: Range,
    /// The kinds of it.
    pub patterns: &'static [Pattern],
}

impl Ranges {
    /// Prints one of the patterns.
    pub fn print_pattern(&self, random: &mut Random, canvas: &mut Canvas, pitch: f32) {
        let strength = random.between(self.pattern);
        if let Some(pattern) = random.pick(self.patterns) {
            pattern.print(random, canvas, strength, self.wave, pitch);
        }
    }
}

/// What the network learns from.
pub const LEARNT: Ranges = Ranges {
    paper: (105.0, 245.0),
    ink: (5.0, 100.0),
    contrast: 45.0,
    gain: (-0.04, 0.055),
    blur: ((0.25, 0.7), (0.0, 0.065)),
    noise: (0.0, 11.0),
    slant: (0.0, 0.5),
    pattern: (0.0, 24.0),
    wave: (0.2, 3.0),
    slope: (-0.015, 0.015),
    lean: (-0.07, 0.07),
    jpeg: (75.0, 115.0),
    patterns: &[Pattern::Waves, Pattern::Hatching],
};

/// The split `test`: within what was learnt, with what the checks of blur, light and glare let through.
pub const TEST: Ranges = Ranges {
    paper: (140.0, 245.0),
    ink: (5.0, 75.0),
    contrast: 60.0,
    gain: (-0.025, 0.04),
    blur: ((0.25, 0.6), (0.0, 0.06)),
    noise: (0.0, 8.0),
    slant: (0.0, 0.35),
    pattern: (0.0, 16.0),
    wave: (0.35, 3.0),
    slope: (-0.012, 0.012),
    lean: (-0.06, 0.06),
    ..LEARNT
};

/// The split `unseen`: as good as `test`, of kinds that were never learnt: prints of rings and dots, stronger JPEG, lines
/// that are turned and lean further. (And another cut of the font: [`crate::fonts::SHARP`].)
pub const UNSEEN: Ranges = Ranges {
    pattern: (4.0, 16.0),
    wave: (0.2, 1.2),
    slope: (-0.018, 0.018),
    lean: (-0.08, 0.08),
    jpeg: (60.0, 95.0),
    patterns: &[Pattern::Rosettes, Pattern::Dots],
    ..TEST
};

/// Beyond what anybody could always read: unseen, and dark, pale, soft and noisy all at once. Nobody asks how much of it is
/// read, only how much of that is wrong.
pub const BEYOND: Ranges = Ranges {
    paper: (110.0, 215.0),
    ink: (25.0, 95.0),
    gain: (-0.035, 0.05),
    blur: ((0.35, 0.7), (0.02, 0.065)),
    noise: (2.0, 9.0),
    slant: (0.2, 0.5),
    ..UNSEEN
};
