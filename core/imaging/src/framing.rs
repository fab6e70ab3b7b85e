//! Does the document lie in the frame as it should?

use crate::geometry::{Point, Quad};
use crate::outline::Found;
use crate::subject::{Hint, Subject};

/// The most of the frame's width, and of its height, that the document may fill.
const LARGEST: f32 = 0.90;
/// It fills at least this of one of them. (Of both, a lying card could not in an upright frame.)
const SMALLEST: f32 = 0.40;
/// Turned further, in degrees, is tilted.
const TURNED: f32 = 20.0;
/// One side so many times longer than the opposite one is seen too much from the side.
const LEANING: f32 = 1.35;
/// A corner nearer to the frame's edge than this share of the frame may hide the document's end.
const MARGIN: f32 = 0.004;

const MM_PER_INCH: f32 = 25.4;

/// What is wrong with the framing.
pub(crate) fn hints(found: &Found, frame: (u32, u32), dpi: f32, least_dpi: f32) -> Vec<Hint> {
    let (width, height) = (frame.0 as f32, frame.1 as f32);
    let [left, top, right, bottom] = found.quad.bounds();
    let (across, down) = found.quad.size();
    let fills = (across / width).max(down / height);
    let inside = left > MARGIN * width
        && top > MARGIN * height
        && right < (1.0 - MARGIN) * width
        && bottom < (1.0 - MARGIN) * height;
    let mut hints = Vec::new();
    if found.cut_off || !inside {
        hints.push(Hint::CutOff);
    }
    if fills > LARGEST {
        hints.push(Hint::TooNear);
    }
    if fills < SMALLEST || dpi < least_dpi {
        hints.push(Hint::TooFar);
    }
    if is_tilted(&found.quad) {
        hints.push(Hint::Tilted);
    }
    hints
}

fn is_tilted(quad: &Quad) -> bool {
    let [top, right, bottom, left] = quad.sides();
    let length = |(from, to): (Point, Point)| from.distance(to).max(1.0);
    let turned = |(from, to): (Point, Point)| (to.y - from.y).atan2(to.x - from.x).to_degrees().abs();
    let mean = (turned(top) + turned((bottom.1, bottom.0))) / 2.0;
    let leaning = |one, other| length(one) / length(other) > LEANING || length(other) / length(one) > LEANING;
    mean > TURNED || leaning(top, bottom) || leaning(left, right)
}

/// Dots per inch on the document; `scale` is how much larger the camera's picture is than the one searched.
pub(crate) fn dpi(quad: &Quad, subject: Subject, scale: f32) -> f32 {
    let (across, down) = quad.size();
    let (long, short) = (across.max(down), across.min(down));
    match size_mm(long / short.max(1.0), subject) {
        Some((width, _)) => long * scale / (width / MM_PER_INCH),
        None => 0.0,
    }
}

/// The document's corners beginning at the top left of the lying document, and how wide and high it was seen. A standing
/// one is laid on its side; whether it then lies on its head only its portrait tells.
pub(crate) fn lying(quad: &Quad, subject: Subject) -> (Quad, f32, f32) {
    let (across, down) = quad.size();
    let [a, b, c, d] = quad.0;
    let (quad, long, short) =
        if across >= down { (Quad([a, b, c, d]), across, down) } else { (Quad([d, a, b, c]), down, across) };
    let high = size_mm(long / short.max(1.0), subject).map_or(short, |(width, height)| long * height / width);
    (quad, long, high)
}

/// The size whose proportion is nearest.
fn size_mm(ratio: f32, subject: Subject) -> Option<(f32, f32)> {
    let off = |(width, height): &(f32, f32)| (ratio / (width / height)).ln().abs();
    subject.sizes_mm().iter().copied().min_by(|a, b| off(a).total_cmp(&off(b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(corners: [(f32, f32); 4]) -> Found {
        Found { quad: Quad(corners.map(|(x, y)| Point { x, y })), cut_off: false }
    }

    fn card(left: f32, top: f32, width: f32) -> Found {
        let (right, bottom) = (left + width, top + width / 1.586);
        found([(left, top), (right, top), (right, bottom), (left, bottom)])
    }

    #[test]
    fn a_card_in_the_middle_is_fine_lying_or_standing() {
        assert_eq!(hints(&card(100.0, 100.0, 700.0), (960, 720), 200.0, 150.0), []);
        assert_eq!(hints(&card(30.0, 300.0, 620.0), (720, 960), 200.0, 150.0), [], "in an upright frame");
        let standing = found([(200.0, 100.0), (600.0, 100.0), (600.0, 734.0), (200.0, 734.0)]);
        assert_eq!(hints(&standing, (800, 800), 200.0, 150.0), []);
        let (laid, wide, high) = lying(&standing.quad, Subject::Front);
        assert!((wide - 634.0).abs() < 1.0 && (high - 400.0).abs() < 2.0);
        let [top_left, ..] = laid.0;
        assert_eq!((top_left.x, top_left.y), (200.0, 734.0), "a quarter turn clockwise");
    }

    #[test]
    fn each_fault_has_its_hint() {
        assert_eq!(hints(&card(-4.0, 100.0, 700.0), (960, 720), 200.0, 150.0), [Hint::CutOff]);
        assert_eq!(hints(&card(30.0, 60.0, 890.0), (960, 720), 200.0, 150.0), [Hint::TooNear]);
        assert_eq!(hints(&card(300.0, 200.0, 360.0), (960, 720), 200.0, 150.0), [Hint::TooFar]);
        assert_eq!(hints(&card(100.0, 100.0, 700.0), (960, 720), 140.0, 150.0), [Hint::TooFar]);
        let leaning = found([(250.0, 200.0), (700.0, 200.0), (800.0, 600.0), (150.0, 600.0)]);
        assert_eq!(hints(&leaning, (960, 720), 200.0, 150.0), [Hint::Tilted]);
    }

    #[test]
    fn dots_are_counted_in_the_cameras_picture() {
        assert!((dpi(&card(0.0, 0.0, 856.0).quad, Subject::Front, 1.0) - 254.0).abs() < 1.0);
        assert!((dpi(&card(0.0, 0.0, 856.0).quad, Subject::Back, 4.0) - 1016.0).abs() < 4.0);
    }
}
