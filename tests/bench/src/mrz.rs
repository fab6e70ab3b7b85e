//! How well and how fast machine readable zones are read, on seeded synthetic documents in three splits' worth of light.
//!
//! Rates, not verdicts: the tests hold a margin below them. No real document is among them, so they say how the reader
//! compares with itself, not how it does in the street.

use crate::measure::pretty;
use kauth_mrz_training::document::View;
use kauth_mrz_training::evaluate::{Figures, Trial, document, judge, read};
use kauth_mrz_training::ranges::{BEYOND, Range, TEST, UNSEEN};
use kauth_mrz_training::{Face, fonts, glyphs};
use std::thread;
use std::time::{Duration, Instant};

/// Documents a line, half of each view.
const DOCUMENTS: usize = 400;
const PITCHES: [(&str, Range); 3] =
    [("10 to 24 px", (10.0, 24.0)), ("10 px", (10.0, 10.2)), ("8 px", (8.0, 8.2))];
const VIEWS: [View; 2] = [View::Whole, View::Strip];

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
        ("beyond", BEYOND, 9_003, [("OCR-B sharp", &sharp), ("own glyphs", &own)]),
    ] {
        for (face_name, face) in faces {
            for (pitch_name, pitch) in PITCHES {
                let trials =
                    VIEWS.map(|view| Trial { seed, documents: DOCUMENTS / VIEWS.len(), pitch, view, ranges });
                line(&format!("{split}, {face_name}, {pitch_name}"), trials, face);
            }
        }
    }
}

fn line(title: &str, trials: [Trial; 2], face: &Face) {
    let halves = thread::scope(|scope| {
        let halves = trials.map(|trial| scope.spawn(move || half(&trial, face)));
        halves.map(|half| half.join().unwrap_or_default())
    });
    let mut figures = Figures::default();
    let mut times: Vec<Duration> = Vec::new();
    for (half, took) in halves {
        figures = figures.with(half);
        times.extend(took);
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

fn half(trial: &Trial, face: &Face) -> (Figures, Vec<Duration>) {
    let mut figures = Figures::default();
    let times: Vec<Duration> = (0..trial.documents)
        .map(|index| {
            let (image, lines) = document(trial, face, index);
            let start = Instant::now();
            let reading = read(&image);
            let took = start.elapsed();
            figures = figures.with(judge(reading.as_ref(), &lines));
            took
        })
        .collect();
    (figures, times)
}
