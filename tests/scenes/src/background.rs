//! What a document lies on, as a grey value with a tint for any point; nothing is stored.

use crate::{Dice, Split};

/// A table, a cloth, a desk.
#[derive(Clone, Copy, Debug)]
pub struct Background {
    pattern: Pattern,
    base: f32,
    contrast: f32,
    pitch: f32,
    turn: [f32; 2],
    tint: [f32; 3],
    salt: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pattern {
    Plain,
    Wood,
    Checks,
    Stone,
    Stripes,
    // Only unseen.
    Keys,
    Print,
    Weave,
}

impl Background {
    /// One of the split's, never as light as paper.
    #[must_use]
    pub fn of(split: Split, dice: &mut Dice) -> Self {
        use Pattern::{Checks, Keys, Plain, Print, Stone, Stripes, Weave, Wood};
        let pattern = match split {
            Split::Unseen => dice.choose(Keys, &[Print, Weave, Plain]),
            _ => dice.choose(Plain, &[Wood, Checks, Stone, Stripes]),
        };
        let angle = dice.between(-1.5, 1.5);
        Self {
            pattern,
            base: dice.between(45.0, 150.0),
            contrast: dice.between(8.0, 40.0),
            pitch: dice.between(18.0, 60.0),
            turn: [angle.cos(), angle.sin()],
            tint: [1.0, dice.between(0.82, 1.02), dice.between(0.65, 1.02)],
            salt: dice.below(1 << 16),
        }
    }

    /// Red, green and blue, 0–255, at a pixel of a frame 960 long.
    #[must_use]
    pub fn at(&self, x: f32, y: f32) -> [f32; 3] {
        let [cos, sin] = self.turn;
        let (u, v) = (x * cos - y * sin, x * sin + y * cos);
        let grey = (self.base + self.contrast * self.pattern_at(u, v)).clamp(8.0, 190.0);
        self.tint.map(|share| grey * share)
    }

    /// About -1 to 1.
    fn pattern_at(&self, u: f32, v: f32) -> f32 {
        let cell = |at: f32| (at / self.pitch).floor() as i32;
        let part = |at: f32| (at / self.pitch).rem_euclid(1.0);
        match self.pattern {
            Pattern::Plain => 0.15 * (self.smooth(u / 90.0, v / 90.0) - 0.5),
            Pattern::Wood => {
                let grain = self.smooth(u / 6.0, v / 220.0) + 0.6 * self.smooth(u / 2.0, v / 90.0);
                let board = if part(u / 6.0) < 0.012 { -1.2 } else { 0.0 };
                grain - 0.8 + board
            }
            Pattern::Checks => {
                if (cell(u) + cell(v)) % 2 == 0 {
                    0.7
                } else {
                    -0.7
                }
            }
            Pattern::Stone => {
                1.6 * (self.smooth(u / 3.0, v / 3.0) + 0.5 * self.smooth(u / 14.0, v / 14.0)) - 1.2
            }
            Pattern::Stripes => (part(u) * std::f32::consts::TAU).sin(),
            Pattern::Keys => {
                let gap = part(u) < 0.13 || part(v) < 0.13;
                if gap { -1.0 } else { 0.4 + 0.3 * self.smooth(u / 4.0, v / 4.0) }
            }
            Pattern::Print => {
                let row = (v / 9.0).rem_euclid(1.0);
                let letter = self.random(cell(u * self.pitch / 5.0), (v / 9.0).floor() as i32);
                if row < 0.55 && letter > 0.35 { -0.9 } else { 0.8 }
            }
            Pattern::Weave => {
                let (a, b) = ((u / 3.5).sin(), (v / 3.5).sin());
                0.6 * a.max(b) + 0.5 * self.smooth(u / 40.0, v / 40.0) - 0.5
            }
        }
    }

    /// Smooth noise, 0 to 1.
    fn smooth(&self, u: f32, v: f32) -> f32 {
        let (left, top) = (u.floor(), v.floor());
        let ease = |t: f32| t * t * (3.0 - 2.0 * t);
        let (s, t) = (ease(u - left), ease(v - top));
        let at = |dx: i32, dy: i32| self.random(left as i32 + dx, top as i32 + dy);
        let upper = at(0, 0) * (1.0 - s) + at(1, 0) * s;
        let lower = at(0, 1) * (1.0 - s) + at(1, 1) * s;
        upper * (1.0 - t) + lower * t
    }

    fn random(&self, x: i32, y: i32) -> f32 {
        let mut bits = x.cast_unsigned().wrapping_mul(0x85eb_ca6b)
            ^ y.cast_unsigned().wrapping_mul(0xc2b2_ae35)
            ^ self.salt.wrapping_mul(0x27d4_eb2f);
        bits ^= bits >> 15;
        bits = bits.wrapping_mul(0x2c1b_3c6d);
        bits ^= bits >> 12;
        bits = bits.wrapping_mul(0x297a_2d39);
        bits ^= bits >> 15;
        (bits >> 8) as f32 / (1_u32 << 24) as f32
    }
}
