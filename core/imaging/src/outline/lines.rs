//! Straight lines that many edge pixels agree on (Hough's transform, voting only near each pixel's own direction).

use super::edges::{Edges, Layer};

/// Which way lines run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// From left to right: top and bottom sides.
    Across,
    /// From top to bottom: left and right sides.
    Down,
}

/// A line across (`along` is x, `away` is y) or down (`along` is y, `away` is x): away = offset + slope · (along - middle).
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) offset: f32,
    pub(super) slope: f32,
    /// The middle of the picture along the line.
    pub(super) middle: f32,
    /// Whether it is an edge of the picture and not in it.
    pub(super) border: bool,
    /// Sums up to each position along: how well fine edges lie on it.
    fine: Vec<f32>,
    /// Likewise: how much brighter it is beyond the line than before it, -1 to 1.
    step: Vec<f32>,
}

/// Lines turned further than this are not looked for: tan 26°.
const STEEPEST: f32 = 0.49;
const SLOPES: usize = 45;
/// Kept of each scale.
const KEPT: usize = 11;

impl Candidate {
    pub(super) fn away(&self, along: f32) -> f32 {
        self.offset + self.slope * (along - self.middle)
    }

    /// Means over a stretch: fine support 0 to 1, and step -1 to 1.
    pub(super) fn over(&self, from: f32, to: f32) -> (f32, f32) {
        let last = self.fine.len().saturating_sub(1);
        let index = |at: f32| (at.max(0.0) as usize).min(last);
        let (from, to) = (index(from), index(to));
        if to <= from {
            return (0.0, 0.0);
        }
        let mean = |sums: &[f32]| match (sums.get(from), sums.get(to)) {
            (Some(before), Some(after)) => (after - before) / (to - from) as f32,
            _ => 0.0,
        };
        (mean(&self.fine), mean(&self.step))
    }
}

/// The best lines of a family, and the picture's own two edges.
pub(super) fn vote(edges: &Edges, family: Family) -> Vec<Candidate> {
    let mut kept: Vec<(f32, f32)> = Vec::new();
    for (layer, apart) in [(&edges.fine, 3.0), (&edges.coarse, 5.0)] {
        peaks(edges, layer, family, apart, &mut kept);
    }
    let (_, away_length) = lengths(edges, family);
    let mut candidates: Vec<Candidate> =
        kept.into_iter().map(|(offset, slope)| measured(edges, family, offset, slope)).collect();
    for edge in [0.5, away_length as f32 - 1.5] {
        let mut border = measured(edges, family, edge, 0.0);
        border.border = true;
        candidates.push(border);
    }
    candidates
}

/// Lines near a side of a likely document that the vote may have missed: just outside of it, where a printed frame runs
/// along the edge; and where the side would be if the document had the right proportion, because a dark band on a dark
/// table shows little of an edge. The best supported of each stretch.
pub(super) fn near(
    edges: &Edges,
    family: Family,
    side: &Candidate,
    opposite: &Candidate,
    expected: &[f32],
) -> Vec<Candidate> {
    let apart = (side.offset - opposite.offset).abs();
    let outwards = (side.offset - opposite.offset).signum();
    let best = |from: f32, to: f32| {
        let mut best: Option<(f32, Candidate)> = None;
        let mut offset = from;
        while offset <= to {
            for slope in [side.slope, (side.slope + opposite.slope) / 2.0] {
                let line = measured(edges, family, side.offset + outwards * offset, slope);
                let (fine, step) = line.over(0.2 * 2.0 * line.middle, 0.8 * 2.0 * line.middle);
                let value = fine + step.abs();
                if best.as_ref().is_none_or(|(other, _)| value > *other) {
                    best = Some((value, line));
                }
            }
            offset += 1.0;
        }
        best.map(|(_, line)| line)
    };
    let missing = expected.iter().map(|expected| expected - apart).filter(|missing| missing.abs() > 3.0);
    let mut found: Vec<Candidate> =
        missing.filter_map(|missing| best(missing - 5.0, missing + 5.0)).collect();
    found.extend(best(2.0, 7.0));
    found
}

/// How long the picture is along such lines, and across them.
fn lengths(edges: &Edges, family: Family) -> (usize, usize) {
    match family {
        Family::Across => (edges.width, edges.height),
        Family::Down => (edges.height, edges.width),
    }
}

fn peaks(edges: &Edges, layer: &Layer, family: Family, apart: f32, kept: &mut Vec<(f32, f32)>) {
    let (along_length, away_length) = lengths(edges, family);
    let middle = along_length as f32 / 2.0;
    let room = (middle * STEEPEST).ceil() as usize + 1;
    let offsets = away_length + 2 * room;
    let step = 2.0 * STEEPEST / (SLOPES - 1) as f32;
    let slope_of = |index: usize| index as f32 * step - STEEPEST;
    let mut votes = vec![0.0_f32; offsets * SLOPES];
    for (index, [gx, gy]) in layer.gradients.iter().enumerate() {
        let (x, y) = ((index % edges.width) as f32, (index / edges.width) as f32);
        let (along, away, with, across) = match family {
            Family::Across => (x, y, *gx, *gy),
            Family::Down => (y, x, *gy, *gx),
        };
        let length = across.abs();
        if length < layer.half * 0.5 || with.abs() > length * 0.75 {
            continue;
        }
        // On a line away = slope · along the gradient is (-slope, 1), of either sign.
        let own = -with / across;
        let weight = length / (length + layer.half);
        let first = ((own - 0.12 + STEEPEST) / step).ceil().max(0.0) as usize;
        let last = (((own + 0.12 + STEEPEST) / step).floor() as isize).min(SLOPES as isize - 1);
        for slope in first..usize::try_from(last + 1).unwrap_or(0) {
            let offset = away - slope_of(slope) * (along - middle) + room as f32;
            if let Some(vote) = votes.get_mut(slope * offsets + (offset + 0.5) as usize) {
                *vote += weight;
            }
        }
    }
    // A vote beside counts too: an edge is wider than a pixel.
    let smooth: Vec<f32> = votes
        .windows(3)
        .map(|three| if let [before, here, after] = three { here + 0.5 * (before + after) } else { 0.0 })
        .collect();
    let mut order: Vec<(f32, usize)> = smooth
        .iter()
        .enumerate()
        .filter(|(_, votes)| **votes > along_length as f32 * 0.12)
        .map(|(index, votes)| (*votes, index + 1))
        .collect();
    order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    let mut mine = 0;
    for (_, index) in order {
        let (slope, offset) = (slope_of(index / offsets), (index % offsets) as f32 - room as f32);
        let known = kept.iter().any(|(other_offset, other_slope)| {
            [-0.3, 0.3].into_iter().all(|share| {
                let at = share * along_length as f32;
                (offset + slope * at - other_offset - other_slope * at).abs() < apart
            })
        });
        if !known {
            kept.push((offset, slope));
            mine += 1;
        }
        if mine == KEPT {
            break;
        }
    }
}

/// Walks along a line and adds up what lies on it.
fn measured(edges: &Edges, family: Family, offset: f32, slope: f32) -> Candidate {
    let (along_length, away_length) = lengths(edges, family);
    let middle = along_length as f32 / 2.0;
    let mut candidate = Candidate { offset, slope, middle, border: false, fine: vec![0.0], step: vec![0.0] };
    let (mut fine, mut step) = (0.0, 0.0);
    for along in 0..along_length {
        let away = candidate.away(along as f32);
        let near = |layer: &Layer, shift: f32| -> f32 {
            let away = away + shift;
            if away < 0.0 || away > away_length as f32 - 1.0 {
                return 0.0;
            }
            let away = (away + 0.5) as usize;
            let index = match family {
                Family::Across => away * edges.width + along,
                Family::Down => along * edges.width + away,
            };
            let Some([gx, gy]) = layer.gradients.get(index) else { return 0.0 };
            let (with, across) = if family == Family::Across { (gx, gy) } else { (gy, gx) };
            let off = (with + slope * across).abs();
            if off > across.abs() { 0.0 } else { across / (across.abs() + layer.half) }
        };
        fine += [-1.0, 0.0, 1.0].map(|shift| near(&edges.fine, shift).abs()).into_iter().fold(0.0, f32::max);
        step += near(&edges.coarse, 0.0);
        candidate.fine.push(fine);
        candidate.step.push(step);
    }
    candidate
}
