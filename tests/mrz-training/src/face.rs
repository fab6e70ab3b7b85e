//! A face: how every glyph looks, as distances to its outline.
//!
//! From distances a glyph is drawn at any size, any place between pixels and with any amount of ink, and one look at
//! the table a pixel is enough.

use kauth_imaging::mrz::training::ALPHABET;

/// Table points a pitch.
const FINE: usize = 40;
/// How far from the glyph's middle the table reaches, in pitches: across and down.
const REACH: (f32, f32) = (0.6, 0.8);
const WIDTH: usize = 49;
const HEIGHT: usize = 65;

/// How far each point lies within the outline, in pitches; outside it is negative.
#[derive(Clone, Debug)]
pub struct Shape(Vec<f32>);

impl Shape {
    /// Fills the table; `within` takes a place in pitches from the glyph's middle, y down.
    #[must_use]
    pub fn new(within: impl Fn(f32, f32) -> f32) -> Self {
        let place = |index: usize, reach: f32| index as f32 / FINE as f32 - reach;
        let rows = (0..HEIGHT).map(|row| place(row, REACH.1));
        Self(
            rows.flat_map(|y| (0..WIDTH).map(move |column| (place(column, REACH.0), y)))
                .map(|(x, y)| within(x, y))
                .collect(),
        )
    }

    fn within(&self, x: f32, y: f32) -> f32 {
        let (x, y) = ((x + REACH.0) * FINE as f32, (y + REACH.1) * FINE as f32);
        if !(x >= 0.0 && y >= 0.0 && x < (WIDTH - 1) as f32 && y < (HEIGHT - 1) as f32) {
            return -1.0;
        }
        let (column, row) = (x as usize, y as usize);
        let (u, v) = (x - column as f32, y - row as f32);
        let pair = |row: usize| {
            let two = self.0.get(row * WIDTH + column..row * WIDTH + column + 2).unwrap_or_default();
            let [left, right] = two else { return -1.0 };
            left + (right - left) * u
        };
        let (upper, lower) = (pair(row), pair(row + 1));
        upper + (lower - upper) * v
    }
}

/// The shapes of all glyphs of the alphabet that a source has.
#[derive(Clone, Debug)]
pub struct Face(Vec<Option<Shape>>);

impl Face {
    /// Asks for each glyph.
    #[must_use]
    pub fn new(shape: impl Fn(char) -> Option<Shape>) -> Self {
        Self(ALPHABET.iter().map(|character| shape(char::from(*character))).collect())
    }

    /// Whether no glyph is missing.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.0.iter().all(Option::is_some)
    }

    /// How much of a pixel is ink, 0 to 1. The place is in pitches: `x` from the beginning of the text, `y` down from
    /// the middle of the capital letters. `pitch` is in pixels, `gain` is how far ink runs over the outline, in pitches.
    #[must_use]
    pub fn ink(&self, text: &str, x: f32, y: f32, pitch: f32, gain: f32) -> f32 {
        if !(x >= 0.0 && y.abs() < REACH.1) {
            return 0.0;
        }
        let column = x as usize;
        let Some(character) = text.as_bytes().get(column) else { return 0.0 };
        let Some(glyph) = ALPHABET.iter().position(|known| known == character) else { return 0.0 };
        let Some(shape) = self.0.get(glyph).and_then(Option::as_ref) else { return 0.0 };
        let within = shape.within(x - column as f32 - 0.5, y);
        ((within + gain) * pitch + 0.5).clamp(0.0, 1.0)
    }
}
