//! Documents printed with the OCR-B font: how many are read, with a margin below what `cargo xtask bench mrz` measures.

use kauth_mrz_training::document::View;
use kauth_mrz_training::evaluate::{Figures, Trial, document, judge, read, run};
use kauth_mrz_training::ranges::{BEYOND, TEST, UNSEEN};
use kauth_mrz_training::{Face, fonts, glyphs};

fn both_views(trial: Trial, face: &Face) -> Figures {
    run(&trial, face).with(run(&Trial { view: View::Strip, ..trial }, face))
}

#[test]
fn documents_are_read() {
    let trial = Trial { seed: 81, documents: 120, pitch: (10.0, 24.0), view: View::Whole, ranges: TEST };
    let figures = both_views(trial, &fonts::installed(fonts::ROUND).unwrap());
    assert!(figures.rate() >= 0.95 && figures.wrong == 0, "{figures:?}");
}

#[test]
fn documents_of_kinds_that_were_never_learnt_are_read() {
    let trial = Trial { seed: 82, documents: 90, pitch: (10.0, 24.0), view: View::Whole, ranges: UNSEEN };
    let figures = both_views(trial, &fonts::installed(fonts::SHARP).unwrap());
    assert!(figures.rate() >= 0.95 && figures.wrong == 0, "{figures:?}");
}

#[test]
fn small_characters_are_rather_refused_than_read_wrongly() {
    let trial = Trial { seed: 83, documents: 90, pitch: (8.0, 8.3), view: View::Whole, ranges: TEST };
    let figures = both_views(trial, &fonts::installed(fonts::ROUND).unwrap());
    assert!(figures.rate() >= 0.6 && figures.wrong <= 1, "{figures:?}");
}

#[test]
fn large_pictures_are_read() {
    let trial = Trial { seed: 84, documents: 12, pitch: (24.0, 48.0), view: View::Whole, ranges: TEST };
    let figures = run(&trial, &fonts::installed(fonts::ROUND).unwrap());
    assert!(figures.rate() >= 0.9 && figures.wrong == 0, "{figures:?}");
}

#[test]
fn a_line_of_44_is_not_taken_for_one_of_36() {
    let trial = Trial { seed: 9_001, documents: 400, pitch: (10.0, 10.2), view: View::Whole, ranges: TEST };
    let (image, lines) = document(&trial, &fonts::installed(fonts::ROUND).unwrap(), 179);
    assert_eq!(judge(read(&image).as_ref(), &lines).read, 1);
}

#[test]
fn letters_guessed_in_bad_light_are_not_believed() {
    // Names have no check digit: an H that is sure to be an M, an O that is a Q. Believed whenever the check digits add up, one
    // in ten of these would be wrong.
    let trial = Trial { seed: 85, documents: 60, pitch: (10.0, 10.2), view: View::Whole, ranges: BEYOND };
    let figures =
        both_views(trial, &fonts::installed(fonts::SHARP).unwrap()).with(both_views(trial, &glyphs::face()));
    assert!(figures.wrong_rate() <= 0.01 && figures.rate() >= 0.5, "{figures:?}");
}
