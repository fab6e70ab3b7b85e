//! The short run, seeded: the same inputs in every build. The long one is `cargo xtask fuzz`.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::{Mutex, PoisonError};

use kauth_fuzz::{Budget, Corpus, PeakAlloc, TARGETS, run};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Memory is counted for the whole process: one target at a time.
static ALONE: Mutex<()> = Mutex::new(());

fn holds(name: &str) {
    let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let target = TARGETS.iter().find(|target| target.name == name).unwrap();
    let corpus = Corpus::read(target).unwrap();
    assert!(corpus.inputs.len() >= 3, "{name} has no corpus");
    let report = run(target, &corpus, 5, Budget::Inputs(target.short));
    drop(alone);
    println!("{name}: {} KiB, {:?}, {:#?}", report.memory >> 10, report.slowest, report.said);
    if let Some(failure) = report.failure {
        panic!("{name}: {}: {:?}", failure.why, String::from_utf8_lossy(&failure.input));
    }
    assert!(report.said.len() >= 3, "{name} says nothing different: {:?}", report.said);
    assert!(report.memory > 0, "memory is counted");
}

#[test]
fn a_picture_file() {
    holds("picture");
}

#[test]
fn a_camera_frame() {
    holds("frame");
}

#[test]
fn the_text_of_a_zone() {
    holds("mrz");
}

#[test]
fn a_scanned_text() {
    holds("scanned");
}

#[test]
fn the_claims_of_a_manifest() {
    holds("manifest");
}

#[test]
fn a_manifest_that_somebody_else_signed() {
    holds("manifest-compact");
}

#[test]
fn every_target_has_a_short_run() {
    let here = include_str!("short.rs");
    for target in TARGETS {
        assert!(here.contains(&format!("holds(\"{}\")", target.name)), "{}", target.name);
    }
}
