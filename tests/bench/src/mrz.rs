//! How well and how fast machine readable zones are read, on seeded synthetic documents of three splits' worth of light.
//!
//! Rates, not verdicts: the tests hold a margin below them. No real document is among them, so they say how the reader
//! compares with itself, not how it does in the street.

use crate::measure::pretty;
use kauth_mrz_training::document::View;
use kauth_mrz_training::evaluate::{Figures, Trial, document, judge, read};
use kauth_mrz_training::ranges::{Range, Ranges, TEST, UNSEEN};
use kauth_mrz_training::{Face, fonts, glyphs};
use std::time::{Duration, Instant};

/// Documents a line.
const DOCUMENTS: usize = 400;
const PITCHES: [(&str, Range); 3] =
    [("10 to 24 px", (10.0, 24.0)), ("10 px", (10.0, 10.2)), ("8 px", (8.0, 8.2))];

pub(crate) fn run() {
    let (round, sharp) = match (fonts::installed(fonts::ROUND), fonts::installed(fonts::SHARP)) {
        (Ok(round), Ok(sharp)) => (round, sharp),
        (Err(trouble), _) | (_, Err(trouble)) => {
            println!("mrz: {trouble}");
            return;
        }
    };
    let own = glyphs::face();
    for (split, ranges, seed, faces) in [
        ("test", TEST, 9_001, [("OCR-B", &round), ("own glyphs", &own)]),
        ("unseen", UNSEEN, 9_002, [("OCR-B sharp", &sharp), ("own glyphs", &own)]),
    ] {
        for (face_name, face) in faces {
            for view in [View::Whole, View::Strip] {
                for (pitch_name, pitch) in PITCHES {
                    line(
                        &format!("{split}, {face_name}, {view:?}, {pitch_name}"),
                        seed,
                        pitch,
                        view,
                        ranges,
                        face,
                    );
                }
            }
        }
    }
}

fn line(title: &str, seed: u64, pitch: Range, view: View, ranges: Ranges, face: &Face) {
    let trial = Trial { seed, documents: DOCUMENTS, pitch, view, ranges };
    let mut times: Vec<Duration> = Vec::with_capacity(DOCUMENTS);
    let mut figures = Figures::default();
    for index in 0..DOCUMENTS {
        let (image, lines) = document(&trial, face, index);
        let start = Instant::now();
        let reading = read(&image);
        times.push(start.elapsed());
        figures = figures.with(judge(reading.as_ref(), &lines));
    }
    times.sort_unstable();
    println!(
        "mrz, {title}: {:.1} % read, {} of {} wrongly accepted ({} in what check digits cover), {} right but unsure, {} not found, {} each",
        figures.rate() * 100.0,
        figures.wrong,
        figures.documents,
        figures.wrong_confirmed,
        figures.shy,
        figures.lost,
        pretty(times.get(times.len() / 2).copied().unwrap_or_default()),
    );
}
