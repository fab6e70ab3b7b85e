//! Series of scenes, one for each question that is asked of the camera side. Tests and benchmark count over the same ones.
//! Every frame is 960 long.

use image::{GrayImage, Luma, imageops};

use crate::{Dice, Glare, Kind, Paper, PaperPlan, Portraits, Scene, Selfie, Shot, Split, selfie};

/// Dots a millimetre of a document that fills such a frame.
const SCALE: f32 = 10.0;

/// A scene and the kind of document in it.
#[derive(Clone, Debug)]
pub struct Series {
    /// The photograph.
    pub scene: Scene,
    /// What is on it.
    pub kind: Kind,
}

fn paper(split: Split, kind: Kind, dice: &mut Dice) -> Paper {
    Paper::draw(split, PaperPlan { kind, scale: SCALE, portrait: None, zone: None }, dice)
}

fn any_kind(dice: &mut Dice) -> Kind {
    dice.choose(Kind::CardFront, &[Kind::CardBack, Kind::PhotoPage])
}

fn any_size(dice: &mut Dice) -> [u32; 2] {
    dice.choose([960, 720], &[[720, 960]])
}

/// *Are the corners found?* Good photographs.
#[must_use]
pub fn corners(split: Split, seed: u64) -> Series {
    let dice = &mut Dice::new(split, seed);
    let kind = any_kind(dice);
    let paper = paper(split, kind, dice);
    let shot = Shot::good(split, kind, any_size(dice), dice);
    Series { scene: shot.take(&paper, dice), kind }
}

/// *Is it sharp?* Blur between two deviations, any noise up to 12 and any exposure from × 0.35 to × 1.5.
#[must_use]
pub fn focus(split: Split, seed: u64, blur: [f32; 2]) -> Series {
    let dice = &mut Dice::new(split, seed);
    let kind = any_kind(dice);
    let paper = paper(split, kind, dice);
    let mut shot = Shot::good(split, kind, any_size(dice), dice);
    let [least, most] = blur;
    shot.blur = dice.between(least, most);
    shot.noise = dice.between(0.0, 12.0);
    shot.exposure = dice.between(0.35_f32.ln(), 1.5_f32.ln()).exp();
    Series { scene: shot.take(&paper, dice), kind }
}

/// *Is there a reflection?* One that covers between 2.2 and 12 % of the document, or none; half of the documents are
/// white ones. Overexposed photographs are another question.
#[must_use]
pub fn reflection(split: Split, seed: u64, reflected: bool) -> Series {
    let dice = &mut Dice::new(split, seed);
    let kind = any_kind(dice);
    let mut paper = paper(split, kind, dice);
    if dice.chance(0.5) {
        whiten(&mut paper);
    }
    let mut shot = Shot::good(split, kind, any_size(dice), dice);
    shot.exposure = dice.between(0.7, 1.04);
    shot.gradient = shot.gradient.map(|share| share * 0.5);
    if reflected {
        let share = dice.between(0.022, 0.12);
        let stretch = dice.between(0.6, 1.6);
        let half = (share / std::f32::consts::PI).sqrt();
        shot.glare = Some(Glare {
            at: [dice.between(0.28, 0.72), dice.between(0.28, 0.72)],
            size: [half * stretch, half / stretch],
        });
    }
    Series { scene: shot.take(&paper, dice), kind }
}

/// Paper of the plainest white, as light as good light makes it: 243 of 255.
fn whiten(paper: &mut Paper) {
    let mut greys: Vec<u8> =
        paper.image.pixels().map(|pixel| pixel.0.into_iter().min().unwrap_or(0)).collect();
    let at = greys.len() * 7 / 10;
    let ground = if greys.is_empty() { 0 } else { *greys.select_nth_unstable(at).1 };
    for pixel in paper.image.pixels_mut() {
        let [r, g, b] = pixel.0.map(f32::from);
        let lift = 243.0 / f32::from(ground.max(1));
        let grey = ((r + g + b) / 3.0 * lift).min(243.0);
        pixel.0 = [grey as u8; 3];
    }
}

/// *Are person and portrait there?* A selfie, upright, with or without the document.
#[must_use]
pub fn holding(split: Split, seed: u64, portraits: &Portraits, with_document: bool) -> GrayImage {
    let dice = &mut Dice::new(split, seed);
    let faces = portraits.of(split);
    let index = |dice: &mut Dice| dice.below(u32::try_from(faces.len()).unwrap_or(1)) as usize;
    let shown = match faces.get(index(dice)) {
        Some(face) if dice.chance(0.5) => with_room(face),
        _ => portraits.head(),
    };
    let kind = dice.choose(Kind::CardFront, &[Kind::PhotoPage]);
    let paper =
        Paper::draw(split, PaperPlan { kind, scale: SCALE, portrait: Some(&shown), zone: None }, dice);
    let width = if kind == Kind::PhotoPage { dice.between(0.6, 0.8) } else { dice.between(0.52, 0.72) };
    let small = faces.get(index(dice));
    let (person, enlarged) = match small {
        Some(face) if dice.chance(0.4) => (face, dice.between(8.0, 11.0)),
        _ => (&portraits.astronaut, dice.between(1.25, 1.7)),
    };
    let at = [dice.between(0.42, 0.58), if person.width() > 100 { 0.42 } else { dice.between(0.28, 0.36) }];
    let plan =
        Selfie { size: [720, 960], person, enlarged, at, held: with_document.then_some((&paper, width)) };
    selfie(&plan, dice)
}

/// A face with the room around it that a portrait has: it fills five eighths of the width.
fn with_room(face: &GrayImage) -> GrayImage {
    let side = face.width() * 8 / 5;
    let mut portrait = GrayImage::from_pixel(side, side, Luma([190]));
    let at = i64::from((side - face.width()) / 2);
    imageops::replace(&mut portrait, face, at, at);
    portrait
}
