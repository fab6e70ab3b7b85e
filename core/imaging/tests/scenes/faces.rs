//! Faces: who is there, which side it is. A few identities prove geometry, not fairness.

use image::{GrayImage, Luma, imageops};
use kauth_imaging::live::inspect;
use kauth_imaging::{Hint, Plane, Rotation, Subject, faces};
use kauth_scenes::{Kind, Split, series};

use crate::{first, frame, grey, look, own, photograph, portraits};

/// A small face enlarged to 75 pixels, on grey with some room.
fn enlarged(face: &GrayImage) -> GrayImage {
    let mut ground = GrayImage::from_pixel(120, 120, Luma([128]));
    imageops::replace(&mut ground, &imageops::resize(face, 75, 75, imageops::FilterType::CatmullRom), 22, 22);
    ground
}

fn is_found(picture: &GrayImage) -> bool {
    let plane = Plane::new(picture, picture.width(), picture.height(), picture.width() as usize).unwrap();
    !faces::find(plane, Rotation::None).is_empty()
}

#[test]
fn faces_are_found_and_nothing_else() {
    let portraits = portraits();
    let faces = portraits.faces.iter().filter(|face| is_found(&enlarged(face))).count();
    let others = portraits.others.iter().filter(|other| is_found(&enlarged(other))).count();
    assert!(faces >= 94 && others == 0, "{faces} of 100 faces, {others} of 100 others");
}

#[test]
fn a_face_is_found_however_the_camera_is_held() {
    let upright = portraits().astronaut;
    let turned = [
        (Rotation::None, upright.clone()),
        (Rotation::Quarter, imageops::rotate270(&upright)),
        (Rotation::Half, imageops::rotate180(&upright)),
        (Rotation::ThreeQuarters, imageops::rotate90(&upright)),
    ];
    for (rotation, picture) in turned {
        let plane = Plane::new(&picture, 512, 512, 512).unwrap();
        let face = *faces::find(plane, Rotation::None).first().unwrap();
        assert_eq!(face.rotation, rotation);
        // And with the rotation told, in the fractions of the upright picture.
        let told = *faces::find(plane, rotation).first().unwrap();
        let middle = (told.x + told.width / 2.0, told.y + told.height / 2.0);
        assert_eq!(told.rotation, Rotation::None);
        assert!((middle.0 - 0.43).abs() < 0.05 && (middle.1 - 0.24).abs() < 0.06, "{rotation:?} {middle:?}");
    }
}

#[test]
fn a_selfie_needs_a_person_and_a_portrait() {
    let portraits = portraits();
    let both = |with_document: bool| {
        let seen = (0..30).filter(|seed| {
            let selfie = own(series::holding(Split::Test, *seed, &portraits, with_document));
            let refused = inspect(frame(&selfie), Subject::Selfie).refused;
            !refused.iter().any(|hint| matches!(hint, Hint::NoFace | Hint::NoPortrait | Hint::TooFar))
        });
        seen.count()
    };
    let (with, without) = (both(true), both(false));
    assert!(with >= 28 && without == 0, "{with} of 30 with a document, {without} of 30 without");
}

#[test]
fn a_selfie_of_nobody_says_so() {
    let wall = kauth_imaging::Grey::new(vec![140; 720 * 960], 720, 960).unwrap();
    assert_eq!(first(&inspect(frame(&wall), Subject::Selfie)), Some(Hint::NoFace));
}

#[test]
fn a_side_is_told_by_its_portrait() {
    let mut right = 0;
    for seed in 0..5 {
        let front = photograph(Kind::CardFront, seed, |_| {});
        let back = photograph(Kind::CardBack, seed, |_| {});
        right += usize::from(first(&look(&front, Kind::CardFront)).is_none());
        right += usize::from(first(&look(&back, Kind::CardBack)).is_none());
        right += usize::from(inspect(frame(&grey(&front)), Subject::Back).refused == [Hint::WrongSide]);
        right += usize::from(inspect(frame(&grey(&back)), Subject::Front).refused == [Hint::WrongSide]);
    }
    assert!(right >= 18, "{right} of 20");
}

#[test]
fn the_model_is_the_one_it_says() {
    let readme = include_str!("../../model/README.md");
    let model = include_bytes!("../../model/seeta_fd_frontal_v1.0.bin");
    let sum = sha256(model);
    assert!(readme.contains(&sum), "{sum}");
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
