//! A picture file, as somebody chose it: to the upload, and to the text of a QR code.

use std::io::Cursor;
use std::time::Duration;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageBuffer, ImageEncoder, ImageFormat, Luma, Rgb, RgbImage, Rgba};
use kauth_imaging::still::{self, DOCUMENT_SIDE, SELFIE_SIDE};
use kauth_imaging::{MAX_PIXELS, Subject, qr};

use super::{Said, Seeds, Target, hold};

pub(super) const TARGET: Target = Target {
    name: "picture",
    take,
    words: &[
        b"\xff\xd8",
        b"\xff\xd9",
        b"\xff\xc0",
        b"\xff\xc2",
        b"\xff\xc4",
        b"\xff\xda",
        b"\xff\xdb",
        b"\xff\xdd",
        b"\xff\xe1",
        b"Exif\0\0",
        b"II*\0\x08\0\0\0",
        b"\x12\x01\x03\0\x01\0\0\0",
        b"IHDR",
        b"IDAT",
        b"PLTE",
        b"tRNS",
        b"IEND",
        b"acTL",
        b"iCCP",
        b"eXIf",
        b"RIFF",
        b"WEBP",
        b"VP8 ",
        b"VP8L",
        b"VP8X",
        b"ALPH",
        b"ANIM",
        b"\x89PNG\r\n\x1a\n",
    ],
    most_bytes: 64 << 10,
    // Decoders may ask for 256 MiB, and what comes after works on what they made.
    most_memory: 640 << 20,
    most_time: Duration::from_secs(60),
    short: 500,
    seeds,
};

fn take(input: &[u8]) -> Said {
    let subject = match input.len() % 4 {
        0 => Subject::Front,
        1 => Subject::Back,
        2 => Subject::PhotoPage,
        _ => Subject::Selfie,
    };
    let prepared = match still::prepare(input, subject) {
        Ok(prepared) => prepared,
        Err(error) => return Said::This(error.kind().to_owned()),
    };
    let upload = prepared.upload.as_slice();
    let most = if subject == Subject::Selfie { SELFIE_SIDE } else { DOCUMENT_SIDE };
    hold!(prepared.width.max(prepared.height) <= most, "{} × {}", prepared.width, prepared.height);
    hold!(upload.starts_with(&[0xff, 0xd8, 0xff]) && upload.ends_with(&[0xff, 0xd9]), "no JPEG goes out");
    hold!(!has_metadata(upload), "something goes out beside the pixels");
    let again = image::load_from_memory_with_format(upload, ImageFormat::Jpeg);
    let size = again.map(|picture| (picture.width(), picture.height()));
    hold!(size.ok() == Some((prepared.width, prepared.height)), "what goes out is not what was said");
    hold!(u64::from(prepared.width) * u64::from(prepared.height) <= MAX_PIXELS, "larger than what comes in");
    if let Some(document) = &prepared.document {
        hold!((document.width(), document.height()) == (prepared.width, prepared.height), "another document");
    }
    let codes = qr::read(input).map_or(0, |codes| codes.len());
    hold!(codes <= qr::MAX_CODES, "{codes} codes");
    let found = prepared.outline.is_some();
    Said::This(format!(
        "{} outline {found} document {} {codes}",
        subject_name(subject),
        prepared.document.is_some()
    ))
}

fn subject_name(subject: Subject) -> &'static str {
    if subject.is_document() { "document" } else { "selfie" }
}

/// Whether a JPEG has a comment, or an application's segment that is not JFIF's.
fn has_metadata(jpeg: &[u8]) -> bool {
    let mut rest = jpeg.get(2..).unwrap_or_default();
    while let [0xff, marker, high, low, ..] = *rest {
        match marker {
            0xda => return false,
            0xe1..=0xef | 0xfe => return true,
            _ => rest = rest.get(2 + usize::from(u16::from_be_bytes([high, low]))..).unwrap_or_default(),
        }
    }
    false
}

/// A light card on a dark table, with something printed on it.
fn card(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let inside = (width / 8..width * 7 / 8).contains(&x) && (height / 6..height * 5 / 6).contains(&y);
        let printed = inside && (x / 3 + y / 5).is_multiple_of(4);
        let grain = u8::try_from((x * 7 + y * 13) % 9).unwrap_or(0);
        match (inside, printed) {
            (_, true) => Rgb([40, 50, 90]),
            (true, false) => Rgb([225 + grain, 220 + grain, 210]),
            (false, false) => Rgb([45 + grain, 40, 38]),
        }
    })
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let done = picture.write_to(&mut bytes, format);
    done.map(|()| bytes.into_inner()).unwrap_or_default()
}

/// A JPEG with EXIF that says it lies on its side.
fn turned(jpeg: &[u8]) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
    let length = u16::try_from(exif.len() + 2).unwrap_or(0).to_be_bytes();
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe1];
    bytes.extend(length);
    bytes.append(&mut exif);
    bytes.extend(jpeg.get(2..).unwrap_or_default());
    bytes
}

fn png(picture: &DynamicImage, filter: FilterType) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, filter);
    let done =
        encoder.write_image(picture.as_bytes(), picture.width(), picture.height(), picture.color().into());
    done.map(|()| bytes).unwrap_or_default()
}

/// A PNG of a few bytes that claims to be 30,000 pixels wide and high.
fn bomb(png: &[u8]) -> Vec<u8> {
    let mut bytes = png.to_vec();
    let side = 30_000_u32.to_be_bytes();
    for (to, from) in bytes.iter_mut().skip(16).zip(side.into_iter().chain(side)) {
        *to = from;
    }
    bytes
}

fn code() -> DynamicImage {
    let code = qrcode::QrCode::new(b"https://a.example/check#v=1&t=AAAAAAAAAAAAAAAAAAAAAA");
    let drawn = code.map(|code| code.render::<Luma<u8>>().module_dimensions(3, 3).build());
    DynamicImage::ImageLuma8(drawn.unwrap_or_default())
}

fn seeds() -> Seeds {
    let small = DynamicImage::ImageRgb8(card(96, 64));
    let card = DynamicImage::ImageRgb8(card(320, 224));
    let grey = DynamicImage::ImageLuma8(small.to_luma8());
    let deep = DynamicImage::ImageLuma16(ImageBuffer::from_fn(24, 16, |x, y| {
        Luma([u16::try_from(x * 2_731 + y * 11).unwrap_or(0)])
    }));
    let clear = DynamicImage::ImageRgba8(ImageBuffer::from_fn(40, 30, |x, y| {
        Rgba([200, 30, 30, u8::try_from((x * y) % 256).unwrap_or(0)])
    }));
    let line = DynamicImage::ImageLuma8(ImageBuffer::from_pixel(1, 600, Luma([128])));
    let jpeg = written(&card, ImageFormat::Jpeg);
    let plain = png(&small, FilterType::Paeth);
    let cut = jpeg.get(..jpeg.len() / 2).unwrap_or_default().to_vec();
    let named = |name: &str, bytes| (name.to_owned(), bytes);
    vec![
        named("bomb.png", bomb(&plain)),
        named("card.jpg", jpeg.clone()),
        named("cut.jpg", cut),
        named("grey.jpg", written(&grey, ImageFormat::Jpeg)),
        named("turned.jpg", turned(&written(&small, ImageFormat::Jpeg))),
        named("plain.png", plain),
        named("deep.png", png(&deep, FilterType::Sub)),
        named("clear.png", png(&clear, FilterType::Up)),
        named("line.png", png(&line, FilterType::NoFilter)),
        named("code.png", png(&code(), FilterType::NoFilter)),
        named("small.webp", written(&small, ImageFormat::WebP)),
        named("clear.webp", written(&clear, ImageFormat::WebP)),
    ]
}
