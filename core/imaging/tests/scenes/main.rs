//! The camera side on drawn scenes. What must hold is counted on the test split, with a margin below what the benchmark
//! (`cargo xtask bench imaging`) reports; nothing here depends on how fast the machine is.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod faces;
mod memory;
mod print;
mod shutter;
mod still;

use kauth_imaging::live::{Frame, inspect};
use kauth_imaging::{Grey, Hint, Rotation, Subject, Verdicts};
use kauth_scenes::{Dice, Kind, Paper, PaperPlan, Portraits, Scene, Shot, Split};

fn grey(scene: &Scene) -> Grey {
    own(scene.grey())
}

fn own(picture: image::GrayImage) -> Grey {
    let (width, height) = picture.dimensions();
    Grey::new(picture.into_raw(), width, height).unwrap()
}

fn frame(picture: &Grey) -> Frame<'_> {
    Frame { plane: picture.plane(), rotation: Rotation::None }
}

fn subject(kind: Kind) -> Subject {
    match kind {
        Kind::CardFront => Subject::Front,
        Kind::CardBack => Subject::Back,
        Kind::PhotoPage => Subject::PhotoPage,
    }
}

fn look(scene: &Scene, kind: Kind) -> Verdicts {
    inspect(frame(&grey(scene)), subject(kind))
}

/// The portraits: without them nothing about faces can be said, so their absence is a failure.
fn portraits() -> Portraits {
    Portraits::load().unwrap_or_else(|absent| panic!("{absent}"))
}

/// A good photograph of a document with a real portrait, changed as told.
fn photograph(kind: Kind, seed: u64, change: impl FnOnce(&mut Shot)) -> Scene {
    let head = portraits().head();
    let dice = &mut Dice::new(Split::Test, 1_000 + seed);
    let plan = PaperPlan { kind, scale: 10.0, portrait: Some(&head), zone: None };
    let paper = Paper::draw(Split::Test, plan, dice);
    let mut shot = Shot::good(Split::Test, kind, [960, 720], dice);
    change(&mut shot);
    shot.take(&paper, dice)
}

fn first(verdicts: &Verdicts) -> Option<Hint> {
    verdicts.refused.first().copied()
}
