//! From frame to frame.

use kauth_imaging::live::{Frame, Watch};
use kauth_imaging::{Hint, Plane, Rotation, Subject};
use kauth_scenes::{Kind, Scene};

use crate::{frame, grey, photograph};

/// A frame every 100 ms; when the shutter fired.
fn fires(subject: Subject, frames: &[Scene], until_ms: i64) -> Option<i64> {
    let pictures: Vec<_> = frames.iter().map(grey).collect();
    let mut watch = Watch::new(subject);
    (0..=until_ms / 100)
        .map(|frame| frame * 100)
        .zip(pictures.iter().cycle())
        .find(|(now, picture)| watch.look(frame(picture), *now).shutter)
        .map(|(now, _)| now)
}

#[test]
fn the_shutter_fires_once_a_good_document_lay_still_for_half_a_second() {
    let still = photograph(Kind::CardFront, 3, |_| {});
    assert_eq!(fires(Subject::Front, &[still], 2_000), Some(500));
}

#[test]
fn a_trembling_hand_is_no_movement_and_a_moving_one_is() {
    let shifted = |by: f32| {
        photograph(Kind::CardFront, 3, |shot| shot.corners = shot.corners.map(|[x, y]| [x + by, y]))
    };
    // A frame whose edge was misread costs no more than itself.
    let fired = fires(Subject::Front, &[shifted(0.0), shifted(4.0)], 1_000);
    assert!(matches!(fired, Some(500 | 600)), "{fired:?}");
    assert_eq!(fires(Subject::Front, &[shifted(-30.0), shifted(30.0)], 1_000), None);
}

#[test]
fn a_bad_frame_begins_the_half_second_anew() {
    let good = photograph(Kind::CardBack, 2, |_| {});
    let blurred = photograph(Kind::CardBack, 2, |shot| shot.blur = 4.0);
    let (good, blurred) = (grey(&good), grey(&blurred));
    let mut watch = Watch::new(Subject::Back);
    assert_eq!(watch.look(frame(&good), 0).hint, Hint::HoldStill);
    assert_eq!(watch.look(frame(&blurred), 400).hint, Hint::Blurred);
    assert!(!watch.look(frame(&good), 600).shutter);
    assert!(!watch.look(frame(&good), 1_000).shutter);
    assert!(watch.look(frame(&good), 1_100).shutter);
}

#[test]
fn after_eight_seconds_it_complains() {
    let blurred = grey(&photograph(Kind::CardFront, 5, |shot| shot.blur = 4.0));
    let mut watch = Watch::new(Subject::Front);
    let mut look = |now| watch.look(frame(&blurred), now);
    assert!(!look(1_000).complaint);
    assert!(!look(8_900).complaint);
    let sight = look(9_000);
    assert_eq!((sight.complaint, sight.hint, sight.shutter), (true, Hint::Blurred, false));
}

#[test]
fn an_outline_is_told_in_the_upright_frame() {
    let upright = grey(&photograph(Kind::CardFront, 3, |_| {}));
    let straight = Watch::new(Subject::Front).look(frame(&upright), 0).outline.unwrap();
    // The sensor lies on its side: a quarter turn clockwise makes its picture upright.
    let picture = image::GrayImage::from_raw(960, 720, upright.pixels().to_vec()).unwrap();
    let sensor = image::imageops::rotate270(&picture);
    let plane = Plane::new(&sensor, 720, 960, 720).unwrap();
    let turned =
        Watch::new(Subject::Front).look(Frame { plane, rotation: Rotation::Quarter }, 0).outline.unwrap();
    assert!(straight.overlap(&turned) > 0.99);
}

#[test]
fn no_frame_is_too_odd() {
    for (width, height) in [(1, 1), (1, 40), (40, 1), (47, 47), (64, 64), (300, 20), (2000, 51)] {
        for grey in [0, 128, 255] {
            let data = vec![grey; width as usize * height as usize];
            let plane = Plane::new(&data, width, height, width as usize).unwrap();
            for subject in [Subject::Front, Subject::Back, Subject::PhotoPage, Subject::Selfie] {
                let sight = Watch::new(subject).look(Frame { plane, rotation: Rotation::Half }, 0);
                assert!(!sight.shutter && sight.hint != Hint::HoldStill);
            }
        }
    }
}
