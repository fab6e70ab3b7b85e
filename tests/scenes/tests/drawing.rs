//! What the other crates rely on: the same pictures everywhere, and that what is said of them is true.

#![allow(clippy::unwrap_used)]

use image::{GrayImage, Luma};
use kauth_scenes::{Dice, Glare, Kind, Paper, PaperPlan, Portraits, Shot, Split, drawn_face, series};

fn plan(kind: Kind) -> PaperPlan<'static> {
    PaperPlan { kind, scale: 6.0, portrait: None, zone: None }
}

#[test]
fn a_seed_gives_the_same_picture_and_another_another() {
    let draw = |split, seed| series::corners(split, seed).scene.image;
    assert_eq!(draw(Split::Test, 1), draw(Split::Test, 1));
    assert_ne!(draw(Split::Test, 1), draw(Split::Test, 2));
    assert_ne!(draw(Split::Test, 1), draw(Split::Train, 1));
}

#[test]
fn a_strip_of_the_callers_fills_the_zone() {
    let strip = GrayImage::from_pixel(770, 155, Luma([0]));
    let paper = Paper::draw(
        Split::Test,
        PaperPlan { zone: Some(&strip), ..plan(Kind::CardBack) },
        &mut Dice::new(Split::Test, 1),
    );
    let [left, top, width, height] = paper.zone.unwrap().map(|mm| (mm * 6.0) as u32);
    let middle = paper.image.get_pixel(left + width / 2, top + height / 2);
    assert_eq!(middle.0, [0, 0, 0]);
    assert!(paper.portrait.is_none());
}

#[test]
fn a_document_lies_where_it_is_said_to() {
    for seed in 0..12 {
        let drawn = series::corners(Split::Unseen, seed);
        let (width, height) = drawn.scene.image.dimensions();
        for [x, y] in drawn.scene.corners {
            assert!(x > 0.0 && x < width as f32 && y > 0.0 && y < height as f32, "{seed}: {x} {y}");
        }
    }
}

#[test]
fn a_reflection_covers_what_it_says() {
    let dice = &mut Dice::new(Split::Test, 3);
    let paper = Paper::draw(Split::Test, plan(Kind::CardBack), dice);
    let mut shot = Shot::good(Split::Test, Kind::CardBack, [480, 360], dice);
    shot.glare = Some(Glare { at: [0.5, 0.5], size: [0.1, 0.1] });
    let scene = shot.take(&paper, dice);
    assert!((scene.glare - std::f32::consts::PI * 0.01).abs() < 0.003, "{}", scene.glare);
}

#[test]
fn a_drawn_face_is_nobodys_and_always_the_same() {
    let face = |seed| drawn_face(100, &mut Dice::new(Split::Train, seed));
    assert_eq!(face(1), face(1));
    assert_ne!(face(1), face(2));
}

#[test]
fn the_portraits_are_there() {
    let portraits = Portraits::load().unwrap();
    assert_eq!((portraits.faces.len(), portraits.others.len()), (100, 100));
    assert_eq!(portraits.astronaut.dimensions(), (512, 512));
    let counts = [Split::Train, Split::Test, Split::Unseen].map(|split| portraits.of(split).len());
    assert_eq!(counts, [40, 30, 30]);
}
