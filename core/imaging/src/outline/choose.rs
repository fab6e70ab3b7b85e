//! Which four lines make the document.

use super::edges::Edges;
use super::lines::{self, Candidate, Family};
use crate::geometry::{Line, Point, Quad};
use crate::subject::Subject;

/// Four lines, in pixels of the small picture.
pub(super) struct Chosen {
    pub(super) quad: Quad,
    /// Which sides are the picture's own edges: top, right, bottom, left.
    pub(super) borders: [bool; 4],
    /// Whether it seems to go on beyond one of its sides.
    pub(super) goes_on: bool,
}

/// Neighbours seen so much better beyond a side than a table's pattern is tell that the document goes on.
const GOES_ON: f32 = 0.2;

/// What a side of the picture itself is worth as a side of the document: less than a seen one.
const BORDER: f32 = 0.38;
/// A worse document than this is none.
const LEAST: f32 = 0.45;

/// The best document among all pairs of pairs; then what becomes of it with lines that such a document would have.
pub(super) fn best(edges: &Edges, subject: Subject) -> Option<Chosen> {
    let across = lines::vote(edges, Family::Across);
    let down = lines::vote(edges, Family::Down);
    let size = (edges.width as f32, edges.height as f32);
    let likely = likely(&across, &down, size, subject);
    let mut best: Option<(f32, Chosen)> = None;
    for sides in likely.into_iter().flatten() {
        let options = variants(edges, sides, subject);
        let [top, right, bottom, left] = &options;
        for (top, bottom) in top.iter().flat_map(|top| bottom.iter().map(move |bottom| (top, bottom))) {
            for (left, right) in left.iter().flat_map(|left| right.iter().map(move |right| (left, right))) {
                let sides = [top, right, bottom, left];
                let Some((quad, loose, strict)) = scored(sides, size, subject) else { continue };
                let score = loose - strict;
                if score > LEAST && best.as_ref().is_none_or(|(other, _)| score > *other) {
                    let borders = sides.map(|side| side.border);
                    let goes_on = goes_on(&quad, sides) > GOES_ON;
                    best = Some((score, Chosen { quad, borders, goes_on }));
                }
            }
        }
    }
    best.map(|(_, chosen)| chosen)
}

/// The best with regard to its proportion, and without.
fn likely<'a>(
    across: &'a [Candidate],
    down: &'a [Candidate],
    size: (f32, f32),
    subject: Subject,
) -> [Option<[&'a Candidate; 4]>; 2] {
    let (rows, columns) = (pairs(across, size.1), pairs(down, size.0));
    let mut best = [(0.0, None), (0.0, None)];
    for (top, bottom) in &rows {
        for (left, right) in &columns {
            let sides = [*top, *right, *bottom, *left];
            let Some((_, loose, strict)) = scored(sides, size, subject) else { continue };
            for ((score, kept), this) in best.iter_mut().zip([loose - strict, loose]) {
                if this > *score {
                    (*score, *kept) = (this, Some(sides));
                }
            }
        }
    }
    best.map(|(_, sides)| sides)
}

/// For each side: itself, and others it might be.
fn variants(edges: &Edges, sides: [&Candidate; 4], subject: Subject) -> [Vec<Candidate>; 4] {
    let [top, right, bottom, left] = sides;
    let wide = (right.offset - left.offset).abs();
    let high = (bottom.offset - top.offset).abs();
    let ratios = || subject.sizes_mm().iter().map(|(width, height)| width / height);
    let highs: Vec<f32> = ratios().map(|ratio| wide / ratio).collect();
    let wides: Vec<f32> = ratios().map(|ratio| high * ratio).collect();
    let of = |family: Family, side: &Candidate, opposite: &Candidate, expected: &[f32]| {
        let mut all = vec![side.clone()];
        all.extend(lines::near(edges, family, side, opposite, expected));
        all
    };
    [
        of(Family::Across, top, bottom, &highs),
        of(Family::Down, right, left, &wides),
        of(Family::Across, bottom, top, &highs),
        of(Family::Down, left, right, &wides),
    ]
}

/// The document of four lines, what speaks for it, and what its proportion speaks against it.
fn scored(sides: [&Candidate; 4], size: (f32, f32), subject: Subject) -> Option<(Quad, f32, f32)> {
    let [top, right, bottom, left] = sides;
    let corners = corners(top, bottom, left, right)?;
    let quad = Quad(corners);
    let near = |at: f32, length: f32| (-0.03 * length..1.03 * length).contains(&at);
    if !corners.iter().all(|at| near(at.x, size.0) && near(at.y, size.1)) || !quad.is_convex() {
        return None;
    }
    let (loose, strict) = score(&quad, sides, size, subject);
    Some((quad, loose, strict))
}

/// Two lines a good part of the picture apart, the nearer to its origin first.
fn pairs(lines: &[Candidate], length: f32) -> Vec<(&Candidate, &Candidate)> {
    let mut pairs = Vec::new();
    for (index, one) in lines.iter().enumerate() {
        for other in lines.iter().skip(index + 1) {
            let (first, second) = if one.offset <= other.offset { (one, other) } else { (other, one) };
            let apart = second.offset - first.offset;
            if apart > 0.18 * length
                && (first.slope - second.slope).abs() < 0.25
                && !(one.border && other.border)
            {
                pairs.push((first, second));
            }
        }
    }
    pairs
}

fn corners(top: &Candidate, bottom: &Candidate, left: &Candidate, right: &Candidate) -> Option<[Point; 4]> {
    let across =
        |line: &Candidate| Line { a: -line.slope, b: 1.0, c: line.offset - line.slope * line.middle };
    let down = |line: &Candidate| Line { a: 1.0, b: -line.slope, c: line.offset - line.slope * line.middle };
    let (top, bottom, left, right) = (across(top), across(bottom), down(left), down(right));
    Some([top.meets(left)?, top.meets(right)?, bottom.meets(right)?, bottom.meets(left)?])
}

fn score(quad: &Quad, sides: [&Candidate; 4], size: (f32, f32), subject: Subject) -> (f32, f32) {
    let [a, b, c, d] = quad.0;
    let [top, right, bottom, left] = sides;
    // The step is measured downwards and to the right: into the document at the top and left sides, out of it at others.
    let seen = [
        side(top, a.x, b.x, 1.0),
        side(right, b.y, c.y, -1.0),
        side(bottom, d.x, c.x, -1.0),
        side(left, a.y, d.y, 1.0),
    ];
    let mean = seen.iter().map(|(value, _)| value).sum::<f32>() / 4.0;
    let worst = seen.iter().map(|(value, _)| *value).fold(f32::MAX, f32::min);
    // A document is all around lighter than what it lies on, or darker.
    let polarity = seen.iter().map(|(_, step)| step).sum::<f32>().abs() / 4.0;
    let borders = sides.iter().filter(|side| side.border).count();
    let (across, down) = quad.size();
    let shape = if borders == 0 { shape(across / down, subject) } else { 0.25 };
    let area = (quad.area() / (size.0 * size.1)).min(1.0);
    let standing = match (borders == 0 && down > across, subject) {
        (false, _) => 0.0,
        // Two open pages have a page's proportion.
        (true, Subject::PhotoPage) => 0.16,
        // A portrait has about a card's, and so has the part of a card that is cut off beside it.
        (true, _) if area < 0.3 => 0.22,
        (true, _) => 0.03,
    };
    let loose = 0.50 * mean + 0.16 * worst + 0.12 * polarity + 0.35 * area.sqrt()
        - standing
        - 0.30 * skew(quad)
        - 0.45 * goes_on(quad, sides)
        - 0.04 * borders as f32;
    (loose, 0.45 * shape)
}

/// How well both neighbours of a side are seen beyond it: then the document is longer, and the side is printed on it.
fn goes_on(quad: &Quad, sides: [&Candidate; 4]) -> f32 {
    let [a, b, c, d] = quad.0;
    let [top, right, bottom, left] = sides;
    let before = |line: &Candidate, corner: f32, length: f32| {
        line.over(corner - 0.25 * length, corner - 0.05 * length).0
    };
    let after = |line: &Candidate, corner: f32, length: f32| {
        line.over(corner + 0.05 * length, corner + 0.25 * length).0
    };
    let (wide, high) = quad.size();
    let (wide, high) = (wide.min(high * 2.0), high.min(wide * 2.0));
    let beyond = [
        (left, before(top, a.x, wide).min(before(bottom, d.x, wide))),
        (right, after(top, b.x, wide).min(after(bottom, c.x, wide))),
        (top, before(left, a.y, high).min(before(right, b.y, high))),
        (bottom, after(left, d.y, high).min(after(right, c.y, high))),
    ];
    let seen = beyond.into_iter().filter(|(side, _)| !side.border).map(|(_, seen)| seen);
    (seen.fold(0.0, f32::max) - 0.35).max(0.0)
}

/// 0 if every corner is about square, 1 if one is 25° or more off.
fn skew(quad: &Quad) -> f32 {
    let [top, right, bottom, left] = quad.sides().map(|(from, to)| {
        let length = from.distance(to).max(1e-3);
        ((to.x - from.x) / length, (to.y - from.y) / length)
    });
    let off = |one: (f32, f32), other: (f32, f32)| (one.0 * other.0 + one.1 * other.1).abs();
    let worst = [off(top, right), off(right, bottom), off(bottom, left), off(left, top)]
        .into_iter()
        .fold(0.0, f32::max);
    (worst / 0.42).powi(2).min(1.0)
}

/// How well a side is seen, and the step into the document.
fn side(line: &Candidate, from: f32, to: f32, inwards: f32) -> (f32, f32) {
    if line.border {
        return (BORDER, 0.0);
    }
    let length = to - from;
    let (fine, step) = line.over(from + 0.06 * length, to - 0.06 * length);
    // A line that goes on beyond the corners belongs to the table.
    let beyond = line
        .over(from - 0.2 * length, from - 0.04 * length)
        .0
        .min(line.over(to + 0.04 * length, to + 0.2 * length).0);
    (0.55 * fine + 0.45 * step.abs() - 0.25 * beyond, step * inwards)
}

/// 0 if the sides are in proportion for such a document, lying or standing, up to 1 if they are not at all.
fn shape(ratio: f32, subject: Subject) -> f32 {
    let off = |(width, height): &(f32, f32)| {
        let expected = (width / height).ln();
        let seen = ratio.max(1e-3).ln().abs();
        ((seen - expected).abs() / 0.16).powi(2).min(1.0)
    };
    subject.sizes_mm().iter().map(off).fold(1.0, f32::min)
}
