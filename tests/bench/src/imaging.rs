//! The camera side: how often its verdicts are right on drawn scenes, and what twelve megapixels and one live frame cost.
//!
//! Each count is made twice: on the test split, whose kinds of picture the thresholds were chosen for, and on the unseen
//! one. Portraits of a handful of people measure geometry; whether a detector serves all people alike they cannot say.

use std::hint::black_box;
use std::io::Cursor;
use std::process::{Command, ExitCode};

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use kauth_imaging::live::{Frame, Watch, inspect};
use kauth_imaging::{Grey, Hint, Outline, Plane, Point, Rotation, Subject, Verdicts, still};
use kauth_scenes::series::{self, Series};
use kauth_scenes::{Dice, Kind, Paper, PaperPlan, Portraits, Scene, Shot, Split};

use crate::measure::{compare_in, pretty, time};

/// The argument that makes this program prepare one file and say what memory that took.
pub(crate) const ALONE: &str = "--still";

const FRAMES: u64 = 200;
const CODES: u64 = 360;
/// As long as a provider's link.
const LINK: &str = "https://login.example.org/link?v=1&t=Zm9vYmFyYmF6cXV4MDEyMzQ1Njc4OWFiY2RlZg&k=0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWh";

/// Measures and prints.
pub(crate) fn run() {
    cost();
    for (split, name) in [(Split::Test, "test"), (Split::Unseen, "unseen")] {
        verdicts(split, name);
    }
}

fn verdicts(split: Split, name: &str) {
    let say = |what: &str, count: usize, of: usize| {
        let share = 100.0 * count as f64 / of.max(1) as f64;
        println!("imaging, {name}: {what:<52} {count} of {of} ({share:.1} %)");
    };
    let all = |drawn: &dyn Fn(u64) -> Series| -> Vec<(Scene, Verdicts)> {
        (0..FRAMES)
            .filter_map(|seed| {
                let Series { scene, kind } = drawn(seed);
                let verdicts = inspect(frame(&grey(&scene)?), subject(kind));
                Some((scene, verdicts))
            })
            .collect()
    };
    let good = all(&|seed| series::corners(split, seed));
    let exact = good.iter().filter(|(scene, verdicts)| overlap(scene, verdicts.outline) >= 0.95);
    say("corners found, IoU >= 0.95", exact.count(), good.len());
    say("good frames without any complaint", good.iter().filter(|(_, v)| v.is_fine()).count(), good.len());

    let sharp = all(&|seed| series::focus(split, seed, [0.0, 1.0]));
    let seen: Vec<_> = sharp.iter().filter(|(_, v)| v.outline.is_some()).collect();
    let refused = seen.iter().filter(|(_, v)| v.refused.contains(&Hint::Blurred));
    say("blur up to 1: refused as blurred, of those found", refused.count(), seen.len());
    let blurred = all(&|seed| series::focus(split, seed, [3.0, 5.0]));
    let passed = blurred.iter().filter(|(_, v)| v.outline.is_some() && !v.refused.contains(&Hint::Blurred));
    say("blur of 3 and more: passed as sharp", passed.count(), blurred.len());

    let shining = all(&|seed| series::reflection(split, seed, true));
    say(
        "reflections over 2 % caught",
        shining.iter().filter(|(_, v)| v.measures.glare > 0.02).count(),
        shining.len(),
    );
    let plain = all(&|seed| series::reflection(split, seed, false));
    say("reflections invented", plain.iter().filter(|(_, v)| v.measures.glare > 0.02).count(), plain.len());

    if let Some(codes) = codes(split) {
        say("QR codes read off degraded camera frames", codes, CODES as usize);
    }

    match Portraits::load() {
        Ok(portraits) => {
            for (with, what) in
                [(true, "person and portrait seen"), (false, "portrait seen where none is held")]
            {
                let pictures =
                    (0..FRAMES).filter_map(|seed| own(series::holding(split, seed, &portraits, with)));
                let both = pictures.filter(|picture| {
                    let refused = inspect(frame(picture), Subject::Selfie).refused;
                    !refused.iter().any(|hint| matches!(hint, Hint::NoFace | Hint::NoPortrait | Hint::TooFar))
                });
                say(what, both.count(), FRAMES as usize);
            }
        }
        Err(absent) => println!("imaging, {name}: faces not measured: {absent}"),
    }
}

/// How many frames with a code are read; none where the code cannot be drawn.
fn codes(split: Split) -> Option<usize> {
    const QUIET: u32 = 4;
    const DOTS: u32 = 8;
    let code = qrcode::QrCode::new(LINK).ok()?;
    let modules = u32::try_from(code.width()).ok()? + 2 * QUIET;
    let drawn = code.render::<image::Luma<u8>>().module_dimensions(DOTS, DOTS).build();
    let reads = |seed: &u64| {
        let frame = kauth_scenes::scanned(split, *seed, &drawn, modules);
        let (width, height) = frame.dimensions();
        let plane = Plane::new(&frame, width, height, width as usize).ok();
        let found = plane.map(kauth_imaging::qr::read_luma).unwrap_or_default();
        matches!(found.as_slice(), [text] if text.expose_text() == LINK)
    };
    Some((0..CODES).filter(reads).count())
}

fn cost() {
    let bytes = twelve_megapixels();
    let cost = compare_in(
        7,
        || {
            black_box(still::prepare(black_box(&bytes), Subject::Front).map(|still| still.upload.len()).ok());
        },
        || {
            black_box(by_image(black_box(&bytes)));
        },
    );
    println!(
        "imaging: 12 megapixels judged, straightened, encoded: {} against {} to decode, shrink and encode by `image`, ratio {:.2}",
        pretty(cost.ours),
        pretty(cost.theirs),
        cost.ratio
    );
    match memory(&bytes) {
        Some(megabytes) => println!("imaging: peak memory of that: {megabytes} MB"),
        None => println!("imaging: peak memory not measured (needs Linux)"),
    }
    let Series { scene, kind } = series::corners(Split::Test, 3);
    if let Some(picture) = grey(&scene) {
        let each = time(|| {
            black_box(inspect(frame(&picture), subject(kind)));
        });
        let mut watch = Watch::new(subject(kind));
        let mut now = 0;
        let watched = time(|| {
            now += 33;
            black_box(watch.look(frame(&picture), now));
        });
        println!(
            "imaging: one live frame of 960: {} with the portrait, {} within a watch",
            pretty(each),
            pretty(watched)
        );
    }
    if let Some(selfie) =
        Portraits::load().ok().and_then(|faces| own(series::holding(Split::Test, 1, &faces, true)))
    {
        let each = time(|| {
            black_box(inspect(frame(&selfie), Subject::Selfie));
        });
        println!("imaging: one live selfie of 960: {}", pretty(each));
    }
}

fn by_image(bytes: &[u8]) -> Option<usize> {
    let picture = image::load_from_memory(bytes).ok()?.resize(2400, 2400, FilterType::Triangle);
    let mut encoded = Cursor::new(Vec::new());
    JpegEncoder::new_with_quality(&mut encoded, 90).encode_image(&picture.to_rgb8()).ok()?;
    Some(encoded.into_inner().len())
}

fn twelve_megapixels() -> Vec<u8> {
    let dice = &mut Dice::new(Split::Test, 12);
    let kind = Kind::CardFront;
    let paper = Paper::draw(Split::Test, PaperPlan { kind, scale: 36.0, portrait: None, zone: None }, dice);
    let scene = Shot::good(Split::Test, kind, [4000, 3000], dice).take(&paper, dice);
    let mut bytes = Vec::new();
    // Into memory it does not fail.
    let _ = JpegEncoder::new_with_quality(&mut bytes, 92).encode_image(&scene.image);
    bytes
}

/// What preparing takes at most, measured in a process of its own.
fn memory(bytes: &[u8]) -> Option<u64> {
    let folder = tempfile::tempdir().ok()?;
    let file = folder.path().join("still.jpg");
    std::fs::write(&file, bytes).ok()?;
    let said = Command::new(std::env::current_exe().ok()?).arg(ALONE).arg(&file).output().ok()?;
    String::from_utf8(said.stdout).ok()?.trim().parse().ok()
}

/// Prepares a file and prints by how many megabytes this process grew at most.
pub(crate) fn alone(file: &str) -> ExitCode {
    let Ok(bytes) = std::fs::read(file) else { return ExitCode::FAILURE };
    let Some(before) = kib("VmRSS:") else { return ExitCode::FAILURE };
    if still::prepare(&bytes, Subject::Front).is_err() {
        return ExitCode::FAILURE;
    }
    let Some(most) = kib("VmHWM:") else { return ExitCode::FAILURE };
    println!("{}", most.saturating_sub(before) / 1024);
    ExitCode::SUCCESS
}

fn kib(line: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let value = status.lines().find_map(|status| status.strip_prefix(line))?;
    value.split_whitespace().next()?.parse().ok()
}

fn grey(scene: &Scene) -> Option<Grey> {
    own(scene.grey())
}

fn own(picture: image::GrayImage) -> Option<Grey> {
    let (width, height) = picture.dimensions();
    Grey::new(picture.into_raw(), width, height).ok()
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

fn overlap(scene: &Scene, found: Option<Outline>) -> f32 {
    let (width, height) = scene.image.dimensions();
    let corners = scene.corners.map(|[x, y]| Point { x: x / width as f32, y: y / height as f32 });
    found.map_or(0.0, |found| found.overlap(&Outline { corners }))
}
