//! From a picture of a document to the characters of its zone.
//!
//! Rows first, then combs, then each line on its own; only the best two or three possibilities are read to the end. The
//! document is looked at in one size, in which a character is about as large as the classifier's cells: a larger picture
//! is averaged down, which costs little and takes noise away.

use std::fmt;
use std::sync::LazyLock;

use super::cell::Line;
use super::choose::{Choice, choose};
use super::fit::{self, Fit};
use super::grid::Grid;
use super::network::{Answer, Network};
use super::rows;
use super::text::{Mrz, MrzError};
use crate::Plane;

/// Pixels across a document while it is read: 16 a character on a TD3, 24 on a TD1.
const WORKING_WIDTH: usize = 800;
/// Below this fit nothing is a zone.
const LEAST_FIT: f32 = 0.35;
/// From this fit on no further rows are looked at: a comb of another format would have glyphs outside, which cost.
const GOOD_FIT: f32 = 0.88;
/// Possibilities beside the best that are read to the end.
const TRIED: usize = 3;
/// Where else the ends of the best may lie, left and right, in cells.
const BESIDE: [(f32, f32); 4] = [(-1.0, -1.0), (1.0, 1.0), (1.0, 0.0), (0.0, -1.0)];
/// What every character must reach that check digits confirm.
const CONFIRMED: f32 = 0.02;
/// What every other must reach: names, states, the sex, and what check digits cannot tell apart.
const ALONE: f32 = 0.3;
/// The same where characters are smaller than [`SMALL`]: there it is more often sure and wrong.
const ALONE_SMALL: f32 = 0.85;
/// In pixels.
const SMALL: f32 = 9.5;
/// What every character that no check digit covers must reach in the mean of all looks, the farther ones too, where no
/// character is unsure.
const STEADY: f32 = 0.6;
/// How much more for every unsure character: where some are unsure, light, ink or paper are unlike those that were learnt,
/// and the network's sureness of the others says less.
const STEADIER: f32 = 0.03;
/// For how many unsure ones at most.
const STEADIEST: usize = 4;
/// Unsure characters a zone may have.
const UNSURE: usize = 14;

static NETWORK: LazyLock<Option<Network>> =
    LazyLock::new(|| Network::from_bytes(include_bytes!("weights.bin")));

/// What was read. Its `Debug` shows nothing of the person.
#[derive(Clone, PartialEq)]
pub struct Reading {
    /// The zone's lines, as many and as long as its format has, also where they are doubtful.
    pub lines: Vec<String>,
    /// How sure each character is, 0 to 1, by line and column.
    pub confidence: Vec<Vec<f32>>,
    /// What the lines say, or why they cannot be a zone.
    pub mrz: Result<Mrz, MrzError>,
    /// All check digits are right and every character is sure enough. That a person or a machine can read the zone off
    /// this picture, and nothing else: it never says that a document is genuine.
    pub readable: bool,
}

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading")
            .field("mrz", &self.mrz)
            .field("readable", &self.readable)
            .finish_non_exhaustive()
    }
}

/// Reads the zone off a document that was cut out of its picture and stands upright; the plane may also be the zone
/// alone with some air around it. None if nothing looks like a zone. At least 10 pixels a character: 340 across a TD1,
/// 410 across a TD2, 490 across a TD3.
#[must_use]
pub fn read(plane: Plane<'_>) -> Option<Reading> {
    let network = NETWORK.as_ref()?;
    let grid = Grid::from_plane(plane, WORKING_WIDTH);
    let mut best: Option<(Reading, f32)> = None;
    let fits = possibilities(&grid, network);
    // A narrow first letter and something beside the zone may have moved the comb, or one of its ends, by a whole cell:
    // check digits tell.
    let beside: Vec<Fit> = fits
        .first()
        .map(|fit| BESIDE.map(|(left, right)| fit.with_ends(left, right)).to_vec())
        .unwrap_or_default();
    let (best_fit, others) = fits.split_at_checked(1).unwrap_or_default();
    for fit in best_fit.iter().chain(&beside).chain(others.iter().take(TRIED)) {
        let (reading, sureness) = read_lines(&grid, network, fit);
        if reading.readable {
            return Some(reading);
        }
        if best.as_ref().is_none_or(|(_, other)| sureness > *other) {
            best = Some((reading, sureness));
        }
    }
    best.map(|(reading, _)| reading)
}

/// Where the zone may lie, best first.
fn possibilities(grid: &Grid, network: &Network) -> Vec<Fit> {
    let mut fits: Vec<Fit> = Vec::new();
    for rows in rows::find(grid) {
        let pitches = [1.0, 0.93, 1.075].map(|factor| rows.pitch * factor);
        let combs = pitches.into_iter().flat_map(|pitch| fit::combs(grid, network, &rows, pitch));
        fits.extend(combs.filter(|fit| fit.score >= LEAST_FIT));
        if fits.iter().any(|fit| fit.score >= GOOD_FIT) {
            break;
        }
    }
    fits.sort_unstable_by(|a, b| b.score.total_cmp(&a.score));
    let mut kept: Vec<Fit> = Vec::new();
    for fit in fits {
        let alike = |other: &Fit| {
            let (Some(a), Some(b)) = (fit.lines.first(), other.lines.first()) else { return true };
            fit.format == other.format
                && (a.y - b.y).abs() < 0.4 * a.pitch
                && (a.x - b.x).abs() < 0.4 * a.pitch
        };
        if !kept.iter().any(alike) {
            kept.push(fit);
        }
    }
    kept
}

/// The characters, and how sure they are on the whole.
fn read_lines(grid: &Grid, network: &Network, fit: &Fit) -> (Reading, f32) {
    let columns = fit.format.columns();
    let mut lines: Vec<Line> = Vec::new();
    let mut looks: Vec<Vec<Vec<Answer>>> = Vec::new();
    let mut sureness = 0.0;
    for line in &fit.lines {
        let (line, sure) = fit::refine(grid, network, *line, columns);
        sureness += sure / fit.lines.len() as f32;
        looks.push(fit::look_around(grid, network, line, columns));
        lines.push(line);
    }
    let choice = choose(fit.format, &looks);
    let mut readable = is_readable(&choice, fit);
    if readable {
        for (line, looks) in lines.iter().zip(&mut looks) {
            looks.extend(fit::look_farther(grid, network, *line, columns));
        }
        let unsure = choice.doubt.unsure.min(STEADIEST) as f32;
        readable = choice.steadiness(fit.format, &looks) >= STEADY + STEADIER * unsure;
    }
    (Reading { lines: choice.lines, confidence: choice.confidence, mrz: choice.mrz, readable }, sureness)
}

/// As far as the looks say that every reading has.
fn is_readable(choice: &Choice, fit: &Fit) -> bool {
    let pitch = fit.lines.first().map_or(0.0, |line| line.pitch);
    let alone = if pitch < SMALL { ALONE_SMALL } else { ALONE };
    let doubt = choice.doubt;
    choice.is_right() && doubt.confirmed >= CONFIRMED && doubt.alone >= alone && doubt.unsure <= UNSURE
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_weights_are_there() {
        assert!(NETWORK.is_some());
    }

    #[test]
    fn paper_has_no_zone() {
        for (width, height) in [(1, 1), (3, 40), (40, 3), (800, 500), (1200, 60)] {
            for luma in [0, 200, 255] {
                let data = vec![luma; width * height];
                let plane = Plane::new(&data, width as u32, height as u32, width).unwrap();
                assert_eq!(read(plane), None, "{width} {height} {luma}");
            }
        }
    }

    #[test]
    fn stripes_are_no_zone() {
        let (width, height) = (600, 380);
        for period in [6, 12, 20] {
            let data: Vec<u8> = (0..width * height)
                .map(|at| if at % width % period < period / 2 { 30 } else { 220 })
                .collect();
            let plane = Plane::new(&data, width as u32, height as u32, width).unwrap();
            assert!(read(plane).is_none_or(|reading| !reading.readable), "{period}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        #[test]
        fn no_picture_makes_it_panic(width in 1_usize..160, data in proptest::collection::vec(any::<u8>(), 1..9_000)) {
            let height = data.len() / width;
            if let Ok(plane) = Plane::new(&data, width as u32, height as u32, width) {
                prop_assert!(read(plane).is_none_or(|reading| !reading.readable));
            }
        }
    }
}
