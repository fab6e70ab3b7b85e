//! Pictures as files: what is uploaded, and what is refused.

use std::io::Cursor;

use image::{DynamicImage, GenericImageView, ImageFormat, RgbImage, imageops};
use kauth_imaging::still::{DOCUMENT_SIDE, SELFIE_SIDE, Still, prepare};
use kauth_imaging::{Hint, ImageError, MAX_BYTES, Outline, Point, Subject};
use kauth_scenes::{Dice, Kind, Paper, PaperPlan, Scene, Shot, Split};

use crate::portraits;

/// A photograph at about 340 dpi: 1800 × 1350.
fn photograph(kind: Kind, seed: u64, change: impl FnOnce(&mut Shot)) -> Scene {
    let head = portraits().head();
    let dice = &mut Dice::new(Split::Test, 2_000 + seed);
    let plan = PaperPlan { kind, scale: 18.0, portrait: Some(&head), zone: None };
    let paper = Paper::draw(Split::Test, plan, dice);
    let mut shot = Shot::good(Split::Test, kind, [1800, 1350], dice);
    change(&mut shot);
    shot.take(&paper, dice)
}

fn file(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture.clone()).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 92).encode_image(picture).unwrap();
    bytes
}

/// A JPEG with what cameras write: EXIF with an orientation and a place, XMP, an ICC profile.
fn from_camera(picture: &RgbImage, orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.push(orientation);
    exif.extend(b"\0\0\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0");
    exif.extend(b"\0\x01\0\x01\0\x02\0\0\0\x02N\0\0\0\0\0\0\0GPS-PLACE");
    let segments: [(u8, &[u8]); 3] = [
        (0xe1, &exif),
        (0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>XMP-NOTE</x:xmpmeta>"),
        (0xe2, b"ICC_PROFILE\0\x01\x01ICC-PROFILE"),
    ];
    let plain = jpeg(picture);
    let mut bytes = plain[..2].to_vec();
    for (marker, data) in segments {
        bytes.extend([0xff, marker]);
        bytes.extend(u16::try_from(data.len() + 2).unwrap().to_be_bytes());
        bytes.extend(data);
    }
    bytes.extend(&plain[2..]);
    bytes
}

fn decoded(still: &Still) -> DynamicImage {
    let picture = image::load_from_memory_with_format(&still.upload, ImageFormat::Jpeg).unwrap();
    assert_eq!(picture.dimensions(), (still.width, still.height));
    picture
}

/// Mean difference of two pictures' luma, the second stretched to the first.
fn difference(one: &DynamicImage, other: &DynamicImage) -> f64 {
    let (width, height) = (200, 126);
    let [one, other] = [one, other]
        .map(|picture| imageops::resize(&picture.to_luma8(), width, height, imageops::FilterType::Triangle));
    let sum: u32 = one.iter().zip(other.iter()).map(|(a, b)| u32::from(a.abs_diff(*b))).sum();
    f64::from(sum) / f64::from(width * height)
}

#[test]
fn a_document_is_cut_out_straightened_and_stripped() {
    for kind in [Kind::CardFront, Kind::CardBack, Kind::PhotoPage] {
        let scene = photograph(kind, 1, |_| {});
        let still = prepare(&from_camera(&scene.image, 1), crate::subject(kind)).unwrap();
        let [wide, high] = kind.size_mm();
        let ratio = still.width as f32 / still.height as f32;
        assert!((ratio - (wide * 1.03) / (high + wide * 0.03)).abs() < 0.03, "{kind:?} {ratio}");
        assert!(still.width <= DOCUMENT_SIDE && still.width > 1100, "{}", still.width);
        let corners = scene.corners.map(|[x, y]| Point { x: x / 1800.0, y: y / 1350.0 });
        assert!(still.outline.unwrap().overlap(&Outline { corners }) > 0.97, "{kind:?}");
        assert_eq!(still.verdicts.refused, [], "{kind:?} {:?}", still.verdicts.measures);
        assert!(still.verdicts.measures.dpi.unwrap() > if kind == Kind::PhotoPage { 200.0 } else { 300.0 });
        let document = still.document.as_ref().unwrap();
        assert_eq!((document.width(), document.height()), (still.width, still.height));
        decoded(&still);
        for kept in ["Exif", "GPS", "XMP", "xmpmeta", "ICC_PROFILE", "adobe"] {
            let found = still.upload.windows(kept.len()).any(|bytes| bytes == kept.as_bytes());
            assert!(!found, "{kept} is still there");
        }
    }
}

#[test]
fn every_orientation_gives_the_same_upload() {
    let scene = photograph(Kind::CardFront, 2, |_| {});
    let straight = decoded(&prepare(&jpeg(&scene.image), Subject::Front).unwrap());
    let picture = &scene.image;
    // What a camera stores so that its orientation makes this picture of it.
    let stored: [(u8, RgbImage); 8] = [
        (1, picture.clone()),
        (2, imageops::flip_horizontal(picture)),
        (3, imageops::rotate180(picture)),
        (4, imageops::flip_vertical(picture)),
        (5, imageops::flip_horizontal(&imageops::rotate90(picture))),
        (6, imageops::rotate270(picture)),
        (7, imageops::flip_horizontal(&imageops::rotate270(picture))),
        (8, imageops::rotate90(picture)),
    ];
    for (orientation, stored) in stored {
        let still = prepare(&from_camera(&stored, orientation), Subject::Front).unwrap();
        assert_eq!(still.verdicts.refused, [], "{orientation}");
        let off = difference(&straight, &decoded(&still));
        assert!(off < 3.0, "orientation {orientation}: {off}");
    }
}

#[test]
fn a_card_held_on_its_head_or_standing_is_turned_by_its_portrait() {
    let scene = photograph(Kind::CardFront, 1, |_| {});
    let straight = decoded(&prepare(&jpeg(&scene.image), Subject::Front).unwrap());
    let turned = [
        ("90", imageops::rotate90(&scene.image)),
        ("180", imageops::rotate180(&scene.image)),
        ("270", imageops::rotate270(&scene.image)),
    ];
    for (degrees, picture) in turned {
        let still = prepare(&jpeg(&picture), Subject::Front).unwrap();
        let off = difference(&straight, &decoded(&still));
        assert!(off < 5.0, "{degrees}: {off}, {:?} {:?}", still.outline, still.verdicts);
    }
}

#[test]
fn png_and_webp_are_taken_too() {
    let scene = photograph(Kind::CardBack, 1, |_| {});
    let from_jpeg = decoded(&prepare(&jpeg(&scene.image), Subject::Back).unwrap());
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let still = prepare(&file(&scene.image, format), Subject::Back).unwrap();
        assert!(difference(&from_jpeg, &decoded(&still)) < 2.0, "{format:?}");
    }
}

#[test]
fn what_shows_no_document_goes_as_a_whole() {
    let wall = RgbImage::from_pixel(3000, 2000, image::Rgb([140, 130, 120]));
    let still = prepare(&jpeg(&wall), Subject::PhotoPage).unwrap();
    assert_eq!((still.width, still.height), (2400, 1600));
    assert_eq!((still.outline, still.document.is_none()), (None, true));
    assert_eq!(still.verdicts.refused, [Hint::NoDocument]);
    let small =
        prepare(&jpeg(&RgbImage::from_pixel(300, 200, image::Rgb([140; 3]))), Subject::Front).unwrap();
    assert_eq!((small.width, small.height), (300, 200), "nothing is enlarged");
}

#[test]
fn a_selfie_goes_as_a_whole_and_upright() {
    let person = portraits().astronaut;
    let large = imageops::resize(&person, 1600, 1600, imageops::FilterType::Triangle);
    for (turned, name) in [(large.clone(), "upright"), (imageops::rotate90(&large), "sideways")] {
        let still = prepare(&jpeg(&DynamicImage::from(turned).to_rgb8()), Subject::Selfie).unwrap();
        assert_eq!((still.width, still.height), (SELFIE_SIDE, SELFIE_SIDE));
        assert_eq!(still.verdicts.refused, [Hint::NoPortrait], "{name}");
        assert!(difference(&DynamicImage::from(large.clone()), &decoded(&still)) < 2.0, "{name}");
        let face = still.verdicts.measures.faces[0];
        assert!((face.y + face.height / 2.0 - 0.24).abs() < 0.06, "{name} {face:?}");
    }
}

#[test]
fn a_blurred_far_or_wrong_picture_is_refused() {
    let refused = |scene: &Scene, subject| prepare(&jpeg(&scene.image), subject).unwrap().verdicts.refused;
    let blurred = photograph(Kind::CardBack, 4, |shot| shot.blur = 6.5);
    assert_eq!(refused(&blurred, Subject::Back), [Hint::Blurred]);
    let far = photograph(Kind::CardBack, 4, |shot| {
        shot.corners = shot.corners.map(|[x, y]| [900.0 + (x - 900.0) * 0.6, 675.0 + (y - 675.0) * 0.6]);
    });
    assert!(refused(&far, Subject::Back).contains(&Hint::TooFar));
    let front = photograph(Kind::CardFront, 4, |_| {});
    assert_eq!(refused(&front, Subject::Back), [Hint::WrongSide]);
}

#[test]
fn damaged_files_are_named() {
    let scene = photograph(Kind::CardBack, 5, |_| {});
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = file(&scene.image, format);
        for tenth in 1..10 {
            let cut = prepare(&whole[..whole.len() * tenth / 10], Subject::Back);
            assert_eq!(cut.err(), Some(ImageError::Damaged), "{format:?} {tenth}");
        }
    }
    assert_eq!(prepare(b"GIF89a\x01\0\x01\0", Subject::Front).err(), Some(ImageError::UnknownFormat));
    assert_eq!(prepare(b"", Subject::Front).err(), Some(ImageError::UnknownFormat));
    assert_eq!(prepare(&vec![0xff; MAX_BYTES + 1], Subject::Front).err(), Some(ImageError::TooManyBytes));
}

/// The head of a JPEG of that size, and no body.
fn claiming(width: u16, height: u16) -> Vec<u8> {
    let tiny = jpeg(&RgbImage::new(16, 16));
    let at = tiny.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
    let mut bytes = tiny;
    bytes[at + 5..at + 7].copy_from_slice(&height.to_be_bytes());
    bytes[at + 7..at + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}

#[test]
fn bombs_and_strips_are_refused_before_decoding() {
    assert_eq!(prepare(&claiming(1, 60_000), Subject::Front).err(), Some(ImageError::Shape));
    assert_eq!(prepare(&claiming(60_000, 1), Subject::Front).err(), Some(ImageError::Shape));
    assert_eq!(prepare(&claiming(65_000, 65_000), Subject::Front).err(), Some(ImageError::Shape));
    assert_eq!(prepare(&claiming(20_000, 20_000), Subject::Front).err(), Some(ImageError::TooManyPixels));
    let strip = file(&RgbImage::new(1, 60_000), ImageFormat::Png);
    assert_eq!(prepare(&strip, Subject::Front).err(), Some(ImageError::Shape));
}
