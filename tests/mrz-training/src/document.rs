//! Documents as they come out of rectification: a zone in its place, a portrait, labels and bars around it, a pattern
//! behind, a little of what lies around the document, and all that light, lens, sensor and JPEG do to it.
//!
//! Invented layouts: only the zone's measures follow the standard.

use crate::canvas::{Canvas, Print};
use crate::face::Face;
use crate::maths::{cosine, sine};
use crate::random::Random;
use crate::ranges::Ranges;
use image::GrayImage;
use image::codecs::jpeg::JpegEncoder;
use kauth_imaging::mrz::text::Format;
use kauth_imaging::mrz::training::{ALPHABET, Line};

/// What of a document the picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// All of it; a TD1 its back.
    Whole,
    /// The zone with some air.
    Strip,
}

/// Width and height in pitches of 2.54 mm (ISO/IEC 7810: ID-1, ID-2, ID-3).
fn size(format: Format) -> (f32, f32) {
    match format {
        Format::Td1 => (33.7, 21.25),
        Format::Td2 => (41.3, 29.1),
        Format::Td3 => (49.2, 34.6),
    }
}

/// Draws one. `pitch` is in pixels; `lines` are printed as its zone, none if there are none.
#[must_use]
pub fn draw(
    random: &mut Random,
    face: &Face,
    ranges: &Ranges,
    format: Format,
    lines: &[String],
    pitch: f32,
    view: View,
) -> GrayImage {
    let (wide, high) = size(format);
    let (width, height) = ((wide * pitch) as usize, (high * pitch) as usize);
    let paper = random.between(ranges.paper);
    let how = Print {
        ink: random.between(ranges.ink).min(paper - ranges.contrast),
        gain: random.between(ranges.gain),
        lean: random.between(ranges.lean),
    };
    let mut canvas = Canvas::new(width, height, paper);
    ranges.print_pattern(random, &mut canvas, pitch);
    let spacing =
        if format == Format::Td1 { random.between((1.6, 1.8)) } else { random.between((2.3, 2.65)) };
    let count = format.lines() as f32;
    // From the lower edge to the middle of the last line.
    let below = random.between((1.6, 2.6));
    let first = high - below - spacing * (count - 1.0);
    clutter(random, &mut canvas, face, how, pitch, (first - 1.4) * pitch);
    let slope = random.between(ranges.slope);
    let x = (wide - format.columns() as f32) / 2.0 + random.between((-0.6, 0.6));
    let spread = random.between((0.99, 1.01));
    for (index, text) in lines.iter().enumerate() {
        let y = first + spacing * index as f32;
        let line = Line {
            x: x * pitch - slope * (y - high / 2.0) * pitch,
            // A little perspective is left: lines are not quite parallel.
            y: y * pitch - slope * wide / 2.0 * pitch,
            pitch: pitch * spread,
            slope: slope + random.between((-0.0015, 0.0015)),
            stretch: random.between((0.97, 1.03)),
        };
        canvas.text(face, text, line, how);
    }
    edges(random, &mut canvas);
    light(random, &mut canvas, ranges);
    canvas.blur(random.between(ranges.blur.0) + random.between(ranges.blur.1) * pitch);
    let noise = random.between(ranges.noise);
    canvas.sense(noise, random);
    let image = compressed(canvas.to_image(), random.between(ranges.jpeg));
    match view {
        View::Whole => image,
        View::Strip => {
            let top = ((first - random.between((1.0, 2.0))) * pitch).max(0.0) as u32;
            image::imageops::crop_imm(&image, 0, top, image.width(), image.height() - top).to_image()
        }
    }
}

/// Everything above the zone, down to `end` pixels: a portrait or bars, labels, lines and boxes.
fn clutter(random: &mut Random, canvas: &mut Canvas, face: &Face, how: Print, pitch: f32, end: f32) {
    let width = canvas.width() as f32;
    let bottom = end.max(0.0) as usize;
    if random.chance(0.6) {
        let (x, y) = (width * random.between((0.12, 0.3)), end * 0.5);
        let (across, down) = (width * 0.1, end * 0.3);
        let tone = random.between((60.0, 150.0));
        canvas.shade_within((0, 0), ((x + 2.0 * across) as usize, bottom), |px, py, luma| {
            let (u, v) = ((px - x) / across, (py - y) / down);
            let head = u * u + (v + 0.2) * (v + 0.2) < 0.6;
            let shoulders = v > 0.5 && u.abs() < 1.0;
            let hair = v < -0.55 && u * u + (v + 0.2) * (v + 0.2) < 0.75;
            if hair {
                tone * 0.4
            } else if head || shoulders {
                tone + 25.0 * v
            } else {
                luma
            }
        });
    } else {
        // Bars of changing width, as a bar code has.
        let (top, tall) = (end * random.between((0.05, 0.4)), end * random.between((0.15, 0.45)));
        let (start, stop) = (width * random.between((0.05, 0.3)), width * random.between((0.6, 0.96)));
        let bar = random.between((0.15, 0.4)) * pitch;
        let seed = random.bits();
        canvas.shade_within(
            (start as usize, top as usize),
            (stop as usize, ((top + tall) as usize).min(bottom)),
            |x, _, luma| {
                let dark = Random::new(seed ^ (x / bar) as u64).chance(0.5);
                if dark { how.ink } else { luma.max(200.0) }
            },
        );
    }
    let mut y = random.between((1.0, 2.5)) * pitch;
    while y < end - pitch {
        let small = random.between((0.45, 0.95)) * pitch;
        let letters: String = (0..5 + random.below(28))
            .filter_map(|_| {
                if random.chance(0.15) {
                    Some(b' ')
                } else {
                    random.pick(ALPHABET.split_last().map_or(&[][..], |(_, rest)| rest)).copied()
                }
            })
            .map(char::from)
            .collect();
        let x = width
            * if random.chance(0.5) { random.between((0.35, 0.5)) } else { random.between((0.03, 0.6)) };
        let line = Line { x, y, pitch: small, slope: 0.0, stretch: random.between((1.0, 1.3)) };
        let pale = Print { ink: how.ink + random.between((0.0, 40.0)), ..how };
        canvas.text(face, &letters, line, pale);
        y += random.between((1.3, 3.0)) * small;
    }
    for _ in 0..random.below(4) {
        let y = random.between((0.05, 1.0)) * end;
        let tone = random.between((40.0, 140.0));
        let rows = (y as usize, (y as usize + 1 + random.below(3)).min(bottom));
        canvas.shade_within((0, rows.0), (width as usize, rows.1), |_, _, _| tone);
    }
}

/// Rectification is off by a little: at some edges there is table instead of document.
fn edges(random: &mut Random, canvas: &mut Canvas) {
    let (width, height) = (canvas.width(), canvas.height());
    let table = random.between((10.0, 250.0));
    let mut off = |side: usize| {
        if random.chance(0.3) { (side as f32 * random.between((0.0, 0.015))) as usize } else { 0 }
    };
    let (left, right, top, bottom) = (off(width), off(width), off(height), off(height));
    canvas.shade_within((0, 0), (left, height), |_, _, _| table);
    canvas.shade_within((width - right, 0), (width, height), |_, _, _| table);
    canvas.shade_within((0, 0), (width, top), |_, _, _| table);
    canvas.shade_within((0, height - bottom), (width, height), |_, _, _| table);
}

/// Brighter on one side, and one soft shadow.
fn light(random: &mut Random, canvas: &mut Canvas, ranges: &Ranges) {
    let (width, height) = (canvas.width() as f32, canvas.height() as f32);
    let turn = random.unit();
    let slant = random.between(ranges.slant);
    let (along, down) = (slant * cosine(turn) / width, slant * sine(turn) / height);
    let (edge, soft, depth) =
        (random.between((-0.5, 1.5)) * width, 0.06 * width, random.between(ranges.slant) * 0.7);
    canvas.shade(|x, y, luma| {
        let shadow = ((x + 0.3 * y - edge) / soft).clamp(0.0, 1.0) * depth;
        luma * (1.0 + along * (x - width / 2.0) + down * (y - height / 2.0)) * (1.0 - shadow)
    });
}

/// Through JPEG and back; unchanged above 100.
fn compressed(image: GrayImage, quality: f32) -> GrayImage {
    if quality > 100.0 {
        return image;
    }
    let mut bytes = Vec::new();
    let written = JpegEncoder::new_with_quality(&mut bytes, quality as u8).encode_image(&image);
    match written.and_then(|()| image::load_from_memory(&bytes)) {
        Ok(again) => again.to_luma8(),
        Err(_) => image,
    }
}
