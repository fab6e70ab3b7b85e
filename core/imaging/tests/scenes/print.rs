//! Corners, sharpness, light, reflections.

use kauth_imaging::{Hint, Outline, Point};
use kauth_scenes::{Kind, Scene, Split, series};

use crate::{first, look, photograph};

/// How much of the drawn outline was found.
fn overlap(scene: &Scene, found: Option<Outline>) -> f32 {
    let (width, height) = scene.image.dimensions();
    let corners = scene.corners.map(|[x, y]| Point { x: x / width as f32, y: y / height as f32 });
    found.map_or(0.0, |found| found.overlap(&Outline { corners }))
}

#[test]
fn corners_are_found_on_nearly_every_good_frame() {
    let found = (0..40).filter(|seed| {
        let drawn = series::corners(Split::Test, *seed);
        overlap(&drawn.scene, look(&drawn.scene, drawn.kind).outline) >= 0.95
    });
    let found = found.count();
    assert!(found >= 36, "{found} of 40");
}

#[test]
fn a_blurred_document_never_passes() {
    for seed in 0..40 {
        let drawn = series::focus(Split::Test, seed, [3.0, 4.5]);
        let verdicts = look(&drawn.scene, drawn.kind);
        let passes = verdicts.outline.is_some() && !verdicts.refused.contains(&Hint::Blurred);
        assert!(!passes, "seed {seed}: {:?}", verdicts.measures.slope);
    }
}

#[test]
fn a_document_that_is_sharp_on_one_side_only_does_not_pass() {
    for seed in 0..6 {
        let mut scene = photograph(Kind::CardFront, seed, |shot| shot.blur = 0.5);
        assert!(!look(&scene, Kind::CardFront).refused.contains(&Hint::Blurred), "{seed}");
        let right = image::imageops::crop_imm(&scene.image, 480, 0, 480, 720).to_image();
        image::imageops::replace(&mut scene.image, &image::imageops::blur(&right, 4.0), 480, 0);
        let verdicts = look(&scene, Kind::CardFront);
        assert!(verdicts.refused.contains(&Hint::Blurred), "{seed}: {:?}", verdicts.measures.slope);
    }
}

#[test]
fn a_sharp_document_is_hardly_ever_refused_for_blur() {
    let refused: Vec<_> = (0..40)
        .filter_map(|seed| {
            let drawn = series::focus(Split::Test, seed, [0.0, 1.0]);
            let verdicts = look(&drawn.scene, drawn.kind);
            // Where no document was found nothing was said about its print.
            let blurred = verdicts.outline.is_some() && verdicts.refused.contains(&Hint::Blurred);
            blurred.then_some((seed, verdicts.measures.slope))
        })
        .collect();
    assert!(refused.len() <= 1, "{refused:?}");
}

#[test]
fn reflections_are_seen_and_white_paper_is_none() {
    let count = |reflected: bool| {
        let seen = (0..40).filter(|seed| {
            let drawn = series::reflection(Split::Test, *seed, reflected);
            look(&drawn.scene, drawn.kind).measures.glare > 0.02
        });
        seen.count()
    };
    let (caught, invented) = (count(true), count(false));
    assert!(caught >= 37 && invented == 0, "{caught} of 40 caught, {invented} of 40 invented");
}

#[test]
fn light_is_judged_on_the_document() {
    let dark = photograph(Kind::CardBack, 1, |shot| shot.exposure = 0.13);
    assert_eq!(first(&look(&dark, Kind::CardBack)), Some(Hint::TooDark));
    let bright = photograph(Kind::CardBack, 1, |shot| shot.exposure = 1.7);
    assert_eq!(first(&look(&bright, Kind::CardBack)), Some(Hint::TooBright));
    let night = kauth_imaging::Grey::new(vec![9; 960 * 720], 960, 720).unwrap();
    let verdicts = kauth_imaging::live::inspect(crate::frame(&night), kauth_imaging::Subject::Front);
    assert_eq!(first(&verdicts), Some(Hint::TooDark), "nothing is found in the dark, and it is said why");
    let wall = kauth_imaging::Grey::new(vec![150; 960 * 720], 960, 720).unwrap();
    let verdicts = kauth_imaging::live::inspect(crate::frame(&wall), kauth_imaging::Subject::Front);
    assert_eq!(first(&verdicts), Some(Hint::NoDocument));
}

/// Corners moved about the frame's middle.
fn moved(corners: [[f32; 2]; 4], scale: f32, shift: [f32; 2]) -> [[f32; 2]; 4] {
    let [dx, dy] = shift;
    corners.map(|[x, y]| [480.0 + (x - 480.0) * scale + dx, 360.0 + (y - 360.0) * scale + dy])
}

#[test]
fn framing_is_judged() {
    let kind = Kind::CardFront;
    for seed in 0..4 {
        let far = photograph(kind, seed, |shot| shot.corners = moved(shot.corners, 0.55, [0.0, 0.0]));
        assert_eq!(first(&look(&far, kind)), Some(Hint::TooFar), "{seed}");
        let near = photograph(kind, seed, |shot| {
            shot.corners = [[24.0, 66.0], [936.0, 60.0], [940.0, 640.0], [20.0, 636.0]];
        });
        assert_eq!(first(&look(&near, kind)), Some(Hint::TooNear), "{seed}");
        let cut = photograph(kind, seed, |shot| shot.corners = moved(shot.corners, 1.0, [260.0, 0.0]));
        // Some of what is printed may stand for the edge that is not there; then it is too small to be a card.
        let hint = first(&look(&cut, kind));
        assert!(matches!(hint, Some(Hint::CutOff | Hint::NoDocument | Hint::TooFar)), "{seed} {hint:?}");
        let tilted = photograph(kind, seed, |shot| {
            shot.corners = [[250.0, 130.0], [830.0, 350.0], [701.0, 688.0], [121.0, 468.0]];
        });
        let hint = first(&look(&tilted, kind));
        assert!(matches!(hint, Some(Hint::Tilted)), "{seed} {hint:?}");
    }
}
