//! A camera frame: any luma in any shape, looked at for a document, a QR code and a machine-readable zone.

use std::time::Duration;

use kauth_imaging::live::{self, Frame};
use kauth_imaging::{ImageError, Plane, Rotation, Subject, mrz, qr};

use super::{Said, Seeds, Target, hold};

/// Width, height, stride (two bytes each), what it shows and how it is turned (one byte); then the luma.
const HEAD: usize = 7;

pub(super) const TARGET: Target = Target {
    name: "frame",
    take,
    words: &[b"\0\0", b"\xff\xff", b"\x01\x40", b"\xff\0\xff\0\xff\0"],
    most_bytes: HEAD + 320 * 240,
    most_memory: 128 << 20,
    most_time: Duration::from_secs(30),
    short: 400,
    seeds,
};

fn take(input: &[u8]) -> Said {
    let Some((&[w1, w2, h1, h2, s1, s2, how], luma)) = input.split_first_chunk::<HEAD>() else {
        return Said::This("short".to_owned());
    };
    let [width, height, stride] = [[w1, w2], [h1, h2], [s1, s2]].map(u16::from_be_bytes);
    let plane = match Plane::new(luma, u32::from(width), u32::from(height), usize::from(stride)) {
        Ok(plane) => plane,
        Err(error) => {
            let known = [ImageError::Shape, ImageError::TooManyPixels, ImageError::Mismatch].contains(&error);
            hold!(known, "a frame is refused as a file would be");
            return Said::This(error.kind().to_owned());
        }
    };
    let rotation = Rotation::from_degrees(i32::from(how % 4) * 90).unwrap_or(Rotation::None);
    let subject = match (how / 4) % 4 {
        0 => Subject::Front,
        1 => Subject::Back,
        2 => Subject::PhotoPage,
        _ => Subject::Selfie,
    };
    let seen = live::inspect(Frame { plane, rotation }, subject);
    let codes = qr::read_luma(plane).len();
    hold!(codes <= qr::MAX_CODES, "{codes} codes");
    let zone = mrz::read(plane);
    let lines = zone.as_ref().map_or(0, |zone| zone.lines.len());
    Said::This(format!(
        "{:?} {} {codes} {lines}",
        seen.refused.first().map(|hint| hint.key()),
        seen.outline.is_some()
    ))
}

fn framed(width: u16, height: u16, how: u8, luma: impl Fn(u16, u16) -> u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    for number in [width, height, width] {
        bytes.extend(number.to_be_bytes());
    }
    bytes.push(how);
    bytes.extend((0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| luma(x, y)));
    bytes
}

fn seeds() -> Seeds {
    let card = |x: u16, y: u16| if (30..170).contains(&x) && (20..108).contains(&y) { 220 } else { 40 };
    let stripes = |x: u16, y: u16| if (x / 2 + y / 3).is_multiple_of(2) { 230 } else { 20 };
    vec![
        ("card".to_owned(), framed(200, 128, 0, card)),
        ("selfie".to_owned(), framed(128, 160, 12, |x, y| u8::try_from((x * y) % 251).unwrap_or(0))),
        ("stripes".to_owned(), framed(160, 120, 9, stripes)),
        ("dark".to_owned(), framed(64, 48, 4, |_, _| 3)),
        ("one".to_owned(), framed(1, 1, 0, |_, _| 128)),
        ("flat".to_owned(), framed(300, 8, 2, |x, _| u8::try_from(x % 256).unwrap_or(0))),
    ]
}
