//! Papers and a selfie of somebody who does not exist: drawn, so that a demo needs no photograph and no font.
//!
//! An identity card of Utopia (the state of ICAO Doc 9303's specimens) with a valid zone in glyphs of our own, and the
//! drawn person who holds it. A seed decides everything.

use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageError, ImageFormat, Luma, imageops};
use kauth_mrz_training::glyphs;
use kauth_scenes::{Dice, Kind, Paper, PaperPlan, Selfie, Shot, Split, drawn_face, selfie};

/// The zone on the card's back.
pub const ZONE: [&str; 3] =
    ["I<UTODK4A05D3E4<<<<<<<<<<<<<<<", "8802299F3405190UTO<<<<<<<<<<<2", "DEMO<<DANA<MARIA<<<<<<<<<<<<<<"];

/// What the demo and flow F draw from.
pub const SEED: u64 = 4;

/// Dots a millimetre of what is printed.
const SCALE: f32 = 16.0;
/// The photographs of the card.
const SHOT: [u32; 2] = [1600, 1200];
/// The selfie, upright.
const FRAME: [u32; 2] = [1080, 1440];

/// Photographs, JPEG.
#[derive(Clone, Debug)]
pub struct Specimen {
    /// The card's front, with the portrait.
    pub front: Vec<u8>,
    /// Its back, with [`ZONE`].
    pub back: Vec<u8>,
    /// The person with the card.
    pub selfie: Vec<u8>,
}

impl Specimen {
    /// Draws them.
    ///
    /// # Errors
    /// What the encoder says.
    pub fn draw(seed: u64) -> Result<Self, ImageError> {
        let dice = &mut Dice::new(Split::Train, seed);
        let face = drawn_face(900, dice);
        let strip = strip();
        let paper = |kind| {
            let plan = PaperPlan { kind, scale: SCALE, portrait: Some(&face), zone: Some(&strip) };
            Paper::draw(Split::Train, plan, &mut Dice::new(Split::Train, seed))
        };
        let (front, back) = (paper(Kind::CardFront), paper(Kind::CardBack));
        let mut photograph = |paper: &Paper| {
            let scene = Shot::good(Split::Train, paper.kind, SHOT, dice).take(paper, dice);
            jpeg(DynamicImage::ImageRgb8(scene.image))
        };
        let (front_shot, back_shot) = (photograph(&front)?, photograph(&back)?);
        let person = standing(&face);
        let plan = Selfie {
            size: FRAME,
            person: &person,
            enlarged: 1.0,
            at: [0.5, 0.5],
            held: Some((&front, 0.62)),
        };
        let selfie = jpeg(DynamicImage::ImageLuma8(selfie(&plan, dice)))?;
        Ok(Self { front: front_shot, back: back_shot, selfie })
    }
}

/// The zone as it is printed over 77 × 15.5 mm: three lines, 2.54 mm a character.
fn strip() -> GrayImage {
    let pixels = |mm: f32| (mm * SCALE).round();
    let mut strip = GrayImage::from_pixel(pixels(77.0) as u32, pixels(15.5) as u32, Luma([255]));
    for (row, text) in ZONE.iter().enumerate() {
        if let Some(line) = glyphs::draw_line(text, 2.54 * SCALE) {
            let middle = pixels(7.75 + 4.25 * (row as f32 - 1.0));
            let top = middle as i64 - i64::from(line.height()) / 2;
            imageops::replace(&mut strip, &line, pixels(0.4) as i64, top);
        }
    }
    strip
}

/// The person in a whole frame: wall above the head, shoulders down to the lower edge.
fn standing(face: &GrayImage) -> GrayImage {
    let [width, height] = FRAME;
    let (left, top) = (i64::from(width) / 2 - i64::from(face.width()) / 2, i64::from(height) / 20);
    GrayImage::from_fn(width, height, |x, y| {
        let within = |at: i64, side: u32| at.clamp(0, i64::from(side) - 1) as u32;
        *face.get_pixel(within(i64::from(x) - left, face.width()), within(i64::from(y) - top, face.height()))
    })
}

fn jpeg(picture: DynamicImage) -> Result<Vec<u8>, ImageError> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into_rgb8().write_to(&mut bytes, ImageFormat::Jpeg)?;
    Ok(bytes.into_inner())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use kauth_imaging::mrz::{self, text::parse};
    use kauth_imaging::{Subject, still};

    #[test]
    fn the_zone_is_right() {
        let mrz = parse(&ZONE).unwrap();
        assert!(mrz.checks.all_right(), "{:?}", mrz.checks);
    }

    #[test]
    fn the_phone_takes_every_picture_and_reads_the_zone() {
        let drawn = Specimen::draw(SEED).unwrap();
        let still = |bytes: &[u8], subject| still::prepare(bytes, subject).unwrap();
        let front = still(&drawn.front, Subject::Front);
        let back = still(&drawn.back, Subject::Back);
        let selfie = still(&drawn.selfie, Subject::Selfie);
        for still in [&front, &back, &selfie] {
            assert!(still.verdicts.is_fine(), "{:?}", still.verdicts.refused);
        }
        let reading = mrz::read(back.document.as_ref().unwrap().plane()).unwrap();
        assert!(reading.readable);
        assert_eq!(reading.lines, ZONE);
    }
}
