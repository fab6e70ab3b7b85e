//! Every picture is drawn here from a seed: no file of anybody else's, and the same pictures on every machine.

mod draw;

use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgba, RgbaImage, imageops};
use proptest::prelude::*;

use super::*;
use draw::{Dice, code, page, paste, rotated};

const LINK: &str = "https://login.example.org/link?v=1&t=Zm9vYmFyYmF6cXV4MDEyMzQ1Njc4OWFiY2RlZg&k=0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWh";

fn file(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn texts(found: &[QrText]) -> Vec<&str> {
    let mut texts: Vec<_> = found.iter().map(QrText::expose_text).collect();
    texts.sort_unstable();
    texts
}

fn reads(grey: GrayImage) -> bool {
    read(&file(grey, ImageFormat::Png)).is_ok_and(|found| texts(&found) == [LINK])
}

/// How many of `tries` seeded pictures are read.
fn count(tries: u64, mut picture: impl FnMut(&mut Dice) -> GrayImage) -> u64 {
    (0..tries).map(|seed| u64::from(reads(picture(&mut Dice::new(seed))))).sum()
}

#[test]
fn each_format_is_read() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        assert_eq!(texts(&read(&file(code(LINK, 4, 4), format)).unwrap()), [LINK], "{format:?}");
    }
}

#[test]
fn a_camera_frame_is_read_at_any_stride() {
    let drawn = code(LINK, 5, 4);
    let (width, height) = drawn.dimensions();
    for padding in [0, 1, 64] {
        let stride = width as usize + padding;
        let mut data = vec![0x55; stride * height as usize];
        for (to, from) in data.chunks_mut(stride).zip(drawn.chunks(width as usize)) {
            to[..from.len()].copy_from_slice(from);
        }
        let found = read_luma(Plane::new(&data, width, height, stride).unwrap());
        assert_eq!(texts(&found), [LINK], "{padding}");
    }
    assert!(read_luma(Plane::new(&[128; 10_000], 100, 100, 100).unwrap()).is_empty());
}

#[test]
fn letters_beyond_ascii_arrive() {
    let text = "otpauth://totp/Büro:zürich…?secret=JBSWY3DPEHPK3PXP&issuer=会社";
    assert_eq!(texts(&read(&file(code(text, 4, 4), ImageFormat::Png)).unwrap()), [text]);
}

#[test]
fn the_smallest_and_the_largest_code_are_read() {
    for length in [1, 25, 400, 1_200, 2_300] {
        let text = "kAuth".repeat(length / 5 + 1)[..length].to_owned();
        assert_eq!(texts(&read(&file(code(&text, 3, 4), ImageFormat::Png)).unwrap()), [text], "{length}");
    }
}

#[test]
fn every_module_size_is_read_even_one_pixel() {
    for scale in 1..=24 {
        assert!(reads(code(LINK, scale, 4)), "{scale}");
    }
}

#[test]
fn a_dark_page_is_read() {
    let mut inverted = code(LINK, 4, 4);
    imageops::invert(&mut inverted);
    assert!(reads(inverted));
    let mut dim = code(LINK, 4, 4);
    dim.pixels_mut().for_each(|pixel| pixel.0[0] = if pixel.0[0] == 0 { 190 } else { 30 });
    assert!(reads(dim.clone()));
    let (width, height) = dim.dimensions();
    assert_eq!(texts(&read_luma(Plane::new(&dim, width, height, width as usize).unwrap())), [LINK]);
}

#[test]
fn a_small_code_in_a_full_hd_screenshot_is_read() {
    for (scale, light) in [(2, true), (3, true), (4, true), (2, false), (3, false)] {
        let read = count(5, |dice| {
            let mut screen = page(1920, 1080, light, dice);
            let mut drawn = code(LINK, scale, 4);
            if !light {
                imageops::invert(&mut drawn);
            }
            let (x, y) = (dice.below(1920 - drawn.width()), dice.below(1080 - drawn.height()));
            paste(&mut screen, &drawn, x, y);
            screen
        });
        assert_eq!(read, 5, "{scale} pixels a module, light {light}");
    }
}

#[test]
fn a_light_code_card_on_a_dark_page_and_a_4k_screen_are_read() {
    for (width, height, scale) in [(1920, 1080, 3), (3840, 2160, 3), (3840, 2160, 8), (1170, 2532, 6)] {
        let read = count(2, |dice| {
            let mut screen = page(width, height, false, dice);
            let drawn = code(LINK, scale, 4);
            paste(
                &mut screen,
                &drawn,
                dice.below(width - drawn.width()),
                dice.below(height - drawn.height()),
            );
            screen
        });
        assert_eq!(read, 2, "{width}×{height}, {scale}");
    }
}

/// The benchmark counts the same frames; 357 is the aim.
#[test]
fn a_camera_frame_is_read_turned_leant_over_blurred_noisy_and_badly_lit() {
    let drawn = code(LINK, 8, 4);
    let read = |seed: u64| {
        let frame = kauth_scenes::scanned(kauth_scenes::Split::Test, seed, &drawn, drawn.width() / 8);
        let (width, height) = frame.dimensions();
        texts(&read_luma(Plane::new(&frame, width, height, width as usize).unwrap())) == [LINK]
    };
    let missed: Vec<u64> = (0..360).filter(|seed| !read(*seed)).collect();
    assert!(missed.len() <= 5, "{} of 360 missed: {missed:?}", missed.len());
}

#[test]
fn any_angle_is_read() {
    let missed: Vec<_> =
        (0..360).step_by(10).filter(|angle| !reads(rotated(&code(LINK, 5, 4), f64::from(*angle)))).collect();
    assert!(missed.len() <= 1, "{missed:?}");
}

#[test]
fn blur_noise_and_shadow_are_borne() {
    let read = count(40, |dice| {
        let scale = 3 + dice.below(6);
        let turned = rotated(&code(LINK, scale, 4), f64::from(dice.below(40)) - 20.0);
        let mut photo = imageops::blur(&turned, 0.3 * scale as f32);
        let (width, strength) = (photo.width(), 60 + dice.below(80));
        for (x, _, pixel) in photo.enumerate_pixels_mut() {
            let shade = i64::from(strength * x / width);
            let noise = i64::from(dice.below(50)) - 25;
            pixel.0[0] = (i64::from(pixel.0[0]) * 7 / 10 + 60 - shade + noise).clamp(0, 255) as u8;
        }
        photo
    });
    assert!(read >= 38, "{read} of 40");
}

#[test]
fn a_page_zoomed_out_to_a_pixel_and_a_half_a_module_is_read() {
    let read = count(12, |dice| {
        let mut screen = page(640, 480, true, dice);
        let drawn = code(LINK, 8, 4);
        let side = drawn.width() * (130 + dice.below(30)) / 800;
        let small = imageops::resize(&drawn, side, side, imageops::FilterType::Triangle);
        paste(&mut screen, &small, 100 + dice.below(300), 100 + dice.below(200));
        screen
    });
    assert!(read >= 11, "{read} of 12");
}

#[test]
fn a_faint_print_is_read() {
    let read = count(12, |dice| {
        let mut print = rotated(&code(LINK, 3 + dice.below(6), 4), f64::from(dice.below(90)));
        print.pixels_mut().for_each(|pixel| pixel.0[0] = 110 + pixel.0[0] / 11 + dice.below(6) as u8);
        print
    });
    assert!(read >= 11, "{read} of 12");
}

#[test]
fn a_large_photo_in_bad_light_is_read() {
    let read = count(3, |dice| {
        let mut photo = GrayImage::from_pixel(1600, 1200, Luma([230]));
        paste(&mut photo, &code(LINK, 16, 4), 200, 100);
        let mut photo = imageops::blur(&photo, 2.0);
        for pixel in photo.pixels_mut() {
            let noise = i64::from(dice.below(280)) - 140;
            pixel.0[0] = (i64::from(pixel.0[0]) * 6 / 10 + 50 + noise).clamp(0, 255) as u8;
        }
        photo
    });
    assert_eq!(read, 3);
}

#[test]
fn a_screenshot_sent_on_as_a_small_jpeg_is_read() {
    let mut read = 0;
    for seed in 0..10 {
        let dice = &mut Dice::new(seed);
        let mut screen = page(1920, 1080, true, dice);
        paste(&mut screen, &code(LINK, 5, 4), 300 + dice.below(900), 200 + dice.below(500));
        let small = imageops::resize(&screen, 1280, 720, imageops::FilterType::Triangle);
        let mut bytes = Vec::new();
        image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 50).encode_image(&small).unwrap();
        read += u32::from(super::read(&bytes).is_ok_and(|found| texts(&found) == [LINK]));
    }
    assert!(read >= 9, "{read} of 10");
}

#[test]
fn several_codes_are_all_named_once() {
    let mut screen = page(1920, 1080, true, &mut Dice::new(7));
    for (text, scale, x, y) in
        [("first", 4, 100, 100), (LINK, 3, 700, 300), ("third", 12, 1300, 500), ("first", 5, 100, 700)]
    {
        paste(&mut screen, &code(text, scale, 4), x, y);
    }
    let mut dark = code("dark", 5, 4);
    imageops::invert(&mut dark);
    paste(&mut screen, &dark, 600, 750);
    let found = read(&file(screen, ImageFormat::Png)).unwrap();
    assert_eq!(texts(&found), ["dark", "first", LINK, "third"]);
}

#[test]
fn decoys_do_not_hide_a_code() {
    let mut screen = GrayImage::from_fn(1280, 720, |x, y| {
        let (x, y) = (x / 2 % 11, y / 2 % 11);
        let ring = x.min(y).min(6_u32.saturating_sub(x)).min(6_u32.saturating_sub(y));
        Luma([if x > 6 || y > 6 || ring == 1 { 255 } else { 0 }])
    });
    paste(&mut screen, &code(LINK, 6, 4), 500, 150);
    assert_eq!(texts(&read(&file(screen, ImageFormat::Png)).unwrap()), [LINK]);
}

#[test]
fn a_transparent_picture_is_read_on_both_backdrops() {
    for ink in [0, 255] {
        let drawn = code(LINK, 4, 4);
        let clear = RgbaImage::from_fn(drawn.width(), drawn.height(), |x, y| match drawn.get_pixel(x, y) {
            Luma([0]) => Rgba([ink, ink, ink, 255]),
            _ => Rgba([0, 0, 0, 0]),
        });
        assert_eq!(texts(&read(&file(clear, ImageFormat::Png)).unwrap()), [LINK], "{ink}");
    }
}

#[test]
fn a_picture_without_code_says_so() {
    let blank = GrayImage::from_pixel(300, 300, Luma([255]));
    assert_eq!(read(&file(blank, ImageFormat::Png)), Err(ImageError::NoCode));
    assert_eq!(
        read(&file(page(1920, 1080, true, &mut Dice::new(1)), ImageFormat::Png)),
        Err(ImageError::NoCode)
    );
    assert_eq!(read(&file(GrayImage::new(1, 1), ImageFormat::Png)), Err(ImageError::NoCode));
}

#[test]
fn what_is_no_picture_is_refused() {
    for bytes in [
        b"".as_slice(),
        b"x",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a\x01\x00\x01\x00",
        LINK.as_bytes(),
    ] {
        assert_eq!(read(bytes), Err(ImageError::UnknownFormat));
    }
    assert_eq!(read(&vec![0; crate::MAX_BYTES + 1]), Err(ImageError::TooManyBytes));
}

#[test]
fn odd_shapes_are_refused() {
    for (width, height) in [(1, 60_000), (60_000, 1), (1, 41), (20_000, 400)] {
        let bytes = file(GrayImage::new(width, height), ImageFormat::Png);
        assert_eq!(read(&bytes), Err(ImageError::Shape), "{width} × {height}");
    }
}

/// The header of a PNG of that size, and a body that would unpack to whatever it takes.
fn claiming(width: u32, height: u32, colour: u8, depth: u8) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        let body = [kind.as_slice(), data].concat();
        let crc = body.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
        });
        [&u32::try_from(data.len()).unwrap().to_be_bytes(), body.as_slice(), &(!crc).to_be_bytes()].concat()
    };
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let header = chunk(b"IHDR", &[size.as_slice(), &[depth, colour, 0, 0, 0]].concat());
    [b"\x89PNG\r\n\x1a\n".as_slice(), &header, &chunk(b"IDAT", &[0x78, 0x9c, 0, 0]), &chunk(b"IEND", b"")]
        .concat()
}

#[test]
fn a_picture_that_claims_gigabytes_is_refused_before_decoding() {
    assert_eq!(read(&claiming(30_000, 30_000, 6, 8)), Err(ImageError::TooManyPixels));
    assert_eq!(read(&claiming(8_000, 6_600, 0, 8)), Err(ImageError::TooManyPixels));
    assert_eq!(
        read(&claiming(7_000, 7_000, 6, 16)),
        Err(ImageError::TooManyPixels),
        "392 MB of 16-bit pixels"
    );
    assert_eq!(read(&claiming(0x7fff_ffff, 0x7fff_ffff, 0, 1)), Err(ImageError::Shape));
    assert_eq!(read(&claiming(100, 100, 0, 8)), Err(ImageError::Damaged));
}

#[test]
fn a_truncated_file_is_an_error_or_still_right() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        let whole = file(code(LINK, 3, 4), format);
        for length in (0..whole.len()).step_by(whole.len() / 40) {
            match read(&whole[..length]) {
                Ok(found) => assert_eq!(texts(&found), [LINK]),
                Err(error) => assert!(
                    matches!(error, ImageError::Damaged | ImageError::NoCode | ImageError::UnknownFormat),
                    "{format:?} {length} {error:?}"
                ),
            }
        }
    }
}

#[test]
fn it_prints_nothing() {
    let found = read(&file(code(LINK, 4, 4), ImageFormat::Png)).unwrap();
    assert_eq!(format!("{found:?}"), "[QrText(…)]");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        drop(read(&bytes));
    }

    #[test]
    fn no_damage_makes_it_panic(format in 0..3_usize, at in any::<prop::sample::Index>(), with in any::<u8>()) {
        let format = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP][format];
        let mut bytes = file(code(LINK, 2, 4), format);
        let at = at.index(bytes.len());
        bytes[at] = with;
        drop(read(&bytes));
    }

    #[test]
    fn no_frame_makes_it_panic(width in 1..90_u32, height in 1..90_u32, seed in any::<u64>(), coarse in 1..9_u32) {
        prop_assume!(width.max(height) / width.min(height) <= crate::MAX_RATIO);
        let mut dice = Dice::new(seed);
        let blocks: Vec<u8> = (0..90 * 90).map(|_| if dice.below(2) == 0 { 0 } else { 255 }).collect();
        let data: Vec<u8> =
            (0..width * height).map(|i| blocks[(i / width / coarse * 90 + i % width / coarse) as usize]).collect();
        drop(read_luma(Plane::new(&data, width, height, width as usize).unwrap()));
    }
}
