//! A dark band printed along a side, on a table as dark: the band's inner edge is the stronger line, and the document
//! seems too short by the band.
//!
//! What shows is that the proportion is off. Where a side further out would put it right, brightness is added up along
//! the whole side, in the document's own perspective: a step of a few levels that no single place tells from
//! noise is plain in the sum, and chance makes no step that has the same sign everywhere along it.

use crate::geometry::{Point, Projection, Quad};
use crate::grey::Grey;
use crate::subject::Subject;

/// A proportion further off than this (natural logarithm) is not that of such a document seen a little from one side.
const OFF: f32 = 0.05;
/// By how much a band may make a document longer, as a factor: a sixth of an ID-1 card is the widest.
const LONGER: (f32, f32) = (1.05, 1.22);
/// How far beside the right proportion the side is looked for: the other sides may lie on a printed frame.
const BESIDE: f32 = 0.03;
/// Parts of a side that are compared with each other.
const PARTS: usize = 16;
/// Places in each.
const PLACES: usize = 8;
/// Parts whose step has the same sign.
const AGREEING: usize = 15;
/// The mean step, in luma.
const LEAST_STEP: f32 = 1.0;
/// The mean step as a multiple of its own standard error.
const CERTAIN: f32 = 8.0;

/// Moves the side out that a band hides; tells which side it was. None if the document has its proportion, or nothing is
/// to be seen further out.
pub(super) fn taken_in(picture: &Grey, quad: &Quad, subject: Subject) -> Option<(Quad, usize)> {
    let (across, down) = quad.size();
    let ratios = || subject.sizes_mm().iter().map(|(width, height)| width / height);
    let off = |ratio: f32| ((across / down).ln().abs() - ratio.ln()).abs();
    if ratios().any(|ratio| off(ratio) < OFF) {
        return None;
    }
    let mut best: Option<(f32, Quad, usize)> = None;
    for side in 0..4 {
        // As if that side were the top.
        let mut turned = *quad;
        turned.0.rotate_left(side);
        let (across, down) = turned.size();
        for ratio in ratios() {
            let expected = if across > down { ratio } else { 1.0 / ratio };
            let longer = across / down / expected;
            if !(LONGER.0..LONGER.1).contains(&longer) {
                continue;
            }
            let steps = (BESIDE * longer * down).ceil() as i16;
            for step in -steps..=steps {
                let Some(mut moved) = longer_by(&turned, longer + f32::from(step) / down) else { continue };
                let certainty = certainty(picture, &moved);
                if certainty >= CERTAIN && best.as_ref().is_none_or(|(other, ..)| certainty > *other) {
                    moved.0.rotate_right(side);
                    best = Some((certainty, moved, side));
                }
            }
        }
    }
    best.map(|(_, moved, side)| (moved, side))
}

/// The top side moved up, in the document's perspective.
fn longer_by(quad: &Quad, factor: f32) -> Option<Quad> {
    let map = Projection::onto(quad, 1.0, 1.0)?;
    let [_, _, c, d] = quad.0;
    Some(Quad([map.point(0.0, 1.0 - factor), map.point(1.0, 1.0 - factor), c, d]))
}

/// How plainly brightness steps across the top side: the mean step as a multiple of its standard error; 0 if it has not
/// the same sign all along.
fn certainty(picture: &Grey, quad: &Quad) -> f32 {
    let [from, to, ..] = quad.0;
    let length = from.distance(to).max(1.0);
    // Sides run clockwise, so outwards is to the left of their direction.
    let out = Point { x: (to.y - from.y) / length, y: (from.x - to.x) / length };
    let reach = (length / 200.0).max(2.0);
    let plane = picture.plane();
    let step = |place: usize| {
        // Corners are round.
        let at = from.to(to, 0.07 + 0.86 * (place as f32 + 0.5) / (PARTS * PLACES) as f32);
        let grey = |away: f32| plane.between(at.x + out.x * away, at.y + out.y * away);
        (grey(reach) + grey(0.5 * reach) - grey(-0.5 * reach) - grey(-reach)) / 2.0
    };
    let part = |part: usize| (part * PLACES..(part + 1) * PLACES).map(step).sum::<f32>() / PLACES as f32;
    let parts: [f32; PARTS] = std::array::from_fn(part);
    let mean = parts.iter().sum::<f32>() / PARTS as f32;
    let agreeing = parts.iter().filter(|part| **part * mean > 0.0).count();
    if agreeing < AGREEING || mean.abs() < LEAST_STEP {
        return 0.0;
    }
    let spread = parts.iter().map(|part| (part - mean).powi(2)).sum::<f32>() / (PARTS - 1) as f32;
    mean.abs() / (spread / PARTS as f32).sqrt().max(f32::EPSILON)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::find;
    use kauth_scenes::{Dice, Split};

    const CORNERS: [(f32, f32); 4] = [(120.0, 130.0), (850.0, 100.0), (862.0, 560.0), (105.0, 590.0)];
    const TABLE: f32 = 40.0;

    /// A picture of `look` by millimetre, as if the card lay between these corners, with a sensor's noise.
    fn drawn(seed: u64, look: impl Fn(f64, f64) -> f32) -> (Grey, Quad) {
        let corners = Quad(CORNERS.map(|(x, y)| Point { x, y }));
        let back = kauth_scenes::Projection::of_rectangle(
            85.6,
            54.0,
            CORNERS.map(|(x, y)| [f64::from(x), f64::from(y)]),
        )
        .unwrap()
        .inverse();
        let mut dice = Dice::new(Split::Train, seed);
        let picture = Grey::from_fn(960, 720, |x, y| {
            let [x, y] = back.apply(f64::from(x) + 0.5, f64::from(y) + 0.5);
            (look(x, y) + 4.0 * dice.normal()).round().clamp(0.0, 255.0) as u8
        });
        (picture, corners)
    }

    fn on_card(x: f64, y: f64) -> bool {
        (0.0..85.6).contains(&x) && (0.0..54.0).contains(&y)
    }

    /// A frame printed inside the edge, 0.4 mm thick.
    fn on_frame(x: f64, y: f64) -> bool {
        let inside = |by: f64| (by..85.6 - by).contains(&x) && (by..54.0 - by).contains(&y);
        inside(1.5) && !inside(1.9)
    }

    /// A framed card with a band across it from one height to another.
    fn banded(seed: u64, band: f32, from: f64, to: f64) -> (Grey, Quad) {
        drawn(seed, |x, y| match (on_card(x, y), (from..to).contains(&y)) {
            (true, true) => band,
            (true, false) if on_frame(x, y) => 30.0,
            (true, false) => 190.0,
            (false, _) => TABLE,
        })
    }

    #[test]
    fn a_framed_card_is_found_with_its_band() {
        for seed in 1..5 {
            let (picture, corners) = banded(seed, TABLE - 5.0, 0.0, 6.0);
            let overlap = find(&picture, Subject::Front).unwrap().quad.overlap(&corners);
            assert!(overlap > 0.97, "{seed}: {overlap}");
        }
    }

    #[test]
    fn a_band_as_dark_as_the_table_belongs_to_the_card() {
        for (seed, band) in [(1, TABLE - 3.0), (2, TABLE + 3.0), (3, TABLE + 6.0)] {
            for (from, to, body, side) in
                [(0.0, 6.0, [6.0, 54.0], 0), (0.0, 8.5, [8.5, 54.0], 0), (48.0, 54.0, [0.0, 48.0], 2)]
            {
                let (picture, corners) = banded(seed, band, from, to);
                let (longer, moved) = taken_in(&picture, &part(&corners, body), Subject::Front).unwrap();
                assert_eq!(moved, side, "{seed} {from}");
                let overlap = longer.overlap(&corners);
                assert!(overlap > 0.98, "{seed} {from}: {overlap}");
            }
        }
    }

    /// What lies between two heights of the card.
    fn part(card: &Quad, [top, bottom]: [f32; 2]) -> Quad {
        let map = Projection::onto(card, 85.6, 54.0).unwrap();
        Quad([map.point(0.0, top), map.point(85.6, top), map.point(85.6, bottom), map.point(0.0, bottom)])
    }

    #[test]
    fn a_sheet_without_a_band_keeps_its_own_proportion() {
        let (picture, _) = drawn(4, |x, y| if on_card(x, y) && y > 6.0 { 190.0 } else { TABLE });
        let found = find(&picture, Subject::Front).unwrap();
        let (across, down) = found.quad.size();
        assert!((across / down - 85.6 / 48.0).abs() < 0.04, "{}", across / down);
    }

    #[test]
    fn what_ends_halfway_is_no_side() {
        // A pen beside the card.
        let pen = |x: f64, y: f64| (10.0..50.0).contains(&x) && (0.0..3.0).contains(&y);
        let (picture, corners) = drawn(5, |x, y| match (on_card(x, y) && y > 6.0, pen(x, y)) {
            (true, _) => 190.0,
            (false, true) => 70.0,
            (false, false) => TABLE,
        });
        let body = part(&corners, [6.0, 54.0]);
        assert!(taken_in(&picture, &body, Subject::Front).is_none());
    }
}
