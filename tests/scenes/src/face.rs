//! A face of nobody: for a demo that may hold neither a photograph nor a font.

use image::{GrayImage, Luma, imageops};

use crate::Dice;

/// Draws a face of our own, `side` × `side`, head and shoulders. The dice choose hair, shape and light. A detector of
/// faces need not take it for one.
#[must_use]
pub fn drawn_face(side: u32, dice: &mut Dice) -> GrayImage {
    let looks = Looks {
        skin: dice.between(165.0, 215.0),
        hair: dice.between(25.0, 90.0),
        wide: dice.between(0.235, 0.265),
        fringe: dice.between(0.24, 0.31),
        light: dice.between(-25.0, 25.0),
        ground: dice.between(170.0, 235.0),
    };
    let drawn = GrayImage::from_fn(side, side, |x, y| {
        let (u, v) = ((x as f32 + 0.5) / side as f32, (y as f32 + 0.5) / side as f32);
        Luma([looks.at(u - 0.5, v).clamp(0.0, 255.0) as u8])
    });
    imageops::blur(&drawn, (side as f32 * 0.006).max(0.3))
}

struct Looks {
    skin: f32,
    hair: f32,
    wide: f32,
    fringe: f32,
    light: f32,
    ground: f32,
}

impl Looks {
    /// The grey at `u` right of the middle and `v` below the top, both as shares of the side.
    fn at(&self, u: f32, v: f32) -> f32 {
        let away = u.abs();
        let mut grey = self.ground;
        // Shoulders and neck.
        grey = over(grey, 70.0, ellipse(u, v - 1.08, 0.44, 0.27));
        grey = over(grey, self.skin * 0.78, ellipse(u, v - 0.80, 0.11, 0.17));
        grey = over(grey, self.hair, ellipse(u, v - 0.42, self.wide + 0.045, 0.335));
        // The head, lit from one side, darker towards its edge.
        let head = ellipse(u, v - 0.49, self.wide, 0.315);
        let shade =
            self.skin + self.light * u / self.wide - 55.0 * (u / self.wide).powi(2) - 15.0 * (v - 0.5);
        let below_fringe = step(v - self.fringe - 0.25 * u * u, 0.015);
        grey = over(grey, shade, head * below_fringe);
        let inside = head * below_fringe;
        // Sockets, brows, eyes with their whites.
        grey -= inside * 55.0 * bump(away - 0.105, v - 0.445, 0.075, 0.042);
        grey = over(
            grey,
            self.hair + 15.0,
            inside * ellipse(away - 0.11, v - 0.393 - 0.25 * (away - 0.11), 0.066, 0.013),
        );
        grey = over(grey, 215.0, inside * ellipse(away - 0.107, v - 0.452, 0.047, 0.0185));
        grey = over(grey, 30.0, inside * ellipse(away - 0.107, v - 0.450, 0.021, 0.021));
        grey = over(grey, 45.0, inside * ellipse(away - 0.107, v - 0.434, 0.050, 0.007));
        // The nose: its sides, its light, its nostrils.
        grey -= inside * 30.0 * bump(away - 0.042, v - 0.53, 0.018, 0.085);
        grey += inside * 18.0 * bump(u, v - 0.54, 0.020, 0.10);
        grey -= inside * 42.0 * bump(u, v - 0.607, 0.060, 0.020);
        grey = over(grey, 60.0, inside * ellipse(away - 0.027, v - 0.600, 0.015, 0.009));
        // Mouth and chin.
        grey = over(grey, 112.0, inside * ellipse(u, v - 0.683, 0.085, 0.024));
        grey = over(grey, 55.0, inside * ellipse(u, v - 0.680 - 1.2 * u * u, 0.082, 0.006));
        grey -= inside * 24.0 * bump(u, v - 0.728, 0.060, 0.016);
        grey
    }
}

fn over(below: f32, above: f32, share: f32) -> f32 {
    below + (above - below) * share
}

fn step(at: f32, soft: f32) -> f32 {
    (at / soft + 0.5).clamp(0.0, 1.0)
}

fn ellipse(u: f32, v: f32, wide: f32, high: f32) -> f32 {
    ((1.0 - (u / wide).hypot(v / high)) * wide.min(high) * 120.0 + 0.5).clamp(0.0, 1.0)
}

fn bump(u: f32, v: f32, wide: f32, high: f32) -> f32 {
    (-(u / wide).powi(2) - (v / high).powi(2)).exp()
}
